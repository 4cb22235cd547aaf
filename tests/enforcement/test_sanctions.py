"""训诫、罚款、拘留: within the limits of the law, signed by the president, three days for reconsideration."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db.models import QuerySet

from courtflow.accounts.models import Court
from courtflow.cases.models import Party
from courtflow.flow.models import Task
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.refusals import InvalidFacts, Refusal
from courtflow.flow.sweep import sweep
from documents import approval
from documents.models import Document
from enforcement.models import Execution, Objection, Sanction
from tests.diary import noon
from tests.documents.test_execution_papers import PANEL, papers, shows
from tests.enforcement import steps

pytestmark = pytest.mark.django_db
Cast = Callable[[Court], SimpleNamespace]
DAY = noon(2024, 9, 2)


@pytest.fixture
def people(shanyang: Court, cast: Cast) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def execution(shanyang: Court, people: SimpleNamespace) -> Execution:
    return steps.in_hand(shanyang, people)


def facts(target: Party, **more: Any) -> dict[str, Any]:
    said = {
        "person": target.pk, "measure": "fine", "ground": "report", "evidence": "财产报告表、银行查询回执",
        "conduct": "2024年8月5日收到报告财产令后，隐瞒名下银行存款52000元", "answer": "以为小额存款不必报告",
        "amount": "5000", "pay_by": "2024-09-12", "new_conduct": "on",
    }  # fmt: skip
    return said | more


def signed(row: Any, paper: str, people: SimpleNamespace) -> Document:
    (document,) = approval.waiting(row, paper)
    approval.approve(document, people.president, noon(2024, 9, 3))
    return papers(row, paper)[-1]


def sanctions(row: Any) -> QuerySet[Sanction]:
    return Sanction.objects.filter(proceeding=row.pk)


@pytest.mark.spec("B-2.17")
def test_a_fine_is_signed_by_the_president_served_and_contested(execution: Execution, people: SimpleNamespace) -> None:
    debtor = execution.debtors.get()
    perform(execution, "penalise", by=people.enforcement_judge, at=DAY, facts=facts(debtor))
    (fined,) = sanctions(execution)
    assert fined.number == "（2024）豫0811司惩1号"
    told = {"sanction": fined.pk, "served_on": "2024-09-04", "proof": "送达回证"}
    with pytest.raises(Refusal, match="不能登记送达"):  # nothing runs on a decision that nobody has signed
        perform(execution, "serve_sanction", by=people.enforcement_judge, at=noon(2024, 9, 4), facts=told)
    decision = signed(execution, "fine_decision", people)
    shows(
        decision, "罚款决定书", "（2024）豫0811司惩1号", "被罚款人：李二", "隐瞒名下银行存款52000元", "李二陈述和申辩",
        "《中华人民共和国民事诉讼法》第二百五十二条、第一百一十八条第一款、第一百一十九条",
        "罚款5000.00元（大写：", "2024年9月12日前",
        "三日内", "申请复议一次", "不停止本决定的执行",
    )  # fmt: skip
    perform(execution, "serve_sanction", by=people.enforcement_judge, at=noon(2024, 9, 4), facts=told)
    clock = steps.deadline(execution, "sanction_review")
    assert (clock.due_on, clock.party) == (date(2024, 9, 9), debtor)  # the 7th is a Saturday
    assert decision.recipients.get().served_on == date(2024, 9, 4)
    asked = {"sanction": fined.pk, "lodged_on": "2024-09-06", "result": "pending"}
    perform(execution, "contest_sanction", by=people.enforcement_judge, at=noon(2024, 9, 6), facts=asked)
    clock.refresh_from_db()
    assert clock.state == "met"
    fined.refresh_from_db()
    assert (fined.contested_on, fined.get_review_display()) == (date(2024, 9, 6), "复议审查中")


@pytest.mark.spec("B-2.17")
def test_an_outsider_who_blocks_enforcement_is_detained(execution: Execution, people: SimpleNamespace) -> None:
    who = {
        "person": "", "person_name": "吴十", "person_kind": "natural", "person_address": "山阳区演示路10号",
        "measure": "detention", "ground": "obstruct", "conduct": "2024年9月2日以身体阻拦执行车辆离开", "answer": "",
        "amount": "", "pay_by": "", "days": "7",
    }  # fmt: skip
    perform(execution, "penalise", by=people.enforcement_judge, at=DAY, facts=facts(execution.debtors.get(), **who))
    decision = signed(execution, "detention_decision", people)
    shows(
        decision, "拘留决定书", "被拘留人：吴十，住山阳区演示路10号", "阻碍司法工作人员执行职务",
        "第一百一十四条第一款第五项、第一百一十八条第二款", "对吴十拘留七日。", "交公安机关看管", "三日内",
    )  # fmt: skip
    row = sanctions(execution).get()
    told = {"sanction": row.pk, "served_on": "2024-09-03", "proof": "送达回证"}
    perform(execution, "serve_sanction", by=people.enforcement_judge, at=noon(2024, 9, 3), facts=told)
    sweep(noon(2024, 9, 8))
    assert execution.events.filter(act="execution.end_sanction_review").count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": "100000.01"}, "amount"),
        ({"amount": ""}, "amount"),
        ({"pay_by": ""}, "pay_by"),
        ({"pay_by": "2024-09-01"}, "pay_by"),
        ({"days": "7"}, "days"),
        ({"measure": "detention", "amount": "", "pay_by": "", "days": "16"}, "days"),
        ({"measure": "detention", "amount": "", "pay_by": ""}, "days"),
        ({"measure": "reprimand", "amount": "", "pay_by": ""}, "measure"),  # 第二百五十二条 knows no 训诫
        ({"ground": "abuse"}, "ground"),  # met in objections only
        ({"new_conduct": ""}, "new_conduct"),
    ],
)
def test_outside_the_limits(execution: Execution, people: SimpleNamespace, changes: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidFacts) as caught:
        perform(
            execution, "penalise", by=people.enforcement_judge, at=DAY, facts=facts(execution.debtors.get(), **changes)
        )
    assert field in caught.value.errors
    assert not sanctions(execution).exists()


@pytest.mark.parametrize(("amount", "allowed"), [("49999.99", False), ("50000", True), ("1000000.01", False)])
def test_the_limits_for_a_body(execution: Execution, people: SimpleNamespace, amount: str, allowed: bool) -> None:
    debtor = steps.enterprise(execution.debtors.get())
    asked = facts(debtor, amount=amount)
    if allowed:
        perform(execution, "penalise", by=people.enforcement_judge, at=DAY, facts=asked)
    else:
        with pytest.raises(InvalidFacts) as caught:
            perform(execution, "penalise", by=people.enforcement_judge, at=DAY, facts=asked)
        assert "五万元以上一百万元以下" in str(caught.value.errors["amount"])


def test_a_body_is_not_detained(execution: Execution, people: SimpleNamespace) -> None:
    asked = facts(steps.enterprise(execution.debtors.get()), measure="detention", amount="", pay_by="", days="5")
    with pytest.raises(InvalidFacts) as caught:
        perform(execution, "penalise", by=people.enforcement_judge, at=DAY, facts=asked)
    assert "拘留只能对个人适用" in str(caught.value.errors["measure"])


def ruled(execution: Execution, people: SimpleNamespace, bad_faith: str, sanction: str) -> Objection:
    debtor = execution.debtors.get()
    row: Objection = open_proceeding(
        "objection", execution.case, "receive", by=people.enforcement_clerk, at=DAY,
        facts={
            "execution": execution.pk, "nature": "conduct", "objector": debtor.pk, "received_on": "2024-09-02",
            "request": "撤销查封", "grounds": "已经全部还清", "application": "on", "evidence": "yes", "consent": "no",
        },
    )  # fmt: skip
    perform(row, "file", by=people.filing_clerk, at=noon(2024, 9, 3))
    perform(
        row, "decide", by=people.objection_judge, at=noon(2024, 9, 10),
        facts={
            "result": "dismissed", "authenticity": "所附收条系伪造", "bad_faith": bad_faith,
            "bad_faith_reason": "第二次以同一伪造收条提出异议", "sanction": sanction, "panel": PANEL,
        },
    )  # fmt: skip
    return row


@pytest.mark.spec("C-31.2")
def test_abuse_of_objections_is_reprimanded_after_the_ruling(execution: Execution, people: SimpleNamespace) -> None:
    row = ruled(execution, people, "yes", "reprimand")
    assert Task.objects.filter(proceeding=row.pk, kind="objection.sanction", state__in=Task.OPEN_STATES).exists()
    said = {
        "measure": "reprimand", "ground": "abuse", "conduct": "第二次以同一伪造收条提出异议", "amount": "",
        "pay_by": "", "evidence": "两次异议材料、鉴定意见",
    }  # fmt: skip
    at = noon(2024, 9, 11)
    perform(row, "penalise", by=people.objection_judge, at=at, facts=facts(execution.debtors.get(), **said))
    (record,) = papers(row, "reprimand_record")
    shows(
        record, "训诫笔录", "李二", "第二次以同一伪造收条提出异议。", "滥用异议权利，恶意妨碍执行",
        "现予以训诫，责令立即改正",
        "以为小额存款不必报告", "被训诫人（签名、捺印）",
    )  # fmt: skip
    assert record.sealing == Document.Sealing.NONE
    assert not Task.objects.filter(proceeding=row.pk, kind__startswith="sanction.", state__in=Task.OPEN_STATES).exists()
    assert not Task.objects.filter(proceeding=row.pk, kind="objection.sanction", state__in=Task.OPEN_STATES).exists()


@pytest.mark.spec("C-31.2")
def test_no_sanction_for_abuse_that_was_not_found(execution: Execution, people: SimpleNamespace) -> None:
    row = ruled(execution, people, "no", "none")
    with pytest.raises(Refusal, match="未认定异议人恶意规避"):
        perform(
            row, "penalise", by=people.objection_judge, at=noon(2024, 9, 11),
            facts=facts(execution.debtors.get(), ground="abuse"),
        )  # fmt: skip
