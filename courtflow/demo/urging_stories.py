"""Urging before enforcement in the three courts that have it; each in the way its profile says."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from courtflow.cases.models import Instrument
from intake.execution_filing.models import open_application

from . import suits
from .demands import register, send_letter, serve_demand
from .diary import Diary
from .stories import story

CHECKS = dict.fromkeys(("effective", "content", "definite", "condition", "due"), "yes")
ARCHIVE = dict.fromkeys(("instrument", "registration", "demand", "proof"), "on")
INSTALMENTS_APART = 30


def apply(diary: Diary, instrument: Instrument, day: date, **changes: Any) -> Any:
    """The creditor applies for enforcement."""
    facts = {
        "received_on": day.isoformat(), "already_performed": "无", "performed_amount": "0", "risk_notice": "on",
        "applicant": diary.creditor.pk, "debtors": [party.pk for party in diary.debtors], **changes,
    }  # fmt: skip
    suits.tell_creditor(diary, day)
    at = diary.moment(day)
    return open_application(instrument, diary.people["filing_clerk"], facts, at)


def examine(diary: Diary, filing: Any, day: date) -> Any:
    return diary.do(filing, "examine", "filing_clerk", day, evidence="生效证明、送达回证", **CHECKS)


def referred(diary: Diary, end: date, answer: str) -> Any:
    """From an application to urging, on the day `end`."""
    instrument = suits.owed(diary, end - timedelta(days=3))
    filing = apply(diary, instrument, diary.working(end - timedelta(days=2)))
    filing = diary.do(
        filing, "record_consent", "filing_clerk", diary.working(end - timedelta(days=1)), answer=answer, form="oral",
        asked_on=diary.working(end - timedelta(days=1)).isoformat(), note="",
    )  # fmt: skip
    diary.do(examine(diary, filing, end), "to_urging", "filing_clerk", end, fit="yes")
    suits.close(diary, end)
    return diary.find("urging")


# -- 山阳 ----------------------------------------------------------------------------------------------------------


@story
def urging_registered(diary: Diary, days: int) -> None:
    """Numbered by filing `days` ago: three working days to hand over."""
    referred(diary, diary.ago(days), "silent")


@story
def urging_handed_over(diary: Diary, days: int) -> None:
    """Handed over `days` ago, not yet received."""
    row = referred(diary, diary.ago(days + 1), "agreed")
    diary.do(row, "hand_over", "filing_clerk", diary.ago(days), materials="执行申请书1份；生效法律文书1份")


def urged(diary: Diary, days: int) -> Any:
    """Received by enforcement `days` ago: at most thirty days."""
    row = referred(diary, diary.ago(days + 2), "agreed")
    row = diary.do(row, "hand_over", "filing_clerk", diary.ago(days + 1), materials="执行申请书1份；生效法律文书1份")
    day = diary.ago(days)
    row = diary.do(row, "accept", "enforcement_clerk", day, received_on=day.isoformat(), complete="on")
    return serve_demand(diary, row, "enforcement_clerk", diary.ago(max(days - 1, 0)))


@story
def urging(diary: Diary, days: int) -> None:
    row = urged(diary, days)
    if days >= 5:
        day = diary.ago(days // 2)
        part = diary.share(4)
        diary.do(row, "pay", "enforcement_clerk", day, **suits.paid(row.instrument, part, day))


@story
def urging_succeeded(diary: Diary, days: int) -> None:
    row = urged(diary, days + 15)
    finish(diary, row, "enforcement_clerk", days)


def finish(diary: Diary, row: Any, post: str, days: int) -> Any:
    """Paid in full, confirmed, certified where the debtor must ask for it."""
    day = diary.ago(days)
    row = diary.do(row, "pay", post, day, **suits.paid(row.instrument, row.instrument.balance, day))
    row = diary.do(row, "complete", post, day)
    if row.policy.value("certificate.trigger") == "on_application":
        row = diary.do(
            row, "issue_certificate", post, day, holder=row.debtors()[0].pk, applied_on=day.isoformat(),
            purposes=["loan", "credit"], integrity_list="yes",
        )  # fmt: skip
    return row


@story
def urging_archived(diary: Diary, days: int) -> None:
    row = urged(diary, days + 40)
    row = finish(diary, row, "enforcement_clerk", days + 20)
    diary.do(row, "archive", "enforcement_clerk", diary.ago(days), receipt="归档移交单", **ARCHIVE)


@story
def urging_refused(diary: Diary, days: int) -> None:
    """The debtor will not go on: three working days to tell filing, then the system does."""
    row = urged(diary, days + 8)
    day = diary.ago(days)
    diary.do(
        row, "refuse", "enforcement_clerk", day, party=diary.debtors[0].pk, refused_on=day.isoformat(), form="oral",
        note="表示暂无履行能力，不愿继续",
    )  # fmt: skip
    diary.until(diary.today)


# -- 佳木斯 --------------------------------------------------------------------------------------------------------


def transferred(diary: Diary, days: int) -> Any:
    """The judge's letter in the performance period, `days` ago."""
    end = diary.ago(days - 8)
    trial = suits.served(diary, end, {"due_on": end.isoformat()})
    return send_letter(diary, trial, diary.ago(days))


