"""公布文本: a masked copy of an issued paper, a file of its own beside the original (裁判文书公布规定)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse

from .documents import Document


class MaskedCopy(models.Model):
    """What was hidden, what somebody was warned of and looked at, and the file; never changed, never the original."""

    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="masked_copies", verbose_name="原文书"
    )
    snapshot = models.JSONField("隐名处理后的内容")
    hidden = models.JSONField("隐去的内容", default=list)
    warnings = models.JSONField("须人工核对的事项", default=list)
    pdf = models.BinaryField("文件")
    sha256 = models.CharField("文件哈希", max_length=64)
    pages = models.PositiveSmallIntegerField("页数")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="核对制作人"
    )
    made_at = models.DateTimeField("制作时间")
    event = models.ForeignKey("flow.Event", on_delete=models.PROTECT, related_name="+", verbose_name="登记事件")

    class Meta:
        verbose_name = verbose_name_plural = "公布文本"
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.document}（公布文本）"

    @property
    def href(self) -> str:
        return reverse("documents:masked_file", args=[self.pk])
