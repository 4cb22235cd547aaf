"""Recurring duties: what is owed by the calendar, the figures, the form's schema, and filing it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from courtflow.api.base import Label, Named, Resource
from courtflow.api.describing import REFUSED
from courtflow.api.facts import check_types
from courtflow.api.filtering import Narrowing
from courtflow.api.resources.work import URGENCIES
from courtflow.cases.disclosure import masked
from courtflow.duties import filing
from courtflow.duties.models import Duty
from courtflow.flow.facts import json_schema


class DutySerializer(serializers.ModelSerializer[Duty]):
    state_label = Label("get_state_display")
    court = Named(read_only=True)
    department = Named(read_only=True)
    filed_by = Named(read_only=True, allow_null=True)
    urgency = serializers.ChoiceField(choices=URGENCIES, read_only=True)
    steps = serializers.ListField(child=serializers.CharField(), read_only=True, help_text="为什么是这一天")

    class Meta:
        model = Duty
        fields = [
            "id", "court", "department", "rule", "timer", "title", "article", "period", "first_on", "last_on",
            "started_on", "length", "unit", "roll", "raw_on", "due_on", "due_at", "steps", "provisional", "state",
            "state_label", "urgency", "opened_at", "filed_by", "filed_at", "file_name",
        ]  # fmt: skip


class DutyDetailSerializer(DutySerializer):
    """One duty with its figures, what the system found, what was filed, and the schema of what may be filed."""

    figures = serializers.SerializerMethodField(help_text="系统数据；报送时固定")
    result = serializers.SerializerMethodField(help_text="系统办理结果；证件号码已隐去中段")
    content = serializers.JSONField(read_only=True, help_text="已报送的内容")
    schema = serializers.SerializerMethodField(help_text="file 的内容；不能由您报送的为空")
    refusal = serializers.SerializerMethodField(help_text="现在不能由您报送的原因")

    class Meta(DutySerializer.Meta):
        fields = [*DutySerializer.Meta.fields, "figures", "result", "content", "schema", "refusal"]

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_figures(self, duty: Duty) -> Any:
        return filing.prefilled(duty)

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_result(self, duty: Duty) -> Any:
        return masked(duty.result)

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_schema(self, duty: Duty) -> Any:
        return None if self.get_refusal(duty) else json_schema(filing.form_of(duty))

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_refusal(self, duty: Duty) -> Any:
        refusal = filing.refusal_of(duty, self.context["request"].user)
        return refusal.as_dict() if refusal else None


class DutyFilter(Narrowing):
    owed = filters.BooleanFilter(method="unfiled", label="尚未报送")
    mine = filters.BooleanFilter(method="own", label="由我报送")
    due = filters.DateFromToRangeFilter(field_name="due_on", label="末日")

    class Meta:
        model = Duty
        fields = ["court", "department", "rule", "timer", "state", "period"]

    def unfiled(self, rows: QuerySet[Duty], name: str, value: bool) -> QuerySet[Duty]:
        left = {"state__in": Duty.OWED}
        return rows.filter(**left) if value else rows.exclude(**left)

    def own(self, rows: QuerySet[Duty], name: str, value: bool) -> QuerySet[Duty]:
        mine = {"pk__in": Duty.objects.reached_by(self.request.user).values("pk")}
        return rows.filter(**mine) if value else rows.exclude(**mine)


class Duties(Resource):
    """例行事项：按日历产生的报表、例会、通报、名单和筛查。报送用 file，内容依照该事项的 schema。"""

    queryset = Duty.objects.none()
    serializer_class = DutySerializer
    filterset_class = DutyFilter
    ordering_fields = ["due_at", "opened_at", "id"]
    ordering = ["due_at", "id"]

    def authorised(self, user: Any) -> QuerySet[Duty]:
        return Duty.objects.visible_to(user).select_related("court", "department", "filed_by")

    def get_serializer_class(self) -> Any:
        return DutySerializer if self.action == "list" else DutyDetailSerializer

    @extend_schema(
        request=OpenApiTypes.OBJECT, responses={200: DutyDetailSerializer, **REFUSED}, summary="报送一项例行事项"
    )
    @action(detail=True, methods=["post"], filterset_class=None)
    def file(self, request: Request, pk: str) -> Response:
        duty, facts = self.get_object(), request.data
        check_types(filing.form_of(duty), facts)
        filing.file(duty, request.user, facts)
        return Response(self.get_serializer(self.get_object()).data)
