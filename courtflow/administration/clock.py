"""The sweep's log; and an administrator's word for a clock that was rightly corrected."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from courtflow.flow import clock, watch
from courtflow.flow.models import SweepRun

from .recording import ReadOnly


@admin.register(SweepRun)
class SweepRunAdmin(ReadOnly):
    list_display = ["started_at", "ended_at", "warned", "fired", "failed", "drift", "halted", "confirmed_by"]
    list_select_related = ["confirmed_by"]
    change_list_template = "admin/sweep_runs.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return admin.ModelAdmin.get_queryset(self, request)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.confirm_view))
        return [path("confirm/", view, name="confirm_clock"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        newest = SweepRun.objects.order_by("-id").first()
        halt = newest if newest and newest.halted else None
        more = {"halt": halt, "clock_now": clock.now(), "may_confirm": self.may_confirm(request)}
        return super().changelist_view(request, {**(extra_context or {}), **more})

    def may_confirm(self, request: HttpRequest) -> bool:
        return request.user.has_perm("policy.confirm_clock")

    def confirm_view(self, request: HttpRequest) -> HttpResponse:
        if not self.may_confirm(request):
            raise PermissionDenied
        source = request.POST.get("source", "").strip()[:200]
        if not source:
            messages.error(request, "请写明依据什么核对了时间")
        else:
            watch.confirm(request.user, source)
            messages.success(request, "已确认数据库时钟，期限巡查自下一次起恢复")
        return redirect("admin:flow_sweeprun_changelist")
