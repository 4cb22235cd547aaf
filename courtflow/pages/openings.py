"""Proceedings that a person may open in a case that exists already, such as preservation or an objection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from courtflow.cases.models import Case, Proceeding
from courtflow.flow import clock, registry
from courtflow.flow.acts import Act, acts_of
from courtflow.flow.perform import Offer, offer
from courtflow.flow.refusals import Refusal
from courtflow.law.articles import CPL

# These acts come with a case of their own.
NEW_CASE = frozenset({("filing", "receive"), ("execution_filing", "receive_external")})


@dataclass(frozen=True)
class Opening:
    """One opening act as this person sees it."""

    kind: str
    title: str
    offer: Offer
    href: str


def openings(case: Case, user: Any) -> list[Opening]:
    """Allowed ones first; none in a case without parties."""
    if not case.has_parties:
        return []
    found = []
    for kind, act in opening_acts():
        seen = _offer(case, kind, act, user)
        href = reverse("open_act", args=[case.pk, kind, act.name])
        found.append(Opening(kind, str(registry.proceeding_class(kind).TITLE), seen, href))
    return sorted(found, key=lambda item: not item.offer.allowed)


def opening_acts() -> Iterator[tuple[str, Act]]:
    """Opening acts of people that stand on their own: their form asks for everything the new row needs."""
    for kind, model in registry.PROCEEDINGS.items():
        yield from ((kind, act) for act in acts_of(model).values() if stands_alone(model, act))


def stands_alone(model: Any, act: Act) -> bool:
    if not (act.opening and act.human and act.facts) or (model.KIND, act.name) in NEW_CASE:
        return False
    return needed_fields(model) <= set(act.facts.base_fields)


def needed_fields(model: Any) -> set[str]:
    """Relations of the kind's own table that may not be empty."""
    common = {field.name for field in Proceeding._meta.get_fields()}
    return {
        field.name
        for field in model._meta.concrete_fields
        if field.is_relation and not field.null and field.name not in common and not field.auto_created
        and not getattr(field.remote_field, "parent_link", False)
    }  # fmt: skip


def fresh(case: Case, kind: str) -> Any:
    """The proceeding as it would begin, not stored; a Refusal when nobody is party to the case, or the court has no
    department for it.

    A letter of 征询 stands in a case without names (山阳第二十条): nothing else begins there.
    """
    if case.pk and not case.has_parties:
        raise Refusal(
            "案件须有当事人，本案没有登记当事人", under=CPL[122], remedy="在当事人自己的案件中办理", code="no_parties"
        )
    model = registry.proceeding_class(kind)
    policy = case.court.policy()
    now = clock.now()
    department = case.court.unit(model.home(policy), policy=policy)
    return model(case=case, court=case.court, department=department, kind=kind, opened_at=now, state_since=now)


def _offer(case: Case, kind: str, act: Act, user: Any) -> Offer:
    try:
        place = fresh(case, kind)
        return offer(place, act.in_court(place.policy), user)
    except Refusal as refusal:
        refusal.act_label = act.label
        return Offer(act, (refusal,), True)
