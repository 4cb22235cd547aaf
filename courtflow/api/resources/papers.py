"""Court papers: what was issued to whom, and the file itself."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request

from courtflow.api.base import Label, Named, Resource
from courtflow.api.filtering import Narrowing
from documents.models import Document
from documents.views import pdf


class DocumentSerializer(serializers.ModelSerializer[Document]):
    state_label = Label("get_state_display")
    addressee = Named(read_only=True, allow_null=True)
    has_file = serializers.BooleanField(read_only=True)
    provisional = serializers.BooleanField(
        read_only=True, default=False, help_text="所载末日按暂定的放假安排计算，载入放假通知后可能改期"
    )

    class Meta:
        model = Document
        fields = [
            "id", "case", "proceeding", "ordered_by", "kind", "title", "number", "addressee", "state", "state_label",
            "receiver", "ordered_at", "approved_at", "sealing", "sealed_at", "issued_at", "archived_at", "ended_at",
            "ended_reason", "superseded_by", "pages", "sha256", "snapshot_hash", "has_file", "provisional",
        ]  # fmt: skip


class DocumentFilter(Narrowing):
    ordered = filters.DateFromToRangeFilter(field_name="ordered_at", label="制作日期")

    class Meta:
        model = Document
        fields = ["case", "proceeding", "kind", "state", "number"]


class AnyType(BaseContentNegotiation):
    """A file is what it is, whatever the client says it accepts."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        return parsers[0]

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


class Documents(Resource):
    """文书。已签发的不再改动；文件见 pdf。"""

    queryset = Document.objects.none()
    serializer_class = DocumentSerializer
    filterset_class = DocumentFilter
    ordering_fields = ["ordered_at", "issued_at", "id"]
    ordering = ["-ordered_at", "-id"]

    def authorised(self, user: Any) -> QuerySet[Document]:
        return Document.objects.visible_to(user).without_pdf().marked().select_related("addressee")

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY}, summary="文书文件")
    @action(detail=True, filterset_class=None, content_negotiation_class=AnyType)
    def pdf(self, request: Request, pk: str) -> HttpResponse:
        return pdf(request._request, pk=int(pk))
