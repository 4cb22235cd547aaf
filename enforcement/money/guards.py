"""What must be true before money is entered, planned, approved and paid."""

from typing import Any

from courtflow.accounts.roles import COMMANDED, Role
from courtflow.cases.models import CaseAccount
from courtflow.flow.acts import Deed
from courtflow.flow.models import Deadline, Event
from courtflow.flow.refusals import guard
from courtflow.law.articles import FEE, INT, KW, NANZHAO, SHANYANG

from . import rules
from .hosts import host_of

FINANCE = Role.FINANCE_OFFICER.label
CHIEF = Role.BUREAU_CHIEF.label
# 南召一（一）1 and 三5: the ledger is kept by one office and watched over by another (Q25).
OPERATED = frozenset(
    f"money.{name}"
    for name in ("receive", "claim", "notify_handler", "complete_formalities", "pay_out", "take_back", "reverse")
)
APPROVED = frozenset(f"money.{name}" for name in ("approve", "defer", "resume_payout"))


@guard(
    "法院尚未登记案款账户，本案没有案款账号",
    under=NANZHAO["三", 5], remedy="请系统管理员在本院规则档案中登记案款账户的户名、开户行和账号", ask="系统管理员",
    spec=("E-3.19",),
)  # fmt: skip
def case_can_have_an_account(money: Any) -> bool:
    return bool(money.policy.value("court.account_number")) or CaseAccount.objects.filter(case=money.case_id).exists()


@guard(
    "本案没有审判、执前督促或者执行程序，案款无人承办",
    under=SHANYANG[23], remedy="先在案件所处程序中办理；确不属于本案的，登记为不明款", ask=FINANCE, spec=("C-23.5",),
)  # fmt: skip
def somebody_conducts_the_case(money: Any) -> bool:
    return host_of(money.case) is not None


@guard(
    "同一案件的案款操作与审批不得由同一人办理",
    under=[NANZHAO["一", 1, 1], NANZHAO["三", 5]], remedy="由没有办理过本案另一环节的人员办理", ask=CHIEF,
    needs_facts=True, spec=("E-1.4", "E-3.18"),
)  # fmt: skip
def nobody_operates_and_approves(money: Any, deed: Deed) -> bool:
    if deed.by is None:
        return True
    other = APPROVED if f"money.{deed.act.name}" in OPERATED else OPERATED
    return not Event.objects.filter(case=money.case_id, act__in=other, by=deed.by).exists()


@guard(
    "案款由承办部门的负责人审批",
    under=NANZHAO["四", 10], ask=CHIEF,
    remedy="执行案款由执行局局长、审判部门承办的案款由本庭庭长，或者由主管院领导审批",
    needs_facts=True, spec=("E-4.20",),
)  # fmt: skip
def approver_answers_for_the_unit(money: Any, deed: Deed) -> bool:
    if deed.role == Role.BUREAU_CHIEF:
        return money.department.kind in COMMANDED
    if deed.role == Role.DIVISION_HEAD:
        return any(held.role == deed.role and held.covers(money.department) for held in deed.by.current)
    return True


@guard("案款已暂缓发放", under=KW[10], remedy="暂缓事由消失后，先办理“恢复发放”", ask=CHIEF)
def payout_is_not_deferred(money: Any) -> bool:
    return not money.deferred


@guard("案款没有暂缓发放", under=KW[10], remedy="无需恢复，按程序继续办理", ask=CHIEF)
def payout_is_deferred(money: Any) -> bool:
    return bool(money.deferred)


@guard(
    "分配方案尚未送达全部当事人，或者异议期未满、异议未处理",
    under=INT[509], remedy="逐人登记送达；异议期满且异议处理完毕后办理", ask=Role.ENFORCEMENT_JUDGE.label,
)  # fmt: skip
def nobody_may_still_object(money: Any) -> bool:
    if not money.distribution:
        return True
    clocks = money.deadlines.filter(rule=rules.PLAN_OBJECTION.code)
    told = {row.party_id for row in clocks}
    open_clock = any(row.state in Deadline.LIVE for row in clocks)
    owed = {share.payee_id for share in money.shares.exclude(payee=None)}
    return owed <= told and not open_clock and not money.plan_objections.filter(settled_on=None).exists()


@guard(
    "台账余额不足，不得发放",
    under=NANZHAO["三", 5], remedy="核对本笔案款的到账、冲正和发放记录", ask=FINANCE, spec=("E-3.19",),
)  # fmt: skip
def ledger_covers_the_payout(money: Any) -> bool:
    return bool(money.balance >= money.amount)


@guard(
    "退费对象没有登记诉讼费退费账户",
    under=FEE[53], remedy="先在“变更账户”中登记退费账户", ask=Role.FILING_CLERK.label, needs_facts=True,
    spec=("C-6.1",),
)  # fmt: skip
def payee_has_a_refund_account(money: Any, deed: Deed) -> bool:
    payee = deed.get("payee") or money.payee
    return any(row.purpose == "refund" and row.until is None for row in payee.accounts.all())
