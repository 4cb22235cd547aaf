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
    OfficialReport,
    OutsideMatter,
)
from .investigation.models import Investigation
from .money.models import CaseMoney, LedgerEntry, PlanObjection, Share, Unidentified
from .objection.models import Explanation, Objection
from .sanctions.records import Sanction
from .substitution.models import Substitution
from .suggestion.models import Suggestion
from .urging.models import Urging
from .urging.records import Certificate, Instalment, NoticeService, Settlement, Visit

__all__ = [
    "Answer",
    "Bankruptcy",
    "CaseMoney",
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
    "Investigation",
    "LedgerEntry",
    "Measure",
    "MeasureReview",
    "NoticeService",
    "Objection",
    "OfficialReport",
    "OutsideMatter",
    "PlanObjection",
    "Sanction",
    "Settlement",
    "Share",
    "Substitution",
    "Suggestion",
    "Unidentified",
    "Urging",
    "Visit",
]
