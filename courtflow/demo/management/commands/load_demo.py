"""`manage.py load_demo`: courts, people and cases to look at; run again, it only adds what is missing."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from courtflow.accounts.loading import FIXTURES
from courtflow.demo.crew import HANDS, Crew, Job
from courtflow.demo.loading import PASSWORD, load_staff, missing, tell
from courtflow.demo.logins import logins
from courtflow.demo.seals import give_seals
from documents.issue import render_pending
from documents.models import Document

BATCH = 5
EXAMPLE = FIXTURES / "demo" / "bank_batch.xlsx"
IMPORTER = "shanyang_filing_clerk"


class Command(BaseCommand):
    help = "Load the demo's courts, people and cases; --logins prints who can log in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--logins", action="store_true", help="print the demo log-ins and load nothing")
        parser.add_argument("--papers-later", action="store_true", help="leave the papers to the worker that runs")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["logins"]:
            self._print_logins()
            return
        load_staff()
        give_seals()
        try:
            self._load(papers=not options["papers_later"])
        except KeyboardInterrupt:
            raise CommandError("已中断；再次运行 load_demo 会从中断处继续") from None

    def _load(self, papers: bool) -> None:
        entries = missing()
        with Crew() as crew:
            _watch(crew, [(entry.court, tell, (entry,)) for entry in entries], "演示案件", "件")
            self._import_batch()
            rounds = range(-(-_pending() // BATCH) if papers else 0)
            _watch(crew, [(str(turn % HANDS), render_pending, (BATCH,)) for turn in rounds], "演示文书", f"{BATCH}份")

    def _import_batch(self) -> None:
        """A bank's batch, as any court would import it; the same file again changes nothing."""
        try:
            call_command("import_cases", str(EXAMPLE), user=IMPORTER, stdout=self.stdout, stderr=self.stderr)
        except CommandError as fault:  # the demo is complete without it
            self.stderr.write(str(fault))

    def _print_logins(self) -> None:
        self.stdout.write(f"演示密码均为 {PASSWORD}")
        for court, rows in logins().items():
            self.stdout.write(f"\n{court}")
            for name, role in rows:
                self.stdout.write(f"  {name:<28}{role}")


def _pending() -> int:
    return Document.objects.filter(state=Document.State.APPROVED).count()


def _watch(crew: Crew, jobs: list[Job], title: str, unit: str) -> None:
    for _ in tqdm(crew.work(jobs), desc=title, unit=unit, total=len(jobs), disable=not jobs):
        pass
