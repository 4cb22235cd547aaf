"""From pending to issued: lost rings, dead workers, late workers, poisoned papers, and what may happen afterwards."""

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from courtflow.accounts.models import Court, User
from courtflow.cases.models import Account, Party
from courtflow.flow import registry
from courtflow.flow.models import Event
from courtflow.flow.refusals import Denied, Refusal
from documents import issue, order, redrafting
from documents.models import Document
from documents.rendering import Rendered
from documents.tasks import render_pending

from .conftest import text_of

pytestmark = pytest.mark.django_db
Ordered = Callable[..., list[Document]]


def test_the_kernel_orders_papers_through_this_app() -> None:
    assert registry.document_orderer is order.order
    assert {"urging_notice", "performance_certificate", "bankruptcy_notice"} <= set(registry.document_kinds)


def test_ordering_only_freezes_facts(urged: Callable[..., Any], ordered: Ordered) -> None:
    (notice,) = ordered(urged())
    assert notice.state == Document.State.APPROVED
    assert notice.pdf is None
    Party.objects.filter(pk=notice.addressee_id).update(name="李改名")
    issue.render_pending()
    assert "李二：" in text_of(notice)
    assert "李改名" not in text_of(notice)


def test_a_rolled_back_act_leaves_no_paper_and_no_gap(urged: Callable[..., Any], ordered: Ordered) -> None:
    urging = urged()
    with transaction.atomic():
        ordered(urging)
        transaction.set_rollback(True)
    assert ordered(urging)[0].number.endswith("第1号")


def test_a_lost_ring_loses_nothing(urged: Callable[..., Any], ordered: Ordered) -> None:
    (notice,) = ordered(urged())
    call_command("render_documents")
    notice.refresh_from_db()
    assert notice.state == Document.State.ISSUED
    assert notice.sha256 == hashlib.sha256(bytes(notice.pdf)).hexdigest()


