"""Verification codes: unguessable, readable over the telephone, and what a stranger holding one may learn.

Sixteen letters out of thirty are 30^16 = 4.3 × 10^23 codes, 78.5 bits. In a court with ten million papers, at the
1,200 questions a minute that the page answers at most (documents.limits), the first hit by guessing is to be expected
after 4.3 × 10^23 / 10^7 / 1,200 = 3.6 × 10^13 minutes, about 68 million years.
"""

import secrets
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from courtflow.flow import clock

from .models import Document

# Without 0 O 1 I L U, which are misread.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
LENT = "valid_until"  # the last day, frozen in papers that are good for some days only


@dataclass(frozen=True)
class Verdict:
    """What the holder of a paper may learn: nothing that does not stand on the paper itself, and names masked.

    `same_file` says whether the file that was shown is the issued one, None where only a code was.
    """

    valid: bool
    state: str
    court: str
    title: str
    date: str
    holder: str
    ended_on: str
    same_file: bool | None


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normalised(text: str) -> str:
    """A code as typed: spaces, dashes and lower case do not matter."""
    return "".join(char for char in text.upper()[:100] if char in ALPHABET)


def site() -> str:
    return f"{settings.PUBLIC_URL.rstrip('/')}{reverse('documents:verify_home')}"


def url(code: str) -> str:
    return f"{settings.PUBLIC_URL.rstrip('/')}{reverse('documents:verify', args=[code])}"


def look_up(code: str = "", sha256: str = "") -> Verdict | None:
    """The public part of an issued paper, found by its code or, without one, by its file; else None.

    An unknown, a mistyped and an unissued code cost the same one question to the database and give the same answer.
    """
    asked = Q(verification_code=normalised(code)) if code else Q(sha256=sha256)
    rows = Document.objects.filter(asked).exclude(sha256="").exclude(state__in=Document.UNISSUED)
    document = rows.select_related("court").defer("pdf").order_by("id").first()
    return _verdict(document, sha256) if document else None


def _verdict(document: Document, sha256: str) -> Verdict:
    state, ended_on = _standing(document)
    return Verdict(
        valid=not state,
        state=state or "有效",
        court=document.snapshot["court"]["name"],
        title=document.title,
        date=document.snapshot["date"],
        holder=_holder(document.snapshot.get("addressee")),
        ended_on=ended_on,
        same_file=sha256 == document.sha256 if sha256 else None,
    )


def _standing(document: Document) -> tuple[str, str]:
    """How and when it lost its effect; empty words while it has it. A paper may be lent for some days only."""
    if not document.is_valid:
        return document.state_label, clock.day_of(document.ended_at).isoformat() if document.ended_at else ""
    spent = document.proceeding.actual.spent() if document.snapshot.get(LENT) else None
    return (spent[0], spent[1].isoformat()) if spent else ("", "")


def _holder(printed: Any) -> str:
    """From the frozen text, not from the case: a redacted paper names nobody, so neither does its verdict."""
    return masked_name(printed["name"], printed["natural"]) if printed else ""


def masked_name(name: str, natural: bool) -> str:
    """张三 → 张某; an organisation keeps its first and last characters (裁判文书公布规定, 个人信息保护法)."""
    if natural:
        return name[:1] + "某" * max(len(name) - 1, 1)
    if len(name) < 5:
        return name[:1] + "＊" * (len(name) - 1)
    return f"{name[:2]}{'＊' * (len(name) - 4)}{name[-2:]}"
