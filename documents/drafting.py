"""From the rows of a case to frozen facts: the parts that every kind of paper shares."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from courtflow.cases.models import Instrument, Obligation, Party, Performance
from courtflow.flow import clock
from courtflow.law.numerals import arabic_date, chinese_number

from .snapshots import (
    AccountFacts,
    CourtFacts,
    InstrumentFacts,
    ObligationFacts,
    PerformanceFacts,
    PersonFacts,
    UnitFacts,
)

NAMED = 3  # parties named in a sentence; the table of parties names all


@dataclass(frozen=True)
class Draft:
    """What a kind may look at while it freezes its facts: the locked proceeding and the event that orders the paper."""

    proceeding: Any
    event: Any
    at: datetime
    addressee: Party | None = None
    receiver: str = ""

    def asked(self, name: str, default: Any = None) -> Any:
        """A fact of the ordering act as its event keeps it: days ISO, money as decimal strings, rows as lists."""
        return self.event.facts.get(name, default)

    def asked_parties(self, name: str) -> list[Party]:
        """The parties chosen in a field of the ordering act, in the order of the case."""
        value = self.asked(name) or []
        rows = value if isinstance(value, list) else [value]
        chosen = {row["id"] if isinstance(row, Mapping) else row for row in rows}
        return [party for party in self.parties if party.pk in chosen]

    @property
    def on(self) -> date:
        return clock.day_of(self.at)

    @property
    def court(self) -> Any:
        return self.proceeding.court

    @property
    def case(self) -> Any:
        return self.proceeding.case

    @property
    def own_articles(self) -> list[str]:
        """Of the articles of the ordering act those of this court's own regulation, where it has one."""
        value = self.proceeding.policy.source("pre_exec.case_type")
        own = [text for text in self.event.articles if value and text.startswith(value.profile.document_no)]
        return own or list(self.event.articles)

    @cached_property
    def parties(self) -> list[Party]:
        return list(self.case.parties.prefetch_related("agents", "addresses", "accounts"))

    @cached_property
    def instrument(self) -> Instrument | None:
        """The one that the proceeding enforces, else the newest of the case."""
        own = getattr(self.proceeding, "instrument", None)
        return own or self.case.instruments.order_by("made_on", "id").last()

    @cached_property
    def obligations(self) -> list[Obligation]:
        if self.instrument is None:
            return []
        rows = self.instrument.obligations.prefetch_related(
            "debtors", "creditors", "instalments", "performances__payer"
        )
        return list(rows)

    def owed_by(self, party: Party | None) -> list[Obligation]:
        return [item for item in self.obligations if party is None or party in item.debtors.all()]

    @cached_property
    def debtors(self) -> list[Party]:
        """Who owes something under the instrument; without one, the debtor side of the case."""
        owing = {party.pk for item in self.obligations for party in item.debtors.all()}
        return [p for p in self.parties if (p.pk in owing if owing else p.role in Party.DEBTOR_SIDE)]

    def creditors_of(self, party: Party | None) -> list[Party]:
        claiming = {person.pk for item in self.owed_by(party) for person in item.creditors.all()}
        return [p for p in self.parties if (p.pk in claiming if claiming else p.role in Party.CREDITOR_SIDE)]

    @property
    def matter(self) -> str:
        """张一与李二民间借贷纠纷一案, however many they are."""
        return f"{people(self.creditors_of(None))}与{people(self.debtors)}{self.case.cause}一案"


