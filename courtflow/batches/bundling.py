"""Bundles: the papers of a batch in the order of its list, as an archive of PDFs or as one PDF for the printer.

Papers are read one at a time and the file is cut into pieces as it is written: however many there are, the worker
holds one of them.
"""

from __future__ import annotations

import logging
import unicodedata
import zipfile
from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet

from courtflow.flow import clock
from documents.models import Document

from .alone import alone
from .merging import Merger
from .models import Bundle, Piece
from .pieces import PieceWriter

log = logging.getLogger(__name__)

KEPT = timedelta(days=3)  # printed the same day, made again whenever wanted; a technical limit
LOCKS = 0x63680000  # space of our advisory locks, plus the bundle's id
UNSAFE = set('/\\:*?"<>|%')
LONGEST_NAME = 60


def papers_of(batch_id: int) -> QuerySet[Document]:
    """Everything that the batch ordered, in the order of its list."""
    rows = Document.objects.filter(ordered_by__batch_row__batch=batch_id)
    return rows.order_by("ordered_by__batch_row__place", "id").without_pdf()


def printable(batch_id: int) -> QuerySet[Document]:
    """Of these the ones in force that have a file."""
    return papers_of(batch_id).filter(state__in=Document.IN_FORCE).exclude(sha256="")


def make_waiting() -> int:
    """Make every bundle that nobody else makes; also those whose worker died. Returns how many."""
    waiting = Bundle.objects.filter(state=Bundle.State.WAITING).order_by("id").values_list("pk", flat=True)
    return sum(make(pk) for pk in list(waiting))


def make(pk: int) -> bool:
    with alone(LOCKS + pk) as mine:
        bundle = Bundle.objects.filter(pk=pk, state=Bundle.State.WAITING).first() if mine else None
        if bundle is None:
            return False
        try:
            with transaction.atomic():  # a half-made file leaves no piece behind
                _write(bundle)
        except Exception:
            log.exception("bundle %s could not be made", pk)
            Bundle.objects.filter(pk=pk).update(state=Bundle.State.FAILED)
    return True


def _write(bundle: Bundle) -> None:
    stream = PieceWriter(bundle)
    papers = printable(bundle.batch_id).select_related("addressee")
    if bundle.form == Bundle.Form.ZIP:
        bundle.papers = _zip(papers, stream)
    else:
        bundle.papers, bundle.pages = _merge(papers, stream, duplex=bundle.form == Bundle.Form.DUPLEX)
    stream.close()
    bundle.size, bundle.state = stream.tell(), Bundle.State.READY
    bundle.expires_at = clock.now() + KEPT
    bundle.save(update_fields=["papers", "pages", "size", "state", "expires_at"])


def _files(papers: QuerySet[Document]) -> Iterator[tuple[int, Document, bytes]]:
    """One file at a time."""
    for number, paper in enumerate(papers.iterator(chunk_size=200), start=1):
        content = Document.objects.values_list("pdf", flat=True).get(pk=paper.pk)
        yield number, paper, bytes(content or b"")


def _zip(papers: QuerySet[Document], stream: PieceWriter) -> int:
    number = 0
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:  # a PDF is compressed already
        for number, paper, content in _files(papers):
            archive.writestr(f"{number:04d} {safe(paper)}.pdf", content)
    return number


def _merge(papers: QuerySet[Document], stream: PieceWriter, *, duplex: bool) -> tuple[int, int]:
    """(papers, pages). With `duplex` a blank page ends every paper of an odd number of pages but the last."""
    merger, number = Merger(stream), 0
    for number, paper, content in _files(papers):
        if duplex and merger.pages % 2:
            merger.blank()
        merger.add(content, f"{number} {paper.title} {paper.to}".strip())
    merger.finish()
    return number, merger.pages


def safe(paper: Document) -> str:
    """A file name that every system takes: no path, no control or direction marks, not too long."""
    plain = "".join(
        char
        for char in f"{paper.title} {paper.to}"
        if char not in UNSAFE and not unicodedata.category(char).startswith("C")
    )
    return plain.strip(" .")[:LONGEST_NAME].strip(" .") or "文书"


def expire() -> int:
    """Drop the pieces of bundles whose time is over."""
    over = list(
        Bundle.objects.filter(state=Bundle.State.READY, expires_at__lte=clock.now()).values_list("pk", flat=True)
    )
    Piece.objects.filter(bundle__in=over).delete()
    return Bundle.objects.filter(pk__in=over).update(state=Bundle.State.EXPIRED)
