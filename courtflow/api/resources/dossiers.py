"""Dossiers: how complete they are, the PDF made of them, and their way to the archive."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from courtflow.api.base import Named, Resource
from courtflow.api.describing import KEY_HEADER, REFUSED
from courtflow.api.filtering import Narrowing
from courtflow.api.idempotency import once
from courtflow.cases.models import Proceeding
from courtflow.flow.refusals import Refusal
from documents.dossier import building, handing, handover
from documents.dossier.desk import Desk, desk_of
from documents.dossier.volumes import VOLUMES
from documents.downloads import attachment
from documents.keeping import content_of
from documents.kinds import Retention
from documents.models import Dossier, DossierBuild
from documents.uploads import PDF

from .materials import ReasonSerializer
from .papers import AnyType

PRESENT: dict[str, Any] = {"required": "请填写", "blank": "请填写"}


class PieceSerializer(serializers.Serializer[Any]):
    title = serializers.CharField()
    on = serializers.DateField(allow_null=True)
    sha256 = serializers.CharField(help_text="随卷打印的登记表为空")
    content_type = serializers.CharField()
    electronic = serializers.BooleanField(help_text="不能装订成页，作为电子附件随卷保存")
    note = serializers.CharField()


class VolumeLineSerializer(serializers.Serializer[Any]):
    title = serializers.CharField()
    needed = serializers.BooleanField(help_text="应有")
    missing = serializers.BooleanField(help_text="应有而缺")
    entries = PieceSerializer(many=True)


class BuildSerializer(serializers.ModelSerializer[DossierBuild]):
    state_label = serializers.CharField(read_only=True)
    sha256 = serializers.CharField(source="file.sha256", read_only=True, allow_null=True)

    class Meta:
        model = DossierBuild
        fields = [
            "version", "state", "state_label", "done", "total", "pages", "sha256", "requested_at", "built_at", "error",
        ]  # fmt: skip


class DossierSerializer(serializers.ModelSerializer[Proceeding]):
    """A dossier is named by the number of its proceeding."""

    proceeding_title = serializers.CharField(source="title", read_only=True)
    volume = serializers.SerializerMethodField(help_text="卷名")
    state = serializers.SerializerMethodField()
    state_label = serializers.SerializerMethodField()
    department = Named(read_only=True)
    medium = serializers.CharField(source="dossier.medium", read_only=True, allow_null=True, help_text="归档介质")
    retention = serializers.CharField(
        source="dossier.retention", read_only=True, allow_null=True, help_text="移交时确定"
    )
    keep_until = serializers.DateField(source="dossier.keep_until", read_only=True, allow_null=True, help_text="保管至")
    slip = serializers.CharField(source="dossier.slip", read_only=True, allow_null=True, help_text="移交单号")
    handed_over_by = Named(source="dossier.handed_over_by", read_only=True, allow_null=True)
    handed_over_at = serializers.DateTimeField(source="dossier.handed_over_at", read_only=True, allow_null=True)
    received_by = Named(source="dossier.received_by", read_only=True, allow_null=True)
    received_at = serializers.DateTimeField(source="dossier.received_at", read_only=True, allow_null=True)
    archive_no = serializers.CharField(source="dossier.archive_no", read_only=True, allow_null=True, help_text="档号")
    place = serializers.CharField(source="dossier.place", read_only=True, allow_null=True, help_text="存放位置")
    returned_reason = serializers.CharField(source="dossier.returned_reason", read_only=True, allow_null=True)
    keeper = Named(source="dossier.keeper", read_only=True, allow_null=True)
    joined_to = serializers.IntegerField(
        source="dossier.host.proceeding_id", read_only=True, allow_null=True, help_text="并入的卷宗"
    )

    class Meta:
        model = Proceeding
        fields = [
            "id", "case", "kind", "number", "proceeding_title", "volume", "department", "closed_at", "state",
            "state_label", "medium", "retention", "keep_until", "slip", "handed_over_by", "handed_over_at",
            "received_by", "received_at", "archive_no", "place", "returned_reason", "keeper", "joined_to",
        ]  # fmt: skip

    def get_volume(self, row: Proceeding) -> str:
        return VOLUMES[row.kind].title

    @extend_schema_field(serializers.ChoiceField(choices=Dossier.State.choices))
    def get_state(self, row: Proceeding) -> str:
        return str(_state(row).value)

    def get_state_label(self, row: Proceeding) -> str:
        return str(_state(row).label)


class DossierDetailSerializer(DossierSerializer):
    """One dossier with its check-list, what is missing, what was handed over, and what can be done with it."""

    retention_due = serializers.CharField(source="desk.retention", read_only=True, help_text="保管期限")
    lines = VolumeLineSerializer(source="desk.held.lines", many=True, read_only=True, help_text="卷内目录")
    joined = serializers.SerializerMethodField(help_text="已并入的卷")
    missing = serializers.ListField(
        source="desk.held.missing", child=serializers.CharField(), read_only=True, help_text="尚缺的材料"
    )
    handed_over = serializers.SerializerMethodField(help_text="移交清单")
    gaps = serializers.SerializerMethodField(help_text="移交时的缺项")
    builds = BuildSerializer(source="desk.builds", many=True, read_only=True, help_text="电子卷宗各版")
    current = serializers.IntegerField(
        source="desk.current.version", read_only=True, allow_null=True, help_text="与现有内容一致的版次"
    )
    allowed = serializers.ListField(
        source="desk.allowed", child=serializers.CharField(), read_only=True,
        help_text="您现在能办的：bind、hand_over、join、receive、return",
    )  # fmt: skip

    class Meta(DossierSerializer.Meta):
        fields = [
            *DossierSerializer.Meta.fields, "retention_due", "lines", "joined", "missing", "handed_over", "gaps",
            "builds", "current", "allowed",
        ]  # fmt: skip

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_joined(self, row: Any) -> list[str]:
        return [other.volume.title for other in row.desk.held.joined]

    @extend_schema_field(serializers.ListField(child=serializers.DictField(child=serializers.CharField())))
    def get_handed_over(self, row: Any) -> list[dict[str, str]]:
        return row.desk.dossier.listed if row.desk.dossier else []

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_gaps(self, row: Any) -> list[str]:
        return row.desk.dossier.gaps if row.desk.dossier else []


class SlipSerializer(serializers.Serializer[Any]):
    slip = serializers.CharField(max_length=100, error_messages=PRESENT, help_text="归档移交单号")


class ReceiptSerializer(serializers.Serializer[Any]):
    archive_no = serializers.CharField(max_length=60, error_messages=PRESENT, help_text="档号")
    place = serializers.CharField(max_length=100, required=False, allow_blank=True, default="", help_text="存放位置")
    retention = serializers.ChoiceField(
        choices=[(item.value, item.label) for item in Retention], required=False, help_text="不得短于移交时确定的期限"
    )


class DossierFilter(Narrowing):
    kind = filters.ChoiceFilter(choices=lambda: [(kind, volume.title) for kind, volume in VOLUMES.items()])
    state = filters.ChoiceFilter(method="by_state", choices=Dossier.State.choices, label="卷宗状态")
    due = filters.BooleanFilter(method="by_due", label="办结已满本院规定的月数而未移交")
    archive_no = filters.CharFilter(field_name="dossier__archive_no", max_length=60, label="档号")

    class Meta:
        model = Proceeding
        fields = ["case", "court", "department"]

    def by_state(self, rows: QuerySet[Proceeding], name: str, value: str) -> QuerySet[Proceeding]:
        chosen = Q(dossier__state=value)
        return rows.filter(chosen | Q(dossier=None) if value == Dossier.State.COLLECTING else chosen)

    def by_due(self, rows: QuerySet[Proceeding], name: str, value: bool) -> QuerySet[Proceeding]:
        pending = {"pk__in": handing.due_for(self.request.user).values("pk")}
        return rows.filter(**pending) if value else rows.exclude(**pending)


class Dossiers(Resource):
    """卷宗，编号即所属程序的编号。有“归档”事项的程序，办结归档用该事项；其余用 hand_over。"""

    queryset = Proceeding.objects.none()
    serializer_class = DossierSerializer
    filterset_class = DossierFilter
    ordering_fields = ["opened_at", "closed_at", "id"]
    ordering = ["-opened_at", "-id"]

    def authorised(self, user: Any) -> QuerySet[Proceeding]:
        rows = handing.with_volume(Proceeding.objects.visible_to(user))
        return rows.select_related(
            "department", "dossier__handed_over_by", "dossier__received_by", "dossier__keeper", "dossier__host"
        )

    def get_serializer_class(self) -> Any:
        return DossierSerializer if self.action == "list" else DossierDetailSerializer

    def get_object(self) -> Any:
        row: Any = super().get_object()
        row.desk = desk_of(row, _dossier(row), self.request.user)
        return row

    @extend_schema(
        request=None, responses={200: DossierDetailSerializer, **REFUSED}, parameters=[KEY_HEADER],
        summary="制作电子卷宗",
    )  # fmt: skip
    @action(detail=True, methods=["post"], filterset_class=None)
    def bind(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        return self._once(lambda: building.request(row, request.user))

    @extend_schema(
        request=SlipSerializer, responses={200: DossierDetailSerializer, **REFUSED}, parameters=[KEY_HEADER],
        summary="移交归档",
    )  # fmt: skip
    @action(detail=True, methods=["post"], filterset_class=None)
    def hand_over(self, request: Request, pk: str) -> Response:
        row, told = self.get_object(), _read(SlipSerializer, request)
        return self._once(lambda: handing.hand_over_from_page(row, told["slip"], request.user))

    @extend_schema(
        request=None, responses={200: DossierDetailSerializer, **REFUSED}, parameters=[KEY_HEADER],
        summary="并入执行卷",
    )  # fmt: skip
    @action(detail=True, methods=["post"], filterset_class=None)
    def join(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        return self._once(lambda: handing.join(row, request.user))

    @extend_schema(
        request=ReceiptSerializer, responses={200: DossierDetailSerializer, **REFUSED}, parameters=[KEY_HEADER],
        summary="接收归档",
    )  # fmt: skip
    @action(detail=True, methods=["post"], filterset_class=None)
    def receive(self, request: Request, pk: str) -> Response:
        dossier, told = self._waiting(), _read(ReceiptSerializer, request)
        told = {"retention": dossier.retention} | told
        return self._once(lambda: handing.receive(dossier, request.user, **told))

    @extend_schema(
        request=ReasonSerializer, responses={200: DossierDetailSerializer, **REFUSED}, parameters=[KEY_HEADER],
        summary="退回补正",
    )  # fmt: skip
    @action(detail=True, methods=["post"], url_path="return", filterset_class=None)
    def give_back(self, request: Request, pk: str) -> Response:
        dossier, told = self._waiting(), _read(ReasonSerializer, request)
        return self._once(lambda: handing.give_back(dossier, told["reason"], request.user))

    @extend_schema(responses={(200, PDF): OpenApiTypes.BINARY}, summary="最新一版电子卷宗")
    @action(detail=True, filterset_class=None, content_negotiation_class=AnyType)
    def pdf(self, request: Request, pk: str) -> HttpResponse:
        desk: Desk = self.get_object().desk
        made = next((build for build in desk.builds if build.file), None)
        if made is None or made.file is None:
            raise NotFound("电子卷宗尚未制成，请先制作（bind）")
        return attachment(content_of(made.file), made.file_name, PDF)

    @extend_schema(responses={(200, PDF): OpenApiTypes.BINARY}, summary="卷宗移交清单")
    @action(detail=True, url_path="handover-list", filterset_class=None, content_negotiation_class=AnyType)
    def handover_list(self, request: Request, pk: str) -> HttpResponse:
        dossier = _dossier(self.get_object())
        if dossier is None or dossier.handed_over_at is None:
            raise NotFound("卷宗尚未移交")
        return attachment(handover.printed(dossier), f"卷宗移交清单 {dossier.slip}.pdf", PDF)

    def _waiting(self) -> Dossier:
        dossier = _dossier(self.get_object())
        if dossier is None:
            raise Refusal("卷宗尚未移交，不在待接收之列", remedy="由承办部门移交后再接收", code="state")
        return dossier

    def _once(self, deed: Callable[[], Any]) -> Response:
        """Do it once; the answer is the dossier as it stands afterwards."""

        def work() -> Response:
            deed()
            return Response(self.get_serializer(self.get_object()).data)

        return once(self.request, work)


def _dossier(row: Any) -> Dossier | None:
    """The row of its dossier, if anybody asked for it yet."""
    return getattr(row, "dossier", None)


def _state(row: Any) -> Dossier.State:
    dossier = _dossier(row)
    return Dossier.State(dossier.state) if dossier else Dossier.State.COLLECTING


def _read(serializer: Any, request: Request) -> dict[str, Any]:
    asked = serializer(data=request.data)
    asked.is_valid(raise_exception=True)
    told: dict[str, Any] = asked.validated_data
    return told
