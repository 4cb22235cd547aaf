"""What all resources share: read from an authorised queryset, found by a number that a database can hold."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers, viewsets

from courtflow.cases.models import Case


class Resource(viewsets.ReadOnlyModelViewSet[Any]):
    """A list and its rows; what the person may not see does not exist for him."""

    lookup_value_regex = "[0-9]{1,18}"  # fits a bigint; a longer number is nobody's
    filterset_class: Any = None
    ordering_fields: list[str] = []

    def authorised(self, user: Any) -> QuerySet[Any]:
        """The rows that this user may see."""
        raise NotImplementedError

    def get_queryset(self) -> QuerySet[Any]:
        return self.authorised(self.request.user)

    def visible_cases(self) -> QuerySet[Case]:
        return Case.objects.visible_to(self.request.user)


class Label(serializers.CharField):
    """The Chinese words for a coded value: `get_<field>_display`, or a property."""

    def __init__(self, source: str, **kwargs: Any) -> None:
        super().__init__(source=source, read_only=True, **kwargs)


class Named(serializers.Serializer[Any]):
    """A row named by number and text: a court, a department, a person."""

    id = serializers.IntegerField(source="pk", read_only=True)
    name = serializers.CharField(source="__str__", read_only=True)
