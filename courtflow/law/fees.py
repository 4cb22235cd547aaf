"""Litigation fees in yuan (诉讼费用交纳办法，国务院令第481号，第十三条至第二十条), each with its slices.

The 办法 does not say how to round: cents are kept, halves go up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from .articles import FEE, INT, Article

CENT = Decimal("0.01")
_ZERO = Decimal(0)

Band = tuple[Decimal | None, Decimal]  # upper bound of the slice (None: without limit) and its rate in per cent


@dataclass(frozen=True)
class Scale:
    """A fee that grows by slices on top of a flat sum, up to a cap if it has one."""

    under: Article
    base: Decimal
    bands: tuple[Band, ...]
    cap: Decimal | None = None

    def fee(self, amount: Decimal, base: Decimal | None = None) -> Decimal:
        """`base` replaces the flat sum where the province fixes it."""
        total = self._base(base) + sum((part * rate / 100 for part, rate in self._slices(amount)), _ZERO)
        return _cents(total if self.cap is None else min(total, self.cap))

    def steps(self, amount: Decimal, base: Decimal | None = None) -> list[str]:
        """The sum in Chinese, slice by slice."""
        lines = [f"基本费用{_plain(self._base(base))}元（{self.under}）"] if self._base(base) else []
        lower = _ZERO
        for (upper, _), (part, rate) in zip(self.bands, self._slices(amount), strict=False):
            if part and rate:
                lines.append(
                    f"{_slice_name(lower, upper)}：{_plain(part)}元×{_plain(rate)}%＝{_cents(part * rate / 100):,.2f}元"
                )
            lower = upper or lower
        if self.cap is not None and self.fee(amount, base) == self.cap:
            lines.append(f"最多不超过{_plain(self.cap)}元")
        return lines

    def _base(self, base: Decimal | None) -> Decimal:
        return self.base if base is None else base

    def _slices(self, amount: Decimal) -> list[tuple[Decimal, Decimal]]:
        if amount < 0:
            raise ValueError("计费金额不能为负数")
        lower, found = _ZERO, []
        for upper, rate in self.bands:
            top = amount if upper is None else min(amount, upper)
            found.append((max(top - lower, _ZERO), rate))
            lower = upper or lower
        return found


@dataclass(frozen=True)
class Flat:
    """A fee per case; where `least` and `most` differ the province (自治区、直辖市) fixes it between them."""

    name: str
    least: Decimal
    most: Decimal
    under: Article

    def check(self, fixed: Decimal) -> Decimal:
        if not self.least <= fixed <= self.most:
            raise ValueError(f"{self.name}应在{_plain(self.least)}元至{_plain(self.most)}元之间（{self.under}）")
        return _cents(fixed)


def _bands(*rows: tuple[int | None, str]) -> tuple[Band, ...]:
    return tuple((None if upper is None else Decimal(upper), Decimal(rate)) for upper, rate in rows)


PRESERVATION_CAP = Decimal("5000.00")
BANKRUPTCY_CAP = Decimal("300000.00")
ACCEPTANCE = Scale(
    FEE[13, 1, 1],
    Decimal(50),
    _bands(
        (10_000, "0"),
        (100_000, "2.5"),
        (200_000, "2"),
        (500_000, "1.5"),
        (1_000_000, "1"),
        (2_000_000, "0.9"),
        (5_000_000, "0.8"),
        (10_000_000, "0.7"),
        (20_000_000, "0.6"),
        (None, "0.5"),
    ),
)
ENFORCEMENT = Scale(
    FEE[14, 0, 1],
    Decimal(50),
    _bands((10_000, "0"), (500_000, "1.5"), (5_000_000, "1"), (10_000_000, "0.5"), (None, "0.1")),
)
PRESERVATION = Scale(FEE[14, 0, 2], Decimal(30), _bands((1_000, "0"), (100_000, "1"), (None, "0.5")), PRESERVATION_CAP)
DIVORCE = Scale(FEE[13, 1, 2], _ZERO, _bands((200_000, "0"), (None, "0.5")))
PERSONALITY = Scale(FEE[13, 1, 2], _ZERO, _bands((50_000, "0"), (100_000, "1"), (None, "0.5")))

ENFORCEMENT_WITHOUT_AMOUNT = Flat("没有执行金额的申请执行费", Decimal(50), Decimal(500), FEE[14, 0, 1])


class ClaimType(StrEnum):
    """What the acceptance or application fee depends on."""

    PROPERTY = "property"
    DIVORCE = "divorce"
    PERSONALITY = "personality"
    OTHER = "other"
    LABOUR = "labour"
    ADMINISTRATIVE = "administrative"
    ADMINISTRATIVE_IP = "ip"
    JURISDICTION = "jurisdiction"
    PAYMENT_ORDER = "payment_order"
    SUMMONS = "summons"
    SET_ASIDE = "set_aside"
    BANKRUPTCY = "bankruptcy"
    SPECIAL = "special"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    ClaimType.PROPERTY: "财产案件",
    ClaimType.DIVORCE: "离婚案件",
    ClaimType.PERSONALITY: "侵害人格权案件",
    ClaimType.OTHER: "其他非财产案件",
    ClaimType.LABOUR: "劳动争议案件",
    ClaimType.ADMINISTRATIVE: "行政案件",
    ClaimType.ADMINISTRATIVE_IP: "商标、专利、海事行政案件",
    ClaimType.JURISDICTION: "管辖权异议不成立",
    ClaimType.PAYMENT_ORDER: "申请支付令",
    ClaimType.SUMMONS: "申请公示催告",
    ClaimType.SET_ASIDE: "申请撤销仲裁裁决",
    ClaimType.BANKRUPTCY: "破产案件",
    ClaimType.SPECIAL: "特别程序、不予受理或者驳回起诉",
}
FLAT = {
    claim: Flat(f"{_LABELS[claim]}的费用", Decimal(least), Decimal(most), under)
    for claim, least, most, under in (
        (ClaimType.DIVORCE, 50, 300, FEE[13, 1, 2]),
        (ClaimType.PERSONALITY, 100, 500, FEE[13, 1, 2]),
        (ClaimType.OTHER, 50, 100, FEE[13, 1, 2]),
        (ClaimType.LABOUR, 10, 10, FEE[13, 1, 4]),
        (ClaimType.ADMINISTRATIVE, 50, 50, FEE[13, 1, 5]),
        (ClaimType.ADMINISTRATIVE_IP, 100, 100, FEE[13, 1, 5]),
        (ClaimType.JURISDICTION, 50, 100, FEE[13, 1, 6]),
        (ClaimType.SUMMONS, 100, 100, FEE[14, 0, 4]),
        (ClaimType.SET_ASIDE, 400, 400, FEE[14, 0, 5]),
        (ClaimType.SPECIAL, 0, 0, FEE[8]),
    )
}
# Fees of acceptance (案件受理费) are halved by mediation, withdrawal, summary procedure; fees of application are not.
HALVED = frozenset(
    {
        ClaimType.PROPERTY,
        ClaimType.DIVORCE,
        ClaimType.PERSONALITY,
        ClaimType.OTHER,
        ClaimType.LABOUR,
        ClaimType.ADMINISTRATIVE,
        ClaimType.ADMINISTRATIVE_IP,
    }
)
HALVING: Sequence[Article] = (FEE[15], FEE[16], FEE[18], INT[206])


def acceptance(amount: Decimal) -> Decimal:
    """案件受理费 of a property case, for the whole amount claimed."""
    return ACCEPTANCE.fee(amount)


def acceptance_without_property(fixed: Decimal) -> Decimal:
    """Other non-property cases: the province fixes 50 to 100 yuan."""
    return FLAT[ClaimType.OTHER].check(fixed)


def divorce(fixed: Decimal, property_total: Decimal = _ZERO) -> Decimal:
    """离婚案件: 50 to 300 as the province fixes, plus 0.5 % of property above 200,000."""
    return DIVORCE.fee(property_total, FLAT[ClaimType.DIVORCE].check(fixed))


def personality(fixed: Decimal, damages: Decimal = _ZERO) -> Decimal:
    """侵害人格权案件: 100 to 500 as the province fixes, plus 1 % from 50,000 to 100,000 and 0.5 % above."""
    return PERSONALITY.fee(damages, FLAT[ClaimType.PERSONALITY].check(fixed))


def halved(fee: Decimal) -> Decimal:
    """Mediation, withdrawal, summary procedure or joined counterclaim; once only (民诉法解释第二百零六条)."""
    return _cents(fee / 2)


def enforcement(amount: Decimal) -> Decimal:
    """申请执行费 of an amount of money; whether claimed or recovered is the court's setting."""
    return ENFORCEMENT.fee(amount)


