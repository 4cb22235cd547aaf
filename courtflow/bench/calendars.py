"""What a question of working days costs, near and far: the calendar bisects, it does not walk."""

from __future__ import annotations

from datetime import date

from courtflow.law.calendar import Calendar

from .measures import Ratio, timed

START = date(2024, 9, 30)
NEAR, FAR = 3, 20_000  # working days: a handover, and eighty years


def working_days(repeats: int) -> Ratio:
    """`repeats` questions about a distant day against as many about a near one."""
    calendar = Calendar.national()
    calendar.add_working_days(START, FAR)  # the table of exceptional days is made once

    def ask(length: int) -> float:
        return min(timed(lambda: [calendar.add_working_days(START, length) for _ in range(repeats)]) for _ in range(5))

    return Ratio(f"the {FAR:,}th working day : the {NEAR}rd working day", ask(FAR), ask(NEAR))
