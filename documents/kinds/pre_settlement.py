"""执前和解: 同意书, 协议 and 回访记录 (红河三、四), and the 清单 with which urging hands its material on."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from courtflow.law.articles import CPL, INT, SETTLE, source
from documents.addressing import Addressee, Everyone, saying
from documents.drafting import Draft, instrument_facts, iso, obligation_facts, person_facts

from . import Copy, Kind, Layout, Retention, register
from .enforcing import bare, no_instrument, stated
from .urging import money_balance

HONGHE, SHANYANG, JIAMUSI = source("HONGHE"), source("SHANYANG"), source("JIAMUSI")
RECEIVERS = {"hand_over": "执行部门", "notify_filing": "立案庭", "inform_creditor": "执行实施团队"}


@saying("各权利人和义务人（同一文本）")
def both(draft: Draft) -> Sequence[Addressee]:
    return [Everyone([*draft.creditors_of(None), *draft.debtors])]


@saying("各权利人")
def each_creditor(draft: Draft) -> Sequence[Addressee]:
    return draft.creditors_of(None)


def people_facts(draft: Draft) -> dict[str, Any]:
    items = draft.obligations
    return {
        "creditors": [person_facts(party, "权利人") for party in draft.creditors_of(None)],
        "debtors": [person_facts(party, "义务人") for party in draft.debtors],
        "instrument": instrument_facts(draft.instrument, None),
        "obligations": obligation_facts(items),
        "balance": money_balance(items),
    }


def agreement_facts(draft: Draft) -> Mapping[str, Any]:
    asked = draft.asked
    return people_facts(draft) | {
        "signed_on": asked("signed_on"),
        "agreed": stated(asked("amount")),
        "rows": [row | {"amount": stated(row["amount"])} for row in asked("instalments", [])],
        "security": bare(asked("security", "")),
        "ability": bare(asked("ability", "")),
    }


def visit_facts(draft: Draft) -> Mapping[str, Any]:
    asked = draft.asked
    row = draft.proceeding
    settlement = getattr(row, "settlement", None) or row.settlements.latest("id")
    names = ("living", "news", "problems", "next_step", "finding")
    return (
        people_facts(draft)
        | {name: asked(name, "") for name in names}
        | {
            "visited_on": asked("visited_on"),
            "signed_on": iso(settlement.signed_on),
            "risks_told": bool(asked("economic_risk")),
            "visitor": draft.event.by.display_name if draft.event.by else "",
        }
    )


@saying("接收材料的部门（执行部门、立案庭、执行实施团队）")
def list_receiver(draft: Draft) -> Sequence[Addressee]:
    return [RECEIVERS[str(draft.event.act).split(".")[-1]]]


def list_facts(draft: Draft) -> Mapping[str, Any]:
    """The list written at this hand-over, else what urging received, if only the instrument; and what it has made."""
    row = draft.proceeding
    written = draft.asked("materials", "") or row.materials
    made = [f"《{title}》{number}" for title, number in papers_of(draft)]
    lines = [part.strip() for part in re.split(r"[\n；;]+", written) if part.strip()]
    paper = draft.instrument
    received = lines or ([f"{paper.number}{paper.get_kind_display()}"] if paper else [])
    return people_facts(draft) | {
        "things": [*received, *[text for text in made if text not in received]],
        "ground": row.outcome,
    }


def papers_of(draft: Draft) -> list[tuple[str, str]]:
    """Papers of this urging that are in force, oldest first."""
    rows = draft.proceeding.documents.filter(state__in=("issued", "served", "approved")).order_by("id")
    return list(rows.values_list("title", "number"))


def list_missing(snapshot: Mapping[str, Any]) -> list[str]:
    return [] if snapshot["things"] else ["没有移交的材料，请写明材料清单"]


SETTLEMENT_CONSENT = register(
    Kind(
        slug="settlement_consent",
        title="执前督促履行（和解）征询意见书",
        number_word="执前询",
        under=(HONGHE["三"], SHANYANG[25]),
        addressees=each_creditor,
        facts=people_facts,
        missing=no_instrument,
        sealed=False,
        retention=Retention.SHORT,
        spec=("D-3.2", "C-25.2"),
    )
)
PRE_SETTLEMENT = register(
    Kind(
        slug="pre_settlement",
        title="执前和解协议",
        number_word="执前和",
        under=(HONGHE["三"], CPL[53], INT[466]),
        addressees=both,
        facts=agreement_facts,
        missing=no_instrument,
        sealed=False,
        spec=("D-3.4", "D-3.6"),
    )
)
VISIT_RECORD = register(
    Kind(
        slug="visit_record",
        title="和解履行回访记录",
        number_word="回访",
        under=(HONGHE["四"], SETTLE[9]),
        addressees=both,
        facts=visit_facts,
        missing=no_instrument,
        sealed=False,
        retention=Retention.SHORT,
        spec=("D-4.1", "D-4.2", "D-4.3"),
    )
)
HANDOVER_LIST = register(
    Kind(
        slug="handover_list",
        title="执前督促材料移交清单",
        number_word="移交清",
        layout=Layout.LETTER,
        sealed=False,  # from one department to another, each signs
        under=(SHANYANG[25], JIAMUSI["十三"]),
        addressees=list_receiver,
        facts=list_facts,
        missing=list_missing,
        copies=(Copy.ORIGINAL, Copy.STUB),
        spec=("C-25.13", "C-25.4", "A-13.3"),
    )
)
