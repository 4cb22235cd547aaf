"""Vectors of our own: holidays 2020–2026, month ends, leap years; and every unit, roll and exclusion day by day.

The dates were reckoned day by day with the table of chinesecalendar and read against the notices; nothing in the file
was produced by the code under test.
"""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtflow.law.calendar import Calendar
from courtflow.law.periods import SHANGHAI, Period, Roll, Span, Unit, compute

DATA = Path(__file__).parent / "data"
OWN = json.loads((DATA / "own_vectors.json").read_text("utf-8"))
RECORD = json.loads((DATA / "vectors.json").read_text("utf-8"))
NATIONAL = Calendar.national()
DAY = timedelta(days=1)


@pytest.mark.parametrize("kind", ["dates", "hours", "chains"])
def test_there_are_more_of_our_own_than_of_record(kind: str) -> None:
    assert len(OWN[kind]) >= 2 * len(RECORD[kind])
    assert len({json.dumps(vector, sort_keys=True) for vector in OWN[kind]}) == len(OWN[kind])


def test_every_year_of_notices_every_unit_and_every_roll_occurs() -> None:
    assert {vector["due"][:4] for vector in OWN["dates"]} >= {str(year) for year in range(2020, 2027)}
    assert {vector["unit"] for vector in OWN["dates"]} == {"day", "workday", "month", "year"}
    assert {vector["roll"] for vector in OWN["dates"]} == {"forward", "none", "backward"}


@pytest.mark.parametrize("vector", OWN["dates"], ids=lambda vector: vector["id"])
def test_due_dates_of_our_own(vector: dict[str, Any]) -> None:
    spans = [Span(*map(date.fromisoformat, days), "扣除") for days in vector.get("excluded", [])]
    period = Period(vector["length"], Unit(vector["unit"]), Roll(vector["roll"]))
    due = compute(period, date.fromisoformat(vector["start"]), NATIONAL, spans)
    assert due.due == date.fromisoformat(vector["due"]), due.steps
    if vector["unit"] != "workday":
        assert due.raw == date.fromisoformat(vector["raw"])


@pytest.mark.parametrize("vector", OWN["hours"], ids=lambda vector: vector[0])
def test_hours_of_our_own(vector: list[Any]) -> None:
    _, received, length, due, _ = vector
    found = compute(Period(length, Unit.HOUR), datetime.fromisoformat(received).replace(tzinfo=SHANGHAI), NATIONAL)
    assert found.due == datetime.fromisoformat(due).replace(tzinfo=SHANGHAI)


def days_after(start: date, step: timedelta) -> Iterator[date]:
    day = start
    while True:
        day += step
        yield day


def counted(start: date, length: int, unit: Unit, spans: list[Span]) -> date:
    """Cross off one day of a wall calendar after another until enough have counted."""
    inside = [(span.first, span.last) for span in spans]
    left = abs(length)
    for day in days_after(start, DAY if length > 0 else -DAY):
        if any(first <= day <= last for first, last in inside):
            continue
        if unit is Unit.WORKDAY and NATIONAL.is_rest_day(day):
            continue
        left -= 1
        if not left:
            return day
    raise AssertionError


def page_after_page(start: date, months: int) -> date:
    """Turn the pages of a calendar one by one."""
    year, month = start.year, start.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        year, month = (year + 1, 1) if month == 13 else (year - 1, 12) if month == 0 else (year, month)
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def moved(day: date, roll: Roll) -> date:
    while roll is not Roll.NONE and NATIONAL.is_rest_day(day):
        day += DAY if roll is Roll.FORWARD else -DAY
    return day


starts = st.dates(date(2020, 1, 1), date(2026, 6, 30))
rolls = st.sampled_from(list(Roll))
nearby = st.tuples(st.integers(-20, 60), st.integers(0, 25))
lengths = st.integers(-60, 60).filter(bool)


def spans_from(start: date, parts: list[tuple[int, int]]) -> list[Span]:
    return [Span(start + DAY * after, start + DAY * (after + length), "扣除") for after, length in parts]


