"""The rows of a case, one topic a module."""

from .case import Case, CaseQuerySet, Involvement
from .instruments import Instrument, Service
from .numbers import IssuedNumber, NumberSequence
from .obligations import Instalment, Obligation, Performance
from .parties import Account, Address, Agent, Party, Unmasking
from .proceedings import Appointment, Proceeding, ProceedingQuerySet

__all__ = [
    "Account",
    "Address",
    "Agent",
    "Appointment",
    "Case",
    "CaseQuerySet",
    "Instalment",
    "Instrument",
    "Involvement",
    "IssuedNumber",
    "NumberSequence",
    "Obligation",
    "Party",
    "Performance",
    "Proceeding",
    "ProceedingQuerySet",
    "Service",
    "Unmasking",
]
