"""Which acts a profile key reaches, read from the code of their bodies, guards, forms, clocks, tasks and papers."""

from __future__ import annotations

import inspect
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from types import CodeType, FunctionType, ModuleType
from typing import Any

from courtflow.flow import registry
from courtflow.flow.acts import Act, acts_of
from courtflow.policy.keys import KEYS, RULE_PREFIX

HOUSE = ("courtflow.cases", "courtflow.accounts", "documents", "intake", "trial", "enforcement", "preservation")
Reader = tuple[str, str]  # kind of proceeding, name of act


@cache
def readers() -> dict[str, frozenset[Reader]]:
    """Key or rule → the acts whose declaration or body asks for it."""
    found: dict[str, set[Reader]] = defaultdict(set)
    for kind, model in registry.PROCEEDINGS.items():
        for name, declared in acts_of(model).items():
            for key in _asked(model, declared):
                found[key].add((kind, name))
    return {key: frozenset(places) for key, places in found.items()}


def _asked(model: Any, declared: Act) -> set[str]:
    owners = [model, *([declared.facts] if declared.facts else [])]
    words: set[str] = set()
    seen: set[Any] = set()
    for function in _parts(model, declared):
        _collect(function, owners, words, seen)
    rules = {f"{RULE_PREFIX}{start.rule.code}" for start in declared.starts}
    return rules | {key for word in words for key in _keys(word)}


def _keys(word: str) -> Iterator[str]:
    """A key itself, or the keys that an f-string such as `court.account_{part}` composes."""
    if word in KEYS:
        yield word
    elif word.endswith("_") and "." in word:
        yield from (name for name in KEYS if name.startswith(word))


def _parts(model: Any, declared: Act) -> Iterator[Callable[..., Any]]:
    """Every function that takes part when the act is offered or performed."""
    yield inspect.unwrap(getattr(model, declared.name))
    if declared.opening:
        yield model.home.__func__
    for guard in declared.guards:
        yield guard.test
    if declared.facts:
        for cls in declared.facts.__mro__:
            if cls.__module__.startswith(HOUSE):
                yield from (part for part in vars(cls).values() if isinstance(part, FunctionType))
    for start in declared.starts:
        yield from _set(start.basis, start.when, start.floor, start.excluded)
    for task in declared.tasks:
        yield from _set(task.when, task.unit)
    for order in declared.orders:
        paper = registry.document_kinds[order.slug]
        yield from _set(order.when, paper.facts, paper.addressees.find)


def _set(*functions: Any) -> Iterator[Callable[..., Any]]:
    yield from (function for function in functions if isinstance(function, FunctionType))


def _collect(function: Any, owners: list[Any], words: set[str], seen: set[Any]) -> None:
    """Strings in a function and in the house's own functions that it can call."""
    function = inspect.unwrap(function)
    if not isinstance(function, FunctionType) or function in seen:
        return
    seen.add(function)
    names: set[str] = set()
    found: set[str] = set()
    _read(function.__code__, found, names)
    words |= found
    names |= {name for word in found if word.startswith("_") for name in _beginning_with(word, owners)}
    for cell in function.__closure__ or ():
        held = cell.cell_contents
        words.update([held] if isinstance(held, str) else [])
        _collect(held, owners, words, seen)
    for called in _called(names, function, owners):
        if isinstance(called, str):
            words.add(called)
        _collect(called, owners, words, seen)


def _read(code: CodeType, words: set[str], names: set[str]) -> None:
    names.update(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, str):
            words.add(constant)
        elif isinstance(constant, CodeType):
            _read(constant, words, names)


def _called(names: set[str], function: FunctionType, owners: list[Any]) -> Iterator[Any]:
    globals_ = [function.__globals__[name] for name in names if name in function.__globals__]
    modules = [item for item in globals_ if isinstance(item, ModuleType) and item.__name__.startswith(HOUSE)]
    for name in names:
        for owner in (*owners, *modules):
            found = inspect.getattr_static(owner, name, None)
            found = getattr(found, "fget", None) or getattr(found, "func", None) or found
            found = getattr(found, "__func__", found)
            if not hasattr(found, "declared") and _of_the_house(found):
                yield found
    yield from (item for item in globals_ if _of_the_house(item))
    for table in globals_:
        yield from table.values() if isinstance(table, dict) else table if isinstance(table, tuple) else ()


def _of_the_house(item: Any) -> bool:
    return str(getattr(item, "__module__", "")).startswith(HOUSE)


def _beginning_with(prefix: str, owners: list[Any]) -> Iterator[str]:
    """Methods that are found by a composed name, as the checks of each rule of assignment are."""
    if prefix.endswith("_"):
        yield from (name for owner in owners for name in dir(owner) if name.startswith(prefix))
