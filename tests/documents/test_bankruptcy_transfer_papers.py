"""The papers of 执行移送破产, each through its real act, in this court and towards the others."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from courtflow.accounts.models import Court
from courtflow.cases.models import Party
from courtflow.flow.perform import perform
from courtflow.flow.sweep import sweep
from documents.kinds.bankruptcy_transfer import decision_missing
from documents.models import Document
from enforcement.models import Bankruptcy, Execution
from tests.diary import effective_case, noon
from tests.enforcement import steps
from tests.enforcement.test_bankruptcy import FINDING, RULING, transferred

from .test_execution_papers import papers, shows, sign

pytestmark = pytest.mark.django_db
Cast = Callable[[Court], SimpleNamespace]


@pytest.fixture
def people(shanyang: Court, cast: Cast) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def execution(shanyang: Court, people: SimpleNamespace) -> Execution:
    case, instrument = effective_case(shanyang, **steps.EARLY)
    steps.enterprise(case.parties.get(role=Party.Role.DEFENDANT))
    row = steps.file(case, instrument, people.filing_clerk, noon(2024, 6, 28))
    perform(row, "assign_owner", by=people.bureau_chief, at=noon(2024, 6, 28), facts=steps.assignment(shanyang, people))
    return row


@pytest.fixture
def lead(execution: Execution, people: SimpleNamespace) -> Bankruptcy:
    facts = FINDING | {"debtor": execution.debtors.get().pk}
    perform(execution, "find_bankruptcy_lead", by=people.enforcement_judge, at=noon(2024, 9, 2), facts=facts)
    return Bankruptcy.objects.get()


@pytest.fixture
def elsewhere(nanzhao: Court, cast: Cast) -> Execution:
    """The same enterprise is enforced against at 南召, too."""
    case, instrument = effective_case(nanzhao, **steps.EARLY)
    steps.enterprise(case.parties.get(role=Party.Role.DEFENDANT))
    return steps.file(case, instrument, cast(nanzhao).filing_clerk, noon(2024, 7, 1))


@pytest.mark.spec("C-29.2", "A-9.10")
def test_consent_decision_file_and_stay(
    elsewhere: Execution, lead: Bankruptcy, execution: Execution, people: SimpleNamespace, shanyang: Court
) -> None:
    consents = papers(lead, "transfer_consent")
    assert {paper.addressee.name for paper in consents} == {"张一", "演示贸易1有限公司"}  # type: ignore[union-attr]
    shows(consents[0], "同意移送破产审查书", "□同意将演示贸易1有限公司", "先后顺序清偿", "签名（盖章）")
    transferred(lead, people, shanyang.parent or shanyang)
    (decision,) = papers(lead, "bankruptcy_transfer_decision")
    assert (decision.approved_role, decision.number) == ("president", execution.number)
    shows(
        decision,
        "移送破产审查决定书",
        "张一于2024年9月10日书面同意移送破产审查",
        "合议庭于2024年9月12日评议",
        "明显缺乏清偿能力",
        "第五百一十一条",
        "进行破产审查",
        "措施不解除",
    )
    (letter,) = papers(lead, "bankruptcy_file_letter")
    shows(letter, "移送破产审查函", "三十日内", "财产查控清单", "2024年9月13日签署移送决定")
    (stay,) = papers(lead, "bankruptcy_stay_letter")
    assert stay.receiver == elsewhere.court.name
    shows(
        stay, f"{elsewhere.court.name}：", str(elsewhere.number), "中止对演示贸易1有限公司的执行", "处置的价款不作分配"
    )
    (ruling,) = papers(execution, "stay_ruling")
    assert ruling.state == Document.State.DRAFTED  # the system stays the case, a judge signs
    sign(ruling, SimpleNamespace(president=people.enforcement_judge))
    shows(ruling, "第五百一十一条", "已被移送破产审查", "中止对被执行人演示贸易1有限公司的执行", "受理破产案件之前")


@pytest.mark.spec("A-9.10", "A-9.11")
def test_acceptance_and_refusal_tell_those_who_enforce(
    elsewhere: Execution, lead: Bankruptcy, execution: Execution, people: SimpleNamespace, shanyang: Court
) -> None:
    transferred(lead, people, shanyang)
    received = {"received_on": "2024-09-18", "number": ""}
    perform(lead, "register", by=people.filing_clerk, at=noon(2024, 9, 18), facts=received)
    perform(lead, "accept", by=people.bankruptcy_judge, at=noon(2024, 10, 16), facts=RULING)
    letters = papers(lead, "bankruptcy_acceptance_letter")
    assert [letter.receiver for letter in letters] == ["执行局", elsewhere.court.name]
    shows(letters[0], "受理演示贸易1有限公司", "第十九条", "七日内", "向管理人申报债权", str(execution.number))
    shows(letters[1], str(elsewhere.number), "解除对其财产的查封、扣押、冻结措施")
    later = RULING | {"ruling_no": "破申1号之一", "ruled_on": "2024-11-20", "reason": "不具备破产原因。"}
    perform(lead, "refuse", by=people.bankruptcy_judge, at=noon(2024, 11, 20), facts=later)
    shows(
        papers(lead, "bankruptcy_refusal_letter")[0],
        "民事裁定，驳回对演示贸易1有限公司",
        "不具备破产原因",
        "恢复",
        "不得重复启动移送破产审查程序",
    )
    shows(papers(execution, "resumption_notice")[0], "不予受理或者驳回破产申请", "恢复对演示贸易1有限公司的执行")


@pytest.mark.spec("A-9.10", "T34")
def test_a_court_that_stays_silent_is_asked_for_its_ruling(
    lead: Bankruptcy, people: SimpleNamespace, shanyang: Court
) -> None:
    transferred(lead, people, shanyang.parent or shanyang)
    received = {"received_on": "2024-09-18", "number": "（2024）豫08破申7号"}
    perform(lead, "register", by=people.filing_clerk, at=noon(2024, 9, 18), facts=received)
    sweep(noon(2024, 10, 18))
    assert not papers(lead, "bankruptcy_result_inquiry")  # the thirtieth day is still the other court's
    sweep(noon(2024, 10, 19))
    (letter,) = papers(lead, "bankruptcy_result_inquiry")
    assert letter.pages == 1
    shows(
        letter,
        "破产审查结果函询",
        "焦作市中级人民法院：",
        "2024年9月14日向你院移送演示贸易1有限公司",
        "你院于2024年9月18日收到，案号为（2024）豫08破申7号",
        "第五百一十二条",
        "尚未收到裁定",
        "函告本院",
    )


def test_the_court_that_reviews_its_own_file_asks_nobody(
    elsewhere: Execution, lead: Bankruptcy, people: SimpleNamespace, shanyang: Court
) -> None:
    transferred(lead, people, shanyang)
    shows(papers(lead, "bankruptcy_stay_letter")[0], "移送本院破产审判部门进行破产审查")
    (file,) = papers(lead, "bankruptcy_file_letter")
    assert file.receiver == shanyang.unit("bankruptcy").name
    shows(file, "移送你庭进行破产审查")
    received = {"received_on": "2024-09-18", "number": ""}
    perform(lead, "register", by=people.filing_clerk, at=noon(2024, 9, 18), facts=received)
    sweep(noon(2024, 10, 19))
    assert lead.events.filter(act="bankruptcy.ask_for_answer").exists()
    assert not papers(lead, "bankruptcy_result_inquiry")


def test_a_decision_without_written_consent_cannot_be_made() -> None:
    snapshot = {"instrument": {"number": "1"}, "consents": [], "panel_on": None}
    assert decision_missing(snapshot) == [
        "没有任何一方当事人的书面同意，请先登记书面答复",
        "没有合议庭评议日期，请先办理报请移送",
    ]
