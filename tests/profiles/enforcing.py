"""Rows 17, 18, 24, 28–31: objections, teams, bankruptcy, orders of inquiry, credit, case money."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from courtflow.accounts.models import Department, Membership
from courtflow.cases.models import Instrument, Party, Proceeding
from courtflow.flow.models import Task
from courtflow.flow.perform import open_proceeding, perform
from courtflow.law.interest import Part
from enforcement.execution.account import account_of
from enforcement.models import Bankruptcy, Execution
from intake.execution_filing.models import open_application
from tests.diary import effective_case, noon, payment
from tests.enforcement import orders, steps
from tests.intake.papers import FIVE_YES, application

from .differing import Stage, differs, tried

LISTED = {
    "kind": "listing", "ground": "able_but_refuses", "evidence": "转移存款", "decision_no": "失信1号", "signed": "on",
    "no_security": "on",
}  # fmt: skip


def in_hand(stage: Stage) -> Execution:
    return steps.in_hand(stage.court, stage.people)


def team(stage: Stage, kind: str, parent: str | None = None) -> Department:
    """One more team, to which the first enforcement judge belongs."""
    above = stage.court.departments.get(kind=parent) if parent else None
    found = Department.objects.create(court=stage.court, name="演示团队", kind=kind, parent=above)
    Membership.objects.create(
        user=stage.people.enforcement_judge, department=found, role="enforcement_judge", since=date(2020, 1, 1)
    )
    return found


def assigned(stage: Stage, row: Execution, **facts: Any) -> str:
    said = steps.assignment(stage.court, stage.people, **facts)
    return tried(lambda: perform(row, "assign_owner", by=stage.people.bureau_chief, at=steps.FILED, facts=said))


def filed(stage: Stage, **kind: Any) -> Execution:
    case, instrument = effective_case(stage.court, **steps.EARLY, **kind)
    return steps.file(case, instrument, stage.people.filing_clerk, steps.FILED)


def signed(stage: Stage, **facts: Any) -> str:
    """The number of a suggestion that its signer gives it."""
    row = in_hand(stage)
    said = {"related": "", "problem": "问题", "evidence": "数据", "advice": "建议", "body": "", "unit": "", **facts}
    drafted = open_proceeding(
        "suggestion", row.case, "draft", by=stage.people.enforcement_judge, at=steps.FILED, facts=said
    )
    perform(drafted, "sign", by=stage.people.vice_president, at=steps.FILED)
    return str(drafted.number)


@differs("suggestion.judicial_word", ("司建", "（2024）豫0811司建1号"), ("法建", "（2024）豫0811法建1号"))
def a_suggestion_to_a_body_outside_has_its_word(stage: Stage) -> Any:
    return signed(stage, genre="judicial", ground="loans_growing", body="某市金融监督管理局")


@differs("suggestion.execution_word", ("执建", "（2024）豫0811执建1号"), ("执督建", "（2024）豫0811执督建1号"))
def a_suggestion_inside_the_court_has_its_word(stage: Stage) -> Any:
    unit = stage.court.unit("trial").pk
    return signed(stage, genre="execution", ground="weak_urging", unit=unit)


@differs("objection.front_stage", (True, "front_stage"), (False, "at_filing"), spec=("C-30.1",))
def an_objection_is_first_talked_over_or_filed_at_once(stage: Stage) -> Any:
    row = in_hand(stage)
    facts = {
        "execution": row.pk, "nature": "conduct", "objector": row.debtors.get().pk, "received_on": "2024-07-01",
        "request": "撤销查封", "grounds": "超标的查封", "application": "on", "evidence": "yes", "consent": "yes",
        "consent_record": "同意书第1页",
    }  # fmt: skip
    clerk, at = stage.people.enforcement_clerk, noon(2024, 7, 1)
    return open_proceeding("objection", row.case, "receive", by=clerk, at=at, facts=facts).state


@differs(
    "execution.merging", ("separate", ("done", False)), ("encouraged", ("done", True)), ("same_team", ("team", False)),
    spec=("A-8.3", "E-3.10"),
)  # fmt: skip
def a_debtors_cases_go_apart_are_weighed_together_or_stay_with_a_team(stage: Stage) -> Any:
    in_hand(stage)
    row = filed(stage)
    answer = assigned(stage, row, team=team(stage, "team", "enforcement").pk)
    return answer, Task.objects.filter(proceeding=row.pk, kind="execution.merge").exists()


def to_the_tribunal(stage: Stage, kind: str) -> str:
    """A paper of the tribunal's own making is assigned to it."""
    tribunal, row = team(stage, "tribunal"), filed(stage)
    tried_there = Proceeding(
        case=row.case, court=stage.court, kind="trial", state="hearing", state_since=steps.FILED, department=tribunal,
        opened_at=steps.FILED,
    )  # fmt: skip
    tried_there.save(force_insert=True)
    Instrument.objects.filter(pk=row.instrument_id).update(proceeding=tried_there, kind=kind)
    return assigned(stage, row, team=tribunal.pk, route="tribunal")


