"""The line of days of an instrument: the same days as the deadlines, with their articles, and what is still open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from courtflow.accounts.models import Court
from courtflow.cases.effects import Line, line_of
from courtflow.cases.models import Instalment, Instrument
from courtflow.flow.perform import perform
from courtflow.flow.sweep import sweep
from tests.diary import effective_case, noon
from tests.trial.steps import heard, item, judgment, served, signed
from trial.models import Trial


@pytest.fixture
def people(shanyang: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def trial(shanyang: Court, people: SimpleNamespace) -> Trial:
    row = heard(shanyang, people, noon(2025, 1, 6))
    signed(row, people, noon(2025, 1, 9), "draft_judgment", judgment(item(row)))
    served(row, people, "张一", noon(2025, 1, 10))
    return row


def days(line: Line) -> list[tuple[str, date]]:
    return [(point.what, point.on) for point in line.points]


def made(trial: Trial) -> Instrument:
    assert trial.instrument is not None
    return Instrument.objects.get(pk=trial.instrument.pk)


def test_until_everybody_is_served_effect_stays_open(trial: Trial) -> None:
    line = line_of(made(trial))
    assert days(line) == [("served", date(2025, 1, 10)), ("opposition", date(2025, 1, 26))]
    assert line.open == ("尚未向李二送达，送达后才能确定生效日",)


@pytest.mark.spec("T40", "T31")
def test_the_line_shows_the_days_of_the_stored_deadlines(trial: Trial, people: SimpleNamespace) -> None:
    served(trial, people, "李二", noon(2025, 1, 15))
    assert [point.title for point in line_of(made(trial)).points if point.what == "effective"] == [
        "预计生效（无人上诉的）"
    ]
    with time_machine.travel(noon(2025, 2, 7), tick=False):
        sweep()
    line = line_of(made(trial))
    assert days(line) == [
        ("served", date(2025, 1, 10)),
        ("served", date(2025, 1, 15)),
        ("opposition", date(2025, 1, 26)),
        ("opposition", date(2025, 2, 5)),
        ("effective", date(2025, 2, 6)),
        ("performance", date(2025, 2, 17)),
        ("doubled", date(2025, 2, 18)),
        ("limitation", date(2027, 2, 17)),
    ]
    stored = {row.rule: row.due_on for row in trial.deadlines.order_by("due_on")}
    by_kind = dict(days(line))
    assert stored["appeal"] == by_kind["opposition"]
    assert stored["performance_period"] == by_kind["performance"]
    assert stored["limitation"] == by_kind["limitation"]
    assert all(point.articles for point in line.points)
    assert any("春节" in step for point in line.points for step in point.steps)


def test_an_appeal_leaves_it_open(trial: Trial, people: SimpleNamespace) -> None:
    served(trial, people, "李二", noon(2025, 1, 15))
    appellant = trial.litigants().get(name="李二")
    facts = {
        "appellant": appellant.pk, "filed_on": "2025-01-20", "grounds": "不服一审判决", "posted_on": "2025-01-20",
    }  # fmt: skip
    with time_machine.travel(noon(2025, 1, 20), tick=False):
        perform(trial, "appeal", by=people.trial_judge, at=noon(2025, 1, 20), facts=facts)
    line = line_of(made(trial))
    assert "已有当事人上诉" in line.open[0]
    assert not [point for point in line.points if point.what == "effective"]


def test_each_instalment_doubles_from_its_own_day_and_limitation_from_the_last(shanyang: Court) -> None:
    _, instrument = effective_case(shanyang)
    row = instrument.obligations.get()
    row.due_on = None
    row.save(update_fields=["due_on"])
    for seq, day in enumerate((date(2024, 11, 30), date(2024, 12, 31), date(2025, 1, 31)), start=1):
        Instalment.objects.create(obligation=row, seq=seq, due_on=day, amount="1000")
    line = line_of(instrument)
    assert [point.on for point in line.points if point.what == "doubled"] == [
        date(2024, 12, 1), date(2025, 1, 1), date(2025, 2, 1),
    ]  # fmt: skip
    assert line.points[-1].on == date(2027, 2, 1), "2027年1月31日为星期日"
    assert line.points[-1].provisional, "2027年放假安排尚未公布"


def test_an_instrument_from_outside_counts_from_its_certified_day(shanyang: Court) -> None:
    _, instrument = effective_case(shanyang, due_on=date(2024, 11, 10))
    instrument.services.all().delete()
    Instrument.objects.filter(pk=instrument.pk).update(
        kind="award", effect_steps=["作出机构证明的生效日期（仲裁庭证明）"]
    )
    line = line_of(Instrument.objects.get(pk=instrument.pk))
    assert dict(days(line))["effective"] == date(2024, 10, 30)


def test_the_page_and_the_interface_tell_the_same_days(shanyang: Court, people: SimpleNamespace, trial: Trial) -> None:
    served(trial, people, "李二", noon(2025, 1, 15))
    with time_machine.travel(noon(2025, 2, 7), tick=False):
        sweep()
    client = Client()
    client.force_login(people.trial_judge)
    page = client.get(reverse("case", args=[trial.case_id])).content.decode()
    line = page[page.index('class="cf-effect"') :]
    for words in ("送达李二", "张一的上诉期届满", "生效", "履行期限届满", "申请执行的期间届满", "2027年2月17日"):
        assert words in line
    told = client.get(f"/api/v1/instruments/{made(trial).pk}/").json()["effect"]
    assert [(point["what"], point["on"]) for point in told["points"]][-1] == ("limitation", "2027-02-17")
    assert told["points"][-1]["articles"][0]["key"] == "CPL:250"
