"""A court, its people, one case in urging, and clients that speak JSON."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from rest_framework.test import APIClient
from rest_framework.throttling import SimpleRateThrottle

from courtflow.accounts.models import Court
from courtflow.flow.perform import open_proceeding, perform
from tests.diary import effective_case, noon

Ask = Callable[[Any], APIClient]


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests ask faster than people and share one counter."""
    monkeypatch.setattr(SimpleRateThrottle, "THROTTLE_RATES", {"user": None, "anon": None})


@pytest.fixture
def people(shanyang: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def as_user() -> Ask:
    """A client whose requests come from this person."""

    def client(user: Any) -> APIClient:
        found = APIClient(raise_request_exception=False)
        found.force_authenticate(user)
        return found

    return client


@pytest.fixture
def urging(shanyang: Court, people: SimpleNamespace) -> Any:
    """李二 owes 张一 100,000 yuan; the application was registered on 2 December 2024."""
    return begin_urging(shanyang, people)


def begin_urging(court: Court, people: SimpleNamespace) -> Any:
    case, instrument = effective_case(court)
    return open_proceeding(
        "urging", case, "register_application", by=people.filing_clerk, at=noon(2024, 12, 2), instrument=instrument,
        consent="silent", consent_on=date(2024, 12, 1),
    )  # fmt: skip


@pytest.fixture
def in_urging(urging: Any, people: SimpleNamespace) -> Any:
    """The same, accepted by enforcement on 4 December."""
    perform(urging, "hand_over", by=people.filing_clerk, at=noon(2024, 12, 3), facts={"materials": "判决书1份"})
    accepted = {"received_on": "2024-12-04", "complete": True}
    perform(urging, "accept", by=people.enforcement_clerk, at=noon(2024, 12, 4), facts=accepted)
    return urging
