"""T10–T18, T24–T30, T33–T35, T39 on real dates around holidays: what each says, when it ends, what happens then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from courtflow.accounts.models import Court
from courtflow.cases.models import Case, Instrument, Party
from courtflow.flow import clock
from courtflow.flow.models import Deadline, Event, Task
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.refusals import Refusal
from courtflow.flow.rules import RULES
from courtflow.flow.suspension import extend_clock, pause_clocks
from courtflow.flow.sweep import sweep
from courtflow.law.exclusions import STAY
from courtflow.law.periods import compute
from enforcement.models import Bankruptcy, Execution, Objection, Urging
from preservation.models import Preservation
from tests.diary import effective_case, noon
from tests.enforcement import steps
from tests.enforcement.steps import deadline
from tests.preservation import walk

Cast = Callable[[Court], SimpleNamespace]

# (timer, rule, article, length, unit, roll, act on expiry, hard cap), as the registry of timers and the statutes say.
DECLARED = [
    ("T10", "objection_front_stage", "焦山法〔2024〕120号第三十条", 15, "day", "none", "transfer", True),
    ("T11", "first_handover", "召法组〔2020〕8号 第三部分第5项", 2, "workday", "forward", None, False),
    ("T12", "execution_two_months", "NANZHAO", 2, "month", "forward", "list_for_measures", False),
    ("T13", "execution_offline", "召法组〔2020〕8号 第三部分第5项", 1, "month", "forward", None, False),
    ("T14", "money_arrival", "召法组〔2020〕8号 第三部分第5项", 30, "day", "forward", None, False),
    ("T15", "money_formalities", "召法组〔2020〕8号 第四部分第10项", 2, "day", "forward", None, False),
    ("T16", "revival_first_check", "召法组〔2020〕8号 第四部分第2项", 2, "day", "forward", None, False),
    ("T17", "revival_clue", "召法组〔2020〕8号 第四部分第2项", 3, "day", "forward", None, False),
    ("T18", "execution_critical", "召法组〔2020〕8号 第二部分第3项", 5, "month", "none", "become_critical", False),
    ("T18", "execution_six_months", "《执行工作规定》第六十三条", 6, "month", "forward", None, False),
    ("T24", "preserve_urgent", "《民事诉讼法》第一百零四条", 48, "hour", "forward", None, False),
    ("T25", "preserve_sue", "《民事诉讼法》第一百零四条", 30, "day", "forward", "note_no_suit", False),
    ("T26", "preserve_ordinary", "《财产保全规定》第四条", 5, "day", "forward", None, False),
    ("T26", "preserve_start", "《财产保全规定》第四条", 5, "day", "forward", None, False),
    ("T27", "preserve_term_deposit", "《民诉法解释》第四百八十五条", 1, "year", "none", "lapse", True),
    ("T27", "preserve_term_movable", "《民诉法解释》第四百八十五条", 2, "year", "none", "lapse", True),
    ("T27", "preserve_term_other", "《民诉法解释》第四百八十五条", 3, "year", "none", "lapse", True),
    ("T28", "preserve_renewal", "《财产保全规定》第十八条", -7, "day", "backward", "note_no_renewal", False),
    ("T29", "preserve_apply", "《民诉法解释》第一百六十三条", 5, "day", "forward", "note_no_application", False),
    ("T30", "preserve_lift", "《财产保全规定》第二十三条", 5, "day", "forward", None, False),
    ("T30", "preserve_lift_urgent", "《财产保全规定》第二十三条", 48, "hour", "forward", None, False),
    ("T33", "execution_requery", "《终本规定》第九条", 6, "month", "forward", None, False),
    ("T34", "bankruptcy_transfer_review", "INT", 30, "day", "forward", "ask_for_answer", False),
    ("T35", "visit", "HONGHE", 3, "day", "none", None, False),
    ("T39", "objection_filing", "《执行异议和复议规定》第二条", 3, "day", "forward", None, False),
    ("T39", "objection_review", "《民事诉讼法》第二百三十六条", 15, "day", "forward", None, False),
    ("T39", "objection_reconsideration", "《民事诉讼法》第二百三十六条", 10, "day", "forward", "become_final", False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("timer", "code", "article", "length", "unit", "roll", "act", "cap"),
    DECLARED,
    ids=[row[1] for row in DECLARED],
)
@pytest.mark.spec(
    "T10", "T11", "T12", "T13", "T14", "T15", "T16", "T17", "T18", "T24", "T25", "T26", "T27", "T28", "T29", "T30",
    "T33", "T34", "T35", "T39",
)  # fmt: skip
def test_each_rule_says_what_its_article_says(
    timer: str, code: str, article: str, length: int, unit: str, roll: str, act: str | None, cap: bool
) -> None:
    rule = RULES[code]
    said = (rule.timer, rule.period.length, rule.period.unit, rule.period.roll, rule.on_expiry, rule.cap)
    assert said == (timer, length, unit, roll, act, cap)
    assert article in (str(rule.under), rule.under.source_key)
    assert rule.alert or rule.on_expiry  # at its end somebody acts or somebody is told


# (rule, event, raw end, last day): the second of the days is what the database stores as due.
DATES = [
    ("first_handover", date(2026, 2, 13), date(2026, 2, 24), date(2026, 2, 24)),  # Saturday 14 works; off 15 to 23
    ("execution_two_months", date(2024, 12, 31), date(2025, 2, 28), date(2025, 2, 28)),
    ("execution_offline", date(2024, 9, 2), date(2024, 10, 2), date(2024, 10, 8)),
    ("money_arrival", date(2024, 9, 4), date(2024, 10, 4), date(2024, 10, 8)),
    ("money_notice", date(2024, 9, 4), date(2024, 10, 4), date(2024, 10, 8)),
    ("money_formalities", date(2024, 9, 13), date(2024, 9, 15), date(2024, 9, 18)),
    ("revival_first_check", date(2024, 9, 14), date(2024, 9, 16), date(2024, 9, 18)),
    ("revival_clue", date(2025, 4, 30), date(2025, 5, 3), date(2025, 5, 6)),
    ("execution_critical", date(2024, 12, 1), date(2025, 5, 1), date(2025, 5, 1)),
    ("execution_six_months", date(2024, 4, 1), date(2024, 10, 1), date(2024, 10, 8)),
    ("preserve_sue", date(2024, 9, 6), date(2024, 10, 6), date(2024, 10, 8)),
    ("preserve_ordinary", date(2024, 4, 30), date(2024, 5, 5), date(2024, 5, 6)),
    ("preserve_term_deposit", date(2024, 10, 8), date(2025, 10, 8), date(2025, 10, 8)),  # off until the 8th: no roll
    ("preserve_renewal", date(2025, 10, 8), date(2025, 10, 1), date(2025, 9, 30)),
    ("preserve_apply", date(2025, 1, 24), date(2025, 1, 29), date(2025, 2, 5)),
    ("preserve_lift", date(2025, 5, 26), date(2025, 5, 31), date(2025, 6, 3)),
    ("bankruptcy_transfer_review", date(2026, 1, 16), date(2026, 2, 15), date(2026, 2, 24)),
    ("visit", date(2024, 10, 1), date(2024, 10, 4), date(2024, 10, 4)),
    ("objection_front_stage", date(2024, 12, 17), date(2025, 1, 1), date(2025, 1, 1)),
    ("objection_filing", date(2024, 9, 12), date(2024, 9, 15), date(2024, 9, 18)),
    ("objection_reconsideration", date(2026, 6, 10), date(2026, 6, 20), date(2026, 6, 22)),
]


@pytest.mark.parametrize(("code", "event", "raw", "due"), DATES, ids=[row[0] for row in DATES])
def test_each_period_around_a_holiday(code: str, event: date, raw: date, due: date, nanzhao: Court) -> None:
    result = compute(RULES[code].period, event, nanzhao.calendar)
    assert (result.raw, result.due) == (raw, due)
    assert result.steps


# -- execution ---------------------------------------------------------------------------------------------------


@pytest.fixture
def people(nanzhao: Court, cast: Cast) -> SimpleNamespace:
    return cast(nanzhao)


def filed(court: Court, people: SimpleNamespace, at: datetime) -> Execution:
    case, instrument = effective_case(court, **steps.EARLY)
    return steps.file(case, instrument, people.filing_clerk, at)


def to_team(row: Execution, people: SimpleNamespace, at: datetime) -> None:
    facts = steps.RESULT | {"queried_on": clock.day_of(at).isoformat()}
    perform(row, "control_first", by=people.filing_clerk, at=at, facts=facts)
    perform(row, "hand_to_command", by=people.filing_clerk, at=at)
    second = facts | {"track": "simple", "track_reason": "标的小"}
    perform(row, "control_again", by=people.command_staff, at=at, facts=second)
    perform(row, "assign_owner", by=people.bureau_chief, at=at, facts=steps.assignment(row.court, people))


def told(user: Any, text: str) -> bool:
    return bool(user.notifications.filter(text__contains=text).exists())


@pytest.mark.spec("T11", "T12", "T18")
def test_a_case_that_nobody_hands_over(nanzhao: Court, people: SimpleNamespace) -> None:
    """Filed on Friday 13 February 2026, before nine days of Spring Festival."""
    row = filed(nanzhao, people, noon(2026, 2, 13))
    assert deadline(row, "first_handover").due_on == date(2026, 2, 24)
    sweep(noon(2026, 2, 24))
    assert deadline(row, "first_handover").state == Deadline.State.RUNNING
    sweep(noon(2026, 2, 25))
    assert deadline(row, "first_handover").state == Deadline.State.OVERDUE
    assert told(people.filing_judge, "移转执行指挥中心”已于2026-02-24届满")

    sweep(noon(2026, 4, 14))  # two months: 13 April
    assert deadline(row, "execution_two_months").state == Deadline.State.FIRED
    assert row.tasks.filter(kind="execution.review_measures", state=Task.State.OPEN).exists()
    assert not row.measures.exists()  # a list, not a measure (Q22)

    sweep(noon(2026, 7, 14))  # five months: 13 July
    row.refresh_from_db()
    assert row.critical_on == date(2026, 7, 13)
    assert deadline(row, "execution_six_months").due_on == date(2026, 8, 13)
    sweep(noon(2026, 8, 14))
    assert deadline(row, "execution_six_months").state == Deadline.State.OVERDUE


@pytest.mark.spec("T13")
def test_offline_control_is_owed_after_the_holiday(nanzhao: Court, people: SimpleNamespace) -> None:
    row = filed(nanzhao, people, noon(2024, 9, 2))
    to_team(row, people, noon(2024, 9, 2))
    sweep(noon(2024, 10, 8))
    assert deadline(row, "execution_offline").state == Deadline.State.RUNNING
    sweep(noon(2024, 10, 9))
    assert deadline(row, "execution_offline").state == Deadline.State.OVERDUE
    perform(
        row, "report_offline", by=people.enforcement_judge, at=noon(2024, 10, 10),
        facts=steps.RESULT | {"queried_on": "2024-10-10"},
    )  # fmt: skip
    assert deadline(row, "execution_offline").state == Deadline.State.LATE


@pytest.mark.spec("T16", "T17")
def test_revival_is_checked_in_two_and_three_days(nanzhao: Court, people: SimpleNamespace) -> None:
    row = filed(nanzhao, people, noon(2024, 6, 28))
    Execution.objects.filter(pk=row.pk).update(state="terminated_this_time", ended_on=date(2024, 9, 30))
    row.refresh_from_db()
    clue = {"applied_on": "2025-01-26", "clue": "名下新购车辆"}
    perform(row, "apply_revival", by=people.filing_clerk, at=noon(2025, 1, 26), facts=clue)
    revived = Execution.objects.get(origin_id=row.pk)
    assert deadline(revived, "revival_first_check").due_on == date(2025, 2, 5)  # raw 28 January, New Year's Eve
    sweep(noon(2025, 2, 6))
    assert deadline(revived, "revival_first_check").state == Deadline.State.OVERDUE
    checked = {"eligible": "on", "concrete": "on"}
    perform(revived, "forward_revival", by=people.filing_clerk, at=noon(2025, 4, 30), facts=checked)
    local, national = deadline(revived, "revival_clue"), deadline(revived, "revival_clue_national")
    assert (local.due_on, national.due_on) == (date(2025, 5, 6), date(2025, 5, 7))
    sweep(noon(2025, 5, 7))
    local.refresh_from_db()
    assert local.state == Deadline.State.OVERDUE
    assert told(people.bureau_chief, "三日内核查财产线索")


@pytest.mark.spec("T33", "B-4.8")
def test_the_pool_is_queried_ten_times_and_no_more(nanzhao: Court, people: SimpleNamespace) -> None:
    """Closed on 30 September 2024: every half-year from that day, the last on 30 September 2029."""
    row = filed(nanzhao, people, noon(2024, 6, 28))
    to_team(row, people, noon(2024, 6, 28))
    Execution.objects.filter(pk=row.pk).update(state="closing_proposed")
    row.refresh_from_db()
    row.closing_reviews.create(proposed_on=date(2024, 9, 29), reason="no_assets")
    ready(row, people)
    perform(row, "approve_closing", by=people.president, at=noon(2024, 9, 30))
    raws = []
    for _ in range(10):
        query = deadline(row, "execution_requery")
        raws.append(query.raw_on)
        day = query.raw_on
        facts = {
            "queried_on": day.isoformat(), "value": "0", "result": "未发现", "found": "no",
            "told_on": day.isoformat(),
        }  # fmt: skip
        perform(row, "requery", by=people.enforcement_judge, at=clock.noon(day), facts=facts)
    assert raws[0] == date(2025, 3, 30)
    assert raws[1] == date(2025, 9, 30)
    assert raws[-1] == date(2029, 9, 30)
    assert not row.deadlines.filter(rule="execution_requery", state__in=Deadline.LIVE).exists()
    assert row.deadlines.filter(rule="execution_requery").count() == 10


def ready(row: Execution, people: SimpleNamespace) -> None:
    """What 终本规定第一条 asks for, as rows."""
    for debtor in row.debtors.all():
        row.notices.create(
            debtor=debtor, served_on=date(2024, 7, 1), perform_by=date(2024, 7, 8), report_ordered=True, proof="回证"
        )
        row.measures.create(
            kind="consumption_ban", debtor=debtor, ground="未履行", ruling_no="限消1号", taken_on=date(2024, 7, 20),
            decided_by=people.bureau_chief,
        )  # fmt: skip


@pytest.mark.spec("T33")
def test_a_hit_in_the_pool_goes_to_the_centre(nanzhao: Court, people: SimpleNamespace) -> None:
    row = filed(nanzhao, people, noon(2024, 6, 28))
    to_team(row, people, noon(2024, 6, 28))
    Execution.objects.filter(pk=row.pk).update(state="closing_proposed")
    row.refresh_from_db()
    row.closing_reviews.create(proposed_on=date(2024, 9, 29), reason="no_assets")
    ready(row, people)
    perform(row, "approve_closing", by=people.president, at=noon(2024, 9, 30))
    sweep(noon(2025, 4, 1))
    assert deadline(row, "execution_requery").state == Deadline.State.OVERDUE  # 30 March 2025 is a Sunday
    facts = {
        "queried_on": "2025-04-02",
        "value": "36000",
        "result": "新车一辆",
        "found": "yes",
        "told_on": "2025-04-02",
    }
    perform(row, "requery", by=people.enforcement_judge, at=noon(2025, 4, 2), facts=facts)
    task = row.tasks.get(kind="execution.pool_clue", state=Task.State.OPEN)
    assert task.department.kind == "command"
    assert deadline(row, "execution_requery").raw_on == date(2025, 9, 30)


# -- bankruptcy --------------------------------------------------------------------------------------------------


@pytest.mark.spec("T34", "A-9.10")
def test_silence_of_the_receiving_court_is_asked_about(nanzhao: Court, people: SimpleNamespace) -> None:
    row = filed(nanzhao, people, noon(2025, 12, 1))
    debtor = steps.enterprise(row.debtors.get())
    lead = Bankruptcy.objects.create(
        case=row.case, court=nanzhao, department=nanzhao.unit("enforcement"), kind="bankruptcy", debtor=debtor,
        receiver=nanzhao.parent, state="transferred", opened_at=noon(2026, 1, 5), state_since=noon(2026, 1, 5),
    )  # fmt: skip
    facts = {"received_on": "2026-01-16", "number": "（2026）豫13破申1号"}
    perform(lead, "register", by=people.bureau_chief, at=noon(2026, 1, 19), facts=facts)
    assert deadline(lead, "bankruptcy_transfer_review").due_on == date(2026, 2, 24)
    sweep(noon(2026, 2, 24))
    assert not lead.tasks.filter(kind="bankruptcy.ask").exists()
    sweep(noon(2026, 2, 25))
    assert lead.tasks.get(kind="bankruptcy.ask").department.kind == "enforcement"
    assert lead.events.get(act="bankruptcy.ask_for_answer").at.astimezone(clock.SHANGHAI).date() == date(2026, 2, 24)


@pytest.mark.spec("A-9.10")
def test_all_executions_of_one_debtor_stand_still_together(
    nanzhao: Court, shanyang: Court, people: SimpleNamespace, cast: Cast
) -> None:
    """企业破产法第十九条: the second case of this court is stayed by the system, another court's judge is told."""
    first, second = (filed(nanzhao, people, noon(2025, 12, day)) for day in (1, 2))
    others = cast(shanyang)
    elsewhere = steps.in_hand(shanyang, others, noon(2025, 12, 1))
    debtor = steps.enterprise(first.debtors.get())
    for row in (second, elsewhere):
        Party.objects.filter(pk=row.debtors.get().pk).update(identifier=debtor.identifier)
    lead = Bankruptcy.objects.create(
        case=first.case, court=nanzhao, department=nanzhao.unit("bankruptcy"), kind="bankruptcy", debtor=debtor,
        applicant=debtor, state="under_review", opened_at=noon(2026, 1, 5), state_since=noon(2026, 1, 5),
    )  # fmt: skip
    ruling = {"ruling_no": "破申1号", "ruled_on": "2026-01-20", "reason": "不能清偿到期债务"}
    perform(lead, "accept", by=people.bankruptcy_judge, at=noon(2026, 1, 20), facts=ruling)
    second.refresh_from_db()
    elsewhere.refresh_from_db()
    assert second.state == "bankruptcy"
    assert deadline(second, "execution_six_months").state == Deadline.State.SUSPENDED
    assert elsewhere.state == "under_way"
    assert told(others.enforcement_judge, "请依法办理：因移送破产审查中止执行")

    perform(lead, "refuse", by=people.bankruptcy_judge, at=noon(2026, 3, 2), facts=ruling | {"ruled_on": "2026-03-02"})
    second.refresh_from_db()
    assert second.state == "filed"
    assert deadline(second, "execution_six_months").state == Deadline.State.RUNNING


