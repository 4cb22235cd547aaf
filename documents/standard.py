"""The standard text of every paragraph that a court may reword: what stands between the tags in the templates."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from django.template import TemplateDoesNotExist
from django.template.base import TextNode
from django.template.loader import get_template

from .kinds import Kind
from .templatetags.paper import WordingNode

_BREAKS = re.compile(r"</p>|</tr>|<br>")
_TAGS = re.compile(r"<[^>]*>")


def texts(kind: Kind) -> Iterator[tuple[str, str]]:
    """(slot, text with its markup) in the kind's own template and in those of its annexes."""
    for name in (kind.template, *(annex.template for annex in kind.annexes if annex.template)):
        if not exists(name):
            continue
        nodes: Any = get_template(name)
        for node in nodes.template.nodelist.get_nodes_by_type(WordingNode):
            yield node.slot, "".join(part.s for part in node.nodelist.get_nodes_by_type(TextNode))


def plain(kind: Kind, slot: str) -> str:
    """As an administrator would type it: a paragraph a line; what each paper fills in itself is left out."""
    marked = dict(texts(kind)).get(slot, "")
    lines = (unescape(_TAGS.sub("", line)).strip() for line in _BREAKS.split(marked))
    return "\n".join(line for line in lines if line)


def exists(template: str) -> bool:
    try:
        get_template(template)
    except TemplateDoesNotExist:
        return False
    return True
