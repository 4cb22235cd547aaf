"""The clocks of execution fire by themselves: two months, five, six, the pool; stays move the six months."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
import time_machine

from courtflow.accounts.models import Court
from courtflow.flow.models import Deadline, Notification, Task
from courtflow.flow.perform import perform
from courtflow.flow.sweep import sweep
from enforcement.execution.states import State
from enforcement.models import Execution
from tests.diary import effective_case, noon
from tests.enforcement import steps
from tests.enforcement.steps import deadline

Cast = Callable[[Court], SimpleNamespace]


def nanzhao_case(nanzhao: Court, people: SimpleNamespace, year: int = 2024, month: int = 4, day: int = 1) -> Execution:
    """Filed, queried twice and assigned on one day."""
    at = noon(year, month, day)
    case, instrument = effective_case(nanzhao, effective_on=date(2024, 2, 1), due_on=date(2024, 2, 11))
    result = {"queried_on": f"{year}-{month:02}-{day:02}", "value": "0", "result": "无"}
    row = steps.file(case, instrument, people.filing_clerk, at)
    perform(row, "control_first", by=people.filing_clerk, at=at, facts=result)
    perform(row, "hand_to_command", by=people.filing_clerk, at=at)
    second = result | {"track": "complex", "track_reason": "无财产"}
    perform(row, "control_again", by=people.command_staff, at=at, facts=second)
    perform(row, "assign_owner", by=people.command_staff, at=at, facts=steps.assignment(nanzhao, people))
    return row


@pytest.mark.spec("E-2.5")
def test_six_months_end_after_national_day_and_the_chief_is_warned(shanyang: Court, cast: Cast) -> None:
    """执行工作规定第六十三条: filed 1 April 2024, the raw day 1 October rolls to 8 October (vector M06)."""
    people = cast(shanyang)
    with time_machine.travel(noon(2024, 4, 1), tick=False):
        row = steps.in_hand(shanyang, people, noon(2024, 4, 1), effective_on=date(2024, 3, 1), due_on=date(2024, 3, 11))
    clock = deadline(row, "execution_six_months")
    assert (clock.raw_on, clock.due_on) == (date(2024, 10, 1), date(2024, 10, 8))

    with time_machine.travel(noon(2024, 9, 8), tick=False):
        sweep()
    assert Notification.objects.filter(user=people.bureau_chief, deadline=clock, text__contains="还有30天").exists()
    with time_machine.travel(noon(2024, 10, 8), tick=False):
        sweep()
    clock.refresh_from_db()
    assert clock.state == Deadline.State.RUNNING
    with time_machine.travel(noon(2024, 10, 9), tick=False):
        sweep()
        sweep()
    clock.refresh_from_db()
    row.refresh_from_db()
    assert clock.state == Deadline.State.OVERDUE
    assert row.state == State.UNDER_WAY


@pytest.mark.spec("E-2.5")
def test_nanzhao_puts_a_case_older_than_five_months_on_the_agenda(nanzhao: Court, cast: Cast) -> None:
    row = nanzhao_case(nanzhao, cast(nanzhao))
    with time_machine.travel(noon(2024, 9, 1), tick=False):
        sweep()
    row.refresh_from_db()
    assert row.critical_on is None  # “超五个月”不包括本数
    with time_machine.travel(noon(2024, 9, 2), tick=False):
        sweep()
    row.refresh_from_db()
    assert row.critical_on == date(2024, 9, 1)
    assert Task.objects.get(proceeding=row, kind="execution.agenda").department.kind == "command"


@pytest.mark.spec("E-3.15")
def test_two_months_bring_a_work_list_and_no_measure(nanzhao: Court, cast: Cast) -> None:
    people = cast(nanzhao)
    row = nanzhao_case(nanzhao, people)
    assert deadline(row, "execution_two_months").due_on == date(2024, 6, 3)  # 1 June 2024 is a Saturday
    with time_machine.travel(noon(2024, 6, 4), tick=False):
        sweep()
    task = Task.objects.get(proceeding=row, kind="execution.review_measures")
    assert task.department.kind == "command"
    assert not row.measures.exists()
    review = {"opinion": "none", "reason": "已提供充分担保"}
    perform(row, "review_measures", by=people.command_staff, at=noon(2024, 6, 5), facts=review)
    task.refresh_from_db()
    assert task.state == Task.State.DONE


@pytest.mark.spec("E-3.15")
def test_a_settlement_being_kept_stays_off_the_list_until_it_is_broken(nanzhao: Court, cast: Cast) -> None:
    people = cast(nanzhao)
    row = nanzhao_case(nanzhao, people)
    agreed = {"signed_on": "2024-05-06", "content": "分期", "last_due_on": "2024-08-06", "recorded": "on"}
    perform(row, "settle", by=people.enforcement_judge, at=noon(2024, 5, 6), facts=agreed)
    with time_machine.travel(noon(2024, 7, 1), tick=False):
        sweep()
    assert not Task.objects.filter(proceeding=row, kind="execution.review_measures").exists()
    broken = {"reason": "default", "found_on": "2024-08-07", "note": "末期未付"}
    perform(row, "resume", by=people.enforcement_judge, at=noon(2024, 8, 7), facts=broken)
    assert deadline(row, "execution_two_months").due_on == date(2024, 8, 7)
    with time_machine.travel(noon(2024, 8, 8), tick=False):
        sweep()
    assert Task.objects.filter(proceeding=row, kind="execution.review_measures").exists()


def test_a_stay_moves_the_six_months_by_its_days(shanyang: Court, cast: Cast) -> None:
    """Stayed 1 August to 30 August 2024: thirty days are left out of the six months."""
    people = cast(shanyang)
    row = steps.in_hand(shanyang, people, noon(2024, 6, 28))
    first = deadline(row, "execution_six_months")
    assert first.due_on == date(2024, 12, 30)  # 28 December 2024 is a Saturday
    stay = {"ground": "death", "ruling_no": "执1号之一", "served_on": "2024-08-01", "note": "等待继承人"}
    perform(row, "suspend", by=people.enforcement_judge, at=noon(2024, 8, 1), facts=stay)
    first.refresh_from_db()
    assert first.state == Deadline.State.REPLACED
    assert deadline(row, "execution_six_months").state == Deadline.State.SUSPENDED
    ceased = {"reason": "ceased", "found_on": "2024-08-31", "note": "继承人已确定"}
    perform(row, "resume", by=people.enforcement_judge, at=noon(2024, 8, 31), facts=ceased)
    again = deadline(row, "execution_six_months")
    assert again.pk != first.pk
    assert (again.raw_on, again.due_on) == (date(2025, 1, 27), date(2025, 1, 27))
    assert any("期间30日不计入" in step for step in again.steps)


def test_the_president_prolongs_with_a_new_occurrence(shanyang: Court, cast: Cast) -> None:
    people = cast(shanyang)
    row = steps.in_hand(shanyang, people, noon(2024, 6, 28))
    longer = {"until": "2025-03-28", "reason": "评估拍卖尚在进行"}
    perform(row, "extend_limit", by=people.president, at=noon(2024, 12, 20), facts=longer)
    old, new = row.deadlines.filter(rule="execution_six_months").order_by("id")
    assert (old.state, new.replaces) == (Deadline.State.REPLACED, old)
    assert new.due_on == date(2025, 3, 28)
    assert any("评估拍卖尚在进行" in step for step in new.steps)


@pytest.mark.spec("B-4.8")
def test_the_pool_is_queried_every_half_year_for_five_years(shanyang: Court, cast: Cast) -> None:
    people = cast(shanyang)
    row = steps.closed(shanyang, people)  # 30 September 2024
    first = deadline(row, "execution_requery")
    assert first.due_on == date(2025, 3, 31)
    found = {"queried_on": "2025-03-28", "value": "0", "result": "未发现", "told_on": "2025-03-28", "found": "no"}
    perform(row, "requery", by=people.enforcement_judge, at=noon(2025, 3, 28), facts=found)
    first.refresh_from_db()
    assert first.state == Deadline.State.MET
    assert deadline(row, "execution_requery").due_on == date(2025, 9, 30)  # from the closing, not from the query
    late = found | {"queried_on": "2029-04-02", "told_on": "2029-04-02"}
    perform(row, "requery", by=people.enforcement_judge, at=noon(2029, 4, 2), facts=late)
    assert deadline(row, "execution_requery").raw_on == date(2029, 9, 30)  # the tenth ends the five years
    last = found | {"queried_on": "2029-09-28", "told_on": "2029-09-28"}
    perform(row, "requery", by=people.enforcement_judge, at=noon(2029, 9, 28), facts=last)
    assert not row.deadlines.filter(rule="execution_requery", state__in=Deadline.LIVE).exists()
