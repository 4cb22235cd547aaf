"""Periods against the vectors of record, and against a counter that knows nothing but one day after another."""

import json
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtflow.law.calendar import Calendar
from courtflow.law.periods import SHANGHAI, Period, Roll, Span, Unit, compute

NATIONAL = Calendar.national()
VECTORS = json.loads((Path(__file__).parent / "data" / "vectors.json").read_text("utf-8"))
UNITS = {"d": Unit.DAY, "m": Unit.MONTH, "y": Unit.YEAR, "w": Unit.WORKDAY}
starts = st.dates(date(2020, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize("vector", VECTORS["dates"], ids=lambda vector: vector["id"])
def test_due_dates_of_record(vector: dict[str, Any]) -> None:
    period = Period(vector["n"], UNITS[vector["unit"]], Roll.FORWARD if vector["roll"] else Roll.NONE)
    due = compute(period, date.fromisoformat(vector["start"]), NATIONAL)
    assert (due.raw, due.due) == (date.fromisoformat(vector["raw"]), date.fromisoformat(vector["expected"]))
    assert f"{due.last_day:%a}" == vector["wd"]
    assert not due.provisional
    assert due.calendar_version == NATIONAL.version


@pytest.mark.parametrize("vector", VECTORS["hours"], ids=lambda vector: vector[0])
def test_forty_eight_hours_run_from_the_next_hour_through_any_holiday(vector: list[str]) -> None:
    received = datetime.fromisoformat(vector[2]).replace(tzinfo=SHANGHAI)
    due = compute(Period(48, Unit.HOUR, Roll.FORWARD), received, NATIONAL)
    assert due.due == due.raw == due.expires_at == datetime.fromisoformat(vector[3]).replace(tzinfo=SHANGHAI)
    assert due.safe == received + timedelta(hours=48)


def test_an_hour_that_has_just_begun_is_still_the_excluded_hour() -> None:
    due = compute(Period(24, Unit.HOUR), datetime(2024, 9, 30, 9, 0, tzinfo=SHANGHAI), NATIONAL)
    assert due.due == datetime(2024, 10, 1, 10, 0, tzinfo=SHANGHAI)


def test_a_day_period_is_over_when_its_last_day_ends_in_shanghai() -> None:
    due = compute(Period(15, Unit.DAY), date(2024, 7, 1), NATIONAL)
    assert due.expires_at == datetime(2024, 7, 16, 16, 0, tzinfo=UTC)


def test_an_event_late_in_the_utc_day_belongs_to_the_next_day_in_shanghai() -> None:
    due = compute(Period(15, Unit.DAY), datetime(2024, 6, 30, 17, 0, tzinfo=UTC), NATIONAL)
    assert due.start == date(2024, 7, 1)


def test_it_explains_the_mid_autumn_roll_step_by_step() -> None:
    due = compute(Period(15, Unit.DAY), date(2024, 9, 2), NATIONAL)
    assert due.steps == (
        "2024年9月2日（星期一）为起算事由发生之日，开始的日不计算在内（《民事诉讼法》第八十五条第二款）",
        "自次日起算15日，至2024年9月17日（星期二）届满",
        "2024年9月17日（星期二）为休假日：中秋节放假，国办发明电〔2023〕7号；"
        "以休假日后的第一日2024年9月18日（星期三）为届满日（《民事诉讼法》第八十五条第三款）",
    )
    assert due.safe == date(2024, 9, 14)


def test_a_local_ceiling_says_that_it_does_not_roll() -> None:
    due = compute(Period(30, Unit.DAY, Roll.NONE), date(2024, 9, 1), NATIONAL)
    assert due.due == date(2024, 10, 1)
    assert due.steps[-1] == "本期间不因节假日顺延"


def test_working_days_name_the_rest_days_they_skip() -> None:
    due = compute(Period(3, Unit.WORKDAY), date(2024, 9, 30), NATIONAL)
    assert due.steps[1] == "其间不计休假日：国庆节放假，国办发明电〔2023〕7号"


@pytest.mark.parametrize(
    ("expiry", "latest"),
    [
        (date(2025, 10, 8), date(2025, 9, 30)),  # 10-01 by count is a holiday: the working day before
        (date(2025, 7, 15), date(2025, 7, 8)),
    ],
)
def test_seven_days_before_goes_earlier_over_a_holiday(expiry: date, latest: date) -> None:
    due = compute(Period(-7, Unit.DAY, Roll.BACKWARD), expiry, NATIONAL)
    assert due.due == latest


@pytest.mark.parametrize("roll", list(Roll))
def test_same_day_duties_end_with_the_day_or_the_next_working_day(roll: Roll) -> None:
    assert compute(Period(0, Unit.WORKDAY, roll), date(2024, 10, 1), NATIONAL).due == date(2024, 10, 8)
    assert compute(Period(0, Unit.DAY, roll), date(2024, 9, 30), NATIONAL).due == date(2024, 9, 30)


def test_a_date_in_an_unpublished_year_is_provisional_and_says_so() -> None:
    due = compute(Period(15, Unit.DAY), date(2027, 1, 20), NATIONAL)
    assert due.provisional
    assert due.raw == date(2027, 2, 4)
    assert due.steps[-1].endswith("载入后重新计算")


def test_a_ceiling_is_never_provisional_because_no_holiday_moves_it() -> None:
    assert not compute(Period(30, Unit.DAY, Roll.NONE), date(2027, 1, 20), NATIONAL).provisional


def test_excluded_time_moves_the_end_and_is_counted_once() -> None:
    appraisal = Span(date(2024, 3, 1), date(2024, 3, 31), "鉴定")
    notice = Span(date(2024, 3, 20), date(2024, 4, 9), "公告")
    due = compute(Period(3, Unit.MONTH), date(2024, 1, 15), NATIONAL, [notice, appraisal])
    assert due.raw == date(2024, 4, 15) + timedelta(days=31 + 9)
    assert "鉴定期间31日不计入" in due.steps[2]
    assert "公告期间9日不计入" in due.steps[3]


def test_excluded_time_that_begins_only_in_the_added_days_still_counts() -> None:
    first = Span(date(2024, 1, 10), date(2024, 1, 19), "公告")
    second = Span(date(2024, 2, 5), date(2024, 2, 6), "鉴定")
    assert compute(Period(30, Unit.DAY), date(2024, 1, 1), NATIONAL, [first, second]).raw == date(2024, 2, 12)
    assert compute(Period(30, Unit.DAY), date(2024, 1, 1), NATIONAL, [second]).raw == date(2024, 1, 31)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda: Period(0, Unit.HOUR), "必须大于零"),
        (lambda: Period(5_000, Unit.MONTH), "过长"),
        (lambda: compute(Period(48, Unit.HOUR), date(2024, 9, 30), NATIONAL), "带时区的起算时刻"),
        (lambda: compute(Period(3, Unit.DAY), datetime(2024, 9, 30, 9), NATIONAL), "没有时区"),
        (lambda: compute(Period(36_000, Unit.DAY), date(9999, 1, 1), NATIONAL), "超出日历范围"),
        (lambda: compute(Period(100, Unit.YEAR), date(9999, 1, 1), NATIONAL), "超出日历范围"),
        (lambda: compute(Period(2_500, Unit.WORKDAY), date(9999, 1, 1), NATIONAL), "超出日历范围"),
        (lambda: Span(date(2024, 2, 2), date(2024, 2, 1), "鉴定"), "鉴定的结束日早于开始日"),
    ],
)
def test_impossible_periods_are_refused_in_chinese(wrong: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        wrong()


def naive_end(start: date, period: Period) -> date:
    """One day after another, one month after another; no arithmetic shared with the code."""
    if period.unit is Unit.DAY:
        day = start
        for _ in range(period.length):
            day += timedelta(days=1)
        return day
    year, month = start.year, start.month
    for _ in range(period.length * (12 if period.unit is Unit.YEAR else 1)):
        month += 1
        if month == 13:
            year, month = year + 1, 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


@given(starts, st.integers(1, 40), st.sampled_from([Unit.DAY, Unit.MONTH, Unit.YEAR]), st.sampled_from(list(Roll)))
def test_the_end_agrees_with_a_naive_count(start: date, length: int, unit: Unit, roll: Roll) -> None:
    period = Period(length, unit, roll)
    due = compute(period, start, NATIONAL)
    expected = naive_end(start, period)
    assert due.raw == expected
    step = {Roll.FORWARD: 1, Roll.BACKWARD: -1, Roll.NONE: 0}[roll]
    while step and NATIONAL.is_rest_day(expected):
        expected += timedelta(days=step)
    assert due.due == expected


@given(starts, st.integers(-60, 60).filter(bool))
def test_safe_is_a_working_day_never_after_the_due_day(start: date, length: int) -> None:
    due = compute(Period(length, Unit.DAY), start, NATIONAL)
    assert not NATIONAL.is_rest_day(due.safe)
    assert due.safe <= due.raw <= due.due
