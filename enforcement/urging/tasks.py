"""Who must do what while a case is urged, and what is made only where the court's profile says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from courtflow.accounts.roles import Role, Unit
from courtflow.flow.acts import Order
from courtflow.flow.worklist import TaskKind

from . import rules
from .states import State

OFFICERS = (Role.ENFORCEMENT_JUDGE, Role.ENFORCEMENT_CLERK, Role.CENTRE_STAFF, Role.CENTRE_HEAD)
FILING = (Role.FILING_CLERK, Role.FILING_JUDGE)


def profile_is(name: str, value: str) -> Callable[[Any], bool]:
    """A condition on the court's profile, for clocks, tasks and papers that only some courts know."""
    return lambda proceeding: proceeding.policy.value(name) == value


def failed_and_goes(path: str) -> Callable[[Any], bool]:
    """Urging has failed and the court sends it this way."""
    goes = profile_is("pre_exec.failure_path", path)
    return lambda urging: urging.state == State.UNPERFORMED and goes(urging)


def performed(urging: Any) -> bool:
    return bool(urging.state == State.PERFORMED)


REGISTER = TaskKind("urging.register", "登记收件并编立案号", OFFICERS[2:], act="register")
SYNCHRONISE = TaskKind(
    "urging.external_sync", "将案件信息录入外部办案系统", OFFICERS,
    when=profile_is("pre_exec.external_sync", "yes"), spec=("D-3.3",),
)  # fmt: skip
HAND_OVER = TaskKind("urging.hand_over", "执前督促材料转交执行部门", FILING, act="hand_over", rule=rules.HAND_OVER)
RECEIVE = TaskKind("urging.accept", "接收执前督促材料", OFFICERS, act="accept")
SERVE = TaskKind("urging.serve", "送达自动履行催告书", OFFICERS, act="serve_notice", rule=rules.SEND_DEMAND)
TELL_FILING = TaskKind(
    "urging.notify_filing", "通知立案部门办理首次执行立案", (*OFFICERS, *FILING), act="notify_filing",
    rule=rules.NOTIFY_FILING, when=failed_and_goes("notify_filing"),
)  # fmt: skip
TELL_CREDITOR = TaskKind(
    "urging.inform_creditor", "告知债权人可申请执行并移交材料", OFFICERS, act="inform_creditor",
    when=failed_and_goes("direct_to_execution"),
)  # fmt: skip
CERTIFY = TaskKind(
    "urging.certificate", "告知义务人可申请自动履行证明书", OFFICERS, act="issue_certificate",
    when=lambda urging: performed(urging) and profile_is("certificate.trigger", "on_application")(urging),
)  # fmt: skip
ARCHIVE = TaskKind("urging.archive", "执前督促卷宗装订归档", OFFICERS, act="archive", when=performed)
COPY_TRIAL = TaskKind(
    "urging.copy_trial", "备案自动履行证明书（审判部门）", (Role.TRIAL_CLERK, Role.TRIAL_JUDGE), unit=Unit.TRIAL,
    when=performed, spec=("A-4.8",),
)  # fmt: skip
COPY_FILING = TaskKind(
    "urging.copy_filing",
    "备案自动履行证明书（执行立案部门）",
    FILING,
    unit=Unit.FILING,
    when=performed,
    spec=("A-4.8",),
)
WHEN_PERFORMED = (CERTIFY, ARCHIVE, COPY_TRIAL, COPY_FILING)
WHEN_FAILED = (TELL_FILING, TELL_CREDITOR)
CERTIFICATE = Order(
    "performance_certificate",
    lambda urging: performed(urging) and profile_is("certificate.trigger", "ex_officio")(urging),
)
