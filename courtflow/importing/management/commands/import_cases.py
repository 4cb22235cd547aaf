"""manage.py import_cases FILE: a batch of filings from a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from courtflow.accounts.models import Court, User
from courtflow.accounts.roles import Role
from courtflow.importing.batch import SOURCES, Report, import_lines
from courtflow.importing.reading import FileFault, read


class Command(BaseCommand):
    help = "从xlsx或csv批量登记立案；重复导入同一文件不产生新的案件"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="xlsx或者csv（UTF-8、GBK均可）")
        parser.add_argument("--dry-run", action="store_true", help="只核对，不导入")
        parser.add_argument("--court", help="法院代字，如 豫0811；不填为办理人所在法院")
        parser.add_argument("--user", help="以谁的名义办理（登录名）；不填为该法院的立案庭书记员")
        parser.add_argument("--source", default=SOURCES[0], choices=SOURCES, help="来源，与外部编号一起识别重复")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            lines = read(path.read_bytes(), path.name)
        except OSError as error:
            raise CommandError(f"文件打不开：{path}（{error.strerror}）") from error
        except FileFault as fault:
            raise CommandError(str(fault)) from fault
        user, court = _who_and_where(options["user"], options["court"])
        with tqdm(total=len(lines), unit="行", desc="核对" if options["dry_run"] else "导入", file=self.stderr) as bar:
            report = import_lines(
                lines, court=court, by=user, source=options["source"], dry_run=options["dry_run"],
                progress=lambda done: bar.update(done.done - bar.n),
            )  # fmt: skip
        self._tell(report, options["dry_run"])

    def _tell(self, report: Report, dry_run: bool) -> None:
        for fault in report.faults:
            self.stdout.write(str(fault))
        done = "可以导入" if dry_run else "已导入"
        self.stdout.write(
            f"共{report.total}行：{done}{report.created}行，此前已导入{report.skipped}行，有误{report.failed}行"
        )
        if report.failed:
            raise CommandError("有误的行没有导入，请更正后重新导入同一文件，其余各行不会重复")


def _who_and_where(name: str | None, code: str | None) -> tuple[User, Court]:
    user = User.objects.filter(username=name, is_active=True).first() if name else None
    if name and user is None:
        raise CommandError(f"没有登录名为“{name}”的在职人员")
    court = Court.objects.filter(code=code).first() if code else (user.court if user else _only_court())
    if court is None:
        raise CommandError(f"没有法院代字为“{code}”的法院" if code else "请用 --court 指明法院代字，如 豫0811")
    return user or _clerk_of(court), court


def _only_court() -> Court | None:
    """The court of a house that has only one."""
    found = list(Court.objects.all()[:2])
    return found[0] if len(found) == 1 else None


def _clerk_of(court: Court) -> User:
    clerks = User.objects.filter(
        memberships__department__court=court, memberships__role=Role.FILING_CLERK, is_active=True
    ).order_by("pk")
    found = clerks.first()
    if found is None:
        raise CommandError(f"{court}没有立案庭书记员，请用 --user 指明办理人")
    return found
