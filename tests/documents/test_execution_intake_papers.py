"""What an applicant for enforcement is told, given, or refused with (山阳第十条、第十二条, 执行工作规定第十六条)."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from courtflow.accounts.models import Court
from courtflow.flow.perform import perform
from documents.models import Document
from intake.execution_filing.models import open_application, open_external
from tests.diary import effective_case, noon
from tests.intake.papers import FIVE_YES, application, outside

from .test_filing_papers import holds, papers

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(shanyang: Court, cast: Any) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def applied(shanyang: Court, desk: SimpleNamespace) -> Any:
    _, instrument = effective_case(shanyang)
    return open_application(instrument, desk.filing_clerk, application(instrument), noon(2024, 12, 2))


@pytest.mark.spec("C-12.3", "C-5.1", "B-3.6")
def test_the_applicant_learns_of_clues_and_of_the_risk(applied: Any) -> None:
    (paper,) = papers(applied.case, "execution_risk")
    holds(
        paper,
        "执行风险提示书",
        "张一：",
        "以李二为被执行人",
        "提供财产线索的义务",
        "执行不能",
        "终结本次执行程序",
        "七日内调查核实",
        "焦山法〔2024〕120号",
        "送达回执",
    )
    assert paper.state == Document.State.SERVED
    assert paper.pages == 4


def test_an_outside_award_brings_the_same_paper(shanyang: Court, desk: SimpleNamespace) -> None:
    filing = open_external(shanyang, desk.filing_clerk, outside(), noon(2024, 12, 2))
    (paper,) = papers(filing.case, "execution_risk")
    holds(paper, "（2024）演仲裁字第8号", "演示仲裁委员会")


def test_acceptance_bears_the_number_of_the_execution(applied: Any, desk: SimpleNamespace) -> None:
    perform(applied, "examine", by=desk.filing_clerk, facts=FIVE_YES, at=noon(2024, 12, 3))
    perform(applied, "accept", by=desk.filing_clerk, at=noon(2024, 12, 4))
    execution = applied.case.proceedings.get(kind="execution")
    (notice,), (items,) = papers(applied.case, "execution_acceptance"), papers(applied.case, "file_handover")
    holds(
        notice,
        "执行案件受理通知书",
        "张一：",
        f"案号为{execution.number}",
        "100000.00元（大写：壹拾万元整）",
        "财产线索",
        "不需预交",
        "执行不能",
    )
    assert notice.number == f"{execution.number}受理字第1号"
    holds(
        items,
        f"{execution.department.name}：",
        "强制执行申请书",
        "生效法律文书及生效证明",
        "《执行风险提示书》",
        execution.number,
    )


def refused(filing: Any, desk: SimpleNamespace, ground: str, **facts: Any) -> None:
    said = {"ground": ground, "reason": "判决第一项没有确定交付房屋的位置", "instead": "", "told": True}
    perform(filing, "refuse", by=desk.filing_judge, facts=said | facts, at=noon(2024, 12, 5))


@pytest.mark.spec("A-6.6")
def test_an_application_is_refused_by_a_ruling_with_its_remedy(applied: Any, desk: SimpleNamespace) -> None:
    refused(applied, desk, "condition", reason="所附条件尚未成就")
    (notice,), (ruling,) = papers(applied.case, "not_filed_notice"), papers(applied.case, "execution_refusal")
    holds(
        notice,
        "不予立案告知书",
        "张一：",
        "所附执行条件尚未成就",
        "条件成就后凭证据再申请执行",
        "已就你的执行申请作出不予受理的裁定",
    )
    holds(
        ruling,
        "执行裁定书",
        "申请执行人：张一",
        "被执行人：李二",
        "所附条件尚未成就",
        "第十六条",
        "对张一的执行申请，本院不予受理。",
        "十日内，向焦作市中级人民法院申请复议",
        "审判员",
    )
    assert ruling.pages == 2


@pytest.mark.spec("C-10.1", "C-10.5")
def test_what_is_no_enforcement_is_only_told(applied: Any, desk: SimpleNamespace) -> None:
    refused(applied, desk, "refund", reason="请求退还预交的诉讼费")
    (notice,) = papers(applied.case, "not_filed_notice")
    holds(notice, "退还诉讼费用", "由立案庭转综合办公室办理诉讼费退费", "第十条第（一）项", "请由上列途径办理")
    assert papers(applied.case, "execution_refusal") == []
    assert notice.pages == 3


@pytest.mark.spec("A-11.3")
def test_jiamusi_names_the_way_to_a_suit(jiamusi: Court, cast: Any) -> None:
    people = cast(jiamusi)
    _, instrument = effective_case(jiamusi)
    filing = open_application(instrument, people.filing_clerk, application(instrument), noon(2024, 12, 2))
    refused(filing, people, "unclear")
    (notice,) = papers(filing.case, "not_filed_notice")
    text = holds(notice, "通过诉讼程序确定后", "再次申请执行", "第十一部分（一）")
    assert "焦山法" not in text


def test_a_ruling_needs_the_court_above(applied: Any, desk: SimpleNamespace, shanyang: Court) -> None:
    Court.objects.filter(pk=shanyang.pk).update(parent=None)
    refused(applied, desk, "condition")
    (ruling,) = papers(applied.case, "execution_refusal")
    assert ruling.state == Document.State.FAILED
    assert "没有登记上一级人民法院" in ruling.error