# -- settlement visits -------------------------------------------------------------------------------------------


@pytest.mark.spec("T35", "D-4.1")
def test_a_settlement_in_execution_is_visited_before_and_after_its_day(honghe: Court, cast: Cast) -> None:
    """Due on 1 October 2024: told three days before, overdue three days after, holiday or not."""
    people = cast(honghe)
    row = steps.in_hand(honghe, people)
    facts = {
        "signed_on": "2024-08-01", "content": "分期付清", "last_due_on": "2024-10-01", "security": "", "recorded": "on"
    }  # fmt: skip
    perform(row, "settle", by=people.enforcement_judge, at=noon(2024, 8, 1), facts=facts)
    visit = deadline(row, "execution_visit")
    assert visit.due_on == date(2024, 10, 4)
    sweep(noon(2024, 10, 5))
    visit.refresh_from_db()
    assert visit.state == Deadline.State.OVERDUE
    done = {"visited_on": "2024-10-08", "finding": "已付清"}
    perform(row, "visit_settlement", by=people.enforcement_judge, at=noon(2024, 10, 8), facts=done)
    visit.refresh_from_db()
    assert visit.state == Deadline.State.LATE


# -- preservation ------------------------------------------------------------------------------------------------


@pytest.fixture
def matter(nanzhao: Court) -> tuple[Case, Instrument]:
    return walk.matter(nanzhao)


