"""Rows 15, 25, 26, 31 and the readings of statutes: what a judge drafts, signs and serves."""

from __future__ import annotations

from typing import Any

from courtflow.cases.models import CaseAccount
from courtflow.flow.perform import perform
from tests.diary import noon
from tests.trial import steps

from .differing import Stage, differs, tried

ON = noon(2024, 11, 5)
CONDITIONAL = "如果第三人付清货款，被告偿还100000元；如果没有付清，原告不得请求利息"


def drafted(stage: Stage, act: str = "draft_judgment", **changes: Any) -> str:
    trial = steps.heard(stage.court, stage.people, ON)
    make = steps.mediation if act == "draft_mediation" else steps.judgment
    facts = make(steps.item(trial, **changes.pop("item", {})), **changes)
    return tried(lambda: perform(trial, act, by=stage.people.trial_judge, at=ON, facts=facts))


def signed(stage: Stage, **changes: Any) -> Any:
    trial = steps.heard(stage.court, stage.people, ON)
    return steps.signed(trial, stage.people, ON, "draft_judgment", steps.judgment(steps.item(trial), **changes))


@differs(
    "service.enclosures", (["督促履行告知书"], "done"), (["后果警示告知书"], "enclosures"), spec=("C-21.3", "E-4.17")
)
def what_must_lie_beside_the_paper(stage: Stage) -> Any:
    trial = signed(stage)
    return tried(lambda: steps.served(trial, stage.people, "张一", ON, enclosures=["督促履行告知书"]))


@differs("service.before_public_notice", ([], "done"), (["direct"], "other_ways_were_tried"), spec=("A-4.12",))
def other_ways_come_before_the_newspaper_or_not(stage: Stage) -> Any:
    trial = signed(stage)
    return tried(lambda: steps.served(trial, stage.people, "李二", ON, method="public_notice"))


@differs("mediation.clauses", ([], "done"), (["default_clause"], "not_on_the_spot、penalty"), spec=("A-5.7",))
def an_agreement_needs_a_clause_against_default_or_not(stage: Stage) -> Any:
    return drafted(stage, "draft_mediation")


@differs("mediation.clauses", ([], "done"), (["late_sum"], "late_sum"), spec=("E-4.16",))
def an_agreement_needs_a_sum_for_lateness_or_not(stage: Stage) -> Any:
    return drafted(stage, "draft_mediation")


@differs("mediation.lint_conditions", (False, "done"), (True, "conditions_reason"), spec=("C-17.9",))
def conditions_upon_conditions_need_a_reason_or_not(stage: Stage) -> Any:
    return drafted(stage, "draft_mediation", item={"content": CONDITIONAL})


@differs(
    "mediation.lint_exempts_standard", (True, "done"), (False, "conditions_reason"),
    base={"mediation.lint_conditions": True, "mediation.clauses": ["concession", "late_sum"]}, spec=("C-17.9",),
)  # fmt: skip
def clauses_that_the_court_asks_for_are_no_conditions_or_are(stage: Stage) -> Any:
    clauses = {"concession_clause": "如未按期履行，取消全部让步", "late_sum": "如逾期，按日支付迟延履行金"}
    return drafted(stage, "draft_mediation", **clauses)


@differs("judgment.court_account", (False, "done"), (True, "court_account_is_stated"), spec=("A-11.4", "C-23.1"))
def a_judgment_names_the_account_or_need_not(stage: Stage) -> Any:
    return tried(lambda: signed(stage, court_account=""))


MAIN = {"court.account_number": "6222"}


@differs("court.account_holder", ("", "焦作市山阳区人民法院"), ("演示法院", "演示法院"), base=MAIN, spec=("C-23.1",))
def the_account_has_its_holder(stage: Stage) -> Any:
    signed(stage, court_account="")
    return CaseAccount.objects.get().holder


@differs("court.account_bank", ("", ""), ("演示银行", "演示银行"), base=MAIN, spec=("C-23.1",))
def the_account_has_its_bank(stage: Stage) -> Any:
    signed(stage, court_account="")
    return CaseAccount.objects.get().bank


@differs(
    "court.account_number",
    ("", ""),
    ("6222", "演示法院 6222"),
    base={"court.account_holder": "演示法院"},
    spec=("E-3.19",),
)
def the_judgment_names_the_number_of_its_case(stage: Stage) -> Any:
    return signed(stage, court_account="").instrument.court_account.rpartition("-")[0]


@differs(
    "public_notice.service_days", (30, "2024-12-05"), (60, "2025-01-04"), base={"service.before_public_notice": []}
)
def a_public_notice_takes_its_days(stage: Stage) -> Any:
    trial = signed(stage)
    steps.served(trial, stage.people, "李二", ON, method="public_notice")
    return trial.instrument.services.get().served_on.isoformat()


@differs("interest.first_day_next", (True, "2024-12-03"), (False, "2024-12-02"))
def doubled_interest_begins_after_the_last_day_or_on_it(stage: Stage) -> Any:
    """Served on 5 November, effective on the 21st, ten days end on Sunday, 1 December, and roll to Monday."""
    trial = signed(stage)
    for name in ("张一", "李二"):
        steps.served(trial, stage.people, name, ON)
    return trial.chain().doubled_from[0].isoformat()
