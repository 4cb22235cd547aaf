"""What befalls an instrument: its items, its service on each party, its effect, its due days (民诉法第一百五十八条).

All dates come from law.effect, so that a judgment of this court and an award from outside follow one chain.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from courtflow.accounts.roles import Role
from courtflow.flow.refusals import Refusal
from courtflow.flow.rules import Rule
from courtflow.law import effect
from courtflow.law.articles import CPL
from courtflow.law.calendar import Calendar
from courtflow.law.effect import Chain, InstrumentKind, Readings, ServiceMethod
from courtflow.law.numerals import dated
from courtflow.law.periods import Due, Period, Roll, Unit, compute
from courtflow.policy.models import Policy

from .models import Instalment, Instrument, Obligation, Party, Service
from .operative import Row

LIMITATION = Rule(
    "limitation", "T31", "申请执行期间（二年）", Period(2, Unit.YEAR), CPL[250],
    warn=(180, 90, 30), alert=(Role.TRIAL_CLERK,), outlives=True,
    note="从履行期最后一日起算，分期的从最后一期起算，未定履行期的从生效之日起算",
)  # fmt: skip

LAW_KINDS = {
    Instrument.Kind.JUDGMENT: InstrumentKind.JUDGMENT_FIRST,
    Instrument.Kind.FINAL_JUDGMENT: InstrumentKind.JUDGMENT_FINAL,
    Instrument.Kind.MEDIATION: InstrumentKind.MEDIATION,
    Instrument.Kind.RULING: InstrumentKind.RULING_FINAL,
    Instrument.Kind.CONFIRMATION: InstrumentKind.CONFIRMATION,
    Instrument.Kind.AWARD: InstrumentKind.AWARD,
    Instrument.Kind.NOTARIAL: InstrumentKind.NOTARISED,
}


def create_obligations(instrument: Instrument, rows: Iterable[Row]) -> list[Obligation]:
    """Store the items of cleaned ObligationRows, numbered in their order."""
    return [_create(instrument, number, row) for number, row in enumerate(rows, start=1)]


def _create(instrument: Instrument, number: int, row: Row) -> Obligation:
    plain = (
        "kind", "content", "amount", "due_days", "due_on", "acceleration", "interest_base", "interest_rate",
        "interest_from", "interest_to", "order", "method",
    )  # fmt: skip
    item = Obligation.objects.create(instrument=instrument, item=number, **{name: row[name] for name in plain})
    item.debtors.set(row["debtors"])
    item.creditors.set(row["creditors"])
    Instalment.objects.bulk_create(
        Instalment(obligation=item, seq=seq, **part) for seq, part in enumerate(row["instalments"], start=1)
    )
    return item


def discard(instrument: Instrument) -> None:
    """Take a draft away with its items; the history keeps what it said. A served paper cannot be discarded."""
    Instalment.objects.filter(obligation__instrument=instrument).delete()
    for item in instrument.obligations.all():
        item.delete()
    instrument.delete()


def readings_of(policy: Policy) -> Readings:
    """How the court reads what the law leaves open."""
    return Readings(
        doubled_from_next_day=policy.value("interest.first_day_next"),
        costs_bear_doubled=policy.value("interest.costs_bear_doubled"),
        public_notice=Period(policy.value("public_notice.service_days"), Unit.DAY, Roll.NONE),
        limitation=LIMITATION.for_court(policy).period,
    )


def serve(
    instrument: Instrument, party: Party, method: str, done_on: date, proof: str, *, court: Any, policy: Policy,
    abroad: bool = False,
) -> Service:  # fmt: skip
    """Store one party's service; the day on which he counts as served follows from the method.

    `abroad`: without a domicile in the country (民诉法第二百八十三条至第二百八十六条).
    """
    due = service_day(party, method, done_on, court=court, policy=policy, abroad=abroad)
    return Service.objects.create(
        instrument=instrument, party=party, method=method, done_on=done_on, served_on=due.last_day,
        steps=list(due.steps), proof=proof, abroad=abroad,
    )  # fmt: skip


def service_day(party: Party, method: str, done_on: date, *, court: Any, policy: Policy, abroad: bool = False) -> Due:
    """The day on which a party counts as served with an instrument or any other paper, and why."""
    return effect.served_on(_law_service(party, method, done_on, abroad), court.calendar, readings_of(policy))


def _law_service(party: Party, method: str, done_on: date, abroad: bool) -> effect.Service:
    return effect.Service(party.name, ServiceMethod(method), done_on, abroad)


def reckon(
    instrument: Instrument,
    kind: InstrumentKind | None = None,
    *,
    court: Any,
    policy: Policy,
    served: Instrument | None = None,
    calendar: Calendar | None = None,
) -> Chain:
    """The chain of dates from the services stored so far, if nobody appeals.

    `kind` overrides what the kind of the row says (a small claim, an appealable ruling); `served` names the paper whose
    service counts where it is another one: the final ruling that lets a first judgment stand. Award and notarised
    instrument count from their making. `calendar` is another than the court's own: one that is not yet in force.
    Refusal when nobody is served yet.
    """
    calendar = calendar or court.calendar
    kind = kind or LAW_KINDS[Instrument.Kind(instrument.kind)]
    paper = served or instrument
    if kind in (InstrumentKind.AWARD, InstrumentKind.NOTARISED):
        services = [effect.Service(instrument.issuer, ServiceMethod.MADE, instrument.made_on)]
    else:
        rows = paper.services.select_related("party")
        services = [_law_service(row.party, row.method, row.done_on, row.abroad) for row in rows]
    try:
        return effect.follow(kind, services, _terms(instrument, calendar), calendar, readings_of(policy))
    except ValueError as error:
        raise Refusal(str(error), under=CPL[158], remedy="核对文书种类和各当事人的送达记录", code="effect") from error


def reckon_from(
    instrument: Instrument, effective: date, proof: str, kind: InstrumentKind, *, court: Any, policy: Policy
) -> Chain:
    """The chain from an effective day established otherwise: certified by the maker, or by an earlier record."""
    return effect.known(effective, proof, _terms(instrument, court.calendar), court.calendar, readings_of(policy), kind)


def _terms(instrument: Instrument, calendar: Calendar) -> list[Period | date | Due]:
    found: list[Period | date | Due] = []
    for item in instrument.obligations.prefetch_related("instalments"):
        found += [part.due_on for part in item.instalments.all()]
        if item.due_days:
            found.append(_stored(item, instrument, calendar) or days_of(item))
        elif item.due_on:
            found.append(item.due_on)
    return found


def _stored(item: Obligation, instrument: Instrument, calendar: Calendar) -> Due | None:
    """The last day that people were told, where a calendar that has changed since gives another: it stands."""
    if instrument.effective_on is None or item.due_on is None:
        return None
    due = compute(days_of(item), instrument.effective_on, calendar)
    if due.last_day == item.due_on:
        return None
    told = f"放假安排已有变更，改期经确认以前以登记的{dated(item.due_on)}为末日"
    return replace(due, due=item.due_on, steps=(*due.steps, told))


def days_of(item: Obligation) -> Period:
    """What an item that runs from the effective day is given."""
    return Period(item.due_days or 0, Unit.DAY)


def take_effect(instrument: Instrument, chain: Chain, *, court: Any) -> None:
    """Store the effective day with its reasons, and the last day of every item that counts from it."""
    instrument.effective_on, instrument.effect_steps = chain.effective, list(chain.steps)
    instrument.save(update_fields=["effective_on", "effect_steps"])
    for item in instrument.obligations.exclude(due_days=None):
        item.due_on = compute(days_of(item), chain.effective, court.calendar).last_day
        item.save(update_fields=["due_on"])


def take_back_effect(instrument: Instrument) -> None:
    """An appeal in time that arrived late shows that the instrument was not effective after all."""
    instrument.effective_on, instrument.effect_steps = None, []
    instrument.save(update_fields=["effective_on", "effect_steps"])
    instrument.obligations.exclude(due_days=None).update(due_on=None)
    instrument.obligations.update(accelerated_on=None)


def due_days(instrument: Instrument) -> list[date]:
    """Every day on which an item or an instalment falls due, in order, each once."""
    days = set()
    for item in instrument.obligations.prefetch_related("instalments"):
        days |= {part.due_on for part in item.instalments.all()} | ({item.due_on} if item.due_on else set())
    return sorted(days)


def last_term(instrument: Instrument) -> date | None:
    """From when the right to apply for enforcement runs; acceleration does not move it (民诉法第二百五十条)."""
    days = due_days(instrument)
    return days[-1] if days else instrument.effective_on


def reckon_acceleration(instrument: Instrument, on: date) -> None:
    """Derive from the payments whether an instalment was missed by the end of `on` and made the whole fall due.

    Derived afresh each time: a payment made in time but recorded late takes the acceleration back.
    """
    for item in instrument.obligations.filter(acceleration=True).prefetch_related("instalments", "performances"):
        missed = _first_missed(item, on)
        if item.accelerated_on != missed:
            item.accelerated_on = missed
            item.save(update_fields=["accelerated_on"])


def _first_missed(item: Obligation, on: date) -> date | None:
    """The due day of the first instalment not covered when its own day ended; payments fill the earliest first."""
    owed = Decimal(0)
    paid = [row for row in item.performances.all() if row.counts and row.amount]
    for part in item.instalments.all():
        owed += part.amount
        in_time = sum((row.amount for row in paid if row.amount and row.performed_on <= part.due_on), Decimal(0))
        if part.due_on <= on and in_time < owed:
            return part.due_on
    return None


def in_default(instrument: Instrument, on: date) -> bool:
    """Whether anything that fell due by the end of `on` is not performed."""
    rows = instrument.obligations.prefetch_related("instalments", "performances")
    return any(_item_in_default(item, on) for item in rows)


def _item_in_default(item: Obligation, on: date) -> bool:
    if item.is_performed:
        return False
    last = item.last_due_on
    whole = last is None or last <= on
    return whole or any(part.due_on <= on for part in item.overdue_instalments)


def may_be_urged(instrument: Instrument, policy: Policy) -> bool:
    """Whether 公告送达 leaves somebody to urge: it keeps out the whole instrument, or only who was so served (Q18)."""
    if "public_notice" not in policy.value("pre_exec.exclusions"):
        return True
    if policy.value("pre_exec.public_notice_scope") == "instrument":
        return not instrument.by_public_notice
    noticed = instrument.services.filter(method=Service.Method.PUBLIC_NOTICE)
    return Party.objects.filter(owes__instrument=instrument).exclude(pk__in=noticed.values("party")).exists()
