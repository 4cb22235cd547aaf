"""What a new value would do: the change is made, open work is looked at under it, and the change is taken back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db import transaction

from courtflow.accounts.models import Court, Membership
from courtflow.cases.models import Proceeding
from courtflow.flow import registry
from courtflow.flow.acts import Act, acts_of, reachable_acts
from courtflow.flow.deadlines import settle
from courtflow.flow.models import Deadline, Exclusion
from courtflow.flow.refusals import Refusal
from courtflow.flow.rules import RULES, Rule
from courtflow.policy.inforce import sources_in
from courtflow.policy.keys import RULE_PREFIX
from courtflow.policy.models import Policy, Profile, ProfileValue
from courtflow.statistics.measure import Scope, Span, count
from courtflow.statistics.overview import BY_SLUG, shown

from .readers import readers

LISTED = 50  # rows shown; the count says how many there are
LOOKED_AT = 500  # open proceedings compared act by act
FIGURES = {"statistics.": ("recovery",), "workload.": ("workload",)}
A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Moved:
    """A running deadline, with the last day it would have if it were reckoned anew; None where it would not run."""

    deadline: Deadline
    anew: date | None


@dataclass(frozen=True)
class Altered:
    """An open proceeding: what differs in it at once, and which acts still to come will ask for the key."""

    proceeding: Any
    changes: tuple[str, ...]
    later: tuple[str, ...]


@dataclass(frozen=True)
class Consequences:
    courts: Sequence[Court]
    acts: Sequence[str]
    running: int
    moved: Sequence[Moved]
    open: Sequence[Altered]
    figures: Sequence[tuple[str, str, str]]
    people: Sequence[Membership]

    @property
    def altered(self) -> int:
        """How many open proceedings differ at once."""
        return sum(bool(item.changes) for item in self.open)

    @property
    def listed(self) -> Sequence[Altered]:
        return self.open[:LISTED]

    @property
    def listed_deadlines(self) -> Sequence[Moved]:
        return self.moved[:LISTED]


@contextmanager
def supposed(court: Court, name: str, value: Any, day: date) -> Iterator[ProfileValue]:
    """The value stands as if it had been enacted, until the block ends; nothing of it is kept."""
    with transaction.atomic():
        profile = Profile.objects.create(court=court, document_no="（拟变更）", title="拟变更", effective_from=day)
        yield ProfileValue.objects.create(profile=profile, key=name, value=value, article="（拟）")
        transaction.set_rollback(True)


def consequences(court: Court, name: str, value: Any, day: date) -> Consequences:
    """Everything open that the value would touch from `day` on, in this court and in those that inherit from it."""
    below = {item.pk: item for item in Court.objects.filter(lineage__contains=[court.pk])}
    rows = list(_rows_reading(name, list(below)))[:LOOKED_AT]
    before = _outlooks(rows, below, name, day)
    old_figures = _figures(name, list(below), day)
    with supposed(court, name, value, day) as row:
        lineages = {pk: item.lineage for pk, item in below.items()}
        touched = [below[pk] for pk, source in sources_in(lineages, name, day).items() if source == row]
        deadlines = list(_deadlines(name, touched, day))
        pks = {item.pk for item in touched}
        after = _outlooks(rows, below, name, day)
        new_figures = _figures(name, list(below), day)
        people = [held for held in _outsiders(pks) if held.fault_of_outside()] if name == "staff.outside_roles" else []
    compared = [
        Altered(row, tuple(_differences(old, new)), tuple(_to_come(row, name)))
        for row, old, new in zip(rows, before, after, strict=True)
        if row.court_id in pks
    ]
    return Consequences(
        touched, _acts_reading(name), len(deadlines), [item for item in deadlines if item.anew != item.deadline.due_on],
        sorted(compared, key=lambda item: not item.changes),
        [(title, old, new) for (title, old), (_, new) in zip(old_figures, new_figures, strict=True)], people,
    )  # fmt: skip


def _acts_reading(name: str) -> list[str]:
    """“执行立案审查：转入执前督促” for every act that asks for the key."""
    models = registry.PROCEEDINGS
    return [
        f"{models[kind].TITLE}：{acts_of(models[kind])[act].label}" for kind, act in sorted(readers().get(name, ()))
    ]


# -- deadlines -----------------------------------------------------------------------------------------------------


def _deadlines(name: str, courts: Sequence[Court], day: date) -> Iterator[Moved]:
    """The running clocks of a rule, reckoned with its new length from the same fact."""
    rule = RULES.get(name.removeprefix(RULE_PREFIX)) if name.startswith(RULE_PREFIX) else None
    if rule is None:
        return
    for court in courts:
        here, calendar = rule.for_court(court.policy(day)), court.calendar
        rows = Deadline.objects.filter(rule=rule.code, proceeding__court=court, state__in=Deadline.COUNTING)
        spared = _exclusions(rule, court)
        for row in rows.select_related("proceeding", "party", "origin").prefetch_related(
            "extensions", "origin__extensions"
        ):
            yield Moved(row, _anew(row, here, calendar, spared.get(row.proceeding_id, [])) if here.enabled else None)


def _anew(row: Deadline, rule: Rule, calendar: Any, exclusions: list[Exclusion]) -> date:
    fresh = copy(row)
    fresh.length, fresh.unit, fresh.roll = rule.period.length, rule.period.unit, rule.period.roll
    settle(fresh, calendar, exclusions, (row.origin or row).extensions.all())
    return fresh.due_on


def _exclusions(rule: Rule, court: Court) -> dict[int, list[Exclusion]]:
    found: dict[int, list[Exclusion]] = {}
    for row in Exclusion.objects.filter(rules__contains=[rule.code], proceeding__court=court):
        found.setdefault(row.proceeding_id, []).append(row)
    return found


# -- acts ----------------------------------------------------------------------------------------------------------


def _rows_reading(name: str, courts: list[int]) -> Iterator[Any]:
    """Open proceedings in which an act that asks for the key can still come."""
    by_kind: dict[str, set[str]] = {}
    for kind, act in readers().get(name, ()):
        by_kind.setdefault(kind, set()).add(act)
    for kind, names in sorted(by_kind.items()):
        model = registry.PROCEEDINGS[kind]
        states = [state for state in model.State.values if names & reachable_acts(model, state)]
        rows = Proceeding.objects.filter(kind=kind, court__in=courts, closed_at=None, state__in=states)
        keys = list(rows.order_by("opened_at", "id").values_list("pk", flat=True)[:LOOKED_AT])
        yield from model.objects.filter(pk__in=keys).select_related("court", "department", "case").order_by("pk")


def _to_come(row: Any, name: str) -> Iterator[str]:
    """Acts that ask for the key and can still come in this proceeding."""
    ahead = reachable_acts(row.model, row.state)
    asking = (act for kind, act in sorted(readers().get(name, ())) if kind == row.kind and act in ahead)
    yield from (f"“{acts_of(row.model)[act].label}”" for act in asking)


def _outlooks(rows: Sequence[Any], courts: dict[int, Court], name: str, day: date) -> list[dict[str, str]]:
    policies = {pk: court.policy(day) for pk, court in courts.items()}
    return [_outlook(row, policies[row.court_id], name) for row in rows]


def _outlook(row: Any, policy: Policy, name: str) -> dict[str, str]:
    """What the acts that ask for the key look like in the row's state: allowed or why not, and what they ask."""
    row.policy = policy
    found: dict[str, str] = {}
    asking = {act for kind, act in readers().get(name, ()) if kind == row.kind}
    for act in acts_of(row.model).values():
        if act.name in asking and act.human and row.state in act.sources:
            found |= _looks(row, act, policy)
    return found


