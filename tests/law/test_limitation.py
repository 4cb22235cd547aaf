"""Two years to apply for enforcement, with everything that may befall them (执行程序解释第十九条、第二十条)."""

from datetime import date

import pytest

from courtflow.law.calendar import Calendar
from courtflow.law.limitation import Ground, Happening, run
from courtflow.law.periods import Period, Unit

NATIONAL = Calendar.national()
TWO_YEARS = Period(2, Unit.YEAR)
ENDED = date(2022, 9, 29)  # the last day of performance; two years end on Sunday 2024-09-29, a 调休 working day


def test_undisturbed_it_ends_after_two_years() -> None:
    course = run(ENDED, TWO_YEARS, [], NATIONAL)
    assert course.due.last_day == date(2024, 9, 29)
    assert len(course.stretches) == 1


@pytest.mark.spec("T31")
@pytest.mark.parametrize("ground", [Ground.APPLICATION, Ground.DEMAND, Ground.ACKNOWLEDGEMENT])
def test_an_interruption_starts_it_again(ground: Ground) -> None:
    course = run(ENDED, TWO_YEARS, [Happening(ground, date(2024, 9, 2))], NATIONAL)
    assert course.due.last_day == date(2026, 9, 2)
    assert "中断" in course.due.steps[0]
    assert "第二十条" in course.due.steps[0]
    assert course.stretches[0].last_day == date(2024, 9, 29)


def test_each_interruption_starts_it_again_whatever_the_order_of_telling() -> None:
    demands = [Happening(Ground.DEMAND, date(2025, 5, 6)), Happening(Ground.DEMAND, date(2023, 5, 8))]
    course = run(ENDED, TWO_YEARS, demands, NATIONAL)
    assert [stretch.start for stretch in course.stretches] == [ENDED, date(2023, 5, 8), date(2025, 5, 6)]
    assert course.due.last_day == date(2027, 5, 6)


@pytest.mark.spec("T31")
def test_a_settlement_counts_from_the_last_day_that_it_fixes() -> None:
    settled = Happening(Ground.SETTLEMENT, date(2023, 3, 1), until=date(2023, 12, 29))
    course = run(ENDED, TWO_YEARS, [settled], NATIONAL)
    assert course.due.last_day == date(2025, 12, 29)
    assert "《民诉法解释》第四百六十六条" in course.due.steps[0]


@pytest.mark.spec("T31")
def test_an_obstacle_counts_only_in_the_last_six_months_and_the_rest_continues() -> None:
    """2024-03-30 is the first day of the last six months: of 2024-03-01..04-08 only ten days are spared."""
    course = run(ENDED, TWO_YEARS, [Happening(Ground.OBSTACLE, date(2024, 3, 1), until=date(2024, 4, 8))], NATIONAL)
    assert course.due.raw == date(2024, 10, 9)
    assert course.now.start == ENDED, "中止后继续计算，不重新起算"
    assert any("10日不计入" in step for step in course.due.steps)
    assert any("第十九条" in step for step in course.due.steps)


def test_two_obstacles_add_up_and_the_window_moves_with_the_end() -> None:
    obstacles = [
        Happening(Ground.OBSTACLE, date(2024, 4, 1), until=date(2024, 4, 10)),
        Happening(Ground.OBSTACLE, date(2024, 4, 11), until=date(2024, 4, 20)),
    ]
    assert run(ENDED, TWO_YEARS, obstacles, NATIONAL).due.raw == date(2024, 10, 19)


@pytest.mark.parametrize(
    ("happening", "reason"),
    [
        (Happening(Ground.DEMAND, date(2022, 9, 29)), "尚未起算"),
        (Happening(Ground.DEMAND, date(2024, 9, 30)), "已经届满"),
        (Happening(Ground.OBSTACLE, date(2023, 1, 5), until=date(2023, 2, 5)), "最后六个月之前"),
    ],
)
def test_what_comes_too_early_or_too_late_changes_nothing(happening: Happening, reason: str) -> None:
    course = run(ENDED, TWO_YEARS, [happening], NATIONAL)
    assert course.due.last_day == date(2024, 9, 29)
    assert reason in course.idle[0][1]


def test_a_demand_on_the_very_last_day_is_in_time() -> None:
    course = run(ENDED, TWO_YEARS, [Happening(Ground.DEMAND, date(2024, 9, 29))], NATIONAL)
    assert course.due.last_day == date(2026, 9, 29)


def test_an_interruption_after_an_obstacle_forgets_the_obstacle() -> None:
    story = [
        Happening(Ground.OBSTACLE, date(2024, 5, 1), until=date(2024, 5, 31)),
        Happening(Ground.ACKNOWLEDGEMENT, date(2024, 10, 15)),
    ]
    course = run(ENDED, TWO_YEARS, story, NATIONAL)
    assert course.stretches[1].last_day == date(2024, 10, 30), "31日不计入"
    assert course.due.last_day == date(2026, 10, 15)


def test_a_year_without_a_notice_is_provisional() -> None:
    assert run(date(2028, 1, 3), TWO_YEARS, [], NATIONAL).due.provisional
