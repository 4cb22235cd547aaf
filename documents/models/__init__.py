"""Papers, their wording, the seals they bear and their service; files handed in, and the dossiers they all go into."""

from .delivery import Delivery, Recipient
from .documents import Document
from .dossiers import Dossier, DossierBuild
from .files import StoredFile
from .masked import MaskedCopy
from .materials import Material
from .seals import Seal
from .wording import Wording

__all__ = [
    "Delivery", "Document", "Dossier", "DossierBuild", "MaskedCopy", "Material", "Recipient", "Seal", "StoredFile",
    "Wording",
]  # fmt: skip
