"""财产保全: every paper from the application to release, review, deduction and sale, through the acts that order it."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from courtflow.accounts.models import Court
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.refusals import InvalidFacts
from courtflow.flow.sweep import sweep
from documents.issue import render_pending
from documents.models import Document
from preservation.models import Preservation
from tests.diary import noon, person
from tests.enforcement import money_steps
from tests.preservation import walk
from tests.preservation.test_realisation import deduction
from tests.preservation.test_story import before_enforcement

from .conftest import text_of

pytestmark = pytest.mark.django_db
Cast = Callable[[Court], SimpleNamespace]


@pytest.fixture
def people(nanzhao: Court, cast: Cast) -> SimpleNamespace:
    return cast(money_steps.with_account(nanzhao))


@pytest.fixture
def held(nanzhao: Court, people: SimpleNamespace) -> Preservation:
    """100,000 frozen on 9 October 2024 before suit."""
    return walk.pre_suit_until(nanzhao, people, "controlled")


def papers(row: Any, kind: str) -> list[Document]:
    """The papers of one kind, rendered; a failed one says why."""
    render_pending()
    found = list(Document.objects.filter(proceeding_id=row.pk, kind=kind).order_by("id"))
    assert found
    assert [paper.error for paper in found if paper.error] == []
    return found


def says(paper: Document, *fields: str) -> None:
    text = text_of(paper)
    for field in fields:
        assert field in text, (field, text)


@pytest.mark.spec("C-4.7", "C-4.9", "C-15.3")
def test_before_suit_the_applicant_is_told_and_the_ruling_names_every_item(held: Preservation) -> None:
    (told,) = papers(held, "preservation_liability")
    assert told.addressee == held.applicant
    assert told.recipients.get().served_on is not None
    says(
        told, "财产保全风险及保全错误后果告知书", "张一：", "第一百零八条",
        "赔偿被申请人因保全所遭受的损失", "三十日内",
        "届满七日前", "效力消灭", "送达回执",
    )  # fmt: skip
    (ruling,) = papers(held, "preservation_ruling")
    assert ruling.number == "（2024）豫1321财保1号"
    assert [row.party.name for row in ruling.recipients.order_by("party_id") if row.party] == ["张一", "李二"]
    says(
        ruling, "民事裁定书", "申请人：张一，住", "被申请人：李二", "诉前财产保全", "诉讼财产保全责任保险",
        "冻结被申请人李二的银行存款，数量或者数额：100000元；特征：尾号0002账户；存放地点：演示银行山阳支行；保全期限：1年",
        "以人民币100000.00元为限", "申请保全费1020.00元", "本裁定立即开始执行", "五日内向本院申请复议一次",
        "三十日内不依法提起诉讼", "第一百零四条", "审判员", "书记员",
    )  # fmt: skip
    assert ruling.pages == 2


@pytest.mark.spec("C-15.2", "C-15.3", "C-24.2")
def test_what_is_held_is_asked_for_listed_and_told_with_its_last_days(held: Preservation) -> None:
    (asked,) = papers(held, "preservation_assistance")
    assert (asked.receiver, asked.number) == ("演示银行山阳支行", "（2024）豫1321执保1号之1")
    says(
        asked, "协助执行通知书", "演示银行山阳支行：", "冻结李二的银行存款", "自2024年10月9日起至2025年10月8日止",
        "公民身份号码", "第一百一十七条", "协助执行通知书（回执）", "轮候登记",
    )  # fmt: skip
    (listed,) = papers(held, "seizure_list")
    says(listed, "查封（扣押、冻结）财产清单", "李二：", "100000.00元", "2024年10月9日至2025年10月8日", "在场人")
    (told,) = papers(held, "preservation_term")
    says(told, "保全期限届满日", "2025年10月8日", "2025年9月30日", "效力消灭", "逾期")


def test_service_registered_by_the_act_serves_the_paper(held: Preservation, people: SimpleNamespace) -> None:
    told = {"told_on": "2024-10-10", "receipt": "申请人签收"}
    perform(held, "tell_term", by=people.filing_clerk, at=noon(2024, 10, 10), facts=told)
    (paper,) = papers(held, "preservation_term")
    assert str(paper.recipients.get().served_on) == "2024-10-10"
    debtor = held.respondents.get()
    served = {"party": debtor.pk, "served_on": "2024-10-11", "proof": "送达回证"}
    perform(held, "serve_ruling", by=people.filing_clerk, at=noon(2024, 10, 11), facts=served)
    (ruling,) = papers(held, "preservation_ruling")
    assert [str(row.served_on) for row in ruling.recipients.filter(party=debtor)] == ["2024-10-11"]


@pytest.mark.spec("C-15.2")
def test_renewal_is_ruled_asked_for_and_told_anew(held: Preservation, people: SimpleNamespace) -> None:
    facts = {
        "asset": held.assets.get().pk, "applied_on": "2025-09-20", "ex_officio": "no", "necessity": "案件尚未审结",
        "starts_on": "2025-09-25", "term_months": 12, "notice_no": "（2024）豫1321执保1号之2",
    }  # fmt: skip
    perform(held, "renew", by=people.filing_judge, at=noon(2025, 9, 25), facts=facts)
    (ruling,) = papers(held, "preservation_renewal")
    assert ruling.number == "（2024）豫1321财保1号之一"
    says(ruling, "申请续行保全", "继续冻结李二的银行存款", "自2025年9月25日起至2026年9月24日止", "第十八条")
    says(papers(held, "preservation_assistance")[-1], "继续冻结", "2026年9月24日")
    says(papers(held, "preservation_term")[-1], "2026年9月24日")


@pytest.mark.spec("C-10.3")
def test_release_is_ruled_and_the_bank_is_told(held: Preservation, people: SimpleNamespace) -> None:
    facts = {"ground": "security", "note": "担保充分有效", "security": "现金100000元存入本院账户"}
    perform(held, "release", by=people.filing_judge, at=noon(2024, 10, 12), facts=facts)
    (ruling,) = papers(held, "preservation_release")
    assert ruling.number == "（2024）豫1321财保1号之一"
    says(
        ruling, "提供充分有效担保", "现金100000元", "解除对李二的银行存款", "第一百零七条", "审判员",
        people.filing_judge.display_name,
    )  # fmt: skip
    (asked,) = papers(held, "release_assistance")
    says(
        asked,
        "解除保全协助执行通知书",
        "演示银行山阳支行：",
        "解除对李二的银行存款",
        "（2024）豫1321执保1号之1",
        "回执",
    )


@pytest.mark.parametrize(
    ("result", "text"),
    [("upheld", "驳回李二的复议请求"), ("revoked", "撤销本院（2024）豫1321财保1号民事裁定"),
     ("changed", "变更本院（2024）豫1321财保1号民事裁定为：冻结银行存款80000元")],
)  # fmt: skip
def test_reconsideration(held: Preservation, people: SimpleNamespace, result: str, text: str) -> None:
    asked = {"party": held.respondents.get().pk, "received_on": "2024-10-12", "grounds": "保全数额过高"}
    perform(held, "ask_review", by=people.filing_clerk, at=noon(2024, 10, 12), facts=asked)
    facts = {
        "review": held.reviews.get().pk, "result": result, "ruling_no": "（2024）豫1321财保1号之一",
        "reason": "经审查，原裁定认定事实清楚", "operative": "冻结银行存款80000元" if result == "changed" else "",
    }  # fmt: skip
    if result == "changed":
        with pytest.raises(InvalidFacts):
            perform(
                held, "decide_review", by=people.filing_judge, at=noon(2024, 10, 15), facts=facts | {"operative": ""}
            )
    perform(held, "decide_review", by=people.filing_judge, at=noon(2024, 10, 15), facts=facts)
    (ruling,) = papers(held, "preservation_review")
    assert ruling.number == "（2024）豫1321财保1号之一"
    says(ruling, "复议申请人：李二", "申请人：张一", "保全数额过高", text, "第一百一十一条")


def test_a_refused_application_is_told_to_the_applicant_alone(nanzhao: Court, people: SimpleNamespace) -> None:
    row = walk.pre_suit_until(nanzhao, people, "applied")
    perform(row, "reject", by=people.filing_judge, at=noon(2024, 9, 30), facts={"reason": "没有证据证明情况紧急。"})
    (ruling,) = papers(row, "preservation_refusal")
    assert [item.name for item in ruling.recipients.all()] == ["张一"]
    says(ruling, "没有证据证明情况紧急。申请人的申请不符合法律规定", "驳回张一的财产保全申请", "复议一次", "审判员")


@pytest.mark.spec("C-15.3")
def test_a_lapsed_measure_is_told_to_the_applicant(held: Preservation) -> None:
    sweep(noon(2025, 10, 9))
    (told,) = papers(held, "preservation_lapse")
    says(told, "保全措施失效告知书", "张一：", "效力已经消灭", "2025年10月8日", "另行申请保全")


@pytest.mark.spec("C-23.3", "C-23.4", "E-3.20")
def test_deduction_under_the_suits_number_into_the_cases_account(
    nanzhao: Court, held: Preservation, people: SimpleNamespace
) -> None:
    walk.suit(held.case, people)
    facts = deduction(held, ruling_no="（2024）豫1321民初1号之一")
    perform(held, "rule_deduction", by=people.trial_judge, at=noon(2024, 11, 12), facts=facts)
    account = f"411321000001-{held.case_id:06d}"
    (ruling,) = papers(held, "deduction_ruling")
    assert ruling.number == "（2024）豫1321民初1号之一"
    says(
        ruling, "履行期限于2024年11月10日届满", "扣划李二在演示银行山阳支行的银行存款",
        "100000.00元（大写：壹拾万元整）",
        account, "第二百五十三条", people.trial_judge.display_name,
    )  # fmt: skip
    (asked,) = papers(held, "deduction_assistance")
    says(asked, "协助扣划存款通知书", "演示银行山阳支行：", "100000.00元", account, "回执", "足额扣划")
    (letter,) = papers(held, "deduction_transfer")
    assert letter.receiver == "速执团队"
    says(letter, "案款划付通知", "速执团队：", account, "6222000000000001", "不属于义务人自动履行")


@pytest.mark.spec("C-26.1", "E-3.20")
def test_leave_to_sell_names_price_term_and_account(nanzhao: Court, people: SimpleNamespace) -> None:
    row = walk.pre_suit_until(nanzhao, people, "implementing", walk.matter(nanzhao)[0])
    perform(row, "control", by=people.bailiff, at=noon(2024, 10, 9), facts=walk.measure(row, "2024-10-09"))
    perform(row, "report", by=people.bailiff, at=noon(2024, 10, 9), facts={"result": "已冻结"})
    facts = {
        "asset": row.assets.get().pk, "seller": row.respondents.get().pk, "until": "2024-12-09", "lowest": "90000.00",
        "control": "买受人将价款直接汇入本案案款账号", "harmless": "on", "kept": "on", "fair": "on",
    }  # fmt: skip
    perform(row, "permit_self_sale", by=people.filing_judge, at=noon(2024, 10, 14), facts=facts)
    found = papers(row, "self_sale_permit")
    assert [paper.receiver or paper.addressee.name for paper in found if paper.addressee] == ["李二", "张一"]
    says(
        found[0], "准许自行处置财产通知书", "至2024年12月9日止", "90000.00元（大写：玖万元整）",
        f"411321000001-{row.case_id:06d}", "不解除", "依法处置该财产",
    )  # fmt: skip


def test_each_type_has_its_own_words(jiamusi: Court, shanyang: Court, cast: Cast) -> None:
    """执前 in Jiamusi without fee or security; in suit and of the court's own motion in Shanyang."""
    people = cast(jiamusi)
    case, instrument = walk.matter(jiamusi)
    row = before_enforcement(case, instrument, people)
    told = {"liability_told_on": "2024-11-05", "renewal_told_on": "2024-11-05"}
    perform(row, "rule", by=people.centre_head, at=noon(2024, 11, 5), facts=walk.ruling(**told))
    (ruling,) = papers(row, "preservation_ruling")
    assert ruling.number == "（2024）黑08执前督1号"
    says(ruling, "执行前财产保全", "不要求申请人提供担保", "不收取申请保全费", "五日内不申请执行")
    here = cast(shanyang)
    case, _ = walk.matter(shanyang)
    trial = walk.suit(case, here)
    facts = {
        "respondents": [case.parties.get(name="李二").pk], "amount": "50000", "urgent": "no",
        "reason": "查封物有灭失危险",
    }  # fmt: skip
    own = open_proceeding(
        "preservation", case, "begin_ex_officio", by=here.trial_judge, at=noon(2024, 9, 10), facts=facts
    )
    told_nobody = walk.ruling(walk.HOUSE, amount="50000", liability_told_on="", renewal_told_on="")
    perform(own, "rule", by=here.trial_judge, at=noon(2024, 9, 10), facts=told_nobody)
    (ruling,) = papers(own, "preservation_ruling")
    assert ruling.number == f"{trial.number}之一"
    says(ruling, "依职权采取财产保全措施", "查封被保全人李二的住宅一套", "保全期限：3年", "第一百零三条")
    assert "申请保全费" not in text_of(ruling)
    assert not Document.objects.filter(proceeding_id=own.pk, kind="preservation_liability").exists()


