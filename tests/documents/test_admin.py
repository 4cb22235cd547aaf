"""Admin: papers can only be read, wordings only be added."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courtflow.accounts.models import Court
from documents.models import Document, Wording

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client, shanyang: Court, cast: Callable[[Court], SimpleNamespace]) -> Client:
    client.force_login(cast(shanyang).system_admin)
    return client


def test_papers_are_read_only(admin: Client, urged: Callable[..., Any], issued: Callable[..., list[Document]]) -> None:
    (notice,) = issued(urged())
    assert notice.number in admin.get(reverse("admin:documents_document_changelist")).content.decode()
    change = reverse("admin:documents_document_change", args=[notice.pk])
    assert admin.get(change).status_code == 200
    assert admin.post(change, {"state": "revoked"}).status_code == 403
    assert admin.post(reverse("admin:documents_document_delete", args=[notice.pk])).status_code == 403


def new_wording(court: Court, text: str) -> dict[str, Any]:
    return {
        "court": court.pk,
        "place": "urging_notice:settlement",
        "text": text,
        "valid_from": "2024-11-01",
        "source": "焦山法〔2024〕120号",
        "article": "第二十五条",
    }


def test_a_wording_is_added_as_a_new_version(admin: Client, shanyang: Court) -> None:
    add = reverse("admin:documents_wording_add")
    assert "《自动履行催告书》和解和咨询" in admin.get(add).content.decode()
    assert admin.post(add, new_wording(shanyang, "请到{院名}面谈。")).status_code == 302
    stored = Wording.objects.get()
    assert (stored.kind, stored.slot, stored.version) == ("urging_notice", "settlement", 1)
    page = admin.post(add, new_wording(shanyang, "同一天的另一版。")).content.decode()
    assert "在这一天已有新的文字" in page
    assert admin.get(reverse("admin:documents_wording_change", args=[stored.pk])).status_code == 200


def test_a_wrong_placeholder_is_explained(admin: Client, shanyang: Court) -> None:
    page = admin.post(reverse("admin:documents_wording_add"), new_wording(shanyang, "请找{法官}。")).content.decode()
    assert "没有占位符“{法官}”" in page
    assert not Wording.objects.exists()
