"""执前和解 on paper: asking, agreeing, visiting, and handing the material on."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from courtflow.accounts.models import Court
from courtflow.flow.perform import open_proceeding, perform
from documents.kinds.pre_settlement import list_missing
from documents.models import Document
from enforcement.models import Urging
from tests.diary import effective_case, noon

from .test_execution_papers import papers, shows

pytestmark = pytest.mark.django_db
Cast = Callable[[Court], SimpleNamespace]
TERMS = {
    "signed_on": "2024-11-20",
    "amount": "100000",
    "security": "周某提供连带责任保证",
    "ability": "义务人经营小店，月收入约八千元",
    "genuine": "on",
    "instalments": [{"due_on": "2024-11-28", "amount": "50000"}, {"due_on": "2024-12-02", "amount": "50000"}],
}
VISIT = {
    "visited_on": "2024-11-25",
    "living": "小店正常营业",
    "news": "新增一笔货款待收",
    "problems": "",
    "next_step": "到期前再次提醒",
    "economic_risk": "on",
    "credit_risk": "on",
    "legal_risk": "on",
}


def handed_over(court: Court, people: SimpleNamespace) -> Urging:
    case, instrument = effective_case(court)
    row = open_proceeding(
        "urging",
        case,
        "register_application",
        by=people.filing_clerk,
        at=noon(2024, 11, 11),
        instrument=instrument,
        application_received_on=noon(2024, 11, 11).date(),
        consent="agreed",
        consent_on=noon(2024, 11, 11).date(),
    )
    listed = {"materials": "强制执行申请书一份\n民事判决书及生效证明一份"}
    perform(row, "hand_over", by=people.filing_clerk, at=noon(2024, 11, 12), facts=listed)
    return row


def accepted(court: Court, people: SimpleNamespace) -> Any:
    row = handed_over(court, people)
    got = {"received_on": "2024-11-13", "complete": "on"}
    perform(row, "accept", by=people.enforcement_judge, at=noon(2024, 11, 13), facts=got)
    return row


@pytest.mark.spec("C-25.4", "C-25.13")
def test_the_material_goes_over_by_a_list_and_comes_back_by_one(shanyang: Court, cast: Cast) -> None:
    people = cast(shanyang)
    row = accepted(shanyang, people)
    (there,) = papers(row, "handover_list")
    shows(there, "材料移交清单", "执行部门：", "强制执行申请书一份", "以上共二项", "接收人（签名）", "正本", "存根")
    assert there.pages == 2
    no = {
        "party": row.instrument.case.parties.first().pk,
        "refused_on": "2024-11-18",
        "form": "written",
        "note": "不同意",
    }
    perform(row, "refuse", by=people.enforcement_judge, at=noon(2024, 11, 18), facts=no)
    perform(row, "notify_filing", by=people.enforcement_judge, at=noon(2024, 11, 19))
    back = papers(row, "handover_list")[1]
    shows(back, "立案庭：", "强制执行申请书一份", "《自动履行催告书》", "不同意继续督促", "归入执行案件卷宗")


@pytest.mark.spec("D-3.4", "D-3.6", "D-4.1", "D-4.2", "D-4.3")
def test_the_settlement_and_the_visit(shanyang: Court, cast: Cast) -> None:
    people = cast(shanyang)
    row = accepted(shanyang, people)
    perform(row, "settle", by=people.enforcement_judge, at=noon(2024, 11, 20), facts=TERMS)
    (agreement,) = papers(row, "pre_settlement")
    assert agreement.sealing == Document.Sealing.NONE
    shows(
        agreement,
        "执前和解协议",
        "100000.00元（大写：壹拾万元整）",
        "2024年11月28日",
        "50000.00元",
        "周某提供连带责任保证",
        "月收入约八千元",
        "尚未履行的全部义务申请执行",
        "第四百六十六条",
        "权利人张一（签名、盖章）",
    )
    perform(row, "visit", by=people.enforcement_judge, at=noon(2024, 11, 25), facts=VISIT)
    (record,) = papers(row, "visit_record")
    shows(record, "回访记录", "小店正常营业", "新增一笔货款待收", "到期前再次提醒", "经济风险", "信用风险", "法律风险")


@pytest.mark.spec("D-3.2", "C-25.2")
def test_the_creditor_is_asked_on_a_form_of_his_own(
    urged: Callable[..., Any], issued: Callable[..., list[Document]]
) -> None:
    (form,) = issued(urged(), "settlement_consent")
    shows(form, "征询意见书", "张一：", "不同意的，本院依法办理执行立案", "随时要求终止", "转移财产")
    shows(form, "申请人签名（盖章）")
    assert form.pages == 2


def test_a_list_of_nothing_is_no_list() -> None:
    assert list_missing({"things": []}) == ["没有移交的材料，请写明材料清单"]
