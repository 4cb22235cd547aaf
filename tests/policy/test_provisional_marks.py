"""A date counted without the year's notice says so wherever it stands: case page, case list, papers and API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client

from courtflow.accounts.models import Court
from courtflow.flow.models import Deadline
from documents.models import Document
from tests.diary import noon
from tests.enforcement import steps
from tests.flow.test_calendars_in_flow import under_way

MARK = "暂定（节假日通知未公布）"


@pytest.fixture
def people(shanyang: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(shanyang)


def browser(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


def test_on_the_case_page_in_the_case_list_and_in_the_api(shanyang: Court, people: SimpleNamespace) -> None:
    row = steps.in_hand(shanyang, people, noon(2026, 8, 20))  # six months reach into 2027
    Deadline.objects.filter(case=row.case).exclude(rule="execution_six_months").update(state="met")
    seen = browser(people.enforcement_judge)

    assert MARK in seen.get(f"/cases/{row.case_id}/").content.decode()
    assert MARK in seen.get("/cases/").content.decode()
    found = seen.get(f"/api/v1/deadlines/?case={row.case_id}&provisional=true").json()["results"]
    assert [item["rule"] for item in found] == ["execution_six_months"]
    assert "暂定" in found[0]["steps"][-1]


def test_on_a_paper_that_states_such_a_day_and_on_no_other(shanyang: Court, people: SimpleNamespace) -> None:
    row = under_way(shanyang, people, date(2024, 11, 18))
    paper = Document.objects.get(case=row.case, kind="urging_notice")
    stated = row.deadlines.get(due_on=paper.snapshot["period"]["last_day"])
    seen = browser(people.enforcement_clerk)

    def marks() -> tuple[list[bool], int]:
        papers = seen.get(f"/api/v1/documents/?case={row.case_id}&kind=urging_notice").json()["results"]
        return [item["provisional"] for item in papers], seen.get(f"/cases/{row.case_id}/").content.decode().count(MARK)

    assert marks() == ([False], 0)
    Deadline.objects.filter(pk=stated.pk).update(provisional=True)
    assert marks() == ([True], 2)  # the paper and the clock
    Deadline.objects.filter(pk=stated.pk).update(due_on=date(2024, 12, 19))
    assert marks() == ([False], 1)  # another day than the paper's
