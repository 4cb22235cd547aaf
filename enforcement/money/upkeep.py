"""The nightly look at the books: differences are told to those who keep and those who watch over the money."""

from __future__ import annotations

from collections.abc import Iterator

from courtflow.accounts.models import Court, User
from courtflow.accounts.roles import Role
from courtflow.flow import clock
from courtflow.flow.events import record_system_event
from courtflow.flow.models import Notification

from .ledger import LedgerEntry, faults

TOLD = (Role.FINANCE_OFFICER, Role.COMMAND_STAFF, Role.BUREAU_CHIEF, Role.VICE_PRESIDENT)


def check_books() -> dict[str, list[str]]:
    """Faults by court; each is told to people and entered in the house's history. Nothing is put right silently."""
    found = {court.name: wrong for court in _courts() if (wrong := list(faults(court)))}
    for name, wrong in found.items():
        record_system_event("money.books", {"court": name, "faults": wrong}, label="案款台账核对发现差异")
        _tell(name, wrong)
    return found


def _courts() -> Iterator[Court]:
    used = LedgerEntry.objects.order_by().values("court").distinct()
    yield from Court.objects.filter(pk__in=used)


def _tell(court: str, wrong: list[str]) -> None:
    people = User.objects.filter(
        memberships__department__court__name=court, memberships__role__in=TOLD, is_active=True
    ).distinct()
    text = f"案款台账核对发现{len(wrong)}处差异：{wrong[0]}"[:500]
    Notification.objects.bulk_create([Notification(user=user, text=text, sent_at=clock.now()) for user in people])