@pytest.mark.spec("T24")
def test_forty_eight_hours_do_not_wait_for_a_holiday(matter: Any, people: SimpleNamespace) -> None:
    """Received at 23:10 on 28 February 2024: from midnight, so to midnight of 2 March; the leap day counts."""
    row = walk.apply(matter[0], people.filing_clerk, datetime(2024, 2, 28, 23, 10, tzinfo=clock.SHANGHAI))
    due = deadline(row, "preserve_urgent").due_at
    assert due == datetime(2024, 3, 2, 0, 0, tzinfo=clock.SHANGHAI)
    sweep(due - timedelta(minutes=1))
    assert deadline(row, "preserve_urgent").state == Deadline.State.RUNNING
    sweep(due)
    assert deadline(row, "preserve_urgent").state == Deadline.State.OVERDUE
    assert told(people.vice_president, "四十八小时内作出保全裁定")


@pytest.mark.spec("T26")
def test_an_ordinary_application_is_ruled_on_after_labour_day(matter: Any, people: SimpleNamespace) -> None:
    walk.suit(matter[0], people)
    row = walk.apply(matter[0], people.filing_clerk, noon(2024, 4, 30), type="in_suit", urgent="no")
    assert deadline(row, "preserve_ordinary").due_on == date(2024, 5, 6)
    sweep(noon(2024, 5, 7))
    assert deadline(row, "preserve_ordinary").state == Deadline.State.OVERDUE
    told_on = {"liability_told_on": "2024-05-07", "renewal_told_on": "2024-05-07"}
    perform(row, "rule", by=people.trial_judge, at=noon(2024, 5, 7), facts=walk.ruling(**told_on))
    assert deadline(row, "preserve_ordinary").state == Deadline.State.LATE
    assert deadline(row, "preserve_start").due_on == date(2024, 5, 13)  # the 12th is a Sunday


