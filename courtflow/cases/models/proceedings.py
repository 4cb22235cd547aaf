"""The proceeding (程序): a stretch of a case's life with its own number, department, handler and state machine."""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django_fsm import FSMField, FSMModelMixin

from courtflow.flow import registry
from courtflow.flow.acts import BIRTH, Act, Deed
from courtflow.flow.models import Event
from courtflow.policy.models import Policy

from .case import Appointment, Case


class ProceedingQuerySet(models.QuerySet["Proceeding"]):
    def visible_to(self, user: Any) -> ProceedingQuerySet:
        """Proceedings of the cases that the user may see."""
        return self.filter(case__in=Case.objects.visible_to(user))

    def open(self) -> ProceedingQuerySet:
        return self.filter(closed_at=None)


class Proceeding(FSMModelMixin, models.Model):
    """The common row; each department adds its own fields and acts in a child.

    A child declares KIND, TITLE, its State (TextChoices), TERMINAL states, and `home(policy)`: the kind of department
    that receives it. `state` is written by flow.perform alone.
    """

    KIND: ClassVar[str] = ""
    TITLE: ClassVar[str] = "程序"
    TERMINAL: ClassVar[frozenset[str]] = frozenset()
    State: ClassVar[Any] = None
    # Codes of rules whose clocks count from the last day of each item of its instrument, or from the last of all.
    FROM_EACH_DAY: ClassVar[frozenset[str]] = frozenset()
    FROM_LAST_DAY: ClassVar[frozenset[str]] = frozenset()

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="proceedings", verbose_name="案件")
    court = models.ForeignKey("accounts.Court", on_delete=models.PROTECT, related_name="+", verbose_name="法院")
    kind = models.CharField("程序种类", max_length=40)
    number = models.CharField("案号", max_length=60, unique=True, null=True)
    state = FSMField("状态", protected=True, default=BIRTH)
    state_since = models.DateTimeField("状态起始")
    department = models.ForeignKey(
        "accounts.Department", on_delete=models.PROTECT, related_name="proceedings", verbose_name="办理部门"
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="proceedings", verbose_name="承办人"
    )
    origin = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="offspring", verbose_name="来源程序"
    )
    opened_at = models.DateTimeField("开始时间")
    closed_at = models.DateTimeField("结束时间", null=True)
    outcome = models.CharField("结果", max_length=60, blank=True)
    version = models.PositiveIntegerField("版本", default=0)

    objects = ProceedingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "程序"
        ordering = ["opened_at", "id"]
        indexes = [
            models.Index(fields=["kind", "state"]),
            models.Index(fields=["handler"], condition=models.Q(closed_at=None), name="open_of_handler"),
            models.Index(fields=["court", "kind", "opened_at"]),
        ]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.__dict__.get("KIND"):
            registry.register_proceeding(cls)

    def __str__(self) -> str:
        return f"{self.number or '未编号'} {self.title}"

    @classmethod
    def home(cls, policy: Policy) -> str:
        """The kind of department in which a new proceeding of this kind begins."""
        raise NotImplementedError(f"{cls.__name__} does not say where it begins")

    @property
    def model(self) -> Any:
        """The class of this row's own kind."""
        return registry.proceeding_class(self.kind)

    @property
    def actual(self) -> Any:
        """This row as its own kind, with the department's own fields."""
        return self if type(self) is not Proceeding else self.model.objects.get(pk=self.pk)

    @property
    def title(self) -> str:
        return str(self.model.TITLE)

    @property
    def state_label(self) -> str:
        return str(self.model.State(self.state).label) if self.state else "（开始）"

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @cached_property
    def policy(self) -> Policy:
        """The rules in force today; perform() replaces this by those in force on the day of the act."""
        return self.court.policy()

    def hand_to(self, department: Any) -> None:
        """Move this proceeding to a department and open the case to it. For the body of an act."""
        self.department = department
        self.handler = None
        self.case.admit(department)

    def assign(self, user: Any, at: datetime, capacity: str = "承办人") -> None:
        """Make a person the handler. For the body of an act."""
        self.handler = user
        Appointment.objects.create(proceeding_id=self.pk, user=user, capacity=capacity, since=at)

    def told(self) -> list[tuple[str, str]]:
        """What its page says besides its plain fields, as (label, text); empty texts are left out."""
        return []

    def spent(self) -> tuple[str, date] | None:
        """Why its paper, lent for some days, may no longer be used, and since when; None while it may."""
        return None

    def after(self, act: Act, deed: Deed, event: Event) -> None:
        """Hook: what the kind must do once its event stands (open what follows from the new state)."""
