"""Tasks (待办) and messages (站内通知) of people."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from .deadlines import Deadline
from .history import Event


class Task(models.Model):
    """Something a person must do (待办), in a department's queue or on somebody's desk."""

    class State(models.TextChoices):
        OPEN = "open", "待认领"
        CLAIMED = "claimed", "办理中"
        DONE = "done", "已办结"
        CANCELLED = "cancelled", "已撤销"

    OPEN_STATES = (State.OPEN, State.CLAIMED)

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="tasks")
    proceeding = models.ForeignKey("cases.Proceeding", on_delete=models.PROTECT, related_name="tasks")
    kind = models.CharField("种类", max_length=60)
    title = models.CharField("事项", max_length=200)
    court = models.ForeignKey("accounts.Court", on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey("accounts.Department", on_delete=models.PROTECT, related_name="tasks")
    roles = ArrayField(models.CharField(max_length=40))
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="tasks", verbose_name="承办人"
    )
    deadline = models.ForeignKey(Deadline, on_delete=models.PROTECT, null=True, related_name="tasks")
    state = models.CharField("状态", max_length=12, choices=State, default=State.OPEN)
    opened_by = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="tasks_opened")
    opened_at = models.DateTimeField("产生时间")
    claimed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, related_name="tasks_ended")
    note = models.CharField("办理说明", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "待办事项"
        ordering = ["deadline__due_at", "opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["proceeding", "kind"],
                condition=models.Q(state__in=["open", "claimed"]),
                name="one_open_task_per_kind",
            )
        ]
        indexes = [
            models.Index(
                fields=["department", "state"], condition=models.Q(state__in=["open", "claimed"]), name="task_queue"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def due_on(self) -> date | None:
        return self.deadline.due_on if self.deadline else None

    @property
    def urgency(self) -> str:
        return self.deadline.urgency if self.deadline and self.deadline.live else "later"

    @property
    def handler_id(self) -> int | None:
        """The handler of the proceeding: a judge takes tasks of his own cases only."""
        return self.proceeding.handler_id

    def finish(self, state: str, at: datetime, event: Event | None) -> None:
        """Close this task; narrow write."""
        self.state, self.ended_at, self.ended_by = state, at, event
        self.save(update_fields=["state", "ended_at", "ended_by"])


class Notification(models.Model):
    """A message in somebody's inbox (站内通知)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, null=True, related_name="+")
    proceeding = models.ForeignKey("cases.Proceeding", on_delete=models.PROTECT, null=True, related_name="+")
    deadline = models.ForeignKey(Deadline, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.CharField("内容", max_length=500)
    sent_at = models.DateTimeField("时间")
    read_at = models.DateTimeField("阅读时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "站内通知"
        ordering = ["-sent_at", "-id"]
        indexes = [models.Index(fields=["user"], condition=models.Q(read_at=None), name="notification_unread")]
