"""Putting messages into people's inboxes (站内通知)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model

from . import clock
from .models import Deadline, Notification


def notify(deadline: Deadline, text: str) -> None:
    """Tell the handler and everybody in the roles that the deadline's rule alerts."""
    notify_all([deadline], lambda _: text)


def notify_all(deadlines: Iterable[Deadline], say: Callable[[Deadline], str]) -> None:
    """Tell of many deadlines at once; people with the same roles in the same court are looked up once."""
    moment, known, messages = clock.now(), dict[Any, list[Any]](), list[Notification]()
    for deadline in deadlines:
        proceeding = deadline.proceeding
        key = (proceeding.court_id, proceeding.handler_id, *deadline.alert)
        if key not in known:
            known[key] = list(get_user_model().objects.to_alert(proceeding, deadline.alert))
        messages.extend(_messages(known[key], say(deadline), proceeding, deadline, moment))
    Notification.objects.bulk_create(messages)


def send(people: Any, text: str, *, proceeding: Any, deadline: Deadline | None = None) -> None:
    """One message to each of `people`, linked to the proceeding."""
    Notification.objects.bulk_create(_messages(people, text, proceeding, deadline, clock.now()))


def _messages(
    people: Iterable[Any], text: str, proceeding: Any, deadline: Deadline | None, moment: datetime
) -> Iterator[Notification]:
    number = f"{proceeding.number} " if proceeding.number else ""
    for person in people:
        yield Notification(
            user=person,
            case_id=proceeding.case_id,
            proceeding_id=proceeding.pk,
            deadline=deadline,
            text=f"{number}{text}"[:500],
            sent_at=moment,
        )