@given(starts, st.integers(1, 90), rolls, st.lists(nearby, max_size=3))
def test_days_with_exclusions_are_crossed_off_one_by_one(
    start: date, length: int, roll: Roll, parts: list[tuple[int, int]]
) -> None:
    spans = spans_from(start, parts)
    due = compute(Period(length, Unit.DAY, roll), start, NATIONAL, spans)
    raw = counted(start, length, Unit.DAY, spans)
    assert (due.raw, due.due) == (raw, moved(raw, roll))


@given(starts, st.integers(1, 40), st.lists(nearby, max_size=3))
def test_working_days_with_exclusions_are_crossed_off_one_by_one(
    start: date, length: int, parts: list[tuple[int, int]]
) -> None:
    spans = spans_from(start, parts)
    due = compute(Period(length, Unit.WORKDAY, Roll.NONE), start, NATIONAL, spans)
    assert due.due == counted(start, length, Unit.WORKDAY, spans)


@given(starts, lengths, st.sampled_from([Unit.DAY, Unit.WORKDAY]), rolls)
def test_forward_and_backward_counts_agree_with_the_wall(start: date, length: int, unit: Unit, roll: Roll) -> None:
    expected = counted(start, length, unit, [])
    due = compute(Period(length, unit, roll), start, NATIONAL)
    assert due.due == (expected if unit is Unit.WORKDAY else moved(expected, roll))


@given(starts, st.integers(-30, 30).filter(bool), st.sampled_from([Unit.MONTH, Unit.YEAR]), rolls)
def test_months_and_years_agree_with_the_pages(start: date, length: int, unit: Unit, roll: Roll) -> None:
    raw = page_after_page(start, length * (12 if unit is Unit.YEAR else 1))
    due = compute(Period(length, unit, roll), start, NATIONAL)
    assert (due.raw, due.due) == (raw, moved(raw, roll))


@given(starts, st.integers(0, 23), st.integers(0, 59), st.integers(1, 200))
def test_hours_are_crossed_off_one_by_one(start: date, hour: int, minute: int, length: int) -> None:
    received = datetime(start.year, start.month, start.day, hour, minute, tzinfo=SHANGHAI)
    clock = received.replace(minute=0) + timedelta(hours=1)
    for _ in range(length):
        clock += timedelta(hours=1)
    assert compute(Period(length, Unit.HOUR), received, NATIONAL).due == clock


SWEPT = (date(2026, 12, 31) - date(2020, 1, 1)).days + 1


@pytest.mark.parametrize(("length", "unit"), [(15, Unit.DAY), (3, Unit.WORKDAY), (-7, Unit.DAY), (1, Unit.MONTH)])
def test_no_start_day_from_2020_to_2026_is_an_exception(length: int, unit: Unit) -> None:
    roll = Roll.BACKWARD if length < 0 else Roll.FORWARD
    for start in (date(2020, 1, 1) + DAY * offset for offset in range(SWEPT)):
        due = compute(Period(length, unit, roll), start, NATIONAL)
        raw = page_after_page(start, length) if unit is Unit.MONTH else counted(start, length, unit, [])
        assert due.due == moved(raw, roll), start


def test_a_question_costs_the_same_for_three_working_days_and_for_twenty_thousand(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Bisection over the days of ten thousand years: the same handful of look-ups, whatever lies between."""
    asked: list[int] = []
    honest = Calendar._count

    def counting(self: Calendar, ordinal: int) -> int:
        asked.append(ordinal)
        return honest(self, ordinal)

    monkeypatch.setattr(Calendar, "_count", counting)
    costs = []
    for length in (3, 300, 20_000, -20_000):
        asked.clear()
        NATIONAL.add_working_days(date(2024, 9, 30), length)
        costs.append(len(asked))
    assert max(costs) <= 24  # the logarithm of 3.65 million days, and the start
    asked.clear()
    NATIONAL.working_days_between(date(1950, 1, 1), date(2100, 1, 1))
    assert len(asked) == 2
