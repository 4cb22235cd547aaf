"""Who has to do something next about an order."""

from courtflow.accounts.roles import Role, Unit
from courtflow.flow.worklist import TaskKind

from . import rules
from .guards import is_applied, is_declined, is_proposed

JUDGES = (Role.TRIAL_JUDGE, Role.ENFORCEMENT_JUDGE, Role.TEAM_LEADER)
OFFICERS = (*JUDGES, Role.TRIAL_CLERK, Role.ENFORCEMENT_CLERK)
LEADERS = (Role.VICE_PRESIDENT, Role.PRESIDENT)

DECIDE = TaskKind(
    "investigation.decide", "审查律师调查令申请", JUDGES, act="decide", rule=rules.DECIDE, to_handler=True,
    when=is_applied,
)  # fmt: skip
APPROVE = TaskKind(
    "investigation.approve", "审批不使用律师调查令", LEADERS, act="approve_refusal", unit=Unit.LEADERSHIP,
    when=is_proposed, spec=("E-3.3",),
)  # fmt: skip
COLLECT = TaskKind("investigation.collect", "收回期满的律师调查令和回执", OFFICERS, act="record_return")
SETTLE = TaskKind("investigation.settle", "处理拒绝协助调查", JUDGES, act="settle", to_handler=True, when=is_declined)
