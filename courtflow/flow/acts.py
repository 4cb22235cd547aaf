"""The act: a django_fsm transition declared once, from which pages, API, matrix, diagram and report are derived."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar

from django_fsm import RETURN_VALUE, transition

from courtflow.law.articles import Article, binding

from . import clock
from .refusals import Guard
from .rules import Extend, Pause, Resume, Rule, Start, Stop, as_start, as_stop
from .worklist import TaskKind

SYSTEM = "system"
BIRTH = ""  # the state of a proceeding that its opening act is about to bring to life
STAY = None  # target of an act that leaves the state as it is

F = TypeVar("F", bound=Callable[..., Any])


@dataclass
class Deed:
    """One performance of an act: by whom (None: the system), as what, when, with which cleaned facts."""

    act: Act
    by: Any
    role: str
    at: datetime
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def actor(self) -> Any:
        """Who acts, as perform() asks for it: for an act that brings about another."""
        return SYSTEM if self.by is None else self.by

    @property
    def on(self) -> date:
        """The day of the act in Shanghai."""
        return clock.day_of(self.at)

    def __getitem__(self, name: str) -> Any:
        return self.facts[name]

    def get(self, name: str, default: Any = None) -> Any:
        return self.facts.get(name, default)


@dataclass(frozen=True)
class Order:
    """A document made by an act, always or only `when(proceeding)` after the act's body ran."""

    slug: str
    when: Callable[[Any], bool] | None = None


@dataclass(frozen=True)
class Act:
    """What is declared of an act. `sources` holds BIRTH for an opening act; `target` None means the state stays."""

    name: str
    label: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    by: tuple[str, ...]
    under: tuple[Article, ...]
    guards: tuple[Guard, ...] = ()
    facts: Any = None
    starts: tuple[Start, ...] = ()
    stops: tuple[Stop, ...] = ()
    pauses: tuple[Pause, ...] = ()
    resumes: tuple[Resume, ...] = ()
    extends: tuple[Extend, ...] = ()
    orders: tuple[Order, ...] = ()
    opens: tuple[str, ...] = ()
    tasks: tuple[TaskKind, ...] = ()
    anywhere: bool = False
    spec: tuple[str, ...] = ()
    hint: str = ""
    danger: bool = False
    together: bool = False
    stays: bool = False

    @property
    def opening(self) -> bool:
        return BIRTH in self.sources

    @property
    def human(self) -> bool:
        return any(role != SYSTEM for role in self.by)

    def in_court(self, policy: Any) -> Act:
        """This act with the articles that hold where `policy` does: no court acts on another court's paper."""
        guards = tuple(guard.in_court(policy) for guard in self.guards)
        return replace(self, under=binding(self.under, policy.sources), guards=guards)


def act(
    label: str,
    *,
    source: str | Sequence[str],
    target: str | RETURN_VALUE | None,
    by: Sequence[str],
    under: Article | Sequence[Article],
    guards: Sequence[Guard] = (),
    facts: Any = None,
    starts: Iterable[Rule | Start] = (),
    stops: Iterable[Rule | Stop] = (),
    pauses: Sequence[Pause] = (),
    resumes: Sequence[Resume] = (),
    extends: Sequence[Extend] = (),
    orders: Sequence[str | Order] = (),
    opens: Sequence[str] = (),
    tasks: Sequence[TaskKind] = (),
    anywhere: bool = False,
    spec: Sequence[str] = (),
    hint: str = "",
    danger: bool = False,
    together: bool = False,
) -> Callable[[F], F]:
    """Declare the method below as an act.

    `by` lists roles (default deny: nobody else, SYSTEM only if named); `anywhere` lets the role act from any department
    of the court, not only from the one that holds the proceeding; `pauses`, `resumes` and `extends` say which running
    clocks stand still, go on or get more time; `opens` names the kinds of proceeding the body may open; `orders` the
    document kinds made when it is performed; `together` admits it to batches, for its facts may be the same in many
    cases. The body receives a `Deed` and may raise `Refusal`.
    """
    sources = (source,) if isinstance(source, str) else tuple(source)
    articles = (under,) if isinstance(under, Article) else tuple(under)

    def declare(method: F) -> F:
        declared = Act(
            name=method.__name__,
            label=label,
            sources=tuple(str(s) for s in sources),
            targets=_targets(target),
            by=tuple(str(role) for role in by),
            under=articles,
            guards=tuple(guards),
            facts=facts,
            starts=tuple(as_start(item) for item in starts),
            stops=tuple(as_stop(item) for item in stops),
            pauses=tuple(pauses),
            resumes=tuple(resumes),
            extends=tuple(extends),
            orders=tuple(item if isinstance(item, Order) else Order(item) for item in orders),
            opens=tuple(opens),
            tasks=tuple(tasks),
            anywhere=anywhere,
            spec=tuple(spec),
            hint=hint,
            danger=danger,
            together=together,
            stays=target is None,
        )
        decorated = transition("state", source=list(declared.sources), target=target, custom={"act": declared})(method)
        decorated.declared = declared
        return decorated

    return declare


def _targets(target: Any) -> tuple[str, ...]:
    if target is None:
        return ()
    if isinstance(target, RETURN_VALUE):
        return tuple(str(state) for state in target.allowed_states)
    return (str(target),)


@cache
def acts_of(model: Any) -> dict[str, Act]:
    """All acts of a kind of proceeding, in the order in which its class declares them."""
    found: dict[str, Act] = {}
    for cls in reversed(model.__mro__):
        for name, attribute in vars(cls).items():
            declared = getattr(attribute, "declared", None)
            if isinstance(declared, Act):
                found[name] = declared
    return found


@cache
def reachable_acts(model: Any, state: str) -> frozenset[str]:
    """Names of the acts that can still come, now or later, from `state`."""
    seen, names, queue = {state}, set(), [state]
    while queue:
        here = queue.pop()
        for name, declared in acts_of(model).items():
            if here in declared.sources:
                names.add(name)
                fresh = [there for there in declared.targets if there not in seen]
                seen.update(fresh)
                queue.extend(fresh)
    return frozenset(names)
