"""From the contents of a dossier to one PDF: sheets are printed, pieces laid out, pages numbered, the list written."""

import json
import logging
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer
from typing import Any

from django.conf import settings

from courtflow.flow import clock
from courtflow.law.numerals import arabic_date
from documents.press import render

from .contents import Contents, Entry

log = logging.getLogger(__name__)

# A volume of a thousand scanned pages takes about a minute; technical.
SECONDS = 300
SHEET, COVER, LIST, CLOSING = (f"documents/dossier/{name}.html" for name in ("sheet", "cover", "contents", "closing"))
Progress = Callable[[int], None]


class Unbindable(Exception):
    """Why no dossier could be made, in Chinese."""


@dataclass(frozen=True)
class Bound:
    content: bytes
    pages: int
    fingerprint: str


@dataclass(frozen=True)
class Row:
    """A line of 卷内目录: what, when, from which page to which; level 0 is a heading."""

    title: str
    on: str
    first: int
    last: int
    note: str
    level: int = 1


def bind(contents: Contents, particulars: dict[str, Any], progress: Progress) -> Bound:
    """`particulars` is what the cover says. Raises Unbindable, shelf.Damaged, rendering.Unprintable."""
    with TemporaryDirectory(prefix="dossier-") as name:
        folder = Path(name)
        paged = [entry for entry in contents.entries if not entry.electronic]
        pieces = [_laid(entry, folder / f"{number}", contents, particulars) for number, entry in enumerate(paged)]
        if not pieces:
            raise Unbindable("卷宗中还没有任何材料，请先办理事项或者上传材料")
        counts = _run(folder, "body", {"pieces": pieces, "to": str(folder / "body.pdf")}, progress)
        rows = list_rows(contents, dict(zip(map(id, paged), counts, strict=True)))
        front = _sheets(contents, particulars, rows, sum(counts), folder)
        told = {
            "front": [front["cover"], front["list"]], "body": str(folder / "body.pdf"), "back": front["back"],
            "to": str(folder / "dossier.pdf"), "title": f"{particulars['title']} {particulars['number']}",
            "author": particulars["court"]["name"], "outline": _outline(rows),
        }  # fmt: skip
        (pages,) = _run(folder, "bind", told, progress)
        return Bound((folder / "dossier.pdf").read_bytes(), pages, contents.fingerprint)


def _laid(entry: Entry, path: Path, contents: Contents, particulars: dict[str, Any]) -> dict[str, str]:
    """Put one piece where the binder finds it."""
    content = _printed(entry, particulars) if entry.sheet else entry.content()
    path.write_bytes(content)
    return {"path": str(path), "type": entry.content_type}


def _printed(entry: Entry, particulars: dict[str, Any]) -> bytes:
    sheet: Any = entry.sheet
    facts = particulars | {"title": sheet.title, "table": {"head": list(sheet.head), "rows": sheet.rows}}
    return render(SHEET, facts).pdf


def list_rows(contents: Contents, counts: dict[int, int], first: int = 1, heading: str = "") -> list[Row]:
    """卷内目录, in the order in which the pieces are bound; what is no page is listed with its hash."""
    rows: list[Row] = []
    page = first
    for line in contents.lines:
        own: list[Row] = []
        for entry in line.entries:
            held = counts.get(id(entry), 0)
            own.append(_row(entry, page, held))
            page += held
        if own:
            start = next((row.first for row in own if row.first), 0)
            last = max((row.last for row in own), default=0)
            rows += [Row(f"{heading}{line.title}", "", start, last, "", 0), *own]
    for other in contents.joined:
        rows += list_rows(other, counts, page, f"并入{other.volume.title}：")
        page += sum(counts.get(id(entry), 0) for entry in other.entries)
    return rows


def _row(entry: Entry, page: int, held: int) -> Row:
    note = f"{entry.note}，SHA-256：{entry.sha256}" if entry.electronic else entry.note
    on = arabic_date(entry.on) if entry.on else ""
    return Row(entry.title, on, page if held else 0, page + held - 1 if held else 0, note)


def _outline(rows: list[Row]) -> list[dict[str, Any]]:
    return [{"title": row.title, "page": row.first - 1, "level": row.level} for row in rows if row.first]


def _sheets(
    contents: Contents, particulars: dict[str, Any], rows: list[Row], pages: int, folder: Path
) -> dict[str, str]:
    """Cover and list in one file before the body, the closing sheet behind it; none of them is numbered."""
    told = [{"title": row.title, "on": row.on, "pages": _span(row), "note": row.note, "level": row.level}
            for row in rows]  # fmt: skip
    beside = [{"title": entry.title, "sha256": entry.sha256} for entry in contents.entries if entry.electronic]
    facts = particulars | {
        "pages": pages, "rows": told, "missing": contents.missing, "fingerprint": contents.fingerprint,
        "electronic": beside, "bound_on": arabic_date(clock.today()),
    }  # fmt: skip
    made = {name: folder / f"{name}.pdf" for name in ("cover", "list", "back")}
    made["cover"].write_bytes(render(COVER, facts).pdf)
    made["list"].write_bytes(render(LIST, facts | {"title": "卷内目录"}).pdf)
    made["back"].write_bytes(render(CLOSING, facts | {"title": "备考表"}).pdf)
    return {name: str(path) for name, path in made.items()}


def _span(row: Row) -> str:
    if not row.first:
        return "—"
    return str(row.first) if row.first == row.last else f"{row.first}—{row.last}"


def _run(folder: Path, job: str, told: dict[str, Any], progress: Progress) -> list[int]:
    """One job of the binder, in a process of its own."""
    order, counts = folder / f"{job}.json", folder / f"{job}.counts"
    order.write_text(json.dumps(told | {"job": job, "counts": str(counts)}), encoding="utf-8")
    said = folder / f"{job}.errors"
    with said.open("w") as errors, subprocess.Popen(
        [sys.executable, "-m", "documents.dossier.binding", str(order)], cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE, stderr=errors, text=True,
    ) as child:  # fmt: skip
        limit = Timer(SECONDS, child.kill)
        limit.start()
        for line in child.stdout or ():
            progress(int(line))
        child.wait()
        limit.cancel()
    if child.returncode == -signal.SIGKILL:
        raise Unbindable(f"装订超过{SECONDS}秒仍未完成，请拆分或者压缩过大的材料")
    if child.returncode:
        log.error("the binder failed: %s", said.read_text())
        raise Unbindable("装订程序中断，请检查最近收入的材料能否正常打开")
    found: list[int] = json.loads(counts.read_text(encoding="utf-8"))
    return found
