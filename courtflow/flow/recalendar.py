"""What a new calendar does to stored days: listed first, moved one by one on somebody's word, never silently.

A notice that is loaded, a correction, a local rest day: each may put a running deadline, a recurring duty, the last day
of an item on another day. Such a day stays where it is and is listed as waiting for confirmation; confirmed, it is
written anew with an event that names the notice. A provisional mark that falls without moving the day falls at once:
the date that people were told stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction

from . import clock, registry
from .dated import CalendarOf, Shift
from .events import Entry, record
from .models import CalendarMove, Event


def shifts(calendar_of: CalendarOf, courts: Iterable[Any] | None = None) -> Iterator[Shift]:
    """Stored days that would move or whose provisional mark would fall, kind by kind, the earliest first."""
    calendars: dict[int, Any] = {}

    def known(court: Any) -> Any:
        if court.pk not in calendars:
            calendars[court.pk] = calendar_of(court)
        return calendars[court.pk]

    for dated in registry.dated.values():
        found = (dated.shift(row, known) for row in dated.rows(courts))
        yield from (shift for shift in found if shift.matters)


def take_note(cause: str, courts: Iterable[Any] | None = None) -> list[CalendarMove]:
    """After the calendar has changed: list what would move, let provisional marks fall where nothing does."""
    moment, found = clock.now(), []
    with transaction.atomic():
        for shift in shifts(lambda court: court.calendar, courts):
            if shift.moves:
                found.append(_pending(shift, cause, moment))
            else:
                registry.dated[shift.kind].unmark(shift)
                overtake(shift.kind, shift.row.pk)
    return found


def _pending(shift: Shift, cause: str, moment: datetime) -> CalendarMove:
    values = {
        "cause": cause[:300], "old_on": shift.old_on, "new_on": shift.new_on, "found_at": moment,
        "title": shift.title[:200], "court": shift.court, "case_id": shift.case_id,
        "deadline_id": shift.row.pk if shift.kind == "deadline" else None,
    }  # fmt: skip
    move, _ = CalendarMove.objects.update_or_create(
        kind=shift.kind, row=shift.row.pk, state=CalendarMove.State.PENDING, defaults=values
    )
    return move


def overtake(kind: str, row: int, event: Event | None = None) -> None:
    """What waited for a word has been settled otherwise."""
    waiting = CalendarMove.objects.filter(kind=kind, row=row, state=CalendarMove.State.PENDING)
    waiting.update(state=CalendarMove.State.OVERTAKEN, event=event)


def move(pending: CalendarMove, by: Any) -> Event | None:
    """Write the day anew. None where what it belongs to has ended meanwhile, or the day is right by now."""
    with transaction.atomic():
        shift = _locked(pending)
        if shift is None:
            return None
        if not shift.moves:
            CalendarMove.objects.filter(pk=pending.pk).update(state=CalendarMove.State.OVERTAKEN, decided_by=by)
            return None
        remark = f"依{pending.cause}重新计算，末日由{shift.old_on:%Y-%m-%d}改为{shift.new_on:%Y-%m-%d}"
        event = _record(pending, shift, by, "calendar.move", "按放假安排改期")
        registry.dated[shift.kind].write(shift, event, remark)
        _decide(pending, CalendarMove.State.MOVED, by, event)
    return event


def keep(pending: CalendarMove, by: Any) -> Event | None:
    """Leave the day that people were told; that, too, is an event."""
    with transaction.atomic():
        shift = _locked(pending)
        if shift is None:
            return None
        event = _record(pending, shift, by, "calendar.keep", "放假安排变更，维持原日")
        _decide(pending, CalendarMove.State.KEPT, by, event)
    return event


def _locked(pending: CalendarMove) -> Shift | None:
    """The case first, as perform() does; then whether the move still waits for anybody."""
    if pending.case_id:
        case_model: Any = CalendarMove._meta.get_field("case").related_model
        case_model.objects.select_for_update().get(pk=pending.case_id)
    waiting = CalendarMove.objects.select_for_update().filter(pk=pending.pk, state=CalendarMove.State.PENDING)
    if waiting.first() is None:
        return None
    dated = registry.dated[pending.kind]
    row = dated.find(pending.row)
    if row is None:
        overtake(pending.kind, pending.row)
        return None
    shift: Shift = dated.shift(row, lambda court: court.calendar)
    return shift


def _record(pending: CalendarMove, shift: Shift, by: Any, act: str, label: str) -> Event:
    proceeding = registry.dated[shift.kind].proceeding(shift.row)
    state = proceeding.state if proceeding else ""
    return record(
        Entry(
            act=act, label=f"{label}：{shift.title}"[:100], by=by, role="system_admin" if by else "system",
            case=pending.case, proceeding=proceeding, from_state=state, to_state=state, articles=(pending.cause,),
            facts={
                "court": shift.court, shift.kind: shift.row, "title": shift.title, "old": shift.old_on,
                "new": shift.new_on,
            },
        )
    )  # fmt: skip


def _decide(pending: CalendarMove, state: str, by: Any, event: Event) -> None:
    CalendarMove.objects.filter(pk=pending.pk).update(state=state, decided_by=by, event=event)
