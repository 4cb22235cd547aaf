"""Preservation of every type and in every state."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from courtflow.law.numerals import chinese_number

from . import suits
from .diary import Diary
from .execution_stories import file_on
from .stories import story
from .suit_stories import heard, mediating

KINDS = ("deposit", "movable", "immovable")
ITEMS: dict[str, dict[str, Any]] = {
    "deposit": {"name": "银行存款", "features": "演示账户", "location": "演示银行", "term_months": 12},
    "movable": {
        "name": "小型轿车", "quantity": "1辆", "features": "演示号牌", "location": "被申请人住所", "term_months": 24,
    },
    "immovable": {
        "name": "住宅", "quantity": "1套", "features": "演示产权证", "location": "演示小区", "term_months": 36,
    },
}  # fmt: skip
JUDGE_OF = {
    "filing": "filing_judge", "trial": "trial_judge", "enforcement": "enforcement_judge", "centre": "centre_head"
}  # fmt: skip
RENEWED_BEFORE = 20  # days before the end of the year for which a deposit is frozen
SALE_DAYS = 45
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
    for place, asset in enumerate(row.assets.order_by("id"), start=1):
        row = diary.do(
            row, "control", post, day, asset=asset.pk, starts_on=day.isoformat(), value=share, in_use="no",
            notice_no=f"{row.number}之{chinese_number(place)}",
        )  # fmt: skip
    return diary.do(row, "report", post, day, result="裁定的财产均已控制")


@story
def preservation_application(diary: Diary, days: int) -> None:
    """诉前, received `days` ago: forty-eight hours."""
    mediating(diary, days + 4)
    before_suit(diary, diary.ago(days))


@story
def preservation_refused(diary: Diary, days: int) -> None:
    """诉前: nothing showed that it was urgent."""
    mediating(diary, days + 4)
    row = before_suit(diary, diary.ago(days + 1))
    reason = "申请人没有提交证据证明情况紧急，不立即申请保全将会使其合法权益受到难以弥补的损害"
    row = diary.do(row, "reject", "filing_judge", diary.ago(days), reason=reason)
    serve_ruling(diary, row, "filing_clerk", diary.creditor, diary.ago(days))


def serve_ruling(diary: Diary, row: Any, post: str, party: Any, day: date) -> Any:
    return diary.do(row, "serve_ruling", post, day, party=party.pk, served_on=day.isoformat(), proof="送达回证")


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


def held_in_suit(diary: Diary, days: int, *kinds: str) -> Any:
    heard(diary, days + 3)
    row = rule(diary, apply(diary, "in_suit", diary.ago(days + 2), "trial_clerk"), diary.ago(days + 1), *kinds)
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
def preservation_disputed(diary: Diary, days: int) -> None:
    """The debtor asked in vain for reconsideration, then for leave to sell the car himself; the rest is renewed."""
    row = held_in_suit(diary, 366 - days - RENEWED_BEFORE, *KINDS)
    row = reconsidered(diary, row, 366 - days - RENEWED_BEFORE)
    day = diary.ago(days)
    row = renewed(diary, row, day)
    movable = row.assets.get(kind="movable")
    diary.do(
        row, "permit_self_sale", "trial_judge", day, asset=movable.pk, seller=diary.debtors[0].pk,
        until=(day + timedelta(days=SALE_DAYS)).isoformat(),
        lowest=movable.value // 1000 * 1000,
        control="签订买卖合同时由申请人派员到场，价款全部到账后方可交付车辆", harmless="on", kept="on", fair="on",
    )  # fmt: skip
    diary.until(diary.today)


def reconsidered(diary: Diary, row: Any, held: int) -> Any:
    """The ruling served on the debtor on the day of the measures; his request decided six days later."""
    debtor, asked, decided = diary.debtors[0], diary.ago(held - 3), diary.ago(held - 9)
    row = serve_ruling(diary, row, "trial_clerk", debtor, diary.ago(held))
    row = diary.do(
        row, "ask_review", "trial_clerk", asked, party=debtor.pk, received_on=asked.isoformat(),
        grounds="被冻结账户用于发放职工工资，保全已影响正常生产经营",
    )  # fmt: skip
    return diary.do(
        row, "decide_review", "trial_judge", decided, review=row.reviews.get().pk, result="upheld", operative="",
        ruling_no=f"{diary.find('trial').number}之二",
        reason="保全数额未超出请求范围，复议申请人未提供其他等值担保财产，原裁定并无不当",
    )  # fmt: skip


def renewed(diary: Diary, row: Any, day: date) -> Any:
    """The deposit for another year, at the applicant's request."""
    return diary.do(
        row, "renew", "trial_judge", day, asset=row.assets.get(kind="deposit").pk, ex_officio="no",
        applied_on=(day - timedelta(days=3)).isoformat(), starts_on=day.isoformat(), term_months=12,
        necessity="案件尚未审结，解除冻结可能使将来的判决难以执行",
        notice_no=f"{row.number}之{chinese_number(row.assets.count() + 1)}",
    )  # fmt: skip


@story
def deposit_deducted(diary: Diary, days: int) -> None:
    """Cash enough was frozen in suit: the judge who tried the case has it deducted without a 首执."""
    end = diary.ago(days + 2)
    trial = suits.served(diary, end, {"due_on": (end - timedelta(days=1)).isoformat()}, mediated=False)
    row = rule(diary, apply(diary, "in_suit", diary.ago(days + 48), "trial_clerk"), diary.ago(days + 47))
    row = control(diary, implement(diary, row, diary.ago(days + 46)), diary.ago(days + 46))
    diary.until(diary.ago(days))
    diary.do(
        row, "rule_deduction", "trial_judge", diary.ago(days), instrument=diary.case.instruments.get().pk,
        applied_on=diary.ago(days).isoformat(), amount=diary.amount, ruling_no=f"{trial.number}之二", undisputed="on",
    )  # fmt: skip


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
