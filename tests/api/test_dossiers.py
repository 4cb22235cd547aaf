"""Dossiers through REST: read with their check-list, bound, handed over, received, sent back and joined."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courtflow.accounts.models import Court
from courtflow.flow.models import Task
from courtflow.flow.registry import proceeding_class
from documents import materials, uploads
from documents.dossier import building
from documents.files import shelf
from documents.materials import Place
from documents.models import Dossier, DossierBuild
from tests.diary import effective_case, noon
from tests.documents import files
from tests.enforcement import steps

from .conftest import Ask

Cast = Callable[[Court], SimpleNamespace]
URL = "/api/v1/dossiers/"


def problem(answer: Any, status: int) -> Any:
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    return answer.json()


@pytest.fixture
def closed(shanyang: Court, people: SimpleNamespace) -> Any:
    """An execution that ended in 终本, with its instrument handed in."""
    row = steps.closed(shanyang, people)
    upload = uploads.read(SimpleUploadedFile("判决书.pdf", files.pdf(2)))
    materials.hand_in(row.case, upload, Place("instrument", "民事判决书", row), people.enforcement_clerk)
    return row


@pytest.fixture
def one(closed: Any) -> str:
    return f"{URL}{closed.pk}/"


@pytest.fixture
def handed(one: str, people: SimpleNamespace, as_user: Ask) -> str:
    assert (
        as_user(people.enforcement_clerk).post(f"{one}hand_over/", {"slip": "移交单1号"}, format="json").status_code
        == 200
    )
    return one


class TestReading:
    def test_a_dossier_tells_what_it_holds_and_what_it_lacks(
        self, one: str, closed: Any, people: SimpleNamespace, as_user: Ask
    ) -> None:
        read = as_user(people.enforcement_clerk).get(one).json()
        assert (read["id"], read["volume"], read["number"]) == (closed.pk, "执行正卷", closed.number)
        assert (read["state"], read["state_label"], read["keep_until"]) == ("collecting", "立卷中", None)
        assert read["retention_due"] == "长期（六十年）"
        lines = {line["title"]: line for line in read["lines"]}
        (entry,) = lines["执行依据"]["entries"]
        assert (entry["title"], entry["content_type"]) == ("民事判决书", uploads.PDF)
        assert (lines["执行申请书"]["needed"], lines["执行申请书"]["missing"]) == (True, True)
        assert read["missing"] == ["执行申请书"]
        assert read["allowed"] == ["bind", "hand_over"]
        assert as_user(people.archivist).get(one).json()["allowed"] == ["bind"]

    def test_lists_are_narrowed_and_paged(
        self, closed: Any, shanyang: Court, people: SimpleNamespace, as_user: Ask
    ) -> None:
        steps.in_hand(shanyang, people)
        client = as_user(people.archivist)
        for query, count in (
            ({}, 2), ({"kind": "execution"}, 2), ({"kind": "urging"}, 0), ({"case": closed.case_id}, 1),
            ({"state": "collecting"}, 2), ({"state": "archived"}, 0), ({"due": "true"}, 1), ({"archive_no": "x"}, 0),
        ):  # fmt: skip
            assert client.get(URL, query).json()["count"] == count, query
        page = client.get(URL, {"page_size": 1}).json()
        assert (page["count"], len(page["results"]), bool(page["next"])) == (2, 1, True)
        assert problem(client.get(URL, {"state": "nonsense"}), 400)["errors"]["state"]

    def test_parts_of_other_volumes_are_no_dossiers(
        self, shanyang: Court, people: SimpleNamespace, as_user: Ask
    ) -> None:
        case, _ = effective_case(shanyang)
        row = proceeding_class("filing").objects.create(
            kind="filing", case=case, court=shanyang, department=shanyang.departments.get(kind="filing"),
            state="accepted", state_since=noon(2024, 3, 1), opened_at=noon(2024, 3, 1),
        )  # fmt: skip
        problem(as_user(people.filing_clerk).get(f"{URL}{row.pk}/"), 404)

    def test_a_list_asks_the_same_for_one_and_for_four(
        self, handed: str, shanyang: Court, people: SimpleNamespace, as_user: Ask
    ) -> None:
        def cost() -> int:
            vars(people.archivist).pop("_current", None)
            with CaptureQueriesContext(connection) as asked:
                assert as_user(people.archivist).get(URL).status_code == 200
            return len(asked)

        first = cost()
        for _ in range(3):
            row = steps.in_hand(shanyang, people)
            Dossier.objects.create(
                proceeding_id=row.pk, case=row.case, state="handed_over", handed_over_by=people.enforcement_clerk
            )
        assert cost() == first

    def test_to_others_there_is_no_such_dossier(
        self, handed: str, people: SimpleNamespace, jiamusi: Court, cast: Cast, outsider: Any, as_user: Ask
    ) -> None:
        for stranger in (cast(jiamusi).archivist, outsider, people.system_admin, people.bankruptcy_judge):
            client = as_user(stranger)
            assert client.get(URL).json()["count"] == 0
            for address in ("", "pdf/", "handover-list/"):
                problem(client.get(f"{handed}{address}"), 404)
            for deed in ("bind", "hand_over", "join", "receive", "return"):
                problem(
                    client.post(f"{handed}{deed}/", {"slip": "1", "archive_no": "1", "reason": "x"}, format="json"), 404
                )
        assert Dossier.objects.get().state == Dossier.State.HANDED_OVER

    def test_who_is_not_logged_in_is_told_so(self, one: str, as_user: Ask) -> None:
        assert as_user(None).get(one).status_code in (401, 403)


class TestTheWayToTheArchive:
    def test_it_is_bound_once_per_key_and_fetched(self, one: str, people: SimpleNamespace, as_user: Ask) -> None:
        client = as_user(people.enforcement_clerk)
        problem(client.get(f"{one}pdf/"), 404)
        key = {"Idempotency-Key": "bind-1"}
        first, again = (client.post(f"{one}bind/", headers=key) for _ in range(2))
        assert (first.status_code, again["Idempotent-Replayed"]) == (200, "true")
        assert [build["state"] for build in first.json()["builds"]] == ["waiting"]
        assert building.build_waiting() == 1
        read = client.get(one).json()
        assert (read["current"], read["builds"][0]["state_label"]) == (1, "已制成")
        got = client.get(f"{one}pdf/", headers={"Accept": "application/json"})
        assert got.content == shelf.get(read["builds"][0]["sha256"])
        assert got["Content-Disposition"].startswith("attachment")
        made: Any = DossierBuild.objects.get().file
        shelf.path_of(made.sha256).unlink()
        assert "从备份恢复" in problem(client.get(f"{one}pdf/"), 409)["detail"]

    def test_handed_over_received_and_listed(self, handed: str, people: SimpleNamespace, as_user: Ask) -> None:
        clerk, archivist = as_user(people.enforcement_clerk), as_user(people.archivist)
        read = archivist.get(handed).json()
        assert (read["state"], read["slip"], read["gaps"]) == ("handed_over", "移交单1号", ["执行申请书"])
        assert "民事判决书" in [piece["title"] for piece in read["handed_over"]]
        assert (read["retention"], read["keep_until"]) == ("long", "2084-12-31")
        assert read["handed_over_by"]["id"] == people.enforcement_clerk.pk
        assert read["allowed"] == ["receive", "return"]  # its electronic copy is in the making
        assert clerk.get(f"{handed}handover-list/").content.startswith(b"%PDF")
        receipt = {"archive_no": "2024-执-1", "place": "3库"}
        assert problem(clerk.post(f"{handed}receive/", receipt, format="json"), 403)["ask"]
        assert problem(archivist.post(f"{handed}receive/", receipt | {"retention": "short"}, format="json"), 409)
        got = archivist.post(f"{handed}receive/", receipt, format="json").json()
        assert (got["state"], got["archive_no"], got["place"]) == ("archived", "2024-执-1", "3库")
        assert "档案室" in got["keeper"]["name"]
        assert Task.objects.get(kind="dossier.receive").state == Task.State.DONE
        assert archivist.get(URL, {"archive_no": "2024-执-1"}).json()["count"] == 1

    def test_sent_back_with_a_reason(self, handed: str, people: SimpleNamespace, as_user: Ask) -> None:
        archivist = as_user(people.archivist)
        assert problem(archivist.post(f"{handed}return/", {}, format="json"), 400)["errors"]["reason"] == ["请填写"]
        problem(as_user(people.enforcement_clerk).post(f"{handed}return/", {"reason": "缺申请书"}, format="json"), 403)
        back = archivist.post(f"{handed}return/", {"reason": "缺申请书"}, format="json").json()
        assert (back["state"], back["returned_reason"]) == ("collecting", "缺申请书")

    def test_what_failed_is_joined(self, shanyang: Court, people: SimpleNamespace, as_user: Ask) -> None:
        case, instrument = effective_case(shanyang)
        urging = proceeding_class("urging").objects.create(
            kind="urging", case=case, court=shanyang, department=shanyang.departments.get(kind="enforcement"),
            state="returned", opened_at=noon(2024, 11, 12), state_since=noon(2024, 11, 20), instrument=instrument,
            closed_at=noon(2024, 11, 20), number="（2024）豫0811执前督1号",
        )  # fmt: skip
        execution = steps.file(case, instrument, people.filing_clerk, noon(2024, 12, 2))
        client, address = as_user(people.filing_clerk), f"{URL}{urging.pk}/"
        assert client.get(address).json()["allowed"] == ["bind", "join"]
        joined = client.post(f"{address}join/").json()
        assert (joined["state"], joined["joined_to"]) == ("joined", execution.pk)
        assert client.get(f"{URL}{execution.pk}/").json()["joined"] == ["执前督促卷"]

    def test_what_cannot_be_is_refused_and_changes_nothing(
        self, one: str, shanyang: Court, people: SimpleNamespace, as_user: Ask
    ) -> None:
        clerk, archivist = as_user(people.enforcement_clerk), as_user(people.archivist)
        assert problem(clerk.post(f"{one}hand_over/", {"slip": ""}, format="json"), 400)["errors"]["slip"] == ["请填写"]
        problem(clerk.post(f"{one}hand_over/", ["x"], format="json"), 400)
        assert (
            "不在待接收" in problem(archivist.post(f"{one}receive/", {"archive_no": "1"}, format="json"), 409)["reason"]
        )
        assert "不在待接收" in problem(archivist.post(f"{one}return/", {"reason": "1"}, format="json"), 409)["reason"]
        assert "单独立卷" in problem(clerk.post(f"{one}join/"), 409)["reason"]
        open_one = steps.in_hand(shanyang, people)
        early = problem(clerk.post(f"{URL}{open_one.pk}/hand_over/", {"slip": "1"}, format="json"), 409)
        assert "尚未办结" in early["reason"]
        assert not Dossier.objects.exists()
        problem(clerk.post(f"{one}nonsense/"), 404)
