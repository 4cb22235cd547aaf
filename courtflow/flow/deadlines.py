"""Starting, stopping and explaining stored deadlines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models.base import ModelState

from courtflow.law.calendar import Calendar
from courtflow.law.numerals import dated
from courtflow.law.periods import Due, Span, compute

from . import clock
from .acts import Deed
from .models import CalendarMove, Deadline, Event, Exclusion, Extension, Task
from .rules import Basis, Rule, Start, Stop


def start_all(proceeding: Any, starts: Iterable[Start], deed: Deed, event: Event) -> list[Deadline]:
    """Start the clocks an act declares; rules that the court's profile leaves off are skipped."""
    begun: list[Deadline] = []
    for start in starts:
        if start.when is not None and not start.when(proceeding):
            continue
        rule = start.rule.for_court(proceeding.policy)
        if not rule.enabled:
            continue
        floor = start.floor(proceeding) if start.floor else None
        excluded = start.excluded(proceeding) if start.excluded else ()
        for basis, party in _bases(start, proceeding, deed):
            begun.append(begin(proceeding, rule, basis, event, party, floor, excluded))
    return begun


def _bases(start: Start, proceeding: Any, deed: Deed) -> Iterator[tuple[Basis, Any]]:
    if start.basis is None:
        yield (deed.at if start.rule.period.unit == "hour" else deed.on), None
        return
    found = start.basis(proceeding)
    if found is None:
        return
    if isinstance(found, date):
        yield found, None
    else:
        yield from found


def begin(
    proceeding: Any,
    rule: Rule,
    basis: Basis,
    event: Event,
    party: Any = None,
    floor: tuple[date, str] | None = None,
    excluded: Sequence[Span] = (),
) -> Deadline:
    """Store one running deadline. `rule` is already as the court's profile has it."""
    deadline = Deadline(
        case_id=proceeding.case_id,
        proceeding_id=proceeding.pk,
        party=party,
        rule=rule.code,
        timer=rule.timer,
        title=rule.title,
        article=str(rule.under),
        started_on=_day(basis),
        started_at=basis if isinstance(basis, datetime) else None,
        length=rule.period.length,
        unit=rule.period.unit,
        roll=rule.period.roll,
        warn=list(rule.warn),
        on_expiry=rule.on_expiry or "",
        alert=list(rule.alert),
        cap=rule.cap,
        outlives=rule.outlives,
        floor_on=floor[0] if floor else None,
        floor_reason=floor[1] if floor else "",
        started_by=event,
    )
    spared = list(proceeding.exclusions.filter(rules__contains=[rule.code])) if rule.limit else []
    deadline.spans = excluded
    settle(deadline, proceeding.court.calendar, spared)
    deadline.save(force_insert=True)
    return deadline


def settle(
    deadline: Deadline, calendar: Calendar, exclusions: Iterable[Exclusion] = (), extensions: Iterable[Extension] = ()
) -> None:
    """Compute an occurrence from what is stored; while one of the exclusions lasts, the clock stands still."""
    spared = list(exclusions)
    result = computed(deadline, calendar, spared, extensions)
    lasting = [each for each in spared if each.last is None]
    for each in lasting:
        still = f"自{dated(each.first)}起{each.label}，期间不计入（{each.authority}），恢复后重新计算末日"
        result = replace(result, steps=(*result.steps, still))
    deadline.state = Deadline.State.SUSPENDED if lasting else Deadline.State.RUNNING
    apply_result(deadline, result)
    if lasting:
        deadline.next_warning_at = None


def computed(
    deadline: Deadline, calendar: Calendar, exclusions: Iterable[Exclusion], extensions: Iterable[Extension]
) -> Due:
    """When a stored clock ends by a calendar: its fact and length, the days left out, the time added, its floor."""
    spans = [*deadline.spans, *(each.span for each in exclusions if each.span)]
    result = compute(deadline.period, deadline.basis, calendar, spans, [each.added for each in extensions])
    if deadline.floor_on and deadline.floor_on > _day(result.due):
        result = replace(result, due=deadline.floor_on, steps=(*result.steps, deadline.floor_reason))
    return result


NEW_CALENDAR = "此前计算所用的放假安排已有变更，本次按现行放假安排重新计算"


def succeed(
    old: Deadline,
    event: Event,
    calendar: Calendar,
    exclusions: Iterable[Exclusion],
    extensions: Iterable[Extension],
    remark: str = "",
    started_on: date | None = None,
) -> Deadline:
    """The next occurrence of a clock; the one before ends as recomputed and stays as it was.

    `remark` is the last of its steps; a calendar that has changed meanwhile is always named. `started_on` where the
    day that it counts from has itself moved.
    """
    fresh = copy(old)
    fresh.pk, fresh._state = None, ModelState()
    fresh.replaces, fresh.origin_id, fresh.started_by = old, old.origin_id or old.pk, event
    fresh.attempts, fresh.retry_at, fresh.error = 0, None, ""
    fresh.started_on = started_on or old.started_on
    settle(fresh, calendar, exclusions, extensions)
    if remark or fresh.calendar_version != old.calendar_version:
        fresh.steps.append(remark or NEW_CALENDAR)
    fresh.save(force_insert=True)
    old.end(Deadline.State.REPLACED, event.at, event)
    old.tasks.filter(state__in=Task.OPEN_STATES).update(deadline=fresh)
    old.moves.filter(state=CalendarMove.State.PENDING).update(state=CalendarMove.State.OVERTAKEN, event=event)
    return fresh


def apply_result(deadline: Deadline, result: Due) -> None:
    """Copy what the pure code computed onto the row."""
    deadline.raw_on, deadline.due_on = _day(result.raw), _day(result.due)
    deadline.due_at = result.expires_at
    deadline.steps = list(result.steps)
    deadline.provisional = result.provisional
    deadline.calendar_version = result.calendar_version
    deadline.next_warning_at = next_warning(deadline, clock.now())


def next_warning(deadline: Deadline, after: datetime) -> datetime | None:
    """The next moment at which people are told before the last day; None when all warnings are past."""
    moments = sorted(deadline.due_at - timedelta(days=days + 1) for days in deadline.warn)
    return next((moment for moment in moments if moment > after), None)


def _day(value: Basis) -> date:
    return clock.day_of(value) if isinstance(value, datetime) else value


def stop_all(proceeding: Any, stops: Iterable[Stop], deed: Deed, event: Event) -> None:
    """Stop what an act declares as answered: met in time, or late."""
    for stop in stops:
        rows = Deadline.objects.filter(rule=stop.rule.code, state__in=Deadline.LIVE)
        rows = (
            rows.filter(case_id=proceeding.case_id)
            if stop.scope == "case"
            else rows.filter(proceeding_id=proceeding.pk)
        )
        for deadline in rows:
            deadline.end(deadline.answered(deed.at), deed.at, event)


def stop_for_party(proceeding: Any, rule: Rule, party: Any, deed: Deed, event: Event | None = None) -> None:
    """Stop one party's own clock."""
    rows = Deadline.objects.filter(proceeding_id=proceeding.pk, rule=rule.code, party=party, state__in=Deadline.LIVE)
    for deadline in rows:
        deadline.end(deadline.answered(deed.at), deed.at, event)


def cancel_rest(proceeding: Any, deed: Deed, event: Event) -> None:
    """A proceeding that has ended keeps no clock running, except those the law lets outlive it."""
    rows = Deadline.objects.filter(proceeding_id=proceeding.pk, state__in=Deadline.LIVE, outlives=False)
    for deadline in rows:
        deadline.end(Deadline.State.CANCELLED, deed.at, event)
