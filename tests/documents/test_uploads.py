"""A clerk hands files into a case: read by their content, kept under their hash, given out as attachments only."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import InternalError, ProgrammingError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from courtflow.accounts.models import Court
from courtflow.cases.models import Case
from courtflow.flow.refusals import Denied, InvalidFacts, Refusal
from documents import materials, uploads
from documents.files import shelf
from documents.forms import MaterialForm
from documents.keeping import store
from documents.materials import Place
from documents.models import Material, StoredFile
from tests.diary import effective_case

from . import files

Cast = Callable[[Court], SimpleNamespace]
EVERY = uploads.EVERY


def handed(content: bytes, name: str = "材料.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def read(content: bytes, name: str = "材料.pdf") -> uploads.Upload:
    return uploads.read(handed(content, name), EVERY)


@pytest.fixture
def case(shanyang: Court) -> Case:
    return effective_case(shanyang)[0]


@pytest.fixture
def people(shanyang: Court, cast: Cast) -> SimpleNamespace:
    return cast(shanyang)


@pytest.mark.parametrize(
    ("content", "kind", "pages", "name"),
    [
        (files.pdf(3), uploads.PDF, 3, "借条.pdf"),
        (files.picture("JPEG"), uploads.JPEG, 1, "借条.jpg"),
        (files.picture("PNG"), uploads.PNG, 1, "借条.png"),
        (files.docx(), uploads.DOCX, None, "借条.docx"),
        (files.xlsx(), uploads.XLSX, None, "借条.xlsx"),
    ],
)
def test_a_file_is_what_its_content_says(content: bytes, kind: str, pages: int | None, name: str) -> None:
    upload = read(content, "借条.exe")
    assert (upload.content_type, upload.pages, upload.name) == (kind, pages, name)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "空的"),
        (b"MZ\x90\x00 an executable called .pdf", "实际内容与这些格式不符"),
        (b"<html><script>alert(1)</script>", "实际内容与这些格式不符"),
        (b"%PDF-1.7 and nothing else", "已损坏"),
        (files.pdf_with_script(), "脚本"),
        (files.pdf_that_launches(), "启动程序"),
        (files.locked_pdf(), "已加密"),
        (files.picture("JPEG")[:400], "已损坏"),
        (files.picture("PNG", (11_000, 10_000)), "像素"),
        (b"PK\x03\x04 not a package", "已损坏"),
        (files.docx(**{"word/vbaProject.bin": b"macro"}), "宏"),
        (files.docx(**{"word/media/zero": b"\0" * (201 * 1024**2)}), "解压后过大"),
        (files.xlsx(**{"xl/vbaProject.bin": b"macro"}), "XLSX内含宏"),
        (files.xlsx(**{"xl/macrosheets/sheet1.xml": b"<xm:macrosheet/>"}), "XLSX内含宏"),
        (files.xlsx(**{"xl/externalLinks/externalLink1.xml": b'<ddeLink ddeService="cmd"/>'}), "DDE"),
        (files.xlsx(**{"word/document.xml": b"<w:document/>"}), "压缩包或者其他格式"),
        (files.xlsx(**{"xl/media/zero": b"\0" * (201 * 1024**2)}), "XLSX解压后过大"),
    ],
    ids=[
        "empty",
        "exe",
        "html",
        "broken",
        "script",
        "launch",
        "locked",
        "cut",
        "pixels",
        "unzipped",
        "macro",
        "bomb",
        "excel-macro",
        "macro-sheet",
        "dde",
        "both",
        "excel-bomb",
    ],
)
def test_what_is_not_taken_is_told_why(content: bytes, why: str) -> None:
    with pytest.raises(ValidationError) as refused:
        read(content)
    assert why in "".join(refused.value.messages)


def test_a_package_that_is_no_text_is_not_taken() -> None:

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("payload.js", "1")
    with pytest.raises(ValidationError, match="压缩包"):
        read(out.getvalue(), "合同.docx")


def test_a_spreadsheet_is_not_taken_where_pages_are_wanted() -> None:
    for wanted, content in ((uploads.PAGED, files.xlsx()), ((uploads.DOCX,), files.xlsx())):
        with pytest.raises(ValidationError, match="实际内容与这些格式不符"):
            uploads.read(handed(content, "送达回证.pdf"), wanted)


def test_the_limit_is_a_setting(settings: Any) -> None:
    settings.UPLOAD_LARGEST = 1_000_000
    with pytest.raises(ValidationError, match="不得超过1兆字节"):
        read(b"%PDF-" + b"0" * 1_000_000)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\卷宗\\回证.PDF", "回证.pdf"),
        ("起诉\x00状\r\n.pdf", "起诉状.pdf"),
        ("\u202egnp.pdf", "gnp.pdf"),
        ("长" * 300 + ".pdf", "长" * uploads.LONGEST_NAME + ".pdf"),
        ("...", "未命名.pdf"),
        (None, "未命名.pdf"),
    ],
)
def test_a_name_is_only_text(name: str | None, kept: str) -> None:
    assert uploads.named(name, uploads.PDF) == kept


class TestTheShelf:
    def test_the_same_content_lies_once_under_its_hash_and_cannot_run(self, db: None) -> None:
        first, second = (store(read(files.pdf(), name)) for name in ("甲.pdf", "乙.pdf"))
        assert first == second
        path = shelf.path_of(first.sha256)
        assert path.parts[-3:] == (first.sha256[:2], first.sha256[2:4], first.sha256)
        assert path.stat().st_mode & 0o777 == shelf.READ_ONLY
        assert [item.name for item in path.parent.iterdir()] == [first.sha256]

    def test_a_write_that_breaks_off_leaves_nothing(self, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
        def full(*args: Any) -> None:
            raise OSError("no space left")

        monkeypatch.setattr("os.fsync", full)
        with pytest.raises(OSError, match="no space"):
            shelf.put(b"half")
        assert [path for path in Path(settings.FILES_DIR).rglob("*") if path.is_file()] == []

    def test_the_command_tells_missing_altered_and_stray_files(self, db: None, capsys: Any) -> None:
        whole, gone, altered = (store(read(files.pdf(pages))) for pages in (1, 2, 3))
        call_command("verify_files")
        shelf.path_of(gone.sha256).unlink()
        shelf.path_of(altered.sha256).chmod(0o640)
        shelf.path_of(altered.sha256).write_bytes(b"other")
        stray = shelf.put(b"stray")
        with pytest.raises(CommandError):
            call_command("verify_files")
        said = capsys.readouterr().out
        assert f"{gone.sha256}：文件不在存放处" in said
        assert f"{altered.sha256}：文件与登记的哈希不符" in said
        assert f"{stray}：没有登记的文件" in said
        assert f"{whole.sha256}：" not in said


class TestInTheCase:
    def test_it_is_an_event_of_the_case(self, case: Case, people: SimpleNamespace) -> None:
        material = materials.hand_in(case, read(files.pdf()), Place("evidence"), people.filing_clerk)
        event = case.events.get()
        assert event.label == "收入案卷材料"
        assert event.facts["sha256"] == material.file.sha256
        assert material.event == event
        assert material.title == "材料"

    def test_the_same_file_for_the_same_purpose_comes_once(self, case: Case, people: SimpleNamespace) -> None:
        materials.hand_in(case, read(files.pdf()), Place("evidence"), people.filing_clerk)
        with pytest.raises(InvalidFacts) as refused:
            materials.hand_in(case, read(files.pdf()), Place("evidence"), people.filing_clerk)
        assert "无需重复上传" in refused.value.errors["file"][0]
        materials.hand_in(case, read(files.pdf()), Place("performance"), people.filing_clerk)
        assert StoredFile.objects.count() == 1

    def test_a_case_holds_only_so_much(self, case: Case, people: SimpleNamespace, settings: Any) -> None:
        settings.MATERIALS_PER_CASE = 100
        with pytest.raises(InvalidFacts) as refused:
            materials.hand_in(case, read(files.pdf()), Place("evidence"), people.filing_clerk)
        assert "兆字节" in refused.value.errors["file"][0]
        assert not Material.objects.exists()

    def test_another_court_adds_nothing(self, case: Case, jiamusi: Court, cast: Cast, outsider: Any) -> None:
        for stranger in (cast(jiamusi).filing_clerk, outsider):
            with pytest.raises(Denied):
                materials.hand_in(case, read(files.pdf()), Place("evidence"), stranger)

    def test_it_is_withdrawn_with_a_reason_and_never_deleted(self, case: Case, people: SimpleNamespace) -> None:
        material = materials.hand_in(case, read(files.pdf()), Place("evidence"), people.filing_clerk)
        with pytest.raises(Denied):
            materials.withdraw(material, "错了", people.trial_clerk)
        with pytest.raises(Refusal, match="写明原因"):
            materials.withdraw(material, " ", people.filing_clerk)
        materials.withdraw(material, "误传他案材料", people.filing_clerk)
        assert not case.materials.standing().exists()
        assert case.events.last().facts["reason"] == "误传他案材料"
        with pytest.raises(Refusal, match="已经撤回"):
            materials.withdraw(material, "再来", people.filing_clerk)
        for statement in ("DELETE FROM documents_material", "UPDATE documents_material SET title = 'x'"):
            with pytest.raises((InternalError, ProgrammingError)), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
        assert shelf.get(material.file.sha256)


class TestInTheBrowser:
    def test_a_clerk_hands_in_and_everybody_of_the_case_downloads(
        self, client: Client, case: Case, people: SimpleNamespace
    ) -> None:
        client.force_login(people.filing_clerk)
        form = {"label": "evidence", "title": "借条", "file": handed(files.pdf(), "借条（原件）.pdf")}
        assert client.post(f"/documents/cases/{case.pk}/materials/", form).status_code == 302
        material = case.materials.get()
        page = client.get(f"/cases/{case.pk}/").content.decode()
        assert material.href in page
        answer = client.get(material.href)
        assert answer.content == files.pdf()
        assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%E5%80%9F")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert "no-store" in answer["Cache-Control"]

    def test_what_is_wrong_is_told_beside_the_field(self, client: Client, case: Case, people: SimpleNamespace) -> None:
        client.force_login(people.filing_clerk)
        for form, why in (
            ({"label": "evidence"}, "请选择文件"),
            ({"label": "nothing", "file": handed(files.pdf())}, "选择一个有效的选项"),
            ({"label": "evidence", "file": handed(b"")}, "文件是空的"),
            ({"label": "evidence", "file": handed(b"MZ", "a.pdf")}, "实际内容与这些格式不符"),
            ({"label": "evidence", "proceeding": "999999", "file": handed(files.pdf())}, "从本案的程序中选择"),
        ):
            answer = client.post(f"/documents/cases/{case.pk}/materials/", form)
            assert answer.status_code == 400
            assert why in answer.content.decode()
        assert not Material.objects.exists()

    def test_to_others_it_does_not_exist(
        self, client: Client, case: Case, people: SimpleNamespace, jiamusi: Court, cast: Cast
    ) -> None:
        material = materials.hand_in(case, read(files.pdf()), Place("evidence"), people.filing_clerk)
        client.force_login(cast(jiamusi).filing_clerk)
        assert client.get(material.href).status_code == 404
        assert client.get(f"/documents/cases/{case.pk}/materials/").status_code == 404
        assert client.post(f"/documents/materials/{material.pk}/withdraw/", {"reason": "x"}).status_code == 404

    def test_a_damaged_file_is_not_given_out(self, client: Client, case: Case, people: SimpleNamespace) -> None:
        material = materials.hand_in(case, read(files.pdf()), Place("evidence"), people.filing_clerk)
        shelf.path_of(material.file.sha256).unlink()
        client.force_login(people.filing_clerk)
        answer = client.get(material.href)
        assert answer.status_code == 409
        assert "从备份恢复" in answer.content.decode()

    def test_the_list_asks_no_more_for_more_files(
        self, client: Client, case: Case, people: SimpleNamespace, django_assert_num_queries: Any
    ) -> None:

        client.force_login(people.filing_clerk)
        counts = []
        for pages in (1, 2, 3):
            materials.hand_in(case, read(files.pdf(pages)), Place("evidence"), people.trial_clerk)
            with CaptureQueriesContext(connection) as asked:
                client.get(f"/documents/cases/{case.pk}/materials/")
            counts.append(len(asked))
        assert counts[1] == counts[2]


class TestThroughTheApi:
    URL = "/api/v1/materials/"

    def post(self, client: APIClient, case: Case, content: bytes, key: str = "k1") -> Any:
        form = {"case": case.pk, "label": "evidence", "file": handed(content, "借条.pdf")}
        return client.post(self.URL, form, format="multipart", headers={"Idempotency-Key": key})

    @pytest.fixture
    def api(self, people: SimpleNamespace) -> APIClient:
        client = APIClient(raise_request_exception=False)
        client.force_authenticate(people.filing_clerk)
        return client

    def test_a_repeated_request_hands_in_once(self, api: APIClient, case: Case) -> None:
        first, again = self.post(api, case, files.pdf()), self.post(api, case, files.pdf())
        assert (first.status_code, again.status_code) == (201, 201)
        assert again["Idempotent-Replayed"] == "true"
        assert first.json() == again.json()
        assert Material.objects.count() == 1
        assert self.post(api, case, files.pdf(2)).status_code == 422

    def test_it_is_listed_fetched_and_withdrawn(self, api: APIClient, case: Case) -> None:
        made = self.post(api, case, files.pdf()).json()
        assert api.get(self.URL, {"case": case.pk}).json()["results"][0]["sha256"] == made["sha256"]
        fetched = api.get(f"{self.URL}{made['id']}/file/")
        assert fetched.content == files.pdf()
        assert fetched["Content-Disposition"].startswith("attachment")
        gone = api.post(f"{self.URL}{made['id']}/withdraw/", {"reason": "误传"}, format="json")
        assert gone.json()["withdrawn_reason"] == "误传"
        assert api.get(self.URL, {"case": case.pk, "standing": "true"}).json()["results"] == []

    def test_wrong_files_and_cases_are_problems(self, api: APIClient, case: Case, jiamusi: Court) -> None:
        wrong = self.post(api, case, b"MZ")
        assert wrong.status_code == 400
        assert "实际内容" in wrong.json()["errors"]["file"][0]
        foreign = self.post(api, effective_case(jiamusi)[0], files.pdf())
        assert foreign.status_code == 400
        assert "无权查看" in foreign.json()["errors"]["case"][0]
        assert api.post(self.URL, {"case": case.pk}, format="json").status_code == 415


def test_the_form_says_the_limit(case: Case, settings: Any) -> None:
    settings.UPLOAD_LARGEST = 5_000_000
    assert "不超过5兆字节" in MaterialForm(case=case).fields["file"].help_text
