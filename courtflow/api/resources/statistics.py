"""Statistics: every figure of a period with its formula and source, in all, by unit and by month."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from courtflow.flow import clock
from courtflow.pages.statistics import PeriodForm
from courtflow.statistics.measure import Cell, Figure
from courtflow.statistics.overview import counted_for, overview


class CellSerializer(serializers.Serializer[Any]):
    unit = serializers.CharField(help_text="部门")
    month = serializers.CharField(help_text="月份，如 2024-10")
    part = serializers.CharField(help_text="分子")
    whole = serializers.CharField(help_text="分母")
    value = serializers.CharField(allow_null=True)


class FigureSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField()
    title = serializers.CharField()
    form = serializers.CharField(help_text="share 比率（0至1）、mean 平均数、sum 总数")
    suffix = serializers.CharField(allow_blank=True, help_text="单位")
    formula = serializers.CharField(help_text="计算方法")
    source = serializers.CharField(help_text="来源")  # type: ignore[assignment]
    part = serializers.CharField()
    whole = serializers.CharField()
    value = serializers.CharField(allow_null=True)
    last_year = serializers.CharField(allow_null=True, help_text="上年同期")
    change = serializers.CharField(allow_null=True, help_text="同比")
    cells = CellSerializer(many=True)


class StatisticsSerializer(serializers.Serializer[Any]):
    first = serializers.DateField()
    last = serializers.DateField()
    figures = FigureSerializer(many=True)


PERIOD = [
    OpenApiParameter("first", str, description="起日，默认今年1月1日"),
    OpenApiParameter("last", str, description="止日，默认今天"),
    OpenApiParameter("court", int, description="法院编号，默认可以查看的全部法院"),
    OpenApiParameter("department", int, description="部门编号，默认全部"),
]


class Statistics(APIView):
    """统计指标：每项附计算方法和来源，不含任何当事人信息。"""

    @extend_schema(parameters=PERIOD, responses=StatisticsSerializer, summary="一段期间的统计指标")
    def get(self, request: Request) -> Response:
        today = clock.today()
        days = {"first": today.replace(month=1, day=1).isoformat(), "last": today.isoformat()}
        form = PeriodForm({**days, **request.query_params.dict()}, courts=counted_for(request.user))
        if not form.is_valid():
            raise ValidationError({name: [str(fault) for fault in faults] for name, faults in form.errors.items()})
        scope = form.scope()
        figures = [described(figure) for figure in overview(scope).values()]
        return Response({"first": scope.span.first, "last": scope.span.last, "figures": figures})


def described(figure: Figure) -> dict[str, Any]:
    measure = figure.measure
    return {
        "slug": measure.slug, "title": measure.title, "form": measure.form, "suffix": measure.suffix,
        "formula": measure.formula, "source": measure.source, "part": str(figure.part), "whole": str(figure.whole),
        "value": _text(figure.value), "last_year": _text(figure.last_year), "change": _text(figure.change),
        "cells": [_cell(figure, cell) for cell in figure.now],
    }  # fmt: skip


def _cell(figure: Figure, cell: Cell) -> dict[str, Any]:
    value = figure.measure.value(cell.part, cell.whole)
    return {
        "unit": cell.unit, "month": f"{cell.month:%Y-%m}", "part": str(cell.part), "whole": str(cell.whole),
        "value": _text(value),
    }  # fmt: skip


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
