"""用印: which seal a paper bears, and the record of a seal put on by hand.

A court that has uploaded its seal has it printed on the day of the paper (骑年压月); one that has not prints the place
“（院印）”, issues the paper for sealing by hand, and the clerk records that it was done.
"""

import hashlib
import io
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from PIL import Image, UnidentifiedImageError

from courtflow.accounts.roles import ADMINISTRATORS, Role
from courtflow.flow import clock
from courtflow.flow.events import record_system_event
from courtflow.flow.perform import lock
from courtflow.flow.refusals import Refusal

from .history import note, role_in
from .models import Document, Seal

MAY_SEAL = tuple(role for role in Role if role not in {*ADMINISTRATORS, Role.SUPERIOR_READER})

# Technical limits of the upload: enough for 1200 dots per inch, too little to hold a worker.
LARGEST_FILE = 2_000_000
LARGEST_SIDE = 2_400


def seal_for(document: Document, on: date) -> Seal | None:
    """The image that goes on the paper; None where it bears none or is sealed by hand."""
    if document.sealing == Document.Sealing.NONE:
        return None
    return Seal.objects.in_force(document.court, on)


def readable(content: bytes) -> bytes:
    """The upload if it is a square PNG with a transparent ground; ValidationError in Chinese otherwise."""
    if len(content) > LARGEST_FILE:
        raise ValidationError(f"图像文件不得超过{LARGEST_FILE // 1_000_000}兆字节")
    if not content.startswith(b"\x89PNG\r\n\x1a\n"):
        raise ValidationError("请上传PNG格式的印模图像")
    try:
        with Image.open(io.BytesIO(content), formats=["PNG"]) as image:
            width, height = image.size
            if max(width, height) > LARGEST_SIDE:
                raise ValidationError(f"图像边长不得超过{LARGEST_SIDE}像素")
            image.load()
            clear = "A" in image.getbands() or "transparency" in image.info
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValidationError("图像文件已损坏，无法读取") from error
    if not clear:
        raise ValidationError("印模图像须为透明底，否则会遮住成文日期")
    if abs(width - height) > max(width, height) // 50:
        raise ValidationError("院印为圆形，图像的宽和高应当相等")
    return content


def enact(seal: Seal, by: Any) -> Seal:
    """Store a new version; the earlier ones stay with the papers that bear them."""
    with transaction.atomic():
        seal.sha256 = hashlib.sha256(bytes(seal.image)).hexdigest()
        seal.added_by, seal.added_at = by, clock.now()
        seal.save(force_insert=True)
        facts = {"court": seal.court.name, "sha256": seal.sha256, "valid_from": seal.valid_from}
        record_system_event("documents.seal_added", facts, by, label="启用院印", source=seal.source)
    return seal


def sealed_by_hand(document: Document, by: Any) -> None:
    """The clerk says that the printed paper now bears the court's seal."""
    with transaction.atomic():
        proceeding = lock(document.proceeding.actual)
        role = role_in(by, proceeding, MAY_SEAL, "登记用印")
        rows = Document.objects.filter(
            pk=document.pk, state__in=Document.IN_FORCE, sealing=Document.Sealing.BY_HAND, sealed_at=None
        )
        if not rows.update(sealed_at=clock.now()):
            raise Refusal("本文书不需要登记手工用印", remedy="请刷新页面查看文书的最新状态", code="state")
        note(document, proceeding, "documents.seal", "用印", by, role, method=Document.Sealing.BY_HAND.label)
    document.refresh_from_db(fields=["sealed_at"])