def test_ringing_twice_renders_once(
    urged: Callable[..., Any], ordered: Ordered, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[str] = []
    real = issue.render
    monkeypatch.setattr(issue, "render", lambda *args, **how: (rendered.append(args[0]), real(*args, **how))[1])
    (notice,) = ordered(urged())
    assert [render_pending(), render_pending()] == [1, 0]
    assert len(rendered) == 1
    notice.refresh_from_db()
    assert notice.attempts == 1


def test_a_worker_that_dies_before_storing_is_followed_by_another(urged: Callable[..., Any], ordered: Ordered) -> None:
    (notice,) = ordered(urged())
    assert issue.claim() == notice  # and the worker is killed
    assert issue.render_pending() == 0, "the lease still runs"
    Document.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert issue.render_pending() == 1
    notice.refresh_from_db()
    assert (notice.state, notice.attempts) == (Document.State.ISSUED, 2)


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_take_the_same_paper(urged: Callable[..., Any], ordered: Ordered) -> None:
    (first,), (second,) = ordered(urged()), ordered(urged())
    with ThreadPoolExecutor(1) as other_worker, transaction.atomic():
        mine = issue.claim()
        theirs = other_worker.submit(_claim_elsewhere).result(timeout=20)
    assert mine is not None
    assert {mine.pk, theirs} == {first.pk, second.pk}


def _claim_elsewhere() -> int | None:
    try:
        claimed = issue.claim()
        return claimed.pk if claimed else None
    finally:
        connection.close()


def test_a_worker_that_comes_too_late_changes_nothing(urged: Callable[..., Any], ordered: Ordered) -> None:
    (notice,) = ordered(urged())
    slow = issue.claim()
    assert slow is not None
    Document.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert issue.render_pending() == 1
    notice.refresh_from_db()
    assert issue._store(slow, Rendered(b"another file", 1, "0" * 64)) is False
    issue._set_aside(slow, "too late")
    before = notice.sha256
    notice.refresh_from_db()
    assert (notice.state, notice.sha256) == (Document.State.ISSUED, before)


def test_a_paper_that_kills_its_workers_is_set_aside_and_blocks_nobody(
    urged: Callable[..., Any], ordered: Ordered
) -> None:
    (deadly,) = ordered(urged())
    Document.objects.update(attempts=issue.MOST_ATTEMPTS)
    (healthy,) = ordered(urged())
    issue.render_pending()
    issue.render_pending()
    deadly.refresh_from_db()
    healthy.refresh_from_db()
    assert deadly.state == Document.State.FAILED
    assert "三次中断" in deadly.error
    assert healthy.state == Document.State.ISSUED


def test_a_poisoned_paper_is_set_aside_with_its_reason(urged: Callable[..., Any], ordered: Ordered) -> None:
    bad, good = urged(), urged()
    Party.objects.filter(case=bad.case, name="李二").update(name="李𪚥")
    (poisoned,) = ordered(bad)
    (healthy,) = ordered(good)
    assert issue.render_pending() == 1
    poisoned.refresh_from_db()
    healthy.refresh_from_db()
    assert poisoned.state == Document.State.FAILED
    assert "“𪚥”（U+2A6A5）" in poisoned.error
    assert healthy.state == Document.State.ISSUED


def test_a_crash_inside_the_renderer_is_no_crash_of_the_worker(
    urged: Callable[..., Any], ordered: Ordered, monkeypatch: pytest.MonkeyPatch
) -> None:
    (notice,) = ordered(urged())
    monkeypatch.setattr(issue, "render", lambda *args, **how: 1 // 0)
    assert issue.render_pending() == 0
    notice.refresh_from_db()
    assert notice.state == Document.State.FAILED
    assert "系统日志" in notice.error


class TestRetry:
    """李二's creditor has no account: the notice fails; the clerk adds one and has it made again."""

    def test_the_same_number_is_made_from_the_facts_as_they_are_now(
        self, urged: Callable[..., Any], ordered: Ordered, cast: Callable[[Court], SimpleNamespace]
    ) -> None:
        urging = urged()
        Account.objects.all().delete()
        (notice,) = ordered(urging)
        creditor = urging.case.parties.get(name="张一")
        creditor.accounts.create(
            purpose="payee", holder="张一", bank="演示银行", number="6222999", since=notice.ordered_at
        )
        clerk = cast(urging.court).enforcement_clerk
        redrafting.retry(notice, clerk)
        assert issue.render_pending() == 1
        assert "6222999" in text_of(notice)
        event = Event.objects.get(act="documents.retry")
        assert (event.by, event.facts["document"]) == (clerk, notice.number)

    def test_only_people_of_the_department_may(
        self, urged: Callable[..., Any], ordered: Ordered, outsider: User
    ) -> None:
        Account.objects.all().delete()
        (notice,) = ordered(urged(method="public_notice"))
        with pytest.raises(Denied):
            redrafting.retry(notice, outsider)

    def test_an_issued_paper_is_not_made_again(
        self, urged: Callable[..., Any], issued: Ordered, cast: Callable[[Court], SimpleNamespace]
    ) -> None:
        urging = urged()
        (notice,) = issued(urging)
        with pytest.raises(Refusal, match="只有未能制作或者被退回的文书"):
            redrafting.retry(notice, cast(urging.court).enforcement_clerk)


class TestRevocation:
    def test_needs_a_reason_and_leaves_the_file_and_an_event(
        self, urged: Callable[..., Any], issued: Ordered, cast: Callable[[Court], SimpleNamespace]
    ) -> None:
        urging = urged()
        (notice,) = issued(urging)
        judge = cast(urging.court).enforcement_judge
        with pytest.raises(Refusal, match="须写明理由"):
            issue.revoke(notice, "  ", judge)
        issue.revoke(notice, "义务人姓名有误", judge)
        notice.refresh_from_db()
        assert (notice.state, notice.ended_reason) == (Document.State.REVOKED, "义务人姓名有误")
        assert notice.has_file
        assert not notice.is_valid
        assert Event.objects.latest("id").facts["reason"] == "义务人姓名有误"
        with pytest.raises(Refusal, match="只有已签发、有效"):
            issue.revoke(notice, "再撤一次", judge)

    def test_a_clerk_may_not(
        self, urged: Callable[..., Any], issued: Ordered, cast: Callable[[Court], SimpleNamespace]
    ) -> None:
        urging = urged()
        (notice,) = issued(urging)
        with pytest.raises(Denied):
            issue.revoke(notice, "不该", cast(urging.court).enforcement_clerk)

    def test_a_later_paper_supersedes_an_earlier_one(
        self, urged: Callable[..., Any], issued: Ordered, cast: Callable[[Court], SimpleNamespace]
    ) -> None:
        urging = urged()
        (first,), (second,) = issued(urging), issued(urging)
        assert second.number.endswith("第2号")
        issue.supersede(first, second, "金额更正", cast(urging.court).enforcement_judge)
        assert (first.state, first.superseded_by) == (Document.State.SUPERSEDED, second)


class TestTheDatabaseRefuses:
    """Whoever writes, with whatever program."""

    @pytest.mark.parametrize(
        "change",
        [
            "snapshot = '{}'::jsonb",
            "pdf = 'forged'::bytea",
            "sha256 = repeat('0', 64)",
            "number = '（2024）豫0811执前督99号催告字第1号'",
            "verification_code = repeat('Z', 16)",
            "issued_at = now()",
            "state = 'pending'",
            "state = 'revoked'",
            "state = 'revoked', ended_at = now(), ended_reason = '　'",
            "state = 'superseded', ended_at = now(), ended_reason = '改期'",
            "ended_reason = '作废'",
            "addressee_id = NULL",
        ],
    )
    def test_to_change_an_issued_paper(self, urged: Callable[..., Any], issued: Ordered, change: str) -> None:
        (notice,) = issued(urged())
        with pytest.raises(DatabaseError, match=r"文书|document_"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE documents_document SET {change} WHERE id = %s", [notice.pk])

    def test_to_delete_any_paper(self, urged: Callable[..., Any], ordered: Ordered) -> None:
        (notice,) = ordered(urged())
        with (
            pytest.raises(DatabaseError, match="文书不得删除"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("DELETE FROM documents_document WHERE id = %s", [notice.pk])

    def test_to_issue_a_file_under_a_wrong_hash(self, urged: Callable[..., Any], ordered: Ordered) -> None:
        (notice,) = ordered(urged())
        with pytest.raises(DatabaseError, match="文件及其哈希"), transaction.atomic():
            Document.objects.filter(pk=notice.pk).update(
                state="issued", pdf=b"x", sha256="0" * 64, issued_at=timezone.now()
            )

    def test_to_bring_a_revoked_paper_back(
        self, urged: Callable[..., Any], issued: Ordered, cast: Callable[[Court], SimpleNamespace]
    ) -> None:
        urging = urged()
        (notice,) = issued(urging)
        issue.revoke(notice, "有误", cast(urging.court).enforcement_judge)
        with pytest.raises(DatabaseError), transaction.atomic():
            Document.objects.filter(pk=notice.pk).update(state="issued")
