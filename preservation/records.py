"""What is kept of a preservation beside its assets: sales by the owner, applications for reconsideration."""

from __future__ import annotations

from typing import Any

from django.db import models

from courtflow.cases.models import Party
from courtflow.flow.acts import Deed

from .assets import Asset


class SelfSale(models.Model):
    """Leave to sell one asset oneself, under the court's eye and within a term; the seizure stays (C-26.1)."""

    preservation = models.ForeignKey("preservation.Preservation", on_delete=models.PROTECT, related_name="sales")
    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="sales", verbose_name="财产")
    seller = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name="申请人")
    permitted_on = models.DateField("准许日期")
    until = models.DateField("期限末日")
    lowest = models.DecimalField("最低价格", max_digits=16, decimal_places=2)
    control = models.TextField("价款控制办法")
    sold_on = models.DateField("变卖日期", null=True)
    price = models.DecimalField("变卖价款", max_digits=16, decimal_places=2, null=True)
    ended_on = models.DateField("终止日期", null=True)
    ended_why = models.CharField("终止原因", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "自行处置"
        ordering = ["permitted_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["asset"], condition=models.Q(ended_on=None), name="one_open_sale_per_asset")
        ]

    def __str__(self) -> str:
        return f"{self.asset}（{self.until:%Y-%m-%d}前）"

    def end(self, deed: Deed, why: str, **more: Any) -> None:
        self.ended_on, self.ended_why = deed.on, why
        for name, value in more.items():
            setattr(self, name, value)
        self.save(update_fields=["ended_on", "ended_why", *more])


class Reconsidered(models.Model):
    """What a party asked for against a ruling, and how the court decided (民诉法第一百一十一条)."""

    class Result(models.TextChoices):
        UPHELD = "upheld", "驳回复议请求"
        CHANGED = "changed", "变更原裁定"
        REVOKED = "revoked", "撤销原裁定"

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name="复议申请人")
    received_on = models.DateField("收到日期")
    grounds = models.TextField("复议理由")
    result = models.CharField("结果", max_length=10, choices=Result, blank=True)
    ruling_no = models.CharField("复议裁定文号", max_length=80, blank=True)
    decided_on = models.DateField("裁定日期", null=True)
    reason = models.TextField("裁定理由", blank=True)

    class Meta:
        abstract = True
        ordering = ["received_on", "id"]

    def __str__(self) -> str:
        return f"{self.party}（{self.received_on:%Y-%m-%d}）"


class Review(Reconsidered):
    """One party's application for reconsideration of a preservation and its outcome."""

    preservation = models.ForeignKey("preservation.Preservation", on_delete=models.PROTECT, related_name="reviews")

    class Meta(Reconsidered.Meta):
        verbose_name = verbose_name_plural = "保全复议"
        constraints = [models.UniqueConstraint(fields=["preservation", "party"], name="reviewed_once_per_party")]
