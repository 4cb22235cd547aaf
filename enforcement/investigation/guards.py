"""Which courts issue such orders, who may carry one, and what no order reaches."""

from typing import Any

from courtflow.accounts.roles import Role
from courtflow.flow.acts import Deed
from courtflow.flow.refusals import guard
from courtflow.law.articles import CPL, INT, NANZHAO, ZHEJIANG

from .states import State

LEADER = Role.VICE_PRESIDENT.label


@guard(
    "本院的规定没有设律师调查令", under=[CPL[67], INT[94]],
    remedy="当事人因客观原因不能自行收集证据的，可以书面申请人民法院调查收集", spec=("B-3.14",),
)  # fmt: skip
def court_issues_orders(row: Any) -> bool:
    return bool(row.policy.value("inquiry.holders"))


@guard(
    "本院的律师调查令不由该类代理人持有", under=[ZHEJIANG["三", 3], NANZHAO["三", 2]],
    remedy="由本院规则档案“可以持律师调查令的人员”所列的代理人申请", needs_facts=True, spec=("B-3.14",),
)  # fmt: skip
def agent_may_carry_an_order(row: Any, deed: Deed) -> bool:
    kind = deed["agent"].kind if deed["agent"] else deed["agent_kind"]
    return kind in row.policy.value("inquiry.holders")


@guard(
    "该程序由其他部门办理", under=CPL[67], remedy="由办理该审判、执行程序的部门登记", needs_facts=True
)  # fmt: skip
def matter_is_ones_own(row: Any, deed: Deed) -> bool:
    return any(held.covers(deed["matter"].department) for held in deed.by.current)


@guard(
    "申请内容涉及法律、行政法规另有规定的信息，不得以律师调查令收集", under=[ZHEJIANG["三", 3], INT[94]],
    remedy="变更申请删去该部分；确需收集的，由当事人书面申请人民法院调查收集", needs_facts=True,
    spec=("B-3.15",),
)  # fmt: skip
def nothing_barred_by_law_is_asked(row: Any, deed: Deed) -> bool:
    return deed["decision"] != "issue" or not row.barred


@guard(
    "本院不使用律师调查令无须报批", under=NANZHAO["三", 2], remedy="收到申请后由承办法官决定是否签发", spec=("E-3.3",)
)  # fmt: skip
def leaders_approve_exceptions(row: Any) -> bool:
    return bool(row.policy.value("inquiry.refusal") == "leader")


@guard("尚未责令被调查单位履行协助义务", under=CPL[117], remedy="先办理“责令履行协助调查义务”")
def holder_was_ordered_to_help(row: Any) -> bool:
    return row.help_ordered_on is not None


def is_applied(row: Any) -> bool:
    return bool(row.state == State.APPLIED)


def is_issued(row: Any) -> bool:
    return bool(row.state == State.ISSUED)


def is_refused(row: Any) -> bool:
    return bool(row.state == State.REFUSED and row.agent_id)


def is_proposed(row: Any) -> bool:
    return bool(row.state == State.REFUSAL_PROPOSED)


def is_declined(row: Any) -> bool:
    return bool(row.state == State.DECLINED)
