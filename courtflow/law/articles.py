"""The citable table of sources: every act, rule and document names an Article from here, and nothing else.

Numbers are those of the texts in force; `Source.current` translates the older numbering that interpretations still
quote (a 2022 text citing the 2021 law, a 2020 text citing the 2017 one). Data: data/sources.toml (statutes in
paraphrase), data/seeds/*.toml (the courts' own papers, in full), data/checked.toml (how far each was checked).
"""

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from .numerals import chinese_number, parse_chinese_number

DATA = Path(__file__).parent / "data"

_BRACKETED_ITEM = re.compile(r"第（([一二三四五六七八九十百]+)）项")

Reference = int | str | tuple[int | str, ...]


class Checked(StrEnum):
    """How far a stored text was checked against the source itself."""

    ORIGINAL = "O"
    TEXT = "T"
    SECONDARY = "S"
    MEMORY = "M"

    @property
    def label(self) -> str:
        return _CHECKED[self]

    @property
    def uncertain(self) -> bool:
        return self in (Checked.SECONDARY, Checked.MEMORY)


_CHECKED = {
    Checked.ORIGINAL: "文件原文",
    Checked.TEXT: "要旨，已核对条文",
    Checked.SECONDARY: "要旨，据二手资料，待核对条文",
    Checked.MEMORY: "要旨，未核对条文，使用前请查阅原文",
}


@dataclass(frozen=True)
class Article:
    """One citable provision; `key` ("CPL:126", "NANZHAO:三.5") is what rows and events store."""

    source_key: str
    number: str
    label: str
    text: str = field(default="", compare=False)
    by_analogy: bool = field(default=False, compare=False)

    @property
    def source(self) -> "Source":
        return source(self.source_key)

    @property
    def key(self) -> str:
        return f"{self.source_key}:{self.number}"

    @classmethod
    def parse(cls, key: str) -> "Article":
        source_key, _, number = key.partition(":")
        parts = tuple(int(part) if part.isdecimal() else part for part in number.split("."))
        return source(source_key)[parts]

    @property
    def base(self) -> "Article":
        """The whole article that a paragraph or item of it belongs to; in texts made of parts, the provision itself."""
        return self if self.source.parts else self.source[int(self.number.split(".")[0])]

    @property
    def wording(self) -> str:
        """Its own words or paraphrase; else those of the provision around it, else of all below it."""
        texts = self.source.texts
        for number in self._lineage():
            if number in texts:
                return texts[number]
        below = [text for number, text in texts.items() if number.startswith(f"{self.number}.")]
        return "\n".join(below)

    @property
    def heading(self) -> str:
        return next((found for n in self._lineage() if (found := self.source.headings.get(n))), "")

    @property
    def checked(self) -> Checked:
        if self.source.local:
            return Checked.ORIGINAL
        marks = self.source.checks
        return next((marks[number] for number in self._lineage() if number in marks), Checked.MEMORY)

    def _lineage(self) -> list[str]:
        parts = self.number.split(".")
        return [".".join(parts[:length]) for length in range(len(parts), 0, -1)]

    def __str__(self) -> str:
        return f"{'参照' if self.by_analogy else ''}{self.source.name}{self.source.gap}{self.label}"

    def cite(self) -> str:
        """With the full title and the document number, as a notice quotes it."""
        return f"{self.source.full}{self.label}"

    def short(self) -> str:
        """民诉法第126条, for lists and buttons."""
        return self.source.short + self.source.short_label(self.number)


