"""归档: with the file of a proceeding its papers go to the archive, and stay in force (档案保管期限规定第三条)."""

from typing import Any

from courtflow.flow.acts import Deed
from courtflow.flow.events import Entry, record

from .models import Document

ARCHIVABLE = (Document.State.ISSUED, Document.State.SERVED)


def archive(proceeding: Any, deed: Deed) -> int:
    """For the body of the act 归档: every issued paper of the proceeding. Returns how many went."""
    rows = Document.objects.filter(proceeding_id=proceeding.pk, state__in=ARCHIVABLE)
    numbers = list(rows.order_by("id").values_list("number", flat=True))
    if not numbers:
        return 0
    rows.update(state=Document.State.ARCHIVED, archived_at=deed.at)
    record(
        Entry(
            act="documents.archive",
            label="文书归档",
            by=deed.by,
            role=deed.role,
            at=deed.at,
            case=proceeding.case,
            proceeding=proceeding,
            from_state=proceeding.state,
            to_state=proceeding.state,
            articles=tuple(str(article) for article in deed.act.under),
            facts={"documents": numbers},
        )
    )
    return len(numbers)
