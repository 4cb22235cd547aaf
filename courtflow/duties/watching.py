"""The sweep's part: opens what a period's end makes due, lets the system do its share, warns, and calls overdue.

Safe to run late, twice, or in ten copies: each court's progress is one locked row, each duty one unique row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from courtflow.flow import clock

from . import events, notices, opening, preparing
from .models import Duty

BATCH = 500


def sweep(at: datetime) -> Iterator[str]:
    """Everything that recurring duties need at a moment, in the order of the law: open, prepare, warn, overdue."""
    yield from opening.open_due(at)
    yield from preparing.prepare_all(at)
    yield from _each(Duty.objects.filter(state=Duty.State.OPEN, due_at__lte=at).order_by("due_at", "id"), _overdue, at)
    warnable = Duty.objects.filter(state=Duty.State.OPEN, next_warning_at__lte=at)
    yield from _each(warnable.order_by("next_warning_at", "id"), _warn, at)


def _each(rows: QuerySet[Duty], deed: Callable[[Duty, datetime], str], at: datetime) -> Iterator[str]:
    """One transaction per row; what another copy or a person is at is left to the next round."""
    for pk in list(rows.values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            duty = Duty.objects.select_for_update(skip_locked=True).filter(pk=pk, state=Duty.State.OPEN).first()
            if duty is not None:
                yield deed(duty, at)


def _overdue(duty: Duty, at: datetime) -> str:
    """Late from the last instant of the last day on; who is named by the rule learns of it."""
    effect = duty.due_at - timedelta(microseconds=1)
    Duty.objects.filter(pk=duty.pk).update(state=Duty.State.OVERDUE, next_warning_at=None)
    events.record_of(duty, "overdue", f"逾期未报送：{duty}", at=effect)
    notices.tell(duty, f"“{duty}”已于{duty.due_on:%Y-%m-%d}届满仍未报送，请立即办理", alert=True)
    return "fired"


def _warn(duty: Duty, at: datetime) -> str:
    days = (duty.due_on - clock.day_of(at)).days
    notices.tell(duty, f"“{duty}”还有{days}天届满（末日{duty.due_on:%Y-%m-%d}）")
    duty.next_warning_at = opening.next_warning(duty, at)
    duty.save(update_fields=["next_warning_at"])
    return "warned"
