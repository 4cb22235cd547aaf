"""Putting messages into people's inboxes (站内通知)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model

from . import clock
from .models import Deadline, Notification


def notify(deadline: Deadline, text: str) -> None:
    """Tell the handler and everybody in the roles that the deadline's rule alerts."""
    proceeding = deadline.proceeding
    people = get_user_model().objects.to_alert(proceeding, deadline.alert)
    send(people, text, proceeding=proceeding, deadline=deadline)


def send(people: Any, text: str, *, proceeding: Any, deadline: Deadline | None = None) -> None:
    """One message to each of `people`, linked to the proceeding."""
    moment = clock.now()
    number = f"{proceeding.number} " if proceeding.number else ""
    Notification.objects.bulk_create(
        Notification(
            user=person,
            case_id=proceeding.case_id,
            proceeding_id=proceeding.pk,
            deadline=deadline,
            text=f"{number}{text}"[:500],
            sent_at=moment,
        )
        for person in people
    )
