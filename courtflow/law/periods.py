"""Periods under 民事诉讼法第八十五条: a pure computation that explains itself step by step.

The starting day (hour) is excluded; months and years end on the corresponding day (民法典第二百零二条, by analogy);
only the last day moves off a rest day, and only where the rule rolls. Hours run from the next full hour and never roll.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from .calendar import Calendar
from .numerals import dated

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Unit(StrEnum):
    DAY = "day"
    WORKDAY = "workday"
    MONTH = "month"
    YEAR = "year"
    HOUR = "hour"

    @property
    def label(self) -> str:
        return _UNIT_LABELS[self]


class Roll(StrEnum):
    """What happens when the last day is a rest day: the day after the rest days, nothing, or the working day before."""

    FORWARD = "forward"
    NONE = "none"
    BACKWARD = "backward"

    @property
    def label(self) -> str:
        return _ROLL_LABELS[self]


_UNIT_LABELS = {Unit.DAY: "日", Unit.WORKDAY: "个工作日", Unit.MONTH: "个月", Unit.YEAR: "年", Unit.HOUR: "小时"}
_ROLL_LABELS = {Roll.FORWARD: "遇休假日顺延", Roll.NONE: "不因节假日顺延", Roll.BACKWARD: "遇休假日提前"}
_START_RULE = "《民事诉讼法》第八十五条第二款"
_ROLL_RULE = "《民事诉讼法》第八十五条第三款"
_LONGEST = {Unit.DAY: 36_500, Unit.WORKDAY: 25_000, Unit.MONTH: 1_200, Unit.YEAR: 100, Unit.HOUR: 8_760}


@dataclass(frozen=True)
class Period:
    """A length of time; a negative length counts backward (“七日前”)."""

    length: int
    unit: Unit
    roll: Roll = Roll.FORWARD

    def __post_init__(self) -> None:
        if abs(self.length) > _LONGEST[self.unit]:
            raise ValueError(f"期间{self.length}{self.unit.label}过长，请核对数字和单位")
        if self.unit is Unit.HOUR and self.length <= 0:
            raise ValueError("以小时计算的期间必须大于零")

    def __str__(self) -> str:
        return f"{abs(self.length)}{self.unit.label}" + ("前" if self.length < 0 else "")


@dataclass(frozen=True)
class Span:
    """Days that do not count, both ends included (stay, appraisal, public notice …), with the reason in Chinese.

    `authority` is the article, and the person who approved, as the explanation names them.
    """

    first: date
    last: date
    reason: str
    authority: str = ""

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{self.reason}的结束日早于开始日")


@dataclass(frozen=True)
class Extension:
    """Time added by leave of a court: a length counted from the end before it, or a fixed last day."""

    by: Period | date
    reason: str
    authority: str = ""


@dataclass(frozen=True)
class Due:
    """When a period ends and why; `raw` is the end before rolling, `safe` the last moment no reading calls late."""

    start: date | datetime
    raw: date | datetime
    due: date | datetime
    steps: tuple[str, ...]
    provisional: bool
    calendar_version: str
    safe: date | datetime

    @property
    def expires_at(self) -> datetime:
        """The moment after which the period is over: midnight ending the last day in Shanghai, or the exact instant."""
        return self.due if isinstance(self.due, datetime) else day_end(self.due)

    @property
    def last_day(self) -> date:
        return local_day(self.due)


def compute(
    period: Period,
    start: date | datetime,
    calendar: Calendar,
    excluded: Sequence[Span] = (),
    extended: Sequence[Extension] = (),
) -> Due:
    """The end of `period` begun by an event at `start`; a time of day must carry its zone (ValueError otherwise).

    Hours can be neither suspended nor extended: no text provides for it.
    """
    if period.unit is Unit.HOUR:
        if excluded or extended:
            raise ValueError("以小时计算的期间不能扣除或者延长")
        return _hours(period, start, calendar)
    day = local_day(start)
    if period.unit is Unit.WORKDAY:
        return _working_days(period, day, calendar, excluded, extended)
    return _days(period, day, calendar, excluded, extended)


def local_day(moment: date | datetime) -> date:
    """The day in Shanghai on which something happened."""
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is None:
        raise ValueError("起算时刻没有时区，无法确定所在日期")
    return moment.astimezone(SHANGHAI).date()


def day_end(day: date) -> datetime:
    """24:00 of the day (民法典第二百零三条第二款)."""
    return datetime.combine(day + timedelta(days=1), time(), SHANGHAI)


def _hours(period: Period, start: date | datetime, calendar: Calendar) -> Due:
    if not isinstance(start, datetime) or start.tzinfo is None:
        raise ValueError("以小时计算的期间需要带时区的起算时刻")
    received = start.astimezone(SHANGHAI)
    first = received.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    end = first + timedelta(hours=period.length)
    steps = (
        f"{_clock(received)}为起算事由发生之时，开始的时不计算在内（{_START_RULE}）",
        f"自次时{_clock(first)}起算{period}，至{_clock(end)}届满",
        "以小时计算的期间连续计算，不因节假日顺延",
    )
    return Due(received, end, end, steps, False, calendar.version, received + timedelta(hours=period.length))


def _working_days(
    period: Period, start: date, calendar: Calendar, excluded: Sequence[Span], extended: Sequence[Extension]
) -> Due:
    due = calendar.add_working_days(start, period.length)
    if period.length == 0 and calendar.is_rest_day(start):
        due = calendar.next_working_day(start)
    steps = [_excluded_start(start, period)]
    if skipped := _skipped(start, due, calendar):
        steps.append(f"其间不计休假日：{skipped}")
    steps.append(f"{_direction(period)}{period}，至{dated(due)}届满")
    due = _stretched(start, due, calendar, excluded, extended, steps, working=True)
    provisional = calendar.is_provisional(start) or calendar.is_provisional(due)
    return _finish(start, due, due, steps, provisional, calendar, due)


def _days(
    period: Period, start: date, calendar: Calendar, excluded: Sequence[Span], extended: Sequence[Extension]
) -> Due:
    raw, corresponding = _raw_end(period, start)
    steps = [_excluded_start(start, period), f"{_direction(period)}{period}，至{dated(raw)}届满" + corresponding]
    raw = _stretched(start, raw, calendar, excluded, extended, steps, working=False)
    due, reason = _rolled(period.roll, raw, calendar)
    steps.append(reason)
    provisional = period.roll is not Roll.NONE and (calendar.is_provisional(raw) or calendar.is_provisional(due))
    safe = calendar.previous_working_day(raw) if calendar.is_rest_day(raw) else raw
    return _finish(start, raw, due, steps, provisional, calendar, min(safe, due))


def _stretched(
    start: date,
    end: date,
    calendar: Calendar,
    excluded: Sequence[Span],
    extended: Sequence[Extension],
    steps: list[str],
    *,
    working: bool,
) -> date:
    """The end after the days left out and the time added, each named in `steps`; added time has its own days out."""
    end = _left_out(start, end, calendar, excluded, steps, working)
    for extension in extended:
        before, end = end, _extended_end(extension, end, calendar)
        steps.append(f"{extension.reason}，{_approved(extension)}，届满日移至{dated(end)}")
        end = _left_out(before, end, calendar, excluded, steps, working)
    return end


def _left_out(
    start: date, end: date, calendar: Calendar, excluded: Sequence[Span], steps: list[str], working: bool
) -> date:
    """Overlapping days are left out once; the days added may reach into later spans."""
    counted_to = start
    for span in sorted(excluded, key=lambda span: span.first):
        first = max(span.first, counted_to + timedelta(days=1))
        if first > end or span.last < first:
            continue
        counted_to = span.last
        if working:
            days, unit = calendar.working_days_between(first - timedelta(days=1), span.last), Unit.WORKDAY
            end = calendar.add_working_days(end, days)
        else:
            days, unit = (span.last - first).days + 1, Unit.DAY
            end += timedelta(days=days)
        when = f"{dated(span.first)}至{dated(span.last)}" + (f"，{span.authority}" if span.authority else "")
        steps.append(f"{span.reason}期间{days}{unit.label}不计入（{when}），届满日移至{dated(end)}")
    return end


def _extended_end(extension: Extension, end: date, calendar: Calendar) -> date:
    if isinstance(extension.by, date):
        return max(end, extension.by)
    if extension.by.unit is Unit.WORKDAY:
        return calendar.add_working_days(end, extension.by.length)
    return _raw_end(extension.by, end)[0]


def _approved(extension: Extension) -> str:
    words = f"延长至{dated(extension.by)}" if isinstance(extension.by, date) else f"自届满之次日起延长{extension.by}"
    return words + (f"（{extension.authority}）" if extension.authority else "")


def _raw_end(period: Period, start: date) -> tuple[date, str]:
    """The unrolled last day, and a remark where the month has no corresponding day."""
    try:
        if period.unit is Unit.DAY:
            return start + timedelta(days=period.length), ""
        months = period.length * (12 if period.unit is Unit.YEAR else 1)
        year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
        last = monthrange(year, month + 1)[1]
        end = date(year, month + 1, min(start.day, last))
    except (OverflowError, ValueError):
        raise ValueError(f"自{start.isoformat()}起{period}超出日历范围") from None
    remark = "（当月没有对应日，以月末日为届满日，参照《民法典》第二百零二条）" if end.day != start.day else ""
    return end, remark


def _rolled(roll: Roll, raw: date, calendar: Calendar) -> tuple[date, str]:
    if roll is Roll.NONE:
        return raw, "本期间不因节假日顺延"
    if not calendar.is_rest_day(raw):
        return raw, f"{dated(raw)}为{calendar.describe(raw)}，届满日不变"
    if roll is Roll.FORWARD:
        due, verb = calendar.next_working_day(raw), f"以休假日后的第一日{{}}为届满日（{_ROLL_RULE}）"
    else:
        due, verb = calendar.previous_working_day(raw), "倒计期间从严，提前至此前最后一个工作日{}"
    return due, f"{dated(raw)}为休假日：{calendar.describe(raw)}；" + verb.format(dated(due))


def _skipped(start: date, due: date, calendar: Calendar) -> str:
    """The reasons of the rest days jumped over, each once, in order."""
    first, last = sorted((start, due))
    days = (first + timedelta(days=offset) for offset in range(1, min((last - first).days, _SKIPPED_SHOWN)))
    return "、".join(dict.fromkeys(calendar.describe(day) for day in days if calendar.is_rest_day(day)))


_SKIPPED_SHOWN = 62  # the explanation names at most two months of rest days


def _finish(
    start: date, raw: date, due: date, steps: list[str], provisional: bool, calendar: Calendar, safe: date
) -> Due:
    if provisional:
        steps.append("所涉年度的放假安排尚未载入，本日期为暂定，载入后重新计算")
    return Due(start, raw, due, tuple(steps), provisional, calendar.version, safe)


def _excluded_start(start: date, period: Period) -> str:
    if period.length == 0:
        return f"{dated(start)}为起算事由发生之日，限当日完成"
    return f"{dated(start)}为起算事由发生之日，开始的日不计算在内（{_START_RULE}）"


def _direction(period: Period) -> str:
    return "倒计" if period.length < 0 else "自次日起算" if period.length else "限期"


def _clock(moment: datetime) -> str:
    return f"{moment.year}年{moment.month}月{moment.day}日{moment:%H:%M}"
