"""The papers of an execution, each through its real act: notice and order, bans and lists, rulings, closing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from courtflow.accounts.models import Court
from courtflow.cases.models import Party
from courtflow.flow.perform import perform
from courtflow.flow.refusals import InvalidFacts
from documents.approval import approve
from documents.issue import render_pending
from documents.models import Document
from enforcement.models import Execution, Measure
from tests.diary import noon, payment
from tests.enforcement import steps

from .conftest import text_of

pytestmark = pytest.mark.django_db
Cast = Callable[[Court], SimpleNamespace]
ISSUE = {"perform_days": 3, "report_days": 5, "note": ""}
PANEL = "赵审长、钱审员、孙审员"


@pytest.fixture
def people(shanyang: Court, cast: Cast) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def row(shanyang: Court, people: SimpleNamespace) -> Execution:
    return steps.in_hand(shanyang, people)


def papers(row: Any, kind: str) -> list[Document]:
    render_pending()
    return list(Document.objects.filter(proceeding_id=row.pk, kind=kind).order_by("id"))


def shows(document: Document, *fields: str) -> None:
    assert not document.error, document.error
    text = text_of(document)
    for field in fields:
        assert field in text, f"{field} not in {text}"


@pytest.mark.spec("E-3.20")
def test_notice_and_order_to_report_go_to_each_debtor(
    shanyang: Court, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = steps.in_hand(shanyang, people, debtors=2)
    monkeypatch.setattr("documents.kinds.execution_notices.account_facts", lambda draft, creditors: ACCOUNT)
    perform(row, "issue_notice", by=people.enforcement_judge, at=noon(2024, 7, 1), facts=ISSUE)
    assert row.deadlines.get(rule="execution_notice").state == "met"
    first, second = papers(row, "enforcement_notice")
    assert (first.addressee.name, second.addressee.name) == ("李二", "王三")  # type: ignore[union-attr]
    shows(
        first,
        "执行通知书",
        "执通字第1号",
        "李二：",
        "自本通知书送达之日起3日内履行",
        "第二百五十一条",
        "偿还借款本金",
        "100000.00元（大写：壹拾万元整）",
        "加倍支付迟延履行期间的债务利息",
        "申请执行费1400.00元（按照立案标的计算",
        "410811000001",
        "失信被执行人名单",
        "限制消费",
        "罚款",
        "十日内提出",
    )
    assert first.pages == 4
    order, _ = papers(row, "asset_report_order")
    shows(
        order,
        "报告财产令",
        "在收到本令之日起5日内",
        "收到执行通知之日前一年",
        "补充报告",
        "十日内",
        "罚款",
        "拘留",
        "土地使用权",
        "财产报告表",
        "报告人签名",
    )
    served = {
        "debtor": first.addressee_id,
        "served_on": "2024-07-02",
        "perform_by": "2024-07-05",
        "report_ordered": "yes",
        "proof": "送达回证",
        "method": "direct",
    }
    perform(row, "notify_debtor", by=people.enforcement_judge, at=noon(2024, 7, 2), facts=served)
    assert [paper.recipients.get().served_on for paper in (first, order)] == [date(2024, 7, 2)] * 2
    assert second.recipients.get().served_on is None


ACCOUNT = [{"purpose": "法院案款账户", "holder": "山阳区人民法院", "bank": "演示银行", "number": "410811000001"}]


def test_a_notice_without_an_account_to_pay_to_says_what_is_missing(
    row: Execution, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("documents.kinds.execution_notices.account_facts", lambda draft, creditors: [])
    perform(row, "issue_notice", by=people.enforcement_judge, at=noon(2024, 7, 1), facts=ISSUE)
    (notice,) = papers(row, "enforcement_notice")
    assert notice.state == Document.State.FAILED
    assert "没有设定案款账户" in notice.error


@pytest.mark.spec("E-3.15", "E-1.9")
def test_the_president_signs_bans_and_listings(row: Execution, people: SimpleNamespace) -> None:
    steps.notify(row, people, noon(2024, 7, 1))
    base = {"debtor": row.debtors.get().pk, "signed": "on", "no_security": "on", "decision_no": ""}
    ban = base | {"kind": "consumption_ban", "ground": "ban_unperformed", "evidence": "通知期满分文未付"}
    perform(row, "restrict", by=people.bureau_chief, at=noon(2024, 9, 2), facts=ban)
    listed = base | {"kind": "listing", "ground": "evades", "evidence": "隐匿经营收入", "extended_years": "1"}
    with pytest.raises(InvalidFacts):
        perform(
            row, "restrict", by=people.bureau_chief, at=noon(2024, 9, 2), facts=listed | {"ground": "able_but_refuses"}
        )
    perform(row, "restrict", by=people.bureau_chief, at=noon(2024, 9, 2), facts=listed)
    (order,), (decision,) = papers(row, "consumption_ban"), papers(row, "dishonest_listing")
    assert (order.state, decision.state) == (Document.State.DRAFTED, Document.State.DRAFTED)
    assert [measure.ruling_no for measure in row.measures.all()] == [order.number, decision.number]
    sign(order, people)
    sign(decision, people)
    shows(
        order,
        "限制消费令",
        "通知期满分文未付",
        "第一条",
        "G字头动车组列车全部座位",
        "申请执行人同意",
        "拘留、罚款",
        "获批准后方可进行",
    )
    shows(
        decision,
        "决定书",
        "隐匿、转移财产等方法规避执行",
        "隐匿经营收入",
        "第一条第三项",
        "期限为三年",
        "延长一年",
        "自作出之日起生效",
        "十日内向上一级人民法院申请复议",
    )
    assert (order.pages, decision.pages) == (3, 2)


def sign(document: Document, people: SimpleNamespace) -> None:
    approve(document, people.president)
    render_pending()
    document.refresh_from_db()


@pytest.mark.spec("B-3.5")
def test_lifting_a_ban_a_listing_and_a_seizure(row: Execution, people: SimpleNamespace) -> None:
    steps.notify(row, people, noon(2024, 7, 1))
    steps.ban(row, people, noon(2024, 9, 2))
    seize = {
        "debtor": row.debtors.get().pk,
        "kind": "seize",
        "subject": "豫H12345号小型轿车一辆",
        "value": "60000",
        "ground": "该车无其他权利负担",
        "ruling_no": "",
        "taken_on": "2024-09-03",
        "expires_on": "2026-09-02",
        "indivisible": "",
    }
    for longer in ({"expires_on": "2027-09-04"}, {"kind": "distrain", "expires_on": "2026-09-04"}):
        with pytest.raises(InvalidFacts) as refused:
            perform(row, "take_asset", by=people.enforcement_judge, at=noon(2024, 9, 3), facts=seize | longer)
        assert "法定最长期限" in refused.value.errors["expires_on"][0]
    perform(row, "take_asset", by=people.enforcement_judge, at=noon(2024, 9, 3), facts=seize)
    (ruling,) = papers(row, "seizure_ruling")
    shows(
        ruling,
        "执行裁定书",
        "被执行人：李二",
        "第二百五十五条",
        "查封被执行人李二的豫H12345号小型轿车一辆",
        "自2024年9月3日起至2026年9月2日止",
        "本裁定立即执行",
    )
    listing = {
        "debtor": row.debtors.get().pk,
        "kind": "listing",
        "ground": "able_but_refuses",
        "evidence": "有收入",
        "decision_no": "",
        "signed": "on",
        "no_security": "on",
    }
    perform(row, "restrict", by=people.bureau_chief, at=noon(2024, 9, 4), facts=listing)
    for measure in row.measures.all():
        facts = {"measure": measure.pk, "lifted_on": "2024-10-10", "why": "申请执行人书面同意", "repair": ""}
        chief = people.bureau_chief if measure.kind == "seize" else people.enforcement_judge
        perform(row, "lift_measure", by=chief, at=noon(2024, 10, 10), facts=facts)
    (release,) = papers(row, "release_ruling")
    assert release.state == Document.State.DRAFTED, "the chief or the centre lifts, the judge in charge rules"
    approve(release, people.enforcement_judge, at=noon(2024, 10, 10))
    shows(papers(row, "consumption_ban_lift")[0], "解除限制消费令通知书", "申请执行人书面同意", "2024年10月10日起解除")
    shows(papers(row, "listing_removal")[0], "从失信被执行人名单中删除", "三个工作日", "不免除继续履行的义务")
    shows(papers(row, "release_ruling")[0], "执行裁定书", "解除对被执行人李二的豫H12345号小型轿车一辆", "的查封")
    assert not row.measures.filter(lifted_on=None).exists()
    assert Measure.objects.get(kind="seize").ruling_no == ruling.number


@pytest.mark.spec("B-4.8")
def test_the_ruling_that_closes_for_the_time_being_tells_the_whole_course(
    row: Execution, people: SimpleNamespace
) -> None:
    steps.ready_to_close(row, people)
    closing = steps.CLOSING | {"panel": PANEL}
    perform(row, "terminate_this_time", by=people.enforcement_judge, at=noon(2024, 9, 29), facts=closing)
    perform(row, "approve_closing", by=people.president, at=noon(2024, 9, 30))
    (ruling,) = papers(row, "closing_ruling")
    assert ruling.state == Document.State.ISSUED
    assert {entry.name for entry in ruling.recipients.all()} == {"张一", "李二"}
    shows(
        ruling,
        "一、申请执行的债权情况",
        "二、执行经过及采取的措施",
        "三、查明的被执行人财产情况",
        "四、实现的债权情况",
        "未发现存款、车辆、房产",
        "对李二发出限制消费令",
        "线下查控：未发现存款",
        "终结本次执行程序。",
        "不受申请执行时效期间的限制",
        "每六个月",
        "审判长",
        "钱审员",
        "二〇二四年九月三十日",
    )


def test_stay_settlement_resumption_and_closing(row: Execution, people: SimpleNamespace) -> None:
    judge = people.enforcement_judge
    why = {"ground": "outsider", "note": "案外人周某就查封房屋提出异议，并提交购房合同"}
    perform(row, "rule_on_stay", by=judge, at=noon(2024, 7, 1), facts=why)
    (ruling,) = papers(row, "stay_ruling")
    shows(ruling, "第二百六十七条第一款第二项", "中止", "案外人周某", "本裁定送达后立即生效")
    stay = why | {"ruling_no": ruling.number, "served_on": "2024-07-02", "interest_free": "no"}
    with pytest.raises(InvalidFacts):
        perform(row, "suspend", by=judge, at=noon(2024, 7, 2), facts=stay | {"method": "post"})
    by_post = {"method": "post", "proof": "邮件签收回执"}
    perform(row, "suspend", by=judge, at=noon(2024, 7, 2), facts=stay | by_post)
    served = list(ruling.recipients.values_list("name", "method", "served_on"))
    assert served == [(name, "post", date(2024, 7, 2)) for name in ("张一", "李二")], "the act serves its paper"
    back = {"reason": "ceased", "found_on": "2024-07-20", "note": "案外人异议已被驳回"}
    perform(row, "resume", by=judge, at=noon(2024, 7, 22), facts=back)
    notices = papers(row, "resumption_notice")
    assert {notice.addressee.name for notice in notices} == {"张一", "李二"}  # type: ignore[union-attr]
    shows(notices[0], "恢复执行通知书", "中止执行的情形已经消失", "第二百六十七条第二款", "100000.00元")
    agreed = {
        "signed_on": "2024-07-25",
        "content": "李二分两次于2024年10月31日前付清",
        "last_due_on": "2024-10-31",
        "security": "",
        "recorded": "on",
    }
    perform(row, "settle", by=judge, at=noon(2024, 7, 25), facts=agreed)
    shows(papers(row, "stay_ruling")[1], "达成执行和解协议", "李二分两次", "第二百四十一条", "2024年10月31日")
    assert papers(row, "stay_ruling")[1].number.endswith("之一")
    perform(row, "pay", by=judge, at=noon(2024, 8, 1), facts=payment(row.instrument, "100000", date(2024, 8, 1)))
    perform(row, "complete", by=judge, at=noon(2024, 8, 2))
    shows(papers(row, "closing_notice")[0], "结案通知书", "执行到位100000.00元", "第六十四条", "以执行完毕方式结案")


@pytest.mark.parametrize("ground", ["withdrawn", "dead"])
def test_the_ruling_that_ends_an_execution_names_its_item(row: Execution, people: SimpleNamespace, ground: str) -> None:
    facts = {"ground": ground, "ruling_no": "", "note": "申请执行人提交书面申请"}
    perform(row, "terminate", by=people.enforcement_judge, at=noon(2024, 8, 1), facts=facts)
    (ruling,) = papers(row, "termination_ruling")
    item = {"withdrawn": "第一项", "dead": "第三项"}[ground]
    shows(ruling, f"第二百六十八条{item}", "终结", "六十日内", "法释〔2016〕3号", "审判员")
    assert ("再次申请执行" in text_of(ruling)) == (ground == "withdrawn")  # 解释第五百一十八条
    assert ruling.number == row.number


@pytest.mark.spec("E-3.12")
def test_the_first_query_travels_with_the_file_at_nanzhao(nanzhao: Court, cast: Cast) -> None:
    people = cast(nanzhao)
    case, instrument = steps.effective_case(nanzhao)
    row = steps.file(case, instrument, people.filing_clerk, noon(2024, 12, 2))
    found = {"queried_on": "2024-12-03", "value": "30000", "result": "银行存款30000元"}
    perform(row, "control_first", by=people.filing_clerk, at=noon(2024, 12, 3), facts=found)
    perform(row, "hand_to_command", by=people.filing_clerk, at=noon(2024, 12, 4))
    (slip,) = papers(row, "control_transfer")
    shows(
        slip, "移转单", "执行指挥中心：", "银行存款30000元", "合计30000.00元", "立案标的100000.00元", "接收人（签名）"
    )


@pytest.mark.spec("E-4.4", "E-4.5")
def test_a_clue_is_verified_signed_and_filed_or_refused(shanyang: Court, people: SimpleNamespace) -> None:
    row = steps.closed(shanyang, people)
    asked = {"applied_on": "2025-03-03", "clue": "李二名下有山阳区光明路商铺一间"}
    checked, clerk = {"eligible": "on", "concrete": "on"}, people.enforcement_clerk
    for found in (False, True):
        perform(row, "apply_revival", by=people.filing_clerk, at=noon(2025, 3, 3), facts=asked)
        revival = Execution.objects.filter(revival=True).latest("id")
        perform(revival, "forward_revival", by=people.filing_clerk, at=noon(2025, 3, 4), facts=checked)
        opinion = {"found": "yes" if found else "no", "value": "80000" if found else "", "opinion": "经实地核查登记"}
        perform(revival, "verify_clue", by=clerk, at=noon(2025, 3, 5), facts=opinion)
        if not found:
            (told,) = papers(revival, "revival_refusal")
            shows(told, "不予恢复执行告知书", "光明路商铺", "经实地核查登记", "随时再次申请", "不受申请执行时效期间")
    perform(revival, "sign_revival", by=people.bureau_chief, at=noon(2025, 3, 6))
    (opinion_paper,) = papers(revival, "clue_opinion")
    assert opinion_paper.approved_role == "bureau_chief"
    assert opinion_paper.number.startswith(str(row.number))
    shows(opinion_paper, "立案庭：", "光明路商铺", "价值80000.00元", "已签字同意恢复执行")
    perform(revival, "file_revival", by=people.filing_clerk, at=noon(2025, 3, 7))
    shows(papers(revival, "resumption_notice")[0], "终结本次执行程序", "立案恢复执行", "执恢")


def test_long_and_rare_names_stand_whole(row: Execution, people: SimpleNamespace) -> None:
    name = "㼆䶮旸（演示）国际商业保理与融资租赁股份有限公司山阳区第一分公司"
    Party.objects.filter(pk=row.debtors.get().pk).update(name=name)
    facts = {"ground": "outsider", "note": "案外人就查封房屋提出异议"}
    perform(row, "rule_on_stay", by=people.enforcement_judge, at=noon(2024, 7, 1), facts=facts)
    shows(papers(row, "stay_ruling")[0], name)
