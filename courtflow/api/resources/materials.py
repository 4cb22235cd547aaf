"""Files handed into a case: listed, handed in, fetched, taken back."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.datastructures import MultiValueDict
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from courtflow.api.base import Label, Named, Resource
from courtflow.api.describing import KEY_HEADER, REFUSED
from courtflow.api.filtering import Narrowing
from courtflow.api.idempotency import once
from courtflow.flow.refusals import InvalidFacts
from documents import materials
from documents.downloads import attachment
from documents.forms import MaterialForm
from documents.models import Material

from .papers import AnyType


class MaterialSerializer(serializers.ModelSerializer[Material]):
    label_label = Label("get_label_display")
    uploaded_by = Named(read_only=True)
    sha256 = serializers.CharField(source="file.sha256", read_only=True)
    size = serializers.IntegerField(source="file.size", read_only=True)
    content_type = serializers.CharField(source="file.content_type", read_only=True)
    pages = serializers.IntegerField(source="file.pages", read_only=True, allow_null=True)

    class Meta:
        model = Material
        fields = [
            "id", "case", "proceeding", "document", "label", "label_label", "title", "original_name", "content_type",
            "size", "pages", "sha256", "uploaded_by", "uploaded_at", "withdrawn_at", "withdrawn_reason",
        ]  # fmt: skip


class HandInSerializer(serializers.Serializer[Any]):
    """multipart/form-data."""

    case = serializers.IntegerField()
    label = serializers.ChoiceField(choices=Material.Label.choices)  # type: ignore[assignment]  # a field's name here
    title = serializers.CharField(max_length=100, required=False)
    proceeding = serializers.IntegerField(required=False)
    document = serializers.IntegerField(required=False)
    file = serializers.FileField()


class ReasonSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=300, error_messages={"required": "请填写", "blank": "请填写"})


class MaterialFilter(Narrowing):
    standing = filters.BooleanFilter(
        field_name="withdrawn_at", lookup_expr="isnull", label="只看未撤回的（true）或者已撤回的（false）"
    )

    class Meta:
        model = Material
        fields = ["case", "proceeding", "document", "label"]


class Materials(Resource):
    """案卷材料。只撤回，不删除；文件见 file。"""

    queryset = Material.objects.none()
    serializer_class = MaterialSerializer
    filterset_class = MaterialFilter
    ordering_fields = ["uploaded_at", "id"]
    ordering = ["-uploaded_at", "-id"]

    def authorised(self, user: Any) -> QuerySet[Material]:
        return Material.objects.visible_to(user).select_related("file", "uploaded_by", "case__court", "proceeding")

    def get_parsers(self) -> list[Any]:
        """A file comes as multipart/form-data; everything else is JSON."""
        return [MultiPartParser()] if self.action_map.get("post") == "create" else super().get_parsers()

    @extend_schema(
        request={"multipart/form-data": HandInSerializer}, responses={201: MaterialSerializer, **REFUSED},
        parameters=[KEY_HEADER], summary="收入材料",
    )  # fmt: skip
    def create(self, request: Request) -> Response:
        sent: Any = request.data
        case = self.visible_cases().filter(pk=_number(sent.get("case"))).select_related("court").first()
        if case is None:
            raise InvalidFacts({"case": ["没有这个案件，或者您无权查看"]})
        form = MaterialForm(sent, MultiValueDict(request.FILES), case=case)
        if not form.is_valid():
            raise InvalidFacts({field: [str(error) for error in errors] for field, errors in form.errors.items()})
        upload = form.cleaned_data["file"]
        return once(request, lambda: self._made(materials.hand_in(case, upload, form.place, request.user)),
                    content=upload.sha256)  # fmt: skip

    def _made(self, material: Material) -> Response:
        return Response(self.get_serializer(material).data, status=status.HTTP_201_CREATED)

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY}, summary="材料文件")
    @action(detail=True, filterset_class=None, content_negotiation_class=AnyType)
    def file(self, request: Request, pk: str) -> HttpResponse:
        material = self.get_object()
        return attachment(materials.read(material), material.original_name, material.file.content_type)

    @extend_schema(
        request=ReasonSerializer, responses={200: MaterialSerializer, **REFUSED}, parameters=[KEY_HEADER],
        summary="撤回材料",
    )  # fmt: skip
    @action(detail=True, methods=["post"], filterset_class=None)
    def withdraw(self, request: Request, pk: str) -> Response:
        material = self.get_object()
        asked = ReasonSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return once(request, lambda: self._withdrawn(material, asked.validated_data["reason"]))

    def _withdrawn(self, material: Material, reason: str) -> Response:
        materials.withdraw(material, reason, self.request.user)
        return Response(self.get_serializer(material).data)


def _number(text: Any) -> int:
    """The number of a case as typed into a form; 0 is nobody's."""
    return int(text) if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 19 else 0
