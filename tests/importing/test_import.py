"""A bank's batch: whole rows or none, faults by row and column in Chinese, and nothing twice."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courtflow.accounts.models import Court
from courtflow.cases.models import Account, Case, Party
from courtflow.flow import clock
from courtflow.flow.models import Event
from courtflow.importing import running, sheets
from courtflow.importing.batch import Report, import_lines
from courtflow.importing.example import example
from courtflow.importing.models import Batch
from courtflow.importing.reading import FileFault, Line, read

TODAY = clock.day_of(timezone.now())  # while tests are collected there is no database to ask


@pytest.fixture
def people(shanyang: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def clerk(people: SimpleNamespace, client: Client) -> Client:
    client.force_login(people.filing_clerk)
    return client


def table(rows: int = 3, **changes: Any) -> list[list[Any]]:
    """The example as a list of lists; `changes` put other values into its first row, by heading."""
    sheet = openpyxl.load_workbook(io.BytesIO(example(rows, TODAY))).active
    assert sheet is not None
    found = [list(row) for row in sheet.iter_rows(values_only=True)]
    for heading, value in changes.items():
        found[1][found[0].index(heading)] = value
    return found


def as_csv(rows: list[list[Any]], encoding: str = "utf-8") -> bytes:
    return "\r\n".join(",".join(f'"{value or ""}"' for value in row) for row in rows).encode(encoding)


def as_xlsx(rows: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    return sheets.as_bytes(book)


def lines(rows: list[list[Any]]) -> list[Line]:
    return read(as_xlsx(rows), "batch.xlsx")


@pytest.fixture
def imported(shanyang: Court, people: SimpleNamespace) -> Callable[..., Report]:
    def run(found: list[Line], **options: Any) -> Report:
        return import_lines(found, court=shanyang, by=people.filing_clerk, source="银行批量", **options)

    return run


def faults(report: Report) -> list[str]:
    return [str(fault) for fault in report.faults]


# -- rows --------------------------------------------------------------------------------------------------------


def test_a_batch_becomes_filings_through_the_door_of_the_counter(
    imported: Callable[..., Report], people: SimpleNamespace
) -> None:
    report = imported(lines(table(12)))
    assert (report.created, report.skipped, report.failed) == (12, 0, 0)
    case = Case.objects.get(external_id="YH2026-00004")
    assert case.title.startswith("演示农商银行股份有限公司山阳支行诉")
    assert (case.source, case.proceedings.get().kind, case.proceedings.get().state) == (
        "银行批量",
        "filing",
        "received",
    )
    assert case.parties.filter(role=Party.Role.DEFENDANT).count() == 2
    assert Account.objects.filter(party__case=case).count() == 2
    event = Event.objects.filter(case=case).earliest("id")
    assert (event.act, event.by) == ("filing.receive", people.filing_clerk)
    assert case.deadlines.get().started_on == TODAY - timedelta(days=1)  # the review runs from the receipt
    assert case.searches.get().result["parties"]  # the bank's other cases were searched


def test_the_same_file_again_changes_nothing(imported: Callable[..., Report]) -> None:
    found = lines(table(3))
    imported(found)
    before = (Case.objects.count(), Party.objects.count(), Event.objects.count())
    again = imported(found)
    assert (again.created, again.skipped, again.failed) == (0, 3, 0)
    assert (Case.objects.count(), Party.objects.count(), Event.objects.count()) == before


def test_a_dry_run_writes_nothing_and_says_the_same(imported: Callable[..., Report]) -> None:
    found = lines(table(3, 标的额="12.345"))
    tried = imported(found, dry_run=True)
    assert not Case.objects.exists()
    assert not Event.objects.exists()
    done = imported(found)
    assert (tried.created, tried.failed, faults(tried)) == (done.created, done.failed, faults(done))
    assert Case.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"标的额": "12000.123"}, "第2行“标的额”：金额最多精确到分"),
        ({"标的额": "一万二"}, "第2行“标的额”：请填写金额"),
        ({"标的额": "-5"}, "第2行“标的额”：金额必须大于零"),
        ({"标的额": ""}, "第2行“标的额”：金钱给付纠纷须填写标的额"),
        ({"收到材料日期": "2024-02-30"}, "第2行“收到材料日期”：日期不存在或格式不对"),
        ({"收到材料日期": (TODAY + timedelta(days=1)).isoformat()}, "第2行“收到材料日期”：收到起诉材料日期不能晚于"),
        ({"被告1证件号码": "410811198005170016"}, "第2行“被告1证件号码”：公民身份号码校验不通过"),
        ({"被告1证件号码": "41081119800230001X"}, "不是真实的出生日期"),
        ({"被告1证件号码": "41081119800517"}, "第2行“被告1证件号码”：公民身份号码应为18位"),
        ({"原告证件号码": "91410811MA0000000X"}, "第2行“原告证件号码”：统一社会信用代码"),
        ({"原告证件号码": ""}, "第2行“原告证件号码”：原告、申请人须填写"),
        ({"被告1类型": "公司"}, "第2行“被告1类型”：“公司”不是可以填的内容，只能填：自然人、法人、非法人组织"),
        ({"诉讼风险提示书回执": "否"}, "第2行“诉讼风险提示书回执”：须逐项确认"),
        ({"原告联系电话": "12345"}, "第2行“原告联系电话”：电话应为11位手机号码"),
        ({"外部编号": ""}, "第2行“外部编号”：不能为空"),
        ({"案由": ""}, "第2行“案由”：不能为空"),
        ({"保全意见": "再说"}, "只能填：申请保全、不申请保全、尚未决定"),
        (
            {"被告1名称": "", "被告1类型": "", "被告1证件号码": "", "被告1联系电话": "", "被告1送达地址": ""},
            "第2行“当事人”：至少填写2项",
        ),
        ({"原告代理人类型": "律师"}, "第2行“原告代理人姓名”：有代理人的，须填写代理人姓名"),
    ],
)
def test_a_faulty_row_is_told_by_row_and_column_and_leaves_no_trace(
    imported: Callable[..., Report], change: dict[str, str], told: str
) -> None:
    report = imported(lines(table(3, **change)))
    assert (report.created, report.failed) == (2, 1), faults(report)
    assert any(told in fault for fault in faults(report)), faults(report)
    assert Case.objects.count() == 2
    assert not Case.objects.filter(external_id__in=["YH2026-00001", ""]).exists()
    assert Party.objects.exclude(case__in=Case.objects.all()).count() == 0


def test_one_number_twice_in_a_file_is_told(imported: Callable[..., Report]) -> None:
    rows = table(3)
    rows[3][0] = rows[1][0]
    report = imported(lines(rows))
    assert faults(report) == ["第4行“外部编号”：与第2行重复"]
    assert report.created == 2


def test_figures_that_the_sheet_has_rounded_are_not_guessed(imported: Callable[..., Report]) -> None:
    report = imported(lines(table(1, 被告1证件号码=410811198005170016)))
    assert "第2行“被告1证件号码”：单元格存成了数字，后几位已经丢失，请把该列设为文本后重新填写" in faults(report)


def test_dates_and_amounts_may_be_cells_of_their_own_kind(imported: Callable[..., Report]) -> None:
    report = imported(
        lines(
            table(
                1,
                收到材料日期=date(2024, 10, 8),
                保全释明日期=date(2024, 10, 8),
                标的额=12000.5,
                原告联系电话=13900000001,
            )
        )
    )
    assert faults(report) == []
    assert str(Case.objects.get().amount) == "12000.50"


def test_somebody_without_the_power_imports_nothing(shanyang: Court, people: SimpleNamespace) -> None:
    report = import_lines(lines(table(2)), court=shanyang, by=people.trial_clerk, source="银行批量")
    assert report.failed == 2
    assert "只能由立案庭书记员、立案法官办理" in faults(report)[0]
    assert not Case.objects.exists()


# -- files -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_csv_is_read_in_the_encodings_that_offices_use(encoding: str) -> None:
    found = read(as_csv(table(2), encoding), "batch.csv")
    assert len(found) == 2
    assert found[0].of("cause") == "金融借款合同纠纷"
    assert found[0].number == 2


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"", "a.xlsx", "文件是空的"),
        (b"\n\n", "a.csv", "缺少列：外部编号"),
        (as_csv(table(0)), "a.csv", "只有表头，没有数据"),
        (as_csv([["编号", "案由"], ["1", "借款"]]), "a.csv", "不认识的列：编号"),
        (as_csv([[*table(0)[0], "案由"], ["1"]]), "a.csv", "重复的列：案由"),
        (b"PK\x03\x04not really a sheet", "a.xlsx", "表格打不开"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", "a.xls", "请另存为不加密的xlsx"),
        (b"%PDF-1.7", "a.pdf", "只能导入xlsx或者csv"),
        (b"\x81\x00\xff\xff\x00", "a.csv", "文件编码无法识别"),
        (b"abc", "a.xlsx", "文件可能已经损坏"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_chinese(content: bytes, name: str, told: str) -> None:
    with pytest.raises(FileFault, match=told):
        read(content, name)


def test_blank_rows_are_passed_over_and_numbers_stay_those_of_the_sheet() -> None:
    rows = table(2)
    rows.insert(2, [None] * len(rows[0]))
    assert [line.number for line in lines(rows)] == [2, 4]


def test_the_template_has_every_column_that_is_needed() -> None:
    with pytest.raises(FileFault, match="只有表头"):
        read(sheets.template(), "template.xlsx")


def test_a_report_cannot_smuggle_a_formula_into_a_sheet() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(sheets.report([[2, "案由", "=HYPERLINK(1)"]]))).active
    assert sheet is not None
    assert sheet["C2"].value == "'=HYPERLINK(1)"


# -- command and page ----------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_shipped_example_imports_whole(imported: Callable[..., Report]) -> None:
    shipped = Path(settings.BASE_DIR) / "fixtures" / "demo" / "bank_batch.xlsx"
    assert shipped.read_bytes()[:2] == b"PK"
    found = read(shipped.read_bytes(), shipped.name)
    assert len(found) == 30
    assert imported(found, dry_run=True).failed == 0


def test_the_command_tells_what_it_did(shanyang: Court, people: SimpleNamespace, tmp_path: Path) -> None:
    path = tmp_path / "batch.csv"
    path.write_bytes(as_csv(table(2), "gbk"))
    out, bar = io.StringIO(), io.StringIO()
    call_command("import_cases", path, court="豫0811", stdout=out, stderr=bar)
    assert "共2行：已导入2行，此前已导入0行，有误0行" in out.getvalue()
    assert "导入" in bar.getvalue()
    call_command("import_cases", path, court="豫0811", stdout=out, stderr=bar)
    assert "已导入0行，此前已导入2行" in out.getvalue()
    path.write_bytes(as_csv(table(3, 标的额="x")))
    with pytest.raises(CommandError, match="有误的行没有导入"):
        call_command("import_cases", path, "--dry-run", court="豫0811", source="其他批量", stdout=out, stderr=bar)
    for wrong in ({"court": "豫9999"}, {"user": "nobody"}):
        with pytest.raises(CommandError, match="没有"):
            call_command("import_cases", path, stdout=out, stderr=bar, **wrong)
    with pytest.raises(CommandError, match="文件打不开"):
        call_command("import_cases", tmp_path / "absent.csv", stdout=out, stderr=bar)
    assert Case.objects.count() == 2


def upload(client: Client, content: bytes, name: str = "batch.xlsx") -> Any:
    return client.post(reverse("import_cases"), {"source": "银行批量", "file": SimpleUploadedFile(name, content)})


def test_an_upload_is_checked_then_imported_by_a_worker(clerk: Client, people: SimpleNamespace) -> None:
    answer = upload(clerk, as_xlsx(table(3, 标的额="1.234")))
    batch = Batch.objects.get()
    assert answer["Location"] == reverse("import_batch", args=[batch.pk])
    waiting = clerk.get(answer["Location"]).content.decode()
    assert "0 / 3 行" in waiting
    assert 'hx-trigger="every 1s"' in waiting
    assert running.run_waiting() == 1
    checked = clerk.get(answer["Location"]).content.decode()
    assert "核对完毕，尚未写入任何案件" in checked
    assert "金额最多精确到分" in checked
    assert "导入 2 行" in checked
    assert not Case.objects.exists()
    report = clerk.get(reverse("import_errors", args=[batch.pk]))
    sheet = openpyxl.load_workbook(io.BytesIO(report.content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][:2] == [2, "标的额"]
    clerk.post(reverse("import_run", args=[batch.pk]))
    assert running.run_waiting() == 1
    assert Case.objects.count() == 2
    batch.refresh_from_db()
    assert (batch.state, batch.created, batch.failed, batch.content) == (Batch.State.DONE, 2, 1, None)
    clerk.post(reverse("import_run", args=[batch.pk]))
    assert running.run_waiting() == 0
    assert Case.objects.count() == 2


def test_a_worker_that_died_is_followed_by_another(clerk: Client) -> None:
    upload(clerk, as_xlsx(table(2)))
    running.run_waiting()
    batch = Batch.objects.get()
    clerk.post(reverse("import_run", args=[batch.pk]))
    Batch.objects.update(state=Batch.State.RUNNING)  # as a killed worker leaves it
    assert running.run_waiting() == 1
    batch.refresh_from_db()
    assert (batch.state, Case.objects.count()) == (Batch.State.DONE, 2)


@pytest.mark.parametrize(
    ("content", "name", "told"), [(b"", "a.xlsx", "文件是空的"), (b"a,b\n1,2", "a.csv", "表头与模板不一致")]
)
def test_a_file_at_fault_is_told_at_once(clerk: Client, content: bytes, name: str, told: str) -> None:
    answer = upload(clerk, content, name)
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert not Batch.objects.exists()


def test_only_filing_imports_and_sees_its_court_s_batches(clerk: Client, people: SimpleNamespace) -> None:
    upload(clerk, as_xlsx(table(1)))
    batch = Batch.objects.get()
    clerk.force_login(people.enforcement_clerk)
    for name, args in (
        ("import_cases", []),
        ("import_batch", [batch.pk]),
        ("import_errors", [batch.pk]),
        ("import_template", []),
    ):
        assert clerk.get(reverse(name, args=args)).status_code == 403
    assert clerk.post(reverse("import_run", args=[batch.pk])).status_code == 403
    assert upload(clerk, as_xlsx(table(1))).status_code == 403
