"""The papers of an objection, from 补正通知 and 释法笔录 to the rulings (山阳第三十条、第三十一条, 异议复议规定)."""

from collections.abc import Mapping, Sequence
from typing import Any

from courtflow.accounts.roles import Role
from courtflow.cases.models import Party
from courtflow.law.articles import CPL, INT, OBJ, source
from documents.addressing import Addressee, Everyone, saying, to
from documents.drafting import Draft, iso, person_facts

from . import Annex, Kind, Layout, Numbering, Retention, register
from .enclosures import RECEIPT
from .enforcing import (
    background,
    bare,
    bench,
    cited,
    executed_parties,
    lines,
    no_instrument,
    own_number,
    ruling_number,
)

SHANYANG, JIAMUSI = source("SHANYANG"), source("JIAMUSI")
PANEL = 3  # 民诉法第四十条: at least three, an odd number
SANCTIONS = {"reprimand": "训诫", "fine": "罚款", "detention": "拘留"}
REFUSED = {
    "queued_seizure": "异议人对轮候查封、冻结提出的诉求，不影响其实体权利和执行顺位，明显不合理",
    "other_unreasonable": "异议人的诉求明显不合理",
    "unqualified": "异议申请不符合执行异议的受理条件",
}


@saying("异议人")
def objector(draft: Draft) -> Sequence[Party]:
    return [party for party in draft.parties if party.pk == draft.proceeding.objector_id]


def objector_and_sides(draft: Draft) -> list[Any]:
    """The objector first, then the parties to the execution, each once."""
    rows = [*objector(draft), *draft.creditors_of(None), *executed_parties(draft)]
    return list(dict.fromkeys(rows))


@saying("异议人、申请执行人和被执行人")
def each_of_them(draft: Draft) -> Sequence[Addressee]:
    return objector_and_sides(draft)


@saying("异议人、申请执行人和被执行人（同一文本）")
def all_of_them(draft: Draft) -> Sequence[Addressee]:
    return [Everyone(objector_and_sides(draft))]


@saying("异议人")
def the_objector_on_one_text(draft: Draft) -> Sequence[Addressee]:
    return [Everyone(objector(draft))]


def objection_facts(draft: Draft) -> dict[str, Any]:
    row = draft.proceeding
    own = background(draft)
    parties = {party.pk: party for party in draft.parties}
    person = parties.get(row.objector_id)
    role = "异议人（案外人）" if person and person.role == person.Role.OUTSIDER else "异议人"
    sides = [other for other in own["applicants"] + own["executed"] if not person or other["name"] != person.name]
    return own | {
        "objector": person_facts(person, role) if person else None,
        "people": ([person_facts(person, role)] if person else []) + sides,
        "received_on": iso(row.received_on),
        "request": bare(row.request).removeprefix("请求"),
        "grounds": bare(row.grounds),
        "about_object": row.nature == "object",
        "cited": cited(OBJ[2], CPL[238] if row.nature == "object" else CPL[236]),
        "lacking": bare(row.missing),
        "consented": row.consented,
        "consent_record": row.consent_record,
        "front_days": row.front_days,
        "filed": row.number or "",
    }


def no_objector(snapshot: Mapping[str, Any]) -> list[str]:
    return [] if snapshot["objector"] else ["没有登记异议人，请核对异议材料"]


def objection_missing(snapshot: Mapping[str, Any]) -> list[str]:
    return [*no_objector(snapshot), *no_instrument(snapshot)]


def decision_facts(draft: Draft) -> Mapping[str, Any]:
    result, object_ = draft.asked("result"), draft.proceeding.nature == "object"
    base = (CPL[238], INT[463]) if object_ else (CPL[236], OBJ[17])
    return (
        objection_facts(draft)
        | bench(draft.asked("panel", ""))
        | {
            "result": result,
            "authenticity": bare(draft.asked("authenticity", "")),
            "reasons": bare(draft.asked("reasons", "")),
            "operative": lines(draft.asked("operative") or dismissal(draft)),
            "bad_faith": bool(draft.asked("bad_faith")),
            "bad_faith_reason": bare(draft.asked("bad_faith_reason", "")),
            "sanction": SANCTIONS.get(draft.asked("sanction", ""), ""),
            "cited": cited(*base),
        }
    )


def dismissal(draft: Draft) -> str:
    """The operative part of a dismissal follows from the result."""
    names = "、".join(party.name for party in objector(draft) if not isinstance(party, (str, Everyone)))
    return f"驳回{names}的异议请求。" if draft.asked("result") == "dismissed" else ""


def no_panel(snapshot: Mapping[str, Any]) -> list[str]:
    size = len(snapshot["signers"])
    if size >= PANEL and size % 2:
        return []
    return ["执行异议由合议庭审查，请逐一写明合议庭成员姓名（审判长在前，三人以上单数，用顿号分开）"]


def decision_missing(snapshot: Mapping[str, Any]) -> list[str]:
    found = [*no_objector(snapshot), *no_panel(snapshot)]
    if not snapshot["operative"]:
        found.append("没有裁定主文，请写明裁定事项")
    return found


def refusal_facts(draft: Draft) -> Mapping[str, Any]:
    return objection_facts(draft) | {
        "why": REFUSED[draft.asked("ground")],
        "reason": bare(draft.asked("reason", "")),
    }


def correction_facts(draft: Draft) -> Mapping[str, Any]:
    asked = {"wrong": bare(draft.asked("wrong", "")), "remedy": lines(draft.asked("remedy", ""))}
    return objection_facts(draft) | asked


def correction_missing(snapshot: Mapping[str, Any]) -> list[str]:
    found = objection_missing(snapshot)
    return found if snapshot["remedy"] else [*found, "没有写明撤销或者更正的内容"]


