"""A case in the middle of its urging, and papers ordered for it."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from pypdf import PdfReader

from courtflow.accounts.models import Court
from courtflow.cases.models import Proceeding
from courtflow.flow import clock
from courtflow.flow.events import Entry, record
from courtflow.flow.registry import proceeding_class
from courtflow.law.articles import source
from documents.issue import render_pending
from documents.models import Document
from documents.order import order
from tests.diary import effective_case

DAY = date(2024, 11, 6)


def text_of(document: Document) -> str:
    """The words of the issued file without white space, as a reader meets them."""
    return words(pages_of(document))


def pages_of(document: Document) -> list[str]:
    document.refresh_from_db()
    return page_texts(bytes(document.pdf or b""))


def page_texts(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def words(pages: list[str]) -> str:
    return "".join("".join(pages).split())


@pytest.fixture
def urged(shanyang: Court) -> Callable[..., Proceeding]:
    """urged(court=…, number=…, **case): an urging proceeding that received its papers on DAY."""

    def open_urging(court: Court = shanyang, number: str = "", **case_facts: Any) -> Proceeding:
        case, instrument = effective_case(court, **case_facts)
        return proceeding_class("urging").objects.create(
            case=case,
            court=court,
            kind="urging",
            number=number or f"（2024）{court.code}执前督{case.pk}号",
            state="urging",
            state_since=clock.noon(DAY),
            department=court.departments.get(kind="enforcement"),
            opened_at=clock.noon(DAY),
            instrument=instrument,
        )

    return open_urging


@pytest.fixture
def ordered() -> Callable[..., list[Document]]:
    """ordered(proceeding, slug, **facts): what an act would order, without the act."""

    def make(proceeding: Proceeding, slug: str = "urging_notice", on: date = DAY, **facts: Any) -> list[Document]:
        with transaction.atomic():
            entry = Entry(
                act="urging.accept",
                label="接收移交",
                case=proceeding.case,
                proceeding=proceeding,
                at=clock.noon(on),
                articles=(str(source("SHANYANG")[25]),),
                facts=facts,
            )
            return order(slug, proceeding, record(entry), clock.noon(on), None)

    return make


@pytest.fixture
def issued(ordered: Callable[..., list[Document]]) -> Callable[..., list[Document]]:
    """ordered(), then rendered."""

    def make(proceeding: Proceeding, slug: str = "urging_notice", **facts: Any) -> list[Document]:
        documents = ordered(proceeding, slug, **facts)
        render_pending()
        for document in documents:
            document.refresh_from_db()
        return documents

    return make
