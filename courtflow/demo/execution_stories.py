"""Execution: filed, queried, assigned, conducted, stayed, ended; with first control at filing in 南召."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from courtflow.accounts.roles import Unit

from . import suits
from .diary import Diary
from .ledger import recover
from .stories import story
from .urging_stories import apply, examine

LOOKED = 15  # days after assignment on which offline assets were looked for
PERFORM_DAYS = 7


@story
def application(diary: Diary, days: int) -> None:
    """The creditor applied `days` ago: seven days."""
    apply(diary, suits.owed(diary, diary.ago(days + 2)), diary.ago(days))


@story
def application_refused(diary: Diary, days: int) -> None:
    filing = apply(diary, suits.owed(diary, diary.ago(days + 6)), diary.ago(days + 3))
    diary.do(
        filing, "refuse", "filing_judge", diary.ago(days), ground="condition",
        reason="第三人尚未交付房屋，付款条件没有成就", told="on",
    )  # fmt: skip


def filed(diary: Diary, days: int) -> Any:
    """An execution numbered `days` ago."""
    return file_on(diary, suits.owed(diary, diary.ago(days + 5)), diary.ago(days))


def file_on(diary: Diary, instrument: Any, day: date) -> Any:
    filing = examine(diary, apply(diary, instrument, day - timedelta(days=2)), day - timedelta(days=1))
    if filing.policy.value("filing.centre_review"):
        filing = diary.do(filing, "review_by_centre", "centre_staff", day, passed="yes", opinion="材料齐全，同意立案")
    diary.do(filing, "accept", "filing_judge", day)
    suits.close(diary, day)
    return diary.find("execution")


@story
def execution_filed(diary: Diary, days: int) -> None:
    filed(diary, days)


def query(day: date, value: str, **more: Any) -> dict[str, Any]:
    found = "未发现可供执行的财产" if value == "0" else f"银行存款{value}元"
    return {"queried_on": day.isoformat(), "value": value, "result": f"银行存款、车辆、不动产逐项查询，{found}", **more}


def to_assignment(diary: Diary, row: Any, day: date) -> Any:
    """Through first and second control where the court has them; one day each."""
    if row.state != "filed":
        return row
    row = diary.do(row, "control_first", "filing_clerk", day, **query(day, "0"))
    row = diary.do(row, "hand_to_command", "filing_clerk", day)
    later = min(day + timedelta(days=1), diary.today)
    return diary.do(
        row, "control_again", "command_staff", later, track="simple", track_reason="标的较小，事实清楚",
        **query(later, "0"),
    )  # fmt: skip


@story
def at_command(diary: Diary, days: int) -> None:
    row = filed(diary, days + 1)
    day = diary.ago(days)
    row = diary.do(row, "control_first", "filing_clerk", day, **query(day, "1200.50"))
    diary.do(row, "hand_to_command", "filing_clerk", day)


@story
def to_assign(diary: Diary, days: int) -> None:
    to_assignment(diary, filed(diary, days), diary.ago(max(days - 1, 0)))


def conduct(diary: Diary, row: Any, day: date) -> Any:
    """Assigned and the debtor told, within three days of filing."""
    row = to_assignment(diary, row, day)
    later = day + timedelta(days=2)
    teams = diary.court.departments.filter(kind=Unit.TEAM, parent__kind=Unit.ENFORCEMENT, active=True)
    team = teams.first() or diary.court.unit(Unit.ENFORCEMENT)
    judge = diary.people["enforcement_judge"].pk
    route = "revival" if row.revival else "first"
    row = diary.do(row, "assign_owner", "bureau_chief", later, team=team.pk, owner=judge, route=route, reason="")
    row = notify(diary, row, later)
    looked = later + timedelta(days=LOOKED)
    if looked < diary.today:
        row = diary.do(row, "report_offline", "enforcement_judge", looked, **query(looked, "0"))
    return row


def notify(diary: Diary, row: Any, day: date) -> Any:
    """执行通知书 and 报告财产令 made and served on each debtor."""
    row = diary.do(row, "issue_notice", "enforcement_judge", day, perform_days=PERFORM_DAYS, report_days=PERFORM_DAYS)
    for party in row.debtors.all():
        row = diary.do(
            row, "notify_debtor", "enforcement_judge", day, debtor=party.pk, served_on=day.isoformat(),
            perform_by=(day + timedelta(days=PERFORM_DAYS)).isoformat(), report_ordered="yes", proof="送达回证",
            method="direct",
        )  # fmt: skip
    return row


def conducted(diary: Diary, days: int) -> Any:
    return conduct(diary, filed(diary, days), diary.ago(days - 1))


@story
def enforcing(diary: Diary, days: int) -> None:
    """Filed `days` ago, a fifth paid."""
    row = conducted(diary, days)
    if days > 2 * LOOKED:
        day = diary.ago(days - LOOKED - 5)
        part = diary.share(5)
        facts = suits.paid(row.instrument, part, day, channel="deduction")
        recover(diary, row, part, day, facts)
    diary.until(diary.today)


@story
def execution_completed(diary: Diary, days: int) -> None:
    complete(diary, conducted(diary, days + 60), diary.ago(days))


def complete(diary: Diary, row: Any, day: date) -> Any:
    facts = suits.paid(row.instrument, row.instrument.balance, day, channel="court_account")
    row = recover(diary, row, str(row.instrument.balance), day, facts)
    return diary.do(row, "complete", "enforcement_judge", day)


@story
def execution_settled(diary: Diary, days: int) -> None:
    row = conducted(diary, days + 30)
    day = diary.ago(days)
    diary.do(
        row, "settle", "enforcement_judge", day, signed_on=day.isoformat(), content="分三期付清", recorded="on",
        last_due_on=(diary.today + timedelta(days=90)).isoformat(), security="",
    )  # fmt: skip


@story
def execution_stayed(diary: Diary, days: int) -> None:
    row = conducted(diary, days + 45)
    day = diary.ago(days)
    why = {"ground": "deferred", "note": f"{diary.creditor.name}提交书面意见，同意被执行人自即日起延期三个月履行"}
    row = diary.do(row, "rule_on_stay", "enforcement_judge", day, **why)
    ruling = row.documents.filter(kind="stay_ruling").latest("id")
    served = {"served_on": day.isoformat(), "method": "direct", "proof": "送达回证"}
    diary.do(row, "suspend", "enforcement_judge", day, ruling_no=ruling.number, **served, **why)


@story
def execution_terminated(diary: Diary, days: int) -> None:
    """The creditor withdrew his application `days` ago."""
    row = conducted(diary, days + 50)
    diary.do(
        row, "terminate", "enforcement_judge", diary.ago(days), ground="withdrawn", ruling_no="",
        note=f"{diary.creditor.name}以双方自行协商解决为由提交书面申请，经审查系其真实意思表示",
    )  # fmt: skip
