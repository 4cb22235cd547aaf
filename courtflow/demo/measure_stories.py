"""Measures against assets and persons: seized, listed, and lifted again when the debtor mends his ways."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from courtflow.law.periods import Period, Roll, Unit, compute

from . import suits
from .diary import Diary
from .execution_stories import conduct, file_on
from .ledger import recover
from .stories import story


def restrict(diary: Diary, row: Any, party: Any, day: date, kind: str, ground: str, evidence: str) -> Any:
    """Proposed by the bureau chief, signed by the president on the same day."""
    row = propose(diary, row, party, day, kind, ground, evidence)
    diary.sign(row, {"listing": "dishonest_listing"}.get(kind, kind), "president", day)
    return row


def propose(diary: Diary, row: Any, party: Any, day: date, kind: str, ground: str, evidence: str) -> Any:
    exposure = {"expose": "no"} if kind == "listing" and row.policy.value("credit.public_exposure") else {}
    return diary.do(
        row, "restrict", "bureau_chief", day, debtor=party.pk, kind=kind, ground=ground, evidence=evidence,
        decision_no="", signed="on", no_security="on", **exposure,
    )  # fmt: skip


def take(diary: Diary, row: Any, day: date, years: int, **asset: Any) -> Any:
    last = compute(Period(years, Unit.YEAR, Roll.NONE), day, diary.court.calendar).last_day - timedelta(days=1)
    return diary.do(
        row, "take_asset", "enforcement_judge", day, debtor=diary.debtors[0].pk, ruling_no="",
        taken_on=day.isoformat(), expires_on=last.isoformat(), indivisible="", **asset,
    )  # fmt: skip


def against_a_company(diary: Diary, days: int) -> Any:
    instrument = suits.owed(diary, diary.ago(days + 5), company=True)
    return conduct(diary, file_on(diary, instrument, diary.ago(days)), diary.ago(days - 1))


def plate(diary: Diary) -> str:
    return f"演示牌照{diary.dice.randrange(10_000, 99_999)}号小型轿车一辆"


@story
def listing_proposed(diary: Diary, days: int) -> None:
    """A deposit is frozen; the listing waits for the president's signature since `days`."""
    row = against_a_company(diary, days + 60)
    day = diary.ago(days + 20)
    row = take(
        diary, row, day, 1, kind="freeze", subject=f"演示银行账户存款{diary.share(6)}元", value=diary.share(6),
        ground="存款便于变价，对被执行人经营影响较小",
    )  # fmt: skip
    propose(
        diary, row, diary.debtors[0], diary.ago(days), "listing", "false_report",
        "收到报告财产令后未在指定的期间内报告，经查名下另有银行存款",
    )  # fmt: skip
    diary.until(diary.today)


@story
def credit_repaired(diary: Diary, days: int) -> None:
    """Seized, banned and listed; a third paid and the rest agreed on: what was taken is lifted `days` ago."""
    row = against_a_company(diary, days + 90)
    row = take(
        diary, row, diary.ago(days + 70), 2, kind="seize", subject=plate(diary), value=diary.share(4),
        ground="该车登记在被执行人名下，没有其他权利负担",
    )  # fmt: skip
    row = announce(diary, row, diary.ago(days + 65))
    debtor, day = diary.debtors[0], diary.ago(days + 60)
    row = restrict(diary, row, debtor, day, "consumption_ban", "ban_unperformed", "至今未履行任何款项")
    row = restrict(
        diary, row, debtor, day, "listing", "able_but_refuses", "执行通知送达后收取货款并另行支付，未用于履行"
    )
    day = diary.ago(days + 10)
    part = diary.share(3)
    row = recover(diary, row, part, day, suits.paid(row.instrument, part, day))
    row = diary.do(
        row, "settle", "enforcement_judge", day, signed_on=day.isoformat(), recorded="on", security="",
        content="已付三分之一，余款自下月起分六个月付清；申请执行人同意解除查封、限制消费措施并删除失信信息",
        last_due_on=(day + timedelta(days=190)).isoformat(),
    )  # fmt: skip
    lift_all(diary, row, diary.ago(days))


def announce(diary: Diary, row: Any, day: date) -> Any:
    """The company has moved away: what was ruled is published for it."""
    ruling = row.documents.filter(kind="seizure_ruling").latest("id")
    row = diary.do(
        row, "announce", "enforcement_judge", day, party=diary.debtors[0].pk, papers=[ruling.pk], abroad="no",
        reason="被执行人已搬离登记的住所，直接送达时无人签收，邮件被退回，其法定代表人的电话无法接通",
        gist=f"查封被执行人名下{row.measures.latest('id').subject}",
    )  # fmt: skip
    diary.sign(row, "enforcement_announcement", "bureau_chief", day)
    return row


def lift_all(diary: Diary, row: Any, day: date) -> None:
    mends = {"repair": "settled"} if row.policy.value("credit.repair") else {}
    for measure in row.measures.filter(lifted_on=None):
        row = diary.do(
            row, "lift_measure", "enforcement_judge", day, measure=measure.pk, lifted_on=day.isoformat(),
            why="双方达成执行和解协议，被执行人已履行首期款项，申请执行人书面同意", **mends,
        )  # fmt: skip
