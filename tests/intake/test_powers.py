"""State × role × act, in full, for the three proceedings of filing: who may do what, when, and nobody else."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from courtflow.accounts.models import Court, User
from courtflow.accounts.roles import Role
from courtflow.flow.acts import BIRTH, SYSTEM, acts_of
from courtflow.flow.perform import perform, power, wrong_state
from intake.execution_filing.models import open_application
from intake.models import ExecutionFiling, Filing, Mediation
from tests.diary import effective_case

from .papers import MONDAY, application, filed

CLERKS = "filing_clerk filing_judge"
CENTRE = "centre_staff centre_head"
ENFORCERS = "enforcement_judge enforcement_clerk bureau_chief command_staff"
BENCH = "mediator filing_judge"
EVERY = " ".join(Filing.State.values)

# act: (states, posts that may; "system" where the clock may)
FILING = {
    "receive": (BIRTH, CLERKS),
    "request_correction": ("received", CLERKS),
    "receive_correction": ("correcting", CLERKS),
    "change_account": (EVERY, CLERKS),
    "change_contact": (EVERY, CLERKS),
    "explain_preservation": ("received correcting mediating", CLERKS),
    "search_again": ("received correcting", CLERKS),
    "complete_registration": ("received correcting", CLERKS),
    "send_bankruptcy_notice": ("received correcting", CLERKS),
    "dismiss_lead": ("received correcting", "filing_judge"),
    "to_mediation": ("received", CLERKS),
    "resume": ("mediating", f"{CLERKS} mediator system"),
    "settle": ("mediating", f"{CLERKS} mediator system"),
    "accept": ("received", CLERKS),
    "refuse": ("received correcting", "filing_judge"),
    "return_papers": ("correcting", CLERKS),
    "withdraw": ("received correcting", CLERKS),
    "push_notice": ("accepted", "system"),
    "tell_enforcement": ("accepted", CLERKS),
    "acknowledge_notice": ("accepted", ENFORCERS),
}
MEDIATION = {
    "refer": (BIRTH, CLERKS),
    "receive": ("referred", "mediator"),
    "assess": ("mediating", BENCH),
    "extend": ("mediating", BENCH),
    "agree": ("mediating", BENCH),
    "confirm_performance": ("agreed", BENCH),
    "fail": ("mediating", BENCH),
    "expire": ("mediating", "system"),
    "hand_back": ("failed agreed", BENCH),
}
EXECUTION_FILING = {
    "receive": (BIRTH, f"{CLERKS} {CENTRE}"),
    "receive_external": (BIRTH, f"{CLERKS} {CENTRE}"),
    "receive_from_urging": (BIRTH, f"{CLERKS} {CENTRE} enforcement_judge enforcement_clerk system"),
    "record_consent": ("received", CLERKS),
    "examine": ("received", CLERKS),
    "review_by_centre": ("received", CENTRE),
    "review_award": ("received", "filing_judge"),
    "amend": ("received", CLERKS),
    "change_account": ("received", CLERKS),
    "to_urging": ("received", CLERKS),
    "mark_day_seven": ("referred", "system"),
    "accept": ("received", CLERKS),
    "refuse": ("received", "filing_judge"),
    "withdraw": ("received", CLERKS),
}
TABLES = {Filing: FILING, Mediation: MEDIATION, ExecutionFiling: EXECUTION_FILING}
# One post per role; the second judge of a kind holds the same role.
POSTS = [role.value for role in Role if role not in (Role.TEAM_LEADER, Role.SUPERIOR_READER)]


def started(model: Any, court: Court, people: SimpleNamespace) -> Any:
    """A proceeding of the kind, standing in the filing division without a handler."""
    if model is ExecutionFiling:
        _, instrument = effective_case(court)
        return open_application(instrument, people.filing_clerk, application(instrument), MONDAY)
    filing = filed(court, people.filing_clerk)
    if model is Filing:
        return filing
    facts = {"willing": True, "preservation": "decline"}
    perform(filing, "to_mediation", by=people.filing_clerk, facts=facts, at=MONDAY)
    return filing.case.proceedings.get(kind="mediation").actual


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.KIND)
def test_the_table_names_every_act(model: Any) -> None:
    assert set(TABLES[model]) == set(acts_of(model))


@pytest.mark.parametrize(
    ("model", "state"), [(model, state) for model in TABLES for state in (BIRTH, *model.State.values)]
)
def test_who_may_do_what(model: Any, state: str, shanyang: Court, people: SimpleNamespace, outsider: User) -> None:
    row = started(model, shanyang, people)
    type(row)._meta.get_field("state").model.objects.filter(pk=row.pk).update(state=state)
    row = model.objects.get(pk=row.pk)
    everybody: dict[str, Any] = {post: getattr(people, post) for post in POSTS}
    everybody |= {"system": SYSTEM, "outsider": outsider}

    for name, act in acts_of(model).items():
        states, posts = TABLES[model][name]
        lawful = state in (states.split() if states else [BIRTH])
        assert (wrong_state(row, act) is None) == lawful, name
        may = {post for post, user in everybody.items() if power(row, act, user)[1] is None}
        assert may == set(posts.split()), name


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.KIND)
def test_another_courts_people_may_do_nothing(
    model: Any, shanyang: Court, nanzhao: Court, people: SimpleNamespace, cast: Any
) -> None:
    row, strangers = started(model, shanyang, people), cast(nanzhao)
    for name, act in acts_of(model).items():
        for post in POSTS:
            assert power(row, act, getattr(strangers, post))[1] is not None, (name, post)


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.KIND)
def test_every_denial_says_who_and_under_which_article(model: Any, shanyang: Court, people: SimpleNamespace) -> None:
    row = started(model, shanyang, people)
    for act in acts_of(model).values():
        _, denial = power(row, act, people.archivist)
        assert denial is not None
        assert denial.under in act.under
        if set(act.by) != {SYSTEM}:
            assert denial.ask.startswith(shanyang.name)
            assert denial.remedy
