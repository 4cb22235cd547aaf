"""Real acts across the holidays: National Day 2024 and 2025, Spring Festival 2025 and 2026, a year not yet known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from courtflow.accounts.models import Court
from courtflow.flow import clock
from courtflow.flow.models import Deadline, Event, Notification
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.sweep import sweep
from courtflow.policy.models import Profile
from enforcement.models import Execution, Urging
from intake.models import Filing
from tests.diary import effective_case
from tests.intake.papers import filed


@pytest.fixture
def people(shanyang: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def in_force_since_spring(shanyang: Court) -> None:
    """山阳's regulation dates from 29 October 2024; here it is in force one National Day earlier."""
    Profile.objects.filter(court=shanyang).update(effective_from=date(2024, 4, 1))


def due(row: Any, rule: str) -> Deadline:
    return row.deadlines.filter(rule=rule).latest("id")


def registered(court: Court, people: SimpleNamespace, on: date) -> Urging:
    case, instrument = effective_case(court, effective_on=on - timedelta(days=20), due_on=on - timedelta(days=10))
    return open_proceeding(
        "urging", case, "register_application", by=people.filing_clerk, at=clock.noon(on), instrument=instrument,
        consent="silent", consent_on=on,
    )  # fmt: skip


def under_way(court: Court, people: SimpleNamespace, on: date) -> Urging:
    row, at = registered(court, people, on), clock.noon(on)
    perform(row, "hand_over", by=people.filing_clerk, at=at, facts={"materials": "申请书1份"})
    receipt = {"received_on": on.isoformat(), "complete": "on"}
    perform(row, "accept", by=people.enforcement_clerk, at=at, facts=receipt)
    return row


def sweep_at(moment: datetime) -> int:
    with time_machine.travel(moment, tick=False):
        return sweep().fired


def day_after(day: date) -> datetime:
    """The first instant after the day has ended in Shanghai."""
    return datetime.combine(day + timedelta(days=1), datetime.min.time(), clock.SHANGHAI)


@pytest.mark.spec("C-25.4")
@pytest.mark.usefixtures("in_force_since_spring")
@pytest.mark.parametrize(
    ("registered_on", "last_day"),
    [
        (date(2024, 9, 30), date(2024, 10, 10)),  # W02: National Day to 7 October, then 8, 9, 10
        (date(2025, 1, 24), date(2025, 2, 5)),  # Sunday 26 January is worked; Spring Festival 28 January to 4 February
        (date(2025, 9, 29), date(2025, 10, 10)),  # 30 September, 9 and 10 October
        (date(2026, 2, 13), date(2026, 2, 25)),  # W04: Saturday 14 February is worked; back on 24 February
    ],
)
def test_three_working_days_to_hand_over(
    shanyang: Court, people: SimpleNamespace, registered_on: date, last_day: date
) -> None:
    row = registered(shanyang, people, registered_on)

    clock_row = due(row, "hand_over")
    assert clock_row.due_on == last_day
    assert "放假" in "".join(clock_row.steps)
    assert sweep_at(day_after(last_day) - timedelta(seconds=1)) == 0
    assert sweep_at(day_after(last_day)) == 1
    clock_row.refresh_from_db()
    assert clock_row.state == Deadline.State.OVERDUE
    assert Notification.objects.filter(deadline=clock_row, user=people.filing_clerk).exists()


