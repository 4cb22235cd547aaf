"""The system's share of a duty (a list, a screen): done once, outside long transactions, tried again when it fails."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from . import events, filing, notices
from .models import Duty
from .rules import DUTIES

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)  # longer than the longest screen, so that another copy does not begin it again
MAX_ATTEMPTS = 5  # as for deadlines: then a person is told


def prepare_all(at: datetime) -> Iterator[str]:
    """Every open duty whose share is not done; one that keeps failing is told of and holds up no other."""
    free = Q(retry_at=None) | Q(retry_at__lte=at)
    rows = Duty.objects.filter(free, prepared_at=None, opened_at__lte=at, attempts__lt=MAX_ATTEMPTS)
    for pk in list(rows.order_by("started_on", "id").values_list("pk", flat=True)):
        claimed = Duty.objects.filter(free, pk=pk, prepared_at=None)
        if claimed.update(retry_at=at + LEASE, attempts=F("attempts") + 1):
            yield _prepare(Duty.objects.select_related("court", "department").get(pk=pk), at)


def _prepare(duty: Duty, at: datetime) -> str:
    try:
        content = _do(duty, at)
        with transaction.atomic():
            _finish(duty, content, at)
    except Exception as error:
        log.error("duty %s could not be prepared", duty.pk, exc_info=True)
        Duty.objects.filter(pk=duty.pk).update(error=str(error)[:2000])
        if duty.attempts >= MAX_ATTEMPTS:
            notices.tell(duty, f"“{duty}”系统多次办理未成，请联系系统管理员：{error}", alert=True)
        return "failed"
    return "fired"


def _do(duty: Duty, at: datetime) -> dict[str, Any] | None:
    """The work itself. Inside somebody's transaction a savepoint, which a database error does not outlive; otherwise
    none, so that a long screen locks no case but the one it is at."""
    work = DUTIES[duty.rule].work
    if work is None:
        return None
    with transaction.atomic() if transaction.get_connection().in_atomic_block else nullcontext():
        return work(duty, at)


def _finish(duty: Duty, content: dict[str, Any] | None, at: datetime) -> None:
    duty.prepared_at, duty.error, duty.retry_at = at, "", None
    duty.save(update_fields=["result", "prepared_at", "error", "retry_at"])
    events.record_of(duty, "prepare", f"系统办理：{duty}", at=at, facts={"found": _counts(duty.result)})
    if content is not None:
        filing.file_by_system(duty, content, at)


def _counts(result: dict[str, Any]) -> dict[str, Any]:
    """How many of each; the names themselves stay in the row."""
    return {name: len(value) if isinstance(value, list) else value for name, value in result.items()}
