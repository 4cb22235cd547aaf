"""Profiles are dated data: the nearest court's newest document that speaks on a key decides."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from courtflow.accounts.loading import load_courts, load_profiles
from courtflow.accounts.models import Court
from courtflow.policy.models import LocalRestDay, Profile, ProfileValue
from enforcement.urging.rules import HAND_OVER, URGING_LIMIT


@pytest.mark.spec("C-35.1", "C-0.1")
def test_a_profile_holds_from_its_day(shanyang: Court) -> None:
    assert shanyang.policy(date(2024, 10, 28)).value("pre_exec.case_type") == ""
    assert shanyang.policy(date(2024, 10, 29)).value("pre_exec.case_type") == "执前督"


@pytest.mark.spec("A-0.1")
def test_a_basic_court_inherits_from_the_intermediate_court(db: None) -> None:
    courts = load_courts({"tangyuan"})
    load_profiles(courts)
    policy = courts["tangyuan"].policy(date(2024, 9, 1))
    assert policy.value("pre_exec.entry") == "transfer_letter"
    assert policy.source("pre_exec.entry").profile.document_no == "佳中法优〔2024〕22号"


@pytest.mark.spec("B-0.1")
def test_a_province_speaks_only_in_its_own_courts_and_below_it_may_be_overridden(anji: Court, shanyang: Court) -> None:
    day = date(2024, 12, 1)
    assert anji.policy(day).value("archive.success") == "paperless"
    assert shanyang.policy(day).value("archive.success") == "enforcement_own_volume"
    own = Profile.objects.create(court=anji, document_no="安法〔2024〕1号", title="试", effective_from=day)
    ProfileValue.objects.create(profile=own, key="archive.success", value="court_archive_paper", article="一")
    assert anji.policy(day).value("archive.success") == "court_archive_paper"


def test_a_newer_document_of_the_same_court_wins_until_it_ends(shanyang: Court) -> None:
    newer = Profile.objects.create(
        court=shanyang, document_no="新1号", title="新", effective_from=date(2025, 1, 1), effective_to=date(2025, 6, 30)
    )
    ProfileValue.objects.create(profile=newer, key="pre_exec.consent", value="opt_in", article="一")
    words = [
        shanyang.policy(day).value("pre_exec.consent")
        for day in (date(2024, 12, 31), date(2025, 3, 1), date(2025, 7, 1))
    ]
    assert words == ["opt_out", "opt_in", "opt_out"]


def test_rules_change_with_the_profile_but_a_cap_is_never_lengthened(shanyang: Court, anji: Court) -> None:
    day = date(2024, 12, 1)
    assert HAND_OVER.for_court(shanyang.policy(day)).enabled
    assert not HAND_OVER.for_court(anji.policy(day)).enabled
    row = ProfileValue.objects.get(profile__court=shanyang, key="rule.urging_limit")
    row.value = {"enabled": True, "length": 60}
    row.save(update_fields=["value"])
    assert URGING_LIMIT.for_court(shanyang.policy(day)).period.length == 30
    row.value = {"enabled": True, "length": 20}
    row.save(update_fields=["value"])
    assert URGING_LIMIT.for_court(shanyang.policy(day)).period.length == 20


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("pre_exec.consent", "maybe"),
        ("no.such.key", 1),
        ("filing.centre_review", "yes"),
        ("bankruptcy.min_money_cases", -1),
        ("bankruptcy.min_money_cases", True),
        ("rule.hand_over", {"days": 3}),
        ("rule.hand_over", {"length": "3"}),
    ],
)
def test_a_value_that_does_not_fit_is_refused(shanyang: Court, key: str, value: Any) -> None:
    profile = Profile.objects.get(court=shanyang)
    with pytest.raises(ValidationError):
        ProfileValue(profile=profile, key=key, value=value, article="一").clean()


def test_a_local_rest_day_counts_in_its_court_and_below(shanyang: Court, anji: Court) -> None:
    LocalRestDay.objects.create(court=shanyang.parent, day=date(2024, 12, 3), source="演示：地方节日")
    assert shanyang.calendar.is_rest_day(date(2024, 12, 3))
    assert not anji.calendar.is_rest_day(date(2024, 12, 3))
