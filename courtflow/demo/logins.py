"""Who can log in to the demo, as printed for the person who tries it."""

from __future__ import annotations

from courtflow.accounts.models import Membership

from .loading import REGIONS

SHOWN = (
    "filing_clerk", "trial_judge", "division_head", "enforcement_judge", "enforcement_clerk", "bureau_chief",
    "centre_staff", "command_staff", "bailiff", "objection_judge", "bankruptcy_judge", "president", "case_manager",
    "system_admin",
)  # fmt: skip


def logins() -> dict[str, list[tuple[str, str]]]:
    """By court, user name and role of the posts that a visitor will try first."""
    found: dict[str, list[tuple[str, str]]] = {}
    wanted = [f"{court}_{post}" for court in REGIONS for post in SHOWN]
    rows = Membership.objects.current().filter(user__username__in=wanted)
    for row in rows.select_related("user", "department__court").order_by("department__court", "department__order"):
        role = f"{row.department.name} {row.get_role_display()} {row.user.display_name}"
        found.setdefault(row.department.court.name, []).append((row.user.username, role))
    return found
