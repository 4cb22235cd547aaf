"""期间 and 工作日: when a period ends and why (民事诉讼法第八十五条)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms

from courtflow.law.exclusions import GROUNDS
from courtflow.law.numerals import dated
from courtflow.law.periods import Due, Extension, Period, Roll, Span, Unit, compute

from .asking import Answer, Calculator, Question
from .fields import Day, Row, Rows, Start
from .venue import Venue

UNITS = [(unit.value, unit.label.removeprefix("个")) for unit in Unit]
ROLLS = [("", "按单位的通常规则"), *((roll.value, roll.label) for roll in Roll)]


class ExcludedRow(Row):
    """A stretch that does not count, both days included."""

    first = Day(label="起")
    last = Day(label="止")
    reason = forms.CharField(label="事由", max_length=60, required=False)


class ExtensionRow(Row):
    """Time added by leave of the court."""

    length = forms.IntegerField(label="长度", min_value=1)
    unit = forms.ChoiceField(label="单位", choices=[pair for pair in UNITS if pair[0] != Unit.HOUR])
    reason = forms.CharField(label="事由", max_length=60, required=False)


class PeriodQuestion(Question):
    aliases = {"excluded": "exclude", "extended": "extend"}
    rare = ("exclude", "extend")

    start = Start(label="起算日或者时刻", help_text="起算事由发生之日，开始的日、时不计算在内")
    length = forms.IntegerField(label="长度", help_text="倒计的期间（如“七日前”）写负数")
    unit = forms.ChoiceField(label="单位", choices=UNITS, initial=Unit.DAY.value)
    roll = forms.ChoiceField(label="末日遇休假日", choices=ROLLS, required=False)
    exclude = Rows(ExcludedRow, label="扣除的期间", example="2024-10-01:2024-10-10:鉴定", required=False)
    extend = Rows(ExtensionRow, label="延长", example="6:month:院长批准", required=False)

    def clean(self) -> dict[str, Any]:
        read = super().clean() or {}
        start, unit = read.get("start"), read.get("unit")
        if start and unit == Unit.HOUR and not isinstance(start, datetime):
            self.add_error("start", "以小时计算的期间需要起算时刻，如 2024-09-30T09:20")
        if (read.get("length") or 0) <= 0 and (read.get("exclude") or read.get("extend")):
            self.add_error(None, "倒计或者限当日的期间不能扣除或者延长")
        return read


def usual_roll(unit: Unit, length: int) -> Roll:
    """Where nobody says: parties' and statutory periods roll, hours and working days do not, “…日前” goes earlier."""
    if unit in (Unit.HOUR, Unit.WORKDAY):
        return Roll.NONE
    return Roll.BACKWARD if length < 0 else Roll.FORWARD


def period(read: dict[str, Any], venue: Venue) -> Answer:
    unit = Unit(read["unit"])
    asked = Period(read["length"], unit, Roll(read["roll"] or usual_roll(unit, read["length"])))
    spans = [span_of(row) for row in read["exclude"]]
    extensions = [_extension(row, asked.roll) for row in read["extend"]]
    due = compute(asked, read["start"], venue.calendar, spans, extensions)
    return {
        "raw": due.raw,
        "due": due.due,
        "roll": Roll.NONE.value if unit is Unit.HOUR else asked.roll.value,
        "steps": list(due.steps),
        "start": due.start,
        "length": asked.length,
        "unit": unit.value,
        "safe": due.safe,
        "expires_at": due.expires_at.isoformat(),
        "provisional": due.provisional,
    } | venue.mark


def span_of(row: dict[str, Any]) -> Span:
    """A stretch with its reason; a ground that the law knows, by code or name, brings its article."""
    reason = row["reason"] or "扣除"
    ground = next((ground for ground in GROUNDS.values() if reason in (ground.code, ground.label)), None)
    if ground is None:
        return Span(row["first"], row["last"], reason)
    return Span(row["first"], row["last"], ground.label, str(ground.under))


def _extension(row: dict[str, Any], roll: Roll) -> Extension:
    return Extension(Period(row["length"], Unit(row["unit"]), roll), row["reason"] or "延长")


def period_headline(answer: Answer) -> list[tuple[str, str]]:
    lines = [("届满", said(answer["due"]))]
    if answer["raw"] != answer["due"]:
        lines.append(("移动前的末日", said(answer["raw"])))
    if answer["safe"] != answer["due"]:
        lines.append(("稳妥办理不晚于", said(answer["safe"])))
    return lines


def said(day: date | datetime) -> str:
    """A day with its weekday, a moment also with its time."""
    return f"{dated(day.date())}{day:%H:%M}" if isinstance(day, datetime) else dated(day)


def due_answer(due: Due) -> Answer:
    """One computed day within a larger answer."""
    return {"last_day": due.last_day, "steps": list(due.steps), "provisional": due.provisional}


class WorkdaysQuestion(Question):
    aliases = {"from": "first", "to": "last"}

    first = Day(label="起日")
    last = Day(label="止日")


def workdays(read: dict[str, Any], venue: Venue) -> Answer:
    """Working days after the first day up to and with the last, as a period of working days counts them."""
    first, last = read["first"], read["last"]
    calendar = venue.calendar
    return {
        "workdays": calendar.working_days_between(first, last),
        "days": (last - first).days,
        "first": first,
        "last": last,
        "steps": [
            f"起日：{dated(first)}，{calendar.describe(first)}，起日不计算在内",
            f"止日：{dated(last)}，{calendar.describe(last)}，止日计算在内",
        ],
        "provisional": any(calendar.is_provisional(day) for day in (first, last)),
    } | venue.mark


def workdays_headline(answer: Answer) -> list[tuple[str, str]]:
    return [("工作日", f"{answer['workdays']}个"), ("自然日", f"{answer['days']}日")]


PERIOD = Calculator("period", "期间", PeriodQuestion, period, period_headline)
WORKDAYS = Calculator("workdays", "工作日", WorkdaysQuestion, workdays, workdays_headline)
