"""Log-ins: locks and tokens that the security administrator lifts, attempts that the auditor reads."""

from __future__ import annotations

from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
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


def _people(request: HttpRequest) -> QuerySet[Any]:
    """User names of the administrator's courts."""
    held = Membership.objects.filter(department__court__in=administered(request.user))
    return get_user_model().objects.filter(memberships__in=held).values("username")


class ByUserName(ReadOnly):
    """Rows of people of one's own courts, and of names that nobody bears: somebody is guessing."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = admin.ModelAdmin.get_queryset(self, request)
        known = get_user_model().objects.values("username")
        return rows.filter(Q(username__in=_people(request)) | ~Q(username__in=known))


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
class LockAdmin(Liftable, ByUserName):
    list_display = ["username", "ip_address", "failures_since_start", "attempt_time"]
    search_fields = ["username", "ip_address"]
    fields = ["username", "ip_address", "failures_since_start", "attempt_time", "user_agent", "path_info"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return admin.ModelAdmin.has_delete_permission(self, request, obj)

    def named(self, row: AccessAttempt) -> str:
        return f"{row.username}@{row.ip_address}（失败{row.failures_since_start}次）"

    def owner(self, row: AccessAttempt) -> User | None:
        return User.objects.filter(username=row.username).first()


@admin.register(TokenProxy)
class TokenAdmin(Liftable, token_admin.TokenAdmin):
    list_display = ["user", "created"]
    list_filter: list[str] = []
    search_fields = ["user__username", "user__display_name"]
    fields = ["user", "created"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return admin.ModelAdmin.get_queryset(self, request).filter(user__username__in=_people(request))

    def named(self, row: Any) -> str:
        return f"{row.user.username}的接口令牌"

    def owner(self, row: Any) -> User | None:
        return row.user  # type: ignore[no-any-return]


@admin.register(AccessLog)
class LoginAdmin(ByUserName):
    list_display = ["attempt_time", "username", "ip_address", "logout_time", "path_info"]
    search_fields = ["username", "ip_address"]
    fields = ["attempt_time", "username", "ip_address", "user_agent", "path_info", "logout_time"]


@admin.register(AccessFailureLog)
class FailedLoginAdmin(ByUserName):
    list_display = ["attempt_time", "username", "ip_address", "locked_out", "path_info"]
    search_fields = ["username", "ip_address"]
    fields = ["attempt_time", "username", "ip_address", "user_agent", "path_info", "locked_out"]
