"""May a paper be published, and its masked copy: looked at first, then made as a file of its own.

裁判文书公布规定第四条（不公布的）、第七条（生效后七个工作日内）、第八条至第十一条（隐名和删除）.
"""

from typing import Any

from django.db import transaction

from courtflow.flow import clock
from courtflow.flow.perform import lock
from courtflow.flow.refusals import Refusal
from courtflow.law.articles import source

from .history import note, role_in
from .issue import MAY_END
from .kinds import KINDS, Layout
from .masking import Masked, mask
from .models import Document, MaskedCopy
from .press import render
from .rendering import Rendered, Unprintable

PUB = source("PUB")
MAY_MASK = MAY_END
PRIVATE = ("离婚", "抚养", "监护")
MEDIATED = ("民事调解书", "司法确认裁定书")
Also = list[tuple[str, str]]


def barred(document: Document) -> str:
    """Why the paper is not published at all; an empty string where it may be."""
    snapshot = document.snapshot
    instrument = snapshot.get("instrument") or {}
    if KINDS[document.kind].layout is not Layout.RULING:
        return "公布的是裁判文书，通知、函件等不公布"
    if not document.is_valid:
        return "文书尚未发出，或者已经撤销、被取代"
    if any(word in snapshot["cause"] for word in PRIVATE):
        return "离婚诉讼或者涉及未成年子女抚养、监护的，不在互联网公布"
    if "调解" in document.title or instrument.get("kind") in MEDIATED:
        return "以调解方式结案的，不在互联网公布"
    return ""


def read_also(text: str) -> Also:
    """One a line: 要隐去的文字, or 要隐去的文字=替换成的文字."""
    rows = [line.strip().partition("=") for line in text.splitlines() if line.strip()]
    return [(word.strip(), instead.strip() or "（略）") for word, _, instead in rows if word.strip()]


def look(document: Document, also: Also) -> Masked:
    """What a copy would be, stored nowhere."""
    if reason := barred(document):
        raise Refusal(reason, under=PUB[4], remedy="不制作公布文本", code="not_published")
    return mask(document.snapshot, also=also)


def make(document: Document, also: Also, by: Any) -> MaskedCopy:
    """The file is set before the case is locked; who made it has looked at it."""
    role_in(by, document.proceeding, MAY_MASK, "制作公布文本")
    masked = look(document, also)
    made = typeset(document, masked)
    with transaction.atomic():
        proceeding = lock(document.proceeding.actual)
        role = role_in(by, proceeding, MAY_MASK, "制作公布文本")
        event = note(document, proceeding, "documents.mask", "制作公布文本", by, role, sha256=made.sha256)
        return MaskedCopy.objects.create(
            document=document, snapshot=masked.snapshot, hidden=masked.rows, warnings=masked.warnings, pdf=made.pdf,
            sha256=made.sha256, pages=made.pages, made_by=by, made_at=clock.now(), event=event,
        )  # fmt: skip


def typeset(document: Document, masked: Masked, *, draft: bool = False) -> Rendered:
    try:
        return render(KINDS[document.kind].template, masked.snapshot, draft=draft)
    except Unprintable as verdict:
        raise Refusal(str(verdict), under=PUB[10], remedy="减少内容后再制作", code="unprintable") from verdict
