"""What a file really is, found out by a process of its own that a hostile file may break without harm.

Reads the file from its input and answers with one line of JSON: {"type", "pages"}, or {"fault"} in Chinese. A PDF with
scripts, programs or forms that send themselves is refused, not cleaned: evidence is kept as it was handed in, and a
cleaned file would be another one. Files attached inside a PDF stay, for electronic invoices carry their data so.
"""

import io
import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

from PIL import Image
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OFFICE = (DOCX, XLSX)
MAGIC = {b"%PDF-": (PDF,), b"\xff\xd8\xff": (JPEG,), b"\x89PNG\r\n\x1a\n": (PNG,), b"PK\x03\x04": OFFICE}

# Technical limits: far beyond what a scanner or an office program makes, far below what harms a server.
SECONDS = 20
MEMORY = 2 * 1024**3
MOST_PIXELS = 100_000_000
MOST_PAGES = 2000
MOST_OBJECTS = 200_000
MOST_ENTRIES = 2000
UNPACKED = 200 * 1024**2

ACTIONS = {"/JavaScript": "脚本", "/Launch": "启动程序的指令", "/ImportData": "导入数据的指令",
           "/SubmitForm": "自动发送的表单", "/RichMedia": "多媒体程序"}  # fmt: skip
KEYS = {"/JS": "脚本", "/JavaScript": "脚本", "/XFA": "动态表单", "/RichMediaContent": "多媒体程序"}

# The part that makes a package what it is, and the parts that run.
MAIN_PART = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
PROGRAMS = ("vbaproject.bin", ".exe", ".dll")
PROGRAM_FOLDERS = ("/activex/", "/macrosheets/", "/dialogsheets/")
LINKED = "xl/externallinks/"
COMMANDS = (b"ddeLink", b"oleLink")  # a cell that starts another program (DDE)


class Fault(Exception):
    """Why a file is not taken, in Chinese."""


def probe(content: bytes) -> dict[str, Any]:
    """Type and number of pages (None for OFFICE) of what begins like one of MAGIC; raises Fault."""
    kinds = next(kinds for magic, kinds in MAGIC.items() if content.startswith(magic))
    if kinds == OFFICE:
        return {"type": office_type(content), "pages": None}
    return {"type": kinds[0], "pages": READERS[kinds[0]](content)}


def pdf_pages(content: bytes) -> int:
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted:
            raise Fault("PDF已加密，请取消密码保护后重新上传")
        pages = len(reader.pages)
        for what in active(reader):
            raise Fault(f"PDF内含{what}，不予接收；请打印为PDF或者扫描后重新上传")
    except Fault:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError):
        raise Fault("PDF文件已损坏，无法读取；请重新生成或者扫描后上传") from None
    if not 1 <= pages <= MOST_PAGES:
        raise Fault(f"PDF应当有1至{MOST_PAGES}页，此文件有{pages}页")
    return pages


def active(reader: PdfReader) -> Iterator[str]:
    """Everything in the file that would run, whatever refers to it."""
    numbers = {number for table in reader.xref.values() for number in table} | set(reader.xref_objStm)
    if len(numbers) > MOST_OBJECTS:
        raise Fault("PDF结构过于复杂，请打印为PDF后重新上传")
    for number in sorted(numbers):
        yield from _active_in(reader.get_object(IndirectObject(number, 0, reader)))
    yield from _active_in(reader.trailer)


def _active_in(root: Any) -> Iterator[str]:
    """References are not followed: what they lead to is in the table of objects itself."""
    waiting = [root]
    while waiting:
        item = waiting.pop()
        if isinstance(item, DictionaryObject):
            for key, value in dict.items(item):
                if key in KEYS:
                    yield KEYS[key]
                if key in ("/S", "/Subtype") and value in ACTIONS:
                    yield ACTIONS[value]
                waiting.append(value)
        elif isinstance(item, ArrayObject):
            waiting.extend(list.__iter__(item))


def image_pages(content: bytes) -> int:
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Fault(f"图片的像素超过{MOST_PIXELS // 1_000_000}百万，请缩小后重新上传")
            image.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Fault("图片已损坏或者不完整，请重新拍摄、扫描后上传") from None
    return 1


def office_type(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _checked(archive)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        raise Fault("DOCX、XLSX文件已损坏，无法读取；请重新保存后上传") from None


def _checked(archive: zipfile.ZipFile) -> str:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    kinds = [kind for part, kind in MAIN_PART.items() if part in names]
    if "[Content_Types].xml" not in names or len(kinds) != 1:
        raise Fault("此文件是压缩包或者其他格式，不是DOCX或者XLSX；压缩包请解压后逐份上传")
    word = "DOCX" if kinds[0] == DOCX else "XLSX"
    if any(entry.flag_bits & 1 for entry in entries):
        raise Fault(f"{word}已加密，请取消密码保护后重新上传")
    if any(_runs(name.lower()) for name in names):
        raise Fault(f"{word}内含宏或者程序，不予接收；请另存为不带宏的{word}或者PDF")
    if len(entries) > MOST_ENTRIES or not _fits(archive, entries):
        raise Fault(f"{word}解压后过大，不予接收；请转换为PDF后重新上传")
    if any(_commands(archive, name) for name in names if name.lower().startswith(LINKED)):
        raise Fault("XLSX内有调用其他程序的链接（DDE），不予接收；请断开链接后另存，或者转换为PDF")
    return kinds[0]


def _runs(name: str) -> bool:
    return name.endswith(PROGRAMS) or any(folder in name for folder in PROGRAM_FOLDERS)


def _commands(archive: zipfile.ZipFile, name: str) -> bool:
    """Read after the whole was found to fit."""
    content = archive.read(name)
    return any(command in content for command in COMMANDS)


def _fits(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> bool:
    """Counted while it is unpacked, for the sizes that a bomb states are lies."""
    left = UNPACKED
    for entry in entries:
        with archive.open(entry) as packed:
            while block := packed.read(1 << 20):
                left -= len(block)
                if left < 0:
                    return False
    return True


READERS: dict[str, Any] = {PDF: pdf_pages, JPEG: image_pages, PNG: image_pages}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    Image.MAX_IMAGE_PIXELS = None  # counted here, before anything is unpacked
    try:
        answer = probe(sys.stdin.buffer.read())
    except Fault as fault:
        answer = {"fault": str(fault)}
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
