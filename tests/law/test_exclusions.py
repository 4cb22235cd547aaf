"""Days left out and time added, in the pure computation: each explained, each with its authority."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtflow.law.calendar import Calendar
from courtflow.law.exclusions import GROUNDS, Limit
from courtflow.law.periods import SHANGHAI, Extension, Period, Roll, Span, Unit, compute

NATIONAL = Calendar.national()
SIX_MONTHS = Period(6, Unit.MONTH, Roll.NONE)


def test_working_days_are_left_out_as_working_days() -> None:
    """Ten working days from 2 September 2024 end on the 14th, a Saturday of 调休; a week's appraisal takes five."""
    week = Span(date(2024, 9, 4), date(2024, 9, 10), "鉴定", "《民诉法解释》第二百四十三条，院长批准")
    plain = compute(Period(10, Unit.WORKDAY), date(2024, 9, 2), NATIONAL)
    spared = compute(Period(10, Unit.WORKDAY), date(2024, 9, 2), NATIONAL, [week])
    assert plain.due == date(2024, 9, 14)
    assert spared.due == date(2024, 9, 24)  # Mid-Autumn to the 17th; 18, 19, 20, 23 and 24
    assert any("鉴定期间5个工作日不计入" in step and "院长批准" in step for step in spared.steps)


def test_added_time_counts_from_the_end_before_it_and_has_its_own_days_out() -> None:
    longer = Extension(
        Period(6, Unit.MONTH, Roll.NONE), "经批准延长：案情复杂", "《民事诉讼法》第一百五十二条，院长批准"
    )
    notice = Span(date(2024, 9, 1), date(2024, 9, 30), "公告")
    due = compute(SIX_MONTHS, date(2024, 1, 10), NATIONAL, [notice], [longer])
    assert due.raw == date(2025, 2, 9)  # 10 July, 10 January 2025, thirty days of notice inside the added time
    words = "".join(due.steps)
    assert words.index("自届满之次日起延长6个月（《民事诉讼法》第一百五十二条，院长批准）") < words.index(
        "公告期间30日"
    )


@pytest.mark.parametrize(
    ("until", "expected"),
    [(date(2024, 9, 1), date(2024, 9, 1)), (date(2024, 6, 1), date(2024, 7, 10))],  # leave never shortens
)
def test_leave_up_to_a_day(until: date, expected: date) -> None:
    assert compute(SIX_MONTHS, date(2024, 1, 10), NATIONAL, [], [Extension(until, "经批准延长")]).raw == expected


def test_hours_allow_neither() -> None:
    start = datetime(2024, 9, 30, 9, 20, tzinfo=SHANGHAI)
    with pytest.raises(ValueError, match="不能扣除或者延长"):
        compute(Period(48, Unit.HOUR), start, NATIONAL, [Span(date(2024, 9, 30), date(2024, 9, 30), "公告")])


def test_every_ground_names_its_article_and_a_limit() -> None:
    for code, ground in GROUNDS.items():
        assert (ground.code, bool(ground.label), bool(ground.under.text)) == (code, True, True)
        assert ground.limits <= set(Limit)
        assert ground.limits
        assert not ground.spares(None)


days = st.dates(date(2024, 1, 1), date(2024, 12, 31))
spans = st.lists(st.tuples(days, st.integers(0, 40)), max_size=4).map(
    lambda pairs: [Span(first, first + timedelta(days=length), "中止") for first, length in pairs]
)


@given(days, st.integers(1, 200), spans)
def test_the_end_is_the_nth_day_that_is_not_left_out(start: date, length: int, excluded: list[Span]) -> None:
    """Counted by hand: go day by day, skip what is left out, stop at the length."""
    day, counted = start, 0
    while counted < length:
        day += timedelta(days=1)
        if not any(span.first <= day <= span.last for span in excluded):
            counted += 1
    assert compute(Period(length, Unit.DAY, Roll.NONE), start, NATIONAL, excluded).raw == day
