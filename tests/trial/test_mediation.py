"""Mediation: the review, the clauses each court wants, signature and effect, instalments and their acceleration."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from courtflow.accounts.models import Court
from courtflow.cases.models import Service
from courtflow.flow.perform import perform
from courtflow.flow.refusals import InvalidFacts, Refusal
from courtflow.flow.sweep import sweep
from tests.diary import noon, payment
from tests.trial.steps import clocks, heard, item, judgment, mediation, served, signed
from trial.models import Trial

MONTHS = "2024-09-10 40000\n2024年10月10日，30000元\n2024-11-11 30,000"
NANZHAO_CLAUSES = {"late_sum": "逾期按日万分之一点七五加付迟延履行金"}


@pytest.fixture
def people(nanzhao: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(nanzhao)


@pytest.fixture
def hearing(nanzhao: Court, people: SimpleNamespace) -> Trial:
    return heard(nanzhao, people, noon(2024, 8, 5), procedure="summary")


def instalments(trial: Trial, **changes: Any) -> dict[str, Any]:
    return item(trial, **{"due_days": "", "instalments": MONTHS, "acceleration": "on", **changes})


@pytest.fixture
def agreed(hearing: Trial, people: SimpleNamespace) -> Trial:
    """Signed for by 张一 on 12 August and by 李二 on 20 August 2024."""
    facts = mediation(instalments(hearing), **NANZHAO_CLAUSES)
    signed(hearing, people, noon(2024, 8, 12), "draft_mediation", facts)
    served(hearing, people, "张一", noon(2024, 8, 12), "signed")
    served(hearing, people, "李二", noon(2024, 8, 20), "signed")
    return hearing


def swept(trial: Trial, year: int, month: int, day: int) -> Trial:
    with time_machine.travel(noon(year, month, day), tick=False):
        assert sweep().failed == 0
    trial.refresh_from_db()
    return trial


def errors(trial: Trial, people: SimpleNamespace, facts: dict[str, Any]) -> dict[str, Any]:
    with pytest.raises(InvalidFacts) as refused:
        perform(trial, "draft_mediation", by=people.trial_judge, at=noon(2024, 8, 12), facts=facts)
    return refused.value.errors


@pytest.mark.spec("T31")
def test_the_last_signature_makes_it_effective_at_once(agreed: Trial) -> None:
    assert agreed.state == Trial.State.PERFORMING
    assert agreed.instrument.effective_on == date(2024, 8, 20)
    assert any("最后签收" in step for step in agreed.instrument.effect_steps)
    assert not clocks(agreed, "appeal")
    due = [clock.due_on for clock in clocks(agreed, "performance_period")]
    assert due == [date(2024, 9, 10), date(2024, 10, 10), date(2024, 11, 11)]
    assert clocks(agreed, "limitation")[0].started_on == date(2024, 11, 11)


@pytest.mark.spec("E-4.14", "A-5.7")
def test_a_missed_instalment_brings_the_whole_forward(agreed: Trial, people: SimpleNamespace) -> None:
    first = payment(agreed.instrument, "40000", date(2024, 9, 9))
    perform(agreed, "record_performance", by=people.trial_clerk, at=noon(2024, 9, 9), facts=first)
    assert swept(agreed, 2024, 9, 11).state == Trial.State.PERFORMING

    assert swept(agreed, 2024, 10, 11).state == Trial.State.UNPERFORMED
    debt = agreed.instrument.obligations.get()
    assert debt.accelerated_on == debt.last_due_on == date(2024, 10, 10)
    assert debt.balance == 60000
    assert clocks(agreed, "limitation")[0].due_on == date(2026, 11, 11)  # 民诉法 250: from the last instalment


@pytest.mark.spec("E-4.14")
def test_a_payment_in_time_recorded_late_takes_the_acceleration_back(agreed: Trial, people: SimpleNamespace) -> None:
    assert swept(agreed, 2024, 9, 11).state == Trial.State.UNPERFORMED
    proof = payment(agreed.instrument, "40000", date(2024, 9, 10))
    perform(agreed, "record_performance", by=people.trial_clerk, at=noon(2024, 9, 20), facts=proof)

    assert agreed.state == Trial.State.PERFORMING
    assert agreed.instrument.obligations.get().accelerated_on is None
    assert swept(agreed, 2024, 10, 11).state == Trial.State.UNPERFORMED  # the next one is watched all the same


def test_without_the_clause_only_the_missed_instalment_is_due(hearing: Trial, people: SimpleNamespace) -> None:
    facts = judgment(instalments(hearing, acceleration=""))
    signed(hearing, people, noon(2024, 8, 7), "draft_judgment", facts)
    for name in ("张一", "李二"):
        served(hearing, people, name, noon(2024, 8, 7))
    assert swept(hearing, 2024, 9, 11).state == Trial.State.UNPERFORMED
    assert hearing.instrument.obligations.get().accelerated_on is None
    late = payment(hearing.instrument, "40000", date(2024, 9, 12))
    perform(hearing, "record_performance", by=people.trial_clerk, at=noon(2024, 9, 12), facts=late)
    assert hearing.state == Trial.State.PERFORMING


@pytest.mark.parametrize(
    ("name", "answer", "word"),
    [
        pytest.param("harms_public", "yes", "国家利益", marks=pytest.mark.spec("C-17.1")),
        pytest.param("harms_others", "yes", "案外人", marks=pytest.mark.spec("C-17.2")),
        pytest.param("true_intent", "no", "真实意思", marks=pytest.mark.spec("C-17.3", "A-5.1")),
        pytest.param("willing", "no", "履行意愿", marks=pytest.mark.spec("C-17.4")),
        pytest.param("able", "no", "履行能力", marks=pytest.mark.spec("C-17.4")),
        pytest.param("dishonest", "yes", "不诚信", marks=pytest.mark.spec("C-17.4")),
        pytest.param("forbidden", "yes", "禁止性规定", marks=pytest.mark.spec("C-17.5", "A-5.1")),
        pytest.param("feasibility", "", "", marks=pytest.mark.spec("A-5.2", "A-5.3")),
    ],
)
def test_an_agreement_that_fails_the_review_is_not_drafted(
    hearing: Trial, people: SimpleNamespace, name: str, answer: str, word: str
) -> None:
    facts = mediation(instalments(hearing), **NANZHAO_CLAUSES) | {name: answer}
    assert word in "".join(errors(hearing, people, facts)[name])
    assert hearing.state == Trial.State.HEARING
    assert not hearing.case.instruments.exists()


@pytest.mark.parametrize(
    ("changes", "row", "field"),
    [
        pytest.param({}, {"acceleration": ""}, "obligations", marks=pytest.mark.spec("E-4.14")),
        pytest.param({"conceded": "5000"}, {}, "concession_clause", marks=pytest.mark.spec("E-4.15")),
        pytest.param({"late_sum": ""}, {}, "late_sum", marks=pytest.mark.spec("E-4.16")),
    ],
)
def test_nanzhao_wants_its_three_clauses(
    hearing: Trial, people: SimpleNamespace, changes: dict[str, str], row: dict[str, str], field: str
) -> None:
    facts = mediation(instalments(hearing, **row), **{**NANZHAO_CLAUSES, **changes})
    assert "南召" in "".join(errors(hearing, people, facts)[field])


@pytest.mark.spec("A-5.5", "A-5.7")
def test_jiamusi_wants_payment_on_the_spot_or_a_clause(
    jiamusi: Court, cast: Callable[[Court], SimpleNamespace]
) -> None:
    people = cast(jiamusi)
    trial = heard(jiamusi, people, noon(2024, 8, 5))
    found = errors(trial, people, mediation(item(trial)))
    assert {"not_on_the_spot", "penalty"} <= set(found)
    perform(
        trial, "draft_mediation", by=people.trial_judge, at=noon(2024, 8, 12),
        facts=mediation(item(trial), penalty="逾期加付违约金3000元", not_on_the_spot="工资次月发放"),
    )  # fmt: skip
    trial.refresh_from_db()
    assert trial.instrument.terms.penalty
    perform(
        trial,
        "draft_mediation",
        by=people.trial_judge,
        at=noon(2024, 8, 12),
        facts=mediation(item(trial), on_the_spot="yes"),
    )
    trial.refresh_from_db()
    assert trial.case.instruments.get() == trial.instrument  # a new draft takes the place of the old one


@pytest.mark.spec("A-5.5")
def test_paid_on_the_spot_it_is_performed_when_the_last_one_signs(hearing: Trial, people: SimpleNamespace) -> None:
    facts = mediation(item(hearing), **NANZHAO_CLAUSES, on_the_spot="yes")
    signed(hearing, people, noon(2024, 8, 12), "draft_mediation", facts)
    paid = payment(hearing.instrument, "100000", date(2024, 8, 12)) | {"channel": "on_the_spot"}
    perform(hearing, "record_performance", by=people.trial_clerk, at=noon(2024, 8, 12), facts=paid)
    for name in ("张一", "李二"):
        served(hearing, people, name, noon(2024, 8, 12), "signed")
    assert hearing.state == Trial.State.PERFORMED
    assert not clocks(hearing, "limitation")


@pytest.mark.parametrize("method", [Service.Method.LEFT, Service.Method.PUBLIC_NOTICE])
def test_a_mediation_document_is_never_deemed_served(hearing: Trial, people: SimpleNamespace, method: str) -> None:
    signed(hearing, people, noon(2024, 8, 12), "draft_mediation", mediation(instalments(hearing), **NANZHAO_CLAUSES))
    with pytest.raises(InvalidFacts) as refused:
        served(hearing, people, "李二", noon(2024, 8, 12), method)
    assert "method" in refused.value.errors


def test_a_party_may_go_back_on_it_before_signing(hearing: Trial, people: SimpleNamespace) -> None:
    signed(hearing, people, noon(2024, 8, 12), "draft_mediation", mediation(instalments(hearing), **NANZHAO_CLAUSES))
    served(hearing, people, "张一", noon(2024, 8, 12), "signed")
    debtor = hearing.case.parties.get(name="李二")
    facts = {"party": debtor.pk, "said_on": "2024-08-15", "note": "拒绝签收，不同意调解内容"}
    perform(hearing, "retract", by=people.trial_clerk, at=noon(2024, 8, 15), facts=facts)
    assert hearing.state == Trial.State.HEARING
    perform(hearing, "draft_judgment", by=people.trial_judge, at=noon(2024, 9, 2), facts=judgment(item(hearing)))
    hearing.refresh_from_db()
    assert hearing.instrument.kind == "judgment"


def test_a_judgment_cannot_be_gone_back_on(hearing: Trial, people: SimpleNamespace) -> None:
    signed(hearing, people, noon(2024, 8, 12), "draft_judgment", judgment(item(hearing)))
    with pytest.raises(Refusal, match="不是调解书"):
        perform(hearing, "retract", by=people.trial_clerk, at=noon(2024, 8, 15), facts={})
