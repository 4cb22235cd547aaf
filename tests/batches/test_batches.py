"""A bank's batch: one act for all that are allowed, reasons for the others, each case once, then paper."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core.checks import run_checks
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from courtflow.accounts.models import Court, User
from courtflow.batches import bundling, checks, working
from courtflow.batches.choosing import MOST, Choice
from courtflow.batches.models import Batch, Bundle, Piece, Row
from courtflow.batches.ordering import order
from courtflow.batches.tasks import run_waiting
from courtflow.cases.models import Proceeding
from courtflow.flow import clock
from courtflow.flow.acts import acts_of
from courtflow.flow.models import Event
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.refusals import Refusal
from courtflow.flow.registry import proceeding_class
from documents import issue
from documents.issue import render_pending
from documents.models import Document
from tests.diary import effective_case

pytestmark = pytest.mark.django_db
ON = date(2024, 11, 6)
FACTS = {"received_on": ON.isoformat(), "complete": True}
Cast = Callable[[Court], SimpleNamespace]


@pytest.fixture
def people(shanyang: Court, cast: Cast) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture(autouse=True)
def in_november() -> Any:
    with time_machine.travel(clock.noon(ON), tick=True):
        yield


@pytest.fixture
def handed_over(shanyang: Court, people: SimpleNamespace) -> Callable[[int], list[Any]]:
    """handed_over(3): urgings of a bank's batch that wait for the enforcement department."""

    def build(number: int) -> list[Any]:
        made = []
        for _ in range(number):
            case, instrument = effective_case(shanyang, due_on=date(2024, 10, 31))
            type(case).objects.filter(pk=case.pk).update(source="银行批量")
            urging = open_proceeding(
                "urging", case, "register_application", by=people.filing_clerk, instrument=instrument,
                application_received_on=ON, consent="agreed", consent_on=ON,
            )  # fmt: skip
            perform(urging, "hand_over", by=people.filing_clerk, facts={"materials": "申请书一份"})
            made.append(urging)
        return made

    return build


@pytest.fixture
def asked(shanyang: Court) -> Callable[..., dict[str, Any]]:
    def conditions(**more: Any) -> dict[str, Any]:
        department = shanyang.departments.get(kind="enforcement")
        return {"act": "urging:accept", "department": department.pk, "source": "银行批量", **more}

    return conditions


@pytest.fixture
def batch(handed_over: Any, asked: Any, people: SimpleNamespace) -> Callable[..., Batch]:
    """batch(3): ordered, not yet done."""

    def build(number: int, by: User | None = None) -> Batch:
        handed_over(number)
        choice = Choice(asked(), user=by or people.enforcement_clerk)
        assert choice.is_valid(), choice.errors
        return order(choice, choice.proceedings(), FACTS, by or people.enforcement_clerk)

    return build


def outcomes(batch: Batch) -> list[str]:
    return [row.outcome for row in batch.rows.all()]


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_one_press_does_the_act_for_all_and_orders_their_papers(
    handed_over: Any, asked: Any, people: SimpleNamespace
) -> None:
    urgings = handed_over(3)
    client = browser(people.enforcement_clerk)
    page = client.get(reverse("act_batches"), asked(creditor="张一")).content.decode()
    assert "全部3件一次办理" in page
    assert "确认履行完毕" in page, "named among the acts that are done case by case"
    address = f"{reverse('act_batches')}?{'&'.join(f'{k}={v}' for k, v in asked().items())}"
    response = client.post(address, {"scope": "all", "fact-received_on": "2024-11-06", "fact-complete": "on"})
    made = Batch.objects.get()
    assert response["Location"] == reverse("act_batch", args=[made.pk])
    assert "已处理 0 / 3 件" in client.get(response["Location"]).content.decode()
    run_waiting()
    made.refresh_from_db()
    assert (made.state, outcomes(made)) == ("done", ["done"] * 3)
    for urging, row in zip(urgings, made.rows.all(), strict=True):
        urging.refresh_from_db()
        assert urging.state == "urging"
        assert row.event.act == "urging.accept"
        assert row.event.by == people.enforcement_clerk
    assert Document.objects.filter(kind="urging_notice").count() == 3
    assert "已制作 0 / 3 份" in client.get(response["Location"]).content.decode()
    render_pending()
    page = client.get(response["Location"]).content.decode()
    assert "打包和打印" in page
    assert "hx-trigger" not in page, "nothing moves any more, nothing is asked again"


