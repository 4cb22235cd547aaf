"""What the bankruptcy notice says was found: read from the lead's own snapshot."""

from __future__ import annotations

from typing import Any

from courtflow.flow import clock
from documents.snapshots import CriterionFacts, Screening


def screening_of(proceeding: Any, event: Any) -> Screening | None:
    """The hit behind a lead; None for every other kind of proceeding."""
    if proceeding.KIND != "bankruptcy":
        return None
    kept = proceeding.snapshot
    return {
        "party": proceeding.debtor_id,
        "criteria": [_criterion(proceeding, row) for row in kept.get("criteria") or [{}]],
        "screened_at": str(kept.get("screened_at") or clock.day_of(event.at).isoformat()),
        "screening_id": str(kept.get("screening_id") or proceeding.pk),
        "scope": str(kept.get("scope") or "本院案件"),
        "report_number": str(kept.get("report_number") or ""),
        "competent_court": str(kept.get("competent_court") or ""),
        "capital_on": kept.get("capital_on"),
        "reply_by": kept.get("reply_by"),
    }


def _criterion(proceeding: Any, row: dict[str, Any]) -> CriterionFacts:
    return {
        "code": str(row.get("code") or proceeding.criterion),
        "year": row.get("year"),
        "count": row.get("count"),
        "total": row.get("total"),
        "number": str(row.get("number") or proceeding.snapshot.get("execution") or ""),
        "court": str(row.get("court") or proceeding.court.name),
        "on": row.get("on"),
        "finding": str(row.get("finding") or proceeding.snapshot.get("finding") or ""),
    }
