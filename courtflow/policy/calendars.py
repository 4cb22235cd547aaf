"""The calendar of a court: the notices shipped, those loaded and confirmed since, and its local rest days.

Two questions to the database, however much is asked of the calendar; the calendar itself is built once per version.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from courtflow.law.calendar import Calendar, Notice

from .models import HolidayNotice, LocalRestDay

Version = tuple[tuple[int, str], ...]  # number and digest of each notice that counts, in order of confirmation


def in_force() -> Version:
    """The loaded notices that count; a later one of the same year replaces the earlier."""
    rows = HolidayNotice.objects.exclude(confirmed_at=None).order_by("year", "version")
    return tuple(rows.values_list("pk", "digest"))


def rest_days(lineage: Sequence[int]) -> tuple[date, ...]:
    """Of a court and of the courts above it."""
    days = LocalRestDay.objects.filter(court_id__in=lineage).values_list("day", flat=True)
    return tuple(sorted(set(days)))


def calendar_of(lineage: Sequence[int]) -> Calendar:
    return _built(in_force(), rest_days(lineage))


def calendar_with(lineage: Sequence[int], notice: Notice) -> Calendar:
    """What the calendar would be, were `notice` in force."""
    return calendar_of(lineage).with_notice(notice)


@lru_cache(maxsize=128)
def _built(version: Version, days: tuple[date, ...]) -> Calendar:
    calendar = _national(version)
    return calendar.with_local_rest_days(days) if days else calendar


@lru_cache(maxsize=16)
def _national(version: Version) -> Calendar:
    calendar = Calendar.national()
    rows = HolidayNotice.objects.in_bulk([pk for pk, _ in version])
    for pk, _ in version:
        calendar = calendar.with_notice(rows[pk].notice)
    return calendar


def known_number(year: int) -> str:
    """The notice that counts for a year, shipped or loaded; empty where there is none."""
    numbers = {notice.year: notice.number for notice in _national(in_force()).notices}
    return numbers.get(year, "")
