"""A ring makes papers at once; a lost ring loses nothing, because beat comes round and looks at the rows."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest

from courtflow.flow.models import Event
from documents.models import Document
from enforcement.models import Urging
from tests.celery.conftest import NOBODY_LISTENS
from tests.celery.programs import Program

pytestmark = [pytest.mark.celery, pytest.mark.django_db(transaction=True)]

Urge = Callable[[], Urging]
BrokerAt = Callable[[str], AbstractContextManager[None]]


def notice_of(urging: Urging) -> Document:
    return Document.objects.get(proceeding=urging, kind="urging_notice")


def test_an_act_rings_and_the_worker_makes_its_paper(urge: Urge, worker: Callable[[], Program]) -> None:
    """No beat runs here: nothing but the ring can have called the worker."""
    busy = worker()
    urging = urge()

    busy.until(lambda: notice_of(urging).state == Document.State.ISSUED, "the notice")

    notice = notice_of(urging)
    assert bytes(notice.pdf).startswith(b"%PDF")
    assert notice.attempts == 1


@pytest.mark.slow
@pytest.mark.spec("C-25.5", "C-25.11")
def test_without_a_broker_the_act_stands_and_beat_brings_the_rest(
    urge: Urge,
    worker: Callable[[], Program],
    start: Callable[..., Program],
    broker_at: BrokerAt,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The thirty days ended in January 2025; worker and beat start today and need no word from anybody."""
    with broker_at(NOBODY_LISTENS):
        urging = urge()
    assert urging.state == Urging.State.URGING
    assert notice_of(urging).state == Document.State.APPROVED
    assert "workers could not be rung" in caplog.text
    busy = worker()
    start("beat", "--pidfile", "")

    expired = Event.objects.filter(proceeding=urging, act="urging.expire")
    busy.until(lambda: expired.exists() and notice_of(urging).state == Document.State.ISSUED, "firing and notice")

    assert expired.get().by_label == "系统"
    assert urging.deadlines.get(rule="urging_limit").state == "fired"


@pytest.fixture
def silent_broker() -> Iterator[str]:
    """Takes every connection and never answers, like a machine that hangs."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


def test_a_broker_that_hangs_keeps_nobody_waiting(
    urge: Urge, broker_at: BrokerAt, silent_broker: str, caplog: pytest.LogCaptureFixture
) -> None:
    begun = time.monotonic()
    with broker_at(silent_broker):
        urging = urge()

    assert time.monotonic() - begun < 30
    assert urging.state == Urging.State.URGING
    assert "workers could not be rung" in caplog.text
