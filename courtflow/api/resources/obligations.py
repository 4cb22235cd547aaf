"""Instruments and what they order, with performances and the balance derived from them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from courtflow.api.base import Label, Named, Resource
from courtflow.api.citing import Citations
from courtflow.api.filtering import IdFilter, Narrowing
from courtflow.cases.effects import line_of
from courtflow.cases.models import Instalment, Instrument, Obligation, Performance, Service


class InstalmentSerializer(serializers.ModelSerializer[Instalment]):
    class Meta:
        model = Instalment
        fields = ["seq", "due_on", "amount"]


class PerformanceSerializer(serializers.ModelSerializer[Performance]):
    channel_label = Label("get_channel_display")
    counts = serializers.BooleanField(read_only=True, help_text="已确认且未撤销，方计入已履行数额")

    class Meta:
        model = Performance
        fields = [
            "id", "proceeding", "payer", "amount", "completes", "performed_on", "channel", "channel_label", "proof",
            "confirmed", "confirmed_how", "revoked_reason", "counts",
        ]  # fmt: skip


class ObligationSerializer(serializers.ModelSerializer[Obligation]):
    kind_label = Label("get_kind_display")
    case = serializers.IntegerField(source="instrument.case_id", read_only=True)
    debtors = Named(many=True, read_only=True)
    creditors = Named(many=True, read_only=True)
    instalments = InstalmentSerializer(many=True, read_only=True)
    performances = PerformanceSerializer(many=True, read_only=True)
    performed = serializers.DecimalField(max_digits=18, decimal_places=2, read_only=True)
    balance = serializers.DecimalField(max_digits=18, decimal_places=2, read_only=True)
    is_performed = serializers.BooleanField(read_only=True)

    class Meta:
        model = Obligation
        fields = [
            "id", "case", "instrument", "item", "kind", "kind_label", "content", "debtors", "creditors", "amount",
            "due_on", "due_days", "interest_base", "interest_rate", "interest_from", "interest_to", "acceleration",
            "accelerated_on", "instalments", "performances", "performed", "balance", "is_performed",
        ]  # fmt: skip


class ObligationFilter(Narrowing):
    case = IdFilter(field_name="instrument__case_id", label="案件编号")
    due = filters.DateFromToRangeFilter(field_name="due_on", label="履行期末日")

    class Meta:
        model = Obligation
        fields = ["instrument", "kind"]


class Obligations(Resource):
    """判项义务及其履行；余额由已确认的履行得出，不能填写。"""

    queryset = Obligation.objects.none()
    serializer_class = ObligationSerializer
    filterset_class = ObligationFilter
    ordering_fields = ["due_on", "amount", "id"]
    ordering = ["instrument", "item"]

    def authorised(self, user: Any) -> QuerySet[Obligation]:
        rows = Obligation.objects.filter(instrument__case__in=self.visible_cases()).select_related("instrument")
        return rows.prefetch_related("debtors", "creditors", "instalments", "performances")


class ServiceSerializer(serializers.ModelSerializer[Service]):
    method_label = Label("get_method_display")
    party = Named(read_only=True)

    class Meta:
        model = Service
        fields = ["party", "method", "method_label", "done_on", "served_on", "steps", "proof", "abroad"]


class InstrumentSerializer(serializers.ModelSerializer[Instrument]):
    kind_label = Label("get_kind_display")
    services = ServiceSerializer(many=True, read_only=True)
    effect_steps = serializers.ListField(child=serializers.CharField(), read_only=True)
    performance_ends_on = serializers.DateField(read_only=True, allow_null=True)
    balance = serializers.DecimalField(max_digits=18, decimal_places=2, read_only=True)

    class Meta:
        model = Instrument
        fields = [
            "id", "case", "proceeding", "kind", "kind_label", "number", "issuer", "made_on", "effective_on",
            "effect_steps", "performance_ends_on", "balance", "services",
        ]  # fmt: skip


class PointSerializer(serializers.Serializer[Any]):
    what = serializers.CharField(
        help_text="served、opposition、effective、performance、doubled、interruption、idle、limitation"
    )
    on = serializers.DateField()
    title = serializers.CharField()
    party = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)
    articles = Citations()
    steps = serializers.ListField(child=serializers.CharField(), help_text="为什么是这一天")
    provisional = serializers.BooleanField(help_text="所涉年度的放假安排尚未公布")
    expected = serializers.BooleanField(help_text="以无人上诉为前提")


class LineSerializer(serializers.Serializer[Any]):
    points = PointSerializer(many=True)
    open = serializers.ListField(child=serializers.CharField(), help_text="尚不能确定的事项")


class InstrumentDetailSerializer(InstrumentSerializer):
    effect = serializers.SerializerMethodField(help_text="送达、生效、履行与申请执行时效")

    class Meta(InstrumentSerializer.Meta):
        fields = [*InstrumentSerializer.Meta.fields, "effect"]

    @extend_schema_field(LineSerializer)
    def get_effect(self, instrument: Instrument) -> Any:
        return LineSerializer(line_of(instrument)).data


class InstrumentFilter(Narrowing):
    effective = filters.BooleanFilter(field_name="effective_on", lookup_expr="isnull", exclude=True, label="已生效")

    class Meta:
        model = Instrument
        fields = ["case", "proceeding", "kind", "number"]


class Instruments(Resource):
    """生效法律文书、逐人送达和生效日。"""

    queryset = Instrument.objects.none()
    serializer_class = InstrumentSerializer
    filterset_class = InstrumentFilter
    ordering_fields = ["made_on", "effective_on", "id"]
    ordering = ["-made_on", "-id"]

    def get_serializer_class(self) -> type[serializers.BaseSerializer[Any]]:
        """The line of effect is told of one instrument, not of a list."""
        return InstrumentDetailSerializer if self.action == "retrieve" else InstrumentSerializer

    def authorised(self, user: Any) -> QuerySet[Instrument]:
        rows = Instrument.objects.filter(case__in=self.visible_cases())
        return rows.prefetch_related("services__party", "obligations__performances", "obligations__instalments")
