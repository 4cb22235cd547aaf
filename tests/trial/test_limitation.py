"""The two years to apply, while the bench still has the case: demands, promises, settlements, obstacles."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
import time_machine

from courtflow.accounts.models import Court
from courtflow.cases.effects import line_of
from courtflow.cases.models import LimitationEvent
from courtflow.flow.models import Deadline
from courtflow.flow.perform import perform
from courtflow.flow.refusals import InvalidFacts, Refusal
from courtflow.flow.sweep import sweep
from tests.diary import noon
from tests.trial.steps import heard, item, judgment, served, signed
from trial.models import Trial


@pytest.fixture
def people(shanyang: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def trial(shanyang: Court, people: SimpleNamespace) -> Trial:
    """Effective on 6 February 2025, to be performed by 17 February; nobody has paid."""
    row = heard(shanyang, people, noon(2025, 1, 6))
    signed(row, people, noon(2025, 1, 9), "draft_judgment", judgment(item(row)))
    served(row, people, "张一", noon(2025, 1, 10))
    served(row, people, "李二", noon(2025, 1, 15))
    with time_machine.travel(noon(2025, 2, 19), tick=False):
        sweep()
    row.refresh_from_db()
    assert row.state == Trial.State.UNPERFORMED
    return row


def note(trial: Trial, people: SimpleNamespace, ground: str, on: date, until: date | None = None) -> None:
    told = until or on
    facts = {"ground": ground, "on": on.isoformat(), "until": until.isoformat() if until else "", "proof": "催告函回执"}
    day = max(told, on)
    at = noon(day.year, day.month, day.day) if ground != "settlement" else noon(on.year, on.month, on.day)
    with time_machine.travel(at, tick=False):
        perform(trial, "note_limitation", by=people.trial_judge, at=at, facts=facts)


def clocks(trial: Trial) -> list[Deadline]:
    return list(trial.deadlines.filter(rule="limitation").order_by("id"))


@pytest.mark.spec("T31")
def test_a_demand_starts_the_clock_again(trial: Trial, people: SimpleNamespace) -> None:
    assert [clock.due_on for clock in clocks(trial)] == [date(2027, 2, 17)]
    note(trial, people, "demand", date(2026, 11, 2))
    old, new = clocks(trial)
    assert (old.state, new.state) == (Deadline.State.MET, Deadline.State.RUNNING)
    assert (new.started_on, new.due_on) == (date(2026, 11, 2), date(2028, 11, 2))
    assert new.provisional, "2028年放假安排尚未公布"


@pytest.mark.spec("T31")
def test_a_settlement_counts_from_its_own_last_day(trial: Trial, people: SimpleNamespace) -> None:
    note(trial, people, "settlement", date(2025, 3, 3), until=date(2025, 12, 31))
    assert clocks(trial)[-1].started_on == date(2025, 12, 31)


@pytest.mark.spec("T31")
def test_an_obstacle_in_the_last_six_months_lets_the_rest_continue(trial: Trial, people: SimpleNamespace) -> None:
    note(trial, people, "obstacle", date(2026, 9, 1), until=date(2026, 9, 30))
    old, new = clocks(trial)
    assert new.started_on == old.started_on
    assert new.raw_on == date(2027, 3, 19)
    assert any("30日不计入" in step for step in new.steps)


@pytest.mark.parametrize(
    ("ground", "on", "until", "reason"),
    [
        ("demand", date(2025, 2, 17), None, "尚未起算"),
        ("obstacle", date(2025, 5, 6), date(2025, 6, 6), "最后六个月之前"),
    ],
)
def test_what_changes_nothing_is_refused_with_its_reason(
    trial: Trial, people: SimpleNamespace, ground: str, on: date, until: date | None, reason: str
) -> None:
    with pytest.raises(Refusal, match=reason):
        note(trial, people, ground, on, until)
    assert len(clocks(trial)) == 1
    assert not LimitationEvent.objects.exists()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"ground": "demand", "on": "2025-03-03", "until": "2025-04-03", "proof": "函"}, "until"),
        ({"ground": "obstacle", "on": "2025-03-03", "proof": "证明"}, "until"),
        ({"ground": "settlement", "on": "2025-03-03", "until": "2025-03-01", "proof": "协议"}, "until"),
        ({"ground": "application", "on": "2025-03-03", "proof": "申请书"}, "ground"),
    ],
)
def test_facts_that_do_not_fit(trial: Trial, people: SimpleNamespace, facts: dict[str, str], field: str) -> None:
    with time_machine.travel(noon(2025, 5, 6), tick=False), pytest.raises(InvalidFacts) as refused:
        perform(trial, "note_limitation", by=people.trial_judge, at=noon(2025, 5, 6), facts=facts)
    assert field in refused.value.errors


def test_the_line_tells_the_interruption_and_the_new_end(trial: Trial, people: SimpleNamespace) -> None:
    note(trial, people, "acknowledgement", date(2026, 5, 6))
    assert trial.instrument is not None
    points = {point.what: point for point in line_of(trial.instrument).points}
    assert points["interruption"].on == date(2026, 5, 6)
    assert points["interruption"].note == "自2026年5月6日起重新计算，原应于2027年2月17日届满"
    assert points["limitation"].on == clocks(trial)[-1].due_on
