"""The press: a process of its own that sets papers, with limits on time and memory.

A paper that takes too long or too much ends its press, never the worker that ordered it. Started with the first paper
and kept for the next, so that fonts are read once; `python -m documents.press` is the child's side.
"""

from __future__ import annotations

import atexit
import json
import os
import resource
import signal
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Mapping
from threading import Lock
from typing import Any

import django
from django.conf import settings

from .rendering import Rendered, SealPrint, Unprintable
from .rendering import render as typeset

# Technical limits: a hundred times an ordinary paper's time, and ten times its memory.
SECONDS = 60
ADDRESS_SPACE = 3 * 1024**3
POLITENESS = 5  # a heap of papers never makes the people at the counter wait
# A paper leaves about a third of a megabyte behind in the typesetter (measured over a thousand papers), so a press is
# replaced long before that counts.
MOST_PAPERS = 500

TOO_LONG = f"排版超过{SECONDS}秒仍未完成，请减少内容或者改为另附清单"
BROKEN = "排版程序中断（内容可能过多），请减少内容或者改为另附清单"


class Press:
    """One child process, asked one paper at a time; replaced when it has ended."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._papers = 0

    def render(
        self, template: str, snapshot: Mapping[str, Any], *, seal: SealPrint | None = None, draft: bool = False
    ) -> Rendered:
        """What rendering.render gives; raises Unprintable also for a paper beyond the limits."""
        asked = {"template": template, "snapshot": snapshot, "draft": draft, "seal": _packed(seal), "seconds": SECONDS}
        with self._lock:
            answer = self._ask(json.dumps(asked).encode() + b"\n")
        if "unprintable" in answer:
            raise Unprintable(answer["unprintable"])
        if "fault" in answer:
            raise RuntimeError(answer["fault"])
        return Rendered(b64decode(answer["pdf"]), answer["pages"], answer["sha256"])

    def _ask(self, line: bytes) -> dict[str, Any]:
        child = self._running()
        try:
            child.stdin.write(line)  # type: ignore[union-attr]
            child.stdin.flush()  # type: ignore[union-attr]
            answer = child.stdout.readline()  # type: ignore[union-attr]
        except BrokenPipeError:
            answer = b""
        if answer.endswith(b"\n"):
            found: dict[str, Any] = json.loads(answer)
            return found
        ended = child.wait()
        self.close()
        raise Unprintable(TOO_LONG if ended == -signal.SIGALRM else BROKEN)

    def _running(self) -> subprocess.Popen[bytes]:
        """The child of this very process: one inherited through a fork belongs to the parent."""
        mine = self._child is not None and self._owner == os.getpid() and self._child.poll() is None
        if self._child is None or not mine or self._papers >= MOST_PAPERS:
            self.close()
            self._child, self._owner, self._papers = _started(), os.getpid(), 0
        self._papers += 1
        return self._child

    def close(self) -> None:
        child, self._child = self._child, None
        if child is None or self._owner != os.getpid():
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe and not pipe.closed:
                _shut(pipe)


def _shut(pipe: Any) -> None:
    try:
        pipe.close()
    except BrokenPipeError:
        return


def _started() -> subprocess.Popen[bytes]:
    """In a session of its own: it ends when its input does, not with a Ctrl-C meant for others."""
    return subprocess.Popen(
        [sys.executable, "-m", "documents.press"], cwd=settings.BASE_DIR, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip


def _packed(seal: SealPrint | None) -> dict[str, Any] | None:
    return {"image": b64encode(seal.image).decode(), "diameter_mm": seal.diameter_mm} if seal else None


PRESS = Press()
atexit.register(PRESS.close)
render = PRESS.render


def serve() -> None:
    """The child: one JSON line in, one out, until the parent is gone."""
    os.nice(POLITENESS)
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    for line in sys.stdin.buffer:
        asked = json.loads(line)
        signal.setitimer(signal.ITIMER_REAL, asked["seconds"])  # SIGALRM ends the process, wherever it is
        answer = json.dumps(_answer(asked)).encode() + b"\n"
        signal.setitimer(signal.ITIMER_REAL, 0)
        sys.stdout.buffer.write(answer)
        sys.stdout.buffer.flush()


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    seal = asked["seal"] and SealPrint(b64decode(asked["seal"]["image"]), asked["seal"]["diameter_mm"])
    try:
        made = typeset(asked["template"], asked["snapshot"], seal=seal, draft=asked["draft"])
    except Unprintable as verdict:
        return {"unprintable": str(verdict)}
    except MemoryError:
        return {"unprintable": BROKEN}
    except Exception as error:  # told to the worker, whose log it belongs to
        return {"fault": f"{type(error).__name__}: {error}"}
    return {"pdf": b64encode(made.pdf).decode(), "pages": made.pages, "sha256": made.sha256}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "courtflow.settings")
    django.setup()
    serve()
