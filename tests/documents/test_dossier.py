"""The dossier of a proceeding: what belongs in it, the PDF made of it, and its way to the archive."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image
from pypdf import PdfReader, PdfWriter

from courtflow.accounts.models import Court
from courtflow.cases.models import Proceeding
from courtflow.flow import clock
from courtflow.flow.models import Event
from courtflow.flow.perform import perform
from courtflow.flow.refusals import Denied, Refusal
from courtflow.flow.registry import proceeding_class
from courtflow.policy.keys import KEYS
from courtflow.policy.models import Profile, ProfileValue
from documents import materials, uploads
from documents.dossier import building, handing, volumes
from documents.dossier.contents import contents
from documents.files import shelf
from documents.kinds import KINDS, Retention
from documents.materials import Place
from documents.models import Document, Dossier, DossierBuild
from tests.diary import effective_case

from . import files
from .conftest import words

pytestmark = pytest.mark.django_db
Cast = Callable[[Court], SimpleNamespace]
ARCHIVE = dict.fromkeys(("instrument", "registration", "demand", "proof"), "on") | {"receipt": "归档移交单1号"}


def hand_in(row: Any, content: bytes, label: str, by: Any, title: str, whole: bool = False) -> Any:
    upload = uploads.read(SimpleUploadedFile(f"{title}.x", content), tuple(uploads.SUFFIX))
    return materials.hand_in(row.case, upload, Place(label, title, None if whole else row), by)


def set_state(row: Any, state: str, **values: Any) -> Any:
    type(row).objects.filter(pk=row.pk).update(state=state, **values)
    row.refresh_from_db()
    return row


def pages_of(build: DossierBuild) -> list[str]:
    reader = PdfReader(io.BytesIO(shelf.get(build.file.sha256)))
    return [page.extract_text() for page in reader.pages]


def built(row: Any, by: Any) -> DossierBuild:
    build = building.request(row, by)
    assert building.build_waiting() == 1
    build.refresh_from_db()
    return build


@pytest.fixture
def people(shanyang: Court, cast: Cast) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def set_value() -> Callable[..., None]:
    """set_value(court, key, value): the court's own profile says so."""

    def write(court: Court, key: str, value: Any) -> None:
        profile = Profile.objects.filter(court=court).earliest("effective_from")
        ProfileValue.objects.create(profile=profile, key=key, value=value, article="一")

    return write


@pytest.fixture
def performed(urged: Callable[..., Proceeding], issued: Callable[..., list[Document]]) -> Any:
    """An urging that was performed, with its 催告书."""
    row = urged()
    issued(row)
    return set_state(row.actual, "performed", state_since=clock.noon(date(2024, 11, 20)))


def execution_of(row: Any, **values: Any) -> Any:
    return proceeding_class("execution").objects.create(
        case=row.case, court=row.court, kind="execution", number=f"（2024）{row.court.code}执{row.pk}号",
        state="under_way", state_since=clock.noon(date(2024, 12, 10)), opened_at=clock.noon(date(2024, 12, 10)),
        department=row.department, instrument=row.instrument, **values,
    )  # fmt: skip


