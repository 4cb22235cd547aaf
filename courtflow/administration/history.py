"""What the auditor reads: who did what and when, not what cases are about; and deadlines for who keeps the system."""

from __future__ import annotations

import json

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from courtflow.accounts.administrators import administered
from courtflow.cases.models import Proceeding, Unmasking
from courtflow.flow import registry
from courtflow.flow.models import Anchor, Deadline, Event

from .recording import Coded, OwnCourts, ReadOnly


class ByRole(Coded):
    title, parameter_name = "身份", "role"
    words = staticmethod(lambda: registry.roles)


class ByKind(Coded):
    title, parameter_name = "程序种类", "kind"
    words = staticmethod(lambda: {kind: str(model.TITLE) for kind, model in registry.PROCEEDINGS.items()})


@admin.register(Event)
class EventAdmin(ReadOnly):
    """Facts of cases stay in the cases; what the house changed is shown whole."""

    list_display = ["at", "label", "by_label", "as_what", "proceeding_number", "came_from", "went_to", "seq"]
    list_filter = [ByRole]
    search_fields = ["by_label", "proceeding__number", "label"]
    date_hierarchy = "at"
    list_select_related = ["proceeding"]
    fields = [
        "at", "recorded_at", "label", "act", "by_label", "as_what", "proceeding_number", "came_from", "went_to",
        "basis", "change", "seq", "prev_hash", "hash",
    ]  # fmt: skip
    readonly_fields = ["as_what", "proceeding_number", "came_from", "went_to", "basis", "change"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Event]:
        """Events of the cases of one's courts, and of the house as far as no other court's."""
        courts = administered(request.user)
        ids, names = list(courts.values_list("pk", flat=True)), list(courts.values_list("name", flat=True))
        own = Q(facts__court__id__in=ids) | Q(facts__court__in=names)
        of_house = Q(case=None) & (own | Q(facts__court=None) | ~Q(facts__has_key="court"))
        return admin.ModelAdmin.get_queryset(self, request).filter(Q(case__court__in=courts) | of_house)

    @admin.display(description="案号", ordering="proceeding__number")
    def proceeding_number(self, event: Event) -> str:
        return event.proceeding.number or "未编号" if event.proceeding else ""

    @admin.display(description="身份", ordering="role")
    def as_what(self, event: Event) -> str:
        return registry.roles.get(event.role, "系统" if event.by_id is None else "管理员")

    @admin.display(description="原状态")
    def came_from(self, event: Event) -> str:
        return self._state(event, event.from_state)

    @admin.display(description="新状态")
    def went_to(self, event: Event) -> str:
        return self._state(event, event.to_state)

    def _state(self, event: Event, state: str) -> str:
        return str(event.proceeding.model.State(state).label) if event.proceeding and state else ""

    @admin.display(description="依据")
    def basis(self, event: Event) -> str:
        return "；".join(event.articles)

    @admin.display(description="变更内容")
    def change(self, event: Event) -> str:
        if event.case_id is not None:
            return "案件内容不在此显示"
        return json.dumps(event.facts, ensure_ascii=False, indent=2)


@admin.register(Anchor)
class AnchorAdmin(ReadOnly):
    list_display = ["number", "sealed_at", "events", "root"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Anchor]:
        return admin.ModelAdmin.get_queryset(self, request)


@admin.register(Unmasking)
class UnmaskingAdmin(ReadOnly):
    """Who looked behind a mask, in which case, and what for; not whose number it was."""

    court_path = "party__case__court"
    list_display = ["at", "user", "case_number", "reason"]
    search_fields = ["user__display_name", "user__username", "reason"]
    date_hierarchy = "at"
    list_select_related = ["user"]
    fields = ["at", "user", "case_number", "reason"]
    readonly_fields = ["case_number"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Unmasking]:
        return super().get_queryset(request).prefetch_related("party__case__proceedings")

    @admin.display(description="案号")
    def case_number(self, row: Unmasking) -> str:
        return "；".join(item.number for item in row.party.case.proceedings.all() if item.number) or "未编号"


@admin.register(Proceeding)
class ProceedingAdmin(ReadOnly):
    """Where proceedings stand; what they are about is for those who handle them."""

    list_display = ["number", "title", "state_label", "court", "department", "opened_at", "closed_at", "version"]
    list_filter = [ByKind, ("court", OwnCourts)]
    search_fields = ["number"]
    list_select_related = ["court", "department"]
    fields = [
        "number", "title", "state_label", "state_since", "court", "department", "handler", "opened_at", "closed_at",
        "version",
    ]  # fmt: skip
    readonly_fields = ["title", "state_label"]

    @admin.display(description="程序")
    def title(self, row: Proceeding) -> str:
        return row.title

    @admin.display(description="状态")
    def state_label(self, row: Proceeding) -> str:
        return row.state_label


@admin.register(Deadline)
class DeadlineAdmin(ReadOnly):
    """Clocks, above all those that the sweep could not fire."""

    court_path = "case__court"
    list_display = ["title", "timer", "proceeding_number", "due_on", "state", "attempts", "retry_at"]
    list_filter = ["state", "timer"]
    search_fields = ["proceeding__number", "title"]
    list_select_related = ["proceeding"]
    fields = [
        "title", "timer", "article", "proceeding_number", "started_on", "raw_on", "due_on", "due_at", "steps",
        "provisional", "state", "attempts", "retry_at", "error",
    ]  # fmt: skip
    readonly_fields = ["proceeding_number"]

    @admin.display(description="案号", ordering="proceeding__number")
    def proceeding_number(self, row: Deadline) -> str:
        return row.proceeding.number or "未编号"
