"""One clock for the whole house, the database's: stored in UTC, read in Asia/Shanghai.

What is due, in time or late is decided by this clock alone, so that no application server whose own clock is wrong can
give or take a right. Whether this clock itself can be trusted is watched by `watch`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from django.db import connection

SHANGHAI = ZoneInfo("Asia/Shanghai")


def database_time() -> datetime:
    """The moment at which the database answers, not that at which its transaction began."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        found: datetime = cursor.fetchone()[0]
    return found.astimezone(UTC)


source: Callable[[], datetime] = database_time  # tests that travel in time put their own in its place


@dataclass
class _Reading:
    """A look at the clock, taken when the first question comes."""

    @cached_property
    def moment(self) -> datetime:
        return source()


_held: ContextVar[_Reading | None] = ContextVar("reading", default=None)


@contextmanager
def one_reading() -> Iterator[None]:
    """What is shown inside is shown as of one moment, and the database is asked at most once."""
    token = _held.set(_Reading())
    try:
        yield
    finally:
        _held.reset(token)


def now() -> datetime:
    """The present moment, aware, UTC."""
    held = _held.get()
    return held.moment if held else source()


def day_of(moment: datetime) -> date:
    """The calendar day in Shanghai on which `moment` falls."""
    return moment.astimezone(SHANGHAI).date()


def today() -> date:
    """Today in Shanghai."""
    return day_of(now())


def noon(day: date) -> datetime:
    """A moment that certainly lies on `day` in Shanghai, for acts known only by their date."""
    return datetime.combine(day, time(12), tzinfo=SHANGHAI)


def day_start(day: date) -> datetime:
    """The first instant of a day in Shanghai."""
    return datetime.combine(day, time(), tzinfo=SHANGHAI)


def day_end(day: date) -> datetime:
    """The instant at which a day has ended in Shanghai."""
    return day_start(day + timedelta(days=1))
