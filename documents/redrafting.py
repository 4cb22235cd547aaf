"""Making a paper again that could not be made or was sent back, from the facts as they are now, under its old number.

Somebody presses “重新制作”; a ruling that only wanted its judge is made by the act that puts one in charge.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from courtflow.flow import bell, clock
from courtflow.flow.acts import SYSTEM
from courtflow.flow.models import Event
from courtflow.flow.perform import lock
from courtflow.flow.refusals import Refusal

from . import approval, unmade
from .drafting import Draft
from .history import note, role_in
from .kinds import KINDS, MAY_REDRAFT
from .models import Document
from .order import freeze
from .snapshots import snapshot_hash

State = Document.State


def retry(document: Document, by: Any) -> Document:
    """Draft a failed or returned paper again."""
    with transaction.atomic():
        proceeding = lock(document.proceeding.actual)
        role = role_in(by, proceeding, MAY_REDRAFT, "重新制作文书")
        rows = Document.objects.select_for_update(of=("self",)).select_related("addressee", "ordered_by")
        row = rows.get(pk=document.pk)
        if not row.failed:
            raise Refusal(
                "只有未能制作或者被退回的文书可以重新制作", remedy="请刷新页面查看文书的最新状态", code="state"
            )
        _redraft(row, proceeding, by, clock.now())
        _tell(row, proceeding, note(row, proceeding, "documents.retry", "重新制作文书", by, role, row.error))
        transaction.on_commit(bell.ring)
    return row


def follow(proceeding: Any, event: Event) -> None:
    """What an act means for papers that are wanting: a judge signs what had none, tasks go where the case goes."""
    rows = Document.objects.filter(proceeding_id=proceeding.pk, state__in=[State.FAILED, State.RETURNED])
    for row in rows.exclude(ordered_by=event).select_related("ordered_by__by", "addressee").defer("pdf"):
        if row.state == State.FAILED and proceeding.handler and KINDS[row.kind].unsigned(row.snapshot):
            _redraft(row, proceeding, row.ordered_by.by, event.at)
            reason = row.error or f"“{event.label}”确定了承办法官"
            told = note(row, proceeding, "documents.retry", "重新制作文书", None, SYSTEM, reason, at=event.at)
            _tell(row, proceeding, told)
        else:
            unmade.settle(proceeding, row.kind, event)


def _tell(row: Document, proceeding: Any, event: Event) -> None:
    approval.ask(KINDS[row.kind], proceeding, event, [row])
    unmade.settle(proceeding, row.kind, event)


def _redraft(row: Document, proceeding: Any, by: Any, at: datetime) -> None:
    kind, draft = KINDS[row.kind], Draft(proceeding, row.ordered_by, at, row.addressee, row.receiver)
    row.snapshot = freeze(kind, draft, row.number, row.verification_code)
    row.snapshot_hash = snapshot_hash(row.snapshot)
    problems = kind.problems(row.snapshot)
    row.error, row.attempts, row.lease_until = "；".join(problems), 0, None
    columns = approval.failed() if problems else approval.with_the_order(kind, draft, by)
    for name, value in columns.items():
        setattr(row, name, value)
    row.save(update_fields=["snapshot", "snapshot_hash", "error", "attempts", "lease_until", *columns])
