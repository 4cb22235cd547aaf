"""司法建议书, 执行建议书 and the letters that ask for an answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from courtflow.accounts.models import Court
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.sweep import sweep
from documents.models import Document
from enforcement.models import Execution, Suggestion
from tests.diary import noon
from tests.enforcement import steps

from .test_execution_papers import papers, shows

pytestmark = pytest.mark.django_db
TEXT = {
    "problem": "调解书到期未履行的多，调解时没有核查履行能力。",
    "evidence": "2024年第三季度自动履行率31.25%。",
    "advice": "一、调解时核查义务人的履行能力；二、增设担保和违约条款。",
}
SERVED = {"served_on": "2024-12-17", "method": "direct", "proof": "签收单"}


@pytest.fixture
def people(shanyang: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def execution(shanyang: Court, people: SimpleNamespace) -> Execution:
    return steps.in_hand(shanyang, people)


def drafted(execution: Execution, by: Any, **facts: Any) -> Suggestion:
    unit = execution.court.departments.get(kind="trial")
    internal = {"genre": "execution", "ground": "mediation_unperformed", "unit": unit.pk, "related": "", **TEXT}
    return open_proceeding("suggestion", execution.case, "draft", by=by, at=noon(2024, 12, 16), facts=internal | facts)


@pytest.mark.spec("C-28.1", "A-11.8", "A-6.3")
def test_an_execution_suggestion_and_its_reminders(execution: Execution, people: SimpleNamespace) -> None:
    row = drafted(execution, people.enforcement_judge)
    perform(row, "sign", by=people.bureau_chief, at=noon(2024, 12, 16))
    (paper,) = papers(row, "execution_suggestion")
    assert (paper.number, paper.pages) == ("（2024）豫0811执建1号", 2)
    assert not papers(row, "judicial_suggestion")
    shows(
        paper,
        "执行建议书",
        f"{row.unit.name}：",
        "调解书自动履行率过低",
        "第二十八条",
        "31.25%",
        "核查义务人的履行能力",  # type: ignore[union-attr]
        "十五日内书面回复",
        "2024年12月16日",
    )
    perform(row, "serve", by=people.enforcement_judge, at=noon(2024, 12, 17), facts=SERVED)
    assert paper.recipients.get().served_on == date(2024, 12, 17)
    with time_machine.travel(noon(2025, 1, 3)):
        sweep(noon(2025, 1, 3))
    (first,) = papers(row, "suggestion_reminder")
    shows(first, "催复函", "（2024）豫0811执建1号", "已于2024年12月17日送达", "十五日内", "采取的措施")
    with time_machine.travel(noon(2025, 1, 22)):
        sweep(noon(2025, 1, 22))
    shows(papers(row, "suggestion_reminder")[1], "此前已经催复一次")


@pytest.mark.spec("A-6.2")
def test_a_judicial_suggestion_is_signed_by_the_leaders(execution: Execution, people: SimpleNamespace) -> None:
    outside = {"genre": "judicial", "ground": "loans_growing", "body": "某市金融监督管理局", "unit": ""}
    row = drafted(execution, people.enforcement_judge, **outside)
    perform(row, "sign", by=people.vice_president, at=noon(2024, 12, 16))
    (paper,) = papers(row, "judicial_suggestion")
    assert (paper.state, paper.approved_role) == (Document.State.ISSUED, "vice_president")
    shows(paper, "司法建议书", "某市金融监督管理局：", "小额贷、金融类案件增幅过大", "两个月内", "书面函告本院")
