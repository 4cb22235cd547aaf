"""Citations that open: `{{ article|cited }}` and `{{ text|cited }}` link every article and show its words at hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import count
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from courtflow.cases.effects import Line, line_of
from courtflow.cases.models import Instrument
from courtflow.flow import registry
from courtflow.law import citing, numerals
from courtflow.law.articles import Article

register = template.Library()
_SHOWN = 140  # characters of an article beside its citation; the whole of it stands on its own page
_ids = count(1)


@register.filter(is_safe=True)
def cited(value: Any) -> SafeString | str:
    """An Article, several of them, or a text in which articles are cited; what cites nothing stays as it is."""
    if isinstance(value, Article):
        return link(value, str(value))
    if isinstance(value, str):
        return _linked(value)
    if isinstance(value, Iterable):
        return format_html_join("；", "{}", ((cited(item),) for item in value))
    return "" if value is None else str(value)


@register.filter
def paper_under(kind: str) -> tuple[Article, ...]:
    """What a kind of court paper rests on; nothing for a kind no longer made."""
    declared = registry.document_kinds.get(kind)
    return declared.under if declared else ()


@register.simple_tag
def effect_line(instrument: Instrument) -> Line:
    """The days of an instrument from service to limitation."""
    return line_of(instrument)


@register.filter
def weekday(day: date) -> str:
    return numerals.weekday(day)


def link(article: Article, text: str) -> SafeString:
    """The citation as a link, with the beginning of the article's words for who points at it or tabs to it."""
    words = article.wording
    if not words:
        return format_html("{}", text)
    return format_html(
        '<span class="cf-cite"><a href="{}" aria-describedby="cite-{}">{}</a>'
        '<span class="cf-cite-words" role="tooltip" id="cite-{}">{}{}'
        '<span class="cf-cite-mark">{}</span></span></span>',
        article_url(article), number := next(_ids), text, number,
        format_html("<b>{}</b>", article.heading) if article.heading else "", _beginning(words), article.checked.label,
    )  # fmt: skip


def article_url(article: Article) -> str:
    return reverse("law_article", args=[article.source_key, article.number])


def _beginning(words: str) -> str:
    flat = words.replace("\n", "")
    return flat if len(flat) <= _SHOWN else flat[:_SHOWN] + "……"


def _linked(text: str) -> SafeString:
    parts = ((link(article, piece) if article else piece,) for piece, article in citing.pieces(text))
    return format_html_join("", "{}", parts)
