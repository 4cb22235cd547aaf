"""The papers of an objection, each through its real act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from courtflow.accounts.models import Court
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.refusals import InvalidFacts
from courtflow.flow.sweep import sweep
from documents.models import Document
from enforcement.models import Execution, Objection
from tests.diary import noon
from tests.enforcement import steps

from .test_execution_papers import PANEL, papers, shows

pytestmark = pytest.mark.django_db
Cast = Callable[[Court], SimpleNamespace]


@pytest.fixture
def people(shanyang: Court, cast: Cast) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def execution(shanyang: Court, people: SimpleNamespace) -> Execution:
    return steps.in_hand(shanyang, people, noon(2024, 11, 1), effective_on=date(2024, 10, 1), due_on=date(2024, 10, 11))


def receive(execution: Execution, people: SimpleNamespace, **more: Any) -> Objection:
    facts = {
        "execution": execution.pk,
        "nature": "conduct",
        "objector": execution.debtors.get().pk,
        "received_on": "2024-12-17",
        "request": "撤销对豫H12345号小型轿车的查封。",
        "grounds": "该车价值明显超过债权。",
        "application": "on",
        "evidence": "yes",
        "consent": "yes",
        "consent_record": "同意书第1页",
    }
    return open_proceeding(
        "objection", execution.case, "receive", by=people.enforcement_clerk, at=noon(2024, 12, 17), facts=facts | more
    )


@pytest.mark.spec("A-10.1", "A-10.3", "C-30.6")
def test_front_stage_on_paper(execution: Execution, people: SimpleNamespace) -> None:
    row = receive(execution, people, evidence="no", missing="车辆价值的证据、身份证复印件")
    (told,) = papers(row, "objection_supplement")
    shows(
        told,
        "补正通知书",
        "李二：",
        "2024年12月17日收到",
        "一次性告知",
        "车辆价值的证据、身份证复印件",
        "自补足材料之日",
    )
    talk = {"held_on": "2024-12-19", "content": "已说明查封以债权额及执行费用为限", "answer": "坚持异议"}
    perform(row, "explain", by=people.enforcement_judge, at=noon(2024, 12, 19), facts=talk)
    (record,) = papers(row, "explanation_record")
    shows(record, "释法笔录", "2024年12月19日", "坚持异议", "随时要求终止化解", "罚款、拘留", "异议人（签名、捺印）")
    assert record.sealing == Document.Sealing.NONE
    stated = {"stated_on": "2024-12-20", "note": ""}
    perform(row, "insist", by=people.enforcement_clerk, at=noon(2024, 12, 20), facts=stated)
    (slip,) = papers(row, "objection_transfer")
    shows(slip, "移送立案单", "立案庭：", "异议人坚持提出异议（2024年12月20日）", "3日", "坚持异议", "三日内立案")
    perform(row, "file", by=people.filing_clerk, at=noon(2024, 12, 23))
    notices = papers(row, "objection_notice")
    assert {paper.addressee.name for paper in notices} == {"张一", "李二"}  # type: ignore[union-attr]
    shows(notices[0], "受理通知书", "（2024）豫0811执异1号", "十五日内审查完毕", "不停止执行", "申请回避")


@pytest.mark.spec("C-30.6")
def test_the_system_sends_the_slip_when_the_fifteen_days_are_over(
    execution: Execution, people: SimpleNamespace
) -> None:
    row = receive(execution, people)
    with time_machine.travel(noon(2025, 1, 2)):
        sweep(noon(2025, 1, 2))
    shows(papers(row, "objection_transfer")[0], "化解期限届满", "15日")


@pytest.mark.spec("C-31.1", "C-31.2", "A-10.4")
def test_the_ruling_names_panel_reasons_and_remedy(execution: Execution, people: SimpleNamespace) -> None:
    row = receive(execution, people, consent="no", consent_record="")
    perform(row, "file", by=people.filing_clerk, at=noon(2024, 12, 18))
    ruling = {
        "result": "dismissed",
        "authenticity": "所附评估报告系伪造。",
        "bad_faith": "yes",
        "panel": PANEL,
        "bad_faith_reason": "同一异议人已三次以同一事由提出异议",
        "sanction": "fine",
        "ruling_no": "",
        "reasons": "查封财产的价额没有明显超过债权额及执行费用。",
    }
    perform(row, "decide", by=people.objection_judge, at=noon(2024, 12, 30), facts=ruling)
    (paper,) = papers(row, "objection_ruling")
    shows(
        paper,
        "执行裁定书",
        "（2024）豫0811执异1号",
        "异议人：李二",
        "依法组成合议庭",
        "所附评估报告系伪造",
        "第二百三十六条",
        "第十七条",
        "驳回李二的异议请求。",
        "予以罚款",
        "十日内，向上一级人民法院申请复议",
        "赵审长",
        "审判长",
    )
    row.refresh_from_db()
    assert row.ruling_no == paper.number == row.number
    assert {entry.name for entry in paper.recipients.all()} == {"张一", "李二"}


def test_a_ruling_names_its_whole_panel(execution: Execution, people: SimpleNamespace) -> None:
    row = receive(execution, people, consent="no", consent_record="")
    perform(row, "file", by=people.filing_clerk, at=noon(2024, 12, 18))
    ruling = {
        "result": "upheld",
        "authenticity": "属实",
        "bad_faith": "no",
        "bad_faith_reason": "首次异议",
        "sanction": "none",
        "ruling_no": "",
        "panel": "三名员额法官",
    }
    with pytest.raises(InvalidFacts):
        perform(row, "decide", by=people.objection_judge, at=noon(2024, 12, 30), facts=ruling)
    whole = ruling | {"operative": "一、撤销（2024）豫0811执1号之一执行裁定；\n二、解除对该车的查封。"}
    for panel in ("三名员额法官", "赵审长、钱审员", "、"):
        with pytest.raises(InvalidFacts) as refused:
            perform(row, "decide", by=people.objection_judge, at=noon(2024, 12, 30), facts=whole | {"panel": panel})
        assert list(refused.value.errors) == ["panel"]
        assert "逐一写明合议庭成员姓名" in refused.value.errors["panel"][0]


@pytest.mark.spec("A-10.5")
def test_a_refusal_tells_of_reconsideration(execution: Execution, people: SimpleNamespace) -> None:
    row = receive(execution, people, consent="no", consent_record="")
    refusal = {
        "ground": "queued_seizure",
        "reason": "轮候查封尚未生效。",
        "explained": "on",
        "ruling_no": "",
        "told_review": "on",
    }
    perform(row, "refuse_filing", by=people.filing_judge, at=noon(2024, 12, 18), facts=refusal)
    (paper,) = papers(row, "objection_refusal")
    shows(paper, "执行裁定书", "轮候查封", "不予受理", "十日内向上一级人民法院申请复议")
    assert paper.number.startswith(str(execution.number))


@pytest.mark.spec("C-30.4", "C-30.5")
def test_self_correction_and_withdrawal(execution: Execution, people: SimpleNamespace) -> None:
    row = receive(execution, people)
    wrong = {
        "wrong": "对价值明显超过债权额的财产采取查封。",
        "ruling_no": "",
        "corrected_on": "2024-12-19",
        "remedy": "解除对豫H12345号小型轿车的查封。",
    }
    perform(row, "self_correct", by=people.enforcement_judge, at=noon(2024, 12, 19), facts=wrong)
    (ruling,) = papers(row, "correction_ruling")
    shows(ruling, "确有错误", "解除对豫H12345号小型轿车的查封。", "本裁定立即执行", str(execution.number))

    free = {"consequences": "on", "voluntary": "on", "applied_on": "2024-12-20"}
    second = receive(execution, people)
    perform(second, "withdraw", by=people.filing_clerk, at=noon(2024, 12, 20), facts=free)
    shows(papers(second, "withdrawal_confirmation")[0], "撤回执行异议确认书", "真实、自愿", "异议人（签名、盖章）")
    third = receive(execution, people, consent="no", consent_record="")
    perform(third, "file", by=people.filing_clerk, at=noon(2024, 12, 20))
    with pytest.raises(InvalidFacts) as refused:
        perform(third, "withdraw", by=people.objection_judge, at=noon(2024, 12, 23), facts=free)
    assert list(refused.value.errors) == ["panel"]
    bench = free | {"panel": "赵审长、钱审员、孙审员"}
    perform(third, "withdraw", by=people.objection_judge, at=noon(2024, 12, 23), facts=bench)
    (ruling,) = papers(third, "withdrawal_ruling")
    shows(ruling, "准许李二撤回异议", "第十一条", "第十三条", "审判长赵审长", "审判员孙审员")
    assert not papers(third, "withdrawal_confirmation")
