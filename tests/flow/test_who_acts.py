"""Who acts is always said, and an act opens only what it declares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from courtflow.accounts.models import Court
from courtflow.cases.models import Proceeding
from courtflow.flow.acts import SYSTEM, acts_of
from courtflow.flow.models import Event
from courtflow.flow.perform import open_proceeding, perform, power
from courtflow.flow.refusals import Denied
from intake.execution_filing.models import open_application
from intake.models import ExecutionFiling
from tests.diary import effective_case
from tests.intake.papers import FIVE_YES, MONDAY, application
from tests.trial.steps import filed
from trial.models import Trial


@pytest.fixture
def people(shanyang: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def trial(shanyang: Court, people: SimpleNamespace) -> Trial:
    return filed(shanyang, people, MONDAY)


def test_nobody_is_not_the_system(trial: Trial) -> None:
    act = acts_of(Trial)["end_defence_period"]
    assert act.by == (SYSTEM,)
    with pytest.raises(Denied, match="没有写明由谁办理"):
        perform(trial, act.name, by=None, at=MONDAY)
    with pytest.raises(TypeError):
        perform(trial, act.name, at=MONDAY)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        open_proceeding("trial", trial.case, "receive_file", at=MONDAY)  # type: ignore[call-arg]
    event = perform(trial, act.name, by=SYSTEM, at=MONDAY)
    assert (event.by, event.by_label, event.role) == (None, "系统", SYSTEM)


def test_the_system_does_only_what_is_its_own(trial: Trial) -> None:
    _, denial = power(trial, acts_of(Trial)["assign_judge"], SYSTEM)
    assert denial is not None
    assert "须由工作人员办理" in denial.reason


def test_a_kind_that_an_act_does_not_declare_is_not_opened(
    shanyang: Court, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = effective_case(shanyang)[1]
    row = open_application(paper, people.filing_clerk, application(paper), MONDAY)
    perform(row, "examine", by=people.filing_clerk, facts=FIVE_YES, at=MONDAY)
    declared = acts_of(ExecutionFiling)
    assert declared["accept"].opens == ("execution",)
    silent: dict[str, Any] = {**declared, "accept": replace(declared["accept"], opens=())}
    monkeypatch.setattr(
        "courtflow.flow.perform.acts_of", lambda model: silent if model is ExecutionFiling else acts_of(model)
    )
    before = Event.objects.count()
    with pytest.raises(ImproperlyConfigured, match="does not declare"):
        perform(row, "accept", by=people.filing_clerk, at=MONDAY)
    assert Event.objects.count() == before
    assert not Proceeding.objects.filter(kind="execution").exists()
