"""A sanction as a row: against whom, for what, how much, and what became of it."""

from __future__ import annotations

from django.db import models

from courtflow.cases.models import Party

from .grounds import GROUNDS, LIST, MEASURES, Ground


class Sanction(models.Model):
    """训诫, 罚款 or 拘留; the last two take effect when the president has signed the decision."""

    class Review(models.TextChoices):
        PENDING = "pending", "复议审查中"
        UPHELD = "upheld", "维持原决定"
        CHANGED = "changed", "变更原决定"
        REVOKED = "revoked", "撤销原决定"

    proceeding = models.ForeignKey("cases.Proceeding", on_delete=models.PROTECT, related_name="sanctions")
    person = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="sanctions", verbose_name="被处罚人")
    measure = models.CharField("处罚", max_length=12, choices=MEASURES)
    ground = models.CharField("事由", max_length=20, choices=[(item.code, item.text) for item in LIST])
    conduct = models.TextField("妨害行为的事实")
    amount = models.DecimalField("罚款金额", max_digits=16, decimal_places=2, null=True)
    days = models.PositiveSmallIntegerField("拘留日数", null=True)
    number = models.CharField("决定文号", max_length=80, blank=True)
    decided_on = models.DateField("作出日期")
    decided_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", verbose_name="承办人")
    served_on = models.DateField("送达日期", null=True)
    contested_on = models.DateField("申请复议日期", null=True)
    review = models.CharField("复议结果", max_length=10, choices=Review, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "训诫、罚款、拘留"
        ordering = ["decided_on", "id"]

    def __str__(self) -> str:
        return f"对{self.person}{self.get_measure_display()}{f'（{self.number}）' if self.number else ''}"

    @property
    def basis(self) -> Ground:
        return GROUNDS[self.ground]
