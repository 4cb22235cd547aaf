"""送达回证 that comes back after an act has registered the service: under its recipient, and in the dossier."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from courtflow.accounts.models import Court
from courtflow.flow.perform import perform
from documents import issue, materials, uploads
from documents.dossier.contents import contents
from documents.materials import Place
from documents.models import Material, Recipient
from enforcement.models import Execution
from tests.diary import noon
from tests.enforcement import money_steps, steps

from . import files

pytestmark = pytest.mark.django_db
RARE = "李\U0002a6a5"


@pytest.fixture
def people(shanyang: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def row(shanyang: Court, people: SimpleNamespace) -> Execution:
    """An execution whose notice is served by the act that counts on it."""
    execution = steps.in_hand(money_steps.with_account(shanyang), people)
    due = {"perform_days": 5, "report_days": 10}
    perform(execution, "issue_notice", by=people.enforcement_judge, at=noon(2024, 7, 1), facts=due)
    issue.render_pending()
    return execution


def serve(row: Execution, people: SimpleNamespace) -> Recipient:
    told = {
        "debtor": row.debtors.get().pk, "served_on": "2024-07-02", "perform_by": "2024-07-08", "report_ordered": "yes",
        "proof": "送达回证", "method": "direct",
    }  # fmt: skip
    perform(row, "notify_debtor", by=people.enforcement_judge, at=noon(2024, 7, 2), facts=told)
    return notice(row)


def notice(row: Execution) -> Recipient:
    return Recipient.objects.get(document__proceeding=row.pk, document__kind="enforcement_notice")


def sent(recipient: Recipient, content: bytes, **more: str) -> dict[str, object]:
    named = {f"p{recipient.pk}-{name}": value for name, value in more.items()}
    return named | {f"p{recipient.pk}-file": SimpleUploadedFile("扫描件.pdf", content)}


def test_a_receipt_is_added_after_the_service(row: Execution, people: SimpleNamespace, client: Client) -> None:
    recipient = serve(row, people)
    client.force_login(people.enforcement_clerk)
    address = reverse("documents:prove", args=[recipient.pk])
    answer = client.post(address, sent(recipient, files.pdf(2)), follow=True)
    proof = Material.objects.get(recipient=recipient)
    assert (proof.label, proof.document, proof.title) == (
        Material.Label.SERVICE, recipient.document, "送达证明：执行通知书，李二",
    )  # fmt: skip
    page = answer.content.decode()
    assert "已收入李二的送达证明" in page
    assert proof.href in page
    line = next(line for line in contents(row).lines if line.title == "送达回证")
    assert proof.title in [entry.title for entry in line.entries]

    twice = client.post(address, sent(recipient, files.pdf(2)))
    assert twice.status_code == 400
    assert "无需重复上传" in twice.content.decode()
    other = client.post(address, sent(recipient, "不是文件".encode()))
    assert "只接受" in other.content.decode()
    materials.withdraw(proof, "扫错", people.enforcement_clerk)
    assert proof.href not in client.get(recipient.document.page).content.decode()


def test_nothing_proves_what_nobody_tried(row: Execution, people: SimpleNamespace, client: Client) -> None:
    client.force_login(people.enforcement_clerk)
    recipient = notice(row)
    assert "上传送达证明" not in client.get(recipient.document.page).content.decode()
    answer = client.post(reverse("documents:prove", args=[recipient.pk]), sent(recipient, files.pdf()))
    assert answer.status_code == 409
    assert "先登记送达情况" in answer.content.decode()
    assert not Material.objects.exists()


def test_strangers_find_nothing(
    row: Execution, people: SimpleNamespace, nanzhao: Court, cast: Callable[[Court], SimpleNamespace], client: Client
) -> None:
    recipient = serve(row, people)
    client.force_login(cast(nanzhao).enforcement_clerk)
    address = reverse("documents:prove", args=[recipient.pk])
    assert client.post(address, sent(recipient, files.pdf())).status_code == 404


def test_the_name_of_the_recipient_is_taken_as_it_is(row: Execution, people: SimpleNamespace) -> None:
    recipient = serve(row, people)
    row.debtors.update(name=RARE)
    recipient.name = RARE
    upload = uploads.read(SimpleUploadedFile("a.pdf", files.pdf()))
    assert materials.prove(recipient, upload, "", people.enforcement_clerk).title.endswith(RARE)


def test_what_came_with_the_paper_is_shown_beside(row: Execution, people: SimpleNamespace, client: Client) -> None:
    document = notice(row).document
    upload = uploads.read(SimpleUploadedFile("a.pdf", files.pdf()))
    place = Place(Material.Label.SERVICE, "邮单", document.proceeding, document)
    materials.hand_in(row.case, upload, place, people.enforcement_clerk)
    client.force_login(people.enforcement_clerk)
    page = client.get(document.page).content.decode()
    assert "附于本文书的材料" in page
    assert "邮单" in page
