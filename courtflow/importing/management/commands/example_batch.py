"""manage.py example_batch: write the example file of the importer, of any length."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from courtflow.importing.example import example


class Command(BaseCommand):
    help = "生成批量导入的示例文件（虚构的银行和借款人）"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", default=Path("fixtures/demo/bank_batch.xlsx"))
        parser.add_argument("--rows", type=int, default=30, help="行数")
        parser.add_argument("--on", type=date.fromisoformat, default=date(2026, 11, 20), help="收到材料的最后日期")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(example(options["rows"], options["on"]))
        self.stdout.write(f"已写入{path}，{options['rows']}行")
