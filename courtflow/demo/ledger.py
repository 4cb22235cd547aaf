"""Case money by real acts: an account for each demo court, what arrives, how it is paid out."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Any

from courtflow.accounts.models import Court
from courtflow.law import fees
from courtflow.policy.models import Profile, ProfileValue

from .diary import Diary

OPENED = date(2020, 1, 1)
CENT = Decimal("0.01")


def load_accounts(courts: dict[str, Court]) -> None:
    """An invented account for each demo court; running it again changes nothing."""
    for court in courts.values():
        profile, _ = Profile.objects.get_or_create(
            court=court, document_no="演示数据", defaults={"title": "演示案款账户", "effective_from": OPENED}
        )
        values = {"holder": f"{court.short_name}案款专户", "bank": "演示银行营业部", "number": f"6222{court.pk:08d}"}
        for part, value in values.items():
            ProfileValue.objects.get_or_create(
                profile=profile, key=f"court.account_{part}", defaults={"value": value, "article": "—"}
            )


def recover(diary: Diary, row: Any, amount: str, day: date, facts: dict[str, Any]) -> Any:
    """Through the ledger where the court knows no other way; elsewhere entered as performed, with `facts`."""
    if not row.policy.value("money.ledger_only"):
        return diary.do(row, "pay", "enforcement_judge", day, **facts)
    channel = "deduction" if facts["channel"] == "deduction" else "transfer"
    pay(diary, plan(diary, tell(diary, receive(diary, amount, day, channel), day), day), day)
    return type(row).objects.get(pk=row.pk)


def receive(diary: Diary, amount: str, day: date, channel: str = "transfer") -> Any:
    debtor = diary.debtors[0]
    return diary.open(
        "money", "receive", "finance_officer", day, amount=amount, payer=debtor.pk, payer_name=debtor.name,
        channel=channel, arrived_on=day.isoformat(), bank_ref=f"Y{diary.dice.randrange(10**9):09d}",
    )  # fmt: skip


def tell(diary: Diary, money: Any, day: date) -> Any:
    return diary.do(money, "notify_handler", "finance_officer", day, notified_on=day.isoformat())


def plan(diary: Diary, money: Any, day: date) -> Any:
    """All of it to the creditor, proposed and approved on one day."""
    share = principal(diary, money.amount)
    money = diary.do(
        money, "propose", "enforcement_judge", day, matches="on", way="direct", shares=[share], basis="清偿本金",
        elsewhere_reason="数额较小，另案已有足额财产",
    )  # fmt: skip
    return diary.do(money, "approve", "bureau_chief", day)


def principal(diary: Diary, amount: Decimal) -> dict[str, Any]:
    item = diary.case.instruments.latest("id").obligations.get(item=1)
    return {"purpose": "principal", "payee": diary.creditor.pk, "obligation": item.pk, "amount": str(amount)}


def distribute(diary: Diary, money: Any, other: Any, day: date) -> Any:
    """The fee first, the rest in proportion to what is still owed to each, one of them in an execution of his own."""
    host = money.host.actual
    fee = fees.enforcement(host.claimed_amount)
    claims, rest = (host.balance, other.balance), money.amount - fee
    theirs = (rest * claims[1] / sum(claims)).quantize(CENT, ROUND_DOWN)
    shares = [
        {"purpose": "fee", "amount": str(fee)}, principal(diary, rest - theirs),
        {"purpose": "other_case", "target": other.pk, "amount": str(theirs)},
    ]  # fmt: skip
    basis = (
        f"本案债权本金余额{claims[0]}元，{other.number}案债权本金余额{claims[1]}元，均为普通债权，没有优先受偿权；"
        f"扣除申请执行费后，按各自占债权总额{sum(claims)}元的比例受偿"
    )
    money = diary.do(
        money, "propose", "enforcement_judge", day, matches="on", way="distribution", shares=shares, basis=basis
    )
    return diary.do(money, "approve", "bureau_chief", day)


def complete_formalities(diary: Diary, money: Any, day: date) -> Any:
    return diary.do(
        money, "complete_formalities", "finance_officer", day, completed_on=day.isoformat(), accounts="on",
        verified_how="核对账户确认书和身份证件", receipt_no=f"P{diary.dice.randrange(10**6):06d}",
    )  # fmt: skip


def pay(diary: Diary, money: Any, day: date) -> Any:
    money = complete_formalities(diary, money, day)
    number = f"F{diary.dice.randrange(10**6):06d}"
    return diary.do(money, "pay_out", "finance_officer", day, paid_on=day.isoformat(), batch_no=number, online="on")
