"""A filing clerk's day: log in, register a case, find it again; what goes wrong costs nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from courtflow.accounts.models import Court
from courtflow.cases.models import Case, Party, Performance, Proceeding
from courtflow.flow import clock
from courtflow.flow.models import Event
from courtflow.flow.perform import open_proceeding, perform
from tests.browser.conftest import log_in
from tests.browser.moves import act, fill, follow, press, reads, unfold
from tests.diary import effective_case
from tests.intake.papers import FOUR_CONDITIONS, complaint, person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Desk = Callable[..., Page]


def papers_of_today() -> dict[str, Any]:
    today = clock.today().isoformat()
    plaintiff = person("plaintiff", "张一", 1)
    defendant = person("defendant", "李二", 2)
    return complaint(received_on=today, preservation_explained_on=today, parties=[plaintiff, defendant])


def test_a_clerks_day(desk: Desk, people: SimpleNamespace) -> None:
    page = desk()
    log_in(page, people.filing_clerk.username)
    expect(page).to_have_url(re.compile("/cases/$"))
    follow(page, "登记立案")
    facts = papers_of_today()
    right = facts["parties"][0]["identifier"]
    wrong = right[:-1] + ("1" if right[-1] != "1" else "2")
    unfold(page)
    fill(page, facts)
    page.fill('[name="parties-0-identifier"]', wrong)
    page.locator("form .btn-primary").last.click()

    expect(page.locator(".cf-problem")).to_be_focused()
    reads(page, "公民身份号码校验不通过")
    expect(page.locator('[name="parties-0-identifier"]')).to_have_value(wrong)
    expect(page.locator('[name="claim"]')).to_have_value(facts["claim"])
    expect(page.locator('[name="parties-1-name"]')).to_have_value("李二")
    assert not Case.objects.exists()

    page.fill('[name="parties-0-identifier"]', right)
    page.locator("form .btn-primary").last.click()
    expect(page).to_have_url(re.compile(r"/cases/\d+/"))
    assert Party.objects.count() == 2
    case = page.url.split("#")[0]

    judge = desk(people.filing_judge)
    judge.goto(case)
    act(judge, "立案", FOUR_CONDITIONS)
    number = Proceeding.objects.get(kind="trial").number
    assert number == f"（{clock.today().year}）豫0811民初1号"
    reads(judge, number)

    for typed in (f"({clock.today().year})豫0811民初1号", "张一", "李二", right):
        page.goto("/cases/")
        page.fill("[name=q]", typed)
        page.keyboard.press("Enter")
        expect(page.locator("#cases tbody tr")).to_have_count(1)
        reads(page, number)
    page.fill("[name=q]", "王五")
    page.keyboard.press("Enter")
    reads(page, "没有符合条件的案件")


@pytest.fixture
def urging(shanyang: Court, people: SimpleNamespace) -> Any:
    today = clock.today()
    case, instrument = effective_case(
        shanyang, effective_on=today - timedelta(days=30), due_on=today - timedelta(days=10)
    )
    row = open_proceeding(
        "urging", case, "register_application", by=people.filing_clerk, instrument=instrument,
        application_received_on=today, consent="agreed", consent_on=today,
    )  # fmt: skip
    perform(row, "hand_over", by=people.filing_clerk, facts={"materials": "申请书1份"})
    perform(row, "accept", by=people.enforcement_clerk, facts={"received_on": today.isoformat(), "complete": "on"})
    return row


def test_two_tabs_pay_once(desk: Desk, people: SimpleNamespace, urging: Any) -> None:
    first = desk(people.enforcement_clerk)
    second = first.context.new_page()
    for tab in (first, second):
        tab.goto(f"/cases/{urging.case_id}/")
        follow(tab, "登记履行")
        item = urging.instrument.obligations.get()
        fill(tab, {
            "obligation": item.pk, "payer": item.debtors.get().pk, "amount": "40000", "channel": "direct",
            "performed_on": clock.today().isoformat(), "proof": "银行回单", "confirmed": "yes", "confirmed_how": "签字",
        })  # fmt: skip
    press(first, "登记履行")
    reads(first, "60,000.00")
    press(second, "登记履行")

    expect(second.locator(".cf-problem")).to_be_focused()
    reads(second, "不能“登记履行”")
    reads(second, "本程序最近办理的事项")
    expect(second.locator("[name=amount]")).to_have_value("40000")
    assert Performance.objects.count() == 1
    assert Event.objects.filter(act="urging.pay").count() == 1


def test_a_lost_session_asks_to_log_in_and_comes_back(desk: Desk, people: SimpleNamespace, urging: Any) -> None:
    page = desk(people.enforcement_clerk)
    address = f"/cases/{urging.case_id}/"
    page.context.clear_cookies()
    page.goto(address)
    reads(page, "请先登录")
    log_in(page, people.enforcement_clerk.username)
    expect(page).to_have_url(re.compile(re.escape(address) + "$"))