@differs(
    "execution.tribunal_cases", ("none", "route"), ("own", "done"), ("mediated", "route"), spec=("B-3.11", "E-1.15")
)
def a_tribunal_enforces_its_judgments_or_not(stage: Stage) -> Any:
    return to_the_tribunal(stage, Instrument.Kind.JUDGMENT)


@differs("execution.tribunal_cases", ("none", "route"), ("mediated", "done"), spec=("E-1.15",))
def a_tribunal_enforces_what_it_mediated_or_not(stage: Stage) -> Any:
    return to_the_tribunal(stage, Instrument.Kind.MEDIATION)


@differs("bankruptcy.consent", ("guide", "done"), ("written", "written"), spec=("C-29.2",))
def consent_by_word_is_noted_or_only_in_writing(stage: Stage) -> Any:
    row = in_hand(stage)
    steps.enterprise(row.debtors.get())
    judge, at = stage.people.enforcement_judge, noon(2024, 9, 2)
    found = {"debtor": row.debtors.get().pk, "finding": "多案执行未果"}
    perform(row, "find_bankruptcy_lead", by=judge, at=at, facts=found)
    creditor = row.case.parties.get(role=Party.Role.PLAINTIFF)
    said = {"party": creditor.pk, "answer": "consent", "written": "no", "answered_on": "2024-09-02"}
    return tried(lambda: perform(Bankruptcy.objects.get(), "record_answer", by=judge, at=at, facts=said))


def closing(stage: Stage, **facts: Any) -> str:
    row = in_hand(stage)
    steps.ready_to_close(row, stage.people)
    judge, at = stage.people.enforcement_judge, noon(2024, 9, 29)
    return tried(lambda: perform(row, "terminate_this_time", by=judge, at=at, facts=steps.CLOSING | facts))


@differs("execution.inquiry_order", (False, "done"), (True, "inquiry"), spec=("E-3.4",))
def closing_needs_an_order_of_inquiry_or_not(stage: Stage) -> Any:
    return closing(stage)


@differs(
    "inquiry.holders", ([], "court_issues_orders"), (["lawyer"], "agent_may_carry_an_order"),
    (["lawyer", "legal_worker"], "done"), spec=("B-3.14",),
)  # fmt: skip
def a_legal_worker_may_carry_an_order_or_not(stage: Stage) -> Any:
    return tried(lambda: asked(stage, kind="legal_worker"))


@differs(
    "inquiry.refusal", ("judge", "refused"), ("leader", "refusal_proposed"), base={"inquiry.holders": ["lawyer"]},
    spec=("E-3.3",),
)  # fmt: skip
def the_judge_refuses_an_order_or_asks_a_leader(stage: Stage) -> Any:
    row = asked(stage)
    refused = {"decision": "refuse", "ground": "needless", "why": "与本案无关"}
    perform(row, "decide", by=stage.people.enforcement_judge, at=steps.FILED, facts=refused)
    return row.state


