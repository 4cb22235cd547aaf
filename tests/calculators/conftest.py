"""A court, its people, and clients that ask as one of them."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from hypothesis import settings
from rest_framework.test import APIClient
from rest_framework.throttling import SimpleRateThrottle

from courtflow.accounts.models import Court

settings.register_profile("courtflow", deadline=None)  # examples are judged by their result
settings.load_profile("courtflow")


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests ask faster than people and share one counter."""
    monkeypatch.setattr(SimpleRateThrottle, "THROTTLE_RATES", {"user": None, "anon": None})


@pytest.fixture
def people(shanyang: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def api(people: SimpleNamespace) -> APIClient:
    client = APIClient(raise_request_exception=False)
    client.force_authenticate(people.filing_clerk)
    return client


@pytest.fixture
def browser(people: SimpleNamespace) -> Client:
    client = Client()
    client.force_login(people.filing_clerk)
    return client


@pytest.fixture
def as_person() -> Callable[[Any], Client]:
    def logged_in(user: Any) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return logged_in
