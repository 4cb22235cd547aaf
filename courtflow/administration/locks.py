"""Log-ins: locks and tokens that the security administrator lifts, attempts that the auditor reads."""

from __future__ import annotations

from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from rest_framework.authtoken import admin as token_admin
from rest_framework.authtoken.models import TokenProxy

from courtflow.accounts.administrators import administered
from courtflow.accounts.models import Court, Membership, User

from .recording import ReadOnly, Recorded

LIFTED = "安全管理员依职权解除"

admin.site.unregister(TokenProxy)  # its list shows the keys
# django-axes speaks English only; migrations read Meta as it was written and see nothing of this.
apps.get_app_config("axes").verbose_name = "登录"
for _model, _title in ((AccessAttempt, "登录锁定"), (AccessLog, "登录记录"), (AccessFailureLog, "登录失败记录")):
    _model._meta.verbose_name = _model._meta.verbose_name_plural = _title


def _people(request: HttpRequest) -> QuerySet[Any]:
    """User names of the administrator's courts."""
    held = Membership.objects.filter(department__court__in=administered(request.user))
    return get_user_model().objects.filter(memberships__in=held).values("username")


class ByUserName(ReadOnly):
    """Rows of people of one's own courts, and of names that nobody bears: somebody is guessing."""

    search_fields = ["username", "ip_address"]
    readonly_fields = ["time", "name", "address", "browser", "page", "failures", "locked"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = admin.ModelAdmin.get_queryset(self, request)
        known = get_user_model().objects.values("username")
        return rows.filter(Q(username__in=_people(request)) | ~Q(username__in=known))

    @admin.display(description="时间", ordering="attempt_time")
    def time(self, row: Any) -> Any:
        return row.attempt_time

    @admin.display(description="用户名", ordering="username")
    def name(self, row: Any) -> str:
        return row.username or "（空）"

    @admin.display(description="来源地址", ordering="ip_address")
    def address(self, row: Any) -> str:
        return row.ip_address or ""

    @admin.display(description="浏览器或程序")
    def browser(self, row: Any) -> str:
        return str(row.user_agent)

    @admin.display(description="登录入口")
    def page(self, row: Any) -> str:
        return str(row.path_info)

    @admin.display(description="连续失败次数", ordering="failures_since_start")
    def failures(self, row: Any) -> int:
        return int(row.failures_since_start)

    @admin.display(description="已锁定", boolean=True)
    def locked(self, row: Any) -> bool:
        return bool(row.locked_out)


class Liftable(Recorded):
    """What is lifted by deleting it; the event names whose it was."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        for row in queryset:
            gone = {"field": "整行", "old": self.named(row), "new": "已解除"}
            self.write(request, row, "lift", "解除", {"changes": [gone], "source": LIFTED})

    def owner(self, row: Any) -> User | None:
        raise NotImplementedError

    def court_of(self, obj: Any) -> Court | None:
        person = self.owner(obj)
        held = person.memberships.select_related("department__court").first() if person else None
        return held.department.court if held else None


@admin.register(AccessAttempt)
class LockAdmin(Liftable, ByUserName):  # type: ignore[misc]
    list_display = ["name", "address", "failures", "time"]
    fields = ["name", "address", "failures", "time", "browser", "page"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return admin.ModelAdmin.has_delete_permission(self, request, obj)

    def named(self, row: AccessAttempt) -> str:
        return f"{row.username}@{row.ip_address}（失败{row.failures_since_start}次）"

    def owner(self, row: AccessAttempt) -> User | None:
        return User.objects.filter(username=row.username).first()


@admin.register(TokenProxy)
class TokenAdmin(Liftable, token_admin.TokenAdmin):
    list_display = ["user", "created"]
    list_filter = ()
    search_fields = ["user__username", "user__display_name"]
    fields = ["user", "created"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return admin.ModelAdmin.get_queryset(self, request).filter(user__username__in=_people(request))

    def named(self, row: Any) -> str:
        return f"{row.user.username}的接口令牌"

    def owner(self, row: Any) -> User | None:
        return row.user


@admin.register(AccessLog)
class LoginAdmin(ByUserName):
    list_display = ["time", "name", "address", "left", "page"]
    fields = ["time", "name", "address", "browser", "page", "left"]
    readonly_fields = [*ByUserName.readonly_fields, "left"]

    @admin.display(description="退出时间")
    def left(self, row: AccessLog) -> Any:
        return row.logout_time


@admin.register(AccessFailureLog)
class FailedLoginAdmin(ByUserName):
    list_display = ["time", "name", "address", "locked", "page"]
    fields = ["time", "name", "address", "browser", "page", "locked"]
