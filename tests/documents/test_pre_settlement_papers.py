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
from intake.execution_filing.models import open_application
from tests.diary import effective_case, noon
from tests.enforcement import steps
from tests.intake.papers import application

from .conftest import text_of
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
    shows(record, "三、下一步措施", "四、风险释明")
    again = VISIT | {"visited_on": "2024-12-01", "problems": "货款迟到，第二期可能晚付"}
    perform(row, "visit", by=people.enforcement_judge, at=noon(2024, 12, 1), facts=again)
    shows(papers(row, "visit_record")[1], "三、新问题", "第二期可能晚付", "四、下一步措施", "五、风险释明")


@pytest.mark.spec("D-3.2", "C-25.2")
def test_whoever_applies_is_asked_on_a_form_of_his_own(honghe: Court, cast: Cast) -> None:
    _, instrument = effective_case(honghe)
    row = open_application(instrument, cast(honghe).filing_clerk, application(instrument), noon(2024, 12, 2))
    (form,) = papers(row, "settlement_consent")
    assert (form.addressee.name, form.pages) == ("张一", 2)  # type: ignore[union-attr]
    shows(form, "征询意见书", "张一：", "不同意的，本院依法办理执行立案", "随时要求终止", "转移财产")
    shows(form, "申请人签名（盖章）", "义务人李二", "100000.00元")


@pytest.mark.spec("D-3.2")
def test_where_nobody_urges_before_enforcement_nobody_is_asked(nanzhao: Court, cast: Cast) -> None:
    _, instrument = effective_case(nanzhao)
    row = open_application(instrument, cast(nanzhao).filing_clerk, application(instrument), noon(2024, 12, 2))
    assert papers(row, "execution_risk")
    assert not papers(row, "settlement_consent")


@pytest.mark.spec("D-4.1")
def test_a_settlement_in_enforcement_is_visited_too(honghe: Court, cast: Cast) -> None:
    people = cast(honghe)
    row = steps.in_hand(honghe, people)
    agreed = {"signed_on": "2024-07-10", "content": "三个月内分期付清", "last_due_on": "2024-10-10", "recorded": "on"}
    perform(row, "settle", by=people.enforcement_judge, at=noon(2024, 7, 10), facts=agreed)
    found = {"visited_on": "2024-10-09", "finding": "已付六万元，余款四万元已备妥，次日汇出"}
    perform(row, "visit_settlement", by=people.enforcement_clerk, at=noon(2024, 10, 9), facts=found)
    (record,) = papers(row, "visit_record")
    assert record.sealing == Document.Sealing.NONE
    shows(
        record,
        "回访记录",
        "2024年7月10日签订",
        "一、履行情况",
        "余款四万元已备妥",
        people.enforcement_clerk.display_name,
    )
    shows(record, "被回访人（签名）", "2024年10月9日")
    assert "风险释明" not in text_of(record)


def test_a_list_of_nothing_is_no_list() -> None:
    assert list_missing({"things": []}) == ["没有移交的材料，请写明材料清单"]
