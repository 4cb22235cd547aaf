"""All figures of a scope together, and the same as rows for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from courtflow.accounts.models import Court
from courtflow.accounts.roles import ADMINISTRATORS

from . import enforcing, performance, workload
from .measure import Amount, Figure, Scope, count

MEASURES = (*performance.MEASURES, *enforcing.MEASURES, *workload.MEASURES)
BY_SLUG = {measure.slug: measure for measure in MEASURES}


def counted_for(user: Any) -> list[Court]:
    """Courts whose figures a person may read: his own and those below, if he reads them. Figures name nobody."""
    own = {held.department.court_id for held in user.current if held.role not in ADMINISTRATORS}
    return list(Court.objects.filter(pk__in=own | set(user.sees_court_wide())).order_by("level", "code"))


def overview(scope: Scope) -> dict[str, Figure]:
    return {measure.slug: count(measure, scope) for measure in MEASURES}


HEADER = ("指标", "部门", "月份", "分子", "分母", "数值", "计算方法", "来源")


def table(figures: dict[str, Figure]) -> Iterator[tuple[str, ...]]:
    """One row per measure, unit and month, preceded by the measure's total."""
    for figure in figures.values():
        measure = figure.measure
        yield (
            measure.title,
            "全部",
            "全部",
            *_numbers(figure, figure.part, figure.whole),
            measure.formula,
            measure.source,
        )
        for cell in figure.now:
            yield (measure.title, cell.unit, f"{cell.month:%Y-%m}", *_numbers(figure, cell.part, cell.whole), "", "")


def _numbers(figure: Figure, part: Amount, whole: Amount) -> tuple[str, str, str]:
    value = figure.measure.value(part, whole)
    return str(part), str(whole), "" if value is None else shown(figure, value)


def shown(figure: Figure, value: Any) -> str:
    """65.38%, 41.50 (days), 3426000.00 (yuan), 12 (cases)."""
    if figure.measure.form == "share":
        return f"{value * 100:.2f}%"
    return f"{value:.2f}" if figure.measure.suffix != "件" else f"{value:.0f}"
