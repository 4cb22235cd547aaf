"""The catalogue of kinds of court papers: one declaration each, registered once, ordered by acts through its slug."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from courtflow.flow import registry
from courtflow.law.articles import Article
from documents.drafting import Draft

KINDS: dict[str, "Kind"] = {}


@dataclass(frozen=True)
class Slot:
    """A paragraph that a court may word itself; each of `must_contain` has to stay in it."""

    slug: str
    title: str
    must_contain: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """One kind of paper.

    `addressees` gives the parties who each get their own copy, or [None] for a paper between departments; `facts` the
    kind's own part of the frozen snapshot; `missing` what the paper cannot be made without, as Chinese sentences.
    `number_word` stands in the number: （2024）豫0811执前督12号催告字第1号.
    """

    slug: str
    title: str
    number_word: str
    under: tuple[Article, ...]
    addressees: Callable[[Draft], Sequence[Any]]
    facts: Callable[[Draft], Mapping[str, Any]]
    missing: Callable[[Mapping[str, Any]], list[str]]
    slots: tuple[Slot, ...] = ()
    spec: tuple[str, ...] = ()

    @property
    def template(self) -> str:
        return f"documents/{self.slug}.html"

    def slot(self, slug: str) -> Slot | None:
        return next((slot for slot in self.slots if slot.slug == slug), None)


def register(kind: Kind) -> Kind:
    """Add a kind to the catalogue; departments may bring their own in ready()."""
    if KINDS.setdefault(kind.slug, kind) is not kind:
        raise ValueError(f"two kinds of document are called {kind.slug!r}")
    registry.document_kinds[kind.slug] = kind
    return kind