@pytest.mark.spec("T25", "T27", "T28")
def test_a_freeze_lapses_in_the_holiday_unless_renewed_before_it(nanzhao: Court, people: SimpleNamespace) -> None:
    """Frozen 9 October 2024 to 8 October 2025, in the National Day break; renewal by 30 September."""
    row = Preservation.objects.get(pk=walk.pre_suit_until(nanzhao, people, "controlled").pk)
    assert deadline(row, "preserve_sue").due_on == date(2024, 11, 8)
    perform(row, "record_suit", by=people.filing_clerk, at=noon(2024, 11, 8), facts={"filed_on": "2024-11-08"})
    assert deadline(row, "preserve_sue").state == Deadline.State.MET
    assert deadline(row, "preserve_renewal").due_on == date(2025, 9, 30)
    sweep(noon(2025, 10, 1))
    assert row.tasks.filter(kind="preservation.renew", state=Task.State.OPEN).exists()
    sweep(noon(2025, 10, 8))
    row.refresh_from_db()
    assert row.state == "controlled"
    sweep(noon(2025, 10, 9))
    row.refresh_from_db()
    assert (row.state, row.assets.get().ended_on) == ("lapsed", date(2025, 10, 8))


@pytest.mark.spec("T29")
def test_before_enforcement_the_creditor_has_five_days(jiamusi: Court, cast: Cast) -> None:
    """解释第一百六十三条: performance ends on 24 January 2025, raw 29 January, after Spring Festival 5 February."""
    people = cast(jiamusi)
    case, instrument = effective_case(jiamusi, effective_on=date(2025, 1, 10), due_on=date(2025, 1, 24))
    row = walk.apply(
        case, people.centre_staff, noon(2025, 1, 13), type="pre_enforcement", instrument=instrument.pk,
        guarantee_kind="none", guarantee_amount="",
    )  # fmt: skip
    told_on = {"liability_told_on": "2025-01-13", "renewal_told_on": "2025-01-13"}
    perform(row, "rule", by=people.centre_head, at=noon(2025, 1, 13), facts=walk.ruling(**told_on))
    perform(row, "implement_in_centre", by=people.centre_staff, at=noon(2025, 1, 13), facts={"materials": "裁定书"})
    perform(row, "start", by=people.centre_staff, at=noon(2025, 1, 14), facts={"received_on": "2025-01-14"})
    perform(row, "control", by=people.centre_staff, at=noon(2025, 1, 15), facts=walk.measure(row, "2025-01-15"))
    assert deadline(row, "preserve_apply").due_on == date(2025, 2, 5)
    sweep(noon(2025, 2, 6))
    row.refresh_from_db()
    assert row.release_ground == "not_applied"
    assert row.tasks.filter(kind="preservation.release", state=Task.State.OPEN).exists()


