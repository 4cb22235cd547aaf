"""By keyboard alone, on a telephone's width, and without a fault in the console (the desk watches for that)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from courtflow.accounts.models import Court
from courtflow.flow import clock
from courtflow.flow.models import Event
from courtflow.flow.perform import open_proceeding
from tests.browser.moves import reads, tab_to
from tests.conftest import PASSWORD
from tests.diary import effective_case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TELEPHONE = {"width": 390, "height": 844}
TOO_WIDE = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > width + 1)
        .map(e => e.tagName + '.' + e.className).slice(0, 5);
}"""


@pytest.fixture
def registered(shanyang: Court, people: SimpleNamespace) -> Any:
    """An urging that waits to be handed over."""
    today = clock.today()
    case, instrument = effective_case(
        shanyang, effective_on=today - timedelta(days=30), due_on=today - timedelta(days=10)
    )
    return open_proceeding(
        "urging", case, "register_application", by=people.filing_clerk, instrument=instrument,
        application_received_on=today, consent="agreed", consent_on=today,
    )  # fmt: skip


def test_log_in_list_case_and_act_by_keyboard_alone(
    desk: Callable[..., Page], people: SimpleNamespace, registered: Any
) -> None:
    page = desk()
    tab_to(page, "用户名")
    page.keyboard.type(people.filing_clerk.username)
    tab_to(page, "密码")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/cases/$"))
    tab_to(page, registered.case.title)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"/cases/{registered.case_id}/$"))
    tab_to(page, "转交执行部门")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/hand_over/$"))
    tab_to(page, "移交材料清单")
    page.keyboard.type("申请书1份")
    tab_to(page, "转交执行部门")
    page.keyboard.press("Enter")
    reads(page, "已办理“转交执行部门”")
    assert Event.objects.filter(act="urging.hand_over").count() == 1


def test_no_page_scrolls_sideways_on_a_telephone(
    desk: Callable[..., Page], people: SimpleNamespace, registered: Any
) -> None:
    case, party = registered.case, registered.case.parties.first()
    of_the_case = [f"/cases/{case.pk}/", f"/cases/{case.pk}/print/", f"/parties/{party.pk}/unmask/"]
    acts = [f"/proceedings/{registered.pk}/{name}/" for name in ("hand_over", "pay")]
    lists = [
        "/cases/",
        "/cases/?q=没有",
        "/cases/new/",
        "/dashboard/",
        "/tasks/",
        "/inbox/",
        "/duties/",
        "/statistics/",
        "/import/",
    ]
    clerks = [*lists, *of_the_case, *acts, "/accounts/password_change/", "/nowhere/"]
    page = desk(viewport=TELEPHONE)
    narrow(page, "/accounts/login/")
    page.context.close()
    page = desk(people.filing_clerk, viewport=TELEPHONE)
    wide = {address: found for address in clerks if (found := narrow(page, address))}
    assert wide == {}


def narrow(page: Page, address: str) -> list[str]:
    """What sticks out of the page at this address."""
    page.goto(address)
    return list(page.evaluate(TOO_WIDE))
