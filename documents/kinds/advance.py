"""先予执行: rulings that grant it, refuse it, or reconsider either (民诉法第一百零九条至第一百一十一条).

After 诉讼文书样式 the ruling names what is claimed, why the applicant cannot wait, and what is to be done at once. It
bears the suit's number; the 执保 number belongs to its execution (Q52).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from courtflow.law.articles import CPL, INT
from documents.addressing import Addressee, Everyone, saying
from documents.drafting import Draft, iso, person_facts, yuan
from documents.numbering import trial_number

from . import Kind, Layout, Numbering, Retention, register
from .enforcing import bare, cited
from .preservation_rulings import RESULTS, addressless
from .preserving import APPLICANT, RESPONDENT, among, matter_between, of_the_ruling

# Ground and urgency in the order of the items of 民诉法第一百零九条 and 民诉法解释第一百七十条.
ITEMS = {"support": 1, "wages": 2, "urgent": 3}
URGENT_ITEMS = {"infringement": 1, "act": 2, "insurance": 3, "relief": 4, "money": 5}


@saying("先予执行申请人和被申请人（同一文本）")
def both(draft: Draft) -> Sequence[Addressee]:
    row = draft.proceeding
    return [Everyone(among(draft, [row.applicant, *row.respondents.all()]))]


def applied(draft: Draft) -> dict[str, Any]:
    """Who asked for what in which suit, and with which security."""
    row = draft.proceeding
    applicants, respondents = among(draft, [row.applicant]), among(draft, row.respondents.all())
    given = row.guarantee_kind != "none"
    return {
        "applicants": [person_facts(party, APPLICANT) for party in applicants],
        "respondents": [person_facts(party, RESPONDENT) for party in respondents],
        "parties_matter": matter_between(draft, applicants, respondents),
        "tried": trial_number(draft),
        "received_on": iso(row.received_on),
        "request": bare(row.request),
        "reason": bare(row.reason),
        "guarantee": row.get_guarantee_kind_display() if given else "",
        "guarantee_amount": yuan(row.guarantee_amount) if given else None,
        "guarantor": row.guarantor,
        "guarantee_no": row.guarantee_no,
    }


def lines(text: Any) -> list[str]:
    """An operative part as somebody wrote it, one item a line, each ended as a sentence."""
    return [f"{bare(line)}。" for line in str(text or "").splitlines() if bare(line)]


def ruling_facts(draft: Draft) -> Mapping[str, Any]:
    row = draft.proceeding
    urgent = [INT[170, 0, URGENT_ITEMS[row.urgency]]] if row.ground == "urgent" else []
    return {
        **applied(draft),
        "ground": row.get_ground_display(),
        "urgency": row.get_urgency_display(),
        "hardship": bare(draft.asked("hardship", "")),
        "ability": bare(draft.asked("ability", "")),
        "operative": lines(draft.asked("content")),
        "cited": cited(CPL[109, 0, ITEMS[row.ground]], CPL[110], CPL[157, 1, 4], INT[169], *urgent),
    }


def ruling_missing(snapshot: Mapping[str, Any]) -> list[str]:
    found = addressless(snapshot)
    return found if snapshot["operative"] else [*found, "裁定主文没有写明先予执行的内容"]


def refusal_facts(draft: Draft) -> Mapping[str, Any]:
    return {
        **applied(draft),
        "grounds": bare(draft.asked("reason", "")),
        "cited": cited(CPL[109], CPL[110], CPL[157, 1, 4]),
    }


def review_facts(draft: Draft) -> Mapping[str, Any]:
    row = draft.proceeding
    review = row.reviews.select_related("party").get(pk=draft.asked("review")["id"])
    own = applied(draft)
    return {
        **own,
        "reviewer": person_facts(review.party, "复议申请人"),
        "others": [person for person in (*own["applicants"], *own["respondents"])
                   if person["name"] != review.party.name],
        "asked_on": iso(review.received_on),
        "asked_why": bare(review.grounds),
        "ruling_no": row.ruling_no,
        "grounds": bare(draft.asked("reason", "")),
        "result": RESULTS[draft.asked("result")],
        "operative": lines(draft.asked("operative")),
        "cited": cited(CPL[111], INT[171]),
    }  # fmt: skip


ADVANCE_RULING = register(
    Kind(
        slug="advance_ruling",
        title="民事裁定书",
        numbering=Numbering.CASE,
        layout=Layout.RULING,
        under=(CPL[109], CPL[110], CPL[111], INT[169], INT[170]),
        addressees=both,
        facts=ruling_facts,
        missing=ruling_missing,
        served_by="serve_ruling",
        retention=Retention.PERMANENT,
        spec=("E-4.8",),
    )
)
ADVANCE_REFUSAL = register(
    Kind(
        slug="advance_refusal",
        title="民事裁定书",
        numbering=Numbering.CASE,
        layout=Layout.RULING,
        under=(CPL[109], CPL[110], CPL[111]),
        addressees=both,
        facts=refusal_facts,
        missing=addressless,
        served_by="serve_ruling",
        retention=Retention.PERMANENT,
    )
)
ADVANCE_REVIEW = register(
    Kind(
        slug="advance_review",
        title="民事裁定书",
        numbering=Numbering.CASE,
        case_number=of_the_ruling,
        layout=Layout.RULING,
        under=(CPL[111], INT[171]),
        addressees=both,
        facts=review_facts,
        missing=addressless,
        retention=Retention.PERMANENT,
    )
)
