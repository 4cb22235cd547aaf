"""What a figure is: a sum of parts over a sum of wholes, by unit and month, with its formula and its source."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from courtflow.accounts.models import Court
from courtflow.policy.inforce import values_in

Amount = int | Decimal
FOUR_PLACES = Decimal("0.0001")


@dataclass(frozen=True)
class Span:
    """The days from `first` to `last`, both counted."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("止日不能早于起日")

    @property
    def months(self) -> list[date]:
        """The first days of all months that the span touches."""
        found, month = [], self.first.replace(day=1)
        while month <= self.last:
            found.append(month)
            month = (month + timedelta(days=32)).replace(day=1)
        return found

    @property
    def last_year(self) -> Span:
        """The same period of the year before (同比, Q35)."""
        return Span(_year_before(self.first), _year_before(self.last))


def _year_before(day: date) -> date:
    """29 February has no counterpart: its month ends on the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


@dataclass(frozen=True)
class Scope:
    """Which courts, which days, and one department or all."""

    courts: tuple[int, ...]
    span: Span
    department: int | None = None

    def values(self, name: str) -> dict[int, Any]:
        """What the profiles of the scope's courts say on its last day, by court."""
        lineages = dict(Court.objects.filter(pk__in=self.courts).values_list("pk", "lineage"))
        return values_in(lineages, name, self.span.last)

    def where(self, name: str, word: Any = True) -> list[int]:
        """Courts of the scope in which the key is `word`, or holds it among others."""
        return [court for court, value in self.values(name).items() if value == word or _among(word, value)]


def _among(word: Any, value: Any) -> bool:
    return isinstance(value, list) and word in value


@dataclass(frozen=True)
class Cell:
    """One unit's share of one month."""

    unit: str
    month: date
    part: Amount
    whole: Amount


@dataclass(frozen=True)
class Measure:
    """`form`: share (part ÷ whole), mean (part ÷ whole in `suffix`), sum (part alone, in `suffix`)."""

    slug: str
    title: str
    formula: str
    source: str
    cells: Callable[[Scope], Iterable[Cell]]
    form: str = "share"
    suffix: str = ""

    def value(self, part: Amount, whole: Amount) -> Decimal | None:
        """The figure itself, four places, half up (Q34); None where nothing can be divided."""
        if self.form == "sum":
            return Decimal(part)
        return (Decimal(part) / Decimal(whole)).quantize(FOUR_PLACES, ROUND_HALF_UP) if whole else None


@dataclass(frozen=True)
class Figure:
    """A measure counted: in all, by unit, by month, and in the same period last year."""

    measure: Measure
    now: tuple[Cell, ...]
    before: tuple[Cell, ...]
    span: Span

    @property
    def part(self) -> Amount:
        return sum(cell.part for cell in self.now)

    @property
    def whole(self) -> Amount:
        return sum(cell.whole for cell in self.now)

    @property
    def value(self) -> Decimal | None:
        return self._of(self.now)

    @property
    def last_year(self) -> Decimal | None:
        return self._of(self.before)

    @property
    def change(self) -> Decimal | None:
        """Against last year: difference of shares, relative change of sums and means; None on a base of zero (Q35)."""
        now, before = self.value, self.last_year
        if now is None or before is None or (self.measure.form != "share" and not before):
            return None
        if self.measure.form == "share":
            return now - before if any(cell.whole for cell in self.before) else None
        return ((now - before) / before).quantize(FOUR_PLACES, ROUND_HALF_UP)

    def of_unit(self, unit: str) -> Decimal | None:
        return self._of([cell for cell in self.now if cell.unit == unit])

    def of_month(self, month: date) -> Decimal | None:
        return self._of([cell for cell in self.now if cell.month == month])

    @property
    def units(self) -> list[str]:
        return list(dict.fromkeys(cell.unit for cell in self.now))

    def _of(self, cells: Iterable[Cell]) -> Decimal | None:
        found = list(cells)
        if not found and self.measure.form == "sum":
            return Decimal(0)
        return self.measure.value(sum(cell.part for cell in found), sum(cell.whole for cell in found))


def count(measure: Measure, scope: Scope) -> Figure:
    """The figure of a measure for a scope, with the same period last year."""
    earlier = Scope(scope.courts, scope.span.last_year, scope.department)
    return Figure(measure, tuple(measure.cells(scope)), tuple(measure.cells(earlier)), scope.span)
