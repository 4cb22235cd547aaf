"""Requests that were answered once and must not be carried out twice."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class AnsweredRequest(models.Model):
    """An Idempotency-Key with the answer given to it, stored in the transaction of what it did."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField("Idempotency-Key", max_length=100)
    fingerprint = models.CharField("请求内容哈希", max_length=64)
    status = models.PositiveSmallIntegerField("状态码", default=0)
    body = models.JSONField("应答", default=dict)
    etag = models.CharField("ETag", max_length=40, blank=True)
    received_at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "幂等请求"
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="answered_once")]
