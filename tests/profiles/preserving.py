"""Rows 21–23: who preserves, for which fee, against which security."""

from __future__ import annotations

from typing import Any

from courtflow.flow.perform import perform
from preservation.models import Preservation
from tests.diary import noon
from tests.preservation import walk

from .differing import Stage, differs, tried

ON = noon(2024, 11, 5)
NOTHING_GIVEN = {"guarantee_kind": "none", "guarantee_amount": "", "guarantor": "", "guarantee_no": ""}


def before_enforcement(stage: Stage, **changes: Any) -> Preservation:
    case, instrument = walk.matter(stage.court)
    facts = {"type": "pre_enforcement", "instrument": instrument.pk} | changes
    return walk.apply(case, stage.people.enforcement_judge, ON, **facts)


@differs(
    "preservation.executor", ("bailiff", "bailiff"), ("enforcement", "enforcement"), ("centre", "centre"),
    spec=("C-4.5", "A-3.4"),
)  # fmt: skip
def one_unit_or_the_other_takes_the_measures(stage: Stage) -> Any:
    return walk.pre_suit_until(stage.court, stage.people, "transferred").department.kind


@differs("preservation.pre_exec_fee_waived", (True, "0.00"), (False, "1020.00"), spec=("A-3.10",))
def preserving_before_enforcement_costs_or_not(stage: Stage) -> Any:
    row = before_enforcement(stage)
    facts = walk.ruling(liability_told_on="2024-11-05", renewal_told_on="2024-11-05")
    perform(row, "rule", by=stage.people.enforcement_judge, at=ON, facts=facts)
    return str(row.fee)


@differs("preservation.pre_exec_number", ("执保", "财保"), ("执前督", "执前督"), spec=("A-3.8", "C-4.4"))
def preserving_before_enforcement_has_its_own_number_or_the_urgings(stage: Stage) -> Any:
    return next(word for word in ("执前督", "财保") if word in str(before_enforcement(stage).number))


@differs("preservation.waive_pre_exec", (True, "0.00"), (False, "100000.00"), spec=("A-3.7",))
def no_security_is_asked_before_enforcement_or_all(stage: Stage) -> Any:
    return f"{before_enforcement(stage).guarantee_required:.2f}"


@differs("preservation.integrity_relief", (False, "ground"), (True, "done"), spec=("B-3.3",))
def a_good_record_lowers_the_security_or_not(stage: Stage) -> Any:
    row = walk.apply(walk.matter(stage.court)[0], stage.people.filing_clerk, ON)
    facts = {"required": "10000", "ground": "integrity", "reason": "三份自动履行证明书"}
    return tried(lambda: perform(row, "set_security", by=stage.people.filing_judge, at=ON, facts=facts))


@differs("preservation.liability_insurance", (True, "done"), (False, "guarantee_kind"), spec=("D-2.4",))
def an_insurers_letter_is_taken_or_not(stage: Stage) -> Any:
    case = walk.matter(stage.court)[0]
    return tried(lambda: walk.apply(case, stage.people.filing_clerk, ON))


@differs(
    "self_sale.longest_days", (60, "done"), (30, "until"), base={"preservation.executor": "bailiff"}, spec=("C-26.1",)
)
def an_owner_has_sixty_days_to_sell_or_thirty(stage: Stage) -> Any:
    row = walk.pre_suit_until(stage.court, stage.people, "controlled")
    facts = {
        "asset": row.assets.get().pk, "seller": row.respondents.get().pk, "until": "2024-12-09", "lowest": "90000.00",
        "control": "买受人直接汇入案款账号", "harmless": "on", "kept": "on", "fair": "on",
    }  # fmt: skip
    judge, at = stage.people.filing_judge, noon(2024, 10, 11)
    return tried(lambda: perform(row, "permit_self_sale", by=judge, at=at, facts=facts))