@dataclass(frozen=True)
class Source:
    """A statute, interpretation or court paper; index it with article, paragraph and item numbers, or part and item."""

    key: str
    title: str  # 全称
    name: str  # as running text cites it: 《民事诉讼法》 or the document number
    short: str  # 简称
    document: str  # 发文字号
    edition: str
    articles: int  # 0: number of articles not verified, so not bounded
    parts: Mapping[str, int]  # part → number of （一）-items or 1.-items; empty for texts made of articles
    subparts: Mapping[str, tuple[int, ...]]  # part → number of 1.-items below each （一）-item, where there are any
    local: bool  # one court's (or province's) own paper, which binds nobody else
    figured: bool  # items directly below a part are 1. 2. 3. rather than （一）（二）（三）
    texts: Mapping[str, str]
    renumbered: Mapping[str, Mapping[str, int]]  # earlier edition → old article → article in force
    since: date | None = None  # in force since
    since_checked: Checked = Checked.MEMORY
    cites: int = 0  # the edition of 民事诉讼法 whose numbers this text still quotes; 0: the one in force, or none
    aliases: tuple[str, ...] = ()  # what running text calls it besides title, document number and short name
    headings: Mapping[str, str] = field(default_factory=dict)
    checks: Mapping[str, Checked] = field(default_factory=dict)

    def __getitem__(self, number: Reference) -> Article:
        first, *rest = number if isinstance(number, tuple) else (number,)
        figures = [part if isinstance(part, int) else parse_chinese_number(part) for part in rest]
        label = self._part(first, figures) if self.parts else self._article(first, figures)
        key = ".".join(map(str, (first, *figures)))
        return Article(self.key, key, label, self.texts.get(key, ""))

    def current(self, number: int, edition: int) -> Article:
        """The article in force for one cited by an earlier edition's number."""
        table = self.renumbered.get(str(edition))
        if table is None:
            raise ValueError(f"没有{self.name}{edition}年文本的条文对照表")
        if str(number) in table:
            return self[table[str(number)]]
        if number < int(table.get("unchanged_below", 0)):
            return self[number]
        if shift := int(table.get("shift", 0)):
            return self[number + shift]
        raise ValueError(f"{self.name}{edition}年文本第{number}条没有对照，请核对现行条文")

    def former(self, number: int) -> dict[str, int]:
        """Earlier edition → the number that the article in force had there, as far as the tables know."""
        found = {}
        for edition, table in self.renumbered.items():
            old = next((int(was) for was, now in table.items() if was.isdecimal() and now == number), 0)
            old = old or _shifted_back(number, table)
            if old:
                found[edition] = old
        return dict(sorted(found.items()))

    @property
    def listed(self) -> list[Article]:
        """Every provision whose words or paraphrase are kept, in the order of the text."""
        return [Article.parse(f"{self.key}:{number}") for number in sorted(self.texts, key=_place)]

    @property
    def full(self) -> str:
        remarks = "，".join(part for part in (self.document, self.edition) if part)
        return f"《{self.title}》" + (f"（{remarks}）" if remarks else "")

    @property
    def gap(self) -> str:
        return " " if self.parts else ""

    def short_label(self, number: str) -> str:
        first, *rest = number.split(".")
        figures = [int(part) for part in rest]
        return first + self._items(figures) if self.parts else f"第{first}条" + _below_article(figures)

    def _article(self, article: int | str, below: list[int]) -> str:
        if isinstance(article, str):
            raise ValueError(f"{self.name}按条引用，请给出数字，不是“{article}”")
        if article < 1 or (self.articles and article > self.articles):
            raise ValueError(f"{self.name}没有第{article}条" + (f"（共{self.articles}条）" if self.articles else ""))
        if len(below) > 2 or any(figure < 0 for figure in below) or (below and below[-1] == 0):
            raise ValueError(f"{self.name}的引用格式应为条、款、项")
        return f"第{chinese_number(article)}条" + _below_article(below)

    def _part(self, part: int | str, items: list[int]) -> str:
        if not isinstance(part, str) or part not in self.parts:
            raise ValueError(f"{self.name}没有第{part}部分")
        below = self.subparts.get(part, ())
        known = not items or 1 <= items[0] <= self.parts[part]
        if len(items) > 1:
            known = known and len(items) == 2 and items[0] <= len(below) and 1 <= items[1] <= below[items[0] - 1]
        if not known:
            raise ValueError(f"{self.name}第{part}部分没有第{'.'.join(map(str, items))}项")
        return f"第{part}部分" + self._items(items)

    def _items(self, items: list[int]) -> str:
        """（一）第2项, or 第2项 alone in a text whose parts are divided into 1. 2. 3. at once."""
        if not items:
            return ""
        first, *below = items
        if self.figured and not below:
            return f"第{first}项"
        return f"（{chinese_number(first)}）" + "".join(f"第{item}项" for item in below)


def binding(articles: Sequence[Article], local: Collection[str]) -> tuple[Article, ...]:
    """Those that hold in a court whose own papers are `local` (source keys): statutes, and its own papers.

    Where none of them holds there, all are cited by analogy (参照), which is how one court follows another's paper.
    """
    kept = tuple(article for article in articles if not article.source.local or article.source_key in local)
    return kept or tuple(replace(article, by_analogy=True) for article in articles)


def citations(articles: Sequence[Article]) -> list[str]:
    """As a paper cites them: each source once in full, then its articles (《…法》第一百二十二条、第一百二十六条)."""
    return [rows[0].source.full + "、".join(row.label for row in rows) for rows in _by_source(articles)]


def ruling_citations(articles: Sequence[Article]) -> list[str]:
    """As a judgment or ruling cites them: by title alone, items without brackets (民事裁判文书制作规范三（六）).

    It rests on statutes and interpretations; no court's own paper is a basis of it (法释〔2009〕14号第四条).
    """
    statutes = [article for article in articles if not article.source.local]
    labels = ((rows[0].source, "、".join(row.label for row in rows)) for rows in _by_source(statutes))
    return [f"《{found.title}》" + _BRACKETED_ITEM.sub(r"第\1项", label) for found, label in labels]


