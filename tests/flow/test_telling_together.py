"""Deadlines that only tell people share one transaction; those that act come before and after them in their order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courtflow.accounts.models import Court
from courtflow.flow import sweep as sweeping
from courtflow.flow.models import Deadline, Notification
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.sweep import sweep
from enforcement.models import Urging
from tests.diary import effective_case, noon

LATER = noon(2025, 3, 1)


@pytest.fixture
def registered(shanyang: Court, cast: Callable[[Court], SimpleNamespace]) -> Callable[[], Urging]:
    """Urgings that should have been handed over by 5 December 2024."""
    people = cast(shanyang)

    def one() -> Urging:
        case, instrument = effective_case(shanyang)
        row: Any = open_proceeding(
            "urging", case, "register_application", by=people.filing_clerk, at=noon(2024, 12, 2),
            instrument=instrument, consent="silent", consent_on=date(2024, 12, 1),
        )  # fmt: skip
        return row

    return one


def overdue() -> int:
    return Deadline.objects.filter(rule="hand_over", state=Deadline.State.OVERDUE).count()


def test_many_are_told_of_with_as_many_questions_as_one(registered: Callable[[], Urging]) -> None:
    sweep(LATER)  # what else is swept for has its first time
    registered()
    with CaptureQueriesContext(connection) as one:
        assert sweep(LATER).fired == 1
    for _ in range(8):
        registered()
    with CaptureQueriesContext(connection) as eight:
        assert sweep(LATER).fired == 8
    assert len(eight) == len(one)
    assert overdue() == 9
    told = Notification.objects.filter(text__contains="届满仍未办理")
    assert told.count() == 9 * told.filter(deadline=Deadline.objects.earliest("id")).count()


def test_should_telling_together_fail_each_is_told_of_by_itself(
    registered: Callable[[], Urging], monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        registered()

    def refuse(*args: Any) -> None:
        raise RuntimeError("no message can be written now")

    monkeypatch.setattr(sweeping, "notify_all", refuse)
    assert sweep(LATER).fired == 3
    assert overdue() == 3


def test_what_an_earlier_act_cancelled_is_not_told_of(
    registered: Callable[[], Urging], cast: Callable[[Court], SimpleNamespace]
) -> None:
    """The act fires first, because its day ended first, and it ends the urging together with its other clocks."""
    ended, waiting = registered(), registered()
    people = cast(ended.court)
    refusal = {"party": ended.case.parties.first().pk, "refused_on": "2024-12-03", "form": "oral", "note": "不同意"}
    perform(ended, "refuse", by=people.filing_clerk, at=noon(2024, 12, 3), facts=refusal)
    left = Deadline.objects.create(**_alert_like(Deadline.objects.get(proceeding=waiting), ended))

    sweep(LATER)

    left.refresh_from_db()
    assert left.state == Deadline.State.CANCELLED
    assert overdue() == 1
    assert not Notification.objects.filter(deadline=left).exists()


def _alert_like(pattern: Deadline, proceeding: Urging) -> dict[str, Any]:
    """A clock that only tells people, due long after the urging's own end."""
    values = {field.attname: getattr(pattern, field.attname) for field in pattern._meta.concrete_fields}
    changes = {"id": None, "proceeding_id": proceeding.pk, "case_id": proceeding.case_id, "due_at": noon(2025, 2, 1)}
    return values | changes
