"""Terms of measures by the real calendar: T24 by the hour, T25 rolls, T27 never, T28 backward, T29; lapse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from courtflow.accounts.models import Court
from courtflow.flow import clock
from courtflow.flow.models import Deadline, Notification, Task
from courtflow.flow.perform import perform
from courtflow.flow.refusals import InvalidFacts, Refusal
from courtflow.flow.sweep import sweep
from preservation.models import Asset, Preservation
from tests.preservation import walk
from tests.preservation.walk import noon


@pytest.fixture
def people(nanzhao: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(nanzhao)


@pytest.fixture
def frozen(nanzhao: Court, people: SimpleNamespace) -> Preservation:
    """A deposit frozen on 2024-10-09 for a year."""
    return Preservation.objects.get(pk=walk.pre_suit_until(nanzhao, people, "controlled").pk)


def sweep_after(day: date) -> None:
    sweep(at=clock.noon(day + timedelta(days=1)))


def sued(row: Preservation, people: SimpleNamespace) -> None:
    perform(row, "record_suit", by=people.filing_clerk, at=noon(2024, 11, 5), facts={"filed_on": "2024-11-05"})


@pytest.mark.spec("C-4.3")
def test_forty_eight_hours_from_the_next_full_hour(nanzhao: Court, people: SimpleNamespace) -> None:
    """H01: received 09:20 on the eve of National Day, due 10:00 on the second day of the holiday."""
    case, _ = walk.matter(nanzhao)
    row = walk.apply(case, people.filing_clerk, datetime(2024, 9, 30, 9, 20, tzinfo=clock.SHANGHAI))
    deadline = row.deadlines.get(rule="preserve_urgent")
    assert deadline.due_at == datetime(2024, 10, 2, 10, 0, tzinfo=clock.SHANGHAI)
    sweep(at=deadline.due_at)
    assert row.deadlines.get(pk=deadline.pk).state == Deadline.State.OVERDUE
    told = set(Notification.objects.values_list("user__username", flat=True))
    assert {people.division_head.username, people.vice_president.username} <= told


def test_the_suit_must_follow_in_thirty_days_rolled(nanzhao: Court, people: SimpleNamespace) -> None:
    """D35: measure on 2024-09-06, raw 10-06 in the National Day break, last day 10-08."""
    case, _ = walk.matter(nanzhao)
    row = walk.apply(case, people.filing_clerk, noon(2024, 9, 5))
    told = {"liability_told_on": "2024-09-05", "renewal_told_on": "2024-09-05"}
    perform(row, "rule", by=people.filing_judge, at=noon(2024, 9, 5), facts=walk.ruling(**told))
    walk.implement(row, people, people.bailiff, noon(2024, 9, 6))
    perform(row, "control", by=people.bailiff, at=noon(2024, 9, 6), facts=walk.measure(row, "2024-09-06"))
    perform(row, "report", by=people.bailiff, at=noon(2024, 9, 6), facts={"result": "已冻结"})
    assert row.deadlines.get(rule="preserve_sue").due_on == date(2024, 10, 8)
    sweep_after(date(2024, 10, 8))
    row = Preservation.objects.get(pk=row.pk)
    assert (row.release_ground, row.state) == ("unsued", "controlled")
    assert row.tasks.get(kind="preservation.release").state == Task.State.OPEN
    with pytest.raises(Refusal, match="三十日内未起诉"):
        perform(row, "record_suit", by=people.filing_clerk, at=noon(2024, 10, 9), facts={"filed_on": "2024-10-09"})
    perform(row, "record_suit", by=people.filing_clerk, at=noon(2024, 10, 9), facts={"filed_on": "2024-10-08"})
    assert row.tasks.get(kind="preservation.release").state == Task.State.CANCELLED


@pytest.mark.spec("C-15.2")
@pytest.mark.parametrize(
    ("asset", "start", "last"),
    [
        (walk.DEPOSIT, "2024-10-09", date(2025, 10, 8)),  # in the eight-day break of 2025: never rolled
        (walk.DEPOSIT, "2024-03-01", date(2025, 2, 28)),
        (walk.DEPOSIT, "2024-02-29", date(2025, 2, 28)),
        (walk.CAR, "2024-10-09", date(2026, 10, 8)),
        (walk.HOUSE, "2024-10-09", date(2027, 10, 8)),
    ],
)
def test_a_term_ends_the_day_before_its_anniversary_and_never_rolls(
    nanzhao: Court, people: SimpleNamespace, asset: dict[str, Any], start: str, last: date
) -> None:
    case, _ = walk.matter(nanzhao)
    day = clock.noon(date.fromisoformat(start))
    row = walk.apply(case, people.filing_clerk, day)
    told = {"liability_told_on": start, "renewal_told_on": start}
    perform(row, "rule", by=people.filing_judge, at=day, facts=walk.ruling(asset, **told))
    walk.implement(row, people, people.bailiff, day)
    perform(row, "control", by=people.bailiff, at=day, facts=walk.measure(row, start))
    deadline = row.deadlines.get(timer="T27")
    assert (row.assets.get().expires_on, deadline.due_on, deadline.raw_on) == (last, last, last)
    assert "本期间不因节假日顺延" in deadline.steps


def test_a_shorter_term_of_the_ruling_is_kept(nanzhao: Court, people: SimpleNamespace) -> None:
    row = walk.pre_suit_until(nanzhao, people, "applied")
    ruled = walk.ruling(walk.DEPOSIT | {"term_months": 6})
    perform(row, "rule", by=people.filing_judge, at=noon(2024, 9, 30), facts=ruled)
    walk.implement(row, people, people.bailiff, noon(2024, 9, 30))
    perform(row, "control", by=people.bailiff, at=noon(2024, 10, 9), facts=walk.measure(row, "2024-10-09"))
    deadline = row.deadlines.get(rule="preserve_term_deposit")
    assert (deadline.due_on, deadline.length, deadline.unit) == (date(2025, 4, 8), 6, "month")


@pytest.mark.spec("C-15.2", "C-15.3")
def test_the_reminder_counts_backward_and_after_it_only_the_court_may_renew(
    frozen: Preservation, people: SimpleNamespace
) -> None:
    """Freeze to 2025-10-08: seven days before is 10-01, a holiday, so the last safe day is 09-30."""
    assert frozen.deadlines.get(rule="preserve_renewal").due_on == date(2025, 9, 30)
    sued(frozen, people)
    sweep_after(date(2025, 9, 30))
    assert frozen.tasks.get(kind="preservation.renew").state == Task.State.OPEN
    asked = renewal(frozen, applied_on="2025-10-01")
    with pytest.raises(Refusal, match="最迟应当在2025-09-30提出"):
        perform(frozen, "renew", by=people.filing_judge, at=noon(2025, 10, 1), facts=asked)
    own = renewal(frozen, ex_officio="yes", applied_on="")
    perform(frozen, "renew", by=people.filing_judge, at=noon(2025, 10, 2), facts=own)
    assert frozen.assets.get().expires_on == date(2026, 9, 30)


def renewal(row: Preservation, **changes: Any) -> dict[str, Any]:
    return {
        "asset": row.assets.first().pk, "applied_on": "2025-09-20", "ex_officio": "no", "necessity": "案件尚未审结",
        "starts_on": "2025-10-01", "term_months": 12, "notice_no": "（2024）豫1321执保1号之二", **changes,
    }  # fmt: skip


@pytest.mark.spec("C-15.2")
def test_a_renewed_asset_outlives_its_old_term(frozen: Preservation, people: SimpleNamespace) -> None:
    sued(frozen, people)
    facts = renewal(frozen, starts_on="2025-09-25")
    perform(frozen, "renew", by=people.filing_judge, at=noon(2025, 9, 25), facts=facts)
    sweep_after(date(2025, 10, 8))
    assert (frozen.assets.get().status, frozen.assets.get().renewals) == (Asset.Status.CONTROLLED, 1)
    terms = frozen.deadlines.filter(rule="preserve_term_deposit").order_by("due_on")
    assert [(row.due_on, row.state) for row in terms] == [
        (date(2025, 10, 8), Deadline.State.MET),
        (date(2026, 9, 24), Deadline.State.RUNNING),
    ]


def test_a_renewal_is_capped_and_must_come_before_the_end(frozen: Preservation, people: SimpleNamespace) -> None:
    sued(frozen, people)
    at = noon(2025, 9, 25)
    long = renewal(frozen, starts_on="2025-09-25", term_months=13)
    with pytest.raises(InvalidFacts):
        perform(frozen, "renew", by=people.filing_judge, at=at, facts=long)
    late = renewal(frozen, starts_on="2025-10-09")
    with pytest.raises(Refusal, match="届满前办理"):
        perform(frozen, "renew", by=people.filing_judge, at=noon(2025, 10, 9), facts=late)


@pytest.mark.spec("C-15.3")
def test_without_renewal_it_lapses_in_the_holiday_itself(frozen: Preservation, people: SimpleNamespace) -> None:
    sued(frozen, people)
    sweep(at=datetime(2025, 10, 8, 23, 59, tzinfo=clock.SHANGHAI))
    assert frozen.assets.get().status == Asset.Status.CONTROLLED
    sweep(at=datetime(2025, 10, 9, 0, 0, tzinfo=clock.SHANGHAI))
    row = Preservation.objects.get(pk=frozen.pk)
    assert (row.state, row.assets.get().status, row.assets.get().ended_on) == ("lapsed", "lapsed", date(2025, 10, 8))
    event = row.events.get(act="preservation.lapse")
    assert clock.day_of(event.at) == date(2025, 10, 8)
    assert row.tasks.get(kind="preservation.tell_lapse").state == Task.State.OPEN


@pytest.mark.spec("C-15.3")
def test_each_asset_lapses_on_its_own_day(nanzhao: Court, people: SimpleNamespace) -> None:
    """Two deposits of one day lapse in one event, the house stays."""
    row = walk.pre_suit_until(nanzhao, people, "applied")
    ruled = walk.ruling(walk.DEPOSIT, walk.DEPOSIT | {"features": "尾号0003账户"}, walk.HOUSE)
    perform(row, "rule", by=people.filing_judge, at=noon(2024, 9, 30), facts=ruled)
    walk.implement(row, people, people.bailiff, noon(2024, 9, 30))
    for index in range(3):
        facts = walk.measure(row, "2024-10-09", "30000", index)
        perform(row, "control", by=people.bailiff, at=noon(2024, 10, 9), facts=facts)
    perform(row, "report", by=people.bailiff, at=noon(2024, 10, 9), facts={"result": "三项均已控制"})
    sued(row, people)
    sweep_after(date(2025, 10, 8))
    row = Preservation.objects.get(pk=row.pk)
    assert [asset.status for asset in row.assets.all()] == ["lapsed", "lapsed", "controlled"]
    assert row.state == "controlled"
    assert row.events.filter(act="preservation.lapse").count() == 1
    sweep_after(date(2025, 10, 8))
    assert row.events.filter(act="preservation.lapse").count() == 1


@pytest.mark.spec("A-3.5")
def test_no_application_in_five_days_asks_for_release(jiamusi: Court, cast: Callable[[Court], SimpleNamespace]) -> None:
    people = cast(jiamusi)
    case, instrument = walk.matter(jiamusi)
    none = {"guarantee_kind": "none", "guarantee_amount": "", "guarantor": "", "guarantee_no": ""}
    row = walk.apply(
        case, people.centre_staff, noon(2024, 11, 5), type="pre_enforcement", instrument=instrument.pk, **none
    )
    row = Preservation.objects.get(pk=row.pk)
    told = {"liability_told_on": "2024-11-05", "renewal_told_on": "2024-11-05"}
    perform(row, "rule", by=people.centre_head, at=noon(2024, 11, 5), facts=walk.ruling(**told))
    perform(row, "implement_in_centre", by=people.centre_staff, at=noon(2024, 11, 5), facts={"materials": "裁定书"})
    perform(row, "start", by=people.centre_staff, at=noon(2024, 11, 5), facts={"received_on": "2024-11-05"})
    perform(row, "control", by=people.centre_staff, at=noon(2024, 11, 6), facts=walk.measure(row, "2024-11-06"))
    sweep_after(date(2024, 11, 15))
    row = Preservation.objects.get(pk=row.pk)
    assert row.release_ground == "not_applied"
    late = {"received_on": "2024-11-18"}
    with pytest.raises(Refusal, match="五日内未申请执行"):
        perform(row, "record_application", by=people.centre_staff, at=noon(2024, 11, 18), facts=late)


def test_in_enforcement_the_same_term_runs_on(frozen: Preservation, people: SimpleNamespace) -> None:
    sued(frozen, people)
    with pytest.raises(Refusal, match="尚未立首次执行案件"):
        perform(frozen, "carry_over", by=people.filing_clerk, at=noon(2025, 3, 3))
    execution = walk.suit(frozen.case, people)
    type(execution).objects.filter(pk=execution.pk).update(
        kind="execution", department=frozen.court.unit("enforcement"), handler=people.enforcement_judge
    )
    perform(frozen, "carry_over", by=people.filing_clerk, at=noon(2025, 3, 3))
    row = Preservation.objects.get(pk=frozen.pk)
    assert (row.state, row.department.kind, row.handler) == ("in_execution", "enforcement", people.enforcement_judge)
    assert row.assets.get().expires_on == date(2025, 10, 8)
    assert row.deadlines.get(rule="preserve_term_deposit").state == Deadline.State.RUNNING
    sweep_after(date(2025, 10, 8))
    assert Preservation.objects.get(pk=frozen.pk).state == "lapsed"
