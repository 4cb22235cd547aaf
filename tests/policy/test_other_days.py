"""A notice also lists, and moves on somebody's word, recurring duties and last days that count from an effective day.

The notice of 2027 is the invented one of tests/policy/notice_2027.json.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client

from courtflow.accounts.models import Court
from courtflow.cases import effects
from courtflow.duties import filing
from courtflow.duties.models import Duty
from courtflow.flow import holidays, recalendar
from courtflow.flow.models import CalendarMove, Deadline, Event, Notification
from courtflow.flow.sweep import sweep
from courtflow.policy.holidays import parse
from courtflow.policy.models import HolidayNotice, LocalRestDay
from tests.diary import noon
from tests.trial import steps
from trial.models import Trial

FILE = Path(__file__).with_name("notice_2027.json")
SPRING = date(2027, 2, 10)  # a working day by the statute alone, in the long break of the notice


def loaded() -> HolidayNotice:
    return holidays.load(parse(FILE.read_text("utf-8")), "测试公报")


@pytest.fixture
def people(shanyang: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def effective(shanyang: Court, people: SimpleNamespace) -> Trial:
    """Served on 27 October 2026, effective on 12 November: ninety days end on 10 February 2027."""
    trial = steps.heard(shanyang, people, noon(2026, 9, 1))
    facts = steps.judgment(steps.item(trial, due_days=90))
    steps.signed(trial, people, noon(2026, 10, 26), "draft_judgment", facts)
    for name in ("张一", "李二"):
        steps.served(trial, people, name, noon(2026, 10, 27))
    with time_machine.travel(noon(2026, 11, 12), tick=False):
        sweep()
    trial.refresh_from_db()
    assert (trial.state, trial.instrument.effective_on) == (Trial.State.PERFORMING, date(2026, 11, 12))
    return trial


def last_day(trial: Trial) -> date | None:
    return trial.instrument.obligations.get().due_on


def clocks(trial: Trial) -> dict[str, tuple[date, date]]:
    rows = trial.deadlines.filter(state__in=Deadline.COUNTING)
    return {row.rule: (row.started_on, row.due_on) for row in rows}


def told(trial: Trial) -> date:
    points = effects.line_of(trial.instrument).points
    return next(point.on for point in points if point.what == "performance")


def test_the_last_day_of_an_item_is_listed_and_waits(effective: Trial, people: SimpleNamespace) -> None:
    out = StringIO()
    call_command("load_holidays", str(FILE), "--dry-run", stdout=out)
    assert f"改期　{effective.number}　{effective.instrument.number}第1项的履行期末日　2027-02-10 → 2027-02-12" in (
        out.getvalue()
    )
    (move,) = holidays.confirm(loaded())
    assert (move.kind, move.case, move.court) == ("item", effective.case, effective.court)
    assert last_day(effective) == told(effective) == SPRING
    assert clocks(effective)["performance_period"] == (SPRING, SPRING)

    browser = Client()
    browser.force_login(people.trial_judge)
    page = browser.get(f"/cases/{effective.case_id}/").content.decode()
    assert "改期待确认" in page
    assert "2027年2月12日" in page


def test_confirmed_it_moves_with_every_clock_that_counts_from_it(effective: Trial, people: SimpleNamespace) -> None:
    (move,) = holidays.confirm(loaded())
    event = recalendar.move(move, people.system_admin)
    effective.refresh_from_db()

    fresh = date(2027, 2, 12)
    assert last_day(effective) == told(effective) == fresh
    assert clocks(effective)["performance_period"] == (fresh, fresh)
    assert clocks(effective)["limitation"][0] == fresh
    assert event is not None
    assert (event.act, event.case_id, event.facts["old"]) == ("calendar.move", effective.case_id, "2027-02-10")
    assert all(row.started_by == event for row in effective.deadlines.filter(started_on=fresh))
    assert effective.deadlines.filter(state=Deadline.State.REPLACED, started_on=SPRING).count() == 2
    assert not CalendarMove.objects.pending().exists()
    assert recalendar.move(move, people.system_admin) is None


def test_kept_it_stays_and_the_line_of_effect_says_so(effective: Trial, people: SimpleNamespace) -> None:
    (move,) = holidays.confirm(loaded())
    assert recalendar.keep(move, people.system_admin) is not None
    assert last_day(effective) == told(effective) == SPRING
    point = next(each for each in effects.line_of(effective.instrument).points if each.what == "performance")
    assert "以登记的" in point.steps[-1]


def test_a_rest_day_entered_late_moves_the_effective_day_and_what_counts_from_it(
    effective: Trial, people: SimpleNamespace
) -> None:
    """The last day to appeal, 11 November, turns out to have been a local rest day."""
    LocalRestDay.objects.create(court=effective.court, day=date(2026, 11, 11), source="测试：地方民族节日")
    with time_machine.travel(noon(2026, 11, 20), tick=False):
        (move,) = recalendar.take_note("地方休息日")
        assert (move.kind, move.old_on, move.new_on) == ("effect", date(2026, 11, 12), date(2026, 11, 13))
        recalendar.move(move, people.system_admin)
    effective.instrument.refresh_from_db()
    assert effective.instrument.effective_on == date(2026, 11, 13)
    assert last_day(effective) == date(2027, 2, 11)
    assert clocks(effective)["limitation"][0] == date(2027, 2, 11)
    assert "地方休息日" in effective.instrument.effect_steps[-1]


def test_a_clock_to_appeal_that_waits_for_a_word_ends_when_people_were_told(
    shanyang: Court, people: SimpleNamespace
) -> None:
    """Served on 27 October 2026; a rest day on the last day is undecided: the judgment takes effect."""
    trial = steps.heard(shanyang, people, noon(2026, 9, 1))
    steps.signed(trial, people, noon(2026, 10, 26), "draft_judgment", steps.judgment(steps.item(trial)))
    for name in ("张一", "李二"):
        steps.served(trial, people, name, noon(2026, 10, 27))
    LocalRestDay.objects.create(court=shanyang, day=date(2026, 11, 11), source="测试")
    with time_machine.travel(noon(2026, 11, 10), tick=False):
        assert len(recalendar.take_note("地方休息日")) == 2
    with time_machine.travel(noon(2026, 11, 12), tick=False):
        sweep()
    trial.refresh_from_db()
    assert (trial.state, trial.instrument.effective_on) == (Trial.State.PERFORMING, date(2026, 11, 12))
    assert "按登记的末日届满" in trial.instrument.effect_steps[0]


def test_nothing_of_an_instrument_moves_once_nothing_runs(effective: Trial) -> None:
    effective.deadlines.update(state=Deadline.State.MET)
    with time_machine.travel(noon(2027, 6, 1), tick=False):
        assert holidays.confirm(loaded()) == []


# -- recurring duties ----------------------------------------------------------------------------------------------


@pytest.fixture
def duty(shanyang: Court, people: SimpleNamespace) -> Duty:
    """Ten working days after the half year's end, of which a local rest day takes one."""
    with time_machine.travel(noon(2027, 1, 1), tick=False):
        sweep()
    found = Duty.objects.get(rule="duty_coordination_check", period="2026年下半年")
    assert (found.due_on, found.provisional) == (date(2027, 1, 15), True)
    return found


