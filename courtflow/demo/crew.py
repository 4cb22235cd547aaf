"""Two processes share the courts: telling a case locks its court's numbers, so one court is one hand's work."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any

HANDS = 2
Job = tuple[str, Callable[..., Any], tuple[Any, ...]]


class Crew:
    """Fresh processes with database connections of their own; functions are found there by name."""

    def __enter__(self) -> Crew:
        self.hands = [
            ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"), initializer=_set_up)
            for _ in range(min(HANDS, os.cpu_count() or 1))
        ]
        return self

    def __exit__(self, *error: object) -> None:
        for hand in self.hands:
            hand.shutdown(cancel_futures=True)

    def work(self, jobs: Iterable[Job]) -> Iterator[Any]:
        """Do (label, function, arguments) jobs, those of one label in order; yields each result when it is there."""
        load, hand_of = [0] * len(self.hands), dict[str, int]()
        futures: list[Future[Any]] = []
        for label, function, arguments in jobs:
            hand = hand_of.setdefault(label, load.index(min(load)))
            load[hand] += 1
            futures.append(self.hands[hand].submit(function, *arguments))
        for future in as_completed(futures):
            yield future.result()


def _set_up() -> None:
    import django

    django.setup()
    Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    """A parent killed outright closes nothing; a case half told is then rolled back with the connection."""
    if parent := parent_process():
        parent.join()
        os._exit(1)
