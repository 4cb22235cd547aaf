"""Service of papers (送达): who must get each one, and every attempt to bring it (民诉法第八十七条至第九十五条)."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from courtflow.cases.models import Service

from .documents import Document
from .files import StoredFile


class Recipient(models.Model):
    """Somebody who must get a paper: a party, another department or an office outside; served once."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="recipients", verbose_name="文书")
    party = models.ForeignKey(
        "cases.Party", on_delete=models.PROTECT, null=True, related_name="received", verbose_name="受送达人"
    )
    name = models.CharField("受送达人", max_length=200)
    served_on = models.DateField("送达日", null=True)
    method = models.CharField("送达方式", max_length=20, choices=Service.Method, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "受送达人"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["document", "name", "party"], nulls_distinct=False, name="recipient_once")
        ]

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One attempt at service, successful or not; kept for ever, for 公告 may come only after the others failed."""

    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="attempts", verbose_name="受送达人")
    method = models.CharField("方式", max_length=20, choices=Service.Method)
    tried_on = models.DateField("送达行为日（公告为公告刊登日）")
    succeeded = models.BooleanField("已送达")
    served_on = models.DateField("送达日", null=True)
    steps = models.JSONField("送达日的确定", default=list)
    result = models.CharField("结果", max_length=300)
    proof = models.CharField("送达证明", max_length=200)
    waiver = models.TextField("未试其他方式而公告的理由", blank=True)
    proof_name = models.CharField("证明文件名", max_length=150, blank=True)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, related_name="deliveries", verbose_name="证明文件"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    event = models.ForeignKey("flow.Event", on_delete=models.PROTECT, related_name="deliveries")

    class Meta:
        verbose_name = verbose_name_plural = "送达过程"
        ordering = ["tried_on", "id"]
