"""Who of a case is met where: the claimants at the counter, those who must answer by the mediator and in the suit."""

from collections.abc import Sequence

from courtflow.cases.models import Party
from documents.addressing import saying
from documents.drafting import Draft

ANSWERING = (*Party.DEBTOR_SIDE, Party.Role.THIRD)


@saying("被告、被申请人和第三人")
def answering(draft: Draft) -> Sequence[Party]:
    """Defendants, respondents and third parties, each his own copy."""
    return [party for party in draft.parties if party.role in ANSWERING]


@saying("原告、申请人")
def claiming(draft: Draft) -> Sequence[Party]:
    return [party for party in draft.parties if party.role in Party.CREDITOR_SIDE]


@saying("登记立案时原告、申请人；调解和审理中被告、被申请人和第三人")
def claimants_or_answering(draft: Draft) -> Sequence[Party]:
    """At the counter of filing those who claim; before the mediator and in the suit those who must answer."""
    return claiming(draft) if draft.proceeding.kind == "filing" else answering(draft)
