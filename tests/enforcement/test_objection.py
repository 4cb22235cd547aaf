"""执行异议 as a diary: fifteen days at most before filing, beside the national three; then review."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from courtflow.accounts.models import Court
from courtflow.cases.models import Party
from courtflow.flow.models import Deadline, Task
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.refusals import InvalidFacts, Refusal
from courtflow.flow.sweep import sweep
from documents.models import Recipient
from enforcement.models import Execution, Objection
from tests.diary import effective_case, noon
from tests.enforcement import steps
from tests.enforcement.steps import deadline

Cast = Callable[[Court], SimpleNamespace]
RECEIVED = noon(2024, 12, 17)


def papers(execution: Execution, **more: Any) -> dict[str, Any]:
    return {
        "execution": execution.pk, "nature": "conduct", "objector": execution.debtors.get().pk,
        "received_on": "2024-12-17",
        "request": "撤销查封", "grounds": "超标的查封", "application": "on", "evidence": "yes", "consent": "yes",
        "consent_record": "同意书第1页",
    } | more  # fmt: skip


def receive(execution: Execution, people: SimpleNamespace, at: datetime = RECEIVED, **more: Any) -> Objection:
    return open_proceeding(
        "objection", execution.case, "receive", by=people.enforcement_clerk, at=at, facts=papers(execution, **more)
    )


@pytest.fixture
def people(shanyang: Court, cast: Cast) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def execution(shanyang: Court, people: SimpleNamespace) -> Execution:
    return steps.in_hand(shanyang, people, noon(2024, 11, 1), effective_on=date(2024, 10, 1), due_on=date(2024, 10, 11))


@pytest.mark.spec("C-30.1", "C-30.2", "C-30.6")
def test_fifteen_days_end_on_new_years_day_and_the_system_transfers(
    execution: Execution, people: SimpleNamespace
) -> None:
    """Vector D45: 17 December 2024 and fifteen days, 1 January 2025, not rolled; both clocks are shown."""
    row = receive(execution, people)
    assert row.state == Objection.State.FRONT_STAGE
    local, national = deadline(row, "objection_front_stage"), deadline(row, "objection_national_filing")
    assert (local.raw_on, local.due_on, local.cap) == (date(2025, 1, 1), date(2025, 1, 1), True)
    assert national.due_on == date(2024, 12, 20)

    with time_machine.travel(noon(2025, 1, 1), tick=False):
        sweep()
    row.refresh_from_db()
    assert row.state == Objection.State.FRONT_STAGE
    with time_machine.travel(noon(2025, 1, 2), tick=False):
        sweep()
        sweep()
    row.refresh_from_db()
    assert row.state == Objection.State.AT_FILING
    assert row.department.kind == "filing"
    assert row.front_days == 15
    assert row.events.get(act="objection.transfer").at.astimezone(RECEIVED.tzinfo).date() == date(2025, 1, 1)
    assert deadline(row, "objection_filing").due_on == date(2025, 1, 6)  # 4 January 2025 is a Saturday
    national.refresh_from_db()
    assert national.state == Deadline.State.OVERDUE
    assert Task.objects.get(proceeding=row, kind="objection.file").department.kind == "filing"


@pytest.mark.spec("C-30.3")
def test_without_recorded_consent_it_goes_to_filing_at_once(execution: Execution, people: SimpleNamespace) -> None:
    row = receive(execution, people, consent="no", consent_record="")
    assert row.state == Objection.State.AT_FILING
    assert deadline(row, "objection_filing").due_on == date(2024, 12, 20)
    assert not row.deadlines.filter(rule="objection_front_stage").exists()


def test_consent_must_say_where_it_stands(execution: Execution, people: SimpleNamespace) -> None:
    with pytest.raises(InvalidFacts) as refused:
        receive(execution, people, consent_record="")
    assert "consent_record" in refused.value.errors


@pytest.mark.spec("C-30.3", "C-30.6")
def test_who_insists_is_transferred_the_same_day_and_has_one_round(
    execution: Execution, people: SimpleNamespace
) -> None:
    row = receive(execution, people)
    stated = {"stated_on": "2024-12-18"}
    perform(row, "insist", by=people.enforcement_clerk, at=noon(2024, 12, 18), facts=stated)
    assert row.state == Objection.State.AT_FILING
    assert deadline(row, "objection_front_stage").state == Deadline.State.MET
    assert (
        receive(execution, people, at=noon(2024, 12, 19), received_on="2024-12-19").state == Objection.State.AT_FILING
    )


@pytest.mark.spec("C-30.4")
def test_a_wrong_act_is_corrected_and_the_objection_ends(execution: Execution, people: SimpleNamespace) -> None:
    row = receive(execution, people)
    right = {
        "wrong": "查封超标的",
        "remedy": "解除对超标的部分的查封。",
        "ruling_no": "执1号之三",
        "corrected_on": "2024-12-20",
    }
    perform(row, "self_correct", by=people.bureau_chief, at=noon(2024, 12, 20), facts=right)
    assert row.state == Objection.State.CORRECTED
    assert not row.deadlines.filter(state__in=Deadline.LIVE).exists()


@pytest.mark.spec("C-30.5")
def test_withdrawal_is_informed_and_free(execution: Execution, people: SimpleNamespace) -> None:
    row = receive(execution, people)
    facts = {"consequences": "on", "applied_on": "2024-12-20"}
    with pytest.raises(InvalidFacts):
        perform(row, "withdraw", by=people.enforcement_clerk, at=noon(2024, 12, 20), facts=facts)
    free = {"consequences": "on", "voluntary": "on", "applied_on": "2024-12-20"}
    perform(row, "withdraw", by=people.enforcement_clerk, at=noon(2024, 12, 20), facts=free)
    assert row.state == Objection.State.WITHDRAWN


@pytest.mark.spec("E-1.17", "C-31.1", "A-10.4")
def test_the_objection_group_reviews_within_fifteen_days(execution: Execution, people: SimpleNamespace) -> None:
    row = receive(execution, people, consent="no", consent_record="")
    perform(row, "file", by=people.filing_clerk, at=noon(2024, 12, 18))
    assert row.number == "（2024）豫0811执异1号"
    assert row.department.kind == "objection"
    assert deadline(row, "objection_review").due_on == date(2025, 1, 2)
    told = {"told_on": "2024-12-19", "whom": "异议人、申请执行人"}
    perform(row, "notify_parties", by=people.objection_judge, at=noon(2024, 12, 19), facts=told)
    ruling = {
        "result": "dismissed", "authenticity": "法律关系真实", "bad_faith": "no", "bad_faith_reason": "首次提出异议",
        "sanction": "fine", "ruling_no": "执异1号裁定", "panel": "赵审长、钱审员、孙审员",
    }  # fmt: skip
    with pytest.raises(InvalidFacts) as refused:
        perform(row, "decide", by=people.objection_judge, at=noon(2024, 12, 30), facts=ruling)
    assert "sanction" in refused.value.errors
    perform(row, "decide", by=people.objection_judge, at=noon(2024, 12, 30), facts=ruling | {"sanction": "none"})
    assert row.state == Objection.State.DISMISSED
    served = {"party": row.objector_id, "served_on": "2025-01-02", "proof": "送达回证"}
    perform(row, "serve_ruling", by=people.objection_judge, at=noon(2025, 1, 2), facts=served)
    paper = Recipient.objects.get(document__kind="objection_ruling", party=row.objector_id)
    assert paper.served_on == date(2025, 1, 2), "the paper is served by the act that starts the clock"
    assert deadline(row, "objection_reconsideration").due_on == date(2025, 1, 13)  # 12 January 2025 is a Sunday
    with time_machine.travel(noon(2025, 1, 14), tick=False):
        sweep()
    row.refresh_from_db()
    assert row.final_on == date(2025, 1, 13)


def test_an_outsider_objects_to_the_object_and_may_sue(execution: Execution, people: SimpleNamespace) -> None:
    row = receive(
        execution, people, nature="object", objector="", outsider_name="孙六", outsider_kind="natural", consent="no",
        consent_record="", outsider_address="演示路6号",
    )  # fmt: skip
    assert row.objector.role == Party.Role.OUTSIDER
    perform(row, "file", by=people.filing_clerk, at=noon(2024, 12, 18))
    ruling = {
        "result": "upheld", "authenticity": "购房合同真实", "bad_faith": "no", "bad_faith_reason": "善意",
        "sanction": "none",
        "ruling_no": "执异1号裁定", "panel": "赵审长、钱审员、孙审员",
        "operative": "中止对该房屋的执行。",
    }  # fmt: skip
    perform(row, "decide", by=people.objection_judge, at=noon(2024, 12, 30), facts=ruling)
    assert row.state == Objection.State.UPHELD
    served = {"party": row.objector_id, "served_on": "2024-12-31", "proof": "送达回证"}
    perform(row, "serve_ruling", by=people.objection_judge, at=noon(2024, 12, 31), facts=served)
    assert deadline(row, "objection_suit").due_on == date(2025, 1, 15)


@pytest.mark.spec("A-10.5")
def test_a_plainly_unfounded_demand_is_refused_by_ruling(execution: Execution, people: SimpleNamespace) -> None:
    row = receive(execution, people, consent="no", consent_record="")
    facts = {
        "ground": "queued_seizure", "reason": "对轮候查封提出异议", "explained": "on", "ruling_no": "执异裁1号",
        "told_review": "on"
    }  # fmt: skip
    perform(row, "refuse_filing", by=people.filing_judge, at=noon(2024, 12, 18), facts=facts)
    assert row.state == Objection.State.REFUSED
    assert row.number is None


def test_no_objection_without_open_enforcement(shanyang: Court, people: SimpleNamespace) -> None:
    case, _ = effective_case(shanyang)
    with pytest.raises(Refusal, match="没有尚未终结的执行案件"):
        open_proceeding("objection", case, "receive", by=people.enforcement_clerk, at=RECEIVED, facts={})


@pytest.mark.spec("C-30.3")
def test_a_court_without_a_front_stage_files_at_once(nanzhao: Court, cast: Cast) -> None:
    people = cast(nanzhao)
    row = steps.file(*effective_case(nanzhao), people.filing_clerk, noon(2024, 12, 2))
    assert receive(row, people).state == Objection.State.AT_FILING


def test_the_termination_itself_is_objected_to_within_sixty_days_of_its_receipt(
    execution: Execution, people: SimpleNamespace
) -> None:
    """异议复议规定第六条, 法释〔2016〕3号: received on 2 December 2024, sixty days end in the Spring Festival."""
    ended = {"ground": "withdrawn", "note": "申请执行人书面撤销申请"}
    perform(execution, "terminate", by=people.enforcement_judge, at=noon(2024, 12, 2), facts=ended)
    told = Recipient.objects.filter(document__kind="termination_ruling", party=execution.debtors.get())
    assert told.update(served_on=date(2024, 12, 2)) == 1
    with pytest.raises(Refusal, match="执行程序已经终结"):
        receive(execution, people, at=noon(2025, 2, 6), received_on="2025-02-06")
    with pytest.raises(Refusal, match="执行程序已经终结"):  # nothing is left to enforce on
        receive(execution, people, nature="object")
    row = receive(execution, people, at=noon(2025, 2, 5), received_on="2025-02-05", request="撤销终结执行裁定")
    assert row.challenged is not None
    assert row.challenged.state == "terminated"
