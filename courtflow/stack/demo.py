"""`make demo`: the whole of courtflow on this machine, with data to look at, until Ctrl-C."""

from __future__ import annotations

import http.client
import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlparse

from .assets import collect
from .child import Child
from .errors import StackError
from .lock import sole_use
from .manage import manage, python_environment
from .memory import LOOPBACK, first_free
from .services import ROOT, Urls, demo_memory, start_services
from .supervisor import Supervisor

PORT = "8000"
ANSWER_LIMIT = 90  # seconds until the first page must answer
WORKERS, THREADS = "2", "4"


def demo(var: Path) -> int:
    with sole_use(var), Supervisor() as supervisor:
        print("starting the database and the broker", flush=True)
        urls = start_services(supervisor, var)
        environment = python_environment(var, settings_of(var), urls.environment())
        prepare(var, environment, urls)
        address = os.environ.get("COURTFLOW_BIND", LOOPBACK)
        port = first_free(wanted_port(), address)
        web = start_programs(supervisor, var, environment, f"{address}:{port}")
        logins = manage(var, environment, "asking for the demo's log-ins", "load_demo", "--logins")
        web.wait_until(lambda: answers(address, port), "waiting for the first page", ANSWER_LIMIT)
        print(f"\n{logins}")
        print(f"courtflow is at http://{'localhost' if address == LOOPBACK else address}:{port}/")
        print(f"Logs are in {var / 'log'}. Ctrl-C stops everything; the data stays.", flush=True)
        supervisor.watch()
    return 0


def wanted_port() -> int:
    port = os.environ.get("COURTFLOW_PORT") or PORT
    if not 0 < int(port if port.isdecimal() else 0) < 65536:
        raise StackError(f"COURTFLOW_PORT is {port!r}: set it to a port number, 8000 for instance.")
    return int(port)


def settings_of(var: Path) -> dict[str, str]:
    """As in production, but on this machine and without TLS; the caller's own settings win."""
    defaults = {
        "COURTFLOW_DEBUG": "0",
        "COURTFLOW_HTTPS": "0",
        "COURTFLOW_SECRET_KEY": demo_memory(var).secret("secret_key"),
        "COURTFLOW_ALLOWED_HOSTS": f"localhost,{LOOPBACK},[::1],{socket.gethostname()}",
    }
    return defaults | dict(os.environ)


def prepare(var: Path, environment: Mapping[str, str], urls: Urls) -> None:
    """The schema by its owner, everything else by the application's role."""
    as_owner = {**environment, **urls.environment(as_owner=True)}
    if urls.owner == urls.app:
        command = ["migrate", "--no-input"]
    else:
        command = ["grant_app_role", urlparse(urls.app).username or "", "--migrate"]
    manage(var, as_owner, "preparing the database", *command)
    collect(var, environment)
    manage(var, environment, "loading the demo's courts, people and cases", "load_demo", "--papers-later")


def start_programs(supervisor: Supervisor, var: Path, environment: Mapping[str, str], bind: str) -> Child:
    """Start all three and return the web server."""
    print("starting web, worker and beat", flush=True)
    web = ["gunicorn", "courtflow.wsgi:application", "--bind", bind, "--access-logfile", "-"]
    celery = ["celery", "-A", "courtflow"]
    programs = {
        "web": [*web, "--workers", WORKERS, "--threads", THREADS],
        "worker": [*celery, "worker", "--concurrency", WORKERS, "--loglevel", "INFO"],
        "beat": [*celery, "beat", "--loglevel", "INFO", "--pidfile", ""],
    }
    children = {
        name: Child(
            name,
            [sys.executable, "-m", *program],
            var / "log" / f"{name}.log",
            environment=environment,
            directory=ROOT,
        )
        for name, program in programs.items()
    }
    supervisor.add(*children.values())
    return children["web"]


def answers(address: str, port: int) -> bool:
    """Whether the first page comes (a redirect to the log-in counts); an error there is no reason to wait on."""
    connection = http.client.HTTPConnection(address, port, timeout=10)
    try:
        connection.request("GET", "/", headers={"Host": "localhost"})
        status = connection.getresponse().status
    except OSError:
        return False
    finally:
        connection.close()
    if status >= 400:
        raise StackError(f"The first page answers with error {status}; log/web.log in the runtime directory says why.")
    return True
