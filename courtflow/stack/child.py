"""One child process: its log, its death with its parent, its orderly end."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from .errors import StackError

PR_SET_PDEATHSIG = 1  # linux/prctl.h
BEAT = 2.0  # seconds between signs of life of a long step
POLL = 0.05
LOG_LIMIT = 5 * 1024 * 1024

_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Account:
    """The operating system's user that a server runs as."""

    name: str
    uid: int
    gid: int


def die_with_parent(parent: int, death: signal.Signals) -> None:
    """Have the kernel send this process `death` when its parent ends, however it ends.

    A parent that ended before the call would never be noticed, hence the second look.
    """
    _libc.prctl(PR_SET_PDEATHSIG, int(death))
    if os.getppid() != parent:
        os.kill(os.getpid(), death)


class Child:
    """A program in a session of its own, so that a terminal's Ctrl-C reaches the supervisor alone."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        log: Path,
        *,
        environment: Mapping[str, str],
        directory: Path,
        account: Account | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
        patience: float = 20,
    ) -> None:
        self.name, self.log, self.stop_signal, self.patience = name, log, stop_signal, patience
        rotate(log)
        self._log_start = log.stat().st_size if log.exists() else 0
        parent = os.getpid()
        with log.open("ab") as output:
            # The credentials change before preexec_fn runs; changing them later would clear the death signal.
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=directory,
                env=dict(environment),
                start_new_session=True,
                user=account.uid if account else None,
                group=account.gid if account else None,
                extra_groups=[] if account else None,
                preexec_fn=lambda: die_with_parent(parent, stop_signal),
            )

    @property
    def running(self) -> bool:
        return self.process.poll() is None

    def ask_to_stop(self) -> None:
        if self.running:
            self.process.send_signal(self.stop_signal)

    def stop(self) -> None:
        """End the child and whatever it left in its session."""
        self.ask_to_stop()
        try:
            self.process.wait(self.patience)
        except subprocess.TimeoutExpired:
            print(f"{self.name} did not stop within {self.patience:.0f} s and is killed", flush=True)
        with suppress(ProcessLookupError):  # nobody left in the session: the usual case
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def wait_until(self, ready: Callable[[], bool], purpose: str, limit: float) -> None:
        """Wait for a server to answer, or explain why it never will."""
        started = beat = time.monotonic()
        while not ready():
            now = time.monotonic()
            if not self.running:
                raise StackError(f"{purpose} failed: {self.name} ended.\n{self.last_words()}")
            if now - started > limit:
                raise StackError(f"{purpose} took longer than {limit:.0f} s.\n{self.last_words()}")
            if now - beat > BEAT:
                beat = now
                print(f"  {purpose}: {now - started:.0f} s", flush=True)
            time.sleep(POLL)

    def finish(self, purpose: str) -> str:
        """Wait for a program that does one thing and ends; return what it printed."""
        started = beat = time.monotonic()
        while self.running:
            if time.monotonic() - beat > BEAT:
                beat = time.monotonic()
                print(f"  {purpose}: {beat - started:.0f} s {self.last_words(1)[:100]}", flush=True)
            time.sleep(POLL)
        if self.process.returncode:
            raise StackError(f"{purpose} failed. The end of {self.log}:\n{self.last_words()}")
        return self.words()

    def words(self) -> str:
        """What this run of the program wrote."""
        with self.log.open("rb") as log:
            log.seek(self._log_start)
            return log.read().decode(errors="replace")

    def last_words(self, lines: int = 20) -> str:
        return "\n".join(self.words().splitlines()[-lines:])


def rotate(log: Path) -> None:
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        log.replace(log.with_suffix(".log.1"))
