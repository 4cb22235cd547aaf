"""Who sees a case: default deny, departments by handling, courts by role, superiors to read, administrators never."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from courtflow.accounts.loading import load_people
from courtflow.accounts.models import Court
from courtflow.cases.models import Case, Proceeding
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.refusals import Denied
from tests.conftest import PASSWORD, invented_names
from tests.diary import effective_case, noon


@pytest.fixture
def people(shanyang: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def urging(shanyang: Court, people: SimpleNamespace) -> Proceeding:
    case, instrument = effective_case(shanyang)
    return open_proceeding(
        "urging", case, "register_application", by=people.filing_clerk, at=noon(2024, 12, 2), instrument=instrument,
        consent="silent", consent_on=date(2024, 12, 1),
    )  # fmt: skip


def sees(user: Any) -> bool:
    return Case.objects.visible_to(user).exists()


def test_nobody_sees_by_default(urging: Proceeding, outsider: Any) -> None:
    assert not sees(outsider)
    outsider.is_superuser = True
    assert not sees(outsider)


def test_a_department_sees_what_it_handles_and_keeps_seeing_it(urging: Proceeding, people: SimpleNamespace) -> None:
    assert sees(people.filing_clerk)
    assert not sees(people.enforcement_clerk)
    assert not sees(people.trial_judge)
    perform(urging, "hand_over", by=people.filing_clerk, at=noon(2024, 12, 3), facts={"materials": "1份"})
    assert sees(people.enforcement_clerk)
    assert sees(people.filing_clerk)


def test_the_president_sees_the_whole_court_and_administrators_nothing(
    urging: Proceeding, people: SimpleNamespace
) -> None:
    assert sees(people.president)
    assert sees(people.case_manager)
    for admin in (people.system_admin, people.security_admin, people.audit_admin):
        assert not sees(admin)


def test_another_court_sees_nothing(
    urging: Proceeding, jiamusi: Court, cast: Callable[[Court], SimpleNamespace]
) -> None:
    assert not sees(cast(jiamusi).president)


@pytest.mark.spec("B-4.5")
def test_the_superior_court_reads_and_never_acts(urging: Proceeding, shanyang: Court) -> None:
    above = load_people(shanyang.parent, "jiaozuo", PASSWORD, invented_names())  # type: ignore[arg-type]
    reader = above["superior_reader"]
    assert sees(reader)
    with pytest.raises(Denied):
        perform(urging, "hand_over", by=reader, at=noon(2024, 12, 3), facts={"materials": "1份"})


def test_a_role_that_has_ended_sees_nothing(urging: Proceeding, people: SimpleNamespace) -> None:
    people.filing_clerk.memberships.update(until=date(2024, 12, 31))
    del people.filing_clerk._current
    assert not sees(people.filing_clerk)
