"""What the kernel must find without importing it: kinds of proceeding and the maker of documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ImproperlyConfigured

PROCEEDINGS: dict[str, Any] = {}


def register_proceeding(cls: Any) -> None:
    """Called by Proceeding.__init_subclass__; one kind, one class."""
    if PROCEEDINGS.setdefault(cls.KIND, cls).__qualname__ != cls.__qualname__:
        raise ImproperlyConfigured(f"two proceedings are of kind {cls.KIND!r}")


def proceeding_class(kind: str) -> Any:
    """The model class of a kind such as "urging"; KeyError for an unknown one."""
    return PROCEEDINGS[kind]


def _no_documents(slug: str, *args: Any, **kwargs: Any) -> list[Any]:
    raise ImproperlyConfigured(f"the documents app is not installed, nobody can make {slug}")


def _every_character_prints(text: str) -> list[str]:
    return []


# Set by documents.apps: orderer(slug, proceeding, event, at, by) -> pending documents, inside perform's transaction.
document_orderer: Callable[..., list[Any]] = _no_documents
# Set by accounts.apps: role -> what pages call it; an act may name no other role.
roles: dict[str, str] = {}
# Set by documents.apps: the characters of a text that no court paper can show.
unprintable: Callable[[str], list[str]] = _every_character_prints
# Set by documents.apps: slug -> kind (with .title and .under), for checks, pages and lifecycle tables.
document_kinds: dict[str, Any] = {}
# Kinds of stored days that a calendar can move (flow.dated.Dated): deadlines, recurring duties, last days of items.
dated: dict[str, Any] = {}
# What else an act brings with it, inside perform's transaction: each is given the proceeding and the act's event.
followers: list[Callable[[Any, Any], None]] = []
# What else the sweep looks after: each, given the moment, does its work and says "warned", "fired" or "failed" for it.
sweepers: list[Callable[[datetime], Iterable[str]]] = []
