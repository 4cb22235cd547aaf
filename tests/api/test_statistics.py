"""Figures through REST: with formula and source, for one's own courts, never for administrators."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from courtflow.flow.perform import perform
from tests.api.conftest import Ask
from tests.diary import noon, payment

PERIOD = {"first": "2024-12-01", "last": "2025-01-31"}


def urged(answer: Any) -> dict[str, Any]:
    assert answer.status_code == 200, answer.content.decode()
    return next(item for item in answer.json()["figures"] if item["slug"] == "urging_performed")


def test_a_performed_urging_counts(in_urging: Any, people: SimpleNamespace, as_user: Ask) -> None:
    facts = payment(in_urging.instrument, "100000.00", date(2024, 12, 10))
    perform(in_urging, "pay", by=people.enforcement_clerk, at=noon(2024, 12, 10), facts=facts)
    perform(in_urging, "complete", by=people.enforcement_clerk, at=noon(2024, 12, 11))
    figure = urged(as_user(people.president).get("/api/v1/statistics/", PERIOD))
    assert (figure["part"], figure["whole"], figure["value"]) == ("1", "1", "1.0000")
    assert figure["formula"]
    assert figure["source"]
    assert [(cell["month"], cell["value"]) for cell in figure["cells"]] == [("2024-12", "1.0000")]
    nobody = urged(as_user(people.audit_admin).get("/api/v1/statistics/", PERIOD))
    assert (nobody["whole"], nobody["value"]) == ("0", None)


def test_an_impossible_period_is_refused(people: SimpleNamespace, as_user: Ask) -> None:
    for wrong in ({"first": "2024-02-30"}, {"first": "2025-01-01", "last": "2024-01-01"}, {"last": "\x00"}):
        answer = as_user(people.president).get("/api/v1/statistics/", PERIOD | wrong)
        assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
