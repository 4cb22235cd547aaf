"""Ordering a batch: what was chosen becomes rows, once and for all; a worker does the rest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from courtflow.cases.models import Proceeding
from courtflow.flow import clock
from courtflow.flow.facts import to_json
from courtflow.flow.refusals import Refusal

from .choosing import MOST, Choice
from .models import Batch, Row
from .tasks import ring


def order(choice: Choice, chosen: Iterable[Proceeding], facts: Any, by: Any) -> Batch:
    """A waiting batch with one row for each proceeding, as it stands now. Raises Refusal for none or too many."""
    found = list(chosen)
    if not found:
        raise Refusal("没有选中任何案件", remedy="勾选要办理的案件，或者选择全部", code="none", status=400)
    if len(found) > MOST:
        raise Refusal(f"一次最多办理{MOST}件", remedy="请用条件缩小范围，分批办理", code="many", status=400)
    with transaction.atomic():
        batch = Batch.objects.create(
            department=choice.cleaned_data["department"],
            user=by,
            kind=choice.kind,
            act=choice.declared.name,
            facts=to_json(facts),
            chosen_by=choice.described(),
            ordered_at=clock.now(),
        )
        rows = (
            Row(batch=batch, place=place, proceeding=row, version=row.version)
            for place, row in enumerate(found, start=1)
        )
        Row.objects.bulk_create(rows, batch_size=500)
        transaction.on_commit(ring)
    return batch
