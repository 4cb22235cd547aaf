"""The court's own words for editable paragraphs: closed placeholders, mandatory elements, dated versions.

What a court may reword is declared by the kind's slots; every change is an event and earlier papers keep their text.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from courtflow.flow import clock
from courtflow.flow.events import record_system_event

from .models import Wording
from .placeholders import fill
from .snapshots import WordingFacts


def in_force(court: Any, kind: str, on: date) -> dict[str, Wording]:
    """Per slot the newest text of the nearest court of the line that has one."""
    rows = Wording.objects.filter(court_id__in=court.lineage, kind=kind, valid_from__lte=on)
    nearness = {pk: distance for distance, pk in enumerate(court.lineage)}
    ordered = sorted(rows, key=lambda row: (-nearness[row.court_id], row.valid_from))
    return {row.slot: row for row in ordered}


def frozen(court: Any, kind: str, on: date, values: Mapping[str, str]) -> dict[str, WordingFacts]:
    """The texts in force with their placeholders filled, as they go into a snapshot."""
    return {
        slot: {"text": fill(row.text, values), "version": row.version}
        for slot, row in in_force(court, kind, on).items()
    }


def enact(wording: Wording, by: Any) -> Wording:
    """Store a new version and record who changed what on which basis; existing versions are never edited."""
    with transaction.atomic():
        same = Wording.objects.filter(court=wording.court, kind=wording.kind, slot=wording.slot)
        wording.version = (same.aggregate(last=Max("version"))["last"] or 0) + 1
        wording.created_by, wording.created_at = by, clock.now()
        wording.save(force_insert=True)
        record_system_event(
            "documents.wording",
            {
                "court": wording.court.name,
                "kind": wording.kind,
                "slot": wording.slot,
                "version": wording.version,
                "valid_from": wording.valid_from,
                "text": wording.text,
            },
            by,
            label="修改文书用语",
            source=f"{wording.source}{wording.article}",
        )
    return wording
