"""From a lead found in filing or enforcement to the ruling on bankruptcy."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from courtflow.accounts.models import Court

from . import suits
from .courts import house
from .diary import Diary
from .execution_stories import conduct, file_on
from .stories import story

ELSEWHERE = "tangyuan"  # no case of the demo is told there but this one, so that nobody waits for its numbers
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


def proposed(diary: Diary, days: int) -> Any:
    """The bench has deliberated `days` ago; the president is to sign."""
    row = answered(diary, found(diary, days + 6), days + 2)
    day = diary.ago(days)
    return diary.do(
        row, "propose_transfer", "enforcement_judge", day, opinion="符合移送条件", cannot_pay="on",
        insolvency="insolvent", panel_on=day.isoformat(), receiver=reviewing(diary.court).pk,
    )  # fmt: skip


def reviewing(court: Court) -> Court:
    return court.parent if court.parent and court.level == court.Level.BASIC else court


@story
def bankruptcy_proposed(diary: Diary, days: int) -> None:
    proposed(diary, days)
    diary.until(diary.today)


def under_review(diary: Diary, days: int) -> Any:
    """Transferred; received for review `days` ago, execution stands still."""
    row = diary.do(proposed(diary, days + 6), "sign_transfer", "president", diary.ago(days + 5))
    day = diary.ago(days + 4)
    row = diary.do(row, "serve_decision", "enforcement_clerk", day, served_on=day.isoformat(), proof="送达回证")
    row = diary.do(row, "transfer", "enforcement_judge", day, sent_on=day.isoformat(), **PAPERS)
    receiver = reviewing(diary.court)
    other = receiver.code if receiver != diary.court else ""
    number = f"（{day.year}）{other}破申{diary.dice.randrange(1, 60)}号" if other else ""
    day = diary.ago(days)
    return diary.do(row, "register", "enforcement_clerk", day, received_on=day.isoformat(), number=number)


@story
def bankruptcy_review(diary: Diary, days: int) -> None:
    """After thirty days without a ruling of the other court this one asks for it."""
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


def enforced_elsewhere(diary: Diary, day: date) -> None:
    """The same enterprise owes under a judgment of another court, which enforces it since `day`."""
    court, people = house(ELSEWHERE)
    other = Diary(court, people, f"{diary.key}-{ELSEWHERE}", diary.cast.region)
    other.cast.meet(diary.cast)
    instrument = suits.owed(other, day - timedelta(days=7), mediated=False, company=True)
    conduct(other, file_on(other, instrument, day), day + timedelta(days=1))


@story
def bankruptcy_declared(diary: Diary, days: int) -> None:
    """Another court that enforces is asked to stand still, then told; the debtor is declared bankrupt."""
    enforced_elsewhere(diary, diary.ago(days + 140))
    ruled(diary, days + 40, "accept", "债务人不能清偿到期债务且资产不足以清偿全部债务")
    row = diary.find("bankruptcy")
    day = diary.ago(days)
    diary.do(
        row, "declare", "bankruptcy_judge", day, ruling_no=f"{row.bankruptcy_number}之一", ruled_on=day.isoformat(),
        reason="债务人具备破产原因，无人提出重整或者和解申请",
    )  # fmt: skip
