"""Proceedings: where they stand, what can be done in them now, and doing it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from courtflow.api import acting
from courtflow.api.base import Resource
from courtflow.api.describing import FACTS_BODY, KEY_HEADER, MATCH_HEADER, REFUSED, ActsSerializer
from courtflow.api.filtering import Narrowing
from courtflow.api.idempotency import once
from courtflow.api.results import ActResultSerializer, ProceedingSerializer, etag
from courtflow.cases.models import Proceeding
from courtflow.flow import registry
from courtflow.law.numbers import normalise


class OwnFieldSerializer(serializers.Serializer[Any]):
    """A field that only this kind of proceeding has."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    value = serializers.JSONField()


class ProceedingDetailSerializer(ProceedingSerializer):
    own_fields = serializers.SerializerMethodField()

    class Meta(ProceedingSerializer.Meta):
        fields = [*ProceedingSerializer.Meta.fields, "own_fields"]

    @extend_schema_field(OwnFieldSerializer(many=True))
    def get_own_fields(self, proceeding: Proceeding) -> list[dict[str, Any]]:
        return acting.own_fields(proceeding.actual)


class ProceedingFilter(Narrowing):
    kind = filters.ChoiceFilter(choices=lambda: [(kind, model.TITLE) for kind, model in registry.PROCEEDINGS.items()])
    state = filters.CharFilter(max_length=50)
    number = filters.CharFilter(method="by_number", max_length=60, label="案号，括号全半角不拘")
    open = filters.BooleanFilter(field_name="closed_at", lookup_expr="isnull", label="尚未结束")
    mine = filters.BooleanFilter(method="handled", label="由我承办")
    opened = filters.DateFromToRangeFilter(field_name="opened_at", label="开始日期")

    class Meta:
        model = Proceeding
        fields = ["case", "court", "department", "handler"]

    def by_number(self, rows: QuerySet[Proceeding], name: str, value: str) -> QuerySet[Proceeding]:
        return rows.filter(numbers__text=normalise(value))

    def handled(self, rows: QuerySet[Proceeding], name: str, value: bool) -> QuerySet[Proceeding]:
        mine = {"handler": self.request.user.pk}
        return rows.filter(**mine) if value else rows.exclude(**mine)


class Proceedings(Resource):
    """程序：一段有自己案号、部门、承办人和状态的流程。能办什么、为什么不能办，看 acts。"""

    queryset = Proceeding.objects.none()
    serializer_class = ProceedingSerializer
    filterset_class = ProceedingFilter
    ordering_fields = ["opened_at", "state_since", "number", "id"]
    ordering = ["-opened_at", "-id"]

    def authorised(self, user: Any) -> QuerySet[Proceeding]:
        rows = Proceeding.objects.visible_to(user)
        return rows.select_related("case__court", "court", "department__parent", "handler")

    def get_serializer_class(self) -> Any:
        return ProceedingDetailSerializer if self.action == "retrieve" else ProceedingSerializer

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        proceeding = self.get_object()
        return Response(self.get_serializer(proceeding).data, headers={"ETag": etag(proceeding)})

    @extend_schema(responses=ActsSerializer, summary="现在能办什么，为什么不能办其余事项")
    @action(detail=True, pagination_class=None, filterset_class=None)
    def acts(self, request: Request, pk: str) -> Response:
        proceeding = self.get_object().actual
        return Response(acting.listed(proceeding, request.user), headers={"ETag": etag(proceeding)})

    @extend_schema(
        request=FACTS_BODY, responses={200: ActResultSerializer, **REFUSED}, parameters=[KEY_HEADER, MATCH_HEADER],
        summary="办理一个事项",
    )  # fmt: skip
    @action(detail=True, methods=["post"], url_path="acts/(?P<name>[a-z_]{1,60})", filterset_class=None)
    def perform(self, request: Request, pk: str, name: str) -> Response:
        proceeding = self.get_object().actual
        return once(request, lambda: acting.do(request, proceeding, name))
