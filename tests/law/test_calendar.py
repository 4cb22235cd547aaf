"""Which days rest: our table against the notices as published, and against an independent library, day by day."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtflow.law.calendar import Break, Calendar, Notice

NATIONAL = Calendar.national()
PUBLISHED = json.loads((Path(__file__).parent / "data" / "holidays.json").read_text("utf-8"))
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def every_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=offset) for offset in range((last - first).days + 1)]


def test_every_day_from_2020_to_2026_agrees_with_chinesecalendar() -> None:
    differing = [
        day
        for day in every_day(date(2020, 1, 1), date(2026, 12, 31))
        if NATIONAL.is_rest_day(day) == chinese_calendar.is_workday(day)
    ]
    assert differing == []


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_notices_days_off_and_workdays_are_exactly_ours(year: int) -> None:
    notice = next(notice for notice in NATIONAL.notices if notice.year == year)
    off = sorted(day.isoformat() for entry in notice.breaks for day in entry.days())
    assert off == PUBLISHED[str(year)]["off"]
    assert sorted(day.isoformat() for day in notice.workdays) == PUBLISHED[str(year)]["work"]


def test_new_years_eve_2024_was_a_working_day_and_2025_a_holiday() -> None:
    assert not NATIONAL.is_rest_day(date(2024, 2, 9))
    assert NATIONAL.is_rest_day(date(2025, 1, 28))


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2025, 10, 1), "国庆节、中秋节放假，国办发明电〔2024〕12号"),
        (date(2024, 10, 4), "国庆节放假，国办发明电〔2023〕7号"),
        (date(2020, 2, 1), "春节放假，国办发明电〔2020〕1号"),
        (date(2022, 12, 31), "元旦放假，国办发明电〔2022〕16号"),
        (date(2024, 2, 18), "调休工作日，国办发明电〔2023〕7号"),
        (date(2024, 7, 6), "周六"),
        (date(2024, 7, 1), "工作日"),
        (date(2027, 2, 5), "春节放假，《全国年节及纪念日放假办法》（暂定，2027年放假安排尚未载入）"),
        (date(2027, 2, 4), "工作日（暂定，2027年放假安排尚未载入）"),
    ],
)
def test_a_day_says_why_it_rests_or_works(day: date, reason: str) -> None:
    assert NATIONAL.describe(day) == reason


def test_2027_knows_the_statutory_days_and_calls_them_provisional() -> None:
    weekdays_off = [day for day in every_day(date(2027, 1, 1), date(2027, 12, 31)) if NATIONAL.is_rest_day(day)]
    statutory = [
        *(date(2027, 1, 1), date(2027, 2, 5), date(2027, 2, 6), date(2027, 2, 7), date(2027, 2, 8)),
        *(date(2027, 4, 5), date(2027, 5, 1), date(2027, 5, 2), date(2027, 6, 9), date(2027, 9, 15)),
        *(date(2027, 10, 1), date(2027, 10, 2), date(2027, 10, 3)),
    ]
    assert set(weekdays_off) == {
        day for day in every_day(date(2027, 1, 1), date(2027, 12, 31)) if day.weekday() > 4
    } | set(statutory)
    assert NATIONAL.is_provisional(date(2027, 1, 1))
    assert not NATIONAL.is_provisional(date(2026, 12, 31))


def test_loading_a_notice_ends_provisionality_and_changes_the_version() -> None:
    loaded = NATIONAL.with_notice(
        Notice(
            2027,
            "国办发明电〔2026〕0号",
            (Break(date(2027, 2, 5), date(2027, 2, 12), "春节", "国办发明电〔2026〕0号"),),
            frozenset({date(2027, 2, 20)}),
        )
    )
    assert not loaded.is_provisional(date(2027, 2, 9))
    assert loaded.is_rest_day(date(2027, 2, 9))
    assert not loaded.is_rest_day(date(2027, 2, 20))
    assert loaded.version != NATIONAL.version
    assert NATIONAL.is_provisional(date(2027, 2, 9))


def test_the_version_is_the_same_in_every_process() -> None:
    assert Calendar(NATIONAL.notices).version == NATIONAL.version
    assert NATIONAL.with_local_rest_days([date(2026, 12, 1)]).version != NATIONAL.version


def test_a_local_holiday_rests_in_that_court_only() -> None:
    tuesday = date(2026, 12, 1)
    local = NATIONAL.with_local_rest_days([tuesday])
    assert local.is_rest_day(tuesday)
    assert local.describe(tuesday) == "地方休息日"
    assert local.next_working_day(date(2026, 11, 30)) == date(2026, 12, 2)
    assert not NATIONAL.is_rest_day(tuesday)


def test_the_stricter_reading_never_ends_a_period_on_a_weekend() -> None:
    strict = NATIONAL.without_weekend_workdays()
    assert strict.is_rest_day(date(2024, 2, 18))
    assert strict.next_working_day(date(2024, 2, 9)) == date(2024, 2, 19)
    assert strict.version != NATIONAL.version


@pytest.mark.parametrize(
    ("breaks", "workdays", "message"),
    [
        ((Break(date(2027, 2, 8), date(2027, 2, 5), "春节", "x"),), frozenset(), "结束日早于开始日"),
        ((), frozenset({date(2027, 2, 9)}), "不是周六或周日"),
        ((Break(date(2027, 2, 5), date(2027, 2, 8), "春节", "x"),), frozenset({date(2027, 2, 6)}), "同时登记"),
    ],
)
def test_an_impossible_notice_is_refused(breaks: tuple[Break, ...], workdays: frozenset[date], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Notice(2027, "x", breaks, workdays)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"year": 2027, "number": "x", "breaks": []}, "缺少“workdays”"),
        ({"year": 2027, "number": "x", "breaks": [], "workdays": ["2027-02-30"]}, "不是真实的日期"),
        (
            {"year": 2027, "number": "x", "breaks": [{"name": "春节", "first": "2027-02-05"}], "workdays": []},
            "缺少“last”",
        ),
    ],
)
def test_an_incomplete_notice_file_is_refused(row: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Notice.read(row)


@given(days, st.integers(1, 300))
def test_adding_working_days_is_the_same_as_walking(start: date, count: int) -> None:
    walked, left = start, count
    while left:
        walked += timedelta(days=1)
        left -= not NATIONAL.is_rest_day(walked)
    assert NATIONAL.add_working_days(start, count) == walked
    assert NATIONAL.working_days_between(start, walked) == count


@given(days, st.integers(1, 300))
def test_going_back_is_the_same_as_walking_back(start: date, count: int) -> None:
    walked, left = start, count
    while left:
        walked -= timedelta(days=1)
        left -= not NATIONAL.is_rest_day(walked)
    assert NATIONAL.add_working_days(start, -count) == walked


@given(days, days)
def test_working_days_between_counts_each_day_once(a: date, b: date) -> None:
    first, last = sorted((a, b))
    walked = sum(not NATIONAL.is_rest_day(day) for day in every_day(first, last)[1:])
    assert NATIONAL.working_days_between(first, last) == walked
    assert NATIONAL.working_days_between(last, first) == -walked