def test_a_duty_is_listed_moved_and_told_of(duty: Duty, shanyang: Court, people: SimpleNamespace) -> None:
    with time_machine.travel(noon(2027, 1, 5), tick=False):
        LocalRestDay.objects.create(court=shanyang, day=date(2027, 1, 12), source="测试")
        found = {move.row: move for move in recalendar.take_note("地方休息日") if move.kind == "duty"}
        duty.refresh_from_db()
        assert duty.due_on == date(2027, 1, 15)
        assert (found[duty.pk].new_on, found[duty.pk].case, found[duty.pk].court) == (date(2027, 1, 18), None, shanyang)

        event = recalendar.move(found[duty.pk], people.system_admin)
    duty.refresh_from_db()
    assert (duty.due_on, duty.state) == (date(2027, 1, 18), Duty.State.OPEN)
    assert "末日由2027-01-15改为2027-01-18" in duty.steps[-1]
    assert duty.calendar_version != ""
    assert event is not None
    assert (event.stream.key, event.facts["court"]["id"]) == ("house", shanyang.pk)
    assert Notification.objects.filter(user=people.case_manager, text__contains="改为2027-01-18").exists()


def test_a_notice_that_moves_no_duty_takes_its_provisional_mark_away(duty: Duty) -> None:
    holidays.confirm(loaded())
    duty.refresh_from_db()
    assert (duty.due_on, duty.provisional) == (date(2027, 1, 15), False)
    assert not CalendarMove.objects.filter(kind="duty", row=duty.pk).exists()


def test_a_late_duty_that_a_rest_day_puts_in_time_is_open_again(
    duty: Duty, shanyang: Court, people: SimpleNamespace
) -> None:
    with time_machine.travel(noon(2027, 1, 16), tick=False):
        sweep()
        duty.refresh_from_db()
        assert duty.state == Duty.State.OVERDUE
        LocalRestDay.objects.create(court=shanyang, day=date(2027, 1, 15), source="测试")
        holidays.move_all(recalendar.take_note("地方休息日"), people.system_admin)
    duty.refresh_from_db()
    assert (duty.due_on, duty.state) == (date(2027, 1, 18), Duty.State.OPEN)


def test_a_duty_filed_meanwhile_waits_for_nobody(duty: Duty, shanyang: Court, people: SimpleNamespace) -> None:
    with time_machine.travel(noon(2027, 1, 5), tick=False):
        LocalRestDay.objects.create(court=shanyang, day=date(2027, 1, 12), source="测试")
        (move,) = (each for each in recalendar.take_note("地方休息日") if each.row == duty.pk and each.kind == "duty")
        filing.file_by_system(duty, {}, noon(2027, 1, 5))
        assert recalendar.move(move, people.system_admin) is None
    move.refresh_from_db()
    assert move.state == CalendarMove.State.OVERTAKEN
    assert not Event.objects.filter(act="calendar.move").exists()
