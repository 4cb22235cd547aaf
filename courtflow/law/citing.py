"""Citations in running text: which words name which article, so that every one of them can be opened.

Known forms: 《民事诉讼法》第一百七十一条第二款, 民诉法第171条, 佳中法优〔2024〕22号 第四部分（一）, 山阳第十八条,
南召三2; “至第九十五条” and “、第八十八条” go on with the text named before them.
"""

import re
from collections.abc import Iterator
from functools import cache

from .articles import Article, Source, sources
from .numerals import chinese_number

_FIGURE = r"(?:\d{1,4}|[〇零一二三四五六七八九十百千]{1,9})"
_ARTICLE = rf"第(?P<article>{_FIGURE})条(?:第(?P<paragraph>{_FIGURE})款)?(?:第[（(]?(?P<item>{_FIGURE})[）)]?项)?"
_ITEMS = rf"(?:[（(](?P<first>{_FIGURE})[）)])?(?:第?(?P<second>\d{{1,2}}|[一二三四五六七八九十]{{1,3}}(?=项))项?)?"
_ORDINAL = r"[一二三四五六七八九十]{1,3}"
# A name of a place and a figure (浙江三…) cite a part only where an item or the end of the phrase follows.
_PART = (
    rf"(?:(?:第(?P<part>{_ORDINAL})部分|(?P<bare>{_ORDINAL})(?=[（(]|第?\d)){_ITEMS}"
    rf"|(?P<alone>{_ORDINAL})(?=$|[，。；、：）)\s]))"
)
_REMARK = r"(?P<remark>(?:[（(][^（()）]{1,60}[）)])*)"  # （2023年修正）, （试行）（焦山法〔2024〕120号）
_NEXT = re.compile(rf"(?P<joint>[、，至和及或与]|以及)(?={_ARTICLE})")


@cache
def _names() -> dict[str, Source]:
    """Everything a source is called in running text."""
    found: dict[str, Source] = {}
    for entry in sources().values():
        titles = [entry.name.strip("《》"), entry.title, entry.short, *entry.aliases, entry.document]
        for name in filter(None, [entry.name, *(f"《{title}》" for title in titles if title), *titles]):
            found.setdefault(name, entry)
    return found


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_names(), key=len, reverse=True)
    names = "|".join(re.escape(name) for name in longest_first)
    return re.compile(rf"(?P<name>{names}){_REMARK}\s*(?:{_ARTICLE}|{_PART})")


_ALONE = re.compile(_ARTICLE)


def pieces(text: str) -> Iterator[tuple[str, Article | None]]:
    """The whole text in order; each stretch with the article that it cites, or with None."""
    done = 0
    for start, end, article in _found(text):
        if start > done:
            yield text[done:start], None
        yield text[start:end], article
        done = end
    if done < len(text):
        yield text[done:], None


def cited(text: str) -> list[Article]:
    """Every article that a text cites, each once, in order."""
    return list(dict.fromkeys(article for _, article in pieces(text) if article))


def named(text: str) -> tuple[Source, str] | None:
    """The source that a text begins with by any of its names, and what follows the name."""
    for name in sorted(_names(), key=len, reverse=True):
        if text.casefold().startswith(name.casefold()):
            return _names()[name], text[len(name) :]
    return None


def _found(text: str) -> Iterator[tuple[int, int, Article]]:
    at = 0
    while match := _pattern().search(text, at):
        source = _names()[match["name"]]
        article = _article(source, match)
        at = match.end() if article else match.start() + 1
        if article:
            yield match.start(), match.end(), article
            for start, end, following in _continued(source, text, at):
                yield start, end, following
                at = end


def _continued(source: Source, text: str, at: int) -> Iterator[tuple[int, int, Article]]:
    while not source.parts and (joint := _NEXT.match(text, at)):
        match = _ALONE.match(text, joint.end("joint"))
        article = _article(source, match) if match else None
        if match is None or article is None:
            return
        at = match.end()
        yield match.start(), at, article


def _article(source: Source, match: re.Match[str]) -> Article | None:
    """None where the text names something that does not exist: it stays plain text."""
    groups = match.groupdict()
    try:
        if source.parts:
            return _of_parts(source, groups)
        if not groups["article"]:
            return None
        paragraph = _number(groups["paragraph"]) if groups["paragraph"] else 0
        figures = [paragraph, _number(groups["item"])] if groups["item"] else [paragraph] if paragraph else []
        return source[(_in_force(source, _number(groups["article"]), groups.get("remark") or ""), *figures)]
    except (KeyError, ValueError):
        return None


def _in_force(source: Source, number: int, remark: str) -> int:
    """The number in force for one quoted from an earlier edition: 《民事诉讼法》（2017年修正）第二百五十三条."""
    edition = next((year for year in source.renumbered if year in remark), None)
    return int(source.current(number, int(edition)).number) if edition else number


def _of_parts(source: Source, groups: dict[str, str | None]) -> Article | None:
    part = groups.get("part") or groups.get("bare") or groups.get("alone")
    if not part:
        return None
    below = [_number(figure) for figure in (groups["first"], groups["second"]) if figure]
    return source[(part, *below)]


def _number(figure: str | None) -> int:
    text = figure or ""
    return int(text) if text.isdecimal() else _figures()[text.replace("〇", "零")]


@cache
def _figures() -> dict[str, int]:
    """Chinese figures of every article that a statute has (民法典 has the most, 1260)."""
    return {chinese_number(value): value for value in range(1, 1300)}
