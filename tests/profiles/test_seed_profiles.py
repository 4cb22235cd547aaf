"""The five documents as profiles: each court's own column with its articles, silence as default, three layers."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from courtflow.accounts.loading import load_courts, load_profiles
from courtflow.accounts.models import Court
from courtflow.flow.rules import RULES
from courtflow.policy.inforce import caution, in_force
from courtflow.policy.keys import KEYS, RULE_PREFIX
from courtflow.policy.models import LocalRestDay, Profile, ProfileValue

from .differing import Stage
from .urging import begun

COURTS = ("jiamusi", "zhejiang", "shanyang", "honghe", "nanzhao")
DAY = date(2025, 1, 2)


def fixture(court: str) -> dict[str, Any]:
    path = Path(settings.BASE_DIR) / "fixtures" / "profiles" / f"{court}.json"
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


@pytest.mark.parametrize("court", COURTS)
def test_each_value_names_a_key_and_its_article(court: str) -> None:
    for row in fixture(court)["values"]:
        code = row["key"].removeprefix(RULE_PREFIX)
        assert row["key"] in KEYS or code in RULES, row
        assert row["article"], row


@pytest.mark.spec("A-0.1", "C-0.1", "D-1.1", "E-0.1")
@pytest.mark.parametrize(
    ("court", "key", "value"),
    [
        ("jiamusi", "execution.merging", "encouraged"),
        ("jiamusi", "filing.fee_recovery_strict", True),
        ("jiamusi", "certificate.trigger", "ex_officio"),
        ("shanyang", "bankruptcy.consent", "written"),
        ("shanyang", "mediation.lint_conditions", True),
        ("shanyang", "statistics.urging_recovered", True),
        ("honghe", "credit.public_exposure", True),
        ("honghe", "workload.counted", ["mediation", "urging"]),
        ("nanzhao", "execution.merging", "same_team"),
        ("nanzhao", "execution.tribunal_cases", "mediated"),
        ("nanzhao", "entrusted.by_command", True),
        ("anji", "execution.tribunal_cases", "own"),
        ("anji", "preservation.integrity_relief", True),
        ("anji", "inquiry.holders", ["lawyer", "legal_worker"]),
    ],
)
def test_each_court_has_its_own_column(court: str, key: str, value: Any, db: None) -> None:
    courts = load_courts({court})
    load_profiles(courts)
    assert courts[court].policy(DAY).value(key) == value


def test_silence_is_the_default_and_says_so(honghe: Court) -> None:
    rows = {held.name: held for row in in_force(honghe.policy(DAY)) for held in row.holdings}
    assert set(rows) == set(KEYS)
    silent = rows["bankruptcy.consent"]
    assert (silent.source, silent.since, silent.value) == (None, None, "引导，可先口头表示")
    assert rows["pre_exec.consent"].since == date(2023, 9, 5)


@pytest.mark.spec("B-0.1")
def test_province_intermediate_and_basic_court_speak_in_turn(anji: Court) -> None:
    """安吉 below 湖州 below 浙江: the nearest that speaks decides, and nobody else's paper holds."""
    province = Court.objects.get(short_name="浙江高院")
    between = anji.parent
    assert between is not None
    assert between.parent == province
    policy = anji.policy(DAY)
    assert policy.source("archive.success").profile.court == province
    paper = Profile.objects.create(court=between, document_no="湖中法1号", title="试", effective_from=date(2024, 6, 1))
    ProfileValue.objects.create(profile=paper, key="archive.success", value="enforcement_own_volume", article="一")
    assert anji.policy(DAY).value("archive.success") == "enforcement_own_volume"
    assert province.policy(DAY).value("archive.success") == "paperless"
    own = Profile.objects.create(court=anji, document_no="安法1号", title="试", effective_from=date(2020, 6, 1))
    ProfileValue.objects.create(profile=own, key="archive.success", value="court_archive_paper", article="一")
    assert anji.policy(DAY).value("archive.success") == "court_archive_paper"
    assert anji.policy(DAY).value("credit.repair") is True


@pytest.mark.spec("A-0.1")
def test_the_basic_court_below_jiamusi_inherits_and_those_elsewhere_do_not(jiamusi: Court, nanzhao: Court) -> None:
    courts = load_courts({"tangyuan"})
    policy = courts["tangyuan"].policy(DAY)
    assert {policy.source(row["key"]).profile.court for row in fixture("jiamusi")["values"]} == {jiamusi}
    assert nanzhao.policy(DAY).value("filing.centre_review") is False


@pytest.mark.spec("C-25.4")
@pytest.mark.parametrize(("unit", "last"), [("workday", date(2024, 12, 5)), ("day", date(2024, 12, 4))])
def test_days_and_working_days(unit: str, last: date, shanyang: Court, cast: Any) -> None:
    """Row 8: working days only where the text says so. Tuesday, 3 December 2024, is a local rest day."""
    LocalRestDay.objects.create(court=shanyang, day=date(2024, 12, 3), source="演示：地方节日")
    row = ProfileValue.objects.get(profile__court=shanyang, key="rule.hand_over")
    row.value = {"enabled": True, "length": 2, "unit": unit}
    row.save(update_fields=["value"])
    assert begun(Stage(shanyang, cast(shanyang))).deadlines.get(rule="hand_over").due_on == last


@pytest.mark.spec("E-0.1", "B-0.1")
def test_old_papers_come_with_a_caution(nanzhao: Court, anji: Court, shanyang: Court) -> None:
    assert "民法典施行前" in caution(nanzhao.policy(DAY))
    assert "浙委法发〔2020〕2号" in caution(anji.policy(DAY))
    assert caution(shanyang.policy(DAY)) == ""
