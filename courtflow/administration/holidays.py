"""Holiday notices: loaded, shown with every deadline they would move, confirmed; and the deadlines that still wait."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from courtflow.accounts.administrators import administered
from courtflow.flow import holidays, recalendar
from courtflow.flow.models import CalendarMove
from courtflow.policy.calendars import known_number
from courtflow.policy.holidays import parse
from courtflow.policy.models import HolidayNotice

from .recording import OwnCourts, ReadOnly

SHOWN = 500  # rows of a preview; what lies beyond waits in the list of pending moves


class NoticeForm(forms.Form):
    """A file, or its text pasted."""

    file = forms.FileField(label="通知文件（JSON）", required=False)
    text = forms.CharField(
        label="或者粘贴内容", required=False, widget=forms.Textarea(attrs={"rows": 12, "class": "vLargeTextField"})
    )
    source = forms.CharField(
        label="来源", max_length=300, help_text="国务院办公厅通知的公布网址或者纸质文件",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        try:
            cleaned["payload"] = parse(self._content(cleaned))
        except UnicodeDecodeError:
            self.add_error("file", "文件不是 UTF-8 编码")
        except ValueError as error:
            self.add_error("file" if cleaned.get("file") else "text", str(error))
        return cleaned

    def _content(self, cleaned: dict[str, Any]) -> str:
        if cleaned.get("file"):
            return str(cleaned["file"].read().decode("utf-8"))
        if not cleaned.get("text", "").strip():
            raise ValueError("请选择文件或者粘贴通知内容")
        return str(cleaned["text"])


@admin.register(HolidayNotice)
class HolidayNoticeAdmin(ReadOnly):
    """A notice holds for the whole country; each administrator moves the deadlines of his own courts."""

    list_display = ["__str__", "source", "loaded_by", "loaded_at", "confirmed_by", "confirmed_at"]
    list_select_related = ["loaded_by", "confirmed_by"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[HolidayNotice]:
        return admin.ModelAdmin.get_queryset(self, request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("policy.add_holidaynotice")

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = NoticeForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            row = holidays.load(form.cleaned_data["payload"], form.cleaned_data["source"], request.user)
            return redirect("admin:policy_holidaynotice_change", row.pk)
        return self._page(request, "admin/holiday_load.html", {"title": "载入放假通知", "form": form})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        if row is None:
            return redirect("admin:policy_holidaynotice_changelist")
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        if request.method == "POST":
            return self._confirm(request, row)
        return self._page(request, "admin/holiday_preview.html", self._preview(request, row))

    def _preview(self, request: HttpRequest, row: HolidayNotice) -> dict[str, Any]:
        own = set(administered(request.user).values_list("pk", flat=True))
        found = [] if row.confirmed_at else list(holidays.preview(row.notice))
        mine = [shift for shift in found if shift.court.pk in own]
        moving = [shift for shift in mine if shift.moves]
        return {
            "title": str(row), "notice": row, "content": row.notice, "workdays": sorted(row.notice.workdays),
            "before": known_number(row.year),
            "moving": moving[:SHOWN], "more": max(len(moving) - SHOWN, 0),
            "falling": len(mine) - len(moving), "elsewhere": len(found) - len(mine),
            "may_confirm": self.has_add_permission(request), "pending": pending_url(),
        }  # fmt: skip

    def _confirm(self, request: HttpRequest, row: HolidayNotice) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        if row.confirmed_at:
            messages.info(request, f"{row}已经确认，没有变化")
            return redirect(request.path)
        chosen = set(request.POST.getlist("day"))
        waiting = holidays.confirm(row, request.user)
        ticked = [each.pk for each in waiting if each.key in chosen]
        mine = CalendarMove.objects.filter(pk__in=ticked, court__in=administered(request.user)).order_by("id")
        moved = holidays.move_all(mine, request.user)
        left = len(waiting) - moved
        messages.success(request, f"{row}已确认，改期{moved}项" + (f"，{left}项待确认" if left else ""))
        return HttpResponseRedirect(pending_url() if left else request.path)

    def _page(self, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        return TemplateResponse(
            request, template, {**self.admin_site.each_context(request), "opts": self.opts, **context}
        )


@admin.register(CalendarMove)
class CalendarMoveAdmin(ReadOnly):
    """Days on which the calendar has another word than what people were told."""

    court_path = "court"
    list_display = ["place", "title", "old_on", "new_on", "direction", "cause", "state", "decided_by"]
    list_display_links = None
    list_filter = ["state", ("court", OwnCourts)]
    list_select_related = ["court", "deadline__proceeding", "case", "decided_by"]
    list_per_page = 50
    actions = ["move", "keep"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[CalendarMove]:
        return admin.ModelAdmin.get_queryset(self, request).filter(court__in=administered(request.user))

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("policy.add_holidaynotice")

    @admin.action(description="按新的放假安排改期", permissions=["decide"])
    def move(self, request: HttpRequest, queryset: QuerySet[CalendarMove]) -> None:
        chosen = CalendarMove.objects.pending().filter(pk__in=queryset.values("pk")).order_by("id")
        messages.success(request, f"已改期{holidays.move_all(chosen, request.user)}项")

    @admin.action(description="维持原日", permissions=["decide"])
    def keep(self, request: HttpRequest, queryset: QuerySet[CalendarMove]) -> None:
        chosen = CalendarMove.objects.pending().filter(pk__in=queryset.values("pk")).order_by("id")
        kept = sum(recalendar.keep(pending, request.user) is not None for pending in chosen)
        messages.success(request, f"已维持原日{kept}项")

    @admin.display(description="案件或者法院")
    def place(self, row: CalendarMove) -> str:
        if row.deadline:
            return row.deadline.proceeding.number or "未编号"
        return str(row.case or row.court)

    @admin.display(description="提前或者推后")
    def direction(self, row: CalendarMove) -> str:
        return "提前，请核对" if row.earlier else "推后"


def pending_url() -> str:
    return f"{reverse('admin:flow_calendarmove_changelist')}?state__exact={CalendarMove.State.PENDING}"


def tell_of_moves(request: HttpRequest, found: list[CalendarMove]) -> None:
    """After a local rest day was entered or taken back."""
    if found:
        earlier = sum(each.earlier for each in found)
        text = f"{len(found)}项日期待确认是否改期（其中提前{earlier}项），见“期限改期”；确认以前日期不变"
        messages.warning(request, text)
