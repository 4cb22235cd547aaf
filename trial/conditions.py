"""Conditions in an agreement: several of them make it unfit to be enforced (山阳第十七条); standard clauses do not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

MANY = 2  # 多重: more than one
_CONDITION = re.compile(
    r"如果|倘若|假如|除非|一旦|若(?!干)|如(?!下|期|实|数)|以[^，。；]{1,20}为条件|在[^，。；]{1,20}情况下"
)
_SENTENCE = re.compile(r"[。；;\n]")
# The clauses that a court may ask for (南召四8, 佳木斯五（二）) and the fields in which they stand.
STANDARD = {"default_clause": "penalty", "concession": "concession_clause", "late_sum": "late_sum"}


def conditional(texts: Iterable[str]) -> list[str]:
    """The sentences that make a promise hang on something."""
    sentences = (part.strip() for text in texts for part in _SENTENCE.split(text or ""))
    return [sentence for sentence in sentences if _CONDITION.search(sentence)]


def promises(facts: Mapping[str, Any], wanted: Sequence[str], *, exempt_standard: bool) -> Iterator[str]:
    """Texts of an agreement that are looked at; clauses that the court itself asks for may be left out."""
    yield from (row["content"] for row in facts.get("obligations") or [])
    for clause, name in STANDARD.items():
        if not (exempt_standard and clause in wanted):
            yield facts.get(name) or ""
