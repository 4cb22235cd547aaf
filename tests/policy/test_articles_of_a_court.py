"""No court acts on another court's paper: its own and the statutes are cited, others only by analogy."""

from __future__ import annotations

from datetime import date

from courtflow.accounts.models import Court
from courtflow.flow.acts import acts_of
from enforcement.models import Urging

DAY = date(2024, 12, 1)


def cited(court: Court, act: str) -> list[str]:
    return [str(article) for article in acts_of(Urging)[act].in_court(court.policy(DAY)).under]


def test_each_court_reads_its_own_paper(shanyang: Court, jiamusi: Court) -> None:
    assert cited(shanyang, "complete") == ["焦山法〔2024〕120号第二十五条"]
    assert cited(jiamusi, "complete") == ["佳中法优〔2024〕22号 第四部分（一）"]


def test_a_court_without_a_paper_of_its_own_follows_others_by_analogy(anji: Court) -> None:
    assert cited(anji, "hand_over") == ["参照焦山法〔2024〕120号第二十五条"]


def test_guards_cite_alike(jiamusi: Court) -> None:
    guards = acts_of(Urging)["receive_letter"].in_court(jiamusi.policy(DAY)).guards
    notice = next(guard for guard in guards if guard.name == "not_served_by_public_notice")
    assert str(notice.under) == "佳中法优〔2024〕22号 第四部分（一）"
