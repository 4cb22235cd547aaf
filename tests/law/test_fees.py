"""Fees: the table of record and the courts' quick forms, which must agree with the statute's slices everywhere."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtflow.law import fees

TABLE = """
5000 50 25 50 70 25
10000 50 25 50 120 25
50000 1050 525 650 520 525
100000 2300 1150 1400 1020 1150
200000 4300 2150 2900 1520 2150
500000 8800 4400 7400 3020 4400
1000000 13800 6900 12400 5000 6900
5000000 46800 23400 52400 5000 23400
10000000 81800 40900 77400 5000 40900
50000000 291800 145900 117400 5000 145900
"""


@pytest.mark.parametrize("row", TABLE.split("\n")[1:-1], ids=lambda row: row.split()[0])
def test_fees_of_record(row: str) -> None:
    amount, acceptance, half, enforcement, preservation, bankruptcy = map(Decimal, row.split())
    assert fees.acceptance(amount) == acceptance
    assert fees.halved(fees.acceptance(amount)) == half
    assert fees.enforcement(amount) == enforcement
    assert fees.preservation(amount) == preservation
    assert fees.bankruptcy(amount) == bankruptcy


@pytest.mark.parametrize(
    ("amount", "fee"),
    [(None, "30"), ("1000", "30"), ("1001", "30.01"), ("896000", "5000"), ("896000.01", "5000"), ("895999", "5000.00")],
)
def test_the_edges_of_the_preservation_fee(amount: str | None, fee: str) -> None:
    assert fees.preservation(None if amount is None else Decimal(amount)) == Decimal(fee)


# Quick forms as court websites print them: up to, per cent, addend
ACCEPTANCE = [
    (10_000, "0", 50),
    (100_000, "2.5", -200),
    (200_000, "2", 300),
    (500_000, "1.5", 1_300),
    (1_000_000, "1", 3_800),
    (2_000_000, "0.9", 4_800),
    (5_000_000, "0.8", 6_800),
    (10_000_000, "0.7", 11_800),
    (20_000_000, "0.6", 21_800),
    (10**12, "0.5", 41_800),
]
ENFORCEMENT = [
    (10_000, "0", 50),
    (500_000, "1.5", -100),
    (5_000_000, "1", 2_400),
    (10_000_000, "0.5", 27_400),
    (10**12, "0.1", 67_400),
]


def quick(amount: Decimal, table: list[tuple[int, str, int]]) -> Decimal:
    rate, addend = next((rate, addend) for upper, rate, addend in table if amount <= upper)
    return amount * Decimal(rate) / 100 + addend


@pytest.mark.parametrize(("fee", "table"), [(fees.acceptance, ACCEPTANCE), (fees.enforcement, ENFORCEMENT)])
@given(amount=st.integers(0, 60_000_000).map(Decimal))
def test_the_slices_add_up_to_the_quick_form(
    fee: Callable[[Decimal], Decimal], table: list[tuple[int, str, int]], amount: Decimal
) -> None:
    assert fee(amount) == quick(amount, table).quantize(Decimal("0.01"), rounding="ROUND_HALF_UP")


def test_bankruptcy_is_capped_and_a_payment_order_costs_a_third() -> None:
    assert fees.bankruptcy(Decimal(200_000_000)) == fees.BANKRUPTCY_CAP
    assert fees.payment_order(Decimal(100_000)) == Decimal("766.67")


def test_divorce_and_personality_add_to_what_the_province_fixed() -> None:
    assert fees.divorce(Decimal(300), Decimal(200_000)) == Decimal("300.00")
    assert fees.divorce(Decimal(300), Decimal(300_000)) == Decimal("800.00")
    assert fees.personality(Decimal(500), Decimal(50_000)) == Decimal("500.00")
    assert fees.personality(Decimal(500), Decimal(200_000)) == Decimal("1500.00")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: fees.divorce(Decimal(301)),
        lambda: fees.personality(Decimal(99)),
        lambda: fees.acceptance_without_property(Decimal(101)),
        lambda: fees.enforcement_without_amount(Decimal(49)),
        lambda: fees.acceptance(Decimal(-1)),
    ],
)
def test_figures_outside_the_statute_are_refused(wrong: Callable[[], Decimal]) -> None:
    with pytest.raises(ValueError, match=r"应在|不能为负数"):
        wrong()
