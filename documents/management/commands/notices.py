"""Every kind of court paper on one sheet, for the eye: the newest paper of each kind in the database, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from PIL import Image, ImageDraw, ImageFont

from courtflow.flow import clock
from documents.catalogue import as_a_case_goes
from documents.fonts import SHIPPED
from documents.issue import stamp
from documents.kinds import KINDS
from documents.models import Document
from documents.rendering import Unprintable, render
from documents.sealing import seal_for

DOTS_PER_INCH = 50
POINTS_PER_INCH = 72
COLUMNS = 8
GAP, HEAD = 12, 34


class Command(BaseCommand):
    help = "Draw a contact sheet (PNG) of all kinds of papers from the data at hand, rendered with today's templates."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--kind", choices=sorted(KINDS), help="this kind alone")
        parser.add_argument("--out", type=Path, default=Path(settings.VAR_DIR) / "notices", help="directory")

    def handle(self, *args: Any, kind: str | None, out: Path, **options: Any) -> None:
        out.mkdir(parents=True, exist_ok=True)
        wanted = [kind] if kind else [row.slug for rows in as_a_case_goes().values() for row in rows]
        sheets = [(slug, pages) for slug in wanted if (pages := self._pages(slug, out))]
        if not sheets:
            raise CommandError("数据库中没有文书，请先运行 load_demo")
        path = out / f"{kind or 'sheet'}.png"
        contact_sheet(sheets).save(path)
        self.stdout.write(f"{len(sheets)}种文书，{sum(len(pages) for _, pages in sheets)}页：{path}")
        if missing := [slug for slug in wanted if slug not in dict(sheets)]:
            raise CommandError(f"缺{len(missing)}种文书：{'、'.join(missing)}")

    def _pages(self, slug: str, out: Path) -> list[Image.Image]:
        """The newest paper of a kind that can be made; its file is kept beside the sheet."""
        document = Document.objects.filter(kind=slug).exclude(state=Document.State.FAILED).order_by("-id").first()
        if document is None:
            self.stderr.write(f"没有《{KINDS[slug].title}》（{slug}）")
            return []
        try:
            made = render(KINDS[slug].template, document.snapshot, seal=stamp(seal_for(document, clock.today())))
        except Unprintable as verdict:
            self.stderr.write(f"《{KINDS[slug].title}》（{slug}）：{verdict}")
            return []
        (out / f"{slug}.pdf").write_bytes(made.pdf)
        return list(images(made.pdf))


def images(pdf: bytes) -> Iterator[Image.Image]:
    with pypdfium2.PdfDocument(pdf) as opened:
        for page in opened:
            yield page.render(scale=DOTS_PER_INCH / POINTS_PER_INCH).to_pil()


def contact_sheet(sheets: list[tuple[str, list[Image.Image]]]) -> Image.Image:
    """Pages in rows under the name of their kind."""
    width, height = sheets[0][1][0].size
    cells = [(slug, number, page) for slug, pages in sheets for number, page in enumerate(pages, start=1)]
    rows = -(-len(cells) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * (width + GAP) + GAP, rows * (height + HEAD + GAP) + GAP), "#777")
    pen, font = ImageDraw.Draw(sheet), ImageFont.truetype(str(SHIPPED / "NotoSerifSC-Regular.ttf"), 18)
    for place, (slug, number, page) in enumerate(cells):
        left = GAP + place % COLUMNS * (width + GAP)
        top = GAP + place // COLUMNS * (height + HEAD + GAP)
        pen.text((left, top + 4), f"{KINDS[slug].title} {number}", font=font, fill="white")
        sheet.paste(page, (left, top + HEAD))
    return sheet
