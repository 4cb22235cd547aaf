"""财产保全: the rulings that grant, refuse, renew, lift or review it, and the one that deducts cash held.

A ruling cites statutes and interpretations alone; what a court's own paper wants in it (山阳第四条: 名称、数量
或者数额、特征、存放地点、保全期限) stands in its operative part.
"""

from collections.abc import Mapping
from typing import Any

from courtflow.cases.models import Party
from courtflow.flow import clock
from courtflow.flow.models import Event
from courtflow.law.articles import CPL, EBL, INT, PRES, SFK, source
from documents.drafting import Draft, case_account, instrument_facts, iso, person_facts, yuan
from documents.numbering import trial_number

from . import Kind, Layout, Numbering, Retention, register
from .enforcing import cited
from .preserving import (
    applicant_alone,
    applicant_and_respondents,
    asset_facts,
    asset_of_act,
    of_the_ruling,
    own_assets,
    released_assets,
    security_facts,
    sides,
)

GRANTED = {
    "pre_suit": (CPL[104], CPL[105], CPL[106, 1]),
    "in_suit": (CPL[103], CPL[105], CPL[106, 1]),
    "ex_officio": (CPL[103], CPL[105], CPL[106, 1]),
    "pre_enforcement": (INT[163], CPL[105], CPL[106, 1]),
}
# (what has happened, the articles) for each ground of release
RELEASED = {
    "unsued": ("申请人在人民法院采取保全措施后三十日内未依法提起诉讼或者申请仲裁", (CPL[104, 3],)),
    "not_applied": ("债权人在法律文书指定的履行期间届满后五日内未申请执行", (INT[163],)),
    "withdrawn": ("申请人撤回保全申请", (INT[166, 1, 2],)),
    "dismissed": ("申请人的起诉或者诉讼请求被生效裁判驳回，或者已经撤诉", (INT[166, 1, 3], PRES[23])),
    "security": ("被保全人或者第三人提供充分有效担保请求解除保全", (CPL[107], PRES[22])),
    "performed": ("债务已经清偿", (SFK[28], INT[166, 1, 4])),
    "mistaken": ("保全错误", (INT[166, 1, 1],)),
    "outsider": ("案外人对保全财产的异议成立", (PRES[27],)),
    "bankruptcy": ("人民法院已经裁定受理被保全人的破产申请", (EBL[19], INT[513])),
}  # fmt: skip
RESULTS = {"upheld": "驳回", "changed": "变更", "revoked": "撤销"}


def sentence(text: Any) -> str:
    """What somebody typed, without its full stop, so that the paper's own punctuation follows."""
    return str(text or "").strip().rstrip("。；;")


def _applied(draft: Draft) -> Mapping[str, Any]:
    """What the applicant asked for; the ruling may grant less."""
    rows = Event.objects.filter(proceeding_id=draft.proceeding.pk, act__startswith="preservation.")
    first = rows.order_by("id").values_list("facts", flat=True).first() or {}
    return {
        "applied_on": iso(clock.day_of(draft.proceeding.opened_at)),
        "requested": first.get("amount"),
        "reason": sentence(draft.proceeding.reason),
    }


def ruling_facts(draft: Draft) -> Mapping[str, Any]:
    row = draft.proceeding
    assets = own_assets(draft)
    return {
        **sides(draft), **_applied(draft), **security_facts(draft),
        "assets": asset_facts(assets),
        "amount": yuan(row.amount),
        "necessity": sentence(row.necessity),
        "choice": sentence(row.choice_reason),
        "fee": yuan(row.fee) if row.fee else None,
        "tried": trial_number(draft) if row.type in ("in_suit", "ex_officio") else "",
        "instrument": instrument_facts(row.instrument, None),
        "cited": cited(*GRANTED[row.type], INT[485]),
    }  # fmt: skip


