"""Deadline rules: what is declared in code and what a court's policy profile makes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from courtflow.law.articles import Article
from courtflow.law.exclusions import Ground, Limit
from courtflow.law.periods import Period, Roll, Span, Unit

Basis = date | datetime
RULES: dict[str, Rule] = {}


@dataclass(frozen=True)
class Rule:
    """One period of law or of a court's own regulation.

    `warn` are days before the last day on which the alerted roles are told; `on_expiry` names the act that SYSTEM
    performs when the period is over (None: the duty stays open and is shown as overdue); `cap` forbids suspension and
    extension by staff; `limit` names the limit that this is, whose days a ground of exclusion can spare; `enabled` is
    False for a rule that only some courts switch on. `length_key` is the profile's value that gives the length where
    the profile does not change the rule itself.
    """

    code: str
    timer: str
    title: str
    period: Period
    under: Article
    warn: tuple[int, ...] = ()
    on_expiry: str | None = None
    alert: tuple[str, ...] = ()
    cap: bool = False
    enabled: bool = True
    outlives: bool = False
    limit: Limit | None = None
    spec: tuple[str, ...] = ()
    note: str = ""
    length_key: str = ""

    def __post_init__(self) -> None:
        if self.code in RULES and RULES[self.code].title != self.title:
            raise ValueError(f"two rules are called {self.code}")
        RULES.setdefault(self.code, self)

    def for_court(self, policy: Any) -> Rule:
        """This rule as the court's profile has it. `policy` answers `.rule(code) -> dict` of overrides."""
        changes = policy.rule(self.code)
        if self.length_key:
            changes = {"length": policy.value(self.length_key)} | changes
        if not changes:
            return self
        period = Period(
            int(changes.get("length", self.period.length)),
            Unit(changes.get("unit", self.period.unit)),
            Roll(changes.get("roll", self.period.roll)),
        )
        if self.cap and period.unit == self.period.unit and period.length > self.period.length:
            period = replace(period, length=self.period.length)
        return replace(self, period=period, enabled=bool(changes.get("enabled", self.enabled)))


@dataclass(frozen=True)
class Start:
    """A rule started by an act, counted from what `basis(proceeding)` returns after the act's body ran.

    The basis is one date (or datetime for hours), None (not started now), or (date, party) pairs, one clock each.
    Without a basis the clock starts on the day of the act. `when(proceeding)` says whether it starts at all;
    `floor(proceeding)` is a day before which the period cannot end, with its reason in Chinese; `excluded(proceeding)`
    the days that do not count (stays of the proceeding).
    """

    rule: Rule
    basis: Callable[[Any], Basis | Iterable[tuple[Basis, Any]] | None] | None = None
    when: Callable[[Any], bool] | None = None
    floor: Callable[[Any], tuple[date, str] | None] | None = None
    excluded: Callable[[Any], Sequence[Span]] | None = None


@dataclass(frozen=True)
class Stop:
    """A rule stopped by an act: on this proceeding, or (scope "case") wherever it runs in the case."""

    rule: Rule
    scope: str = field(default="proceeding")


Told = str | Callable[[Any, Any], Any]  # the name of a fact, or what (proceeding, deed) tell


@dataclass(frozen=True)
class Pause:
    """Running clocks that stand still because of an act, until another act resumes them.

    `ground` is one ground, or the fact that names one of several (its code). `first` tells the first day that does not
    count (default: the day of the act); `last` the last one, where it is known at once. `approver` tells who approved
    (default: who acts); `when(proceeding, deed)` whether there is a pause at all.
    """

    ground: Ground | str
    rules: tuple[Rule, ...]
    first: Told | None = None
    last: Told | None = None
    approver: Told | None = None
    note: Told | None = None
    when: Callable[[Any, Any], bool] | None = None
    grounds: tuple[Ground, ...] = ()

    @property
    def possible(self) -> tuple[Ground, ...]:
        """The grounds that may be meant; `grounds` lists them where a fact names one."""
        return (self.ground,) if isinstance(self.ground, Ground) else self.grounds


@dataclass(frozen=True)
class Resume:
    """Clocks that go on because of an act: those that stood still on one of `grounds`.

    `on` tells the day on which they go on (default: the day of the act); the day before is the last that is left out.
    """

    grounds: tuple[Ground, ...]
    on: Told | None = None
    when: Callable[[Any, Any], bool] | None = None


@dataclass(frozen=True)
class Extend:
    """Time added to a running clock by leave: `length` (in `unit`) or `until` tells how much.

    `party` tells whose clock, where each party has one (default: all). `approver` as in Pause.
    """

    rule: Rule
    reason: Told
    length: Told | int | None = None
    unit: Unit = Unit.DAY
    until: Told | None = None
    approver: Told | None = None
    party: Told | None = None


def as_start(item: Rule | Start) -> Start:
    return item if isinstance(item, Start) else Start(item)


def as_stop(item: Rule | Stop) -> Stop:
    return item if isinstance(item, Stop) else Stop(item)
