"""What goes along with a judgment: each court's own papers, made with the signature, without which nobody is served."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from courtflow.accounts.models import Court
from courtflow.cases.models import Account, Party
from courtflow.flow.perform import perform
from courtflow.flow.refusals import InvalidFacts, Refusal
from documents.issue import render_pending, revoke
from documents.models import Document
from tests.diary import noon
from tests.trial.steps import announced, heard, item, judgment, served, signed
from trial.models import Trial

from .conftest import text_of

pytestmark = pytest.mark.django_db
Cast = Callable[[Court], SimpleNamespace]
START, SIGNED = noon(2024, 11, 4), noon(2024, 12, 12)


def sealed(court: Court, people: SimpleNamespace, **signing: Any) -> Trial:
    trial = heard(court, people, START)
    perform(trial, "draft_judgment", by=people.trial_judge, at=SIGNED, facts=judgment(item(trial)))
    perform(trial, "sign", by=people.trial_judge, at=SIGNED, facts={"made_on": "2024-12-12", **signing})
    trial.refresh_from_db()
    return trial


def paper(trial: Trial, kind: str, **named: Any) -> Document:
    render_pending()
    return Document.objects.get(proceeding_id=trial.pk, kind=kind, **named)


def kinds(trial: Trial) -> set[str]:
    """What was ordered with the signature."""
    made = Document.objects.filter(proceeding_id=trial.pk, ordered_by__act="trial.sign")
    return set(made.values_list("kind", flat=True))


@pytest.mark.spec("C-23.2")
def test_the_notice_of_performance_holds_the_creditors_account(shanyang: Court, cast: Cast) -> None:
    trial = sealed(shanyang, cast(shanyang))
    assert kinds(trial) == {"urging_advice", "performance_notice"}
    notice = paper(trial, "performance_notice")
    text = text_of(notice)
    for field in (
        "自动履行告知书", f"{trial.number}履告字第1号", "李二：", "与张一民间借贷纠纷一案", "100000.00元",
        "权利人收款账户",
        "演示银行山阳支行", "6222000000000001", "主文载明的人民法院案款账户", "《自动履行证明书》", "第二百六十四条",
        "送达回执",
    ):  # fmt: skip
        assert field in text, field
    assert notice.addressee.name == "李二"
    assert notice.pages == 3


def test_a_creditor_without_an_account_is_named(shanyang: Court, cast: Cast) -> None:
    people = cast(shanyang)
    trial = heard(shanyang, people, START)
    Account.objects.filter(party__name="张一").update(until=date(2024, 11, 5))
    perform(trial, "draft_judgment", by=people.trial_judge, at=SIGNED, facts=judgment(item(trial)))
    perform(trial, "sign", by=people.trial_judge, at=SIGNED, facts={"made_on": "2024-12-12"})
    notice = paper(trial, "performance_notice")
    assert notice.state == Document.State.FAILED
    assert notice.error == "张一没有登记收款账户，请先更正当事人账户（山阳第二十三条）"


@pytest.mark.spec("E-4.17", "E-4.18")
def test_nanzhao_warns_each_party_of_the_consequences(nanzhao: Court, cast: Cast) -> None:
    trial = sealed(nanzhao, cast(nanzhao))
    assert kinds(trial) == {"consequence_warning"}
    warning = paper(trial, "consequence_warning", addressee__name="李二")
    text = text_of(warning)
    for field in (
        "后果警示告知书", "警示字第2号", "李二：", trial.number or "", "加倍支付迟延履行期间的债务利息", "限制消费",
        "失信被执行人名单", "罚款、拘留", "拒不执行判决、裁定罪", "第三百一十三条", "送达回执",
    ):  # fmt: skip
        assert field in text, field
    assert warning.pages == 4
    assert Document.objects.filter(kind="consequence_warning").count() == 2, "counted as they are printed"


@pytest.mark.spec("A-4.2", "A-11.5", "A-11.6")
def test_jiamusi_encloses_four_annexes_and_an_appendix(jiamusi: Court, cast: Cast) -> None:
    trial = sealed(jiamusi, cast(jiamusi), execution_notice="on")
    assert kinds(trial) == {"enforcement_guide", "judgment_appendix"}
    guide = paper(trial, "enforcement_guide")
    text = text_of(guide)
    for field in ("执行事项告知书", "附件1执行流程", "附件2执行风险提示", "附件3强制措施", "附件4执行不能的说明"):
        assert field in text, field
    assert sorted(row.name for row in guide.recipients.all()) == ["张一", "李二"]
    appendix = text_of(paper(trial, "judgment_appendix"))
    for field in (
        "裁判文书附录", "一、自动履行的正向激励措施", "诚信履行名单", "二、不自动履行的法律后果", "罚款、拘留",
        "三、写入主文的执行通知", "该条款为执行通知",
    ):  # fmt: skip
        assert field in appendix, field
    assert "（院印）" not in appendix, "the judgment bears the seal"


@pytest.mark.spec("A-11.6")
def test_no_execution_notice_where_the_judgment_holds_none(jiamusi: Court, shanyang: Court, cast: Cast) -> None:
    trial = sealed(jiamusi, cast(jiamusi))
    assert "三、写入主文的执行通知" not in text_of(paper(trial, "judgment_appendix"))


@pytest.mark.spec("C-18.26", "C-18.27")
def test_items_in_a_schedule_of_their_own(shanyang: Court, cast: Cast) -> None:
    people = cast(shanyang)
    trial = heard(shanyang, people, START)
    walls = item(
        trial, kind="act", amount="", content="被告李二拆除𬬭河村东侧围墙，恢复通行宽度三米", method="自行拆除并清运"
    )
    parts = [{"due_on": "2025-11-30", "amount": "40000"}, {"due_on": "2025-12-31", "amount": "60000"}]
    money = item(trial, due_days="", instalments=parts, acceleration="on", interest_base="100000",
                 interest_rate="年利率3.45%", interest_from="2024-01-01", interest_to="实际清偿之日")  # fmt: skip
    facts = {"made_on": "2024-12-12", "schedule": "on", "schedule_note": "现场照片6张\n四至：东至河堤，西至村道"}
    perform(trial, "draft_judgment", by=people.trial_judge, at=SIGNED, facts=judgment(walls, money))
    with pytest.raises(InvalidFacts) as refused:
        perform(trial, "sign", by=people.trial_judge, at=SIGNED, facts=facts | {"schedule": ""})
    assert "schedule" in refused.value.errors
    perform(trial, "sign", by=people.trial_judge, at=SIGNED, facts=facts)
    schedule = paper(trial, "operative_schedule")
    text = text_of(schedule)
    for field in (
        "判项详细清单", "第一项（行为）", "𬬭河村东侧围墙", "自本文书生效之日起10日内", "第二项（金钱给付）",
        "壹拾万元整", "第1期2025年11月30日前给付40000.00元", "任何一期未如约履行", "年利率3.45%", "至实际清偿之日止",
        "四至：东至河堤，西至村道", "审判员",
    ):  # fmt: skip
        assert field in text, field
    assert schedule.pages == 2


class TestService:
    """A-4.2, C-21.3, E-4.17: service waits for the papers, and serves them with the judgment."""

    @pytest.mark.spec("E-4.17")
    def test_what_could_not_be_made_holds_up_service(self, nanzhao: Court, cast: Cast) -> None:
        people = cast(nanzhao)
        trial = sealed(nanzhao, people)
        render_pending()
        warning = Document.objects.get(kind="consequence_warning", addressee__name="李二")
        revoke(warning, "打印错误", people.trial_judge)
        with pytest.raises(Refusal) as refused:
            served(trial, people, "李二", SIGNED)
        assert refused.value.reason == "应当随同送达的材料尚未制作完成：《后果警示告知书》（已撤销）"
        assert "召法组〔2020〕8号" in str(refused.value.under)
        assert not trial.instrument.services.exists()
        served(trial, people, "张一", SIGNED)

    @pytest.mark.spec("C-21.3")
    def test_a_notice_that_failed_holds_up_service_until_it_is_made(self, shanyang: Court, cast: Cast) -> None:
        people = cast(shanyang)
        trial = sealed(shanyang, people)
        Document.objects.filter(kind="urging_advice").update(state="failed", error="缺少判项")
        with pytest.raises(Refusal, match="《督促履行告知书》（未能制作）"):
            served(trial, people, "李二", SIGNED)

    @pytest.mark.spec("A-4.2")
    def test_one_registration_serves_the_envelope(self, jiamusi: Court, cast: Cast) -> None:
        people = cast(jiamusi)
        trial = sealed(jiamusi, people)
        guide = paper(trial, "enforcement_guide")
        served(trial, people, "李二", noon(2024, 12, 13))
        guide.refresh_from_db()
        assert guide.state == Document.State.ISSUED, "the other party has nothing yet"
        served(trial, people, "张一", noon(2024, 12, 14), "pronounced")
        guide.refresh_from_db()
        assert guide.state == Document.State.SERVED
        rows = guide.recipients.order_by("served_on").values_list("name", "served_on")
        assert list(rows) == [("李二", date(2024, 12, 13)), ("张一", date(2024, 12, 14))]

    @pytest.mark.spec("E-4.17")
    def test_a_paper_revoked_for_all_is_supplied(self, nanzhao: Court, cast: Cast) -> None:
        people = cast(nanzhao)
        trial = sealed(nanzhao, people)
        with pytest.raises(Refusal, match="都已经制作"):
            perform(trial, "supply_enclosures", by=people.trial_clerk, at=SIGNED)
        render_pending()
        for row in Document.objects.filter(kind="consequence_warning"):
            revoke(row, "印章错误", people.trial_judge)
        perform(trial, "supply_enclosures", by=people.trial_clerk, at=SIGNED)
        served(trial, people, "李二", SIGNED)


@pytest.mark.spec("A-4.12")
def test_the_announcement_says_all_that_the_law_wants(jiamusi: Court, cast: Cast) -> None:
    people = cast(jiamusi)
    trial = sealed(jiamusi, people)
    announced(trial, people, "李二", SIGNED)
    announcement = paper(trial, "service_announcement")
    text = text_of(announcement)
    assert announcement.approved_role == "division_head"
    for field in (
        "公告", "公告字第1号", "李二：", "第九十五条", "公告送达的原因：受送达人外出多年",
        "偿还原告张一借款本金100000元",
        "自本公告发出之日（以最后张贴或者刊登的日期为准）起三十日内", "十五日内", "上诉于", "逾期即视为送达",
    ):  # fmt: skip
        assert field in text, field
    assert announcement.pages == 1


@pytest.mark.spec("A-4.11", "A-4.12")
def test_the_sheet_lists_what_failed_who_asked_and_who_approved(jiamusi: Court, cast: Cast) -> None:
    people = cast(jiamusi)
    trial = sealed(jiamusi, people)
    debtor: Party = trial.case.parties.get(name="李二")
    for method, day in (("post", 13), ("direct", 12)):
        tried = {"party": debtor.pk, "method": method, "tried_on": f"2024-12-{day}", "result": "住所无人",
                 "proof": "送达记录及现场照片"}  # fmt: skip
        perform(trial, "note_attempt", by=people.trial_clerk, at=noon(2024, 12, 13), facts=tried)
    missing = {"party": debtor.pk, "ground": "missing", "reason": "村民委员会证明其外出未归"}
    with pytest.raises(InvalidFacts) as refused:
        perform(trial, "request_notice", by=people.trial_clerk, at=noon(2024, 12, 16), facts=missing)
    assert refused.value.errors == {"missing_since": ["下落不明的，须填写自何时起下落不明"]}
    announced(trial, people, "李二", noon(2024, 12, 16), **missing, missing_since="2023-03-01")
    sheet = paper(trial, "notice_approval")
    text = text_of(sheet)
    for field in (
        "公告送达审批表", "公告审批字第1号", "被告：李二", "受送达人下落不明，自2023年3月1日起下落不明",
        "12024年12月12日直接送达住所无人送达记录及现场照片22024年12月13日邮寄送达", "尚未采用的方式网格员协助送达",
        "村民委员会证明其外出未归。拟公告送达。", f"申请人：{people.trial_clerk.display_name}2024年12月16日",
        "同意公告送达。", f"审批人：{people.division_head.display_name}（庭长）2024年12月16日",
    ):  # fmt: skip
        assert field in text, field
    assert sheet.pages == 1
    assert [row.name for row in sheet.recipients.all()] == [trial.department.name]


@pytest.mark.spec("A-4.12")
def test_a_notice_refused_is_not_published(jiamusi: Court, cast: Cast) -> None:
    """Nobody approves what nobody asked for; after a refusal the bench may ask again."""
    people = cast(jiamusi)
    trial = sealed(jiamusi, people)
    debtor: Party = trial.case.parties.get(name="李二")
    with pytest.raises(Refusal, match="没有待审批的公告送达申请"):
        perform(trial, "approve_notice", by=people.division_head, at=SIGNED, facts={"party": debtor.pk})
    asked = {"party": debtor.pk, "ground": "unreachable", "reason": "住所无人"}
    perform(trial, "request_notice", by=people.trial_clerk, at=SIGNED, facts=asked)
    assert trial.tasks.filter(kind="trial.notice", state="open").exists()
    answer = {"party": debtor.pk, "refused": "尚未采用网格员送达"}
    perform(trial, "refuse_notice", by=people.division_head, at=SIGNED, facts=answer)
    assert not trial.tasks.filter(kind="trial.notice", state="open").exists()
    assert not Document.objects.filter(kind__in=("notice_approval", "service_announcement")).exists()
    announced(trial, people, "李二", SIGNED)


@pytest.mark.spec("A-4.12")
def test_who_lives_abroad_has_sixty_days_and_thirty(jiamusi: Court, cast: Cast) -> None:
    """民诉法第二百八十三条、第二百八十六条; what the approval noted holds for the service after it."""
    people = cast(jiamusi)
    trial = sealed(jiamusi, people)
    debtor: Party = trial.case.parties.get(name="李二")
    announced(trial, people, "李二", SIGNED, reason="受送达人已移居境外，住址不明。", abroad="yes")
    text = text_of(paper(trial, "service_announcement"))
    for field in ("第二百八十三条的规定", "起六十日内", "起三十日内向本院递交上诉状", "可以申请延期"):
        assert field in text, field
    assert "第九十五条" not in text
    served(trial, people, "李二", noon(2024, 12, 13), "public_notice")
    service = trial.instrument.services.get(party=debtor)
    assert (service.abroad, service.served_on) == (True, date(2025, 2, 11))


@pytest.mark.spec("A-4.12")
def test_who_was_served_abroad_before_needs_no_word(jiamusi: Court, cast: Cast) -> None:
    people = cast(jiamusi)
    trial = heard(jiamusi, people, START)
    debtor: Party = trial.case.parties.get(name="李二")
    told = {"party": debtor.pk, "method": "direct", "done_on": "2024-12-03", "proof": "回证", "abroad": "yes"}
    perform(trial, "serve_complaint", by=people.trial_clerk, at=noon(2024, 12, 3), facts=told)
    signed(trial, people, SIGNED, "draft_judgment", judgment(item(trial)))
    announced(trial, people, "李二", SIGNED, reason="受送达人已移居境外，住址不明。")
    assert "起六十日内" in text_of(paper(trial, "service_announcement"))