class TestContents:
    def test_every_paper_named_in_a_volume_exists(self) -> None:
        named = {slug for volume in volumes.VOLUMES.values() for item in volume.items for slug in item.papers}
        assert named <= set(KINDS)

    def test_lines_are_distinct_and_hosts_exist(self) -> None:
        for volume in volumes.VOLUMES.values():
            titles = [item.title for item in volume.lines]
            assert len(titles) == len(set(titles))
            assert {volume.host, *volume.parts.values()} - {"", volumes.ORIGIN} <= set(volumes.VOLUMES)
            states = set(proceeding_class(volume.kind).State.values)
            assert {*volume.bound_in, *volume.parts, *volume.joined_in} <= states
            assert {volume.path, volume.joined_by} - {""} <= set(KEYS)

    @pytest.mark.spec("A-13.1")
    def test_what_is_missing_is_named_until_it_comes(self, performed: Any, people: SimpleNamespace) -> None:
        assert contents(performed).missing == ["生效法律文书", "履行凭证和债权人确认"]
        hand_in(performed, files.pdf(), "instrument", people.enforcement_clerk, "判决书")
        hand_in(performed, files.picture(), "performance", people.enforcement_clerk, "银行回单")
        held = contents(performed)
        assert held.missing == []
        titles = [line.title for line in held.lines if line.entries]
        assert titles[:3] == ["生效法律文书", "自动履行催告书", "履行凭证和债权人确认"]

    def test_withdrawn_material_and_other_proceedings_are_left_out(
        self, performed: Any, people: SimpleNamespace
    ) -> None:
        row = hand_in(performed, files.pdf(), "instrument", people.enforcement_clerk, "判决书")
        before = contents(performed).fingerprint
        materials.withdraw(row, "误传", people.enforcement_clerk)
        assert "生效法律文书" in contents(performed).missing
        assert contents(performed).fingerprint != before
        hand_in(execution_of(performed), files.pdf(2), "instrument", people.enforcement_clerk, "裁定书")
        assert "生效法律文书" in contents(performed).missing

    def test_what_belongs_to_the_whole_case_lies_in_the_newest_of_its_day(
        self, performed: Any, people: SimpleNamespace
    ) -> None:
        hand_in(performed, files.pdf(), "identity", people.enforcement_clerk, "身份证", whole=True)
        later = execution_of(performed)
        type(later).objects.filter(pk=later.pk).update(opened_at=clock.now())
        later.refresh_from_db()
        assert "身份证" in [entry.title for entry in contents(performed).entries]
        assert "身份证" not in [entry.title for entry in contents(later).entries]

    def test_an_accepted_filing_lies_in_the_trial_s_volume(self, shanyang: Court, people: SimpleNamespace) -> None:
        case = effective_case(shanyang)[0]
        department = shanyang.departments.get(kind="filing")
        common = {"case": case, "court": shanyang, "department": department}
        filing = proceeding_class("filing").objects.create(
            kind="filing", state="accepted", state_since=clock.noon(date(2024, 3, 1)),
            opened_at=clock.noon(date(2024, 3, 1)), **common,
        )  # fmt: skip
        trial = proceeding_class("trial").objects.create(
            kind="trial", state="hearing", state_since=clock.noon(date(2024, 3, 2)),
            opened_at=clock.noon(date(2024, 3, 2)), **common,
        )  # fmt: skip
        hand_in(filing, files.pdf(), "pleading", people.filing_clerk, "民事起诉状")
        first = contents(trial).lines[0]
        assert (first.title, [entry.title for entry in first.entries]) == ("起诉状或者口头起诉笔录", ["民事起诉状"])

    def test_an_application_that_was_urged_first_lies_in_the_urging_s_volume(
        self, performed: Any, people: SimpleNamespace
    ) -> None:
        filing = proceeding_class("execution_filing").objects.create(
            case=performed.case, court=performed.court, kind="execution_filing", state="referred",
            department=performed.court.departments.get(kind="filing"), instrument=performed.instrument,
            opened_at=clock.noon(date(2024, 11, 5)), state_since=clock.noon(date(2024, 11, 6)),
        )  # fmt: skip
        hand_in(filing, files.pdf(), "application", people.filing_clerk, "强制执行申请书")
        first = contents(performed).lines[0]
        assert "强制执行申请书" in [entry.title for entry in first.entries]
        with pytest.raises(Refusal, match="不单独立卷"):
            handing.hand_over_from_page(filing, "移交单1号", people.filing_clerk)


