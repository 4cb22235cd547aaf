"""The demo's courts, each with its people by post."""

from __future__ import annotations

from functools import cache

from courtflow.accounts.models import Court, User


@cache
def house(key: str) -> tuple[Court, dict[str, User]]:
    """A court and its people by post."""
    people = User.objects.filter(username__startswith=f"{key}_", memberships__department__court__is_demo=True)
    found = {user.username.removeprefix(f"{key}_"): user for user in people.distinct()}
    membership = found["filing_clerk"].current[0]
    return membership.department.court, found
