"""Cases: found by number, name or identity number; filed anew; and what may be opened in them."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from courtflow.api import opening
from courtflow.api.base import Named, Resource
from courtflow.api.describing import FACTS_BODY, KEY_HEADER, REFUSED, OpeningRequestSerializer, OpeningSerializer
from courtflow.api.filtering import IdFilter, Narrowing
from courtflow.api.idempotency import once
from courtflow.api.results import ActResultSerializer, ProceedingSerializer
from courtflow.cases.models import Case, Proceeding
from courtflow.cases.search import case_ids
from courtflow.flow import registry
from courtflow.flow.models import Deadline
from courtflow.flow.urgency import ORDER, is_at

from .parties import PartySerializer


class ProceedingInBriefSerializer(serializers.ModelSerializer[Proceeding]):
    title = serializers.CharField(read_only=True)
    state = serializers.CharField(read_only=True)
    state_label = serializers.CharField(read_only=True)

    class Meta:
        model = Proceeding
        fields = ["id", "kind", "title", "number", "state", "state_label", "closed_at"]


class CaseSerializer(serializers.ModelSerializer[Case]):
    court = Named(read_only=True)
    proceedings = ProceedingInBriefSerializer(many=True, read_only=True)

    class Meta:
        model = Case
        fields = [
            "id", "court", "title", "cause", "amount", "money_claim", "opened_at", "source", "external_id",
            "proceedings",
        ]  # fmt: skip


class CaseDetailSerializer(CaseSerializer):
    parties = PartySerializer(many=True, read_only=True)
    proceedings = ProceedingSerializer(many=True, read_only=True)  # type: ignore[assignment]

    class Meta(CaseSerializer.Meta):
        fields = [*CaseSerializer.Meta.fields, "claim", "parties"]


class CaseFilter(Narrowing):
    q = filters.CharFilter(method="found", max_length=60, label="案号或其一部分、当事人姓名（两个字起）、证件号码")
    cause = filters.CharFilter(lookup_expr="icontains", max_length=100, label="案由包含")
    kind = filters.ChoiceFilter(
        field_name="proceedings__kind", distinct=True, label="含有某种程序",
        choices=lambda: [(kind, model.TITLE) for kind, model in registry.PROCEEDINGS.items()],
    )  # fmt: skip
    handler = IdFilter(method="handled", label="承办人编号")
    urgency = filters.ChoiceFilter(method="pressing", choices=[(name, name) for name in ORDER], label="期限紧急程度")
    opened = filters.DateFromToRangeFilter(field_name="opened_at", label="登记日期")

    class Meta:
        model = Case
        fields = ["court", "source", "external_id"]

    def found(self, rows: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        return rows.filter(pk__in=case_ids(value))

    def handled(self, rows: QuerySet[Case], name: str, value: Any) -> QuerySet[Case]:
        return rows.filter(pk__in=Proceeding.objects.filter(handler=int(value)).values("case"))

    def pressing(self, rows: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        return rows.filter(pk__in=Deadline.objects.filter(is_at(value)).values("case"))


class Cases(Resource):
    """案件。POST 登记一件新的起诉；已有案件中的新程序，见 openings 与 proceedings。"""

    queryset = Case.objects.none()
    serializer_class = CaseSerializer
    filterset_class = CaseFilter
    ordering_fields = ["opened_at", "amount", "id"]
    ordering = ["-opened_at", "-id"]

    def authorised(self, user: Any) -> QuerySet[Case]:
        stages = Proceeding.objects.order_by("opened_at", "id")
        rows = Case.objects.visible_to(user).select_related("court")
        if self.action != "retrieve":
            return rows.prefetch_related(Prefetch("proceedings", stages))
        full = stages.select_related("court", "department", "handler")
        people = ("parties__agents", "parties__addresses", "parties__accounts")
        return rows.prefetch_related(Prefetch("proceedings", full), *people)

    def get_serializer_class(self) -> Any:
        return CaseDetailSerializer if self.action == "retrieve" else CaseSerializer

    @extend_schema(
        request=FACTS_BODY,
        responses={201: ActResultSerializer, **REFUSED},
        parameters=[KEY_HEADER],
        summary="登记新的起诉",
    )
    def create(self, request: Request) -> Response:
        return once(request, lambda: opening.file_case(request))

    @extend_schema(responses=OpeningSerializer(many=True), summary="可以在本案中开启的程序")
    @action(detail=True, pagination_class=None, filterset_class=None)
    def openings(self, request: Request, pk: str) -> Response:
        return Response(opening.listed(self.get_object(), request.user))

    @extend_schema(
        request=OpeningRequestSerializer, responses={201: ActResultSerializer, **REFUSED}, parameters=[KEY_HEADER],
        summary="在本案中开启一个程序",
    )  # fmt: skip
    @action(detail=True, methods=["post"], filterset_class=None)
    def proceedings(self, request: Request, pk: str) -> Response:
        asked = OpeningRequestSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        case, said = self.get_object(), asked.validated_data
        return once(request, lambda: opening.begin(request.user, case, said["kind"], said["act"], said["facts"]))
