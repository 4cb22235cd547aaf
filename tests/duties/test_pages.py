"""例行事项 on page, by REST and in admin: who sees what, filing by the form, files, bad input, a fixed query count."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from courtflow.accounts.models import Court, User
from courtflow.duties import filing
from courtflow.duties.models import Duty
from courtflow.flow.models import Event
from courtflow.flow.sweep import sweep
from documents import uploads
from documents.files import shelf
from documents.models import StoredFile
from tests.diary import noon
from tests.documents import files

Cast = Callable[[Court], SimpleNamespace]
BACKEND = "courtflow.accounts.administrators.RoleBackend"
URGED = {"measures": "电话督促", "problems": "", "checked": "on"}
NOW = noon(2025, 1, 3)


@pytest.fixture
def people(shanyang: Court, cast: Cast) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def report(people: SimpleNamespace) -> Duty:
    with time_machine.travel(noon(2025, 1, 1), tick=False):
        sweep()
    return Duty.objects.get(rule="duty_urging_report")


def visit(user: User) -> Client:
    client = Client()
    client.force_login(user, BACKEND)
    return client


@time_machine.travel(NOW, tick=False)
def test_a_division_sees_and_files_its_report(report: Duty, people: SimpleNamespace) -> None:
    client = visit(people.division_head)
    listed = client.get("/duties/").content.decode()
    assert "由我报送：1项待报送" in listed
    assert "2024年第四季度" in listed
    page = client.get(f"/duties/{report.pk}/").content.decode()
    assert "为什么是这一天" in page
    assert "自动履行率" in page
    assert "督促履行的做法" in page

    refused = client.post(f"/duties/{report.pk}/", {**URGED, "measures": ""})
    assert refused.status_code == 400
    assert "请填写" in refused.content.decode()
    report.refresh_from_db()
    assert report.state == Duty.State.OPEN

    paper = SimpleUploadedFile("季报.pdf", files.pdf())
    assert client.post(f"/duties/{report.pk}/", {**URGED, "file": paper}).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.file_name) == (Duty.State.FILED, "季报.pdf")
    shown = client.get(f"/duties/{report.pk}/").content.decode()
    assert shown.index("督促履行的做法") < shown.index("电话督促") < shown.index("已核对系统生成的自动履行数据")
    assert "报送时的数据" in shown
    got = client.get(f"/duties/{report.pk}/file/")
    assert (got.content, got.headers["X-Content-Type-Options"]) == (files.pdf(), "nosniff")
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert Event.objects.get(act="duty.file", by=people.division_head).facts["file"] == report.attachment.sha256
    assert client.post(f"/duties/{report.pk}/", URGED).status_code == 409


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"MZ...", "附件：只接受PDF、JPEG、PNG、DOCX、XLSX文件"),
        (b"%PDF-1.7", "附件：PDF文件已损坏"),
        (files.pdf_with_script(), "附件：PDF内含脚本"),
        (files.xlsx(**{"xl/vbaProject.bin": b"macro"}), "附件：XLSX内含宏"),
        (b"%PDF-" + b"0" * 20_000_000, "附件：文件不得超过20兆字节"),
    ],
    ids=["exe", "broken", "script", "macro", "large"],
)
@time_machine.travel(NOW, tick=False)
def test_other_attachments_are_refused_and_nothing_is_filed(
    report: Duty, people: SimpleNamespace, content: bytes, why: str
) -> None:
    paper = SimpleUploadedFile("季报.pdf", content)
    answer = visit(people.division_head).post(f"/duties/{report.pk}/", {**URGED, "file": paper})
    assert answer.status_code == 400
    assert why in answer.content.decode()
    report.refresh_from_db()
    assert report.state == Duty.State.OPEN
    assert not StoredFile.objects.exists()


@time_machine.travel(NOW, tick=False)
def test_a_spreadsheet_is_filed_kept_on_the_shelf_and_told_when_it_is_lost(
    report: Duty, people: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    client = visit(people.division_head)
    assert "PDF、JPEG、PNG、DOCX、XLSX，不超过20兆字节" in client.get(f"/duties/{report.pk}/").content.decode()
    client.post(f"/duties/{report.pk}/", {**URGED, "file": SimpleUploadedFile("附表.pdf", files.xlsx())})
    report.refresh_from_db()
    assert (report.file_name, report.attachment.content_type) == ("附表.xlsx", uploads.XLSX)
    assert shelf.get(report.attachment.sha256) == files.xlsx()
    shelf.path_of(report.attachment.sha256).unlink()
    damaged = client.get(f"/duties/{report.pk}/file/")
    assert (damaged.status_code, "从备份恢复" in damaged.content.decode()) == (409, True)
    with pytest.raises(CommandError):
        call_command("verify_files")
    assert f"用于例行事项{report.pk}" in capsys.readouterr().out


@time_machine.travel(NOW, tick=False)
def test_what_a_stranger_sends_is_not_even_opened(
    report: Duty, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "inspect", pytest.fail)
    paper = SimpleUploadedFile("季报.pdf", files.pdf())
    assert visit(people.case_manager).post(f"/duties/{report.pk}/", {**URGED, "file": paper}).status_code == 403


@time_machine.travel(NOW, tick=False)
def test_an_attachment_is_given_to_who_may_see_the_duty(
    report: Duty, people: SimpleNamespace, nanzhao: Court, cast: Cast, outsider: User
) -> None:
    paper = SimpleUploadedFile("季报.pdf", files.pdf())
    visit(people.division_head).post(f"/duties/{report.pk}/", {**URGED, "file": paper})
    assert visit(people.president).get(f"/duties/{report.pk}/file/").status_code == 200
    for stranger in (cast(nanzhao).division_head, outsider, people.bailiff):
        assert visit(stranger).get(f"/duties/{report.pk}/file/").status_code == 404


@time_machine.travel(NOW, tick=False)
def test_who_sees_and_who_may_file(
    report: Duty, people: SimpleNamespace, nanzhao: Court, cast: Cast, outsider: User
) -> None:
    seen = {post for post, user in vars(people).items() if Duty.objects.visible_to(user).filter(pk=report.pk)}
    assert seen == {
        "division_head", "trial_judge", "trial_judge_2", "trial_clerk", "case_manager", "vice_president", "president",
    }  # fmt: skip
    may = {post for post, user in vars(people).items() if filing.refusal_of(report, user) is None}
    assert may == {"division_head", "trial_judge", "trial_judge_2", "trial_clerk"}
    for stranger in (cast(nanzhao).division_head, outsider, people.bailiff):
        assert visit(stranger).get(f"/duties/{report.pk}/").status_code == 404
    page = visit(people.case_manager).get(f"/duties/{report.pk}/").content.decode()
    assert "请联系" in page
    assert visit(people.case_manager).post(f"/duties/{report.pk}/", URGED).status_code == 403


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize(
    "query", ["?state=xx", "?rule=zz&court=9", "?page=zzz", "?state=all&whose=mine", "?state=done"]
)
def test_bad_filters_are_told_and_never_break(report: Duty, people: SimpleNamespace, query: str) -> None:
    assert visit(people.president).get(f"/duties/{query}").status_code == 200


@time_machine.travel(NOW, tick=False)
def test_the_list_asks_the_same_questions_for_one_row_and_for_thirty(
    report: Duty, people: SimpleNamespace, django_assert_num_queries: Any
) -> None:
    from django.db import connection

    client = visit(people.president)
    client.get("/duties/")
    with CaptureQueriesContext(connection) as few:
        client.get("/duties/?state=all")
    copies = [
        Duty(**{
            field.attname: getattr(report, field.attname) for field in Duty._meta.concrete_fields if field.name != "id"
        } | {"period": f"期间{number}"})
        for number in range(30)
    ]  # fmt: skip
    Duty.objects.bulk_create(copies)
    with CaptureQueriesContext(connection) as many:
        page = client.get("/duties/?state=all").content.decode()
    assert len(many) == len(few)
    assert "共 3" in page


@time_machine.travel(NOW, tick=False)
def test_rest_reads_and_files(report: Duty, people: SimpleNamespace) -> None:
    api = APIClient()
    api.force_authenticate(people.division_head)
    (row,) = api.get("/api/v1/duties/?owed=true&mine=true").json()["results"]
    assert (row["timer"], row["due_on"], row["state_label"]) == ("T19", "2025-01-08", "待报送")
    one = api.get(f"/api/v1/duties/{report.pk}/").json()
    assert one["schema"]["required"] == ["measures", "checked"]
    assert one["refusal"] is None
    address = f"/api/v1/duties/{report.pk}/file/"
    for wrong in ([], {"measures": 3}, {"nonsense": "x"}, {"measures": ""}):
        answer = api.post(address, wrong, format="json")
        assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    done = api.post(address, {"measures": "电话督促", "checked": True}, format="json")
    assert (done.status_code, done.json()["state"]) == (200, "filed")
    assert api.post(address, {"measures": "再报", "checked": True}, format="json").status_code == 409
    api.force_authenticate(people.bailiff)
    assert api.get(f"/api/v1/duties/{report.pk}/").status_code == 404


@time_machine.travel(NOW, tick=False)
def test_the_list_of_integrity_downloads_whole_and_shows_masked(jiamusi: Court, cast: Cast) -> None:
    people = cast(jiamusi)
    with time_machine.travel(noon(2024, 10, 1), tick=False):
        sweep()
    duty = Duty.objects.get(rule="duty_integrity_list")
    entry = {
        "document": 1, "party": 1, "name": "=李二", "identifier": "410811198005170021", "certificate": "证明字第1号",
        "issued_on": "2024-09-19", "instrument": "（2024）黑08民初1号", "completed_on": "2024-09-18",
    }  # fmt: skip
    Duty.objects.filter(pk=duty.pk).update(result=duty.result | {"entries": [entry]})
    client = visit(people.centre_staff)
    page = client.get(f"/duties/{duty.pk}/").content.decode()
    assert entry["identifier"] not in page
    got = client.get(f"/duties/{duty.pk}/list.csv")
    text = got.content.decode("utf-8-sig")
    assert str(entry["identifier"]) in text
    assert "'=李二" in text
    assert Event.objects.filter(act="duty.export").count() == 1
    refused = visit(people.president).get(f"/duties/{duty.pk}/list.csv", follow=True)
    assert "只有负责推送的人员可以下载名单" in refused.content.decode()


def test_the_administrator_reads_and_changes_nothing(report: Duty, people: SimpleNamespace) -> None:
    client = visit(people.system_admin)
    assert "2024年第四季度" in client.get("/admin/duties/duty/").content.decode()
    assert client.get(f"/admin/duties/duty/{report.pk}/change/").status_code == 200
    assert client.get("/admin/duties/duty/add/").status_code == 403
    assert client.post(f"/admin/duties/duty/{report.pk}/delete/").status_code == 403


def test_terms_are_named_as_reports_are_headed() -> None:
    from courtflow.duties.terms import Cycle, term_of

    day = date(2025, 12, 29)
    assert [term_of(cycle, day).label for cycle in Cycle] == [
        "2026年第1周", "2025年12月", "2025年第四季度", "2025年下半年", "2025年度",
    ]  # fmt: skip
    assert (term_of(Cycle.WEEK, day).first, term_of(Cycle.WEEK, day).last) == (date(2025, 12, 29), date(2026, 1, 4))
    assert term_of(Cycle.MONTH, date(2024, 2, 10)).last == date(2024, 2, 29)
