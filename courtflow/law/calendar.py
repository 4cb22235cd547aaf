"""Rest days and working days of a court: State Council notices with 调休, weekends, local rest days.

民事诉讼法第八十五条第三款 speaks of 法定休假日: weekends and the days off of the yearly 国务院办公厅 notice,
minus the weekend days which that notice turns into working days. A year without a loaded notice is provisional: it
knows the days of 《全国年节及纪念日放假办法》(2024 revision) and weekends, but no 调休.
"""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data" / "holidays.json"
STATUTE = "《全国年节及纪念日放假办法》"
FIRST_YEAR, LAST_YEAR = 2000, 2050  # beyond them only weekends are known
_WEEKEND_NAMES = {5: "周六", 6: "周日"}


@dataclass(frozen=True, order=True)
class Break:
    """Consecutive days off under one name and one notice (or the statute alone, while provisional)."""

    first: date
    last: date
    name: str
    number: str

    def days(self) -> Iterator[date]:
        for offset in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=offset)


@dataclass(frozen=True)
class Notice:
    """The State Council's arrangement for one year; `number` is its 发文字号."""

    year: int
    number: str
    breaks: tuple[Break, ...]
    workdays: frozenset[date]

    def __post_init__(self) -> None:
        for entry in self.breaks:
            if entry.last < entry.first:
                raise ValueError(f"{self.year}年{entry.name}放假的结束日早于开始日")
        off = {day for entry in self.breaks for day in entry.days()}
        for day in sorted(self.workdays):
            if day.weekday() < 5:
                raise ValueError(f"{day.isoformat()}不是周六或周日，不能登记为调休上班日")
            if day in off:
                raise ValueError(f"{day.isoformat()}同时登记为放假日和调休上班日")

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> "Notice":
        """From the shape of data/holidays.json, which is also how a newly published notice is loaded."""
        try:
            number = row["number"]
            breaks = tuple(
                Break(_day(entry["first"]), _day(entry["last"]), entry["name"], entry.get("number", number))
                for entry in row["breaks"]
            )
            return cls(row["year"], number, breaks, frozenset(map(_day, row["workdays"])))
        except KeyError as missing:
            raise ValueError(f"放假通知缺少“{missing.args[0]}”一项") from None


