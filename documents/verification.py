"""Verification codes: unguessable, readable over the telephone, and what a stranger holding one may learn."""

import secrets
from typing import TypedDict

from django.conf import settings
from django.urls import reverse

from courtflow.flow import clock

from .models import Document

# Without 0 O 1 I L U, which are misread; 30 letters to the power of 16 is about 78 bits.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16


class Verdict(TypedDict):
    valid: bool
    state: str
    court: str
    title: str
    date: str
    holder: str
    ended_on: str


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normalised(text: str) -> str:
    """A code as typed: spaces, dashes and lower case do not matter."""
    return "".join(char for char in text.upper() if char in ALPHABET)


def site() -> str:
    return f"{settings.PUBLIC_URL.rstrip('/')}{reverse('documents:verify_home')}"


def url(code: str) -> str:
    return f"{settings.PUBLIC_URL.rstrip('/')}{reverse('documents:verify', args=[code])}"


def look_up(text: str) -> Verdict | None:
    """The public part of an issued paper, or None: an unknown and an unissued code look the same."""
    code = normalised(text)
    if len(code) != LENGTH:
        return None
    row = Document.objects.filter(verification_code=code).exclude(state__in=Document.UNISSUED)
    document = row.select_related("court", "addressee").defer("pdf").first()
    return _verdict(document) if document and document.has_file else None


def _verdict(document: Document) -> Verdict:
    return {
        "valid": document.is_valid,
        "state": "有效" if document.is_valid else document.get_state_display(),
        "court": document.court.name,
        "title": document.title,
        "date": document.snapshot["date"],
        "holder": masked_name(document.addressee.name, document.snapshot["addressee"]["natural"])
        if document.addressee
        else "",
        "ended_on": clock.day_of(document.ended_at).isoformat() if document.ended_at else "",
    }


def masked_name(name: str, natural: bool) -> str:
    """张三 → 张某; an organisation keeps its first and last characters (裁判文书公布规定, 个人信息保护法)."""
    if natural:
        return name[:1] + "某" * max(len(name) - 1, 1)
    if len(name) < 5:
        return name[:1] + "＊" * (len(name) - 1)
    return f"{name[:2]}{'＊' * (len(name) - 4)}{name[-2:]}"
