"""The case (案件): one dispute from filing to archive, and which departments may see it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models

from courtflow.accounts.models import Department
from courtflow.accounts.roles import ADMINISTRATORS


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, user: Any) -> CaseQuerySet:
        """The one authorised set: page, API, export and search all start here. Nobody sees by default."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        departments: set[int] = set()
        for membership in user.current:
            if membership.role not in ADMINISTRATORS:
                departments.add(membership.department_id)
        involved = Involvement.objects.filter(
            models.Q(department__in=departments) | models.Q(department__parent__in=departments)
        )
        wide = user.sees_court_wide()
        return self.filter(
            models.Q(court__in=wide)
            | models.Q(pk__in=involved.values("case_id"))
            | models.Q(pk__in=Appointment.objects.filter(user=user).values("proceeding__case_id"))
        )


class Case(models.Model):
    """One dispute. What it is called, what it is about, how much is claimed; its life is in its proceedings."""

    court = models.ForeignKey("accounts.Court", on_delete=models.PROTECT, related_name="cases", verbose_name="法院")
    title = models.CharField("案件名称", max_length=300)
    cause = models.CharField("案由", max_length=100)
    claim = models.TextField("诉讼请求", blank=True)
    amount = models.DecimalField("标的额", max_digits=16, decimal_places=2, null=True)
    money_claim = models.BooleanField("金钱给付纠纷", default=True)
    opened_at = models.DateTimeField("登记时间")
    source = models.CharField("来源", max_length=40, default="窗口登记")
    external_id = models.CharField("外部编号", max_length=100, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "案件"
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["court", "source", "external_id"],
                condition=~models.Q(external_id=""),
                name="imported_once",
            )
        ]
        indexes = [
            models.Index(fields=["court", "-opened_at", "-id"], name="case_list"),
            models.Index(fields=["-opened_at", "-id"], name="case_newest"),
        ]

    def __str__(self) -> str:
        return self.title

    @cached_property
    def has_parties(self) -> bool:
        """False for the neutral case of a letter of 征询."""
        return bool(self.parties.exists())

    def admit(self, department: Department) -> None:
        """From now on the department sees the case; it keeps seeing what it once handled."""
        Involvement.objects.bulk_create([Involvement(case=self, department=department)], ignore_conflicts=True)


class Involvement(models.Model):
    """A department that handles or handled a proceeding of the case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="involvements")
    department = models.ForeignKey("accounts.Department", on_delete=models.PROTECT, related_name="involvements")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "department"], name="involved_once")]
        indexes = [models.Index(fields=["department", "case"])]


class Appointment(models.Model):
    """Who sits on a proceeding, in which capacity, since when."""

    proceeding = models.ForeignKey("cases.Proceeding", on_delete=models.PROTECT, related_name="appointments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="appointments")
    capacity = models.CharField("身份", max_length=40)
    since = models.DateTimeField("起")

    class Meta:
        verbose_name = verbose_name_plural = "承办与合议"
        ordering = ["since", "id"]
