"""The dated history of what parties told the court about themselves (山阳第六条, 第十三条)."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .parties import Party


class PartyChange(models.Model):
    """One item of a party's data corrected or updated: the old value stays readable."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="changes", verbose_name="当事人")
    label = models.CharField("变更项目", max_length=60)
    old = models.CharField("原内容", max_length=300, blank=True)
    new = models.CharField("新内容", max_length=300)
    source = models.CharField("来源", max_length=100)
    on = models.DateField("变更日期")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "当事人信息变更"
        ordering = ["on", "id"]
