"""Deadline rules: what is declared in code and what a court's policy profile makes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from courtflow.law.articles import Article
from courtflow.law.periods import Period, Roll, Span, Unit

Basis = date | datetime
RULES: dict[str, Rule] = {}


@dataclass(frozen=True)
class Rule:
    """One period of law or of a court's own regulation.

    `warn` are days before the last day on which the alerted roles are told; `on_expiry` names the act that SYSTEM
    performs when the period is over (None: the duty stays open and is shown as overdue); `cap` forbids suspension and
    extension by staff; `enabled` is False for a rule that only some courts switch on.
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
    spec: tuple[str, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        if self.code in RULES and RULES[self.code].title != self.title:
            raise ValueError(f"two rules are called {self.code}")
        RULES.setdefault(self.code, self)

    def for_court(self, policy: Any) -> Rule:
        """This rule as the court's profile has it. `policy` answers `.rule(code) -> dict` of overrides."""
        changes = policy.rule(self.code)
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


def as_start(item: Rule | Start) -> Start:
    return item if isinstance(item, Start) else Start(item)


def as_stop(item: Rule | Stop) -> Stop:
    return item if isinstance(item, Stop) else Stop(item)
