"""The database's clock decides; a clock that cannot be trusted stops the sweep instead of firing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from types import SimpleNamespace

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from courtflow.accounts.models import Court
from courtflow.flow import clock, sweep, watch
from courtflow.flow.events import record_system_event
from courtflow.flow.middleware import OneReading
from courtflow.flow.models import Deadline, Event, Notification, SweepRun
from courtflow.flow.perform import perform
from courtflow.flow.watch import Reading
from tests.diary import noon
from tests.enforcement import steps

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
MONDAY = Reading(NOW, NOW, "boot-1", 50_000.0, 0)


@pytest.fixture
def real_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "source", clock.database_time)


def later(reading: Reading, by: timedelta, *, ran: timedelta | None = None, boot: str = "") -> Reading:
    """The clocks after `by`; `ran` is what the machine's counter says (default: the same)."""
    passed = by if ran is None else ran
    return replace(
        reading, at=reading.at + by, host=reading.host + by, uptime=reading.uptime + passed.total_seconds(),
        boot=boot or reading.boot,
    )  # fmt: skip


def swept(reading: Reading) -> SweepRun:
    return SweepRun.objects.create(started_at=reading.at, ended_at=reading.at, **reading.fields())


# -- whose clock ---------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("real_clock")
def test_the_clock_is_the_databases_whatever_this_machine_believes() -> None:
    real = datetime.now(UTC)
    with time_machine.travel(datetime(2031, 1, 1, tzinfo=UTC), tick=False):
        assert abs(clock.now() - real) < timedelta(minutes=1)
        event = record_system_event("test", {})
    assert event.recorded_at.year == real.year


@pytest.mark.usefixtures("real_clock")
def test_a_machine_in_next_year_performs_acts_today(shanyang: Court, cast: Callable[[Court], SimpleNamespace]) -> None:
    people = cast(shanyang)
    row = steps.in_hand(shanyang, people, datetime.now(UTC) - timedelta(days=1))
    stay = {"ground": "death", "ruling_no": "执1号之一", "note": "等待继承人"}
    real = datetime.now(UTC)
    with time_machine.travel(real + timedelta(days=400), tick=False):
        perform(row, "suspend", by=people.enforcement_judge, facts=stay | {"served_on": f"{real:%Y-%m-%d}"})
        assert sweep.sweep().fired == 0
    assert abs(Event.objects.latest("id").at - real) < timedelta(minutes=1)
    assert row.deadlines.filter(rule="execution_six_months").latest("id").live


@pytest.mark.usefixtures("real_clock")
def test_a_page_looks_at_the_clock_once_and_an_act_each_time() -> None:
    def ask(request: object) -> list[datetime]:
        return [clock.now(), clock.now()]

    view = OneReading(ask)  # type: ignore[arg-type]
    with CaptureQueriesContext(connection) as reading:
        first, second = view(RequestFactory().get("/"))
    assert (len(reading), first) == (1, second)
    with CaptureQueriesContext(connection) as acting:
        first, second = view(RequestFactory().post("/"))
    assert len(acting) == 2
    assert first < second


# -- what stops the sweep ------------------------------------------------------------------------------------------


def test_the_first_sweep_of_all_needs_no_past() -> None:
    assert watch.fault(MONDAY) == ""


@pytest.mark.parametrize("off", [timedelta(minutes=3), -timedelta(minutes=3), timedelta(days=365)])
def test_two_clocks_that_disagree_stop_it(off: timedelta) -> None:
    assert "应用服务器时钟" in watch.fault(replace(MONDAY, host=NOW + off))
    assert watch.fault(replace(MONDAY, host=NOW + timedelta(seconds=90))) == ""


def test_a_clock_behind_the_last_sweep_or_the_newest_event_stops_it() -> None:
    swept(MONDAY)
    assert "早于上次巡查" in watch.fault(later(MONDAY, -timedelta(minutes=10), ran=timedelta(minutes=1)))
    with time_machine.travel(NOW + timedelta(hours=3), tick=False):
        record_system_event("test", {})
    assert "早于最新一条历史记录" in watch.fault(later(MONDAY, timedelta(hours=1)))
    assert watch.fault(later(MONDAY, timedelta(hours=3))) == ""


@pytest.mark.parametrize("ahead", [timedelta(minutes=5), timedelta(days=3), timedelta(days=4000)])
def test_a_clock_that_ran_ahead_of_the_machine_stops_it_though_both_clocks_agree(ahead: timedelta) -> None:
    swept(MONDAY)
    jumped = later(MONDAY, ahead + timedelta(seconds=30), ran=timedelta(seconds=30))
    assert "机器实际运行30秒" in watch.fault(jumped)
    assert "时钟跳变" in watch.fault(jumped)


def test_an_outage_is_no_jump() -> None:
    swept(MONDAY)
    assert watch.fault(later(MONDAY, timedelta(days=3))) == ""  # the worker was off, the machine was on
    assert watch.fault(later(MONDAY, timedelta(days=3), ran=timedelta(), boot="boot-2")) == ""  # the machine was off


