"""T19–T23, T37, T38 on real dates: opened by the end of the period, warned, overdue, filed; and after an outage."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, timedelta
from hashlib import sha256
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from courtflow.accounts.models import Court
from courtflow.cases.models import Party
from courtflow.duties import filing, integrity
from courtflow.duties.models import Duty
from courtflow.flow import clock
from courtflow.flow.models import Event, Notification
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.refusals import Denied, InvalidFacts, Refusal
from courtflow.flow.sweep import sweep
from courtflow.policy.models import Profile, ProfileValue
from documents.models import Document
from enforcement.models import Bankruptcy, Urging
from tests.diary import effective_case, noon, payment
from tests.enforcement import steps

Cast = Callable[[Court], SimpleNamespace]
URGED = {"measures": "电话督促、释明后果", "problems": "", "checked": "on"}
BULLETIN = {"comment": "到位率回升", "sent_on": "2024-10-08", "recipients": "执行局各团队"}
PUSHED = dict.fromkeys(("market_on", "tax_on", "finance_on", "credit_on"), "2024-10-09") | {
    "receipts": "政务网交换回执", "checked": "on"
}  # fmt: skip


def swept(*moment: int) -> None:
    """One sweep at noon of a day."""
    with time_machine.travel(noon(*moment), tick=False):
        sweep()


def owed(rule: str) -> list[Duty]:
    return list(Duty.objects.filter(rule=f"duty_{rule}").order_by("started_on", "id"))


def file(duty: Duty, by: Any, at: datetime, **facts: Any) -> Event:
    duty.refresh_from_db()
    with time_machine.travel(at, tick=False):
        return filing.file(duty, by, facts)


# -- T19 ---------------------------------------------------------------------------------------------------------


@pytest.mark.spec("T19", "C-22.3")
def test_each_trial_division_owes_the_quarters_report_five_working_days_after_it(shanyang: Court, cast: Cast) -> None:
    people = cast(shanyang)
    swept(2024, 12, 31)
    assert not owed("urging_report")
    swept(2025, 1, 1)
    swept(2025, 1, 1)
    (duty,) = owed("urging_report")
    assert (duty.department.kind, duty.period, duty.state) == ("trial", "2024年第四季度", Duty.State.OPEN)
    # 1 January is a holiday; 2, 3, 6, 7, 8 January are the five working days.
    assert (duty.started_on, duty.due_on) == (date(2024, 12, 31), date(2025, 1, 8))
    assert "山阳规定" in duty.article or "120号" in duty.article
    assert any("工作日" in step for step in duty.steps)

    with pytest.raises(Denied, match="庭长"):
        file(duty, people.case_manager, noon(2025, 1, 8), **URGED)
    file(duty, people.division_head, noon(2025, 1, 8), **URGED)
    duty.refresh_from_db()
    assert (duty.state, duty.filed_by) == (Duty.State.FILED, people.division_head)
    assert duty.figures["figures"][0]["title"] == "自动履行率（含执前督促）"
    assert duty.event.stream.key == "house"
    with pytest.raises(Refusal, match="已于2025-01-08报送"):
        file(duty, people.division_head, noon(2025, 1, 9), **URGED)


@pytest.mark.spec("T19")
def test_a_late_report_is_warned_of_then_alerts_division_and_case_management(shanyang: Court, cast: Cast) -> None:
    people = cast(shanyang)
    swept(2025, 1, 1)
    swept(2025, 1, 6)
    told = Notification.objects.filter(text__contains="还有")
    assert {row.user for row in told} == {
        people.division_head, people.trial_clerk, people.trial_judge, people.trial_judge_2,
    }  # fmt: skip
    swept(2025, 1, 8)
    assert owed("urging_report")[0].state == Duty.State.OPEN  # the last day is his
    swept(2025, 1, 9)
    swept(2025, 1, 9)
    (duty,) = owed("urging_report")
    assert duty.state == Duty.State.OVERDUE
    late = Event.objects.get(act="duty.overdue")
    assert clock.day_of(late.at) == date(2025, 1, 8)
    assert Notification.objects.filter(user=people.case_manager, text__contains="届满仍未报送").count() == 1
    file(duty, people.division_head, noon(2025, 1, 10), **URGED)
    duty.refresh_from_db()
    assert duty.state == Duty.State.LATE


@pytest.mark.spec("T19")
def test_after_an_outage_every_missed_quarter_is_opened_once_and_in_order(shanyang: Court) -> None:
    swept(2025, 1, 1)
    swept(2025, 10, 11)
    swept(2025, 10, 11)
    rows = owed("urging_report")
    assert [row.period for row in rows] == ["2024年第四季度", "2025年第一季度", "2025年第二季度", "2025年第三季度"]
    # National Day and Mid-autumn rest from 1 to 8 October 2025; Saturday the 11th is worked: 9, 10, 11, 13, 14.
    assert [row.due_on for row in rows] == [date(2025, 1, 8), date(2025, 4, 8), date(2025, 7, 7), date(2025, 10, 14)]
    assert [row.state for row in rows] == ["overdue", "overdue", "overdue", "open"]
    called = Event.objects.filter(act="duty.overdue", facts__rule="duty_urging_report").order_by("id")
    assert [clock.day_of(event.at) for event in called] == [row.due_on for row in rows[:3]]


@pytest.mark.spec("T19")
def test_a_profile_gives_another_length_and_takes_the_duty_away(shanyang: Court, nanzhao: Court) -> None:
    profile = Profile.objects.get(court=shanyang)
    ProfileValue.objects.create(
        profile=profile, key="rule.duty_urging_report", value={"length": 15, "unit": "day"}, article="第22条"
    )
    swept(2025, 1, 1)
    (duty,) = owed("urging_report")
    assert (duty.court, duty.due_on) == (shanyang, date(2025, 1, 15))
    ProfileValue.objects.filter(key="duty.urging_report").update(value="")
    swept(2025, 4, 1)
    assert len(owed("urging_report")) == 1


# -- T20 ---------------------------------------------------------------------------------------------------------


@pytest.mark.spec("T20", "C-34.1", "C-34.2")
def test_half_yearly_check_of_coordination(shanyang: Court, cast: Cast) -> None:
    people = cast(shanyang)
    swept(2025, 1, 1)
    swept(2025, 7, 1)
    first, second = owed("coordination_check")
    assert (first.period, first.due_on) == ("2024年下半年", date(2025, 1, 15))
    assert (second.period, second.due_on) == ("2025年上半年", date(2025, 7, 14))
    assert second.department.kind == "case_management"
    finding = {"number": "(2025)豫0811民初1号", "origin": "trial", "finding": "主文不明确", "remedy": "七日内补正"}
    facts = {"checked_on": "2025-07-10", "sampled": 1, "findings": [finding], "conclusion": "总体良好"}
    with pytest.raises(InvalidFacts) as wrong:
        file(second, people.case_manager, noon(2025, 7, 11), **facts | {"findings": [finding, finding]})
    assert "sampled" in wrong.value.errors
    file(second, people.case_manager, noon(2025, 7, 11), **facts)
    second.refresh_from_db()
    assert second.content["findings"][0]["number"] == "（2025）豫0811民初1号"
    swept(2025, 7, 15)
    assert [row.state for row in owed("coordination_check")] == ["overdue", "filed"]
    assert Notification.objects.filter(user=people.vice_president).exists()


# -- T21 ---------------------------------------------------------------------------------------------------------


@pytest.mark.spec("T21", "E-2.7")
def test_weekly_bulletin_rolls_over_the_national_holiday(nanzhao: Court, cast: Cast) -> None:
    people = cast(nanzhao)
    swept(2024, 9, 30)
    (duty,) = owed("weekly_bulletin")
    assert (duty.period, duty.first_on, duty.last_on) == ("2024年第39周", date(2024, 9, 23), date(2024, 9, 29))
    assert (duty.raw_on, duty.due_on) == (date(2024, 10, 6), date(2024, 10, 8))
    swept(2024, 10, 8)
    assert [row.period for row in owed("weekly_bulletin")] == ["2024年第39周", "2024年第40周"]
    file(duty, people.command_staff, noon(2024, 10, 8), **BULLETIN)
    swept(2024, 10, 15)  # Sunday the 13th rolls to the 14th
    assert [row.state for row in owed("weekly_bulletin")] == ["filed", "overdue", "open"]
    assert Notification.objects.filter(user=people.command_staff, text__contains="第40周").exists()


@pytest.mark.spec("T21", "E-2.4", "E-2.5", "E-2.6")
def test_weekly_meeting_begins_from_the_critical_cases(nanzhao: Court, cast: Cast) -> None:
    people = cast(nanzhao)
    case, instrument = effective_case(nanzhao, **steps.EARLY)
    row = steps.file(case, instrument, people.filing_clerk, noon(2024, 4, 15))
    swept(2024, 9, 30)
    (duty,) = owed("weekly_meeting")
    duty.refresh_from_db()
    assert row.number in [item["number"] for item in filing.prefilled(duty)["cases"]]
    facts = {
        "held_on": "2024-09-27", "host": "执行局局长", "leaders": "主管院领导", "judges": "各团队长",
        "minutes": "讨论一件",
        "plans": [{"number": row.number, "plan": "处置房产", "supervisor": "执行局局长", "due_on": "2024-10-31"}],
    }  # fmt: skip
    with pytest.raises(InvalidFacts) as wrong:
        file(duty, people.bureau_chief, noon(2024, 9, 30), **facts | {"held_on": "2024-09-20"})
    assert "held_on" in wrong.value.errors
    file(duty, people.bureau_chief, noon(2024, 9, 30), **facts)
    duty.refresh_from_db()
    assert (duty.state, duty.content["plans"][0]["plan"]) == (Duty.State.FILED, "处置房产")
    assert duty.figures["cases"]


@pytest.mark.spec("T21")
def test_a_month_without_a_sweep_opens_each_week_once(nanzhao: Court) -> None:
    swept(2024, 9, 2)
    swept(2024, 10, 1)
    assert [row.period for row in owed("weekly_bulletin")] == [f"2024年第{week}周" for week in range(34, 40)]


# -- T22, T23 ----------------------------------------------------------------------------------------------------


@pytest.mark.spec("T22", "E-2.8")
def test_quarterly_appraisal(nanzhao: Court, cast: Cast) -> None:
    people = cast(nanzhao)
    swept(2024, 10, 1)
    (duty,) = owed("appraisal")
    # 8 to 12 October are worked (Saturday the 12th for the holiday), then 14 to 18.
    assert (duty.period, duty.due_on) == ("2024年第三季度", date(2024, 10, 18))
    swept(2024, 10, 19)
    duty.refresh_from_db()
    assert duty.state == Duty.State.OVERDUE
    assert Notification.objects.filter(user=people.command_staff, text__contains="质效考核").exists()
    facts = {"rows": [{"name": "测试人员", "grade": "good", "reward": ""}], "remarks": ""}
    file(duty, people.command_staff, noon(2024, 10, 20), **facts)
    duty.refresh_from_db()
    assert (duty.state, duty.content["rows"][0]["grade"]) == (Duty.State.LATE, "good")


@pytest.mark.spec("T23", "E-2.2", "E-2.3")
def test_rotation_happens_in_the_fourth_quarter_and_moves_a_tenth_at_most(nanzhao: Court, cast: Cast) -> None:
    people = cast(nanzhao)
    swept(2020, 9, 30)
    assert not owed("rotation")
    swept(2020, 10, 1)
    (duty,) = owed("rotation")
    assert (duty.period, duty.due_on) == ("2020年度", date(2020, 12, 31))
    staff = len(filing.form_of(duty).fields["people"].queryset)  # type: ignore[attr-defined]
    assert 10 <= staff < 20  # so one may go, two may not
    facts = {"begins_on": "2020-11-02", "approved_on": "2020-10-20", "note": "审执互换"}
    two = [people.enforcement_judge.pk, people.enforcement_judge_2.pk]
    with pytest.raises(InvalidFacts) as wrong:
        file(duty, people.bureau_chief, noon(2020, 10, 21), **facts, people=two)
    assert "最多1人" in wrong.value.errors["people"][0]
    with pytest.raises(InvalidFacts) as wrong:
        file(duty, people.bureau_chief, noon(2020, 10, 21), **facts | {"begins_on": "2021-01-04"}, people=two[:1])
    assert "第四季度" in wrong.value.errors["begins_on"][0]
    file(duty, people.bureau_chief, noon(2020, 10, 21), **facts, people=two[:1])
    swept(2022, 1, 5)
    assert [(row.period, row.state) for row in owed("rotation")] == [("2020年度", "filed"), ("2021年度", "overdue")]
    assert Notification.objects.filter(user=people.vice_president, text__contains="2021年度").exists()


# -- T36 ---------------------------------------------------------------------------------------------------------


@pytest.mark.spec("T36", "A-6.3", "C-28.1")
def test_both_reminders_of_a_suggestion_come_in_order_after_an_outage(shanyang: Court, cast: Cast) -> None:
    people = cast(shanyang)
    execution = steps.in_hand(shanyang, people)
    row = open_proceeding(
        "suggestion", execution.case, "draft", by=people.enforcement_judge, at=noon(2024, 9, 13),
        facts={
            "genre": "execution", "ground": "weak_urging", "unit": shanyang.departments.get(kind="trial").pk,
            "problem": "判后督促不力", "evidence": "第二季度自动履行率两成", "advice": "逐案督促",
        },
    )  # fmt: skip
    perform(row, "sign", by=people.bureau_chief, at=noon(2024, 9, 13))
    served = {"served_on": "2024-09-14", "method": "direct", "proof": "签收单"}
    perform(row, "serve", by=people.enforcement_judge, at=noon(2024, 9, 14), facts=served)
    first = row.deadlines.get(rule="suggestion_reply_execution")
    assert (first.raw_on, first.due_on) == (date(2024, 9, 29), date(2024, 9, 29))  # a Sunday that is worked
    swept(2024, 11, 1)
    swept(2024, 11, 1)
    row.refresh_from_db()
    assert row.state == "escalated"
    second = row.deadlines.get(rule="suggestion_second_reminder")
    assert second.due_on == date(2024, 10, 14)
    acts = row.events.filter(act__in=["suggestion.remind", "suggestion.escalate"]).order_by("id")
    assert [(event.act, clock.day_of(event.at)) for event in acts] == [
        ("suggestion.remind", date(2024, 9, 29)), ("suggestion.escalate", date(2024, 10, 14)),
    ]  # fmt: skip
    assert Notification.objects.filter(user=people.case_manager, text__contains="执建1号").exists()


# -- T37 ---------------------------------------------------------------------------------------------------------


def certified(court: Court, people: SimpleNamespace, issued_on: date) -> Document:
    """李二 pays in the demand period; his certificate goes out."""
    case, instrument = effective_case(court, effective_on=date(2024, 9, 1), due_on=date(2024, 9, 20))
    urging = open_proceeding(
        "urging", case, "receive_letter", by=people.trial_judge, at=noon(2024, 9, 9), instrument=instrument,
        facts={"letter_no": "佳中法移1号", "enclosed": "on"},
    )  # fmt: skip
    perform(urging, "register", by=people.centre_staff, at=noon(2024, 9, 9), facts={"registered_on": "2024-09-09"})
    facts = payment(instrument, "100000", date(2024, 9, 18))
    perform(urging, "pay", by=people.centre_staff, at=noon(2024, 9, 18), facts=facts)
    perform(urging, "complete", by=people.centre_staff, at=noon(2024, 9, 18))
    assert urging.state == Urging.State.PERFORMED
    paper = Document.objects.get(proceeding_id=urging.pk, kind="performance_certificate")
    file = b"%PDF-1.7"
    Document.objects.filter(pk=paper.pk).update(
        state=Document.State.ISSUED, issued_at=clock.noon(issued_on), pdf=file, sha256=sha256(file).hexdigest(), pages=1
    )
    return paper


@pytest.mark.spec("T37", "A-4.13", "B-3.1")
def test_the_months_integrity_list_is_compiled_frozen_and_confirmed_as_sent(jiamusi: Court, cast: Cast) -> None:
    people = cast(jiamusi)
    certified(jiamusi, people, date(2024, 9, 19))
    swept(2024, 10, 1)
    (duty,) = owed("integrity_list")
    assert (duty.period, duty.due_on, duty.department.kind) == ("2024年9月", date(2024, 10, 12), "centre")
    assert [row["name"] for row in duty.result["entries"]] == ["李二"]

    out = io.StringIO()
    integrity.export(duty, people.centre_staff, out)
    holder = Party.objects.get(name="李二")
    assert holder.identifier in out.getvalue()
    assert Event.objects.filter(act="duty.export", by=people.centre_staff).count() == 1
    with pytest.raises(Denied):
        integrity.export(duty, people.filing_clerk, io.StringIO())

    with pytest.raises(InvalidFacts):
        file(duty, people.centre_staff, noon(2024, 10, 9), **PUSHED | {"tax_on": ""})
    file(duty, people.centre_staff, noon(2024, 10, 9), **PUSHED)
    duty.refresh_from_db()
    assert (duty.state, duty.content["tax_on"]) == (Duty.State.FILED, "2024-10-09")


@pytest.mark.spec("T37", "A-4.13")
def test_a_revoked_certificate_is_withdrawn_on_the_next_list(jiamusi: Court, cast: Cast) -> None:
    people = cast(jiamusi)
    paper = certified(jiamusi, people, date(2024, 9, 19))
    swept(2024, 10, 1)
    Document.objects.filter(pk=paper.pk).update(
        state=Document.State.REVOKED, ended_at=noon(2024, 10, 20), ended_reason="履行凭证不实"
    )
    swept(2024, 11, 1)
    first, second = owed("integrity_list")
    assert [row["name"] for row in first.result["entries"]] == ["李二"]  # frozen as it was sent
    assert second.result["entries"] == []
    assert [row["certificate"] for row in second.result["withdrawn"]] == [paper.number]
    assert [line["change"] for line in integrity.lines(second)] == ["撤回"]


@pytest.mark.spec("T37")
def test_unsent_lists_are_overdue_and_missed_months_are_compiled(jiamusi: Court, cast: Cast) -> None:
    people = cast(jiamusi)
    certified(jiamusi, people, date(2024, 9, 19))
    swept(2024, 9, 1)
    swept(2024, 12, 1)
    rows = owed("integrity_list")
    assert [row.period for row in rows] == ["2024年8月", "2024年9月", "2024年10月", "2024年11月"]
    assert [len(row.result["entries"]) for row in rows] == [0, 1, 1, 1]
    assert [row.state for row in rows] == ["filed", "overdue", "overdue", "open"]  # nothing to send is nothing owed
    assert Notification.objects.filter(user=people.centre_head, text__contains="诚信履行名单").exists()


# -- T38 ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def pooled(shanyang: Court, cast: Cast) -> Any:
    """An enterprise's execution ended in 终本 on 30 September 2024; it has eleven more open suits."""
    people = cast(shanyang)
    case, instrument = effective_case(shanyang, **steps.EARLY)
    steps.enterprise(case.parties.get(role=Party.Role.DEFENDANT))
    row = steps.file(case, instrument, people.filing_clerk, steps.FILED)
    perform(row, "assign_owner", by=people.bureau_chief, at=steps.FILED, facts=steps.assignment(shanyang, people))
    steps.close(row, people)
    return SimpleNamespace(row=row, people=people, case=case)


