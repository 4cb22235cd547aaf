"""The papers of 诉前调解: the telling, the assignment, the agreement with its confirmation, the undisputed facts."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from courtflow.accounts.models import Court
from courtflow.flow.perform import perform
from documents.models import Document
from tests.diary import noon
from tests.intake.papers import company, filed, person

from .conftest import text_of
from .test_filing_papers import holds, papers

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(shanyang: Court, cast: Any) -> SimpleNamespace:
    return cast(shanyang)


def referred(court: Court, desk: SimpleNamespace, **facts: Any) -> Any:
    """A mediation that its mediator has signed for."""
    filing = filed(court, desk.filing_clerk, **facts)
    said = {
        "willing": True,
        "preservation": "decline",
        "assigned_reason": "事实清楚",
        "mediator": "山阳区人民调解委员会",
    }
    perform(filing, "to_mediation", by=desk.filing_clerk, facts=said, at=noon(2024, 12, 3))
    mediation = filing.case.proceedings.get(kind="mediation").actual
    perform(mediation, "receive", by=desk.mediator, facts={"signed_on": "2024-12-04"}, at=noon(2024, 12, 4))
    return mediation


def agreed(mediation: Any, desk: SimpleNamespace, **changes: Any) -> Any:
    debtor = mediation.case.parties.get(role="defendant")
    grades = {"debtor": debtor.pk, "willingness": "good", "ability": "fair", "sincerity": "good", "basis": "工资流水"}
    perform(mediation, "assess", by=desk.mediator, facts=grades, at=noon(2024, 12, 9))
    money = {"kind": "money", "content": "偿还借款本金", "amount": "50000.00", "method": "银行转账"}
    facts = {
        "signed_on": "2024-12-10",
        "items": [money | {"due_on": "2025-01-31"}, money | {"due_on": "2025-02-28"}],
        "definite": True,
        "no_evasion": True,
        "evasion_note": "没有其他债务",
        "reminder": True,
        "security": "由赵四提供连带责任保证",
        "performed": "no",
        "proof": "",
    }
    perform(mediation, "agree", by=desk.mediator, facts=facts | changes, at=noon(2024, 12, 10))
    return mediation


def test_both_sides_are_told_and_the_body_is_assigned(shanyang: Court, desk: SimpleNamespace) -> None:
    mediation = referred(shanyang, desk)
    told, letters = papers(mediation.case, "mediation_notice"), papers(mediation.case, "mediation_assignment")
    assert [paper.receiver or paper.addressee.name for paper in told if paper.addressee] == ["张一", "某某建材有限公司"]
    holds(
        told[1],
        "诉前调解告知书",
        "某某建材有限公司：",
        mediation.number,
        "自愿",
        "三十日",
        "司法确认",
        "不公开",
        "不同意诉前调解，请依法审查立案",
        "判令被告偿还借款本金100000元",
    )
    holds(
        letters[0],
        "委派调解函",
        "山阳区人民调解委员会：",
        "事实清楚",
        mediation.number,
        "履行意愿、能力和诚意",
        "三十日",
        "送达地址确认和无争议事实记载",
        "2024年12月3日",
    )
    forms = Document.objects.filter(proceeding=mediation, kind="address_confirmation")
    assert [row.addressee.name for row in forms if row.addressee] == ["某某建材有限公司"]


@pytest.mark.spec("C-2.2", "C-3.1")
def test_the_agreement_names_terms_amounts_and_security(shanyang: Court, desk: SimpleNamespace) -> None:
    parties = [person("plaintiff", "张一", 1), person("defendant", "李二", 2)]
    mediation = agreed(referred(shanyang, desk, parties=parties), desk)
    (agreement,), (application,) = (
        papers(mediation.case, kind) for kind in ("mediation_agreement", "confirmation_application")
    )
    holds(
        agreement,
        "诉前调解协议",
        "申请人：张一",
        "被申请人：李二",
        "偿还借款本金",
        "2025年1月31日前",
        "2025年2月28日前",
        "银行转账",
        "合计100000.00元（大写：壹拾万元整）",
        "由赵四提供连带责任保证",
        "自动履行",
        "三十日内，共同向人民法院申请司法确认",
        "调解员",
        "申请人张一（签名或者捺印）",
    )
    assert "院印" not in text_of(agreement)
    holds(
        application,
        "司法确认申请书",
        "申请人：李二",
        "请求事项",
        "2024年12月10日达成的",
        mediation.number,
        "没有恶意串通",
        "第二百零五条、第二百零六条",
        "焦作市山阳区人民法院",
        "附：1.诉前调解协议",
    )
    assert (agreement.pages, application.pages) == (2, 2)


def test_what_was_performed_at_once_needs_no_confirmation(shanyang: Court, desk: SimpleNamespace) -> None:
    parties = [person("plaintiff", "张一", 1), person("defendant", "李二", 2)]
    mediation = agreed(referred(shanyang, desk, parties=parties), desk, performed="yes", proof="收条1张")
    (agreement,) = papers(mediation.case, "mediation_agreement")
    holds(agreement, "当场全部履行，凭证：收条1张")
    assert papers(mediation.case, "confirmation_application") == []


def test_an_agreement_with_somebody_unknown_is_not_made(shanyang: Court, desk: SimpleNamespace) -> None:
    mediation = agreed(referred(shanyang, desk, parties=[person("plaintiff", "张一", 1), company(identifier="")]), desk)
    (agreement,) = papers(mediation.case, "mediation_agreement")
    assert agreement.state == Document.State.FAILED
    assert "某某建材有限公司没有身份证号或者统一社会信用代码" in agreement.error


@pytest.mark.spec("C-2.7")
def test_failed_mediation_hands_back_what_is_undisputed(shanyang: Court, desk: SimpleNamespace) -> None:
    mediation = referred(shanyang, desk)
    perform(mediation, "fail", by=desk.mediator, facts={"reason": "差距过大"}, at=noon(2024, 12, 20))
    facts = {"parties": True, "addresses": True, "undisputed": "借款10万元已经交付\n约定年利率百分之六"}
    perform(mediation, "hand_back", by=desk.mediator, facts=facts, at=noon(2024, 12, 23))
    (record,), (items,) = papers(mediation.case, "undisputed_facts"), papers(mediation.case, "file_handover")
    holds(
        record,
        "无争议事实记载",
        "一、借款10万元已经交付",
        "二、约定年利率百分之六",
        "无需对已确认的无争议事实举证",
        "（法发〔2016〕14号）第二十三条",
        "申请人张一（签名或者捺印）",
    )
    holds(items, "立案庭：", "《无争议事实记载》", "《送达地址确认书》", "调解笔录", "接收人（签名）")
    assert (record.pages, items.pages) == (2, 3)


def test_nothing_undisputed_makes_no_record(shanyang: Court, desk: SimpleNamespace) -> None:
    mediation = referred(shanyang, desk)
    perform(mediation, "fail", by=desk.mediator, facts={"reason": "差距过大"}, at=noon(2024, 12, 20))
    facts = {"parties": True, "addresses": True, "undisputed": "无"}
    perform(mediation, "hand_back", by=desk.mediator, facts=facts, at=noon(2024, 12, 23))
    assert papers(mediation.case, "undisputed_facts") == []
