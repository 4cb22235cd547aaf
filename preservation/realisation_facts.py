"""What is written down about money deducted and assets sold by their owner (山阳第二十三条、第二十六条)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms

from courtflow.cases.models import Instrument, Party
from courtflow.flow.facts import Confirm, Day, Facts, Money, Text

from .assets import Asset, AssetKind
from .records import SelfSale


class DeductionFacts(Facts):
    """The creditor asks for the cash that is held; nothing need be sold for it."""

    instrument = forms.ModelChoiceField(Instrument.objects.none(), label="生效法律文书")
    applied_on = Day(label="债权人申请日期", past=True)
    amount = Money(label="扣划数额（元）", help_text="不少于未履行余额；含利息的另附计算")
    ruling_no = forms.CharField(max_length=80, label="扣划裁定文号", help_text="使用原案号")
    undisputed = Confirm(label="没有案外人对该款项提出异议，没有其他法院的在先查封、冻结")

    def prepare(self, proceeding: Any) -> None:
        papers = Instrument.objects.filter(case_id=proceeding.case_id).exclude(effective_on=None)
        self.fields["instrument"].queryset = papers  # type: ignore[attr-defined]


class DeductedFacts(Facts):
    """What the bank paid over."""

    assets = forms.ModelMultipleChoiceField(Asset.objects.none(), label="已扣划的存款")
    done_on = Day(label="划入案款账号日期", past=True)
    proof = forms.CharField(max_length=200, label="扣划回执")

    def prepare(self, proceeding: Any) -> None:
        cash = proceeding.controlled().filter(kind=AssetKind.DEPOSIT)
        self.fields["assets"].queryset = cash  # type: ignore[attr-defined]


class SelfSaleFacts(Facts):
    """The five conditions, each confirmed, and the term."""

    asset = forms.ModelChoiceField(Asset.objects.none(), label="财产")
    seller = forms.ModelChoiceField(Party.objects.none(), label="申请自行处置的人")
    until = Day(label="处置期限末日")
    lowest = Money(label="最低价格（元）", help_text="不低于评估价或者双方认可的价格")
    control = Text(label="价款控制办法", help_text="如：买受人将价款直接汇入本案案款账号")
    harmless = Confirm(label="不损害债权人和其他人的合法权益")
    kept = Confirm(label="处置期间不解除查封、扣押、冻结")
    fair = Confirm(label="价格合理")

    def prepare(self, proceeding: Any) -> None:
        selling = proceeding.sales.filter(ended_on=None).values("asset")
        self.fields["asset"].queryset = proceeding.controlled().exclude(pk__in=selling)  # type: ignore[attr-defined]
        self.fields["seller"].queryset = proceeding.respondents.all()  # type: ignore[attr-defined]

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        longest = self.proceeding.policy.value("self_sale.longest_days")
        if self.day and not self.day < until <= self.day + timedelta(days=longest):
            raise forms.ValidationError(f"处置期限须晚于今日，且最长不超过{longest}日")
        return until


class OpenSaleFacts(Facts):
    """Base: one of the sales under way."""

    sale = forms.ModelChoiceField(SelfSale.objects.none(), label="自行处置")

    def prepare(self, proceeding: Any) -> None:
        self.fields["sale"].queryset = proceeding.sales.filter(ended_on=None)  # type: ignore[attr-defined]


class SoldFacts(OpenSaleFacts):
    """The sale as made; its price lies on the case's account."""

    sold_on = Day(label="成交日期", past=True)
    price = Money(label="成交价款（元）")
    paid_in = Confirm(label="价款已全部汇入本案案款账号")

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        sale, price = facts.get("sale"), facts.get("price")
        if sale and price and price < sale.lowest:
            self.add_error("price", f"低于准许的最低价格{sale.lowest:,.2f}元")
        return facts


class SaleEndedFacts(OpenSaleFacts):
    """Why leave to sell is taken back."""

    reason = Text(label="终止原因", max_length=300)
