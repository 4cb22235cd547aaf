"""The kernel's rows: history, anchors, deadlines, tasks, notifications and the sweep's own log."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from . import clock


class Stream(models.Model):
    """One hash chain: a case's history, or the house's own (key "house"). Locked while an event is added."""

    key = models.CharField("链", max_length=40, unique=True)
    count = models.PositiveIntegerField("事件数", default=0)
    head = models.CharField("链头", max_length=64, blank=True)
    anchored = models.PositiveIntegerField("已锚定数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "历史链"


class Event(models.Model):
    """What was done: append-only, chained by hash; a database trigger refuses UPDATE, DELETE and TRUNCATE."""

    stream = models.ForeignKey(Stream, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField("序号")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, null=True, related_name="events")
    proceeding = models.ForeignKey("cases.Proceeding", on_delete=models.PROTECT, null=True, related_name="events")
    act = models.CharField("行为", max_length=60)
    label = models.CharField("行为名称", max_length=100)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="办理人"
    )
    by_label = models.CharField("办理人", max_length=100)
    role = models.CharField("身份", max_length=40)
    at = models.DateTimeField("发生时间")
    recorded_at = models.DateTimeField("记录时间")
    from_state = models.CharField("原状态", max_length=50, blank=True)
    to_state = models.CharField("新状态", max_length=50, blank=True)
    articles = models.JSONField("依据", default=list)
    facts = models.JSONField("事实", default=dict)
    prev_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "历史事件"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="event_once_per_place")]
        indexes = [models.Index(fields=["case", "id"]), models.Index(fields=["proceeding", "id"])]

    def __str__(self) -> str:
        return f"{self.label}（{self.by_label}）"

    def content(self) -> dict[str, Any]:
        """Everything the hash covers."""
        return {
            "stream": self.stream.key,
            "seq": self.seq,
            "case": self.case_id,
            "proceeding": self.proceeding_id,
            "act": self.act,
            "label": self.label,
            "by": self.by_id,
            "by_label": self.by_label,
            "role": self.role,
            "at": self.at.astimezone(clock.SHANGHAI).isoformat(),
            "recorded_at": self.recorded_at.astimezone(clock.SHANGHAI).isoformat(),
            "from": self.from_state,
            "to": self.to_state,
            "articles": self.articles,
            "facts": self.facts,
            "prev": self.prev_hash,
        }


class Anchor(models.Model):
    """A seal over every chain that grew since the last seal; its line also leaves the database (ANCHOR_FILE)."""

    number = models.PositiveIntegerField("序号", unique=True)
    sealed_at = models.DateTimeField("封存时间")
    events = models.PositiveBigIntegerField("事件总数")
    prev_root = models.CharField(max_length=64, blank=True)
    root = models.CharField("封存值", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "历史锚定"
        ordering = ["number"]


class AnchorEntry(models.Model):
    """The head of one chain at the time of a seal."""

    anchor = models.ForeignKey(Anchor, on_delete=models.PROTECT, related_name="entries")
    stream_key = models.CharField(max_length=40)
    count = models.PositiveIntegerField()
    head = models.CharField(max_length=64)


class Deadline(models.Model):
    """A stored legal date with its reasons. The sweep fires it when `due_at` has passed; nothing counts down."""

    class State(models.TextChoices):
        RUNNING = "running", "进行中"
        OVERDUE = "overdue", "已逾期未办"
        MET = "met", "按期办结"
        LATE = "late", "逾期办结"
        FIRED = "fired", "届满已处理"
        CANCELLED = "cancelled", "已撤销"
        STUCK = "stuck", "处理受阻"

    LIVE = (State.RUNNING, State.OVERDUE, State.STUCK)

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="deadlines")
    proceeding = models.ForeignKey("cases.Proceeding", on_delete=models.PROTECT, related_name="deadlines")
    party = models.ForeignKey("cases.Party", on_delete=models.PROTECT, null=True, related_name="+")
    rule = models.CharField("规则", max_length=60)
    timer = models.CharField("期限编号", max_length=10)
    title = models.CharField("期限", max_length=100)
    article = models.CharField("依据", max_length=200)
    started_on = models.DateField("起算事实发生日")
    started_at = models.DateTimeField("起算时刻", null=True)
    length = models.IntegerField("长度")
    unit = models.CharField("单位", max_length=10)
    roll = models.CharField("顺延方式", max_length=10)
    raw_on = models.DateField("顺延前末日")
    due_on = models.DateField("末日")
    due_at = models.DateTimeField("届满时刻")
    steps = models.JSONField("计算过程", default=list)
    provisional = models.BooleanField("暂定", default=False)
    calendar_version = models.CharField(max_length=64)
    warn = ArrayField(models.IntegerField(), default=list)
    next_warning_at = models.DateTimeField(null=True)
    on_expiry = models.CharField(max_length=60, blank=True)
    alert = ArrayField(models.CharField(max_length=40), default=list)
    cap = models.BooleanField("不得中止延长", default=False)
    outlives = models.BooleanField(default=False)
    state = models.CharField("状态", max_length=12, choices=State, default=State.RUNNING)
    started_by = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="deadlines_started")
    ended_by = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, related_name="deadlines_ended")
    ended_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "期限"
        ordering = ["due_at", "id"]
        indexes = [
            # `manage.py sweep` asks these two questions every half minute; finished rows are the vast majority.
            models.Index("due_at", name="deadline_due", condition=models.Q(state="running")),
            models.Index("next_warning_at", name="deadline_warn", condition=models.Q(state="running")),
            models.Index("proceeding", "rule", name="deadline_of_proceeding"),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.due_on:%Y-%m-%d}）"

    @property
    def live(self) -> bool:
        return self.state in self.LIVE

    @property
    def days_left(self) -> int:
        """Whole days from today to the last day; negative when it has passed."""
        return (self.due_on - clock.today()).days

    @property
    def urgency(self) -> str:
        """overdue, today, soon (3 days) or later."""
        days = self.days_left
        if days < 0 or self.state in (self.State.OVERDUE, self.State.STUCK):
            return "overdue"
        return "today" if days == 0 else "soon" if days <= 3 else "later"

    def end(self, state: str, at: datetime, event: Event | None) -> None:
        """Close this deadline; narrow write."""
        self.state, self.ended_at, self.ended_by, self.next_warning_at = state, at, event, None
        self.save(update_fields=["state", "ended_at", "ended_by", "next_warning_at"])


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


class SweepRun(models.Model):
    """One pass of the sweep; the newest tells every page how late the clock runs."""

    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    warned = models.PositiveIntegerField(default=0)
    fired = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "期限巡查记录"
        ordering = ["-id"]