class TestThePdf:
    def test_cover_list_numbered_pages_and_closing_sheet(self, performed: Any, people: SimpleNamespace) -> None:
        clerk = people.enforcement_clerk
        hand_in(performed, files.pdf(2), "instrument", clerk, "判决书")
        hand_in(performed, files.picture("JPEG", (800, 500)), "performance", clerk, "银行回单")
        note = hand_in(performed, files.docx(), "other", clerk, "说明")
        build = built(performed, clerk)
        assert (build.state, build.error) == (DossierBuild.State.BUILT, "")
        reader = PdfReader(io.BytesIO(shelf.get(build.file.sha256)))
        pages = [page.extract_text() for page in reader.pages]
        assert len(pages) == build.pages
        body = pages[2:-1]
        cover, listed, closing = words(pages[:1]), words(pages[1:2]), words(pages[-1:])
        for fact in (performed.number, "执前督促卷", "张一", "李二", "民间借贷纠纷", "长期（六十年）"):
            assert fact in cover
        assert [page.strip() for page in body[:2]] == ["1", "2"]
        assert "判决书" in listed
        assert "1—2" in listed
        assert f"附件（电子件），SHA-256：{note.file.sha256}" in listed
        assert note.file.sha256 in closing
        assert f"本卷正文共{len(body)}页" in closing
        assert [str(number) in page for number, page in enumerate(body, 1)] == [True] * len(body)

    def test_bookmarks_lead_to_the_pieces(self, performed: Any, people: SimpleNamespace) -> None:
        hand_in(performed, files.pdf(2), "instrument", people.enforcement_clerk, "判决书")
        build = built(performed, people.enforcement_clerk)
        reader = PdfReader(io.BytesIO(shelf.get(build.file.sha256)))
        marks: dict[str, int] = {}

        def walk(items: list[Any]) -> None:
            for item in items:
                if isinstance(item, list):
                    walk(item)
                else:
                    marks[str(item.title)] = reader.get_destination_page_number(item)

        walk(reader.outline)
        assert (marks["卷宗封面"], marks["卷内目录"], marks["判决书"]) == (0, 1, 2)
        assert marks["自动履行催告书"] == 4
        assert marks["备考表"] == len(reader.pages) - 1

    def test_a_change_asks_for_another_and_the_old_one_stays(self, performed: Any, people: SimpleNamespace) -> None:
        clerk = people.enforcement_clerk
        first = built(performed, clerk)
        dossier = Dossier.objects.get()
        assert building.current(dossier, contents(performed).fingerprint) == first
        hand_in(performed, files.pdf(), "instrument", clerk, "判决书")
        assert building.current(dossier, contents(performed).fingerprint) is None
        second = built(performed, clerk)
        assert (second.version, second.file != first.file) == (2, True)
        assert shelf.get(first.file.sha256)
        made = Event.objects.filter(act="documents.dossier_built").last()
        assert made.facts["sha256"] == second.file.sha256

    def test_a_turned_page_and_a_transparent_picture_are_bound(self, performed: Any, people: SimpleNamespace) -> None:
        writer = PdfWriter()
        writer.add_blank_page(842, 595).rotate(90)
        turned, picture = io.BytesIO(), io.BytesIO()
        writer.write(turned)
        Image.new("RGBA", (50, 3000), (0, 0, 0, 0)).save(picture, "PNG")
        hand_in(performed, turned.getvalue(), "instrument", people.enforcement_clerk, "横排判决书")
        hand_in(performed, picture.getvalue(), "performance", people.enforcement_clerk, "长图")
        assert built(performed, people.enforcement_clerk).state == DossierBuild.State.BUILT

    def test_a_lost_file_is_told_and_the_rest_goes_on(self, performed: Any, people: SimpleNamespace) -> None:
        row = hand_in(performed, files.pdf(), "instrument", people.enforcement_clerk, "判决书")
        shelf.path_of(row.file.sha256).unlink()
        build = building.request(performed, people.enforcement_clerk)
        assert building.build_waiting() == 0
        build.refresh_from_db()
        assert (build.state, "从备份恢复" in build.error) == (DossierBuild.State.FAILED, True)

    def test_two_workers_never_take_the_same(self, performed: Any, people: SimpleNamespace) -> None:
        asked = building.request(performed, people.enforcement_clerk)
        assert building.request(performed, people.enforcement_clerk) == asked
        assert building.claim() == asked
        assert building.claim() is None


