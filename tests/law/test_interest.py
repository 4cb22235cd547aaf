"""Delayed-performance interest: the vectors of record, payments in their order, and days that do not count."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtflow.law.interest import STATUTORY_ORDER, Claim, Part, Payment, Rate, counted_days, settle
from courtflow.law.periods import Span

MILLION = Decimal("1000000.00")
ZERO = Decimal("0.00")


@pytest.mark.parametrize(
    ("principal", "first", "last", "days", "doubled"),
    [
        pytest.param(MILLION, date(2024, 9, 30), date(2025, 1, 7), 100, "17500.00", id="I01"),
        pytest.param(Decimal(1_030_000), date(2022, 2, 19), date(2022, 3, 18), 28, "5047.00", id="I03"),
        pytest.param(Decimal(200_000), date(2024, 2, 28), date(2024, 3, 1), 3, "105.00", id="I04 leap"),
        pytest.param(Decimal(200_000), date(2025, 2, 28), date(2025, 3, 1), 2, "70.00", id="I04"),
        pytest.param(MILLION, date(2024, 9, 29), date(2024, 10, 31), 33, "5775.00", id="I10 same day"),
        pytest.param(MILLION, date(2024, 9, 30), date(2024, 10, 31), 32, "5600.00", id="I10 next day"),
        pytest.param(Decimal(7_976), date(2024, 1, 1), date(2024, 4, 2), 93, "129.81", id="misprinted elsewhere"),
    ],
)
def test_doubled_part_of_record(principal: Decimal, first: date, last: date, days: int, doubled: str) -> None:
    statement = settle(Claim(principal, first), last)
    assert [segment.days for segment in statement.segments] == [days]
    assert statement.accrued(Part.DOUBLED) == statement.balance[Part.DOUBLED] == Decimal(doubled)


def test_general_and_doubled_interest_run_side_by_side() -> None:
    """I02: effective 2015-06-30, three days to pay, 0.05 % a day from 01-01, all paid on 09-01."""
    claim = Claim(Decimal(10_000), date(2015, 7, 4), general=(Rate(date(2015, 1, 1), Decimal("0.0005")),))
    statement = settle(claim, date(2015, 9, 1), [Payment(date(2015, 9, 1), Decimal(11_325))])
    assert [(line.part, line.days, line.amount) for line in statement.segments] == [
        (Part.GENERAL, 184, Decimal("920.00")),
        (Part.GENERAL, 60, Decimal("300.00")),
        (Part.DOUBLED, 60, Decimal("105.00")),
    ]
    assert statement.outstanding == statement.surplus == ZERO


def test_a_retrial_stay_does_not_count() -> None:
    """I06."""
    stay = Span(date(2024, 3, 1), date(2024, 5, 31), "再审中止执行")
    statement = settle(Claim(MILLION, date(2024, 1, 1)), date(2024, 12, 31), excluded=[stay])
    assert statement.segments[0].days == 274
    assert statement.accrued(Part.DOUBLED) == Decimal("47950.00")


def test_general_interest_runs_on_through_the_stay() -> None:
    stay = Span(date(2024, 3, 1), date(2024, 3, 10), "再审中止执行")
    claim = Claim(MILLION, date(2024, 3, 1), general=(Rate(date(2024, 3, 1), Decimal("0.0001")),))
    statement = settle(claim, date(2024, 3, 10), excluded=[stay])
    assert statement.accrued(Part.GENERAL) == Decimal("1000.00")
    assert statement.accrued(Part.DOUBLED) == ZERO


def test_nothing_accrues_from_the_acceptance_of_bankruptcy() -> None:
    """I11: accepted 2024-11-20, so 11-19 is the last day."""
    claim = Claim(Decimal(800_000), date(2024, 5, 1))
    statement = settle(claim, date(2025, 3, 1), bankruptcy_accepted=date(2024, 11, 20))
    assert (statement.segments[0].days, statement.accrued(Part.DOUBLED)) == (203, Decimal("28420.00"))


def test_a_part_payment_clears_costs_interest_and_principal_before_the_doubled_part() -> None:
    claim = Claim(
        Decimal(100_000), date(2024, 7, 1), costs=Decimal(2_300), general=(Rate(date(2024, 6, 1), Decimal("0.0001")),)
    )
    statement = settle(claim, date(2024, 7, 20), [Payment(date(2024, 7, 10), Decimal(52_700))])
    assert statement.paid == {
        Part.COSTS: Decimal(2_300),
        Part.GENERAL: Decimal("400.00"),
        Part.PRINCIPAL: Decimal("50000.00"),
        Part.DOUBLED: ZERO,
    }
    assert [(line.base, line.days) for line in statement.segments if line.part is Part.DOUBLED] == [
        (Decimal(100_000), 10),
        (Decimal("50000.00"), 10),
    ]
    assert statement.balance[Part.DOUBLED] == Decimal("175.00") + Decimal("87.50")


def test_another_order_holds_where_the_parties_agreed_on_it() -> None:
    claim = Claim(Decimal(100_000), date(2024, 7, 1))
    agreed = (Part.DOUBLED, *STATUTORY_ORDER[:-1])
    statement = settle(claim, date(2024, 7, 10), [Payment(date(2024, 7, 10), Decimal(175))], order=agreed)
    assert statement.paid[Part.DOUBLED] == Decimal("175.00")
    assert statement.balance[Part.PRINCIPAL] == Decimal(100_000)


def test_the_litigation_fee_bears_the_doubled_part_only_by_setting() -> None:
    first = date(2024, 7, 1)
    without = settle(Claim(MILLION, first, costs=Decimal(13_800)), first + timedelta(days=99))
    included = settle(Claim(MILLION, first, costs=Decimal(13_800), costs_bear_doubled=True), first + timedelta(days=99))
    assert without.accrued(Part.DOUBLED) == Decimal("17500.00")
    assert included.accrued(Part.DOUBLED) == Decimal("17741.50")


def test_a_rate_that_changes_is_two_lines() -> None:
    rates = (
        Rate(date(2024, 1, 1), Decimal("0.0001"), date(2024, 1, 10)),
        Rate(date(2024, 1, 11), Decimal("0.0002")),
    )
    statement = settle(Claim(MILLION, date(2024, 2, 1), general=rates), date(2024, 1, 20))
    assert statement.accrued(Part.GENERAL) == Decimal("1000.00") + Decimal("2000.00")


def test_money_paid_beyond_the_debt_is_shown_as_surplus() -> None:
    statement = settle(
        Claim(Decimal(1_000), date(2024, 7, 1)), date(2024, 7, 1), [Payment(date(2024, 7, 1), Decimal(1_500))]
    )
    assert statement.surplus == Decimal("499.82")


def test_a_payment_after_the_day_of_account_is_not_counted_yet() -> None:
    claim = Claim(Decimal(1_000), date(2024, 7, 1))
    assert settle(claim, date(2024, 7, 10), [Payment(date(2024, 7, 11), Decimal(500))]).paid[Part.PRINCIPAL] == ZERO


def test_a_payment_out_of_the_estate_after_acceptance_still_clears_principal() -> None:
    claim = Claim(Decimal(1_000), date(2024, 7, 1))
    payment = Payment(date(2024, 9, 1), Decimal(1_000))
    statement = settle(claim, date(2024, 12, 1), [payment], bankruptcy_accepted=date(2024, 7, 11))
    assert statement.balance[Part.PRINCIPAL] == ZERO
    assert statement.balance[Part.DOUBLED] == Decimal("1.75")


@pytest.mark.parametrize("amount", [Decimal(0), Decimal(-1)])
def test_a_payment_of_nothing_is_refused(amount: Decimal) -> None:
    with pytest.raises(ValueError, match="应大于零"):
        settle(Claim(MILLION, date(2024, 7, 1)), date(2024, 8, 1), [Payment(date(2024, 7, 2), amount)])


def test_a_negative_debt_is_refused() -> None:
    with pytest.raises(ValueError, match="不能为负数"):
        Claim(Decimal(-1), date(2024, 7, 1))


nearby = st.dates(date(2024, 1, 1), date(2024, 6, 30))
spans = st.lists(st.tuples(nearby, nearby).map(lambda pair: Span(min(pair), max(pair), "中止")), max_size=4)


@given(nearby, nearby, spans)
def test_days_are_counted_as_one_would_on_a_wall_calendar(a: date, b: date, excluded: list[Span]) -> None:
    first, last = sorted((a, b))
    wall = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
    counted = [day for day in wall if not any(span.first <= day <= span.last for span in excluded)]
    assert counted_days(first, last, excluded) == len(counted)


@given(st.lists(st.tuples(nearby, st.decimals("0.01", "5000", places=2)), max_size=6))
def test_no_cent_is_lost_or_made(received: list[tuple[date, Decimal]]) -> None:
    claim = Claim(Decimal("9000.00"), date(2024, 2, 1), costs=Decimal("50.00"))
    statement = settle(claim, date(2024, 12, 31), [Payment(day, amount) for day, amount in received])
    owed = claim.principal + claim.costs + statement.accrued(Part.DOUBLED)
    paid = sum((amount for _, amount in received), ZERO)
    assert owed - statement.outstanding == paid - statement.surplus
