"""The papers of a dossier go to the archive with it, and stay in force."""

from datetime import datetime
from typing import Any

from courtflow.flow.events import Entry, record
from courtflow.law.articles import DOSSIER
from documents.models import Document, Dossier

ARCHIVABLE = (Document.State.ISSUED, Document.State.SERVED)


def archive_papers(proceeding: Any, by: Any, role: str, at: datetime) -> int:
    """The issued papers of a proceeding and of those whose dossiers were joined to its own."""
    guests = Dossier.objects.filter(host__proceeding=proceeding.pk).values_list("proceeding", flat=True)
    rows = Document.objects.filter(proceeding__in=[proceeding.pk, *guests], state__in=ARCHIVABLE)
    numbers = list(rows.order_by("id").values_list("number", flat=True))
    if not numbers:
        return 0
    rows.update(state=Document.State.ARCHIVED, archived_at=at)
    record(
        Entry(
            act="documents.archive",
            label="文书归档",
            by=by,
            role=role,
            at=at,
            case=proceeding.case,
            proceeding=proceeding,
            from_state=proceeding.state,
            to_state=proceeding.state,
            articles=(str(DOSSIER[3]),),
            facts={"documents": numbers},
        )
    )
    return len(numbers)
