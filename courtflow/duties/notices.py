"""Who learns of a duty: those of its department who may file it, and, when it is late, whom its rule alerts."""

from __future__ import annotations

from django.db.models import Q

from courtflow.accounts.models import Membership, User
from courtflow.flow import clock
from courtflow.flow.models import Notification

from .models import Duty


def tell(duty: Duty, text: str, *, alert: bool = False) -> None:
    """A message into each inbox, once per person."""
    held = Q(department=duty.department_id, role__in=duty.roles)
    if alert:
        held |= Q(department__court=duty.court_id, role__in=duty.alert)
    people = User.objects.filter(memberships__in=Membership.objects.current().filter(held), is_active=True).distinct()
    moment = clock.now()
    Notification.objects.bulk_create(
        Notification(user=person, text=f"例行事项：{text}"[:500], sent_at=moment) for person in people
    )
