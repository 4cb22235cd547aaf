"""A service-centre worker's day: the board, claims, a letter, the demand as PDF, payment, the certificate (佳木斯)."""

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
from courtflow.flow.models import Task
from courtflow.flow.perform import open_proceeding
from enforcement.models import Urging
from tests.browser.moves import act, paper_of, press, reads
from tests.diary import effective_case, payment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LETTERS = 3


@pytest.fixture
def staff(jiamusi: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(jiamusi)


@pytest.fixture
def letters(jiamusi: Court, staff: SimpleNamespace) -> list[Any]:
    """Letters of a judge, within the performance period."""
    today = clock.today()
    days = {"effective_on": today - timedelta(days=20), "due_on": today + timedelta(days=10)}
    return [
        open_proceeding(
            "urging", case, "receive_letter", by=staff.trial_judge, instrument=instrument,
            facts={"letter_no": f"移交{number}号", "enclosed": "on"},
        )
        for number, (case, instrument) in enumerate((effective_case(jiamusi, **days) for _ in range(LETTERS)), 1)
    ]  # fmt: skip


def test_a_service_centres_day(desk: Callable[..., Page], staff: SimpleNamespace, letters: list[Any]) -> None:
    page = desk(staff.centre_staff)
    expect(page).to_have_url(re.compile("/dashboard/"))
    line = page.locator(".cf-matrix tr", has_text="登记收件并编立案号")
    line.get_by_role("link", name=str(LETTERS), exact=True).last.click()
    rows = page.locator("table.cf-tasks tbody tr")
    expect(rows).to_have_count(LETTERS)

    rows.first.get_by_role("button", name="认领", exact=True).click()
    assert Task.objects.filter(kind="urging.register", assignee=staff.centre_staff).count() == 1
    page.locator("[data-select-all]").check()
    expect(page.locator("[data-selected-count]")).to_have_text(str(LETTERS))
    press(page, "认领选中")
    assert Task.objects.filter(kind="urging.register", assignee=staff.centre_staff).count() == LETTERS

    page.goto("/tasks/")
    page.get_by_role("link", name="去办理", exact=True).first.click()
    page.fill("[name=registered_on]", clock.today().isoformat())
    press(page, "登记并编立案号")
    reads(page, "已办理“登记并编立案号”")
    row = Urging.objects.get(state=Urging.State.URGING)
    reads(page, str(row.number))
    assert paper_of(page, "自动履行催告书").startswith(b"%PDF")

    act(page, "登记履行", payment(row.instrument, "100000", clock.today()))
    act(page, "确认履行完毕", {})
    assert paper_of(page, "自动履行证明书").startswith(b"%PDF")
    left = Task.objects.filter(kind="urging.register", state=Task.State.CLAIMED)
    assert left.count() == LETTERS - 1
