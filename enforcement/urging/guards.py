"""What must be true before a case is urged, and before urging ends well."""

from typing import Any

from courtflow.accounts.roles import Role
from courtflow.cases.instruments import may_be_urged
from courtflow.cases.performing import forcibly_deducted, fully_performed
from courtflow.flow.refusals import guard
from courtflow.law.articles import EXR, HONGHE, JIAMUSI, SHANYANG

FILING = Role.FILING_JUDGE.label


@guard(
    "本院没有设立执前督促程序",
    under=[SHANYANG[25], JIAMUSI["四", 1], HONGHE["三"]],
    remedy="债权人申请执行的，直接审查首次执行立案；确需设立的，由审判管理办公室登记本院规则档案",
    ask=Role.CASE_MANAGER.label,
)
def court_urges(urging: Any) -> bool:
    return bool(urging.policy.value("pre_exec.case_type"))


@guard(
    "执行依据尚未生效",
    under=[SHANYANG[7], JIAMUSI["四", 1], HONGHE["三"], EXR[16]],
    remedy="待文书对全部当事人生效后再办理；生效日在案件页“生效日”处说明",
    ask=FILING,
    spec=("C-7.1",),
)
def instrument_is_effective(urging: Any) -> bool:
    day = urging.instrument.effective_on
    return day is not None and day <= urging.policy.on


@guard(
    "生效法律文书系公告送达，不得转入执前督促履行程序",
    under=[SHANYANG[25], JIAMUSI["四", 1]],
    remedy="按首次执行案件审查立案",
    ask=FILING,
    spec=("C-25.1", "A-4.1"),
)
def not_served_by_public_notice(urging: Any) -> bool:
    return may_be_urged(urging.instrument, urging.policy)


@guard(
    "存在转移财产、逃避执行等紧急情况，不得转入执前督促履行程序",
    under=SHANYANG[25],
    remedy="立即按首次执行案件立案，并引导债权人申请执前保全",
    ask=FILING,
    spec=("C-25.1",),
)
def no_urgent_circumstances(urging: Any) -> bool:
    return not ("urgent" in urging.policy.value("pre_exec.exclusions") and urging.urgent_reason)


@guard(
    "债权人已明确表示不同意，不得转入执前督促履行程序",
    under=SHANYANG[25],
    remedy="按首次执行案件审查立案",
    ask=FILING,
    spec=("C-25.2",),
)
def creditor_has_not_refused(urging: Any) -> bool:
    return urging.policy.value("pre_exec.consent") != "opt_out" or urging.consent in ("agreed", "silent")


@guard(
    "尚未征得申请执行人同意，不得启动执前和解程序",
    under=HONGHE["三"],
    remedy="取得申请执行人书面或笔录同意后再转入；沉默不视为同意",
    ask=FILING,
    spec=("D-3.2",),
)
def creditor_has_agreed(urging: Any) -> bool:
    return urging.policy.value("pre_exec.consent") != "opt_in" or urging.consent == "agreed"


@guard(
    "同一执行依据已经办理过执前督促，不得重复进入",
    under=[SHANYANG[25], JIAMUSI["四", 1], HONGHE["三"]],
    remedy="按首次执行案件审查立案",
    ask=FILING,
    spec=("C-25.6",),
)
def urged_only_once(urging: Any) -> bool:
    return not type(urging).objects.filter(instrument=urging.instrument).exclude(pk=urging.pk).exists()


@guard(
    "履行期已经届满，移交函应在履行期内发出",
    under=JIAMUSI["四", 1],
    remedy="告知债权人可以申请执行",
    ask=Role.CENTRE_STAFF.label,
    spec=("A-4.3",),
)
def still_in_performance_period(urging: Any) -> bool:
    last = urging.instrument.performance_ends_on
    return last is None or urging.policy.on <= last


@guard(
    "生效法律文书确定的义务尚未全部履行并经确认",
    under=[SHANYANG[25], JIAMUSI["四", 1], HONGHE["四"]],
    remedy="登记并确认剩余的履行；余额在“义务与履行”处查看",
    ask=Role.ENFORCEMENT_CLERK.label,
    spec=("C-25.8",),
)
def everything_is_performed(urging: Any) -> bool:
    return fully_performed(urging)


@guard(
    "债务系由法院扣划清偿，不属于自动履行",
    under=SHANYANG[23],
    remedy="不出具自动履行证明书，不列入诚信履行名单；义务人书面同意以扣划款履行的，在发放方案中登记",
    ask=Role.TRIAL_JUDGE.label,
    spec=("C-23.3",),
)
def nothing_was_deducted(urging: Any) -> bool:
    return not forcibly_deducted(urging)


@guard(
    "本院对督促不成的案件不采用此种移转方式",
    under=[SHANYANG[25], JIAMUSI["十三"]],
    remedy="按本院规则档案规定的去向办理",
    ask=Role.CASE_MANAGER.label,
)
def failure_goes_to_filing(urging: Any) -> bool:
    return urging.policy.value("pre_exec.failure_path") == "notify_filing"


@guard(
    "本院规定督促不成应通知立案部门办理首次执行立案",
    under=[JIAMUSI["十三"], SHANYANG[25]],
    remedy="请办理“通知立案部门办理首次执行立案”",
    ask=Role.ENFORCEMENT_CLERK.label,
)
def failure_goes_to_team(urging: Any) -> bool:
    return urging.policy.value("pre_exec.failure_path") == "direct_to_execution"


def _applied(urging: Any) -> bool:
    return bool(urging.case.proceedings.filter(kind__in=["execution_filing", "execution"]).exists())


@guard(
    "债权人已经申请执行，不再移交执行服务中心催告",
    under=JIAMUSI["四", 1],
    remedy="由立案部门审查执行申请",
    ask=FILING,
    spec=("A-4.3",),
)
def no_application_yet(urging: Any) -> bool:
    return not _applied(urging)


@guard(
    "债权人尚未申请执行",
    under=JIAMUSI["四", 1],
    remedy="继续催告；债权人提出执行申请后再终结",
    ask=Role.CENTRE_STAFF.label,
)
def creditor_has_applied(urging: Any) -> bool:
    return _applied(urging)
