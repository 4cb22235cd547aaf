"""What must be true before a mediation agreement is taken."""

from typing import Any

from courtflow.accounts.roles import Role
from courtflow.cases.models import Party
from courtflow.flow.refusals import guard
from courtflow.law.articles import SHANYANG


@guard(
    "尚未评估全部债务人的履行意愿、能力和诚意",
    under=SHANYANG[2],
    remedy="先办理“评估履行意愿和能力”，每名债务人一份",
    ask=Role.MEDIATOR.label,
    spec=("C-2.1",),
)
def every_debtor_is_assessed(mediation: Any) -> bool:
    done = mediation.assessments.values("debtor_id")
    return not mediation.case.parties.filter(role__in=Party.DEBTOR_SIDE).exclude(pk__in=done).exists()
