"""Execution: filed, queried, assigned, conducted, stayed, ended, revived; with first control at filing in 南召."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from courtflow.accounts.roles import Unit

from . import suits
from .diary import Diary
from .ledger import recover
from .stories import story
from .urging_stories import apply, examine

BENCH = ("enforcement_judge", "enforcement_judge_2", "objection_judge")
LOOKED = 15  # days after assignment on which offline assets were looked for
CLOSING = dict.fromkeys(("network", "offline", "unsaleable", "searched", "sanctioned", "listing"), "on")


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
    return {"queried_on": day.isoformat(), "value": value, "result": "银行存款、车辆、不动产逐项查询", **more}


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
    for party in row.debtors.all():
        row = diary.do(
            row, "notify_debtor", "enforcement_judge", later, debtor=party.pk, served_on=later.isoformat(),
            perform_by=(later + timedelta(days=7)).isoformat(), report_ordered="yes", proof="送达回证",
        )  # fmt: skip
    looked = later + timedelta(days=LOOKED)
    if looked < diary.today:
        row = diary.do(row, "report_offline", "enforcement_judge", looked, **query(looked, "0"))
    return row


def conducted(diary: Diary, days: int) -> Any:
    return conduct(diary, filed(diary, days), diary.ago(days - 1))


@story
def enforcing(diary: Diary, days: int) -> None:
    """Filed `days` ago, a fifth paid."""
    row = conducted(diary, days)
    if days > 15:
        day = diary.ago(days - 15)
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
    number = f"（{day.year}）{diary.court.code}执{diary.dice.randrange(100, 999)}号之一"
    diary.do(
        row, "suspend", "enforcement_judge", day, ground="deferred", ruling_no=number, served_on=day.isoformat(),
        note="申请人表示可以延期执行",
    )  # fmt: skip


def proposed_for_closing(diary: Diary, days: int) -> Any:
    """终本 proposed two days before that, more than three months after filing."""
    row = conducted(diary, days + 110)
    day = diary.ago(days + 80)
    for party in row.debtors.all():
        row = diary.do(
            row, "restrict", "bureau_chief", day, debtor=party.pk, kind="consumption_ban", ground="ban_unperformed",
            evidence="未按执行通知履行", decision_no=f"限消{diary.dice.randrange(1, 99)}号",
            signed="on", no_security="on",
        )  # fmt: skip
    told = diary.ago(days + 3)
    return diary.do(
        row, "terminate_this_time", "enforcement_judge", diary.ago(days + 2), reason="no_assets",
        creditor_told_on=told.isoformat(), consent="panel",
        panel=diary.bench(*BENCH), inquiry="explained", note="已穷尽财产调查措施", **CLOSING,
    )  # fmt: skip


def closed_this_time(diary: Diary, days: int) -> Any:
    return diary.do(proposed_for_closing(diary, days), "approve_closing", "president", diary.ago(days))


@story
def closing_proposed(diary: Diary, days: int) -> None:
    """终本 waits for the president's approval since `days`."""
    proposed_for_closing(diary, days)


@story
def in_the_pool(diary: Diary, days: int) -> None:
    closed_this_time(diary, days)
    diary.until(diary.today)


@story
def revival(diary: Diary, days: int) -> None:
    """A clue was handed in `days` ago and waits for its check."""
    row = closed_this_time(diary, days + 60)
    revive(diary, row, diary.ago(days))


def revive(diary: Diary, row: Any, day: date) -> Any:
    diary.do(
        row, "apply_revival", "filing_clerk", day, applied_on=day.isoformat(),
        clue="被执行人名下新增车辆一辆，停放于住所",
    )  # fmt: skip
    fresh = diary.find("execution")
    return diary.do(fresh, "forward_revival", "filing_clerk", day, eligible="on", concrete="on")


@story
def revived(diary: Diary, days: int) -> None:
    """执恢 numbered `days` ago."""
    fresh = revive(diary, closed_this_time(diary, days + 60), diary.ago(days + 3))
    post = "command_staff" if fresh.department.kind == Unit.COMMAND else "bureau_chief"
    fresh = diary.do(
        fresh, "verify_clue", post, diary.ago(days + 2), found="yes", value="30000", opinion="车辆属实，可以处置"
    )
    fresh = diary.do(fresh, "sign_revival", "bureau_chief", diary.ago(days + 1))
    fresh = diary.do(fresh, "file_revival", "filing_clerk", diary.ago(days))
    to_assignment(diary, fresh, diary.ago(days))
    diary.until(diary.today)
