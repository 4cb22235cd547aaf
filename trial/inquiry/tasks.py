"""What an inquiry asks people to do, and when."""

from typing import Any

from courtflow.accounts.roles import Role, Unit
from courtflow.flow.worklist import TaskKind

from . import rules
from .states import Direction, State

ENFORCERS = (Role.ENFORCEMENT_JUDGE, Role.BUREAU_CHIEF)
DIVISION = (Role.TRIAL_JUDGE, Role.TRIAL_CLERK, Role.DIVISION_HEAD)
ASKERS = (
    Role.ENFORCEMENT_JUDGE, Role.ENFORCEMENT_CLERK, Role.TEAM_LEADER, Role.BUREAU_CHIEF, Role.FILING_JUDGE,
    Role.CENTRE_STAFF, Role.CENTRE_HEAD,
)  # fmt: skip


def asks_enforcement(inquiry: Any) -> bool:
    return bool(inquiry.direction == Direction.OPINION)


def asks_the_division(inquiry: Any) -> bool:
    return bool(inquiry.direction == Direction.CLARITY)


OPINE = TaskKind(
    "inquiry.opinion", "书面答复审判部门的征询意见函", ENFORCERS, act="give_opinion", rule=rules.OPINION,
    when=asks_enforcement, spec=("C-20.1",),
)  # fmt: skip
ANSWER = TaskKind(
    "inquiry.reply", "书面答复执行部门的征询，或者裁定补正", DIVISION, act="reply", rule=rules.REPLY, to_handler=True,
    when=asks_the_division, spec=("C-27.1",),
)  # fmt: skip
READ = TaskKind(
    "inquiry.read", "审查审判部门的答复是否明确", ASKERS, act="close", unit=lambda inquiry: inquiry.asking.kind,
    when=lambda inquiry: asks_the_division(inquiry) and inquiry.state == State.ANSWERED, spec=("C-27.2",),
)  # fmt: skip
URGE = TaskKind(
    "inquiry.urge", "督办：征询逾期未答复或者答复不明确", (Role.CASE_MANAGER,), act="urge", unit=Unit.CASE_MANAGEMENT,
    spec=("C-27.2",),
)  # fmt: skip