def test_only_the_ticked_ones(handed_over: Any, asked: Any, people: SimpleNamespace) -> None:
    first, _, third = handed_over(3)
    address = f"{reverse('act_batches')}?{'&'.join(f'{k}={v}' for k, v in asked().items())}"
    facts = {"fact-received_on": "2024-11-06", "fact-complete": "on"}
    client = browser(people.enforcement_clerk)
    client.post(address, {"scope": "ticked", "row": [first.pk, third.pk, "0", "x"], **facts})
    assert [row.proceeding_id for row in Batch.objects.get().rows.all()] == [first.pk, third.pk]
    refused = client.post(address, {"scope": "ticked", **facts})
    assert refused.status_code == 400
    assert "没有选中任何案件" in refused.content.decode()
    wrong = client.post(address, {"scope": "all", "fact-received_on": "2024-13-40"})
    assert wrong.status_code == 400
    assert "日期不存在或格式不对" in wrong.content.decode()
    assert Batch.objects.count() == 1


def test_a_case_that_cannot_be_done_says_why_and_holds_up_nobody(batch: Any, people: SimpleNamespace) -> None:
    made = batch(3)
    second = made.rows.get(place=2).proceeding
    perform(second.actual, "refuse", by=people.enforcement_clerk, facts=_refusal(second))
    run_waiting()
    assert outcomes(made) == ["done", "refused", "done"]
    assert "他人已办理了本程序的其他事项" in made.rows.get(place=2).reason
    page = browser(people.enforcement_clerk).get(reverse("act_batch", args=[made.pk])).content.decode()
    assert "没有办理的案件" in page
    assert "张一诉李二民间借贷纠纷" in page


def _refusal(urging: Proceeding) -> dict[str, Any]:
    creditor = urging.case.parties.get(role="plaintiff")
    return {"party": creditor.pk, "refused_on": ON.isoformat(), "form": "written", "note": "不同意"}


