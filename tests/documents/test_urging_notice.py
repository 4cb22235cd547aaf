"""自动履行催告书: 李二 owes 张一 a hundred thousand; 山阳 urges him before enforcement."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from courtflow.cases.models import Account, Agent, Instalment, Obligation, Party, Performance
from courtflow.flow import clock
from courtflow.flow.models import Deadline, Event
from documents.models import Document
from enforcement.urging.rules import DEMAND
from tests.enforcement import money_steps

from .conftest import DAY, pages_of, text_of

pytestmark = pytest.mark.django_db
Issued = Callable[..., list[Document]]


def start_limit(proceeding: Any, event: Event) -> Deadline:
    """The thirty days of 山阳 25, from receipt on DAY; its last day 12-06 is not rolled."""
    return Deadline.objects.create(
        case=proceeding.case, proceeding=proceeding, rule="urging_limit", timer="T05", title="执前督促办理期限",
        article="焦山法〔2024〕120号第二十五条", started_on=DAY, length=30, unit="day", roll="none", cap=True,
        raw_on=date(2024, 12, 6), due_on=date(2024, 12, 6), due_at=clock.noon(date(2024, 12, 6)), started_by=event,
    )  # fmt: skip


@pytest.mark.spec("A-4.5", "C-23.2", "A-4.2")
def test_every_field_of_the_form_is_on_the_paper(urged: Callable[..., Any], issued: Issued) -> None:
    urging = urged(number="（2024）豫0811执前督12号")
    debtor, creditor = urging.case.parties.get(name="李二"), urging.case.parties.get(name="张一")
    Agent.objects.create(
        party=debtor, kind="lawyer", name="周五", firm="演示律师事务所", phone="13700000007", address="无"
    )
    item = urging.instrument.obligations.get()
    item.interest_base, item.interest_rate = Decimal("100000.00"), "一年期贷款市场报价利率"
    item.interest_from, item.interest_to = date(2024, 1, 1), "实际清偿之日"
    item.save()

    (notice,) = issued(urging)
    text = text_of(notice)

    assert notice.state == Document.State.ISSUED, notice.error
    assert notice.number == "（2024）豫0811执前督12号催告字第1号"
    for field in (
        "焦作市山阳区人民法院自动履行催告书",
        notice.number,
        urging.instrument.number,
        "（2024）豫0811执前督12号",
        "李二：",
        debtor.identifier,
        "山阳区建设路2号",
        "周五（律师），演示律师事务所",
        "张一",
        creditor.phone,
        "演示银行山阳支行",
        creditor.payee_account.number,
        "民事判决书",
        "2024年9月1日",
        "2024年10月14日，直接送达",
        "2024年10月30日",
        "送达时未采用公告方式",
        "金钱给付",
        "偿还借款本金",
        "2024年11月10日",
        "100000.00元",
        "大写：壹拾万元整",
        "以100000.00元为基数，自2024年1月1日起至实际清偿之日止，按照一年期贷款市场报价利率计算",
        "日万分之一点七五",
        "逾期未履行的，自2024年11月11日起计算加倍部分债务利息",
        "催告期为15日",
        "视为自动履行",
        "《自动履行证明书》",
        "限制高消费",
        "失信被执行人名单",
        "限制出境",
        "罚款、拘留",
        "刑法》第三百一十三条",
        "达成和解协议",
        "不延长生效法律文书指定的履行期间",
        "申请执行的期间为二年",
        "附件1执行流程",
        "附件2执行风险提示",
        "附件3强制措施",
        "附件4执行不能的说明",
        "附件5自动履行情况回执",
        "□将于",
        "□已与权利人达成和解",
        "□已经履行",
        "□有争议",
        "签名（盖章）",
        "二〇二四年十一月六日",
        "（院印）",
        notice.code,
    ):
        assert field in text, field


def test_the_reply_slip_is_a_page_of_its_own(urged: Callable[..., Any], issued: Issued) -> None:
    (notice,) = issued(urged())
    last = pages_of(notice)[-1]
    assert notice.pages == len(pages_of(notice))
    assert "附件5" in last
    assert "特此催告" not in last


@pytest.mark.spec("A-4.5")
def test_each_obligor_gets_a_copy_of_his_own(urged: Callable[..., Any], issued: Issued) -> None:
    urging = urged(debtors=3)
    copies = issued(urging)
    assert [copy.addressee.name for copy in copies] == ["李二", "王三", "赵四"]
    assert [copy.number[-3:] for copy in copies] == ["第1号", "第2号", "第3号"]
    for copy in copies:
        assert f"{copy.addressee.name}：" in text_of(copy)
        others = {other.addressee.identifier for other in copies if other != copy}
        assert not any(identifier in text_of(copy) for identifier in others), "another debtor's identity number"


@pytest.mark.spec("C-25.5")
def test_the_cap_of_thirty_days_is_printed_unrolled(urged: Callable[..., Any], ordered: Issued, issued: Issued) -> None:
    urging = urged()
    (first,) = ordered(urging)
    start_limit(urging, first.ordered_by)
    (notice,) = issued(urging)
    assert "执前督促履行期限最长30日，自2024年11月7日起至2024年12月6日止，不因节假日顺延" in text_of(notice)
    assert "在执前督促履行期限内全部履行" in text_of(notice)


def test_the_demand_period_ends_no_earlier_than_the_performance_period(
    urged: Callable[..., Any], issued: Issued
) -> None:
    (notice,) = issued(urged(due_on=date(2024, 12, 20)))
    assert "自2024年11月7日起至2024年12月20日止" in text_of(notice)


def test_payments_reduce_the_balance_and_doubled_interest_counts_from_the_day_after(
    urged: Callable[..., Any], issued: Issued
) -> None:
    urging = urged(due_on=date(2024, 10, 31))
    item = urging.instrument.obligations.get()
    Performance.objects.create(
        obligation=item, proceeding=urging, payer=item.debtors.get(), amount=Decimal("40000.00"),
        performed_on=date(2024, 11, 2), channel="direct", proof="银行回单", confirmed=True, recorded_at=clock.now(),
    )  # fmt: skip
    (notice,) = issued(urging)
    text = text_of(notice)
    assert "40000.00元" in text
    assert "合计60000.00元（大写：陆万元整）" in text
    # 100000 × 0.000175 × 2 days (11-01, 11-02) + 60000 × 0.000175 × 4 days (11-03 … 11-06) = 35.00 + 42.00
    assert "第1项已自2024年11月1日起计算加倍部分债务利息，截至2024年11月6日为77.00元" in text


def test_instalments_and_things_to_do_stand_in_the_table(urged: Callable[..., Any], issued: Issued) -> None:
    urging = urged()
    money = urging.instrument.obligations.get()
    for seq, due in ((1, date(2024, 11, 30)), (2, date(2024, 12, 31))):
        Instalment.objects.create(obligation=money, seq=seq, due_on=due, amount=Decimal("50000.00"))
    repair = Obligation.objects.create(
        instrument=urging.instrument, item=2, kind="act", content="拆除隔墙并恢复上下水管道", due_on=date(2024, 11, 30)
    )
    repair.debtors.set(money.debtors.all())
    repair.creditors.set(money.creditors.all())
    (notice,) = issued(urging)
    text = text_of(notice)
    assert "分2期，见下" in text
    assert "第2期50000.00元2024年12月31日" in text
    assert "2行为拆除隔墙并恢复上下水管道2024年11月30日未履行全部" in text


def test_nobody_is_urged_to_pay_into_nowhere(urged: Callable[..., Any], issued: Issued) -> None:
    urging = urged()
    Account.objects.all().delete()
    (notice,) = issued(urging)
    assert notice.state == Document.State.FAILED
    assert "没有权利人收款账户，也没有法院案款账户" in notice.error


@pytest.mark.spec("A-4.1")
def test_no_demand_where_the_judgment_was_served_by_public_notice(urged: Callable[..., Any], issued: Issued) -> None:
    (notice,) = issued(urged(method="public_notice"))
    assert notice.state == Document.State.FAILED
    assert "公告送达" in notice.error


def test_a_rare_name_falls_back_to_another_font(urged: Callable[..., Any], issued: Issued) -> None:
    urging = urged()
    Party.objects.filter(case=urging.case, name="李二").update(name="李喆堃玥昇璟")
    (notice,) = issued(urging)
    assert "李喆堃玥昇璟：" in text_of(notice)


@pytest.mark.spec("A-4.1")
def test_who_was_served_by_public_notice_alone_gets_no_demand(urged: Callable[..., Any], ordered: Issued) -> None:
    """Q18: where the court's profile keeps out the debtor alone, the others are urged."""
    urging = urged(debtors=2)
    money_steps.with_account(urging.court, **{"pre_exec.public_notice_scope": "debtor"})
    urging.instrument.services.filter(party__name="王三").update(method="public_notice")
    assert [copy.addressee.name for copy in ordered(urging) if copy.addressee] == ["李二"]


def test_the_demand_has_the_length_of_its_clock(urged: Callable[..., Any], issued: Issued) -> None:
    urging = urged()
    money_steps.with_account(urging.court, **{"pre_exec.demand_days": 20})
    assert DEMAND.for_court(urging.policy).period.length == 20
    assert "催告期为20日" in text_of(issued(urging)[0])


def test_the_statement_is_the_proceedings_own_account(urged: Callable[..., Any], issued: Issued) -> None:
    urging = urged(due_on=date(2024, 10, 31))
    text = text_of(issued(urging)[0])
    account = urging.account_on(DAY)
    assert account.outstanding == Decimal("100105.00")  # six days of 17.50
    assert f"应付合计{account.outstanding}元（大写：壹拾万零壹佰零伍元整）" in text
