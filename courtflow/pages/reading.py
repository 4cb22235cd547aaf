"""What a person may read; anything else does not exist for him (404)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from courtflow.accounts.models import User
from courtflow.cases.models import Case, Party, Proceeding


class Visit(HttpRequest):
    """A request of somebody who has logged in, as the types of views say it."""

    user: User


def case_of(user: Any, pk: int) -> Case:
    return get_object_or_404(Case.objects.visible_to(user).select_related("court"), pk=pk)


def proceeding_of(user: Any, pk: int) -> Any:
    """The proceeding as its own kind, with case, court and department at hand."""
    rows = Proceeding.objects.visible_to(user).select_related("case", "court", "department", "handler")
    return as_own_kind([get_object_or_404(rows, pk=pk)])[0]


def party_of(user: Any, pk: int) -> Party:
    return get_object_or_404(Party.objects.filter(case__in=Case.objects.visible_to(user)).select_related("case"), pk=pk)


def as_own_kind(proceedings: list[Proceeding]) -> list[Any]:
    """The rows as their departments' own kinds, in the same order; one query per kind."""
    found: dict[int, Any] = {}
    for kind in {row.kind for row in proceedings}:
        model = next(row.model for row in proceedings if row.kind == kind)
        mine = [row.pk for row in proceedings if row.kind == kind]
        rows = model.objects.filter(pk__in=mine).select_related("case__court", "court", "department", "handler")
        found |= {row.pk: row for row in rows}
    return [found[row.pk] for row in proceedings]
