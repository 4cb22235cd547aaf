"""Courts in their four levels, their departments, people, and who is what since when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models

from courtflow.flow import clock
from courtflow.flow.refusals import Refusal
from courtflow.law.calendar import Calendar
from courtflow.policy.calendars import calendar_of
from courtflow.policy.models import Policy

from .roles import ADMINISTRATORS, COMMANDED, COURT_WIDE, HEADS, PERSONAL, Role, Unit


class Court(models.Model):
    """A people's court. `code` is the prefix of its case numbers, such as 豫0811."""

    class Level(models.IntegerChoices):
        SUPREME = 1, "最高人民法院"
        HIGH = 2, "高级人民法院"
        INTERMEDIATE = 3, "中级人民法院"
        BASIC = 4, "基层人民法院"

    name = models.CharField("名称", max_length=100, unique=True)
    short_name = models.CharField("简称", max_length=40)
    code = models.CharField(
        "法院代字",
        max_length=10,
        unique=True,
        validators=[RegexValidator(r"^[一-鿿]{1,3}(\d{2}|\d{4})?$", "如 豫0811")],
    )
    level = models.PositiveSmallIntegerField("审级", choices=Level)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级法院"
    )
    lineage = ArrayField(models.BigIntegerField(), default=list, editable=False)
    address = models.CharField("地址", max_length=200, blank=True)
    phone = models.CharField("电话", max_length=40, blank=True)
    is_demo = models.BooleanField("演示法院", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "法院"
        ordering = ["level", "code"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        lineage = [self.pk, *(self.parent.lineage if self.parent else [])]
        if lineage != self.lineage:
            self.lineage = lineage
            type(self).objects.filter(pk=self.pk).update(lineage=lineage)
            for child in self.children.all():
                child.save()

    def policy(self, on: date | None = None) -> Policy:
        """The rules in force in this court on a day (default today)."""
        return Policy(self.lineage, on or clock.today())

    @property
    def calendar(self) -> Calendar:
        """The national calendar as it stands, with this court's local rest days."""
        return calendar_of(self.lineage)

    def unit(self, kind: str, *, policy: Policy | None = None) -> Department:
        """The court's department of a kind; a Refusal names the missing one, because admins can add it."""
        found = self.departments.filter(kind=kind, active=True).order_by("order", "id").first()
        if found is None:
            label = Unit(kind).label
            raise Refusal(
                f"{self.name}尚未设置{label}",
                remedy=f"请系统管理员在“部门”中为本院增设{label}",
                ask="系统管理员",
                code="no_unit",
            )
        return found


class Department(models.Model):
    """A department of a court, or a team inside one."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="departments", verbose_name="法院")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="teams", verbose_name="所属部门"
    )
    kind = models.CharField("类别", max_length=20, choices=Unit)
    name = models.CharField("名称", max_length=60)
    order = models.PositiveSmallIntegerField("排序", default=0)
    active = models.BooleanField("在用", default=True)
    since = models.DateField("设立日期", null=True, blank=True)
    phone = models.CharField("联系电话", max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "部门"
        ordering = ["court", "order", "id"]
        constraints = [models.UniqueConstraint(fields=["court", "name"], name="department_name_once")]

    def __str__(self) -> str:
        return self.name


class People(UserManager["User"]):
    """Finding people by what they are."""

    def create_user(self, username: str, email: str | None = None, password: str | None = None, **fields: Any) -> User:
        """A person without any power yet; appointments give them."""
        return self._create_user(username, email, password, **fields)  # type: ignore[attr-defined]

    def to_alert(self, proceeding: Any, roles: Iterable[str]) -> models.QuerySet[User]:
        """The handler, and holders of `roles` in the court (in the proceeding's own department for personal roles)."""
        wide = [role for role in roles if role not in PERSONAL]
        mine = models.Q(pk=proceeding.handler_id)
        held = models.Q(
            memberships__in=Membership.objects.current().filter(department__court=proceeding.court_id, role__in=wide)
        )
        return self.filter(mine | held, is_active=True).distinct()

    def system_administrators(self) -> models.QuerySet[User]:
        """Who keeps the system running, in every court of the house."""
        held = Membership.objects.current().filter(role=Role.SYSTEM_ADMIN)
        return self.filter(memberships__in=held, is_active=True).distinct()


class User(AbstractUser):
    """A person of the court, or another system with an account of its own."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    # Powers follow from roles alone: nobody is above them, and no row beside the appointments grants any.
    is_superuser = False
    groups = None  # type: ignore[assignment]
    user_permissions = None  # type: ignore[assignment]
    display_name = models.CharField("姓名", max_length=50)
    phone = models.CharField("电话", max_length=40, blank=True)

    objects: ClassVar[People] = People()
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = verbose_name_plural = "人员"

    def __str__(self) -> str:
        return self.display_name or self.username

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name

    @property
    def current(self) -> list[Membership]:
        """Today's memberships with department and court, read once per request."""
        if not hasattr(self, "_current"):
            rows = (
                Membership.objects.current().filter(user=self).select_related("department__court", "department__parent")
            )
            self._current = list(rows)
        return self._current

    @property
    def court(self) -> Court | None:
        return self.current[0].department.court if self.current else None

    @property
    def roles(self) -> set[str]:
        return {membership.role for membership in self.current}

    @property
    def is_staff(self) -> bool:  # type: ignore[override]
        """Whether the administrators' pages are open to this person."""
        return bool(self.roles & ADMINISTRATORS)

    def role_for(self, roles: Iterable[str], proceeding: Any, *, anywhere: bool = False) -> str:
        """The first of `roles` in which this person may act on the proceeding, or an empty string."""
        for role in roles:
            for membership in self.current:
                if membership.role == role and self._reaches(membership, proceeding, anywhere):
                    return role
        return ""

    def _reaches(self, membership: Membership, proceeding: Any, anywhere: bool) -> bool:
        if membership.department.court_id != proceeding.court_id:
            return False
        if not anywhere and not membership.covers(proceeding.department):
            return False
        personal = membership.role in PERSONAL and not anywhere
        return not (personal and proceeding.handler_id and proceeding.handler_id != self.pk)

    def assigning_role(self, task: Any) -> str:
        """The role in which this person may put the task on somebody's desk, or an empty string."""
        head = self.role_for(HEADS, task)
        if head or task.department.kind not in COMMANDED:
            return head
        return self.role_for([Role.COMMAND_STAFF], task, anywhere=True)

    @staticmethod
    def role_names(roles: Iterable[str]) -> str:
        """“承办法官、庭长” for a refusal; the system is not a person to ask."""
        return "、".join(str(Role(role).label) for role in roles if role in Role.values)

    def sees_court_wide(self) -> list[int]:
        """Courts in which this person sees every case: his own by role, and lower ones read-only (B-4.5)."""
        courts = [m.department.court_id for m in self.current if m.role in COURT_WIDE]
        above = [m.department.court_id for m in self.current if m.role == Role.SUPERIOR_READER]
        if above:
            courts += Court.objects.filter(lineage__overlap=above).values_list("pk", flat=True)
        return courts


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self, on: date | None = None) -> MembershipQuerySet:
        """Those that hold on a day (default today)."""
        day = on or clock.today()
        return self.filter(models.Q(until=None) | models.Q(until__gte=day), since__lte=day, department__active=True)


class Membership(models.Model):
    """A person's role in a department, with its dates."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships", verbose_name="人员")
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="memberships", verbose_name="部门"
    )
    role = models.CharField("角色", max_length=40, choices=Role)
    outside = models.BooleanField("外聘、外包人员", default=False)
    since = models.DateField("任职起", default=clock.today)
    until = models.DateField("任职止", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任职"
        ordering = ["department", "role", "user"]
        constraints = [models.UniqueConstraint(fields=["user", "department", "role", "since"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.department} {self.get_role_display()} {self.user}"

    def fault_of_outside(self) -> str:
        """Why an outsider cannot hold this post in its court, in Chinese; empty when he may (浙江四（三）)."""
        if not self.outside or self.role in self.department.court.policy().value("staff.outside_roles"):
            return ""
        return f"{self.department.court.short_name}不得由外聘、外包人员担任{self.get_role_display()}"

    def covers(self, department: Department) -> bool:
        """A member of a department reaches its teams, and a team's member the department that the team belongs to."""
        own = self.department
        return department.pk in (own.pk, own.parent_id) or department.parent_id == own.pk
