"""Small files of every kind that people hand in, and some that they should not."""

from __future__ import annotations

import io
import zipfile

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject


def pdf(pages: int = 1) -> bytes:
    return _written(blank(pages))


def blank(pages: int = 1) -> PdfWriter:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    return writer


def _written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf_with_script() -> bytes:
    writer = blank()
    script = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x")})
    writer.root_object[NameObject("/OpenAction")] = script
    return _written(writer)


def pdf_that_launches() -> bytes:
    """An action hidden in a dictionary of a page."""
    writer = blank()
    action = DictionaryObject({NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("cmd.exe")})
    reference = writer._add_object(action)
    writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): reference})
    return _written(writer)


def locked_pdf() -> bytes:
    writer = blank()
    writer.encrypt("secret", algorithm="RC4-128")
    return _written(writer)


def picture(kind: str = "PNG", size: tuple[int, int] = (600, 400)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (180, 30, 30)).save(out, kind)
    return out.getvalue()


def docx(**more: bytes) -> bytes:
    return _package({"word/document.xml": b"<w:document/>"} | more)


def xlsx(**more: bytes) -> bytes:
    return _package({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b"<worksheet/>"} | more)


def _package(parts: dict[str, bytes]) -> bytes:
    """The same bytes whenever it is made."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in ({"[Content_Types].xml": b"<Types/>"} | parts).items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
