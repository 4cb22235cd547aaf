"""佳木斯 四(一) as a diary: the judge's letter, the demand at once, performed or not (T01–T03)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from courtflow.accounts.models import Court
from courtflow.cases.models import Case, Instrument, Service
from courtflow.flow.models import Deadline, Task
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.refusals import Refusal
from courtflow.flow.sweep import sweep
from documents.models import Document
from enforcement.models import Urging
from tests.diary import effective_case, noon, payment

LETTER = {"letter_no": "佳中法移〔2024〕1号", "enclosed": "on"}
SERVED = {"method": "direct", "served_on": "2024-09-10", "proof": "送达回证"}


@pytest.fixture
def people(jiamusi: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(jiamusi)


def matter_of(court: Court, **changes: Any) -> tuple[Case, Instrument]:
    return effective_case(
        court, **{"effective_on": date(2024, 9, 1), "due_on": date(2024, 9, 20), "debtors": 2, **changes}
    )


def send_letter(people: SimpleNamespace, matter: tuple[Case, Instrument]) -> Urging:
    case, instrument = matter
    return open_proceeding(
        "urging",
        case,
        "receive_letter",
        by=people.trial_judge,
        at=noon(2024, 9, 9),
        facts=LETTER,
        instrument=instrument,
    )


@pytest.fixture
def matter(jiamusi: Court) -> tuple[Case, Instrument]:
    return matter_of(jiamusi)


@pytest.fixture
def urging(people: SimpleNamespace, matter: tuple[Case, Instrument]) -> Urging:
    row = send_letter(people, matter)
    perform(row, "register", by=people.centre_staff, at=noon(2024, 9, 9), facts={"registered_on": "2024-09-09"})
    return row


def serve(row: Urging, people: SimpleNamespace, name: str, on: str = "2024-09-10") -> None:
    facts = SERVED | {"debtor": row.case.parties.get(name=name).pk, "served_on": on}
    perform(row, "serve_notice", by=people.centre_staff, at=noon(2024, 9, 12), facts=facts)


@pytest.mark.spec("A-4.3", "A-4.4")
def test_the_judges_letter_reaches_the_centre_which_numbers_it(urging: Urging) -> None:
    assert urging.letter_no == LETTER["letter_no"]
    assert urging.number == "（2024）黑08执前督1号"
    assert urging.department.name == "执行服务中心"


@pytest.mark.spec("A-3.8")
def test_the_number_stays_out_of_the_national_system(urging: Urging) -> None:
    assert urging.external_sync == "no"


@pytest.mark.spec("A-4.5")
def test_the_demand_is_ordered_at_once_for_each_debtor(urging: Urging) -> None:
    papers = Document.objects.filter(proceeding_id=urging.pk, kind="urging_notice")
    assert sorted(paper.addressee.name for paper in papers) == ["李二", "王三"]
    assert urging.deadlines.get(rule="send_demand").due_on == date(2024, 9, 10)


@pytest.mark.spec("A-4.1")
def test_public_notice_keeps_it_out(jiamusi: Court, people: SimpleNamespace) -> None:
    with pytest.raises(Refusal, match="公告送达"):
        send_letter(people, matter_of(jiamusi, method=Service.Method.PUBLIC_NOTICE))


@pytest.mark.spec("A-4.3")
def test_the_letter_comes_within_the_performance_period(jiamusi: Court, people: SimpleNamespace) -> None:
    with pytest.raises(Refusal, match="履行期已经届满"):
        send_letter(people, matter_of(jiamusi, due_on=date(2024, 9, 8)))


@pytest.mark.spec("A-4.6")
def test_the_demand_period_never_ends_before_the_debtors_own_due_day(people: SimpleNamespace, jiamusi: Court) -> None:
    row = send_letter(people, matter_of(jiamusi, due_on=date(2024, 12, 31)))
    perform(row, "register", by=people.centre_staff, at=noon(2024, 9, 9), facts={"registered_on": "2024-09-09"})
    serve(row, people, "李二")
    clock = row.deadlines.get(rule="demand")
    assert clock.due_on == date(2024, 12, 31)
    assert "履行期末日" in clock.steps[-1]


@pytest.mark.spec("A-4.6", "A-4.7", "A-4.8")
def test_performance_in_the_demand_period_counts_as_the_debtors_own(
    urging: Urging, people: SimpleNamespace, matter: Any
) -> None:
    serve(urging, people, "李二")
    facts = payment(matter[1], "100000", date(2024, 9, 18))
    perform(urging, "pay", by=people.centre_staff, at=noon(2024, 9, 18), facts=facts)
    perform(urging, "complete", by=people.centre_staff, at=noon(2024, 9, 18))

    assert urging.state == Urging.State.PERFORMED
    assert Document.objects.filter(proceeding_id=urging.pk, kind="performance_certificate").exists()
    queues = Task.objects.filter(proceeding=urging, kind__startswith="urging.copy").values_list(
        "department__kind", flat=True
    )
    assert set(queues) == {"trial", "filing"}


@pytest.mark.spec("A-4.6", "A-13.3")
def test_urging_fails_when_the_last_debtors_period_is_over(urging: Urging, people: SimpleNamespace) -> None:
    serve(urging, people, "李二", "2024-09-10")  # ends 25 September
    serve(urging, people, "王三", "2024-09-12")  # ends 27 September
    with time_machine.travel(noon(2024, 9, 26), tick=False):
        assert sweep().fired == 1
    urging.refresh_from_db()
    assert urging.state == Urging.State.URGING
    with time_machine.travel(noon(2024, 9, 28), tick=False):
        assert sweep().fired == 1
    urging.refresh_from_db()
    assert urging.state == Urging.State.UNPERFORMED
    assert set(urging.deadlines.filter(rule="demand").values_list("state", flat=True)) == {Deadline.State.FIRED}
    assert Task.objects.get(proceeding=urging, kind="urging.inform_creditor").state == "open"
    facts = {"informed_on": "2024-09-29", "how": "电话"}
    perform(urging, "inform_creditor", by=people.centre_staff, at=noon(2024, 9, 29), facts=facts)
    assert urging.state == Urging.State.RETURNED
    assert urging.archive_medium == "joined_by_team"


def test_both_periods_over_in_one_late_sweep_fail_once(urging: Urging, people: SimpleNamespace) -> None:
    serve(urging, people, "李二", "2024-09-10")
    serve(urging, people, "王三", "2024-09-12")
    with time_machine.travel(noon(2024, 10, 8), tick=False):
        report = sweep()
    urging.refresh_from_db()
    assert report.failed == 0
    assert urging.state == Urging.State.UNPERFORMED
    assert urging.exited_on == date(2024, 9, 27)


def test_this_court_does_not_send_failures_to_filing(urging: Urging, people: SimpleNamespace) -> None:
    who = urging.case.parties.get(name="李二").pk
    facts = {"party": who, "refused_on": "2024-09-12", "form": "oral", "note": "拒绝"}
    perform(urging, "refuse", by=people.centre_staff, at=noon(2024, 9, 12), facts=facts)
    with pytest.raises(Refusal, match="不采用此种移转方式"):
        perform(urging, "notify_filing", by=people.centre_staff, at=noon(2024, 9, 12))
