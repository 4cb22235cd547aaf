"""Who owns a runtime directory, and what a killed owner left behind."""

from __future__ import annotations

import fcntl
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import AlreadyRunning


@contextmanager
def sole_use(directory: Path) -> Iterator[None]:
    """Hold a directory; the kernel lets go of it even when this process is killed."""
    with (directory / "stack.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise AlreadyRunning(
                f"courtflow runs already from {directory} (process {file.read().strip()}). "
                "Stop it there with Ctrl-C, or set COURTFLOW_VAR to run a second one."
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def end_orphan(pid_file: Path, directory: Path, patience: float = 20) -> None:
    """End a server whose supervisor was killed before it could; forget a pid that means another process now.

    Called by the holder of the lock only: whatever still serves `directory` has no supervisor.
    """
    pid = recorded_pid(pid_file)
    if pid and works_in(pid, directory):
        os.kill(pid, signal.SIGINT)
        deadline = time.monotonic() + patience
        while works_in(pid, directory) and time.monotonic() < deadline:
            time.sleep(0.05)
        if works_in(pid, directory):
            os.kill(pid, signal.SIGKILL)
            time.sleep(0.2)
    pid_file.unlink(missing_ok=True)


def recorded_pid(pid_file: Path) -> int | None:
    try:
        return int(pid_file.read_text().split()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return None


def works_in(pid: int, directory: Path) -> bool:
    """Both servers make their data directory their working directory."""
    try:
        return os.readlink(f"/proc/{pid}/cwd") == str(directory)
    except OSError:
        return False
