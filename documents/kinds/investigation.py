"""律师调查令 to whoever holds the evidence, and the notice that none is issued (浙江三（三），南召三2)."""

from collections.abc import Mapping, Sequence
from typing import Any

from courtflow.law.articles import source
from courtflow.law.numerals import chinese_number
from documents.addressing import Addressee, saying
from documents.drafting import Draft, iso, person_facts

from . import Annex, Copy, Kind, Retention, Slot, register
from .enforcing import lines

CPL, INT, ZHEJIANG, NANZHAO = (source(key) for key in ("CPL", "INT", "ZHEJIANG", "NANZHAO"))
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


def order_facts(draft: Draft) -> Mapping[str, Any]:
    row, officer = draft.proceeding, draft.event.by
    principal = row.agent.party
    return application_facts(draft) | {
        "bearer": [
            ["姓名", row.agent.name],
            ["身份", row.agent.get_kind_display()],
            ["执业机构", row.agent.firm],
            ["执业证号", row.licence],
            ["委托人", f"{principal.name}（{principal.get_role_display()}）"],
            ["联系电话", row.agent.phone],
        ],
        "granted": lines(row.granted),
        "valid_days": chinese_number((row.valid_until - row.issued_on).days),
        "valid_until": iso(row.valid_until),
        "officer": officer.display_name if officer else "",
    }


def refusal_facts(draft: Draft) -> Mapping[str, Any]:
    row = draft.proceeding
    return application_facts(draft) | {
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
        under=(CPL[67], CPL[70], INT[94], ZHEJIANG["三", 3], NANZHAO["三", 2]),
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
        under=(CPL[67], INT[95], NANZHAO["三", 2]),
        addressees=principal,
        facts=refusal_facts,
        retention=Retention.SHORT,
        spec=("E-3.3",),
    )
)