@pytest.mark.spec("T30")
def test_a_request_to_lift_is_answered_in_five_days_or_forty_eight_hours(
    nanzhao: Court, people: SimpleNamespace
) -> None:
    row = Preservation.objects.get(pk=walk.pre_suit_until(nanzhao, people, "controlled").pk)
    asked = {
        "party": row.respondents.get().pk, "received_on": "2025-05-26", "ground": "security", "urgent": "no", "note": ""
    }  # fmt: skip
    perform(row, "request_release", by=people.filing_judge, at=noon(2025, 5, 26), facts=asked)
    assert deadline(row, "preserve_lift").due_on == date(2025, 6, 3)
    perform(row, "refuse_release", by=people.filing_judge, at=noon(2025, 5, 27), facts={"reason": "担保不足"})
    assert deadline(row, "preserve_lift").state == Deadline.State.MET
    urgent = asked | {"received_on": "2025-05-30", "urgent": "yes"}
    perform(row, "request_release", by=people.filing_judge, at=noon(2025, 5, 30), facts=urgent)
    assert deadline(row, "preserve_lift_urgent").due_at == datetime(2025, 6, 1, 13, 0, tzinfo=clock.SHANGHAI)


# -- hard caps and double clocks ---------------------------------------------------------------------------------


def objected(shanyang: Court, people: SimpleNamespace) -> Objection:
    execution = steps.in_hand(
        shanyang, people, noon(2024, 11, 1), effective_on=date(2024, 10, 1), due_on=date(2024, 10, 11)
    )
    facts = {
        "execution": execution.pk, "nature": "conduct", "objector": execution.debtors.get().pk,
        "received_on": "2024-12-17", "request": "撤销查封", "grounds": "超标的查封", "application": "on",
        "evidence": "yes", "consent": "yes", "consent_record": "同意书第1页",
    }  # fmt: skip
    row: Objection = open_proceeding(
        "objection", execution.case, "receive", by=people.enforcement_clerk, at=noon(2024, 12, 17), facts=facts
    )
    return row


