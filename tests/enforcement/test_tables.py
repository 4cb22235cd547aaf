"""Who may do what in which state, the whole tables of enforcement's four lives; and a race for one act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from courtflow.accounts.models import Court
from courtflow.flow.acts import acts_of
from courtflow.flow.models import Event
from courtflow.flow.perform import offers, open_proceeding, perform
from courtflow.flow.refusals import Denied, Refusal, Stale
from enforcement.models import Execution, Objection, Substitution
from tests.diary import effective_case, noon
from tests.enforcement import money_steps, steps, tables

Cast = Callable[[Court], SimpleNamespace]


@pytest.fixture
def people(shanyang: Court, cast: Cast) -> SimpleNamespace:
    return cast(shanyang)


def granted(row: Any, state: str, unit: str, people: SimpleNamespace) -> dict[str, str]:
    """Which posts hold the power for which acts, when the row stands in `state` at a department of kind `unit`."""
    department = row.court.departments.get(kind=unit)
    type(row).objects.filter(pk=row.pk).update(state=state, department=department, handler=None)
    fresh = type(row).objects.get(pk=row.pk)
    found: dict[str, set[str]] = {}
    for post, user in vars(people).items():
        for item in offers(fresh, user):
            if item.in_state and not any(isinstance(refusal, Denied) for refusal in item.refusals):
                found.setdefault(item.act.name, set()).add(post)
    return {name: " ".join(sorted(posts)) for name, posts in sorted(found.items())}


def whole(row: Any, units: dict[str, str], people: SimpleNamespace) -> dict[str, dict[str, str]]:
    return {state: granted(row, state, units.get(state, "enforcement"), people) for state in type(row).State.values}


def test_execution_table(shanyang: Court, people: SimpleNamespace) -> None:
    row = steps.in_hand(shanyang, people)
    assert whole(row, tables.EXECUTION_UNITS, people) == tables.EXECUTION


def test_objection_table(shanyang: Court, people: SimpleNamespace) -> None:
    row = steps.in_hand(shanyang, people)
    objection = Objection.objects.create(
        case=row.case, court=shanyang, department=row.department, kind="objection", opened_at=noon(2024, 12, 1),
        state_since=noon(2024, 12, 1), nature="conduct",
    )  # fmt: skip
    assert whole(objection, tables.OBJECTION_UNITS, people) == tables.OBJECTION


def test_substitution_table(shanyang: Court, people: SimpleNamespace) -> None:
    row = steps.in_hand(shanyang, people)
    asked = Substitution.objects.create(
        case=row.case, court=shanyang, department=row.department, kind="substitution", opened_at=noon(2024, 12, 1),
        state_since=noon(2024, 12, 1), ground="unpaid_capital", mode="add",
    )  # fmt: skip
    assert whole(asked, tables.SUBSTITUTION_UNITS, people) == tables.SUBSTITUTION


def test_bankruptcy_table(shanyang: Court, people: SimpleNamespace) -> None:
    row = steps.in_hand(shanyang, people)
    debtor = steps.enterprise(row.debtors.get())
    lead = open_proceeding(
        "bankruptcy",
        row.case,
        "find_lead",
        by=people.filing_clerk,
        at=noon(2024, 9, 2),
        debtor=debtor,
        criterion="revoked",
    )
    assert whole(lead, tables.BANKRUPTCY_UNITS, people) == tables.BANKRUPTCY


def test_urging_table(shanyang: Court, people: SimpleNamespace) -> None:
    case, instrument = effective_case(shanyang)
    urging = open_proceeding(
        "urging", case, "register_application", by=people.filing_clerk, at=noon(2024, 12, 2), instrument=instrument,
        consent="agreed", consent_on=date(2024, 12, 1),
    )  # fmt: skip
    assert whole(urging, tables.URGING_UNITS, people) == tables.URGING


def test_money_table(shanyang: Court, people: SimpleNamespace) -> None:
    row = steps.in_hand(money_steps.with_account(shanyang), people)
    money = money_steps.arrived(row.case, people, noon(2024, 7, 1))
    assert whole(money, {}, people) == tables.MONEY


def test_an_outsider_may_do_nothing(shanyang: Court, people: SimpleNamespace, outsider: Any) -> None:
    row = steps.in_hand(shanyang, people)
    for name, act in acts_of(Execution).items():
        if row.state in act.sources:
            with pytest.raises(Denied):
                perform(row, name, by=outsider, at=noon(2024, 7, 1), facts={})


def test_another_judge_does_not_act_in_a_colleagues_case(shanyang: Court, people: SimpleNamespace) -> None:
    row = steps.in_hand(shanyang, people)
    with pytest.raises(Denied):
        perform(row, "settle", by=people.enforcement_judge_2, at=noon(2024, 7, 1), facts={})


def test_two_people_and_one_act(shanyang: Court, people: SimpleNamespace) -> None:
    """Both opened the page at the same version; the second changes nothing and is told so."""
    row = steps.in_hand(shanyang, people)
    seen = row.version
    stay = {"ground": "deferred", "ruling_no": "执1号之一", "served_on": "2024-07-01", "note": "申请人同意延期"}
    perform(row, "suspend", by=people.enforcement_judge, at=noon(2024, 7, 1), facts=stay, version=seen)
    before = Event.objects.count()
    with pytest.raises(Stale):
        perform(row, "suspend", by=people.enforcement_judge, at=noon(2024, 7, 1), facts=stay, version=seen)
    with pytest.raises(Refusal):
        perform(row, "suspend", by=people.enforcement_judge, at=noon(2024, 7, 1), facts=stay)
    assert Event.objects.count() == before
    assert row.exclusions.count() == 1
