"""Rows 1–7, 9, 11–14: how a court urges before it enforces."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from courtflow.cases.models import Instrument, Service
from courtflow.flow.models import Task
from courtflow.flow.perform import perform
from documents.models import Document
from intake.execution_filing.models import open_application
from intake.models import ExecutionFiling
from tests.diary import effective_case, noon, payment
from tests.intake.papers import FIVE_YES, MONDAY, application

from .differing import Stage, differs, tried

ASKED = {"asked_on": "2024-12-02", "answer": "silent", "form": "oral"}
URGES = {
    "pre_exec.case_type": "执前督", "pre_exec.entry": "application", "pre_exec.consent": "none",
    "pre_exec.exclusions": [],
}  # fmt: skip
BY_CENTRE = URGES | {"pre_exec.numbered_by": "centre"}


def applied(stage: Stage, **kind: Any) -> ExecutionFiling:
    """An application received and checked."""
    instrument: Instrument = effective_case(stage.court, **kind)[1]
    clerk = stage.people.filing_clerk
    row = open_application(instrument, clerk, application(instrument), MONDAY)
    perform(row, "examine", by=clerk, facts=FIVE_YES, at=MONDAY)
    return row


def to_urging(stage: Stage, row: ExecutionFiling, **facts: Any) -> None:
    perform(row, "to_urging", by=stage.people.filing_clerk, at=MONDAY, facts=facts)


def begun(stage: Stage) -> Any:
    row = applied(stage)
    perform(row, "record_consent", by=stage.people.filing_clerk, facts=ASKED, at=MONDAY)
    to_urging(stage, row)
    return row.case.proceedings.get(kind="urging").actual


def handed_over(stage: Stage) -> Any:
    row = begun(stage)
    perform(row, "hand_over", by=stage.people.filing_clerk, at=noon(2024, 12, 3), facts={"materials": "申请书1份"})
    return row


def under_way(stage: Stage) -> Any:
    row = handed_over(stage)
    receipt = {"received_on": "2024-12-03", "complete": "on"}
    perform(row, "accept", by=stage.people.enforcement_clerk, at=noon(2024, 12, 3), facts=receipt)
    return row


def performed(stage: Stage) -> Any:
    row = under_way(stage)
    clerk, paid = stage.people.enforcement_clerk, payment(row.instrument, "100000.00", date(2024, 12, 4))
    perform(row, "pay", by=clerk, at=noon(2024, 12, 4), facts=paid)
    perform(row, "complete", by=clerk, at=noon(2024, 12, 4))
    return row


def failed(stage: Stage) -> Any:
    row = under_way(stage)
    creditor = row.instrument.obligations.get(item=1).creditors.get()
    facts = {"party": creditor.pk, "refused_on": "2024-12-04", "form": "oral", "note": "不同意"}
    perform(row, "refuse", by=stage.people.enforcement_clerk, at=noon(2024, 12, 4), facts=facts)
    return row


def asks_for(row: Any, kind: str) -> bool:
    return Task.objects.filter(proceeding=row.pk, kind=kind).exists()


@differs("pre_exec.case_type", ("执前督", "执前督"), ("执诉前调", "执诉前调"), base=URGES)
def its_number_says_what_it_is(stage: Stage) -> Any:
    found = re.search(r"豫0811(\D+)\d+号", begun(stage).number)
    return found and found[1]


@differs("pre_exec.case_type", ("执前督", "done"), ("", "court_urges_on_application"), base=URGES)
def a_court_may_not_urge_at_all(stage: Stage) -> Any:
    row = applied(stage)
    return tried(lambda: to_urging(stage, row))


@differs("pre_exec.numbered_by", ("filing", "filing"), ("centre", "centre"), base=URGES, spec=("C-25.3", "D-3.3"))
def who_numbers_has_it_first(stage: Stage) -> Any:
    return begun(stage).department.kind


@differs(
    "pre_exec.external_sync", ("yes", ("yes", True)), ("no", ("no", False)), base=BY_CENTRE, spec=("D-3.3", "A-3.8")
)
def an_outside_system_is_fed_or_not(stage: Stage) -> Any:
    row = begun(stage)
    facts = {"registered_on": "2024-12-03"}
    perform(row, "register", by=stage.people.centre_staff, at=noon(2024, 12, 3), facts=facts)
    return row.external_sync, asks_for(row, "urging.external_sync")


@differs("pre_exec.entry", ("application", "done"), ("transfer_letter", "court_urges_on_application"), base=URGES)
def urging_begins_with_an_application_or_not(stage: Stage) -> Any:
    row = applied(stage)
    return tried(lambda: to_urging(stage, row))


@differs(
    "pre_exec.consent", ("none", "done"), ("opt_out", "done"), ("opt_in", "creditor_agreed_where_needed"), base=URGES,
    spec=("C-25.2", "D-3.2"),
)  # fmt: skip
def silence_is_consent_or_not(stage: Stage) -> Any:
    row = applied(stage)
    perform(row, "record_consent", by=stage.people.filing_clerk, facts=ASKED, at=MONDAY)
    return tried(lambda: to_urging(stage, row))


@differs(
    "pre_exec.exclusions", ([], "done"), (["public_notice"], "not_served_by_public_notice"), base=URGES,
    spec=("C-25.1", "A-4.1"),
)  # fmt: skip
def public_notice_keeps_out(stage: Stage) -> Any:
    row = applied(stage, method=Service.Method.PUBLIC_NOTICE)
    return tried(lambda: to_urging(stage, row))


@differs(
    "pre_exec.public_notice_scope", ("instrument", "not_served_by_public_notice"), ("debtor", "done"),
    base=URGES | {"pre_exec.exclusions": ["public_notice"]}, spec=("C-25.1", "A-4.1"),
)  # fmt: skip
def one_debtor_by_public_notice_keeps_all_out_or_himself(stage: Stage) -> Any:
    row = applied(stage, debtors=2)
    first = row.basis.obligations.get(item=1).debtors.order_by("pk")[0]
    row.basis.services.filter(party=first).update(method=Service.Method.PUBLIC_NOTICE)
    return tried(lambda: to_urging(stage, row))


@differs("pre_exec.exclusions", ([], "done"), (["unfit_for_mediation"], "fit"), base=URGES, spec=("D-3.5",))
def what_is_unfit_for_mediation_keeps_out(stage: Stage) -> Any:
    row = applied(stage)
    return tried(lambda: to_urging(stage, row, fit="no"))


@differs("pre_exec.demand_days", (15, 15), (20, 20), base=URGES)
def the_notice_gives_so_many_days(stage: Stage) -> Any:
    return under_way(stage).demand_days


@differs("pre_exec.handled_by", ("enforcement", "enforcement"), ("centre", "centre"), base=URGES, spec=("C-25.4",))
def one_department_or_the_other_urges(stage: Stage) -> Any:
    return handed_over(stage).department.kind


@differs(
    "pre_exec.failure_path", ("notify_filing", "urging.notify_filing"),
    ("direct_to_execution", "urging.inform_creditor"), base=URGES, spec=("C-25.12", "A-13.3"),
)  # fmt: skip
def failure_goes_one_way_or_the_other(stage: Stage) -> Any:
    row = failed(stage)
    return next(kind for kind in ("urging.notify_filing", "urging.inform_creditor") if asks_for(row, kind))


@differs(
    "archive.success", ("enforcement_own_volume", "enforcement_own_volume"), ("paperless", "paperless"), base=URGES,
    spec=("C-25.9", "A-13.2", "B-4.18"),
)  # fmt: skip
def what_succeeded_is_archived_so(stage: Stage) -> Any:
    row = performed(stage)
    ticks = dict.fromkeys(("instrument", "registration", "demand", "proof"), "on")
    perform(row, "archive", by=stage.people.enforcement_clerk, at=noon(2024, 12, 5), facts=ticks | {"receipt": "1"})
    return row.archive_medium


@differs(
    "archive.failure", ("joined_via_filing", "joined_via_filing"), ("joined_by_team", "joined_by_team"), base=URGES,
    spec=("C-25.13", "A-13.3"),
)  # fmt: skip
def what_failed_is_archived_so(stage: Stage) -> Any:
    row = failed(stage)
    perform(row, "notify_filing", by=stage.people.enforcement_clerk, at=noon(2024, 12, 5))
    return row.archive_medium


@differs(
    "certificate.trigger", ("ex_officio", (True, False)), ("on_application", (False, True)), base=URGES,
    spec=("A-4.7", "C-23.6"),
)  # fmt: skip
def the_certificate_comes_by_itself_or_on_application(stage: Stage) -> Any:
    row = performed(stage)
    made = Document.objects.filter(proceeding=row.pk, kind="performance_certificate").exists()
    return made, asks_for(row, "urging.certificate")


@differs("credit.positive_list", (True, True), (False, False), base=URGES, spec=("A-4.14",))
def there_is_an_integrity_list_or_none(stage: Stage) -> Any:
    row = performed(stage)
    debtor = row.debtors().get()
    asked = {"holder": debtor.pk, "applied_on": "2024-12-05", "purposes": ["loan"], "integrity_list": "yes"}
    perform(row, "issue_certificate", by=stage.people.enforcement_clerk, at=noon(2024, 12, 5), facts=asked)
    return row.certificates.get().integrity_list
