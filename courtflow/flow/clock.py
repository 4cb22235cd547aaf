"""One clock for the whole house: stored in UTC, read in Asia/Shanghai."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The present moment, aware, UTC."""
    return timezone.now()


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
