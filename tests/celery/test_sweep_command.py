"""`manage.py sweep` without Celery: in two processes at once, again, and years late."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from courtflow.flow import clock
from courtflow.flow.models import Deadline, Event, Notification
from enforcement.models import Urging
from tests.celery.programs import PATIENCE, manage

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

MATTERS = 24


def sweep_in(processes: int, var: Path) -> int:
    """How many deadlines the sweeps say they fired, in all."""
    running = [manage(var, "sweep") for _ in range(processes)]
    printed = [process.communicate(timeout=PATIENCE) for process in running]
    assert [process.returncode for process in running] == [0] * processes, printed
    return sum(int(re.search(r"届满处理(\d+)项", output)[1]) for output, _ in printed)  # type: ignore[index]


def rows() -> list[Any]:
    """Everything a sweep may change."""
    return [
        list(model.objects.order_by("pk").values_list(*fields))
        for model, fields in (
            (Event, ("pk", "hash")),
            (Deadline, ("pk", "state", "ended_at", "next_warning_at", "attempts")),
            (Urging, ("pk", "state", "version")),
            (Notification, ("pk",)),
        )
    ]


def test_two_processes_late_and_again(urge: Callable[[], Urging], tmp_path: Path) -> None:
    for _ in range(MATTERS):
        urge()

    said = sweep_in(2, tmp_path)
    said += sweep_in(1, tmp_path)  # what each left because the other was at the case

    expired = Event.objects.filter(act="urging.expire")
    assert sorted(expired.values_list("proceeding", flat=True)) == sorted(Urging.objects.values_list("pk", flat=True))
    assert said == Deadline.objects.filter(state=Deadline.State.FIRED).count() + overdue()
    assert {clock.day_of(event.at) for event in expired} == {date(2025, 1, 3)}  # the law's day, not the sweep's
    before = rows()
    assert sweep_in(2, tmp_path) == 0
    assert rows() == before


def overdue() -> int:
    return Deadline.objects.filter(state=Deadline.State.OVERDUE).count()
