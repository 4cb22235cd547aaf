"""Reading a newly published notice of the State Council: everything that is wrong with it is said in one line.

《全国年节及纪念日放假办法》(2024) fixes the statutory days; a notice that leaves one of them out, works on a weekday or
rests for a month has been copied wrongly.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import Any

from courtflow.law.calendar import Calendar, Notice

LONGEST_BREAK = 15  # a technical limit against slips of the pen: the longest break of 2020–2026 has ten days
STATUTE_OF_THIRTEEN_DAYS = 2025  # before that year New Year's Eve was a working day


def parse(text: str) -> dict[str, Any]:
    """One notice, in the shape of law/data/holidays.json (alone, or as the only one of `notices`). ValueError."""
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"不是有效的 JSON：第{error.lineno}行第{error.colno}列有误") from None
    if isinstance(found, dict) and "notices" in found:
        rows = found["notices"]
        if not isinstance(rows, list) or len(rows) != 1:
            raise ValueError("一次载入一个年度的通知，notices 中只能有一项")
        found = rows[0]
    if not isinstance(found, dict):
        raise ValueError("应为一个对象，含 year、number、breaks、workdays")
    read(found)
    return {name: found[name] for name in ("year", "number", "breaks", "workdays")}


def read(row: dict[str, Any]) -> Notice:
    """The notice, if it holds together. ValueError with one Chinese line."""
    _check_shape(row)
    notice = Notice.read(row)
    for problem in _problems(notice):
        raise ValueError(problem)
    return notice


def _check_shape(row: dict[str, Any]) -> None:
    for name in ("year", "number", "breaks", "workdays"):
        if name not in row:
            raise ValueError(f"放假通知缺少“{name}”一项")
    if isinstance(row["year"], bool) or not isinstance(row["year"], int) or not 2020 <= row["year"] <= 2050:
        raise ValueError("year 应为2020至2050之间的整数年份")
    if not isinstance(row["number"], str) or not row["number"].strip():
        raise ValueError("number 应为发文字号，例如 国办发明电〔2025〕7号")
    if not isinstance(row["breaks"], list) or not row["breaks"]:
        raise ValueError("breaks 应为非空列表，逐项写明 name、first、last")
    for entry in row["breaks"]:
        if not isinstance(entry, dict) or not all(isinstance(entry.get(key), str) for key in ("name", "first", "last")):
            raise ValueError("breaks 的每一项须有文字 name、first、last")
        if not isinstance(entry.get("number", ""), str):
            raise ValueError("breaks 中的 number 应为文字")
    if not isinstance(row["workdays"], list) or not all(isinstance(day, str) for day in row["workdays"]):
        raise ValueError("workdays 应为日期文字的列表，没有调休上班日的写 []")


def _problems(notice: Notice) -> Iterator[str]:
    seen: set[date] = set()
    for entry in notice.breaks:
        days = list(entry.days())
        if not any(day.year == notice.year for day in days):
            yield f"{entry.name}（{entry.first}至{entry.last}）不在{notice.year}年"
        if len(days) > LONGEST_BREAK:
            yield f"{entry.name}放假{len(days)}天，超过{LONGEST_BREAK}天，请核对起止日期"
        if doubled := seen.intersection(days):
            yield f"{min(doubled)}在两个假期中重复"
        seen.update(days)
    for day in sorted(notice.workdays):
        if abs((day - date(notice.year, 7, 1)).days) > 220:
            yield f"调休上班日{day}不在{notice.year}年前后"
    if notice.year >= STATUTE_OF_THIRTEEN_DAYS:
        for day, name in _statutory(notice.year):
            if day not in seen:
                yield f"缺少法定节日：{name}（{day}）"


def _statutory(year: int) -> Iterator[tuple[date, str]]:
    """The days that the statute itself gives for a year, as a calendar without any notice knows them."""
    bare = Calendar(())
    for ordinal in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1):
        day = date.fromordinal(ordinal)
        if name := bare.holiday(day):
            yield day, name


def digest(payload: dict[str, Any]) -> str:
    """Equal for notices that say the same."""
    return sha256(json.dumps(payload, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
