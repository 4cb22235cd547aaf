"""What an execution asks people to do."""

from collections.abc import Callable
from typing import Any

from courtflow.accounts.roles import Role, Unit
from courtflow.flow.worklist import TaskKind

from . import rules
from .states import State

FILING = (Role.FILING_CLERK, Role.FILING_JUDGE)
COMMAND = (Role.COMMAND_STAFF, Role.BUREAU_CHIEF)
CONDUCT = (Role.ENFORCEMENT_JUDGE, Role.TEAM_LEADER, Role.ENFORCEMENT_CLERK)


def is_in(state: State) -> Callable[[Any], bool]:
    return lambda execution: execution.state == state


FIRST_CONTROL = TaskKind(
    "execution.first_control", "首次网络查控并移转执行指挥中心", FILING, act="hand_to_command",
    rule=rules.FIRST_HANDOVER,
    when=is_in(State.FILED),
)  # fmt: skip
SECOND_CONTROL = TaskKind("execution.second_control", "繁简分流二次查控", COMMAND, act="control_again")
ASSIGN = TaskKind(
    "execution.assign", "分案并确定承办人", COMMAND, act="assign_owner", rule=rules.APPOINT, when=is_in(State.TO_ASSIGN)
)
NOTIFY = TaskKind(
    "execution.notify", "发出执行通知并责令报告财产", CONDUCT, act="notify_debtor", rule=rules.NOTICE, to_handler=True
)
OFFLINE = TaskKind(
    "execution.offline", "房产、土地线下查控", CONDUCT, act="report_offline", rule=rules.OFFLINE, to_handler=True,
    when=lambda execution: rules.OFFLINE.for_court(execution.policy).enabled,
)  # fmt: skip
REVIEW_MEASURES = TaskKind(
    "execution.review_measures", "立案两个月未履行：逐案审查限高、纳失", COMMAND, act="review_measures",
    unit=Unit.COMMAND,
    spec=("E-3.15",),
)  # fmt: skip
AGENDA = TaskKind(
    "execution.agenda", "临界案件：提交疑难案件研讨例会", COMMAND, unit=Unit.COMMAND, spec=("E-2.5",),
)  # fmt: skip
MERGE = TaskKind(
    "execution.merge", "同一被执行人另有执行案件：研究合并执行", CONDUCT, to_handler=True,
    when=lambda execution: execution.policy.value("execution.merging") == "encouraged"
    and execution.with_the_same_debtor().exists(),
    spec=("A-8.3",),
)  # fmt: skip
APPROVE_CLOSING = TaskKind(
    "execution.approve_closing", "审批终结本次执行程序", (Role.PRESIDENT,), act="approve_closing",
    unit=Unit.LEADERSHIP,
)  # fmt: skip
REQUERY = TaskKind(
    "execution.requery", "终本案件财产查询并告知申请执行人", (*CONDUCT, *COMMAND), act="requery", rule=rules.REQUERY,
    when=lambda execution: execution.next_query is not None, spec=("B-4.8",),
)  # fmt: skip
POOL_CLUE = TaskKind(
    "execution.pool_clue", "终本查询发现财产：核查线索", COMMAND, act="take_up_clue", unit=Unit.COMMAND,
    when=lambda execution: execution.controls.last().value > 0, spec=("B-4.8",),
)  # fmt: skip
FIRST_CHECK = TaskKind(
    "execution.first_check", "恢复执行申请初审并移转", FILING, act="forward_revival", rule=rules.FIRST_CHECK
)
CHECK_CLUE = TaskKind("execution.check_clue", "核查财产线索", (*COMMAND, *CONDUCT), act="verify_clue", rule=rules.CLUE)
SIGN_REVIVAL = TaskKind(
    "execution.sign_revival", "审签恢复执行", (Role.BUREAU_CHIEF,), act="sign_revival", unit=Unit.ENFORCEMENT,
    when=is_in(State.AWAITING_SIGNATURE),
)  # fmt: skip
FILE_REVIVAL = TaskKind("execution.file_revival", "办理恢复执行立案", FILING, act="file_revival", unit=Unit.FILING)
LIFT = TaskKind(
    "execution.lift", "解除执行措施、屏蔽失信信息", CONDUCT, act="lift_measure", to_handler=True,
    when=lambda execution: execution.measures.filter(lifted_on=None).exists(),
)  # fmt: skip
FOLLOW_ENTRUSTED = TaskKind(
    "execution.follow_entrusted", "跟踪委托事项办理结果", (*CONDUCT, *COMMAND), act="return_entrusted",
    rule=rules.ENTRUSTED_INVESTIGATION,
    spec=("E-3.6",),
)  # fmt: skip
APPROVE_TRIP = TaskKind(
    "execution.approve_trip", "审批赴外地办理事项", (Role.BUREAU_CHIEF,), act="decide_on_trip", unit=Unit.ENFORCEMENT,
    spec=("E-3.7",),
)  # fmt: skip
OFFICIAL_ANSWER = TaskKind(
    "execution.official_answer", "跟踪公职人员情况通报、移送的答复",
    (Role.ENFORCEMENT_JUDGE, Role.TEAM_LEADER, *COMMAND), act="answer_official",
    spec=("B-2.11", "B-2.13"),
)  # fmt: skip
