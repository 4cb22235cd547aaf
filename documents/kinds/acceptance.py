"""补正, 受理, 交费, 应诉, 不予受理: what the court answers to a complaint (民诉法第一百二十二条至第一百二十八条).

Texts follow 民事诉讼文书样式 (法〔2016〕221号附件).
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from courtflow.law.articles import Article, ruling_citations, source
from courtflow.law.fees import FLAT, ClaimType, charge
from documents.addressing import Addressee, Everyone, creditors, saying
from documents.drafting import Draft, person_facts, yuan

from . import Annex, Kind, Layout, Numbering, Retention, Slot, register
from .enclosures import RECEIPT
from .sides import answering, claiming

CPL, REG, INT, FEE = (source(key) for key in ("CPL", "REG", "INT", "FEE"))
# One length that suits both 第九十九条 (普通程序不少于十五日) and 第二百六十六条 (简易程序不超过十五日) of 民诉法解释.
EVIDENCE_DAYS = 15
# 民事诉讼法第一百二十二条、第一百二十七条, by the grounds that the refusing act offers.
UNDER: Mapping[str, Article] = {
    "standing": CPL[122, 0, 1], "defendant": CPL[122, 0, 2], "claim": CPL[122, 0, 3], "scope": CPL[122, 0, 4],
    "jurisdiction": CPL[127, 0, 4], "repeated": CPL[127, 0, 5], "arbitration": CPL[127, 0, 2],
    "too_early": CPL[127, 0, 6], "not_corrected": REG[7],
}  # fmt: skip


@saying("起诉人（同一文本）")
def all_claimants(draft: Draft) -> Sequence[Addressee]:
    return [Everyone(claiming(draft))]


def correction_facts(draft: Draft) -> Mapping[str, Any]:
    items = [line.strip() for line in str(draft.asked("items", "")).splitlines() if line.strip()]
    return {"items": items, "due_on": draft.asked("due_on"), "received_on": _received(draft)}


def correction_missing(snapshot: Mapping[str, Any]) -> list[str]:
    return [] if snapshot["items"] else ["没有写明需要补正的内容，请一次性全部写明"]


def _received(draft: Draft) -> str | None:
    day = getattr(draft.proceeding, "received_on", None)
    return day.isoformat() if day else None


def acceptance_facts(draft: Draft) -> Mapping[str, Any]:
    return {
        "received_on": _received(draft),
        "fee_due": draft.asked("fee_relief", "") not in ("deferred", "exempt"),
        "evidence_days": EVIDENCE_DAYS,
    }


def number_missing(snapshot: Mapping[str, Any]) -> list[str]:
    return [] if snapshot["case_number"] else ["本案尚未编立案号，请先编立案号"]


def fee_facts(draft: Draft) -> Mapping[str, Any]:
    """The fee with its slices; where the statute leaves a range, what the province fixed must be known."""
    claim = ClaimType(draft.asked("fee_type") or (ClaimType.PROPERTY if draft.case.money_claim else ClaimType.OTHER))
    fixed = Decimal(draft.asked("fee_fixed")) if draft.asked("fee_fixed") else None
    reduced = draft.asked("fee_reduced") if draft.asked("fee_relief") == "reduced" else None
    figures: dict[str, Any] = {"fee": None, "steps": [], "problem": ""}
    flat = FLAT.get(claim)
    if fixed is None and flat is not None and flat.least != flat.most:
        figures["problem"] = f"没有填写本省确定的{claim.label}每件交费标准，请在立案时填写"
    else:
        figures |= _charged(claim, draft.case.amount, fixed)
    return {
        "claimants": [person_facts(party) for party in claiming(draft)],
        "claim_type": claim.label,
        "amount": yuan(draft.case.amount),
        "reduced": reduced,
        **figures,
    }


def _charged(claim: ClaimType, amount: Decimal | None, fixed: Decimal | None) -> dict[str, Any]:
    try:
        fee, steps = charge(claim, amount, fixed)
    except ValueError as fault:
        return {"problem": str(fault)}
    return {"fee": yuan(fee), "steps": steps}


def fee_missing(snapshot: Mapping[str, Any]) -> list[str]:
    return [*number_missing(snapshot), *([snapshot["problem"]] if snapshot["problem"] else [])]


def response_facts(draft: Draft) -> Mapping[str, Any]:
    return {
        "claimants": [person_facts(party) for party in claiming(draft)],
        "claim": draft.case.claim,
        "evidence_days": EVIDENCE_DAYS,
        "third": bool(draft.addressee and draft.addressee not in draft.debtors),
    }


def place(article: Article) -> tuple[str, list[int]]:
    return article.source_key, [int(part) for part in article.number.split(".")]


def refusal_facts(draft: Draft) -> Mapping[str, Any]:
    court = draft.court
    ground = str(draft.asked("ground", ""))
    articles = sorted({UNDER.get(ground, CPL[126]), CPL[126]}, key=place)
    return {
        "claimants": [person_facts(party, "起诉人") for party in claiming(draft)],
        "defendants": [party.name for party in answering(draft)],
        "received_on": _received(draft),
        "claim": draft.case.claim,
        "ground": draft.proceeding.get_refusal_ground_display(),
        "reason": str(draft.asked("reason", "")).rstrip("。"),
        "articles": ruling_citations(articles),
        "appeal_court": court.parent.name if court.parent else "",
    }


def refusal_missing(snapshot: Mapping[str, Any]) -> list[str]:
    found = [] if snapshot["appeal_court"] else ["没有登记上一级人民法院，无法写明上诉法院，请在法院资料中补充"]
    if not snapshot["signers"]:
        found.append("没有作出裁定的审判人员，无法署名")
    return found


CORRECTION_NOTICE = register(
    Kind(
        slug="correction_notice",
        title="补正通知书",
        number_word="补正",
        under=(REG[7], INT[126]),
        addressees=creditors,
        facts=correction_facts,
        missing=correction_missing,
        annexes=(RECEIPT,),
        retention=Retention.LONG,
    )
)
ACCEPTANCE_NOTICE = register(
    Kind(
        slug="acceptance_notice",
        title="受理案件通知书",
        number_word="受理",
        under=(CPL[126], CPL[131], FEE[22]),
        addressees=creditors,
        facts=acceptance_facts,
        missing=number_missing,
        annexes=(RECEIPT,),
    )
)
FEE_NOTICE = register(
    Kind(
        slug="fee_notice",
        title="交纳诉讼费用通知书",
        number_word="交费",
        under=(FEE[13], FEE[20], FEE[22], INT[213]),
        addressees=all_claimants,
        facts=fee_facts,
        missing=fee_missing,
        slots=(Slot("payment", "交纳方式", ("案号",)),),
        annexes=(RECEIPT,),
    )
)
RESPONSE_NOTICE = register(
    Kind(
        slug="response_notice",
        title="应诉通知书",
        number_word="应诉",
        under=(CPL[128], CPL[130], INT[99]),
        addressees=answering,
        facts=response_facts,
        missing=number_missing,
        annexes=(Annex("起诉状副本及证据材料副本"), RECEIPT),
        public_notice=True,  # 民事诉讼法第九十五条
    )
)
FILING_REFUSAL = register(
    Kind(
        slug="filing_refusal",
        title="民事裁定书",
        numbering=Numbering.CASE,
        layout=Layout.RULING,
        under=(CPL[126], CPL[122], CPL[127], CPL[157], CPL[171]),
        addressees=all_claimants,
        facts=refusal_facts,
        missing=refusal_missing,
        retention=Retention.PERMANENT,
    )
)
