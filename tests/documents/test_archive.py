"""Every proceeding that is over goes to the archive: whose task it is, which page does it, what sends it back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courtflow.accounts.models import Court
from courtflow.cases.models import Proceeding
from courtflow.flow import desk
from courtflow.flow.models import Event, Task
from courtflow.flow.perform import perform
from courtflow.flow.refusals import Denied, Refusal
from courtflow.flow.registry import PROCEEDINGS, proceeding_class
from documents.dossier import handing
from documents.dossier.contents import contents
from documents.dossier.volumes import VOLUMES
from documents.models import Document, Dossier
from tests.diary import effective_case, noon
from tests.enforcement import steps
from tests.enforcement.test_urging_shanyang import register

pytestmark = pytest.mark.django_db
Cast = Callable[[Court], SimpleNamespace]
RECEIPT = {"archive_no": "2025-执-1", "place": "1库2架", "retention": "long"}
# Where a proceeding of each kind ends, and who of that department hands its dossier over.
ENDS = {
    "filing": ("filing", "filing_clerk"),
    "mediation": ("filing", "mediator"),
    "execution_filing": ("filing", "filing_judge"),
    "trial": ("trial", "trial_clerk"),
    "urging": ("enforcement", "enforcement_clerk"),
    "execution": ("enforcement", "enforcement_clerk"),
    "objection": ("objection", "objection_judge"),
    "bankruptcy": ("bankruptcy", "bankruptcy_judge"),
    "preservation": ("centre", "centre_staff"),
    "substitution": ("objection", "objection_judge"),
    "suggestion": ("enforcement", "enforcement_judge"),
}
BY_THEIR_ACT = {("trial", "archived"), ("urging", "archived")}


def endings() -> Iterator[tuple[str, str]]:
    """Each kind in each state in which it is over and has a volume of its own."""
    for kind, volume in VOLUMES.items():
        for state in sorted(PROCEEDINGS[kind].TERMINAL - set(volume.parts)):
            if (kind, state) not in BY_THEIR_ACT:
                yield kind, str(state)


def ended(court: Court, kind: str, state: str) -> Any:
    """A proceeding as it stands when it is over."""
    case, instrument = effective_case(court)
    own: dict[str, Any] = {
        "urging": {"instrument": instrument}, "execution": {"instrument": instrument},
        "bankruptcy": {"debtor": case.parties.get(name="李二")},
    }.get(kind, {})  # fmt: skip
    department = court.departments.get(kind=ENDS[kind][0])
    case.admit(department)
    return proceeding_class(kind).objects.create(
        case=case, court=court, department=department, kind=kind, state=state, number=f"（2024）豫0811{case.pk}号",
        opened_at=noon(2024, 11, 4), state_since=noon(2025, 1, 6), closed_at=noon(2025, 1, 6), **own,
    )  # fmt: skip


def tasks_of(row: Any) -> list[tuple[str, str, str]]:
    rows = Task.objects.filter(proceeding=row.pk, kind__startswith="dossier.").order_by("id")
    return [(task.kind, task.department.kind, task.state) for task in rows.select_related("department")]


def visit(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def people(shanyang: Court, cast: Cast) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def completed(shanyang: Court, people: SimpleNamespace) -> Any:
    """An execution that ended with the settlement of everything, on 30 September 2024: by its real acts."""
    return steps.closed(shanyang, people)


def test_no_kind_of_proceeding_is_left_without_a_place_in_the_archive() -> None:
    """Each has a volume of its own in every ending, or lies in another's."""
    assert set(PROCEEDINGS) == set(VOLUMES)
    alone = {kind for kind, _ in endings()}
    assert set(VOLUMES) - alone == {"money", "inquiry", "investigation", "advance"}
    assert alone == set(ENDS)