def enforcement_without_amount(fixed: Decimal) -> Decimal:
    return ENFORCEMENT_WITHOUT_AMOUNT.check(fixed)


def preservation(amount: Decimal | None) -> Decimal:
    """申请保全费 of the amount actually preserved; None where no property amount is involved."""
    return PRESERVATION.fee(amount or _ZERO)


def payment_order(amount: Decimal) -> Decimal:
    """申请支付令: a third of the acceptance fee (第十四条第（三）项)."""
    return _cents(acceptance(amount) / 3)


def bankruptcy(amount: Decimal) -> Decimal:
    """破产案件: half the acceptance fee on the whole estate, at most 300,000, paid after liquidation."""
    return min(halved(acceptance(amount)), BANKRUPTCY_CAP)


def charge(claim: ClaimType, amount: Decimal | None, fixed: Decimal | None = None) -> tuple[Decimal, list[str]]:
    """The fee of one kind of case with its reasons; `fixed` is the province's figure (its least where none is given).

    ValueError where the fee depends on an amount and none is given, or the figure lies outside the statute's range.
    """
    if claim in FLAT:
        return _flat_charge(claim, amount or _ZERO, fixed)
    if amount is None:
        raise ValueError(f"{claim.label}按金额计费，请给出金额")
    lines = ACCEPTANCE.steps(amount)
    if claim is ClaimType.PAYMENT_ORDER:
        return payment_order(amount), [*lines, f"支付令按财产案件受理费的三分之一交纳（{FEE[14, 0, 3]}）"]
    if claim is ClaimType.BANKRUPTCY:
        rule = f"破产案件减半交纳，最高不超过{_plain(BANKRUPTCY_CAP)}元（{FEE[14, 0, 6]}）"
        return bankruptcy(amount), [*lines, rule]
    return acceptance(amount), lines


def _flat_charge(claim: ClaimType, amount: Decimal, fixed: Decimal | None) -> tuple[Decimal, list[str]]:
    flat = FLAT[claim]
    base = flat.check(flat.least if fixed is None else fixed)
    scale = {ClaimType.DIVORCE: DIVORCE, ClaimType.PERSONALITY: PERSONALITY}.get(claim)
    lines = [f"{claim.label}每件{_plain(base)}元（{flat.under}）"]
    if fixed is None and flat.least != flat.most:
        lines.append(f"本省标准未填写，按{_plain(flat.least)}元至{_plain(flat.most)}元的下限计算（{flat.under}）")
    if scale is None:
        return base, lines
    return scale.fee(amount, base), lines + scale.steps(amount, base)[1:]


def _slice_name(lower: Decimal, upper: Decimal | None) -> str:
    if upper is None:
        return f"超过{_plain(lower)}元的部分"
    return f"超过{_plain(lower)}元至{_plain(upper)}元的部分"


def _plain(figure: Decimal) -> str:
    """1000000 → 1,000,000, 2.50 → 2.5."""
    text = f"{figure:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)