@pytest.mark.spec("C-25.5", "C-25.11", "C-25.12")
@pytest.mark.usefixtures("in_force_since_spring")
@pytest.mark.parametrize(
    ("received_on", "expires_on", "filing_told_by"),
    [
        (date(2024, 9, 4), date(2024, 10, 4), date(2024, 10, 10)),  # in the middle of National Day
        (date(2025, 1, 2), date(2025, 2, 1), date(2025, 2, 7)),  # in the middle of Spring Festival
        (date(2026, 1, 18), date(2026, 2, 17), date(2026, 2, 26)),  # the nine days of 2026
    ],
)
def test_thirty_days_end_in_the_holiday_and_three_working_days_begin(
    shanyang: Court, people: SimpleNamespace, received_on: date, expires_on: date, filing_told_by: date
) -> None:
    row = under_way(shanyang, people, received_on)
    limit = due(row, "urging_limit")
    assert limit.due_on == limit.raw_on == expires_on

    assert sweep_at(day_after(expires_on) - timedelta(seconds=1)) == 0
    assert sweep_at(day_after(expires_on)) == 1  # holiday or not

    row.refresh_from_db()
    assert (row.state, row.exited_on) == (Urging.State.UNPERFORMED, expires_on)
    assert clock.day_of(Event.objects.get(act="urging.expire").at) == expires_on
    told = due(row, "notify_filing")
    assert (told.started_on, told.due_on) == (expires_on, filing_told_by)
    assert sweep_at(day_after(filing_told_by) - timedelta(seconds=1)) == 0
    assert sweep_at(day_after(filing_told_by)) >= 1
    row.refresh_from_db()
    assert row.state == Urging.State.RETURNED
    assert row.case.proceedings.filter(kind="execution_filing").count() == 1


@pytest.mark.parametrize(
    ("completed_on", "last_day"),
    [
        (date(2025, 1, 21), date(2025, 2, 5)),  # D29: 28 January is New Year's Eve, a day off since 2025
        (date(2025, 9, 26), date(2025, 10, 9)),  # 3 October rolls behind the eight days of 2025
        (date(2026, 2, 9), date(2026, 2, 24)),  # 16 February rolls behind the nine days of 2026
    ],
)
def test_seven_days_from_completed_papers(
    shanyang: Court, people: SimpleNamespace, completed_on: date, last_day: date
) -> None:
    before = clock.noon(completed_on - timedelta(days=3))
    asked = {"items": "补交借条原件", "due_on": completed_on.isoformat(), "told_in_writing": True}
    complete = {"completed_on": completed_on.isoformat(), "complete": True}
    received = clock.day_of(before).isoformat()
    filing: Filing = filed(shanyang, people.filing_clerk, before, preservation_explained_on=received)
    perform(filing, "request_correction", by=people.filing_clerk, facts=asked, at=before)
    perform(filing, "receive_correction", by=people.filing_clerk, facts=complete, at=clock.noon(completed_on))

    review = due(filing, "filing_review")
    assert (review.started_on, review.due_on) == (completed_on, last_day)
    assert review.due_on != review.raw_on


def test_six_months_of_execution_end_after_national_day(shanyang: Court, people: SimpleNamespace) -> None:
    """M06: six months from 1 April 2024 end on 1 October, which rests until the 7th."""
    case, instrument = effective_case(shanyang, effective_on=date(2024, 3, 1), due_on=date(2024, 3, 11))
    row: Execution = open_proceeding(
        "execution", case, "file", by=people.filing_clerk, at=clock.noon(date(2024, 4, 1)), instrument=instrument,
        application_received_on=date(2024, 4, 1),
    )  # fmt: skip
    limit = due(row, "execution_six_months")
    assert (limit.raw_on, limit.due_on) == (date(2024, 10, 1), date(2024, 10, 8))


def test_a_year_without_a_notice_gives_provisional_days_and_says_so(shanyang: Court, people: SimpleNamespace) -> None:
    """The State Council has not published 2027: working days there are a guess, plain thirty days are none."""
    known = registered(shanyang, people, date(2026, 11, 30))
    guessed = registered(shanyang, people, date(2026, 12, 31))
    plain = under_way(shanyang, people, date(2026, 12, 10))

    assert not due(known, "hand_over").provisional
    assert due(guessed, "hand_over").due_on == date(2027, 1, 6)  # 1 January rests by statute, then a weekend
    assert due(guessed, "hand_over").provisional
    assert "暂定" in due(guessed, "hand_over").steps[-1]
    assert due(plain, "urging_limit").due_on == date(2027, 1, 9)
    assert not due(plain, "urging_limit").provisional
