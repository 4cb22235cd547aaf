"""签发: who may sign a paper, signing together with the ordering act, waiting for a signature, sending back.

Whoever may sign and performs the ordering act has signed with it; nobody is asked to press a button twice.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from courtflow.accounts.roles import Role
from courtflow.flow import bell, clock, worklist
from courtflow.flow.models import Task
from courtflow.flow.perform import lock
from courtflow.flow.refusals import Denied, Refusal

from . import unmade
from .drafting import Draft
from .history import note
from .kinds import KINDS, LEADERS, Kind
from .models import Document
from .snapshots import snapshot_hash

State = Document.State
UNSIGNED: dict[str, Any] = {"approved_by": None, "approved_role": "", "approved_at": None}


def with_the_order(kind: Kind, draft: Draft, by: Any) -> dict[str, Any]:
    """The columns of a paper as its ordering act leaves it: signed, or waiting for the approver."""
    role = draft.event.role if not kind.approver else role_of(by, kind.approver, draft.proceeding)
    if not role:
        return {"state": State.DRAFTED} | UNSIGNED
    return {"state": State.APPROVED, "approved_by": by, "approved_role": role, "approved_at": draft.at}


def failed() -> dict[str, Any]:
    """The columns of a paper that cannot be made: whoever completes its facts asks for the signature again."""
    return {"state": State.FAILED} | UNSIGNED


def role_of(by: Any, roles: Sequence[Role], proceeding: Any) -> str:
    """The role in which this person signs, or an empty string; the court's leaders sign for every department."""
    if by is None:
        return ""
    leading = [role for role in roles if role in LEADERS]
    return str(by.role_for(leading, proceeding, anywhere=True) or by.role_for(roles, proceeding))


def ask(kind: Kind, proceeding: Any, event: Any, made: Iterable[Document]) -> None:
    """Open the task “签发《…》” if anything waits for a signature."""
    if any(document.state == State.DRAFTED for document in made):
        worklist.open_tasks(proceeding, (kind.signing,), event, [])


def waiting(proceeding: Any, slug: str) -> Any:
    """The papers of one kind that wait for one signature."""
    return Document.objects.filter(proceeding_id=proceeding.pk, kind=slug, state=State.DRAFTED)


def approve(document: Document, by: Any, at: datetime | None = None) -> None:
    """Sign, now unless told when: that day becomes the day of the paper, its facts stand, a worker makes the file."""
    with transaction.atomic():
        proceeding, role = _admit(document, by, "签发文书")
        now = at or clock.now()
        row = Document.objects.get(pk=document.pk)
        snapshot = row.snapshot | {"date": clock.day_of(now).isoformat()}
        _move(
            document, state=State.APPROVED, approved_by=by, approved_role=role, approved_at=now, error="",
            snapshot=snapshot, snapshot_hash=snapshot_hash(snapshot), attempts=0,
        )  # fmt: skip
        event = note(document, proceeding, "documents.approve", "签发文书", by, role, at=at)
        _settle(document, event)
        transaction.on_commit(bell.ring)


def send_back(document: Document, reason: str, by: Any) -> None:
    """Return a draft to its author with the reason; drafted again from new facts, it comes back."""
    if not reason.strip():
        raise Refusal("退回须写明理由", remedy="填写需要补正的内容后再提交", code="invalid", status=400)
    with transaction.atomic():
        proceeding, role = _admit(document, by, "退回文书")
        _move(document, state=State.RETURNED, error=f"签发人退回：{reason.strip()}")
        event = note(document, proceeding, "documents.return", "退回文书", by, role, reason.strip())
        _settle(document, event)
        unmade.settle(proceeding, document.kind, event)


def _admit(document: Document, by: Any, label: str) -> tuple[Any, str]:
    proceeding = lock(document.proceeding.actual)
    kind = KINDS[document.kind]
    if role := role_of(by, kind.approver, proceeding):
        return proceeding, role
    who = by.role_names(kind.approver) or "有权签发的人员"
    raise Denied(f"《{kind.title}》由{who}签发，您不能办理“{label}”", ask=who, under=kind.under[0])


def _move(document: Document, **values: Any) -> None:
    """Only a paper that still waits: a second signature, or one after a return, changes nothing and says so."""
    if not Document.objects.filter(pk=document.pk, state=State.DRAFTED).update(**values):
        raise Refusal("文书已经签发或者退回", remedy="请刷新页面查看文书的最新状态", code="state")
    document.refresh_from_db(fields=list(values))


def _settle(document: Document, event: Any) -> None:
    """The task ends with the last paper of the kind that waited."""
    if waiting(document.proceeding, document.kind).exists():
        return
    code = KINDS[document.kind].signing.code
    rows = Task.objects.filter(proceeding_id=document.proceeding_id, kind=code, state__in=Task.OPEN_STATES)
    for task in rows:
        task.finish(Task.State.DONE, event.at, event)
