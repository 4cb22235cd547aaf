"""Debtors in public office: told to the personnel authority, referred to discipline, where the profile knows it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from courtflow.accounts.models import Court
from courtflow.flow.perform import perform
from courtflow.flow.refusals import InvalidFacts, Refusal
from documents import approval
from documents.models import Document
from enforcement.models import Execution
from tests.diary import noon
from tests.documents.test_execution_papers import papers, shows
from tests.enforcement import steps

pytestmark = pytest.mark.django_db
Cast = Callable[[Court], SimpleNamespace]
DAY = noon(2024, 9, 2)


@pytest.fixture
def people(anji: Court, cast: Cast) -> SimpleNamespace:
    return cast(anji)


@pytest.fixture
def execution(anji: Court, people: SimpleNamespace) -> Execution:
    return steps.in_hand(anji, people)


def facts(execution: Execution, **more: Any) -> dict[str, Any]:
    said = {
        "debtor": execution.debtors.get().pk, "standing": "both", "office": "某局科员", "checked": "信息系统自动比对",
        "body": "某县委组织部", "deed": "refuses", "conduct": "有工资收入而不履行", "enclosed": "执行依据\n送达回证",
    }  # fmt: skip
    return said | more


def signed(execution: Execution, paper: str, people: SimpleNamespace) -> Document:
    (waiting,) = approval.waiting(execution, paper)
    approval.approve(waiting, people.bureau_chief, noon(2024, 9, 3))
    return papers(execution, paper)[-1]


@pytest.mark.spec("B-2.11")
def test_the_personnel_authority_is_told_and_answers(execution: Execution, people: SimpleNamespace) -> None:
    perform(execution, "report_official", by=people.enforcement_judge, at=DAY, facts=facts(execution))
    letter = signed(execution, "official_notice", people)
    shows(
        letter, "公职人员情况通报函", "某县委组织部：", "李二", "中共党员、公职人员，工作单位和职务：某局科员",
        "经信息系统自动比对核实", "拒不履行生效法律文书确定的义务：有工资收入而不履行。", "督促其改正",
        "执行依据；送达回证",
    )  # fmt: skip
    row = execution.official_reports.get()
    told = {"report": row.pk, "answered_on": "2024-09-20", "answer": "已约谈本人"}
    perform(execution, "answer_official", by=people.enforcement_judge, at=noon(2024, 9, 20), facts=told)
    row.refresh_from_db()
    assert (row.answered_on, row.answer) == (date(2024, 9, 20), "已约谈本人")


@pytest.mark.spec("B-2.13")
def test_a_violation_is_referred(execution: Execution, people: SimpleNamespace) -> None:
    asked = facts(execution, body="某县监察委员会", violation="law", amounts="on", deed="hinders")
    perform(execution, "refer_official", by=people.enforcement_judge, at=DAY, facts=asked)
    letter = signed(execution, "discipline_referral", people)
    shows(
        letter,
        "移送纪检监察函",
        "某县监察委员会：",
        "李二妨害执行，涉嫌职务违法",
        "依照《中华人民共和国监察法》等有关规定处理",
    )
    assert execution.official_reports.get().get_genre_display() == "移送纪检监察"


def test_a_company_holds_no_office(execution: Execution, people: SimpleNamespace) -> None:
    steps.enterprise(execution.debtors.get())
    with pytest.raises(InvalidFacts) as caught:
        perform(execution, "report_official", by=people.enforcement_judge, at=DAY, facts=facts(execution))
    assert set(caught.value.errors) == {"debtor"}


def test_only_where_the_profile_knows_it(shanyang: Court, cast: Cast) -> None:
    people = cast(shanyang)
    execution = steps.in_hand(shanyang, people)
    with pytest.raises(Refusal, match="规则档案没有规定"):
        perform(execution, "report_official", by=people.enforcement_judge, at=DAY, facts=facts(execution))