@pytest.mark.parametrize(("kind", "state"), list(endings()))
def test_whatever_is_over_is_handed_over_and_received_by_its_page(
    shanyang: Court, people: SimpleNamespace, kind: str, state: str
) -> None:
    row = ended(shanyang, kind, state)
    client = visit(getattr(people, ENDS[kind][1]))
    address = reverse("documents:dossiers", args=[row.case_id])
    assert reverse("documents:dossier_hand_over", args=[row.pk]) in client.get(address).content.decode()
    client.post(reverse("documents:dossier_hand_over", args=[row.pk]), {"slip": "移交单7号"})
    dossier = Dossier.objects.get(proceeding=row.pk)
    assert (dossier.slip, bool(dossier.medium)) == ("移交单7号", True)
    assert dossier.keep_until in {date(2055, 12, 31), date(2085, 12, 31)}
    if dossier.state == Dossier.State.KEPT:
        assert (kind, tasks_of(row)) == ("urging", [])
        return
    assert tasks_of(row) == [("dossier.receive", "archive", "open")]
    archivist = visit(people.archivist)
    listed = archivist.get(reverse("documents:archive_list", args=[dossier.pk]))
    assert listed.content.startswith(b"%PDF")
    archivist.post(reverse("documents:archive_receive", args=[dossier.pk]), RECEIPT | {"retention": "permanent"})
    dossier.refresh_from_db()
    assert (dossier.state, dossier.archive_no) == (Dossier.State.ARCHIVED, "2025-执-1")
    assert tasks_of(row) == [("dossier.receive", "archive", "done")]


class TestTheDepartmentsTask:
    def test_closing_an_execution_asks_for_its_dossier(self, completed: Any, people: SimpleNamespace) -> None:
        assert completed.state == "terminated_this_time"
        assert tasks_of(completed) == [("dossier.hand_over", "enforcement", "open")]
        task = Task.objects.get(kind="dossier.hand_over")
        assert task.opened_by == Event.objects.get(proceeding=completed.pk, to_state="terminated_this_time")
        client = visit(people.enforcement_clerk)
        board = client.get(reverse("dashboard")).content.decode()
        assert reverse("documents:dossier_task", args=[task.pk]) in board
        led = client.get(reverse("documents:dossier_task", args=[task.pk]))
        assert led["Location"] == f"{reverse('documents:dossiers', args=[completed.case_id])}#d{completed.pk}"
        handing.hand_over_from_page(completed, "移交单1号", people.enforcement_clerk)
        assert tasks_of(completed) == [
            ("dossier.hand_over", "enforcement", "done"), ("dossier.receive", "archive", "open"),
        ]  # fmt: skip

    def test_it_is_not_ticked_off_by_hand(self, completed: Any, people: SimpleNamespace) -> None:
        with pytest.raises(Refusal, match="自动办结"):
            desk.finish(Task.objects.get(kind="dossier.hand_over"), people.enforcement_clerk, "装订完毕")

    def test_others_cannot_open_it(self, completed: Any, jiamusi: Court, cast: Cast, outsider: Any) -> None:
        address = reverse("documents:dossier_task", args=[Task.objects.get(kind="dossier.hand_over").pk])
        for stranger in (cast(jiamusi).archivist, outsider):
            assert visit(stranger).get(address).status_code == 404

    def test_an_act_of_archiving_has_its_own_task(self, shanyang: Court, people: SimpleNamespace) -> None:
        row = ended(shanyang, "trial", "effective")
        facts = {"complete": "on", "receipt": "移交单1号"}
        type(row).objects.filter(pk=row.pk).update(state="performed", closed_at=None)
        perform(row, "archive", by=people.trial_clerk, facts=facts)
        assert tasks_of(row) == [("dossier.receive", "archive", "open")]

    def test_what_lies_in_another_volume_goes_nowhere_by_itself(self, shanyang: Court, people: SimpleNamespace) -> None:
        row = ended(shanyang, "filing", "accepted")
        with pytest.raises(Refusal, match="不单独立卷"):
            handing.hand_over_from_page(row, "移交单1号", people.filing_clerk)


class TestTheArchivist:
    @pytest.fixture
    def waiting(self, completed: Any, people: SimpleNamespace) -> Dossier:
        return handing.hand_over_from_page(completed, "移交单1号", people.enforcement_clerk)

    @pytest.mark.spec("A-13.2")
    def test_his_task_leads_to_the_volume_where_he_receives_it(
        self, waiting: Dossier, completed: Any, people: SimpleNamespace
    ) -> None:
        client = visit(people.archivist)
        task = Task.objects.get(kind="dossier.receive")
        assert task.title in client.get(reverse("dashboard")).content.decode()
        page = client.get(reverse("documents:dossier_task", args=[task.pk]), follow=True).content.decode()
        receive = reverse("documents:archive_receive", args=[waiting.pk])
        assert receive in page
        assert receive not in visit(people.enforcement_clerk).get(
            reverse("documents:dossiers", args=[completed.case_id])
        ).content.decode()  # fmt: skip
        client.post(receive, RECEIPT)
        task.refresh_from_db()
        done = Event.objects.get(act="documents.dossier_received")
        assert (task.state, task.ended_by) == (Task.State.DONE, done)

    def test_what_he_sends_back_is_the_departments_task_again(
        self, waiting: Dossier, completed: Any, people: SimpleNamespace
    ) -> None:
        handing.give_back(waiting, "缺执行依据", people.archivist)
        assert tasks_of(completed)[1:] == [
            ("dossier.receive", "archive", "cancelled"), ("dossier.complete", "enforcement", "open"),
        ]  # fmt: skip
        handing.hand_over_from_page(completed, "移交单2号", people.enforcement_clerk)
        assert tasks_of(completed)[2:] == [
            ("dossier.complete", "enforcement", "done"), ("dossier.receive", "archive", "open"),
        ]  # fmt: skip

    def test_nobody_else_claims_it(self, waiting: Dossier, people: SimpleNamespace) -> None:
        task = Task.objects.get(kind="dossier.receive")
        with pytest.raises(Denied):
            desk.claim(task, people.enforcement_clerk)
        assert desk.claim(task, people.archivist).assignee == people.archivist


