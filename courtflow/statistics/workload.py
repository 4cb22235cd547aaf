"""办案工作量 (A-12.1, D-5.1): ended cases, and what a court's own paper lets count beside suits and executions."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate, TruncMonth

from courtflow.cases.models import Proceeding

from .measure import Cell, Measure, Scope

ALWAYS = ("trial", "execution")
BESIDE = ("mediation", "urging")  # 诉前、执前案件 (红河五)
PERFORMED = "自动履行完毕"  # the outcome of suits that needed no enforcement


def workload(scope: Scope) -> Iterable[Cell]:
    """One for each case that ended and counts; a suit performed by itself brings the credit of its court besides."""
    rows = Proceeding.objects.annotate(day=TruncDate("closed_at")).filter(
        court__in=scope.courts, day__gte=scope.span.first, day__lte=scope.span.last
    )
    if scope.department:
        rows = rows.filter(department=scope.department)
    credited = scope.where("workload.counted", "self_performed")
    percent = scope.values("workload.credit_percent")
    grouped = (
        rows.order_by()
        .annotate(month=TruncMonth("day"), unit=F("department__name"))
        .values("court", "unit", "month")
        .annotate(
            cases=Count("pk", filter=_counted(scope)),
            good=Count("pk", filter=Q(kind="trial", outcome=PERFORMED, court__in=credited)),
        )
    )
    return [
        Cell(row["unit"], row["month"], row["cases"] + Decimal(row["good"] * percent[row["court"]]) / 100, row["cases"])
        for row in grouped.order_by("unit", "month")
        if row["cases"] or row["good"]
    ]


def _counted(scope: Scope) -> Q:
    kinds = Q(kind__in=ALWAYS)
    for kind in BESIDE:
        kinds |= Q(kind=kind, court__in=scope.where("workload.counted", kind))
    return kinds


MEASURES = (
    Measure(
        "workload", "办案工作量",
        "期间内结案的诉讼、执行案件件数，本院规定计入的诉前调解、执前案件件数，以及自动履行案件按本院系数折算的件数之和",
        "A-12.1、D-5.1", workload, "sum", "件（折算）",
    ),
)  # fmt: skip
