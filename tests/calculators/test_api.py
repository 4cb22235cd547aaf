"""The calculators over REST: the same keys as the command, bad input as a problem document, never a malfunction."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from rest_framework.test import APIClient

from courtflow.accounts.models import Court
from courtflow.policy.models import LocalRestDay, Profile, ProfileValue

BASE = "/api/v1/calculators"


def test_a_period_answers_with_its_steps(api: APIClient) -> None:
    answer = api.get(f"{BASE}/period/", {"start": "2024-09-02", "length": 15, "unit": "day", "roll": "forward"})
    assert answer.status_code == 200
    body = answer.json()
    assert (body["raw"], body["due"], body["roll"]) == ("2024-09-17", "2024-09-18", "forward")
    assert "中秋节放假" in body["steps"][2]
    assert body["calendar"].endswith("人民法院")


def test_effect_takes_one_parameter_per_service(api: APIClient) -> None:
    body = api.get(f"{BASE}/effect/?served=2024-08-28&served=2024-09-02&performance_days=10").json()
    assert body["last_appeal_day"] == "2024-09-18"
    assert body["limitation_last_day"] == "2026-09-29"


def test_fees(api: APIClient) -> None:
    body = api.get(f"{BASE}/fees/", {"amount": "150000"}).json()
    keys = ("acceptance", "half", "enforcement", "preservation", "bankruptcy")
    assert [body[key] for key in keys] == ["3300.00", "1650.00", "2150.00", "1270.00", "1650.00"]


def test_working_days_between(api: APIClient) -> None:
    assert api.get(f"{BASE}/workdays/", {"from": "2024-09-30", "to": "2024-10-10"}).json()["workdays"] == 3


CLAIM: dict[str, Any] = {
    "principal": 10000,
    "due": "2015-07-03",
    "general": [{"daily": "0.0005", "first": "2015-01-01"}],
    "payments": [{"on": "2015-09-01", "amount": 11325}],
}


def test_a_long_claim_is_posted_and_nothing_is_stored(api: APIClient) -> None:
    body = api.post(f"{BASE}/interest/", CLAIM, format="json").json()
    assert (body["doubled"], body["general"], body["total"]) == ("105.00", "1220.00", "11325.00")
    assert body["balance"]["total"] == "0.00"


def test_a_short_claim_fits_an_address(api: APIClient) -> None:
    asked = {"principal": "1000000", "from": "2024-09-30", "to": "2025-01-07"}
    assert api.get(f"{BASE}/interest/", asked).json()["doubled"] == "17500.00"


@pytest.mark.parametrize(
    ("path", "query", "field"),
    [
        ("period", {"start": "2024-02-30", "length": "15", "unit": "day"}, "start"),
        ("period", {"start": "2024-02-03", "length": "15", "unit": "fortnight"}, "unit"),
        ("period", {"start": "2024-02-03", "length": "1e9", "unit": "day"}, "length"),
        ("period", {"length": "15", "unit": "day"}, "start"),
        ("period", {"start": "2024-02-03", "length": "15", "unit": "day", "colour": "red"}, "colour"),
        ("period", {"start": "2024-02-03", "length": "15", "unit": "day", "court": "豫9999"}, "court"),
        ("period", {"start": "2024-02-03\x00", "length": "15", "unit": "day"}, "start"),
        ("effect", {}, "served"),
        ("effect", {"served": "2024-08-01:pigeon"}, "served"),
        ("interest", {"principal": "-5", "first": "2024-01-01", "last": "2024-02-01"}, "principal"),
        ("fees", {"amount": "-1"}, "amount"),
        ("fees", {"amount": "9" * 40}, "amount"),
        ("workdays", {"from": "2024-01-01"}, "last"),
    ],
)
def test_a_wrong_input_is_named(api: APIClient, path: str, query: dict[str, str], field: str) -> None:
    answer = api.get(f"{BASE}/{path}/", query)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert list(answer.json()["errors"]) == [field]


def test_a_question_that_is_wrong_as_a_whole_says_why(api: APIClient) -> None:
    answer = api.get(f"{BASE}/period/", {"start": "2024-02-03", "length": "40000", "unit": "day"})
    assert answer.status_code == 400
    assert "过长" in answer.json()["detail"]


@pytest.mark.parametrize(
    "body",
    [
        [],
        "text",
        5,
        None,
        {"principle": 1},
        {"principal": {}},
        {**CLAIM, "payments": "x"},
        {**CLAIM, "payments": [[1]]},
    ],
)
def test_a_claim_of_the_wrong_shape_is_refused(api: APIClient, body: Any) -> None:
    answer = api.post(f"{BASE}/interest/", body, format="json")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_one_must_have_logged_in() -> None:
    assert APIClient().get(f"{BASE}/fees/", {"amount": 1}).status_code == 401


def test_the_court_gives_its_rest_days_and_its_readings(api: APIClient, shanyang: Court) -> None:
    LocalRestDay.objects.create(court=shanyang, day=date(2024, 9, 18), source="地方规定")
    asked = {"start": "2024-09-02", "length": 15, "unit": "day"}
    assert api.get(f"{BASE}/period/", asked).json()["due"] == "2024-09-19"
    assert api.get(f"{BASE}/period/", {**asked, "court": shanyang.code}).json()["due"] == "2024-09-19"
    profile = Profile.objects.create(
        court=shanyang, document_no="测试〔2024〕1号", title="测试", effective_from=date(2020, 1, 1)
    )
    ProfileValue.objects.create(profile=profile, key="interest.first_day_next", value=False, article="一")
    effect = api.get(f"{BASE}/effect/", {"served": "2024-07-01", "kind": "final", "performance_days": 10}).json()
    assert effect["double_interest_first_day"] == "2024-07-11"


def test_the_schema_shows_every_calculator_with_an_example(api: APIClient) -> None:
    paths = api.get("/api/schema/?format=json").json()["paths"]
    for name in ("period", "effect", "interest", "fees", "workdays"):
        operation = paths[f"/api/v1/calculators/{name}/"]["get"]
        example = next(iter(operation["responses"]["200"]["content"]["application/json"]["examples"].values()))
        assert example["value"]["steps"]
    assert "post" in paths["/api/v1/calculators/interest/"]
