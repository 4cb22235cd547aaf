"""What must be true before a paper is drafted, signed, published, appealed, handed over or archived."""

from typing import Any

from courtflow.accounts.roles import Role
from courtflow.cases.models import Obligation, Service
from courtflow.cases.performing import forcibly_deducted, fully_performed
from courtflow.flow.acts import Deed
from courtflow.flow.models import Deadline
from courtflow.flow.refusals import guard
from courtflow.law.articles import CPL, INT, JIAMUSI, SHANYANG

from . import rules

JUDGE = Role.TRIAL_JUDGE.label


@guard(
    "发回重审的案件，作出原裁判的法官不得再行审理",
    under=CPL[41],
    remedy="另行确定承办法官",
    ask=Role.DIVISION_HEAD.label,
    needs_facts=True,
)
def not_the_judge_of_the_first_trial(trial: Any, deed: Deed) -> bool:
    return trial.excluded_judge_id is None or deed["judge"].pk != trial.excluded_judge_id


@guard(
    "尚未核对全部当事人的身份、送达地址、联系方式和收款账户",
    under=SHANYANG[13],
    remedy="先对每一名当事人办理“核对当事人信息”",
    ask=JUDGE,
    spec=("C-13.1",),
)
def information_is_verified(trial: Any) -> bool:
    checked = trial.checks.values("party")
    return not trial.litigants().exclude(pk__in=checked).exists()


@guard(
    "尚未告知可能的诉讼结果和自动履行与否的不同法律后果",
    under=SHANYANG[14],
    remedy="先办理“告知诉讼结果与履行后果”",
    ask=JUDGE,
    spec=("C-14.1",),
)
def parties_are_informed(trial: Any) -> bool:
    return trial.informed_on is not None


@guard(
    "金钱给付的文书主文没有载明案款账户",
    under=JIAMUSI["十一", 1],
    remedy="重新拟定文书并填写案款账户，或者由系统管理员在规则档案中登记本院案款账户",
    ask=Role.FINANCE_OFFICER.label,
    spec=("A-11.4", "C-23.1"),
)
def court_account_is_stated(trial: Any) -> bool:
    if not trial.policy.value("judgment.court_account") or trial.instrument is None:
        return True
    money = trial.instrument.obligations.filter(kind=Obligation.Kind.MONEY).exists()
    return not money or bool(trial.instrument.court_account)


@guard(
    "小额诉讼程序的判决一审终审，简易程序和小额诉讼程序均不适用公告送达",
    under=INT[140],
    remedy="先转为普通程序，或者采用其他送达方式",
    ask=JUDGE,
    needs_facts=True,
)
def public_notice_is_allowed(trial: Any, deed: Deed) -> bool:
    return deed["method"] != Service.Method.PUBLIC_NOTICE or trial.procedure == trial.Procedure.ORDINARY


@guard(
    "公告送达之前，其他送达方式尚未全部试过，也没有经批准的理由",
    under=CPL[95],
    remedy="登记其他方式未能送达的经过，或者由庭长审批公告送达",
    ask=Role.DIVISION_HEAD.label,
    needs_facts=True,
    spec=("A-4.12",),
)
def other_ways_were_tried(trial: Any, deed: Deed) -> bool:
    party = deed["party"]
    if deed["method"] != Service.Method.PUBLIC_NOTICE:
        return True
    if trial.notice_approvals.filter(instrument=trial.paper, party=party).exists():
        return True
    return not trial.untried_ways(party)


@guard(
    "本裁判文书依法不得上诉",
    under=CPL[182],
    remedy="认为有错误的，可以在裁判生效后六个月内申请再审",
    ask=JUDGE,
)
def appeal_lies(trial: Any) -> bool:
    return bool(trial.appealable)