def urged(shanyang: Court, people: SimpleNamespace) -> Urging:
    case, instrument = effective_case(shanyang)
    row: Urging = open_proceeding(
        "urging", case, "register_application", by=people.filing_clerk, at=noon(2024, 12, 2), instrument=instrument,
        application_received_on=date(2024, 12, 2), consent="agreed", consent_on=date(2024, 12, 2),
    )  # fmt: skip
    perform(row, "hand_over", by=people.filing_clerk, at=noon(2024, 12, 2), facts={"materials": "申请书、判决书"})
    received = {"received_on": "2024-12-02", "complete": "on"}
    perform(row, "accept", by=people.enforcement_clerk, at=noon(2024, 12, 2), facts=received)
    return row


@pytest.mark.spec("T10")
@pytest.mark.parametrize("make", [objected, urged])
def test_a_cap_is_neither_suspended_nor_extended(make: Any, shanyang: Court, cast: Cast) -> None:
    row = make(shanyang, cast(shanyang))
    cap = row.deadlines.get(rule__in=("objection_front_stage", "urging_limit"))
    event = Event.objects.filter(proceeding=row.pk).latest("id")
    with pytest.raises(Refusal, match="为最长期限，不得"):
        pause_clocks(row, STAY, (cap.rule,), date(2024, 12, 20), event, approver="院长")
    with pytest.raises(Refusal, match="为最长期限，不得延长"):
        extend_clock(cap, event, row, reason="案情复杂", approver="院长", article=STAY.under, length=5)
    cap.refresh_from_db()
    assert cap.state == Deadline.State.RUNNING


