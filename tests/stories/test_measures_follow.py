"""What one department does carries a preservation along, without anybody typing it twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest

from courtflow.accounts.models import Court
from courtflow.flow.models import Deadline
from courtflow.flow.perform import perform
from tests.diary import noon
from tests.intake.papers import FOUR_CONDITIONS, filed
from tests.preservation.walk import pre_suit_until


@pytest.fixture
def people(nanzhao: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(nanzhao)


def test_the_suit_accepted_keeps_the_measure_before_suit(nanzhao: Court, people: SimpleNamespace) -> None:
    filing = filed(nanzhao, people.filing_clerk, noon(2024, 10, 10), preservation_explained_on="2024-10-10")
    measure = pre_suit_until(nanzhao, people, "controlled", case=filing.case)
    clock = measure.deadlines.get(timer="T25")
    assert clock.state == Deadline.State.RUNNING

    perform(filing, "accept", by=people.filing_judge, at=noon(2024, 10, 14), facts=FOUR_CONDITIONS)

    measure.refresh_from_db()
    clock.refresh_from_db()
    assert measure.suit_filed_on == date(2024, 10, 10)
    assert clock.state == Deadline.State.MET
    assert measure.events.latest("id").by_label == "系统"