@story
def letter_received(diary: Diary, days: int) -> None:
    transferred(diary, days)


def demanded(diary: Diary, days: int) -> Any:
    """Registered and served `days` ago: the demand period runs."""
    row = transferred(diary, days + 2)
    day = diary.ago(days)
    row = register(diary, row, day)
    return serve_demand(diary, row, "centre_staff", day)


@story
def demand(diary: Diary, days: int) -> None:
    demanded(diary, days)
    diary.until(diary.today)


@story
def demand_met(diary: Diary, days: int) -> None:
    finish(diary, demanded(diary, days + 10), "centre_staff", days)


# -- 红河 ----------------------------------------------------------------------------------------------------------


@story
def settlement_awaited(diary: Diary, days: int) -> None:
    """Agreed to and passed to the settlement centre `days` ago, not yet registered."""
    referred(diary, diary.ago(days), "agreed")


def negotiated(diary: Diary, end: date) -> Any:
    row = referred(diary, end, "agreed")
    return diary.do(row, "register", "centre_staff", end, registered_on=end.isoformat(), note="导入人民法院调解平台")


@story
def settlement_talks(diary: Diary, days: int) -> None:
    negotiated(diary, diary.ago(days))


def settle(diary: Diary, row: Any, day: date, parts: list[tuple[date, str]]) -> Any:
    rows = [{"due_on": due.isoformat(), "amount": amount} for due, amount in parts]
    return diary.do(
        row, "settle", "centre_staff", day, signed_on=day.isoformat(), amount=diary.amount, instalments=rows,
        security="逾期一期的，可以就剩余款项申请执行", ability="以务工收入分期履行", genuine="on",
    )  # fmt: skip


def visit(diary: Diary, row: Any, day: date) -> Any:
    return diary.do(
        row, "visit", "centre_staff", day, visited_on=day.isoformat(), living="收入稳定", news="已备妥本期款项",
        problems="", next_step="到期日前再次提醒", economic_risk="on", credit_risk="on", legal_risk="on",
    )  # fmt: skip


def in_parts(amount: str, parts: int) -> list[str]:
    """Whole yuan in equal parts, the last one taking the rest."""
    each = (Decimal(amount) / parts).quantize(Decimal(1))
    return [f"{each:.2f}"] * (parts - 1) + [f"{Decimal(amount) - each * (parts - 1):.2f}"]


@story
def settlement(diary: Diary, days: int) -> None:
    """Two instalments: the first paid and visited, the second due in `days`."""
    last = diary.today + timedelta(days=days)
    first = last - timedelta(days=INSTALMENTS_APART)
    row = negotiated(diary, first - timedelta(days=12))
    one, two = in_parts(diary.amount, 2)
    row = settle(diary, row, first - timedelta(days=10), [(first, one), (last, two)])
    row = visit(diary, row, first - timedelta(days=1))
    diary.do(row, "pay", "centre_staff", first, **suits.paid(row.instrument, one, first, channel="settlement"))
