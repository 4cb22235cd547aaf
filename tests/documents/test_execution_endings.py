"""Papers at the end of an execution and after it, each through the act that orders it: bankruptcy, visit, revival."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client

from courtflow.accounts.models import Court
from courtflow.flow.acts import SYSTEM
from courtflow.flow.perform import perform
from documents.models import Document
from enforcement.execution.states import State
from enforcement.models import Bankruptcy, Execution
from tests.diary import effective_case, noon
from tests.enforcement import steps
from tests.enforcement.test_bankruptcy import FINDING, RULING, transferred

from .test_execution_papers import papers, shows, sign, text_of

pytestmark = pytest.mark.django_db
Cast = Callable[[Court], SimpleNamespace]


@pytest.fixture
def people(shanyang: Court, cast: Cast) -> SimpleNamespace:
    return cast(shanyang)


def against(court: Court, people: SimpleNamespace, debtors: int) -> Execution:
    """An execution whose first debtor is an enterprise."""
    case, instrument = effective_case(court, debtors=debtors, **steps.EARLY)
    steps.enterprise(case.parties.get(name="李二"))
    row = steps.file(case, instrument, people.filing_clerk, noon(2024, 6, 28))
    perform(row, "assign_owner", by=people.bureau_chief, at=noon(2024, 6, 28), facts=steps.assignment(court, people))
    return row


def declared(row: Execution, people: SimpleNamespace, court: Court) -> None:
    """From the lead to the declaration of bankruptcy on 20 December 2024."""
    company = row.debtors.get(name="演示贸易1有限公司")
    facts = FINDING | {"debtor": company.pk}
    perform(row, "find_bankruptcy_lead", by=people.enforcement_judge, at=noon(2024, 9, 2), facts=facts)
    lead = Bankruptcy.objects.get()
    transferred(lead, people, court)
    perform(lead, "register", by=people.filing_clerk, at=noon(2024, 9, 18), facts={"received_on": "2024-09-16"})
    perform(lead, "accept", by=people.bankruptcy_judge, at=noon(2024, 10, 16), facts=RULING)
    ruling = RULING | {"ruling_no": "（2024）豫0811破1号之一", "ruled_on": "2024-12-20"}
    perform(lead, "declare", by=people.bankruptcy_judge, at=noon(2024, 12, 20), facts=ruling)
    row.refresh_from_db()


@pytest.mark.spec("A-9.10")
def test_a_declaration_of_bankruptcy_ends_the_execution_by_a_ruling_that_its_judge_signs(
    shanyang: Court, people: SimpleNamespace
) -> None:
    row = against(shanyang, people, debtors=1)
    declared(row, people, shanyang)
    assert row.state == State.TERMINATED
    (ruling,) = papers(row, "termination_ruling")
    assert ruling.state == Document.State.DRAFTED  # the system ended the case, a judge signs
    sign(ruling, SimpleNamespace(president=people.enforcement_judge))
    assert {entry.name for entry in ruling.recipients.all()} == {"张一", "演示贸易1有限公司"}
    shows(
        ruling, "执行裁定书", "裁定宣告破产（演示贸易1有限公司，（2024）豫0811破1号之一，2024年12月20日）",
        "第五百一十三条", "第二百六十八条第六项", "终结对被执行人演示贸易1有限公司的执行", "六十日内",
        people.enforcement_judge.display_name,
    )  # fmt: skip
    assert "其他被执行人" not in text_of(ruling)


@pytest.mark.spec("A-9.10")
def test_a_co_debtor_is_enforced_against_all_the_same(shanyang: Court, people: SimpleNamespace) -> None:
    row = against(shanyang, people, debtors=2)
    declared(row, people, shanyang)
    assert row.state == State.UNDER_WAY
    for paper in (*papers(row, "stay_ruling"), *papers(row, "termination_ruling")):
        sign(paper, SimpleNamespace(president=people.enforcement_judge))
        shows(paper, "对被执行人演示贸易1有限公司的执行", "对其他被执行人的执行不受影响")


@pytest.mark.spec("E-4.4", "E-4.5")
def test_the_applicant_reads_why_the_chief_would_not_revive(shanyang: Court, people: SimpleNamespace) -> None:
    row = steps.closed(shanyang, people)
    asked = {"applied_on": "2025-03-03", "clue": "李二名下有小型轿车一辆"}
    perform(row, "apply_revival", by=people.filing_clerk, at=noon(2025, 3, 3), facts=asked)
    revival = Execution.objects.get(revival=True)
    checked = {"eligible": "on", "concrete": "on"}
    perform(revival, "forward_revival", by=people.filing_clerk, at=noon(2025, 3, 4), facts=checked)
    opinion = {"found": "yes", "value": "30000", "opinion": "车辆登记在李二名下"}
    perform(revival, "verify_clue", by=people.enforcement_clerk, at=noon(2025, 3, 5), facts=opinion)
    why = {"reason": "车辆已设立抵押，处置后没有剩余"}
    perform(revival, "refuse_revival", by=people.bureau_chief, at=noon(2025, 3, 6), facts=why)
    (told,) = papers(revival, "revival_refusal")
    assert told.number.startswith(str(row.number))
    shows(
        told, "张一：", "小型轿车一辆", "经核查：车辆登记在李二名下。车辆已设立抵押，处置后没有剩余。", "不予恢复执行"
    )
    assert "局长意见" not in text_of(told)


@pytest.mark.spec("D-4.1")
def test_a_settlement_in_execution_is_visited(honghe: Court, cast: Cast) -> None:
    people = cast(honghe)
    row = steps.in_hand(honghe, people)
    agreed = {
        "signed_on": "2024-07-25", "content": "分两次付清", "last_due_on": "2024-10-31", "security": "",
        "recorded": "on",
    }  # fmt: skip
    perform(row, "settle", by=people.enforcement_judge, at=noon(2024, 7, 25), facts=agreed)
    seen = {"visited_on": "2024-10-28", "finding": "已付五万元，余款等待货款到账"}
    perform(row, "visit_settlement", by=people.enforcement_judge, at=noon(2024, 10, 28), facts=seen)
    record = papers(row, "visit_record")[0]
    shows(record, "和解履行回访记录", "2024年7月25日签订", "余款等待货款到账", "被回访人（签名）")


def test_a_ruling_before_anybody_is_in_charge_says_on_the_case_page_what_is_missing(
    shanyang: Court, people: SimpleNamespace, client: Client
) -> None:
    case, instrument = effective_case(shanyang, **steps.EARLY)
    row = steps.file(case, instrument, people.filing_clerk, noon(2024, 6, 28))
    perform(row, "suspend_for_bankruptcy", by=SYSTEM, at=noon(2024, 7, 1), facts={"debtor": row.debtors.get().pk})
    (ruling,) = papers(row, "stay_ruling")
    client.force_login(people.bureau_chief)
    page = client.get(f"/cases/{case.pk}/").content.decode()
    assert f'裁判文书无人署名，请先确定承办法官。<a href="{ruling.page}">补齐后重新制作</a>' in page
    Execution.objects.filter(pk=row.pk).update(handler=people.enforcement_judge)
    client.post(f"{ruling.page}retry/")
    ruling.refresh_from_db()
    assert (ruling.state, ruling.error) == (Document.State.DRAFTED, "")  # its judge signs