def _looks(row: Any, act: Act, policy: Policy) -> dict[str, str]:
    refused = [refusal.reason for guard in act.guards if (refusal := guard.check(row, None))]
    found = {f"“{act.label}”": f"不能办理（{'；'.join(refused)}）" if refused else "可以办理"}
    form = act.facts(proceeding=row, day=policy.on) if act.facts else None
    for label, field in ((field.label, field) for field in form.fields.values()) if form else ():
        found[f"“{act.label}”的“{label}”"] = _field(field)
    for task in act.tasks:
        if callable(task.unit):
            found[f"任务“{task.title}”的承办部门"] = _unit(row.court, task.unit(row))
    return found


def _unit(court: Court, kind: str) -> str:
    try:
        return str(court.unit(kind))
    except Refusal as refusal:
        return refusal.reason


def _field(field: forms.Field) -> str:
    rows = isinstance(field, forms.ModelChoiceField)
    choices: list[tuple[Any, Any]] = [] if rows else list(getattr(field, "choices", ()))
    options = "、".join(str(label) for value, label in choices if value not in ("", None))
    return f"{'必填' if field.required else '选填'}{f'：{options}' if options else ''}"


def _differences(old: dict[str, str], new: dict[str, str]) -> Iterator[str]:
    for what in dict.fromkeys([*old, *new]):
        if old.get(what) != new.get(what):
            yield f"{what}：{old.get(what, '没有')} → {new.get(what, '没有')}"


# -- figures and people --------------------------------------------------------------------------------------------


def _figures(name: str, courts: list[int], day: date) -> list[tuple[str, str]]:
    """The figures that the key counts, of the year up to the day."""
    slugs = next((slugs for prefix, slugs in FIGURES.items() if name.startswith(prefix)), ())
    scope = Scope(tuple(courts), Span(day - A_YEAR, day))
    figures = [count(BY_SLUG[slug], scope) for slug in slugs]
    return [(figure.measure.title, "—" if figure.value is None else shown(figure, figure.value)) for figure in figures]


def _outsiders(courts: set[int]) -> Any:
    rows = Membership.objects.current().filter(outside=True, department__court__in=courts)
    return rows.select_related("department__court", "user")
