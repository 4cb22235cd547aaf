"""Where an article is applied: every act, condition, clock, paper, setting and refusal that names it.

Read from the declarations themselves (and, for refusals inside a body, from its source): nothing is listed twice, and
nothing that cites is forgotten.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from courtflow.law import citing, limitation
from courtflow.law.articles import Article, sources
from courtflow.law.effect import InstrumentKind, ServiceMethod
from courtflow.law.exclusions import GROUNDS
from courtflow.policy.keys import KEYS
from courtflow.policy.models import ProfileValue

from . import registry
from .acts import acts_of
from .rules import RULES

_RECKONING = frozenset({"law", "calculators"})
_TOPICS = {
    "fees": "诉讼费用的标准和计算", "effects": "效力与申请执行时效的计算", "periods": "期间的起算、届满和顺延",
}  # fmt: skip
_REFUSING = frozenset({"Refusal", "Denied", "ValidationError", "add_error"})


@dataclass(frozen=True)
class Application:
    """One place that names `article`; `kind` and `act` lead to the life of a proceeding, where there is one."""

    article: Article
    role: str
    title: str
    note: str = ""
    kind: str = ""
    act: str = ""


def applied(article: Article) -> list[Application]:
    """Everything that names this article, a paragraph or an item of it, in the order of `_declared`."""
    base = article.base.key
    places = [*_declared().get(base, ()), *_in_profiles(article)]
    return [place for place in places if _within(place.article, article)]


def counts() -> Mapping[str, int]:
    """Key of a whole article → in how many places the declarations name it."""
    return {key: len(places) for key, places in _declared().items()}


def everything() -> Iterator[Application]:
    """Every place of the declarations, for the check that each has words to show."""
    for places in _declared().values():
        yield from places


def _within(named: Article, asked: Article) -> bool:
    """山阳 25 answers for 25; 佳木斯 九 answers for 九（一）2, and 九（一）2 for 九."""
    mine, other = f"{named.number}.", f"{asked.number}."
    return mine.startswith(other) or other.startswith(mine)


@cache
def _declared() -> dict[str, tuple[Application, ...]]:
    found: dict[str, dict[Application, None]] = defaultdict(dict)
    for collect in (_acts, _rules, _papers, _effects, _reckonings, _settings, _refusals):
        for place in collect():
            for key in _bases(place.article):
                found[key][place] = None
    return {key: tuple(places) for key, places in found.items()}


def _bases(article: Article) -> list[str]:
    """In a text of parts every level answers: 九, 九.1 and 九.1.2."""
    if not article.source.parts:
        return [article.base.key]
    numbers = article.number.split(".")
    levels = [".".join(numbers[:length]) for length in range(1, len(numbers) + 1)]
    return [f"{article.source_key}:{level}" for level in levels]


def _acts() -> Iterator[Application]:
    for kind, model in registry.PROCEEDINGS.items():
        for act in acts_of(model).values():
            title = f"{model.TITLE}·{act.label}"
            for article in act.under:
                yield Application(article, "事项", title, act.hint, kind, act.name)
            for guard in act.guards:
                for article in guard.articles:
                    yield Application(article, "条件", title, f"不能办理：{guard.reason}", kind, act.name)


def _rules() -> Iterator[Application]:
    starting = {
        start.rule.code: (kind, act.name)
        for kind, model in registry.PROCEEDINGS.items()
        for act in acts_of(model).values()
        for start in act.starts
    }
    for rule in RULES.values():
        kind, act = starting.get(rule.code, ("", ""))
        title = f"{rule.timer} {rule.title}" if rule.timer[1:].isdecimal() else rule.title
        yield Application(rule.under, "期限", title, rule.note, kind, act)


def _papers() -> Iterator[Application]:
    ordering = {
        order.slug: (kind, act.name)
        for kind, model in registry.PROCEEDINGS.items()
        for act in acts_of(model).values()
        for order in act.orders
    }
    for slug, paper in registry.document_kinds.items():
        kind, act = ordering.get(slug, ("", ""))
        for article in paper.under:
            yield Application(article, "文书", str(paper.title), "", kind, act)


def _effects() -> Iterator[Application]:
    for member in (*ServiceMethod, *InstrumentKind):
        if member.article is not None:
            yield Application(member.article, "送达与生效", member.label, member.rule)
    for happening in limitation.Ground:
        verb = "中断" if happening.interrupts else "中止"
        yield Application(happening.article, "送达与生效", f"申请执行的期间{verb}：{happening.label}")
    for ground in GROUNDS.values():
        limits = "、".join(sorted(limit.label for limit in ground.limits))
        yield Application(ground.under, "期限", f"不计入{limits}：{ground.label}")


def _settings() -> Iterator[Application]:
    for key in KEYS.values():
        for article in citing.cited(key.why):
            yield Application(article, "规则项", key.label, key.why)


def _in_profiles(article: Article) -> Iterator[Application]:
    """What the profiles of courts take from the article; they are data, so they are read when asked."""
    if not article.source.local:
        return
    rows = ProfileValue.objects.filter(profile__source_key=article.source_key).select_related("profile__court")
    for row in rows.order_by("profile__court_id", "key"):
        title = KEYS[row.key].label if row.key in KEYS else _rule_title(row.key)
        for place in cited_in(row):
            yield Application(place, "规则取值", title, f"{row.profile.court} {row.article}")


def cited_in(row: ProfileValue) -> list[Article]:
    """The articles that a value of a profile comes from: its own words begin after the paper's name."""
    entry = sources().get(row.profile.source_key)
    if entry is None or citing.cited(row.article):
        return citing.cited(row.article)
    return [found for part in row.article.split("、") for found in citing.cited(f"{entry.short}{part}")]


