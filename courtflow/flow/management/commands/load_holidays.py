"""`manage.py load_holidays FILE`: what a new holiday notice would move, and (with --confirm) putting it in force."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courtflow.flow import holidays
from courtflow.flow.dated import Shift
from courtflow.policy.holidays import parse, read


class Command(BaseCommand):
    help = "Load a State Council holiday notice; without --confirm nothing that is open changes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="JSON in the shape of courtflow/law/data/holidays.json, one year")
        parser.add_argument("--source", default="", help="where the notice was published (address or paper)")
        parser.add_argument("--dry-run", action="store_true", help="only show what would change")
        parser.add_argument("--confirm", action="store_true", help="put it in force and move every deadline listed")

    def handle(self, *args: Any, file: str, source: str, dry_run: bool, confirm: bool, **options: Any) -> None:
        if dry_run and confirm:
            raise CommandError("--dry-run 与 --confirm 不能同时使用", returncode=2)
        payload = self.payload(Path(file))
        same = holidays.known(payload)
        if same and same.confirmed_at:
            self.stdout.write(f"{same}已经载入并确认，没有变化")
            return
        self.tell(holidays.preview(read(payload)))
        if dry_run:
            self.stdout.write("试运行：没有载入")
            return
        row = holidays.load(payload, source or f"文件 {Path(file).name}")
        if not confirm:
            self.stdout.write(
                f"{row}已载入，尚未确认：没有任何期限改变。确认请加 --confirm，或者在“管理—放假通知”中办理"
            )
            return
        moved = holidays.move_all(holidays.confirm(row))
        self.stdout.write(f"{row}已确认，改期{moved}项")

    def payload(self, path: Path) -> dict[str, Any]:
        """What the file says, or one line about what is wrong with it."""
        try:
            return parse(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise CommandError(f"读不到文件{path}：{error.strerror}", returncode=2) from None
        except UnicodeDecodeError:
            raise CommandError(f"文件{path}不是 UTF-8 编码", returncode=2) from None
        except ValueError as error:
            raise CommandError(f"放假通知有误：{error}", returncode=2) from None

    def tell(self, shifts: Iterable[Shift]) -> None:
        moved = fallen = 0
        for shift in shifts:
            where = f"{shift.where}　{shift.title}"
            if shift.moves:
                moved += 1
                note = "（提前）" if shift.earlier else ""
                self.stdout.write(f"改期{note}　{where}　{shift.old_on} → {shift.new_on}")
            else:
                fallen += 1
                self.stdout.write(f"日期不变，不再暂定　{where}　{shift.old_on}")
        self.stdout.write(f"将改期{moved}项，{fallen}项不再暂定")
