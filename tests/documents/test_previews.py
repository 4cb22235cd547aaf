"""A wording before it is stored: what it changes, how a real paper looks with it, and what it may not leave out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courtflow.accounts.models import Court
from documents import previews, standard
from documents.kinds import KINDS, Kind, Slot
from documents.models import Document, Wording
from documents.placeholders import PLACEHOLDERS, faults
from documents.wording import enact

from .conftest import page_texts, words

pytestmark = pytest.mark.django_db
Issued = Callable[..., list[Document]]
PREVIEW = "/admin/documents/wording/preview/"
SLOTS = [(kind, slot) for kind in KINDS.values() for slot in kind.every_slot]
ELEMENTS = [(kind, slot, word) for kind, slot in SLOTS for word in slot.must_contain]


def label(value: Any) -> str:
    return str(getattr(value, "slug", value))


@pytest.fixture
def people(shanyang: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def admin(client: Client, people: SimpleNamespace) -> Client:
    client.force_login(people.system_admin)
    return client


def typed(court: Court, text: str, **more: str) -> dict[str, Any]:
    return {
        "court": court.pk, "place": "urging_notice:settlement", "text": text, "valid_from": "2024-11-01",
        "source": "焦山法〔2024〕120号", "article": "第二十五条", **more,
    }  # fmt: skip


@pytest.mark.spec("C-5.1")
@pytest.mark.parametrize(("kind", "slot", "word"), ELEMENTS, ids=label)
def test_no_mandatory_element_of_any_paper_can_be_dropped(kind: Kind, slot: Slot, word: str) -> None:
    whole = "，".join(slot.must_contain)
    assert faults(kind.slug, slot.slug, whole) == []
    assert f"缺少必备内容“{word}”" in faults(kind.slug, slot.slug, whole.replace(word, "某事"))


@pytest.mark.parametrize(("kind", "slot"), SLOTS, ids=label)
def test_every_standard_text_would_stand_as_a_wording(kind: Kind, slot: Slot) -> None:
    """Whoever begins from the standard text begins from one that is accepted."""
    assert faults(kind.slug, slot.slug, standard.plain(kind, slot.slug)) == []


@pytest.mark.spec("C-5.1")
def test_losing_and_unenforceable_cannot_be_left_out_of_the_risk_papers() -> None:
    elements = {word for kind, _, word in ELEMENTS if "risk" in kind.slug}
    assert {"败诉", "执行不能"} <= elements


def test_the_difference_is_shown_character_by_character(shanyang: Court) -> None:
    found = list(previews.changes("请到执行局面谈。", "请到{部门}面谈，自愿和解。"))
    assert "".join(each.text for each in found if each.what != "new") == "请到执行局面谈。"
    assert "".join(each.text for each in found if each.what != "old") == "请到{部门}面谈，自愿和解。"
    assert previews.Change("old", "执行局") in found


def test_the_page_compares_with_the_text_in_force_and_stores_nothing(
    admin: Client, shanyang: Court, people: SimpleNamespace, urged: Callable[..., Any], issued: Issued
) -> None:
    (notice,) = issued(urged())
    page = admin.post(PREVIEW, typed(shanyang, "请到{院名}面谈。")).content.decode()
    assert "现行：通用文字" in page
    assert "<del>" in page
    assert notice.number in page
    enact(_wording(shanyang, "请到{院名}商谈。", date(2024, 10, 1)), people.system_admin)
    page = admin.post(PREVIEW, typed(shanyang, "请到{院名}面谈。")).content.decode()
    assert "<del>商</del><ins>面</ins>" in page
    assert "焦作市山阳区人民法院第1版" in page
    assert Wording.objects.count() == 1


def _wording(court: Court, text: str, on: date) -> Wording:
    return Wording(
        court=court, kind="urging_notice", slot="settlement", text=text, valid_from=on, source="文", article="条"
    )


def test_the_specimen_is_a_real_paper_that_names_nobody(
    admin: Client, shanyang: Court, urged: Callable[..., Any], issued: Issued
) -> None:
    urging = urged()
    (notice,) = issued(urging)
    asked = typed(shanyang, "请到{院名}{部门}面谈，电话{电话}，案号{案号}。", pdf="1", specimen=notice.number)
    response = admin.post(PREVIEW, asked)
    assert response["Content-Type"] == "application/pdf"
    text = words(page_texts(response.content))
    assert "请到焦作市山阳区人民法院执行局面谈，电话" in text
    assert f"案号{urging.number}" in text
    assert "草稿" in text
    for party in urging.case.parties.all():
        for secret in (party.name, party.identifier, party.phone, party.addresses.first().text):
            assert secret not in text
    assert notice.verification_code not in text.replace("-", "")
    assert not Wording.objects.exists()
    assert Document.objects.count() == 1


def test_faults_come_before_any_preview(admin: Client, shanyang: Court) -> None:
    asked = typed(shanyang, "后果自负。") | {"place": "urging_notice:consequences"}
    page = admin.post(PREVIEW, asked).content.decode()
    assert "缺少必备内容“申请强制执行”" in page
    assert not Wording.objects.exists()


def test_without_a_paper_there_is_still_the_comparison(admin: Client, shanyang: Court) -> None:
    page = admin.post(PREVIEW, typed(shanyang, "请面谈。", pdf="1")).content.decode()
    assert "还没有可以作样稿的这种文书" in page


def test_a_number_of_another_court_leads_nowhere(
    admin: Client, shanyang: Court, jiamusi: Court, urged: Callable[..., Any], issued: Issued
) -> None:
    (foreign,) = issued(urged(court=jiamusi))
    page = admin.post(PREVIEW, typed(shanyang, "请面谈。", pdf="1", specimen=foreign.number)).content.decode()
    assert "没有这一文号的同种文书" in page
    assert foreign.number not in page


def test_a_character_without_glyph_is_named(
    admin: Client, shanyang: Court, urged: Callable[..., Any], issued: Issued
) -> None:
    issued(urged())
    page = admin.post(PREVIEW, typed(shanyang, "请面谈𪚥。", pdf="1")).content.decode()
    assert "“𪚥”" in page


def test_only_the_system_administrator_previews(client: Client, shanyang: Court, people: SimpleNamespace) -> None:
    for person in (people.security_admin, people.audit_admin, people.filing_clerk):
        client.force_login(person)
        assert client.post(PREVIEW, typed(shanyang, "请面谈。")).status_code in (302, 403)
    client.force_login(people.system_admin)
    assert client.get(PREVIEW).status_code == 405
    assert client.get(reverse("admin:documents_wording_add")).status_code == 200


def test_a_stored_version_shows_what_it_changed(admin: Client, shanyang: Court, people: SimpleNamespace) -> None:
    stored = enact(_wording(shanyang, "请到{院名}面谈。", date(2024, 11, 1)), people.system_admin)
    page = admin.get(reverse("admin:documents_wording_change", args=[stored.pk])).content.decode()
    assert "<ins>" in page
    assert PLACEHOLDERS[0] in page
