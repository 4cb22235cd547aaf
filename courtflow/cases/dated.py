"""Days of instruments that a calendar can move: the effective day, and last days that count from it.

民事诉讼法第八十五条. A day that the instrument itself names is moved by no calendar.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from courtflow.flow import clock
from courtflow.flow.dated import CalendarOf, Dated, Shift
from courtflow.flow.deadlines import succeed
from courtflow.flow.models import Deadline, Event
from courtflow.flow.notices import notify
from courtflow.flow.recalendar import overtake
from courtflow.law.calendar import Calendar
from courtflow.law.periods import Due, compute

from . import effects, instruments
from .models import Instrument, Obligation

_OPEN_CLOCKS = Deadline.objects.filter(state__in=Deadline.COUNTING)


def court_of(instrument: Instrument) -> Any:
    return instrument.proceeding.court if instrument.proceeding else instrument.case.court


class ItemDays(Dated):
    """Last days of items that run from the effective day, while they are to come or a clock counts from them."""

    kind = "item"

    def rows(self, courts: Iterable[Any] | None) -> Iterator[Obligation]:
        counted = Exists(_OPEN_CLOCKS.filter(proceeding=OuterRef("instrument__proceeding")))
        rows = self._effective().filter(Q(due_on__gte=clock.today()) | counted)
        if courts is not None:
            rows = rows.filter(Q(instrument__proceeding__court__in=courts) | Q(
                instrument__proceeding=None, instrument__case__court__in=courts
            ))  # fmt: skip
        return rows.order_by("due_on", "id").iterator(chunk_size=500)

    def find(self, pk: int) -> Obligation | None:
        return self._effective().filter(pk=pk).first()

    def _effective(self) -> Any:
        rows = Obligation.objects.exclude(Q(due_days=None) | Q(due_on=None) | Q(instrument__effective_on=None))
        return rows.select_related("instrument__proceeding__court", "instrument__case__court")

    def shift(self, row: Obligation, calendar_of: CalendarOf) -> Shift:
        paper = row.instrument
        court = court_of(paper)
        due = compute(instruments.days_of(row), paper.effective_on or date.max, calendar_of(court))
        title = f"{paper.number}第{row.item}项的履行期末日"
        return _shift(self.kind, row, paper, title, row.due_on or date.max, due)

    def unmark(self, shift: Shift) -> None:
        """No mark is stored: the line of effect asks the calendar each time."""

    def write(self, shift: Shift, event: Event, remark: str) -> None:
        _move_items(shift.row.instrument, {shift.row: shift.new_on}, event, remark)

    def proceeding(self, row: Obligation) -> Any:
        return row.instrument.proceeding


class EffectDays(Dated):
    """Effective days computed here, as long as an item that counts from them is to be performed."""

    kind = "effect"

    def rows(self, courts: Iterable[Any] | None) -> Iterator[Instrument]:
        due = Obligation.objects.filter(instrument=OuterRef("pk"), due_on__gte=clock.today()).exclude(due_days=None)
        rows = self._computed().filter(Exists(due))
        if courts is not None:
            rows = rows.filter(proceeding__court__in=courts)
        return rows.order_by("effective_on", "id").iterator(chunk_size=500)

    def find(self, pk: int) -> Instrument | None:
        return self._computed().filter(pk=pk).first()

    def _computed(self) -> Any:
        rows = Instrument.objects.exclude(Q(effective_on=None) | Q(proceeding=None))
        return rows.select_related("proceeding__court", "case")

    def shift(self, row: Instrument, calendar_of: CalendarOf) -> Shift:
        calendar = calendar_of(court_of(row))
        stored = row.effective_on or date.max
        return _shift(self.kind, row, row, f"{row.number}的生效日", stored, _effect(row, stored, calendar))

    def unmark(self, shift: Shift) -> None:
        """No mark is stored: the line of effect asks the calendar each time."""

    def write(self, shift: Shift, event: Event, remark: str) -> None:
        paper: Instrument = shift.row
        paper.effective_on, paper.effect_steps = shift.new_on, [*shift.due.steps, remark]
        paper.save(update_fields=["effective_on", "effect_steps"])
        items = paper.obligations.exclude(due_days=None)
        calendar = shift.court.calendar
        moved = {item: compute(instruments.days_of(item), shift.new_on, calendar).last_day for item in items}
        _move_items(paper, moved, event, remark)
        for item in moved:
            overtake(ItemDays.kind, item.pk, event)

    def proceeding(self, row: Instrument) -> Any:
        return row.proceeding


def _shift(kind: str, row: Any, paper: Instrument, title: str, old_on: date, due: Due) -> Shift:
    number = (paper.proceeding.number if paper.proceeding else None) or ""
    return Shift(kind, row, court_of(paper), title, old_on, due, due.provisional, paper.case_id, number)


def _effect(paper: Instrument, stored: date, calendar: Calendar) -> Due:
    """The effective day by a calendar; the stored one where it does not rest on services."""
    chain = effects.by_calendar(paper, calendar)
    day, steps = (chain.effective, chain.steps) if chain else (stored, ())
    return Due(day, day, day, steps, bool(chain and chain.provisional), calendar.version, day)


def _move_items(paper: Instrument, days: dict[Obligation, date], event: Event, remark: str) -> None:
    """Write the last days, and start anew, from them, the clocks that counted from the days before."""
    each = {item.due_on: day for item, day in days.items() if item.due_on != day}
    last = instruments.last_term(paper)
    for item, day in days.items():
        item.due_on = day
        item.save(update_fields=["due_on"])
    if paper.proceeding is None:
        return
    left, fresh_last = instruments.due_days(paper), instruments.last_term(paper)
    _restart(paper, paper.proceeding.model.FROM_EACH_DAY, {old: new for old, new in each.items() if old not in left},
             event, remark)  # fmt: skip
    if last != fresh_last:
        _restart(paper, paper.proceeding.model.FROM_LAST_DAY, {last: fresh_last}, event, remark)


def _restart(paper: Instrument, rules: frozenset[str], days: dict[Any, Any], event: Event, remark: str) -> None:
    clocks = _OPEN_CLOCKS.filter(proceeding=paper.proceeding, rule__in=rules, started_on__in=days)
    for clock_ in clocks:
        fresh = succeed(
            clock_, event, court_of(paper).calendar, clock_.proceeding.exclusions.filter(rules__contains=[clock_.rule]),
            (clock_.origin or clock_).extensions.all(), remark, started_on=days[clock_.started_on],
        )  # fmt: skip
        notify(fresh, f"“{fresh.title}”随履行期末日改期：{remark}")
