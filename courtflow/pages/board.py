"""Which tasks a person sees, and how many of each kind press how much: counts and rows come from one queryset."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.http import QueryDict

from courtflow.accounts.roles import ADMINISTRATORS, COMMANDED, HEADS, Role
from courtflow.cases.models import Proceeding
from courtflow.flow import urgency
from courtflow.flow.models import Deadline, Task
from courtflow.flow.worklist import TASK_KINDS

ASSIGNERS = frozenset({*HEADS, Role.COMMAND_STAFF})
OVERSEERS = frozenset({Role.CASE_MANAGER, Role.VICE_PRESIDENT, Role.PRESIDENT})


def reach(user: Any) -> Q:
    """Departments whose tasks and deadlines a person looks after, as a condition on `department` and `court`.

    His own with their teams and the department above; the command centre all of enforcement; those who oversee a court
    all of it. A superior court reads cases and has no tasks there.
    """
    found = Q(pk__in=[])
    for held in user.current:
        own = held.department
        if held.role in ADMINISTRATORS or held.role == Role.SUPERIOR_READER:
            continue
        if held.role in OVERSEERS:
            found |= Q(department__court=own.court_id)
        elif held.role == Role.COMMAND_STAFF:
            found |= Q(department__court=own.court_id, department__kind__in=COMMANDED)
        found |= Q(department__in=[pk for pk in (own.pk, own.parent_id) if pk]) | Q(department__parent=own.pk)
    return found


def open_tasks(user: Any) -> QuerySet[Any]:
    """Open tasks within a person's reach or on his own desk, with how much they press."""
    rows = Task.objects.filter(reach(user) | Q(assignee=user), state__in=Task.OPEN_STATES)
    return rows.annotate(pressing=urgency.level("deadline__"))


def overdue_deadlines(user: Any) -> QuerySet[Deadline]:
    """Periods that have passed unanswered in proceedings within a person's reach."""
    mine = Proceeding.objects.filter(reach(user)).order_by().values("pk")
    rows = Deadline.objects.filter(urgency.is_at("overdue"), proceeding__in=mine)
    return rows.select_related("case", "proceeding__department", "proceeding__handler", "party").order_by(
        "due_at", "id"
    )


def in_order(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Earliest last day first, those without one at the end; everything a row shows."""
    return rows.select_related("case", "proceeding__handler", "department", "assignee", "deadline__party").order_by(
        F("deadline__due_at").asc(nulls_last=True), "opened_at", "id"
    )


@dataclass(frozen=True)
class Cell:
    count: int
    href: str


@dataclass(frozen=True)
class Row:
    """One kind of task with its four counts and their sum, each with the address of exactly its rows."""

    title: str
    cells: list[Cell]
    total: Cell


class Matrix:
    """Kind × urgency. `query` holds the filters that stay when a count is followed."""

    def __init__(self, tasks: QuerySet[Any], query: QueryDict, path: str) -> None:
        counted = tasks.order_by().values("kind", "title", "pressing").annotate(n=Count("pk"))
        self._query, self._path = query, path
        self.counts: dict[tuple[str, str], int] = {}
        self.titles: dict[str, str] = {}
        for line in counted:
            key = line["kind"], line["pressing"]
            self.counts[key] = self.counts.get(key, 0) + line["n"]
            known = TASK_KINDS.get(line["kind"])
            self.titles[line["kind"]] = known.title if known else line["title"]

    def rows(self) -> list[Row]:
        """Kinds with the most pressing tasks first."""
        kinds = sorted(self.titles, key=lambda kind: [-self._of(kind, at) for at in urgency.ORDER])
        return [
            Row(self.titles[kind], [self._cell(kind, at) for at in urgency.ORDER], self._cell(kind, ""))
            for kind in kinds
        ]

    def totals(self) -> list[tuple[str, Cell]]:
        """(urgency, count) over all kinds."""
        return [(at, self._cell("", at)) for at in urgency.ORDER]

    def _of(self, kind: str, at: str) -> int:
        return sum(n for (k, a), n in self.counts.items() if kind in ("", k) and at in ("", a))

    def _cell(self, kind: str, at: str) -> Cell:
        query = self._query.copy()
        for name in ("kind", "urgency", "page"):
            query.pop(name, None)
        query.update({name: value for name, value in (("kind", kind), ("urgency", at)) if value})
        return Cell(self._of(kind, at), f"{self._path}?{query.urlencode()}#tasks")
