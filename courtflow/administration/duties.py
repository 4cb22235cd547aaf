"""What who keeps the system sees of recurring duties: that they were owed and filed, not what was written in them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from courtflow.duties.models import Duty

from .recording import OwnCourts, ReadOnly


@admin.register(Duty)
class DutyAdmin(ReadOnly):
    """Above all those that the system could not prepare; contents stay with those who filed them."""

    list_display = ["title", "period", "court", "department", "due_on", "state", "filed_by", "filed_at", "attempts"]
    list_filter = ["state", "timer", ("court", OwnCourts)]
    search_fields = ["title", "period"]
    list_select_related = ["court", "department", "filed_by"]
    fields = [
        "title", "timer", "article", "court", "department", "period", "first_on", "last_on", "started_on", "raw_on",
        "due_on", "due_at", "steps", "provisional", "state", "opened_at", "filed_by", "filed_at", "file_name",
        "attachment", "attempts", "retry_at", "error",
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("content", "result", "figures")
