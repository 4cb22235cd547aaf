"""An administrator changes one value: what it would do is shown first, from its day on it holds, and it is an event."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from courtflow.accounts.loading import load_courts, load_profiles
from courtflow.accounts.models import Court
from courtflow.flow.events import verify
from courtflow.flow.models import Deadline, Event
from courtflow.policy.models import Profile, ProfileValue
from tests.diary import noon

from .differing import Stage
from .urging import applied, under_way

TODAY = noon(2024, 12, 10)


@pytest.fixture
def people(shanyang: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def browser(people: SimpleNamespace) -> Client:
    client = Client()
    client.force_login(people.system_admin)
    return client


def page_of(court: Court, name: str) -> str:
    return reverse("admin:policy_key", args=[court.pk, name])


def change(**said: Any) -> dict[str, Any]:
    document = {
        "effective_from": "2025-01-01", "document_no": "焦山法〔2024〕150号", "title": "关于修改规定的决定",
        "article": "第二条", "note": "", "change_source": "审委会纪要",
    }  # fmt: skip
    return document | said


def saved(browser: Client, court: Court, name: str, **said: Any) -> Any:
    """Look, then save what was looked at."""
    looked = browser.post(page_of(court, name), change(**said))
    assert "seal" in looked.context, looked.context["form"].errors
    return browser.post(page_of(court, name), change(**said) | {"seal": looked.context["seal"], "save": "1"})


@pytest.mark.spec("C-35.1")
def test_a_value_is_looked_at_then_saved_and_holds_from_its_day(shanyang: Court, browser: Client) -> None:
    with time_machine.travel(TODAY, tick=False):
        unseen = browser.post(page_of(shanyang, "filing.centre_review"), change(value="yes") | {"save": "1"})
        assert unseen.status_code == 200
        assert not Profile.objects.filter(document_no="焦山法〔2024〕150号").exists()
        assert saved(browser, shanyang, "filing.centre_review", value="yes").status_code == 302
    assert shanyang.policy(date(2024, 12, 31)).value("filing.centre_review") is False
    assert shanyang.policy(date(2025, 1, 1)).value("filing.centre_review") is True
    event = Event.objects.get(act="admin.rule")
    assert event.articles == ["审委会纪要"]
    assert event.facts["changes"][0] == {
        "row": "首次执行立案前须经执行服务中心审核", "field": "取值", "old": None, "new": "是"
    }  # fmt: skip
    assert list(verify("house")) == []


def test_another_change_than_the_one_looked_at_is_not_saved(shanyang: Court, browser: Client) -> None:
    with time_machine.travel(TODAY, tick=False):
        looked = browser.post(page_of(shanyang, "filing.centre_review"), change(value="yes"))
        facts = change(value="yes", effective_from="2025-02-01") | {"seal": looked.context["seal"], "save": "1"}
        assert browser.post(page_of(shanyang, "filing.centre_review"), facts).status_code == 200
    assert not Event.objects.filter(act="admin.rule").exists()


def test_looking_leaves_nothing_behind(shanyang: Court, people: SimpleNamespace, browser: Client) -> None:
    before = ProfileValue.objects.count()
    with time_machine.travel(TODAY, tick=False):
        browser.post(page_of(shanyang, "pre_exec.handled_by"), change(value="centre"))
    assert ProfileValue.objects.count() == before


def test_running_deadlines_are_listed_with_both_days_and_keep_theirs(
    shanyang: Court, people: SimpleNamespace, browser: Client
) -> None:
    row = under_way(Stage(shanyang, people))
    rule = {"enabled": "yes", "length": "20", "unit": "day", "roll": "none"}
    with time_machine.travel(TODAY, tick=False):
        looked = browser.post(page_of(shanyang, "rule.urging_limit"), change(**rule))
        moved = [(item.deadline.due_on, item.anew) for item in looked.context["looked"].moved]
        assert moved == [(date(2025, 1, 2), date(2024, 12, 23))]
        assert "保存后仍按原末日" in looked.content.decode()
        assert saved(browser, shanyang, "rule.urging_limit", **rule).status_code == 302
    assert row.deadlines.get(rule="urging_limit", state=Deadline.State.RUNNING).due_on == date(2025, 1, 2)


def test_open_work_is_listed_with_what_differs_in_it(shanyang: Court, people: SimpleNamespace, browser: Client) -> None:
    row = applied(Stage(shanyang, people))
    with time_machine.travel(TODAY, tick=False):
        looked = browser.post(page_of(shanyang, "filing.centre_review"), change(value="yes")).context["looked"]
    assert looked.altered == 1
    assert looked.open[0].proceeding.pk == row.pk
    assert any("“首次执行立案”" in text and "须经执行服务中心审核" in text for text in looked.open[0].changes)
    assert "执行立案审查：首次执行立案" in looked.acts


def test_figures_are_counted_both_ways(shanyang: Court, browser: Client) -> None:
    with time_machine.travel(TODAY, tick=False):
        looked = browser.post(page_of(shanyang, "workload.counted"), change(value=["urging"])).context["looked"]
    assert looked.figures == [("办案工作量", "0.00", "0.00")]


@pytest.mark.parametrize(
    ("name", "said", "field"),
    [
        ("pre_exec.entry", {"value": "by_pigeon"}, "value"),
        ("bankruptcy.min_money_cases", {"value": "ten"}, "value"),
        ("bankruptcy.min_money_cases", {"value": "-1"}, "value"),
        ("rule.urging_limit", {"enabled": "yes", "length": "31", "unit": "day", "roll": "none"}, "length"),
        ("rule.hand_over", {"enabled": "yes", "length": "3", "unit": "century", "roll": "none"}, "unit"),
        ("filing.centre_review", {"value": "yes", "effective_from": "2024-12-09"}, "effective_from"),
        ("filing.centre_review", {"value": "yes", "document_no": "焦山法〔2024〕120号"}, "document_no"),
        ("filing.centre_review", {"value": "yes", "change_source": ""}, "change_source"),
    ],
)
def test_what_does_not_fit_is_named_and_changes_nothing(
    name: str, said: dict[str, Any], field: str, shanyang: Court, browser: Client
) -> None:
    with time_machine.travel(TODAY, tick=False):
        answer = browser.post(page_of(shanyang, name), change(**said) | {"save": "1"})
    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert not Event.objects.filter(act="admin.rule").exists()


def test_the_time_line_says_what_held_holds_and_comes(shanyang: Court, browser: Client) -> None:
    with time_machine.travel(TODAY, tick=False):
        saved(browser, shanyang, "pre_exec.consent", value="opt_in")
        line = browser.get(page_of(shanyang, "pre_exec.consent")).context["line"]
    assert [(item.first, item.last, item.words) for item in line] == [
        (None, date(2024, 10, 28), "须取得同意"),
        (date(2024, 10, 29), date(2024, 12, 31), "明确不同意的除外"),
        (date(2025, 1, 1), None, "须取得同意"),
    ]


def test_no_notation_for_machines_is_shown(shanyang: Court, browser: Client) -> None:
    page = strip_tags(browser.get(reverse("admin:policy_in_force", args=[shanyang.pk])).content.decode())
    for word in ("opt_out", "notify_filing", "{&quot;", "JSON", "&quot;day&quot;"):
        assert word not in page
    for name in ("pre_exec.exclusions", "rule.hand_over", "service.enclosures"):
        assert "JSON" not in browser.get(page_of(shanyang, name)).content.decode()


def test_only_the_system_administrator_of_the_court_changes_it(
    shanyang: Court, honghe: Court, people: SimpleNamespace, browser: Client
) -> None:
    assert browser.get(page_of(honghe, "pre_exec.entry")).status_code == 404
    assert browser.get(page_of(shanyang, "no.such.key")).status_code == 404
    auditor = Client()
    auditor.force_login(people.audit_admin)
    assert auditor.post(page_of(shanyang, "pre_exec.entry"), change(value="none")).status_code == 403


@pytest.mark.spec("A-0.1")
def test_a_change_above_reaches_the_courts_that_inherit_it(
    jiamusi: Court, cast: Callable[[Court], SimpleNamespace]
) -> None:
    courts = load_courts({"tangyuan"})
    load_profiles(courts)
    client = Client()
    client.force_login(cast(jiamusi).system_admin)
    own = Profile.objects.create(
        court=courts["tangyuan"], document_no="汤法1号", title="试", effective_from=date(2024, 9, 1)
    )
    ProfileValue.objects.create(profile=own, key="certificate.trigger", value="on_application", article="一")
    with time_machine.travel(TODAY, tick=False):
        wide = client.post(page_of(jiamusi, "pre_exec.consent"), change(value="opt_in")).context["looked"]
        narrow = client.post(page_of(jiamusi, "certificate.trigger"), change(value="on_application")).context["looked"]
    assert {court.short_name for court in wide.courts} == {"佳木斯中院", "汤原法院"}
    assert {court.short_name for court in narrow.courts} == {"佳木斯中院"}
