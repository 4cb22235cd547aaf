"""执行款分配方案: who claims how much of a sum that does not suffice, and what each gets (民诉法解释第五百零六条)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from courtflow.cases.models import Party
from courtflow.law.articles import INT
from documents.addressing import Addressee, Everyone, saying
from documents.drafting import Draft, people, person_facts, yuan

from . import Kind, Layout, Numbering, Retention, register
from .case_money import CREDITORS_PART, ZERO, of_the_host, shares_of, sum_facts
from .preservation_rulings import sentence


def plan_facts(draft: Draft) -> Mapping[str, Any]:
    shares, own = shares_of(draft), draft.creditors_of(None)
    money = draft.proceeding
    return {
        **sum_facts(draft),
        "claimants": [
            person_facts(party, "申请执行人" if party in own else "申请参与分配的债权人")
            for party in claimants(draft, shares)
        ],
        "executed": [person_facts(party, "被执行人") for party in draft.debtors],
        "lots": lots(draft, shares),
        "fees": _sum(shares, ("fee",)),
        "left": _sum(shares, (*CREDITORS_PART, "other_case")),
        "returned": _sum(shares, ("return",)),
        "basis": sentence(money.basis),
    }


def lots(draft: Draft, shares: Iterable[Any]) -> list[dict[str, Any]]:
    """What each creditor claims, gets, and in which proportion; then what goes to nobody's claim."""
    found: dict[Any, dict[str, Any]] = {}
    for share in shares:
        lot = found.setdefault((share.target_id, share.payee_id, share.purpose == "fee"), _lot(draft, share))
        lot["amount"] += share.amount
    return [
        lot | {
            "claim": yuan(lot["claim"]), "amount": yuan(lot["amount"]),
            "rate": f"{lot['amount'] / lot['claim']:.2%}" if lot["claim"] else "",
        }
        for lot in found.values()
    ]  # fmt: skip


def _lot(draft: Draft, share: Any) -> dict[str, Any]:
    if share.target is not None:
        claim, number = share.target.balance, share.target.number
        names = people(claiming(share.target))
    elif share.purpose in CREDITORS_PART:
        names, number = share.payee.name, of_the_host(draft)
        items = (item for item in draft.obligations if share.payee in item.creditors.all())
        claim = sum((item.balance for item in items if item.balance), ZERO)
    else:
        names, number, claim = share.get_purpose_display(), "", None
    return {"name": names, "number": number, "claim": claim, "amount": ZERO}


def claiming(execution: Any) -> list[Party]:
    rows = execution.instrument.obligations.prefetch_related("creditors")
    return list({party.pk: party for item in rows for party in item.creditors.all()}.values())


def _sum(shares: Iterable[Any], purposes: Sequence[str]) -> str | None:
    total = sum((share.amount for share in shares if share.purpose in purposes), ZERO)
    return yuan(total) if total else None


def claimants(draft: Draft, shares: Iterable[Any]) -> list[Party]:
    """Creditors of this case, and those of the other cases that take part."""
    found = {party.pk: party for party in draft.creditors_of(None)}
    for share in shares:
        if share.target is not None:
            found |= {party.pk: party for party in claiming(share.target)}
    return list(found.values())


@saying("参与分配的各债权人和被执行人（同一文本）")
def all_who_may_object(draft: Draft) -> Sequence[Addressee]:
    """各债权人和被执行人 (民诉法解释第五百零九条)."""
    return [Everyone([*claimants(draft, shares_of(draft)), *draft.debtors])]


def plan_missing(snapshot: Mapping[str, Any]) -> list[str]:
    found = [] if snapshot["instrument"] else ["没有生效法律文书，请先登记法律文书"]
    return found if len(snapshot["claimants"]) > 1 else [*found, "只有一个债权人，不需要制作分配方案"]


# Ordered by the approval, not by the proposal: what is served is what was approved.
DISTRIBUTION_PLAN = register(
    Kind(
        slug="distribution_plan",
        title="执行款分配方案",
        numbering=Numbering.CASE,
        case_number=of_the_host,
        layout=Layout.RULING,
        under=(INT[506], INT[508], INT[509], INT[510]),
        addressees=all_who_may_object,
        facts=plan_facts,
        missing=plan_missing,
        public_notice=True,
        served_by="serve_plan",
        retention=Retention.PERMANENT,
        spec=("E-4.20",),
    )
)
