"""Binding: many files become one PDF with continuous page numbers, an outline and cover sheets.

Runs as a process of its own with limits on memory and time, for it opens files that strangers made. It does one of two
jobs, told by a JSON file: "body" strings the pieces together, numbers every page in its upper right corner and counts;
"bind" puts cover and contents before it, the closing sheet behind, and writes the outline. A line of output tells each
piece done.
"""

import json
import resource
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps
from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

A4 = (595.28, 841.89)  # points
MARGIN = 36.0
STAMP = (14.0, 30.0, 34.0)  # size, distance from the right edge, from the upper edge
MEMORY = 3 * 1024**3
IMAGE_DPI = 150.0
PDF = "application/pdf"


def body(job: dict[str, Any]) -> list[int]:
    """Write job["to"] from job["pieces"] ({path, type}); gives the number of pages of each."""
    writer, counts = PdfWriter(), []
    for piece in job["pieces"]:
        pages = pages_of(Path(piece["path"]).read_bytes(), piece["type"])
        for page in pages:
            _number(writer.add_page(page), len(writer.pages))
        counts.append(len(pages))
        print(len(counts), flush=True)
    writer.compress_identical_objects()
    writer.write(job["to"])
    return counts


def pages_of(content: bytes, kind: str) -> list[PageObject]:
    return list(PdfReader(BytesIO(content)).pages) if kind == PDF else [picture_page(content)]


def picture_page(content: bytes) -> PageObject:
    """A photograph on A4, upright, as large as the margins let it be."""
    packed = BytesIO()
    with Image.open(BytesIO(content)) as image:
        upright = ImageOps.exif_transpose(image)
        _on_white(upright).save(packed, "PDF", resolution=IMAGE_DPI)
    picture = PdfReader(packed).pages[0]
    width, height = A4 if picture.mediabox.height >= picture.mediabox.width else A4[::-1]
    wide, high = float(picture.mediabox.width), float(picture.mediabox.height)
    scale = min((width - 2 * MARGIN) / wide, (height - 2 * MARGIN) / high)
    sheet = PageObject.create_blank_page(width=width, height=height)
    move = Transformation().scale(scale).translate((width - wide * scale) / 2, (height - high * scale) / 2)
    sheet.merge_transformed_page(picture, move)
    return sheet


def _on_white(image: Image.Image) -> Image.Image:
    """What is transparent becomes paper."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layered = image.convert("RGBA")
        white = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(white, layered).convert("RGB")
    return image.convert("RGB") if image.mode not in ("L", "RGB") else image


def _number(page: PageObject, number: int) -> None:
    """正面右上角编页号; a page that is shown turned is turned in earnest first."""
    if page.rotation:
        page.transfer_rotation_to_content()
    size, right, top = STAMP
    box = page.cropbox
    text = str(number)
    left = float(box.right) - right - 0.556 * size * len(text)  # the width of a figure in Helvetica
    stamp = PageObject.create_blank_page(width=float(box.width), height=float(box.height))
    font = DictionaryObject(
        {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
         NameObject("/BaseFont"): NameObject("/Helvetica")}
    )  # fmt: skip
    stamp[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/CourtflowNumber"): font})}
    )
    drawn = DecodedStreamObject()
    drawn.set_data(f"BT /CourtflowNumber {size} Tf {left:.2f} {float(box.top) - top:.2f} Td ({text}) Tj ET".encode())
    stamp[NameObject("/Contents")] = drawn
    stamp.mediabox = stamp.cropbox = stamp.trimbox = page.mediabox
    page.merge_page(stamp)


def bind(job: dict[str, Any]) -> list[int]:
    """Write job["to"] from front, body and back; outline entries name pages of the body, from 0, by level."""
    writer = PdfWriter()
    cover, contents = (list(PdfReader(path).pages) for path in job["front"])
    front = [*cover, *contents]
    for page in [*front, *PdfReader(job["body"]).pages, *PdfReader(job["back"]).pages]:
        writer.add_page(page)
    writer.add_metadata({"/Title": job["title"], "/Author": job["author"]})
    writer.add_outline_item(title="卷宗封面", page_number=0)
    writer.add_outline_item(title="卷内目录", page_number=len(cover))
    above: Any = None
    for entry in job["outline"]:
        number = len(front) + entry["page"]
        made = writer.add_outline_item(
            title=entry["title"], page_number=number, parent=above if entry["level"] else None
        )
        above = above if entry["level"] else made
    writer.add_outline_item(title="备考表", page_number=len(front) + len(PdfReader(job["body"]).pages))
    writer.page_mode = "/UseOutlines"
    writer.write(job["to"])
    return [len(writer.pages)]


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    job = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    counts = (body if job["job"] == "body" else bind)(job)
    Path(job["counts"]).write_text(json.dumps(counts), encoding="utf-8")


if __name__ == "__main__":
    main()
