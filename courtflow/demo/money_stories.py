"""Case money: on the court's account, planned, deferred; and a sum that nobody has claimed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from courtflow.law.fees import ClaimType, charge
from enforcement.money.register import enter

from . import ledger, suits
from .diary import Diary
from .execution_stories import conducted
from .stories import story


def part_arrived(diary: Diary, days: int) -> Any:
    """A quarter of the debt reached the court `days` ago, in an execution under way."""
    conducted(diary, days + 20)
    return ledger.receive(diary, diary.share(4), diary.ago(days))


@story
def money_arrived(diary: Diary, days: int) -> None:
    """On the account; its thirty days run from arrival and from the notice."""
    money = part_arrived(diary, days)
    if days > 1:
        ledger.tell(diary, money, diary.ago(days - 1))
    diary.until(diary.today)


@story
def money_ready(diary: Diary, days: int) -> None:
    """Formalities complete `days` ago: two days."""
    money = ledger.tell(diary, part_arrived(diary, days + 6), diary.ago(days + 5))
    ledger.complete_formalities(diary, ledger.plan(diary, money, diary.ago(days + 2)), diary.ago(days))
    diary.until(diary.today)


@story
def money_deferred(diary: Diary, days: int) -> None:
    """The creditor is under execution himself; the chief let the payout wait."""
    money = ledger.tell(diary, part_arrived(diary, days + 4), diary.ago(days + 3))
    day = diary.ago(days)
    diary.do(
        money, "defer", "bureau_chief", day, ground="frozen", reason="申请执行人另案被冻结该债权",
        deferred_on=day.isoformat(),
    )  # fmt: skip


@story
def money_unclaimed(diary: Diary, days: int) -> None:
    """Beside a case with an account, a sum that came without one."""
    part_arrived(diary, 0)
    day = diary.today - timedelta(days=days)
    line = {
        "amount": f"{diary.dice.randrange(5, 90) * 100}.00", "payer_name": diary.debtors[0].name,
        "channel": "transfer", "arrived_on": day.isoformat(), "bank_ref": f"B{diary.dice.randrange(10**9):09d}",
        "remark": "未注明案号",
    }  # fmt: skip
    enter(diary.people["finance_officer"], line)


@story
def fee_refunded(diary: Diary, days: int) -> None:
    """The loser bears the fee that the winner advanced, which went back `days` ago; the judgment is still performed."""
    end = diary.ago(days) + timedelta(days=25)
    suits.served(diary, end, {"due_on": end.isoformat()}, mediated=False)
    told = diary.ago(days + 3)
    diary.until(told)
    fee, _ = charge(ClaimType.PROPERTY, diary.case.amount)
    paper = diary.find("trial").instrument
    line = diary.open(
        "money", "owe_refund", "trial_clerk", told, instrument=paper.pk, payee=diary.creditor.pk, amount=str(fee),
        ground="判决确定案件受理费由被告负担，原告预交的部分应予退还",
    )  # fmt: skip
    day = diary.ago(days)
    diary.do(
        line, "refund_fee", "finance_officer", day, paid_on=day.isoformat(),
        batch_no=f"T{diary.dice.randrange(10**6):06d}",
    )  # fmt: skip
    diary.until(diary.today)
