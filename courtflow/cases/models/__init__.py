"""The rows of a case, one topic a module."""

from .case import Appointment, Case, CaseQuerySet, Involvement
from .changes import PartyChange
from .instruments import Instrument, Service
from .limitation import LimitationEvent
from .money_accounts import AccountLink, CaseAccount
from .numbers import IssuedNumber, NumberSequence
from .obligations import Instalment, Obligation, Performance
from .parties import Account, Address, Agent, Party, Unmasking
from .proceedings import Proceeding, ProceedingQuerySet
from .screening import DismissedHit, RelatedSearch

__all__ = [
    "Account",
    "AccountLink",
    "Address",
    "Agent",
    "Appointment",
    "Case",
    "CaseAccount",
    "CaseQuerySet",
    "DismissedHit",
    "Instalment",
    "Instrument",
    "Involvement",
    "IssuedNumber",
    "LimitationEvent",
    "NumberSequence",
    "Obligation",
    "Party",
    "PartyChange",
    "Performance",
    "Proceeding",
    "ProceedingQuerySet",
    "RelatedSearch",
    "Service",
    "Unmasking",
]
