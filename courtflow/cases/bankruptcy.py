"""Who is in bankruptcy: the bar to enforcement in every court (佳木斯九（二），企业破产法第十九条)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from .models import Party, Proceeding

KIND = "bankruptcy"
IN_BANKRUPTCY = ("accepted", "declared")  # states of that kind in which the bar stands


def acceptances(identifier: str) -> QuerySet[Proceeding]:
    """Bankruptcies accepted against the bearer of a credit code, in any case of any court; none for an empty code."""
    rows = Proceeding.objects.filter(kind=KIND, state__in=IN_BANKRUPTCY)
    return rows.filter(bankruptcy__debtor__identifier=identifier) if identifier else rows.none()


def bankruptcy_accepted(identifier: str) -> bool:
    """Whether no new 首执 or 执恢 may be opened against the bearer of this credit code (A-9.11)."""
    return acceptances(identifier).exists()


def barred(parties: Iterable[Party]) -> list[Party]:
    """Those of the parties against whom enforcement is barred."""
    return [party for party in parties if bankruptcy_accepted(party.identifier)]
