"""The commands behind the Makefile: python -m courtflow.stack demo|services|test|lint|bench|manage|forget."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from .checks import bench, lint, test
from .demo import demo, settings_of
from .errors import AlreadyRunning, StackError
from .lock import sole_use
from .manage import command, python_environment
from .services import forget, known_urls, runtime_directory, start_services
from .supervisor import Stopped, Supervisor, foreground, signals_stop


def main(arguments: Sequence[str]) -> int:
    name, *rest = arguments or [""]
    commands = {
        "demo": lambda var: demo(var),
        "services": lambda var: services(var),
        "test": lambda var: test(var, rest),
        "lint": lambda var: lint(var),
        "bench": lambda var: bench(var, rest),
        "manage": lambda var: manage_demo(var, rest),
        "forget": lambda var: forget(var),
    }
    if name not in commands:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        with signals_stop():
            return commands[name](runtime_directory()) or 0
    except Stopped as stopped:
        return stopped_status(name, stopped)
    except PermissionError as error:
        print(
            f"courtflow: no permission for {error.filename}. Another user (root?) ran courtflow here before: "
            "run it as that user, or set COURTFLOW_VAR to a directory of your own.",
            file=sys.stderr,
        )
        return 1
    except StackError as error:
        print(f"courtflow: {error}", file=sys.stderr)
        return 1


def manage_demo(var: Path, arguments: Sequence[str]) -> int:
    """One manage.py command on the demo's data, whether the demo runs or not."""
    try:
        with sole_use(var), Supervisor() as supervisor:
            urls = start_services(supervisor, var)
            return foreground(command(*arguments), python_environment(var, settings_of(var), urls.environment()))
    except AlreadyRunning:
        urls = known_urls(var)
        return foreground(command(*arguments), python_environment(var, settings_of(var), urls.environment()))


def services(var: Path) -> int:
    """Database and broker alone, for those who run web and worker by hand."""
    with sole_use(var), Supervisor() as supervisor:
        urls = start_services(supervisor, var)
        for name, value in {**urls.environment(), "COURTFLOW_OWNER_DATABASE_URL": urls.owner}.items():
            print(f"export {name}={value}", flush=True)
        supervisor.watch()
    return 0


def stopped_status(name: str, stopped: Stopped) -> int:
    """A server that was stopped did what it was asked to; anything else was cut short."""
    print("\nstopped, nothing is left running", flush=True)
    return 0 if name in {"demo", "services"} else 128 + stopped.signal


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
