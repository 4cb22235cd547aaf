"""终结本次执行程序 and what follows: the pool and its queries, a clue, 恢复执行 or its refusal."""

from __future__ import annotations

from datetime import date
from typing import Any

from courtflow.accounts.roles import Unit

from .diary import Diary
from .execution_stories import conducted, query, to_assignment
from .measure_stories import restrict
from .stories import story

BENCH = ("enforcement_judge", "enforcement_judge_2", "objection_judge")
CLOSING = dict.fromkeys(("network", "offline", "unsaleable", "searched", "sanctioned", "listing"), "on")
HALF_YEAR = 184  # days: no six months are longer


def proposed_for_closing(diary: Diary, days: int) -> Any:
    """终本 proposed two days before that, more than three months after filing."""
    row = conducted(diary, days + 110)
    day = diary.ago(days + 80)
    for party in row.debtors.all():
        row = restrict(diary, row, party, day, "consumption_ban", "ban_unperformed", "至今未履行任何款项")
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


def checker(fresh: Any) -> str:
    """Who checks the clue: 执行指挥中心 where the court hands it there."""
    return "command_staff" if fresh.department.kind == Unit.COMMAND else "bureau_chief"


@story
def revived(diary: Diary, days: int) -> None:
    """执恢 numbered `days` ago."""
    fresh = revive(diary, closed_this_time(diary, days + 60), diary.ago(days + 3))
    fresh = diary.do(
        fresh,
        "verify_clue",
        checker(fresh),
        diary.ago(days + 2),
        found="yes",
        value="30000",
        opinion="车辆属实，可以处置",
    )
    fresh = diary.do(fresh, "sign_revival", "bureau_chief", diary.ago(days + 1))
    fresh = diary.do(fresh, "file_revival", "filing_clerk", diary.ago(days))
    to_assignment(diary, fresh, diary.ago(days))
    diary.until(diary.today)


@story
def revival_refused(diary: Diary, days: int) -> None:
    """The half-year's query found nothing; the creditor's clue, checked `days` ago, led nowhere."""
    row = closed_this_time(diary, days + HALF_YEAR + 20)
    day = diary.ago(days + 16)
    row = diary.do(
        row, "requery", "enforcement_judge", day, found="no", told_on=day.isoformat(),
        **query(day, "0"),
    )  # fmt: skip
    fresh = revive(diary, row, diary.ago(days + 3))
    day, post = diary.ago(days + 1), checker(fresh)
    fresh = diary.do(
        fresh, "verify_clue", post, day, found="yes", value="30000", opinion="车辆登记在被执行人名下，估价三万元"
    )
    diary.do(
        fresh, "refuse_revival", "bureau_chief", diary.ago(days),
        reason="该车在申请前已设立抵押，担保的债权超过车辆价值，处置后没有剩余，不属于可供执行的财产",
    )  # fmt: skip
    diary.until(diary.today)