def criteria(court: Court, *names: str) -> None:
    ProfileValue.objects.filter(profile__court=court, key="bankruptcy.criteria").update(value=list(names))


@pytest.mark.spec("T38", "C-29.1")
def test_the_screen_opens_a_lead_by_itself_and_files_the_duty(shanyang: Court, pooled: Any) -> None:
    criteria(shanyang, "terminated")
    swept(2025, 1, 1)
    (duty,) = owed("terminated_screen")
    lead = Bankruptcy.objects.get()
    assert (lead.origin_id, lead.criterion, lead.state) == (pooled.row.pk, "terminated", Bankruptcy.State.NOTIFIED)
    assert lead.snapshot["criteria"][0]["number"] == pooled.row.number
    assert lead.case.events.get(act="bankruptcy.find_lead").by is None
    assert (duty.state, duty.filed_by) == (Duty.State.FILED, None)
    assert [row["number"] for row in duty.result["leads"]] == [pooled.row.number]
    swept(2025, 4, 1)  # told once is told
    assert Bankruptcy.objects.count() == 1
    assert [row.state for row in owed("terminated_screen")] == ["filed", "filed"]


@pytest.mark.spec("T38", "C-29.1")
def test_what_the_screen_cannot_decide_is_a_persons_duty(shanyang: Court, pooled: Any) -> None:
    criteria(shanyang, "cases_and_capital")
    Party.objects.filter(enterprise=True).update(registered_capital=None)
    swept(2025, 1, 1)
    (duty,) = owed("terminated_screen")
    assert duty.state == Duty.State.OPEN
    assert "注册资本" in duty.result["questions"][0]["question"]
    assert duty.due_on == date(2025, 1, 15)
    swept(2025, 1, 16)
    assert Notification.objects.filter(user=pooled.people.bureau_chief, text__contains="届满仍未报送").exists()
    file(duty, pooled.people.enforcement_judge, noon(2025, 1, 17), answers="已查询登记信息，注册资本一百万元")
    duty.refresh_from_db()
    assert duty.state == Duty.State.LATE
    assert not Bankruptcy.objects.exists()