class TestTheArchive:
    @pytest.mark.spec("C-25.9")
    def test_shanyang_keeps_a_volume_of_its_own_in_enforcement(self, performed: Any, people: SimpleNamespace) -> None:
        perform(performed, "archive", by=people.enforcement_clerk, facts=ARCHIVE, at=clock.noon(date(2024, 12, 5)))
        dossier = Dossier.objects.get()
        assert (dossier.state, dossier.keeper) == (Dossier.State.KEPT, performed.department)
        assert dossier.keep_until == date(2084, 12, 31)
        assert dossier.gaps == ["生效法律文书", "履行凭证和债权人确认"]

    @pytest.mark.spec("A-13.1", "A-13.2")
    def test_jiamusi_hands_paper_to_the_archive_against_receipt(
        self, jiamusi: Court, cast: Cast, urged: Callable[..., Proceeding], issued: Callable[..., list[Document]]
    ) -> None:
        staff = cast(jiamusi)
        row = urged(court=jiamusi)
        issued(row)
        row = set_state(row.actual, "performed")
        perform(row, "archive", by=staff.enforcement_clerk, facts=ARCHIVE)
        dossier = Dossier.objects.get()
        assert (dossier.state, dossier.medium) == (Dossier.State.HANDED_OVER, "paper")
        assert not dossier.builds.exists()
        receipt = {"archive_no": "2024-执前督-001", "place": "3库2架", "retention": "long"}
        with pytest.raises(Denied):
            handing.receive(dossier, staff.enforcement_clerk, **receipt)
        with pytest.raises(Refusal, match="不得短于"):
            handing.receive(dossier, staff.archivist, **receipt | {"retention": "short"})
        kept = handing.receive(dossier, staff.archivist, **receipt | {"retention": "permanent"})
        assert (kept.state, kept.keep_until, kept.keeper.kind) == (Dossier.State.ARCHIVED, None, "archive")
        assert Event.objects.filter(act="documents.dossier_received").get().by == staff.archivist
        with pytest.raises(Refusal, match="不在待接收"):
            handing.receive(dossier, staff.archivist, **receipt)

    @pytest.mark.spec("B-4.18")
    def test_without_paper_the_electronic_dossier_is_what_is_handed_over(
        self, anji: Court, cast: Cast, urged: Callable[..., Proceeding], issued: Callable[..., list[Document]]
    ) -> None:
        row = urged(court=anji)
        issued(row)
        row = set_state(row.actual, "performed")
        perform(row, "archive", by=cast(anji).enforcement_clerk, facts=ARCHIVE)
        dossier = Dossier.objects.get()
        assert (dossier.state, dossier.medium) == (Dossier.State.HANDED_OVER, "electronic")
        assert building.build_waiting() == 1
        assert dossier.builds.get().file is not None

    @pytest.mark.spec("A-13.1")
    def test_where_the_profile_says_so_nothing_incomplete_is_archived(
        self, performed: Any, people: SimpleNamespace, set_value: Callable[..., None]
    ) -> None:
        set_value(performed.court, "archive.incomplete", "refuse")
        with pytest.raises(Refusal, match="卷宗不完整，尚缺：生效法律文书"):
            perform(performed, "archive", by=people.enforcement_clerk, facts=ARCHIVE)
        performed.refresh_from_db()
        assert (performed.state, Dossier.objects.count()) == ("performed", 0)
        hand_in(performed, files.pdf(), "instrument", people.enforcement_clerk, "判决书")
        hand_in(performed, files.pdf(), "performance", people.enforcement_clerk, "回单")
        perform(performed, "archive", by=people.enforcement_clerk, facts=ARCHIVE)
        assert Dossier.objects.get().gaps == []

    @pytest.mark.spec("C-25.13")
    def test_what_failed_goes_through_filing_into_the_execution_s_volume(
        self, performed: Any, people: SimpleNamespace
    ) -> None:
        failed = set_state(performed, "returned", closed_at=clock.noon(date(2024, 12, 1)))
        with pytest.raises(Refusal, match="尚无执行案件"):
            handing.join(failed, people.filing_clerk)
        execution = execution_of(failed)
        assert "待并入的执前督促卷" in contents(execution).missing
        with pytest.raises(Denied):
            handing.join(failed, people.enforcement_clerk)
        handing.join(failed, people.filing_clerk)
        held = contents(execution)
        assert "待并入的执前督促卷" not in held.missing
        assert "自动履行催告书" in "".join(entry.title for entry in held.entries)
        build = built(execution, people.enforcement_clerk)
        assert "并入执前督促卷：自动履行催告书" in words(pages_of(build))

    @pytest.mark.spec("A-13.3")
    def test_jiamusi_s_team_joins_what_failed_and_its_papers_go_with_the_execution(
        self, jiamusi: Court, cast: Cast, urged: Callable[..., Proceeding], issued: Callable[..., list[Document]]
    ) -> None:
        staff = cast(jiamusi)
        row = urged(court=jiamusi)
        (notice,) = issued(row)
        failed = set_state(row.actual, "returned", closed_at=clock.noon(date(2024, 12, 1)))
        execution = execution_of(failed)
        with pytest.raises(Denied):
            handing.join(failed, staff.filing_clerk)
        handing.join(failed, staff.enforcement_clerk)
        set_state(execution, "completed", closed_at=clock.noon(date(2025, 2, 1)))
        handing.hand_over_from_page(execution, "移交单2号", staff.enforcement_clerk)
        notice.refresh_from_db()
        assert notice.state == Document.State.ARCHIVED
        assert Dossier.objects.get(proceeding=execution.pk).keep_until == date(2085, 12, 31)

    def test_only_what_is_over_is_handed_over_and_only_once(self, performed: Any, people: SimpleNamespace) -> None:
        clerk = people.enforcement_clerk
        execution = execution_of(performed)
        with pytest.raises(Refusal, match="尚未办结"):
            handing.hand_over_from_page(execution, "1", clerk)
        with pytest.raises(Refusal, match="归档"):
            handing.hand_over_from_page(performed, "1", clerk)
        set_state(execution, "completed", closed_at=clock.noon(date(2025, 2, 1)))
        with pytest.raises(Refusal, match="移交单号"):
            handing.hand_over_from_page(execution, " ", clerk)
        dossier = handing.hand_over_from_page(execution, "1", clerk)
        with pytest.raises(Refusal, match="无需重复"):
            handing.hand_over_from_page(execution, "1", clerk)
        handing.give_back(dossier, "缺执行依据", people.archivist)
        dossier.refresh_from_db()
        assert (dossier.state, dossier.returned_reason) == (Dossier.State.COLLECTING, "缺执行依据")
        handing.hand_over_from_page(execution, "2", clerk)

    @pytest.mark.parametrize(
        ("retention", "closed", "last"),
        [
            (Retention.SHORT, date(2024, 2, 29), date(2054, 12, 31)),
            (Retention.LONG, date(2024, 12, 31), date(2084, 12, 31)),
            (Retention.PERMANENT, date(2024, 1, 1), None),
        ],
    )
    def test_how_long_it_is_kept(self, retention: Retention, closed: date, last: date | None) -> None:
        assert handing.keep_until(retention, closed) == last

    def test_three_months_back(self) -> None:
        assert clock.day_of(handing.months_before(date(2025, 5, 31), 3)) == date(2025, 2, 28)
        assert clock.day_of(handing.months_before(date(2025, 1, 15), 3)) == date(2024, 10, 15)


