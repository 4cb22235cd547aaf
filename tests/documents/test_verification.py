"""A stranger holds a paper: by its code, by its file or by both he learns whether it stands, and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courtflow.accounts.models import Court
from courtflow.cases.models import Proceeding
from documents import fingerprint, issue, limits, verification
from documents.models import Document

pytestmark = pytest.mark.django_db
Issued = Callable[..., list[Document]]
PAGE, API = "/documents/verify/", "/api/v1/verify/"
UNKNOWN = "ABCDEFGHJKMNPQRS"


@pytest.fixture(autouse=True)
def nobody_asked_yet() -> None:
    cache.clear()


@pytest.fixture
def urging(urged: Callable[..., Proceeding]) -> Proceeding:
    return urged()


@pytest.fixture
def notice(urging: Proceeding, issued: Issued) -> Document:
    return issued(urging)[0]


def file(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("催告书.pdf", content, "application/pdf")


def test_the_issued_file_is_the_same_and_one_byte_makes_it_another(client: Client, notice: Document) -> None:
    content = bytes(notice.pdf or b"")
    tampered = content[:-10] + bytes([content[-10] ^ 1]) + content[-9:]
    page = client.post(PAGE, {"file": file(content)}).content.decode()
    assert "文件一致" in page
    assert "目前有效" in page
    response = client.post(PAGE, {"file": file(tampered)})
    assert response.status_code == 404
    assert "文件不一致" in response.content.decode()
    page = client.post(PAGE, {"file": file(tampered), "code": notice.code}).content.decode()
    assert "文件不一致：您提交的文件不是本院签发的那一份" in page
    assert "自动履行催告书" in page


def test_a_hash_may_be_typed_as_people_copy_it(client: Client, notice: Document) -> None:
    typed = f" {notice.sha256[:32].upper()} {notice.sha256[32:]} "
    assert "文件一致" in client.post(PAGE, {"sha256": typed}).content.decode()
    response = client.post(PAGE, {"sha256": "abc"})
    assert response.status_code == 400
    assert "64位的SHA-256" in response.content.decode()


@pytest.mark.parametrize("asked", [{}, {"code": " - "}, {"file": ""}])
def test_an_empty_question_is_asked_back(client: Client, asked: dict[str, str]) -> None:
    response = client.post(PAGE, asked)
    assert response.status_code == 400
    assert "请选择文书的PDF文件" in response.content.decode()


def test_a_browser_with_cookies_needs_no_token(notice: Document) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(PAGE, {"sha256": notice.sha256}).status_code == 200


def test_an_upload_leaves_nothing_behind(rf: RequestFactory) -> None:
    request = rf.post(PAGE, {"file": file(b"x" * 3_000_000)})
    request.upload_handlers = [fingerprint.Hasher(request)]
    shown = request.FILES["file"]
    assert shown.sha256 == hashlib.sha256(b"x" * 3_000_000).hexdigest()  # type: ignore[union-attr]
    assert shown.read() == b""  # type: ignore[union-attr]


def test_a_file_too_large_is_refused_by_its_header(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fingerprint, "LARGEST", 1_000)
    monkeypatch.setattr(fingerprint, "_ENVELOPE", 0)
    response = client.post(PAGE, {"file": file(b"x" * 2_000)})
    assert response.status_code == 413
    assert client.post(API, {"file": file(b"x" * 2_000)}).status_code == 413


def test_revoked_and_superseded_papers_say_so(
    client: Client, urging: Proceeding, issued: Issued, notice: Document, cast: Callable[[Court], SimpleNamespace]
) -> None:
    by = cast(urging.court).enforcement_judge
    later, last = issued(urging)[0], issued(urging)[0]
    issue.supersede(notice, later, "写错了金额", by)
    issue.revoke(last, "多发了一份", by)
    assert client.get(API, {"code": notice.code}).json()["state"] == "已被取代"
    answer = client.get(API, {"sha256": last.sha256}).json()
    assert (answer["valid"], answer["state"], answer["same_file"]) == (False, "已撤销", True)
    assert "已被取代，不再有效" in client.get(f"{PAGE}{notice.verification_code}/").content.decode()
    assert client.get(API, {"code": later.code}).json()["valid"] is True


def test_the_interface_tells_what_the_page_tells(client: Client, notice: Document) -> None:
    answer = client.get(API, {"code": notice.code.lower()})
    assert answer["Cache-Control"] == "no-store"
    assert answer.json() == {
        "valid": True, "state": "有效", "court": "焦作市山阳区人民法院", "title": "自动履行催告书",
        "date": "2024-11-06", "holder": "李某", "ended_on": "", "same_file": None,
    }  # fmt: skip
    asked = {"code": notice.code, "sha256": "0" * 64}
    assert client.post(API, asked, content_type="application/json").json()["same_file"] is False
    assert client.post(API, {"file": file(bytes(notice.pdf or b""))}).json()["same_file"] is True


@pytest.mark.parametrize("asked", [{}, {"sha256": "xyz"}, {"code": "x" * 101}])
def test_the_interface_explains_a_bad_question(client: Client, asked: dict[str, str]) -> None:
    answer = client.get(API, asked)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_unknown_unissued_and_mistyped_codes_cannot_be_told_apart(
    client: Client, urged: Callable[..., Proceeding], ordered: Issued
) -> None:
    (draft,) = ordered(urged())
    answers = []
    for code in (draft.verification_code, UNKNOWN, "ABC"):
        with CaptureQueriesContext(connection) as asked:
            found = client.get(API, {"code": code})
        told, cost = (found.status_code, found.json()), len(asked)
        page = client.get(f"{PAGE}{code}/")
        answers.append((told, cost, page.status_code, page.content.decode().replace(code, "")))
    assert answers[0] == answers[1] == answers[2]
    assert (answers[0][0][0], answers[0][1], answers[0][2]) == (404, 1, 404)


def test_a_paper_that_names_nobody_has_a_verdict_that_names_nobody(notice: Document) -> None:
    """A redacted letter freezes no addressee; the row behind it may still have one."""
    notice.snapshot = notice.snapshot | {"addressee": None}
    verdict = verification._verdict(notice, "")
    assert verdict.holder == ""
    assert notice.addressee is not None
    assert notice.addressee.name[0] not in str(verdict)


def test_each_client_has_his_limit_and_others_keep_theirs(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "EACH", limits.Limit("each", 3, 3600))
    for _ in range(3):
        assert client.get(f"{PAGE}{UNKNOWN}/", REMOTE_ADDR="192.0.2.1").status_code == 404
    refused = client.get(f"{PAGE}{UNKNOWN}/", REMOTE_ADDR="192.0.2.1")
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 3600
    assert f"请在{refused['Retry-After']}秒后再试" in refused.content.decode()
    assert client.post(PAGE, {"sha256": "0" * 64}, REMOTE_ADDR="192.0.2.1").status_code == 429
    problem = client.get(API, {"code": UNKNOWN}, REMOTE_ADDR="192.0.2.1")
    assert (problem.status_code, problem["Content-Type"]) == (429, "application/problem+json")
    assert int(problem["Retry-After"]) > 0
    assert problem.json()["title"] == "请求过于频繁"
    assert client.get(PAGE, REMOTE_ADDR="192.0.2.1").status_code == 200, "the form itself costs nothing"
    assert client.get(f"{PAGE}{UNKNOWN}/", REMOTE_ADDR="192.0.2.2").status_code == 404


def test_all_clients_together_have_a_limit_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ALL", limits.Limit("all", 2, 3600))
    statuses = [client.get(f"{PAGE}{UNKNOWN}/", REMOTE_ADDR=f"192.0.2.{last}").status_code for last in range(1, 4)]
    assert statuses == [404, 404, 429]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "remote", "known_as"),
    [
        (0, "203.0.113.9", "192.0.2.1", "192.0.2.1"),
        (1, "198.51.100.1, 203.0.113.9", "127.0.0.1", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.1", "127.0.0.1", "203.0.113.9"),
        (1, "", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "gibberish", "127.0.0.1", "unknown"),
    ],
)
def test_an_address_is_what_our_proxy_saw(
    rf: RequestFactory, settings: Any, proxies: int, forwarded: str, remote: str, known_as: str
) -> None:
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"NUM_PROXIES": proxies}
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    assert limits.client(rf.get(PAGE, REMOTE_ADDR=remote, **headers)) == known_as


def test_without_the_cache_the_page_answers(client: Client, settings: Any) -> None:
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}}
    assert client.get(reverse("documents:verify", args=[UNKNOWN])).status_code == 404


def test_codes_cannot_be_guessed() -> None:
    codes = len(verification.ALPHABET) ** verification.LENGTH
    minutes = codes / 10_000_000 / limits.ALL.most
    assert codes > 2**78
    assert minutes / 60 / 24 / 365 > 60_000_000
