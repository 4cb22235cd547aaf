"""A name whose character no shipped font holds is printed once the court adds a font that does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from documents import fonts, rendering
from documents.rendering import Unprintable, render

from .conftest import page_texts, words
from .test_rendering import TEMPLATE, letter

RARE = "\U00020bb7"
CACHES = (fonts.faces, fonts.coverage, rendering.typesetting)


def font(path: Path) -> None:
    """A font that holds one character: a square."""
    pen = TTGlyphPen(None)
    for step, point in enumerate(((100, 0), (100, 800), (900, 800), (900, 0))):
        (pen.lineTo if step else pen.moveTo)(point)
    pen.closePath()
    square = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "rare"])
    builder.setupCharacterMap({ord(RARE): "rare"})
    builder.setupGlyf({".notdef": square, "rare": square})
    builder.setupHorizontalMetrics({".notdef": (1000, 0), "rare": (1000, 100)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Rare", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120)
    builder.setupPost()
    builder.save(path)


@pytest.fixture
def added(tmp_path: Path, settings: Any) -> Iterator[None]:
    font(tmp_path / "rare.ttf")
    settings.DOCUMENT_FONT_DIR = str(tmp_path)
    for cached in CACHES:
        cached.cache_clear()
    yield
    for cached in CACHES:
        cached.cache_clear()


def test_without_it_the_paper_says_what_is_missing_and_what_to_do() -> None:
    with pytest.raises(Unprintable, match=r"U\+20BB7.*COURTFLOW_FONT_DIR"):
        render(TEMPLATE, letter(cause=f"李{RARE}"))


@pytest.mark.usefixtures("added")
def test_with_it_the_name_is_printed_and_all_else_as_before() -> None:
    assert fonts.unprintable(f"李{RARE}丂喆") == []
    assert fonts.unprintable("𪚥") == ["𪚥"]
    printed = words(page_texts(render(TEMPLATE, letter(cause=f"李{RARE}丂喆", title=f"{RARE}函")).pdf))
    assert f"李{RARE}丂喆" in printed
    assert f"{RARE}函" in printed
