"""The image of a court's seal (院印), in versions: papers keep the one that was put on them.

印章 of the court, never of its tribunal (民诉法解释第二百六十二条); uploaded by the system administrator.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models


class SealQuerySet(models.QuerySet["Seal"]):
    def in_force(self, court: Any, on: date) -> Seal | None:
        """The newest that the court itself uses on a day; another court's seal never stands in for it."""
        return self.filter(court=court, valid_from__lte=on).order_by("valid_from", "id").last()


class Seal(models.Model):
    """A PNG with a transparent ground and the true diameter of the seal that it shows."""

    court = models.ForeignKey("accounts.Court", on_delete=models.PROTECT, related_name="seals", verbose_name="法院")
    image = models.BinaryField("印模图像")
    sha256 = models.CharField("图像哈希", max_length=64, editable=False)
    diameter_mm = models.PositiveSmallIntegerField("印章直径（毫米）", help_text="按印章备案登记的规格填写")
    valid_from = models.DateField("启用日期")
    source = models.CharField("启用依据", max_length=200, help_text="印章备案文件的名称和文号")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    added_at = models.DateTimeField("登记时间")

    objects = SealQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "院印"
        ordering = ["court", "-valid_from", "-id"]

    def __str__(self) -> str:
        return f"{self.court}院印（{self.valid_from:%Y-%m-%d}启用）"
