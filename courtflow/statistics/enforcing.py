"""执前督促成功率, 执行到位率, 终本率, 执行完毕率, 平均执行天数, 新收执行案件 (D-3.2, D-4.5, D-5.3, C-25.10, C-34.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, TruncMonth

from courtflow.cases.models import Performance
from enforcement.execution.states import State as Ended
from enforcement.models import Execution, Settlement, Urging

from .measure import Cell, Measure, Scope

ZERO = Value(Decimal("0.00"))
SUCCESS = (Urging.State.PERFORMED, Urging.State.ARCHIVED)
CLOSED = (Ended.COMPLETED, Ended.TERMINATED_THIS_TIME, Ended.TERMINATED)


def _within(rows: QuerySet[Any], scope: Scope, day: str, path: str = "") -> QuerySet[Any]:
    """Rows of the scope's courts and department whose `day` lies in its span; `path` leads to the proceeding."""
    rows = rows.filter(**{f"{path}court__in": scope.courts, f"{day}__range": (scope.span.first, scope.span.last)})
    if scope.department:
        rows = rows.filter(**{f"{path}department": scope.department})
    return rows.order_by().annotate(unit=F(f"{path}department__name"), month=TruncMonth(day))


def _cells(rows: QuerySet[Any], part: Any, whole: Any) -> list[Cell]:
    grouped = rows.values("unit", "month").annotate(part=part, whole=whole).order_by("unit", "month")
    return [Cell(row["unit"], row["month"], row["part"] or 0, row["whole"] or 0) for row in grouped]


def settled_and_performed(scope: Scope) -> Iterable[Cell]:
    """Settlements before enforcement: fully performed ones of all (17 ÷ 26 = 65.38 %)."""
    rows = _within(Settlement.objects.all(), scope, "signed_on", "urging__")
    return _cells(rows, Count("pk", filter=Q(urging__state__in=SUCCESS)), Count("pk"))


def settled_amount(scope: Scope) -> Iterable[Cell]:
    return _cells(_within(Settlement.objects.all(), scope, "signed_on", "urging__"), Sum("amount"), Count("pk"))


def urged_and_performed(scope: Scope) -> Iterable[Cell]:
    rows = _within(Urging.objects.all(), scope, "exited_on")
    return _cells(rows, Count("pk", filter=Q(state__in=SUCCESS)), Count("pk"))


def ended_as(states: tuple[str, ...]) -> Callable[[Scope], Iterable[Cell]]:
    """Executions that ended in one of `states` among all that ended."""

    def cells(scope: Scope) -> Iterable[Cell]:
        rows = _within(Execution.objects.filter(state__in=CLOSED), scope, "ended_on")
        return _cells(rows, Count("pk", filter=Q(state__in=states)), Count("pk"))

    return cells


def days_in_execution(scope: Scope) -> Iterable[Cell]:
    rows = _within(Execution.objects.filter(state__in=CLOSED, filed_on__isnull=False), scope, "ended_on")
    groups: dict[tuple[str, Any], list[int]] = {}
    for unit, month, filed, ended in rows.values_list("unit", "month", "filed_on", "ended_on"):
        tally = groups.setdefault((unit, month), [0, 0])
        tally[0] += (ended - filed).days
        tally[1] += 1
    return [Cell(unit, month, days, cases) for (unit, month), (days, cases) in sorted(groups.items())]


def new_executions(scope: Scope) -> Iterable[Cell]:
    rows = _within(Execution.objects.filter(revival=False), scope, "filed_on")
    return _cells(rows, Count("pk"), Count("pk"))


def _paid_in(**where: Any) -> Subquery:
    """Confirmed money of the proceedings meant by `where`."""
    rows = Performance.objects.filter(confirmed=True, revoked_reason="", amount__isnull=False, **where)
    return Subquery(rows.order_by().values("confirmed").annotate(total=Sum("amount")).values("total"))


def recovered(scope: Scope) -> Iterable[Cell]:
    """Money in hand over money claimed, of executions and successful urgings that ended in the span.

    Where the court's profile says so, what an instrument's urging brought in counts for its first execution, on both
    sides of the fraction (C-25.10); elsewhere only executions count.
    """
    counting = scope.where("statistics.urging_recovered")
    executions = _within(Execution.objects.filter(state__in=CLOSED), scope, "ended_on")
    executions = executions.annotate(
        own=Coalesce(_paid_in(proceeding=OuterRef("pk")), ZERO),
        urged=Coalesce(
            _paid_in(
                proceeding__kind=Urging.KIND, proceeding__court__in=counting,
                obligation__instrument__executions=OuterRef("pk"),
                obligation__instrument__executions__revival=False,
            ),
            ZERO,
        ),
    )  # fmt: skip
    urgings = _within(Urging.objects.filter(state__in=SUCCESS, court__in=counting), scope, "exited_on")
    urgings = urgings.annotate(own=Coalesce(_paid_in(proceeding=OuterRef("pk")), ZERO))
    return [
        *_summed(executions, F("own") + F("urged"), Coalesce(F("claimed_amount"), ZERO) + F("urged")),
        *_summed(urgings, F("own"), F("own")),
    ]


def _summed(rows: QuerySet[Any], part: Any, whole: Any) -> list[Cell]:
    groups: dict[tuple[str, Any], list[Decimal]] = {}
    for unit, month, got, asked in rows.annotate(got=part, asked=whole).values_list("unit", "month", "got", "asked"):
        tally = groups.setdefault((unit, month), [Decimal(0), Decimal(0)])
        tally[0] += got
        tally[1] += asked
    return [Cell(unit, month, got, asked) for (unit, month), (got, asked) in sorted(groups.items())]


MEASURES = (
    Measure(
        "urging_success", "执前督促成功率", "期间内签订的执前和解中已全部履行完毕的件数 ÷ 期间内签订的执前和解件数",
        "D-4.5，Q34", settled_and_performed,
    ),
    Measure("urging_amount", "执前和解金额", "期间内签订的执前和解协议金额之和", "D-3.2", settled_amount, "sum", "元"),
    Measure(
        "urging_performed", "执前督促履行率", "期间内终结的执前督促中自动履行完毕的件数 ÷ 期间内终结的执前督促件数",
        "C-25.8、C-25.11", urged_and_performed,
    ),
    Measure(
        "recovery", "执行到位率",
        "期间内结案的执行案件：到位金额 ÷ 申请执行标的额；本院规定执前督促到位金额计入的，两边均计入",
        "C-25.10、D-5.3、C-34.3", recovered,
    ),
    Measure(
        "terminated", "终本率", "期间内以终结本次执行程序结案的件数 ÷ 期间内执行结案件数", "D-5.3、B-4.8",
        ended_as((Ended.TERMINATED_THIS_TIME,)),
    ),
    Measure(
        "completed", "执行完毕率", "期间内执行完毕的件数 ÷ 期间内执行结案件数", "C-34.3", ended_as((Ended.COMPLETED,))
    ),
    Measure(
        "days", "平均执行天数", "期间内执行结案案件自执行立案日至结案日的天数之和 ÷ 件数", "D-5.3", days_in_execution,
        "mean", "天",
    ),
    Measure("new_executions", "新收首次执行案件", "期间内立案的首次执行案件件数", "D-0.1", new_executions, "sum", "件"),
)  # fmt: skip
