"""自动履行率 (C-1.1, C-22.4, A-5.2; Q33) and 公告送达比例 (A-4.9), by the unit that made the paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, DateField, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, TruncMonth

from courtflow.cases.models import Instalment, Instrument, Obligation, Performance, Service
from documents.models import Recipient
from enforcement.models import Execution, Urging

from .measure import Cell, Measure, Scope

OUTSIDE = "外来文书"  # awards and notarised instruments that no department of the court made
MEDIATED = (Instrument.Kind.MEDIATION, Instrument.Kind.CONFIRMATION)
JUDGED = (Instrument.Kind.JUDGMENT, Instrument.Kind.FINAL_JUDGMENT, Instrument.Kind.RULING)


def due_instruments(scope: Scope) -> QuerySet[Instrument]:
    """Instruments with performance content whose last due day lies in the span, and how they ended."""
    rows = Instrument.objects.filter(
        case__court__in=scope.courts, obligations__isnull=False, effective_on__isnull=False
    )
    if scope.department:
        rows = rows.filter(proceeding__department=scope.department)
    last_instalment = _of_outer(Instalment.objects, "obligation").annotate(last=Max("due_on")).values("last")
    own_day = Coalesce(
        "obligations__accelerated_on", Subquery(last_instalment, output_field=DateField()), "obligations__due_on"
    )
    rows = rows.alias(item_due=own_day).annotate(due=Coalesce(Max("item_due"), "effective_on"))
    return rows.filter(due__range=(scope.span.first, scope.span.last)).annotate(
        open=Exists(_unperformed()),
        executed=Exists(Execution.objects.filter(instrument=OuterRef("pk"))),
        urged=Exists(Urging.objects.filter(instrument=OuterRef("pk"))),
    )


def _of_outer(manager: Any, field: str) -> Any:
    """Rows of the obligation at hand, grouped into one."""
    return manager.filter(**{field: OuterRef("obligations__pk")}).order_by().values(field)


def _unperformed() -> QuerySet[Obligation]:
    """Items of an instrument that are not performed (as Obligation.is_performed says it of one row)."""
    counted = Performance.objects.filter(obligation=OuterRef("pk"), confirmed=True, revoked_reason="")
    paid = counted.order_by().values("obligation").annotate(total=Sum("amount")).values("total")
    money = Q(kind=Obligation.Kind.MONEY)
    items = Obligation.objects.filter(instrument=OuterRef("pk")).annotate(
        paid=Coalesce(Subquery(paid), Value(Decimal("0.00"))), done=Exists(counted.filter(completes=True))
    )
    return items.filter((money & (Q(amount=None) | Q(paid__lt=F("amount")))) | (~money & Q(done=False)))


def performed_by_themselves(
    condition: Q | None = None, *, urging_counts: bool = True
) -> Callable[[Scope], Iterable[Cell]]:
    """Cells of 自动履行率 among the instruments of `condition`, with or without performance under urging."""

    def cells(scope: Scope) -> Iterable[Cell]:
        kept = Q(open=False, executed=False) if urging_counts else Q(open=False, executed=False, urged=False)
        groups: dict[tuple[str, Any], list[int]] = {}
        rows = due_instruments(scope).filter(condition or Q()).annotate(good=kept)
        for unit, due, good in rows.values_list("proceeding__department__name", "due", "good"):
            tally = groups.setdefault((unit or OUTSIDE, due.replace(day=1)), [0, 0])
            tally[0] += bool(good)
            tally[1] += 1
        return [Cell(unit, month, part, whole) for (unit, month), (part, whole) in sorted(groups.items())]

    return cells


def served_by_public_notice(scope: Scope) -> Iterable[Cell]:
    """Judgments and all other papers alike; each by the unit that made it."""
    days = (scope.span.first, scope.span.last)
    instruments = Service.objects.filter(instrument__case__court__in=scope.courts, done_on__range=days)
    papers = Recipient.objects.filter(document__court__in=scope.courts, served_on__range=days)
    tally: dict[tuple[str, date], list[int]] = {}
    for rows, maker, day in ((instruments, "instrument", "done_on"), (papers, "document", "served_on")):
        for row in _by_month(rows, f"{maker}__proceeding__department", day, scope.department):
            counts = tally.setdefault((row["unit"] or OUTSIDE, row["month"]), [0, 0])
            counts[0] += row["part"]
            counts[1] += row["whole"]
    return [Cell(unit, month, part, whole) for (unit, month), (part, whole) in sorted(tally.items())]


def _by_month(rows: QuerySet[Any], unit: str, day: str, department: int | None) -> QuerySet[Any, dict[str, Any]]:
    mine = rows.filter(**{unit: department}) if department else rows
    grouped = mine.order_by().values(unit=F(f"{unit}__name"), month=TruncMonth(day))
    return grouped.annotate(part=Count("pk", filter=Q(method=Service.Method.PUBLIC_NOTICE)), whole=Count("pk"))


SELF = (
    "履行期末日在期间内、全部履行完毕且未立首次执行案件的生效法律文书件数"
    " ÷ 履行期末日在期间内的有履行内容的生效法律文书件数"
)
MEASURES = (
    Measure("self_performance", "自动履行率（含执前督促）", SELF, "C-1.1、C-22.4，Q33", performed_by_themselves()),
    Measure(
        "self_performance_unurged",
        "自动履行率（不含执前督促）",
        f"{SELF}；经催告、执前督促才履行的不计入分子",
        "C-22.4，Q33",
        performed_by_themselves(urging_counts=False),
    ),
    Measure(
        "self_performance_mediated",
        "调解自动履行率",
        f"{SELF}，只计调解书和司法确认裁定书",
        "A-5.2，Q33",
        performed_by_themselves(Q(kind__in=MEDIATED)),
    ),
    Measure(
        "self_performance_judged",
        "判决自动履行率",
        f"{SELF}，只计判决书和裁定书",
        "C-22.4，Q33",
        performed_by_themselves(Q(kind__in=JUDGED)),
    ),
    Measure(
        "public_notice",
        "公告送达比例",
        "期间内公告送达人次 ÷ 期间内送达人次（裁判文书和其他文书）",
        "A-4.9",
        served_by_public_notice,
    ),
)