@guard(
    "该当事人的上诉期已经届满",
    under=CPL[171],
    remedy="因不可抗拒的事由耽误的，可以在障碍消除后十日内申请顺延；认为裁判有错误的，可以申请再审",
    ask=JUDGE,
    needs_facts=True,
)
def appeal_is_in_time(trial: Any, deed: Deed) -> bool:
    """Each party has his own clock; a party not served yet cannot be late (民诉法解释第二百四十四条)."""
    clocks = trial.deadlines.filter(rule__in=[rule.code for rule in rules.APPEALS], party=deed["appellant"])
    running = clocks.exclude(state=Deadline.State.CANCELLED).order_by("-id").first()
    return running is None or deed["filed_on"] <= running.due_on


@guard(
    "本文书不是调解书，不发生签收前反悔",
    under=CPL[102],
    remedy="对判决不服的，请办理上诉",
    ask=JUDGE,
)
def paper_is_a_mediation(trial: Any) -> bool:
    return trial.instrument is not None and trial.instrument.kind == trial.instrument.Kind.MEDIATION


@guard(
    "本院不采用移交函方式进入执前督促",
    under=JIAMUSI["四", 1],
    remedy="由承办法官督促履行；债权人可以在履行期满后申请执行",
    ask=Role.CASE_MANAGER.label,
    spec=("A-4.3",),
)
def court_takes_transfer_letters(trial: Any) -> bool:
    return trial.policy.value("pre_exec.entry") == "transfer_letter"


@guard(
    "没有待移交的自动履行函",
    under=JIAMUSI["四", 1],
    remedy="无须办理",
    ask=JUDGE,
)
def a_letter_is_due(trial: Any) -> bool:
    """Not handed over yet, in time or not; the application takes its object away."""
    rows = trial.deadlines.filter(rule=rules.TRANSFER.code)
    return bool(rows.filter(state__in=[*Deadline.LIVE, Deadline.State.FIRED]).exists())


@guard(
    "审判部门移交自动履行函的期限尚未届满",
    under=JIAMUSI["四", 1],
    remedy="等待承办法官移交；逾期未移交的，执行服务中心自行启动催告",
    ask=JUDGE,
    spec=("A-4.3",),
)
def letter_was_due(trial: Any) -> bool:
    return bool(trial.deadlines.filter(rule=rules.TRANSFER.code, state=Deadline.State.FIRED).exists())


@guard(
    "案件已经进入执行程序，履行由执行部门办理",
    under=SHANYANG[23],
    remedy="请当事人向执行部门履行",
    ask=Role.ENFORCEMENT_JUDGE.label,
    spec=("C-23.5",),
)
def not_yet_in_enforcement(trial: Any) -> bool:
    return not trial.case.proceedings.filter(kind="execution").exists()


@guard(
    "文书确定的义务尚未全部履行并经确认",
    under=SHANYANG[23],
    remedy="登记并确认剩余的履行",
    ask=Role.TRIAL_CLERK.label,
    spec=("C-23.6",),
)
def everything_is_performed(trial: Any) -> bool:
    return fully_performed(trial)


@guard(
    "债务系由法院扣划清偿，不属于自动履行",
    under=SHANYANG[23],
    remedy="不出具自动履行证明书；义务人书面同意以扣划款履行的，在发放方案中登记",
    ask=JUDGE,
    spec=("C-23.3",),
)
def nothing_was_deducted(trial: Any) -> bool:
    return not forcibly_deducted(trial)


@guard(
    "履行情况未了：既未履行完毕，也未进入执前督促或者执行",
    under=SHANYANG[22],
    remedy="继续督促履行，或者待债权人申请执行后归档",
    ask=JUDGE,
    spec=("C-22.1",),
)
def performance_is_settled(trial: Any) -> bool:
    if trial.state in (trial.State.PERFORMED, trial.State.ENDED):
        return True
    return bool(trial.case.proceedings.filter(kind__in=["urging", "execution_filing", "execution"]).exists())


@guard(
    "本案已经适用普通程序，不再转换",
    under=CPL[170],
    remedy="无须转换，继续审理",
    ask=JUDGE,
)
def not_yet_ordinary(trial: Any) -> bool:
    return bool(trial.procedure != trial.Procedure.ORDINARY)
