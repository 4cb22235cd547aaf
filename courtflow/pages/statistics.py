"""统计: the figures of a period by unit and month, drawn, listed and exported."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import Min
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courtflow.accounts.models import Court, Department
from courtflow.cases.models import Case
from courtflow.flow import clock
from courtflow.flow.facts import Day
from courtflow.pages.charts import Chart, Series
from courtflow.pages.reading import Visit
from courtflow.pages.templatetags.court import wan, yuan
from courtflow.statistics.measure import Figure, Scope, Span, count
from courtflow.statistics.overview import BY_SLUG, HEADER, counted_for, overview, shown, table

LONGEST_YEARS = 5
SELF = ("self_performance", "self_performance_unurged", "self_performance_mediated", "self_performance_judged")
URGING = ("urging_success", "urging_performed")
EXECUTION = ("recovery", "terminated", "completed")


class PeriodForm(forms.Form):
    """From when to when, which court, which department."""

    first = Day(label="起")
    last = Day(label="止")
    court = forms.ModelChoiceField(Court.objects.none(), label="法院", required=False, empty_label="全部")
    department = forms.ModelChoiceField(Department.objects.none(), label="部门", required=False, empty_label="全部")

    def __init__(self, *args: Any, courts: list[Court], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.courts = courts
        self.fields["court"].queryset = Court.objects.filter(pk__in=[court.pk for court in courts])  # type: ignore[attr-defined]
        if len(courts) < 2:
            del self.fields["court"]
        units = Department.objects.filter(court__in=courts).order_by("court", "order", "id")
        self.fields["department"].queryset = units  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        read = super().clean() or {}
        first, last = read.get("first"), read.get("last")
        if not first or not last:
            return read
        if last < first:
            self.add_error("last", "止日不能早于起日")
        elif last - first > timedelta(days=366 * LONGEST_YEARS):
            self.add_error("first", f"一次最多统计{LONGEST_YEARS}年，请缩短期间")
        return read

    def scope(self) -> Scope:
        """What was asked for; this year where the days cannot be used."""
        read, today = self.cleaned_data, clock.today()
        this_year = Span(today.replace(month=1, day=1), today)
        span = this_year if self.errors else Span(read["first"], read["last"])
        courts = [read["court"].pk] if read.get("court") else [court.pk for court in self.courts]
        unit = read.get("department")
        return Scope(tuple(courts), span, unit.pk if unit else None)


def _asked(request: Visit) -> PeriodForm:
    """The form with this year where no days were given."""
    today = clock.today()
    days = {"first": today.replace(month=1, day=1).isoformat(), "last": today.isoformat()}
    asked = {name: value for name, value in request.GET.items() if value}
    form = PeriodForm({**days, **asked}, courts=counted_for(request.user))
    form.is_valid()
    return form


@require_safe
@login_required
def statistics(request: Visit) -> HttpResponse:
    form = _asked(request)
    scope = form.scope()
    figures = overview(scope)
    context = {
        "form": form,
        "span": scope.span,
        "figures": list(figures.values()),
        "active": bool(request.GET),
        "charts": list(charts(figures, scope.span)),
        "units": units_table(figures),
        "months": months_table(figures, scope.span),
        "query": request.GET.urlencode(),
        "years": years(form.courts),
        "settlements": settlements_table(form),
    }
    return render(request, "pages/statistics.html", context)


@require_safe
@login_required
def statistics_csv(request: Visit) -> HttpResponse:
    """The same figures for a spreadsheet; with a byte order mark, so that Excel reads Chinese."""
    scope = _asked(request).scope()
    name = f"statistics-{scope.span.first:%Y%m%d}-{scope.span.last:%Y%m%d}.csv"
    response = HttpResponse(
        content_type="text/csv; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(HEADER)
    writer.writerows(table(overview(scope)))
    return response


def years(courts: list[Court]) -> list[int]:
    """The years of which these courts have cases, newest first."""
    first = Case.objects.filter(court__in=courts).aggregate(first=Min("opened_at"))["first"]
    this = clock.today().year
    return list(range(this, (clock.day_of(first).year if first else this) - 1, -1))


def settlements_table(form: PeriodForm) -> list[tuple[int, list[str]]]:
    """Settlements before enforcement by year (D-3.7, D-4.5): how many, how much, how many performed, which share."""
    scope, rows = form.scope(), []
    for year in years(form.courts)[:LONGEST_YEARS]:
        whole_year = replace(scope, span=Span(date(year, 1, 1), date(year, 12, 31)))
        rate, amount = (count(BY_SLUG[slug], whole_year) for slug in ("urging_success", "urging_amount"))
        if rate.whole:
            cells = [str(rate.whole), f"{wan(amount.part)}万元", str(rate.part), _shown(rate, rate.value)]
            rows.append((year, cells))
    return rows


def charts(figures: dict[str, Figure], span: Span) -> list[Chart]:
    return [
        _by_month("self", "自动履行率（按月）", [figures[slug] for slug in SELF], span),
        _by_month("urging", "执前督促（按月）", [figures[slug] for slug in URGING], span),
        _by_month("execution", "执行到位率、终本率、执行完毕率（按月）", [figures[slug] for slug in EXECUTION], span),
        _by_unit("self-units", "自动履行率（按部门）", [figures[slug] for slug in SELF[:2]]),
        _by_unit("execution-units", "执行质效（按部门）", [figures[slug] for slug in EXECUTION]),
        _days("days", figures["days"], figures["new_executions"], span),
    ]


def _percent(value: Decimal | None) -> Decimal | None:
    return None if value is None else value * 100


def _by_month(slug: str, title: str, figures: list[Figure], span: Span) -> Chart:
    months = span.months
    series = [
        Series(figure.measure.title, [_percent(figure.of_month(month)) for month in months], "%", "line")
        for figure in figures
    ]
    return Chart(slug, title, [f"{month:%Y-%m}" for month in months], series)


def _by_unit(slug: str, title: str, figures: list[Figure]) -> Chart:
    units = list(dict.fromkeys(unit for figure in figures for unit in figure.units))
    series = [
        Series(figure.measure.title, [_percent(figure.of_unit(unit)) for unit in units], "%") for figure in figures
    ]
    return Chart(slug, title, units, series)


def _days(slug: str, days: Figure, cases: Figure, span: Span) -> Chart:
    months = span.months
    mean = Series(days.measure.title, [days.of_month(month) for month in months], "天", "line", axis=1)
    new = Series(cases.measure.title, [cases.of_month(month) for month in months], "件")
    return Chart(slug, "新收首次执行案件和平均执行天数（按月）", [f"{month:%Y-%m}" for month in months], [new, mean])


def units_table(figures: dict[str, Figure]) -> list[tuple[str, list[str]]]:
    """One row per unit, one column per measure."""
    units = sorted({unit for figure in figures.values() for unit in figure.units})
    return [(unit, [_shown(figure, figure.of_unit(unit)) for figure in figures.values()]) for unit in units]


def months_table(figures: dict[str, Figure], span: Span) -> list[tuple[str, list[str]]]:
    return [
        (f"{month:%Y-%m}", [_shown(figure, figure.of_month(month)) for figure in figures.values()])
        for month in span.months
    ]


def _shown(figure: Figure, value: Decimal | None) -> str:
    if value is None:
        return "—"
    return yuan(value) if figure.measure.suffix == "元" else shown(figure, value)
