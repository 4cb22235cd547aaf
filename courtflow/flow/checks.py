"""System checks: a lifecycle that is not sound refuses to start."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register

from . import registry
from .acts import BIRTH, SYSTEM, Act, acts_of, reachable_acts
from .rules import RULES
from .worklist import TASK_KINDS


@register("courtflow")
def lifecycles_are_sound(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every kind of proceeding: articles, known names, no unreachable state, no dead end, expiry acts for SYSTEM."""
    faults: list[CheckMessage] = []
    for kind, model in sorted(registry.PROCEEDINGS.items()):
        faults += [Error(f"{kind}: {text}", id="courtflow.E001", obj=model) for text in _faults(model)]
    return faults


def _faults(model: Any) -> Iterator[str]:
    acts = acts_of(model)
    states = set(model.State.values)
    if not any(act.opening for act in acts.values()):
        yield "no act opens it"
    for act in acts.values():
        yield from _act_faults(act, states, model)
    yield from _graph_faults(model, acts, states)


def _act_faults(act: Act, states: set[str], model: Any) -> Iterator[str]:
    if not act.under:
        yield f"act {act.name} names no article"
    if not act.by:
        yield f"act {act.name} names nobody who may do it"
    for role in set(act.by) - {SYSTEM} - set(registry.roles):
        yield f"act {act.name} names an unknown role {role!r}"
    for state in (set(act.sources) - {BIRTH}) | set(act.targets):
        if state not in states:
            yield f"act {act.name} names an unknown state {state!r}"
    for order in act.orders:
        if order.slug not in registry.document_kinds:
            yield f"act {act.name} orders an unknown document {order.slug!r}"
    for kind in act.opens:
        if kind not in registry.PROCEEDINGS:
            yield f"act {act.name} opens an unknown kind of proceeding {kind!r}"
    for task in act.tasks:
        if task.code not in TASK_KINDS or (task.act and task.act not in acts_of(model)):
            yield f"act {act.name} opens task {task.code!r} for an act that does not exist"
    for start in act.starts:
        yield from _rule_faults(start.rule.code, model)
    yield from _stretch_faults(act)


def _stretch_faults(act: Act) -> Iterator[str]:
    """No cap stands still or is prolonged, no ground spares another limit's days, every fact read is asked for."""
    for pause in act.pauses:
        for rule in pause.rules:
            if rule.cap:
                yield f"act {act.name} pauses {rule.code}, a hard cap ({rule.under})"
            for ground in pause.possible:
                if not ground.spares(rule.limit):
                    yield f"act {act.name} pauses {rule.code} on {ground.code}, which does not spare its days"
        if not pause.possible:
            yield f"act {act.name} pauses without saying on which grounds"
        yield from _unasked(act, (pause.ground, pause.first, pause.last, pause.approver, pause.note))
    for resume in act.resumes:
        yield from _unasked(act, (resume.on,))
    for extend in act.extends:
        if extend.rule.cap:
            yield f"act {act.name} extends {extend.rule.code}, a hard cap ({extend.rule.under})"
        if (extend.length is None) == (extend.until is None):
            yield f"act {act.name} extends {extend.rule.code} neither by a length nor up to a day"
        yield from _unasked(act, (extend.reason, extend.length, extend.until, extend.approver, extend.party))


def _unasked(act: Act, told: Iterable[object]) -> Iterator[str]:
    asked = act.facts.base_fields if act.facts is not None else {}
    for name in told:
        if isinstance(name, str) and name not in asked:
            yield f"act {act.name} reads the fact {name!r}, for which its form does not ask"


def _rule_faults(code: str, model: Any) -> Iterator[str]:
    rule = RULES.get(code)
    if rule is None:
        yield f"unknown rule {code!r}"
    elif rule.on_expiry:
        expiry = acts_of(model).get(rule.on_expiry)
        if expiry is None:
            yield f"rule {code} expires into act {rule.on_expiry!r}, which does not exist"
        elif SYSTEM not in expiry.by:
            yield f"rule {code} expires into act {rule.on_expiry!r}, which SYSTEM may not perform"
        elif expiry.facts is not None and any(field.required for field in expiry.facts.base_fields.values()):
            yield f"rule {code} expires into act {rule.on_expiry!r}, which asks for facts"


def _graph_faults(model: Any, acts: dict[str, Act], states: set[str]) -> Iterator[str]:
    names = reachable_acts(model, BIRTH)
    reached = {target for name in names for target in acts[name].targets}
    for state in sorted(states - reached):
        yield f"state {state!r} is unreachable"
    terminal = {str(state) for state in model.TERMINAL}
    for state in sorted(states - terminal):
        if not any(state in act.sources and act.targets for act in acts.values()):
            yield f"state {state!r} is a dead end that is not terminal"
