"""Matters in other places: entrusted by letter as a rule; nobody goes there without the bureau chief's leave."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from courtflow.accounts.models import Court
from courtflow.flow.models import Task
from courtflow.flow.perform import perform
from courtflow.flow.refusals import InvalidFacts, Refusal
from documents.models import Document
from enforcement.models import Execution
from tests.diary import effective_case, noon
from tests.documents.test_execution_papers import papers, shows
from tests.enforcement import steps

pytestmark = pytest.mark.django_db
Cast = Callable[[Court], SimpleNamespace]
DAY = noon(2024, 9, 2)
LETTER = {
    "matter": "investigate", "court": "某省某县人民法院", "content": "调查被执行人在你院辖区内的租赁收入",
    "demand": "询问承租人并制作笔录", "enclosed": "执行裁定书\n协助执行通知书", "by_platform": "on",
}  # fmt: skip
TRIP = {
    "matter": "seize", "place": "某省某县", "content": "查封被执行人停放在当地的车辆", "reason": "车辆随时可能驶离",
    "people": "赵一、钱二", "leaves_on": "2024-09-05", "other_province": "yes", "high_court_leave": "豫高法执批1号",
}  # fmt: skip


@pytest.fixture
def people(nanzhao: Court, cast: Cast) -> SimpleNamespace:
    return cast(nanzhao)


@pytest.fixture
def execution(nanzhao: Court, people: SimpleNamespace) -> Execution:
    case, instrument = effective_case(nanzhao, **steps.EARLY)
    row = steps.file(case, instrument, people.filing_clerk, steps.FILED)
    perform(row, "control_first", by=people.filing_clerk, at=steps.FILED, facts=steps.RESULT)
    perform(row, "hand_to_command", by=people.filing_clerk, at=steps.FILED)
    second = steps.RESULT | {"track": "simple", "track_reason": "事实清楚"}
    perform(row, "control_again", by=people.command_staff, at=steps.FILED, facts=second)
    perform(row, "assign_owner", by=people.bureau_chief, at=steps.FILED, facts=steps.assignment(nanzhao, people))
    return row


def do(execution: Execution, act: str, by: Any, day: int, **facts: Any) -> None:
    perform(execution, act, by=by, at=noon(2024, 9, day), facts=facts)


@pytest.mark.spec("E-3.6")
def test_an_investigation_is_entrusted_and_comes_back(execution: Execution, people: SimpleNamespace) -> None:
    do(execution, "entrust", people.enforcement_judge, 2, **LETTER)
    (letter,) = papers(execution, "entrust_letter")
    shows(
        letter, "委托函", "某省某县人民法院：", "一、委托事项调查被执行人在你院辖区内的租赁收入。",
        "询问承租人并制作笔录",
        "1.执行裁定书", "2.协助执行通知书", "三十日内完成调查", "委托事项办理回执", "□已办结",
    )  # fmt: skip
    row = execution.outside_matters.get()
    assert Task.objects.filter(proceeding=execution.pk, kind="execution.follow_entrusted").exists()
    got = {"outside_matter": row.pk, "received_on": "2024-09-04", "method": "electronic", "proof": "平台签收记录"}
    do(execution, "acknowledge_entrusted", people.enforcement_judge, 4, **got)
    assert letter.recipients.get().served_on == date(2024, 9, 4)
    assert steps.deadline(execution, "entrusted_investigation").due_on == date(2024, 10, 8)  # the holiday's end
    result = {
        "outside_matter": row.pk,
        "returned_on": "2024-09-20",
        "outcome": "done",
        "result": "年租金36000元，承租人已作笔录",
    }
    do(execution, "return_entrusted", people.enforcement_judge, 20, **result)
    row.refresh_from_db()
    assert (row.get_outcome_display(), row.returned_on) == ("已办结", date(2024, 9, 20))
    assert not Task.objects.filter(
        proceeding=execution.pk, kind="execution.follow_entrusted", state__in=Task.OPEN_STATES
    ).exists()


@pytest.mark.spec("E-3.6")
def test_no_clock_where_the_law_gives_none(execution: Execution, people: SimpleNamespace) -> None:
    do(execution, "entrust", people.enforcement_judge, 2, **LETTER | {"matter": "freeze"})
    (letter,) = papers(execution, "entrust_letter")
    shows(letter, "请及时办理，并将办理结果函告本院")
    got = {
        "outside_matter": execution.outside_matters.get().pk,
        "received_on": "2024-09-04",
        "method": "post",
        "proof": "回执",
    }
    do(execution, "acknowledge_entrusted", people.enforcement_judge, 4, **got)
    assert not execution.deadlines.filter(rule="entrusted_investigation").exists()


@pytest.mark.spec("E-3.7")
def test_nobody_goes_without_the_chiefs_leave(execution: Execution, people: SimpleNamespace) -> None:
    with pytest.raises(Refusal, match="未经局长审查批准"):
        do(
            execution,
            "record_trip",
            people.enforcement_judge,
            3,
            outside_matter="",
            returned_on="",
            outcome="",
            result="",
        )
    with pytest.raises(InvalidFacts) as caught:
        do(execution, "propose_trip", people.enforcement_judge, 3, **TRIP | {"high_court_leave": ""})
    assert set(caught.value.errors) == {"high_court_leave"}
    do(execution, "propose_trip", people.enforcement_judge, 3, **TRIP)
    row = execution.outside_matters.get()
    done = {"outside_matter": row.pk, "returned_on": "2024-09-06", "outcome": "done", "result": "已查封车辆一辆"}
    with pytest.raises(Refusal, match="未经局长审查批准"):
        do(execution, "record_trip", people.enforcement_judge, 6, **done)
    said = {"outside_matter": row.pk, "allowed": "yes", "opinion": "情况紧急，同意"}
    do(execution, "decide_on_trip", people.bureau_chief, 4, **said)
    (sheet,) = papers(execution, "trip_approval")
    shows(
        sheet, "赴外地办理执行事项审批单", "查封被执行人停放在当地的车辆", "某省某县", "车辆随时可能驶离",
        "赵一、钱二", "豫高法执批1号", "批准赴外地办理上述事项。情况紧急，同意。", "2024年9月4日",
    )  # fmt: skip
    assert sheet.sealing == Document.Sealing.NONE
    do(execution, "record_trip", people.enforcement_judge, 6, **done)
    row.refresh_from_db()
    assert row.returned_on == date(2024, 9, 6)


@pytest.mark.spec("E-3.7")
def test_a_trip_refused_stays_barred(execution: Execution, people: SimpleNamespace) -> None:
    near = TRIP | {"other_province": "no", "high_court_leave": ""}
    do(execution, "propose_trip", people.enforcement_judge, 3, **near)
    said = {"outside_matter": execution.outside_matters.get().pk, "allowed": "no", "opinion": "通过平台委托即可"}
    do(execution, "decide_on_trip", people.bureau_chief, 4, **said)
    (sheet,) = papers(execution, "trip_approval")
    shows(sheet, "不批准赴外地办理，应委托当地法院办理。通过平台委托即可。")
    with pytest.raises(Refusal, match="未经局长审查批准"):
        do(
            execution,
            "record_trip",
            people.enforcement_judge,
            6,
            outside_matter="",
            returned_on="",
            outcome="",
            result="",
        )
