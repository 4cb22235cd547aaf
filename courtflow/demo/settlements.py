"""The 26 settlements before enforcement of 红河 in 2023 (seed D): 17 performed in full, 3,426,000.00 yuan together."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from courtflow.accounts.loading import read

from . import suits
from .diary import Diary
from .execution_stories import complete, conduct
from .stories import story
from .urging_stories import ARCHIVE, examine, in_parts, negotiated, settle, visit

COUNTED_TO = date(2023, 10, 31)  # “截至2023年10月”
FOUND_IN_DEFAULT = timedelta(days=5)


def rows() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = read("demo/honghe_2023.json")
    return found


@story
def settled_2023(diary: Diary, number: int) -> None:
    """One of the 26, from the complaint to the archive or to enforcement."""
    row = rows()[number]
    diary.amount, diary.mediated = row["amount"], True
    signed = date.fromisoformat(row["signed_on"])
    urging = negotiated(diary, signed - timedelta(days=1))
    parts = in_parts(diary.amount, row["instalments"])
    days = _instalment_days(signed, len(parts), row["performed"])
    urging = settle(diary, urging, signed, list(zip(days, parts, strict=True)))
    if row["performed"]:
        _perform(diary, urging, days, parts)
    else:
        _break(diary, urging, days[-1] + FOUND_IN_DEFAULT)


def _instalment_days(signed: date, parts: int, performed: bool) -> list[date]:
    """Those that were kept ended in October; the others had longer."""
    last = min(signed + timedelta(days=30), COUNTED_TO) if performed else signed + timedelta(days=60)
    return [last] if parts == 1 else [signed + (last - signed) // 2, last]


def _perform(diary: Diary, urging: Any, days: list[date], parts: list[str]) -> None:
    for day, amount in zip(days, parts, strict=True):
        urging = visit(diary, urging, day)
        facts = suits.paid(urging.instrument, amount, day, channel="settlement")
        urging = diary.do(urging, "pay", "centre_staff", day, **facts)
    urging = diary.do(urging, "complete", "centre_staff", days[-1])
    if diary.dice.random() < 0.4:
        urging = diary.do(
            urging, "issue_certificate", "centre_staff", days[-1], holder=diary.debtors[0].pk,
            applied_on=days[-1].isoformat(), purposes=["loan"], integrity_list="yes",
        )  # fmt: skip
    diary.do(urging, "archive", "centre_staff", days[-1] + timedelta(days=10), receipt="归档移交单", **ARCHIVE)


def _break(diary: Diary, urging: Any, day: date) -> None:
    """Not kept: enforcement followed and brought in the money in the year after."""
    urging = visit(diary, urging, day - FOUND_IN_DEFAULT)
    urging = diary.do(urging, "default", "centre_staff", day, found_on=day.isoformat(), note="回访后仍未按期履行")
    urging = diary.do(urging, "notify_filing", "centre_staff", day + timedelta(days=1))
    filed = day + timedelta(days=4)
    execution = conduct(diary, _accept(diary, filed), filed + timedelta(days=1))
    complete(diary, execution, filed + timedelta(days=90))


def _accept(diary: Diary, day: date) -> Any:
    filing = examine(diary, diary.find("execution_filing"), day)
    diary.do(filing, "accept", "filing_judge", day)
    return diary.find("execution")
