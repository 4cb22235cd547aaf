"""The proceedings of filing, each in its own package; lists of proceedings follow this order."""

from .filing.models import Filing
from .filing.related_suits import SuitNotice
from .mediation.models import AgreementItem, Assessment, Mediation

# isort: split
from .execution_filing.models import ExecutionCheck, ExecutionFiling

__all__ = ["AgreementItem", "Assessment", "ExecutionCheck", "ExecutionFiling", "Filing", "Mediation", "SuitNotice"]
