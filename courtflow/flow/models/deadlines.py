"""Stored deadlines, and what stretches them: days that do not count, and time added by leave."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from courtflow.flow import clock
from courtflow.law.exclusions import GROUNDS
from courtflow.law.periods import Extension as LawExtension
from courtflow.law.periods import Period, Roll, Span, Unit

from .history import Event


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
        SUSPENDED = "suspended", "中止中"
        REPLACED = "replaced", "已重算"

    LIVE = (State.RUNNING, State.OVERDUE, State.STUCK, State.SUSPENDED)
    COUNTING = (State.RUNNING, State.OVERDUE, State.STUCK)

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
    floor_on = models.DateField("不早于", null=True)
    floor_reason = models.CharField("不早于的理由", max_length=200, blank=True)
    spared = models.JSONField("不计入的期间", default=list)  # [first, last, reason, authority] beside the exclusions
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="successor", verbose_name="所替代的期限"
    )
    origin = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="occurrences", verbose_name="最初的期限"
    )
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
        if self.state == self.State.SUSPENDED:
            return "later"
        days = self.days_left
        if days < 0 or self.state in (self.State.OVERDUE, self.State.STUCK):
            return "overdue"
        return "today" if days == 0 else "soon" if days <= 3 else "later"

    @property
    def period(self) -> Period:
        """The length that the rule had in this court when the clock started."""
        return Period(self.length, Unit(self.unit), Roll(self.roll))

    @property
    def basis(self) -> date | datetime:
        """The fact that started the clock."""
        return self.started_at if self.started_at and self.unit == Unit.HOUR else self.started_on

    @property
    def spans(self) -> list[Span]:
        """Days left out for a reason of the rule's own, besides the proceeding's exclusions."""
        return [
            Span(date.fromisoformat(first), date.fromisoformat(last), why, who) for first, last, why, who in self.spared
        ]

    @spans.setter
    def spans(self, spans: Iterable[Span]) -> None:
        self.spared = [[f"{each.first}", f"{each.last}", each.reason, each.authority] for each in spans]

    def answered(self, at: datetime) -> State:
        """In time or late, for what answers the duty at a moment; while the clock stands still nobody is late."""
        late = self.state != self.State.SUSPENDED and at >= self.due_at
        return self.State.LATE if late else self.State.MET

    def end(self, state: str, at: datetime, event: Event | None) -> None:
        """Close this deadline; narrow write."""
        self.state, self.ended_at, self.ended_by, self.next_warning_at = state, at, event, None
        self.save(update_fields=["state", "ended_at", "ended_by", "next_warning_at"])


class Exclusion(models.Model):
    """Days of a proceeding that do not count towards the limits in `rules`; open while `last` is empty."""

    proceeding = models.ForeignKey("cases.Proceeding", on_delete=models.PROTECT, related_name="exclusions")
    ground = models.CharField("事由", max_length=30)
    rules = ArrayField(models.CharField(max_length=60), verbose_name="不计入的期限")
    first = models.DateField("起")
    last = models.DateField("止", null=True)
    article = models.CharField("依据", max_length=200)
    approver = models.CharField("批准人", max_length=100)
    note = models.CharField("说明", max_length=300, blank=True)
    opened_by = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="exclusions_opened")
    closed_by = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, related_name="exclusions_closed")

    class Meta:
        verbose_name = verbose_name_plural = "不计入期限的期间"
        ordering = ["first", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["proceeding", "ground"], condition=models.Q(last=None), name="one_open_exclusion_per_ground"
            )
        ]

    def __str__(self) -> str:
        return f"{self.label}（{self.first:%Y-%m-%d}起）"

    @property
    def label(self) -> str:
        return GROUNDS[self.ground].label

    @property
    def authority(self) -> str:
        return f"{self.article}，{self.approver}批准"

    @property
    def span(self) -> Span | None:
        """The days left out; None while it lasts, or where it ended on the day on which it began."""
        if self.last is None or self.last < self.first:
            return None
        return Span(self.first, self.last, self.label, self.authority)


class Extension(models.Model):
    """Time added to one clock by leave: a length, or a last day."""

    deadline = models.ForeignKey(
        Deadline, on_delete=models.PROTECT, related_name="extensions", verbose_name="最初的期限"
    )
    length = models.PositiveIntegerField("长度", null=True)
    unit = models.CharField("单位", max_length=10, blank=True)
    until = models.DateField("延长至", null=True)
    article = models.CharField("依据", max_length=200)
    approver = models.CharField("批准人", max_length=100)
    reason = models.CharField("理由", max_length=300)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="extensions")

    class Meta:
        verbose_name = verbose_name_plural = "期限的延长"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(length=None) ^ models.Q(until=None), name="extension_by_length_or_until"
            )
        ]

    def __str__(self) -> str:
        return f"经批准延长：{self.reason}"

    @property
    def added(self) -> LawExtension:
        by = self.until or Period(self.length or 0, Unit(self.unit), Roll.NONE)
        return LawExtension(by, str(self), f"{self.article}，{self.approver}批准")


class MoveQuerySet(models.QuerySet["CalendarMove"]):
    def pending(self) -> MoveQuerySet:
        """Not decided, and not of a clock that has ended."""
        counts = models.Q(deadline=None) | models.Q(deadline__state__in=Deadline.COUNTING)
        return self.filter(counts, state=CalendarMove.State.PENDING)


class CalendarMove(models.Model):
    """A stored day that the calendar as it now stands would put elsewhere; it stays until somebody decides.

    `kind` and `row` say what the day is stored on; a deadline also stands in a column of its own.
    """

    class State(models.TextChoices):
        PENDING = "pending", "待确认"
        MOVED = "moved", "已改期"
        KEPT = "kept", "维持原日"
        OVERTAKEN = "overtaken", "已随其他事项重新计算"

    kind = models.CharField("种类", max_length=20, default="deadline")
    row = models.PositiveBigIntegerField("所属记录")
    title = models.CharField("期限", max_length=200)
    court = models.ForeignKey("accounts.Court", on_delete=models.PROTECT, related_name="+", verbose_name="法院")
    case = models.ForeignKey(
        "cases.Case", on_delete=models.PROTECT, null=True, related_name="calendar_moves", verbose_name="案件"
    )
    deadline = models.ForeignKey(
        Deadline, on_delete=models.PROTECT, null=True, related_name="moves", verbose_name="进行中的期限"
    )
    cause = models.CharField("变更依据", max_length=300)
    old_on = models.DateField("原末日")
    new_on = models.DateField("新末日")
    found_at = models.DateTimeField("发现时间")
    state = models.CharField("状态", max_length=10, choices=State, default=State.PENDING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="确认人"
    )
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, related_name="+")

    objects: Any = MoveQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "期限改期"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "row"], condition=models.Q(state="pending"), name="one_pending_move_per_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}：{self.old_on:%Y-%m-%d} → {self.new_on:%Y-%m-%d}"

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.row}"

    @property
    def earlier(self) -> bool:
        """To somebody's disadvantage: less time than he was told."""
        return self.new_on < self.old_on
