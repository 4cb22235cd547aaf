"""Working off waiting batches: one worker per batch, safe to die in the middle and to begin again."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection

from courtflow.flow import clock

from .batch import Report, import_lines
from .models import Batch
from .reading import FileFault, read

log = logging.getLogger(__name__)

EVERY_SECONDS = 1.0  # how often the progress line is written
KEPT_FAULTS = 5000  # as many faults as a person corrects in one file
_LOCK = 0x63660000  # space of our advisory locks, plus the batch's id


def run_waiting() -> int:
    """Run every waiting batch that nobody else runs; also those whose worker died. Returns how many."""
    pending = Batch.objects.filter(state__in=Batch.PENDING).order_by("id").values_list("pk", flat=True)
    return sum(run(pk) for pk in list(pending))


def run(pk: int) -> bool:
    """Run one batch unless another worker holds it. Rows done before a crash are found as already imported."""
    with _alone(pk) as alone:
        if not alone:
            return False
        batch = Batch.objects.select_related("court", "user").filter(pk=pk, state__in=Batch.PENDING).first()
        if batch is None:
            return False
        Batch.objects.filter(pk=pk).update(state=Batch.State.RUNNING, started_at=clock.now())
        try:
            _work(batch)
        except FileFault as fault:
            _close(batch, Batch.State.FAILED, problem=str(fault))
        except Exception:
            log.exception("batch %s could not be run", pk)
            _close(
                batch, Batch.State.FAILED, problem="系统故障，没有处理完；已导入的行不受影响，可以重新上传同一文件继续"
            )
    return True


@contextmanager
def _alone(pk: int) -> Iterator[bool]:
    """A lock of the session: PostgreSQL releases it when the worker's connection is gone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK + pk])
        got = bool(cursor.fetchone()[0])
        try:
            yield got
        finally:
            if got:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK + pk])


def _work(batch: Batch) -> None:
    lines = read(bytes(batch.content or b""), batch.file_name)
    report = import_lines(
        lines, court=batch.court, by=batch.user, source=batch.source, dry_run=batch.dry_run, progress=_teller(batch)
    )
    faults = [[fault.row, fault.column, fault.message] for fault in report.faults[:KEPT_FAULTS]]
    if batch.dry_run:
        _close(batch, Batch.State.CHECKED, report, faults=faults)
    else:
        _close(batch, Batch.State.DONE, report, faults=faults, content=None)


def _teller(batch: Batch) -> Callable[[Report], None]:
    """Writes the progress line now and then."""
    last = 0.0

    def tell(report: Report) -> None:
        nonlocal last
        if time.monotonic() - last >= EVERY_SECONDS:
            last = time.monotonic()
            _note(batch, report)

    return tell


def _note(batch: Batch, report: Report, **more: object) -> None:
    Batch.objects.filter(pk=batch.pk).update(
        total=report.total, created=report.created, skipped=report.skipped, failed=report.failed, **more
    )


def _close(batch: Batch, state: str, report: Report | None = None, **more: object) -> None:
    more |= {"state": state, "ended_at": clock.now()}
    if report is None:
        Batch.objects.filter(pk=batch.pk).update(**more)
    else:
        _note(batch, report, **more)
