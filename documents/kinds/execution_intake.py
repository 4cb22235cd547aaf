"""执行案件受理通知书, 不予立案告知书 and the ruling 不予受理: the answers to an application for enforcement.

The ruling is what the law wants where an application is refused (执行工作规定第十六条, Q20); matters that are
no enforcement at all, such as a refund of fees, are told where they are done (山阳第十条). What is refused
takes no number of the 执 series.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from courtflow.law.articles import Article, binding, citations, ruling_citations, source
from documents.addressing import Addressee, Everyone, saying
from documents.drafting import Draft, instrument_facts, person_facts, yuan

from . import Kind, Layout, Retention, register
from .enclosures import IMPOSSIBLE, MEASURES, PROCESS, RECEIPT
from .warnings import applicant

EXR, SHANYANG, JIAMUSI = (source(key) for key in ("EXR", "SHANYANG", "JIAMUSI"))
# Where the seeds name the ground themselves, beside 执行工作规定第十六条.
UNDER: Mapping[str, Article] = {
    "refund": SHANYANG[10, 0, 1], "assistance": SHANYANG[10, 0, 2], "release": SHANYANG[10, 0, 3],
    "performed": SHANYANG[10, 0, 4], "other": SHANYANG[10, 0, 5], "unclear": JIAMUSI["十一", 1],
    "bankrupt": JIAMUSI["九", 2], "award": JIAMUSI["六", 2],
}  # fmt: skip


def claim_facts(draft: Draft) -> dict[str, Any]:
    filing = draft.proceeding
    owing = {party.pk for party in filing.debtors.all()}
    return {
        "applicants": [person_facts(party, "申请执行人") for party in applicant(draft)],
        "debtors": [person_facts(party, "被执行人") for party in draft.parties if party.pk in owing],
        "instrument": instrument_facts(draft.instrument, None),
        "received_on": filing.received_on.isoformat() if filing.received_on else draft.on.isoformat(),
        "claimed": yuan(filing.claimed_amount),
    }


def execution_number(draft: Draft) -> str:
    """The number of the execution that the accepted application became."""
    row = draft.case.proceedings.filter(kind="execution", origin_id=draft.proceeding.pk).order_by("id").last()
    return (row.number or "") if row else ""


def acceptance_facts(draft: Draft) -> Mapping[str, Any]:
    return claim_facts(draft) | {
        "execution_number": execution_number(draft),
        "filed_on": draft.on.isoformat(),
        "already": draft.proceeding.already_performed,
    }


def acceptance_missing(snapshot: Mapping[str, Any]) -> list[str]:
    return [] if snapshot["execution_number"] else ["首次执行案件尚未编立案号，请先编立案号"]


def refusal_facts(draft: Draft) -> Mapping[str, Any]:
    filing, court = draft.proceeding, draft.court
    own = binding([UNDER[filing.refusal_ground]], filing.policy.sources) if filing.refusal_ground in UNDER else ()
    articles = [EXR[16], *(article for article in own if not article.by_analogy)]
    return claim_facts(draft) | {
        "ground": filing.get_refusal_ground_display(),
        "reason": filing.reason.rstrip("。"),
        "instead": filing.instead.rstrip("。"),
        "articles": citations(articles),
        "cited": ruling_citations(articles),
        "ruled": filing.needs_ruling,
        "above": court.parent.name if court.parent else "",
    }


def notice_missing(snapshot: Mapping[str, Any]) -> list[str]:
    return [] if snapshot["instead"] else ["没有写明应当怎样办理，请补充"]


def ruling_missing(snapshot: Mapping[str, Any]) -> list[str]:
    found = [] if snapshot["above"] else ["没有登记上一级人民法院，无法写明复议法院，请在法院资料中补充"]
    if not snapshot["signers"]:
        found.append("没有作出裁定的审判人员，无法署名")
    return found


@saying("申请执行人")
def one_text(draft: Draft) -> Sequence[Addressee]:
    return [Everyone(applicant(draft))]


EXECUTION_ACCEPTANCE = register(
    Kind(
        slug="execution_acceptance",
        title="执行案件受理通知书",
        number_word="受理",
        case_number=execution_number,
        under=(EXR[16], SHANYANG[11]),
        addressees=applicant,
        facts=acceptance_facts,
        missing=acceptance_missing,
        annexes=(PROCESS, MEASURES, IMPOSSIBLE, RECEIPT),
        spec=("C-12.3",),
    )
)
NOT_FILED_NOTICE = register(
    Kind(
        slug="not_filed_notice",
        title="不予立案告知书",
        number_word="不立告",
        under=(EXR[16], SHANYANG[10], JIAMUSI["十一", 1], JIAMUSI["六", 2]),
        addressees=applicant,
        facts=refusal_facts,
        missing=notice_missing,
        annexes=(RECEIPT,),
        retention=Retention.LONG,
        spec=("A-6.6", "A-11.3", "C-10.1", "C-10.5"),
    )
)
EXECUTION_REFUSAL = register(
    Kind(
        slug="execution_refusal",
        title="执行裁定书",
        number_word="执不受",
        layout=Layout.RULING,
        under=(EXR[16], source("CPL")[157], source("NOTARY")[7]),
        addressees=one_text,
        facts=refusal_facts,
        missing=ruling_missing,
        retention=Retention.PERMANENT,
        spec=("A-6.6",),
    )
)
