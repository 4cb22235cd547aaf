"""Workbooks that the importer gives out: the template with its explanations, and the report of what is wrong."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from .columns import headings, needed_headings

_BOLD = Font(bold=True)
_NEEDED = PatternFill("solid", fgColor="FFF0DD")


def workbook(head: Sequence[str], rows: Iterable[Sequence[object]], title: str) -> Workbook:
    """A sheet with a frozen heading, every cell kept as text so that no figure is lost."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101  a new workbook has one sheet
    sheet.title = title
    sheet.append(list(head))
    for row in rows:
        sheet.append([_safe(value) for value in row])
    sheet.freeze_panes = "A2"
    for number, name in enumerate(head, start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = max(12, 2 * len(name) + 2)
        sheet.cell(1, number).font = _BOLD
        for row_cells in sheet.iter_rows(min_row=1, min_col=number, max_col=number):
            row_cells[0].number_format = "@"
    return book


def _safe(value: object) -> object:
    """Text that a spreadsheet would take for a formula is kept as text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value


def template() -> bytes:
    """An empty table with the headings; needed ones are coloured and explained on a second sheet."""
    columns = headings()
    book = workbook([heading for heading, _ in columns], [], "立案登记")
    sheet = book.worksheets[0]
    needed = set(needed_headings())
    for number, (heading, _) in enumerate(columns, start=1):
        if heading in needed:
            sheet.cell(1, number).fill = _NEEDED
    for number in range(1, len(columns) + 1):
        for row in range(2, 502):
            sheet.cell(row, number).number_format = "@"
    notes = book.create_sheet("填写说明")
    notes.append(["列", "是否必填", "说明", "示例"])
    for heading, column in columns:
        notes.append([heading, "必填" if heading in needed else "选填", column.hint, column.sample])
    notes.append(["被告超过三名的", "", "按“被告4名称”“被告4类型”等继续加列，最多二十名", ""])
    for letter, width in zip("ABCD", (26, 10, 60, 40), strict=True):
        notes.column_dimensions[letter].width = width
    for cell in notes[1]:
        cell.font = _BOLD
    for row in notes.iter_rows(min_row=2):
        row[2].alignment = Alignment(wrap_text=True)
    return as_bytes(book)


def report(faults: Iterable[Sequence[object]]) -> bytes:
    """What to correct, one fault a line."""
    return as_bytes(workbook(("行号", "列", "需要更正的内容"), faults, "错误清单"))


def as_bytes(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
