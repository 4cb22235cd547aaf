"""归档 as an act of a proceeding: its dossier goes where the profile says, its papers with it."""

from typing import Any

from courtflow.flow.acts import Deed

from .dossier import handing
from .dossier.papers import archive_papers


def archive(proceeding: Any, deed: Deed) -> int:
    """For the body of the act 归档. Returns how many papers went.

    A Refusal where the profile lets no dossier go that lacks something.
    """
    handing.hand_over(proceeding, by=deed.by, role=deed.role, at=deed.at, slip=deed.get("receipt", ""))
    return archive_papers(proceeding, deed.by, deed.role, deed.at)
