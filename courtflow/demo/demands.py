"""The letter and the demand of 佳木斯: an unpaid paper goes to the service centre before anybody applies (四（一）)."""

from __future__ import annotations

from datetime import date
from typing import Any

from .diary import Diary


def takes_letters(diary: Diary) -> bool:
    return bool(diary.court.policy().value("pre_exec.entry") == "transfer_letter")


def send_letter(diary: Diary, trial: Any, day: date) -> Any:
    """The judge's letter in the performance period; returns the urging that it opens."""
    number = f"函{diary.dice.randrange(100, 999)}号"
    diary.do(trial, "transfer_to_centre", "trial_judge", day, letter_no=number, enclosed="on")
    return diary.find("urging")


def register(diary: Diary, urging: Any, day: date) -> Any:
    return diary.do(urging, "register", "centre_staff", day, registered_on=day.isoformat(), note="")


def serve_demand(diary: Diary, urging: Any, post: str, day: date) -> Any:
    """The demand served on each debtor."""
    for party in urging.debtors():
        urging = diary.do(
            urging, "serve_notice", post, day, debtor=party.pk, method="direct", served_on=day.isoformat(),
            proof="送达回证",
        )  # fmt: skip
    return urging


def fail(diary: Diary, day: date) -> None:
    """The demand period is over without payment: the creditor learns that he may apply."""
    urging = diary.find("urging")
    if urging.state == "unperformed":
        diary.do(
            urging, "inform_creditor", "centre_staff", day, informed_on=day.isoformat(), how="电话告知",
            materials="催告书及送达回证",
        )  # fmt: skip