def ruling_missing(snapshot: Mapping[str, Any]) -> list[str]:
    found = addressless(snapshot)
    if not snapshot["assets"]:
        found.append("没有保全财产，裁定主文应当写明财产的名称、数量或者数额、特征、存放地点和期限")
    for asset in snapshot["assets"]:
        if not asset["owner"]:
            found.append(f"“{asset['name']}”没有写明属于哪一被保全人")
    return found


def addressless(snapshot: Mapping[str, Any]) -> list[str]:
    """首部 names each party with his address (民事裁判文书制作规范)."""
    people = (*snapshot["applicants"], *snapshot["respondents"])
    return [f"{person['name']}没有住所地或者送达地址，裁定书首部应当写明" for person in people if not person["address"]]


def refusal_facts(draft: Draft) -> Mapping[str, Any]:
    own = GRANTED[draft.proceeding.type][:1]
    return {
        **sides(draft), **_applied(draft),
        "grounds": sentence(draft.asked("reason")),
        "tried": trial_number(draft) if draft.proceeding.type == "in_suit" else "",
        "instrument": instrument_facts(draft.proceeding.instrument, None),
        "cited": cited(*own, CPL[157]),
    }  # fmt: skip


def renewal_facts(draft: Draft) -> Mapping[str, Any]:
    return {
        **sides(draft),
        "assets": asset_facts(asset_of_act(draft)),
        "applied_on": draft.asked("applied_on"),
        "ex_officio": bool(draft.asked("ex_officio")),
        "necessity": sentence(draft.asked("necessity")),
        "cited": cited(PRES[18], INT[485]),
    }


def release_facts(draft: Draft) -> Mapping[str, Any]:
    ground, articles = RELEASED[draft.asked("ground")]
    assets = released_assets(draft)
    return {
        **sides(draft),
        "assets": asset_facts(assets),
        "ground": ground,
        "security": sentence(draft.asked("security")),
        "note": sentence(draft.asked("note")),
        "partly": draft.proceeding.assets.filter(status="controlled").exists(),
        "cited": cited(*articles),
    }


def review_facts(draft: Draft) -> Mapping[str, Any]:
    value = draft.asked("review")
    row = draft.proceeding.reviews.select_related("party").get(pk=value["id"])
    own = sides(draft)
    other = [person for person in (*own["applicants"], *own["respondents"]) if person["name"] != row.party.name]
    return {
        **own,
        "reviewer": person_facts(row.party, "复议申请人"),
        "others": other,
        "received_on": iso(row.received_on),
        "grounds": sentence(row.grounds),
        "reason": sentence(draft.asked("reason")),
        "result": RESULTS[draft.asked("result")],
        "operative": sentence(draft.asked("operative")),
        "refused": draft.proceeding.state == "rejected",
        "cited": cited(CPL[111], INT[171], PRES[25]),
    }


def deduction_facts(draft: Draft) -> Mapping[str, Any]:
    row = draft.proceeding
    instrument = row.instrument
    return {
        **sides(draft),
        "creditors": [person_facts(party, "申请人") for party in draft.creditors_of(None)],
        "debtors": [person_facts(party, "被申请人") for party in draft.debtors],
        "instrument": instrument_facts(instrument, None),
        "period_ends_on": iso(instrument.performance_ends_on) if instrument else None,
        "balance": yuan(instrument.balance) if instrument else None,
        "applied_on": iso(row.deduction_applied_on),
        "amount": yuan(row.deduction_amount),
        "deposits": deposits(draft),
        **account_rows(draft),
        "executor": row.executing_unit.name,
        "payees": [[party.name, _payee_account(party)] for party in draft.creditors_of(None)],
        "cited": cited(CPL[247], CPL[253], CPL[157]),
    }  # fmt: skip


def _payee_account(party: Party) -> str:
    account = party.payee_account
    return f"{account.holder}，{account.bank}，{account.number}" if account else "未登记收款账户，划付前应当补充登记"


