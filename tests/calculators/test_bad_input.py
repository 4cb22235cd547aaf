"""Whatever is typed into any input of any calculator: an answer or a reason, never a malfunction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from courtflow.calculators import venue
from courtflow.calculators.asking import BadQuestion, plain
from courtflow.calculators.catalogue import CALCULATORS
from courtflow.calculators.claims import checked
from courtflow.calculators.linking import asked, in_full, short

NATION = venue.shipped()
WORDS = st.sampled_from(
    ["", "0", "-1", "1", "15", "40000", "99999999999999999999", "1e5", "NaN", "Infinity", "0.005", "-7", "x", "day",
     "month", "year", "hour", "workday", "forward", "2024-02-29", "2023-02-29", "2024-09-30T09:20", "9999-12-31",
     "0001-01-01", "1950-01-01", "2150-12-31", "2024-09-30T09:20+14:00", "二〇二四年二月三十日", "judgment", "award",
     "2024-08-01:public_notice", "2024-08-01:made:甲:1", "2024-01-01:2024-02-01:鉴定", "2024-02-01:2024-01-01:x",
     "6:month:院长批准", "0.05%:2024-01-01", "6%/365:2024-01-01:2023-01-01", "%/0", "1/3", "2024-05-01:100.00",
     "2024-05-01:0", ":::::", "\x00", "\ud800", "１５", "property", "divorce", "true", "false", "on",
     "principal,costs,general,doubled"]
)  # fmt: skip


def reasons(question: Callable[[], Any]) -> dict[str, list[str]]:
    """What was wrong with a question, by input; nothing if it was answered with its steps."""
    try:
        assert plain(question())["steps"]
    except BadQuestion as bad:
        return bad.errors or {"": []}
    return {}


@pytest.mark.parametrize("slug", list(CALCULATORS))
@given(data=st.data())
def test_texts(slug: str, data: st.DataObject) -> None:
    calculator = CALCULATORS[slug]
    typed = QueryDict(mutable=True)
    for name in [*calculator.question.base_fields, *calculator.question.aliases]:
        typed.setlist(name, data.draw(st.lists(WORDS, max_size=2)))
    form = calculator.question(calculator.question.renamed(typed))
    wrong = reasons(lambda: calculator.reckon(form, NATION))
    assert all(wrong.values())
    if not wrong:
        assert asked(form)
        assert not in_full(QueryDict(short(calculator.question, form.data)))


ANYTHING: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals(allow_nan=False) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize("slug", list(CALCULATORS))
@given(data=st.data())
def test_json(slug: str, data: st.DataObject) -> None:
    calculator = CALCULATORS[slug]
    names = st.sampled_from([*calculator.question.base_fields, "bogus"])
    body = data.draw(st.dictionaries(names, ANYTHING, max_size=5) | ANYTHING)
    wrong = reasons(lambda: calculator.ask(checked(body, calculator.question), NATION))
    assert all(wrong.values())
