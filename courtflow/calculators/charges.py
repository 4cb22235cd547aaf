"""诉讼费用: acceptance, half of it, enforcement, preservation, bankruptcy (诉讼费用交纳办法)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from courtflow.law import fees
from courtflow.law.articles import FEE
from courtflow.law.fees import ClaimType

from .asking import Answer, Calculator, Question
from .fields import Sum
from .venue import Venue


class FeesQuestion(Question):
    aliases = {"claim": "type"}
    rare = ("fixed", "no_amount")

    amount = Sum(label="金额", required=False, help_text="请求、执行、保全或者破产财产的金额")
    type = forms.ChoiceField(
        label="案件种类",
        choices=[(claim.value, claim.label) for claim in ClaimType],
        initial=ClaimType.PROPERTY.value,
        required=False,
    )
    fixed = Sum(label="本省每件标准", required=False, help_text="办法只定幅度的案件，填省级规定的数额")
    no_amount = forms.BooleanField(label="没有金额", required=False)

    def clean(self) -> dict[str, Any]:
        read = super().clean() or {}
        claim = read["type"] = ClaimType(read.get("type") or ClaimType.PROPERTY)
        amount, none = read.get("amount"), read.get("no_amount")
        if amount is not None and none:
            self.add_error("no_amount", "已经给出金额，不能再选“没有金额”")
        if amount is None and not none and "amount" not in self.errors and claim not in fees.FLAT:
            self.add_error("amount", "请填写金额；没有金额的，选“没有金额”（no_amount）")
        if read.get("fixed") is not None and claim not in fees.FLAT:
            self.add_error("fixed", f"{claim.label}按金额分段计费，各省不另定标准")
        return read


def charges(read: dict[str, Any], venue: Venue) -> Answer:
    claim, amount = read["type"], read["amount"]
    fee: Decimal | None = None
    reasons: list[str] = ["财产案件按金额计费，没有金额的不能计算"]
    if amount is not None or claim in fees.FLAT:
        fee, reasons = fees.charge(claim, amount, read["fixed"])
    half = fees.halved(fee) if fee is not None and claim in fees.HALVED else None
    return {
        "acceptance": fee,
        "half": half,
        "enforcement": _enforcement(amount),
        "preservation": fees.preservation(amount),
        "bankruptcy": None if amount is None else fees.bankruptcy(amount),
        "payment_order": None if amount is None else fees.payment_order(amount),
        "amount": amount,
        "type": claim.value,
        "type_label": claim.label,
        "steps": _steps(claim, amount, reasons) + _local(venue),
    }


def _enforcement(amount: Decimal | None) -> Decimal:
    return fees.ENFORCEMENT_WITHOUT_AMOUNT.least if amount is None else fees.enforcement(amount)


def _steps(claim: ClaimType, amount: Decimal | None, reasons: list[str]) -> list[str]:
    halving = "、".join(map(str, fees.HALVING))
    rules = [*(f"{claim.label}：{line}" for line in reasons)]
    if claim in fees.HALVED and (amount is not None or claim in fees.FLAT):
        rules.append(f"减半：调解、撤诉、简易程序、合并审理的反诉，减半一次（{halving}）")
    rules += [f"执行费：{line}" for line in _enforcement_steps(amount)]
    rules += [f"保全费：{line}" for line in fees.PRESERVATION.steps(amount or Decimal(0))]
    if amount is not None:
        cap = f"最高不超过{fees.BANKRUPTCY_CAP:,.0f}元"
        rules.append(f"破产案件：按财产总额依财产案件受理费减半，{cap}，清算后交纳（{FEE[14, 0, 6]}、{FEE[20]}）")
    return rules


def _local(venue: Venue) -> list[str]:
    """Where a court's own paper charges less than the 办法 says."""
    source = venue.free_before_execution
    return [f"保全费：{venue.name}的执前保全不收费（{source}）"] if source else []


def _enforcement_steps(amount: Decimal | None) -> list[str]:
    if amount is not None:
        return fees.ENFORCEMENT.steps(amount)
    flat = fees.ENFORCEMENT_WITHOUT_AMOUNT
    return [f"没有执行金额的，每件{flat.least}元至{flat.most}元，按下限列出（{flat.under}）"]


def charges_headline(answer: Answer) -> list[tuple[str, str]]:
    names = {
        "acceptance": "案件受理费（申请费）",
        "half": "减半交纳",
        "enforcement": "申请执行费",
        "preservation": "申请保全费",
        "bankruptcy": "破产案件申请费",
        "payment_order": "支付令申请费",
    }
    return [(label, f"{answer[name]:,.2f}元") for name, label in names.items() if answer[name] is not None]


FEES = Calculator("fees", "诉讼费用", FeesQuestion, charges, charges_headline)
