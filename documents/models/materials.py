"""Materials of a case (案卷材料): files handed in, kept under their hash, withdrawn with a reason and never deleted."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from courtflow.cases.models import Case

from .delivery import Recipient
from .documents import Document
from .files import StoredFile


class MaterialQuerySet(models.QuerySet["Material"]):
    def visible_to(self, user: Any) -> MaterialQuerySet:
        """Materials of the cases that the user may see."""
        return self.filter(case__in=Case.objects.visible_to(user))

    def standing(self) -> MaterialQuerySet:
        return self.filter(withdrawn_at=None)


class Material(models.Model):
    """A file in its place in a case."""

    class Label(models.TextChoices):
        """What it is for, in the words of the contents of a dossier."""

        PLEADING = "pleading", "起诉状"
        ANSWER = "answer", "答辩状"
        APPLICATION = "application", "申请书"
        IDENTITY = "identity", "身份证明"
        AUTHORITY = "authority", "委托代理手续"
        EVIDENCE = "evidence", "证据材料"
        FEE = "fee", "交费凭证"
        RECORD = "record", "笔录"
        INSTRUMENT = "instrument", "法律文书"
        SERVICE = "service", "送达回证"
        PERFORMANCE = "performance", "履行凭证"
        ASSETS = "assets", "财产调查材料"
        AGREEMENT = "agreement", "协议"
        APPROVAL = "approval", "审批材料"
        HAND_OVER = "hand_over", "移交材料"
        OTHER = "other", "其他材料"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="materials", verbose_name="案件")
    proceeding = models.ForeignKey(
        "cases.Proceeding", on_delete=models.PROTECT, null=True, related_name="handed_in", verbose_name="程序"
    )
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, related_name="handed_in", verbose_name="所附文书"
    )
    recipient = models.ForeignKey(
        Recipient, on_delete=models.PROTECT, null=True, related_name="proofs", verbose_name="受送达人"
    )
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="materials", verbose_name="文件")
    label = models.CharField("种类", max_length=20, choices=Label)
    title = models.CharField("名称", max_length=100)
    original_name = models.CharField("原文件名", max_length=150)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="上传人"
    )
    uploaded_at = models.DateTimeField("上传时间")
    event = models.ForeignKey("flow.Event", on_delete=models.PROTECT, related_name="+", verbose_name="登记事件")
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="撤回人"
    )
    withdrawn_at = models.DateTimeField("撤回时间", null=True)
    withdrawn_reason = models.CharField("撤回原因", max_length=300, blank=True)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "案卷材料"
        ordering = ["uploaded_at", "id"]

    def __str__(self) -> str:
        return self.title

    @property
    def standing(self) -> bool:
        return self.withdrawn_at is None

    @property
    def href(self) -> str:
        return reverse("documents:material_file", args=[self.pk])
