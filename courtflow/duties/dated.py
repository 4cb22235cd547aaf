"""The last days of recurring duties, for the calendar: listed, moved and kept as those of deadlines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from courtflow.flow import clock
from courtflow.flow.dated import CalendarOf, Dated, Shift
from courtflow.flow.models import Event
from courtflow.law.periods import Due, Period, Roll, Unit, compute, local_day

from . import notices, opening
from .models import Duty


class DutyDays(Dated):
    """What is still owed, late or not."""

    kind = "duty"

    def rows(self, courts: Iterable[Any] | None) -> Iterator[Duty]:
        rows = Duty.objects.owed().exclude(roll=Roll.NONE, unit=Unit.DAY).select_related("court")
        if courts is not None:
            rows = rows.filter(court__in=courts)
        return rows.defer("result").order_by("due_at", "id").iterator(chunk_size=500)

    def find(self, pk: int) -> Duty | None:
        return Duty.objects.owed().select_for_update(of=("self",)).select_related("court").filter(pk=pk).first()

    def shift(self, row: Duty, calendar_of: CalendarOf) -> Shift:
        period = Period(row.length, Unit(row.unit), Roll(row.roll))
        due = compute(period, row.started_on, calendar_of(row.court))
        return Shift(self.kind, row, row.court, str(row), row.due_on, due, row.provisional)

    def unmark(self, shift: Shift) -> None:
        Duty.objects.owed().filter(pk=shift.row.pk, due_on=shift.new_on).update(**_reasons(shift.due))

    def write(self, shift: Shift, event: Event, remark: str) -> None:
        """One that was called late and is in time again is open again."""
        duty: Duty = shift.row
        values = {
            **_reasons(shift.due, remark), "raw_on": local_day(shift.due.raw), "due_on": shift.new_on,
            "due_at": shift.due.expires_at, "state": Duty.State.OPEN,
        }  # fmt: skip
        for name, value in values.items():
            setattr(duty, name, value)
        duty.next_warning_at = opening.next_warning(duty, clock.now())
        duty.save(update_fields=[*values, "next_warning_at"])
        notices.tell(duty, f"“{duty}”{remark}")


def _reasons(due: Due, *remarks: str) -> dict[str, Any]:
    return {
        "steps": [*due.steps, *remarks], "provisional": due.provisional, "calendar_version": due.calendar_version,
    }  # fmt: skip
