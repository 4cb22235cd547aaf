"""Cases that are still with filing or trial, or ended there; `days` since the last act, or until the day to come."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from . import suits
from .diary import Diary
from .exhibits import hand_in_suit
from .stories import story

MISSING_DAYS = 400  # since the debtor of suit_announced left his village


@story
def complaint(diary: Diary, days: int) -> None:
    """Received `days` ago, not yet decided: seven days."""
    suits.complain(diary, diary.ago(days))


@story
def correcting(diary: Diary, days: int) -> None:
    filing = suits.complain(diary, diary.ago(days + 2))
    due = (diary.today + timedelta(days=7)).isoformat()
    diary.do(
        filing, "request_correction", "filing_clerk", diary.ago(days), items="补充款项交付凭证\n补充被告身份信息",
        due_on=due, told_in_writing="on",
    )  # fmt: skip


@story
def complaint_refused(diary: Diary, days: int) -> None:
    filing = suits.complain(diary, diary.ago(days + 4))
    diary.do(
        filing, "refuse", "filing_judge", diary.ago(days), ground="arbitration",
        reason="合同约定由仲裁机构裁决，仲裁协议有效", appeal_told="on",
    )  # fmt: skip


@story
def complaint_withdrawn(diary: Diary, days: int) -> None:
    filing = suits.complain(diary, diary.ago(days + 3))
    day = diary.ago(days)
    diary.do(filing, "withdraw", "filing_clerk", day, applied_on=day.isoformat(), note="双方自行和解")


def mediating(diary: Diary, days: int) -> Any:
    """The mediator signed for the papers `days` ago."""
    filing = suits.complain(diary, diary.ago(days + 3))
    diary.do(filing, "to_mediation", "filing_clerk", diary.ago(days + 2), willing="on", preservation="undecided")
    day = diary.ago(days)
    return diary.do(diary.find("mediation"), "receive", "mediator", day, signed_on=day.isoformat())


@story
def mediation(diary: Diary, days: int) -> None:
    mediating(diary, days)


@story
def mediation_agreed(diary: Diary, days: int) -> None:
    agree(diary, mediating(diary, days + 10), days)


@story
def mediation_performed(diary: Diary, days: int) -> None:
    row = agree(diary, mediating(diary, days + 30), days + 20)
    day = diary.ago(days)
    diary.do(
        row, "confirm_performance", "mediator", day, completed_on=day.isoformat(), proof="银行转账回单", confirmed="on"
    )


def agree(diary: Diary, row: Any, days: int) -> Any:
    day = diary.ago(days)
    for party in diary.debtors:
        row = diary.do(
            row, "assess", "mediator", day, debtor=party.pk, willingness="good", ability="fair", sincerity="good",
            basis="有固定收入，无其他未结债务",
        )  # fmt: skip
    item = {
        "kind": "money", "content": diary.matter["content"], "amount": diary.amount, "method": "银行转账",
        "due_on": (day + timedelta(days=25)).isoformat(),
    }  # fmt: skip
    return diary.do(
        row, "agree", "mediator", day, signed_on=day.isoformat(), items=[item], definite="on", no_evasion="on",
        evasion_note="关联检索未发现其他未结债务", reminder="on", security="", performed="no", proof="",
    )  # fmt: skip


# -- trial ---------------------------------------------------------------------------------------------------------


def accepted(diary: Diary, days: int) -> Any:
    filing = suits.complain(diary, diary.working(diary.ago(days + 4)))
    return suits.accept(diary, filing, diary.working(diary.ago(days)))


@story
def awaiting_judge(diary: Diary, days: int) -> None:
    accepted(diary, days)


@story
def hearing(diary: Diary, days: int) -> None:
    suits.assign(diary, accepted(diary, days), diary.working(diary.ago(days - 1)), "summary")


def heard(diary: Diary, days: int) -> Any:
    trial = suits.assign(diary, accepted(diary, days + 25), diary.working(diary.ago(days + 24)))
    return suits.hear(diary, trial, diary.working(diary.ago(days + 8)))


@story
def drafted(diary: Diary, days: int) -> None:
    suits.draft(diary, heard(diary, days), diary.working(diary.ago(days)), {"due_days": 10})


@story
def being_served(diary: Diary, days: int) -> None:
    """Signed `days` ago; only one side has been served."""
    trial = suits.draft(diary, heard(diary, days), diary.working(diary.ago(days)), {"due_days": 10})
    trial = suits.sign(diary, trial, diary.working(diary.ago(days)))
    suits.serve(diary, trial, diary.creditor, diary.working(diary.ago(max(days - 1, 0))))


@story
def appeal_period(diary: Diary, days: int) -> None:
    """A judgment served on both sides `days` ago: fifteen days for each."""
    day = diary.ago(days)
    trial = suits.draft(diary, heard(diary, days + 3), diary.working(diary.ago(days + 3)), {"due_days": 10})
    trial = suits.sign(diary, trial, diary.working(diary.ago(days + 2)))
    for party in trial.litigants():
        trial = suits.serve(diary, trial, party, day)


@story
def appealed(diary: Diary, days: int) -> None:
    appeal_period(diary, days + 6)
    day = diary.ago(days)
    diary.do(
        diary.find("trial"), "appeal", "trial_clerk", day, appellant=diary.debtors[0].pk, filed_on=day.isoformat(),
        grounds="请求撤销原判，依法改判",
    )  # fmt: skip


@story
def performing(diary: Diary, days: int) -> None:
    """Effective; the time to perform ends in `days`."""
    due = diary.today + timedelta(days=days)
    suits.served(diary, diary.today, {"due_on": due.isoformat()})
    diary.until(diary.today)


@story
def unperformed(diary: Diary, days: int) -> None:
    suits.owed(diary, diary.ago(days))
    diary.until(diary.today)


def performed(diary: Diary, days: int) -> Any:
    """Paid in two parts before the day; confirmed `days` ago."""
    end = diary.ago(days)
    trial = suits.served(diary, end, {"due_on": end.isoformat()})
    diary.until(end - timedelta(days=10))
    half = diary.share(2)
    for back in (9, 4):
        day = end - timedelta(days=back)
        facts = suits.paid(trial.instrument, half, day)
        trial = diary.do(trial, "record_performance", "trial_clerk", day, **facts)
    return diary.do(trial, "complete", "trial_judge", end - timedelta(days=3))


@story
def performed_by_itself(diary: Diary, days: int) -> None:
    trial = performed(diary, days)
    day = diary.ago(days)
    diary.do(
        trial, "issue_certificate", "trial_clerk", day, holder=diary.debtors[0].pk, applied_on=day.isoformat(),
        purposes=["loan"], integrity_list="yes",
    )  # fmt: skip


@story
def archived(diary: Diary, days: int) -> None:
    trial = performed(diary, days + 20)
    hand_in_suit(diary, diary.ago(days + 1))
    receipt = f"归档{diary.dice.randrange(1000, 9999)}"
    diary.do(trial, "archive", "trial_clerk", diary.ago(days), complete="on", receipt=receipt)


@story
def suit_withdrawn(diary: Diary, days: int) -> None:
    trial = suits.assign(diary, accepted(diary, days + 10), diary.working(diary.ago(days + 9)), "summary")
    day = diary.working(diary.ago(days))
    diary.do(trial, "end_suit", "trial_judge", day, ground="withdrawn", ruled_on=day.isoformat(), note="原告申请撤诉")


def past(diary: Diary, days: int, more: int) -> date:
    """A working day so many days before the last act of the story."""
    return diary.working(diary.ago(days + more))


@story
def suit_announced(diary: Diary, days: int) -> None:
    """The debtor cannot be found: every other way was tried, and the notice was published `days` ago."""
    day = past(diary, days, 30)
    trial = suits.accept(diary, suits.complain(diary, past(diary, days, 34), company=False), day)
    trial = suits.hear(diary, suits.assign(diary, trial, day), past(diary, days, 12))
    trial = suits.draft(diary, trial, past(diary, days, 11), {"due_days": 10})
    trial = suits.sign(diary, trial, past(diary, days, 11))
    trial = suits.serve(diary, trial, diary.creditor, past(diary, days, 10))
    missed = diary.debtors[0]
    for method, back in (("direct", 9), ("post", 4), ("grid", 3)):
        tried = past(diary, days, back)
        trial = diary.do(
            trial, "note_attempt", "trial_clerk", tried, party=missed.pk, method=method, tried_on=tried.isoformat(),
            result="住所无人，邻居称其外出未归，电话无人接听", proof="送达记录及现场照片",
        )  # fmt: skip
    asked = past(diary, days, 2)
    trial = diary.do(
        trial, "request_notice", "trial_clerk", asked, party=missed.pk, ground="missing",
        missing_since=(asked - timedelta(days=MISSING_DAYS)).isoformat(), abroad="no",
        reason="直接送达、邮寄送达和网格员协助送达均未成功，其所在村民委员会证明其外出未归、下落不明",
    )  # fmt: skip
    trial = diary.do(trial, "approve_notice", "division_head", past(diary, days, 1), party=missed.pk)
    suits.serve(diary, trial, missed, diary.ago(days), "public_notice")


@story
def related_suit(diary: Diary, days: int) -> None:
    """Touches an enforcement of years before this system; enforcement was told in writing `days` ago, not yet read."""
    diary.matter = {
        "cause": "案外人执行异议之诉", "content": "赔偿损失",
        "claim": "判令不得执行登记在被告名下、由原告购买并占有的房屋，并赔偿因查封造成的损失",
    }  # fmt: skip
    number = f"（2019）{diary.court.code}执{diary.dice.randrange(1, 99)}号"
    told = {"related_suit": "objection", "execution_number": number}
    suits.accept(diary, suits.complain(diary, past(diary, days, 5), told=told), past(diary, days, 1))
    day = diary.ago(days)
    diary.do(
        diary.find("filing"), "tell_enforcement", "filing_clerk", day, told_on=day.isoformat(), way="written",
        told_to="执行局内勤",
    )  # fmt: skip
