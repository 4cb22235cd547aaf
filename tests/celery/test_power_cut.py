"""A worker dies in the middle of a sweep; whoever comes next finishes, and every deadline has fired exactly once."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

import pytest
from django.db.models import Count

from courtflow.celery import app
from courtflow.flow import events
from courtflow.flow.models import Deadline, Event
from enforcement.models import Urging
from tests.celery.programs import Program

pytestmark = [pytest.mark.celery, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

MATTERS = 60


def fired() -> int:
    return Event.objects.filter(act="urging.expire").count()


def no_act_is_half_done() -> None:
    """State, event and deadline of every urging say the same; nobody was acted on twice; the history is whole."""
    counts = Event.objects.filter(act="urging.expire").values("proceeding").annotate(times=Count("id"))
    assert set(counts.values_list("times", flat=True)) <= {1}
    ended = set(counts.values_list("proceeding", flat=True))
    assert set(Urging.objects.exclude(state=Urging.State.URGING).values_list("pk", flat=True)) == ended
    done = Deadline.objects.filter(rule="urging_limit", state=Deadline.State.FIRED)
    assert set(done.values_list("proceeding", flat=True)) == ended
    told = Deadline.objects.filter(rule="notify_filing").values_list("proceeding", flat=True)
    assert sorted(told) == sorted(ended)
    assert list(events.verify()) == []


def told_to_sweep(worker: Callable[[], Program]) -> Program:
    """A worker with nothing else to do: papers that wait would take its only place first."""
    app.control.purge()
    one = worker()
    app.send_task("flow.sweep")
    return one


def test_two_deaths_in_one_sweep(urge: Callable[[], Urging], worker: Callable[[], Program]) -> None:
    for _ in range(MATTERS):
        urge()
    first = told_to_sweep(worker)

    first.until(lambda: fired() >= 10, "the first ten")
    os.kill(first.children()[0], signal.SIGKILL)  # the process that holds the sweep; the message goes back by itself
    survived = fired()
    assert survived < MATTERS
    first.until(lambda: fired() >= survived + 20, "the sweep taken up again")
    first.kill()

    interrupted = fired()
    assert interrupted < MATTERS, "the sweep was over before the worker died"
    no_act_is_half_done()

    second = told_to_sweep(worker)
    running = Deadline.objects.filter(rule="urging_limit", state=Deadline.State.RUNNING)
    second.until(lambda: not running.exists(), "the end of the sweep")

    assert fired() == MATTERS
    no_act_is_half_done()
