"""Where a question is asked: a court's calendar and its readings of the law, or the nation's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import Error

from courtflow.accounts.models import Court
from courtflow.cases.instruments import readings_of
from courtflow.law.calendar import Calendar
from courtflow.law.effect import DEFAULT_READINGS, Readings
from courtflow.policy.calendars import calendar_of
from courtflow.policy.models import Policy


class UnknownCourt(LookupError):
    """No court has this code; the text is in Chinese."""


@dataclass(frozen=True)
class Venue:
    """`name` tells whose calendar and rules were used."""

    name: str
    calendar: Calendar
    readings: Readings = DEFAULT_READINGS
    free_before_execution: str = ""  # the paper by which this court charges nothing for preservation then

    @property
    def mark(self) -> dict[str, str]:
        """What an answer that rests on the calendar says of it."""
        return {"calendar": self.name, "calendar_version": self.calendar.version}


NATIONAL = "全国统一日历"


def shipped() -> Venue:
    """The notices that courtflow was shipped with, without any court's local rest days or readings."""
    return Venue(NATIONAL, Calendar.national())


def national() -> Venue:
    """The same with the notices loaded since, where a database can be asked."""
    try:
        return Venue(NATIONAL, calendar_of(()))
    except (Error, ImproperlyConfigured):
        return shipped()


def of_court(court: Court, on: date | None = None) -> Venue:
    """As the court reads the law on a day (default today)."""
    policy = court.policy(on)
    return Venue(court.name, court.calendar, readings_of(policy), _waiver(policy))


def _waiver(policy: Policy) -> str:
    row = policy.source("preservation.pre_exec_fee_waived")
    return f"{row.profile.document_no} {row.article}".strip() if row and row.value else ""


def by_code(code: str) -> Venue:
    """The court with this prefix of case numbers (豫0811). UnknownCourt, also where no database is at hand."""
    try:
        court = Court.objects.filter(code=code).first()
    except (Error, ImproperlyConfigured) as error:
        raise UnknownCourt(f"查不到法院“{code}”：没有可用的数据库（指定法院时才需要）") from error
    if court is None:
        raise UnknownCourt(f"没有代字为“{code}”的法院")
    return of_court(court)


def of_user(user: Any) -> Venue:
    """The court where the person works; the nation's for somebody without one."""
    return of_court(user.court) if user.court else national()
