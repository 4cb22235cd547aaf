"""Litigation fees in yuan (诉讼费用交纳办法，国务院令第481号，第十三条至第二十条)."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")

Band = tuple[Decimal | None, Decimal]  # upper bound of the slice (None: without limit) and its rate in per cent


def _bands(*rows: tuple[int | None, str]) -> tuple[Band, ...]:
    return tuple((None if upper is None else Decimal(upper), Decimal(rate)) for upper, rate in rows)


# 第十三条第一款第（一）项: 财产案件, above the flat fee of 50 for the first 10,000
_ACCEPTANCE = _bands(
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
)
# 第十四条第（一）项: 执行费
_ENFORCEMENT = _bands((10_000, "0"), (500_000, "1.5"), (5_000_000, "1"), (10_000_000, "0.5"), (None, "0.1"))
# 第十四条第（二）项: 保全费, at most 5,000
_PRESERVATION = _bands((1_000, "0"), (100_000, "1"), (None, "0.5"))
# 第十三条第一款第（二）项: 离婚案件 and 侵害人格权案件
_DIVORCE = _bands((200_000, "0"), (None, "0.5"))
_PERSONALITY = _bands((50_000, "0"), (100_000, "1"), (None, "0.5"))

PRESERVATION_CAP = Decimal("5000.00")
BANKRUPTCY_CAP = Decimal("300000.00")
PER_CASE = {
    "劳动争议案件": Decimal("10.00"),
    "公示催告": Decimal("100.00"),
    "申请撤销仲裁裁决": Decimal("400.00"),
}


def acceptance(amount: Decimal) -> Decimal:
    """案件受理费 of a property case, for the whole amount claimed."""
    return _graduated(amount, Decimal(50), _ACCEPTANCE)


def acceptance_without_property(fixed: Decimal) -> Decimal:
    """Other non-property cases: the province fixes 50 to 100 yuan."""
    return _within(fixed, 50, 100, "非财产案件受理费")


def divorce(fixed: Decimal, property_total: Decimal = Decimal(0)) -> Decimal:
    """离婚案件: 50 to 300 as the province fixes, plus 0.5 % of property above 200,000."""
    return _graduated(property_total, _within(fixed, 50, 300, "离婚案件受理费"), _DIVORCE)


def personality(fixed: Decimal, damages: Decimal = Decimal(0)) -> Decimal:
    """侵害人格权案件: 100 to 500 as the province fixes, plus 1 % from 50,000 to 100,000 and 0.5 % above."""
    return _graduated(damages, _within(fixed, 100, 500, "人格权案件受理费"), _PERSONALITY)


def halved(fee: Decimal) -> Decimal:
    """Mediation, withdrawal, summary procedure or joined counterclaim; once only (民诉法解释第二百零六条)."""
    return _cents(fee / 2)


def enforcement(amount: Decimal) -> Decimal:
    """申请执行费 of an amount of money; whether claimed or recovered is the court's setting."""
    return _graduated(amount, Decimal(50), _ENFORCEMENT)


def enforcement_without_amount(fixed: Decimal) -> Decimal:
    return _within(fixed, 50, 500, "没有执行金额的申请执行费")


def preservation(amount: Decimal | None) -> Decimal:
    """申请保全费 of the amount actually preserved; None where no property amount is involved."""
    return min(_graduated(amount or Decimal(0), Decimal(30), _PRESERVATION), PRESERVATION_CAP)


def payment_order(amount: Decimal) -> Decimal:
    """申请支付令: a third of the acceptance fee (第十四条第（三）项)."""
    return _cents(acceptance(amount) / 3)


def bankruptcy(amount: Decimal) -> Decimal:
    """破产案件: half the acceptance fee on the whole estate, at most 300,000, paid after liquidation."""
    return min(halved(acceptance(amount)), BANKRUPTCY_CAP)


def _graduated(amount: Decimal, base: Decimal, bands: Sequence[Band]) -> Decimal:
    if amount < 0:
        raise ValueError("计费金额不能为负数")
    fee, lower = base, Decimal(0)
    for upper, rate in bands:
        top = amount if upper is None else min(amount, upper)
        fee += max(top - lower, Decimal(0)) * rate / 100
        lower = upper or top
    return _cents(fee)


def _within(fixed: Decimal, least: int, most: int, name: str) -> Decimal:
    if not least <= fixed <= most:
        raise ValueError(f"{name}应在{least}元至{most}元之间")
    return _cents(fixed)


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)
