"""Opening duties: every period that ended since a court was last looked at gives one row per department, in order."""

from __future__ import annotations

import logging
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from django.db import transaction
from django.db.models import Q

from courtflow.accounts.models import Court, Department
from courtflow.flow import clock
from courtflow.flow.rules import Rule
from courtflow.law.calendar import Calendar
from courtflow.law.periods import Due, compute, local_day
from courtflow.policy.models import Policy, Profile

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


def begin(court: Court, seen_to: date) -> None:
    """Owe everything that falls due after a day, late or not, in a court not looked at before; else change nothing."""
    Watch.objects.get_or_create(court=court, defaults={"seen_to": seen_to})


@dataclass
class _Place:
    """What is read of a court once for all the periods that are looked at together."""

    court: Court
    at: datetime
    late: bool  # whether what can no longer be done in time is owed too

    @cached_property
    def calendar(self) -> Calendar:
        return self.court.calendar

    @cached_property
    def departments(self) -> list[Department]:
        return list(self.court.departments.filter(active=True).order_by("order", "id"))

    @cached_property
    def turns(self) -> list[date]:
        """Days on which a profile begins, or no longer holds: the policy changes on no other."""
        rows = Profile.objects.filter(court__in=self.court.lineage).values_list("effective_from", "effective_to")
        ends = [until + timedelta(days=1) for _, until in rows if until]
        return sorted([*(since for since, _ in rows), *ends])

    @cached_property
    def _stretches(self) -> dict[int, Policy]:
        return {}

    def policy(self, day: date) -> Policy:
        stretch = bisect_right(self.turns, day)
        if stretch not in self._stretches:
            self._stretches[stretch] = self.court.policy(day)
        return self._stretches[stretch]

    def owing(self, duty_rule: DutyRule, term: Term) -> list[Department]:
        """All of the kinds where each reports for itself, else the first kind that the court has."""
        there = [row for row in self.departments if row.since is None or row.since <= term.last]
        found = [[row for row in there if row.kind == kind] for kind in duty_rule.units]
        if duty_rule.each:
            return [row for rows in found for row in rows]
        return next((rows[:1] for rows in found if rows), [])


def _look_at(court: Court, until: date, at: datetime) -> None:
    _, begins = Watch.objects.get_or_create(court=court, defaults={"seen_to": until - LOOK_BACK})
    watch = Watch.objects.select_for_update(skip_locked=True).filter(court=court, seen_to__lt=until).first()
    if watch is None:
        return
    place = _Place(court, at, late=not begins)
    for duty_rule, term in _ended(place, watch.seen_to, until):
        Duty.objects.bulk_create(_rows(place, duty_rule, term), ignore_conflicts=True)
    Watch.objects.filter(pk=watch.pk).update(seen_to=until)


def _ended(place: _Place, after: date, until: date) -> list[tuple[DutyRule, Term]]:
    """What fell to be done in the days after `after` up to `until`, by the rhythm in force on its own day."""
    found = [
        (duty_rule.start(term), duty_rule, term)
        for duty_rule in DUTIES.values()
        for cycle in Cycle
        for term in terms_between(cycle, after, until)
        if after < duty_rule.start(term) <= until
        and place.policy(duty_rule.start(term)).value(duty_rule.key) == cycle
    ]  # fmt: skip
    return [(duty_rule, term) for _, duty_rule, term in sorted(found, key=lambda row: (row[0], row[1].rule.code))]


def _rows(place: _Place, duty_rule: DutyRule, term: Term) -> list[Duty]:
    """One row for each department that owes it."""
    policy = place.policy(duty_rule.start(term))
    rule = duty_rule.rule.for_court(policy)
    due = compute(rule.period, duty_rule.start(term), place.calendar)
    if not rule.enabled or (due.expires_at <= place.at and not place.late):
        return []
    article = str(duty_rule.article(policy))
    return [_row(place, department, duty_rule, rule, term, due, article) for department in place.owing(duty_rule, term)]


def _row(
    place: _Place, department: Department, duty_rule: DutyRule, rule: Rule, term: Term, due: Due, article: str
) -> Duty:
    duty = Duty(
        court=place.court, department=department, rule=rule.code, timer=rule.timer, title=rule.title, article=article,
        period=term.label, first_on=term.first, last_on=term.last, started_on=duty_rule.start(term),
        length=rule.period.length, unit=rule.period.unit, roll=rule.period.roll, raw_on=local_day(due.raw),
        due_on=due.last_day, due_at=due.expires_at, steps=list(due.steps), provisional=due.provisional,
        calendar_version=due.calendar_version, warn=list(rule.warn), alert=list(rule.alert),
        roles=list(duty_rule.roles), opened_at=place.at, prepared_at=None if duty_rule.work else place.at,
    )  # fmt: skip
    duty.next_warning_at = next_warning(duty, place.at)
    return duty


def next_warning(duty: Duty, after: datetime) -> datetime | None:
    """The next moment at which the department is told before the last day."""
    moments = sorted(duty.due_at - timedelta(days=days + 1) for days in duty.warn)
    return next((moment for moment in moments if moment > after), None)
