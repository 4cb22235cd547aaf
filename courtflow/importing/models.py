"""A batch that somebody uploaded: first checked, then imported, by a worker; its file is forgotten once it is done."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Batch(models.Model):
    """One upload. `done` of `total` is the progress line; `faults` are [row, column, message]."""

    class State(models.TextChoices):
        WAITING = "waiting", "等待处理"
        RUNNING = "running", "正在处理"
        CHECKED = "checked", "已核对，尚未导入"
        DONE = "done", "已导入"
        FAILED = "failed", "未能处理"

    PENDING = (State.WAITING, State.RUNNING)

    court = models.ForeignKey("accounts.Court", on_delete=models.PROTECT, related_name="+", verbose_name="法院")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="batches", verbose_name="上传人"
    )
    source = models.CharField("来源", max_length=40)
    file_name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("文件哈希", max_length=64)
    content = models.BinaryField("文件", null=True)
    dry_run = models.BooleanField("只核对", default=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    total = models.PositiveIntegerField("行数", default=0)
    created = models.PositiveIntegerField("可导入或已导入", default=0)
    skipped = models.PositiveIntegerField("此前已导入", default=0)
    failed = models.PositiveIntegerField("有误", default=0)
    faults = models.JSONField("错误", default=list)
    problem = models.CharField("未能处理的原因", max_length=500, blank=True)
    uploaded_at = models.DateTimeField("上传时间")
    started_at = models.DateTimeField("开始时间", null=True)
    ended_at = models.DateTimeField("结束时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "导入批次"
        ordering = ["-id"]
        indexes = [
            # The beat asks for waiting batches every half minute; nearly all are done.
            models.Index(fields=["id"], condition=models.Q(state__in=["waiting", "running"]), name="batch_pending")
        ]

    @property
    def done(self) -> int:
        return self.created + self.skipped + self.failed

    @property
    def pending(self) -> bool:
        return self.state in self.PENDING

    @property
    def importable(self) -> bool:
        return self.state == self.State.CHECKED and self.created > 0
