"""perform(): the only function that changes the state of a proceeding, for browser, REST, timer and importer alike."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import models, transaction
from django_fsm import TransitionNotAllowed

from . import bell, clock, deadlines, registry, suspension, worklist
from .acts import BIRTH, SYSTEM, Act, Deed, acts_of, reachable_acts
from .events import Entry, record
from .facts import bind, check_days
from .models import Event
from .refusals import Denied, InvalidFacts, Refusal, Stale

log = logging.getLogger(__name__)

# The act whose body, papers and hook are running: what it opens must stand in its `opens`, or diagrams and tables lie.
_under_way: ContextVar[Act | None] = ContextVar("act", default=None)


@dataclass(frozen=True)
class Offer:
    """An act as seen by one person now: allowed, or why not."""

    act: Act
    refusals: tuple[Refusal, ...]
    in_state: bool

    @property
    def allowed(self) -> bool:
        return not self.refusals


def perform(
    proceeding: Any,
    name: str,
    *,
    by: Any,
    facts: Any = None,
    at: datetime | None = None,
    version: int | None = None,
) -> Event:
    """Perform the act `name` on a proceeding, wholly or not at all.

    `by` is a user, or SYSTEM, never assumed: who forgets to name anybody does not act as the system. `facts` is a POST
    or a mapping; `at` the moment of legal effect (default now); `version` the version of the proceeding that the person
    saw. Raises Refusal (Denied, Stale, InvalidFacts); then nothing has changed.
    """
    with transaction.atomic():
        locked = lock(proceeding)
        at = at or clock.now()  # read under the lock: acts in one case happen in the order in which they are done
        locked.policy = locked.court.policy(clock.day_of(at))
        act = act_named(locked, name)
        try:
            if version is not None and version != locked.version:
                raise Stale()
            deed = _admit(locked, act, by, facts, at)
            under_way = _under_way.set(act)
            try:
                event = _carry_out(locked, act, deed)
            finally:
                _under_way.reset(under_way)
        except Refusal as refusal:
            refusal.act_label = refusal.act_label or act.label
            raise
        transaction.on_commit(bell.ring)
    proceeding.__dict__.update(
        {key: value for key, value in locked.__dict__.items() if key in proceeding.__dict__ and key != "_state"}
    )
    proceeding._state.fields_cache.clear()  # department and handler may be others now
    return event


def lock(proceeding: Any) -> Any:
    """Lock the case, then the proceeding, always in this order, and read the proceeding afresh as its own kind."""
    case_model = proceeding._meta.get_field("case").related_model
    case = case_model.objects.select_for_update().get(pk=proceeding.case_id)
    rows = registry.proceeding_class(proceeding.kind).objects.select_related("court", "department")
    locked = rows.select_for_update(of=("self", "proceeding_ptr")).get(pk=proceeding.pk)
    locked.case = case
    return locked


def act_named(proceeding: Any, name: str) -> Act:
    try:
        return acts_of(proceeding.model)[name].in_court(proceeding.policy)
    except KeyError:
        raise Refusal(f"{proceeding.TITLE}没有名为“{name}”的事项", code="unknown", status=404) from None


def _admit(proceeding: Any, act: Act, by: Any, facts: Any, at: datetime) -> Deed:
    """State, power, guards, facts: in the order in which a person can do something about them."""
    if refusal := wrong_state(proceeding, act):
        raise refusal
    role, denial = power(proceeding, act, by)
    if denial:
        raise denial
    for guard in act.guards:
        if refusal := guard.check(proceeding, None):
            raise refusal
    deed = Deed(act, None if by == SYSTEM else by, role, at, _clean(proceeding, act, facts, at))
    for guard in act.guards:
        if guard.needs_facts and (refusal := guard.check(proceeding, deed)):
            raise refusal
    return deed


def wrong_state(proceeding: Any, act: Act) -> Refusal | None:
    """A refusal when the proceeding is not in a state from which the act may come."""
    if proceeding.state in act.sources:
        return None
    wanted = "、".join(proceeding.State(state).label for state in act.sources if state != BIRTH)
    return Refusal(
        f"{proceeding.TITLE}目前为“{proceeding.state_label}”",
        under=act.under[0],
        remedy=f"须在“{wanted}”时办理" if wanted else "本事项只在开始时办理一次",
        code="state",
    )


def power(proceeding: Any, act: Act, by: Any) -> tuple[str, Denied | None]:
    """The role in which `by` may act, or a denial: nobody who is not named, SYSTEM included, and never None."""
    if by is None:
        return "", Denied(f"“{act.label}”没有写明由谁办理", under=act.under[0])
    if by == SYSTEM:
        return SYSTEM, None if SYSTEM in act.by else Denied(f"“{act.label}”须由工作人员办理", under=act.under[0])
    role = by.role_for(act.by, proceeding, anywhere=act.anywhere)
    if role:
        return role, None
    who = by.role_names(act.by)
    if not who:
        return "", Denied(f"“{act.label}”由系统按期自动办理", under=act.under[0])
    holder = f"{proceeding.court.name}{'' if act.anywhere else proceeding.department.name}的{who}"
    return "", Denied(f"“{act.label}”只能由{who}办理", ask=holder, under=act.under[0])


def _clean(proceeding: Any, act: Act, facts: Any, at: datetime) -> Mapping[str, Any]:
    form = bind(act.facts, facts, proceeding=proceeding, day=clock.day_of(at))
    if form is None:
        return {}
    if form.is_valid():
        check_days(form)
    if form.errors:
        raise InvalidFacts({field: [str(e) for e in errors] for field, errors in form.errors.items()})
    return form.cleaned_data


def _carry_out(proceeding: Any, act: Act, deed: Deed) -> Event:
    before, old_state = _values(proceeding), proceeding.state
    try:
        getattr(proceeding, act.name)(deed)
    except TransitionNotAllowed as error:  # the checks above leave django_fsm nothing to refuse
        raise Refusal(str(error), code="state") from error
    _save_changes(proceeding, before)
    _move(proceeding, old_state, deed)
    event = record(_entry(proceeding, act, deed, old_state))
    deadlines.stop_all(proceeding, act.stops, deed, event)
    suspension.apply(proceeding, act, deed, event)
    begun = deadlines.start_all(proceeding, act.starts, deed, event)
    worklist.settle_tasks(proceeding, act.name, reachable_acts(proceeding.model, proceeding.state), event)
    worklist.open_tasks(proceeding, act.tasks, event, begun)
    for order in act.orders:
        if order.when is None or order.when(proceeding):
            registry.document_orderer(order.slug, proceeding, event, deed.at, deed.by)
    if proceeding.state in proceeding.TERMINAL:
        deadlines.cancel_rest(proceeding, deed, event)
    proceeding.after(act, deed, event)
    for follower in registry.followers:
        follower(proceeding, event)
    return event


def _values(proceeding: Any) -> dict[str, Any]:
    return {field.attname: getattr(proceeding, field.attname) for field in proceeding._meta.concrete_fields}


def _save_changes(proceeding: Any, before: dict[str, Any]) -> None:
    """Write only what the body changed, never the state."""
    kept = {"state", "version", "id", "proceeding_ptr_id", "state_since", "closed_at"}
    changed = [
        field.name
        for field in proceeding._meta.concrete_fields
        if field.attname not in kept and getattr(proceeding, field.attname) != before[field.attname]
    ]
    if changed:
        proceeding.save(update_fields=changed)


def _move(proceeding: Any, old_state: str, deed: Deed) -> None:
    """One UPDATE that names the old state and version: a lost race changes nothing and says so."""
    values: dict[str, Any] = {"version": models.F("version") + 1}
    if proceeding.state != old_state:
        values |= {"state": str(proceeding.state), "state_since": deed.at}
        if proceeding.state in proceeding.TERMINAL:
            values["closed_at"] = deed.at
    table = type(proceeding)._meta.get_field("state").model
    moved = table.objects.filter(pk=proceeding.pk, state=old_state, version=proceeding.version).update(**values)
    if moved != 1:
        raise Stale()
    proceeding.version += 1
    for name in ("state_since", "closed_at"):
        if name in values:
            setattr(proceeding, name, values[name])


def _entry(proceeding: Any, act: Act, deed: Deed, old_state: str) -> Entry:
    return Entry(
        act=f"{proceeding.KIND}.{act.name}",
        label=act.label,
        by=deed.by,
        role=deed.role,
        at=deed.at,
        case=proceeding.case,
        proceeding=proceeding,
        from_state=old_state,
        to_state=str(proceeding.state),
        articles=tuple(str(article) for article in act.under),
        facts=deed.facts,
    )


def open_proceeding(
    kind: str,
    case: Any,
    act: str,
    *,
    by: Any,
    facts: Any = None,
    at: datetime | None = None,
    origin: Any = None,
    **fields: Any,
) -> Any:
    """Bring a new proceeding of `kind` to life in a case through its opening act; returns it.

    A handover calls this from the body of an act with `origin=self`; the kinds it may name stand in the act's `opens`.
    Raises what perform() raises, KeyError for an unknown kind, and ImproperlyConfigured for one not declared.
    """
    begun_by = _under_way.get()
    if begun_by is not None and kind not in begun_by.opens:
        raise ImproperlyConfigured(f"{begun_by.name} ({begun_by.label}) does not declare that it opens {kind!r}")
    at = at or clock.now()
    model = registry.proceeding_class(kind)
    with transaction.atomic():
        case = type(case).objects.select_for_update().get(pk=case.pk)
        court = fields.pop("court", None) or case.court
        policy = court.policy(clock.day_of(at))
        department = fields.pop("department", None) or court.unit(model.home(policy), policy=policy)
        fresh = model(
            case=case,
            court=court,
            department=department,
            kind=kind,
            origin=base_of(origin),
            opened_at=at,
            state_since=at,
            **fields,
        )
        fresh.save(force_insert=True)
        perform(fresh, act, by=by, facts=facts, at=at)
        fresh.case.admit(fresh.department)
    return fresh


def follow(case: Any, kind: str, name: str, *, at: datetime, facts: Any = None) -> None:
    """What an act means for the case's proceedings of another kind: the system performs `name` wherever it may come.

    Where a state or a guard says no, nothing happens there, and the other department's page tells its people why.
    """
    for row in case.proceedings.filter(kind=kind, closed_at=None):
        other = row.actual
        other.policy = other.court.policy(clock.day_of(at))
        if offer(other, act_named(other, name), SYSTEM).allowed:
            try:
                perform(other, name, by=SYSTEM, at=at, facts=facts)
            except Refusal as refusal:  # out of time, for one: the first act stands, the other clock has its own end
                log.info("%s does not follow: %s", name, refusal)


def base_of(proceeding: Any) -> Any:
    """The row of the common table behind a department's own kind of proceeding."""
    return getattr(proceeding, "proceeding_ptr", proceeding)


def offers(proceeding: Any, user: Any) -> list[Offer]:
    """Every act that people can do on this proceeding, as `user` sees it now, allowed ones first."""
    found = []
    for act in acts_of(proceeding.model).values():
        if act.human and not (act.opening and proceeding.state != BIRTH):
            found.append(offer(proceeding, act.in_court(proceeding.policy), user))
    return sorted(found, key=lambda item: (not item.allowed, not item.in_state))


def offer(proceeding: Any, act: Act, user: Any) -> Offer:
    """One act as `user` sees it now: state, then power, then every guard that needs no facts."""
    misplaced = wrong_state(proceeding, act)
    _, denial = power(proceeding, act, user)
    refusals: list[Refusal] = [item for item in (misplaced, denial) if item]
    if not misplaced:
        refusals += [refusal for guard in act.guards if (refusal := guard.check(proceeding, None))]
    for refusal in refusals:
        refusal.act_label = act.label
    return Offer(act, tuple(refusals), misplaced is None)
