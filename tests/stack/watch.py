"""A supervisor on a runtime directory of its own, watched from outside."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from courtflow.stack.home import refuge_for
from courtflow.stack.services import ROOT

PATIENCE = 30  # seconds; two cores may be busy with other tests


def wait_for(happened: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, f"{what} did not happen within {seconds} s"
        time.sleep(0.05)


def processes_in(*directories: Path) -> list[str]:
    """The command lines of all processes that work in, or were started from, one of these directories."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            works_in = os.readlink(process / "cwd")
            command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            environment = (process / "environ").read_bytes().decode(errors="replace")
        except OSError:
            continue
        if any(str(each) in works_in + command + environment for each in directories):
            found.append(command)
    return found


class Stack:
    """`python -m courtflow.stack …` on one runtime directory."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.started: list[subprocess.Popen[str]] = []

    def start(self, *arguments: str, **settings: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "courtflow.stack", *arguments],
            cwd=ROOT,
            env=self.environment(**settings),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.started.append(process)
        return process

    def environment(self, **settings: str) -> dict[str, str]:
        outer = {"DATABASE_URL", "REDIS_URL", "MAKELEVEL", "DJANGO_SETTINGS_MODULE", "COURTFLOW_PORT"}
        inherited = {name: value for name, value in os.environ.items() if name not in outer}
        return {**inherited, "COURTFLOW_VAR": str(self.var), **settings}

    def services(self) -> tuple[subprocess.Popen[str], dict[str, str]]:
        """Start database and broker; return the process and the addresses it printed."""
        process = self.start("services")
        found: dict[str, str] = {}
        while len(found) < 3:
            line = self.line(process)
            assert line or process.poll() is None, "the supervisor ended before it printed its addresses"
            if told := re.fullmatch(r"export (\w+)=(\S+)", line):  # a busy machine prints progress, too
                found[told[1]] = told[2]
        return process, found

    @staticmethod
    def line(process: subprocess.Popen[str]) -> str:
        assert process.stdout is not None
        return process.stdout.readline().strip()

    def left(self) -> list[str]:
        return processes_in(self.var, refuge_for(self.var))

    def end(self) -> None:
        for process in self.started:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            process.communicate(timeout=PATIENCE)
        wait_for(lambda: not self.left(), "the end of all processes")
