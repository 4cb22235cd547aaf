"""执破衔接 as a diary: lead, notice, answers, the president's signature, transfer, acceptance or refusal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from courtflow.accounts.models import Court
from courtflow.cases.bankruptcy import bankruptcy_accepted
from courtflow.cases.models import Case, Instrument, Party
from courtflow.flow.models import Deadline
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.refusals import Denied, InvalidFacts, Refusal
from courtflow.flow.sweep import sweep
from documents.models import Document
from enforcement.execution.states import State
from enforcement.models import Bankruptcy, Execution
from tests.diary import effective_case, noon
from tests.enforcement import steps
from tests.enforcement.steps import deadline

Cast = Callable[[Court], SimpleNamespace]
FINDING = {"finding": "多案执行未果，账户无余额，厂房已抵押"}
PROPOSAL = {"opinion": "符合移送条件", "cannot_pay": "on", "insolvency": "unable", "panel_on": "2024-09-12"}
PAPERS = dict.fromkeys(("decision", "consent", "instrument", "assets", "identity", "told_courts"), "on")
RULING = {"ruling_no": "破申1号裁定", "ruled_on": "2024-10-16", "reason": "明显缺乏清偿能力"}


@pytest.fixture
def people(shanyang: Court, cast: Cast) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def matter(shanyang: Court) -> tuple[Case, Instrument]:
    case, instrument = effective_case(shanyang, **steps.EARLY)
    steps.enterprise(case.parties.get(role=Party.Role.DEFENDANT))
    return case, instrument


@pytest.fixture
def execution(shanyang: Court, matter: tuple[Case, Instrument], people: SimpleNamespace) -> Execution:
    row = steps.file(*matter, people.filing_clerk, noon(2024, 6, 28))
    facts = steps.assignment(shanyang, people)
    perform(row, "assign_owner", by=people.bureau_chief, at=noon(2024, 6, 28), facts=facts)
    return row


@pytest.fixture
def lead(execution: Execution, people: SimpleNamespace) -> Bankruptcy:
    facts = FINDING | {"debtor": execution.debtors.get().pk}
    perform(execution, "find_bankruptcy_lead", by=people.enforcement_judge, at=noon(2024, 9, 2), facts=facts)
    return Bankruptcy.objects.get()


def answer(
    row: Bankruptcy, people: SimpleNamespace, side: str, word: str, written: str = "yes", month: int = 9
) -> None:
    party = row.case.parties.get(role=side)
    facts = {"party": party.pk, "answer": word, "written": written, "answered_on": f"2024-{month:02}-10"}
    perform(row, "record_answer", by=people.enforcement_clerk, at=noon(2024, month, 10), facts=facts)


def transferred(row: Bankruptcy, people: SimpleNamespace, receiver: Court, month: int = 9) -> None:
    """Consent of the creditor, panel on the 12th, signed on the 13th, sent on the 14th of the month of 2024."""
    answer(row, people, "plaintiff", "consent", month=month)
    facts = PROPOSAL | {"receiver": receiver.pk}
    perform(row, "propose_transfer", by=people.enforcement_judge, at=noon(2024, month, 12), facts=facts)
    perform(row, "sign_transfer", by=people.president, at=noon(2024, month, 13))
    perform(
        row,
        "transfer",
        by=people.enforcement_judge,
        at=noon(2024, month, 14),
        facts=PAPERS | {"sent_on": f"2024-{month:02}-14"},
    )


@pytest.mark.spec("A-9.5", "C-29.1")
def test_a_lead_notifies_every_party_at_once(lead: Bankruptcy) -> None:
    papers = Document.objects.filter(proceeding=lead, kind="bankruptcy_notice")
    assert {paper.addressee.name for paper in papers} == {"张一", "演示贸易1有限公司"}
    assert all(paper.state == Document.State.APPROVED for paper in papers), [paper.error for paper in papers]
    assert "账户无余额" in str(papers.first().snapshot["criteria"])


@pytest.mark.spec("A-9.5")
def test_no_lead_is_dropped_without_a_reason(lead: Bankruptcy, people: SimpleNamespace) -> None:
    with pytest.raises(InvalidFacts):
        perform(lead, "dismiss_lead", by=people.enforcement_judge, at=noon(2024, 9, 3), facts={"reason": ""})
    why = {"reason": "核对登记信息，系同名企业"}
    perform(lead, "dismiss_lead", by=people.enforcement_judge, at=noon(2024, 9, 3), facts=why)
    assert lead.state == Bankruptcy.State.DISMISSED


@pytest.mark.spec("C-9.3")
def test_when_all_decline_the_report_travels_with_the_file(lead: Bankruptcy, people: SimpleNamespace) -> None:
    answer(lead, people, "plaintiff", "consent")
    with pytest.raises(Refusal, match="不得按“均不申请”了结"):
        perform(lead, "close_lead", by=people.enforcement_judge, at=noon(2024, 9, 11))
    answer(lead, people, "plaintiff", "decline")
    answer(lead, people, "defendant", "decline")
    perform(lead, "close_lead", by=people.enforcement_judge, at=noon(2024, 9, 11))
    assert lead.state == Bankruptcy.State.DECLINED


@pytest.mark.spec("C-29.2", "A-9.10")
def test_a_transfer_needs_written_consent_and_the_president(
    lead: Bankruptcy, people: SimpleNamespace, shanyang: Court
) -> None:
    facts = PROPOSAL | {"receiver": shanyang.parent_id}
    answer(lead, people, "plaintiff", "consent", written="no")
    with pytest.raises(Refusal, match="没有任何一方当事人书面同意"):
        perform(lead, "propose_transfer", by=people.enforcement_judge, at=noon(2024, 9, 12), facts=facts)
    answer(lead, people, "plaintiff", "consent")
    perform(lead, "propose_transfer", by=people.enforcement_judge, at=noon(2024, 9, 12), facts=facts)
    with pytest.raises(Denied):
        perform(lead, "sign_transfer", by=people.bureau_chief, at=noon(2024, 9, 13))
    perform(lead, "sign_transfer", by=people.president, at=noon(2024, 9, 13))
    assert deadline(lead, "bankruptcy_serve_decision").due_on == date(2024, 9, 18)
    assert lead.department.kind == "enforcement"


@pytest.mark.spec("A-9.10", "A-9.11")
def test_transfer_stays_enforcement_and_acceptance_bars_new_ones(
    lead: Bankruptcy, execution: Execution, people: SimpleNamespace, shanyang: Court, cast: Cast
) -> None:
    transferred(lead, people, shanyang.parent)
    execution.refresh_from_db()
    assert execution.state == State.BANKRUPTCY
    assert deadline(execution, "execution_six_months").state == Deadline.State.SUSPENDED
    with pytest.raises(InvalidFacts):  # another court reviews: its number is needed
        perform(
            lead, "register", by=people.enforcement_clerk, at=noon(2024, 9, 18), facts={"received_on": "2024-09-16"}
        )
    receipt = {"received_on": "2024-09-16", "number": "(2024)豫08破申3号"}
    perform(lead, "register", by=people.enforcement_clerk, at=noon(2024, 9, 18), facts=receipt)
    assert lead.number == "（2024）豫08破申3号"
    assert deadline(lead, "bankruptcy_transfer_review").due_on == date(2024, 10, 16)

    perform(lead, "accept", by=people.bureau_chief, at=noon(2024, 10, 16), facts=RULING)
    assert lead.state == Bankruptcy.State.ACCEPTED
    assert bankruptcy_accepted(lead.debtor.identifier)
    assert deadline(lead, "bankruptcy_hand_over_assets").due_on == date(2024, 10, 23)
    execution.refresh_from_db()
    assert execution.state == State.BANKRUPTCY

    other, instrument = effective_case(shanyang)
    Party.objects.filter(case=other, role="defendant").update(
        kind=Party.Kind.LEGAL, enterprise=True, identifier=lead.debtor.identifier
    )
    with pytest.raises(Refusal, match="已经进入破产程序") as refused:
        steps.file(other, instrument, people.filing_clerk, noon(2024, 11, 20))
    assert "申报债权" in refused.value.remedy

    perform(lead, "declare", by=people.bureau_chief, at=noon(2024, 12, 20), facts=RULING | {"ruled_on": "2024-12-20"})
    execution.refresh_from_db()
    assert execution.state == State.TERMINATED
    assert bankruptcy_accepted(lead.debtor.identifier)


@pytest.mark.spec("A-9.10")
def test_refusal_resumes_enforcement_with_what_was_left_of_the_six_months(
    lead: Bankruptcy, execution: Execution, people: SimpleNamespace, shanyang: Court
) -> None:
    transferred(lead, people, shanyang)
    perform(lead, "register", by=people.filing_clerk, at=noon(2024, 9, 18), facts={"received_on": "2024-09-16"})
    assert lead.number == "（2024）豫0811破申1号"
    assert lead.department.kind == "bankruptcy"
    perform(
        lead, "refuse", by=people.bankruptcy_judge, at=noon(2024, 10, 14), facts=RULING | {"ruled_on": "2024-10-14"}
    )
    execution.refresh_from_db()
    assert execution.state == State.UNDER_WAY
    assert execution.free_debtors() == [lead.debtor]
    clock = deadline(execution, "execution_six_months")
    assert clock.raw_on == date(2025, 1, 27)  # 28 December 2024 and thirty days of stay
    assert deadline(lead, "bankruptcy_return_file").due_on == date(2024, 10, 21)

    facts = FINDING | {"debtor": execution.debtors.get().pk}
    perform(execution, "find_bankruptcy_lead", by=people.enforcement_judge, at=noon(2024, 11, 4), facts=facts)
    again = Bankruptcy.objects.get(closed_at=None)
    answer(again, people, "plaintiff", "consent")
    with pytest.raises(Refusal, match="不得重复启动"):
        perform(again, "propose_transfer", by=people.enforcement_judge, at=noon(2024, 11, 5), facts=PROPOSAL)


@pytest.mark.spec("C-29.1", "A-9.11")
def test_the_pool_of_closed_cases_feeds_the_transfer_and_is_barred_after_it(
    shanyang: Court, people: SimpleNamespace, matter: tuple[Case, Instrument]
) -> None:
    row = steps.file(*matter, people.filing_clerk, noon(2024, 6, 28))
    perform(row, "assign_owner", by=people.bureau_chief, at=noon(2024, 6, 28), facts=steps.assignment(shanyang, people))
    steps.close(row, people)
    facts = FINDING | {"debtor": row.debtors.get().pk}
    perform(row, "find_bankruptcy_lead", by=people.enforcement_judge, at=noon(2024, 10, 8), facts=facts)
    lead = Bankruptcy.objects.get()
    assert "terminated" in {hit["code"] for hit in lead.snapshot["criteria"]}
    transferred(lead, people, shanyang, month=10)
    perform(lead, "register", by=people.filing_clerk, at=noon(2024, 10, 14), facts={"received_on": "2024-10-14"})
    perform(lead, "accept", by=people.bankruptcy_judge, at=noon(2024, 11, 4), facts=RULING)
    row.refresh_from_db()
    assert row.state == State.TERMINATED_THIS_TIME
    clue = {"applied_on": "2024-11-05", "clue": "新发现存款"}
    with pytest.raises(Refusal, match="均已进入破产程序"):
        perform(row, "apply_revival", by=people.filing_clerk, at=noon(2024, 11, 5), facts=clue)
    perform(lead, "declare", by=people.bankruptcy_judge, at=noon(2024, 12, 20), facts=RULING)
    row.refresh_from_db()
    assert row.state == State.TERMINATED
    assert not row.deadlines.filter(state__in=Deadline.LIVE).exists()


def test_only_the_debtor_under_review_is_spared(shanyang: Court, people: SimpleNamespace) -> None:
    case, instrument = effective_case(shanyang, debtors=2, **steps.EARLY)
    company = steps.enterprise(case.parties.get(name="李二"))
    row = steps.file(case, instrument, people.filing_clerk, noon(2024, 6, 28))
    perform(row, "assign_owner", by=people.bureau_chief, at=noon(2024, 6, 28), facts=steps.assignment(shanyang, people))
    facts = FINDING | {"debtor": company.pk}
    perform(row, "find_bankruptcy_lead", by=people.enforcement_judge, at=noon(2024, 9, 2), facts=facts)
    lead = Bankruptcy.objects.get()
    answer(lead, people, "plaintiff", "consent")
    proposal = PROPOSAL | {"receiver": shanyang.pk}
    perform(lead, "propose_transfer", by=people.enforcement_judge, at=noon(2024, 9, 12), facts=proposal)
    perform(lead, "sign_transfer", by=people.president, at=noon(2024, 9, 13))
    perform(
        lead, "transfer", by=people.enforcement_judge, at=noon(2024, 9, 14), facts=PAPERS | {"sent_on": "2024-09-14"}
    )
    row.refresh_from_db()
    assert row.state == State.UNDER_WAY
    assert [party.name for party in row.free_debtors()] == ["王三"]
    seizure = {
        "debtor": company.pk, "kind": "seize", "subject": "设备", "value": "1000", "ground": "易变现",
        "ruling_no": "执1号之一",
        "taken_on": "2024-09-18", "expires_on": "2026-09-17",
    }  # fmt: skip
    with pytest.raises(Refusal, match="已中止对其执行"):
        perform(row, "take_asset", by=people.enforcement_judge, at=noon(2024, 9, 18), facts=seizure)


@pytest.mark.spec("C-29.6", "A-9.1")
def test_a_natural_person_is_refused_with_another_way(shanyang: Court, people: SimpleNamespace) -> None:
    row = steps.in_hand(shanyang, people)
    facts = FINDING | {"debtor": row.debtors.get().pk}
    with pytest.raises(Refusal, match="不是企业法人") as refused:
        perform(row, "find_bankruptcy_lead", by=people.enforcement_judge, at=noon(2024, 9, 2), facts=facts)
    assert "执行和解" in refused.value.remedy
    assert not Bankruptcy.objects.exists()


@pytest.mark.spec("B-3.17", "C-9.2")
def test_a_creditor_petitions_directly_and_the_debtor_is_heard(
    matter: tuple[Case, Instrument], people: SimpleNamespace
) -> None:
    case, _ = matter
    debtor, creditor = case.parties.get(role="defendant"), case.parties.get(role="plaintiff")
    facts: dict[str, Any] = {
        "applicant": creditor.pk,
        "procedure": "composition",
        "received_on": "2024-09-23",
        "papers": "on",
    }
    with pytest.raises(InvalidFacts):
        _petition(case, people, debtor, facts)
    row = _petition(case, people, debtor, facts | {"procedure": "liquidation"})
    assert row.number == "（2024）豫0811破申1号"
    assert deadline(row, "bankruptcy_notify_debtor").due_on == date(2024, 9, 29)  # 28 September rests, 29 works
    with pytest.raises(Refusal, match="尚未通知债务人"):
        perform(row, "accept", by=people.bankruptcy_judge, at=noon(2024, 9, 24), facts=RULING)
    told = {"told_on": "2024-09-24", "proof": "送达回证"}
    perform(row, "tell_debtor", by=people.bankruptcy_judge, at=noon(2024, 9, 24), facts=told)
    assert deadline(row, "bankruptcy_debtor_objection").due_on == date(2024, 10, 8)  # 1 October is a holiday
    with time_machine.travel(noon(2024, 10, 9), tick=False):
        sweep()
    assert deadline(row, "bankruptcy_ruling").due_on == date(2024, 10, 18)

    perform(row, "accept", by=people.bankruptcy_judge, at=noon(2024, 10, 16), facts=RULING)
    assert (row.number, row.bankruptcy_number) == ("（2024）豫0811破申1号", "（2024）豫0811破1号")


def _petition(case: Case, people: SimpleNamespace, debtor: Party, facts: dict[str, Any]) -> Bankruptcy:
    return open_proceeding(
        "bankruptcy", case, "receive_petition", by=people.filing_clerk, at=noon(2024, 9, 23), debtor=debtor,
        criterion="petition", facts=facts,
    )  # fmt: skip


def test_nobody_is_barred_for_want_of_a_code(db: None) -> None:
    assert not bankruptcy_accepted("")
