"""The right to apply for enforcement over time: interrupted, it starts again; hindered at the end, it stands still.

民事诉讼法第二百五十条: two years. 执行程序解释第二十条: an application, a settlement, a demand or an acknowledgement
interrupts. 第十九条: an obstacle in the last six months suspends, after which the rest continues.
民诉法解释第四百六十六条: after a settlement the period runs from the last day that the settlement fixes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from .articles import EXP, INT, Article
from .calendar import Calendar
from .numerals import dated
from .periods import Due, Period, Roll, Span, Unit, compute

_ONE_DAY = timedelta(days=1)
_LAST_MONTHS = Period(-6, Unit.MONTH, Roll.NONE)  # 执行程序解释第十九条


class Ground(StrEnum):
    APPLICATION = "application"
    SETTLEMENT = "settlement"
    DEMAND = "demand"
    ACKNOWLEDGEMENT = "acknowledgement"
    OBSTACLE = "obstacle"

    @property
    def label(self) -> str:
        return _GROUNDS[self][0]

    @property
    def article(self) -> Article:
        return _GROUNDS[self][1]

    @property
    def interrupts(self) -> bool:
        return self is not Ground.OBSTACLE


_GROUNDS: dict[Ground, tuple[str, Article]] = {
    Ground.APPLICATION: ("申请执行", EXP[20]),
    Ground.SETTLEMENT: ("当事人达成和解协议", INT[466]),
    Ground.DEMAND: ("当事人一方提出履行要求", EXP[20]),
    Ground.ACKNOWLEDGEMENT: ("当事人一方同意履行义务", EXP[20]),
    Ground.OBSTACLE: ("不可抗力或者其他障碍", EXP[19]),
}


@dataclass(frozen=True)
class Happening:
    """Something that bears on the period; `until` is the last day that a settlement fixes, or of the obstacle."""

    ground: Ground
    on: date
    until: date | None = None


@dataclass(frozen=True)
class Stretch:
    """The period as it ran from one start; `happening` is what ended or suspended the stretch before it."""

    start: date
    due: Due
    happening: Happening | None
    spans: tuple[Span, ...] = ()

    @property
    def last_day(self) -> date:
        return self.due.last_day


@dataclass(frozen=True)
class Course:
    """All stretches in order; the last one holds. `idle` are happenings without effect, each with the reason."""

    stretches: tuple[Stretch, ...]
    idle: tuple[tuple[Happening, str], ...]

    @property
    def due(self) -> Due:
        return self.stretches[-1].due

    @property
    def now(self) -> Stretch:
        return self.stretches[-1]


def run(start: date, period: Period, happenings: Sequence[Happening], calendar: Calendar) -> Course:
    """From the last performance day on, through everything that happened."""
    stretches = [Stretch(start, compute(period, start, calendar), None)]
    idle: list[tuple[Happening, str]] = []
    for each in sorted(happenings, key=lambda happening: (happening.on, happening.ground)):
        reason = _idle(each, stretches[-1], start, calendar)
        if reason:
            idle.append((each, reason))
        else:
            stretches.append(_next(each, stretches[-1], period, calendar))
    return Course(tuple(stretches), tuple(idle))


def _idle(each: Happening, now: Stretch, start: date, calendar: Calendar) -> str:
    """Why something that happened changes nothing; empty when it does."""
    last = each.until if each.until and not each.ground.interrupts else each.on
    if last <= start:
        return "申请执行的期间尚未起算"
    if each.on > now.last_day:
        return "发生时申请执行的期间已经届满"
    if not each.ground.interrupts and last < _last_months(now, calendar):
        return "障碍在最后六个月之前已经消除，不中止"
    return ""


def _last_months(now: Stretch, calendar: Calendar) -> date:
    """The first day of the last six months, counted from the day before any rolling."""
    return compute(_LAST_MONTHS, now.due.raw, calendar).last_day + _ONE_DAY


def _next(each: Happening, now: Stretch, period: Period, calendar: Calendar) -> Stretch:
    if each.ground.interrupts:
        return _again(each, period, calendar)
    first, last = max(each.on, _last_months(now, calendar)), each.until or each.on
    spans = (*now.spans, Span(first, last, f"{each.ground.label}（{each.ground.article}）"))
    due = compute(period, now.start, calendar, spans)
    return Stretch(now.start, due, each, spans)


def _again(each: Happening, period: Period, calendar: Calendar) -> Stretch:
    start = max(each.on, each.until or each.on)
    due = compute(period, start, calendar)
    from_day = f"自约定的履行期限最后一日{dated(start)}起" if start > each.on else ""
    why = f"{dated(each.on)}{each.ground.label}，申请执行的期间中断，{from_day}重新计算（{each.ground.article}）"
    return Stretch(start, replace(due, steps=(why, *due.steps)), each)
