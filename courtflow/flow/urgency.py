"""How pressing a stored deadline is, said once for a row in Python and once for the database to filter and count by."""

from __future__ import annotations

from datetime import timedelta

from django.db import models

from . import clock
from .models import Deadline

SOON_DAYS = 3  # the dashboard's “3天内”
ORDER = ("overdue", "today", "soon", "later")


def level(to_deadline: str = "") -> models.Case:
    """An expression that gives what `Deadline.urgency` gives; `to_deadline` is the path to the deadline ("deadline__").

    Rows without a deadline, or whose deadline has ended or stands still, are “later”.
    """
    today = clock.today()

    def when(**conditions: object) -> models.Q:
        return models.Q(**{f"{to_deadline}{name}": value for name, value in conditions.items()})

    ended = ~when(state__in=Deadline.COUNTING) | when(state=None)
    late = when(due_on__lt=today) | when(state__in=[Deadline.State.OVERDUE, Deadline.State.STUCK])
    return models.Case(
        models.When(ended, then=models.Value("later")),
        models.When(late, then=models.Value("overdue")),
        models.When(when(due_on=today), then=models.Value("today")),
        models.When(when(due_on__lte=today + timedelta(days=SOON_DAYS)), then=models.Value("soon")),
        default=models.Value("later"),
        output_field=models.CharField(),
    )


def is_at(urgency: str) -> models.Q:
    """Live deadlines of one group; an index on the day can answer it."""
    today = clock.today()
    late_states = [Deadline.State.OVERDUE, Deadline.State.STUCK]
    running = models.Q(state=Deadline.State.RUNNING)
    soon = today + timedelta(days=SOON_DAYS)
    return {
        "overdue": models.Q(state__in=late_states) | running & models.Q(due_on__lt=today),
        "today": running & models.Q(due_on=today),
        "soon": running & models.Q(due_on__gt=today, due_on__lte=soon),
        "later": running & models.Q(due_on__gt=soon) | models.Q(state=Deadline.State.SUSPENDED),
    }[urgency]
