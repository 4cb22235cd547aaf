"""佳木斯九（一）: an enterprise with a revoked licence is screened during trial, and both parties are told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest

from courtflow.accounts.models import Court
from courtflow.cases.models import Party
from courtflow.flow.models import Task
from courtflow.flow.perform import perform
from courtflow.flow.refusals import InvalidFacts, Refusal
from documents.models import Document
from tests.diary import noon
from tests.trial.steps import heard
from trial.models import Trial

DAY = noon(2024, 8, 5)


@pytest.fixture
def people(jiamusi: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(jiamusi)


@pytest.fixture
def trial(jiamusi: Court, people: SimpleNamespace) -> Trial:
    row = heard(jiamusi, people, DAY)
    Party.objects.filter(case=row.case, name="李二").update(
        kind="legal", enterprise=True, identifier="91230800MA18X0000U", licence_revoked_on=date(2023, 5, 4),
        zombie_confirmed=True, licence_source="企业信用信息公示系统",
    )  # fmt: skip
    return row


def opened(trial: Trial) -> list[str]:
    return list(trial.case.proceedings.filter(kind="bankruptcy").values_list("state", flat=True))


@pytest.mark.spec("A-9.1", "A-9.5", "A-9.6")
def test_a_hit_is_told_to_each_party(trial: Trial, people: SimpleNamespace) -> None:
    perform(trial, "screen", by=people.trial_clerk, at=DAY)
    assert Task.objects.get(proceeding=trial, kind="trial.bankruptcy_lead").assignee == trial.handler
    facts = {"debtor": trial.case.parties.get(name="李二").pk, "risk_explained": "on"}
    perform(trial, "send_bankruptcy_notice", by=people.trial_judge, at=DAY, facts=facts)

    assert opened(trial) == ["notified"]
    assert {paper.addressee.name for paper in Document.objects.filter(kind="bankruptcy_notice")} == {"张一", "李二"}
    assert trial.case.proceedings.get(kind="bankruptcy").actual.criterion == "revoked"
    with pytest.raises(Refusal, match="没有待处理"):
        perform(trial, "send_bankruptcy_notice", by=people.trial_judge, at=DAY, facts=facts)


@pytest.mark.spec("A-9.5")
def test_no_hit_is_set_aside_without_a_reason(trial: Trial, people: SimpleNamespace) -> None:
    perform(trial, "screen", by=people.trial_clerk, at=DAY)
    debtor = trial.case.parties.get(name="李二").pk
    with pytest.raises(InvalidFacts):
        perform(trial, "dismiss_lead", by=people.trial_judge, at=DAY, facts={"debtor": debtor, "reason": ""})
    perform(
        trial, "dismiss_lead", by=people.trial_judge, at=DAY, facts={"debtor": debtor, "reason": "已恢复经营并办理年报"}
    )
    assert trial.case.searches.get().dismissed.get().reason == "已恢复经营并办理年报"
    assert not opened(trial)


def test_a_person_is_no_enterprise(jiamusi: Court, people: SimpleNamespace) -> None:
    row = heard(jiamusi, people, DAY)
    perform(row, "screen", by=people.trial_clerk, at=DAY)
    assert not Task.objects.filter(proceeding=row, kind="trial.bankruptcy_lead").exists()
