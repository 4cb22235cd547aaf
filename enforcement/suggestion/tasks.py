"""Who has to do something next about a suggestion."""

from typing import Any

from courtflow.accounts.roles import Role, Unit
from courtflow.flow.worklist import TaskKind

from . import rules
from .guards import ENFORCEMENT, LEADERS

DRAFTERS = (*ENFORCEMENT, Role.TRIAL_JUDGE, Role.DIVISION_HEAD)
REPLIERS = (Role.FILING_JUDGE, Role.DIVISION_HEAD, Role.TRIAL_JUDGE)


def is_judicial(suggestion: Any) -> bool:
    return bool(suggestion.genre == "judicial")


def is_internal(suggestion: Any) -> bool:
    return bool(suggestion.genre == "execution")


SIGN_OUTSIDE = TaskKind(
    "suggestion.sign_judicial", "签发司法建议", LEADERS, act="sign", unit=Unit.LEADERSHIP, when=is_judicial
)
SIGN_INSIDE = TaskKind(
    "suggestion.sign_execution", "签发执行建议", (Role.BUREAU_CHIEF,), act="sign", unit=Unit.ENFORCEMENT,
    when=is_internal,
)  # fmt: skip
REVISE = TaskKind("suggestion.revise", "修改退回的建议", DRAFTERS, act="revise")
SERVE = TaskKind("suggestion.serve", "送达建议", DRAFTERS, act="serve")
REPLY = TaskKind(
    "suggestion.reply", "回复执行建议", REPLIERS, act="record_reply", rule=rules.EXECUTION_REPLY, when=is_internal
)
URGE = TaskKind("suggestion.urge", "督促回复建议", (Role.CASE_MANAGER,), act="urge", unit=Unit.CASE_MANAGEMENT)
EVALUATE = TaskKind("suggestion.evaluate", "评估建议的效果", DRAFTERS, act="evaluate")
