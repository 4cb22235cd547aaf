"""The admin site: open to the three administrators only, each by his role; Django's superuser does not count."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from courtflow.accounts.roles import ADMINISTRATORS


def administers(user: Any) -> bool:
    return bool(user.is_authenticated and user.is_active and user.roles & ADMINISTRATORS)


class Door(AdminAuthenticationForm):
    """Log-in for administrators."""

    def confirm_login_allowed(self, user: Any) -> None:
        if not administers(user):
            raise ValidationError("这里只供系统、安全、审计管理员登录；办理案件请从首页登录", code="invalid_login")


class CourtAdminSite(AdminSite):
    site_title = "courtflow 管理"
    site_header = "法院立审执流程 · 管理"
    index_title = "管理事项"
    site_url = "/"
    login_form = Door
    enable_nav_sidebar = True
    empty_value_display = "—"

    def has_permission(self, request: HttpRequest) -> bool:
        return administers(request.user)
