"""What bears on the right to apply for enforcement (执行程序解释第十九条、第二十条)."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from courtflow.law import limitation

from .instruments import Instrument


class LimitationEvent(models.Model):
    """A demand, acknowledgement, settlement or obstacle; the period itself is always computed from these rows."""

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="limitation_events")
    proceeding = models.ForeignKey("cases.Proceeding", on_delete=models.PROTECT, related_name="+")
    ground = models.CharField("事由", max_length=20, choices=[(each.value, each.label) for each in limitation.Ground])
    on = models.DateField("发生日期")
    until = models.DateField("和解约定的履行期限最后一日或者障碍消除之日", null=True)
    proof = models.CharField("凭证", max_length=200)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "申请执行时效的中断与中止"
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("on")), name="limitation_event_in_order"
            )
        ]

    @property
    def happening(self) -> limitation.Happening:
        return limitation.Happening(limitation.Ground(self.ground), self.on, self.until)