def test_of_several_respondents_each_item_names_its_own(nanzhao: Court, people: SimpleNamespace) -> None:
    case, _ = walk.matter(nanzhao)
    other = person(case, "欧阳䶮𬭚", "defendant", 7)
    debtor = case.parties.get(name="李二")
    row = walk.apply(case, people.filing_clerk, noon(2024, 9, 30), respondents=[debtor.pk, other.pk])
    with pytest.raises(InvalidFacts) as refused:
        perform(row, "rule", by=people.filing_judge, at=noon(2024, 9, 30), facts=walk.ruling())
    assert refused.value.errors == {"assets": ["被申请人有多人的，每项财产须选择被保全人"]}
    assets = [walk.DEPOSIT | {"owner": debtor.pk}, walk.CAR | {"owner": other.pk}]
    perform(row, "rule", by=people.filing_judge, at=noon(2024, 9, 30), facts=walk.ruling(*assets))
    (ruling,) = papers(row, "preservation_ruling")
    says(ruling, "一、冻结被申请人李二的银行存款", "二、查封、扣押被申请人欧阳䶮𬭚的小型轿车")


def test_a_party_without_an_address_holds_the_ruling_up_with_the_reason(
    nanzhao: Court, people: SimpleNamespace
) -> None:
    row = walk.pre_suit_until(nanzhao, people, "applied")
    row.respondents.get().addresses.all().delete()
    perform(row, "rule", by=people.filing_judge, at=noon(2024, 9, 30), facts=walk.ruling())
    ruling = Document.objects.get(proceeding_id=row.pk, kind="preservation_ruling")
    assert (ruling.state, row.state) == (Document.State.FAILED, "ruled")
    assert "李二没有住所地或者送达地址" in ruling.error
