"""Opening duties: every period that ended since a court was last looked at gives one row per department, in order."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django.db import transaction
from django.db.models import Q

from courtflow.accounts.models import Court, Department
from courtflow.flow import clock
from courtflow.flow.rules import Rule
from courtflow.law.periods import compute, local_day

from .models import Duty, Watch
from .rules import DUTIES, DutyRule
from .terms import Cycle, Term, terms_between

log = logging.getLogger(__name__)

LOOK_BACK = timedelta(days=366)  # a court that begins owes what it can still file in time; no period is longer


def open_due(at: datetime) -> Iterator[str]:
    """Look at every court not yet looked at today. A court whose data are at fault keeps no other waiting."""
    until = clock.day_of(at) - timedelta(days=1)
    behind = Court.objects.filter(Q(duty_watch=None) | Q(duty_watch__seen_to__lt=until)).order_by("id")
    for court in behind:
        try:
            with transaction.atomic():
                _look_at(court, until, at)
        except Exception:
            log.exception("duties of %s could not be opened", court)
            yield "failed"


def _look_at(court: Court, until: date, at: datetime) -> None:
    _, begins = Watch.objects.get_or_create(court=court, defaults={"seen_to": until - LOOK_BACK})
    watch = Watch.objects.select_for_update(skip_locked=True).filter(court=court, seen_to__lt=until).first()
    if watch is None:
        return
    for duty_rule, term in _ended(court, watch.seen_to, until):
        _open(court, duty_rule, term, at, late=not begins)
    Watch.objects.filter(pk=watch.pk).update(seen_to=until)


def _ended(court: Court, after: date, until: date) -> list[tuple[DutyRule, Term]]:
    """What fell to be done in the days after `after` up to `until`, by the rhythm in force on its own day."""
    policy_on = cache(lambda day: court.policy(day))
    found = [
        (duty_rule.start(term), duty_rule, term)
        for duty_rule in DUTIES.values()
        for cycle in Cycle
        for term in terms_between(cycle, after, until)
        if after < duty_rule.start(term) <= until and policy_on(duty_rule.start(term)).value(duty_rule.key) == cycle
    ]
    return [(duty_rule, term) for _, duty_rule, term in sorted(found, key=lambda row: (row[0], row[1].rule.code))]


def _open(court: Court, duty_rule: DutyRule, term: Term, at: datetime, *, late: bool) -> None:
    """One row for each department that owes it; unless `late`, only where it can still be done in time."""
    policy = court.policy(duty_rule.start(term))
    rule = duty_rule.rule.for_court(policy)
    if not rule.enabled:
        return
    for department in _departments(court, duty_rule, term):
        duty = _row(court, department, duty_rule, rule, term, policy)
        duty.opened_at, duty.prepared_at = at, None if duty_rule.work else at
        duty.next_warning_at = next_warning(duty, at)
        if late or duty.due_at > at:
            Duty.objects.bulk_create([duty], ignore_conflicts=True)


def _departments(court: Court, duty_rule: DutyRule, term: Term) -> list[Department]:
    """All of the kinds where each reports for itself, else the first kind that the court has."""
    rows = court.departments.filter(active=True).filter(Q(since=None) | Q(since__lte=term.last))
    found = {kind: list(rows.filter(kind=kind).order_by("order", "id")) for kind in duty_rule.units}
    if duty_rule.each:
        return [department for kind in duty_rule.units for department in found[kind]]
    return next((departments[:1] for departments in found.values() if departments), [])


def _row(court: Court, department: Department, duty_rule: DutyRule, rule: Rule, term: Term, policy: Any) -> Duty:
    start = duty_rule.start(term)
    due = compute(rule.period, start, court.calendar)
    return Duty(
        court=court, department=department, rule=rule.code, timer=rule.timer, title=rule.title,
        article=str(duty_rule.article(policy)), period=term.label, first_on=term.first, last_on=term.last,
        started_on=start, length=rule.period.length, unit=rule.period.unit, roll=rule.period.roll,
        raw_on=local_day(due.raw), due_on=due.last_day, due_at=due.expires_at, steps=list(due.steps),
        provisional=due.provisional, calendar_version=due.calendar_version, warn=list(rule.warn),
        alert=list(rule.alert), roles=list(duty_rule.roles),
    )  # fmt: skip


def next_warning(duty: Duty, after: datetime) -> datetime | None:
    """The next moment at which the department is told before the last day."""
    moments = sorted(duty.due_at - timedelta(days=days + 1) for days in duty.warn)
    return next((moment for moment in moments if moment > after), None)