def _rule_title(key: str) -> str:
    rule = RULES.get(key.partition(".")[2])
    return rule.title if rule else key


def _refusals() -> Iterator[Application]:
    for path in _own_modules():
        source = path.read_text("utf-8")
        if not any(f"{name}(" in source for name in _REFUSING):
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and _name(node.func) in _REFUSING:
                text = "".join(_words(node))
                under = [keyword.value for keyword in node.keywords if keyword.arg == "under"]
                named = [article for value in under for article in _subscripts(value)]
                for article in dict.fromkeys([*named, *citing.cited(text)]):
                    yield Application(article, "不予办理", text or "理由随具体情形写明")


def _reckonings() -> Iterator[Application]:
    """The sentences by which computations explain themselves, and the scales of fees."""
    for path in _own_modules():
        if path.parent.name in _RECKONING:
            tree = ast.parse(path.read_text("utf-8"))
            for sentence in (node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)):
                for article in _subscripts(sentence):
                    yield Application(article, "计算", _sentence(sentence))
            for article in [*_subscripts(tree), *_written(tree)] if path.stem in _TOPICS else ():
                yield Application(article, "计算", _TOPICS[path.stem])


def _written(tree: ast.Module) -> Iterator[Article]:
    """Citations that a module keeps as words of its own."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield from citing.cited(node.value.value)


@cache
def _own_modules() -> tuple[Path, ...]:
    """The sources of the departments, the papers and courtflow itself, whether loaded yet or not."""
    roots = {model.__module__.partition(".")[0] for model in registry.PROCEEDINGS.values()} | {"courtflow", "documents"}
    homes = sorted(Path(str(sys.modules[root].__file__)).parent for root in roots)
    return tuple(path for home in homes for path in sorted(home.rglob("*.py")) if path.parent.name != "migrations")


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _words(call: ast.Call) -> Iterator[str]:
    """The sentence that the refused person reads; what is filled in stands as …"""
    for argument in call.args:
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and not argument.value.isidentifier():
            yield argument.value
        if isinstance(argument, ast.JoinedStr):
            yield _sentence(argument)


def _sentence(written: ast.JoinedStr) -> str:
    """A sentence with what is filled in as …, without the citation at its end."""
    parts = [str(part.value) if isinstance(part, ast.Constant) else "……" for part in written.values]
    return re.sub(r"（(?:……[，、和；]?)+）", "", "".join(parts))


def _subscripts(value: ast.AST) -> Iterator[Article]:
    """CPL[171, 2] as it stands in a source text."""
    for node in ast.walk(value):
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id in sources():
            number: Any = ast.literal_eval(node.slice)
            yield sources()[node.value.id][number]
