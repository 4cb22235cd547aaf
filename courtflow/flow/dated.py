"""Kinds of stored days that a calendar can move: deadlines here; other apps hang theirs into `registry.dated`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from courtflow.law.calendar import Calendar
from courtflow.law.periods import Due, Roll, Unit

from . import registry
from .deadlines import computed, succeed
from .models import Deadline, Event
from .notices import notify

CalendarOf = Callable[[Any], Calendar]  # of a court


@dataclass(frozen=True)
class Shift:
    """A stored day on which a calendar has another word: `row` is what it is stored on, `marked` its provisional mark.

    `number` is the case number, empty where there is none or the row hangs on no case.
    """

    kind: str
    row: Any
    court: Any
    title: str
    old_on: date
    due: Due
    marked: bool
    case_id: int | None = None
    number: str = ""
    party: bool = False

    @property
    def key(self) -> str:
        """What a form calls it."""
        return f"{self.kind}-{self.row.pk}"

    @property
    def new_on(self) -> date:
        return self.due.last_day

    @property
    def moves(self) -> bool:
        return self.new_on != self.old_on

    @property
    def earlier(self) -> bool:
        return self.new_on < self.old_on

    @property
    def matters(self) -> bool:
        """Whether the day moves, or its provisional mark falls or comes."""
        return self.moves or self.due.provisional != self.marked

    @property
    def where(self) -> str:
        if self.number or self.case_id is None:
            return self.number or self.court.name
        return f"案件{self.case_id}（未编号）"


class Dated(ABC):
    """One kind of stored day. `rows` are those still open; every other question is about one of them."""

    kind: str

    @abstractmethod
    def rows(self, courts: Iterable[Any] | None) -> Iterable[Any]:
        """Open rows that a calendar can move, in all courts or in some."""

    @abstractmethod
    def find(self, pk: int) -> Any:
        """One row as it stands now, locked; None where it is no longer open."""

    @abstractmethod
    def shift(self, row: Any, calendar_of: CalendarOf) -> Shift: ...

    @abstractmethod
    def unmark(self, shift: Shift) -> None:
        """The day stands; only the steps, the mark and the calendar's version are written."""

    @abstractmethod
    def write(self, shift: Shift, event: Event, remark: str) -> None:
        """The day moves, with all that counts from it."""

    def proceeding(self, row: Any) -> Any:
        """What the event hangs on, if anything."""
        return None


class DeadlineDays(Dated):
    """Running clocks; one that stands still is computed anew when it goes on."""

    kind = "deadline"

    def rows(self, courts: Iterable[Any] | None) -> Iterator[Deadline]:
        fixed = models.Q(unit=Unit.HOUR) | models.Q(roll=Roll.NONE) & ~models.Q(unit=Unit.WORKDAY)
        rows = Deadline.objects.filter(state__in=Deadline.COUNTING).exclude(fixed)
        if courts is not None:
            rows = rows.filter(proceeding__court__in=courts)
        related = rows.select_related("case", "proceeding__court", "origin")
        related = related.prefetch_related("proceeding__exclusions", "extensions", "origin__extensions")
        return related.order_by("due_at", "id").iterator(chunk_size=500)

    def find(self, pk: int) -> Deadline | None:
        rows = Deadline.objects.filter(pk=pk, state__in=Deadline.COUNTING)
        return rows.select_related("case", "proceeding__court", "origin").first()

    def shift(self, row: Deadline, calendar_of: CalendarOf) -> Shift:
        where = row.proceeding
        due = computed(row, calendar_of(where.court), self._exclusions(row), self._extensions(row))
        return Shift(
            self.kind, row, where.court, row.title, row.due_on, due, row.provisional, row.case_id, where.number or "",
            row.party_id is not None,
        )  # fmt: skip

    def unmark(self, shift: Shift) -> None:
        Deadline.objects.filter(pk=shift.row.pk, due_on=shift.new_on, state__in=Deadline.COUNTING).update(
            provisional=shift.due.provisional, steps=list(shift.due.steps), calendar_version=shift.due.calendar_version
        )

    def write(self, shift: Shift, event: Event, remark: str) -> None:
        row = shift.row
        calendar = shift.court.calendar
        fresh = succeed(row, event, calendar, self._exclusions(row), self._extensions(row), remark)
        notify(fresh, f"“{fresh.title}”{remark}")

    def proceeding(self, row: Deadline) -> Any:
        return row.proceeding

    def _exclusions(self, row: Deadline) -> list[Any]:
        return [each for each in row.proceeding.exclusions.all() if row.rule in each.rules]

    def _extensions(self, row: Deadline) -> Iterable[Any]:
        return (row.origin or row).extensions.all()


registry.dated[DeadlineDays.kind] = DeadlineDays()
