"""Trial as rows and acts (catalogue M1, steps 6 to 16); each stretch of its life has its own module."""

from __future__ import annotations

from courtflow.accounts.roles import Unit
from courtflow.policy.models import Policy

from .announcing import Announcing
from .answering import Answering
from .consulting import Consulting
from .hearing import Hearing
from .inquiry.models import Inquiry
from .leads import Leads
from .limitation import Limitation
from .limits import Limits
from .owing import Owing
from .records import (
    Appeal,
    ComplaintService,
    Consultation,
    ExtensionRequest,
    InformationCheck,
    MediationTerms,
    NoticeApproval,
    NoticeRequest,
    ServiceAttempt,
)
from .serving import Serving
from .states import State

__all__ = [
    "Appeal",
    "ComplaintService",
    "Consultation",
    "ExtensionRequest",
    "InformationCheck",
    "Inquiry",
    "MediationTerms",
    "NoticeApproval",
    "NoticeRequest",
    "ServiceAttempt",
    "Trial",
]


class Trial(Leads, Consulting, Limitation, Limits, Answering, Owing, Announcing, Serving, Hearing):
    """民事一审: from the file received from filing until the paper is performed, enforced or without effect."""

    KIND = "trial"
    TITLE = "审判"
    TERMINAL = frozenset({State.REMANDED, State.ARCHIVED})

    class Meta:
        verbose_name = verbose_name_plural = "审判"

    @classmethod
    def home(cls, policy: Policy) -> str:
        return Unit.TRIAL
