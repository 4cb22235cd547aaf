"""The press: limits of time and memory, and that it survives what it refuses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from documents import press
from documents.rendering import Unprintable
from documents.rendering import render as typeset

from .conftest import page_texts
from .test_rendering import TEMPLATE, letter


@pytest.fixture
def fresh() -> Iterator[press.Press]:
    """A press of one's own."""
    own = press.Press()
    yield own
    own.close()


def test_it_gives_what_the_renderer_gives(fresh: press.Press) -> None:
    made = fresh.render(TEMPLATE, letter())
    assert page_texts(made.pdf) == page_texts(typeset(TEMPLATE, letter()).pdf)
    child = fresh._child
    fresh.render(TEMPLATE, letter(cause="买卖合同纠纷"))
    assert fresh._child is child, "kept for the next paper, so that fonts are read once"


def test_what_cannot_be_printed_is_said_and_the_press_goes_on(fresh: press.Press) -> None:
    with pytest.raises(Unprintable, match="“𪚥”"):
        fresh.render(TEMPLATE, letter(cause="张𪚥"))
    assert fresh.render(TEMPLATE, letter()).pages


def test_a_fault_of_the_template_is_told_with_its_kind(fresh: press.Press) -> None:
    with pytest.raises(RuntimeError, match="TemplateDoesNotExist"):
        fresh.render("documents/nowhere.html", letter())


def test_a_paper_that_takes_too_long_ends_its_press_only(fresh: press.Press, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh.render(TEMPLATE, letter())
    monkeypatch.setattr(press, "SECONDS", 0.05)
    with pytest.raises(Unprintable, match="仍未完成"):
        fresh.render(TEMPLATE, letter(obligations=_rows(400)))
    monkeypatch.undo()
    assert fresh.render(TEMPLATE, letter()).pages


def test_a_press_that_dies_is_replaced(fresh: press.Press) -> None:
    fresh.render(TEMPLATE, letter())
    assert fresh._child is not None
    fresh._child.kill()
    fresh._child.wait()
    assert fresh.render(TEMPLATE, letter()).pages


def test_memory_is_limited_in_the_child(fresh: press.Press) -> None:
    fresh.render(TEMPLATE, letter())
    assert fresh._child is not None
    with open(f"/proc/{fresh._child.pid}/limits", encoding="ascii") as limits:
        line = next(row for row in limits if row.startswith("Max address space"))
    assert line.split()[3] == str(press.ADDRESS_SPACE)


def _rows(number: int) -> list[dict[str, Any]]:
    row = {
        "no": 1, "kind": "金钱给付", "money": True, "content": "支付货款", "amount": "1.00", "due_on": "2024-11-10",
        "instalments": [], "performed": "0.00", "balance": "1.00", "performed_in_full": False, "interest": "",
    }  # fmt: skip
    return [row | {"no": no} for no in range(1, number + 1)]


def test_after_many_papers_a_fresh_press_takes_over(fresh: press.Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "MOST_PAPERS", 2)
    children = []
    for _ in range(3):
        assert fresh.render(TEMPLATE, letter()).pages
        assert fresh._child is not None
        children.append(fresh._child)
    assert children[0] is children[1] is not children[2]
    assert children[0].poll() is not None, "the old one has ended"
