"""A new holiday notice: what it moves is shown first, moves on somebody's word, and never silently.

The notice of 2027 used here is invented (tests/policy/notice_2027.json); none had been published.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courtflow.accounts.models import Court
from courtflow.flow import holidays, recalendar
from courtflow.flow.models import CalendarMove, Deadline, Event, Notification
from courtflow.flow.suspension import pause_clocks, resume_clocks
from courtflow.law.calendar import Calendar
from courtflow.law.exclusions import STAY
from courtflow.policy.holidays import parse, read
from courtflow.policy.models import HolidayNotice, LocalRestDay
from enforcement.models import Execution
from tests.diary import effective_case, noon
from tests.enforcement import steps

FILE = Path(__file__).with_name("notice_2027.json")
INVENTED = json.loads(FILE.read_text("utf-8"))
SIX_MONTHS = "execution_six_months"


def payload() -> dict[str, Any]:
    return parse(FILE.read_text("utf-8"))


def changed(**parts: Any) -> str:
    return json.dumps({**INVENTED, **parts}, ensure_ascii=False)


@pytest.fixture
def people(shanyang: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def later(shanyang: Court, people: SimpleNamespace) -> Execution:
    """Six months to 9 February 2027: a working day by the statute alone, in the long break of the notice."""
    return steps.in_hand(shanyang, people, noon(2026, 8, 9))


@pytest.fixture
def earlier(shanyang: Court, people: SimpleNamespace) -> Execution:
    """Six months to Sunday, 31 January 2027: rolled to Monday, but the notice makes the Sunday a working day."""
    return steps.in_hand(shanyang, people, noon(2026, 7, 31))


@pytest.fixture
def unmoved(shanyang: Court, people: SimpleNamespace) -> Execution:
    """Six months to Monday, 15 March 2027, whatever the notice says."""
    return steps.in_hand(shanyang, people, noon(2026, 9, 15))


def limit(row: Execution) -> Deadline:
    return row.deadlines.filter(rule=SIX_MONTHS).latest("id")


def days(*rows: Execution) -> list[tuple[date, bool]]:
    return [(limit(row).due_on, limit(row).provisional) for row in rows]


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("load_holidays", *arguments, stdout=out)
    return out.getvalue()


BEFORE = [(date(2027, 2, 9), True), (date(2027, 2, 1), True), (date(2027, 3, 15), True)]


# -- without confirmation ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", [("--dry-run",), ()])
def test_the_command_lists_what_would_move_and_moves_nothing(
    later: Execution, earlier: Execution, unmoved: Execution, how: tuple[str, ...]
) -> None:
    text = said(str(FILE), *how)

    assert f"改期　{later.number}　执行期限（六个月）　2027-02-09 → 2027-02-12" in text
    assert f"改期（提前）　{earlier.number}　执行期限（六个月）　2027-02-01 → 2027-01-31" in text
    assert f"日期不变，不再暂定　{unmoved.number}　执行期限（六个月）　2027-03-15" in text
    assert "将改期2项，1项不再暂定" in text
    assert days(later, earlier, unmoved) == BEFORE
    assert HolidayNotice.objects.count() == (0 if how else 1)
    assert not CalendarMove.objects.exists()
    assert not later.court.calendar.is_rest_day(date(2027, 2, 9))


def test_confirmed_on_the_command_line_everything_listed_moves(
    later: Execution, earlier: Execution, unmoved: Execution
) -> None:
    assert "改期2项" in said(str(FILE), "--confirm", "--source", "测试公报")

    assert days(later, earlier, unmoved) == [
        (date(2027, 2, 12), False),
        (date(2027, 1, 31), False),
        (date(2027, 3, 15), False),
    ]
    moved = limit(later)
    assert moved.replaces is not None
    assert (moved.replaces.state, moved.replaces.due_on) == (Deadline.State.REPLACED, date(2027, 2, 9))
    assert moved.steps[-1] == "依测试〔2026〕0号重新计算，末日由2027-02-09改为2027-02-12"
    assert any("春节放假，测试〔2026〕0号" in step for step in moved.steps)
    event = moved.started_by
    assert (event.act, event.articles, event.case_id) == ("calendar.move", ["测试〔2026〕0号"], later.case_id)
    assert event.facts["old"] == "2027-02-09"
    assert Notification.objects.filter(deadline=moved, text__contains="改为2027-02-12").exists()
    assert Event.objects.get(act="calendar.confirm").articles == ["测试公报"]


def test_the_same_notice_again_is_harmless_and_a_correction_is_a_new_version(later: Execution) -> None:
    said(str(FILE), "--confirm")
    events, rows = Event.objects.count(), Deadline.objects.count()
    assert "已经载入并确认，没有变化" in said(str(FILE), "--confirm")
    assert (Event.objects.count(), Deadline.objects.count()) == (events, rows)

    longer = [{**entry, "last": "2027-02-12"} if entry["name"] == "春节" else entry for entry in INVENTED["breaks"]]
    correction = holidays.load(parse(changed(breaks=longer)), "更正")
    assert (correction.version, HolidayNotice.objects.count()) == (2, 2)
    holidays.move_all(holidays.confirm(correction))
    assert limit(later).due_on == date(2027, 2, 14)  # the Sunday of 调休 after the longer break
    assert later.court.calendar.is_rest_day(date(2027, 2, 12))


def test_whatever_starts_after_the_confirmation_counts_by_the_notice(shanyang: Court, people: SimpleNamespace) -> None:
    holidays.confirm(holidays.load(payload(), "测试"))
    row = steps.in_hand(shanyang, people, noon(2026, 8, 9))
    assert days(row) == [(date(2027, 2, 12), False)]
    assert not CalendarMove.objects.exists()


# -- those that wait -----------------------------------------------------------------------------------------------


def test_what_is_not_confirmed_stays_and_is_listed_until_decided(
    later: Execution, earlier: Execution, people: SimpleNamespace
) -> None:
    waiting = holidays.confirm(holidays.load(payload(), "测试"))
    assert days(later, earlier) == BEFORE[:2]
    assert [(move.old_on, move.new_on, move.earlier) for move in sorted(waiting, key=lambda each: each.old_on)] == [
        (date(2027, 2, 1), date(2027, 1, 31), True),
        (date(2027, 2, 9), date(2027, 2, 12), False),
    ]
    assert CalendarMove.objects.pending().count() == 2

    by = people.system_admin
    to_keep, to_move = sorted(waiting, key=lambda each: each.old_on)
    assert recalendar.keep(to_keep, by) is not None
    assert recalendar.move(to_move, by) is not None
    assert recalendar.move(to_move, by) is None
    assert days(later, earlier) == [(date(2027, 2, 12), False), (date(2027, 2, 1), True)]
    assert not CalendarMove.objects.pending().exists()
    assert Event.objects.get(act="calendar.keep").by == by


def test_a_later_recomputation_says_that_the_calendar_has_changed(later: Execution) -> None:
    holidays.confirm(holidays.load(payload(), "测试"))
    event = Event.objects.filter(proceeding=later).latest("id")
    pause_clocks(later, STAY, (SIX_MONTHS,), date(2026, 12, 1), event, approver="院长")
    resume_clocks(later, (STAY,), date(2026, 12, 2), event)

    assert limit(later).due_on == date(2027, 2, 12)  # one day more, then out of the break
    first = Deadline.objects.get(replaces=limit(later).replaces.replaces)  # type: ignore[union-attr]
    assert "放假安排已有变更" in first.steps[-1]
    assert not CalendarMove.objects.pending().exists()
    assert CalendarMove.objects.get().state == CalendarMove.State.OVERTAKEN


def test_a_deadline_met_meanwhile_waits_for_nobody(later: Execution) -> None:
    waiting = holidays.confirm(holidays.load(payload(), "测试"))
    limit(later).end(Deadline.State.MET, noon(2026, 11, 22), None)
    assert not CalendarMove.objects.pending().exists()
    assert recalendar.move(waiting[0], None) is None


# -- local rest days -----------------------------------------------------------------------------------------------


def test_a_local_rest_day_moves_only_below_its_court_and_only_when_confirmed(
    later: Execution, honghe: Court, cast: Callable[[Court], SimpleNamespace]
) -> None:
    elsewhere = steps.in_hand(honghe, cast(honghe), noon(2026, 8, 9))
    LocalRestDay.objects.create(court=honghe, day=date(2027, 2, 9), source="测试：地方民族节日")
    found = recalendar.take_note("地方休息日", Court.objects.filter(lineage__contains=[honghe.pk]))

    assert [move.deadline for move in found] == [limit(elsewhere)]
    assert days(later, elsewhere) == [BEFORE[0], BEFORE[0]]
    holidays.move_all(found)
    assert limit(elsewhere).due_on == date(2027, 2, 10)
    assert limit(later).due_on == date(2027, 2, 9)


def test_a_calendar_costs_two_questions_however_often_it_is_asked(shanyang: Court) -> None:
    holidays.confirm(holidays.load(payload(), "测试"))
    assert shanyang.calendar.is_rest_day(date(2027, 2, 11))
    with CaptureQueriesContext(connection) as asked:
        calendar = shanyang.calendar
        for day in range(1, 29):
            calendar.is_rest_day(date(2027, 2, day))
            calendar.add_working_days(date(2027, 2, day), 40)
    assert len(asked) == 2
    assert shanyang.calendar is calendar


# -- what is wrong with a notice -----------------------------------------------------------------------------------


SPRING = INVENTED["breaks"][1]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{", "不是有效的 JSON"),
        ("[]", "应为一个对象"),
        ("{}", "缺少“year”"),
        (json.dumps({"notices": []}), "notices 中只能有一项"),
        (changed(year="2027"), "year 应为"),
        (changed(year=1949), "year 应为"),
        (changed(number=" "), "number 应为发文字号"),
        (changed(breaks=[]), "breaks 应为非空列表"),
        (changed(breaks=["元旦"]), "每一项须有"),
        (changed(workdays="2027-01-31"), "workdays 应为"),
        (changed(workdays=["2027-02-30"]), "不是真实的日期"),
        (changed(workdays=["2027-02-16"]), "不是周六或周日"),
        (changed(workdays=["2027-02-06"]), "同时登记为放假日和调休上班日"),
        (changed(breaks=[*INVENTED["breaks"], {**SPRING, "name": "又一个"}]), "在两个假期中重复"),
        (changed(breaks=[{**SPRING, "last": "2027-03-11"}], workdays=[]), "超过15天"),
        (changed(breaks=[{**SPRING, "last": "2027-01-11"}]), "结束日早于开始日"),
        (changed(breaks=INVENTED["breaks"][1:]), "缺少法定节日：元旦（2027-01-01）"),
        (changed(year=2028), "不在2028年"),
    ],
)
def test_a_faulty_notice_is_refused_in_one_line(text: str, problem: str, tmp_path: Path) -> None:
    file = tmp_path / "notice.json"
    file.write_text(text, "utf-8")
    with pytest.raises(CommandError) as refused:
        call_command("load_holidays", str(file))
    assert problem in str(refused.value)
    assert "\n" not in str(refused.value)
    assert refused.value.returncode == 2


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes(b"\xff\xfe\x00")
    for name, problem in (("none.json", "读不到文件"), ("x.json", "不是 UTF-8 编码")):
        with pytest.raises(CommandError, match=problem):
            call_command("load_holidays", str(tmp_path / name))


def test_every_shipped_notice_passes_its_own_examination() -> None:
    rows = json.loads((Path(__file__).parents[2] / "courtflow/law/data/holidays.json").read_text("utf-8"))["notices"]
    assert [read(row).number for row in rows] == [notice.number for notice in Calendar.national().notices]


# -- the administrator's pages -------------------------------------------------------------------------------------


@pytest.fixture
def browser(people: SimpleNamespace) -> Client:
    client = Client()
    client.force_login(people.system_admin)
    return client


def test_loaded_and_confirmed_by_an_administrator_with_ticks(
    later: Execution, earlier: Execution, unmoved: Execution, people: SimpleNamespace, browser: Client
) -> None:
    form = {"text": FILE.read_text("utf-8"), "source": "测试公报"}
    page = browser.post("/admin/policy/holidaynotice/add/", form, follow=True)
    text = page.content.decode()
    assert "将改期的期限和例行事项" in text
    assert "2027-02-12" in text
    assert text.count("提前，请核对") == 1
    assert "1项日期不变，不再标为暂定" in text
    assert days(later, earlier, unmoved) == BEFORE

    address = page.redirect_chain[-1][0]
    ticked = {"day": [f"deadline-{limit(later).pk}", "x", "item-999999"]}
    after = browser.post(address, ticked, follow=True).content.decode()
    assert "改期1项，1项待确认" in after
    assert days(later, earlier) == [(date(2027, 2, 12), False), (date(2027, 2, 1), True)]
    assert limit(later).started_by.by == people.system_admin

    waiting = CalendarMove.objects.pending().get()
    act = {"action": "keep", "_selected_action": [waiting.pk]}
    assert "已维持原日1项" in browser.post("/admin/flow/calendarmove/", act, follow=True).content.decode()
    assert "没有变化" in browser.post(address, follow=True).content.decode()


def test_an_administrator_sees_and_moves_his_own_courts_only(
    later: Execution, nanzhao: Court, cast: Callable[[Court], SimpleNamespace], browser: Client
) -> None:
    elsewhere = steps.file(*foreign(nanzhao), cast(nanzhao).filing_clerk, noon(2026, 8, 9))
    page = browser.post(
        "/admin/policy/holidaynotice/add/", {"text": FILE.read_text("utf-8"), "source": "测试"}, follow=True
    )
    text = page.content.decode()
    assert later.number in text
    assert elsewhere.number not in text
    assert "由其管理员确认" in text
    ticked = {"day": [f"deadline-{limit(later).pk}", f"deadline-{limit(elsewhere).pk}"]}
    browser.post(page.redirect_chain[-1][0], ticked)
    assert days(later, elsewhere) == [(date(2027, 2, 12), False), BEFORE[0]]
    assert elsewhere.number not in browser.get("/admin/flow/calendarmove/").content.decode()


def foreign(court: Court) -> Any:
    return effective_case(court, **steps.EARLY)


def test_bad_input_is_said_on_the_form_and_nobody_else_may_load(people: SimpleNamespace, browser: Client) -> None:
    address = "/admin/policy/holidaynotice/add/"
    assert "不是有效的 JSON" in browser.post(address, {"text": "{", "source": "x"}).content.decode()
    assert "请选择文件或者粘贴" in browser.post(address, {"source": "x"}).content.decode()
    assert not HolidayNotice.objects.exists()
    row = holidays.load(payload(), "测试")
    browser.force_login(people.audit_admin)
    assert browser.post(address, {"text": "{}", "source": "x"}).status_code == 403
    assert browser.post(f"/admin/policy/holidaynotice/{row.pk}/change/").status_code == 403
    row.refresh_from_db()
    assert row.confirmed_at is None


def test_a_rest_day_entered_in_the_admin_is_listed_not_applied(
    later: Execution, shanyang: Court, browser: Client
) -> None:
    form = {"court": shanyang.pk, "day": "2027-02-09", "source": "测试"}
    text = browser.post("/admin/policy/localrestday/add/", form, follow=True).content.decode()
    assert "1项日期待确认是否改期（其中提前0项）" in text
    assert days(later) == [BEFORE[0]]
    assert CalendarMove.objects.pending().get().new_on == date(2027, 2, 10)
