"""The proceedings of enforcement, each in its own package."""

from .bankruptcy.models import Answer, Bankruptcy, Consultation
from .execution.models import (
    ClosingReview,
    Control,
    DebtorNotice,
    DebtorStay,
    Execution,
    ExecutionSettlement,
    Measure,
    MeasureReview,
    Stay,
)
from .objection.models import Explanation, Objection
from .urging.models import Urging
from .urging.records import Certificate, Instalment, NoticeService, Settlement, Visit

__all__ = [
    "Answer",
    "Bankruptcy",
    "Certificate",
    "ClosingReview",
    "Consultation",
    "Control",
    "DebtorNotice",
    "DebtorStay",
    "Execution",
    "ExecutionSettlement",
    "Explanation",
    "Instalment",
    "Measure",
    "MeasureReview",
    "NoticeService",
    "Objection",
    "Settlement",
    "Stay",
    "Urging",
    "Visit",
]