def people(parties: Sequence[Party]) -> str:
    """Up to three by name, more as 张一、李二、王三等五人."""
    named = "、".join(party.name for party in parties[:NAMED])
    return f"{named}等{chinese_number(len(parties))}人" if len(parties) > NAMED else named


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def yuan(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"


def court_facts(court: Any) -> CourtFacts:
    return {"name": court.name, "code": court.code, "address": court.address, "phone": court.phone}


def unit_facts(draft: Draft, hours: str) -> UnitFacts:
    unit, court = draft.proceeding.department, draft.court
    return {"name": unit.name, "address": court.address, "phone": unit.phone or court.phone, "hours": hours}


def person_facts(party: Party, role: str = "") -> PersonFacts:
    natural = party.kind == Party.Kind.NATURAL
    address = party.service_address
    return {
        "name": party.name,
        "role": role or party.get_role_display(),
        "natural": natural,
        "identifier_label": "公民身份号码" if natural else "统一社会信用代码",
        "identifier": party.identifier,
        "address": address.text if address else "",
        "phone": party.phone,
        "representative": "" if natural else party.legal_representative,
        "agents": [
            {"name": f"{agent}{'，' + agent.firm if agent.firm else ''}", "phone": agent.phone}
            for agent in party.agents.all()
        ],
    }


def instrument_facts(instrument: Instrument | None, party: Party | None) -> InstrumentFacts | None:
    """With the service on this party, or (for a paper to nobody in particular) the last service of all."""
    if instrument is None:
        return None
    services = [row for row in instrument.services.all() if party is None or row.party_id == party.pk]
    last = max(services, key=lambda row: row.served_on, default=None)
    return {
        "maker": instrument.issuer,
        "kind": instrument.get_kind_display(),
        "number": instrument.number,
        "made_on": instrument.made_on.isoformat(),
        "effective_on": iso(instrument.effective_on),
        "served_on": iso(last.served_on) if last else None,
        "service_method": last.get_method_display() if last else "",
    }


def obligation_facts(items: Iterable[Obligation]) -> list[ObligationFacts]:
    return [_obligation(item) for item in items]


def _obligation(item: Obligation) -> ObligationFacts:
    money = item.kind == Obligation.Kind.MONEY
    return {
        "no": item.item,
        "kind": item.get_kind_display(),
        "money": money,
        "content": item.content,
        "amount": yuan(item.amount),
        "due_on": iso(item.last_due_on),
        "due_days": item.due_days,
        "instalments": [
            {"no": part.seq, "amount": f"{part.amount:.2f}", "due_on": iso(part.due_on)}
            for part in item.instalments.all()
        ],
        "performed": yuan(item.performed) if money else None,
        "balance": yuan(item.balance) if money else None,
        "performed_in_full": item.is_performed,
        "interest": interest_terms(item),
    }


def interest_terms(item: Obligation) -> str:
    """The general interest as the instrument orders it, in one sentence; empty where it orders none."""
    if not item.interest_rate:
        return ""
    base = f"以{item.interest_base:.2f}元为基数，" if item.interest_base is not None else ""
    start = f"自{arabic_date(item.interest_from)}起" if item.interest_from else ""
    end = f"至{item.interest_to}止" if item.interest_to else ""
    between = f"{start}{end}，" if start or end else ""
    return f"{base}{between}按照{item.interest_rate}计算。"


def performance_facts(items: Iterable[Obligation]) -> list[PerformanceFacts]:
    rows = [(item, row) for item in items for row in item.performances.all() if row.counts]
    rows.sort(key=lambda pair: (pair[1].performed_on, pair[0].item, pair[1].pk))
    return [_performance(item, row) for item, row in rows]


def _performance(item: Obligation, row: Performance) -> PerformanceFacts:
    return {
        "no": item.item,
        "on": row.performed_on.isoformat(),
        "content": item.method if row.amount is None else "",
        "amount": yuan(row.amount),
        "channel": row.get_channel_display(),
        "voucher": row.proof,
        "performer": row.payer.name,
    }


def account_facts(draft: Draft, creditors: Iterable[Party]) -> list[AccountFacts]:
    """Where to pay: each creditor's payee account (山阳第二十三条) and the case's account at the court (南召三5)."""
    found: list[AccountFacts] = [
        {"purpose": "权利人收款账户", "holder": account.holder, "bank": account.bank, "number": account.number}
        for party in creditors
        if (account := party.payee_account)
    ]
    return [*found, *case_account(draft)]


def case_account(draft: Draft) -> list[AccountFacts]:
    """一案一账号: the case's own number; before one is bound, the court's account (佳木斯十一（一）), if it has one."""
    if account := getattr(draft.case, "money_account", None):
        return [{"purpose": "本案案款账号", "holder": account.holder, "bank": account.bank, "number": account.number}]
    policy = draft.proceeding.policy
    holder, bank, number = (str(policy.value(f"court.account_{part}")) for part in ("holder", "bank", "number"))
    return [{"purpose": "法院案款账户", "holder": holder, "bank": bank, "number": number}] if number else []
