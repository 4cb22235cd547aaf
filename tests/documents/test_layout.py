"""The page as a ruler finds it: type area, grid, long lists, copies, the seal on the day, and what an archive needs."""

from __future__ import annotations

import io
from collections import Counter
from itertools import pairwise
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader

from courtflow.demo.seals import drawn
from documents.rendering import SealPrint, render

from .conftest import page_texts, words
from .test_rendering import TEMPLATE, letter

MM = 72 / 25.4
Box = tuple[float, float, float, float]


def boxes(pdf: bytes, page: int, char: str) -> list[Box]:
    """Where a character stands on a page: left, bottom, right, top in points."""
    with pypdfium2.PdfDocument(pdf) as opened:
        text = opened[page].get_textpage()
        whole = text.get_text_range()
        return [text.get_charbox(place) for place, found in enumerate(whole) if found == char]


def test_a_full_page_is_a_grid_of_twenty_eight_by_twenty_two_on_a4() -> None:
    pdf = render(TEMPLATE, letter(cause="国" * 28 * 60)).pdf
    page = PdfReader(io.BytesIO(pdf)).pages[1]
    assert [round(float(side) / MM) for side in page.mediabox[2:]] == [210, 297]
    rows: dict[int, list[Box]] = {}
    for box in boxes(pdf, 1, "国"):
        rows.setdefault(round(box[1]), []).append(box)
    assert len(rows) == 22
    assert {len(row) for row in rows.values()} == {28}
    heights = sorted(rows, reverse=True)
    assert (heights[0] - heights[-1]) / 21 == pytest.approx(28.95, abs=0.1), "points from line to line"
    lefts = sorted(box[0] for box in rows[heights[0]])
    assert all(15.6 < right - left < 15.9 for left, right in pairwise(lefts)), "三号, 15.75 pt"
    assert 28 <= lefts[0] / MM <= 29.5, "天头37毫米、订口28毫米"
    assert rows[heights[0]][-1][2] / MM <= 28 + 156
    assert 297 - max(box[3] for box in rows[heights[0]]) / MM == pytest.approx(37 + 2.5, abs=1.5)


def test_rare_characters_of_names_are_set() -> None:
    text = words(page_texts(render(TEMPLATE, letter(cause="喆堃䶮𬭚玥璟")).pdf))
    assert "喆堃䶮𬭚玥璟" in text


def test_sixty_parties_run_over_pages_without_a_split_row() -> None:
    people = [
        {
            "name": f"权利人{number}号", "role": "权利人", "natural": True, "identifier_label": "公民身份号码",
            "identifier": "410811198005170010", "address": "山阳区建设路1号", "phone": "", "representative": "",
            "agents": [],
        }
        for number in range(60)
    ]  # fmt: skip
    pages = page_texts(render(TEMPLATE, letter(creditors=people)).pdf)
    assert len(pages) > 4
    assert all(f"权利人{number}号" in words(pages) for number in range(60))
    assert all(f"— {number} —" in page for number, page in enumerate(pages, start=1))


def test_each_marked_copy_is_whole_and_numbered_from_one() -> None:
    made = render(TEMPLATE, letter(marks=["正本", "副本", "存根"]))
    pages = page_texts(made.pdf)
    single = render(TEMPLATE, letter()).pages
    assert made.pages == len(pages) == 3 * single
    firsts = pages[::single]
    assert [mark for page, mark in zip(firsts, ("正本", "副本", "存根"), strict=True) if mark in page] == [
        "正本", "副本", "存根",
    ]  # fmt: skip
    assert Counter("— 1 —" in page for page in pages)[True] == 3


@pytest.mark.parametrize("layout", ["ruling", "notice", "letter"])
def test_the_seal_stands_on_the_day_and_touches_nobody_else(layout: str) -> None:
    """骑年压月: centred on the day, its lower arc over it; above it the judge, below it the clerk, both free."""
    signers = [{"title": "审判员", "name": "演示法官"}] if layout == "ruling" else []
    seal = SealPrint(drawn("佳木斯市中级人民法院"), 42)
    pdf = render(TEMPLATE, letter(layout=layout, signers=signers), seal=seal).pdf
    with pypdfium2.PdfDocument(pdf) as opened:
        page = opened[len(opened) - 1]
        (image,) = [item for item in page.get_objects() if item.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
        left, bottom, right, top = image.get_bounds()
    assert right - left == pytest.approx(42 * MM, abs=0.5)
    last = len(page_texts(pdf)) - 1
    day = [boxes(pdf, last, char)[-1] for char in ("年", "月", "日")]
    begins = 2 * (left + right) / 2 - day[-1][2]
    assert day[0][0] - begins == pytest.approx((4 if layout != "letter" else 2.2) * 15.75, abs=8), "centred on the day"
    for box in day:
        assert bottom < box[1] < box[3] < bottom + (top - bottom) / 2, "the lower half lies over the day"
    if layout == "ruling":
        assert boxes(pdf, last, "判")[-1][1] > top, "the judge's line above is free"
        assert boxes(pdf, last, "记")[-1][3] < bottom, "the clerk's line below is free"


def _metadata(reader: Any) -> str:
    return str(reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode())


def test_the_file_is_what_an_archive_takes() -> None:
    """PDF/A-2u (ISO 19005-2): it says so, names its colour profile, and holds every font with its characters."""
    reader = PdfReader(io.BytesIO(render(TEMPLATE, letter(), seal=SealPrint(drawn("演示法院"), 42)).pdf))
    root: Any = reader.trailer["/Root"]
    metadata = _metadata(reader)
    assert 'part="2"' in metadata or "<pdfaid:part>2<" in metadata
    assert 'conformance="U"' in metadata or "<pdfaid:conformance>U<" in metadata
    (intent,) = root["/OutputIntents"]
    assert intent["/S"] == "/GTS_PDFA1"
    assert intent["/DestOutputProfile"].get_object()["/N"] == 3
    assert "/ID" in reader.trailer
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    assert fonts
    for font in fonts:
        assert "/ToUnicode" in font
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)
    assert "/JavaScript" not in root.get("/Names", {})
