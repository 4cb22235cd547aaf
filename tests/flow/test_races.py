"""Two people, one act; many filings, one number each; ten sweeps, one firing."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, transaction

from courtflow.accounts.models import Court
from courtflow.cases.models import Case, IssuedNumber
from courtflow.flow.models import Deadline, Event, Notification, Task
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.refusals import Refusal, Stale
from courtflow.flow.sweep import sweep
from enforcement.models import Urging
from tests.diary import effective_case, noon

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(number: int, deed: Callable[[int], Any]) -> list[Any]:
    """Run `deed(i)` in `number` threads with a connection each; results or exceptions."""

    def run(i: int) -> Any:
        try:
            return deed(i)
        except Exception as error:  # the loser's answer is what the test looks at
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))


@pytest.fixture
def people(shanyang: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(shanyang)


def filed(court: Court, people: SimpleNamespace) -> Urging:
    case, instrument = effective_case(court)
    return open_proceeding(
        "urging", case, "register_application", by=people.filing_clerk, at=noon(2024, 12, 2), instrument=instrument,
        consent="silent", consent_on=date(2024, 12, 1),
    )  # fmt: skip


def filed_and_failed(court: Court, people: SimpleNamespace) -> None:
    with transaction.atomic():
        filed(court, people)
        raise RuntimeError


def test_two_clerks_hand_over_once(shanyang: Court, people: SimpleNamespace) -> None:
    row = filed(shanyang, people)
    clerks = [people.filing_clerk, people.filing_judge]

    def hand_over(i: int) -> Event:
        mine = Urging.objects.get(pk=row.pk)
        return perform(mine, "hand_over", by=clerks[i], at=noon(2024, 12, 3), facts={"materials": "1份"}, version=1)

    results = at_once(2, hand_over)

    lost = [item for item in results if isinstance(item, Refusal)]
    assert len(lost) == 1
    assert isinstance(lost[0], Stale)
    assert Event.objects.filter(act="urging.hand_over").count() == 1
    row.refresh_from_db()
    assert row.version == 2


def test_numbers_have_no_gaps_under_concurrency_and_after_refusals(shanyang: Court, people: SimpleNamespace) -> None:
    def file(i: int) -> str | None:
        if i % 4 == 3:  # an act that fails after its number was taken gives the number back
            with pytest.raises(RuntimeError):
                filed_and_failed(shanyang, people)
            return None
        return filed(shanyang, people).number

    given = [number for number in at_once(12, file) if number is not None]

    assert sorted(given) == sorted(f"（2024）豫0811执前督{n}号" for n in range(1, 10))
    assert sorted(IssuedNumber.objects.values_list("serial", flat=True)) == list(range(1, 10))


def test_ten_sweeps_fire_each_deadline_once(shanyang: Court, people: SimpleNamespace) -> None:
    rows = [filed(shanyang, people) for _ in range(6)]
    reports = at_once(10, lambda i: sweep(noon(2025, 3, 1)))

    assert sum(report.fired for report in reports) == 6
    assert Deadline.objects.filter(state="overdue").count() == len(rows)
    told = Notification.objects.filter(text__contains="届满仍未办理").values_list("deadline", "user")
    assert len(set(told)) == told.count()


def test_a_sweep_never_waits_for_a_case_in_use(shanyang: Court, people: SimpleNamespace) -> None:
    row = filed(shanyang, people)
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=row.case_id)
        (report,) = at_once(1, lambda i: sweep(noon(2025, 3, 1)))
        assert report.busy == 1
        assert report.fired == 0
    assert sweep(noon(2025, 3, 1)).fired == 1


def test_a_poisoned_deadline_is_set_aside_and_blocks_nobody(shanyang: Court, people: SimpleNamespace) -> None:
    sick, sound = filed(shanyang, people), filed(shanyang, people)
    Deadline.objects.filter(proceeding=sick).update(on_expiry="no_such_act")

    report = sweep(noon(2025, 3, 1))

    assert (report.fired, report.failed) == (1, 1)
    poisoned = Deadline.objects.get(proceeding=sick)
    assert poisoned.state == "running"
    assert poisoned.attempts == 1
    assert "no_such_act" in poisoned.error
    assert sweep(noon(2025, 3, 1)).failed == 0  # not before its retry time
    for day in range(2, 6):
        sweep(noon(2025, 3, day))
    poisoned.refresh_from_db()
    assert poisoned.state == "stuck"
    assert Notification.objects.filter(deadline=poisoned, text__contains="请人工处理").exists()
    assert Task.objects.filter(proceeding=sound, state="open").exists()