def test_a_database_error_in_a_screen_spares_the_transaction_around_it(
    shanyang: Court, pooled: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import connection

    from courtflow.duties import pool

    def fault(*args: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1/0")

    with monkeypatch.context() as broken:
        broken.setattr(pool, "_screen_one", fault)
        swept(2025, 1, 1)
    (duty,) = owed("terminated_screen")
    assert "division by zero" in duty.error
    assert owed("urging_report")


@pytest.mark.spec("T38")
def test_a_screen_that_fails_is_tried_again_and_blocks_nothing(
    shanyang: Court, pooled: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from courtflow.duties import pool

    criteria(shanyang, "terminated")
    with monkeypatch.context() as broken:
        broken.setattr(pool, "_screen_one", lambda *args: 1 / 0)
        swept(2025, 1, 1)
    (duty,) = owed("terminated_screen")
    assert (duty.state, duty.prepared_at) == (Duty.State.OPEN, None)
    assert "zero" in duty.error
    assert owed("urging_report")
    with pytest.raises(Refusal, match="尚未完成"):
        file(duty, pooled.people.bureau_chief, noon(2025, 1, 1), answers="已核对")
    swept(2025, 1, 1)
    assert Bankruptcy.objects.count() == 0  # the next try waits its turn
    with time_machine.travel(noon(2025, 1, 1) + timedelta(minutes=11), tick=False):
        sweep()
    assert Bankruptcy.objects.count() == 1
    duty.refresh_from_db()
    assert (duty.state, duty.error) == (Duty.State.FILED, "")
