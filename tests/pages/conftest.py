"""One court with its people and a case in urging, seen through a browser without scripts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from courtflow.accounts.models import Court
from courtflow.cases.models import Case, Instrument
from courtflow.flow import clock
from courtflow.flow.perform import open_proceeding, perform
from tests.diary import effective_case


@pytest.fixture
def people(shanyang: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def page(db: None) -> Callable[[Any], Client]:
    """page(user): a browser in which this person is logged in."""

    def logged_in(user: Any) -> Client:
        client = Client(enforce_csrf_checks=False)
        client.force_login(user)
        return client

    return logged_in


@pytest.fixture
def registered(shanyang: Court, people: SimpleNamespace) -> Callable[..., Any]:
    """registered(days_ago=2): a case whose urging got its number and waits to be handed over."""

    def build(days_ago: int = 1, **case: Any) -> Any:
        on = clock.today() - timedelta(days=days_ago)
        facts = {"effective_on": on - timedelta(days=30), "due_on": on - timedelta(days=10), **case}
        made, instrument = effective_case(shanyang, **facts)
        return enter(made, instrument, people, on)

    return build


def enter(case: Case, instrument: Instrument, people: SimpleNamespace, on: date) -> Any:
    return open_proceeding(
        "urging", case, "register_application", by=people.filing_clerk, at=clock.noon(on), instrument=instrument,
        application_received_on=on, consent="agreed", consent_on=on,
    )  # fmt: skip


@pytest.fixture
def urging(registered: Callable[..., Any], people: SimpleNamespace) -> Any:
    """A case that the enforcement department urges since yesterday."""
    proceeding = registered(days_ago=2)
    day = clock.today() - timedelta(days=1)
    perform(proceeding, "hand_over", by=people.filing_clerk, facts={"materials": "申请书一份"}, at=clock.noon(day))
    receipt = {"received_on": day.isoformat(), "complete": "on"}
    perform(proceeding, "accept", by=people.enforcement_clerk, facts=receipt, at=clock.noon(day))
    return proceeding
