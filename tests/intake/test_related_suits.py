"""信息通知: a suit that touches enforcement, told to the enforcement department within three days (山阳第八条)."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from courtflow.accounts.models import Court
from courtflow.flow.models import Deadline, Event, Task
from courtflow.flow.perform import perform
from courtflow.flow.refusals import InvalidFacts, Refusal
from courtflow.flow.sweep import sweep
from enforcement.models import Execution
from intake.filing.related_suits import RelatedSuit
from intake.models import Filing
from tests.diary import noon
from tests.enforcement import steps

from .papers import FOUR_CONDITIONS, filed

ELSEWHERE = "（2019）豫0811执77号"


@pytest.fixture
def execution(shanyang: Court, people: SimpleNamespace) -> Execution:
    return steps.in_hand(shanyang, people)


def suit(court: Court, people: SimpleNamespace, number: str, at: Any, kind: str = "objection") -> Filing:
    day = at.date().isoformat()
    return filed(
        court, people.filing_clerk, at, related_suit=kind, execution_number=number, preservation_explained_on=day
    )


def accepted(filing: Filing, people: SimpleNamespace, at: Any) -> Filing:
    perform(filing, "accept", by=people.filing_judge, facts=FOUR_CONDITIONS, at=at)
    return filing


@pytest.mark.spec("C-8.1")
@pytest.mark.parametrize("kind", RelatedSuit.values)
def test_each_of_the_five_kinds_names_its_enforcement_case(kind: str, shanyang: Court, people: SimpleNamespace) -> None:
    with pytest.raises(InvalidFacts) as refused:
        suit(shanyang, people, "", noon(2024, 12, 2), kind)
    assert list(refused.value.errors) == ["execution_number"]
    filing = suit(shanyang, people, "(2019) 豫0811执77号", noon(2024, 12, 2), kind)
    assert (filing.related_suit, filing.execution_number) == (kind, ELSEWHERE)


def test_a_number_must_be_a_number_and_belong_to_a_suit(shanyang: Court, people: SimpleNamespace) -> None:
    with pytest.raises(InvalidFacts) as refused:
        suit(shanyang, people, "执77", noon(2024, 12, 2))
    assert "案号" in str(refused.value.errors["execution_number"])
    with pytest.raises(InvalidFacts) as refused:
        suit(shanyang, people, ELSEWHERE, noon(2024, 12, 2), kind="")
    assert list(refused.value.errors) == ["related_suit"]


def test_an_objection_suit_has_fifteen_days_for_its_acceptance(shanyang: Court, people: SimpleNamespace) -> None:
    filing = suit(shanyang, people, ELSEWHERE, noon(2024, 12, 17))
    (clock,) = filing.deadlines.all()
    assert (clock.rule, clock.raw_on, clock.due_on) == (
        "objection_suit_review", date(2025, 1, 1), date(2025, 1, 2),
    )  # fmt: skip


@pytest.mark.spec("C-8.2", "C-8.3", "T07")
def test_acceptance_itself_tells_a_case_of_this_court(
    shanyang: Court, people: SimpleNamespace, execution: Execution
) -> None:
    filing = suit(shanyang, people, str(execution.number), noon(2024, 12, 2))
    assert filing.execution_case_id == execution.pk
    accepted(filing, people, noon(2024, 12, 4))
    (clock,) = filing.deadlines.filter(rule="suit_notice")
    assert (clock.timer, clock.due_on, clock.state) == ("T07", date(2024, 12, 9), Deadline.State.MET)  # 7th: Saturday
    told = Event.objects.get(act="suit.notice")
    assert (told.case_id, told.proceeding_id) == (execution.case_id, execution.pk)
    assert "（2024）豫0811民初1号" in told.facts["note"]
    assert people.enforcement_judge.notifications.filter(text__contains="执行异议之诉已立案").exists()

    task = Task.objects.get(kind="filing.receive_notice")
    assert (task.department.kind, task.state) == ("enforcement", "open")
    perform(filing, "acknowledge_notice", by=people.enforcement_judge, at=noon(2024, 12, 5), facts={"read": "on"})
    notice = filing.suit_notices.get()
    assert (notice.way, notice.received_on, notice.received_by) == ("push", date(2024, 12, 5), people.enforcement_judge)
    with pytest.raises(Refusal) as refused:
        perform(filing, "acknowledge_notice", by=people.enforcement_judge, at=noon(2024, 12, 6), facts={"read": "on"})
    assert refused.value.code == "a_notice_awaits_receipt"


@pytest.mark.spec("C-8.2", "T07")
def test_another_courts_case_is_told_by_letter_and_forgotten_letters_are_noticed(
    shanyang: Court, people: SimpleNamespace
) -> None:
    filing = accepted(suit(shanyang, people, ELSEWHERE, noon(2025, 1, 22)), people, noon(2025, 1, 26))
    (clock,) = filing.deadlines.filter(rule="suit_notice")
    assert (clock.raw_on, clock.due_on) == (date(2025, 1, 29), date(2025, 2, 5))  # Spring Festival
    with time_machine.travel(noon(2025, 2, 6), tick=False):
        sweep()
    clock.refresh_from_db()
    assert clock.state == Deadline.State.OVERDUE
    assert people.filing_judge.notifications.filter(text__contains="告知执行部门").exists()
    facts = {"told_on": "2025-02-06", "way": "written", "told_to": "执行局内勤"}
    perform(filing, "tell_enforcement", by=people.filing_clerk, at=noon(2025, 2, 6), facts=facts)
    clock.refresh_from_db()
    assert clock.state == Deadline.State.LATE
    with pytest.raises(Refusal) as refused:
        perform(filing, "tell_enforcement", by=people.filing_clerk, at=noon(2025, 2, 6), facts=facts)
    assert refused.value.code == "enforcement_is_not_told"


def test_other_suits_tell_nobody(shanyang: Court, people: SimpleNamespace) -> None:
    filing = accepted(filed(shanyang, people.filing_clerk), people, noon(2024, 12, 4))
    assert not filing.deadlines.filter(rule="suit_notice").exists()
    facts = {"told_on": "2024-12-04", "way": "phone", "told_to": "执行局"}
    with pytest.raises(Refusal) as refused:
        perform(filing, "tell_enforcement", by=people.filing_clerk, at=noon(2024, 12, 4), facts=facts)
    assert refused.value.code == "suit_concerns_enforcement"