def test_a_long_gap_that_no_counter_measured_wants_a_persons_word() -> None:
    swept(MONDAY)
    assert watch.fault(later(MONDAY, timedelta(days=15), boot="boot-2")) == ""
    assert "无法核实" in watch.fault(later(MONDAY, timedelta(days=16), boot="boot-2"))
    assert watch.fault(later(MONDAY, timedelta(days=16))) == ""  # measured by the counter of the same machine


def test_each_machine_is_measured_by_its_own_counter() -> None:
    swept(MONDAY)
    swept(replace(later(MONDAY, timedelta(seconds=30)), boot="boot-2", uptime=7.0))
    assert watch.fault(later(MONDAY, timedelta(seconds=60))) == ""
    assert "时钟跳变" in watch.fault(later(MONDAY, timedelta(hours=1), ran=timedelta(seconds=60)))


# -- what happens then ---------------------------------------------------------------------------------------------


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[Reading]:
    """What the clocks show from now on; the last one stays."""
    shown = [MONDAY]
    monkeypatch.setattr(watch, "read", lambda: shown[-1])
    monkeypatch.setattr(clock, "source", lambda: shown[-1].at)
    return shown


def test_it_fires_nothing_tells_once_and_goes_on_by_itself(
    readings: list[Reading], shanyang: Court, cast: Callable[[Court], SimpleNamespace]
) -> None:
    people = cast(shanyang)
    row = steps.in_hand(shanyang, people, noon(2026, 6, 1), effective_on=noon(2026, 4, 1).date())
    assert sweep.patrol().halted == ""
    overdue = Deadline.objects.filter(state=Deadline.State.OVERDUE).count()

    readings.append(later(MONDAY, timedelta(days=30), ran=timedelta(seconds=30)))
    assert "时钟跳变" in sweep.patrol().halted
    readings.append(later(MONDAY, timedelta(days=30, seconds=30), ran=timedelta(seconds=60)))
    assert "时钟跳变" in sweep.patrol().halted
    with pytest.raises(CommandError, match="时钟不可信，没有处理任何期限"):
        call_command("sweep")

    assert row.deadlines.get(rule="execution_six_months").state == Deadline.State.RUNNING
    assert Deadline.objects.filter(state=Deadline.State.OVERDUE).count() == overdue
    assert SweepRun.objects.exclude(halted="").count() == 1
    assert Notification.objects.filter(user=people.system_admin, text__contains="期限巡查已停止").count() == 1

    readings.append(later(MONDAY, timedelta(seconds=90)))
    assert sweep.patrol().halted == ""
    said = StringIO()
    call_command("sweep", stdout=said)
    assert "期限巡查完成" in said.getvalue()


def test_an_administrator_confirms_a_rightful_correction(
    readings: list[Reading], shanyang: Court, cast: Callable[[Court], SimpleNamespace]
) -> None:
    by = cast(shanyang).system_admin
    sweep.patrol()
    readings.append(later(MONDAY, timedelta(hours=8), ran=timedelta(seconds=30)))
    assert sweep.patrol().halted

    watch.confirm(by, "与国家授时中心核对")

    assert sweep.patrol().halted == ""
    event = Event.objects.get(act="clock.confirm")
    assert (event.by, event.articles) == (by, ["与国家授时中心核对"])
    assert "时钟跳变" in event.facts["halted"]


def test_a_clock_set_back_rightly_goes_on_after_confirmation(
    readings: list[Reading], shanyang: Court, cast: Callable[[Court], SimpleNamespace]
) -> None:
    by = cast(shanyang).system_admin
    record_system_event("test", {})
    sweep.patrol()
    readings.append(later(MONDAY, -timedelta(hours=8), ran=timedelta(seconds=30)))
    assert "时钟倒退" in sweep.patrol().halted
    watch.confirm(by, "主板电池更换后校时")
    assert sweep.patrol().halted == ""


def test_no_word_makes_two_different_clocks_agree(
    readings: list[Reading], shanyang: Court, cast: Callable[[Court], SimpleNamespace]
) -> None:
    readings.append(replace(MONDAY, host=NOW + timedelta(hours=1)))
    watch.confirm(cast(shanyang).system_admin, "误操作")
    assert "相差1小时" in sweep.patrol().halted


# -- the banner ----------------------------------------------------------------------------------------------------


def page(user: object) -> str:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client.get("/inbox/").content.decode()


def test_every_page_says_how_late_the_sweep_is(shanyang: Court, cast: Callable[[Court], SimpleNamespace]) -> None:
    reader = cast(shanyang).filing_clerk
    with time_machine.travel(NOW, tick=False):
        assert "期限巡查尚未运行" in page(reader)
        swept(MONDAY)
        assert "cf-banner-late" not in page(reader)
    with time_machine.travel(NOW + timedelta(days=3, hours=2), tick=False):
        assert "已迟延3天2小时" in page(reader)


def test_every_page_says_since_when_it_stands_still_and_whom_to_call(
    shanyang: Court, cast: Callable[[Court], SimpleNamespace]
) -> None:
    people = cast(shanyang)
    swept(MONDAY)
    with time_machine.travel(NOW + timedelta(minutes=20), tick=False):
        watch.halt(later(MONDAY, timedelta(minutes=20)), "时钟跳变")
        seen = page(people.filing_clerk)
    assert "2026年11月20日 17:20" in seen
    assert "时钟跳变" in seen
    assert str(people.system_admin) in seen
