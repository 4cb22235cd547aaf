"""From signed to issued, and out of force again.

A row is claimed with a lease, rendered outside any transaction, and stored by an UPDATE that names the claim. A worker
that dies in between leaves a lease that runs out; a worker that comes too late changes nothing.
"""

import logging
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from courtflow.accounts.roles import PERSONAL, Role
from courtflow.flow import clock
from courtflow.flow.acts import SYSTEM
from courtflow.flow.perform import lock
from courtflow.flow.refusals import Refusal

from . import delivery, unmade
from .history import note, role_in
from .kinds import KINDS
from .models import Document, Seal
from .press import render
from .rendering import Rendered, SealPrint, Unprintable, template_version
from .sealing import seal_for

log = logging.getLogger(__name__)

State = Document.State

# Longer than the slowest paper, shorter than a clerk's patience.
LEASE = timedelta(minutes=3)
# A paper that kills its worker this often is set aside, so that it cannot hold up the others.
MOST_ATTEMPTS = 3

# Taking a paper out of force needs a judge or a head.
MAY_END = (*PERSONAL, Role.CENTRE_HEAD, Role.DIVISION_HEAD, Role.BUREAU_CHIEF, Role.VICE_PRESIDENT, Role.PRESIDENT)


def render_pending(limit: int | None = None) -> int:
    """Render what is signed until nothing is left (or `limit` papers were tried). Returns how many were issued."""
    issued = tried = 0
    while (limit is None or tried < limit) and (document := claim()):
        tried += 1
        issued += _make(document)
    return issued


def claim() -> Document | None:
    """Take the newest signed paper that nobody holds: somebody waits for it at the counter, while a heap has time.

    Two workers never get the same one.
    """
    now = clock.now()
    free = Q(lease_until=None) | Q(lease_until__lt=now)
    with transaction.atomic():
        rows = Document.objects.select_for_update(of=("self",), skip_locked=True).filter(free, state=State.APPROVED)
        document = rows.select_related("court").defer("pdf").order_by("-ordered_at", "id").first()
        if document is None:
            return None
        document.lease_until, document.attempts = now + LEASE, document.attempts + 1
        document.save(update_fields=["lease_until", "attempts"])
    return document


def _make(document: Document) -> bool:
    if document.attempts > MOST_ATTEMPTS:
        _set_aside(document, "制作程序三次中断，请联系系统管理员查明原因后重试")
        return False
    seal = seal_for(document, clock.today())
    try:
        rendered = render(KINDS[document.kind].template, document.snapshot, seal=stamp(seal))
    except Unprintable as verdict:
        _set_aside(document, str(verdict))
        return False
    except Exception:
        log.exception("document %s could not be rendered", document.pk)
        _set_aside(document, "制作程序出错，详情见系统日志；请联系系统管理员处理后重试")
        return False
    return _store(document, rendered, seal)


def stamp(seal: Seal | None) -> SealPrint | None:
    return SealPrint(bytes(seal.image), seal.diameter_mm) if seal else None


def _mine(document: Document) -> Any:
    """The row as this worker claimed it: signed, and nobody claimed it since."""
    return Document.objects.filter(pk=document.pk, state=State.APPROVED, attempts=document.attempts)


def _store(document: Document, rendered: Rendered, seal: Seal | None = None) -> bool:
    """Seal and issue in one move: the case is locked first, as by every act, so that nobody waits in a circle."""
    with transaction.atomic():
        proceeding = lock(document.proceeding.actual)
        now = clock.now()
        values = {"sealing": Document.Sealing.IMAGE, "seal": seal, "sealed_at": now} if seal else {}
        stored = _mine(document).update(
            state=State.ISSUED,
            pdf=rendered.pdf,
            sha256=rendered.sha256,
            pages=rendered.pages,
            template_version=template_version(),
            issued_at=now,
            lease_until=None,
            error="",
            **values,
        )
        if stored and seal:
            note(document, proceeding, "documents.seal", "用印", None, SYSTEM, method=str(seal))
        if stored:
            note(document, proceeding, "documents.issue", "发出文书", None, SYSTEM, sha256=rendered.sha256)
            delivery.settle(document)
    return bool(stored)


def _set_aside(document: Document, reason: str) -> None:
    """The paper waits for somebody who mends what is said to be wrong, and asks him to."""
    with transaction.atomic():
        proceeding = lock(document.proceeding.actual)
        if _mine(document).update(state=State.FAILED, error=reason, lease_until=None):
            event = note(document, proceeding, "documents.fail", "文书未能制作", None, SYSTEM, reason)
            unmade.settle(proceeding, document.kind, event)


def revoke(document: Document, reason: str, by: Any) -> None:
    """Take an issued paper out of force. The file stays; the public page says so from now on."""
    _end(document, State.REVOKED, reason, by, "documents.revoke", "撤销文书")


def supersede(document: Document, successor: Document, reason: str, by: Any) -> None:
    """Replace an issued paper by a later one."""
    _end(document, State.SUPERSEDED, reason, by, "documents.supersede", "取代文书", successor)


def _end(
    document: Document, state: str, reason: str, by: Any, act: str, label: str, successor: Document | None = None
) -> None:
    if not reason.strip():
        raise Refusal(f"{label}须写明理由", remedy="填写理由后再提交", code="invalid", status=400)
    with transaction.atomic():
        proceeding = lock(document.proceeding.actual)
        role = role_in(by, proceeding, MAY_END, label)
        changed = Document.objects.filter(pk=document.pk, state__in=Document.IN_FORCE).update(
            state=state, ended_at=clock.now(), ended_reason=reason.strip(), superseded_by=successor
        )
        if not changed:
            raise Refusal("只有已签发、有效的文书可以撤销或者取代", remedy="请刷新页面查看文书的最新状态", code="state")
        note(document, proceeding, act, label, by, role, reason)
    document.refresh_from_db(fields=["state", "ended_at", "ended_reason", "superseded_by"])
