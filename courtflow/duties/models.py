"""Recurring duties as rows: what is owed for which period by which department until when, and what was filed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from courtflow.accounts.models import Court, Department
from courtflow.accounts.roles import Role
from courtflow.flow import clock, urgency
from courtflow.flow.models import Event

# These look after a whole court; the others see what their own department owes, or is alerted of.
OVERSEERS = frozenset({Role.CASE_MANAGER, Role.VICE_PRESIDENT, Role.PRESIDENT})


class Watch(models.Model):
    """Up to which day the ends of periods were looked at in a court; one row each, moved forward by the sweep."""

    court = models.OneToOneField(Court, on_delete=models.PROTECT, related_name="duty_watch", verbose_name="法院")
    seen_to = models.DateField("已检查至")

    class Meta:
        verbose_name = verbose_name_plural = "例行事项检查进度"


class DutyQuerySet(models.QuerySet["Duty"]):
    def visible_to(self, user: Any) -> DutyQuerySet:
        """One's own department's and its teams', those one is alerted of, all where one oversees; superiors read."""
        found = models.Q(pk__in=[])
        for held in user.current:
            own = held.department
            if held.role in OVERSEERS:
                found |= models.Q(court=own.court_id)
            elif held.role == Role.SUPERIOR_READER:
                lower = Court.objects.filter(lineage__contains=[own.court_id])
                found |= models.Q(court__in=lower.values("pk"))
            elif held.role in Role.values:
                found |= models.Q(department__in=[pk for pk in (own.pk, own.parent_id) if pk])
                found |= models.Q(department__parent=own.pk) | models.Q(court=own.court_id, alert__contains=[held.role])
        return self.filter(found)

    def owed(self) -> DutyQuerySet:
        return self.filter(state__in=Duty.OWED)

    def reached_by(self, user: Any) -> DutyQuerySet:
        """Those that this person may file while they are owed."""
        found = models.Q(pk__in=[])
        for held in user.current:
            own = held.department
            reach = models.Q(department__in=[pk for pk in (own.pk, own.parent_id) if pk])
            found |= (reach | models.Q(department__parent=own.pk)) & models.Q(roles__contains=[held.role])
        return self.filter(found)

    def owed_by(self, user: Any) -> DutyQuerySet:
        return self.reached_by(user).owed()


class Duty(models.Model):
    """One duty of one department for one period. `content`, `figures` and `attachment` are frozen once it is filed.

    `result` is what the system itself found out for it (a list, a screen); it is there once `prepared_at` is.
    """

    class State(models.TextChoices):
        OPEN = "open", "待报送"
        OVERDUE = "overdue", "逾期未报送"
        FILED = "filed", "按期报送"
        LATE = "late", "逾期报送"

    OWED = (State.OPEN, State.OVERDUE)

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="duties", verbose_name="法院")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="duties", verbose_name="办理部门")
    rule = models.CharField("事项代码", max_length=60)
    timer = models.CharField("期限编号", max_length=10)
    title = models.CharField("事项", max_length=100)
    article = models.CharField("依据", max_length=200)
    period = models.CharField("期间", max_length=40)
    first_on = models.DateField("期间起")
    last_on = models.DateField("期间止")
    started_on = models.DateField("起算日")
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
    alert = ArrayField(models.CharField(max_length=40), default=list)
    roles = ArrayField(models.CharField(max_length=40), default=list)
    state = models.CharField("状态", max_length=10, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField("产生时间")
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="报送人"
    )
    filed_at = models.DateTimeField("报送时间", null=True)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="报送记录")
    content = models.JSONField("内容", default=dict)
    figures = models.JSONField("数据", default=dict)
    result = models.JSONField("系统办理结果", default=dict)
    prepared_at = models.DateTimeField("系统办理时间", null=True)
    attachment = models.ForeignKey(
        "documents.StoredFile", on_delete=models.PROTECT, null=True, related_name="duties", verbose_name="附件"
    )
    file_name = models.CharField("附件名", max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)
    error = models.TextField("系统办理受阻的原因", blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "例行事项"
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["court", "department", "rule", "period"], name="duty_once_per_period")
        ]
        indexes = [
            # The sweep asks these three questions every half minute; filed rows are the vast majority.
            models.Index("due_at", name="duty_due", condition=models.Q(state="open")),
            models.Index("next_warning_at", name="duty_warn", condition=models.Q(state="open")),
            models.Index("id", name="duty_unprepared", condition=models.Q(prepared_at=None)),
            models.Index(fields=["court", "state", "due_at"], name="duty_of_court"),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.period}）"

    @property
    def live(self) -> bool:
        return self.state in self.OWED

    @property
    def urgency(self) -> str:
        """overdue, today, soon or later, as a deadline's."""
        days = (self.due_on - clock.today()).days
        if days < 0 or self.state == self.State.OVERDUE:
            return "overdue"
        return "today" if days == 0 else "soon" if days <= urgency.SOON_DAYS else "later"

    @property
    def ended_at(self) -> datetime | None:
        return self.filed_at

    @property
    def handler_id(self) -> int | None:
        """Nobody's own: whoever of the department holds the role may file."""
        return None
