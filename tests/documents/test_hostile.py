"""Whatever people type is printed as they typed it or refused: in every template, every layout, every wording."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template import Context
from django.template.base import VariableNode
from django.template.defaulttags import AutoEscapeControlNode
from django.template.loader import get_template

from documents.kinds import KINDS, Layout
from documents.placeholders import faults
from documents.rendering import Unprintable, check_characters, render
from documents.templatetags.paper import WordingNode

from .conftest import page_texts, words
from .test_rendering import TEMPLATE, letter

HOME = Path(settings.BASE_DIR) / "templates" / "documents"
PAPERS = [path for path in sorted(HOME.rglob("*.html")) if "pages" not in path.parts]
FETCHING = re.compile(r"https?:|file:|//[a-z]|<script|<iframe|<object|<link|@import|url\(", re.IGNORECASE)
STYLED_BY_FACTS = re.compile(r'style="[^"]*\{\{(?! *(?:diameter|forloop))')  # the seal's diameter is a number of ours
RAW = {"safe", "safeseq"}
DRAWS = {"qr"}  # an SVG of modules, from a library
HOSTILE = (
    "<script>alert(1)</script><img src=file:///etc/passwd><img src='http://127.0.0.1:1/x.png'>"
    "<link rel=stylesheet href=http://127.0.0.1:1/x.css><style>@import url(file:///etc/passwd)</style>"
    '<p style="background:url(http://127.0.0.1:1/)">{{ court.name }}{% include "x" %}{院名}</p></body></html>'
)
PERSON = {
    "name": HOSTILE, "role": "义务人", "natural": True, "identifier_label": "公民身份号码", "identifier": HOSTILE,
    "address": HOSTILE, "phone": HOSTILE, "representative": HOSTILE, "agents": [{"name": HOSTILE, "phone": HOSTILE}],
}  # fmt: skip
EVERYWHERE: dict[str, Any] = {
    "title": HOSTILE, "number": HOSTILE, "receiver": HOSTILE, "cause": HOSTILE, "court": {"name": HOSTILE},
    "unit": {"name": HOSTILE}, "matter": HOSTILE, "debtors": [PERSON], "creditors": [PERSON], "addressee": PERSON,
    "signers": [{"title": "审判员", "name": HOSTILE}], "annexes": [{"title": HOSTILE, "template": "", "slip": False}],
}  # fmt: skip
UNPRINTABLE = {
    "a control": "张\x07三", "a direction mark": "张\u202e三", "a private character": "张\ue000三",
    "an invisible joiner": "张\u200b三", "a missing glyph": "张𪚥三",
}  # fmt: skip


def nodes(path: Path, kind: type[Any]) -> Iterator[Any]:
    template: Any = get_template(path.relative_to(HOME.parent).as_posix())
    yield from template.template.nodelist.get_nodes_by_type(kind)


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_no_template_lets_markup_through_or_names_an_address(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not FETCHING.search(text)
    assert not STYLED_BY_FACTS.search(text)
    assert not list(nodes(path, AutoEscapeControlNode))
    for node in nodes(path, VariableNode):
        used = {function.__name__ for function, _ in node.filter_expression.filters}
        assert not used & RAW
        assert used <= DRAWS or not used & DRAWS, "what is drawn is drawn alone"


@pytest.mark.parametrize(
    ("path", "node"), [(path, node) for path in PAPERS for node in nodes(path, WordingNode)],
    ids=lambda value: getattr(value, "slot", getattr(value, "stem", "")),
)  # fmt: skip
def test_no_wording_becomes_markup_or_template(path: Path, node: WordingNode) -> None:
    printed = node.render(Context({"wording": {node.slot: {"text": HOSTILE, "version": 1}}, "court": {"name": "泄露"}}))
    assert printed.count("<") == 2, "the paragraph that we put around it, and nothing else"
    assert "{{ court.name }}" in printed
    assert "泄露" not in printed


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind.every_slot], ids=lambda kind: kind.slug)
@pytest.mark.parametrize("text", ["{{ court.name }}", "{% now %}", "{没有}", "{", "}", "长" * 100_000])
def test_no_slot_takes_a_field_that_is_not_there(kind: Any, text: str) -> None:
    for slot in kind.every_slot:
        assert faults(kind.slug, slot.slug, "，".join((*slot.must_contain, text)))


@pytest.mark.parametrize("layout", list(Layout))
def test_each_layout_prints_hostile_facts_as_they_were_typed(layout: Layout) -> None:
    made = render(TEMPLATE, letter(**EVERYWHERE, layout=layout))
    text = words(page_texts(made.pdf))
    assert text.count("<script>alert(1)</script>") >= 3
    assert "{{court.name}}" in text
    assert "root:" not in text


@pytest.mark.parametrize("layout", list(Layout))
@pytest.mark.parametrize("field", ["title", "receiver", "cause", "court", "annexes"])
@pytest.mark.parametrize("text", UNPRINTABLE.values(), ids=UNPRINTABLE)
def test_what_cannot_be_printed_is_named_wherever_it_stands(layout: Layout, field: str, text: str) -> None:
    value: Any = {"court": {"name": text}, "annexes": [{"title": text, "template": "", "slip": False}]}.get(field, text)
    with pytest.raises(Unprintable, match="字体中没有下列字符"):
        render(TEMPLATE, letter(layout=layout, signers=[], **{field: value}))


@pytest.mark.parametrize("field", ["title", "receiver", "debtors", "wording", "annexes"])
def test_a_hundred_thousand_characters_are_refused_wherever_they_stand(field: str) -> None:
    long = "长" * 100_000
    value: Any = {
        "debtors": [PERSON | {"name": long}], "wording": {"x": {"text": long, "version": 1}},
        "annexes": [{"title": long, "template": "", "slip": False}],
    }.get(field, long)  # fmt: skip
    with pytest.raises(Unprintable, match="共100000字"):
        render(TEMPLATE, letter(**{field: value}))


def test_characters_are_checked_as_they_are_read_not_as_they_are_written() -> None:
    with pytest.raises(Unprintable, match=r"U\+202E"):
        check_characters("<p>&#x202e;</p>")
