"""What a new calendar does to open deadlines: listed first, moved one by one on somebody's word, never silently.

A notice that is loaded, a correction, a local rest day: each may put a running deadline on another day. Such a deadline
stays where it is and is listed as waiting for confirmation; confirmed, it is written anew with an event that names the
notice. A provisional mark that falls without moving the day falls at once: the date that people were told stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models, transaction

from courtflow.law.calendar import Calendar
from courtflow.law.periods import Due, Roll, Unit, local_day

from . import clock
from .deadlines import computed, succeed
from .events import Entry, record
from .models import CalendarMove, Deadline, Event
from .notices import notify

CalendarOf = Callable[[Any], Calendar]  # of a court


@dataclass(frozen=True)
class Shift:
    """An open deadline on which a calendar has another word than what is stored."""

    deadline: Deadline
    due: Due

    @property
    def old_on(self) -> date:
        return self.deadline.due_on

    @property
    def new_on(self) -> date:
        return local_day(self.due.due)

    @property
    def moves(self) -> bool:
        return self.new_on != self.old_on

    @property
    def earlier(self) -> bool:
        return self.new_on < self.old_on


def shifts(calendar_of: CalendarOf, courts: Iterable[Any] | None = None) -> Iterator[Shift]:
    """Open deadlines that would move or whose provisional mark would fall, the earliest first."""
    calendars: dict[int, Calendar] = {}
    for deadline in sensitive(courts).iterator(chunk_size=500):
        court = deadline.proceeding.court
        if court.pk not in calendars:
            calendars[court.pk] = calendar_of(court)
        shift = Shift(deadline, computed_by(deadline, calendars[court.pk]))
        if shift.moves or shift.due.provisional != deadline.provisional:
            yield shift


def sensitive(courts: Iterable[Any] | None) -> models.QuerySet[Deadline]:
    """Running clocks that a calendar can move; one that stands still is computed anew when it goes on."""
    fixed = models.Q(unit=Unit.HOUR) | models.Q(roll=Roll.NONE) & ~models.Q(unit=Unit.WORKDAY)
    rows = Deadline.objects.filter(state__in=Deadline.COUNTING).exclude(fixed)
    if courts is not None:
        rows = rows.filter(proceeding__court__in=courts)
    related = rows.select_related("case", "proceeding__court", "origin")
    return related.prefetch_related("proceeding__exclusions", "extensions", "origin__extensions").order_by(
        "due_at", "id"
    )


def computed_by(deadline: Deadline, calendar: Calendar) -> Due:
    exclusions = [each for each in deadline.proceeding.exclusions.all() if deadline.rule in each.rules]
    return computed(deadline, calendar, exclusions, (deadline.origin or deadline).extensions.all())


def take_note(cause: str, courts: Iterable[Any] | None = None) -> list[CalendarMove]:
    """After the calendar has changed: list what would move, let provisional marks fall where nothing does."""
    moment, found = clock.now(), []
    with transaction.atomic():
        for shift in shifts(lambda court: court.calendar, courts):
            if shift.moves:
                found.append(_pending(shift, cause, moment))
            else:
                _unmark(shift)
    return found


def _pending(shift: Shift, cause: str, moment: datetime) -> CalendarMove:
    values = {"cause": cause[:300], "old_on": shift.old_on, "new_on": shift.new_on, "found_at": moment}
    move, _ = CalendarMove.objects.update_or_create(
        deadline=shift.deadline, state=CalendarMove.State.PENDING, defaults=values
    )
    return move


def _unmark(shift: Shift) -> None:
    Deadline.objects.filter(pk=shift.deadline.pk, due_on=shift.new_on, state__in=Deadline.COUNTING).update(
        provisional=shift.due.provisional, steps=list(shift.due.steps), calendar_version=shift.due.calendar_version
    )
    shift.deadline.moves.filter(state=CalendarMove.State.PENDING).update(state=CalendarMove.State.OVERTAKEN)


def move(pending: CalendarMove, by: Any) -> Event | None:
    """Write the deadline anew on its new day. None where it has ended meanwhile, or the day is right by now."""
    with transaction.atomic():
        deadline = _locked(pending)
        if deadline is None:
            return None
        due = computed_by(deadline, deadline.proceeding.court.calendar)
        if local_day(due.due) == deadline.due_on:
            CalendarMove.objects.filter(pk=pending.pk).update(state=CalendarMove.State.OVERTAKEN, decided_by=by)
            return None
        event = _record(pending, deadline, by, "calendar.move", "按放假安排改期", local_day(due.due))
        exclusions = [each for each in deadline.proceeding.exclusions.all() if deadline.rule in each.rules]
        remark = f"依{pending.cause}重新计算，末日由{deadline.due_on:%Y-%m-%d}改为{local_day(due.due):%Y-%m-%d}"
        fresh = succeed(
            deadline, event, deadline.proceeding.court.calendar, exclusions,
            (deadline.origin or deadline).extensions.all(), remark,
        )  # fmt: skip
        _decide(pending, CalendarMove.State.MOVED, by, event)
        notify(fresh, f"“{fresh.title}”{remark}")
    return event


def keep(pending: CalendarMove, by: Any) -> Event | None:
    """Leave the deadline on the day that people were told; that, too, is an event."""
    with transaction.atomic():
        deadline = _locked(pending)
        if deadline is None:
            return None
        event = _record(pending, deadline, by, "calendar.keep", "放假安排变更，维持原日", pending.new_on)
        _decide(pending, CalendarMove.State.KEPT, by, event)
    return event


def _locked(pending: CalendarMove) -> Deadline | None:
    """The case first, as perform() does; then whether the move still waits for anybody."""
    case_model: Any = Deadline._meta.get_field("case").related_model
    case_model.objects.select_for_update().get(pk=pending.deadline.case_id)
    waiting = CalendarMove.objects.pending().select_for_update(of=("self",)).filter(pk=pending.pk).exists()
    if not waiting:
        return None
    return Deadline.objects.select_related("case", "proceeding__court", "origin").get(pk=pending.deadline_id)


def _record(pending: CalendarMove, deadline: Deadline, by: Any, act: str, label: str, new_on: date) -> Event:
    state = deadline.proceeding.state
    return record(
        Entry(
            act=act, label=f"{label}：{deadline.title}"[:100], by=by, role="system_admin" if by else "system",
            case=deadline.case, proceeding=deadline.proceeding, from_state=state, to_state=state,
            articles=(pending.cause,),
            facts={"deadline": deadline.pk, "rule": deadline.rule, "old": deadline.due_on, "new": new_on},
        )
    )  # fmt: skip


def _decide(pending: CalendarMove, state: str, by: Any, event: Event) -> None:
    CalendarMove.objects.filter(pk=pending.pk).update(state=state, decided_by=by, event=event)
