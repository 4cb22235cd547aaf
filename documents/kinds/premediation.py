"""Papers of 诉前调解: telling, assignment, agreement with its 司法确认, undisputed facts (山阳第二条、第三条).

The agreement, the application and the record are the parties' own papers, kept by the mediator: no seal of the court.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from courtflow.cases.models import Obligation
from courtflow.law.articles import source
from documents.addressing import all_on_one_text, every_party, saying
from documents.drafting import Draft, person_facts

from . import Annex, Kind, Layout, Retention, Slot, register
from .enclosures import RECEIPT
from .sides import answering, claiming

CPL, INVITED, SHANYANG = (source(key) for key in ("CPL", "INVITED", "SHANYANG"))
KINDS = dict(Obligation.Kind.choices)


def both_sides(draft: Draft, answering_as: str = "被申请人") -> dict[str, Any]:
    """Before the suit nobody is plaintiff or defendant yet."""
    return {
        "applicants": [person_facts(party, "申请人") for party in claiming(draft)],
        "respondents": [person_facts(party, answering_as) for party in answering(draft)],
        "claim": draft.case.claim,
    }


def mediator(draft: Draft) -> str:
    handler = draft.proceeding.handler
    return handler.display_name if handler else ""


def assignment_facts(draft: Draft) -> Mapping[str, Any]:
    asked = str(draft.asked("reason", ""))
    return both_sides(draft) | {"reason": asked}


@saying("受委派的调解组织或者调解员")
def assigned_body(draft: Draft) -> list[str]:
    """The organisation or the mediator named when the matter was referred, else whoever mediates for this court."""
    return [str(draft.asked("mediator") or "特邀调解员")]


def agreement_facts(draft: Draft) -> dict[str, Any]:
    rows = draft.asked("items", [])
    return both_sides(draft) | {
        "mediator": mediator(draft),
        "signed_on": draft.asked("signed_on"),
        "items": [row | {"kind": KINDS[row["kind"]]} for row in rows],
        "security": draft.asked("security", ""),
        "performed": bool(draft.asked("performed")),
        "proof": draft.asked("proof", ""),
        "total": _total(rows),
    }


def _total(rows: list[Mapping[str, Any]]) -> str | None:
    sums = [Decimal(row["amount"]) for row in rows if row.get("amount")]
    return f"{sum(sums):.2f}" if sums else None


def application_facts(draft: Draft) -> Mapping[str, Any]:
    """They ask the court together: all of them are 申请人 (民事诉讼法第二百零五条)."""
    return agreement_facts(draft) | both_sides(draft, "申请人")


def agreement_missing(snapshot: Mapping[str, Any]) -> list[str]:
    found = [] if snapshot["mediator"] else ["没有登记主持调解的调解员"]
    unknown = [row["name"] for row in snapshot["respondents"] if not row["identifier"]]
    if unknown:
        found.append(f"{'、'.join(unknown)}没有身份证号或者统一社会信用代码，请补充后再签署协议")
    return found


def record_facts(draft: Draft) -> Mapping[str, Any]:
    lines = [line.strip() for line in str(draft.asked("undisputed", "")).splitlines() if line.strip()]
    return both_sides(draft) | {"mediator": mediator(draft), "facts": lines}


def record_missing(snapshot: Mapping[str, Any]) -> list[str]:
    return [] if snapshot["mediator"] else ["没有登记主持调解的调解员"]


MEDIATION_NOTICE = register(
    Kind(
        slug="mediation_notice",
        title="诉前调解告知书",
        number_word="调解告知",
        under=(CPL[125], INVITED[27], SHANYANG[2]),
        addressees=every_party,
        facts=both_sides,
        slots=(
            Slot("meaning", "诉前调解的性质和程序", ("自愿", "三十日")),
            Slot("effect", "调解协议的效力", ("司法确认",)),
        ),
        annexes=(Annex("诉前调解意见回复单", "documents/annexes/mediation_reply.html", slip=True),),
        retention=Retention.SHORT,
        spec=("C-2.2",),
    )
)
MEDIATION_ASSIGNMENT = register(
    Kind(
        slug="mediation_assignment",
        title="委派调解函",
        number_word="委派",
        layout=Layout.LETTER,
        under=(CPL[125], INVITED[27]),
        addressees=assigned_body,
        facts=assignment_facts,
        annexes=(Annex("起诉材料副本"), RECEIPT),
        retention=Retention.SHORT,
    )
)
MEDIATION_AGREEMENT = register(
    Kind(
        slug="mediation_agreement",
        title="诉前调解协议",
        number_word="调协",
        under=(SHANYANG[2], SHANYANG[3], CPL[125], CPL[205]),
        addressees=all_on_one_text,
        facts=agreement_facts,
        missing=agreement_missing,
        sealed=False,
        slots=(Slot("reminder", "自动履行的提示", ("自动履行", "司法确认")),),
        retention=Retention.SHORT,
        spec=("C-2.2", "C-3.1"),
    )
)
CONFIRMATION_APPLICATION = register(
    Kind(
        slug="confirmation_application",
        title="司法确认申请书",
        number_word="司确申",
        under=(CPL[205], CPL[206]),
        addressees=all_on_one_text,
        facts=application_facts,
        missing=agreement_missing,
        sealed=False,
        annexes=(Annex("诉前调解协议"), Annex("申请人身份证明、送达地址确认书"), Annex("与调解协议相关的财产权利证明")),
        retention=Retention.SHORT,
    )
)
UNDISPUTED_FACTS = register(
    Kind(
        slug="undisputed_facts",
        title="无争议事实记载",
        number_word="无争议",
        under=(source("DIVERSE")[23], SHANYANG[2]),
        addressees=all_on_one_text,
        facts=record_facts,
        missing=record_missing,
        sealed=False,
        slots=(Slot("effect", "记载的效力", ("无需", "举证")),),
        spec=("C-2.7",),
    )
)
