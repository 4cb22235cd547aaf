"""变更、追加当事人裁定: granted or refused, on which ground, and by which way it is contested (变更追加规定)."""

from collections.abc import Mapping, Sequence
from typing import Any

from courtflow.cases.models import Party
from courtflow.law.articles import CPL, VAR, source
from documents.addressing import Addressee, Everyone, saying
from documents.drafting import Draft, iso, person_facts

from . import Kind, Layout, Numbering, register
from .enforcing import (
    APPLICANT,
    EXECUTED,
    background,
    bare,
    bench,
    cited,
    executed_parties,
    no_instrument,
    ruling_number,
)

NANZHAO = source("NANZHAO")


def people_of(draft: Draft) -> list[Party]:
    """He who asks, he who is to become a party, the one he replaces and the two sides, each once."""
    row = draft.proceeding
    own = [party for party in (row.applicant, row.person, row.replaced) if party is not None]
    return list(dict.fromkeys([*own, *creditors(draft), *debtors(draft)]))


def creditors(draft: Draft) -> list[Party]:
    """Applicants as they stood before the ruling."""
    return before(draft, draft.creditors_of(None), "creditor")


def debtors(draft: Draft) -> list[Party]:
    return before(draft, executed_parties(draft), "debtor")


def before(draft: Draft, now: Sequence[Party], side: str) -> list[Party]:
    row = draft.proceeding
    if row.basis.side != side:
        return list(now)
    left = [party for party in now if party.pk != row.person_id]
    return left if row.replaced is None or row.replaced in left else [*left, row.replaced]


@saying("申请人、被申请人和执行案件的各方当事人（同一文本）")
def all_concerned(draft: Draft) -> Sequence[Addressee]:
    return [Everyone(people_of(draft))]


def introduced(draft: Draft) -> list[Any]:
    """申请人, 被申请人, then whoever else is party to the execution."""
    row, sides = draft.proceeding, (creditors(draft), debtors(draft))
    self_asked = row.applicant_id == row.person_id
    first = "申请人" if self_asked else f"申请人（{APPLICANT}）"
    named = [(row.applicant, first)] + ([] if self_asked else [(row.person, "被申请人")])
    seen = {party.pk for party, _ in named}
    rest = [(party, word) for side, word in zip(sides, (APPLICANT, EXECUTED), strict=True) for party in side]
    return [person_facts(party, word) for party, word in named] + [
        person_facts(party, word) for party, word in rest if party.pk not in seen
    ]


def operative(draft: Draft) -> str:
    row = draft.proceeding
    if draft.asked("result") == "refused":
        return f"驳回{row.applicant}{row.request}的申请。"
    extent = bare(row.liability) or row.basis.liability
    return f"{row.request}{f'，{extent}' if extent else ''}。"


def substitution_facts(draft: Draft) -> Mapping[str, Any]:
    row = draft.proceeding
    return (
        background(draft)
        | bench(draft.asked("panel", ""))
        | {
            "people": introduced(draft),
            "applicants": [person_facts(party, APPLICANT) for party in creditors(draft)],
            "executed": [person_facts(party, EXECUTED) for party in debtors(draft)],
            "applicant": str(row.applicant),
            "person": str(row.person),
            "same": row.applicant_id == row.person_id,
            "request": row.request,
            "received_on": iso(row.received_on),
            "grounds": bare(row.grounds),
            "heard_on": draft.asked("heard_on"),
            "answer": bare(draft.asked("answer", "")),
            "findings": bare(draft.asked("findings", "")),
            "reasons": bare(draft.asked("reasons", "")),
            "granted": draft.asked("result") == "granted",
            "operative": operative(draft),
            "suit": row.goes_to_suit,
            "cited": cited(CPL[157, 1, 11], row.basis.under, VAR[28]),
        }
    )


SUBSTITUTION_RULING = register(
    Kind(
        slug="substitution_ruling",
        title="执行裁定书",
        numbering=Numbering.CASE,
        case_number=ruling_number,
        layout=Layout.RULING,
        under=(VAR[28], VAR[30], VAR[32], NANZHAO["四", 1]),
        addressees=all_concerned,
        facts=substitution_facts,
        missing=no_instrument,
        served_by="serve_ruling",
        spec=("E-4.2",),
    )
)
