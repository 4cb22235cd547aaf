"""先予执行: what cannot wait for the judgment is ruled by the trial division and carried out under a 执保 number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from courtflow.accounts.models import Court
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.refusals import Denied, InvalidFacts, Refusal
from courtflow.flow.sweep import sweep
from documents.dossier.contents import contents
from documents.issue import render_pending
from documents.kinds import KINDS, Retention
from documents.models import Document
from preservation.models import Advance
from tests.diary import noon
from tests.documents.conftest import text_of
from tests.trial.steps import heard, item, judgment, served, signed
from trial.models import Trial

Cast = Callable[[Court], SimpleNamespace]
CONTENT = "李二于本裁定送达之日起三日内向张一先行支付医疗费50000元"


@pytest.fixture
def people(nanzhao: Court, cast: Cast) -> SimpleNamespace:
    return cast(nanzhao)


@pytest.fixture
def trial(nanzhao: Court, people: SimpleNamespace) -> Trial:
    return heard(nanzhao, people, noon(2024, 10, 8))


def application(trial: Trial, **changes: Any) -> dict[str, Any]:
    people = {party.name: party.pk for party in trial.litigants()}
    facts = {
        "applicant": people["张一"], "respondents": [people["李二"]], "received_on": "2024-10-10", "ground": "support",
        "urgency": "", "request": "责令被申请人先行支付医疗费50000元", "requested": "50000",
        "reason": "申请人仍在住院治疗，无力继续支付医疗费", "guarantee_kind": "none", "guarantee_amount": "",
    }  # fmt: skip
    return {**facts, **changes}


def applied(trial: Trial, people: SimpleNamespace, **changes: Any) -> Advance:
    facts = application(trial, **changes)
    row = open_proceeding("advance", trial.case, "apply", by=people.trial_clerk, at=noon(2024, 10, 10), facts=facts)
    assert isinstance(row, Advance)
    return row


def ruling(**changes: Any) -> dict[str, Any]:
    facts = {
        "clear": "on", "hardship": "申请人伤情严重，停止治疗将危及生命", "ability": "被申请人有固定收入和银行存款",
        "within": "on", "content": CONTENT, "amount": "50000",
    }  # fmt: skip
    return {**facts, **changes}


def ruled(trial: Trial, people: SimpleNamespace) -> Advance:
    row = applied(trial, people)
    perform(row, "rule", by=people.trial_judge, at=noon(2024, 10, 11), facts=ruling())
    return row


def service(row: Advance, name: str, day: str = "2024-10-12") -> dict[str, Any]:
    return {"party": row.case.parties.get(name=name).pk, "served_on": day, "proof": "送达回证"}


@contextmanager
def invalid(words: str) -> Iterator[None]:
    """The facts are refused, and the words say why."""
    with pytest.raises(InvalidFacts) as refused:
        yield
    assert words in str(refused.value.errors)


def paper(row: Advance, kind: str) -> Document:
    render_pending()
    found: Document = Document.objects.get(proceeding_id=row.pk, kind=kind)
    assert not found.error
    return found


@pytest.mark.spec("E-4.8")
def test_the_division_rules_filing_numbers_it_and_the_bailiffs_carry_it_out(
    nanzhao: Court, trial: Trial, people: SimpleNamespace
) -> None:
    row = ruled(trial, people)
    assert (row.department, row.handler, row.number) == (trial.department, people.trial_judge, None)
    with pytest.raises(Denied):
        perform(row, "implement", by=people.trial_clerk, at=noon(2024, 10, 11), facts={"materials": "裁定书2份"})
    perform(row, "implement", by=people.filing_clerk, at=noon(2024, 10, 11), facts={"materials": "裁定书2份"})
    assert row.number == "（2024）豫1321执保1号"
    assert row.department != trial.department
    perform(row, "start", by=people.bailiff, at=noon(2024, 10, 12), facts={"received_on": "2024-10-12"})
    done = {"result": "full", "executed": "50000", "done_on": "2024-10-14", "detail": "被申请人当场支付"}
    with invalid("交付凭证"):
        perform(row, "report", by=people.bailiff, at=noon(2024, 10, 14), facts=done)
    perform(row, "report", by=people.bailiff, at=noon(2024, 10, 14), facts=done | {"proof": "银行回单"})
    assert (row.state, row.is_closed, row.outcome) == ("executed", True, "全部先予执行")
    assert (row.department, row.handler) == (trial.department, people.trial_judge)


@pytest.mark.spec("E-4.8")
def test_the_ruling_says_what_the_form_wants_and_is_served_on_both_sides(trial: Trial, people: SimpleNamespace) -> None:
    row = ruled(trial, people)
    found = paper(row, "advance_ruling")
    assert found.number == row.ruling_no == f"{trial.number}之一"
    assert sorted(item.name for item in found.recipients.all()) == ["张一", "李二"]
    text = text_of(found)
    for field in (
        "民事裁定书", "申请人：张一，住", "被申请人：李二，住", f"（案号：{trial.number}）",
        "2024年10月10日向本院申请先予执行",
        "责令被申请人先行支付医疗费50000元。", "追索赡养费、扶养费、抚养费、抚恤金、医疗费用的案件", "权利义务关系明确",
        "停止治疗将危及生命", "有履行能力", "第一百零九条第一项、第一百一十条、第一百五十七条第一款第四项",
        "第一百六十九条",
        f"{CONTENT}。", "本裁定立即开始执行。", "应当赔偿被申请人", "五日内向本院申请复议一次", "审判员",
        people.trial_judge.display_name,
    ):  # fmt: skip
        assert field in text, field
    assert KINDS["advance_ruling"].retention is Retention.PERMANENT
    perform(row, "serve_ruling", by=people.trial_clerk, at=noon(2024, 10, 12), facts=service(row, "李二"))
    assert [str(item.served_on) for item in found.recipients.filter(party__name="李二")] == ["2024-10-12"]
    assert row.tasks.filter(kind="advance.serve", state="open").exists()
    perform(row, "serve_ruling", by=people.trial_clerk, at=noon(2024, 10, 12), facts=service(row, "张一"))
    assert not row.tasks.filter(kind="advance.serve", state="open").exists()
    with pytest.raises(Refusal, match="已经送达全部当事人"):
        perform(row, "serve_ruling", by=people.trial_clerk, at=noon(2024, 10, 12), facts=service(row, "张一"))
    clock = row.deadlines.get(rule="advance_ask_review", party__name="李二")
    assert str(clock.due_on) == "2024-10-17"


def test_its_papers_lie_in_the_volume_of_the_suit(trial: Trial, people: SimpleNamespace) -> None:
    row = ruled(trial, people)
    found = paper(row, "advance_ruling")
    line = next(line for line in contents(trial).lines if line.title == "裁判文书正本")
    assert [entry.source for entry in line.entries] == [found]


def test_urgent_cases_name_their_urgency(trial: Trial, people: SimpleNamespace) -> None:
    with invalid("紧急的情形"):
        applied(trial, people, ground="urgent")
    row = applied(
        trial, people, ground="urgent", urgency="infringement", request="责令被申请人停止堵塞通道", requested=""
    )
    facts = ruling(content="李二立即停止堵塞张一厂区的通道\n李二于三日内清除通道上的障碍物；", amount="")
    perform(row, "rule", by=people.trial_judge, at=noon(2024, 10, 11), facts=facts)
    text = text_of(paper(row, "advance_ruling"))
    for field in (
        "需要立即停止侵害、排除妨碍",
        "第一百零九条第三项",
        "第一百七十条第一项",
        "障碍物。本裁定立即开始执行",
    ):
        assert field in text, field


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"requested": "100000.01"}, "诉讼请求的范围"),
        ({"urgency": "act"}, "才填"),
        ({"guarantee_kind": "insurance"}, "insurance"),
    ],
)
def test_what_an_application_may_not_be(
    trial: Trial, people: SimpleNamespace, changes: dict[str, str], error: str
) -> None:
    with invalid(error):
        applied(trial, people, **changes)
    assert not Advance.objects.exists()


def test_only_while_the_suit_is_pending_and_one_at_a_time(trial: Trial, people: SimpleNamespace) -> None:
    applied(trial, people)
    with pytest.raises(Refusal, match="正在审查"):
        applied(trial, people)


def test_not_once_a_judgment_is_in_effect(trial: Trial, people: SimpleNamespace) -> None:
    signed(trial, people, noon(2024, 10, 8), "draft_judgment", judgment(item(trial)))
    served(trial, people, "张一", noon(2024, 10, 8))
    served(trial, people, "李二", noon(2024, 10, 8))
    sweep(noon(2024, 10, 25))
    facts = application(trial) | {"received_on": "2024-10-25"}
    with pytest.raises(Refusal, match="终审判决作出前"):
        open_proceeding("advance", trial.case, "apply", by=people.trial_clerk, at=noon(2024, 10, 25), facts=facts)


def test_who_gives_no_security_is_refused(trial: Trial, people: SimpleNamespace) -> None:
    row = applied(trial, people)
    ordered = {"required": "20000", "note": "被申请人对责任比例有争议"}
    perform(row, "require_security", by=people.trial_judge, at=noon(2024, 10, 10), facts=ordered)
    with pytest.raises(Refusal, match="没有按要求提供担保"):
        perform(row, "rule", by=people.trial_judge, at=noon(2024, 10, 11), facts=ruling())
    facts = {"reason": "申请人未按本院要求提供担保。"}
    perform(row, "refuse", by=people.trial_judge, at=noon(2024, 10, 11), facts=facts)
    text = text_of(paper(row, "advance_refusal"))
    for field in ("申请人未按本院要求提供担保。申请人的申请不符合", "驳回张一的先予执行申请。", "申请复议一次"):
        assert field in text, field
    perform(row, "serve_ruling", by=people.trial_clerk, at=noon(2024, 10, 12), facts=service(row, "张一"))
    sweep(noon(2024, 10, 18))
    row.refresh_from_db()
    assert (row.state, row.outcome) == ("rejected", "驳回先予执行申请")


def test_security_given_stands_in_the_ruling(trial: Trial, people: SimpleNamespace) -> None:
    row = applied(trial, people)
    ordered = {"required": "20000", "note": "被申请人对责任比例有争议"}
    perform(row, "require_security", by=people.trial_judge, at=noon(2024, 10, 10), facts=ordered)
    given = {"guarantee_kind": "cash", "guarantee_amount": "20000", "guarantor": "", "guarantee_no": "收据1号"}
    perform(row, "give_security", by=people.trial_clerk, at=noon(2024, 10, 10), facts=given)
    perform(row, "rule", by=people.trial_judge, at=noon(2024, 10, 11), facts=ruling())
    assert "以现金方式提供担保，担保金额为20000.00元，凭证号为收据1号。" in text_of(paper(row, "advance_ruling"))


@pytest.mark.parametrize(
    ("result", "operative", "words", "state"),
    [
        ("upheld", "", "驳回李二的复议请求。", "executing"),
        ("revoked", "", "撤销本院{number}民事裁定。", "revoked"),
        (
            "changed",
            "李二先行支付医疗费30000元",
            "变更本院{number}民事裁定为：李二先行支付医疗费30000元。",
            "executing",
        ),
    ],
)
def test_reconsidered_once_by_the_division_that_ruled_while_it_is_carried_out(
    trial: Trial, people: SimpleNamespace, result: str, operative: str, words: str, state: str
) -> None:
    row = ruled(trial, people)
    perform(row, "serve_ruling", by=people.trial_clerk, at=noon(2024, 10, 12), facts=service(row, "李二"))
    perform(row, "implement", by=people.filing_clerk, at=noon(2024, 10, 12), facts={"materials": "裁定书2份"})
    perform(row, "start", by=people.bailiff, at=noon(2024, 10, 12), facts={"received_on": "2024-10-12"})
    debtor = row.case.parties.get(name="李二").pk
    asked = {"party": debtor, "received_on": "2024-10-17", "grounds": "责任比例尚未确定"}
    perform(row, "ask_review", by=people.trial_clerk, at=noon(2024, 10, 17), facts=asked)
    with pytest.raises(Refusal, match="一次为限"):
        perform(row, "ask_review", by=people.trial_clerk, at=noon(2024, 10, 17), facts=asked)
    decided = {
        "review": row.reviews.get().pk, "result": result, "reason": "经审查，责任比例已经查明", "operative": operative,
        "amount": "30000" if operative else "",
    }  # fmt: skip
    perform(row, "decide_review", by=people.trial_judge, at=noon(2024, 10, 18), facts=decided)
    found = paper(row, "advance_review")
    assert found.number == row.reviews.get().ruling_no == f"{trial.number}之二"
    assert words.format(number=row.ruling_no) in text_of(found)
    assert row.state == state
    assert not row.deadlines.filter(state="running", rule="advance_decide_review").exists()


def test_a_refusal_changed_upon_reconsideration_is_carried_out(trial: Trial, people: SimpleNamespace) -> None:
    row = applied(trial, people)
    perform(row, "refuse", by=people.trial_judge, at=noon(2024, 10, 11), facts={"reason": "责任尚未查明"})
    claimant = row.case.parties.get(name="张一").pk
    asked = {"party": claimant, "received_on": "2024-10-12", "grounds": "治疗不能中断"}
    perform(row, "ask_review", by=people.trial_clerk, at=noon(2024, 10, 12), facts=asked)
    decided = {"review": row.reviews.get().pk, "result": "revoked", "reason": "申请符合条件", "operative": ""}
    with invalid("变更原裁定"):
        perform(row, "decide_review", by=people.trial_judge, at=noon(2024, 10, 14), facts=decided)
    facts = decided | {"result": "changed", "operative": CONTENT, "amount": "50000"}
    perform(row, "decide_review", by=people.trial_judge, at=noon(2024, 10, 14), facts=facts)
    assert (row.state, row.content) == ("ruled", CONTENT)
    assert row.tasks.filter(kind="advance.implement", state="open").exists()
    perform(row, "implement", by=people.filing_clerk, at=noon(2024, 10, 15), facts={"materials": "裁定书2份"})


def test_too_late_is_too_late(trial: Trial, people: SimpleNamespace) -> None:
    row = ruled(trial, people)
    perform(row, "serve_ruling", by=people.trial_clerk, at=noon(2024, 10, 12), facts=service(row, "李二"))
    asked = {"party": row.case.parties.get(name="李二").pk, "received_on": "2024-10-18", "grounds": "数额过高"}
    with pytest.raises(Refusal, match="复议期已经届满"):
        perform(row, "ask_review", by=people.trial_clerk, at=noon(2024, 10, 18), facts=asked)
