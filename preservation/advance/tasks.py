"""What waits for whom in an advance execution."""

from __future__ import annotations

from typing import Any

from courtflow.accounts.roles import Unit
from courtflow.flow.worklist import TaskKind
from preservation.tasks import EXECUTORS, FILING, TRIAL, TRIAL_JUDGE

from . import rules
from .states import State


def awaits_transfer(advance: Any) -> bool:
    return bool(advance.state == State.RULED)


REVIEW = TaskKind("advance.review", "审查先予执行申请并作出裁定", TRIAL_JUDGE, act="rule", to_handler=True)
# Each service completes it, and opens it again while somebody is still to be served.
SERVE = TaskKind(
    "advance.serve", "送达先予执行裁定", TRIAL, act="serve_ruling", unit=Unit.TRIAL,
    when=lambda advance: advance.unserved().exists(),
)  # fmt: skip
IMPLEMENT = TaskKind(
    "advance.implement", "编立执保案号并移送先予执行", FILING, act="implement", unit=Unit.FILING,
    when=awaits_transfer, spec=("E-4.8",),
)  # fmt: skip
START = TaskKind("advance.start", "接收先予执行裁定并开始执行", EXECUTORS, act="start")
EXECUTE = TaskKind("advance.execute", "执行先予执行裁定并报告结果", EXECUTORS, act="report", to_handler=True)
DECIDE_REVIEW = TaskKind(
    "advance.decide_review", "审查先予执行复议申请", TRIAL_JUDGE, act="decide_review", unit=Unit.TRIAL,
    rule=rules.DECIDE_REVIEW,
)  # fmt: skip
