"""Files that lay in the database go to the shelf by migration, and come back from it, byte for byte."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InternalError, ProgrammingError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from courtflow.accounts.models import Court
from courtflow.cases.models import Proceeding
from courtflow.duties import filing
from courtflow.duties.models import Duty
from courtflow.flow.sweep import sweep
from documents import delivery, uploads
from documents.dossier.contents import contents
from documents.files import shelf
from documents.models import Delivery, Document, StoredFile
from tests.diary import noon

from . import files

Cast = Callable[[Court], SimpleNamespace]
BEFORE = [("documents", "0011_service_proved_by_a_kept_file"), ("duties", "0002_attachment_is_a_kept_file")]


def migrate(targets: list[tuple[str, str]]) -> None:
    executor = MigrationExecutor(connection)
    executor.loader.build_graph()
    executor.migrate(targets)


def latest() -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = MigrationExecutor(connection).loader.graph.leaf_nodes()
    return found


def asked(query: str) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return tuple(bytes(value) if isinstance(value, memoryview) else value for value in cursor.fetchone())


@pytest.fixture
def whole() -> Iterator[None]:
    """Whatever happens, the tables are as they should be for the next test."""
    yield
    migrate(latest())


@pytest.fixture
def proof(
    transactional_db: None, urged: Callable[..., Proceeding], issued: Callable[..., list[Document]],
    shanyang: Court, cast: Cast,
) -> Delivery:  # fmt: skip
    row = urged()
    (paper,) = issued(row)
    upload = uploads.read(SimpleUploadedFile("回证.pdf", files.pdf(2)))
    tried = delivery.Attempt("direct", date(2024, 11, 7), False, "家中无人", "现场照片", upload=upload)
    with time_machine.travel(noon(2024, 11, 8), tick=False):
        return delivery.attempt(paper.recipients.get(), tried, cast(shanyang).enforcement_clerk)


@pytest.fixture
def attached(proof: Delivery, shanyang: Court, cast: Cast) -> Duty:
    people = cast(shanyang)
    with time_machine.travel(noon(2025, 1, 1), tick=False):
        sweep()
    duty = Duty.objects.get(rule="duty_urging_report")
    facts = {"measures": "电话督促", "problems": "", "checked": "on"}
    sheet = SimpleUploadedFile("附表.xlsx", files.xlsx())
    filing.file(duty, people.division_head, facts, upload=sheet, at=noon(2025, 1, 3))
    return duty


@pytest.mark.django_db(transaction=True)
def test_back_into_the_database_and_to_the_shelf_again(whole: None, proof: Delivery, attached: Duty) -> None:
    migrate(BEFORE)
    assert asked("SELECT proof_file, proof_type FROM documents_delivery") == (files.pdf(2), uploads.PDF)
    assert asked("SELECT file, file_hash, file_name FROM duties_duty WHERE file IS NOT NULL") == (
        files.xlsx(), attached.attachment.sha256, "附表.xlsx",
    )  # fmt: skip
    for row in StoredFile.objects.all():
        shelf.path_of(row.sha256).unlink()
    migrate(latest())
    moved = Delivery.objects.select_related("file").get()
    assert shelf.get(moved.file.sha256) == files.pdf(2)
    assert (moved.file.content_type, moved.file.pages, moved.proof_name) == (uploads.PDF, 2, "回证.pdf")
    kept = Duty.objects.select_related("attachment").get(pk=attached.pk).attachment
    assert (shelf.get(kept.sha256), kept.content_type) == (files.xlsx(), uploads.XLSX)
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        Delivery.objects.update(result="改")


@pytest.mark.django_db(transaction=True)
def test_what_was_taken_before_files_were_looked_into_is_kept_as_it_is(whole: None, attached: Duty) -> None:
    old = b"%PDF-1.4 broken, but filed"
    migrate(BEFORE)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE duties_duty SET file = %s, file_name = '旧报告.pdf' WHERE id = %s", [old, attached.pk])
    migrate(latest())
    kept = Duty.objects.select_related("attachment").get(pk=attached.pk).attachment
    assert (shelf.get(kept.sha256), kept.content_type, kept.pages) == (old, uploads.PDF, None)


@pytest.mark.django_db
def test_a_proof_is_bound_from_the_shelf(
    urged: Callable[..., Proceeding], issued: Callable[..., list[Document]], shanyang: Court, cast: Cast
) -> None:
    row = urged().actual
    (paper,) = issued(row)
    upload = uploads.read(SimpleUploadedFile("回证.pdf", files.pdf(2)))
    tried = delivery.Attempt("direct", date(2024, 11, 7), False, "家中无人", "现场照片", upload=upload)
    with time_machine.travel(noon(2024, 11, 8), tick=False):
        delivery.attempt(paper.recipients.get(), tried, cast(shanyang).enforcement_clerk)
    (entry,) = [entry for entry in contents(row).entries if isinstance(entry.source, Delivery)]
    assert entry.content() == files.pdf(2)
    shelf.path_of(entry.sha256).unlink()
    with pytest.raises(shelf.Damaged):
        entry.content()
