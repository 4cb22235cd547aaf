"""The papers around the three notices: 督促履行告知书, 移交函 and 首执立案通知."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from courtflow.cases.instruments import may_be_urged
from courtflow.law.articles import source
from documents.addressing import debtors, to
from documents.drafting import Draft, account_facts, instrument_facts, iso, obligation_facts, person_facts, yuan

from . import Annex, Kind, Layout, Slot, register
from .enclosures import ENFORCEMENT_ANNEXES
from .urging import money_balance


def advice_facts(draft: Draft) -> Mapping[str, Any]:
    owed = draft.owed_by(draft.addressee)
    creditors = draft.creditors_of(draft.addressee)
    return {
        "creditors": [person_facts(party, "权利人") for party in creditors],
        "instrument": instrument_facts(draft.instrument, draft.addressee),
        "obligations": obligation_facts(owed),
        "accounts": account_facts(draft, creditors),
    }


def advice_missing(snapshot: Mapping[str, Any]) -> list[str]:
    found = [] if snapshot["instrument"] else ["没有法律文书，请先登记法律文书"]
    return found if snapshot["obligations"] else [*found, "该当事人没有应当履行的义务，请核对判项的义务人"]


def file_facts(draft: Draft) -> dict[str, Any]:
    """What a receiving department must know about the case."""
    items = draft.obligations
    instrument = draft.instrument
    return {
        "creditors": [person_facts(party, "权利人") for party in draft.creditors_of(None)],
        "debtors": [person_facts(party, "义务人") for party in draft.debtors],
        "instrument": instrument_facts(instrument, None),
        "obligations": obligation_facts(items),
        "balance": money_balance(items),
        "period_ends_on": iso(instrument.performance_ends_on) if instrument else None,
        "public_notice": bool(instrument and not may_be_urged(instrument, draft.proceeding.policy)),
    }


def transfer_missing(snapshot: Mapping[str, Any]) -> list[str]:
    instrument = snapshot["instrument"]
    found = [] if instrument else ["没有生效法律文书，请先登记法律文书"]
    if instrument and not instrument["effective_on"]:
        found.append("法律文书尚无生效日，请先登记全部当事人的送达情况")
    if snapshot["public_notice"]:
        found.append("法律文书系公告送达，不移送执行服务中心（佳木斯四（一））")
    return found


def filing_facts(draft: Draft) -> Mapping[str, Any]:
    recovered = sum((item.performed for item in draft.obligations), Decimal("0.00"))
    return file_facts(draft) | {
        "reason": draft.proceeding.outcome or draft.proceeding.state_label,
        "ended_on": iso(getattr(draft.proceeding, "exited_on", None) or draft.on),
        "recovered": yuan(recovered),
    }


def filing_missing(snapshot: Mapping[str, Any]) -> list[str]:
    return [] if snapshot["instrument"] else ["没有生效法律文书，请先登记法律文书"]


URGING_ADVICE = register(
    Kind(
        slug="urging_advice",
        title="督促履行告知书",
        number_word="督促",
        under=(source("SHANYANG")[21], source("JIAMUSI")["四", 1]),
        addressees=debtors,
        facts=advice_facts,
        missing=advice_missing,
        slots=(Slot("benefits", "自动履行的效力"), Slot("consequences", "不履行的后果")),
        annexes=ENFORCEMENT_ANNEXES,
        spec=("C-21.3", "A-4.2"),
    )
)
TRANSFER_LETTER = register(
    Kind(
        slug="transfer_letter",
        title="移交生效民事案件自动履行函",
        number_word="移交",
        layout=Layout.LETTER,
        under=(source("JIAMUSI")["四", 1],),
        addressees=to("执行服务中心"),
        annexes=(Annex("法律文书及送达回证"),),
        facts=file_facts,
        missing=transfer_missing,
        spec=("A-4.3",),
    )
)
FILING_NOTICE = register(
    Kind(
        slug="filing_notice",
        title="首次执行案件立案通知",
        number_word="立案通知",
        layout=Layout.LETTER,
        under=(source("SHANYANG")[25],),
        addressees=to("立案庭"),
        annexes=(Annex("督促履行材料及移交清单"),),
        facts=filing_facts,
        missing=filing_missing,
        spec=("C-25.12", "C-25.13"),
    )
)
