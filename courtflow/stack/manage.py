"""manage.py commands as steps of a start: shown, logged, and ended with us."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from .child import Child
from .services import ROOT


def manage(var: Path, environment: Mapping[str, str], purpose: str, *arguments: str) -> str:
    """Run one command to its end and return what it printed."""
    print(purpose, flush=True)
    child = Child(
        arguments[0],
        command(*arguments),
        var / "log" / f"{arguments[0]}.log",
        environment={"COURTFLOW_LOG_LEVEL": "WARNING", **environment},  # its output is shown to a person
        directory=ROOT,
    )
    try:
        return child.finish(purpose)
    finally:
        child.stop()


def command(*arguments: str) -> list[str]:
    return [sys.executable, str(ROOT / "manage.py"), *arguments]


def python_environment(var: Path, *more: Mapping[str, str]) -> dict[str, str]:
    """An environment for our own Python programs; later mappings win."""
    environment = {"PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", "COURTFLOW_VAR": str(var)}
    for each in more:
        environment.update(each)
    return environment
