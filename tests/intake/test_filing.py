"""A complaint's seven days: received, completed, accepted, refused, returned; and what a refusal tells."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from courtflow.accounts.models import Court
from courtflow.flow.models import Deadline, Event, Task
from courtflow.flow.perform import perform
from courtflow.flow.refusals import Denied, InvalidFacts, Refusal
from intake.models import Filing
from tests.diary import noon

from .papers import FOUR_CONDITIONS, MONDAY, company, filed, person

CORRECTION = {"items": "补交借条原件", "due_on": "2024-12-12", "told_in_writing": True}


def clock(filing: Filing, rule: str = "filing_review") -> Deadline:
    return filing.deadlines.filter(rule=rule).latest("id")


@pytest.mark.spec("C-12.1", "C-9.1")
def test_a_complaint_is_received_searched_and_accepted(shanyang: Court, people: SimpleNamespace) -> None:
    filing = filed(shanyang, people.filing_clerk)
    assert filing.state == Filing.State.RECEIVED
    assert filing.department.kind == "filing"
    assert filing.case.amount == 100000
    snapshot = filing.case.searches.get()
    assert snapshot.by == people.filing_clerk
    assert len(snapshot.result["parties"]) == 2
    task = Task.objects.get(proceeding=filing, kind="filing.review")
    assert task.deadline == clock(filing)

    perform(filing, "accept", by=people.filing_judge, facts=FOUR_CONDITIONS, at=noon(2024, 12, 4))
    assert filing.state == Filing.State.ACCEPTED
    assert filing.risk_level == "low"
    assert clock(filing).state == Deadline.State.MET
    task.refresh_from_db()
    assert task.state == Task.State.DONE
    trial = filing.case.proceedings.get(kind="trial")
    assert trial.number == "（2024）豫0811民初1号"
    assert trial.origin_id == filing.pk
    event = Event.objects.get(act="filing.accept")
    assert "《民事诉讼法》第一百二十六条" in event.articles


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ((2024, 12, 2), date(2024, 12, 9)),
        ((2024, 9, 24), date(2024, 10, 8)),  # raw 1 October; National Day to 7 October
        ((2025, 9, 26), date(2025, 10, 9)),  # in 2025 the holiday lasts to 8 October
        ((2024, 10, 5), date(2024, 10, 12)),  # a Saturday on which the courts work
        ((2025, 1, 21), date(2025, 2, 5)),  # Spring Festival
    ],
)
def test_seven_days_roll_over_holidays(
    received: tuple[int, int, int], due: date, shanyang: Court, people: SimpleNamespace
) -> None:
    filing = filed(shanyang, people.filing_clerk, noon(*received), preservation_explained_on=str(date(*received)))
    assert clock(filing).due_on == due
    assert clock(filing).steps


def test_incomplete_papers_start_the_days_anew(shanyang: Court, people: SimpleNamespace) -> None:
    filing = filed(shanyang, people.filing_clerk)
    perform(filing, "request_correction", by=people.filing_clerk, facts=CORRECTION, at=noon(2024, 12, 3))
    assert filing.state == Filing.State.CORRECTING
    assert clock(filing).state == Deadline.State.MET
    assert clock(filing, "filing_correction").due_on == date(2024, 12, 12)

    complete = {"completed_on": "2024-12-10", "complete": True}
    perform(filing, "receive_correction", by=people.filing_clerk, facts=complete, at=noon(2024, 12, 10))
    assert filing.state == Filing.State.RECEIVED
    assert clock(filing).started_on == date(2024, 12, 10)
    assert clock(filing).due_on == date(2024, 12, 17)
    assert Task.objects.filter(proceeding=filing, kind="filing.review", state=Task.State.OPEN).count() == 1


@pytest.mark.parametrize(
    ("act", "facts", "said"),
    [
        ("request_correction", CORRECTION | {"due_on": "2024-12-03"}, "须晚于告知当日"),
        ("request_correction", CORRECTION | {"items": ""}, "请填写"),
        ("accept", FOUR_CONDITIONS | {"standing": ""}, "逐项确认"),
        ("accept", FOUR_CONDITIONS | {"risk_level": "high"}, "须写明理由"),
        ("refuse", {"ground": "mood", "reason": "无", "appeal_told": True}, "选择"),
        ("withdraw", {"applied_on": "2024-12-31"}, "不能晚于"),
    ],
)
def test_bad_input_changes_nothing(
    act: str, facts: dict[str, Any], said: str, shanyang: Court, people: SimpleNamespace
) -> None:
    filing = filed(shanyang, people.filing_clerk)
    before = Event.objects.count()
    with pytest.raises(InvalidFacts) as refused:
        perform(filing, act, by=people.filing_judge, facts=facts, at=noon(2024, 12, 3))
    assert said in " ".join(text for texts in refused.value.errors.values() for text in texts)
    filing.refresh_from_db()
    assert filing.state == Filing.State.RECEIVED
    assert Event.objects.count() == before


def test_papers_go_back_only_after_the_time_set(shanyang: Court, people: SimpleNamespace) -> None:
    filing = filed(shanyang, people.filing_clerk)
    perform(filing, "request_correction", by=people.filing_clerk, facts=CORRECTION, at=noon(2024, 12, 3))
    note = {"note": "逾期未补正，退回诉状"}
    with pytest.raises(Refusal) as refused:
        perform(filing, "return_papers", by=people.filing_clerk, facts=note, at=noon(2024, 12, 12))
    assert refused.value.code == "time_for_correction_is_over"
    text = str(refused.value)
    assert "不能“退回诉状”" in text
    assert "《登记立案规定》第七条" in text
    assert "可以这样办" in text
    assert "请联系：立案庭书记员" in text

    perform(filing, "return_papers", by=people.filing_clerk, facts=note, at=noon(2024, 12, 13))
    assert filing.state == Filing.State.RETURNED
    assert not Deadline.objects.filter(proceeding=filing, state__in=Deadline.LIVE).exists()


def test_only_a_judge_refuses_and_says_why(shanyang: Court, people: SimpleNamespace) -> None:
    filing = filed(shanyang, people.filing_clerk)
    ruling = {"ground": "jurisdiction", "reason": "被告住所地不在本区", "appeal_told": True}
    with pytest.raises(Denied) as denied:
        perform(filing, "refuse", by=people.filing_clerk, facts=ruling, at=MONDAY)
    assert "立案法官" in denied.value.reason
    perform(filing, "refuse", by=people.filing_judge, facts=ruling, at=noon(2024, 12, 5))
    assert filing.state == Filing.State.REFUSED
    assert filing.outcome == "裁定不予受理"
    with pytest.raises(Refusal) as over:
        perform(filing, "accept", by=people.filing_judge, facts=FOUR_CONDITIONS, at=noon(2024, 12, 5))
    assert "目前为“裁定不予受理”" in over.value.reason


@pytest.mark.spec("C-6.3")
def test_a_plaintiff_signs_for_his_address(shanyang: Court, people: SimpleNamespace) -> None:
    unsigned = person("plaintiff", "张一", 1, service_confirmed="")
    filing = filed(shanyang, people.filing_clerk, parties=[unsigned, company()])
    with pytest.raises(Refusal, match="送达地址确认书"):
        perform(filing, "accept", by=people.filing_clerk, facts=FOUR_CONDITIONS, at=MONDAY)


@pytest.mark.spec("A-3.1", "C-4.1", "D-2.1")
def test_preservation_is_explained_at_filing(shanyang: Court, people: SimpleNamespace) -> None:
    with pytest.raises(InvalidFacts) as refused:
        filed(shanyang, people.filing_clerk, preservation_explained_on="", preservation_answer="")
    assert set(refused.value.errors) == {"preservation_explained_on", "preservation_answer"}

    filing = filed(shanyang, people.filing_clerk)
    later = {"explained_on": "2024-12-03", "answer": "apply", "note": "有房产线索"}
    perform(filing, "explain_preservation", by=people.filing_clerk, facts=later, at=noon(2024, 12, 3))
    assert (filing.preservation_explained_on, filing.preservation_answer) == (date(2024, 12, 3), "apply")