def account_rows(draft: Draft) -> dict[str, Any]:
    """The case's account, for a sentence and for a table (南召三5: 执行文书中涉及财产给付的应注明本案生成的账号)."""
    account = next(iter(case_account(draft)), None)
    if account is None:
        return {"account": None, "account_rows": []}
    rows = [["户名", account["holder"]], ["开户银行", account["bank"]], ["账号", account["number"]]]
    return {"account": account, "account_rows": rows}


def deposits(draft: Draft) -> list[dict[str, Any]]:
    """What is taken from each deposit, in the order of the list, until the sum of the ruling is reached."""
    left, found = draft.proceeding.deduction_amount, []
    for asset, facts in _cash(draft):
        taken = min(left, asset.value or left)
        left -= taken
        if taken:
            found.append(facts | {"taken": yuan(taken)})
    return found


def _cash(draft: Draft) -> list[tuple[Any, dict[str, Any]]]:
    rows = own_assets(draft, status="controlled", kind="deposit")
    return list(zip(rows, asset_facts(rows), strict=True))


def deduction_missing(snapshot: Mapping[str, Any]) -> list[str]:
    found = [] if snapshot["account"] else ["本案没有案款账号，扣划裁定应当写明款项汇入的账号，请登记法院案款账户"]
    return found if snapshot["deposits"] else [*found, "没有已控制的银行存款"]


PRESERVATION_RULING = register(
    Kind(
        slug="preservation_ruling",
        title="民事裁定书",
        numbering=Numbering.CASE,
        layout=Layout.RULING,
        under=(CPL[103], CPL[104], CPL[105], CPL[106], CPL[111], INT[163], INT[485]),
        addressees=applicant_and_respondents,
        facts=ruling_facts,
        missing=ruling_missing,
        public_notice=True,
        served_by="serve_ruling",
        spec=("A-3.9", "C-4.7", "E-4.8"),
    )
)
PRESERVATION_REFUSAL = register(
    Kind(
        slug="preservation_refusal",
        title="民事裁定书",
        numbering=Numbering.CASE,
        layout=Layout.RULING,
        under=(CPL[103], CPL[104], CPL[111], INT[163]),
        addressees=applicant_alone,  # the respondent must not learn of a measure that was never taken
        facts=refusal_facts,
        missing=addressless,
        served_by="serve_ruling",
        retention=Retention.SHORT,
    )
)
PRESERVATION_RENEWAL = register(
    Kind(
        slug="preservation_renewal",
        title="民事裁定书",
        numbering=Numbering.CASE,
        case_number=of_the_ruling,
        layout=Layout.RULING,
        under=(PRES[18], INT[485]),
        addressees=applicant_and_respondents,
        facts=renewal_facts,
        missing=addressless,
        public_notice=True,
        spec=("C-15.2",),
    )
)
PRESERVATION_RELEASE = register(
    Kind(
        slug="preservation_release",
        title="民事裁定书",
        numbering=Numbering.CASE,
        case_number=of_the_ruling,
        layout=Layout.RULING,
        under=(INT[166], PRES[22], PRES[23], CPL[104], CPL[107], SFK[28], EBL[19]),
        addressees=applicant_and_respondents,
        facts=release_facts,
        missing=addressless,
        public_notice=True,
        spec=("C-10.3",),
    )
)
PRESERVATION_REVIEW = register(
    Kind(
        slug="preservation_review",
        title="民事裁定书",
        numbering=Numbering.CASE,
        case_number=lambda draft: str(draft.asked("ruling_no")),
        layout=Layout.RULING,
        under=(CPL[111], INT[171], PRES[25]),
        addressees=applicant_and_respondents,
        facts=review_facts,
        public_notice=True,
    )
)
DEDUCTION_RULING = register(
    Kind(
        slug="deduction_ruling",
        title="民事裁定书",
        numbering=Numbering.CASE,
        case_number=lambda draft: str(draft.asked("ruling_no")),
        layout=Layout.RULING,
        under=(CPL[247], CPL[253], source("SHANYANG")[23]),
        addressees=applicant_and_respondents,
        facts=deduction_facts,
        missing=deduction_missing,
        public_notice=True,
        spec=("C-23.3",),
    )
)
