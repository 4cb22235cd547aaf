"""Looking an article up: by citation, by a number of today or of an earlier edition, by its words.

“民诉法 254（2012）” leads to 第二百六十五条, because interpretations and old papers still quote the older numbering.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .articles import CPL, Article, Source, sources
from .citing import cited, named

_EDITION = re.compile(r"[（(]?\s*(19\d\d|20\d\d)\s*年?(?:修正|修订|文本|版)?\s*[）)]?")
_NUMBER = re.compile(r"\s*第?\s*(\d{1,4})\s*条?\s*")
_SHORTEST = 2  # characters of a search in the words


@dataclass(frozen=True)
class Match:
    """An article found; `note` says how, where it is not by its own number or words."""

    article: Article
    note: str = ""


def look_up(text: str, within: Source | None = None) -> list[Match]:
    """Articles for what somebody typed, best first, each once; `within` narrows to one document."""
    text = text.strip()
    found: dict[str, Match] = {}
    for match in _matches(text, within):
        if within is None or match.article.source_key == within.key:
            found.setdefault(match.article.key, match)
    return list(found.values())


def _matches(text: str, within: Source | None) -> Iterator[Match]:
    if not text:
        return
    yield from _by_key(text)
    source, rest = named(text) or (within or CPL, text)
    yield from _by_number(source, rest)
    yield from (Match(article) for article in cited(text))
    if len(text) >= _SHORTEST:
        yield from _by_words(text, within)


def _by_key(text: str) -> Iterator[Match]:
    if re.fullmatch(r"[A-Z0-9]+:\S+", text):
        try:
            yield Match(Article.parse(text))
        except ValueError:
            return


def _by_number(source: Source, rest: str) -> Iterator[Match]:
    """A bare number: of the edition named, else of the text in force and then of every earlier one.

    Without a document 民事诉讼法 is meant, whose old numbers are the ones that trap.
    """
    edition = _EDITION.search(rest)
    number = _NUMBER.fullmatch(_EDITION.sub("", rest))
    if source.parts or number is None:
        return
    figure = int(number[1])
    if edition is None or (in_force := edition[1] in source.edition):
        yield from _current(source, figure)
        if edition is not None and in_force:
            return
    for name in [edition[1]] if edition else sorted(source.renumbered, reverse=True):
        yield from _former(source, figure, name)


def _current(source: Source, figure: int) -> Iterator[Match]:
    try:
        yield Match(source[figure])
    except ValueError:
        return


def _former(source: Source, figure: int, edition: str) -> Iterator[Match]:
    try:
        article = source.current(figure, int(edition))
    except ValueError:
        return
    yield Match(article, f"{edition}年文本第{figure}条，现为{article.label}")


def _by_words(text: str, within: Source | None) -> Iterator[Match]:
    for source in [within] if within else sources().values():
        about = text in source.title or text in source.document
        for article in source.listed:
            if text in article.wording or text in article.heading or text in str(article) or (about and not within):
                yield Match(article)
