"""罚款决定书, 拘留决定书 and 训诫笔录: against whoever hinders enforcement (民诉法第十章，山阳第三十一条)."""

from collections.abc import Sequence
from typing import Any

from courtflow.accounts.roles import Role
from courtflow.cases.models import Party
from courtflow.law.articles import CPL, INT, source
from documents.addressing import Addressee, Everyone, saying
from documents.drafting import Draft, iso, person_facts, yuan

from . import Kind, Numbering, Retention, register
from .enclosures import RECEIPT
from .enforcing import background, bare, cited, no_instrument, own_number

SHANYANG = source("SHANYANG")


def person_of(draft: Draft) -> Party | None:
    """Chosen among the people of the case, or entered by the act under the name that it states."""
    chosen = draft.asked_parties("person")
    named = [party for party in draft.parties if party.name == draft.asked("person_name")]
    return next(iter([*chosen, *reversed(named)]), None)


@saying("被处罚人")
def whom(draft: Draft) -> Sequence[Addressee]:
    person = person_of(draft)
    return [] if person is None else [Everyone([person])]


def sanction_of(draft: Draft) -> Any:
    """The row that the ordering act has made."""
    rows = draft.proceeding.sanctions.filter(measure=draft.asked("measure"), ground=draft.asked("ground"))
    return rows.filter(person=person_of(draft)).latest("id")


def decision_number(draft: Draft) -> str:
    """Each decision is a matter of its own: （2024）豫0811司惩1号."""
    return str(sanction_of(draft).number)


def sanction_facts(draft: Draft) -> dict[str, Any]:
    row, court = sanction_of(draft), draft.court.parent
    return background(draft) | {
        "person": person_facts(row.person),
        "reviewing": draft.proceeding.number if draft.proceeding.kind == "objection" else "",
        "hindrance": row.basis.text,
        "conduct": bare(row.conduct),
        "evidence": bare(draft.asked("evidence", "")),
        "answer": bare(draft.asked("answer", "")),
        "above": court.name if court is not None else "上一级人民法院",
        "amount": yuan(row.amount),
        "pay_by": draft.asked("pay_by"),
        "days": row.days,
        "cited": cited(row.basis.under, CPL[118, 1] if row.amount else CPL[118, 2], CPL[119]),
        "basis": cited(row.basis.under),
        "decided_on": iso(row.decided_on),
        "officer": row.decided_by.display_name,
    }


FINE_DECISION = register(
    Kind(
        slug="fine_decision",
        title="罚款决定书",
        numbering=Numbering.CASE,
        case_number=decision_number,
        under=(CPL[113], CPL[114], CPL[116], CPL[118], CPL[119], INT[185], INT[193], SHANYANG[31]),
        addressees=whom,
        facts=sanction_facts,
        missing=no_instrument,
        approver=(Role.PRESIDENT,),  # 民诉法第一百一十九条: 罚款必须经院长批准
        annexes=(RECEIPT,),
        served_by="serve_sanction",
        spec=("C-31.2", "B-2.17"),
    )
)
DETENTION_DECISION = register(
    Kind(
        slug="detention_decision",
        title="拘留决定书",
        numbering=Numbering.CASE,
        case_number=decision_number,
        under=(CPL[113], CPL[114], CPL[116], CPL[118], CPL[119], INT[185], SHANYANG[31]),
        addressees=whom,
        facts=sanction_facts,
        missing=no_instrument,
        approver=(Role.PRESIDENT,),  # 民诉法第一百一十九条: 拘留必须经院长批准
        annexes=(RECEIPT,),
        served_by="serve_sanction",
        spec=("C-31.2", "B-2.17"),
    )
)
REPRIMAND_RECORD = register(
    Kind(
        slug="reprimand_record",
        title="训诫笔录",
        number_word="训诫",
        case_number=own_number,
        sealed=False,
        under=(CPL[113], INT[177], SHANYANG[31]),
        addressees=whom,
        facts=sanction_facts,
        missing=no_instrument,
        retention=Retention.SHORT,
        spec=("C-31.2",),
    )
)
