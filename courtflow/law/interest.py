"""Interest for delayed performance: general interest as ordered, and the doubled part (法释〔2014〕8号).

Doubled part = money debt without general interest × 0.0175 % per day × days of delay. A payment counts on its own day;
it clears costs, general interest and principal first, the doubled part last (第四条，民法典第五百六十一条). A debt in
instalments bears the doubled part from the day of each (第二条); a payment fills the one that fell due first
(民法典第五百六十条), and one not yet due only when nothing that is due is left.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from .periods import Span

DOUBLED_DAILY_RATE = Decimal("0.000175")  # 日万分之一点七五, 第一条第二款
CENT = Decimal("0.01")
_ZERO = Decimal("0.00")
_ONE_DAY = timedelta(days=1)


class Part(StrEnum):
    COSTS = "costs"
    GENERAL = "general"
    PRINCIPAL = "principal"
    DOUBLED = "doubled"

    @property
    def label(self) -> str:
        return _PART_LABELS[self]


_PART_LABELS = {
    Part.COSTS: "诉讼费等费用",
    Part.GENERAL: "一般债务利息",
    Part.PRINCIPAL: "本金等金钱债务",
    Part.DOUBLED: "加倍部分债务利息",
}
STATUTORY_ORDER = (Part.COSTS, Part.GENERAL, Part.PRINCIPAL, Part.DOUBLED)


@dataclass(frozen=True)
class Rate:
    """General interest per day from `first`, to `last` if the instrument or a change of rate ends it."""

    first: date
    daily: Decimal
    last: date | None = None


@dataclass(frozen=True)
class Payment:
    on: date
    amount: Decimal


@dataclass(frozen=True)
class Instalment:
    """A further part of a debt, late from a day of its own."""

    amount: Decimal
    doubled_from: date


@dataclass(frozen=True)
class Claim:
    """A money debt in yuan; lawyers' fees and penalties ordered belong to `principal` (they bear the doubled part)."""

    principal: Decimal
    doubled_from: date
    costs: Decimal = _ZERO
    general: tuple[Rate, ...] = ()
    costs_bear_doubled: bool = False  # practice differs on the litigation fee; default out
    later: tuple[Instalment, ...] = ()

    def __post_init__(self) -> None:
        if self.costs < 0 or any(part.amount < 0 for part in self.parts):
            raise ValueError("债务本金和费用不能为负数")

    @property
    def parts(self) -> tuple[Instalment, ...]:
        """The debt in the order in which it falls due."""
        parts = (Instalment(self.principal, self.doubled_from), *self.later)
        return tuple(sorted(parts, key=lambda part: part.doubled_from))

    @classmethod
    def in_instalments(cls, parts: Iterable[Instalment], **rest: Any) -> "Claim":
        """A debt given by its instalments alone."""
        ordered = sorted(parts, key=lambda part: part.doubled_from)
        if not ordered:
            raise ValueError("分期履行的债务至少要有一期")
        first, *later = ordered
        return cls(first.amount, first.doubled_from, later=tuple(later), **rest)


