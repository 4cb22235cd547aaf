"""Who may do what in which state: the whole table of trial, and the lost race."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
import time_machine

from courtflow.accounts.models import Court, User
from courtflow.flow.acts import SYSTEM, acts_of
from courtflow.flow.models import Event
from courtflow.flow.perform import offers, perform
from courtflow.flow.refusals import Denied, Refusal, Stale
from courtflow.flow.sweep import sweep
from tests.diary import noon, payment
from tests.trial.steps import filed, heard, item, judgment, served, signed
from trial.models import Trial

HEAD, JUDGE, CLERK = {"division_head"}, {"trial_judge"}, {"trial_clerk"}
BENCH = JUDGE | CLERK
CENTRE = {"centre_head", "centre_staff", "centre_staff_2"}
CORRECTIONS = {"correct_contact": BENCH, "correct_account": BENCH}
HEARING = {
    **CORRECTIONS, "reassign": HEAD, "verify_information": BENCH, "inform": BENCH, "end_suit": JUDGE, "screen": BENCH,
    "draft_judgment": BENCH, "draft_mediation": BENCH, "draft_dismissal": BENCH, "serve_complaint": BENCH,
    "publish": BENCH, "commission_appraisal": JUDGE, "begin_talks": JUDGE, "receive_jurisdiction_objection": BENCH,
    "stay_suit": JUDGE, "request_extension": JUDGE, "consult": JUDGE,
}  # fmt: skip
PAYMENTS = {"record_performance": BENCH, "confirm": BENCH}
SERVING = {**CORRECTIONS, **PAYMENTS, "reassign": HEAD, "appeal": BENCH, "screen": BENCH}
TABLE: dict[str, dict[str, set[str]]] = {
    "filed": {"assign_judge": HEAD, "serve_complaint": BENCH | {"trial_judge_2"}},
    "hearing": HEARING,
    "drafted": {**HEARING, "sign": JUDGE | HEAD},
    "suspended": {"reassign": HEAD, "end_suit": JUDGE, "resume_suit": JUDGE},
    "signed": {**SERVING, "note_attempt": BENCH, "request_notice": BENCH, "serve": BENCH},
    "awaiting": SERVING,
    "appealed": {"reassign": HEAD, "receive_final": BENCH, "remand": JUDGE},
    "performing": {**CORRECTIONS, **PAYMENTS, "reassign": HEAD, "appeal": BENCH, "transfer_to_centre": JUDGE,
                   "note_limitation": BENCH},
    "unperformed": {
        **CORRECTIONS, **PAYMENTS, "reassign": HEAD, "appeal": BENCH, "inform_creditor": BENCH,
        "open_by_centre": CENTRE,
        "note_limitation": BENCH,
    },
    "transferred": {**CORRECTIONS, "archive": BENCH, "note_limitation": BENCH},
    "performed": {**CORRECTIONS, "issue_certificate": BENCH, "archive": BENCH},
    "ended": {**CORRECTIONS, "archive": BENCH},
    "remanded": {},
    "archived": {"issue_certificate": BENCH},
}  # fmt: skip


@pytest.fixture
def people(jiamusi: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(jiamusi)


def swept(year: int, month: int, day: int) -> None:
    with time_machine.travel(noon(year, month, day), tick=False):
        assert sweep().failed == 0


def until(court: Court, people: SimpleNamespace, state: str) -> Trial:
    """A trial of 佳木斯 in that state, in the autumn of 2024."""
    if state == "filed":
        return filed(court, people, noon(2024, 9, 2))
    trial = heard(court, people, noon(2024, 9, 2))
    if state == "ended":
        facts = {"ground": "withdrawn", "ruled_on": "2024-09-03", "note": "原告自愿撤诉"}
        perform(trial, "end_suit", by=people.trial_judge, at=noon(2024, 9, 3), facts=facts)
    elif state == "suspended":
        facts = {"ground": "death", "since": "2024-09-03", "note": "等待继承人"}
        perform(trial, "stay_suit", by=people.trial_judge, at=noon(2024, 9, 3), facts=facts)
    elif state == "drafted":
        perform(trial, "draft_judgment", by=people.trial_judge, at=noon(2024, 9, 12), facts=judgment(item(trial)))
    elif state != "hearing":
        signed(trial, people, noon(2024, 9, 12), "draft_judgment", judgment(item(trial)))
        _after_signing(trial, people, state)
    trial.refresh_from_db()
    assert trial.state == state
    return trial


def _after_signing(trial: Trial, people: SimpleNamespace, state: str) -> None:
    if state == "signed":
        return
    for name in ("张一", "李二"):
        served(trial, people, name, noon(2024, 9, 18))
    if state in ("appealed", "remanded"):
        facts = {"appellant": trial.case.parties.get(name="李二").pk, "filed_on": "2024-09-20", "grounds": "改判"}
        perform(trial, "appeal", by=people.trial_clerk, at=noon(2024, 9, 20), facts=facts)
    if state == "remanded":
        facts = {"number": "（2024）黑民终7号", "made_on": "2024-12-02"}
        perform(trial, "remand", by=people.trial_judge, at=noon(2024, 12, 5), facts=facts)
    if state in ("performing", "unperformed", "transferred", "performed", "archived"):
        _after_effect(trial, people, state)


def _after_effect(trial: Trial, people: SimpleNamespace, state: str) -> None:
    swept(2024, 10, 9)
    trial.refresh_from_db()
    if state == "unperformed":
        swept(2024, 10, 22)
    if state == "transferred":
        letter = {"letter_no": "1", "enclosed": "on"}
        perform(trial, "transfer_to_centre", by=people.trial_judge, at=noon(2024, 10, 14), facts=letter)
    if state in ("performed", "archived"):
        facts = payment(trial.instrument, "100000", date(2024, 10, 14))
        perform(trial, "record_performance", by=people.trial_clerk, at=noon(2024, 10, 14), facts=facts)
        perform(trial, "complete", by=people.trial_judge, at=noon(2024, 10, 14))
    if state == "archived":
        perform(
            trial, "archive", by=people.trial_clerk, at=noon(2024, 10, 15), facts={"complete": "on", "receipt": "归1"}
        )


@pytest.mark.parametrize("state", list(TABLE))
def test_the_table(state: str, jiamusi: Court, people: SimpleNamespace, outsider: User) -> None:
    """Every act × every post of the court; whatever is not in the table is refused, with a reason and an article."""
    trial = until(jiamusi, people, state)
    allowed: dict[str, set[str]] = {}
    for post, user in vars(people).items():
        for offer in offers(trial, user):
            if offer.allowed:
                allowed.setdefault(offer.act.name, set()).add(post)
            assert all(refusal.reason and refusal.under for refusal in offer.refusals)
    assert allowed == TABLE[state]
    assert not any(offer.allowed for offer in offers(trial, outsider))


def test_the_table_has_every_state() -> None:
    assert set(TABLE) == set(Trial.State.values)


@pytest.mark.parametrize("act", [name for name, act in acts_of(Trial).items() if list(act.by) == [SYSTEM]])
def test_nobody_does_the_systems_acts(act: str, jiamusi: Court, people: SimpleNamespace) -> None:
    trial = until(jiamusi, people, "awaiting")
    for user in vars(people).values():
        with pytest.raises(Refusal):
            perform(trial, act, by=user, at=noon(2024, 12, 1))
    assert trial.state == "awaiting"


def test_another_judge_of_the_same_division_cannot_act(jiamusi: Court, people: SimpleNamespace) -> None:
    trial = until(jiamusi, people, "hearing")
    with pytest.raises(Denied, match="只能由"):
        perform(trial, "draft_judgment", by=people.trial_judge_2, at=noon(2024, 9, 12), facts=judgment(item(trial)))
    facts = {"judge": people.trial_judge_2.pk, "reason": "原承办法官调离"}
    perform(trial, "reassign", by=people.division_head, at=noon(2024, 9, 12), facts=facts)
    perform(trial, "draft_judgment", by=people.trial_judge_2, at=noon(2024, 9, 12), facts=judgment(item(trial)))
    with pytest.raises(Denied):
        perform(trial, "sign", by=people.trial_judge, at=noon(2024, 9, 12), facts={"made_on": "2024-09-12"})


def test_only_a_judge_of_the_division_can_be_given_the_case(jiamusi: Court, people: SimpleNamespace) -> None:
    trial = filed(jiamusi, people, noon(2024, 9, 2))
    for other in (people.enforcement_judge, people.trial_clerk):
        facts = {"judge": other.pk, "procedure": "ordinary"}
        with pytest.raises(Refusal) as refused:
            perform(trial, "assign_judge", by=people.division_head, at=noon(2024, 9, 2), facts=facts)
        assert "judge" in refused.value.errors  # type: ignore[attr-defined]


def test_of_two_who_saw_the_same_draft_only_one_signs(jiamusi: Court, people: SimpleNamespace) -> None:
    trial = until(jiamusi, people, "drafted")
    seen = trial.version
    second = Trial.objects.get(pk=trial.pk)
    when = {"at": noon(2024, 9, 12), "facts": {"made_on": "2024-09-12"}, "version": seen}
    perform(trial, "sign", by=people.trial_judge, **when)
    with pytest.raises(Refusal):  # no longer a draft
        perform(second, "sign", by=people.division_head, **when)
    assert Event.objects.filter(act="trial.sign").count() == 1
    facts = {"judge": people.trial_judge_2.pk, "reason": "回避"}
    with pytest.raises(Stale):  # and an older page is told so
        perform(second, "reassign", by=people.division_head, at=noon(2024, 9, 13), facts=facts, version=seen)
