"""律师调查令 to whoever holds the evidence, and the notice that none is issued (浙江三（三），南召三2)."""

from collections.abc import Mapping, Sequence
from typing import Any

from courtflow.law.articles import citations, source
from courtflow.law.numerals import arabic_date, chinese_number
from documents.addressing import Addressee, saying
from documents.drafting import Draft, iso, person_facts

from . import Annex, Copy, Kind, Retention, Slot, register
from .enforcing import APPLICANT, EXECUTED, lines

CPL, INT, ZHEJIANG, NANZHAO = (source(key) for key in ("CPL", "INT", "ZHEJIANG", "NANZHAO"))
# Parties and offices outside are told of the law; what the court's own paper says binds the court.
LENDING = (CPL[67], CPL[70], INT[94])
REFUSING = (CPL[67], INT[95])
REPLY = Annex("律师调查令回执", "documents/annexes/investigation_reply.html", slip=True)


@saying("被调查单位")
def asked_holder(draft: Draft) -> Sequence[Addressee]:
    return [draft.proceeding.holder]


@saying("申请人的委托人")
def principal(draft: Draft) -> Sequence[Addressee]:
    return [draft.proceeding.agent.party]


def matter_number(draft: Draft) -> str:
    """An order has no number of its own: it counts in the suit or execution out of which it was asked for."""
    return str(draft.proceeding.origin.number)


def side(draft: Draft) -> str:
    """What the principal is called in the suit, or in the execution."""
    party = draft.proceeding.agent.party
    if draft.proceeding.origin.kind != "execution":
        return str(party.get_role_display())
    return APPLICANT if party in draft.creditors_of(None) else EXECUTED


def application_facts(draft: Draft) -> dict[str, Any]:
    row = draft.proceeding
    return {
        "matter_number": matter_number(draft),
        "enforcing": row.origin.kind == "execution",
        "holder": row.holder,
        "scope": row.scope_words,
        "applied_on": iso(row.applied_on),
        "agent": row.agent.name,
        "agent_kind": row.agent.get_kind_display(),
        "principal": person_facts(row.agent.party),
    }


def bearer(draft: Draft) -> list[list[str]]:
    row = draft.proceeding
    return [
        ["持令人", f"{row.agent.name}（{row.agent.get_kind_display()}）"],
        ["执业机构", row.agent.firm],
        ["执业证号", row.licence],
        ["委托人", f"{row.agent.party.name}（{side(draft)}）"],
    ]


def order_facts(draft: Draft) -> Mapping[str, Any]:
    row, officer = draft.proceeding, draft.event.by
    signer, until = officer.display_name if officer else "", arabic_date(row.valid_until)
    kept = [["被调查单位", row.holder], ["调查事项", row.scope_words], ["调查内容", "；".join(lines(row.granted))]]
    return application_facts(draft) | {
        "cited": citations(LENDING),
        "bearer": bearer(draft),
        "stub": [
            ["案件", f"{matter_number(draft)}{draft.matter}"],
            *bearer(draft),
            *kept,
            ["有效期", f"至{until}止"],
            ["签发人", signer],
        ],
        "granted": lines(row.granted),
        "valid_days": chinese_number((row.valid_until - row.issued_on).days),
        "valid_until": iso(row.valid_until),
        "officer": signer,
    }


def refusal_facts(draft: Draft) -> Mapping[str, Any]:
    row = draft.proceeding
    return application_facts(draft) | {
        "cited": citations(REFUSING),
        "content": lines(row.content),
        "ground": row.get_ground_display() if row.ground != "special" else "",
        "why": row.refusal,
        "led": row.approved_by_id is not None,
    }


INVESTIGATION_ORDER = register(
    Kind(
        slug="investigation_order",
        title="律师调查令",
        number_word="调令",
        case_number=matter_number,
        under=(*LENDING, ZHEJIANG["三", 3], NANZHAO["三", 2]),
        addressees=asked_holder,
        facts=order_facts,
        slots=(
            Slot("limits", "调查范围的限制", ("法律、行政法规",)),
            Slot("duty", "被调查单位的协助义务", ("第一百一十七条", "罚款")),
        ),
        copies=(Copy.ORIGINAL, Copy.STUB),
        annexes=(REPLY,),
        spec=("B-3.14", "B-3.15", "E-3.3"),
    )
)
INVESTIGATION_REFUSAL = register(
    Kind(
        slug="investigation_refusal",
        title="不予签发律师调查令通知书",
        number_word="调令驳",
        case_number=matter_number,
        under=(*REFUSING, NANZHAO["三", 2]),
        addressees=principal,
        facts=refusal_facts,
        retention=Retention.SHORT,
        spec=("E-3.3",),
    )
)
