"""Real programs on this test's own database and broker: worker, beat, manage.py."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from courtflow.stack.services import ROOT
from tests.stack.watch import wait_for

PATIENCE = 90  # seconds; two cores may be busy with other tests


def environment(var: Path) -> dict[str, str]:
    """The environment of this test process, but with the test's database and a runtime directory of its own."""
    to = connection.settings_dict
    user, password, name = (quote(str(to[key]), safe="") for key in ("USER", "PASSWORD", "NAME"))
    url = f"postgresql://{user}:{password}@{to['HOST']}:{to['PORT']}/{name}"
    return {**os.environ, "DATABASE_URL": url, "REDIS_URL": settings.REDIS_URL, "COURTFLOW_VAR": str(var)}


class Program:
    """One program in a session of its own, so that it can be killed with everything it started."""

    def __init__(self, var: Path, *arguments: str) -> None:
        self.log = var / f"{arguments[-1]}.log"
        with self.log.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *arguments],
                cwd=ROOT, env=environment(var), stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip

    def says(self, words: str) -> None:
        self.until(lambda: words in self.log.read_text(), f"“{words}” in {self.log.name}")

    def until(self, happened: Callable[[], bool], what: str) -> None:
        def alive_and_happened() -> bool:
            assert self.process.poll() is None, self.log.read_text()
            return happened()

        wait_for(alive_and_happened, what, PATIENCE)

    def children(self) -> list[int]:
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in found.split()]

    def kill(self) -> None:
        """As a power cut would end it: the whole session, without a word."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def manage(var: Path, *arguments: str) -> subprocess.Popen[str]:
    """A manage.py command that runs while the test goes on."""
    return subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), *arguments],
        cwd=ROOT, env=environment(var), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
