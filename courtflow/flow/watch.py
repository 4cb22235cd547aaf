"""Is the clock to be trusted? Watched before every sweep, because a sweep by a wrong clock takes rights away.

Two things look alike to a naive eye: an outage (nobody swept for three days; what fell due must be caught up) and a
jump (somebody set the clock three days on; nothing has fallen due). They are told apart by measures of time that
setting the clock does not move:

1. The application's machine has a clock of its own. Where both clocks differ by more than CLOCK_TOLERANCE, one of them
   is wrong, and it is not for the sweep to guess which.
2. History does not run backwards: no event and no sweep may be later than now.
3. Since the last sweep on this machine its counter of seconds since the start (CLOCK_BOOTTIME, which runs on through
   sleep and cannot be set) has advanced by what really passed. Clock and counter must agree, also when database and
   application share one machine and so one wrong clock.
4. After a restart there is no counter to compare with. A gap of up to CLOCK_UNMEASURED is taken for an outage, because
   both clocks agree on it; a longer one wants a person's word.

A sweep that must not run fires nothing, says so on every page and to the administrators, and tries again each time: it
goes on by itself once the clocks agree. Where the correction was right (a clock that had been wrong until then), an
administrator confirms it, which is an event, and time is measured from there. A machine restored from a snapshot is
such a case, too: its counter stood still meanwhile.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction

from . import clock
from .events import record_system_event
from .models import Event, Notification, SweepRun

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
DRIFT_WORTH_TELLING = timedelta(seconds=5)  # a technical limit: a synchronised clock is right to the second


@dataclass(frozen=True)
class Reading:
    """All clocks at one moment: the database's, this machine's, and its seconds since `boot`."""

    at: datetime
    host: datetime
    boot: str
    uptime: float
    newest_event: int

    @property
    def drift(self) -> timedelta:
        return self.host - self.at

    def fields(self) -> dict[str, Any]:
        """As a SweepRun keeps it."""
        return {
            "drift": self.drift.total_seconds(), "boot": self.boot, "uptime": self.uptime,
            "events_seen": self.newest_event,
        }  # fmt: skip


def read() -> Reading:
    newest = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return Reading(clock.now(), datetime.now(UTC), boot_id(), uptime(), newest)


def boot_id() -> str:
    """What changes when this machine starts anew; empty where the system does not tell."""
    return BOOT_ID.read_text().strip() if BOOT_ID.exists() else ""


def uptime() -> float:
    """Seconds since the machine started, sleep included."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


def fault(reading: Reading) -> str:
    """Why the clock cannot be trusted, in Chinese; empty when it can."""
    trusted = SweepRun.objects.filter(halted="")
    word = trusted.exclude(confirmed_by=None).order_by("-id").first()
    since = trusted.filter(pk__gte=word.pk) if word else trusted
    last = since.order_by("-id").first()
    measured = since.exclude(uptime=None).filter(boot=reading.boot).exclude(boot="").order_by("-id").first()
    return (
        _disagreement(reading)
        or _backwards(reading, last)
        or (_jump(reading, measured) if measured else _long_gap(reading, last))
    )


def _disagreement(reading: Reading) -> str:
    if abs(reading.drift) <= settings.CLOCK_TOLERANCE:
        return ""
    return f"数据库时钟为{_say(reading.at)}，应用服务器时钟为{_say(reading.host)}，相差{in_words(reading.drift)}"


def _backwards(reading: Reading, last: SweepRun | None) -> str:
    limit = reading.at + settings.CLOCK_TOLERANCE
    if last and last.started_at > limit:
        return f"数据库时钟为{_say(reading.at)}，早于上次巡查的{_say(last.started_at)}，时钟倒退"
    seen = last.events_seen if last else 0
    newest = Event.objects.filter(pk__gt=seen).order_by("-pk").values_list("recorded_at", flat=True).first()
    if newest and newest > limit:
        return f"数据库时钟为{_say(reading.at)}，早于最新一条历史记录的{_say(newest)}，时钟倒退"
    return ""


def _jump(reading: Reading, measured: SweepRun) -> str:
    shown = reading.at - measured.started_at
    passed = timedelta(seconds=reading.uptime - (measured.uptime or 0))
    if abs(shown - passed) <= settings.CLOCK_TOLERANCE:
        return ""
    return (
        f"自{_say(measured.started_at)}巡查以来，机器实际运行{in_words(passed)}，时钟却走过{in_words(shown)}，时钟跳变"
    )


def _long_gap(reading: Reading, last: SweepRun | None) -> str:
    if last is None or reading.at - last.started_at <= settings.CLOCK_UNMEASURED:
        return ""
    gap = in_words(reading.at - last.started_at)
    return f"距上次巡查（{_say(last.started_at)}）已{gap}，其间机器重新启动，无法核实时钟是否正确"


def halt(reading: Reading, why: str) -> None:
    """Remember that nothing is fired, since when and why; tell the administrators once."""
    with transaction.atomic():
        newest = SweepRun.objects.select_for_update().order_by("-id").first()
        if newest and newest.halted:
            SweepRun.objects.filter(pk=newest.pk).update(halted=why, ended_at=reading.at)
            return
        SweepRun.objects.create(started_at=reading.at, ended_at=reading.at, halted=why, **reading.fields())
        advice = "请核对服务器时间；确属正常校时的，在“管理—期限巡查记录”中确认"
        text = f"期限巡查已停止，到期事项不再自动处理：{why}。{advice}"
        Notification.objects.bulk_create(
            Notification(user=person, text=text[:500], sent_at=reading.at)
            for person in get_user_model().objects.system_administrators()
        )


def confirm(by: Any, source: str) -> SweepRun:
    """An administrator says that the database's clock is right now; time is measured from here."""
    with transaction.atomic():
        before = SweepRun.objects.order_by("-id").first()
        facts = {"halted": before.halted if before else "", "clock": clock.now()}
        record_system_event("clock.confirm", facts, by, label="确认系统时钟", source=source)
        reading = read()
        return SweepRun.objects.create(
            started_at=reading.at, ended_at=reading.at, confirmed_by=by, **reading.fields()
        )  # fmt: skip


def _say(moment: datetime) -> str:
    return f"{moment.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M:%S}"


def in_words(span: timedelta) -> str:
    """“3天2小时”, “5分20秒”: the two largest units that count."""
    seconds = abs(int(span.total_seconds()))
    sizes = (seconds // 86400, seconds % 86400 // 3600, seconds % 3600 // 60, seconds % 60)
    parts = [f"{number}{unit}" for number, unit in zip(sizes, ("天", "小时", "分", "秒"), strict=True) if number]
    return "".join(parts[:2]) or "0秒"
