"""Loading a newly published holiday notice: read, shown with what it would move, confirmed; each step an event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models, transaction

from courtflow.law.calendar import Notice
from courtflow.policy import calendars, holidays
from courtflow.policy.models import HolidayNotice

from . import clock, recalendar
from .dated import Shift
from .events import record_system_event
from .models import CalendarMove


def known(payload: dict[str, Any]) -> HolidayNotice | None:
    """The newest loaded version of the year, if it says exactly this."""
    newest = HolidayNotice.objects.filter(year=payload["year"]).order_by("-version").first()
    return newest if newest and newest.digest == holidays.digest(payload) else None


def load(payload: dict[str, Any], source: str, by: Any = None) -> HolidayNotice:
    """Store a notice, without effect until confirmed. The same again changes nothing."""
    with transaction.atomic():
        if same := known(payload):
            return same
        last = HolidayNotice.objects.filter(year=payload["year"]).aggregate(last=models.Max("version"))["last"] or 0
        row = HolidayNotice.objects.create(
            year=payload["year"], version=last + 1, number=payload["number"].strip(), payload=payload,
            digest=holidays.digest(payload), source=source, loaded_by=by, loaded_at=clock.now(),
        )  # fmt: skip
        record_system_event("calendar.load", _facts(row), by, label=f"载入放假通知：{row}"[:100], source=source)
    return row


def preview(notice: Notice) -> Iterator[Shift]:
    """What an effective notice would change, in all courts."""
    return recalendar.shifts(lambda court: calendars.calendar_with(court.lineage, notice))


def confirm(row: HolidayNotice, by: Any = None) -> list[CalendarMove]:
    """Put a notice in force for all new computations; what would move is listed and stays until decided."""
    with transaction.atomic():
        changed = HolidayNotice.objects.filter(pk=row.pk, confirmed_at=None).update(
            confirmed_at=clock.now(), confirmed_by=by
        )
        if not changed:
            return []
        row.refresh_from_db()
        found = recalendar.take_note(row.number)
        facts = {**_facts(row), "waiting": len(found)}
        record_system_event("calendar.confirm", facts, by, label=f"确认放假通知：{row}"[:100], source=row.source)
    return found


def move_all(moves: Iterable[CalendarMove], by: Any = None) -> int:
    """Move one by one, each in a transaction of its own; how many were moved."""
    return sum(recalendar.move(pending, by) is not None for pending in moves)


def _facts(row: HolidayNotice) -> dict[str, Any]:
    return {"object": f"policy.holidaynotice:{row.pk}", "name": str(row), "version": row.version, "notice": row.payload}