class TestInTheBrowser:
    def test_the_case_s_dossiers_are_shown_built_and_fetched(
        self, client: Client, performed: Any, people: SimpleNamespace
    ) -> None:
        performed.case.admit(performed.department)
        client.force_login(people.enforcement_clerk)
        address = f"/documents/cases/{performed.case_id}/dossiers/"
        page = client.get(address).content.decode()
        assert "尚缺：生效法律文书、履行凭证和债权人确认" in page
        assert client.post(f"/documents/dossiers/{performed.pk}/build/").status_code == 302
        assert "等待装订" in client.get(address).content.decode()
        assert building.build_waiting() == 1
        build = DossierBuild.objects.get()
        answer = client.get(f"/documents/dossiers/{build.pk}.pdf")
        assert answer.content.startswith(b"%PDF")
        assert answer["Content-Disposition"].startswith("attachment")
        assert build.file.sha256 in client.get(address).content.decode()

    def test_to_others_there_is_no_such_dossier(
        self, client: Client, performed: Any, people: SimpleNamespace, jiamusi: Court, cast: Cast
    ) -> None:
        build = built(performed, people.enforcement_clerk)
        client.force_login(cast(jiamusi).archivist)
        assert client.get(f"/documents/cases/{performed.case_id}/dossiers/").status_code == 404
        assert client.get(f"/documents/dossiers/{build.pk}.pdf").status_code == 404
        assert client.post(f"/documents/dossiers/{performed.pk}/build/").status_code == 404
        assert performed.number not in client.get("/documents/archive/").content.decode()

    def test_the_archivist_sees_what_is_due_and_receives_what_came(
        self, client: Client, performed: Any, people: SimpleNamespace
    ) -> None:
        execution = execution_of(performed)
        set_state(execution, "completed", closed_at=clock.noon(date(2025, 2, 1)))
        client.force_login(people.archivist)
        assert execution.number in client.get("/documents/archive/").content.decode()
        dossier = handing.hand_over_from_page(execution, "移交单9号", people.enforcement_clerk)
        assert execution.number not in client.get("/documents/archive/").content.decode()
        assert "移交单9号" in client.get("/documents/archive/?tab=waiting").content.decode()
        listed = client.get(f"/documents/archive/{dossier.pk}/list.pdf").content
        assert "卷宗移交清单" in words([page.extract_text() for page in PdfReader(io.BytesIO(listed)).pages])
        receipt = {"archive_no": "执-1", "place": "1库", "retention": "long"}
        client.post(f"/documents/archive/{dossier.pk}/receive/", receipt)
        assert "档号执-1" in client.get("/documents/archive/?tab=archived").content.decode()

    def test_the_archive_asks_no_more_for_more_rows(
        self, client: Client, performed: Any, people: SimpleNamespace
    ) -> None:
        client.force_login(people.archivist)
        counts = []
        for number in range(3):
            row = execution_of(performed)
            set_state(row, "completed", closed_at=clock.noon(date(2025, 2, 1)), number=f"（2024）豫0811执{number}号")
            with CaptureQueriesContext(connection) as asked:
                client.get("/documents/archive/")
            counts.append(len(asked))
        assert counts[1] == counts[2]
