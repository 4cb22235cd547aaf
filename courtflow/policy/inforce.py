"""What holds in a court on a day, what held before and what comes: every key with value, day, document and article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from . import keys
from .models import Policy, ProfileValue

SILENT = "文件未规定，按默认"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Holding:
    """One key as it holds; `source` is None where every document is silent and the default does."""

    number: int
    name: str
    label: str
    value: str
    source: ProfileValue | None
    why: str = ""

    @property
    def since(self) -> date | None:
        return self.source.profile.effective_from if self.source else None


@dataclass(frozen=True)
class Row:
    """One row of the table of differences with its keys."""

    number: int
    title: str
    holdings: tuple[Holding, ...]


@dataclass(frozen=True)
class Stretch:
    """The days in which one value holds; `last` is None while nothing ends it."""

    first: date | None
    last: date | None
    value: Any
    words: str
    source: ProfileValue | None

    def covers(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def in_force(policy: Policy) -> list[Row]:
    """The table of differences in its order, with what holds; row 0, the readings of statutes, comes last."""
    return [
        Row(number, title, tuple(_holding(policy, key) for key in keys.KEYS.values() if key.number == number))
        for number, title in keys.ROWS.items()
    ]


def _holding(policy: Policy, key: keys.Key) -> Holding:
    words = key.worded(policy.value(key.name))
    return Holding(key.number, key.name, key.label, words, policy.source(key.name), key.why)


def timeline(lineage: Sequence[int], name: str, default: Any) -> list[Stretch]:
    """What held, holds and will hold of one key in a court of this lineage (nearest court first), without gaps."""
    rows = list(ProfileValue.objects.filter(profile__court__in=lineage, key=name).select_related("profile__court"))
    turns = sorted({row.profile.effective_from for row in rows} | {_after(row) for row in rows} - {None})
    found: list[Stretch] = []
    for first, following in zip([None, *turns], [*turns, None], strict=True):
        source = _winner(rows, lineage, first) if first else None
        value = source.value if source else default
        last = following - ONE_DAY if following else None
        if found and found[-1].source == source:
            found[-1] = Stretch(found[-1].first, last, value, keys.worded(name, value), source)
        else:
            found.append(Stretch(first, last, value, keys.worded(name, value), source))
    return found


def _after(row: ProfileValue) -> Any:
    end = row.profile.effective_to
    return end + ONE_DAY if end else None


def _winner(rows: Iterable[ProfileValue], lineage: Sequence[int], day: date) -> ProfileValue | None:
    """As Policy decides: the nearest court's newest document that speaks on the day."""
    speaking = [
        row
        for row in rows
        if row.profile.effective_from <= day and (row.profile.effective_to is None or row.profile.effective_to >= day)
    ]
    nearness = {court: distance for distance, court in enumerate(lineage)}
    ordered = sorted(speaking, key=lambda row: (-nearness[row.profile.court_id], row.profile.effective_from))
    return ordered[-1] if ordered else None


def values_in(lineages: Mapping[int, Sequence[int]], name: str, on: date) -> dict[int, Any]:
    """The value of one key in many courts on a day; `lineages` by court, nearest first."""
    default = keys.KEYS[name].default
    return {court: row.value if row else default for court, row in sources_in(lineages, name, on).items()}


def sources_in(lineages: Mapping[int, Sequence[int]], name: str, on: date) -> dict[int, ProfileValue | None]:
    """The row that decides on one key in many courts on a day. One query for all of them."""
    above = {court for lineage in lineages.values() for court in lineage}
    rows = ProfileValue.objects.filter(profile__court__in=above, key=name).select_related("profile")
    by_court: dict[int, list[ProfileValue]] = {}
    for row in rows:
        by_court.setdefault(row.profile.court_id, []).append(row)
    return {
        court: _winner([row for step in lineage for row in by_court.get(step, ())], lineage, on)
        for court, lineage in lineages.items()
    }


def caution(policy: Policy) -> str:
    """A warning for courts whose paper is older than the law in force; empty where it is not."""
    base = policy.value("law.base")
    row = policy.source("law.base")
    if base == "current" or row is None:
        return ""
    words = keys.KEYS["law.base"].worded(base)
    paper = f"《{row.profile.title}》（{row.profile.document_no}）"
    return f"{paper}依据{words}的法律制定，其中条文序号和内容与现行法不一致的，以现行法为准"
