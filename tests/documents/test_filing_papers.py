"""The papers of the counter: what a plaintiff takes home, signs, is told to complete, to pay, or is refused."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from courtflow.accounts.models import Court
from courtflow.cases.models import Party
from courtflow.flow.perform import perform
from documents.issue import render_pending
from documents.models import Document
from tests.diary import noon
from tests.intake.papers import FOUR_CONDITIONS, MONDAY, company, filed, person

from .conftest import text_of

pytestmark = pytest.mark.django_db


def papers(case: Any, slug: str) -> list[Document]:
    """The papers of that kind in the case, rendered."""
    render_pending()
    return list(Document.objects.filter(case=case, kind=slug).order_by("id"))


def holds(document: Document, *fields: str) -> str:
    text = text_of(document)
    for field in fields:
        assert field in text, f"{field} is missing in {text}"
    return text


@pytest.fixture
def desk(shanyang: Court, cast: Any) -> SimpleNamespace:
    return cast(shanyang)


def accepted(filing: Any, by: Any, **facts: Any) -> Any:
    perform(filing, "accept", by=by, facts=FOUR_CONDITIONS | facts, at=noon(2024, 12, 4))
    return filing


@pytest.mark.spec("C-5.1", "C-12.2", "B-3.6")
def test_each_plaintiff_takes_home_the_risks_and_signs_for_them(shanyang: Court, desk: SimpleNamespace) -> None:
    parties = [person("plaintiff", "张一", 1), person("plaintiff", "王五", 3), company()]
    filing = filed(shanyang, desk.filing_clerk, parties=parties)
    first, second = papers(filing.case, "litigation_risk")
    holds(
        first,
        "诉讼风险提示书",
        "张一：",
        "败诉",
        "执行不能",
        "财产线索",
        "举证期限",
        "诉讼时效",
        "送达回执",
        "（焦山法〔2024〕120号）第十二条、第五条",
        "二〇二四年十二月二日",
    )
    assert [paper.addressee.name for paper in (first, second) if paper.addressee] == ["张一", "王五"]
    assert [paper.state for paper in (first, second)] == [Document.State.SERVED] * 2
    assert first.pages == 4


@pytest.mark.spec("C-5.2")
def test_the_reminder_says_what_follows_from_not_performing(shanyang: Court, desk: SimpleNamespace) -> None:
    filing = filed(shanyang, desk.filing_clerk)
    (paper,) = papers(filing.case, "performance_reminder")
    holds(
        paper,
        "自动履行提示书",
        "及时、自动履行是法定义务",
        "加倍支付迟延履行期间的债务利息",
        "罚款、拘留",
        "失信被执行人",
    )
    assert paper.pages == 3


@pytest.mark.spec("C-2.7", "C-6.3")
def test_the_address_form_keeps_agent_and_principal_apart(shanyang: Court, desk: SimpleNamespace) -> None:
    agent = {
        "agent_kind": "lawyer",
        "agent_name": "陈律",
        "agent_firm": "演示律师事务所",
        "agent_phone": "13700000009",
        "agent_address": "解放路100号",
        "habitual_address": "山阳区焦东路8号",
    }
    filing = filed(shanyang, desk.filing_clerk, parties=[person("plaintiff", "张一", 1, **agent), company()])
    (paper,) = papers(filing.case, "address_confirmation")
    text = holds(
        paper,
        "送达地址确认书",
        "山阳区建设路1号",
        "山阳区焦东路8号",
        "13800000001",
        "陈律（律师）演示律师事务所",
        "解放路100号",
        "13700000009",
        "视为送达",
        "不得以代理人信息代替委托人信息",
        "□同意电子送达",
        "□不同意电子送达",
        "自愿承担",
        "受送达人（签名、捺印或者盖章）",
        "邮政编码",
        "指定代收人",
    )
    assert "院印" not in text
    assert paper.pages == 3


@pytest.mark.spec("C-6.1", "C-13.1")
def test_the_account_form_lists_both_accounts(shanyang: Court, desk: SimpleNamespace) -> None:
    filing = filed(shanyang, desk.filing_clerk)
    (paper,) = papers(filing.case, "account_confirmation")
    holds(
        paper,
        "案款确认书",
        "一、诉讼费退费账户",
        "二、案款收款账户",
        "6222000011110001",
        "演示银行山阳支行",
        "特别授权",
    )
    assert paper.pages == 2


def test_a_suit_without_money_asks_only_for_the_refund_account(shanyang: Court, desk: SimpleNamespace) -> None:
    filing = filed(shanyang, desk.filing_clerk, money_claim="no", amount="", cause="排除妨害纠纷")
    (paper,) = papers(filing.case, "account_confirmation")
    assert "案款收款账户" not in holds(paper, "一、诉讼费退费账户", "二、告知事项")


def test_what_is_missing_is_told_once(shanyang: Court, desk: SimpleNamespace) -> None:
    filing = filed(shanyang, desk.filing_clerk)
    items = "补充被告的住所地\n按被告人数提出起诉状副本"
    facts = {"items": items, "due_on": "2024-12-10", "told_in_writing": True}
    perform(filing, "request_correction", by=desk.filing_clerk, facts=facts, at=noon(2024, 12, 3))
    (paper,) = papers(filing.case, "correction_notice")
    holds(
        paper,
        "补正通知书",
        "张一：",
        "2024年12月2日收到",
        "一次性告知",
        "一、补充被告的住所地",
        "二、按被告人数提出起诉状副本",
        "2024年12月10日前",
        "退回起诉状并记录在册",
        "《最高人民法院关于人民法院登记立案若干问题的规定》",
    )
    assert paper.pages == 3


def test_acceptance_tells_the_number_and_the_fee(shanyang: Court, desk: SimpleNamespace) -> None:
    filing = accepted(filed(shanyang, desk.filing_clerk), desk.filing_clerk)
    (notice,), (fee,) = papers(filing.case, "acceptance_notice"), papers(filing.case, "fee_notice")
    number = filing.case.proceedings.get(kind="trial").number
    holds(
        notice,
        "受理案件通知书",
        f"案号为{number}",
        "第五十二条",
        "次日起七日内预交案件受理费",
        "次日起十五日",
        "特别授权",
    )
    holds(
        fee,
        "交纳诉讼费用通知书",
        "张一：",
        "100000.00元",
        "2300.00元（大写：贰仟叁佰元整）",
        "七日内",
        "按撤诉处理",
        "诉讼费用交纳办法",
        "第二十二条",
    )
    assert notice.number == f"{number}受理字第1号"
    assert (notice.pages, fee.pages) == (3, 3)


def test_a_fee_that_the_province_fixes_must_be_known(shanyang: Court, desk: SimpleNamespace) -> None:
    facts = {"money_claim": "no", "amount": "", "cause": "排除妨害纠纷"}
    filing = accepted(filed(shanyang, desk.filing_clerk, **facts), desk.filing_clerk)
    (fee,) = papers(filing.case, "fee_notice")
    assert fee.state == Document.State.FAILED
    assert fee.error == "没有填写本省确定的其他非财产案件每件交费标准，请在立案时填写"


def test_no_fee_is_asked_where_it_is_put_off(shanyang: Court, desk: SimpleNamespace) -> None:
    filing = accepted(filed(shanyang, desk.filing_clerk), desk.filing_clerk, fee_relief="deferred")
    (notice,) = papers(filing.case, "acceptance_notice")
    assert papers(filing.case, "fee_notice") == []
    holds(notice, "依准许缓交、免交的决定办理")


@pytest.mark.spec("C-13.3")
def test_the_defendant_is_told_of_defence_and_evidence(shanyang: Court, desk: SimpleNamespace) -> None:
    filing = accepted(filed(shanyang, desk.filing_clerk), desk.filing_clerk)
    trial = filing.case.proceedings.get(kind="trial").actual
    (notice,) = papers(filing.case, "response_notice")
    holds(
        notice,
        "应诉通知书",
        "某某建材有限公司：",
        "判令被告偿还借款本金100000元",
        "收到起诉状副本之日起十五日内",
        "举证期限",
        "次日起十五日",
        "管辖权有异议",
        "缺席判决",
        "附：1.起诉状副本及证据材料副本",
        "2.送达回执",
    )
    assert notice.pages == 4
    form = Document.objects.get(case=filing.case, kind="address_confirmation", proceeding=trial)
    assert form.addressee is not None
    assert form.addressee.role == Party.Role.DEFENDANT
    served = {
        "party": notice.addressee_id,
        "method": "direct",
        "done_on": "2024-12-06",
        "proof": "送达回证",
        "abroad": "no",
    }
    perform(trial, "serve_complaint", by=desk.trial_clerk, facts=served, at=noon(2024, 12, 6))
    notice.refresh_from_db()
    assert notice.state == Document.State.SERVED


def refused(filing: Any, by: Any, **facts: Any) -> Any:
    said = {"ground": "standing", "reason": "张一并非借款合同的当事人，也没有受让债权", "appeal_told": True}
    perform(filing, "refuse", by=by, facts=said | facts, at=noon(2024, 12, 5))
    return filing


def test_refusal_is_a_ruling_with_judge_ground_and_appeal(shanyang: Court, desk: SimpleNamespace) -> None:
    filing = refused(filed(shanyang, desk.filing_clerk), desk.filing_judge)
    (ruling,) = papers(filing.case, "filing_refusal")
    holds(
        ruling,
        "民事裁定书",
        "（2024）豫0811民初1号",
        "起诉人：张一",
        "公民身份号码",
        "2024年12月2日，本院收到",
        "判令被告偿还借款本金100000元",
        "张一并非借款合同的当事人",
        "第一百二十二条第一项",
        "第一百二十六条",
        "裁定如下：对张一的起诉，本院不予受理。",
        "十日内",
        f"上诉于{shanyang.parent.name if shanyang.parent else ''}",
        "审判员",
        "书记员",
    )
    assert [row.party.name for row in ruling.recipients.all() if row.party] == ["张一"]
    assert ruling.pages == 2


def test_a_ruling_needs_the_court_of_appeal(shanyang: Court, desk: SimpleNamespace) -> None:
    Court.objects.filter(pk=shanyang.pk).update(parent=None)
    shanyang.refresh_from_db()
    filing = refused(filed(shanyang, desk.filing_clerk), desk.filing_judge)
    (ruling,) = papers(filing.case, "filing_refusal")
    assert ruling.state == Document.State.FAILED
    assert "没有登记上一级人民法院" in ruling.error


@pytest.mark.spec("C-9.3", "C-9.1")
def test_search_and_list_go_to_the_trial_division(shanyang: Court, desk: SimpleNamespace) -> None:
    filing = accepted(filed(shanyang, desk.filing_clerk, at=MONDAY), desk.filing_clerk)
    trial = filing.case.proceedings.get(kind="trial")
    (report,), (items,) = papers(filing.case, "related_report"), papers(filing.case, "file_handover")
    holds(
        report,
        "关联检索情况",
        f"{trial.department.name}：",
        "随同立案材料一并移交",
        "被告某某建材有限公司",
        "作为义务人的未结诉讼",
        "作为权利人的未结案件",
        trial.number,
    )
    holds(
        items,
        "案件材料移交清单",
        f"{trial.department.name}：",
        "起诉状（正本）",
        "起诉状副本",
        "张一身份证明",
        "《送达地址确认书》",
        "《案款确认书》",
        "《关联检索情况》",
        "移交签收单",
        "接收人（签名）",
    )
    assert "应诉通知书" not in text_of(items)
    assert (report.pages, items.pages) == (2, 3)


def test_a_court_whose_papers_ask_for_no_search_passes_none_on(nanzhao: Court, cast: Any) -> None:
    clerk = cast(nanzhao).filing_clerk
    filing = accepted(filed(nanzhao, clerk), clerk)
    assert papers(filing.case, "related_report") == []
    (risk,) = papers(filing.case, "litigation_risk")
    assert "焦山法" not in holds(risk, "《人民法院民事诉讼风险提示书》")


def test_rare_characters_and_long_names_stand_whole(shanyang: Court, desk: SimpleNamespace) -> None:
    long = "新疆维吾尔自治区阿尔泰山前进牧场农副产品加工销售专业合作社联合社焦作市山阳区第一分社" * 2
    parties = [person("plaintiff", "𬭎㛃·阿卜杜热合曼·买买提艾力江", 1), company(name=long)]
    filing = accepted(filed(shanyang, desk.filing_clerk, parties=parties), desk.filing_clerk)
    for slug in ("address_confirmation", "acceptance_notice", "file_handover"):
        assert "𬭎㛃·阿卜杜热合曼·买买提艾力江" in text_of(papers(filing.case, slug)[0])
    assert long in text_of(papers(filing.case, "response_notice")[0])
