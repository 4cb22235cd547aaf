"""审判期限: how long a trial may take, what does not count, who adds time; complaint and defence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from courtflow.accounts.models import Court
from courtflow.flow.models import Deadline, Task
from courtflow.flow.perform import perform
from courtflow.flow.refusals import InvalidFacts, Refusal
from courtflow.flow.sweep import sweep
from tests.diary import noon
from tests.trial.steps import clocks, filed, heard, item, judgment, served, signed
from trial.models import Trial

FILED = noon(2024, 4, 1)
ORDINARY, SUMMARY, SMALL = "trial_limit_ordinary", "trial_limit_summary", "trial_limit_small_claim"


@pytest.fixture
def people(shanyang: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def trial(shanyang: Court, people: SimpleNamespace) -> Trial:
    """Filed on 1 April 2024: six months end on 1 October, the first working day after the holiday is the 8th."""
    return heard(shanyang, people, FILED)


def act(trial: Trial, people: SimpleNamespace, name: str, day: tuple[int, int, int], **facts: Any) -> None:
    perform(trial, name, by=people.trial_judge, at=noon(*day), facts=facts)
    trial.refresh_from_db()


def last(trial: Trial, rule: str = ORDINARY) -> Deadline:
    return clocks(trial, rule)[-1]


def test_the_limit_runs_from_filing_whenever_the_judge_gets_the_case(shanyang: Court, people: SimpleNamespace) -> None:
    row = filed(shanyang, people, FILED)
    (passed,) = clocks(row, "file_passed")
    assert (passed.raw_on, passed.due_on, passed.article) == (
        date(2024, 4, 4), date(2024, 4, 7), "《审限规定》第七条",
    )  # fmt: skip
    facts = {"judge": people.trial_judge.pk, "procedure": "summary"}
    perform(row, "assign_judge", by=people.division_head, at=noon(2024, 4, 3), facts=facts)
    assert [clock.state for clock in clocks(row, "file_passed")] == ["met"]
    limit = last(row, SUMMARY)
    assert (limit.started_on, limit.due_on) == (date(2024, 4, 1), date(2024, 7, 1))


def test_conversion_keeps_the_day_of_filing_and_what_did_not_count(shanyang: Court, people: SimpleNamespace) -> None:
    row = heard(shanyang, people, FILED, procedure="small_claim")
    assert last(row, SMALL).due_on == date(2024, 6, 3)  # 1 June is a Saturday
    act(row, people, "commission_appraisal", (2024, 5, 6), since="2024-05-06", note="笔迹鉴定")
    assert last(row, SMALL).state == Deadline.State.SUSPENDED
    act(row, people, "receive_appraisal", (2024, 5, 16), ended_on="2024-05-16")
    assert last(row, SMALL).due_on == date(2024, 6, 11)  # ten days later
    act(row, people, "convert", (2024, 5, 20), procedure="summary", reason="当事人异议")
    assert [clock.state for clock in clocks(row, SMALL)][-1] == Deadline.State.CANCELLED
    assert last(row, SUMMARY).raw_on == date(2024, 7, 11)
    act(row, people, "convert", (2024, 5, 27), reason="案情复杂")
    assert (row.procedure, last(row).raw_on) == ("ordinary", date(2024, 10, 11))
    with pytest.raises(Refusal) as refused:
        act(row, people, "convert", (2024, 5, 28), reason="再转")
    assert refused.value.code == "not_yet_ordinary"


def test_only_a_small_claim_becomes_summary(shanyang: Court, people: SimpleNamespace) -> None:
    row = heard(shanyang, people, FILED, procedure="summary")
    with pytest.raises(InvalidFacts):
        act(row, people, "convert", (2024, 5, 20), procedure="summary", reason="不行")


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        (("begin_talks", {"since": "2024-05-06", "note": "双方申请和解"}), "end_talks"),
        (("commission_appraisal", {"since": "2024-05-06", "note": "工程质量"}), "receive_appraisal"),
        (
            ("stay_suit", {"ground": "other_case", "since": "2024-05-06", "note": "等待另案"}),
            "resume_suit",
        ),
    ],
)
def test_days_that_do_not_count(begin: tuple[str, dict[str, str]], end: str, trial: Trial, people: Any) -> None:
    name, facts = begin
    act(trial, people, name, (2024, 5, 6), **facts)
    with time_machine.travel(noon(2024, 10, 9), tick=False):
        sweep()
    assert last(trial).state == Deadline.State.SUSPENDED  # while it stands still nobody is late
    act(trial, people, end, (2024, 10, 9), ended_on="2024-06-05")
    assert last(trial).raw_on == date(2024, 10, 31)  # thirty days: 6 May to 4 June
    assert any("不计入" in step for step in last(trial).steps)
    with pytest.raises(Refusal):
        act(trial, people, end, (2024, 10, 9), ended_on="2024-06-05")


def test_a_notice_does_not_count_and_is_no_way_in_summary_procedure(trial: Trial, people: Any) -> None:
    notice = {"published_on": "2024-05-06", "days": 30, "note": "公告送达开庭传票，人民法院报"}
    act(trial, people, "publish", (2024, 5, 7), **notice)
    assert last(trial).raw_on == date(2024, 10, 31)
    assert trial.exclusions.get().last == date(2024, 6, 5)


def test_jurisdiction_upheld_ends_the_suit_here(trial: Trial, people: SimpleNamespace) -> None:
    act(trial, people, "receive_jurisdiction_objection", (2024, 4, 15), since="2024-04-15", note="被告住所地")
    facts = {"result": "upheld", "ruling_no": "之一", "ended_on": "2024-05-15"}
    act(trial, people, "decide_jurisdiction", (2024, 5, 15), **facts)
    assert (trial.state, trial.outcome) == ("ended", "裁定移送管辖")
    assert last(trial).state == Deadline.State.MET


# -- more time -----------------------------------------------------------------------------------------------------


def test_more_time_is_asked_fifteen_days_before_and_decided_five_days_before(trial: Trial, people: Any) -> None:
    with pytest.raises(InvalidFacts) as refused:
        act(trial, people, "request_extension", (2024, 9, 24), months=3, reason="案情疑难")
    assert list(refused.value.errors) == ["late_reason"]
    act(trial, people, "request_extension", (2024, 9, 23), months=3, reason="案情疑难")
    decision = clocks(trial, "trial_extension_decision")[-1]
    assert decision.due_on == date(2024, 9, 30)  # 3 October is in the holiday: earlier, to the last working day
    assert Task.objects.get(proceeding=trial, kind="trial.extension").department.kind == "leadership"
    granted = {"granted": "yes", "months": 3}
    perform(trial, "decide_extension", by=people.president, at=noon(2024, 9, 29), facts=granted)
    assert last(trial).due_on == date(2025, 1, 2)  # 1 January is a holiday
    assert decision.__class__.objects.get(pk=decision.pk).state == Deadline.State.MET
    assert any("延长" in step for step in last(trial).steps)


def test_the_president_cannot_add_more_than_the_law_gives_him(trial: Trial, people: SimpleNamespace) -> None:
    act(trial, people, "request_extension", (2024, 9, 2), months=8, reason="案情疑难")
    facts: dict[str, Any] = {"granted": "yes", "months": 7}
    with pytest.raises(Refusal) as refused:
        perform(trial, "decide_extension", by=people.president, at=noon(2024, 9, 3), facts=facts)
    assert (refused.value.code, refused.value.under.short()) == ("beyond_power", "民诉法第152条")
    facts = {"granted": "yes", "months": 7, "document_no": "焦中法延〔2024〕1号"}
    perform(trial, "decide_extension", by=people.president, at=noon(2024, 9, 3), facts=facts)
    assert last(trial).raw_on == date(2025, 5, 1)


def test_a_summary_trial_gets_one_month_and_no_more(shanyang: Court, people: SimpleNamespace) -> None:
    row = heard(shanyang, people, FILED, procedure="summary")
    for day, months in (((2024, 6, 3), 1), ((2024, 7, 1), 1)):
        act(row, people, "request_extension", day, months=months, reason="案情较复杂", late_reason="刚刚发现")
        facts = {"granted": "yes", "months": months}
        if day[1] == 6:
            perform(row, "decide_extension", by=people.president, at=noon(*day), facts=facts)
    with pytest.raises(Refusal, match="不得超过1个月"):
        perform(row, "decide_extension", by=people.president, at=noon(2024, 7, 2), facts=facts)
    no = {"granted": "no", "reason": "应转为普通程序"}
    perform(row, "decide_extension", by=people.president, at=noon(2024, 7, 2), facts=no)
    assert last(row, SUMMARY).due_on == date(2024, 8, 1)


# -- the end -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("on", "state"), [((2024, 10, 8), "met"), ((2024, 10, 9), "late")])
def test_the_last_service_closes_the_limit(
    on: tuple[int, int, int], state: str, trial: Trial, people: SimpleNamespace
) -> None:
    signed(trial, people, noon(2024, 9, 27), "draft_judgment", judgment(item(trial)))
    served(trial, people, "张一", noon(2024, 9, 27))
    assert last(trial).live
    served(trial, people, "李二", noon(2024, 10, 10), done_on=date(*on).isoformat())
    assert last(trial).state == state


def test_complaint_in_five_days_and_defence_for_each_defendant(shanyang: Court, people: SimpleNamespace) -> None:
    row = filed(shanyang, people, noon(2024, 9, 12))
    (copy,) = clocks(row, "complaint_copy")
    assert (copy.raw_on, copy.due_on) == (date(2024, 9, 17), date(2024, 9, 18))  # Mid-Autumn
    debtor = row.case.parties.get(name="李二")
    facts = {
        "party": debtor.pk, "method": "direct", "done_on": "2024-09-18", "proof": "送达回证", "abroad": "no",
    }  # fmt: skip
    perform(row, "serve_complaint", by=people.trial_clerk, at=noon(2024, 9, 18), facts=facts)
    assert clocks(row, "complaint_copy")[0].state == "met"
    (defence,) = clocks(row, "defence")
    assert (defence.party, defence.raw_on, defence.due_on) == (debtor, date(2024, 10, 3), date(2024, 10, 8))
    with pytest.raises(Refusal) as refused:
        perform(row, "serve_complaint", by=people.trial_clerk, at=noon(2024, 9, 19), facts=facts)
    assert refused.value.code == "somebody_is_uninformed"
    paper = {"service": row.complaint_services.get().pk, "received_on": "2024-10-08"}
    perform(row, "receive_defence", by=people.trial_clerk, at=noon(2024, 10, 8), facts=paper)
    assert clocks(row, "defence")[0].state == "met"


def test_a_defendant_without_a_home_here_has_thirty_days(shanyang: Court, people: SimpleNamespace) -> None:
    row = filed(shanyang, people, noon(2024, 9, 2))
    debtor = row.case.parties.get(name="李二")
    facts = {"party": debtor.pk, "method": "direct", "done_on": "2024-09-04", "proof": "回证", "abroad": "yes"}
    perform(row, "serve_complaint", by=people.trial_clerk, at=noon(2024, 9, 4), facts=facts)
    assert not clocks(row, "defence")
    assert clocks(row, "defence_abroad")[0].due_on == date(2024, 10, 8)  # the 4th is in the holiday
