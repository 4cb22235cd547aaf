"""One dispute through every department of one court, by nothing but acts and the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from courtflow.accounts.models import Court
from courtflow.cases.models import Case
from courtflow.flow import events
from courtflow.flow.models import Deadline, Task
from courtflow.flow.perform import perform
from courtflow.flow.refusals import Refusal
from courtflow.flow.sweep import sweep
from documents.issue import render_pending
from documents.models import Document
from intake.execution_filing.models import open_application
from intake.filing.models import open_filing
from tests.diary import noon, payment
from tests.intake.papers import FIVE_YES, FOUR_CONDITIONS, application, complaint, person
from tests.trial.steps import checked, item, judgment, served, signed


@pytest.fixture
def people(shanyang: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(shanyang)


def only(case: Case, kind: str) -> Any:
    return case.proceedings.get(kind=kind).actual


def tried(court: Court, people: SimpleNamespace) -> Any:
    """Filed on 4 November 2024, judged on the 20th, served on the 21st and 25th."""
    parties = [person("plaintiff", "张一", 1), person("defendant", "李二", 2)]
    facts = complaint(received_on="2024-11-04", preservation_explained_on="2024-11-04", parties=parties)
    filing = open_filing(court, people.filing_clerk, facts, noon(2024, 11, 4))
    perform(filing, "accept", by=people.filing_judge, at=noon(2024, 11, 6), facts=FOUR_CONDITIONS)
    trial = only(filing.case, "trial")
    heard = {"judge": people.trial_judge.pk, "procedure": "ordinary"}
    perform(trial, "assign_judge", by=people.division_head, at=noon(2024, 11, 7), facts=heard)
    for party in trial.litigants():
        perform(trial, "verify_information", by=people.trial_clerk, at=noon(2024, 11, 8), facts=checked(party))
    told = {"informed_on": "2024-11-18", "outcomes": "on", "consequences": "on", "record": "庭审笔录第3页"}
    perform(trial, "inform", by=people.trial_judge, at=noon(2024, 11, 18), facts=told)
    signed(trial, people, noon(2024, 11, 20), "draft_judgment", judgment(item(trial)))
    served(trial, people, "张一", noon(2024, 11, 21))
    served(trial, people, "李二", noon(2024, 11, 25))
    return trial


def swept(moment: datetime) -> None:
    with time_machine.travel(moment, tick=False):
        report = sweep()
    assert report.failed == 0


def applied(court: Court, people: SimpleNamespace) -> Any:
    """In effect on 11 December, ten days roll to Monday the 23rd, an application on the 24th, urging from the 26th."""
    trial = tried(court, people)
    swept(noon(2024, 12, 24))
    trial.refresh_from_db()
    assert trial.instrument.effective_on == date(2024, 12, 11)
    assert trial.state == trial.State.UNPERFORMED
    facts = application(trial.instrument, received_on="2024-12-24")
    review = open_application(trial.instrument, people.filing_clerk, facts, noon(2024, 12, 24))
    asked = {"asked_on": "2024-12-24", "answer": "agreed", "form": "written"}
    perform(review, "record_consent", by=people.filing_clerk, at=noon(2024, 12, 24), facts=asked)
    perform(review, "examine", by=people.filing_judge, at=noon(2024, 12, 25), facts=FIVE_YES)
    perform(review, "to_urging", by=people.filing_judge, at=noon(2024, 12, 25))
    urging = only(trial.case, "urging")
    perform(urging, "hand_over", by=people.filing_clerk, at=noon(2024, 12, 26), facts={"materials": "申请书1份"})
    receipt = {"received_on": "2024-12-26", "complete": "on"}
    perform(urging, "accept", by=people.enforcement_clerk, at=noon(2024, 12, 26), facts=receipt)
    return urging


@pytest.mark.spec("C-25.5", "C-25.12", "C-25.13", "C-25.10", "E-4.6")
def test_urged_in_vain_then_enforced(shanyang: Court, people: SimpleNamespace) -> None:
    urging = applied(shanyang, people)
    facts = payment(urging.instrument, "30000", date(2025, 1, 10))
    perform(urging, "pay", by=people.enforcement_clerk, at=noon(2025, 1, 10), facts=facts)

    swept(noon(2025, 1, 26))  # the thirty days ended on Saturday the 25th, unrolled
    urging.refresh_from_db()
    assert urging.state == urging.State.UNPERFORMED
    assert urging.deadlines.get(rule="notify_filing").due_on == date(
        2025, 2, 5
    )  # Sunday the 26th is a working day, then Spring Festival
    swept(noon(2025, 2, 6))  # nobody told the filing division: the system does

    urging.refresh_from_db()
    assert urging.state == urging.State.RETURNED
    assert urging.archive_medium == "joined_via_filing"
    back = urging.case.proceedings.filter(kind="execution_filing").latest("id").actual
    assert back.origin_id == urging.pk
    perform(back, "examine", by=people.filing_judge, at=noon(2025, 2, 7), facts=FIVE_YES)
    perform(back, "accept", by=people.filing_judge, at=noon(2025, 2, 7))

    execution = only(urging.case, "execution")
    assert execution.number == "（2025）豫0811执1号"
    assert execution.claimed_amount == Decimal("70000.00")
    assert execution.application_received_on == date(2024, 12, 24)
    assert list(events.verify()) == []


@pytest.mark.spec("C-25.8")
def test_urged_with_success_and_never_enforced(shanyang: Court, people: SimpleNamespace) -> None:
    urging = applied(shanyang, people)
    facts = payment(urging.instrument, "100000", date(2025, 1, 10))
    perform(urging, "pay", by=people.enforcement_clerk, at=noon(2025, 1, 10), facts=facts)
    perform(urging, "complete", by=people.enforcement_clerk, at=noon(2025, 1, 10))
    holder = {
        "holder": urging.case.parties.get(name="李二").pk, "applied_on": "2025-01-13", "purposes": ["credit"],
        "integrity_list": "yes",
    }  # fmt: skip
    perform(urging, "issue_certificate", by=people.enforcement_clerk, at=noon(2025, 1, 13), facts=holder)

    assert only(urging.case, "trial").state == "performed"
    paid = {"already_performed": "已全部履行", "performed_amount": "100000"}
    again = application(urging.instrument, received_on="2025-01-14", **paid)
    review = open_application(urging.instrument, people.filing_clerk, again, noon(2025, 1, 14))
    with pytest.raises(Refusal) as refused:
        perform(review, "accept", by=people.filing_judge, at=noon(2025, 1, 14))
    assert refused.value.under
    assert refused.value.remedy
    assert not urging.case.proceedings.filter(kind="execution").exists()

    render_pending()
    papers = Document.objects.filter(case=urging.case)
    assert {paper.kind for paper in papers} >= {"urging_advice", "urging_notice", "performance_certificate"}
    assert [(paper.kind, paper.error) for paper in papers if paper.state not in Document.IN_FORCE] == []
    assert Task.objects.filter(proceeding=urging, kind="urging.copy_filing").exists()


def test_an_application_stops_limitation(shanyang: Court, people: SimpleNamespace) -> None:
    urging = applied(shanyang, people)
    clock = Deadline.objects.get(case=urging.case, rule="limitation")
    assert clock.due_on == date(2026, 12, 23)
    assert clock.state == Deadline.State.MET
