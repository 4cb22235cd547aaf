"""Acts through REST: offered with a schema, refused with a reason, performed once, and never by the wrong person."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from courtflow.accounts.loading import load_people
from courtflow.accounts.models import Court
from courtflow.api.models import AnsweredRequest
from courtflow.cases.models import Case, Proceeding
from courtflow.flow.models import Event, Task
from courtflow.law.identifiers import make_id_number
from tests.api.conftest import Ask
from tests.conftest import PASSWORD, invented_names
from tests.diary import BORN

PROBLEM = "application/problem+json"
COMPLAINT = {
    "received_on": "2024-10-08", "cause": "民间借贷纠纷", "claim": "偿还借款50000元", "money_claim": True,
    "amount": "50000.00",
    "parties": [
        {"role": "plaintiff", "kind": "natural", "name": "张一", "identifier": make_id_number("410811", BORN, 1),
         "phone": "13900000001", "service_address": "山阳区建设路1号", "service_confirmed": True},
        {"role": "defendant", "kind": "natural", "name": "李二"},
    ],
    "litigation_risk": True, "performance_reminder": True, "update_duty": True,
    "preservation_explained_on": "2024-10-08", "preservation_answer": "decline",
}  # fmt: skip


def acts(proceeding: Any) -> str:
    return f"/api/v1/proceedings/{proceeding.pk}/acts/"


def test_possible_acts_come_with_articles_guards_and_a_schema(
    urging: Any, people: SimpleNamespace, as_user: Ask
) -> None:
    answer = as_user(people.filing_clerk).get(acts(urging))
    offered = {act["name"]: act for act in answer.json()["allowed"]}
    schema = offered["hand_over"]["schema"]
    assert schema["required"] == ["materials"]
    assert schema["properties"]["materials"] == {
        "title": "移交材料清单", "description": "逐项写明材料名称与份数", "type": "string", "maxLength": 4000,
    }  # fmt: skip
    assert offered["hand_over"]["articles"]
    assert answer["ETag"] == f'"{answer.json()["version"]}"'


def test_impossible_acts_say_why_on_which_article_and_whom_to_ask(
    urging: Any, people: SimpleNamespace, as_user: Ask
) -> None:
    refused = {act["name"]: act for act in as_user(people.filing_clerk).get(acts(urging)).json()["refused"]}
    reasons = refused["accept"]["refusals"]
    assert {reason["code"] for reason in reasons} == {"state", "denied"}
    for reason in reasons:
        assert reason["reason"]
        assert reason["article"]
        assert reason["remedy"] or reason["ask"]


def test_an_act_is_performed_with_its_facts(urging: Any, people: SimpleNamespace, as_user: Ask) -> None:
    answer = as_user(people.filing_clerk).post(acts(urging) + "hand_over/", {"materials": "判决书1份"}, format="json")
    assert answer.status_code == 200
    body = answer.json()
    assert (body["event"]["act"], body["event"]["by"]) == ("urging.hand_over", people.filing_clerk.pk)
    assert body["proceeding"]["state"] == "handed_over"
    assert answer["ETag"] == f'"{body["proceeding"]["version"]}"'
    assert Proceeding.objects.get(pk=urging.pk).state == "handed_over"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({}, "materials"),
        ({"materials": 5}, "materials"),
        ({"materials": ["判决书"]}, "materials"),
        ({"materials": {"a": 1}}, "materials"),
        ({"materials": "判决书", "colour": "red"}, "colour"),
    ],
)
def test_facts_that_do_not_fit_are_named_and_change_nothing(
    facts: Any, field: str, urging: Any, people: SimpleNamespace, as_user: Ask
) -> None:
    before = Event.objects.count()
    answer = as_user(people.filing_clerk).post(acts(urging) + "hand_over/", facts, format="json")
    assert (answer.status_code, answer["Content-Type"]) == (400, PROBLEM)
    assert field in answer.json()["errors"]
    assert Event.objects.count() == before


def test_the_wrong_person_gets_a_refusal_with_the_article(urging: Any, people: SimpleNamespace, as_user: Ask) -> None:
    answer = as_user(people.president).post(acts(urging) + "hand_over/", {"materials": "判决书"}, format="json")
    assert (answer.status_code, answer["Content-Type"]) == (403, PROBLEM)
    body = answer.json()
    assert body["code"] == "denied"
    assert "第二十五条" in body["article"]
    assert body["refused"] == "转交执行部门"


def test_the_wrong_state_is_a_conflict(urging: Any, people: SimpleNamespace, as_user: Ask) -> None:
    facts = {"registered_on": "2024-12-02"}
    answer = as_user(people.filing_clerk).post(acts(urging) + "register/", facts, format="json")
    assert (answer.status_code, answer.json()["code"]) == (409, "state")


def test_acts_of_the_system_and_unknown_acts_cannot_be_called(
    in_urging: Any, people: SimpleNamespace, as_user: Ask
) -> None:
    client = as_user(people.enforcement_clerk)
    assert client.post(acts(in_urging) + "expire/", {}, format="json").status_code == 403
    assert client.post(acts(in_urging) + "fly/", {}, format="json").status_code == 404
    assert client.post(acts(in_urging) + "__init__/", {}, format="json").status_code == 404


@pytest.mark.parametrize("send", ["body", "header"])
def test_a_stale_version_changes_nothing(send: str, urging: Any, people: SimpleNamespace, as_user: Ask) -> None:
    stale = urging.version - 1
    body = {"materials": "判决书1份"} | ({"version": stale} if send == "body" else {})
    headers = {"If-Match": f'"{stale}"'} if send == "header" else {}
    answer = as_user(people.filing_clerk).post(acts(urging) + "hand_over/", body, format="json", headers=headers)
    assert answer.status_code == (409 if send == "body" else 412)
    assert Proceeding.objects.get(pk=urging.pk).state == "registered"


def test_the_current_version_is_let_through(urging: Any, people: SimpleNamespace, as_user: Ask) -> None:
    headers = {"If-Match": f'"{urging.version}"'}
    answer = as_user(people.filing_clerk).post(
        acts(urging) + "hand_over/", {"materials": "1份", "version": urging.version}, format="json", headers=headers
    )
    assert answer.status_code == 200


def test_a_repeated_key_acts_once_and_answers_the_same(urging: Any, people: SimpleNamespace, as_user: Ask) -> None:
    client, headers = as_user(people.filing_clerk), {"Idempotency-Key": "letter-17"}
    first = client.post(acts(urging) + "hand_over/", {"materials": "1份"}, format="json", headers=headers)
    again = client.post(acts(urging) + "hand_over/", {"materials": "1份"}, format="json", headers=headers)
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.json() == first.json()
    assert again["Idempotent-Replayed"] == "true"
    assert again["ETag"] == first["ETag"]
    assert Event.objects.filter(act="urging.hand_over").count() == 1
    other = client.post(acts(urging) + "hand_over/", {"materials": "2份"}, format="json", headers=headers)
    assert (other.status_code, other["Content-Type"]) == (422, PROBLEM)


def test_a_refused_request_leaves_its_key_free(urging: Any, people: SimpleNamespace, as_user: Ask) -> None:
    client, headers = as_user(people.filing_clerk), {"Idempotency-Key": "letter-18"}
    assert client.post(acts(urging) + "hand_over/", {}, format="json", headers=headers).status_code == 400
    assert not AnsweredRequest.objects.exists()
    done = client.post(acts(urging) + "hand_over/", {"materials": "1份"}, format="json", headers=headers)
    assert done.status_code == 200


def test_keys_belong_to_their_users(urging: Any, people: SimpleNamespace, as_user: Ask) -> None:
    headers = {"Idempotency-Key": "k"}
    facts = {"materials": "1份"}
    assert (
        as_user(people.filing_clerk)
        .post(acts(urging) + "hand_over/", facts, format="json", headers=headers)
        .status_code
        == 200
    )
    late = as_user(people.filing_judge).post(acts(urging) + "hand_over/", facts, format="json", headers=headers)
    assert late.json()["code"] == "state"


@pytest.mark.spec("B-4.5")
def test_superiors_read_and_never_act(urging: Any, people: SimpleNamespace, as_user: Ask) -> None:
    above = load_people(urging.court.parent, "above", PASSWORD, invented_names())["superior_reader"]
    client = as_user(above)
    assert client.get("/api/v1/cases/").json()["count"] == 1
    assert client.get(acts(urging)).json()["allowed"] == []
    facts = {"materials": "1份"}
    assert client.post(acts(urging) + "hand_over/", facts, format="json").status_code == 403
    task = Task.objects.filter(case=urging.case).first()
    assert client.post(f"/api/v1/tasks/{task.pk}/claim/").status_code == 403
    for opening in client.get(f"/api/v1/cases/{urging.case_id}/openings/").json():
        assert opening["refusals"]
    assert Proceeding.objects.get(pk=urging.pk).state == "registered"


# -- tasks -----------------------------------------------------------------------------------------------------


def test_a_task_is_claimed_given_back_and_assigned(urging: Any, people: SimpleNamespace, as_user: Ask) -> None:
    clerk = as_user(people.filing_clerk)
    task = clerk.get("/api/v1/tasks/", {"open": "true"}).json()["results"][0]
    address = f"/api/v1/tasks/{task['id']}/"
    assert task["due_on"]
    assert clerk.post(f"{address}claim/").json()["assignee"]["id"] == people.filing_clerk.pk
    assert clerk.get("/api/v1/tasks/", {"mine": "true"}).json()["count"] == 1
    assert as_user(people.filing_judge).post(f"{address}claim/").json()["code"] == "taken"
    assert clerk.post(f"{address}release/").json()["state"] == "open"
    to = {"to": people.filing_clerk.pk}
    assert clerk.post(f"{address}assign/", to, format="json").status_code == 403
    given = as_user(people.filing_judge).post(f"{address}assign/", to, format="json")
    assert given.json()["assignee"]["id"] == people.filing_clerk.pk


def test_a_task_that_an_act_completes_is_not_ticked_off(urging: Any, people: SimpleNamespace, as_user: Ask) -> None:
    client = as_user(people.filing_clerk)
    task = client.get("/api/v1/tasks/").json()["results"][0]
    refused = client.post(f"/api/v1/tasks/{task['id']}/complete/", {"note": "办完了"}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (409, "by_act")


# -- new cases and proceedings ---------------------------------------------------------------------------------


def test_a_complaint_is_filed(shanyang: Court, people: SimpleNamespace, as_user: Ask) -> None:
    client, headers = as_user(people.filing_clerk), {"Idempotency-Key": "bank-1"}
    first = client.post("/api/v1/cases/", COMPLAINT, format="json", headers=headers)
    assert first.status_code == 201, first.content.decode()
    assert first.json()["proceeding"]["kind"] == "filing"
    assert client.post("/api/v1/cases/", COMPLAINT, format="json", headers=headers).json() == first.json()
    case = Case.objects.get()
    assert (case.court, str(case.amount), case.source) == (shanyang, "50000.00", "接口")


def test_a_bad_complaint_files_nothing(shanyang: Court, people: SimpleNamespace, as_user: Ask) -> None:
    spoilt = COMPLAINT | {"amount": "50000.123"}
    answer = as_user(people.filing_clerk).post("/api/v1/cases/", spoilt, format="json")
    assert answer.status_code == 400
    assert "两位小数" in str(answer.json()["errors"]["amount"])
    wrong = {**COMPLAINT["parties"][0], "identifier": "410811198005170011"}  # type: ignore[dict-item]
    answer = as_user(people.filing_clerk).post("/api/v1/cases/", COMPLAINT | {"parties": [wrong]}, format="json")
    assert answer.status_code == 400
    assert "parties" in answer.json()["errors"]
    assert not Case.objects.exists()


def test_only_the_filing_division_files(shanyang: Court, people: SimpleNamespace, outsider: Any, as_user: Ask) -> None:
    for person in (people.trial_judge, people.system_admin, outsider):
        assert as_user(person).post("/api/v1/cases/", COMPLAINT, format="json").status_code == 403
    assert not Case.objects.exists()


def test_a_proceeding_that_does_not_stand_alone_is_not_opened(
    urging: Any, people: SimpleNamespace, as_user: Ask
) -> None:
    address = f"/api/v1/cases/{urging.case_id}/proceedings/"
    client = as_user(people.filing_clerk)
    for kind, act in (("urging", "register_application"), ("nothing", "x"), ("urging", "pay")):
        answer = client.post(address, {"kind": kind, "act": act, "facts": {}}, format="json")
        assert (answer.status_code, answer["Content-Type"]) == (404, PROBLEM)
