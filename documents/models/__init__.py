"""Papers, their wording, the seals they bear and their service."""

from .delivery import Delivery, Recipient
from .documents import Document
from .seals import Seal
from .wording import Wording

__all__ = ["Delivery", "Document", "Recipient", "Seal", "Wording"]
