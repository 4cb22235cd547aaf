"""Three days without a sweep: what fell due fires once each, in order, with effect at its own time, chains included."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine

from courtflow.accounts.models import Court
from courtflow.flow import clock, watch
from courtflow.flow.models import Deadline, Event, Notification, SweepRun
from courtflow.flow.sweep import patrol, sweep
from enforcement.models import Urging
from tests.flow.test_calendars_in_flow import under_way
from tests.flow.test_races import at_once

MONDAY = date(2025, 3, 10)
# Thirty days after 8, 9, 10 and 11 February 2025: 10, 11, 12 and 13 March. The first exit on Monday starts three
# working days (Tuesday to Thursday) which are over before anybody sweeps again.
MONDAY_NIGHT = datetime(2025, 3, 10, 23, 45, tzinfo=clock.SHANGHAI)
FRIDAY_MORNING = datetime(2025, 3, 14, 0, 20, tzinfo=clock.SHANGHAI)
RECEIVED = [date(2025, 2, day) for day in (11, 9, 8, 10, 8)]  # not in the order in which they end


@pytest.fixture(autouse=True)
def counter(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine runs through the outage, so its counter advances with the clock."""
    monkeypatch.setattr(watch, "uptime", time.time)


def prepare(court: Court, cast: Callable[[Court], SimpleNamespace]) -> list[Urging]:
    """Five cases under way, all quiet by Monday night."""
    people = cast(court)
    with time_machine.travel(datetime(2025, 2, 20, tzinfo=clock.SHANGHAI), tick=False):
        rows = [under_way(court, people, day) for day in RECEIVED]
    with time_machine.travel(MONDAY_NIGHT, tick=False):
        assert not patrol().halted
    return rows


def system_acts() -> list[tuple[date, str, int | None]]:
    rows = Event.objects.filter(by=None, recorded_at__gte=MONDAY_NIGHT, act__startswith="urging.").order_by("id")
    return [(clock.day_of(event.at), event.act, event.proceeding_id) for event in rows]


@pytest.mark.django_db
def test_everything_fires_once_in_order_with_effect_at_its_due_time(
    shanyang: Court, cast: Callable[[Court], SimpleNamespace]
) -> None:
    b, c, a, d, e = prepare(shanyang, cast)
    assert system_acts() == []

    with time_machine.travel(FRIDAY_MORNING, tick=False):
        report = patrol()
        again = patrol()

    assert not report.halted
    assert (again.fired, again.warned, again.failed) == (0, 0, 0)
    days = {offset: MONDAY + timedelta(days=offset) for offset in range(4)}
    assert system_acts() == [
        (days[0], "urging.expire", a.pk),
        (days[0], "urging.expire", e.pk),
        (days[1], "urging.expire", c.pk),
        (days[2], "urging.expire", d.pk),
        (days[3], "urging.expire", b.pk),
        (days[3], "urging.notify_filing", a.pk),
        (days[3], "urging.notify_filing", e.pk),
    ]
    fired = Deadline.objects.filter(state=Deadline.State.FIRED, ended_by__recorded_at__gte=MONDAY_NIGHT)
    assert all(row.ended_at == row.due_at - timedelta(microseconds=1) == row.ended_by.at for row in fired)
    told = Notification.objects.filter(sent_at__gte=MONDAY_NIGHT, text__contains="系统已办理")
    assert told.count() == told.values("user", "deadline").distinct().count()
    for row in (a, e):
        row.refresh_from_db()
        assert row.state == Urging.State.RETURNED
        assert row.closed_at is not None
        assert clock.day_of(row.closed_at) == days[3]
        assert row.case.proceedings.filter(kind="execution_filing").count() == 1
    b.refresh_from_db()
    assert b.state == Urging.State.UNPERFORMED


@pytest.mark.django_db(transaction=True)
def test_four_sweeps_at_once_do_the_same(shanyang: Court, cast: Callable[[Court], SimpleNamespace]) -> None:
    b, c, a, d, e = prepare(shanyang, cast)
    with time_machine.travel(FRIDAY_MORNING, tick=False):
        at_once(4, lambda _: sweep())
        sweep()  # what a copy left because another was at the case

    acts = system_acts()
    assert len(acts) == len(set(acts)) == 7
    for row in (a, b, c, d, e):  # within a case, always in order
        days = [day for day, _, proceeding in acts if proceeding == row.pk]
        assert days == sorted(days)
    assert not Deadline.objects.filter(state=Deadline.State.RUNNING, due_at__lte=FRIDAY_MORNING).exists()
    assert SweepRun.objects.filter(halted="", started_at=FRIDAY_MORNING).count() == 5
