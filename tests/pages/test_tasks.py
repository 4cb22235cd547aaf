"""The board: counts that are their rows, tasks taken, given, handed back and ticked off, each an event."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courtflow.cases.models import Performance
from courtflow.flow import clock, desk
from courtflow.flow.models import Deadline, Event, Task
from courtflow.flow.perform import perform
from courtflow.flow.refusals import Denied, Refusal
from courtflow.flow.sweep import sweep
from courtflow.pages import board
from tests.diary import payment

Page = Callable[[Any], Client]


@pytest.fixture
def performed(urging: Any, people: SimpleNamespace) -> Any:
    """Urging that has ended well: archive, certificate and two copies are to be done."""
    facts = payment(urging.case.instruments.get(), "100000.00", clock.today())
    perform(urging, "pay", by=people.enforcement_clerk, facts=facts)
    perform(urging, "complete", by=people.enforcement_clerk)
    assert Performance.objects.count() == 1
    return urging


def test_every_count_leads_to_exactly_its_rows(
    registered: Callable[..., Any], urging: Any, people: SimpleNamespace, page: Page
) -> None:
    for days in (0, 2, 12, 20):
        registered(days_ago=days)
    client = page(people.filing_clerk)
    html = client.get(reverse("dashboard")).content.decode()
    counts = re.findall(r'<a href="(/dashboard/\?[^"]*)">(\d+)</a>', html)
    assert len(counts) >= 3
    for address, count in counts:
        listed = client.get(unescape(address).split("#")[0]).content.decode()
        assert listed.count('scope="row" data-label="事项"') == int(count), address
    cards = re.findall(
        r'href="(/dashboard/\?[^"]*)"[^>]*>\s*<span class="cf-stat-label.*?cf-stat-value">(\d+)', html, re.S
    )
    assert len(cards) == 4
    for address, count in cards:
        listed = client.get(unescape(address).split("#")[0]).content.decode()
        assert listed.count('scope="row" data-label="事项"') == int(count), address


def test_the_database_and_the_row_agree_on_how_urgent_a_task_is(
    registered: Callable[..., Any], people: SimpleNamespace
) -> None:
    for days in range(14):
        registered(days_ago=days)
    tasks = list(board.open_tasks(people.filing_clerk).select_related("deadline"))
    assert len(tasks) == 14
    assert {task.pressing for task in tasks} >= {"overdue", "soon"}  # type: ignore[attr-defined]
    assert all(task.pressing == task.urgency for task in tasks)  # type: ignore[attr-defined]


def test_each_department_has_its_own_board_and_command_sees_all_of_enforcement(
    registered: Callable[..., Any], urging: Any, people: SimpleNamespace
) -> None:
    registered()

    def titles(post: str) -> set[str]:
        return set(board.open_tasks(getattr(people, post)).values_list("title", flat=True))

    assert titles("filing_clerk") == {"执前督促材料转交执行部门"}
    assert titles("enforcement_clerk") == titles("command_staff") == {"送达自动履行催告书"}
    assert titles("president") == {"执前督促材料转交执行部门", "送达自动履行催告书"}
    assert titles("trial_clerk") == titles("system_admin") == titles("centre_staff") == set()


def test_a_task_is_claimed_once(urging: Any, people: SimpleNamespace, page: Page) -> None:
    task = urging.tasks.get(kind="urging.serve")
    client = page(people.enforcement_clerk)
    answer = client.post(reverse("claim_tasks"), {"task": [task.pk], "next": "/dashboard/"}, follow=True)
    assert answer.redirect_chain[0][0] == "/dashboard/"
    assert "已认领：1项" in answer.content.decode()
    task.refresh_from_db()
    assert (task.state, task.assignee) == (Task.State.CLAIMED, people.enforcement_clerk)
    event = Event.objects.get(act="task.claim")
    assert (event.by, event.role, event.case_id) == (people.enforcement_clerk, "enforcement_clerk", urging.case_id)
    assert "送达自动履行催告书" in client.get(reverse("my_tasks")).content.decode()
    desk.claim(task, people.enforcement_clerk)  # pressing twice is no second event
    assert Event.objects.filter(act="task.claim").count() == 1


def test_the_second_of_two_who_claim_a_task_is_told_who_has_it(
    registered: Callable[..., Any], people: SimpleNamespace, page: Page
) -> None:
    task = registered().tasks.get()
    desk.claim(task, people.filing_clerk)
    answer = page(people.filing_judge).post(reverse("claim_tasks"), {"task": [task.pk]}, follow=True)
    assert f"已由{people.filing_clerk}认领" in answer.content.decode()
    task.refresh_from_db()
    assert task.assignee == people.filing_clerk


def test_only_the_right_people_take_and_give(urging: Any, people: SimpleNamespace) -> None:
    task = urging.tasks.get(kind="urging.serve")
    for post in ("trial_clerk", "filing_clerk", "centre_staff", "system_admin", "command_staff"):
        with pytest.raises(Denied):
            desk.claim(task, getattr(people, post))
    for post in ("enforcement_clerk", "centre_head", "division_head", "filing_judge"):
        with pytest.raises(Denied):
            desk.assign(task, people.enforcement_clerk, getattr(people, post))
    with pytest.raises(Refusal, match="不能办理"):
        desk.assign(task, people.trial_clerk, people.bureau_chief)
    assert desk.assign(task, people.enforcement_clerk, people.command_staff).assignee == people.enforcement_clerk
    assert Event.objects.get(act="task.assign").facts["to"]["text"] == str(people.enforcement_clerk)
    assert desk.release(task, people.bureau_chief).assignee is None
    assert not Event.objects.exclude(act__startswith="task.").filter(label__contains="任务").exists()


def test_a_batch_is_given_out_and_each_refusal_is_told(
    registered: Callable[..., Any], people: SimpleNamespace, page: Page
) -> None:
    tasks = [registered().tasks.get() for _ in range(3)]
    client = page(people.filing_judge)
    pks = [task.pk for task in tasks]
    answer = client.post(
        reverse("assign_tasks"), {"task": pks, "to": people.filing_clerk.pk, "next": "/dashboard/"}, follow=True
    )
    assert f"已指派给{people.filing_clerk}：3项" in answer.content.decode()
    assert Task.objects.filter(assignee=people.filing_clerk).count() == 3
    refused = client.post(
        reverse("assign_tasks"), {"task": pks, "to": people.mediator.pk}, follow=True
    ).content.decode()
    assert "不能办理" in refused
    assert Task.objects.filter(assignee=people.filing_clerk).count() == 3
    assert "没有选择指派给谁" in client.post(reverse("assign_tasks"), {"task": pks}, follow=True).content.decode()
    assert "没有选择任务" in client.post(reverse("claim_tasks"), {"task": ["x", "99999"]}, follow=True).content.decode()
    outside = client.post(reverse("claim_tasks"), {"task": pks, "next": "https://example.com/"})
    assert outside["Location"] == reverse("my_tasks")


def test_a_task_without_an_act_is_ticked_off_with_a_note(performed: Any, people: SimpleNamespace, page: Page) -> None:
    copy = performed.tasks.get(kind="urging.copy_filing")
    client = page(people.filing_clerk)
    assert client.get(reverse("case", args=[performed.case_id])).status_code == 200
    address = reverse("finish_task", args=[copy.pk])
    assert client.post(address, {"note": ""}).status_code == 200
    copy.refresh_from_db()
    assert copy.state == Task.State.OPEN
    client.post(address, {"note": "已存入立案部门备查卷"})
    copy.refresh_from_db()
    assert (copy.state, copy.note) == (Task.State.DONE, "已存入立案部门备查卷")
    assert Event.objects.get(act="task.finish").facts["note"] == "已存入立案部门备查卷"
    assert client.post(address, {"note": "再来一次"}).status_code == 404


def test_the_trial_department_can_open_the_case_of_its_task(
    performed: Any, people: SimpleNamespace, page: Page
) -> None:
    assert performed.tasks.filter(kind="urging.copy_trial").exists()
    assert page(people.trial_clerk).get(reverse("case", args=[performed.case_id])).status_code == 200


def test_a_task_with_an_act_is_done_by_its_act_alone(performed: Any, people: SimpleNamespace) -> None:
    archive = performed.tasks.get(kind="urging.archive")
    with pytest.raises(Refusal, match="自动办结"):
        desk.finish(archive, people.enforcement_clerk, "装订完毕")


def test_the_board_asks_the_same_number_of_questions_for_one_row_and_for_three(
    registered: Callable[..., Any], people: SimpleNamespace, page: Page
) -> None:
    client = page(people.filing_clerk)

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("dashboard"))
        return len(asked)

    registered(days_ago=12)
    questions()
    one = questions()
    registered(days_ago=12), registered(days_ago=13)
    assert questions() == one


def test_overdue_periods_of_my_department_are_listed(
    registered: Callable[..., Any], people: SimpleNamespace, page: Page
) -> None:
    proceeding = registered(days_ago=12)
    sweep()  # the seven days of the State's rule, over too, are the clock's own business
    html = page(people.filing_clerk).get(reverse("dashboard")).content.decode()
    late = html[html.index('id="late"') :]
    assert "1项" in late
    assert proceeding.number in late
    assert Deadline.objects.get(rule="hand_over") in board.overdue_deadlines(people.filing_clerk)
    assert not board.overdue_deadlines(people.trial_clerk).exists()
