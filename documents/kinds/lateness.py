"""Doubled interest as a notice states it: from which day for each item, and what has accrued so far.

民事诉讼法第二百六十四条; 迟延履行利息解释（法释〔2014〕8号）第一条至第三条: each instalment from its own due day.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from courtflow.cases.models import Obligation
from courtflow.law.interest import Claim, Part, Payment, settle
from documents.snapshots import LateFacts

ZERO = Decimal("0.00")


def late_facts(items: Sequence[Obligation], on: date, *, next_day: bool) -> list[LateFacts]:
    """One line for every money item with something left to pay; `next_day` is the court's reading of 届满之日起."""
    found: list[LateFacts] = []
    for item in items:
        parts = list(_parts(item, next_day))
        if not parts or not item.balance:
            continue
        accrued = sum((_accrued(claim, payments, on) for claim, payments in parts), ZERO)
        unpaid = [claim.doubled_from for claim, payments in parts if _left(claim, payments)]
        first = min(unpaid or [parts[-1][0].doubled_from])
        found.append(
            {"no": item.item, "first_day": first.isoformat(), "accrued": f"{accrued:.2f}" if accrued else None}
        )
    return found


def _parts(item: Obligation, next_day: bool) -> Iterator[tuple[Claim, list[Payment]]]:
    """The item, or its instalments, each with the payments that fall to it, the earliest filled first (民法典 560)."""
    if item.amount is None:
        return
    payments = [Payment(row.performed_on, row.amount) for row in item.performances.all() if row.counts and row.amount]
    payments.sort(key=lambda payment: payment.on)
    for amount, due in _due_parts(item):
        own, payments = _take(payments, amount)
        yield Claim(amount, due + timedelta(days=1) if next_day else due), own


def _due_parts(item: Obligation) -> list[tuple[Decimal, date]]:
    instalments = [(part.amount, part.due_on) for part in item.instalments.all()]
    if instalments and item.accelerated_on:
        return [(amount, min(due, item.accelerated_on)) for amount, due in instalments]
    if instalments:
        return instalments
    return [(item.amount, item.due_on)] if item.amount is not None and item.due_on else []


def _take(payments: list[Payment], amount: Decimal) -> tuple[list[Payment], list[Payment]]:
    own, rest, left = [], [], amount
    for payment in payments:
        used = min(left, payment.amount)
        left -= used
        if used:
            own.append(Payment(payment.on, used))
        if payment.amount > used:
            rest.append(Payment(payment.on, payment.amount - used))
    return own, rest


def _left(claim: Claim, payments: list[Payment]) -> Decimal:
    return claim.principal - sum((payment.amount for payment in payments), ZERO)


def _accrued(claim: Claim, payments: list[Payment], on: date) -> Decimal:
    return settle(claim, on, payments).accrued(Part.DOUBLED)
