"""`manage.py spec`: which row of the catalogue is met where, and which nothing names yet."""

import json
from collections import Counter
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from courtflow.traceability import report


class Command(BaseCommand):
    help = "Print, for every row of the catalogue, the acts, guards, rules, documents, code and tests that name it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("row", nargs="*", help="only rows whose id begins so, such as C-25")
        parser.add_argument("--open", action="store_true", help="only rows that nothing names")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = [row for row in report.rows() if self._wanted(row, options)]
        if options["json"]:
            self.stdout.write(json.dumps([asdict(row) | {"status": row.status} for row in rows], ensure_ascii=False))
            return
        for row in rows:
            self.stdout.write(f"{row.id:8} {row.status:9} {row.app:13} {row.phrase[:50]}")
            for trace in (*row.declared, *row.tests) or row.mentioned:
                self.stdout.write(f"{'':9}{trace}")
            if row.reason:
                self.stdout.write(f"{'':9}{row.reason}")
        counts = Counter(row.status for row in rows)
        self.stdout.write("  ".join(f"{status}: {number}" for status, number in sorted(counts.items())))
        for row_id in report.unknown_ids():
            self.stderr.write(f"{row_id} is named but not in the catalogue")

    @staticmethod
    def _wanted(row: report.Row, options: dict[str, Any]) -> bool:
        prefixes = options["row"]
        if prefixes and not any(row.id.startswith(prefix) for prefix in prefixes):
            return False
        return not options["open"] or row.status == "open"