@differs(
    "inquiry.valid_days", (15, date(2024, 7, 13)), (30, date(2024, 7, 28)), base={"inquiry.holders": ["lawyer"]},
    spec=("B-3.14",),
)  # fmt: skip
def an_order_is_good_for_the_days_of_the_profile(stage: Stage) -> Any:
    row = asked(stage)
    granted = {"decision": "issue", "granted": "工商登记档案"}
    perform(row, "decide", by=stage.people.enforcement_judge, at=steps.FILED, facts=granted)
    return row.valid_until


def asked(stage: Stage, **agent: Any) -> Any:
    row = in_hand(stage)
    facts = orders.application(row, orders.lawyer(row.case, **agent))
    return open_proceeding(
        "investigation", row.case, "apply", by=stage.people.enforcement_clerk, at=steps.FILED, facts=facts
    )


@differs("credit.repair", (False, "done"), (True, "repair"), spec=("B-3.5",))
def a_listing_ends_early_on_a_ground_of_repair_or_any(stage: Stage) -> Any:
    row = in_hand(stage)
    measure = row.measures.create(
        kind="listing", debtor=row.debtors.get(), ground="有履行能力而拒不履行", ruling_no="失信1号",
        taken_on=date(2024, 7, 20), decided_by=stage.people.bureau_chief,
    )  # fmt: skip
    facts = {"measure": measure.pk, "lifted_on": "2024-08-01", "why": "积极配合执行"}
    judge, at = stage.people.enforcement_judge, noon(2024, 8, 1)
    return tried(lambda: perform(row, "lift_measure", by=judge, at=at, facts=facts))


@differs("credit.officials", (False, "officials_are_reported_here"), (True, "done"), spec=("B-2.11",))
def a_debtor_in_public_office_is_told_of_or_not(stage: Stage) -> Any:
    row = in_hand(stage)
    facts = {
        "debtor": row.debtors.get().pk, "standing": "official", "office": "某局工作人员", "checked": "单位证明",
        "body": "某市委组织部", "deed": "refuses", "conduct": "有工资收入而不履行", "enclosed": "执行依据",
    }  # fmt: skip
    judge, at = stage.people.enforcement_judge, noon(2024, 8, 1)
    return tried(lambda: perform(row, "report_official", by=judge, at=at, facts=facts))


@differs("credit.public_exposure", (False, "done"), (True, "expose"), spec=("D-6.1",))
def a_listing_is_made_known_or_not(stage: Stage) -> Any:
    row = in_hand(stage)
    steps.notify(row, stage.people, noon(2024, 7, 1))
    facts = LISTED | {"debtor": row.debtors.get().pk}
    return tried(lambda: perform(row, "restrict", by=stage.people.bureau_chief, at=noon(2024, 7, 20), facts=facts))


@differs("money.ledger_only", (False, "done"), (True, "channel"), spec=("E-3.19", "E-3.22"))
def money_through_the_court_is_typed_in_or_comes_from_the_ledger(stage: Stage) -> Any:
    row = in_hand(stage)
    paid = payment(row.instrument, "1000.00", date(2024, 7, 1)) | {"channel": "court_account"}
    return tried(lambda: perform(row, "pay", by=stage.people.enforcement_judge, at=noon(2024, 7, 1), facts=paid))


@differs("interest.costs_bear_doubled", (False, "1750.00"), (True, "1790.25"))
def the_fee_that_the_creditor_advanced_bears_the_doubled_part_or_not(stage: Stage) -> Any:
    """100,000 yuan, due on 11 April 2024, and a fee of 2,300: a hundred days up to 20 July."""
    paper = effective_case(stage.court, **steps.EARLY)[1]
    clerk = stage.people.filing_clerk
    filing = open_application(
        paper,
        clerk,
        application(paper, received_on="2024-06-28", court_fee="2300.00", fee_basis="交费票据"),
        steps.FILED,
    )
    perform(filing, "examine", by=clerk, at=steps.FILED, facts=FIVE_YES)
    perform(filing, "accept", by=clerk, at=steps.FILED)
    row = Execution.objects.get(case=paper.case)
    account = account_of(row, date(2024, 7, 20))
    assert account.items[0].claim.costs == Decimal("2300.00")
    return str(account.items[0].statement.accrued(Part.DOUBLED))
