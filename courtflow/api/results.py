"""What the performance of an act answers: its event, and the proceeding with its new version."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers, status
from rest_framework.response import Response

from courtflow.api.base import Named
from courtflow.api.resources.events import EventSerializer
from courtflow.cases.models import Proceeding


class ProceedingSerializer(serializers.ModelSerializer[Proceeding]):
    title = serializers.CharField(read_only=True)
    state_label = serializers.CharField(read_only=True)
    state = serializers.CharField(read_only=True)
    court = Named(read_only=True)
    department = Named(read_only=True)
    handler = Named(read_only=True, allow_null=True)

    class Meta:
        model = Proceeding
        fields = [
            "id", "case", "kind", "title", "number", "state", "state_label", "state_since", "court", "department",
            "handler", "origin", "opened_at", "closed_at", "outcome", "version",
        ]  # fmt: skip


class ActResultSerializer(serializers.Serializer[Any]):
    event = EventSerializer()
    proceeding = ProceedingSerializer()


def answer(proceeding: Any, event: Any, code: int = status.HTTP_200_OK) -> Response:
    body = {"event": EventSerializer(event).data, "proceeding": ProceedingSerializer(proceeding).data}
    return Response(body, status=code, headers={"ETag": etag(proceeding)})


def etag(proceeding: Any) -> str:
    return f'"{proceeding.version}"'
