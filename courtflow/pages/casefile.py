"""Everything the page of a case shows, read once and put in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Prefetch
from django.urls import reverse

from courtflow.cases.models import Case, Instrument, Obligation, Party, Performance
from courtflow.flow.acts import BIRTH
from courtflow.flow.models import CalendarMove, Deadline, Event, Task
from courtflow.flow.perform import Offer, offers
from courtflow.pages import wording
from courtflow.pages.lifeline import Stage, stages
from courtflow.pages.openings import Opening, openings
from courtflow.pages.reading import as_own_kind
from courtflow.pages.templatetags.court import yuan
from courtflow.policy.inforce import caution
from documents.models import Document

_CODE = re.compile(r"[a-z_]+")  # words of a profile, kept for machines


@dataclass(frozen=True)
class Stretch:
    """One proceeding with what this person can do in it and why not the rest."""

    row: Any
    allowed: list[tuple[Offer, str]]
    refused: list[tuple[Offer, str]]

    @property
    def account(self) -> Any:
        """The statement of account of an execution; None for other kinds, and before it has a number."""
        reckoned = getattr(self.row, "account_on", None)
        return reckoned() if reckoned is not None and self.row.number else None

    @property
    def details(self) -> list[tuple[str, str]]:
        """What the department has written into fields of its own."""
        return list(own_fields(self.row))


@dataclass(frozen=True)
class Line:
    """One entry of the history."""

    event: Event
    role: str
    from_label: str
    to_label: str
    facts: list[tuple[str, str]]


class CaseFile:
    """The case as one person sees it."""

    def __init__(self, case: Case, user: Any) -> None:
        self.case = case
        self.user = user
        rows = as_own_kind(list(case.proceedings.order_by("opened_at", "id")))
        for row in rows:
            row.case = case
        self.stretches = [self._stretch(row) for row in rows]
        self.stages: list[Stage] = stages(rows)
        self.deadlines = sorted(
            case.deadlines.select_related("party", "proceeding"), key=lambda item: (not item.cap, item.due_at, item.pk)
        )

    def _stretch(self, row: Any) -> Stretch:
        found = offers(row, self.user)
        pairs = [(offer, reverse("act", args=[row.pk, offer.act.name])) for offer in found]
        refused = [pair for pair in pairs if not pair[0].allowed]
        return Stretch(row, [pair for pair in pairs if pair[0].allowed], [] if row.is_closed else refused)

    @property
    def caution(self) -> str:
        """What to mind about the court's own paper, where it is older than the law."""
        return caution(self.case.court.policy())

    @property
    def busy(self) -> list[Stretch]:
        """Open proceedings, and ended ones in which something may still be done; first where one can act now."""
        found = [item for item in reversed(self.stretches) if not item.row.is_closed or item.allowed]
        return sorted(found, key=lambda item: not item.allowed)

    @property
    def openings(self) -> list[Opening]:
        return openings(self.case, self.user)

    @property
    def live_deadlines(self) -> list[Deadline]:
        """The hard caps first: they can be neither suspended nor prolonged."""
        return [item for item in self.deadlines if item.live]

    @property
    def pending_moves(self) -> list[CalendarMove]:
        """Days that a changed calendar would put elsewhere; nobody has decided yet."""
        return list(self.case.calendar_moves.pending())

    @property
    def ended_deadlines(self) -> list[Deadline]:
        return [item for item in self.deadlines if not item.live]

    @property
    def parties(self) -> list[Party]:
        return list(self.case.parties.prefetch_related("agents", "addresses", "accounts").order_by("id"))

    @property
    def instruments(self) -> list[Instrument]:
        performances = Performance.objects.select_related("payer", "proceeding").order_by("performed_on", "id")
        items = Obligation.objects.prefetch_related(
            "debtors", "creditors", "instalments", Prefetch("performances", performances)
        )
        rows = self.case.instruments.select_related("proceeding")
        return list(rows.prefetch_related("services__party", Prefetch("obligations", items)))

    @cached_property
    def _tasks(self) -> list[Task]:
        return list(self.case.tasks.select_related("department", "assignee", "deadline", "proceeding"))

    @property
    def open_tasks(self) -> list[Task]:
        return [task for task in self._tasks if task.ended_at is None]

    @property
    def ended_tasks(self) -> list[Task]:
        """Newest first."""
        ended = [(task.ended_at, task.pk, task) for task in self._tasks if task.ended_at]
        return [task for _, _, task in sorted(ended, reverse=True)]

    @property
    def documents(self) -> list[Document]:
        return list(self.case.documents.without_pdf().marked().select_related("addressee"))

    @property
    def history(self) -> list[Line]:
        """Newest first."""
        kinds = {item.row.pk: item.row for item in self.stretches}
        return [line(event, kinds.get(event.proceeding_id)) for event in self.case.events.order_by("-id")]


def line(event: Event, proceeding: Any) -> Line:
    model = type(proceeding) if proceeding is not None else None
    return Line(
        event,
        wording.role_label(event.role),
        _state(model, event.from_state),
        _state(model, event.to_state),
        wording.described(event),
    )


def _state(model: Any, state: str) -> str:
    if model is None or state == BIRTH or state not in model.State.values:
        return ""
    return str(model.State(state).label)


def own_fields(row: Any) -> Iterator[tuple[str, str]]:
    """(label, text) of the kind's own filled fields; structures are told elsewhere on the page."""
    for field in type(row)._meta.local_concrete_fields:
        value = getattr(row, field.attname)
        if field.primary_key or field.is_relation or value in (None, "", False) or isinstance(value, (dict, list)):
            continue
        shown = getattr(row, f"get_{field.name}_display", None)
        text = str(shown() if shown else _own_text(field, value))
        if not _CODE.fullmatch(text):
            yield str(field.verbose_name), text
    yield from ((label, text) for label, text in row.told() if text)


def _own_text(field: Any, value: Any) -> str:
    if isinstance(field, models.DecimalField):
        return f"{yuan(value)}元"
    return wording.text_of(value.isoformat() if isinstance(value, date) else value)
