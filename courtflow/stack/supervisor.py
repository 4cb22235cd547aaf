"""Children started in order and stopped in reverse, whatever ends the supervisor."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import FrameType

from .child import POLL, Child, die_with_parent
from .errors import StackError

ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """Someone asked the supervisor to end: Ctrl-C, a service manager, or a closed terminal."""

    def __init__(self, number: signal.Signals) -> None:
        super().__init__(number)
        self.signal = number


@contextmanager
def signals_stop() -> Iterator[None]:
    """Turn the first ending signal into Stopped; later ones find the orderly end already under way."""

    def stop(number: int, _frame: FrameType | None) -> None:
        for each in ENDINGS:
            signal.signal(each, signal.SIG_IGN)
        if number == signal.SIGHUP:
            silence()
        raise Stopped(signal.Signals(number))

    before = {each: signal.getsignal(each) for each in ENDINGS}
    for each, handler in before.items():
        if each != signal.SIGHUP or handler != signal.SIG_IGN:  # nohup wishes to outlive its terminal
            signal.signal(each, stop)
    if "MAKELEVEL" in os.environ:
        die_with_parent(os.getppid(), signal.SIGTERM)
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def silence() -> None:
    """The terminal is gone: writing to it would raise in the middle of the orderly end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


class Supervisor:
    """A context: what was started inside it has ended when it is left."""

    def __init__(self) -> None:
        self._groups: list[list[Child]] = []

    def __enter__(self) -> Supervisor:
        return self

    def __exit__(self, *_exception: object) -> None:
        """Stop the last group first; the children of one group together."""
        while self._groups:
            group = self._groups.pop()
            for child in group:
                child.ask_to_stop()
            for child in group:
                child.stop()

    def add(self, *children: Child) -> None:
        """Children that may stop at the same time."""
        self._groups.append(list(children))

    def watch(self) -> None:
        """Return never: a signal ends it, or a child that ended although nobody asked it to."""
        while True:
            self.check()
            time.sleep(POLL * 4)

    def check(self) -> None:
        for group in self._groups:
            for child in group:
                if not child.running:
                    status = child.process.returncode
                    raise StackError(
                        f"{child.name} ended unexpectedly (status {status}). The end of {child.log}:\n"
                        f"{child.last_words()}"
                    )


def foreground(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run a program on this terminal; it ends with us. Returns its exit status."""
    parent = os.getpid()
    process = subprocess.Popen(
        command,
        env=dict(environment),
        preexec_fn=lambda: die_with_parent(parent, signal.SIGTERM),
    )
    try:
        return process.wait()
    except Stopped as stopped:
        if stopped.signal != signal.SIGINT:  # the terminal sends Ctrl-C to both of us
            process.terminate()
        end(process)
        raise


def end(process: subprocess.Popen[bytes], patience: float = 10) -> None:
    for insist in (process.terminate, process.kill):
        try:
            process.wait(patience)
            return
        except subprocess.TimeoutExpired:
            insist()
    process.wait()
