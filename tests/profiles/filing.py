"""Rows 10, 16, 19, 20, 27, 34: what is filed, by whom, and what is done instead."""

from __future__ import annotations

from typing import Any

from courtflow.accounts.models import Membership
from courtflow.flow.perform import perform
from intake.execution_filing.models import open_application, open_external
from tests.diary import effective_case
from tests.enforcement import steps
from tests.intake.papers import FIVE_YES, MONDAY, application, company, filed, outside, person
from tests.preservation.walk import suit

from .differing import Stage, differs, tried
from .urging import applied

COURT_LED = {"ground": "refund", "reason": "申请退费", "told": "on", "instead": ""}


@differs("filing.centre_review", (False, "done"), (True, "centre_has_passed"), spec=("A-2.3",))
def the_centre_looks_first_or_not(stage: Stage) -> Any:
    row = applied(stage)
    return tried(lambda: perform(row, "accept", by=stage.people.filing_clerk, at=MONDAY))


@differs("execution.first_handover", (False, "enforcement"), (True, "filing"), spec=("E-3.12",))
def filing_queries_first_or_not(stage: Stage) -> Any:
    case, instrument = effective_case(stage.court, **steps.EARLY)
    return steps.file(case, instrument, stage.people.filing_clerk, steps.FILED).department.kind


@differs("instrument.unclear", ("inquire", "ground"), ("refuse", "done"), spec=("A-11.3", "C-27.1"))
def the_division_is_asked_first_or_the_creditor_sent_to_sue(stage: Stage) -> Any:
    return refused(stage, "unclear", tried_here=True)


def refused(stage: Stage, ground: str, *, tried_here: bool = False) -> str:
    row = applied(stage)
    if tried_here:
        row.basis.proceeding = suit(row.case, stage.people)
        row.basis.save(update_fields=["proceeding"])
    facts = COURT_LED | {"ground": ground, "reason": "判项没有数额"}
    return tried(lambda: perform(row, "refuse", by=stage.people.filing_judge, at=MONDAY, facts=facts))


@differs(
    "filing.unfiled_matters", (["refund", "assistance", "release"], "done"), (["assistance", "release"], "ground"),
    spec=("C-10.1",),
)  # fmt: skip
def a_refund_is_no_execution_or_is_not_named(stage: Stage) -> Any:
    return refused(stage, "refund")


@differs("filing.unfiled_matters", (["assistance"], "done"), ([], "ground"), spec=("C-10.2",))
def an_assisted_matter_is_no_execution_or_is_not_named(stage: Stage) -> Any:
    return refused(stage, "assistance")


@differs("filing.fee_recovery_strict", (False, "done"), (True, "fee_basis"), spec=("A-8.1",))
def recovering_fees_needs_its_ground_or_not(stage: Stage) -> Any:
    instrument = effective_case(stage.court)[1]
    facts = application(instrument, court_fee="1150.00")
    return tried(lambda: open_application(instrument, stage.people.filing_clerk, facts, MONDAY))


@differs("filing.fees_outside_claim", (True, "claimed"), (False, "done"), spec=("E-4.6",))
def interest_stays_outside_the_claim_or_counts(stage: Stage) -> Any:
    instrument = effective_case(stage.court)[1]
    facts = application(instrument, interest="500.00", claimed="100500.00")
    return tried(lambda: open_application(instrument, stage.people.filing_clerk, facts, MONDAY))


@differs("entrusted.by_command", (False, "enforcement"), (True, "command"), spec=("E-1.11",))
def an_entrusted_case_goes_to_the_command_centre_or_not(stage: Stage) -> Any:
    facts = outside(
        instrument_kind="judgment", entrusting_court="演示委托法院", issuer="演示委托法院",
        instrument_number="（2024）演01民初8号",
    )  # fmt: skip
    clerk = stage.people.filing_clerk
    row = open_external(stage.court, clerk, facts, MONDAY)
    perform(row, "examine", by=clerk, facts=FIVE_YES, at=MONDAY)
    perform(row, "accept", by=clerk, at=MONDAY)
    return row.case.proceedings.get(kind="execution").department.kind


def hits(stage: Stage, **debtor: Any) -> list[str]:
    """What the search at filing finds about the enterprise that is sued."""
    row = filed(stage.court, stage.people.filing_clerk, parties=[person("plaintiff", "张一", 1), company(**debtor)])
    return [hit["code"] for found in row.case.searches.last().hits for hit in found["criteria"]]


@differs(
    "bankruptcy.criteria", ([], []), (["many_open_cases"], ["many_open"]), base={"bankruptcy.many_open_cases": 1},
    spec=("A-9.2", "C-9.2"),
)  # fmt: skip
def a_criterion_is_looked_at_or_not(stage: Stage) -> Any:
    hits(stage)
    return hits(stage)


@differs(
    "bankruptcy.many_open_cases", (1, ["many_open"]), (2, []), base={"bankruptcy.criteria": ["many_open_cases"]},
    spec=("C-9.2",),
)  # fmt: skip
def one_open_case_is_many_or_not(stage: Stage) -> Any:
    hits(stage)
    return hits(stage)


@differs(
    "bankruptcy.min_money_cases", (2, ["claims"]), (3, []), base={"bankruptcy.criteria": ["cases_and_capital"]},
    spec=("A-9.2",),
)  # fmt: skip
def two_money_disputes_are_enough_or_not(stage: Stage) -> Any:
    hits(stage, registered_capital="150000.00")
    return hits(stage, registered_capital="150000.00")


@differs(
    "staff.outside_roles",
    (["centre_staff"], ""),
    ([], "山阳法院不得由外聘、外包人员担任执行服务中心工作人员"),
    spec=("B-4.15",),
)
def an_outsider_works_in_the_centre_or_not(stage: Stage) -> Any:
    department = stage.court.departments.get(kind="centre")
    return Membership(
        user=stage.people.mediator, department=department, role="centre_staff", outside=True
    ).fault_of_outside()