class TestWhatIsJoined:
    @pytest.fixture
    def failed(self, shanyang: Court, people: SimpleNamespace) -> Any:
        """An urging that failed, before the execution is filed."""
        case, instrument = effective_case(shanyang)
        row = register(case, instrument, people.filing_clerk)
        type(row).objects.filter(pk=row.pk).update(state="returned", closed_at=noon(2025, 1, 3))
        row.refresh_from_db()
        return row

    def execution(self, urging: Any, people: SimpleNamespace) -> Any:
        return steps.file(urging.case, urging.instrument, people.filing_clerk, noon(2025, 1, 6))

    @pytest.mark.spec("C-25.13")
    def test_the_filing_of_the_execution_asks_filing_to_join_it(self, failed: Any, people: SimpleNamespace) -> None:
        assert tasks_of(failed) == []
        host = self.execution(failed, people)
        assert tasks_of(failed) == [("dossier.join_via_filing", "filing", "open")]
        page = visit(people.filing_clerk).get(reverse("documents:dossiers", args=[failed.case_id])).content.decode()
        assert "并入执行卷" in page
        with pytest.raises(Refusal, match="并入执行卷"):
            handing.hand_over_from_page(failed, "移交单1号", people.filing_clerk)
        handing.join(failed, people.filing_clerk)
        assert tasks_of(failed) == [("dossier.join_via_filing", "filing", "done")]
        assert contents(host).joined

    @pytest.mark.spec("A-13.3")
    def test_in_jiamusi_the_team_is_asked(
        self, jiamusi: Court, cast: Cast, urged: Callable[..., Proceeding], issued: Callable[..., list[Document]]
    ) -> None:
        row = urged(court=jiamusi).actual
        type(row).objects.filter(pk=row.pk).update(state="returned", closed_at=noon(2025, 1, 3))
        self.execution(row, cast(jiamusi))
        assert tasks_of(row) == [("dossier.join_by_team", "enforcement", "open")]

    def test_it_stands_alone_when_no_execution_ever_came(self, failed: Any, people: SimpleNamespace) -> None:
        page = visit(people.filing_clerk).get(reverse("documents:dossiers", args=[failed.case_id])).content.decode()
        assert "移交归档" in page
        assert "并入执行卷" not in page
        handing.hand_over_from_page(failed, "移交单1号", people.filing_clerk)
        host = self.execution(failed, people)
        assert tasks_of(failed) == []
        assert contents(host).awaited == []

    def test_a_preservation_that_was_joined_stays_so_when_it_ends(
        self, shanyang: Court, people: SimpleNamespace
    ) -> None:
        row = ended(shanyang, "preservation", "in_execution")
        instrument = row.case.instruments.get()
        host = steps.file(row.case, instrument, people.filing_clerk, noon(2025, 1, 6))
        assert tasks_of(row) == [("dossier.join_via_filing", "filing", "open")]
        handing.join(row, people.filing_clerk)
        type(row).objects.filter(pk=row.pk).update(state="released")
        assert [held.proceeding.pk for held in contents(host).joined] == [row.pk]


def test_the_day_until_which_it_is_kept_counts_from_the_end(shanyang: Court, people: SimpleNamespace) -> None:
    row = ended(shanyang, "filing", "withdrawn")
    dossier = handing.hand_over_from_page(row, "移交单1号", people.filing_clerk)
    assert (dossier.retention, dossier.keep_until) == ("short", date(2055, 12, 31))
