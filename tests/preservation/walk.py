"""A preservation walked to any of its states by real acts, at any court whose bailiffs execute."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Any

from courtflow.accounts.models import Court
from courtflow.cases.models import Case, Instrument, Proceeding
from courtflow.flow.perform import open_proceeding, perform
from preservation.models import Preservation
from tests.diary import effective_case, noon

CLUES = [{"kind": "deposit", "place": "演示银行山阳支行", "value": "100000", "source": "申请人提供转账记录"}]
DEPOSIT = {
    "kind": "deposit", "name": "银行存款", "quantity": "100000元", "features": "尾号0002账户",
    "location": "演示银行山阳支行", "term_months": 12,
}  # fmt: skip
HOUSE = {
    "kind": "immovable", "name": "住宅一套", "quantity": "一套", "features": "产权证号000123",
    "location": "山阳区建设路3号", "term_months": 36,
}  # fmt: skip
CAR = {
    "kind": "movable", "name": "小型轿车", "quantity": "一辆", "features": "豫H00000", "location": "被申请人住所",
    "term_months": 24,
}  # fmt: skip
INSURANCE = {
    "guarantee_kind": "insurance", "guarantee_amount": "100000", "guarantor": "演示财产保险股份有限公司",
    "guarantee_no": "DEMO-2024-0001",
}  # fmt: skip


def matter(court: Court) -> tuple[Case, Instrument]:
    return effective_case(court)


def suit(case: Case, people: SimpleNamespace) -> Proceeding:
    """A trial under way, as the trial department would have it."""
    row = Proceeding(
        case=case, court=case.court, kind="trial", number=f"（2024）{case.court.code}民初{case.pk}号", state="hearing",
        state_since=noon(2024, 9, 1), department=case.court.unit("trial"), handler=people.trial_judge,
        opened_at=noon(2024, 9, 1),
    )  # fmt: skip
    row.save(force_insert=True)
    return row


def application(case: Case, **changes: Any) -> dict[str, Any]:
    creditor, debtor = case.parties.order_by("id")[:2]
    return {
        "type": "pre_suit", "applicant": creditor.pk, "respondents": [debtor.pk], "amount": "100000.00",
        "received_at_hand": "on", "urgent": "yes", "reason": "被申请人正在转移存款", "clues": CLUES, **INSURANCE,
        **changes,
    }  # fmt: skip


def apply(case: Case, by: Any, at: datetime, **changes: Any) -> Preservation:
    return open_proceeding("preservation", case, "apply", by=by, at=at, facts=application(case, **changes))


def ruling(*assets: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "legality": "on", "necessity": "账户资金正被转出，判决后可能难以执行", "amount": "100000.00",
        "assets": list(assets) or [DEPOSIT], "choice_reason": "存款便于执行，对经营影响较小",
        "liability_told_on": "2024-09-30", "renewal_told_on": "2024-09-30", **changes,
    }  # fmt: skip


def measure(
    row: Preservation, starts_on: str, value: str = "100000.00", asset: int = 0, **changes: Any
) -> dict[str, Any]:
    return {
        "asset": row.assets.all()[asset].pk, "starts_on": starts_on, "value": value,
        "notice_no": f"（2024）豫1321执保1号之{asset + 1}", "in_use": "no", **changes,
    }  # fmt: skip


def implement(row: Preservation, people: SimpleNamespace, executor: Any, at: datetime) -> None:
    """From ruled to implementing."""
    perform(row, "implement", by=people.filing_clerk, at=at, facts={"materials": "保全裁定书2份"})
    perform(row, "start", by=executor, at=at, facts={"received_on": at.date().isoformat()})


def pre_suit_until(court: Court, people: SimpleNamespace, state: str, case: Case | None = None) -> Preservation:
    """诉前: applied 2024-09-30 09:20, ruled the same day, deposit frozen on 2024-10-09."""
    case = case or matter(court)[0]
    row = apply(case, people.filing_clerk, noon(2024, 9, 30))
    steps = (
        ("ruled", lambda: perform(row, "rule", by=people.filing_judge, at=noon(2024, 9, 30), facts=ruling())),
        ("transferred", lambda: perform(
            row, "implement", by=people.filing_clerk, at=noon(2024, 9, 30), facts={"materials": "保全裁定书2份"})),
        ("implementing", lambda: perform(
            row, "start", by=people.bailiff, at=noon(2024, 10, 8), facts={"received_on": "2024-10-08"})),
        ("held", lambda: perform(
            row, "control", by=people.bailiff, at=noon(2024, 10, 9), facts=measure(row, "2024-10-09"))),
        ("controlled", lambda: perform(
            row, "report", by=people.bailiff, at=noon(2024, 10, 9), facts={"result": "已冻结存款"})),
    )  # fmt: skip
    for name, step in steps:
        if state == "applied":
            break
        step()
        if name == state:
            break
    return row
