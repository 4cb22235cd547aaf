"""Assets under preservation and the clues that lead to them, each with its own term (民诉法解释第四百八十五条)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from django.db import models

from courtflow.cases.models import Party
from courtflow.flow.rules import Rule
from courtflow.law.periods import Period, Roll, Unit, compute, local_day

from . import rules


class AssetKind(models.TextChoices):
    DEPOSIT = "deposit", "银行存款"
    MOVABLE = "movable", "动产"
    IMMOVABLE = "immovable", "不动产"
    OTHER = "other", "其他财产权"

    @property
    def rule(self) -> Rule:
        """The statutory longest term of this kind."""
        return {"deposit": rules.TERM_DEPOSIT, "movable": rules.TERM_MOVABLE}.get(self.value, rules.TERM_OTHER)

    @property
    def longest_months(self) -> int:
        return self.rule.period.length * 12


class Clue(models.Model):
    """A property or a clue to one, as the applicant names it; reused for enforcement later."""

    preservation = models.ForeignKey("preservation.Preservation", on_delete=models.PROTECT, related_name="clues")
    kind = models.CharField("类别", max_length=12, choices=AssetKind)
    place = models.CharField("所在", max_length=200)
    value = models.DecimalField("估值", max_digits=16, decimal_places=2, null=True)
    source = models.CharField("线索来源", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "财产线索"
        ordering = ["id"]


class Asset(models.Model):
    """One item of the ruling: five fields (山阳第四条), then its measure with value, start and expiry."""

    class Status(models.TextChoices):
        ORDERED = "ordered", "待实施"
        CONTROLLED = "controlled", "已控制"
        LAPSED = "lapsed", "已失效"
        RELEASED = "released", "已解除"
        REALISED = "realised", "已扣划或者变价"

    preservation = models.ForeignKey("preservation.Preservation", on_delete=models.PROTECT, related_name="assets")
    kind = models.CharField("类别", max_length=12, choices=AssetKind)
    owner = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="被保全人")
    name = models.CharField("名称", max_length=200)
    quantity = models.CharField("数量或者数额", max_length=100)
    features = models.CharField("特征", max_length=300)
    location = models.CharField("存放地点", max_length=200)
    term_months = models.PositiveSmallIntegerField("保全期限（月）")
    status = models.CharField("状态", max_length=12, choices=Status, default=Status.ORDERED)
    value = models.DecimalField("控制价值", max_digits=16, decimal_places=2, null=True)
    starts_on = models.DateField("起始日", null=True)
    expires_on = models.DateField("届满日", null=True)
    holder = models.CharField("协助执行单位", max_length=200, blank=True)
    notice_no = models.CharField("协助执行通知书", max_length=100, blank=True)
    indivisible_reason = models.CharField("超过请求范围的理由（不可分物）", max_length=300, blank=True)
    in_use = models.BooleanField("允许继续使用", default=False)
    renewals = models.PositiveSmallIntegerField("续行次数", default=0)
    ended_on = models.DateField("失效或解除日期", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "保全财产"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status="controlled") | models.Q(expires_on__gte=models.F("starts_on")),
                name="asset_term_is_written",
            )
        ]

    MEASURE = (
        "status", "value", "starts_on", "expires_on", "term_months", "holder", "notice_no", "indivisible_reason",
        "in_use", "renewals",
    )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name}（{self.get_kind_display()}）"

    @property
    def measure(self) -> str:
        """What is done to it: a thing left in use or only barred from transfer is 查封, one taken away is 扣押."""
        if self.kind in (AssetKind.DEPOSIT, AssetKind.OTHER):
            return "冻结"
        taken_away = self.kind == AssetKind.MOVABLE and not self.in_use and not self.holder
        return "扣押" if taken_away else "查封"

    @property
    def full_term(self) -> bool:
        return self.term_months == AssetKind(self.kind).longest_months

    @property
    def term_rule(self) -> Rule:
        """The clock of this asset: the statutory term, or the shorter one that the ruling wrote."""
        rule = AssetKind(self.kind).rule
        return rule if self.full_term else replace(rule, period=Period(self.term_months, Unit.MONTH, Roll.NONE))

    @property
    def counted_from(self) -> date:
        """The written term includes its first day, so the period is counted from the day before it."""
        return self._written_start - timedelta(days=1)

    @property
    def _written_start(self) -> date:
        if self.starts_on is None:
            raise ValueError(f"{self.name}尚未采取保全措施")
        return self.starts_on

    def begin(self, on: date, months: int, notice_no: str) -> None:
        """Write the term of a measure taken on a day: to the day before the anniversary, never rolled."""
        self.starts_on, self.term_months, self.notice_no = on, months, notice_no
        self.status = self.Status.CONTROLLED
        calendar = self.preservation.court.calendar
        self.expires_on = local_day(compute(self.term_rule.period, self.counted_from, calendar).due)

    @property
    def renewable_until(self) -> date:
        """The last day on which the applicant may ask for renewal."""
        rule = rules.RENEWAL.for_court(self.preservation.policy)
        last = self.expires_on or self._written_start
        return local_day(compute(rule.period, last, self.preservation.court.calendar).due)

    def end(self, status: str, on: date) -> None:
        self.status, self.ended_on = status, on
        self.save(update_fields=["status", "ended_on"])
