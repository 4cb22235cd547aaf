"""A batch as rows: who does which act with which facts to whom, what became of each, and the files to print.

Rows of a batch are done once: the outcome is written in the very transaction in which the act is performed.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from courtflow.accounts.roles import ADMINISTRATORS
from courtflow.flow import registry
from courtflow.flow.acts import Act, acts_of


class BatchQuerySet(models.QuerySet["Batch"]):
    def visible_to(self, user: Any) -> BatchQuerySet:
        """Those of the departments in which the person works today: who sees their cases sees their batches."""
        return self.filter(department__in=places(user))


def places(user: Any) -> set[int]:
    """Departments in which somebody works on cases; the administrators' posts are none."""
    return {held.department_id for held in user.current if held.role not in ADMINISTRATORS}


class Batch(models.Model):
    """One press: an act for all rows of the batch."""

    class State(models.TextChoices):
        WAITING = "waiting", "等待办理"
        RUNNING = "running", "正在办理"
        DONE = "done", "已办完"

    PENDING = (State.WAITING, State.RUNNING)

    department = models.ForeignKey(
        "accounts.Department", on_delete=models.PROTECT, related_name="+", verbose_name="部门"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="acts_by_the_batch", verbose_name="办理人"
    )
    kind = models.CharField("程序种类", max_length=40)
    act = models.CharField("事项", max_length=60)
    facts = models.JSONField("各项事实", default=dict)
    chosen_by = models.CharField("选取条件", max_length=300)
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    ordered_at = models.DateTimeField("提交时间")
    ended_at = models.DateTimeField("办完时间", null=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "批量办理"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["id"], condition=models.Q(state__in=["waiting", "running"]), name="act_batch_pending")
        ]

    @property
    def declared(self) -> Act:
        return acts_of(registry.proceeding_class(self.kind))[self.act]

    @property
    def label(self) -> str:
        return self.declared.label

    @property
    def pending(self) -> bool:
        return self.state in self.PENDING


class Row(models.Model):
    """One proceeding of the batch, in the order of the list; `version` is what the person saw."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", "等待办理"
        DONE = "done", "已办理"
        REFUSED = "refused", "不能办理"
        FAILED = "failed", "系统故障"

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="rows")
    place = models.PositiveIntegerField("次序")
    proceeding = models.ForeignKey("cases.Proceeding", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField("所见版本")
    outcome = models.CharField("结果", max_length=10, choices=Outcome, default=Outcome.WAITING)
    reason = models.TextField("不能办理的原因", blank=True)
    event = models.OneToOneField("flow.Event", on_delete=models.PROTECT, null=True, related_name="batch_row")

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["batch", "proceeding"], name="once_in_a_batch")]
        indexes = [models.Index(fields=["batch", "outcome", "place"])]


class Bundle(models.Model):
    """The papers of a batch as one file: an archive with a PDF for each, or one PDF for the printer."""

    class Form(models.TextChoices):
        ZIP = "zip", "压缩包（每份一个PDF）"
        PDF = "pdf", "合并打印（单面）"
        DUPLEX = "duplex", "合并打印（双面，每份从正面起）"

    class State(models.TextChoices):
        WAITING = "waiting", "等待制作"
        READY = "ready", "可以下载"
        FAILED = "failed", "未能制作"
        EXPIRED = "expired", "已过期"

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="bundles")
    form = models.CharField("形式", max_length=10, choices=Form)
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="制作人")
    ordered_at = models.DateTimeField("提交时间")
    papers = models.PositiveIntegerField("份数", default=0)
    pages = models.PositiveIntegerField("页数", null=True)
    size = models.PositiveBigIntegerField("字节数", default=0)
    expires_at = models.DateTimeField("保留至", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "批量文书文件"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "form"], condition=models.Q(state="waiting"), name="one_bundle_in_the_making"
            )
        ]

    @property
    def suffix(self) -> str:
        return "zip" if self.form == self.Form.ZIP else "pdf"


class Piece(models.Model):
    """A mebibyte of a bundle: written and read one at a time, so that no process holds the whole."""

    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bundle", "number"], name="piece_once")]
