"""What the newest related-case search of a case means for enforcement (山阳第九条)."""

from __future__ import annotations

from typing import Any

from courtflow.accounts.roles import Role, Unit
from courtflow.flow.worklist import TaskKind

ENFORCERS = (Role.ENFORCEMENT_CLERK, Role.BUREAU_CHIEF)


def found(proceeding: Any) -> list[dict[str, Any]]:
    """What the newest search says of each party."""
    newest = proceeding.case.searches.last()
    return newest.result["parties"] if newest else []


def claimant_owes_elsewhere(proceeding: Any) -> bool:
    return any(not row["debtor_side"] and row["enforcement_as_debtor"]["count"] for row in found(proceeding))


def debtor_is_owed_elsewhere(proceeding: Any) -> bool:
    return any(row["debtor_side"] and row["as_creditor"]["count"] for row in found(proceeding))


def court_searches(proceeding: Any) -> bool:
    """Whether a paper in force here makes the search part of the file (山阳第九条, 佳木斯九（一）, 浙江三（四）)."""
    return bool(proceeding.policy.sources & {"SHANYANG", "JIAMUSI", "ZHEJIANG"})


INTERCEPT = TaskKind(
    "related.claimant_owes", "关联检索：原告（申请人）另案为被执行人，核对案款拦截", ENFORCERS, unit=Unit.ENFORCEMENT,
    when=claimant_owes_elsewhere, spec=("C-9.5",),
)  # fmt: skip
ATTACH = TaskKind(
    "related.debtor_is_owed", "关联检索：被告（被执行人）另案为权利人，核对可供执行的债权", ENFORCERS,
    unit=Unit.ENFORCEMENT, when=debtor_is_owed_elsewhere, spec=("C-9.4",),
)  # fmt: skip
