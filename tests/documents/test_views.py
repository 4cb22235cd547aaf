"""Who may open a file, and what a stranger learns from a verification code."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courtflow.accounts.models import Court, User
from documents import issue
from documents.models import Document
from documents.verification import ALPHABET, masked_name, new_code, normalised

pytestmark = pytest.mark.django_db
Issued = Callable[..., list[Document]]


def test_the_case_people_open_the_file_inline(
    client: Client, urged: Callable[..., Any], issued: Issued, cast: Callable[[Court], SimpleNamespace]
) -> None:
    urging = urged()
    urging.case.admit(urging.department)
    (notice,) = issued(urging)
    client.force_login(cast(urging.court).enforcement_clerk)
    response = client.get(notice.href)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("inline")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response.content.startswith(b"%PDF-")


def test_for_others_the_file_does_not_exist(
    client: Client, urged: Callable[..., Any], issued: Issued, outsider: User
) -> None:
    (notice,) = issued(urged())
    assert client.get(notice.href).status_code == 302, "to the log-in"
    client.force_login(outsider)
    assert client.get(notice.href).status_code == 404


def test_a_pending_paper_has_no_file_yet(
    client: Client, urged: Callable[..., Any], ordered: Issued, cast: Callable[[Court], SimpleNamespace]
) -> None:
    urging = urged()
    urging.case.admit(urging.department)
    (notice,) = ordered(urging)
    client.force_login(cast(urging.court).enforcement_clerk)
    assert client.get(notice.href).status_code == 404
    assert client.get(reverse("documents:verify", args=[notice.verification_code])).status_code == 404


def test_a_stranger_learns_only_that_it_is_valid_and_whose_it_is(
    client: Client, urged: Callable[..., Any], issued: Issued, cast: Callable[[Court], SimpleNamespace]
) -> None:
    urging = urged()
    (notice,) = issued(urging)
    address = reverse("documents:verify", args=[notice.code.lower()])
    page = client.get(address).content.decode()
    for shown in ("目前有效", "焦作市山阳区人民法院", "自动履行催告书", "2024年11月6日", "李某"):
        assert shown in page
    for hidden in ("李二", urging.number, notice.addressee.identifier, "100000"):
        assert hidden not in page
    issue.revoke(notice, "有误", cast(urging.court).enforcement_judge)
    page = client.get(address).content.decode()
    assert "已撤销，不再有效" in page
    assert "目前有效" not in page


def test_a_code_can_be_typed_with_dashes_spaces_and_small_letters(client: Client) -> None:
    response = client.get(reverse("documents:verify_home"), {"code": " abcd-efgh jkmn-pqrs "})
    assert response["Location"].endswith("/verify/ABCDEFGHJKMNPQRS/")
    response = client.get(response["Location"])
    assert response.status_code == 404
    assert "没有查到这一核验码" in response.content.decode()


def test_codes_cannot_be_misread() -> None:
    code = new_code()
    assert len(code) == 16
    assert set(code) <= set(ALPHABET)
    assert not set(ALPHABET) & set("01ILOU")
    assert normalised(code.lower()) == code


@pytest.mark.parametrize(
    ("name", "natural", "masked"),
    [
        ("张三", True, "张某"),
        ("欧阳三四", True, "欧某某某"),
        ("演示建材有限公司", False, "演示＊＊＊＊公司"),
        ("甲社", False, "甲＊"),
    ],
)
def test_names_are_masked(name: str, natural: bool, masked: str) -> None:
    assert masked_name(name, natural) == masked
