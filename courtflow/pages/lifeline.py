"""The life line of a case: what it went through, where it is, what may still come by the acts that are declared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from courtflow.flow import clock, registry
from courtflow.flow.acts import BIRTH, acts_of, reachable_acts

# These come upon an event of their own, not as the next step of a case.
ASIDE = frozenset({"preservation", "advance", "objection", "bankruptcy", "inquiry", "substitution"})


@dataclass(frozen=True)
class Stage:
    """`state` is done, current or possible."""

    label: str
    state: str
    note: str = ""
    href: str = ""


def stages(proceedings: list[Any]) -> list[Stage]:
    """Proceedings in the order of their beginning, then the kinds that can still follow."""
    past = [_stage(row) for row in proceedings]
    known = {row.kind for row in proceedings}
    coming = [kind for kind in following(proceedings) if kind not in known | ASIDE]
    return past + [Stage(str(registry.proceeding_class(kind).TITLE), "possible") for kind in coming]


def _stage(row: Any) -> Stage:
    began = clock.day_of(row.opened_at)
    note = "　".join(part for part in (row.number or f"{began:%Y-%m-%d}", row.state_label) if part)
    return Stage(row.title, "done" if row.is_closed else "current", note, f"#p{row.pk}")


def following(proceedings: Iterable[Any]) -> list[str]:
    """Kinds that acts still reachable may open, and what those may open in turn; nearest first."""
    found: list[str] = []
    queue = [kind for row in proceedings if not row.is_closed for kind in _opened_from(type(row), row.state)]
    while queue:
        kind = queue.pop(0)
        if kind not in found and kind in registry.PROCEEDINGS:
            found.append(kind)
            queue += _opened_from(registry.proceeding_class(kind), BIRTH)
    return found


def _opened_from(model: Any, state: str) -> list[str]:
    acts = acts_of(model)
    names = reachable_acts(model, state)
    return [kind for name, act in acts.items() if name in names for kind in act.opens]
