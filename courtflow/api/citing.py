"""Articles for programs: each as an object with its address, beside the words in which it is cited."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from courtflow.law.articles import Article
from courtflow.law.citing import cited


class CitationSerializer(serializers.Serializer[Any]):
    key = serializers.CharField(help_text="条文代号，如 CPL:171.2")
    label = serializers.CharField(help_text="引用的写法")  # type: ignore[assignment]
    url = serializers.CharField(help_text="条文及其适用")


def citation(article: Article) -> dict[str, str]:
    return {"key": article.key, "label": str(article), "url": reverse("article-detail", args=[article.key])}


def citations(texts: Iterable[str | Article]) -> list[dict[str, str]]:
    """Every article cited, each once; stored rows keep their articles as words."""
    found: dict[Article, None] = {}
    for text in texts:
        found |= dict.fromkeys([text] if isinstance(text, Article) else cited(text))
    return [citation(article) for article in found]


@extend_schema_field(CitationSerializer(many=True))
class Citations(serializers.ReadOnlyField):
    """The articles that a stored text, or list of texts, cites."""

    def to_representation(self, value: Any) -> list[dict[str, str]]:
        return citations([value] if isinstance(value, str) else value)
