"""How far preservation may go: security, five fields, receipts, amount and fee."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from courtflow.accounts.models import Court
from courtflow.flow.perform import perform
from courtflow.flow.refusals import InvalidFacts, Refusal
from preservation.models import Preservation
from tests.preservation import walk
from tests.preservation.walk import noon


@pytest.fixture
def people(nanzhao: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(nanzhao)


def rule(row: Preservation, people: SimpleNamespace, facts: dict[str, Any]) -> None:
    perform(row, "rule", by=people.filing_judge, at=noon(2024, 9, 30), facts=facts)


@pytest.mark.spec("C-4.7")
@pytest.mark.parametrize("field", ["name", "quantity", "features", "location", "term_months"])
def test_each_item_needs_its_five_fields(nanzhao: Court, people: SimpleNamespace, field: str) -> None:
    row = walk.pre_suit_until(nanzhao, people, "applied")
    with pytest.raises(InvalidFacts) as caught:
        rule(row, people, walk.ruling(walk.DEPOSIT | {field: ""}))
    assert "assets" in caught.value.errors


@pytest.mark.spec("C-4.2", "C-4.8", "C-4.9", "C-15.3")
@pytest.mark.parametrize("field", ["legality", "necessity", "choice_reason", "liability_told_on", "renewal_told_on"])
def test_review_and_receipts_come_before_the_ruling(nanzhao: Court, people: SimpleNamespace, field: str) -> None:
    row = walk.pre_suit_until(nanzhao, people, "applied")
    with pytest.raises(InvalidFacts) as caught:
        rule(row, people, walk.ruling(walk.DEPOSIT, walk.CAR) | {field: ""})
    assert field in caught.value.errors


@pytest.mark.parametrize(("asset", "months"), [(walk.DEPOSIT, 13), (walk.CAR, 25), (walk.HOUSE, 37)])
def test_no_term_beyond_one_two_three_years(
    nanzhao: Court, people: SimpleNamespace, asset: dict[str, Any], months: int
) -> None:
    row = walk.pre_suit_until(nanzhao, people, "applied")
    with pytest.raises(InvalidFacts, match="更正") as caught:
        rule(row, people, walk.ruling(asset | {"term_months": months}))
    assert "不得超过" in str(caught.value.errors["assets"])


@pytest.mark.spec("C-24.3")
def test_no_measure_beyond_the_amount(nanzhao: Court, people: SimpleNamespace) -> None:
    row = walk.pre_suit_until(nanzhao, people, "applied")
    rule(row, people, walk.ruling(walk.DEPOSIT, walk.HOUSE))
    walk.implement(row, people, people.bailiff, noon(2024, 9, 30))
    at = noon(2024, 10, 9)
    perform(row, "control", by=people.bailiff, at=at, facts=walk.measure(row, "2024-10-09", "60000"))
    with pytest.raises(Refusal, match=r"100,000\.01元，超过保全数额100,000\.00元") as caught:
        perform(row, "control", by=people.bailiff, at=at, facts=walk.measure(row, "2024-10-09", "40000.01", 1))
    assert str(caught.value.under).endswith("第二十四条")
    assert row.controlled_value == Decimal("60000.00")
    perform(row, "control", by=people.bailiff, at=at, facts=walk.measure(row, "2024-10-09", "40000.00", 1))
    assert row.controlled_value == Decimal("100000.00")


@pytest.mark.spec("C-24.3")
def test_an_indivisible_thing_needs_its_reason(nanzhao: Court, people: SimpleNamespace) -> None:
    row = walk.pre_suit_until(nanzhao, people, "applied")
    rule(row, people, walk.ruling(walk.HOUSE))
    walk.implement(row, people, people.bailiff, noon(2024, 9, 30))
    facts = walk.measure(row, "2024-10-09", "800000", indivisible_reason="住宅不可分割，无其他财产")
    perform(row, "control", by=people.bailiff, at=noon(2024, 10, 9), facts=facts)
    assert row.assets.get().indivisible_reason == "住宅不可分割，无其他财产"


def test_before_suit_the_security_is_the_whole_amount(nanzhao: Court, people: SimpleNamespace) -> None:
    case, _ = walk.matter(nanzhao)
    row = walk.apply(case, people.filing_clerk, noon(2024, 9, 30), guarantee_amount="99999.99")
    with pytest.raises(Refusal, match="担保不足"):
        rule(row, people, walk.ruling())
    facts = {"required": "30000", "ground": "ordinary", "reason": "酌减"}
    with pytest.raises(InvalidFacts):
        perform(row, "set_security", by=people.filing_judge, at=noon(2024, 9, 30), facts=facts)
    facts["ground"] = "special"
    perform(row, "set_security", by=people.filing_judge, at=noon(2024, 9, 30), facts=facts)
    rule(row, people, walk.ruling())
    assert row.state == "ruled"


@pytest.mark.spec("B-3.3")
def test_in_suit_no_more_than_thirty_per_cent_and_five_days_from_the_security(
    nanzhao: Court, people: SimpleNamespace
) -> None:
    case, _ = walk.matter(nanzhao)
    walk.suit(case, people)
    none = {"guarantee_kind": "none", "guarantee_amount": "", "guarantor": "", "guarantee_no": ""}
    row = walk.apply(case, people.trial_clerk, noon(2024, 9, 2), type="in_suit", urgent="no", **none)
    row = Preservation.objects.get(pk=row.pk)
    facts = {"required": "30000.01", "ground": "ordinary", "reason": "需要担保"}
    with pytest.raises(InvalidFacts):
        perform(row, "set_security", by=people.trial_judge, at=noon(2024, 9, 3), facts=facts)
    facts["required"] = "30000.00"
    perform(row, "set_security", by=people.trial_judge, at=noon(2024, 9, 3), facts=facts)
    assert not row.deadlines.filter(rule="preserve_ordinary", state="running").exists()
    paid = {"guarantee_kind": "cash", "guarantee_amount": "30000"}
    perform(row, "give_guarantee", by=people.trial_clerk, at=noon(2024, 9, 6), facts=paid)
    assert row.deadlines.get(rule="preserve_ordinary", state="running").due_on.isoformat() == "2024-09-11"


@pytest.mark.parametrize(
    ("amount", "fee"),
    [("1000", "30.00"), ("1001", "30.01"), ("50000", "520.00"), ("896000", "5000.00"), ("5000000", "5000.00")],
)
def test_fee_by_the_amount_preserved(nanzhao: Court, people: SimpleNamespace, amount: str, fee: str) -> None:
    case, _ = walk.matter(nanzhao)
    row = walk.apply(case, people.filing_clerk, noon(2024, 9, 30), amount=amount, guarantee_amount=amount)
    rule(row, people, walk.ruling(amount=amount))
    assert row.fee == Decimal(fee)


def test_the_ruling_never_exceeds_the_request(nanzhao: Court, people: SimpleNamespace) -> None:
    row = walk.pre_suit_until(nanzhao, people, "applied")
    with pytest.raises(InvalidFacts) as caught:
        rule(row, people, walk.ruling(amount="100000.01"))
    assert "请求保全数额" in str(caught.value.errors["amount"])
