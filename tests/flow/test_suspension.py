"""Days that do not count and time added by leave: each writes a new occurrence that names its article and approver."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from courtflow.accounts.models import Court
from courtflow.flow import checks
from courtflow.flow.acts import Act
from courtflow.flow.models import Deadline, Event, Exclusion, Notification
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.refusals import Refusal
from courtflow.flow.rules import RULES, Extend, Pause, Resume, Rule
from courtflow.flow.suspension import extend_clock, pause_clocks, resume_clocks
from courtflow.flow.sweep import sweep
from courtflow.flow.urgency import is_at, level
from courtflow.law.articles import EXR, SHANYANG
from courtflow.law.exclusions import (
    APPRAISAL,
    EXECUTION_APPRAISAL,
    GROUNDS,
    PUBLIC_NOTICE,
    SALE,
    SETTLEMENT,
    STAY,
    Limit,
    grounds_of,
)
from courtflow.law.periods import Period, Unit
from enforcement.models import Execution, Urging
from tests.diary import effective_case, noon
from tests.enforcement import steps

Cast = Callable[[Court], SimpleNamespace]
LIMITS = ("execution_six_months",)


@pytest.fixture
def people(shanyang: Court, cast: Cast) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def row(shanyang: Court, people: SimpleNamespace) -> Execution:
    """Filed on 28 June 2024: six months end on Saturday 28 December, rolled to Monday the 30th."""
    return steps.in_hand(shanyang, people, noon(2024, 6, 28))


def limit(row: Any, rule: str = "execution_six_months") -> Deadline:
    return row.deadlines.filter(rule=rule).latest("id")


def sweep_on(moment: datetime) -> int:
    with time_machine.travel(moment, tick=False):
        return sweep().fired


def newest(row: Any) -> Event:
    return Event.objects.filter(proceeding=row).latest("id")


def suspend(row: Execution, by: Any, day: date) -> Event:
    facts = {"ground": "death", "ruling_no": "执1号之一", "served_on": day.isoformat(), "note": "等待继承人"}
    return perform(row, "suspend", by=by, at=noon(day.year, day.month, day.day), facts=facts)


def resume(row: Execution, by: Any, day: date) -> Event:
    facts = {"reason": "ceased", "found_on": day.isoformat(), "note": "继承人已确定"}
    return perform(row, "resume", by=by, at=noon(day.year, day.month, day.day), facts=facts)


def test_a_stay_is_three_occurrences_linked_to_each_other(row: Execution, people: SimpleNamespace) -> None:
    first = limit(row)
    stayed = suspend(row, people.enforcement_judge, date(2024, 8, 1))
    still = limit(row)
    resumed = resume(row, people.enforcement_judge, date(2024, 8, 31))
    again = limit(row)
    for each in (first, still):
        each.refresh_from_db()

    assert [first.state, still.state, again.state] == ["replaced", "replaced", "running"]
    assert (still.replaces, again.replaces) == (first, still)
    assert still.origin == again.origin == first
    assert first.successor == still
    assert (first.ended_by, still.started_by, again.started_by) == (stayed, stayed, resumed)
    assert again.due_on == date(2025, 1, 27)  # thirty days after 28 December


def test_while_it_lasts_the_clock_neither_fires_nor_warns_nor_presses(row: Execution, people: SimpleNamespace) -> None:
    suspend(row, people.enforcement_judge, date(2024, 8, 1))
    told = Notification.objects.count()
    sweep_on(noon(2024, 12, 25))
    assert sweep_on(noon(2025, 3, 1)) == 0
    still = limit(row)

    assert (still.state, still.live, still.urgency) == (Deadline.State.SUSPENDED, True, "later")
    assert still.next_warning_at is None
    assert not Notification.objects.filter(pk__gt=told, deadline=still).exists()
    with time_machine.travel(noon(2025, 3, 1), tick=False):
        assert still in Deadline.objects.filter(is_at("later"))
        assert Deadline.objects.annotate(level=level()).get(pk=still.pk).level == "later"


def test_the_steps_name_ground_article_and_approver(row: Execution, people: SimpleNamespace) -> None:
    suspend(row, people.enforcement_judge, date(2024, 8, 1))
    still = "自2024年8月1日（星期四）起中止执行，期间不计入（《执行工作规定》第六十三条"
    assert any(still in step for step in limit(row).steps)
    resume(row, people.enforcement_judge, date(2024, 8, 31))

    step = next(step for step in limit(row).steps if "30日不计入" in step)
    assert "2024年8月1日（星期四）至2024年8月30日（星期五）" in step
    assert "《执行工作规定》第六十三条" in step
    assert f"{people.enforcement_judge}批准" in step


def test_what_was_begun_before_the_last_day_ends_counts_and_what_came_after_does_not(
    row: Execution, people: SimpleNamespace
) -> None:
    before = limit(row)
    pause_clocks(row, SALE, LIMITS, date(2025, 1, 6), newest(row), approver="院长")
    assert limit(row) == before  # run out on 30 December: a later sale brings nothing back
    pause_clocks(row, STAY, LIMITS, date(2024, 12, 30), newest(row), approver="院长")
    assert limit(row).state == Deadline.State.SUSPENDED


def test_known_days_are_left_out_at_once_and_overlaps_once(row: Execution) -> None:
    event = newest(row)
    pause_clocks(row, EXECUTION_APPRAISAL, LIMITS, date(2024, 9, 1), event, last=date(2024, 9, 30), approver="院长")
    pause_clocks(row, SALE, LIMITS, date(2024, 9, 21), event, last=date(2024, 10, 10), approver="院长")
    assert limit(row).raw_on == date(2025, 2, 6)  # 28 December and forty days, not fifty
    assert limit(row).state == Deadline.State.RUNNING


def test_two_grounds_at_a_time_and_the_clock_waits_for_the_last(row: Execution) -> None:
    event = newest(row)
    pause_clocks(row, STAY, LIMITS, date(2024, 8, 1), event, approver="院长")
    pause_clocks(row, SETTLEMENT, LIMITS, date(2024, 8, 11), event, approver="院长")
    assert pause_clocks(row, STAY, LIMITS, date(2024, 8, 12), event, approver="院长") is None
    resume_clocks(row, (STAY,), date(2024, 8, 21), event)
    assert limit(row).state == Deadline.State.SUSPENDED
    resume_clocks(row, (SETTLEMENT,), date(2024, 8, 31), event)
    assert (limit(row).state, limit(row).raw_on) == (Deadline.State.RUNNING, date(2025, 1, 27))


def test_a_stay_that_ends_on_its_first_day_leaves_the_date_alone(row: Execution) -> None:
    event = newest(row)
    pause_clocks(row, STAY, LIMITS, date(2024, 8, 1), event, approver="院长")
    resume_clocks(row, (STAY,), date(2024, 8, 1), event)
    assert (limit(row).state, limit(row).due_on) == (Deadline.State.RUNNING, date(2024, 12, 30))


def test_overdue_work_comes_back_to_life_with_the_days_left_out(row: Execution, people: SimpleNamespace) -> None:
    assert sweep_on(noon(2024, 12, 31)) >= 1
    assert limit(row).state == Deadline.State.OVERDUE
    suspend(row, people.enforcement_judge, date(2024, 12, 20))
    resume(row, people.enforcement_judge, date(2025, 1, 9))
    assert (limit(row).state, limit(row).raw_on) == (Deadline.State.RUNNING, date(2025, 1, 17))


def test_leave_survives_a_later_stay(row: Execution, people: SimpleNamespace) -> None:
    longer = {"until": "2025-03-28", "reason": "评估拍卖尚在进行"}
    perform(row, "extend_limit", by=people.president, at=noon(2024, 12, 20), facts=longer)
    step = next(step for step in limit(row).steps if "评估拍卖尚在进行" in step)
    assert "《执行工作规定》第六十三条" in step
    assert f"{people.president}批准" in step
    event = newest(row)
    pause_clocks(row, STAY, LIMITS, date(2025, 2, 1), event, approver="院长")
    resume_clocks(row, (STAY,), date(2025, 2, 11), event)
    assert limit(row).raw_on == date(2025, 4, 7)  # 28 March and ten days


def test_leave_by_a_length_counts_from_the_end_before(row: Execution) -> None:
    extend_clock(
        limit(row), newest(row), row, length=3, unit=Unit.MONTH, reason="案情复杂", approver="院长", article=EXR[63]
    )
    assert (limit(row).raw_on, limit(row).due_on) == (date(2025, 3, 28), date(2025, 3, 28))
    assert any("自届满之次日起延长3个月（《执行工作规定》第六十三条，院长批准）" in step for step in limit(row).steps)


def test_leave_does_not_shorten(row: Execution) -> None:
    with pytest.raises(Refusal, match="须晚于现在的末日2024-12-30"):
        extend_clock(
            limit(row), newest(row), row, until=date(2024, 12, 30), reason="略", approver="院长", article=EXR[63]
        )
    assert limit(row).state == Deadline.State.RUNNING


def test_answered_while_it_stands_still_is_in_time(row: Execution, people: SimpleNamespace) -> None:
    suspend(row, people.enforcement_judge, date(2024, 8, 1))
    assert limit(row).answered(noon(2026, 1, 1)) == Deadline.State.MET


@pytest.mark.spec("C-25.5")
def test_thirty_days_of_urging_can_be_neither_suspended_nor_extended(shanyang: Court, people: SimpleNamespace) -> None:
    """山阳第二十五条: at the longest thirty days."""
    case, instrument = effective_case(shanyang, effective_on=date(2024, 11, 1), due_on=date(2024, 11, 11))
    urging: Urging = open_proceeding(
        "urging", case, "register_application", by=people.filing_clerk, at=noon(2024, 12, 2), instrument=instrument,
        consent="silent", consent_on=date(2024, 12, 2),
    )  # fmt: skip
    perform(urging, "hand_over", by=people.filing_clerk, at=noon(2024, 12, 2), facts={"materials": "申请书1份"})
    receipt = {"received_on": "2024-12-02", "complete": "on"}
    perform(urging, "accept", by=people.enforcement_clerk, at=noon(2024, 12, 2), facts=receipt)
    refuses_both(urging, "urging_limit", "第二十五条")


@pytest.mark.spec("C-30.2")
def test_fifteen_days_of_defusing_can_be_neither_suspended_nor_extended(
    row: Execution, people: SimpleNamespace
) -> None:
    """山阳第三十条: at the longest fifteen days."""
    papers = {
        "execution": row.pk, "nature": "conduct", "objector": row.debtors.get().pk, "received_on": "2024-12-17",
        "request": "撤销查封", "grounds": "超标的查封", "application": "on", "evidence": "yes", "consent": "yes",
        "consent_record": "同意书第1页",
    }  # fmt: skip
    at, by = noon(2024, 12, 17), people.enforcement_clerk
    objection = open_proceeding("objection", row.case, "receive", by=by, at=at, facts=papers)
    refuses_both(objection, "objection_front_stage", "第三十条")


def refuses_both(row: Any, rule: str, article: str) -> None:
    capped = limit(row, rule)
    with pytest.raises(Refusal, match="为最长期限，不得因中止执行中止") as stopped:
        pause_clocks(row, STAY, (rule,), capped.started_on, newest(row), approver="院长")
    with pytest.raises(Refusal, match="为最长期限，不得延长") as longer:
        extend_clock(capped, newest(row), row, length=5, reason="略", approver="院长", article=SHANYANG[25])
    assert article in str(stopped.value)
    assert article in str(longer.value)
    capped.refresh_from_db()
    assert capped.state == Deadline.State.RUNNING
    assert not Exclusion.objects.filter(rules__contains=[rule]).exists()


def faults(**declared: Any) -> list[str]:
    act = Act("x", "某事项", ("a",), ("a",), ("system",), (EXR[63],), **declared)
    return list(checks._stretch_faults(act))


def test_a_declaration_that_pauses_or_extends_a_cap_refuses_to_start() -> None:
    cap, plain = RULES["urging_limit"], RULES["execution_six_months"]
    assert any("hard cap" in fault for fault in faults(pauses=(Pause(STAY, (cap,)),)))
    assert any("hard cap" in fault for fault in faults(extends=(Extend(cap, reason=str, length=5),)))
    assert any("does not spare" in fault for fault in faults(pauses=(Pause(APPRAISAL, (plain,)),)))
    assert any("'until'" in fault for fault in faults(extends=(Extend(plain, reason=str, until="until"),)))
    assert any("neither" in fault for fault in faults(extends=(Extend(plain, reason=str),)))
    assert any("grounds" in fault for fault in faults(pauses=(Pause("ground", (plain,)),)))
    assert not faults(pauses=(Pause(STAY, (plain,)),), resumes=(Resume((STAY,)),))


def test_a_rule_that_is_no_limit_has_no_ground() -> None:
    reply = Rule("suspension_test_reply", "T—", "回函", Period(15, Unit.DAY), EXR[63])
    RULES.pop(reply.code)
    assert not any(ground.spares(reply.limit) for ground in GROUNDS.values())
    assert PUBLIC_NOTICE.code in grounds_of(Limit.TRIAL)
    assert PUBLIC_NOTICE.code not in grounds_of(Limit.EXECUTION)
