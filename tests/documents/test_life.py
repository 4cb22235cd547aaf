"""From draft to archive: who signs, what a seal is put on, what comes back, whom it reaches."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from courtflow.accounts.models import Court
from courtflow.accounts.roles import Role
from courtflow.demo.seals import drawn
from courtflow.flow import clock
from courtflow.flow.models import Event, Task
from courtflow.flow.perform import perform
from courtflow.flow.refusals import Denied, Refusal
from courtflow.flow.worklist import TaskKind
from courtflow.statistics.measure import Scope, Span
from courtflow.statistics.performance import served_by_public_notice
from documents import approval, catalogue, checks, delivery, issue, kinds, numbering, redrafting, sealing
from documents.delivery import Attempt
from documents.drafting import Draft
from documents.models import Document, Seal

from .conftest import page_texts, text_of, words
from .files import pdf

pytestmark = pytest.mark.django_db
Ordered = Callable[..., list[Document]]
Cast = Callable[[Court], SimpleNamespace]
State = Document.State
SLUG = "urging_notice"


@pytest.fixture
def signed_by_the_chief(monkeypatch: pytest.MonkeyPatch) -> None:
    """The 催告书 as a court would have it whose chief signs it."""
    kind = replace(kinds.KINDS[SLUG], approver=(Role.BUREAU_CHIEF,), public_notice=True)
    monkeypatch.setitem(kinds.KINDS, SLUG, kind)
    task = kinds.SIGNING.get(SLUG) or TaskKind(
        f"sign.{SLUG}", "签发《自动履行催告书》", (Role.BUREAU_CHIEF,), page="documents:signing"
    )
    monkeypatch.setitem(kinds.SIGNING, SLUG, task)


def attempt(method: str = "direct", *, succeeded: bool = True, waiver: str = "", on: date | None = None) -> Attempt:
    return Attempt(method, on or clock.today(), succeeded, "本人签收" if succeeded else "无人在家", "送达回证", waiver)


@pytest.mark.usefixtures("signed_by_the_chief")
class TestSignature:
    def test_a_paper_waits_for_its_approver_with_a_task(
        self, urged: Callable[..., Any], ordered: Ordered, cast: Cast
    ) -> None:
        urging = urged()
        (notice,) = ordered(urging)
        assert (notice.state, notice.approved_at) == (State.DRAFTED, None)
        assert issue.render_pending() == 0, "nothing is made of an unsigned paper"
        task = Task.objects.get(proceeding=urging, kind=f"sign.{SLUG}")
        assert task.title == "签发《自动履行催告书》"
        approval.approve(notice, cast(urging.court).bureau_chief)
        task.refresh_from_db()
        assert task.state == Task.State.DONE
        assert issue.render_pending() == 1
        notice.refresh_from_db()
        assert (notice.state, notice.approved_role) == (State.ISSUED, "bureau_chief")
        assert list(Event.objects.filter(act__startswith="documents.").values_list("act", flat=True)) == [
            "documents.approve", "documents.issue",
        ]  # fmt: skip

    def test_the_day_of_the_signature_is_the_day_of_the_paper(
        self, urged: Callable[..., Any], ordered: Ordered, cast: Cast
    ) -> None:
        urging = urged()
        (notice,) = ordered(urging)
        approval.approve(notice, cast(urging.court).bureau_chief)
        assert notice.snapshot["date"] == clock.today().isoformat()

    def test_only_the_approver_signs(self, urged: Callable[..., Any], ordered: Ordered, cast: Cast) -> None:
        urging = urged()
        (notice,) = ordered(urging)
        people = cast(urging.court)
        for person in (people.enforcement_clerk, people.enforcement_judge, people.trial_judge):
            with pytest.raises(Denied, match="由执行局局长签发"):
                approval.approve(notice, person)
        approval.approve(notice, people.bureau_chief)
        with pytest.raises(Refusal, match="已经签发或者退回"):
            approval.approve(notice, people.bureau_chief)

    def test_a_returned_paper_is_drafted_again_and_comes_back(
        self, urged: Callable[..., Any], ordered: Ordered, cast: Cast
    ) -> None:
        urging = urged()
        people = cast(urging.court)
        (notice,) = ordered(urging)
        with pytest.raises(Refusal, match="须写明理由"):
            approval.send_back(notice, " ", people.bureau_chief)
        approval.send_back(notice, "金额有误", people.bureau_chief)
        assert (notice.state, notice.error) == (State.RETURNED, "签发人退回：金额有误")
        assert not Task.objects.filter(kind=f"sign.{SLUG}", state__in=Task.OPEN_STATES).exists()
        asked = Task.objects.get(kind=f"redraft.{SLUG}")
        assert asked.title == "补齐事实后重新制作《自动履行催告书》"
        again = redrafting.retry(notice, people.enforcement_clerk)
        assert (again.state, again.number) == (State.DRAFTED, notice.number)
        assert Task.objects.filter(kind=f"sign.{SLUG}", state__in=Task.OPEN_STATES).count() == 1
        asked.refresh_from_db()
        assert asked.state == Task.State.DONE

    def test_the_approver_who_drafts_again_has_signed(
        self, urged: Callable[..., Any], ordered: Ordered, cast: Cast
    ) -> None:
        urging = urged()
        (notice,) = ordered(urging)
        chief = cast(urging.court).bureau_chief
        approval.send_back(notice, "我来改", chief)
        assert redrafting.retry(notice, chief).state == State.APPROVED

    def test_the_database_wants_the_signature_too(self, urged: Callable[..., Any], ordered: Ordered) -> None:
        (notice,) = ordered(urged())
        with pytest.raises(DatabaseError, match="文书未经签发"), transaction.atomic():
            Document.objects.filter(pk=notice.pk).update(state=State.APPROVED)

    def test_pages_show_the_draft_and_sign_it(
        self, client: Client, urged: Callable[..., Any], ordered: Ordered, cast: Cast
    ) -> None:
        urging = urged()
        (notice,) = ordered(urging)
        people = cast(urging.court)
        urging.case.admit(urging.department)
        task = Task.objects.get(kind=f"sign.{SLUG}")
        client.force_login(people.enforcement_clerk)
        assert "有权签发的人员办理" in client.get(reverse("documents:signing", args=[task.pk])).content.decode()
        client.force_login(people.bureau_chief)
        preview = client.get(reverse("documents:draft", args=[notice.pk]))
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(preview.content)).pages]
        assert all("草稿" in words([page]) for page in pages)
        signing = client.get(reverse("documents:signing", args=[task.pk])).content.decode()
        assert notice.number in signing
        assert "退回的理由" in signing
        client.post(reverse("documents:approve", args=[notice.pk]))
        notice.refresh_from_db()
        assert notice.state == State.APPROVED
        assert "没有等待签发的文书" in client.get(reverse("documents:signing", args=[task.pk])).content.decode()


def test_without_an_approver_the_ordering_act_is_the_signature(urged: Callable[..., Any], ordered: Ordered) -> None:
    (notice,) = ordered(urged())
    assert (notice.state, notice.approved_role) == (State.APPROVED, "system")
    assert not Task.objects.filter(kind__startswith="sign.").exists()


class TestSeal:
    def give(self, court: Court, since: date = date(2020, 1, 1)) -> Seal:
        seal = Seal(court=court, image=drawn(court.name), diameter_mm=42, valid_from=since, source="印章备案表")
        return sealing.enact(seal, None)

    def test_the_courts_seal_goes_on_the_paper_and_stays_on_it(
        self, shanyang: Court, urged: Callable[..., Any], issued: Ordered
    ) -> None:
        seal = self.give(shanyang)
        (notice,) = issued(urged())
        assert (notice.sealing, notice.seal) == (Document.Sealing.IMAGE, seal)
        assert notice.sealed_at is not None
        assert "（院印）" not in text_of(notice)
        pages = PdfReader(io.BytesIO(bytes(notice.pdf))).pages
        assert len({image.name for page in pages for image in page.images}) == 1
        assert Event.objects.filter(act="documents.seal", case=notice.case).count() == 1

    def test_a_seal_of_the_court_above_or_of_the_future_is_not_used(
        self, shanyang: Court, urged: Callable[..., Any], issued: Ordered, cast: Cast
    ) -> None:
        self.give(shanyang.parent)
        self.give(shanyang, clock.today() + timedelta(days=1))
        (notice,) = issued(urged())
        assert notice.awaits_hand_seal
        assert "（院印）" in text_of(notice)
        clerk = cast(shanyang).enforcement_clerk
        sealing.sealed_by_hand(notice, clerk)
        assert not notice.awaits_hand_seal
        with pytest.raises(Refusal, match="不需要登记手工用印"):
            sealing.sealed_by_hand(notice, clerk)

    def test_a_seal_is_never_changed(self, shanyang: Court) -> None:
        seal = self.give(shanyang)
        with pytest.raises(DatabaseError, match="院印不得修改"), transaction.atomic():
            Seal.objects.filter(pk=seal.pk).update(diameter_mm=10)

    @pytest.mark.parametrize(
        ("content", "fault"),
        [
            (b"GIF89a", "PNG格式"),
            (b"\x89PNG\r\n\x1a\nbroken", "损坏"),
            (b"x" * (sealing.LARGEST_FILE + 1), "兆字节"),
        ],
    )
    def test_what_is_no_seal_is_refused(self, content: bytes, fault: str) -> None:
        with pytest.raises(ValidationError, match=fault):
            sealing.readable(content)

    @pytest.mark.parametrize(("mode", "size", "fault"), [("RGB", (90, 90), "透明底"), ("RGBA", (90, 40), "圆形")])
    def test_it_must_let_the_date_through_and_be_round(self, mode: str, size: tuple[int, int], fault: str) -> None:
        out = io.BytesIO()
        Image.new(mode, size).save(out, "PNG")
        with pytest.raises(ValidationError, match=fault):
            sealing.readable(out.getvalue())

    def test_the_administrator_uploads_it(self, client: Client, shanyang: Court, cast: Cast) -> None:
        client.force_login(cast(shanyang).system_admin)
        file = io.BytesIO(drawn(shanyang.name))
        file.name = "seal.png"
        facts = {
            "court": shanyang.pk, "file": file, "diameter_mm": 42, "valid_from": "2024-01-01", "source": "印章备案表",
        }  # fmt: skip
        response = client.post(reverse("admin:documents_seal_add"), facts)
        assert response.status_code == 302, response.content.decode()
        stored = Seal.objects.get()
        assert Event.objects.latest("id").facts["sha256"] == stored.sha256
        assert client.get(reverse("admin:documents_seal_change", args=[stored.pk])).status_code == 200


class TestServiceByAnAct:
    """Where clocks hang on service, it is registered by the act that starts them (登记催告书送达)."""

    def test_nobody_serves_beside_the_act(
        self, client: Client, urged: Callable[..., Any], issued: Ordered, cast: Cast
    ) -> None:
        urging = urged()
        urging.case.admit(urging.department)
        (notice,) = issued(urging)
        clerk = cast(urging.court).enforcement_clerk
        with pytest.raises(Refusal, match="须在程序中登记") as refused:
            delivery.attempt(notice.recipients.get(), attempt(), clerk)
        assert "登记催告书送达" in refused.value.remedy
        delivery.attempt(notice.recipients.get(), attempt(succeeded=False), clerk)
        client.force_login(clerk)
        assert "办理“登记催告书送达”" in client.get(notice.page).content.decode()

    def test_once_the_act_is_past_the_page_takes_it(
        self, urged: Callable[..., Any], issued: Ordered, cast: Cast
    ) -> None:
        urging = urged()
        (notice,) = issued(urging)
        type(urging).objects.filter(pk=urging.pk).update(state="performed")
        assert delivery.attempt(notice.recipients.get(), attempt(), cast(urging.court).enforcement_clerk).served_on


@pytest.fixture
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """A notice whose service no act registers."""
    monkeypatch.setitem(kinds.KINDS, SLUG, replace(kinds.KINDS[SLUG], served_by=""))


@pytest.mark.usefixtures("by_hand")
class TestService:
    def test_a_paper_is_served_when_its_recipient_signs(
        self, urged: Callable[..., Any], issued: Ordered, cast: Cast
    ) -> None:
        urging = urged()
        (notice,) = issued(urging)
        clerk = cast(urging.court).enforcement_clerk
        (recipient,) = notice.recipients.all()
        assert recipient.name == "李二"
        delivery.attempt(recipient, attempt(succeeded=False), clerk)
        notice.refresh_from_db()
        assert notice.state == State.ISSUED
        delivery.attempt(recipient, attempt(), clerk)
        notice.refresh_from_db()
        recipient.refresh_from_db()
        assert (notice.state, recipient.served_on, recipient.method) == (State.SERVED, clock.today(), "direct")
        assert notice.is_valid
        assert recipient.attempts.count() == 2
        with pytest.raises(Refusal, match="已于"):
            delivery.attempt(recipient, attempt(), clerk)

    @pytest.mark.parametrize("offset", [1, -400])
    def test_not_before_it_was_signed_and_not_tomorrow(
        self, urged: Callable[..., Any], issued: Ordered, cast: Cast, offset: int
    ) -> None:
        urging = urged()
        (notice,) = issued(urging, on=clock.today() - timedelta(days=1))
        with pytest.raises(Refusal, match="不能早于文书签发之日"):
            delivery.attempt(
                notice.recipients.get(), attempt(on=clock.today() + timedelta(days=offset)),
                cast(urging.court).enforcement_clerk,
            )  # fmt: skip

    def test_a_demand_is_never_served_by_public_notice(
        self, urged: Callable[..., Any], issued: Ordered, cast: Cast
    ) -> None:
        urging = urged()
        (notice,) = issued(urging)
        with pytest.raises(Refusal, match="不适用公告送达"):
            delivery.attempt(notice.recipients.get(), attempt("public_notice"), cast(urging.court).bureau_chief)

    @pytest.mark.spec("A-4.11", "A-4.12")
    def test_a_public_notice_comes_after_every_other_way(
        self, monkeypatch: pytest.MonkeyPatch, urged: Callable[..., Any], issued: Ordered, cast: Cast
    ) -> None:
        monkeypatch.setitem(kinds.KINDS, SLUG, replace(kinds.KINDS[SLUG], public_notice=True))
        urging = urged()
        (notice,) = issued(urging)
        people, recipient = cast(urging.court), notice.recipients.get()
        with pytest.raises(Refusal, match="公告之前尚未试过：直接送达、邮寄送达"):
            delivery.attempt(recipient, attempt("public_notice"), people.enforcement_clerk)
        with pytest.raises(Denied, match="须由部门负责人办理"):
            delivery.attempt(recipient, attempt("public_notice", waiver="下落不明"), people.enforcement_clerk)
        for method in ("direct", "post"):
            delivery.attempt(recipient, attempt(method, succeeded=False), people.enforcement_clerk)
        made = delivery.attempt(recipient, attempt("public_notice"), people.enforcement_clerk)
        assert made.served_on == clock.today() + timedelta(days=30), "民诉法第九十五条"
        assert any("公告" in step for step in made.steps)

    def test_a_head_may_waive_the_other_ways_in_writing(
        self, monkeypatch: pytest.MonkeyPatch, urged: Callable[..., Any], issued: Ordered, cast: Cast
    ) -> None:
        monkeypatch.setitem(kinds.KINDS, SLUG, replace(kinds.KINDS[SLUG], public_notice=True))
        urging = urged()
        (notice,) = issued(urging)
        waived = attempt("public_notice", waiver="公安机关证明下落不明")
        assert delivery.attempt(notice.recipients.get(), waived, cast(urging.court).bureau_chief).waiver

    def test_an_attempt_is_never_rewritten(self, urged: Callable[..., Any], issued: Ordered, cast: Cast) -> None:
        urging = urged()
        (notice,) = issued(urging)
        delivery.attempt(notice.recipients.get(), attempt(), cast(urging.court).enforcement_clerk)
        with (
            pytest.raises(DatabaseError, match="送达记录不得修改"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("UPDATE documents_delivery SET result = '改写'")

    @pytest.mark.parametrize(
        "change", ["served_on = '2020-01-01'", "method = 'post'", "name = '他人'", "party_id = NULL"]
    )
    def test_the_day_of_service_is_never_moved(
        self, urged: Callable[..., Any], issued: Ordered, cast: Cast, change: str
    ) -> None:
        """Clocks hang on it."""
        urging = urged()
        (notice,) = issued(urging)
        delivery.attempt(notice.recipients.get(), attempt(), cast(urging.court).enforcement_clerk)
        with pytest.raises(DatabaseError, match="不得更改"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE documents_recipient SET {change} WHERE document_id = %s", [notice.pk])

    def test_the_page_takes_an_attempt_with_its_proof(
        self, client: Client, urged: Callable[..., Any], issued: Ordered, cast: Cast
    ) -> None:
        urging = urged()
        urging.case.admit(urging.department)
        (notice,) = issued(urging)
        recipient = notice.recipients.get()
        client.force_login(cast(urging.court).enforcement_clerk)
        page = client.get(notice.page).content.decode()
        for shown in ("拟稿", "签发", "用印", "发出", "送达", "归档", "登记一次送达", "短期（三十年）"):
            assert shown in page, shown
        form = {
            f"r{recipient.pk}-{name}": value
            for name, value in {
                "method": "direct", "tried_on": clock.today().isoformat(), "succeeded": "yes", "result": "本人签收",
                "proof": "送达回证",
            }.items()
        }  # fmt: skip
        address = reverse("documents:deliver", args=[recipient.pk])
        fake = io.BytesIO(b"<script>")
        fake.name = "proof.pdf"
        refused = client.post(address, form | {f"r{recipient.pk}-file": fake})
        assert refused.status_code == 400
        assert "只接受PDF、JPEG、PNG文件" in refused.content.decode()
        scan = io.BytesIO(pdf())
        scan.name = "../回证.exe"
        assert client.post(address, form | {f"r{recipient.pk}-file": scan}).status_code == 302
        row = recipient.attempts.get()
        assert row.proof_name == "回证.pdf"
        file = client.get(reverse("documents:proof", args=[row.pk]))
        assert file["Content-Disposition"].startswith("attachment")
        assert file.content == scan.getvalue()


@pytest.mark.spec("C-25.9", "A-13.2")
def test_papers_go_to_the_archive_with_their_file_and_stay_in_force(
    shanyang: Court, urged: Callable[..., Any], issued: Ordered, cast: Cast
) -> None:
    urging = urged()
    (notice,) = issued(urging)
    type(urging).objects.filter(pk=urging.pk).update(state="performed")
    urging.refresh_from_db()
    complete = dict.fromkeys(("instrument", "registration", "demand", "proof"), "on")
    facts = complete | {"receipt": "归档移交单1号"}
    perform(urging, "archive", by=cast(shanyang).enforcement_clerk, facts=facts)
    notice.refresh_from_db()
    assert (notice.state, notice.is_valid) == (State.ARCHIVED, True)
    assert Event.objects.get(act="documents.archive").facts["documents"] == [notice.number]


def test_the_service_receipt_names_paper_recipient_and_attempts(
    client: Client, urged: Callable[..., Any], issued: Ordered, cast: Cast
) -> None:
    urging = urged()
    urging.case.admit(urging.department)
    (notice,) = issued(urging)
    clerk = cast(urging.court).enforcement_clerk
    delivery.attempt(notice.recipients.get(), attempt(succeeded=False), clerk)
    client.force_login(clerk)
    form = client.get(reverse("documents:receipt", args=[notice.recipients.get().pk]))
    pages = page_texts(form.content)
    assert len(pages) == 1
    for field in ("送达回证", notice.number, "李二", "山阳区建设路2号", "受送达人签名或者盖章", "未能送达：无人在家"):
        assert field in words(pages), field


def test_a_second_ruling_of_a_case_is_numbered_after_the_first(urged: Callable[..., Any], ordered: Ordered) -> None:
    urging = urged(number="（2024）豫0811执前督12号")
    kind = replace(kinds.KINDS[SLUG], slug="ruling", numbering=kinds.Numbering.CASE, number_word="")
    first, _ = numbering.next_number(kind, Draft(urging, None, clock.now()))
    assert first == urging.number
    ordered(urging)
    assert numbering.next_number(kind, Draft(urging, None, clock.now())) == (urging.number, 1)


def test_a_ruling_without_a_judge_waits_for_one() -> None:
    ruling = replace(kinds.KINDS[SLUG], layout=kinds.Layout.RULING, missing=kinds.complete)
    assert ruling.problems({"signers": []}) == ["裁判文书无人署名，请先确定承办法官"]
    assert ruling.problems({"signers": [{"title": "审判员", "name": "甲"}]}) == []


def test_what_a_kind_is_said_to_be_made_by_follows_from_the_acts() -> None:
    assert "执前督促：接收移交" in catalogue.triggers(SLUG)
    assert "执行服务中心工作人员" in catalogue.authors(SLUG)


def test_a_kind_that_no_act_orders_is_refused_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    shell = replace(kinds.KINDS[SLUG], slug="shell")
    monkeypatch.setitem(kinds.KINDS, "shell", shell)
    assert [fault.id for fault in checks.every_kind_is_ordered_by_an_act()] == ["documents.E003"]
    lacking = replace(kinds.KINDS[SLUG], slots=(kinds.Slot("effect", "效力", ("不存在的要素",)),))
    monkeypatch.setitem(kinds.KINDS, SLUG, lacking)
    faults = " ".join(fault.msg for fault in checks.every_slot_has_its_standard_text())
    assert "lacks '不存在的要素'" in faults
    assert "'settlement' that is not declared" in faults


@pytest.mark.spec("A-4.9")
def test_papers_count_in_the_share_of_public_notices(
    shanyang: Court, urged: Callable[..., Any], issued: Ordered, cast: Cast
) -> None:
    first, second = urged(), urged()
    for urging, method in ((first, "direct"), (second, "public_notice")):
        (notice,) = issued(urging)
        notice.recipients.update(served_on=date(2025, 3, 3), method=method)
    scope = Scope((shanyang.pk,), Span(date(2025, 3, 1), date(2025, 3, 31)))
    assert [(cell.unit, cell.part, cell.whole) for cell in served_by_public_notice(scope)] == [("执行局", 1, 2)]
