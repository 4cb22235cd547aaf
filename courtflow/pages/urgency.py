"""How a due date is worded: the four groups of pressing dates, and the time that is left in Chinese."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from courtflow.flow import clock


@dataclass(frozen=True)
class Look:
    """One group of dates (`Deadline.urgency`), never told by colour alone: words and icon say the same."""

    slug: str
    label: str
    icon: str


LOOKS = {
    look.slug: look
    for look in (
        Look("overdue", "已逾期", "alert-triangle"),
        Look("today", "今天到期", "clock-exclamation"),
        Look("soon", "3天内到期", "clock"),
        Look("later", "3天后到期", "calendar"),
    )
}


def days_left(last_day: date) -> str:
    """“还剩3天”, “今天到期”, “已逾期2天”."""
    days = (last_day - clock.today()).days
    if days < 0:
        return f"已逾期{-days}天"
    return "今天到期" if days == 0 else f"还剩{days}天"


def hours_left(moment: datetime) -> str:
    """The same for a period in hours, which ends at a moment within a day."""
    left = moment - clock.now()
    hours = abs(left) // timedelta(hours=1)
    size = f"{hours}小时" if hours else "不足1小时"
    return f"已逾期{size}" if left <= timedelta() else f"还剩{size}"
