"""Weeks, months, quarters, halves and years: the stretches that a recurring duty reports on, in pure Python."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from courtflow.law.numerals import chinese_number


class Cycle(StrEnum):
    """The words in which a profile names a rhythm."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


MONTHS = {Cycle.MONTH: 1, Cycle.QUARTER: 3, Cycle.HALF_YEAR: 6, Cycle.YEAR: 12}


@dataclass(frozen=True)
class Term:
    """One week, month, quarter, half or year; both days belong to it."""

    cycle: Cycle
    first: date
    last: date

    @property
    def label(self) -> str:
        """“2024年第三季度”, as a report is headed; weeks are those of GB/T 7408 and begin on Monday."""
        year, month = self.first.year, self.first.month
        if self.cycle is Cycle.WEEK:
            number = self.first.isocalendar()
            return f"{number.year}年第{number.week}周"
        if self.cycle is Cycle.MONTH:
            return f"{year}年{month}月"
        if self.cycle is Cycle.QUARTER:
            return f"{year}年第{chinese_number((month + 2) // 3)}季度"
        return f"{year}年{'上' if month == 1 else '下'}半年" if self.cycle is Cycle.HALF_YEAR else f"{year}年度"


def term_of(cycle: Cycle, day: date) -> Term:
    """The term in which a day lies."""
    if cycle is Cycle.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Term(cycle, monday, monday + timedelta(days=6))
    length = MONTHS[cycle]
    start = (day.month - 1) // length * length + 1
    end = start + length - 1
    return Term(cycle, date(day.year, start, 1), date(day.year, end, monthrange(day.year, end)[1]))


def terms_between(cycle: Cycle, after: date, until: date) -> Iterator[Term]:
    """Terms that touch the days after `after` up to `until`, in order."""
    day = after + timedelta(days=1)
    while day <= until:
        term = term_of(cycle, day)
        yield term
        day = term.last + timedelta(days=1)
