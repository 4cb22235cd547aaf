"""What a person does at a page: fill in, press, follow, tab."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Page, expect

from documents.issue import render_pending


def fill(page: Page, facts: Mapping[str, Any], prefix: str = "") -> None:
    """Every field by its name, as its kind of input is filled; rows of sub-forms are lists of mappings."""
    for name, value in facts.items():
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            for number, row in enumerate(value):
                fill(page, row, f"{prefix}{name}-{number}-")
        else:
            _fill_one(page, f"{prefix}{name}", value)


def _fill_one(page: Page, name: str, value: Any) -> None:
    fields = page.locator(f'form [name="{name}"]')
    kind = fields.first.evaluate("field => field.type")
    if kind in ("radio", "checkbox"):
        for wanted in value if isinstance(value, list) else [value]:
            one = fields if wanted is True or wanted == "on" else page.locator(f'[name="{name}"][value="{wanted}"]')
            one.check()
    elif kind == "select-one":
        fields.select_option(str(value))
    else:
        fields.fill(str(value))


def unfold(page: Page) -> None:
    """Open the parts of a form that are folded away."""
    closed = page.locator("form details:not([open]) > summary")
    while closed.count():
        closed.first.click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.click()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def act(page: Page, label: str, facts: Mapping[str, Any]) -> None:
    """Do one act from the case page and come back to it, told that it is done."""
    follow(page, label)
    fill(page, facts)
    press(page, label)
    expect(page.get_by_text(f"已办理“{label}”")).to_be_visible()


def paper_of(page: Page, title: str) -> bytes:
    """The PDF behind the link of a paper that the workers have made meanwhile."""
    render_pending()
    page.reload()
    href = page.get_by_role("link", name=f"打开《{title}》PDF", exact=True).first.get_attribute("href")
    answer = page.request.get(str(href))
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body()


FOCUSED = """() => {
    const here = document.activeElement, label = here.labels && here.labels[0];
    if (here === document.body) return '';
    return (here.getAttribute('aria-label') || (label || here).textContent).replace(/\\s+/g, '');
}"""
SEEN = """here => {
    const style = getComputedStyle(here);
    return style.outlineStyle !== 'none' || style.boxShadow !== 'none';
}"""


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on what is called so, unless it is there already; it must be seen there."""
    for _ in range(150):
        if name in page.evaluate(FOCUSED):
            assert page.locator(":focus").evaluate(SEEN), f"the focus on {name} cannot be seen"
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to {name}")


def reads(page: Page, text: str) -> None:
    expect(page.locator("main")).to_contain_text(text)
