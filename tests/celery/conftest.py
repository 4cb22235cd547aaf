"""A worker on demand, a broker that nobody answers, and urgings whose days are over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from celery import Celery

from courtflow.accounts.models import Court
from courtflow.celery import app
from courtflow.flow.perform import open_proceeding, perform
from enforcement.models import Urging
from tests.celery.programs import Program
from tests.diary import effective_case, noon

NOBODY_LISTENS = "redis://127.0.0.1:1/0"


@pytest.fixture
def people(shanyang: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def urge(shanyang: Court, people: SimpleNamespace) -> Callable[[], Urging]:
    """Urging under way since 4 December 2024, so that its thirty days were over on 3 January 2025."""

    def under_way() -> Urging:
        case, instrument = effective_case(shanyang)
        row: Any = open_proceeding(
            "urging", case, "register_application", by=people.filing_clerk, at=noon(2024, 12, 2),
            instrument=instrument, consent="silent", consent_on=date(2024, 12, 1),
        )  # fmt: skip
        perform(row, "hand_over", by=people.filing_clerk, at=noon(2024, 12, 4), facts={"materials": "申请书1份"})
        receipt = {"received_on": "2024-12-04", "complete": "on"}
        perform(row, "accept", by=people.enforcement_clerk, at=noon(2024, 12, 4), facts=receipt)
        return row

    return under_way


@pytest.fixture
def broker() -> None:
    """This process's own queue, empty."""
    app.control.purge()


@pytest.fixture
def start(broker: None, tmp_path: Path) -> Iterator[Callable[..., Program]]:
    """start("worker", …) or start("beat", …): a Celery program that ends with the test."""
    started: list[Program] = []

    def program(*arguments: str) -> Program:
        (var := tmp_path / str(len(started))).mkdir()
        started.append(Program(var, "celery", "-A", "courtflow", *arguments, "--loglevel", "INFO"))
        return started[-1]

    yield program
    for one in started:
        one.kill()


@pytest.fixture
def worker(start: Callable[..., Program]) -> Callable[[], Program]:
    """One process that works, ready to take tasks."""

    def ready() -> Program:
        one = start("worker", "--concurrency", "1", "--without-gossip", "--without-mingle")
        one.says("ready.")
        return one

    return ready


@pytest.fixture
def broker_at() -> Callable[[str], AbstractContextManager[None]]:
    """Within broker_at(address) this process rings at that address."""

    @contextmanager
    def elsewhere(address: str) -> Iterator[None]:
        there = Celery("elsewhere", broker=address, set_as_current=False)
        there.conf.broker_transport_options = app.conf.broker_transport_options
        there.set_current()
        try:
            yield
        finally:
            app.set_current()

    return elsewhere
