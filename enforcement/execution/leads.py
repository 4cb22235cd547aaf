"""A bankruptcy lead met in enforcement: the court's own screen, this case's 终本, and what the officer found."""

from __future__ import annotations

from typing import Any

from courtflow.cases.screening import search
from courtflow.flow.acts import Deed

from .records import ClosingReview
from .states import State

BLANK = {"year": None, "count": None, "total": None, "number": "", "court": "", "on": None, "finding": ""}


def lead_snapshot(execution: Any, deed: Deed) -> dict[str, Any]:
    """The screening that the notice quotes; its criteria are never empty (佳木斯九, 执转破意见第四条)."""
    made = search(execution, at=deed.at, by=deed.by)
    hit: dict[str, Any] = next((row for row in made.hits if row["party"] == deed["debtor"].pk), {})
    criteria = [*hit.get("criteria", []), *_own_closing(execution)]
    found = BLANK | {"code": "enforcement", "finding": deed["finding"]}
    base = {"party": deed["debtor"].pk, "screened_at": deed.at.isoformat(), "screening_id": str(made.pk)}
    return base | {"scope": made.result["scope"], "report_number": str(made)} | hit | {"criteria": [*criteria, found]}


def _own_closing(execution: Any) -> list[dict[str, Any]]:
    """终本 for want of ability in this very case; the screen reads other cases only."""
    if execution.state != State.TERMINATED_THIS_TIME:
        return []
    review = execution.closing_reviews.exclude(approved_on=None).latest("id")
    if review.reason != ClosingReview.Reason.NO_ASSETS:
        return []
    said = {"number": execution.number, "court": execution.court.name, "on": execution.ended_on.isoformat()}
    return [BLANK | {"code": "terminated"} | said]
