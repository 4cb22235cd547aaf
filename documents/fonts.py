"""The fonts of court papers: the stack, and which characters it can print.

Body 仿宋, titles 小标宋 (民事裁判文书制作规范，法〔2016〕221号). The court's own licensed files come first, then the
ones shipped here; a character that none of them holds must stop the paper, never print as a box.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont

SHIPPED = Path(__file__).parent / "fonts"
SCHEME = "courtflow-font:"
SUFFIXES = {".ttf", ".otf"}
# Named in the stylesheet, so that WeasyPrint reads it through our fetcher; the file of its own 'srgb' it leaves open.
COLOUR_NAME = "--court-srgb"
COLOUR_URL = "courtflow-colour:srgb"
COLOUR_RULE = f'@color-profile {COLOUR_NAME} {{ src: url("{COLOUR_URL}"); components: r, g, b; }}'
# The family that ends every list of the stylesheet, and what the court's own further fonts are called.
LAST = '"Court Song"'
ADDED = "Court Added"
# File names under which the licensed fonts are delivered.
LICENSED_BODY = ("仿宋_GB2312", "FangSong_GB2312", "simfang", "仿宋")
LICENSED_TITLE = ("方正小标宋", "FZXiaoBiaoSong", "FZXBSJW", "FZXBSK")


@dataclass(frozen=True)
class Face:
    """One font file under the family name that print.css uses."""

    family: str
    weight: int
    path: Path

    @property
    def url(self) -> str:
        return f"{SCHEME}{self.path.name}"

    @property
    def rule(self) -> str:
        return (
            f'@font-face {{ font-family: "{self.family}"; font-weight: {self.weight}; '
            f'src: url("{SCHEME}{self.path.name}"); }}'
        )


@cache
def faces() -> tuple[Face, ...]:
    return (*_licensed(), *_shipped(), *_added())


def _shipped() -> Iterator[Face]:
    yield Face("Court Fang", 400, SHIPPED / "FandolFang-Regular.otf")
    yield Face("Court Song", 400, SHIPPED / "NotoSerifSC-Regular.ttf")
    yield Face("Court Song", 700, SHIPPED / "NotoSerifSC-Bold.ttf")


def _own() -> list[Path]:
    """The font files that the court keeps in a directory of its own."""
    directory = settings.DOCUMENT_FONT_DIR
    held = Path(directory).iterdir() if directory else ()
    return sorted(path for path in held if path.suffix.lower() in SUFFIXES)


def _licensed() -> Iterator[Face]:
    for family, weight, stems in (
        ("Court Fang Licensed", 400, LICENSED_BODY),
        ("Court Title Licensed", 700, LICENSED_TITLE),
    ):
        found = next((path for path in _own() if path.stem.startswith(stems)), None)
        if found:
            yield Face(family, weight, found)


def _added() -> Iterator[Face]:
    """The court's other fonts, for names with characters that none of the above holds."""
    others = (path for path in _own() if not path.stem.startswith((*LICENSED_BODY, *LICENSED_TITLE)))
    for number, path in enumerate(others, start=1):
        yield Face(f"{ADDED} {number}", 400, path)


def stacked(stylesheet: str) -> str:
    """The stylesheet with the added fonts behind the last of the shipped ones wherever it is named."""
    added = "".join(f', "{face.family}"' for face in faces() if face.family.startswith(ADDED))
    return stylesheet.replace(LAST, f"{LAST}{added}")


def read(url: str) -> bytes:
    """The bytes behind a URL of our own stylesheet, a font or the colour profile; KeyError for anything else."""
    if url == COLOUR_URL:
        return (files("weasyprint") / "pdf" / "sRGB2014.icc").read_bytes()
    return {face.url: face.path for face in faces()}[url].read_bytes()


@cache
def coverage() -> frozenset[int]:
    """Code points that the stack can print. Read once per process (about a tenth of a second)."""
    points: set[int] = set()
    for face in faces():
        with TTFont(face.path, lazy=True) as font:
            points.update(font.getBestCmap())
    return frozenset(points)


def unprintable(text: str) -> list[str]:
    """Characters of `text` that must not be set, in order, once each.

    Either no font holds them, or they print nothing and could hide or turn round what is printed (controls, direction
    marks, private characters).
    """
    held = coverage()
    return [char for char in dict.fromkeys(text) if char not in "\n\r\t" and (ord(char) not in held or _unseen(char))]


def _unseen(char: str) -> bool:
    return unicodedata.category(char).startswith("C")
