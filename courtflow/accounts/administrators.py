"""The three administrators (三员分立): what each may touch, in which courts, and that nobody is two of them.

网络安全等级保护基本要求（GB/T 22239）第三级：系统管理、审计管理、安全管理三类管理员分设。
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import QuerySet

from .models import Court, Membership
from .roles import ADMINISTRATORS, Role


def _powers(app: str, *models: str, deeds: str = "view add change") -> Iterator[str]:
    return (f"{app}.{deed}_{model}" for model in models for deed in deeds.split())


# Default deny: an administrator may do what stands here, and nobody else may do anything in the admin pages.
POWERS: dict[str, frozenset[str]] = {
    Role.SYSTEM_ADMIN: frozenset(
        [
            *_powers("accounts", "court", "department"),
            *_powers("policy", "profile", "profilevalue"),
            *_powers("policy", "localrestday", deeds="view add delete"),
            *_powers("documents", "wording", "seal", deeds="view add"),
            *_powers("documents", "document", deeds="view"),
            *_powers("policy", "holidaynotice", deeds="view add"),
            *_powers("flow", "deadline", "sweeprun", "calendarmove", deeds="view"),
            "policy.confirm_clock",
            *_powers("duties", "duty", deeds="view"),
        ]
    ),
    Role.SECURITY_ADMIN: frozenset(
        [
            *_powers("accounts", "court", "department", deeds="view"),
            *_powers("accounts", "user", "membership"),
            *_powers("axes", "accessattempt", deeds="view delete"),
            *_powers("authtoken", "tokenproxy", deeds="view delete"),
        ]
    ),
    Role.AUDIT_ADMIN: frozenset(
        [
            *_powers("flow", "event", "anchor", deeds="view"),
            *_powers("cases", "unmasking", "proceeding", deeds="view"),
            *_powers("axes", "accesslog", "accessattempt", "accessfailurelog", deeds="view"),
        ]
    ),
}


class RoleBackend(ModelBackend):
    """Log-in by pass-word; permissions follow from the roles somebody holds today, nothing else grants them."""

    def get_user_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return self.get_all_permissions(user_obj, obj)

    def get_group_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if not user_obj.is_active or user_obj.is_anonymous:
            return set()
        return {power for role in user_obj.roles for power in POWERS.get(role, ())}

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return any(power.startswith(f"{app_label}.") for power in self.get_all_permissions(user_obj))


def administered(user: Any) -> QuerySet[Court]:
    """The courts that somebody administers: those of his administrator's roles and all below them."""
    own = [held.department.court_id for held in user.current if held.role in ADMINISTRATORS]
    return Court.objects.filter(lineage__overlap=own) if own else Court.objects.none()


def conflict(held: Iterable[tuple[str, date, date | None]]) -> str:
    """Why appointments (role, since, until) of one person cannot stand together, in Chinese; empty if they can."""
    posts = list(held)
    for index, (role, since, until) in enumerate(posts):
        for other, begun, ended in posts[index + 1 :]:
            if role != other and {role, other} & ADMINISTRATORS and _overlap(since, until, begun, ended):
                return (
                    f"{Role(role).label}与{Role(other).label}不得由一人同时担任："
                    "系统、安全、审计管理员三员分立，且均不办理案件"
                )
    return ""


def _overlap(since: date, until: date | None, begun: date, ended: date | None) -> bool:
    return (until is None or begun <= until) and (ended is None or since <= ended)


def appointments(user: Any) -> list[tuple[str, date, date | None]]:
    """All appointments of a person as stored, in the form that `conflict` reads."""
    return list(Membership.objects.filter(user=user).values_list("role", "since", "until"))
