"""Finding cases: by number in any bracket style, name from two characters, identity number, where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Replace

from courtflow.flow import clock, urgency
from courtflow.flow.models import Deadline
from courtflow.law.numbers import PROVINCES, SUPREME, TYPE_NAMES, normalise

from .models import Case, CaseQuerySet, Instrument, IssuedNumber, Party, Proceeding
from .models.parties import name_grams

SHORTEST_NAME = 2
# Any part of a number, in order: （2024）豫0811民初1号, 豫0811民初1, 2024民初1, 民初1号, 执前督, 1号 …
_PART = re.compile(
    rf"(?:（(?P<year>\d{{4}})）?|(?P<bare_year>(?:19|20)\d{{2}})(?=[\u4e00-\u9fff]))?"
    rf"(?P<court>{SUPREME}|[{PROVINCES}](?:\d{{4}}|\d{{2}})?(?=[\u4e00-\u9fff]|$))?"
    r"(?P<type_code>[\u4e00-\u9fff]{1,5}?)?(?P<serial>[1-9]\d{0,6})?号?(?:之[一二三四五六七八九十百]+)?"
)
_IDENTIFIER = re.compile(r"\d{17}[\dX]|[0-9A-HJ-NPQRTUWXY]{18}")


@dataclass(frozen=True)
class Filters:
    """Where a case stands. Kind, state, department and handler must hold of one and the same proceeding."""

    kind: str = ""
    state: str = ""
    court: Any = None
    department: Any = None
    handler: Any = None
    urgency: str = ""
    cause: str = ""
    opened_from: date | None = None
    opened_to: date | None = None


def search(user: Any, text: str = "", filters: Filters | None = None) -> CaseQuerySet:
    """Cases that the user may see and that match, newest first."""
    found: Any = Case.objects.visible_to(user)
    if text.strip():
        found = found.filter(pk__in=case_ids(text))
    return _narrowed(found, filters or Filters())


def case_ids(text: str) -> QuerySet[Any, Any]:
    """Ids of the cases meant by what a person typed, whoever may see them: one set, so that indexes answer it."""
    plain = normalise(text)
    if _IDENTIFIER.fullmatch(plain.upper()):
        return Party.objects.filter(identifier=plain.upper()).order_by().values("case_id")
    part = _PART.fullmatch(plain)
    if not re.search(r"\d", plain) and plain.removesuffix("号") not in TYPE_NAMES:
        return _named(plain)
    exact = Instrument.objects.filter(number=plain).order_by().values("case_id")
    numbers = exact.union(_numbered(part)) if part else exact
    beyond_doubt = part and (part["court"] or part["year"] or part["bare_year"])  # no name begins like this
    return numbers if beyond_doubt else _named(plain).union(numbers)


def _numbered(part: re.Match[str]) -> QuerySet[Any, Any]:
    """Cases with a number that has all the elements that can be read; void numbers still lead to their case."""
    court = "sequence__court__code" if part["type_code"] else "sequence__court__code__startswith"
    wanted = {
        "sequence__year": part["year"] or part["bare_year"],
        court: part["court"],
        "sequence__type_code": part["type_code"],
        "serial": part["serial"],
    }
    wanted = {path: element for path, element in wanted.items() if element}
    issued = IssuedNumber.objects.order_by()
    found = issued.filter(**wanted) if wanted else issued.none()
    return found.values("proceeding__case_id")


def _named(plain: str) -> QuerySet[Any, Any]:
    """Parties whose name holds the text; the pairs of characters use the index, `icontains` puts them in order."""
    name = plain.replace("·", "").replace("•", "")
    parties = Party.objects.order_by()
    if len(name) < SHORTEST_NAME:
        return parties.none().values("case_id")
    parties = parties.filter(grams__contains=name_grams(name)).alias(
        plain=Replace(Replace(Replace("name", Value(" ")), Value("·")), Value("•"))
    )
    return parties.filter(plain__icontains=name).values("case_id")


def _narrowed(found: Any, filters: Filters) -> Any:
    if filters.court:
        found = found.filter(court=filters.court)
    if filters.cause:
        found = found.filter(cause__icontains=filters.cause)
    if filters.opened_from:
        found = found.filter(opened_at__gte=clock.day_start(filters.opened_from))
    if filters.opened_to:
        found = found.filter(opened_at__lt=clock.day_end(filters.opened_to))
    standing = {
        name: value
        for name in ("kind", "state", "department", "handler")
        if (value := getattr(filters, name)) not in ("", None)
    }
    if standing:
        found = found.filter(Exists(Proceeding.objects.filter(case=OuterRef("pk"), **standing)))
    if filters.urgency:
        found = found.filter(Exists(Deadline.objects.filter(urgency.is_at(filters.urgency), case=OuterRef("pk"))))
    return found
