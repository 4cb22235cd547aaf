"""The shapes of frozen facts: what a document says, as JSON, fixed when the act orders it.

Dates are ISO strings, amounts decimal strings in yuan with two places; the templates print them. A missing fact is
None or an empty string or list, and the kind's `missing` decides whether the paper can be made without it.
"""

import hashlib
from collections.abc import Mapping
from typing import Any, TypedDict

from courtflow.flow.facts import canonical


def snapshot_hash(snapshot: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(snapshot).encode()).hexdigest()


class CourtFacts(TypedDict):
    name: str
    code: str
    address: str
    phone: str


class UnitFacts(TypedDict):
    """The department that hands the paper out and where its people can be found."""

    name: str
    address: str
    phone: str
    hours: str


class AgentFacts(TypedDict):
    name: str
    phone: str


class PersonFacts(TypedDict):
    name: str
    role: str
    natural: bool
    identifier_label: str
    identifier: str
    address: str
    phone: str
    representative: str
    agents: list[AgentFacts]


class AccountFacts(TypedDict):
    purpose: str
    holder: str
    bank: str
    number: str


class InstrumentFacts(TypedDict):
    maker: str
    kind: str
    number: str
    made_on: str
    effective_on: str | None
    served_on: str | None
    service_method: str


class InstalmentFacts(TypedDict):
    no: int
    amount: str
    due_on: str | None


class ObligationFacts(TypedDict):
    no: int
    kind: str
    money: bool
    content: str
    amount: str | None
    due_on: str | None
    due_days: int | None
    instalments: list[InstalmentFacts]
    performed: str | None
    balance: str | None
    performed_in_full: bool
    interest: str


class PerformanceFacts(TypedDict):
    no: int
    on: str
    content: str
    amount: str | None
    channel: str
    voucher: str
    performer: str


class PeriodFacts(TypedDict):
    """A 催告期 or 督促期: its length in words, its first and last day and the rule it comes from."""

    name: str
    length: str
    from_service: bool
    first_day: str
    last_day: str
    rolls: bool
    article: str
    profile: str


class LateFacts(TypedDict):
    """Doubled interest under 民事诉讼法 264: its first day, and what has accrued up to the paper's date, if any."""

    no: int
    first_day: str
    accrued: str | None


class StatementFacts(TypedDict):
    """What is owed on the paper's day: for each item general interest, principal, doubled part, and their sum."""

    until: str
    rows: list[dict[str, Any]]
    total: str
    notes: list[str]


class WordingFacts(TypedDict):
    text: str
    version: int


class SignerFacts(TypedDict):
    """A judge who signs a ruling: 审判长, 审判员 or 人民陪审员, and the name."""

    title: str
    name: str


class AnnexFacts(TypedDict):
    """An annex of the list; one without a template is a thing enclosed, not printed here."""

    title: str
    template: str
    slip: bool


class Envelope(TypedDict):
    """What every paper carries, whatever its kind."""

    kind: str
    title: str
    number: str
    date: str
    court: CourtFacts
    unit: UnitFacts
    addressee: PersonFacts | None
    receiver: str
    case_title: str
    case_number: str
    proceeding_number: str
    proceeding_kind: str
    cause: str
    matter: str
    under: list[str]
    layout: str
    sealed: bool
    signers: list[SignerFacts]
    marks: list[str]
    annexes: list[AnnexFacts]
    verification_code: str
    verification_url: str
    verification_site: str
    wording: dict[str, WordingFacts]


class UrgingNotice(Envelope):
    creditors: list[PersonFacts]
    instrument: InstrumentFacts | None
    obligations: list[ObligationFacts]
    balance: str | None
    late: list[LateFacts]
    statement: StatementFacts | None
    period: PeriodFacts | None
    accounts: list[AccountFacts]
    certificate_ex_officio: bool


class PerformanceCertificate(Envelope):
    creditors: list[PersonFacts]
    instrument: InstrumentFacts | None
    obligations: list[ObligationFacts]
    performances: list[PerformanceFacts]
    other_debtors: list[PersonFacts]
    total: str | None
    completed_on: str | None
    phase: str
    basis: str
    applied_on: str | None
    applicant: str
    purposes: list[str]
    confirmations: list[str]
    copies: list[str]
    integrity_list: bool
    deducted: bool
    by_holder: bool
    objection_open: bool
    execution_opened: bool


class CriterionFacts(TypedDict):
    code: str
    year: int | None
    count: int | None
    total: str | None
    number: str
    court: str
    on: str | None
    finding: str


class EnterpriseFacts(TypedDict):
    name: str
    credit_code: str
    registered_capital: str | None
    capital_source: str
    capital_on: str | None
    licence_status: str
    revoked_on: str | None
    domicile: str
    competent_court: str


class Screening(TypedDict):
    """What the filing department's screen found about one enterprise of the case (佳木斯九（一）)."""

    party: int
    criteria: list[CriterionFacts]
    screened_at: str
    screening_id: str
    scope: str
    report_number: str
    competent_court: str
    capital_on: str | None
    reply_by: str | None


class BankruptcyNotice(Envelope):
    as_debtor: bool
    stage: str
    enterprise: EnterpriseFacts | None
    criteria: list[CriterionFacts]
    screened_at: str | None
    screening_id: str
    scope: str
    reply_by: str | None
    report_number: str
