"""变更、追加当事人: asked for, ruled on, served; the new party takes his place in the case and in the enforcement."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from courtflow.accounts.models import Court
from courtflow.cases.models import Party
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.refusals import InvalidFacts, Refusal
from courtflow.flow.sweep import sweep
from courtflow.law.identifiers import make_id_number
from enforcement.models import Execution, Substitution
from enforcement.substitution.grounds import GROUNDS
from tests.diary import noon
from tests.documents.test_execution_papers import ACCOUNT, PANEL, papers, shows
from tests.enforcement import steps

pytestmark = pytest.mark.django_db
Cast = Callable[[Court], SimpleNamespace]
ASKED = noon(2024, 9, 2)
RULED = noon(2024, 10, 8)
DECIDED = {
    "result": "granted", "procedure": "panel", "heard_on": "2024-09-20", "panel": PANEL,
    "answer": "出资期限尚未届满", "findings": "被申请人认缴出资300000元，至今未缴纳",
    "reasons": "被执行人财产不足以清偿债务，被申请人的出资期限已经届满而未缴纳出资",
    "liability": "在未缴纳出资300000元的范围内承担责任",
}  # fmt: skip


@pytest.fixture
def people(shanyang: Court, cast: Cast) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def execution(shanyang: Court, people: SimpleNamespace) -> Execution:
    return steps.in_hand(shanyang, people)


def creditor_of(execution: Execution) -> Party:
    return Party.objects.filter(claims__instrument=execution.instrument_id).distinct().get()


def facts(execution: Execution, **more: Any) -> dict[str, Any]:
    asked = {
        "execution": execution.pk, "ground": "unpaid_capital", "mode": "add", "applicant": creditor_of(execution).pk,
        "person_name": "郑九", "person_kind": "natural",
        "person_identifier": make_id_number("410811", date(1980, 5, 6), 31), "person_phone": "13900000031",
        "person_address": "山阳区演示路31号", "received_on": "2024-09-02",
        "grounds": "郑九系被执行人的股东，未缴纳出资", "evidence": "公司章程、股东名册",
    }  # fmt: skip
    return asked | more


def receive(execution: Execution, people: SimpleNamespace, **more: Any) -> Substitution:
    return open_proceeding(
        "substitution", execution.case, "receive", by=people.filing_clerk, at=ASKED, facts=facts(execution, **more)
    )


def served(row: Substitution, people: SimpleNamespace, party: Party) -> None:
    told = {"party": party.pk, "served_on": "2024-10-10", "proof": "送达回证"}
    perform(row, "serve_ruling", by=people.objection_judge, at=noon(2024, 10, 10), facts=told)


@pytest.mark.spec("E-4.2")
def test_a_shareholder_is_added_by_ruling_and_may_sue(
    execution: Execution, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = receive(execution, people)
    person = row.person
    assert row.number == "（2024）豫0811执异1号"
    assert person.role == Party.Role.OUTSIDER
    assert person not in execution.debtors.all()
    assert steps.deadline(row, "substitution_review").due_on == date(2024, 11, 1)  # sixty days
    perform(row, "decide", by=people.objection_judge, at=RULED, facts=DECIDED)
    person.refresh_from_db()
    assert (row.state, person.role) == ("granted", Party.Role.RESPONDENT)
    assert person in execution.debtors.all()
    assert execution.debtors.count() == 2
    (ruling,) = papers(row, "substitution_ruling")
    assert ruling.number == row.ruling_no == "（2024）豫0811执异1号"
    shows(
        ruling, "执行裁定书", "申请人（申请执行人）：张一", "被申请人：郑九", "被执行人：李二",
        "请求追加郑九为本案被执行人",
        "于2024年9月20日公开听证", "郑九称：出资期限尚未届满",
        "《最高人民法院关于民事执行中变更、追加当事人若干问题的规定》第十七条、第二十八条",
        "追加郑九为本案被执行人，在未缴纳出资300000元的范围内承担责任。", "十五日内，向本院提起执行异议之诉", "审判长",
    )  # fmt: skip
    monkeypatch.setattr("documents.kinds.execution_notices.account_facts", lambda draft, creditors: ACCOUNT)
    told = {"perform_days": 7, "report_days": 7}
    perform(execution, "issue_notice", by=people.enforcement_judge, at=noon(2024, 10, 9), facts=told)
    (notice,) = [paper for paper in papers(execution, "enforcement_notice") if paper.addressee == person]
    shows(notice, "执异1号执行裁定已经追加郑九为本案被执行人，你在未缴纳出资300000元的范围内承担责任")
    served(row, people, person)
    assert steps.deadline(row, "substitution_suit").due_on == date(2024, 10, 25)
    assert not row.deadlines.filter(rule="substitution_reconsideration").exists()
    lodged = {"party": person.pk, "lodged_on": "2024-10-11"}
    with pytest.raises(InvalidFacts):
        perform(row, "contest", by=people.objection_judge, at=noon(2024, 10, 11), facts=lodged | {"route": "review"})
    perform(row, "contest", by=people.objection_judge, at=noon(2024, 10, 11), facts=lodged | {"route": "suit"})
    assert row.contested_by == "suit"


@pytest.mark.spec("E-4.2")
def test_a_transferee_takes_the_creditors_place(execution: Execution, people: SimpleNamespace) -> None:
    """变更申请执行人: the claims pass to him, and ten days for reconsideration run out."""
    old = creditor_of(execution)
    row = receive(
        execution, people, ground="assigned", mode="change", replaced=old.pk, applicant="",
        grounds="张一已将债权转让给郑九并书面认可", evidence="债权转让协议、书面认可",
    )  # fmt: skip
    plain = DECIDED | {"procedure": "plain", "heard_on": "", "panel": "", "answer": "", "liability": ""}
    perform(row, "decide", by=people.objection_judge, at=RULED, facts=plain)
    assert creditor_of(execution) == row.person
    row.person.refresh_from_db()
    assert row.person.role == Party.Role.APPLICANT
    (ruling,) = papers(row, "substitution_ruling")
    shows(ruling, "申请人：郑九", "申请执行人：张一", "变更郑九为本案申请执行人。", "十日内，向上一级人民法院申请复议")
    assert {told.party for told in ruling.recipients.all()} == {row.person, old, execution.debtors.get()}
    served(row, people, old)
    assert steps.deadline(row, "substitution_reconsideration").due_on == date(2024, 10, 21)  # the 20th is a Sunday
    sweep(noon(2024, 10, 22))
    row.refresh_from_db()
    assert row.final_on == date(2024, 10, 21)


def test_a_refusal_leaves_everything_as_it_was(execution: Execution, people: SimpleNamespace) -> None:
    row = receive(execution, people, ground="promised_to_court")
    perform(row, "decide", by=people.objection_judge, at=RULED, facts=DECIDED | {"result": "refused", "liability": ""})
    assert row.state == "refused"
    assert list(execution.debtors.all()) == [execution.debtors.get(name="李二")]
    (ruling,) = papers(row, "substitution_ruling")
    shows(ruling, "驳回张一追加郑九为本案被执行人的申请。", "不予支持", "十日内")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ground": "assigned"}, "applicant"),  # whoever takes the right over asks himself
        ({"applicant": ""}, "applicant"),
        ({"ground": "debtor_merged"}, "mode"),  # 第十一条 knows the change only
        ({"mode": "change"}, "replaced"),
        ({"person_identifier": "410811198005060000"}, "person_identifier"),
        ({"person_name": ""}, "person"),
        ({"person_address": ""}, "person_address"),
    ],
)
def test_what_an_application_lacks(
    execution: Execution, people: SimpleNamespace, changes: dict[str, str], field: str
) -> None:
    with pytest.raises(InvalidFacts) as caught:
        receive(execution, people, **changes)
    assert field in caught.value.errors
    assert not Substitution.objects.exists()
    assert not Party.objects.filter(name="郑九").exists()


def test_a_bounded_liability_is_stated_and_a_panel_has_heard(execution: Execution, people: SimpleNamespace) -> None:
    row = receive(execution, people)
    with pytest.raises(InvalidFacts) as caught:
        perform(
            row, "decide", by=people.objection_judge, at=RULED,
            facts=DECIDED | {"liability": "", "heard_on": "", "panel": ""},
        )  # fmt: skip
    assert set(caught.value.errors) == {"liability", "heard_on", "panel"}


def test_the_same_application_is_not_filed_twice(execution: Execution, people: SimpleNamespace) -> None:
    receive(execution, people)
    with pytest.raises(Refusal, match="正在审查中"):
        receive(execution, people)


def test_no_application_after_enforcement_has_ended(execution: Execution, people: SimpleNamespace) -> None:
    Execution.objects.filter(pk=execution.pk).update(state="completed")
    with pytest.raises(Refusal, match="没有正在执行"):
        receive(execution, people)


def test_the_president_gives_more_time(execution: Execution, people: SimpleNamespace) -> None:
    row = receive(execution, people)
    asked = {"until": "2024-12-02", "reason": "须委托审计"}
    perform(row, "extend_review", by=people.president, at=noon(2024, 10, 28), facts=asked)
    assert steps.deadline(row, "substitution_review").due_on == date(2024, 12, 2)


def test_which_grounds_lead_to_a_suit() -> None:
    """第三十二条: 第十四条第二款 and 第十七条 to 第二十一条, nothing else."""
    suing = {ground.under.number for ground in GROUNDS.values() if ground.suit}
    assert suing == {"14.2", "17", "18", "19", "20", "21"}
