"""Case money in a few words, by real acts, at a court that has entered its account."""

from __future__ import annotations

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from courtflow.accounts.models import Court
from courtflow.cases.models import Case
from courtflow.flow import clock
from courtflow.flow.perform import open_proceeding, perform
from courtflow.policy.models import Profile, ProfileValue
from enforcement.models import CaseMoney

ACCOUNT = {"holder": "演示法院案款专户", "bank": "演示银行营业部", "number": "411321000001"}


def with_account(court: Court, **more: Any) -> Court:
    """The court has entered the account on which it keeps case money, and what else a test needs."""
    profile, _ = Profile.objects.get_or_create(
        court=court, document_no="演示〔2020〕1号", title="案款账户登记", effective_from=date(2020, 5, 13)
    )
    values = {f"court.account_{part}": value for part, value in ACCOUNT.items()} | more
    for key, value in values.items():
        row = ProfileValue(profile=profile, key=key, value=value, article="—")
        row.clean()
        row.save()
    return court


def arrival(amount: str, on: date, **more: Any) -> dict[str, Any]:
    return {
        "amount": amount, "payer_name": "李二", "channel": "transfer", "arrived_on": on.isoformat(),
        "bank_ref": f"L{on:%m%d}", **more,
    }  # fmt: skip


def arrived(case: Case, people: SimpleNamespace, at: datetime, amount: str = "60000.00", **more: Any) -> CaseMoney:
    row: CaseMoney = open_proceeding(
        "money", case, "receive", by=people.finance_officer, at=at, facts=arrival(amount, clock.day_of(at), **more)
    )
    return row


def notify(money: CaseMoney, people: SimpleNamespace, at: datetime) -> None:
    facts = {"notified_on": clock.day_of(at).isoformat()}
    perform(money, "notify_handler", by=people.finance_officer, at=at, facts=facts)


def plan(money: CaseMoney, *rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Everything to the creditor for the first item, unless told otherwise."""
    item = money.case.instruments.get().obligations.get(item=1)
    whole = {
        "purpose": "principal", "payee": item.creditors.get().pk, "obligation": item.pk, "amount": str(money.amount)
    }  # fmt: skip
    return {"matches": "on", "way": "direct", "shares": list(rows) or [whole], "basis": "清偿本金", **more}


def propose(money: CaseMoney, by: Any, at: datetime, *rows: dict[str, Any], **more: Any) -> None:
    perform(money, "propose", by=by, at=at, facts=plan(money, *rows, **more))


def formalities(on: date) -> dict[str, Any]:
    return {"completed_on": on.isoformat(), "accounts": "on", "verified_how": "核对账户确认书", "receipt_no": "P0001"}


def payment(on: date, number: str = "F0001") -> dict[str, Any]:
    return {"paid_on": on.isoformat(), "batch_no": number, "online": "on"}


def pay(money: CaseMoney, people: SimpleNamespace, at: datetime) -> None:
    day = clock.day_of(at)
    perform(money, "complete_formalities", by=people.finance_officer, at=at, facts=formalities(day))
    perform(money, "pay_out", by=people.finance_officer, at=at, facts=payment(day))
