"""What the house already knows for a report: figures of courtflow.statistics, late cases, heads. Frozen when filed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count

from courtflow.cases.models import Party, Proceeding
from courtflow.flow import clock
from courtflow.flow.models import Deadline
from courtflow.statistics.measure import Figure, Scope, Span, count
from courtflow.statistics.overview import BY_SLUG, shown

from .facts import SHARE, enforcers, most_rotated

SELF_PERFORMANCE = (
    "self_performance", "self_performance_unurged", "self_performance_mediated", "self_performance_judged"
)  # fmt: skip
QUALITY = ("recovery", "completed", "terminated", "days", "new_executions")
CRITICAL = "T18"
MANY_PARTIES = 10  # Q40: 当事人众多
SHOWN = 200


def nothing(duty: Any) -> dict[str, Any]:
    return {}


def urging(duty: Any) -> dict[str, Any]:
    """The division's own rates of self-performance (山阳第二十二条)."""
    return {"figures": _counted(duty, SELF_PERFORMANCE, department=duty.department_id)}


def coordination(duty: Any) -> dict[str, Any]:
    """自动履行率, 执行到位率, 执行完毕率, looked at together (山阳第三十四条)."""
    return {"figures": _counted(duty, ("self_performance", "recovery", "completed"))}


def appraisal(duty: Any) -> dict[str, Any]:
    return {"figures": _counted(duty, QUALITY)}


def everything(duty: Any) -> dict[str, Any]:
    return {"figures": _counted(duty, BY_SLUG)}


def bulletin(duty: Any) -> dict[str, Any]:
    """质效 of the week, and the cases that are over their time (南召纪要二4)."""
    return {"figures": _counted(duty, QUALITY), "cases": _late(duty)}


def agenda(duty: Any) -> dict[str, Any]:
    """Over five months, over time, many parties (南召纪要二3); what a leader picks is added at the meeting."""
    return {"cases": _late(duty) + _many_parties(duty)}


def headcount(duty: Any) -> dict[str, Any]:
    staff = enforcers(duty.court_id).count()
    limit = f"不超过执行干警总人数的{SHARE}%，只取整数（Q5）"
    return {
        "figures": [
            {"title": "执行干警总人数", "value": f"{staff}人", "formula": "在执行局、指挥中心、服务中心等任职的人员"},
            {"title": "轮岗人数上限", "value": f"{most_rotated(staff)}人", "formula": limit},
        ]
    }


def _counted(duty: Any, slugs: Iterable[str], department: int | None = None) -> list[dict[str, str]]:
    scope = Scope((duty.court_id,), Span(duty.first_on, duty.last_on), department)
    return [_worded(count(BY_SLUG[slug], scope)) for slug in slugs]


def _worded(figure: Figure) -> dict[str, str]:
    value, measure = figure.value, figure.measure
    if value is None:
        return {"title": measure.title, "value": "—", "formula": measure.formula}
    said = shown(figure, value) + ("" if measure.form == "share" else measure.suffix)
    parts = "" if measure.form == "sum" else f"（{figure.part} ÷ {figure.whole}）"
    return {"title": measure.title, "value": f"{said}{parts}", "formula": measure.formula}


def _late(duty: Any) -> list[dict[str, str]]:
    """Executions whose T18 had run out by the end of the period and which are not closed."""
    rows = Deadline.objects.filter(
        proceeding__court=duty.court_id, proceeding__closed_at=None, timer=CRITICAL,
        due_at__lte=clock.day_end(duty.last_on),
    ).exclude(state__in=[Deadline.State.MET, Deadline.State.LATE, Deadline.State.CANCELLED])  # fmt: skip
    rows = rows.select_related("proceeding").order_by("due_at", "id")[:SHOWN]
    return [
        {"number": row.proceeding.number or "未编号", "why": f"{row.title}（{row.due_on:%Y-%m-%d}届满）"}
        for row in rows
    ]


def _many_parties(duty: Any) -> list[dict[str, str]]:
    """Open executions with at least ten parties (Q40)."""
    rows = Proceeding.objects.filter(court=duty.court_id, kind="execution", closed_at=None).exclude(number=None)
    crowded = Party.objects.values("case").annotate(n=Count("pk")).filter(n__gte=MANY_PARTIES).values("case")
    rows = rows.filter(case__in=crowded).order_by("opened_at", "id")[:SHOWN]
    return [{"number": str(row.number), "why": "当事人众多"} for row in rows]
