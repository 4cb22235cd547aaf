"""Nothing that can be sent makes the server fail: every error is a problem document in Chinese and changes nothing."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework.authtoken.models import Token
from rest_framework.test import APIClient

from courtflow.api.limits import PerUser
from courtflow.flow.models import Event
from tests.api.conftest import Ask
from tests.conftest import PASSWORD

PROBLEM = "application/problem+json"
BIGINT = 2**63
patiently = settings(
    max_examples=60, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=30),
    st.sampled_from([BIGINT, -BIGINT, 10**400, "\x00", "9" * 5000, "1e999999999", "2024-02-30", "0000-00-00", "NaN"]),
)  # fmt: skip
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def is_a_problem(answer: Any, status: int) -> None:
    assert answer.status_code == status
    assert answer["Content-Type"] == PROBLEM
    body = answer.json()
    assert body["status"] == status
    assert body["title"]
    assert not body["detail"].isascii(), body["detail"]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"{", "JSON"),
        (b"", "请填写"),
        (b'{"materials": NaN}', "JSON"),
        (b'{"materials": "\\u0000"}', "空字符"),
        (b'{"materials": "\\ud800"}', "代理"),
        (b'{"\\u0000": 1}', "空字符"),
        ("{\"materials\": \"判决书\"}".encode("gbk"), "UTF-8"),
        (b"[" * 100_000 + b"]" * 100_000, "嵌套过深"),
        (b"[" * 30 + b"]" * 30, "嵌套过深"),
        (b"[]", "JSON 对象"),
        (b'"text"', "JSON 对象"),
        (b"7", "JSON 对象"),
        (b'{"version": "three"}', "version"),
        (b'{"version": true}', "version"),
        (b'{"materials": ' + b"9" * 5000 + b"}", "JSON"),
    ],
)  # fmt: skip
def test_content_that_is_no_proper_json_object(
    content: bytes, what: str, urging: Any, people: SimpleNamespace, as_user: Ask
) -> None:
    before = Event.objects.count()
    address = f"/api/v1/proceedings/{urging.pk}/acts/hand_over/"
    answer = as_user(people.filing_clerk).post(address, content, content_type="application/json")
    is_a_problem(answer, 400)
    assert what in str(answer.json())
    assert Event.objects.count() == before


def test_other_formats_methods_and_addresses(urging: Any, people: SimpleNamespace, as_user: Ask) -> None:
    client = as_user(people.filing_clerk)
    act = f"/api/v1/proceedings/{urging.pk}/acts/hand_over/"
    is_a_problem(client.post(act, {"materials": "1份"}, format="multipart"), 415)
    is_a_problem(client.post(act, b"a=1", content_type="application/x-www-form-urlencoded"), 415)
    is_a_problem(client.get(act), 405)
    is_a_problem(client.delete("/api/v1/cases/"), 405)
    is_a_problem(client.get("/api/v1/cases/", headers={"Accept": "text/csv"}), 406)
    for nowhere in (
        "/api/",
        "/api/v2/",
        "/api/v1/nothing/",
        "/api/v1/cases",
        f"/api/v1/cases/{BIGINT}/",
        "/api/v1/cases/-1/",
    ):
        is_a_problem(client.get(nowhere), 404)


def test_too_much_at_once(urging: Any, people: SimpleNamespace, as_user: Ask, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    address = f"/api/v1/proceedings/{urging.pk}/acts/hand_over/"
    is_a_problem(as_user(people.filing_clerk).post(address, {"materials": "长" * 2000}, format="json"), 413)


@pytest.mark.parametrize("value", ["", " ", "键", "x" * 101])
def test_an_idempotency_key_is_short_ascii(value: str, urging: Any, people: SimpleNamespace, as_user: Ask) -> None:
    address = f"/api/v1/proceedings/{urging.pk}/acts/hand_over/"
    answer = as_user(people.filing_clerk).post(address, {"materials": "1份"}, format="json", HTTP_IDEMPOTENCY_KEY=value)
    is_a_problem(answer, 400)


@pytest.mark.parametrize("value", ["3", '"x"', '"99999999999999999999"', 'W/"'])
def test_an_etag_is_a_quoted_version(value: str, urging: Any, people: SimpleNamespace, as_user: Ask) -> None:
    address = f"/api/v1/proceedings/{urging.pk}/acts/hand_over/"
    answer = as_user(people.filing_clerk).post(address, {"materials": "1份"}, format="json", HTTP_IF_MATCH=value)
    is_a_problem(answer, 400)


QUERIES = (
    "q", "case", "kind", "handler", "opened_after", "ordering", "page", "page_size", "number", "state", "urgency",
    "court", "due_after", "live", "mine", "at_before", "party", "name", "instrument", "external_id",
)  # fmt: skip
LISTS = (
    "cases", "proceedings", "parties", "instruments", "obligations", "deadlines", "tasks", "documents", "events",
    "notifications",
)  # fmt: skip


@patiently
@given(query=st.dictionaries(st.sampled_from(QUERIES), SCALARS, min_size=1, max_size=4), name=st.sampled_from(LISTS))
def test_no_query_makes_a_list_fail(
    query: dict[str, Any], name: str, urging: Any, people: SimpleNamespace, as_user: Ask
) -> None:
    asked = {
        key: "" if value is None else str(value) if not isinstance(value, int) else f"{value:x}"
        for key, value in query.items()
    }
    answer = as_user(people.filing_clerk).get(f"/api/v1/{name}/", asked)
    assert answer.status_code in (200, 400, 404), answer.content


@patiently
@given(data=st.data())
def test_no_facts_make_an_act_fail(data: Any, in_urging: Any, people: SimpleNamespace, as_user: Ask) -> None:
    client = as_user(people.enforcement_clerk)
    offered = client.get(f"/api/v1/proceedings/{in_urging.pk}/acts/").json()["allowed"]
    act = data.draw(st.sampled_from([item for item in offered if item["schema"]["properties"]]))
    names = st.sampled_from(sorted(act["schema"]["properties"]))
    facts = data.draw(st.dictionaries(names, ANYTHING, max_size=6))
    answer = client.post(f"/api/v1/proceedings/{in_urging.pk}/acts/{act['name']}/", facts, format="json")
    assert answer.status_code in (200, 400, 409), (act["name"], facts, answer.content)


@patiently
@given(
    facts=st.dictionaries(
        st.sampled_from(["received_on", "cause", "claim", "amount", "parties", "money_claim"]), ANYTHING
    )
)
def test_no_complaint_makes_filing_fail(
    facts: dict[str, Any], shanyang: Any, people: SimpleNamespace, as_user: Ask
) -> None:
    answer = as_user(people.filing_clerk).post("/api/v1/cases/", facts, format="json")
    assert answer.status_code == 400, answer.content


@pytest.mark.parametrize(
    ("address", "body"),
    [
        ("cases/{case}/proceedings/", {"kind": 1, "act": []}),
        ("cases/{case}/proceedings/", {"kind": "preservation", "act": "x", "facts": [1]}),
        ("cases/{case}/proceedings/", []),
        ("parties/{party}/unmask/", {"reason": {"a": 1}}),
        ("parties/{party}/unmask/", {"reason": "   "}),
        ("tasks/{task}/assign/", {"to": BIGINT}),
        ("tasks/{task}/assign/", {"to": "me"}),
        ("tasks/{task}/assign/", {"to": True}),
        ("tasks/{task}/complete/", {"note": 5.5}),
        ("token/", {"username": ["a"], "password": {}}),
        ("token/", None),
    ],
)
def test_other_requests_with_wrong_types(
    address: str, body: Any, urging: Any, people: SimpleNamespace, as_user: Ask
) -> None:
    place = address.format(case=urging.case_id, party=urging.case.parties.first().pk, task=urging.tasks.first().pk)
    answer = as_user(people.filing_clerk).post(f"/api/v1/{place}", body, format="json")
    assert 400 <= answer.status_code < 410, answer.content
    assert answer["Content-Type"] == PROBLEM


# -- logging in ------------------------------------------------------------------------------------------------


def test_who_is_not_logged_in_is_told_so_in_chinese(db: None) -> None:
    answer = APIClient().get("/api/v1/cases/")
    is_a_problem(answer, 401)
    assert answer["WWW-Authenticate"] == "Token"
    is_a_problem(APIClient().get("/api/v1/cases/", headers={"Authorization": "Token nonsense"}), 401)


def test_a_token_is_fetched_used_and_given_back(urging: Any, people: SimpleNamespace) -> None:
    client = APIClient()
    name = {"username": people.filing_clerk.username, "password": PASSWORD}
    token = client.post("/api/v1/token/", name, format="json").json()["token"]
    client.credentials(HTTP_AUTHORIZATION=f"Token {token}")
    assert client.get("/api/v1/cases/").json()["count"] == 1
    assert client.delete("/api/v1/token/").status_code == 204
    assert not Token.objects.exists()
    is_a_problem(client.get("/api/v1/cases/"), 401)


def test_eight_wrong_pass_words_lock_the_name_at_that_address(people: SimpleNamespace) -> None:
    client = APIClient()
    wrong = {"username": people.filing_clerk.username, "password": "wrong"}
    for _ in range(7):
        is_a_problem(client.post("/api/v1/token/", wrong, format="json"), 401)
    right = wrong | {"password": PASSWORD}
    client.post("/api/v1/token/", wrong, format="json")
    answer = client.post("/api/v1/token/", right, format="json")
    is_a_problem(answer, 403)
    assert answer.json()["code"] == "locked"
    other = {"username": people.filing_judge.username, "password": PASSWORD}
    assert client.post("/api/v1/token/", other, format="json").status_code == 200
    assert APIClient(REMOTE_ADDR="10.9.9.9").post("/api/v1/token/", right, format="json").status_code == 200


def test_a_session_needs_its_csrf_token(urging: Any, people: SimpleNamespace) -> None:
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(people.filing_clerk)
    assert client.get("/api/v1/cases/").status_code == 200
    address = f"/api/v1/proceedings/{urging.pk}/acts/hand_over/"
    is_a_problem(client.post(address, {"materials": "1份"}, format="json"), 403)


def test_too_many_requests(
    urging: Any, people: SimpleNamespace, as_user: Ask, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    monkeypatch.setattr(PerUser, "rate", "2/min", raising=False)
    client = as_user(people.filing_clerk)
    assert [client.get("/api/v1/tasks/").status_code for _ in range(2)] == [200, 200]
    is_a_problem(client.get("/api/v1/tasks/"), 429)


def test_a_dead_cache_stops_nobody(
    urging: Any, people: SimpleNamespace, as_user: Ask, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    }
    monkeypatch.setattr(PerUser, "rate", "2/min", raising=False)
    assert as_user(people.filing_clerk).get("/api/v1/tasks/").status_code == 200


# -- description -----------------------------------------------------------------------------------------------


def test_the_description_is_valid_and_complete(tmp_path: Any) -> None:
    found = tmp_path / "schema.yaml"
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(found))
    text = found.read_text(encoding="utf-8")
    for name in LISTS:
        assert f"/api/v1/{name}/" in text


def test_the_swagger_page_brings_its_own_files(client: Any, people: SimpleNamespace) -> None:
    assert client.get(reverse("api_docs")).status_code == 302
    client.force_login(people.filing_clerk)
    page = client.get(reverse("api_docs")).content.decode()
    assert "https://" not in page
    assert "<script>" not in page
    assert client.get(reverse("api_schema")).status_code == 200
