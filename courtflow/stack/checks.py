"""`make test`, `make lint` and `make bench`, each on private servers that are empty before and gone after."""

from __future__ import annotations

import os
import secrets
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from .manage import command, python_environment
from .services import private_services
from .supervisor import Supervisor, foreground

PROCESSES = "2"
PRODUCTION = {
    "COURTFLOW_DEBUG": "0",
    "COURTFLOW_HTTPS": "1",
    "COURTFLOW_ALLOWED_HOSTS": "court.example",
    "COURTFLOW_CSRF_ORIGINS": "https://court.example",
}


def test(var: Path, arguments: Sequence[str]) -> int:
    """All tests in two processes, or just those that the arguments name in one."""
    how = arguments or ("-n", PROCESSES, "--dist", "loadgroup", "--durations", "10")
    with private_services(Supervisor(), var) as urls:
        environment = python_environment(var, os.environ, urls.environment())
        program = [sys.executable, "-m", "pytest", "-p", "courtflow.stack.pytest_broker", *how]
        return foreground(program, environment)


def bench(var: Path, arguments: Sequence[str]) -> int:
    """Benchmarks on servers that wait for the disk as in production."""
    with private_services(Supervisor(), var, durable=True) as urls:
        environment = python_environment(var, os.environ, urls.environment())
        return foreground(command("bench", *arguments), environment)


def lint(var: Path) -> int:
    """Every check, also after one failed, so that one run shows all there is to mend."""
    with private_services(Supervisor(), var) as urls:
        environment = python_environment(var, os.environ, urls.environment())
        production = {**environment, **PRODUCTION, "COURTFLOW_SECRET_KEY": secrets.token_urlsafe(64)}
        failed = [name for name, program, env in checks(environment, production) if not passes(name, program, env)]
    print(f"lint: {', '.join(failed)} failed" if failed else "lint: all checks passed", flush=True)
    return 1 if failed else 0


def checks(
    environment: Mapping[str, str], production: Mapping[str, str]
) -> list[tuple[str, list[str], Mapping[str, str]]]:
    tools = Path(sys.executable).parent
    return [
        ("ruff", [str(tools / "ruff"), "check", "--output-format", "concise"], environment),
        ("format", [str(tools / "ruff"), "format", "--check", "--output-format", "concise"], environment),
        ("import directions", [str(tools / "lint-imports"), "--no-cache"], environment),
        ("migrations", command("makemigrations", "--check", "--dry-run"), environment),
        ("deployment", command("check", "--deploy", "--fail-level", "WARNING"), production),
        ("types", [str(tools / "mypy")], environment),
    ]


def passes(name: str, program: Sequence[str], environment: Mapping[str, str]) -> bool:
    print(f"{name} …", flush=True)
    started = time.monotonic()
    passed = foreground(program, environment) == 0
    print(f"{name}: {'passed' if passed else 'FAILED'} in {time.monotonic() - started:.1f} s", flush=True)
    return passed
