"""From the bytes of a file to rows of text: xlsx and csv, UTF-8 and GBK; faults of the whole file in Chinese."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from .columns import Place, needed_headings, place_of

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 300 * 1024 * 1024  # a sheet unpacks to ten or twenty times its size, not to hundreds
MOST_ROWS = 20_000
EXACT_DIGITS = 15  # as many figures as a spreadsheet keeps of a number


class FileFault(Exception):
    """Why nothing of a file can be imported, in Chinese."""


@dataclass(frozen=True)
class Line:
    """One row: its number in the file as people see it, and the text under each heading."""

    number: int
    cells: dict[Place, str]
    lost: tuple[str, ...] = ()

    def of(self, field: str) -> str:
        return next(
            (text for place, text in self.cells.items() if place.party == 0 and place.column.field == field), ""
        )


def read(content: bytes, name: str) -> list[Line]:
    """The rows of a file that hold anything. Raises FileFault."""
    if not content:
        raise FileFault("文件是空的，请检查后重新选择")
    if len(content) > MOST_BYTES:
        raise FileFault(f"文件超过{MOST_BYTES // 1024 // 1024}MB，请拆分后导入")
    rows = _rows(content, name)
    places = _places(next(rows, (0, [])))
    found = [_line(number, values, places) for number, values in rows if any(_text(value) for value in values)]
    if not found:
        raise FileFault("文件只有表头，没有数据")
    if len(found) > MOST_ROWS:
        raise FileFault(f"一次最多导入{MOST_ROWS}行，现有{len(found)}行，请拆分后导入")
    return found


def _rows(content: bytes, name: str) -> Iterator[tuple[int, list[Any]]]:
    """(row number, values) of every row that is not blank, the heading first."""
    if content[:2] == b"PK":
        source: Iterable[Any] = _sheet(content)
    elif content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise FileFault("这是旧格式的xls或者加密的表格，请另存为不加密的xlsx后导入")
    elif name.lower().endswith((".csv", ".txt", ".xlsx")) and not name.lower().endswith(".xlsx"):
        source = _csv(content)
    else:
        raise FileFault("只能导入xlsx或者csv文件；扩展名是xlsx而打不开的，文件可能已经损坏，请重新另存")
    return ((number, list(row)) for number, row in enumerate(source, start=1) if any(_text(value) for value in row))


def _sheet(content: bytes) -> Iterator[tuple[Any, ...]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(item.file_size for item in packed.infolist()) > MOST_UNPACKED:
                raise FileFault("表格解压后过大，请删去多余的格式和工作表后导入")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # some programs write wrong dimensions, and rows would be missed
        yield from sheet.iter_rows(values_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, OSError) as error:
        raise FileFault("表格打不开，可能已经损坏，请在表格软件中重新另存为xlsx") from error


def _csv(content: bytes) -> Iterator[list[str]]:
    text = decoded(content)
    heading = text.lstrip("\ufeff").split("\n", 1)[0]
    delimiter = max((",", "\t", ";", "，"), key=heading.count)
    try:
        yield from csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise FileFault("csv文件格式有误，引号可能不成对，请检查") from error


def decoded(content: bytes) -> str:
    """UTF-8 with or without a mark, UTF-16 with one, else GB18030, which holds GBK and GB2312."""
    marked = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    encodings = ["utf-16"] if marked else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise FileFault("文件编码无法识别，请另存为UTF-8或者GBK编码的csv，或者直接用xlsx")


def _places(heading: tuple[int, list[Any]]) -> list[Place | None]:
    titles = ["".join(_text(value).split()).rstrip("*＊") for value in heading[1]]
    while titles and not titles[-1]:
        titles.pop()
    places = [place_of(title) for title in titles]
    unknown = [title or "（空白）" for title, place in zip(titles, places, strict=True) if place is None]
    missing = [title for title in needed_headings() if title not in titles]
    doubled = sorted({title for title in titles if title and titles.count(title) > 1})
    faults = [
        f"{label}：{'、'.join(names[:10])}"
        for label, names in (("缺少列", missing), ("不认识的列", unknown), ("重复的列", doubled))
        if names
    ]
    if faults:
        raise FileFault(f"表头与模板不一致。{'；'.join(faults)}。请下载模板对照，表头应在第一行")
    return places


def _line(number: int, values: list[Any], places: list[Place | None]) -> Line:
    cells: dict[Place, str] = {}
    lost = []
    for place, value in zip(places, values, strict=False):
        if place is None:
            continue
        if place.column.digits and isinstance(value, (int, float)) and abs(value) >= 10**EXACT_DIGITS:
            lost.append(place.heading)
        cells[place] = _text(value)
    return Line(number, cells, tuple(lost))


def _text(value: Any) -> str:
    """A cell as text: days in ISO, numbers without exponent or trailing .0, no zero-width characters."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}".removesuffix(".0")
    return str(value).replace("\u200b", "").replace("\ufeff", "").replace("\u00a0", " ").strip()
