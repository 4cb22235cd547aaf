"""What a client reads: his own cases only, masked, filtered, ordered, in as many queries for three rows as for one."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courtflow.accounts.models import Court
from courtflow.cases.models import Unmasking
from courtflow.flow.models import Event, Notification
from courtflow.flow.perform import perform
from tests.api.conftest import Ask, begin_urging
from tests.diary import noon, payment

LISTS = (
    "cases", "proceedings", "parties", "instruments", "obligations", "deadlines", "tasks", "documents", "events",
    "dossiers",
)  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_who_may_see_the_case_lists_its_rows_and_nobody_else_does(
    name: str, urging: Any, people: SimpleNamespace, outsider: Any, as_user: Ask
) -> None:
    address = f"/api/v1/{name}/"
    mine = as_user(people.filing_clerk).get(address)
    assert mine.status_code == 200
    assert name == "documents" or mine.json()["count"] >= 1
    for stranger in (
        outsider,
        people.enforcement_clerk,
        people.system_admin,
        people.security_admin,
        people.audit_admin,
    ):
        assert as_user(stranger).get(address).json()["count"] == 0


@pytest.mark.parametrize("name", LISTS)
def test_a_row_of_others_does_not_exist(name: str, urging: Any, people: SimpleNamespace, as_user: Ask) -> None:
    rows = as_user(people.filing_clerk).get(f"/api/v1/{name}/").json()["results"]
    for row in rows:
        assert as_user(people.filing_clerk).get(f"/api/v1/{name}/{row['id']}/").status_code == 200
        gone = as_user(people.trial_judge).get(f"/api/v1/{name}/{row['id']}/")
        assert gone.status_code == 404
        assert gone["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("name", LISTS)
def test_three_rows_take_as_many_queries_as_one(
    name: str, urging: Any, shanyang: Court, people: SimpleNamespace, as_user: Ask
) -> None:
    client = as_user(people.filing_clerk)

    def cost() -> int:
        vars(people.filing_clerk).pop("_current", None)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(f"/api/v1/{name}/").status_code == 200
        return len(seen)

    one = cost()
    begin_urging(shanyang, people)
    begin_urging(shanyang, people)
    assert cost() == one


def test_a_case_is_found_by_number_in_any_brackets_by_name_and_by_identity_number(
    urging: Any, people: SimpleNamespace, as_user: Ask
) -> None:
    client = as_user(people.filing_clerk)
    party = urging.case.parties.get(name="李二")
    for text in (urging.number.replace("（", "(").replace("）", ")"), "李二", party.identifier):
        found = client.get("/api/v1/cases/", {"q": text}).json()
        assert [row["id"] for row in found["results"]] == [urging.case_id], text
    assert client.get("/api/v1/cases/", {"q": "赵五"}).json()["count"] == 0
    typed = urging.number.replace("（", " (").replace("）", ") ")
    assert client.get("/api/v1/proceedings/", {"number": typed}).json()["count"] == 1


def test_lists_are_narrowed_ordered_and_paged(
    urging: Any, shanyang: Court, people: SimpleNamespace, as_user: Ask
) -> None:
    second = begin_urging(shanyang, people)
    client = as_user(people.filing_clerk)
    only = client.get("/api/v1/proceedings/", {"case": second.case_id}).json()
    assert [row["id"] for row in only["results"]] == [second.pk]
    assert client.get("/api/v1/proceedings/", {"kind": "urging", "open": "true"}).json()["count"] == 2
    assert client.get("/api/v1/proceedings/", {"kind": "urging", "mine": "true"}).json()["count"] == 0
    ids = [row["id"] for row in client.get("/api/v1/cases/", {"ordering": "id"}).json()["results"]]
    assert ids == sorted(ids)
    page = client.get("/api/v1/cases/", {"page_size": 1, "page": 2}).json()
    assert len(page["results"]) == 1
    assert page["previous"]
    assert client.get("/api/v1/cases/", {"page": 99}).status_code == 404
    assert client.get("/api/v1/proceedings/", {"kind": "nonsense"}).status_code == 400


def test_deadlines_come_with_the_reasons_the_hard_cap_first(
    in_urging: Any, people: SimpleNamespace, as_user: Ask
) -> None:
    rows = as_user(people.enforcement_clerk).get("/api/v1/deadlines/", {"live": "true"}).json()["results"]
    assert rows[0]["timer"] == "T05"
    assert rows[0]["cap"] is True
    assert rows[0]["due_on"] == "2025-01-03"
    assert rows[0]["article"]
    assert rows[0]["steps"]


def test_the_balance_is_derived_from_confirmed_payments(in_urging: Any, people: SimpleNamespace, as_user: Ask) -> None:
    facts = payment(in_urging.instrument, "40000.00", date(2024, 12, 10))
    perform(in_urging, "pay", by=people.enforcement_clerk, at=noon(2024, 12, 10), facts=facts)
    row = as_user(people.enforcement_clerk).get("/api/v1/obligations/").json()["results"][0]
    assert (row["amount"], row["performed"], row["balance"]) == ("100000.00", "40000.00", "60000.00")


@pytest.mark.spec("B-2.7")
def test_numbers_are_masked_and_each_look_behind_the_mask_is_on_record(
    urging: Any, people: SimpleNamespace, as_user: Ask
) -> None:
    client = as_user(people.filing_clerk)
    party = urging.case.parties.get(name="李二")
    address = f"/api/v1/parties/{party.pk}/"
    masked = client.get(address)
    account = party.accounts.get()
    for secret in (party.identifier, party.phone, account.number):
        assert secret not in masked.content.decode()
    assert client.post(f"{address}unmask/", {"reason": ""}, format="json").status_code == 400
    assert not Unmasking.objects.exists()
    full = client.post(f"{address}unmask/", {"reason": "核对被告送达地址"}, format="json")
    for secret in (party.identifier, party.phone, account.number):
        assert secret in full.content.decode()
    event = Event.objects.filter(case=urging.case).latest("id")
    assert (event.act, event.by, event.facts["reason"]) == ("party.unmask", people.filing_clerk, "核对被告送达地址")
    assert party.identifier not in str(event.facts)
    assert Unmasking.objects.get().user == people.filing_clerk


@pytest.mark.spec("B-2.7")
def test_nobody_looks_behind_masks_in_cases_of_others(urging: Any, people: SimpleNamespace, as_user: Ask) -> None:
    party = urging.case.parties.get(name="李二")
    refused = as_user(people.trial_judge).post(
        f"/api/v1/parties/{party.pk}/unmask/", {"reason": "想看一看而已"}, format="json"
    )
    assert refused.status_code == 404
    assert not Unmasking.objects.exists()


def test_facts_in_the_history_are_masked(urging: Any, people: SimpleNamespace, as_user: Ask) -> None:
    party = urging.case.parties.get(name="李二")
    text = f"判决书1份；李二身份证{party.identifier}，电话13912345678，账号6222000012345678901"
    perform(urging, "hand_over", by=people.filing_clerk, at=noon(2024, 12, 3), facts={"materials": text})
    shown = as_user(people.filing_clerk).get("/api/v1/events/", {"case": urging.case_id, "ordering": "-id"})
    materials = shown.json()["results"][0]["facts"]["materials"]
    assert party.identifier not in materials
    assert "13912345678" not in materials
    assert "6222000012345678901" not in materials
    assert materials.startswith("判决书1份；李二身份证")


def test_the_inbox_is_ones_own(urging: Any, people: SimpleNamespace, as_user: Ask) -> None:
    notice = Notification.objects.create(
        user=people.filing_clerk, case=urging.case, text="请办理", sent_at=noon(2024, 12, 2)
    )
    assert as_user(people.filing_judge).get("/api/v1/notifications/").json()["count"] == 0
    client = as_user(people.filing_clerk)
    assert client.get("/api/v1/notifications/", {"unread": "true"}).json()["count"] == 1
    assert client.post(f"/api/v1/notifications/{notice.pk}/read/").json()["read_at"]
    assert client.get("/api/v1/notifications/", {"unread": "true"}).json()["count"] == 0


def test_a_proceeding_shows_its_departments_own_fields_and_its_etag(
    in_urging: Any, people: SimpleNamespace, as_user: Ask
) -> None:
    shown = as_user(people.enforcement_clerk).get(f"/api/v1/proceedings/{in_urging.pk}/")
    own = {row["name"]: row for row in shown.json()["own_fields"]}
    assert own["received_on"] == {"name": "received_on", "label": "执行部门收到材料日", "value": "2024-12-04"}
    assert own["consent"]["value"] == "已征询未表示意见"
    assert shown["ETag"] == f'"{in_urging.version}"'
