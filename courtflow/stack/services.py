"""The two servers courtflow needs: embedded ones, or those that DATABASE_URL and REDIS_URL name."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .errors import AlreadyRunning, StackError
from .home import Home, find_home, refuge_for
from .lock import sole_use
from .memory import Memory
from .postgres import APP, OWNER, SUPERUSER, Postgres, database_url
from .supervisor import Supervisor
from .valkey import Valkey, broker_url

ROOT = Path(__file__).resolve().parents[2]
PRIVATE = "private-"


@dataclass(frozen=True)
class Urls:
    """Where database and broker are; `owner` may change the schema, `app` may only work in it."""

    owner: str
    app: str
    redis: str

    def environment(self, *, as_owner: bool = False) -> dict[str, str]:
        return {"DATABASE_URL": self.owner if as_owner else self.app, "REDIS_URL": self.redis}


def runtime_directory() -> Path:
    """var/ of the project, or COURTFLOW_VAR; made where it is missing."""
    var = Path(os.environ.get("COURTFLOW_VAR") or ROOT / "var").resolve()
    try:
        var.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StackError(
            f"Cannot make {var}: {error.strerror}. Set COURTFLOW_VAR to a directory you may write."
        ) from error
    return var


def demo_memory(var: Path) -> Memory:
    return Memory(var / "stack.json")


def start_services(supervisor: Supervisor, var: Path) -> Urls:
    """Start what the environment does not name; keep the data."""
    memory, logs = demo_memory(var), var / "log"
    given = os.environ.get("DATABASE_URL"), os.environ.get("REDIS_URL")
    home = None if all(given) else find_home(var)
    if home and not given[0]:
        supervisor.add(Postgres(home, memory, logs, durable=True).start())
    if home and not given[1]:
        supervisor.add(Valkey(home, memory, logs, durable=True).start())
    return known_urls(var)


def known_urls(var: Path) -> Urls:
    """The addresses of servers that run already."""
    memory, database = demo_memory(var), os.environ.get("DATABASE_URL")
    return Urls(
        owner=os.environ.get("COURTFLOW_OWNER_DATABASE_URL") or database or database_url(memory, OWNER),
        app=database or database_url(memory, APP),
        redis=os.environ.get("REDIS_URL") or broker_url(memory),
    )


@contextmanager
def private_services(supervisor: Supervisor, var: Path, *, durable: bool = False) -> Iterator[Urls]:
    """Empty servers for one run, gone afterwards with all they held."""
    home = find_home(var)
    remove_abandoned(home.path)
    directory = Path(tempfile.mkdtemp(prefix=PRIVATE, dir=home.path))
    directory.chmod(0o711)
    own = Home(directory, home.postgres_bin, home.valkey_server, home.account)
    memory = Memory(directory / "stack.json")
    with sole_use(directory):
        try:
            with supervisor:
                postgres = Postgres(own, memory, directory / "log", durable=durable)
                valkey = Valkey(own, memory, directory / "log", durable=durable)
                supervisor.add(postgres.start(), valkey.start())
                url = database_url(memory, SUPERUSER)
                yield Urls(url, url, broker_url(memory))
        finally:
            shutil.rmtree(directory)


def remove_abandoned(home: Path) -> None:
    """Clear away what a run left that was killed before its end."""
    for directory in home.glob(f"{PRIVATE}*"):
        try:
            with sole_use(directory):
                shutil.rmtree(directory)
        except AlreadyRunning:
            continue


def forget(var: Path) -> None:
    """Remove the demo's data, its passwords and its logs."""
    with sole_use(var):
        shutil.rmtree(refuge_for(var), ignore_errors=True)
        for path in var.iterdir():
            if path.name != "stack.lock":
                shutil.rmtree(path) if path.is_dir() else path.unlink()
