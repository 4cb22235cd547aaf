"""The clocks of urging across National Day 2024, New Year and the Spring Festival of 2025: T02–T06 until they end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from courtflow.accounts.models import Court
from courtflow.flow.clock import day_of
from courtflow.flow.models import Deadline, Event, Notification
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.sweep import sweep
from enforcement.models import Urging
from tests.diary import effective_case, noon

Cast = Callable[[Court], SimpleNamespace]
OLD = {"effective_on": date(2024, 7, 1), "due_on": date(2024, 7, 20)}


def applied(court: Court, people: SimpleNamespace, on: date) -> Urging:
    """山阳: an application is numbered 执前督 at filing."""
    case, instrument = effective_case(court, **OLD)
    return open_proceeding(
        "urging", case, "register_application", by=people.filing_clerk, at=noon(on.year, on.month, on.day),
        instrument=instrument, consent="silent", consent_on=on, application_received_on=on,
    )  # fmt: skip


def handed_over(row: Urging, people: SimpleNamespace, on: date) -> Urging:
    at = noon(on.year, on.month, on.day)
    perform(row, "hand_over", by=people.filing_clerk, at=at, facts={"materials": "申请书、判决书各1份"})
    facts = {"received_on": on.isoformat(), "complete": "on"}
    perform(row, "accept", by=people.enforcement_clerk, at=at, facts=facts)
    return row


def letter(court: Court, people: SimpleNamespace, on: date) -> Urging:
    """佳木斯: the judge's letter, registered by the centre on the same day."""
    case, instrument = effective_case(court, effective_on=date(2024, 9, 1), due_on=date(2024, 10, 31))
    at = noon(on.year, on.month, on.day)
    facts = {"letter_no": "佳中法移〔2024〕9号", "enclosed": "on"}
    row = open_proceeding(
        "urging", case, "receive_letter", by=people.trial_judge, at=at, facts=facts, instrument=instrument
    )
    perform(row, "register", by=people.centre_staff, at=at, facts={"registered_on": on.isoformat()})
    return row


def clock_of(row: Urging, rule: str) -> Deadline:
    return row.deadlines.filter(rule=rule).latest("id")


def told(clock: Deadline) -> set[Any]:
    return set(Notification.objects.filter(deadline=clock).values_list("user", flat=True))


def over(year: int, month: int, day: int) -> None:
    with time_machine.travel(noon(year, month, day), tick=False):
        sweep()


@pytest.mark.spec("T02", "A-4.5")
def test_the_demand_is_sent_by_the_next_working_day_or_the_head_is_told(jiamusi: Court, cast: Cast) -> None:
    people = cast(jiamusi)
    row = letter(jiamusi, people, date(2024, 9, 30))
    clock = clock_of(row, "send_demand")
    assert clock.due_on == date(2024, 10, 8)
    over(2024, 10, 9)
    clock.refresh_from_db()
    assert clock.state == Deadline.State.OVERDUE
    assert people.centre_head.pk in told(clock)

    debtor = row.case.parties.get(name="李二")
    facts = {"debtor": debtor.pk, "method": "direct", "served_on": "2024-10-09", "proof": "送达回证"}
    perform(row, "serve_notice", by=people.centre_staff, at=noon(2024, 10, 9), facts=facts)
    clock.refresh_from_db()
    assert clock.state == Deadline.State.LATE


@pytest.mark.spec("T03", "A-4.6")
def test_the_demand_ends_after_the_holiday_and_not_before_the_debtors_own_day(jiamusi: Court, cast: Cast) -> None:
    people = cast(jiamusi)
    row = letter(jiamusi, people, date(2024, 9, 13))
    row.instrument.obligations.update(due_on=date(2024, 9, 20))
    debtor = row.case.parties.get(name="李二")
    facts = {"debtor": debtor.pk, "method": "direct", "served_on": "2024-09-16", "proof": "送达回证"}
    perform(row, "serve_notice", by=people.centre_staff, at=noon(2024, 9, 18), facts=facts)
    clock = clock_of(row, "demand")
    assert (clock.raw_on, clock.due_on) == (date(2024, 10, 1), date(2024, 10, 8))
    over(2024, 10, 8)
    row.refresh_from_db()
    assert row.state == Urging.State.URGING
    over(2024, 10, 12)
    row.refresh_from_db()
    assert (row.state, row.exited_on) == (Urging.State.UNPERFORMED, date(2024, 10, 8))


@pytest.mark.spec("T04", "C-25.4")
def test_three_working_days_to_hand_over_skip_the_holiday_and_lengthen_nothing(shanyang: Court, cast: Cast) -> None:
    people = cast(shanyang)
    row = applied(shanyang, people, date(2024, 12, 30))
    clock = clock_of(row, "hand_over")
    assert clock.due_on == date(2025, 1, 3)  # 31 December, 2 and 3 January
    over(2025, 1, 4)
    clock.refresh_from_db()
    assert clock.state == Deadline.State.OVERDUE
    assert {people.filing_clerk.pk, people.filing_judge.pk, people.case_manager.pk} <= told(clock)
    handed_over(row, people, date(2025, 1, 6))
    clock.refresh_from_db()
    assert clock.state == Deadline.State.LATE
    assert clock_of(row, "urging_limit").due_on == date(2025, 2, 5)  # thirty days from receipt, no more


@pytest.mark.spec("T05", "C-25.5")
def test_thirty_days_end_on_new_years_day(shanyang: Court, cast: Cast) -> None:
    people = cast(shanyang)
    row = handed_over(applied(shanyang, people, date(2024, 12, 2)), people, date(2024, 12, 2))
    over(2025, 1, 2)
    row.refresh_from_db()
    assert (row.state, row.exited_on) == (Urging.State.UNPERFORMED, date(2025, 1, 1))
    assert clock_of(row, "notify_filing").due_on == date(2025, 1, 6)  # 2, 3 and 6 January


@pytest.mark.spec("T06", "C-25.12")
def test_the_system_notifies_filing_itself_when_three_working_days_are_over(shanyang: Court, cast: Cast) -> None:
    people = cast(shanyang)
    row = handed_over(applied(shanyang, people, date(2025, 1, 20)), people, date(2025, 1, 21))
    creditor = row.case.parties.get(name="张一")
    facts = {"party": creditor.pk, "refused_on": "2025-01-26", "form": "oral", "note": "要求立即执行"}
    perform(row, "refuse", by=people.enforcement_clerk, at=noon(2025, 1, 26), facts=facts)
    clock = clock_of(row, "notify_filing")
    assert clock.due_on == date(2025, 2, 6)  # 27 January, 5 and 6 February
    over(2025, 2, 9)
    clock.refresh_from_db()
    row.refresh_from_db()
    assert clock.state == Deadline.State.FIRED
    event = Event.objects.get(act="urging.notify_filing")
    assert (event.by, day_of(event.at)) == (None, date(2025, 2, 6))
    assert row.case.documents.filter(kind="filing_notice").exists()
    assert row.case.proceedings.filter(kind="execution_filing").exists()