@dataclass(frozen=True)
class Segment:
    """One line of the calculation; both days count, excluded ones do not."""

    part: Part
    first: date
    last: date
    days: int
    base: Decimal
    daily: Decimal
    instalment: int = 0  # which part of a debt in instalments bears it, from 1; 0 where there is but one

    @property
    def amount(self) -> Decimal:
        return (self.base * self.daily * self.days).quantize(CENT, rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class Receipt:
    """What one payment cleared, in the order applied; `early` went to instalments not yet due."""

    payment: Payment
    cleared: dict[Part, Decimal]
    early: Decimal
    surplus: Decimal


@dataclass(frozen=True)
class Statement:
    """The account on its last day: accrual lines, what payments cleared, what is left, what was paid too much."""

    segments: tuple[Segment, ...]
    receipts: tuple[Receipt, ...]
    balance: dict[Part, Decimal]

    @property
    def paid(self) -> dict[Part, Decimal]:
        return {part: sum((receipt.cleared[part] for receipt in self.receipts), _ZERO) for part in Part}

    @property
    def surplus(self) -> Decimal:
        return sum((receipt.surplus for receipt in self.receipts), _ZERO)

    @property
    def outstanding(self) -> Decimal:
        return sum(self.balance.values(), _ZERO)

    def accrued(self, part: Part) -> Decimal:
        return sum((segment.amount for segment in self.segments if segment.part is part), _ZERO)


def settle(
    claim: Claim,
    until: date,
    payments: Iterable[Payment] = (),
    excluded: Sequence[Span] = (),
    bankruptcy_accepted: date | None = None,
    order: Sequence[Part] = STATUTORY_ORDER,
) -> Statement:
    """The account at the end of `until`.

    `excluded` days (stays not asked for by the debtor, retrial) bear no doubled part (第三条第三款); from acceptance of
    bankruptcy nothing accrues (企业破产法第四十六条). `order` is the statutory one unless otherwise agreed.
    """
    last = min(until, bankruptcy_accepted - _ONE_DAY) if bankruptcy_accepted else until
    account = _Account(claim, tuple(excluded), last, tuple(order))
    for payment in sorted(payments, key=lambda payment: payment.on):
        if payment.amount <= 0:
            raise ValueError("还款金额应大于零")
        if payment.on <= until:
            account.receive(payment)
    account.accrue(last)
    return Statement(tuple(account.segments), tuple(account.receipts), account.balance)


class _Account:
    """Accrues to a day, then takes the payment of that day."""

    def __init__(self, claim: Claim, excluded: tuple[Span, ...], last: date, order: tuple[Part, ...]) -> None:
        self.claim, self.excluded, self.last, self.order = claim, excluded, last, order
        self.parts = claim.parts
        self.unpaid = [part.amount for part in self.parts]
        self.owed = dict.fromkeys(Part, _ZERO) | {Part.COSTS: claim.costs}  # but for the principal
        self.segments: list[Segment] = []
        self.receipts: list[Receipt] = []
        self.reached = date.min

    @property
    def balance(self) -> dict[Part, Decimal]:
        return self.owed | {Part.PRINCIPAL: sum(self.unpaid, _ZERO)}

    def receive(self, payment: Payment) -> None:
        self.accrue(min(payment.on, self.last))
        rest, cleared = payment.amount, dict.fromkeys(Part, _ZERO)
        for part in self.order:
            cleared[part] = self._clear(part, rest, payment.on)
            rest -= cleared[part]
        early = self._fill(rest, date.max)
        cleared[Part.PRINCIPAL] += early
        self.receipts.append(Receipt(payment, cleared, early, rest - early))

    def _clear(self, part: Part, rest: Decimal, on: date) -> Decimal:
        if part is Part.PRINCIPAL:
            return self._fill(rest, on)
        cleared = min(rest, self.owed[part])
        self.owed[part] -= cleared
        return cleared

    def _fill(self, rest: Decimal, due_by: date) -> Decimal:
        """Pay off instalments late by then, the earliest first; all the principal of a debt that has but one part."""
        filled = _ZERO
        for index, part in enumerate(self.parts):
            if len(self.parts) == 1 or part.doubled_from <= due_by:
                taken = min(rest - filled, self.unpaid[index])
                self.unpaid[index] -= taken
                filled += taken
        return filled

    def accrue(self, day: date) -> None:
        if day <= self.reached:
            return
        first = self.reached + _ONE_DAY
        for rate in self.claim.general:
            start, end = max(first, rate.first), min(day, rate.last or day)
            for begin, finish in _split(start, end, self.claim.doubled_from):
                self._add(Part.GENERAL, begin, finish, self.balance[Part.PRINCIPAL], rate.daily)
        for index, part in enumerate(self.parts):
            self._double(index, max(first, part.doubled_from), day)
        self.reached = day

    def _double(self, index: int, first: date, last: date) -> None:
        bears = self.claim.costs_bear_doubled and index == 0
        base = self.unpaid[index] + (self.owed[Part.COSTS] if bears else _ZERO)
        number = index + 1 if len(self.parts) > 1 else 0
        self._add(Part.DOUBLED, first, last, base, DOUBLED_DAILY_RATE, self.excluded, number)

    def _add(
        self,
        part: Part,
        first: date,
        last: date,
        base: Decimal,
        daily: Decimal,
        excluded: tuple[Span, ...] = (),
        instalment: int = 0,
    ) -> None:
        days = counted_days(first, last, excluded)
        if days and base:
            segment = Segment(part, first, last, days, base, daily, instalment)
            self.segments.append(segment)
            self.owed[part] += segment.amount


def counted_days(first: date, last: date, excluded: Iterable[Span] = ()) -> int:
    """Days from `first` to `last`, both included, less the excluded ones, each once."""
    days, reached = (last - first).days + 1, first - _ONE_DAY
    for span in sorted(excluded, key=lambda span: span.first):
        begin, end = max(span.first, reached + _ONE_DAY), min(span.last, last)
        if begin <= end:
            days -= (end - begin).days + 1
            reached = end
    return max(days, 0)


def _split(first: date, last: date, at: date) -> list[tuple[date, date]]:
    """General interest is shown apart before and within the delay, as statements of account do."""
    if first < at <= last:
        return [(first, at - _ONE_DAY), (at, last)]
    return [(first, last)]