def performer(draft: Draft) -> str:
    return str(draft.event.by.display_name) if draft.event.by else ""


def withdrawal_facts(draft: Draft) -> Mapping[str, Any]:
    """What has been filed is reviewed, and its end ruled on, by a collegial bench (异议复议规定第十一条)."""
    asked = {"withdrawn_on": draft.asked("applied_on")}
    return objection_facts(draft) | asked | bench(draft.asked("panel", ""))


def withdrawal_missing(snapshot: Mapping[str, Any]) -> list[str]:
    return [*no_objector(snapshot), *no_instrument(snapshot), *no_panel(snapshot)]


def record_facts(draft: Draft) -> Mapping[str, Any]:
    said = {name: bare(draft.asked(name, "")) for name in ("content", "answer")}
    return objection_facts(draft) | said | {"held_on": draft.asked("held_on"), "explainer": performer(draft)}


def transfer_facts(draft: Draft) -> Mapping[str, Any]:
    word = str(draft.event.act).split(".")[-1]
    why = {"insist": "异议人坚持提出异议", "transfer": "化解期限届满"}.get(word, "异议人未同意先行化解")
    return objection_facts(draft) | {
        "why": why,
        "stated_on": draft.asked("stated_on"),
        "explained": [{"on": iso(row.held_on), "answer": row.answer} for row in draft.proceeding.explanations.all()],
    }


OBJECTION_CORRECTION = register(
    Kind(
        slug="objection_supplement",
        title="执行异议材料补正通知书",
        number_word="补正",
        case_number=own_number,
        under=(OBJ[1], OBJ[2]),
        addressees=objector,
        facts=objection_facts,
        missing=no_objector,
        annexes=(RECEIPT,),
        retention=Retention.SHORT,
        spec=("A-10.3",),
    )
)
EXPLANATION_RECORD = register(
    Kind(
        slug="explanation_record",
        title="释法笔录",
        number_word="释法",
        case_number=own_number,
        sealed=False,
        under=(JIAMUSI["十"], SHANYANG[30]),
        addressees=the_objector_on_one_text,
        facts=record_facts,
        missing=no_objector,
        spec=("A-10.1", "C-30.5"),
    )
)
OBJECTION_TRANSFER = register(
    Kind(
        slug="objection_transfer",
        title="执行异议移送立案单",
        number_word="异移",
        case_number=own_number,
        layout=Layout.LETTER,
        sealed=False,  # from one department to another, each signs
        under=(SHANYANG[30], OBJ[2]),
        addressees=to("立案庭"),
        facts=transfer_facts,
        missing=no_objector,
        annexes=(Annex("异议申请书及证据材料"), Annex("送达地址确认书、身份证明材料"), Annex("化解、释法材料")),
        spec=("C-30.6",),
    )
)
CORRECTION_RULING = register(
    Kind(
        slug="correction_ruling",
        title="执行裁定书",
        numbering=Numbering.CASE,
        case_number=ruling_number,
        layout=Layout.RULING,
        under=(CPL[236], SHANYANG[30]),
        addressees=all_of_them,
        facts=correction_facts,
        missing=correction_missing,
        public_notice=True,
        spec=("C-30.4",),
    )
)
WITHDRAWAL_CONFIRMATION = register(
    Kind(
        slug="withdrawal_confirmation",
        title="撤回执行异议确认书",
        number_word="撤异",
        case_number=own_number,
        sealed=False,
        under=(SHANYANG[30], CPL[13]),
        addressees=the_objector_on_one_text,
        facts=withdrawal_facts,
        missing=no_objector,
        retention=Retention.SHORT,
        spec=("C-30.5",),
    )
)
WITHDRAWAL_RULING = register(
    Kind(
        slug="withdrawal_ruling",
        title="执行裁定书",
        numbering=Numbering.CASE,
        case_number=ruling_number,
        layout=Layout.RULING,
        under=(OBJ[11], OBJ[13]),
        addressees=all_of_them,
        facts=withdrawal_facts,
        missing=withdrawal_missing,
        approver=(Role.OBJECTION_JUDGE,),  # a clerk may register the withdrawal, the panel permits it
        retention=Retention.SHORT,
        public_notice=True,
        spec=("C-30.5",),
    )
)
OBJECTION_NOTICE = register(
    Kind(
        slug="objection_notice",
        title="执行异议案件受理通知书",
        number_word="异受",
        case_number=own_number,
        under=(OBJ[2], CPL[236], CPL[238]),
        addressees=each_of_them,
        facts=objection_facts,
        missing=no_objector,
        annexes=(Annex("异议申请书副本"), RECEIPT),
        public_notice=True,
        spec=("C-30.6",),
    )
)
OBJECTION_REFUSAL = register(
    Kind(
        slug="objection_refusal",
        title="执行裁定书",
        numbering=Numbering.CASE,
        case_number=ruling_number,
        layout=Layout.RULING,
        under=(OBJ[2], CPL[236], CPL[238]),
        addressees=the_objector_on_one_text,
        facts=refusal_facts,
        missing=objection_missing,
        served_by="serve_ruling",
        spec=("A-10.5",),
    )
)
OBJECTION_RULING = register(
    Kind(
        slug="objection_ruling",
        title="执行裁定书",
        numbering=Numbering.CASE,
        case_number=ruling_number,
        layout=Layout.RULING,
        under=(CPL[236], CPL[238], OBJ[11], OBJ[17], SHANYANG[31]),
        addressees=all_of_them,
        facts=decision_facts,
        missing=decision_missing,
        public_notice=True,
        served_by="serve_ruling",
        spec=("C-31.1", "C-31.2", "A-10.4"),
    )
)
