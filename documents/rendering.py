"""From a frozen snapshot to a PDF/A: template, character check, WeasyPrint. Touches no database and no network.

Fonts are loaded once per process: a new FontConfiguration per paper costs hundreds of megabytes. The file is PDF/A-2u
(ISO 19005-2): fonts and colour profile inside, every character with its meaning, so that the archive can read it.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from django.template.loader import get_template, render_to_string
from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from . import fonts

# Far beyond any real clause; a longer one is a mistake or an attack, and would hold a worker for minutes.
LONGEST_TEXT = 8_000
LONGEST_PAPER = 200_000
ARCHIVAL = "pdf/a-2u"
SEAL = "courtflow-seal:court"


class Unprintable(Exception):
    """The paper cannot be made from its snapshot; the message says why, in Chinese."""


@dataclass(frozen=True)
class Rendered:
    pdf: bytes
    pages: int
    sha256: str


@dataclass(frozen=True)
class SealPrint:
    """The seal that goes on the day of the paper: a PNG and its true diameter."""

    image: bytes
    diameter_mm: int


class OwnFilesOnly(URLFetcher):
    """Serves our own fonts and colour profile, and the seal of this paper; refuses every other address."""

    def __init__(self, seal: SealPrint | None = None) -> None:
        super().__init__()
        self._seal = {SEAL: seal.image} if seal else {}

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url in self._seal:
            return URLFetcherResponse(url, self._seal[url], {"Content-Type": "image/png"})
        try:
            return URLFetcherResponse(url, fonts.read(url), {"Content-Type": "font/otf"})
        except KeyError:
            raise FatalURLFetchingError(f"文书不得引用外部资源：{url}") from None


@dataclass(frozen=True)
class Typesetting:
    """What every paper is set with; `colours` holds the profile that the file names as its own."""

    fonts: FontConfiguration
    stylesheet: CSS
    colours: dict[str, Any]


@cache
def typesetting() -> Typesetting:
    configuration, colours = FontConfiguration(), dict[str, Any]()
    rules = [face.rule for face in fonts.faces()]
    text = "\n".join((*rules, fonts.COLOUR_RULE, fonts.stacked(_stylesheet().read_text(encoding="utf-8"))))
    stylesheet = CSS(string=text, font_config=configuration, color_profiles=colours, url_fetcher=OwnFilesOnly())
    return Typesetting(configuration, stylesheet, colours)


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


def render(
    template: str, snapshot: Mapping[str, Any], *, seal: SealPrint | None = None, draft: bool = False
) -> Rendered:
    """The PDF of a snapshot, one run of pages for each marked copy; a draft is marked 草稿 and bears no seal.

    Raises Unprintable for text that is too long or holds a character without a glyph.
    """
    check_lengths(snapshot)
    runs = [_set(template, snapshot, mark, seal, draft) for mark in snapshot.get("marks") or [""]]
    pages = [page for run in runs for page in run.pages]
    pdf = runs[0].copy(pages).write_pdf(pdf_variant=ARCHIVAL, output_intent=fonts.COLOUR_NAME)
    return Rendered(pdf, len(pages), hashlib.sha256(pdf).hexdigest())


def _set(template: str, snapshot: Mapping[str, Any], mark: str, seal: SealPrint | None, draft: bool) -> Document:
    context = dict(snapshot) | {
        "copy": mark, "draft": draft, "seal": SEAL if seal else "", "diameter": seal.diameter_mm if seal else 0,
    }  # fmt: skip
    html = render_to_string(template, context)
    check_characters(html)
    tools = typesetting()
    try:
        return HTML(string=html, url_fetcher=OwnFilesOnly(seal)).render(
            font_config=tools.fonts, stylesheets=[tools.stylesheet], color_profiles=dict(tools.colours),
            output_intent=fonts.COLOUR_NAME, pdf_variant=ARCHIVAL,
        )  # fmt: skip
    except FatalURLFetchingError as error:
        raise Unprintable(str(error)) from error


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
        raise Unprintable(
            f"字体中没有下列字符，不能以方框代替：{named}。姓名、名称、地名中的字，"
            "请系统管理员把含有该字的字库放入字库目录（COURTFLOW_FONT_DIR）后重新制作；其他文字请改用通用规范汉字"
        )


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
