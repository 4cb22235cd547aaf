"""What every paper carries, whatever its kind: court, number, addressee, articles, signature, wording."""

from courtflow.accounts.roles import PERSONAL, Role
from courtflow.law.articles import citations, ruling_citations

from . import verification
from .drafting import Draft, court_facts, person_facts, unit_facts
from .kinds import Annex, Kind, Layout
from .numbering import case_number, trial_number
from .redaction import blinded
from .snapshots import AnnexFacts, Envelope, SignerFacts
from .wording import frozen

HOURS = "工作日办公时间"
RULING = frozenset({*PERSONAL, Role.FILING_JUDGE} - {Role.MEDIATOR})


def envelope(kind: Kind, draft: Draft, number: str, code: str) -> Envelope:
    basis = kind.basis(draft.proceeding.policy)
    role = "义务人" if draft.addressee in draft.debtors else ""
    whole: Envelope = {
        "kind": kind.slug,
        "title": kind.title,
        "number": number,
        "date": draft.on.isoformat(),
        "court": court_facts(draft.court),
        "unit": unit_facts(draft, HOURS),
        "addressee": person_facts(draft.addressee, role) if draft.addressee else None,
        "receiver": draft.addressee.name if draft.addressee else draft.receiver,
        "case_title": draft.case.title,
        "case_number": trial_number(draft),
        "proceeding_number": draft.proceeding.number or "",
        "proceeding_kind": draft.proceeding.title,
        "cause": draft.case.cause,
        "matter": draft.matter,
        "under": (ruling_citations if kind.layout is Layout.RULING else citations)(basis),
        "layout": kind.layout,
        "sealed": kind.sealed,
        "signers": signers(draft) if kind.layout is Layout.RULING else [],
        "marks": list(kind.copies),
        "annexes": [_annex(annex) for annex in kind.annexes],
        "verification_code": code,
        "verification_url": verification.url(code),
        "verification_site": verification.site(),
        "wording": frozen(draft.court, kind.slug, draft.on, _values(draft)),
    }
    return blinded(whole) if kind.blind else whole


def _annex(annex: Annex) -> AnnexFacts:
    return {"title": annex.title, "template": annex.template, "slip": annex.slip}


def _values(draft: Draft) -> dict[str, str]:
    """What stands for the closed placeholders of the court's own wording."""
    unit = unit_facts(draft, HOURS)
    return {
        "院名": draft.court.name,
        "部门": unit["name"],
        "电话": unit["phone"],
        "地址": unit["address"],
        "案号": case_number(draft),
    }


def signers(draft: Draft) -> list[SignerFacts]:
    """Who ruled signs as 审判员 (民事裁判文书制作规范): the judge whose act it is, else whoever handles the matter."""
    judge = draft.event.by if draft.event.role in RULING else draft.proceeding.handler
    return [{"title": "审判员", "name": judge.display_name}] if judge else []
