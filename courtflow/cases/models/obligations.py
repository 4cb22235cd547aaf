"""What an instrument orders and what was done of it; balances are derived from these rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import models

from .instruments import Instrument
from .parties import Party

ZERO = Decimal("0.00")


class Obligation(models.Model):
    """One item of the operative part (判项)."""

    class Kind(models.TextChoices):
        MONEY = "money", "金钱给付"
        ACT = "act", "行为"
        DELIVERY = "delivery", "交付财产"

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="obligations")
    item = models.PositiveSmallIntegerField("判项序号")
    kind = models.CharField("类型", max_length=10, choices=Kind)
    content = models.TextField("内容")
    debtors = models.ManyToManyField(Party, related_name="owes", verbose_name="义务人")
    creditors = models.ManyToManyField(Party, related_name="claims", verbose_name="权利人")
    amount = models.DecimalField("金额", max_digits=16, decimal_places=2, null=True)
    due_on = models.DateField("履行期末日", null=True)
    due_days = models.PositiveSmallIntegerField("生效后日数", null=True)
    interest_base = models.DecimalField("计息基数", max_digits=16, decimal_places=2, null=True)
    interest_rate = models.CharField("计息标准", max_length=100, blank=True)
    interest_from = models.DateField("计息起日", null=True)
    interest_to = models.CharField("计息止", max_length=60, blank=True)
    order = models.CharField("互负义务的履行顺序", max_length=100, blank=True)
    method = models.CharField("履行方式", max_length=300, blank=True)
    acceleration = models.BooleanField("一期逾期全部到期", default=False)
    accelerated_on = models.DateField("加速到期日", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "义务"
        ordering = ["instrument", "item"]
        constraints = [models.UniqueConstraint(fields=["instrument", "item"], name="item_once")]

    def __str__(self) -> str:
        return f"第{self.item}项 {self.content[:40]}"

    @property
    def performed(self) -> Decimal:
        """Money confirmed as performed."""
        return sum((row.amount for row in self.performances.all() if row.counts and row.amount), ZERO)

    @property
    def balance(self) -> Decimal:
        return max(self.amount - self.performed, ZERO) if self.amount is not None else ZERO

    @property
    def is_performed(self) -> bool:
        if self.kind == self.Kind.MONEY:
            return self.amount is not None and self.performed >= self.amount
        return any(row.counts and row.completes for row in self.performances.all())

    @property
    def last_due_on(self) -> date | None:
        """The day on which the whole is due: acceleration first, then the last instalment, then the item's own day."""
        if self.accelerated_on:
            return self.accelerated_on
        days = [row.due_on for row in self.instalments.all()]
        return max(days) if days else self.due_on

    @property
    def overdue_instalments(self) -> list[Instalment]:
        """Instalments not covered by what was paid, in order; payments fill the earliest first (CC 560)."""
        left, found = self.performed, []
        for row in self.instalments.all():
            left -= row.amount
            if left < 0:
                found.append(row)
        return found


class Instalment(models.Model):
    """One instalment of a money obligation."""

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="instalments")
    seq = models.PositiveSmallIntegerField("期次")
    due_on = models.DateField("到期日")
    amount = models.DecimalField("金额", max_digits=16, decimal_places=2)

    class Meta:
        verbose_name = verbose_name_plural = "分期"
        ordering = ["obligation", "seq"]
        constraints = [models.UniqueConstraint(fields=["obligation", "seq"], name="instalment_once")]


class Performance(models.Model):
    """Something performed: how much, when, by which channel, with which proof, confirmed by whom."""

    class Channel(models.TextChoices):
        DIRECT = "direct", "直接给付债权人"
        COURT_ACCOUNT = "court_account", "汇入法院案款账户"
        ON_THE_SPOT = "on_the_spot", "当庭履行"
        SETTLEMENT = "settlement", "按和解协议履行"
        ACT_DONE = "act_done", "行为或交付已完成"
        DEDUCTION = "deduction", "法院扣划"

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="performances")
    proceeding = models.ForeignKey(
        "cases.Proceeding", on_delete=models.PROTECT, related_name="performances", verbose_name="所在程序"
    )
    payer = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name="履行人")
    amount = models.DecimalField("金额", max_digits=16, decimal_places=2, null=True)
    completes = models.BooleanField("非金钱义务已履行完毕", default=False)
    performed_on = models.DateField("履行日期")
    channel = models.CharField("渠道", max_length=20, choices=Channel)
    proof = models.CharField("凭证", max_length=200)
    confirmed = models.BooleanField("债权人已确认或凭证已核实", default=False)
    confirmed_how = models.CharField("确认方式", max_length=200, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField("登记时间")
    revoked_reason = models.CharField("更正撤销原因", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "履行"
        ordering = ["performed_on", "id"]

    def __str__(self) -> str:
        what = f"{self.amount:,.2f}元" if self.amount else self.get_channel_display()
        return f"{self.performed_on:%Y-%m-%d} {self.payer} {what}（{self.proof}）"

    @property
    def counts(self) -> bool:
        """Only confirmed, unrevoked performance reduces the balance."""
        return self.confirmed and not self.revoked_reason
