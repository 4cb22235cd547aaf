"""The statement of account of an execution: what is owed with interest, what payments cleared (法释〔2014〕8号).

One computation for page, API and papers. The balance of an item counts its principal alone; this statement clears
costs and general interest before it and the doubled part last, as the law orders (第四条).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from courtflow.cases import instruments
from courtflow.cases.bankruptcy import acceptances
from courtflow.cases.models import Obligation, Party
from courtflow.cases.performing import instruments_of
from courtflow.flow import clock
from courtflow.law.effect import Readings
from courtflow.law.exclusions import STAY
from courtflow.law.interest import STATUTORY_ORDER, Claim, Instalment, Part, Payment, Rate, Statement, settle
from courtflow.law.periods import Span
from courtflow.law.rates import daily_rate
from enforcement.money.records import Share

ZERO = Decimal("0.00")
ONE_DAY = timedelta(days=1)
_DAY = re.compile(r"(\d{4})[-年/](\d{1,2})[-月/](\d{1,2})日?")


@dataclass(frozen=True)
class ItemAccount:
    """One money item: its statement, and in Chinese what no program can reckon."""

    obligation: Obligation
    claim: Claim
    statement: Statement
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Account:
    """All money items of an execution at the end of `until`."""

    until: date
    items: tuple[ItemAccount, ...]
    excluded: tuple[Span, ...]
    cut: date | None
    notes: tuple[str, ...]

    @property
    def outstanding(self) -> Decimal:
        return sum((item.statement.outstanding for item in self.items), ZERO)

    @property
    def parts(self) -> list[tuple[Part, Decimal, Decimal, Decimal]]:
        """(part, accrued or owed from the start, cleared, left) over all items, in the order of set-off."""
        found = []
        for part in STATUTORY_ORDER:
            paid = sum((item.statement.paid[part] for item in self.items), ZERO)
            left = sum((item.statement.balance[part] for item in self.items), ZERO)
            found.append((part, paid + left, paid, left))
        return found


def account_of(proceeding: Any, until: date | None = None) -> Account:
    """The account of an execution (or an urging) at the end of a day, by default today."""
    until = until or clock.today()
    excluded = tuple(interest_free(proceeding, until))
    cut, notes = _bankruptcy_cut(proceeding)
    items, costs = [], costs_of(proceeding)
    for instrument in instruments_of(proceeding):
        for item in instrument.obligations.all():
            if item.kind == Obligation.Kind.MONEY and item.amount:
                items.append(_item_account(proceeding, item, costs, until, excluded, cut))
                costs = ZERO
    return Account(until, tuple(items), excluded, cut, tuple(notes))


def _item_account(
    proceeding: Any, item: Obligation, costs: Decimal, until: date, excluded: tuple[Span, ...], cut: date | None
) -> ItemAccount:
    notes: list[str] = []
    claim = claim_of(item, instruments.readings_of(proceeding.policy), costs, notes)
    return ItemAccount(item, claim, settle(claim, until, payments_of(item), excluded, cut), tuple(notes))


def costs_of(proceeding: Any) -> Decimal:
    """The litigation fee that the creditor advanced and claimed in his application; the first item carries it."""
    row = proceeding.origin
    while row is not None and row.kind != "execution_filing":
        row = row.origin
    return row.actual.court_fee if row is not None else ZERO


def claim_of(item: Obligation, readings: Readings, costs: Decimal, notes: list[str]) -> Claim:
    """The item as the law of interest sees it; what cannot be reckoned is told in `notes`."""
    wait = ONE_DAY if readings.doubled_from_next_day else timedelta()
    rest: dict[str, Any] = {
        "general": tuple(_general(item, notes)), "costs": costs, "costs_bear_doubled": readings.costs_bear_doubled,
    }  # fmt: skip
    amount = item.amount or ZERO
    if item.accelerated_on is None and (parts := list(item.instalments.all())):
        return Claim.in_instalments([Instalment(row.amount, row.due_on + wait) for row in parts], **rest)
    due = item.last_due_on
    effective = item.instrument.effective_on
    if due is None and effective is None:
        notes.append("文书尚未生效，不计加倍部分债务利息")
    first = due + wait if due else effective or date.max
    return Claim(amount, first, **rest)


def _general(item: Obligation, notes: list[str]) -> Iterable[Rate]:
    """General interest only where the item orders it, by its own method (第一条第一款)."""
    if not (item.interest_rate and item.interest_from):
        return
    daily = daily_rate(item.interest_rate)
    if daily is None:
        notes.append(f"计息标准“{item.interest_rate}”不是固定利率，一般债务利息须由承办人另行计算")
        return
    if item.interest_base is not None and item.interest_base != item.amount:
        notes.append(f"文书确定的计息基数{item.interest_base:,.2f}元与判项金额不同，一般债务利息须由承办人另行计算")
        return
    match = _DAY.search(item.interest_to)
    last = date(*(int(part) for part in match.groups())) if match else None
    yield Rate(item.interest_from, daily, last)


def payments_of(item: Obligation) -> list[Payment]:
    """Confirmed performance outside the ledger, and what the ledger paid out to creditors under the item.

    Money through the court counts on the day it reached the court (第三条).
    """
    shares = Share.objects.filter(obligation=item, purpose__in=Share.TO_CREDITOR, returned_on=None)
    paid = list(shares.exclude(money__paid_on=None).select_related("money"))
    through = {share.performance_id for share in paid}
    found = [Payment(share.money.arrived_on, share.amount) for share in paid if share.money.arrived_on]
    for row in item.performances.all():
        if row.counts and row.amount and row.pk not in through:
            found.append(Payment(row.performed_on, row.amount))
    return found


def interest_free(proceeding: Any, until: date) -> Iterable[Span]:
    """Stays for review of the instrument not asked for by the debtor, and of retrial (第三条第三款)."""
    for row in proceeding.exclusions.filter(ground=STAY.code).select_related("opened_by"):
        last = row.last or until
        if row.opened_by.facts.get("interest_free") and last >= row.first:
            yield Span(row.first, last, "审查执行依据或者再审期间中止执行", row.authority)


def _bankruptcy_cut(proceeding: Any) -> tuple[date | None, list[str]]:
    """From acceptance nothing accrues against a sole debtor; beside others they owe on (企业破产法第四十六条)."""
    debtors = Party.objects.filter(owes__instrument__in=instruments_of(proceeding)).distinct()
    days = {party: day for party in debtors if (day := _accepted_on(party))}
    if days and len(days) == len(debtors):
        return max(days.values()), []
    told = "对{}的债权，利息计算至{:%Y-%m-%d}（破产申请受理前一日）"
    return None, [told.format(party.name, day - ONE_DAY) for party, day in days.items()]


def _accepted_on(party: Party) -> date | None:
    row = acceptances(party.identifier).first()
    return row.actual.ruled_on if row is not None else None
