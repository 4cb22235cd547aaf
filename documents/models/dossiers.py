"""Dossiers (卷宗): where the file of a proceeding is on its way to the archive, and each PDF that was made of it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from courtflow.cases.models import Case

from .files import StoredFile


class DossierQuerySet(models.QuerySet["Dossier"]):
    def visible_to(self, user: Any) -> DossierQuerySet:
        """Dossiers of the cases that the user may see."""
        return self.filter(case__in=Case.objects.visible_to(user))


class Dossier(models.Model):
    """The file of one proceeding."""

    class State(models.TextChoices):
        COLLECTING = "collecting", "立卷中"
        HANDED_OVER = "handed_over", "已移交待接收"
        ARCHIVED = "archived", "已归档"
        KEPT = "kept", "部门存档"
        JOINED = "joined", "已并卷"

    class Medium(models.TextChoices):
        PAPER = "paper", "纸质"
        ELECTRONIC = "electronic", "电子"
        BOTH = "both", "纸质和电子"

    ENDED = (State.ARCHIVED, State.KEPT, State.JOINED)

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="dossiers", verbose_name="案件")
    proceeding = models.OneToOneField(
        "cases.Proceeding", on_delete=models.PROTECT, related_name="dossier", verbose_name="程序"
    )
    state = models.CharField("状态", max_length=12, choices=State, default=State.COLLECTING)
    medium = models.CharField("归档介质", max_length=12, choices=Medium, blank=True)
    retention = models.CharField("保管期限", max_length=10, blank=True)
    keep_until = models.DateField("保管至", null=True)
    slip = models.CharField("移交单号", max_length=100, blank=True)
    handed_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="移交人"
    )
    handed_over_at = models.DateTimeField("移交时间", null=True)
    listed = models.JSONField("移交清单", default=list)
    gaps = models.JSONField("移交时的缺项", default=list)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="接收人"
    )
    received_at = models.DateTimeField("接收时间", null=True)
    archive_no = models.CharField("档号", max_length=60, blank=True)
    place = models.CharField("存放位置", max_length=100, blank=True)
    returned_reason = models.CharField("退回原因", max_length=300, blank=True)
    keeper = models.ForeignKey(
        "accounts.Department", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="保管部门"
    )
    host = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="guests", verbose_name="并入的卷宗"
    )

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "卷宗"
        constraints = [
            models.UniqueConstraint(
                fields=["keeper", "archive_no"], condition=~models.Q(archive_no=""), name="archive_number_once"
            )
        ]
        indexes = [models.Index(fields=["state", "handed_over_at"])]

    def __str__(self) -> str:
        return f"{self.proceeding}卷宗"

    @property
    def state_label(self) -> str:
        return str(self.get_state_display())


class DossierBuild(models.Model):
    """One PDF of a dossier, numbered; earlier ones stay."""

    class State(models.TextChoices):
        WAITING = "waiting", "等待制作"
        RUNNING = "running", "制作中"
        BUILT = "built", "已制成"
        FAILED = "failed", "未能制作"

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="builds", verbose_name="卷宗")
    version = models.PositiveIntegerField("版次")
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    fingerprint = models.CharField("内容哈希", max_length=64, blank=True)
    done = models.PositiveIntegerField("已装订件数", default=0)
    total = models.PositiveIntegerField("总件数", default=0)
    pages = models.PositiveIntegerField("页数", null=True)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, related_name="dossiers", verbose_name="文件"
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="制作人"
    )
    requested_at = models.DateTimeField("提出时间")
    built_at = models.DateTimeField("制成时间", null=True)
    error = models.TextField("未能制作的原因", blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = "卷宗成品"
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["dossier", "version"], name="dossier_version_once")]
        indexes = [
            # The beat asks for unfinished builds every half minute; nearly all are finished.
            models.Index(
                fields=["id"], condition=models.Q(state__in=["waiting", "running"]), name="dossier_unfinished"
            ),
        ]

    @property
    def file_name(self) -> str:
        return f"{self.dossier.proceeding}卷宗第{self.version}版.pdf"

    @property
    def open(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)

    @property
    def state_label(self) -> str:
        return str(self.get_state_display())
