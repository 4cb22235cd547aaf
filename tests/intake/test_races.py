"""Two clerks, one complaint; many complaints, one sequence without gaps."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from courtflow.accounts.models import Court
from courtflow.cases.models import IssuedNumber, Proceeding
from courtflow.flow.models import Event
from courtflow.flow.perform import perform
from courtflow.flow.refusals import Refusal
from intake.execution_filing.models import open_application
from intake.models import ExecutionFiling, Filing
from tests.diary import effective_case

from .papers import FIVE_YES, FOUR_CONDITIONS, MONDAY, application, filed

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(number: int, deed: Callable[[int], Any]) -> list[Any]:
    """Run `deed(i)` in as many threads, each with a connection of its own; results or refusals."""

    def run(i: int) -> Any:
        try:
            return deed(i)
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))


def test_two_clerks_accept_one_complaint_once(shanyang: Court, people: SimpleNamespace) -> None:
    filing = filed(shanyang, people.filing_clerk)
    clerks = [people.filing_clerk, people.filing_judge]

    def accept(i: int) -> Event:
        mine = Filing.objects.get(pk=filing.pk)
        return perform(mine, "accept", by=clerks[i], facts=FOUR_CONDITIONS, at=MONDAY, version=mine.version)

    results = at_once(2, accept)
    assert sum(isinstance(item, Event) for item in results) == 1
    lost = next(item for item in results if isinstance(item, Refusal))
    assert lost.code in ("state", "stale")
    assert [row.text for row in IssuedNumber.objects.all()] == ["（2024）豫0811民初1号"]
    assert Proceeding.objects.filter(kind="trial").count() == 1


def test_eight_complaints_get_eight_numbers_without_a_gap(shanyang: Court, people: SimpleNamespace) -> None:
    def whole(i: int) -> str:
        filing = filed(shanyang, people.filing_clerk)
        if i % 4 == 3:  # a refused act takes no number along
            return perform(filing, "accept", by=people.filing_clerk, facts={}, at=MONDAY)
        perform(filing, "accept", by=people.filing_clerk, facts=FOUR_CONDITIONS, at=MONDAY)
        return str(filing.case.proceedings.get(kind="trial").number)

    numbers = [item for item in at_once(8, whole) if isinstance(item, str)]
    assert sorted(numbers) == [f"（2024）豫0811民初{serial}号" for serial in range(1, 7)]


@pytest.mark.spec("C-11.1")
def test_two_clerks_file_one_instrument_once(shanyang: Court, people: SimpleNamespace) -> None:
    _, instrument = effective_case(shanyang)
    row = open_application(instrument, people.filing_clerk, application(instrument), MONDAY)
    perform(row, "examine", by=people.filing_clerk, facts=FIVE_YES, at=MONDAY)

    def accept(i: int) -> Event:
        return perform(ExecutionFiling.objects.get(pk=row.pk), "accept", by=people.filing_clerk, at=MONDAY)

    results = at_once(2, accept)
    assert sum(isinstance(item, Event) for item in results) == 1
    assert IssuedNumber.objects.filter(sequence__type_code="执").count() == 1
