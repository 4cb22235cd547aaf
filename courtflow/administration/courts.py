"""Courts, their departments and local rest days: the system administrator's."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from courtflow.accounts.administrators import administered
from courtflow.accounts.models import Court, Department
from courtflow.flow.recalendar import take_note
from courtflow.policy.models import LocalRestDay

from .holidays import tell_of_moves
from .recording import SOURCE, OwnCourts, Recorded, readonly_after_birth


@admin.register(Court)
class CourtAdmin(Recorded):
    court_path = "pk"
    list_display = ["name", "code", "level", "parent", "is_demo"]
    list_filter = ["level"]
    search_fields = ["name", "code"]
    list_select_related = ["parent"]
    fields = ["name", "short_name", "code", "level", "parent", "address", "phone", "is_demo", SOURCE]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Code and place in the hierarchy stand in numbers, rights and rules that exist already."""
        return readonly_after_birth(obj, ["code", "level", "parent", "is_demo"])

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """A new court comes below one that the administrator has."""
        form = super().get_form(request, obj, change, **kwargs)
        if "parent" in form.base_fields:
            form.base_fields["parent"].required = True
        return form

    def court_of(self, obj: Any) -> Court:
        return obj


@admin.register(Department)
class DepartmentAdmin(Recorded):
    list_display = ["name", "court", "kind", "parent", "active", "since", "phone"]
    list_filter = ["kind", "active", ("court", OwnCourts)]
    search_fields = ["name", "court__name"]
    list_select_related = ["court", "parent"]
    fields = ["court", "parent", "kind", "name", "order", "active", "since", "phone", SOURCE]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return readonly_after_birth(obj, ["court", "kind"])

    def choices_for(self, db_field: Any, request: HttpRequest) -> QuerySet[Any] | None:
        if db_field.name == "parent":
            return Department.objects.filter(court__in=administered(request.user)).select_related("court")
        return super().choices_for(db_field, request)


class RestDayForm(forms.ModelForm):
    """The row's own source is the source of the change."""

    class Meta:
        model = LocalRestDay
        fields = ["court", "day", "source"]


@admin.register(LocalRestDay)
class LocalRestDayAdmin(Recorded):
    form = RestDayForm
    source_field = "source"
    list_display = ["day", "court", "source"]
    list_filter = [("court", OwnCourts)]
    list_select_related = ["court"]
    date_hierarchy = "day"
    delete_confirmation_template = "admin/delete_with_source.html"

    def save_model(self, request: HttpRequest, obj: LocalRestDay, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        self._take_note(request, obj)

    def delete_model(self, request: HttpRequest, obj: LocalRestDay) -> None:
        super().delete_model(request, obj)
        self._take_note(request, obj)

    def _take_note(self, request: HttpRequest, day: LocalRestDay) -> None:
        """What runs in this court and below it keeps its day until somebody confirms another."""
        below = Court.objects.filter(lineage__contains=[day.court_id])
        tell_of_moves(request, take_note(f"地方休息日 {day}", below))

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """A rest day entered by mistake is taken back with the reason for it."""
        if request.method == "POST" and not self._reason(request):
            messages.error(request, "请写明删除的依据")
            return redirect(request.path)
        return super().delete_view(request, object_id, extra_context)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        for day in queryset:
            gone = {"field": "整行", "old": f"{day.day:%Y-%m-%d} {day.source}", "new": "已删除"}
            self.write(request, day, "delete", "删除", {"changes": [gone], "source": self._reason(request)})

    def _reason(self, request: HttpRequest) -> str:
        return request.POST.get(SOURCE, "").strip()[:200]
