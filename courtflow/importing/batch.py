"""Importing a batch: each row through the same door as the form at the counter, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction

from courtflow.accounts.models import Court
from courtflow.cases.models import Case
from courtflow.flow.refusals import InvalidFacts, Refusal
from intake.filing.models import open_filing

from .reading import Line
from .rows import Fault, facts_of, faults_of, told_by

SOURCES = ("银行批量", "调解中心批量", "其他批量")


@dataclass(frozen=True)
class RowFault:
    """One thing wrong: row number in the file, heading of the column, what to correct."""

    row: int
    column: str
    message: str

    def __str__(self) -> str:
        return f"第{self.row}行{f'“{self.column}”' if self.column else ''}：{self.message}"


@dataclass
class Report:
    """What became of a batch. In a dry run `created` are the rows that could be imported."""

    total: int = 0
    created: int = 0
    skipped: int = 0
    failed: int = 0
    faults: list[RowFault] = field(default_factory=list)

    @property
    def done(self) -> int:
        return self.created + self.skipped + self.failed


def import_lines(
    lines: list[Line],
    *,
    court: Court,
    by: Any,
    source: str,
    dry_run: bool = False,
    progress: Callable[[Report], None] = lambda report: None,
) -> Report:
    """Import every row that stands; the others are told in the report and leave no trace."""
    report = Report(total=len(lines))
    known = _known(court, source)
    first: dict[str, int] = {}
    for line in lines:
        number = line.of("external_id")
        if number and number in first:
            _fail(report, line, [("外部编号", f"与第{first[number]}行重复")])
        elif number in known:
            report.skipped += 1
        else:
            _one(report, line, court, by, source, dry_run)
        first.setdefault(number, line.number)
        progress(report)
    return report


def _known(court: Court, source: str) -> set[str]:
    """Numbers of the same source that this court has already."""
    rows = Case.objects.filter(court=court, source=source).exclude(external_id="")
    return set(rows.values_list("external_id", flat=True))


def _one(report: Report, line: Line, court: Court, by: Any, source: str, dry_run: bool) -> None:
    faults = faults_of(line) or list(_performed(line, court, by, source, dry_run))
    if faults == ALREADY:
        report.skipped += 1
    elif faults:
        _fail(report, line, faults)
    else:
        report.created += 1


ALREADY: list[Fault] = [("", "already imported")]


def _performed(line: Line, court: Court, by: Any, source: str, dry_run: bool) -> Iterator[Fault]:
    """File the case; a dry run takes it back. Yields what was said against it."""
    try:
        with transaction.atomic():
            open_filing(court, by, facts_of(line), source=source, external_id=line.of("external_id"))
            if dry_run:
                transaction.set_rollback(True)
    except InvalidFacts as refusal:
        yield from told_by(refusal, line)
    except Refusal as refusal:
        yield "", str(refusal)
    except IntegrityError:
        # Another import of the same file was quicker with this very row; anything else is no matter of the row's.
        if not Case.objects.filter(court=court, source=source, external_id=line.of("external_id")).exists():
            raise
        yield from ALREADY


def _fail(report: Report, line: Line, faults: list[Fault]) -> None:
    report.failed += 1
    report.faults += [RowFault(line.number, column, message) for column, message in faults]