def test_a_worker_that_dies_leaves_the_row_waiting_and_the_next_goes_on(
    batch: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, real, died = batch(4), perform, []

    def dying(*args: Any, **more: Any) -> Event:
        event = real(*args, **more)
        if len(died) < 1 and Row.objects.filter(outcome="done").count() == 2:
            died.append(event)
            raise SystemExit("killed after the act, before its transaction ended")
        return event

    monkeypatch.setattr(working, "perform", dying)
    with pytest.raises(SystemExit):
        working.run_waiting(10)
    assert outcomes(made) == ["done", "done", "waiting", "waiting"]
    working.run_waiting(10)
    assert outcomes(made) == ["done"] * 4
    assert Event.objects.filter(act="urging.accept").count() == 4
    assert working.run_waiting(10) == 0, "nothing is done twice"


def test_a_fault_of_ours_is_one_cases_and_told_as_such(batch: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made, real = batch(2), perform

    def faulty(proceeding: Any, *args: Any, **more: Any) -> Event:
        if proceeding.pk == made.rows.get(place=1).proceeding_id:
            raise RuntimeError("boom")
        return real(proceeding, *args, **more)

    monkeypatch.setattr(working, "perform", faulty)
    working.run_waiting(10)
    assert outcomes(made) == ["failed", "done"]
    assert made.rows.get(place=1).reason == working.FAULT


def test_powers_withdrawn_meanwhile_are_gone(batch: Any, people: SimpleNamespace) -> None:
    made = batch(1)
    User.objects.filter(pk=people.enforcement_clerk.pk).update(is_active=False)
    working.run_waiting(10)
    assert "账号已停用" in made.rows.get().reason
    others = batch(1, people.enforcement_judge)
    people.enforcement_judge.memberships.update(until=ON - timedelta(days=1))
    working.run_waiting(10)
    assert all("只能由" in row.reason for row in others.rows.all())


def test_a_slice_at_a_time(batch: Any) -> None:
    made = batch(3)
    assert working.run_waiting(2) == 2
    assert outcomes(made) == ["done", "done", "waiting"]
    assert Batch.objects.get().state == "running"


def test_too_many_and_none_are_refused(asked: Any, people: SimpleNamespace) -> None:
    choice = Choice(asked(), user=people.enforcement_clerk)
    assert choice.is_valid()
    with pytest.raises(Refusal, match="没有选中"):
        order(choice, [], {}, people.enforcement_clerk)
    with pytest.raises(Refusal, match=f"最多办理{MOST}件"):
        order(choice, [Proceeding()] * (MOST + 1), {}, people.enforcement_clerk)


def test_others_neither_see_the_batch_nor_may_order_one(
    batch: Any, people: SimpleNamespace, outsider: User, asked: Any, shanyang: Court
) -> None:
    made = batch(1)
    page = reverse("act_batch", args=[made.pk])
    assert browser(people.enforcement_judge).get(page).status_code == 200, "a colleague of the department"
    for stranger in (outsider, people.filing_clerk, people.system_admin):
        assert browser(stranger).get(page).status_code == 404
        assert not Choice(asked(), user=stranger).is_valid()
    assert "没有可以批量办理的事项" in browser(outsider).get(reverse("act_batches")).content.decode()
    assert Client().get(page).status_code == 302


@pytest.fixture
def printed(batch: Any, people: SimpleNamespace) -> Callable[[str], Bundle]:
    """printed("zip"): the bundle of a batch of three, made."""

    def build(form: str) -> Bundle:
        made = Batch.objects.first() or batch(3)
        working.run_waiting(10)
        render_pending()
        client = browser(people.enforcement_clerk)
        client.post(reverse("act_batch_bundle", args=[made.pk]), {"form": form})
        run_waiting()
        return made.bundles.get(form=form)

    return build


def fetched(bundle: Bundle, user: User) -> bytes:
    response = browser(user).get(reverse("bundle", args=[bundle.pk]))
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    content = b"".join(response.streaming_content)  # type: ignore[arg-type]
    assert len(content) == int(response["Content-Length"]) == bundle.size
    return content


def test_the_archive_holds_each_paper_as_it_was_issued(printed: Any, people: SimpleNamespace) -> None:
    bundle = printed("zip")
    with zipfile.ZipFile(io.BytesIO(fetched(bundle, people.enforcement_clerk))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        contents = [archive.read(name) for name in names]
    assert names == [f"{number:04d} 自动履行催告书 李二.pdf" for number in (1, 2, 3)]
    assert contents == [bytes(paper.pdf or b"") for paper in bundling.papers_of(bundle.batch_id)]


def test_the_merged_file_has_bookmarks_and_every_paper_begins_on_a_front_page(
    printed: Any, people: SimpleNamespace
) -> None:
    single, duplex = (
        PdfReader(io.BytesIO(fetched(printed(form), people.enforcement_clerk))) for form in ("pdf", "duplex")
    )
    each = Document.objects.first().pages  # type: ignore[union-attr]
    assert len(single.pages) == 3 * each
    starts = [duplex.get_destination_page_number(mark) for mark in duplex.outline]
    assert [mark.title for mark in duplex.outline] == [f"{number} 自动履行催告书 李二" for number in (1, 2, 3)]
    assert all(start is not None and start % 2 == 0 for start in starts)
    assert len(duplex.pages) == 2 * (each + each % 2) + each
    assert "自动履行催告书" in "".join(single.pages[0].extract_text().split())


def test_revoked_papers_are_not_printed(batch: Any, people: SimpleNamespace) -> None:
    made = batch(3)
    working.run_waiting(10)
    render_pending()
    issue.revoke(bundling.papers_of(made.pk)[0], "重复", people.bureau_chief)
    assert bundling.printable(made.pk).count() == 2


def test_a_bundle_expires_and_is_for_the_department_alone(
    printed: Any, people: SimpleNamespace, outsider: User
) -> None:
    bundle = printed("zip")
    address = reverse("bundle", args=[bundle.pk])
    for stranger in (outsider, people.filing_clerk, people.system_admin):
        assert browser(stranger).get(address).status_code == 404
    with time_machine.travel(bundle.expires_at + timedelta(seconds=1)):
        assert browser(people.enforcement_clerk).get(address).status_code == 404
        assert bundling.expire() == 1
    assert not Piece.objects.exists()
    assert Bundle.objects.get().state == "expired"


def test_nothing_is_bundled_before_all_is_made(batch: Any, people: SimpleNamespace) -> None:
    made, client = batch(2), browser(people.enforcement_clerk)
    address = reverse("act_batch_bundle", args=[made.pk])
    for _ in range(2):
        page = client.post(address, {"form": "zip"}, follow=True).content.decode()
        assert "还没有全部制作完成" in page
        working.run_waiting(10)
    assert client.post(address, {"form": "exe"}).status_code == 404
    assert not Bundle.objects.exists()


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("../../etc/passwd", "自动履行催告书 ....etcpasswd"),
        ("张\u202e三\x07", "自动履行催告书 张三"),
        ("长" * 200, "自动履行催告书 " + "长" * 52),
        ("a:b*?<>|.", "自动履行催告书 ab"),
    ],
)
def test_file_names_are_safe(name: str, file: str) -> None:
    assert bundling.safe(Document(title="自动履行催告书", receiver=name)) == file


def test_the_list_costs_the_same_however_long(
    handed_over: Any, asked: Any, people: SimpleNamespace, django_assert_max_num_queries: Any
) -> None:
    handed_over(5)
    client = browser(people.enforcement_clerk)
    with django_assert_max_num_queries(40) as few:
        client.get(reverse("act_batches"), asked())
    handed_over(10)
    with django_assert_max_num_queries(len(few)):
        client.get(reverse("act_batches"), asked())


def test_what_is_of_one_case_is_never_done_together() -> None:
    assert not [error for error in run_checks() if error.id == "batches.E001"]
    acts = acts_of(proceeding_class("urging"))
    assert not checks.personal(acts["accept"])
    assert "are of one case" in checks.personal(acts["serve_notice"])
    assert "are of one case" in checks.personal(acts["pay"])
    assert checks.personal(acts["break_off"])
    assert checks.personal(acts["expire"])
