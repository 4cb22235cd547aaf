"""What must be true before somebody applies to change or add a party."""

from typing import Any

from courtflow.accounts.roles import Role
from courtflow.flow.acts import Deed
from courtflow.flow.refusals import guard
from courtflow.law.articles import NANZHAO, VAR
from enforcement.execution.states import State

ENDED = (State.COMPLETED, State.TERMINATED, State.REVIVAL_REFUSED)


@guard(
    "本案没有正在执行或者终结本次执行程序的执行案件", under=[VAR[1], NANZHAO["四", 1]],
    remedy="变更、追加当事人在执行过程中申请；先立执行案件，再由当事人申请裁定", ask=Role.FILING_JUDGE.label,
    spec=("E-4.2",),
)  # fmt: skip
def enforcement_is_under_way(substitution: Any) -> bool:
    rows = substitution.case.proceedings.filter(kind="execution").exclude(number=None)
    return bool(rows.exclude(state__in=ENDED).exists())


@guard(
    "就同一人、同一事由的变更、追加申请正在审查中", under=VAR[28], remedy="在已受理的申请中一并审查",
    ask=Role.OBJECTION_JUDGE.label, needs_facts=True,
)  # fmt: skip
def no_like_application_is_pending(substitution: Any, deed: Deed) -> bool:
    name = deed["person"].name if deed["person"] else deed["person_name"]
    rows = type(substitution).objects.filter(case=substitution.case_id, ground=deed["ground"], person__name=name)
    return not rows.filter(closed_at=None).exclude(pk=substitution.pk).exists()
