"""`manage.py calc`: exact answers without any server, and one Chinese line for whatever is wrong."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from courtflow.accounts.models import Court
from courtflow.calculators.management.commands.calc import Command
from courtflow.flow import clock
from courtflow.policy.models import HolidayNotice, LocalRestDay

pytestmark = pytest.mark.django_db  # notices loaded since are asked for, where there is a database

LAW = Path(__file__).parent.parent / "law" / "data"
OWN = json.loads((LAW / "own_vectors.json").read_text("utf-8"))
RECORD = json.loads((LAW / "vectors.json").read_text("utf-8"))
UNITS = {"d": "day", "m": "month", "y": "year", "w": "workday"}


def calc(*words: Any) -> dict[str, Any]:
    out = io.StringIO()
    call_command("calc", *map(str, words), "--json", stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def told(*words: str) -> str:
    out = io.StringIO()
    call_command("calc", *words, stdout=out)
    return out.getvalue()


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """The one line on stderr of a command that ends with code 2 and prints nothing else."""
    with pytest.raises(SystemExit) as ended:
        Command().run_from_argv(["manage.py", "calc", *words])
    said = capsys.readouterr()
    assert ended.value.code == 2
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err
    return said.err.strip()


def test_it_runs_without_database_or_broker() -> None:
    environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    program = [sys.executable, "manage.py", "calc", "period", "--start", "2024-09-02", "--length", "15",
               "--unit", "day", "--roll", "forward", "--json"]  # fmt: skip
    ran = subprocess.run(program, env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    answer = json.loads(ran.stdout)
    assert list(answer)[:4] == ["raw", "due", "roll", "steps"]
    assert (answer["raw"], answer["due"], answer["roll"]) == ("2024-09-17", "2024-09-18", "forward")


@pytest.mark.parametrize("command", [["sweep"], ["migrate"], ["check"]])
def test_everything_else_says_which_setting_is_missing(command: list[str]) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    program = [sys.executable, "manage.py", *command]
    ran = subprocess.run(program, env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert "DATABASE_URL is not set. Run `make demo`" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_web_server_without_a_database_does_not_start() -> None:
    environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    program = [sys.executable, "-c", "import courtflow.wsgi"]
    ran = subprocess.run(program, env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert "DATABASE_URL is not set" in ran.stderr.splitlines()[-1]


@pytest.mark.parametrize("vector", RECORD["dates"], ids=lambda vector: vector["id"])
def test_periods_of_record(vector: dict[str, Any]) -> None:
    roll = "forward" if vector["roll"] else "none"
    options = ["--start", vector["start"], "--length", vector["n"], "--unit", UNITS[vector["unit"]], "--roll", roll]
    answer = calc("period", *options)
    assert (answer["raw"], answer["due"]) == (vector["raw"], vector["expected"])


@pytest.mark.parametrize("vector", RECORD["hours"], ids=lambda vector: vector[0])
def test_hours_of_record(vector: list[str]) -> None:
    assert calc("period", "--start", vector[2], "--length", 48, "--unit", "hour")["due"] == vector[3]


def test_a_moment_may_name_its_own_offset() -> None:
    answer = calc("period", "--start", "2024-09-30T01:20:00Z", "--length", 48, "--unit", "hour")
    assert (answer["start"], answer["due"]) == ("2024-09-30T09:20", "2024-10-02T10:00")


@pytest.mark.parametrize(
    ("unit", "length", "roll"),
    [("day", 15, "forward"), ("month", 3, "forward"), ("year", 2, "forward"), ("workday", 3, "none"),
     ("day", -7, "backward")],
)  # fmt: skip
def test_each_unit_has_its_usual_roll(unit: str, length: int, roll: str) -> None:
    assert calc("period", "--start", "2024-09-02", "--length", length, "--unit", unit)["roll"] == roll


def test_a_day_may_be_written_as_in_a_judgment() -> None:
    assert calc("period", "--start", "二○二四年九月二日", "--length", 15, "--unit", "day")["due"] == "2024-09-18"


def test_appraisal_is_named_with_its_article() -> None:
    answer = calc("period", "--start", "2024-09-02", "--length", 15, "--unit", "day",
                  "--exclude", "2024-09-05:2024-09-08:鉴定")  # fmt: skip
    assert answer["due"] == "2024-09-23"
    assert "鉴定期间4日不计入" in answer["steps"][2]
    assert "《民诉法解释》第二百四十三条" in answer["steps"][2]


def test_an_extension_is_counted_from_the_end_before_it() -> None:
    answer = calc("period", "--start", "2024-01-15", "--length", 6, "--unit", "month", "--extend", "6:month:院长批准")
    assert answer["due"] == "2025-01-15"
    assert any("院长批准" in step for step in answer["steps"])


def effect_options(vector: dict[str, Any]) -> list[Any]:
    options = vector.get("options") or {"served": vector["served"], "performance_days": 10}
    words: list[Any] = []
    for name, value in options.items():
        flag = f"--{name.replace('_', '-')}"
        for one in value if isinstance(value, list) else [value]:
            words += [flag] if one is True else [flag, one]
    return words


@pytest.mark.parametrize(
    "vector", RECORD["chains"] + OWN["chains"], ids=lambda vector: vector.get("id") or vector["name"][:2]
)
def test_effect_of_record_and_of_our_own(vector: dict[str, Any]) -> None:
    answer = calc("effect", *effect_options(vector))
    expected = {name: day for name, day in vector.items() if name not in {"id", "name", "note", "served", "options"}}
    assert {name: answer[name] for name in expected} == expected


def test_effect_of_a_notice_published_on_a_day() -> None:
    answer = calc("effect", "--served", "2024-08-01:public_notice", "--performance-days", 10)
    assert (answer["parties"][0]["served"], answer["last_appeal_day"]) == ("2024-08-31", "2024-09-18")
    assert answer["double_interest_first_day"] == "2024-09-30"


@pytest.mark.parametrize("vector", OWN["interest"], ids=lambda vector: vector["id"])
def test_interest_of_record_and_of_our_own(vector: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "claim.json"
    file.write_text(json.dumps(vector["claim"]), encoding="utf-8")
    answer = calc("interest", "--file", file)
    assert answer["doubled"] == vector["doubled"]
    assert answer["general"] == vector.get("general", "0.00")
    assert answer["total"] == vector.get("total", answer["total"])
    assert answer["balance"]["total"] == vector.get("left", answer["balance"]["total"])


def test_options_say_the_same_as_a_file() -> None:
    answer = calc("interest", "--principal", 10000, "--due", "2015-07-03", "--general", "0.05%:2015-01-01",
                  "--payment", "2015-09-01:11325")  # fmt: skip
    assert [(line["part"], line["days"], line["amount"]) for line in answer["segments"]] == [
        ("general", 184, "920.00"), ("general", 60, "300.00"), ("doubled", 60, "105.00"),
    ]  # fmt: skip
    assert answer["payments"] == [
        {"on": "2015-09-01", "amount": "11325.00", "costs": "0.00", "general": "1220.00", "principal": "10000.00",
         "doubled": "105.00", "surplus": "0.00"},
    ]  # fmt: skip


def test_a_claim_comes_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Input:
        buffer = io.BytesIO(b'{"principal": 1000000, "from": "2024-09-30", "to": "2025-01-07"}')

    monkeypatch.setattr("sys.stdin", Input())
    assert calc("interest", "--file", "-")["doubled"] == "17500.00"


FEES = """
5000 50 25 50 70 25
10000 50 25 50 120 25
50000 1050 525 650 520 525
100000 2300 1150 1400 1020 1150
150000 3300 1650 2150 1270 1650
200000 4300 2150 2900 1520 2150
500000 8800 4400 7400 3020 4400
1000000 13800 6900 12400 5000 6900
5000000 46800 23400 52400 5000 23400
10000000 81800 40900 77400 5000 40900
50000000 291800 145900 117400 5000 145900
"""


@pytest.mark.parametrize("row", FEES.split("\n")[1:-1], ids=lambda row: row.split()[0])
def test_fees_of_record(row: str) -> None:
    amount, *fees = row.split()
    answer = calc("fees", "--amount", amount)
    keys = ("acceptance", "half", "enforcement", "preservation", "bankruptcy")
    assert [answer[key] for key in keys] == [f"{fee}.00" for fee in fees]


@pytest.mark.parametrize(
    ("options", "acceptance", "half"),
    [
        (["--type", "divorce", "--amount", "300000", "--fixed", "300"], "800.00", "400.00"),
        (["--type", "personality", "--amount", "200000", "--fixed", "500"], "1500.00", "750.00"),
        (["--type", "other", "--no-amount", "--fixed", "80"], "80.00", "40.00"),
        (["--type", "other", "--no-amount"], "50.00", "25.00"),
        (["--type", "labour", "--no-amount"], "10.00", "5.00"),
        (["--type", "administrative", "--no-amount"], "50.00", "25.00"),
        (["--type", "ip", "--no-amount"], "100.00", "50.00"),
        (["--type", "jurisdiction", "--no-amount"], "50.00", None),
        (["--type", "payment_order", "--amount", "100000"], "766.67", None),
        (["--type", "summons", "--no-amount"], "100.00", None),
        (["--type", "set_aside", "--no-amount"], "400.00", None),
        (["--type", "bankruptcy", "--amount", "200000000"], "300000.00", None),
        (["--type", "special", "--no-amount"], "0.00", None),
        (["--no-amount"], None, None),
    ],
)
def test_every_kind_of_case_has_its_fee(options: list[str], acceptance: str | None, half: str | None) -> None:
    answer = calc("fees", *options)
    assert (answer["acceptance"], answer["half"]) == (acceptance, half)


def test_a_fee_names_the_article_of_every_figure() -> None:
    steps = calc("fees", "--amount", "2500000")["steps"]
    assert "财产案件：超过1,000,000元至2,000,000元的部分：1,000,000元×0.9%＝9,000.00元" in steps
    assert all("第十" in step or "第二" in step or "×" in step or "不超过" in step for step in steps)


def test_people_read_lines_and_reasons() -> None:
    text = told("period", "--start", "2024-09-02", "--length", "15", "--unit", "day")
    assert text.splitlines()[0] == "届满：2024年9月18日（星期三）"
    assert "3. 2024年9月17日（星期二）为休假日：中秋节放假" in text


def test_small_ones() -> None:
    assert calc("workdays", "--from", "2024-09-30", "--to", "2024-10-10")["workdays"] == 3
    assert calc("workdays", "--from", "2024-10-10", "--to", "2024-09-30")["workdays"] == -3
    assert calc("number", "(2024) 豫0811 民初 12号")["number"] == "（2024）豫0811民初12号"
    assert told("amount", "1234567.89").strip() == "壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "缺少 计算器"),
        ("nonsense", "只能是"),
        ("period --start 2024-02-30 --length 15 --unit day", "--start：日期不存在"),
        ("period --start 2024-09-02 --length 15 --unit fortnight", "--unit：没有“fortnight”这一种"),
        ("period --start 2024-09-02 --length 15 --unit day --roll up", "--roll：没有“up”这一种"),
        ("period --start 2024-09-02 --length x --unit day", "--length：请填写整数"),
        ("period --start 2024-09-02 --length 99999999999 --unit day", "过长"),
        ("period --length 15 --unit day", "--start：请填写"),
        ("period --start", "--start 后面缺少内容"),
        ("period --start 2024-09-02 --length 15 --unit day --bogus", "没有这样的参数：--bogus"),
        ("period --start 2024-09-02 --length 48 --unit hour", "需要起算时刻"),
        ("period --start 2024-09-02T09:00 --length -3 --unit hour", "必须大于零"),
        ("period --start 9999-12-31 --length 1 --unit day", "1950年至2150年"),
        ("period --start 2024-09-02 --length -7 --unit day --exclude 2024-09-01:2024-09-02:鉴定", "不能扣除"),
        ("effect", "--served：至少填写1项"),
        ("effect --served 2024-13-01", "--served：第1项"),
        ("effect --served 2024-08-01:pigeon", "没有“pigeon”这一种"),
        ("effect --served 2024-08-01:public_notice --kind mediation", "不适用公告送达"),
        ("interest", "--principal：请填写金额"),
        ("interest --principal -5 --from 2024-01-01 --to 2024-02-01", "--principal：金额不能为负数"),
        ("interest --principal 5 --from 2024-03-01 --to 2024-02-01", "早于首日"),
        ("interest --principal 5 --from 2024-03-01", "--to：请填写计算至哪一天"),
        ("interest --principal 5 --from 2024-03-01 --to 2024-04-01 --payment 2024-03-05", "--payment：第1项"),
        ("interest --principal 5 --from 2024-03-01 --to 2024-04-01 --order principal", "--order：须依次写明"),
        ("interest --file /nowhere/claim.json", "--file：没有文件"),
        ("fees", "--amount：请填写金额"),
        ("fees --amount -1", "--amount：金额不能为负数"),
        ("fees --amount 1 --type divorce --fixed 9999", "应在50元至300元之间"),
        ("fees --amount 1 --fixed 3", "--fixed"),
        ("number 豫0811民初12号", "案号应以括号"),
        ("amount abc", "不是金额"),
    ],
)
def test_whatever_is_wrong_is_one_line(capsys: pytest.CaptureFixture[str], line: str, said: str) -> None:
    assert said in refused(capsys, *line.split())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{oops", "不是有效的 JSON"),
        (b"[1]", "须为一个 JSON 对象"),
        (b"\xff\xfe", "不是 UTF-8"),
        (b"[" * 100_000, "不是有效的 JSON"),
        (b'{"principal": NaN}', "不是有效的 JSON"),
        (b'{"principle": 1}', "没有这一项"),
        (b'{"principal": {"a": 1}}', "须为数字"),
        (b'{"principal": 1, "payments": [[1, 2, 3, 4]]}', "须为列表"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes, said: str
) -> None:
    file = tmp_path / "claim.json"
    file.write_bytes(content)
    assert said in refused(capsys, "interest", "--file", str(file))


def test_a_court_gives_its_calendar(shanyang: Court) -> None:
    LocalRestDay.objects.create(court=shanyang, day=date(2024, 9, 18), source="地方规定")
    words = ["period", "--start", "2024-09-02", "--length", 15, "--unit", "day"]
    assert calc(*words)["due"] == "2024-09-18"
    assert calc(*words, "--court", shanyang.code)["due"] == "2024-09-19"


def test_a_court_that_charges_nothing_before_execution_says_on_what_paper(jiamusi: Court, shanyang: Court) -> None:
    words = ["fees", "--amount", 150000, "--court"]
    assert any("执前保全不收费" in step and "佳木斯" in step for step in calc(*words, jiamusi.code)["steps"])
    assert not any("执前保全不收费" in step for step in calc(*words, shanyang.code)["steps"])


def test_a_notice_loaded_since_counts_also_without_a_court(people: SimpleNamespace) -> None:
    payload = {
        "year": 2027, "number": "国办发明电〔2026〕0号", "workdays": [],
        "breaks": [{"name": "春节", "first": "2027-02-05", "last": "2027-02-11"}],
    }  # fmt: skip
    words = ["period", "--start", "2027-01-21", "--length", 15, "--unit", "day"]
    assert (calc(*words)["due"], calc(*words)["provisional"]) == ("2027-02-09", True)
    HolidayNotice.objects.create(
        year=2027, version=1, number=payload["number"], payload=payload, digest="0" * 64, source="测试",
        loaded_at=clock.now(), confirmed_by=people.filing_clerk, confirmed_at=clock.now(),
    )  # fmt: skip
    assert (calc(*words)["due"], calc(*words)["provisional"]) == ("2027-02-12", False)


def test_a_database_that_does_not_answer_keeps_nobody_from_an_answer() -> None:
    environment = os.environ | {"DATABASE_URL": "postgresql://nobody:x@127.0.0.1:9/none"}
    program = [sys.executable, "manage.py", "calc", "amount", "100.05"]
    period = [*program[:3], "period", "--start", "2024-09-02", "--length", "15", "--unit", "day"]
    for command, said in ((program, "壹佰元零伍分"), (period, "2024年9月18日（星期三）")):
        ran = subprocess.run(
            command, env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
        )
        assert (ran.returncode, ran.stderr) == (0, "")
        assert said in ran.stdout
    with_court = [*period, "--court", "豫0811"]
    ran = subprocess.run(
        with_court, env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == "查不到法院“豫0811”：没有可用的数据库（指定法院时才需要）\n"


def test_an_unknown_court_is_named(capsys: pytest.CaptureFixture[str], db: None) -> None:
    words = ["period", "--start", "2024-09-02", "--length", "15", "--unit", "day", "--court", "豫9999"]
    assert refused(capsys, *words) == "没有代字为“豫9999”的法院"
