"""Preservation of every type and in every state."""

from __future__ import annotations

from datetime import date
from typing import Any

from . import suits
from .diary import Diary
from .execution_stories import file_on
from .stories import story
from .suit_stories import heard, mediating

KINDS = ("deposit", "movable", "immovable")
ITEMS: dict[str, dict[str, Any]] = {
    "deposit": {"name": "银行存款", "features": "演示账户", "location": "演示银行", "term_months": 12},
    "movable": {"name": "小型轿车", "features": "演示号牌", "location": "被申请人住所", "term_months": 24},
    "immovable": {"name": "住宅一套", "features": "演示产权证", "location": "演示小区", "term_months": 36},
}
JUDGE_OF = {
    "filing": "filing_judge", "trial": "trial_judge", "enforcement": "enforcement_judge", "centre": "centre_head"
}  # fmt: skip
EXECUTOR_OF = {"bailiff": "bailiff", "team": "bailiff", "enforcement": "enforcement_clerk", "centre": "centre_staff"}


def apply(diary: Diary, type_: str, day: date, post: str, **changes: Any) -> Any:
    insured = {
        "guarantee_kind": "insurance", "guarantee_amount": diary.amount, "guarantor": "演示财产保险股份有限公司",
        "guarantee_no": f"DEMO{diary.dice.randrange(10**6):06d}",
    }  # fmt: skip
    clue = {"kind": "deposit", "place": "演示银行", "value": diary.amount, "source": "申请人提供的转账记录"}
    return diary.open(
        "preservation", "apply", post, day, type=type_, applicant=diary.creditor.pk,
        respondents=[party.pk for party in diary.debtors], amount=diary.amount, received_at_hand="on",
        urgent="no" if type_ == "in_suit" else "yes", reason="被申请人正在转移财产", clues=[clue],
        **{**insured, **changes},
    )  # fmt: skip


def before_suit(diary: Diary, day: date) -> Any:
    """诉前: while the dispute is with the mediator."""
    return apply(diary, "pre_suit", day, "filing_clerk")


def rule(diary: Diary, row: Any, day: date, *kinds: str) -> Any:
    items = [{"kind": kind, "quantity": f"{diary.amount}元", **ITEMS[kind]} for kind in kinds or ("deposit",)]
    told = {} if row.applicant is None else dict.fromkeys(("liability_told_on", "renewal_told_on"), day.isoformat())
    return diary.do(
        row, "rule", JUDGE_OF[row.department.kind], day, legality="on", necessity="不保全可能使判决难以执行",
        amount=diary.amount, assets=items, choice_reason="便于变现，对生产经营影响较小", **told,
    )  # fmt: skip


def implement(diary: Diary, row: Any, day: date) -> Any:
    own = row.type == "pre_enforcement" and row.policy.value("preservation.pre_exec_number") == "执前督"
    act, post = ("implement_in_centre", "centre_staff") if own else ("implement", "filing_clerk")
    return diary.do(row, act, post, day, materials="保全裁定书2份；财产线索1份")


def control(diary: Diary, row: Any, day: date) -> Any:
    """Received and every item controlled on one day, then reported."""
    post = EXECUTOR_OF[row.department.kind]
    row = diary.do(row, "start", post, day, received_on=day.isoformat())
    share = diary.share(row.assets.count())
    for asset in row.assets.order_by("id"):
        row = diary.do(
            row, "control", post, day, asset=asset.pk, starts_on=day.isoformat(), value=share, in_use="no",
            notice_no=f"{row.number}协助执行通知书",
        )  # fmt: skip
    return diary.do(row, "report", post, day, result="裁定的财产均已控制")


@story
def preservation_application(diary: Diary, days: int) -> None:
    """诉前, received `days` ago: forty-eight hours."""
    mediating(diary, days + 4)
    before_suit(diary, diary.ago(days))


@story
def preservation_ruled(diary: Diary, days: int) -> None:
    heard(diary, days + 3)
    row = apply(diary, "in_suit", diary.ago(days + 2), "trial_clerk")
    rule(diary, row, diary.ago(days), "immovable")


@story
def preservation_transferred(diary: Diary, days: int) -> None:
    """Of the court's own motion; sent to the executing unit `days` ago."""
    heard(diary, days + 3)
    row = diary.open(
        "preservation", "begin_ex_officio", "trial_judge", diary.ago(days + 2), amount=diary.amount, urgent="no",
        respondents=[party.pk for party in diary.debtors], reason="查封物有灭失危险",
    )  # fmt: skip
    implement(diary, rule(diary, row, diary.ago(days + 1), "movable"), diary.ago(days))


@story
def preserved(diary: Diary, days: int) -> None:
    """诉前: assets held since `days` ago, the suit must follow within thirty days."""
    mediating(diary, days + 4)
    row = rule(diary, before_suit(diary, diary.ago(days + 1)), diary.ago(days + 1), *KINDS)
    control(diary, implement(diary, row, diary.ago(days)), diary.ago(days))


def held_in_suit(diary: Diary, days: int) -> Any:
    heard(diary, days + 3)
    row = rule(diary, apply(diary, "in_suit", diary.ago(days + 2), "trial_clerk"), diary.ago(days + 1))
    return control(diary, implement(diary, row, diary.ago(days + 1)), diary.ago(days))


@story
def preservation_expiring(diary: Diary, days: int) -> None:
    """A deposit frozen for a year, of which `days` are left."""
    held_in_suit(diary, 366 - days)
    diary.until(diary.today)


@story
def preservation_lapsed(diary: Diary, days: int) -> None:
    held_in_suit(diary, 366 + days)
    diary.until(diary.today)


@story
def preservation_released(diary: Diary, days: int) -> None:
    row = held_in_suit(diary, days + 20)
    day = diary.ago(days + 2)
    row = diary.do(
        row, "request_release", "trial_clerk", day, party=diary.debtors[0].pk, received_on=day.isoformat(),
        ground="security", urgent="no", note="",
    )  # fmt: skip
    diary.do(
        row, "release", "trial_judge", diary.ago(days), ground="security", security="现金存入法院账户",
        note="担保充分有效",
    )  # fmt: skip


@story
def preserved_before_enforcement(diary: Diary, days: int) -> None:
    """执前: held since `days` ago, the creditor has five days from the end of the performance period."""
    suits.owed(diary, diary.ago(days + 2))
    instrument = diary.case.instruments.get()
    bare = {"guarantee_kind": "none", "guarantee_amount": "", "guarantor": "", "guarantee_no": ""}
    centre = diary.court.policy().value("preservation.pre_exec_number") == "执前督"
    post = "centre_staff" if centre else "enforcement_clerk"
    row = apply(diary, "pre_enforcement", diary.ago(days + 1), post, instrument=instrument.pk, **bare)
    row = rule(diary, row, diary.ago(days + 1))
    control(diary, implement(diary, row, diary.ago(days)), diary.ago(days))


@story
def preservation_in_execution(diary: Diary, days: int) -> None:
    """Frozen in suit, carried over when the execution was filed `days` ago."""
    suits.served(diary, diary.ago(days + 6), {"due_on": diary.ago(days + 7).isoformat()}, mediated=False)
    row = rule(diary, apply(diary, "in_suit", diary.ago(days + 40), "trial_clerk"), diary.ago(days + 39))
    row = control(diary, implement(diary, row, diary.ago(days + 39)), diary.ago(days + 38))
    diary.until(diary.ago(days + 5))
    file_on(diary, diary.case.instruments.get(), diary.ago(days))
