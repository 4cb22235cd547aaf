"""An unclear instrument of this court: asked about first, or refused at once; and the letter that it ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from courtflow.accounts.models import Court
from courtflow.flow.models import Task
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.refusals import InvalidFacts
from courtflow.flow.sweep import sweep
from intake.execution_filing.models import open_application
from tests.diary import noon
from tests.trial.steps import clocks, heard, item, judgment, served, signed
from trial.models import Trial

from .papers import application

UNCLEAR = {"ground": "unclear", "reason": "第一项的标准不明确", "told": "on"}


def effective(court: Court, people: SimpleNamespace) -> Trial:
    """Effective on 21 December 2024, to be performed by the last day of the year."""
    row = heard(court, people, noon(2024, 11, 4))
    signed(row, people, noon(2024, 12, 4), "draft_judgment", judgment(item(row)))
    for name in ("张一", "李二"):
        served(row, people, name, noon(2024, 12, 5))
    with time_machine.travel(noon(2024, 12, 23), tick=False):
        sweep()
    row.refresh_from_db()
    return row


def applied(trial: Trial, people: SimpleNamespace, at: Any) -> Any:
    facts = application(trial.instrument, received_on=at.date().isoformat())
    return open_application(trial.instrument, people.filing_clerk, facts, at)


@pytest.mark.spec("C-27.1")
def test_shanyang_asks_before_it_refuses(shanyang: Court, people: SimpleNamespace) -> None:
    trial = effective(shanyang, people)
    filing = applied(trial, people, noon(2025, 1, 6))
    with pytest.raises(InvalidFacts) as refused:
        perform(filing, "refuse", by=people.filing_judge, at=noon(2025, 1, 7), facts=UNCLEAR)
    assert "先书面征询" in str(refused.value.errors["ground"])
    facts = {"instrument": trial.instrument.pk, "question": "第一项的标准", "written": "on"}
    inquiry = open_proceeding("inquiry", trial.case, "ask", by=people.filing_judge, at=noon(2025, 1, 7), facts=facts)
    assert inquiry.asking == filing.department
    perform(filing, "refuse", by=people.filing_judge, at=noon(2025, 1, 13), facts=UNCLEAR)
    assert filing.instead == "通过诉讼或者由原审判部门补正明确后再申请"


@pytest.mark.spec("A-11.3")
def test_jiamusi_refuses_and_names_the_suit(jiamusi: Court, cast: Callable[[Court], SimpleNamespace]) -> None:
    staff = cast(jiamusi)
    filing = applied(effective(jiamusi, staff), staff, noon(2025, 1, 6))
    perform(filing, "refuse", by=staff.filing_judge, at=noon(2025, 1, 7), facts=UNCLEAR)
    assert (filing.state, filing.refusal_ground) == ("refused", "unclear")
    assert filing.instead.startswith("就相关内容通过诉讼程序确定后")


@pytest.mark.spec("T01", "A-4.3")
def test_an_application_ends_the_time_for_the_letter(jiamusi: Court, cast: Callable[[Court], SimpleNamespace]) -> None:
    staff = cast(jiamusi)
    trial = effective(jiamusi, staff)
    (letter,) = clocks(trial, "transfer_letter")
    assert (letter.due_on, letter.state) == (date(2024, 12, 31), "running")
    applied(trial, staff, noon(2024, 12, 30))
    letter.refresh_from_db()
    assert letter.state == "met"
    assert Task.objects.get(proceeding=trial, kind="trial.letter").state == "cancelled"