@dataclass(frozen=True)
class Calendar:
    """Immutable; every question costs a bisection over the exceptional days, never a walk over the days between."""

    notices: tuple[Notice, ...]
    local_rest_days: frozenset[date] = frozenset()
    weekend_workdays_count: bool = True  # the reading that a 调休 day is a working day and may be a last day

    @classmethod
    @lru_cache(maxsize=1)
    def national(cls) -> "Calendar":
        return cls(tuple(map(Notice.read, json.loads(DATA.read_text("utf-8"))["notices"])))

    def with_local_rest_days(self, days: Iterable[date]) -> "Calendar":
        """Adds rest days of an autonomous area (放假办法: 少数民族习惯的节日)."""
        return replace(self, local_rest_days=self.local_rest_days | frozenset(days))

    def with_notice(self, notice: Notice) -> "Calendar":
        """Loads a newly published year, or corrects a loaded one."""
        others = (known for known in self.notices if known.year != notice.year)
        return replace(self, notices=tuple(sorted((*others, notice), key=lambda known: known.year)))

    def without_weekend_workdays(self) -> "Calendar":
        """The stricter reading: a Saturday or Sunday always rests, 调休 or not."""
        return replace(self, weekend_workdays_count=False)

    def is_rest_day(self, day: date) -> bool:
        if day in self._working_weekends:
            return False
        return day.weekday() >= 5 or day in self._breaks or day in self.local_rest_days

    def is_provisional(self, day: date) -> bool:
        return day.year not in self._published and day not in self._notified

    def next_working_day(self, day: date) -> date:
        """The first working day strictly after `day`."""
        return self.add_working_days(day, 1)

    def previous_working_day(self, day: date) -> date:
        """The last working day strictly before `day`."""
        return self.add_working_days(day, -1)

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after `day` (before it, if negative); `day` itself is never counted."""
        if count == 0:
            return day
        start = day.toordinal()
        target = self._count(start) + count if count > 0 else self._count(start - 1) + count + 1
        try:
            return date.fromordinal(1 + bisect_left(_EVERY_DAY, target, key=self._count))
        except (ValueError, OverflowError):
            raise ValueError("工作日计算超出日历范围") from None

    def working_days_between(self, after: date, until: date) -> int:
        """Working days in (after, until]; negative if `until` comes first."""
        return self._count(until.toordinal()) - self._count(after.toordinal())

    def holiday(self, day: date) -> str:
        """The name of the festival for which a day is off; empty for a plain weekend or a working day."""
        entry = self._breaks.get(day)
        return entry.name if entry else ""

    def describe(self, day: date) -> str:
        """Why this day rests or works, in Chinese."""
        return self._reason(day) + (f"（暂定，{day.year}年放假安排尚未载入）" if self.is_provisional(day) else "")

    @cached_property
    def version(self) -> str:
        """A stable hash of everything that can change a date; stored with each computed deadline."""
        parts = [str(self.weekend_workdays_count)]
        for notice in self.notices:
            parts.append(f"{notice.year} {notice.number}")
            parts += [f"{entry.first} {entry.last} {entry.name} {entry.number}" for entry in notice.breaks]
            parts += [day.isoformat() for day in sorted(notice.workdays)]
        parts += [f"local {day}" for day in sorted(self.local_rest_days)]
        parts += [f"{day} {entry.name}" for day, entry in sorted(self._breaks.items())]
        return sha256("\n".join(parts).encode()).hexdigest()[:16]

    def _reason(self, day: date) -> str:
        if day in self._working_weekends:
            return f"调休工作日，{self._working_weekends[day]}"
        if entry := self._breaks.get(day):
            return f"{entry.name}放假，{entry.number}"
        if day in self.local_rest_days:
            return "地方休息日"
        return _WEEKEND_NAMES.get(day.weekday(), "工作日")

    def _count(self, ordinal: int) -> int:
        """Working days from 0001-01-01 (a Monday) to the ordinal: Mondays to Fridays, less holidays, plus 调休 days."""
        weeks, rest = divmod(ordinal, 7)
        removed = bisect_right(self._removed, ordinal)
        added = bisect_right(self._added, ordinal)
        return weeks * 5 + min(rest, 5) - removed + added

    @cached_property
    def _published(self) -> frozenset[int]:
        return frozenset(notice.year for notice in self.notices)

    @cached_property
    def _breaks(self) -> dict[date, Break]:
        statutory = (
            entry
            for year in range(FIRST_YEAR, LAST_YEAR + 1)
            if year not in self._published
            for entry in _statutory_breaks(year)
        )
        notified = (entry for notice in self.notices for entry in notice.breaks)
        return {day: entry for entries in (statutory, notified) for entry in entries for day in entry.days()}

    @cached_property
    def _notified(self) -> frozenset[date]:
        """Days a notice decides, also across the turn of the year (2022-12-31)."""
        off = (day for notice in self.notices for entry in notice.breaks for day in entry.days())
        return frozenset(off).union(*(notice.workdays for notice in self.notices))

    @cached_property
    def _working_weekends(self) -> dict[date, str]:
        if not self.weekend_workdays_count:
            return {}
        return {
            day: notice.number for notice in self.notices for day in notice.workdays if day not in self.local_rest_days
        }

    @cached_property
    def _removed(self) -> list[int]:
        return sorted(day.toordinal() for day in {*self._breaks, *self.local_rest_days} if day.weekday() < 5)

    @cached_property
    def _added(self) -> list[int]:
        return sorted(day.toordinal() for day in self._working_weekends)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text}”不是真实的日期，应写作2027-02-05") from None


@lru_cache(maxsize=1)
def _lunar_days() -> dict[int, dict[str, date]]:
    """Lunar new year, Qingming, Dragon Boat and Mid-Autumn of coming years (GB/T 33661—2017)."""
    rows = json.loads(DATA.read_text("utf-8"))["lunar"]
    return {int(year): {name: date.fromisoformat(day) for name, day in days.items()} for year, days in rows.items()}


def _statutory_breaks(year: int) -> Iterator[Break]:
    """The thirteen days of the 2024 放假办法, article 2; without the lunar ones where no table reaches."""
    yield Break(date(year, 1, 1), date(year, 1, 1), "元旦", STATUTE)
    yield Break(date(year, 5, 1), date(year, 5, 2), "劳动节", STATUTE)
    yield Break(date(year, 10, 1), date(year, 10, 3), "国庆节", STATUTE)
    if lunar := _lunar_days().get(year):
        eve = lunar["spring_festival"] - timedelta(days=1)
        yield Break(eve, eve + timedelta(days=3), "春节", STATUTE)
        for name, key in (("清明节", "qingming"), ("端午节", "dragon_boat"), ("中秋节", "mid_autumn")):
            yield Break(lunar[key], lunar[key], name, STATUTE)


_EVERY_DAY = range(1, date.max.toordinal() + 1)
