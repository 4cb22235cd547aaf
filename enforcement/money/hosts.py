"""Which proceeding of the case a sum of money belongs to, and who else has a claim on its payee."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from courtflow.cases.models import Party
from enforcement.execution.models import Execution

# Enforcement first; before it the urging, before that the division that tried the case (山阳第二十三条).
ORDER = ("execution", "urging", "trial")


def host_of(case: Any) -> Any | None:
    """The open proceeding that conducts the case now; when all have ended, the last of them."""
    rows = list(case.proceedings.filter(kind__in=ORDER).select_related("department", "handler"))
    if not rows:
        return None
    return min(rows, key=lambda row: (row.is_closed, ORDER.index(row.kind), -row.pk))


def executions_against(parties: Iterable[Party], *, outside: Any) -> list[Execution]:
    """Numbered executions under way in the court against bearers of the parties' numbers, in other cases."""
    codes = {party.identifier for party in parties if party.identifier}
    rows = Execution.objects.filter(court=outside.court_id, debtors__identifier__in=codes, closed_at=None)
    rows = rows.exclude(number=None).exclude(case=outside.pk).select_related("handler", "department")
    return list(rows.distinct().order_by("filed_on", "id"))