def _by_source(articles: Sequence[Article]) -> Iterable[list[Article]]:
    found: dict[str, list[Article]] = {}
    for article in articles:
        found.setdefault(article.source_key, []).append(article)
    return found.values()


def _shifted_back(number: int, table: Mapping[str, int]) -> int:
    """The old number by the rule of a table that moves all articles from one on; 0 where there is no such rule."""
    start, shift = int(table.get("unchanged_below", 0)), int(table.get("shift", 0))
    if number < start:
        return number
    return number - shift if shift and number - shift >= start else 0


def _place(number: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdecimal() else parse_chinese_number(part) for part in number.split("."))


def _below_article(figures: list[int]) -> str:
    paragraph, item = (*figures, 0, 0)[:2]
    words = f"第{chinese_number(paragraph)}款" if paragraph else ""
    return words + (f"第（{chinese_number(item)}）项" if item else "")


def source(key: str) -> Source:
    try:
        return sources()[key]
    except KeyError:
        raise ValueError(f"没有代号为“{key}”的法律依据") from None


@lru_cache(maxsize=1)
def sources() -> Mapping[str, Source]:
    rows, checked = _toml("sources.toml"), _toml("checked.toml")
    return {key: _source(key, row, checked.get(key, {})) for key, row in rows.items()}


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text("utf-8"))


def _source(key: str, row: dict[str, Any], checked: dict[str, Any]) -> Source:
    local = row.get("local", False)
    own = _toml(f"seeds/{key.lower()}.toml") if local else {}
    return Source(
        key=key,
        title=row["title"],
        name=row.get("name") or f"《{row['title'].removeprefix('中华人民共和国')}》",
        short=row["short"],
        document=row.get("document", ""),
        edition=row.get("edition", ""),
        articles=row.get("articles", 0),
        parts=row.get("parts", {}),
        subparts={part: tuple(counts) for part, counts in row.get("subparts", {}).items()},
        local=local,
        figured=row.get("figured", False),
        texts={number: text.strip() for number, text in (row.get("texts", {}) | own.get("texts", {})).items()},
        renumbered=_renumbered(row.get("renumbered", {})),
        since=row.get("since"),
        since_checked=Checked.ORIGINAL if local else Checked(checked.get("since", Checked.MEMORY)),
        cites=row.get("cites", 0),
        aliases=tuple(row.get("aliases", ())),
        headings=own.get("headings", {}),
        checks={number: mark for mark in Checked for span in checked.get(mark, ()) for number in _span(span)},
    )


def _span(span: str) -> list[str]:
    """ "85-91" → every number of it."""
    first, _, last = span.partition("-")
    return [str(number) for number in range(int(first), int(last or first) + 1)]


def _renumbered(tables: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    """Each edition's table, under the further edition that was numbered alike as well."""
    found: dict[str, dict[str, int]] = {}
    for edition, table in tables.items():
        rows = {number: now for number, now in table.items() if number != "also"}
        found |= dict.fromkeys((edition, str(table.get("also", edition))), rows)
    return found


CPL = source("CPL")
INT = source("INT")
CC = source("CC")
LIM = source("LIM")
EXT = source("EXT")
REG = source("REG")
EXR = source("EXR")
EXP = source("EXP")
OBJ = source("OBJ")
VAR = source("VAR")
ENTRUST = source("ENTRUST")
PRES = source("PRES")
SFK = source("SFK")
NET = source("NET")
AUC = source("AUC")
DPI = source("DPI")
SX = source("SX")
XG = source("XG")
ZB = source("ZB")
LJ = source("LJ")
DL = source("DL")
KW = source("KW")
ZZP = source("ZZP")
EBL = source("EBL")
FEE = source("FEE")
PUB = source("PUB")
DOC = source("DOC")
NUM = source("NUM")
PIPL = source("PIPL")
SETTLE = source("SETTLE")
NOTARY = source("NOTARY")
ASSET = source("ASSET")
INVITED = source("INVITED")
ONLINE = source("ONLINE")
OMED = source("OMED")
POST = source("POST")
SUMMARY = source("SUMMARY")
DOSSIER = source("DOSSIER")
EBI1 = source("EBI1")
EBI3 = source("EBI3")
HOLIDAYS = source("HOLIDAYS")
JIAMUSI = source("JIAMUSI")
ZHEJIANG = source("ZHEJIANG")
SHANYANG = source("SHANYANG")
HONGHE = source("HONGHE")
NANZHAO = source("NANZHAO")
