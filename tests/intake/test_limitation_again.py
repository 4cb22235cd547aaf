"""An application that ends without enforcement has interrupted the two years: they run again from it (T31)."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from courtflow.accounts.models import Court
from courtflow.cases.effects import line_of
from courtflow.cases.models import Instrument, Performance
from courtflow.flow.models import Deadline
from courtflow.flow.perform import perform
from courtflow.flow.sweep import sweep
from intake.execution_filing.models import open_application
from intake.models import ExecutionFiling
from tests.diary import effective_case, noon, payment
from tests.trial.steps import heard, item, served, signed
from tests.trial.steps import judgment as judgment_facts
from trial.models import Trial

from .papers import MONDAY, application

WITHDRAWN = {"applied_on": "2024-12-03", "note": "双方自行协商"}
UNCLEAR = {"ground": "unclear", "reason": "给付内容不明确", "told": True, "instead": ""}


@pytest.fixture
def judgment(shanyang: Court) -> Instrument:
    return effective_case(shanyang)[1]


@pytest.fixture
def trial(shanyang: Court, people: SimpleNamespace) -> Trial:
    """Effective on 6 February 2025, to be performed by 17 February; nobody has paid."""
    row = heard(shanyang, people, noon(2025, 1, 6))
    signed(row, people, noon(2025, 1, 9), "draft_judgment", judgment_facts(item(row)))
    served(row, people, "张一", noon(2025, 1, 10))
    served(row, people, "李二", noon(2025, 1, 15))
    with time_machine.travel(noon(2025, 2, 19), tick=False):
        sweep()
    row.refresh_from_db()
    return row


def applied(instrument: Instrument, by: Any, at: Any = MONDAY, **changes: Any) -> ExecutionFiling:
    return open_application(instrument, by, application(instrument, **changes), at)


def running(row: Any) -> list[Deadline]:
    return list(row.case.deadlines.filter(rule="limitation", state__in=Deadline.LIVE))


@pytest.mark.spec("T31")
@pytest.mark.parametrize(("act", "facts"), [("withdraw", WITHDRAWN), ("refuse", UNCLEAR)])
def test_withdrawn_or_refused_it_runs_again_from_the_application(
    judgment: Instrument, people: SimpleNamespace, act: str, facts: dict[str, Any]
) -> None:
    row = applied(judgment, people.filing_clerk)
    assert not running(row)
    perform(row, act, by=people.filing_judge if act == "refuse" else people.filing_clerk, facts=facts,
            at=noon(2024, 12, 4))  # fmt: skip
    (clock,) = running(row)
    assert (clock.timer, clock.started_on, clock.due_on) == ("T31", date(2024, 12, 2), date(2026, 12, 2))
    points = {point.what: point for point in line_of(judgment).points}
    assert points["interruption"].on == date(2024, 12, 2)
    assert points["limitation"].on == clock.due_on


def test_the_clock_of_the_trial_stops_and_goes_on_from_there(trial: Trial, people: SimpleNamespace) -> None:
    (first,) = running(trial)
    assert first.due_on == date(2027, 2, 17)
    assert trial.instrument is not None
    row = applied(trial.instrument, people.filing_clerk, noon(2025, 3, 3), received_on="2025-03-03")
    assert not running(trial)
    perform(row, "withdraw", by=people.filing_clerk, facts={**WITHDRAWN, "applied_on": "2025-03-04"},
            at=noon(2025, 3, 4))  # fmt: skip
    (again,) = running(trial)
    assert (again.started_on, again.due_on) == (date(2025, 3, 3), date(2027, 3, 3))

    demand = {"ground": "demand", "on": "2025-06-03", "until": "", "proof": "催告函回执"}
    with time_machine.travel(noon(2025, 6, 3), tick=False):
        perform(trial, "note_limitation", by=people.trial_judge, facts=demand)
    (last,) = running(trial)
    assert last.due_on == date(2027, 6, 3)


def test_it_stays_still_while_another_application_is_under_review(
    judgment: Instrument, people: SimpleNamespace
) -> None:
    first = applied(judgment, people.filing_clerk)
    perform(first, "withdraw", by=people.filing_clerk, facts=WITHDRAWN, at=noon(2024, 12, 3))
    second = applied(judgment, people.filing_clerk, noon(2024, 12, 5), received_on="2024-12-05")
    assert not running(second)
    perform(second, "refuse", by=people.filing_judge, facts=UNCLEAR, at=noon(2024, 12, 6))
    (clock,) = running(second)
    assert clock.started_on == date(2024, 12, 5)


def test_nothing_runs_where_everything_is_performed(judgment: Instrument, people: SimpleNamespace) -> None:
    row = applied(judgment, people.filing_clerk)
    told = payment(judgment, "100000.00", date(2024, 12, 3))
    Performance.objects.create(
        obligation_id=told["obligation"], proceeding_id=row.pk, payer_id=told["payer"], amount=judgment.claimed,
        performed_on=date(2024, 12, 3), channel="direct", proof="回单", confirmed=True, recorded_at=MONDAY,
    )  # fmt: skip
    perform(row, "withdraw", by=people.filing_clerk, facts=WITHDRAWN, at=noon(2024, 12, 4))
    assert not running(row)