@pytest.mark.spec("T10", "T39")
def test_where_local_and_national_clocks_run_the_stricter_comes_first(
    shanyang: Court, cast: Cast, client: Client
) -> None:
    """立案前化解 fifteen days beside the three of the statute, on page and over REST."""
    people = cast(shanyang)
    row = objected(shanyang, people)
    client.force_login(people.enforcement_clerk)
    shown = client.get(f"/cases/{row.case_id}/").content.decode()
    assert shown.index("国家规定：收到异议三日内立案") < shown.index("异议立案前化解期限（最长十五日）")
    listed = client.get(f"/api/v1/deadlines/?proceeding={row.pk}").json()["results"]
    assert [item["rule"] for item in listed] == ["objection_national_filing", "objection_front_stage"]


@pytest.mark.spec("T05")
def test_urging_shows_the_seven_days_of_the_statute_beside_its_thirty(
    shanyang: Court, cast: Cast, client: Client
) -> None:
    people = cast(shanyang)
    row = urged(shanyang, people)
    national, local = deadline(row, "urging_seven_days"), deadline(row, "urging_limit")
    assert (national.due_on, local.due_on) == (date(2024, 12, 9), date(2025, 1, 1))
    client.force_login(people.enforcement_clerk)
    shown = client.get(f"/cases/{row.case_id}/").content.decode()
    assert shown.index("七日内立案或者裁定不予受理") < shown.index("执前督促办理期限（最长三十日）")
    sweep(noon(2024, 12, 10))
    row.refresh_from_db()
    assert row.state == "urging"
    assert deadline(row, "urging_seven_days").state == Deadline.State.FIRED
