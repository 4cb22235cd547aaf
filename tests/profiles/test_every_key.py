"""Every key of the table of differences changes what a court does: one scene for each, under two profiles."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from courtflow.accounts.models import Court
from courtflow.policy.keys import KEYS, ROWS
from courtflow.policy.models import Profile, ProfileValue

from . import archiving, enforcing, filing, house, preserving, trying, urging
from .differing import DIFFERENCES, Difference, Stage

SCENES = (archiving, enforcing, filing, house, preserving, trying, urging)  # importing them declares the differences


@pytest.fixture
def stage(shanyang: Court, cast: Callable[[Court], SimpleNamespace]) -> Stage:
    """The court of 山阳 without any paper of its own or from above."""
    ProfileValue.objects.all().delete()
    Profile.objects.all().delete()
    return Stage(shanyang, cast(shanyang))


def _named(difference: Difference) -> str:
    return f"{difference.key}-{difference.scene.__name__}"


@pytest.mark.parametrize(
    "difference",
    [
        pytest.param(item, id=_named(item), marks=[pytest.mark.spec(*item.spec)] if item.spec else [])
        for item in DIFFERENCES
    ],
)
def test_two_profiles_that_differ_in_one_key_behave_differently(difference: Difference, stage: Stage) -> None:
    for value, seen in difference.seen:
        with stage.under(difference.base | {difference.key: value}):
            assert difference.scene(stage) == seen, value


def test_no_key_is_without_its_difference() -> None:
    shown = {item.key for item in DIFFERENCES}
    assert shown == set(KEYS)
    assert all(len({repr(seen) for _, seen in item.seen}) > 1 for item in DIFFERENCES)


def test_every_row_of_the_table_has_a_key() -> None:
    """Row 8, working or natural days, is the unit of each rule; it is shown in test_days_and_working_days."""
    assert set(ROWS) - {key.number for key in KEYS.values()} == {8}
