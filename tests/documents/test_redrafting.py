"""Papers that could not be made: nobody serves them, somebody is asked to mend them, and they are made in the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courtflow.accounts.models import Court
from courtflow.accounts.roles import Role
from courtflow.cases.models import Account, Party
from courtflow.flow.models import Event, Task
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.refusals import Refusal
from courtflow.flow.worklist import TaskKind
from documents import approval, issue, kinds, redrafting
from documents.models import Document
from enforcement.models import Objection
from tests.diary import effective_case, noon
from tests.enforcement import steps

pytestmark = pytest.mark.django_db
Ordered = Callable[..., list[Document]]
Cast = Callable[[Court], SimpleNamespace]
State = Document.State
RULING = {
    "result": "dismissed", "authenticity": "法律关系真实", "bad_faith": "no", "bad_faith_reason": "首次提出异议",
    "sanction": "none", "ruling_no": "", "panel": "赵审长、钱审员、孙审员",
}  # fmt: skip


def wanting(proceeding: Any, slug: str = "urging_notice") -> Task:
    return Task.objects.filter(proceeding=proceeding.pk, kind=f"redraft.{slug}").latest("id")


def with_account(urging: Any) -> None:
    payee = urging.case.parties.get(name="张一")
    payee.accounts.create(purpose="payee", holder="张一", bank="演示银行", number="6222999", since=urging.opened_at)


def test_a_paper_that_lacks_facts_asks_for_them_until_it_is_made(
    urged: Callable[..., Any], ordered: Ordered, cast: Cast, client: Client
) -> None:
    urging, clerk = urged(), cast(urged().court).enforcement_clerk
    Account.objects.all().delete()
    (notice,) = ordered(urging)
    task = wanting(urging)
    assert (task.title, task.state) == ("补齐事实后重新制作《自动履行催告书》", Task.State.OPEN)
    redrafting.retry(notice, clerk)
    assert wanting(urging) == task, "still wanting: no second task"

    client.force_login(clerk)
    page = reverse("documents:redrafting", args=[task.pk])
    assert page in client.get(reverse("dashboard")).content.decode()
    assert task.title in client.get(reverse("case", args=[urging.case_id])).content.decode()
    shown = client.get(page).content.decode()
    assert notice.error in shown
    assert notice.number in shown

    with_account(urging)
    client.post(reverse("documents:retry", args=[notice.pk]), {"next": page})
    task.refresh_from_db()
    notice.refresh_from_db()
    assert (task.state, notice.state) == (Task.State.DONE, State.APPROVED)
    assert "没有等待重新制作的文书" in client.get(page).content.decode()


def test_a_stranger_finds_no_such_page(
    urged: Callable[..., Any], ordered: Ordered, nanzhao: Court, cast: Cast, client: Client
) -> None:
    Account.objects.all().delete()
    urging = urged()
    Account.objects.all().delete()
    ordered(urging)
    client.force_login(cast(nanzhao).enforcement_clerk)
    assert client.get(reverse("documents:redrafting", args=[wanting(urging).pk])).status_code == 404


def test_a_later_paper_of_the_kind_takes_its_place(urged: Callable[..., Any], ordered: Ordered) -> None:
    urging = urged()
    Account.objects.all().delete()
    ordered(urging)
    with_account(urging)
    ordered(urging)
    assert wanting(urging).state == Task.State.DONE


def test_what_the_press_refuses_is_somebodys_task_too(urged: Callable[..., Any], ordered: Ordered, cast: Cast) -> None:
    urging = urged()
    Party.objects.filter(case=urging.case, name="李二").update(name="李𪚥")
    (notice,) = ordered(urging)
    assert issue.render_pending() == 0
    assert wanting(urging).state == Task.State.OPEN
    assert "U+2A6A5" in Event.objects.get(act="documents.fail").facts["reason"]
    Party.objects.filter(case=urging.case, name="李𪚥").update(name="李二")
    redrafting.retry(notice, cast(urging.court).enforcement_clerk)
    assert issue.render_pending() == 1
    assert wanting(urging).state == Task.State.DONE


def test_a_ruling_without_a_judge_is_made_by_the_act_that_names_him(
    shanyang: Court, ordered: Ordered, cast: Cast
) -> None:
    people = cast(shanyang)
    case, instrument = effective_case(shanyang, **steps.EARLY)
    row = steps.file(case, instrument, people.filing_clerk, steps.FILED)
    (ruling,) = ordered(row, "stay_ruling", ground="deferred", note="申请执行人书面同意延期")
    assert (ruling.state, wanting(row, "stay_ruling").assignee) == (State.FAILED, None)
    perform(row, "assign_owner", by=people.bureau_chief, at=steps.FILED, facts=steps.assignment(shanyang, people))
    ruling.refresh_from_db()
    assert ruling.snapshot["signers"] == [{"title": "审判员", "name": people.enforcement_judge.display_name}]
    assert ruling.state in (State.APPROVED, State.DRAFTED)
    assert wanting(row, "stay_ruling").state == Task.State.DONE
    assert "分案" in Event.objects.get(act="documents.retry").facts["reason"]


def test_the_task_goes_with_the_proceeding_to_its_judge(shanyang: Court, ordered: Ordered, cast: Cast) -> None:
    people = cast(shanyang)
    case, instrument = effective_case(shanyang, **steps.EARLY)
    Party.objects.filter(case=case, name="李二").update(name="李𪚥")
    row = steps.file(case, instrument, people.filing_clerk, steps.FILED)
    ordered(row, "enforcement_notice")
    issue.render_pending()
    before = wanting(row, "enforcement_notice")
    assert before.assignee is None
    perform(row, "assign_owner", by=people.bureau_chief, at=steps.FILED, facts=steps.assignment(shanyang, people))
    before.refresh_from_db()
    now = wanting(row, "enforcement_notice")
    assert (before.state, now.state, now.assignee) == (Task.State.CANCELLED, Task.State.CLAIMED, row.handler)


def decided(court: Court, people: SimpleNamespace, name: str) -> Objection:
    """An objection of 李二, whatever his name is, dismissed on 30 December 2024."""
    execution = steps.in_hand(court, people, noon(2024, 11, 1), **steps.EARLY)
    Party.objects.filter(case=execution.case, name="李二").update(name=name)
    facts = {
        "execution": execution.pk, "nature": "conduct", "objector": execution.debtors.get().pk,
        "received_on": "2024-12-17", "request": "撤销查封", "grounds": "超标的查封", "application": "on",
        "evidence": "yes", "consent": "no",
    }  # fmt: skip
    row = open_proceeding(
        "objection", execution.case, "receive", by=people.enforcement_clerk, at=noon(2024, 12, 17), facts=facts
    )
    perform(row, "file", by=people.filing_clerk, at=noon(2024, 12, 18))
    perform(row, "decide", by=people.objection_judge, at=noon(2024, 12, 30), facts=RULING)
    return row


class TestService:
    """No clock starts on a paper that is not there."""

    def test_what_was_never_made_is_not_served(self, shanyang: Court, cast: Cast) -> None:
        people = cast(shanyang)
        row = decided(shanyang, people, "李𪚥")
        issue.render_pending()
        served = {"party": row.objector_id, "served_on": "2025-01-02", "proof": "送达回证"}
        with pytest.raises(Refusal) as refused:
            perform(row, "serve_ruling", by=people.objection_judge, at=noon(2025, 1, 2), facts=served)
        assert refused.value.code == "paper_not_made"
        assert "U+2A6A5" in refused.value.remedy
        assert "重新制作后再办理" in refused.value.remedy
        assert not row.deadlines.filter(rule="objection_reconsideration").exists()

    def test_nor_what_waits_for_a_signature_or_was_sent_back(
        self, shanyang: Court, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        slug, people = "objection_ruling", cast(shanyang)
        monkeypatch.setitem(kinds.KINDS, slug, replace(kinds.KINDS[slug], approver=(Role.PRESIDENT,)))
        signing = TaskKind(f"sign.{slug}", "签发《执行裁定书》", (Role.PRESIDENT,), page="documents:signing")
        monkeypatch.setitem(kinds.SIGNING, slug, signing)
        row = decided(shanyang, people, "李二")
        served = {"party": row.objector_id, "served_on": "2025-01-02", "proof": "送达回证"}
        with pytest.raises(Refusal, match="先由院长签发，再登记送达"):
            perform(row, "serve_ruling", by=people.objection_judge, at=noon(2025, 1, 2), facts=served)
        approval.send_back(Document.objects.get(kind=slug), "理由不足", people.president)
        with pytest.raises(Refusal, match=r"签发人退回：理由不足.*由院长签发"):
            perform(row, "serve_ruling", by=people.objection_judge, at=noon(2025, 1, 2), facts=served)
        assert not row.deadlines.filter(rule="objection_reconsideration").exists()
