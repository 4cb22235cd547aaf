"""Who of a case is met where: the claimants at the counter, those who must answer by the mediator and in the suit."""

from collections.abc import Sequence

from courtflow.cases.models import Party
from documents.drafting import Draft

ANSWERING = (*Party.DEBTOR_SIDE, Party.Role.THIRD)


def answering(draft: Draft) -> Sequence[Party]:
    """Defendants, respondents and third parties, each his own copy."""
    return [party for party in draft.parties if party.role in ANSWERING]


def claiming(draft: Draft) -> Sequence[Party]:
    return [party for party in draft.parties if party.role in Party.CREDITOR_SIDE]


def claimants_or_answering(draft: Draft) -> Sequence[Party]:
    """At the counter of filing those who claim; before the mediator and in the suit those who must answer."""
    return claiming(draft) if draft.proceeding.kind == "filing" else answering(draft)
