"""From a frozen snapshot to a PDF: template, character check, WeasyPrint. Touches no database and no network.

Fonts are loaded once per process: a new FontConfiguration per paper costs hundreds of megabytes.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from django.template.loader import get_template, render_to_string
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from . import fonts

# Far beyond any real clause; a longer one is a mistake or an attack, and would hold a worker for minutes.
LONGEST_TEXT = 8_000
LONGEST_PAPER = 200_000


class Unprintable(Exception):
    """The paper cannot be made from its snapshot; the message says why, in Chinese."""


@dataclass(frozen=True)
class Rendered:
    pdf: bytes
    pages: int
    sha256: str


class OwnFontsOnly(URLFetcher):
    """Serves the font files named in our stylesheet and refuses every other address, file or host."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        try:
            return URLFetcherResponse(url, fonts.read(url), {"Content-Type": "font/otf"})
        except KeyError:
            raise FatalURLFetchingError(f"文书不得引用外部资源：{url}") from None


@cache
def typesetting() -> tuple[FontConfiguration, CSS, OwnFontsOnly]:
    """What every paper is set with: fonts, stylesheet, and the fetcher that knows nothing but them."""
    configuration, fetcher = FontConfiguration(), OwnFontsOnly()
    rules = [face.rule for face in fonts.faces()]
    text = "\n".join((*rules, _stylesheet().read_text(encoding="utf-8")))
    return configuration, CSS(string=text, font_config=configuration, url_fetcher=fetcher), fetcher


@cache
def _stylesheet() -> Path:
    found: Any = get_template("documents/print.css")
    return Path(found.origin.name)


@cache
def template_version() -> str:
    """Fingerprint of every template and stylesheet of court papers, kept with each issued paper."""
    digest = hashlib.sha256()
    for path in sorted(_stylesheet().parent.rglob("*.*")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def render(template: str, snapshot: Mapping[str, Any]) -> Rendered:
    """The PDF of a snapshot. Raises Unprintable for text that is too long or holds a character without a glyph."""
    check_lengths(snapshot)
    html = render_to_string(template, dict(snapshot))
    check_characters(html)
    configuration, stylesheet, fetcher = typesetting()
    try:
        document = HTML(string=html, url_fetcher=fetcher).render(font_config=configuration, stylesheets=[stylesheet])
    except FatalURLFetchingError as error:
        raise Unprintable(str(error)) from error
    pdf = document.write_pdf()
    return Rendered(pdf, len(document.pages), hashlib.sha256(pdf).hexdigest())


def check_lengths(snapshot: Mapping[str, Any]) -> None:
    total = 0
    for text in _texts(snapshot):
        total += len(text)
        if len(text) > LONGEST_TEXT:
            raise Unprintable(f"“{text[:20]}……”一项共{len(text)}字，超过单项{LONGEST_TEXT}字的上限，请改为另附清单")
    if total > LONGEST_PAPER:
        raise Unprintable(f"文书内容共{total}字，超过{LONGEST_PAPER}字的上限，请改为另附清单")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)


def check_characters(html: str) -> None:
    """Refuse characters without a glyph, and marks that could reorder or hide text, before anything is set."""
    missing = fonts.unprintable(printed_text(html))
    if missing:
        named = "、".join(f"“{char}”（U+{ord(char):04X}）" for char in missing[:10])
        raise Unprintable(f"字体中没有下列字符，不能以方框代替：{named}。请改用通用规范汉字，或者由管理员补充字库")


def printed_text(html: str) -> str:
    reader = _TextReader()
    reader.feed(html)
    reader.close()
    return "".join(reader.pieces)


class _TextReader(HTMLParser):
    """Collects every text node, whatever its element: what is not printed does no harm by being checked."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)
