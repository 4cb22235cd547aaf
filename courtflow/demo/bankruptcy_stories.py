"""From a lead found in filing or enforcement to the ruling on bankruptcy."""

from __future__ import annotations

from typing import Any

from . import suits
from .diary import Diary
from .execution_stories import conduct, file_on
from .stories import story

AFTERWARDS = {"accept": "hand_over_assets", "refuse": "return_file"}
PAPERS = dict.fromkeys(("decision", "consent", "instrument", "assets", "identity", "told_courts"), "on")


@story
def lead_at_filing(diary: Diary, days: int) -> None:
    """A company whose licence was revoked is sued; both sides are told `days` ago."""
    revoked = diary.ago(days + 400).isoformat()
    filing = suits.complain(diary, diary.ago(days + 1), company=True, licence_revoked_on=revoked)
    debtor = diary.debtors[0]
    filing = diary.do(
        filing, "complete_registration", "filing_clerk", diary.ago(days + 1), party=debtor.pk, zombie_confirmed="on",
        source="国家企业信用信息公示系统（演示）",
    )  # fmt: skip
    diary.do(filing, "send_bankruptcy_notice", "filing_clerk", diary.ago(days), debtor=debtor.pk, risk_explained="on")


def found(diary: Diary, days: int) -> Any:
    """Enforcement finds `days` ago that a company cannot pay."""
    instrument = suits.owed(diary, diary.ago(days + 47), mediated=False, company=True)
    execution = conduct(diary, file_on(diary, instrument, diary.ago(days + 40)), diary.ago(days + 39))
    diary.do(
        execution, "find_bankruptcy_lead", "enforcement_judge", diary.ago(days), debtor=diary.debtors[0].pk,
        finding="不能清偿到期债务，账面资产不足以清偿全部债务，已停止经营",
    )  # fmt: skip
    return diary.find("bankruptcy")


@story
def bankruptcy_lead(diary: Diary, days: int) -> None:
    answered(diary, found(diary, days + 3), days)
    diary.until(diary.today)


def answered(diary: Diary, row: Any, days: int) -> Any:
    day = diary.ago(days)
    return diary.do(
        row, "record_answer", "enforcement_judge", day, party=diary.creditor.pk, answer="consent", written="yes",
        answered_on=day.isoformat(), note="",
    )  # fmt: skip


@story
def bankruptcy_declined(diary: Diary, days: int) -> None:
    row = found(diary, days + 8)
    day = diary.ago(days)
    for party in (diary.creditor, diary.debtors[0]):
        row = diary.do(
            row, "record_answer", "enforcement_judge", day, party=party.pk, answer="decline", written="yes",
            answered_on=day.isoformat(), note="",
        )  # fmt: skip
    diary.do(row, "close_lead", "enforcement_judge", day)
    diary.until(diary.today)


def under_review(diary: Diary, days: int) -> Any:
    """Transferred; received for review `days` ago, execution stands still."""
    row = answered(diary, found(diary, days + 12), days + 8)
    receiver = diary.court if diary.court.level == diary.court.Level.INTERMEDIATE else diary.court.parent
    row = diary.do(
        row, "propose_transfer", "enforcement_judge", diary.ago(days + 6), opinion="符合移送条件", cannot_pay="on",
        insolvency="insolvent", panel_on=diary.ago(days + 6).isoformat(), receiver=receiver.pk if receiver else "",
    )  # fmt: skip
    row = diary.do(row, "sign_transfer", "president", diary.ago(days + 5))
    day = diary.ago(days + 4)
    row = diary.do(row, "serve_decision", "enforcement_clerk", day, served_on=day.isoformat(), proof="送达回证")
    row = diary.do(row, "transfer", "enforcement_judge", day, sent_on=day.isoformat(), **PAPERS)
    other = receiver.code if receiver and receiver != diary.court else ""
    number = f"（{day.year}）{other}破申{diary.dice.randrange(1, 60)}号" if other else ""
    day = diary.ago(days)
    return diary.do(row, "register", "enforcement_clerk", day, received_on=day.isoformat(), number=number)


@story
def bankruptcy_review(diary: Diary, days: int) -> None:
    under_review(diary, days)
    diary.until(diary.today)


def ruled(diary: Diary, days: int, act: str, reason: str) -> None:
    row = under_review(diary, days + 20)
    day = diary.ago(days)
    post = "bankruptcy_judge" if row.department.kind == "bankruptcy" else "enforcement_judge"
    row = diary.do(row, act, post, day, ruling_no=f"{row.number}之一", ruled_on=day.isoformat(), reason=reason)
    after, later = AFTERWARDS[act], diary.ago(max(days - 3, 0))
    diary.do(row, after, "enforcement_judge", later, served_on=later.isoformat(), proof="交接清单")
    diary.until(diary.today)


@story
def bankruptcy_accepted(diary: Diary, days: int) -> None:
    ruled(diary, days, "accept", "债务人不能清偿到期债务且资产不足以清偿全部债务")


@story
def bankruptcy_refused(diary: Diary, days: int) -> None:
    ruled(diary, days, "refuse", "债务人提交证据证明尚有清偿能力")
