"""The proceedings of filing, each in its own package."""

from .execution_filing.models import ExecutionCheck, ExecutionFiling
from .filing.models import Filing
from .filing.related_suits import SuitNotice
from .mediation.models import AgreementItem, Assessment, Mediation

__all__ = ["AgreementItem", "Assessment", "ExecutionCheck", "ExecutionFiling", "Filing", "Mediation", "SuitNotice"]
