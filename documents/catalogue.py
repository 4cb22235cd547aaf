"""What the acts say of a kind of paper: which of them order it, and who drafts it by performing them."""

from collections.abc import Iterator
from typing import Any

from courtflow.flow import registry
from courtflow.flow.acts import Act, acts_of
from courtflow.flow.lifecycle import role_label

from .kinds import KINDS, Kind


def orders_of(slug: str) -> Iterator[tuple[Any, Act]]:
    """(kind of proceeding, act) for every act that orders the paper."""
    for _, model in sorted(registry.PROCEEDINGS.items()):
        for act in acts_of(model).values():
            if any(order.slug == slug for order in act.orders):
                yield model, act


def triggers(slug: str) -> list[str]:
    """“执前督促：接收移交”, for people."""
    return [f"{model.TITLE}：{act.label}" for model, act in orders_of(slug)]


def authors(slug: str) -> list[str]:
    """Roles that draft it, each once, in the words of the court."""
    return list(dict.fromkeys(role_label(role) for _, act in orders_of(slug) for role in act.by))


def as_a_case_goes() -> dict[Any, list[Kind]]:
    """Every kind under the proceeding that orders it first: filing's before trial's, each in the order of the acts."""
    seen: set[str] = set()
    found: dict[Any, list[Kind]] = {}
    for model in registry.PROCEEDINGS.values():
        ordered = [order.slug for act in acts_of(model).values() for order in act.orders]
        found[model] = [KINDS[slug] for slug in dict.fromkeys(ordered) if slug not in seen]
        seen.update(ordered)
    return found
