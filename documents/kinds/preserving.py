"""What the papers of preservation share: the two sides, the assets with their terms, the security, who gets them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from courtflow.cases.models import Party
from courtflow.flow import clock
from documents.addressing import Addressee, Addressing, Everyone, Named, saying
from documents.drafting import Draft, iso, people, person_facts, yuan
from documents.numbering import case_number

APPLICANT, RESPONDENT = "申请人", "被申请人"


def sides(draft: Draft) -> dict[str, Any]:
    """Parties and type of the preservation, and how its matter is called."""
    row = draft.proceeding
    respondents = among(draft, row.respondents.all())
    applicants = among(draft, [row.applicant]) if row.applicant_id else []
    label = RESPONDENT if applicants else "被保全人"
    return {
        "applicants": [person_facts(party, APPLICANT) for party in applicants],
        "respondents": [person_facts(party, label) for party in respondents],
        "parties_matter": matter_between(draft, applicants, respondents),
        "type": row.type,
        "type_label": row.get_type_display(),
        "ruling_no": row.ruling_no,
        "ruled_on": iso(row.ruled_on),
    }


def among(draft: Draft, chosen: Iterable[Any]) -> list[Party]:
    """Rows of the case as the draft holds them, with addresses and agents loaded once."""
    keys = {party.pk for party in chosen}
    return [party for party in draft.parties if party.pk in keys]


def matter_between(draft: Draft, applicants: list[Party], respondents: list[Party]) -> str:
    if not applicants:
        return draft.matter
    return f"申请人{people(applicants)}与被申请人{people(respondents)}{draft.case.cause}一案"


@saying("保全申请人和被申请人；依职权保全的，原告和被申请人（同一文本）")
def applicant_and_respondents(draft: Draft) -> Sequence[Addressee]:
    """One text for all whom the ruling binds or concerns; of its own motion also those who sue."""
    row = draft.proceeding
    bound = {party.pk for party in row.respondents.all()}
    if row.applicant_id:
        bound.add(row.applicant_id)
        return [Everyone([party for party in draft.parties if party.pk in bound])]
    suing = [party for party in draft.parties if party.role in Party.CREDITOR_SIDE]
    return [Everyone([*suing, *(party for party in draft.parties if party.pk in bound)])]


@saying("保全申请人")
def applicant_alone(draft: Draft) -> Sequence[Addressee]:
    return [party for party in draft.parties if party.pk == draft.proceeding.applicant_id]


def of_the_ruling(draft: Draft) -> str:
    """Rulings that follow carry the number of the first one; the 执保 number belongs to its implementation (Q52)."""
    first = str(draft.proceeding.ruling_no or case_number(draft))
    return re.sub("(?<=号)之.+$", "", first)


def asset_facts(assets: Iterable[Any]) -> list[dict[str, Any]]:
    return [_asset(asset) for asset in assets]


def _asset(asset: Any) -> dict[str, Any]:
    return {
        "kind": asset.get_kind_display(),
        "deposit": asset.kind == "deposit",
        "measure": asset.measure,
        "ordered": {"movable": "查封、扣押", "immovable": "查封"}.get(asset.kind, "冻结"),
        "owner": asset.owner.name if asset.owner else "",
        "name": asset.name,
        "quantity": asset.quantity,
        "features": asset.features,
        "location": asset.location,
        "term": term(asset.term_months),
        "value": yuan(asset.value),
        "starts_on": iso(asset.starts_on),
        "expires_on": iso(asset.expires_on),
        "holder": asset.holder,
        "notice_no": asset.notice_no,
        "in_use": asset.in_use,
        "reason": asset.indivisible_reason,
    }


def term(months: int) -> str:
    """36 → 三年, 18 → 十八个月, as a ruling writes it."""
    years, rest = divmod(months, 12)
    if rest:
        return f"{months}个月"
    return f"{years}年"


def own_assets(draft: Draft, **filters: Any) -> list[Any]:
    return list(draft.proceeding.assets.select_related("owner").filter(**filters))


def asset_of_act(draft: Draft) -> list[Any]:
    """The one asset that the ordering act names."""
    value = draft.asked("asset")
    return own_assets(draft, pk=value["id"]) if isinstance(value, Mapping) else []


def released_assets(draft: Draft) -> list[Any]:
    """Those that the ordering act lifts: the chosen ones, else all that ended with it."""
    chosen = [row["id"] for row in draft.asked("assets") or []]
    if chosen:
        return own_assets(draft, pk__in=chosen)
    return own_assets(draft, status="released", ended_on=clock.day_of(draft.event.at))


def holders(assets: Callable[[Draft], Iterable[Any]]) -> Addressing:
    """Banks, registries and others who must help, one copy each, in the order of the list."""
    return Named(
        "协助执行的银行、登记机构和其他单位",
        lambda draft: list(dict.fromkeys(asset.holder for asset in assets(draft) if asset.holder)),
    )


def security_facts(draft: Draft) -> dict[str, Any]:
    row = draft.proceeding
    given = row.guarantee_kind != "none"
    return {
        "guarantee": row.get_guarantee_kind_display() if given else "",
        "guarantor": row.guarantor,
        "guarantee_no": row.guarantee_no,
        "guarantee_amount": yuan(row.guarantee_amount) if given else None,
        "required": yuan(row.guarantee_required) if row.guarantee_required else None,
        "waiver": "" if row.guarantee_ground == "ordinary" else row.get_guarantee_ground_display(),
    }
