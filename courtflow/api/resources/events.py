"""The history: who did what, when, in which role, on which article, with which facts (numbers masked)."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework import serializers

from courtflow.api.base import Resource
from courtflow.api.citing import Citations
from courtflow.api.filtering import Narrowing
from courtflow.cases.disclosure import masked
from courtflow.flow import registry
from courtflow.flow.models import Event


class MaskedJSON(serializers.JSONField):
    """Facts whose identity numbers, telephones and accounts are masked."""

    def to_representation(self, value: Any) -> Any:
        return masked(value)


class EventSerializer(serializers.ModelSerializer[Event]):
    role_label = serializers.SerializerMethodField()
    articles = serializers.ListField(child=serializers.CharField(), read_only=True)
    citations = Citations(source="articles")
    facts = MaskedJSON(read_only=True)

    class Meta:
        model = Event
        fields = [
            "id", "seq", "case", "proceeding", "act", "label", "by", "by_label", "role", "role_label", "at",
            "recorded_at", "from_state", "to_state", "articles", "citations", "facts", "prev_hash", "hash",
        ]  # fmt: skip

    def get_role_label(self, event: Event) -> str:
        return registry.roles.get(event.role, "系统" if event.by_id is None else "管理员")


class EventFilter(Narrowing):
    act = filters.CharFilter(max_length=60, label="行为，例如 urging.accept")
    at = filters.DateFromToRangeFilter(label="发生日期")

    class Meta:
        model = Event
        fields = ["case", "proceeding", "by", "role"]


class Events(Resource):
    """案件历史：只增不改，逐件以哈希相连。"""

    queryset = Event.objects.none()
    serializer_class = EventSerializer
    filterset_class = EventFilter
    ordering_fields = ["id", "at"]
    ordering = ["id"]

    def authorised(self, user: Any) -> QuerySet[Event]:
        return Event.objects.filter(case__in=self.visible_cases())
