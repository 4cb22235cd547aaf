"""The page: five calculators by GET, an answer with a short address, its reasons, and inputs that are wrong."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from courtflow.calculators.catalogue import CALCULATORS


def test_the_navigation_leads_to_the_first_calculator(browser: Client) -> None:
    assert 'href="/calculators/"' in browser.get("/cases/").content.decode()
    assert browser.get("/calculators/").headers["Location"] == "/calculators/period/"


@pytest.mark.parametrize("slug", list(CALCULATORS))
def test_each_has_an_empty_form_and_says_what_it_lacks(browser: Client, slug: str) -> None:
    assert "有内容需要更正" not in browser.get(f"/calculators/{slug}/").content.decode()
    assert "有内容需要更正" in browser.get(f"/calculators/{slug}/?asked=1").content.decode()


def test_an_answer_explains_itself(browser: Client) -> None:
    page = browser.get("/calculators/period/?start=2024-09-02&length=15&unit=day").content.decode()
    assert "2024年9月18日（星期三）" in page
    assert "中秋节放假" in page
    assert "第八十五条第三款" in page


def test_what_the_form_sends_becomes_a_short_address(browser: Client) -> None:
    sent = {
        "kind": "judgment_first", "served-TOTAL": "2", "served-0-on": "2024-08-28", "served-0-method": "",
        "served-0-party": "甲:乙", "served-1-on": "2024-09-02", "served-1-method": "post", "served-1-party": "",
        "performance_days": "10", "instalment-TOTAL": "1", "instalment-0-on": "",
    }  # fmt: skip
    answer = browser.get("/calculators/effect/", sent)
    assert answer.status_code == 302
    page = browser.get(answer.headers["Location"]).content.decode()
    assert "TOTAL=" not in answer.headers["Location"]
    assert "甲：乙" in page
    assert "2026年9月29日" in page


def test_an_unpublished_year_is_marked(browser: Client) -> None:
    page = browser.get("/calculators/period/?start=2027-01-20&length=15&unit=day").content.decode()
    assert "cf-chip-provisional" in page


@pytest.mark.parametrize(
    "query",
    ["start=2024-02-30&length=15&unit=day", "start=%00&length=x&unit=y", "start=2024-02-03&length=40000&unit=day",
     "exclude-TOTAL=zz", "exclude-TOTAL=1&exclude-0-first=x", "start=" + "9" * 5000],
)  # fmt: skip
def test_a_wrong_question_is_a_page_with_the_fault(browser: Client, query: str) -> None:
    answer = browser.get(f"/calculators/period/?{query}", follow=True)
    assert answer.status_code == 200
    assert "有内容需要更正" in answer.content.decode()


def test_interest_shows_its_segments_and_what_each_payment_cleared(browser: Client) -> None:
    query = "principal=10000&due=2015-07-03&general=0.0005:2015-01-01&payments=2015-09-01:11325"
    page = browser.get(f"/calculators/interest/?{query}").content.decode()
    for figure in ("920.00", "300.00", "105.00", "11,325.00"):
        assert figure in page


def test_there_is_no_sixth_calculator(browser: Client) -> None:
    assert browser.get("/calculators/abacus/").status_code == 404


def test_somebody_without_a_court_gets_the_national_calendar(as_person: Callable[[Any], Client], db: None) -> None:
    from courtflow.accounts.models import User

    user = User.objects.create_user("nobody", display_name="无部门")
    page = as_person(user).get("/calculators/workdays/?first=2024-09-30&last=2024-10-10").content.decode()
    assert "全国统一日历" in page


def test_one_must_have_logged_in(people: SimpleNamespace) -> None:
    assert Client().get("/calculators/period/").status_code == 302
