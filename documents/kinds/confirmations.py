"""送达地址确认书 and 案款确认书: forms that a party signs (专递送达规定第三条至第五条, 山阳第六条、第十三条).

What the court knows already is printed; what it does not know stands as a line to write on.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from courtflow.cases.models import Account, Address, Party
from courtflow.law.articles import source
from documents.addressing import saying
from documents.drafting import Draft, person_facts

from . import Kind, Retention, Slot, register
from .sides import claimants_or_answering, claiming


@saying("登记立案时原告、申请人；调解和审理中尚未确认地址的被告、被申请人和第三人")
def unconfirmed(draft: Draft) -> Sequence[Party]:
    """Whoever has signed one in this case need not sign another; at the counter each claimant signs his own."""
    found = claimants_or_answering(draft)
    if draft.proceeding.kind == "filing":
        return found
    return [party for party in found if not any(row.confirmed for row in party.addresses.all())]


def address_facts(draft: Draft) -> Mapping[str, Any]:
    party = draft.addressee
    if party is None:
        return {"person": None, "places": {}, "email": "", "electronic": False, "agents": []}
    return {
        "person": person_facts(party),
        "places": {row.kind: row.text for row in party.addresses.all()},
        "email": party.email,
        "electronic": party.electronic_service,
        "agents": [
            {
                "name": agent.name, "kind": agent.get_kind_display(), "firm": agent.firm, "phone": agent.phone,
                "address": agent.address, "special": agent.special_power,
            }
            for agent in party.agents.all()
        ],
    }  # fmt: skip


def account_facts(draft: Draft) -> Mapping[str, Any]:
    party = draft.addressee
    rows = [row for row in party.accounts.all() if row.until is None] if party else []
    return {
        "person": person_facts(party) if party else None,
        "money_claim": draft.case.money_claim,
        "refund": _account(rows, Account.Purpose.REFUND),
        "payee": _account(rows, Account.Purpose.PAYEE),
    }


def _account(rows: Sequence[Account], purpose: str) -> dict[str, str]:
    """The newest in use; empty cells where none is known yet."""
    row = next((row for row in reversed(rows) if row.purpose == purpose), None)
    return {name: str(getattr(row, name)) if row else "" for name in ("holder", "bank", "number")}


def address_missing(snapshot: Mapping[str, Any]) -> list[str]:
    """An agent's address never stands for his client's (山阳第六条)."""
    own = snapshot["places"].get(Address.Kind.SERVICE, "")
    borrowed = [row["name"] for row in snapshot["agents"] if own and row["address"] == own]
    return [f"本人送达地址与代理人{name}的相同，不能以代理人信息代替委托人信息，请更正" for name in borrowed]


ADDRESS_CONFIRMATION = register(
    Kind(
        slug="address_confirmation",
        title="送达地址确认书",
        number_word="送地确",
        under=(
            source("POST")[3],
            source("POST")[4],
            source("POST")[5],
            source("POST")[11],
            source("CPL")[90],
            source("INT")[137],
            source("SHANYANG")[6],
            source("SHANYANG")[13],
        ),
        addressees=unconfirmed,
        facts=address_facts,
        missing=address_missing,
        sealed=False,  # the party signs, the court only takes it in
        slots=(
            Slot("consequences", "告知事项", ("变更", "视为送达", "拒绝提供")),
            Slot("consent", "电子送达告知", ("同意", "电子送达")),
        ),
        retention=Retention.LONG,
        spec=("C-2.7", "C-6.3", "C-13.3", "C-13.4"),
    )
)
ACCOUNT_CONFIRMATION = register(
    Kind(
        slug="account_confirmation",
        title="案款确认书",
        number_word="案款确",
        under=(source("SHANYANG")[6], source("SHANYANG")[13], source("FEE")[53]),
        addressees=claiming,
        facts=account_facts,
        sealed=False,  # the party signs, the court only takes it in
        slots=(Slot("consequences", "告知事项", ("变更", "书面")),),
        retention=Retention.LONG,
        spec=("C-6.1", "C-6.2", "C-13.1"),
    )
)
