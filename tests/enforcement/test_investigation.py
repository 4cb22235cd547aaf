"""律师调查令 as a diary: applied for, issued for some days, presented, answered or refused; what 终本 asks of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client

from courtflow.accounts.models import Court
from courtflow.flow.models import Deadline, Task
from courtflow.flow.perform import offers, open_proceeding, perform
from courtflow.flow.refusals import Denied, InvalidFacts, Refusal
from courtflow.flow.sweep import sweep
from documents.dossier.contents import contents
from documents.issue import render_pending
from documents.models import Document
from documents.verification import look_up
from enforcement.models import Execution, Investigation, Sanction
from tests.diary import effective_case, noon
from tests.enforcement import orders, steps
from tests.trial.steps import heard

Cast = Callable[[Court], SimpleNamespace]
FILED = steps.FILED  # Friday, 28 June 2024
HELP = {"ordered_on": "2024-07-10", "way": "送达责令履行协助义务通知，限三日内提供"}


@pytest.fixture
def people(anji: Court, cast: Cast) -> SimpleNamespace:
    return cast(anji)


@pytest.fixture
def execution(anji: Court, people: SimpleNamespace) -> Execution:
    return steps.in_hand(anji, people)


def in_nanzhao(court: Court, people: SimpleNamespace) -> Execution:
    """Through the filing division's and the command centre's query, assigned on the day of filing."""
    case, instrument = effective_case(court, **steps.EARLY)
    row = steps.file(case, instrument, people.filing_clerk, FILED)
    perform(row, "control_first", by=people.filing_clerk, at=FILED, facts=steps.RESULT)
    perform(row, "hand_to_command", by=people.filing_clerk, at=FILED)
    second = steps.RESULT | {"track": "complex", "track_reason": "无财产"}
    perform(row, "control_again", by=people.command_staff, at=FILED, facts=second)
    perform(row, "assign_owner", by=people.bureau_chief, at=FILED, facts=steps.assignment(court, people))
    return row


def applied(matter: Any, by: Any, agent: Any = None, **facts: Any) -> Investigation:
    told = orders.application(matter, agent or orders.lawyer(matter.case), **facts)
    return open_proceeding("investigation", matter.case, "apply", by=by, at=FILED, facts=told)


@pytest.fixture
def asked(execution: Execution, people: SimpleNamespace) -> Investigation:
    return applied(execution, people.enforcement_clerk)


@pytest.fixture
def issued(asked: Investigation, people: SimpleNamespace) -> Investigation:
    perform(asked, "decide", by=people.enforcement_judge, at=FILED, facts=orders.ISSUED)
    return asked


def verdict(row: Investigation) -> tuple[bool, str, str]:
    """What the public page says of the order now."""
    found = look_up(Document.objects.get(proceeding=row, kind="investigation_order").verification_code)
    assert found is not None
    return found.valid, found.state, found.ended_on


@pytest.mark.spec("B-3.14")
def test_an_order_from_the_application_to_the_evidence(
    asked: Investigation, execution: Execution, people: SimpleNamespace
) -> None:
    assert (asked.department, asked.handler) == (execution.department, people.enforcement_judge)
    assert asked.origin_id == execution.pk
    weighed = asked.deadlines.get(rule="investigation_decide")
    assert (weighed.due_on, Task.objects.get(kind="investigation.decide").deadline) == (date(2024, 7, 3), weighed)
    with pytest.raises(Denied):  # the execution has its judge, and so has what hangs on it
        perform(asked, "decide", by=people.enforcement_judge_2, at=FILED, facts=orders.ISSUED)

    perform(asked, "decide", by=people.enforcement_judge, at=noon(2024, 7, 1), facts=orders.ISSUED)
    weighed.refresh_from_db()
    assert (asked.state, weighed.state) == (Investigation.State.ISSUED, Deadline.State.MET)
    assert asked.valid_until == date(2024, 7, 16)
    assert asked.deadlines.get(rule="investigation_valid").due_on == date(2024, 7, 16)

    with time_machine.travel(noon(2024, 7, 8), tick=False):
        render_pending()
        assert verdict(asked) == (True, "有效", "")
        facts = orders.returned("obtained")
        perform(asked, "record_return", by=people.enforcement_clerk, at=noon(2024, 7, 8), facts=facts)
        assert verdict(asked) == (False, "已使用或者缴回", "2024-07-05")
    assert (asked.state, asked.outcome) == (Investigation.State.RETURNED, "已取得材料")
    paper = Document.objects.get(proceeding=asked, kind="investigation_order")
    assert paper.recipients.get().served_on == date(2024, 7, 5)
    lines = {line.item.title: [entry.title for entry in line.entries] for line in contents(execution).lines}
    assert any("律师调查令" in title for title in lines["财产调查材料"])


@pytest.mark.spec("B-3.14")
def test_out_of_a_suit_it_is_the_suits_judge_who_decides(anji: Court, people: SimpleNamespace) -> None:
    suit = heard(anji, people, FILED)
    row = applied(suit, people.trial_clerk)
    assert (row.department.kind, row.handler) == ("trial", people.trial_judge)
    with pytest.raises(Denied):
        perform(row, "decide", by=people.enforcement_judge, at=FILED, facts=orders.ISSUED)
    perform(row, "decide", by=people.trial_judge, at=FILED, facts=orders.ISSUED)
    paper = Document.objects.get(proceeding=row, kind="investigation_order")
    assert paper.number == f"{suit.number}调令字第1号"


@pytest.mark.spec("B-3.14")
def test_who_may_carry_an_order_differs(
    anji: Court, nanzhao: Court, shanyang: Court, cast: Cast, execution: Execution, people: SimpleNamespace
) -> None:
    """浙江: lawyers and legal-service workers; 南召: lawyers; 山阳 knows no such order."""
    worker = orders.lawyer(execution.case, kind="legal_worker")
    assert applied(execution, people.enforcement_clerk, worker).state == Investigation.State.APPLIED
    with pytest.raises(InvalidFacts) as refused:  # a relative may speak for a party, but not investigate
        applied(execution, people.enforcement_clerk, orders.lawyer(execution.case, kind="other"))
    assert "agent" in refused.value.errors

    there = cast(nanzhao)
    row = in_nanzhao(nanzhao, there)
    with pytest.raises(Refusal, match="不由该类代理人持有"):
        applied(row, there.enforcement_clerk, orders.lawyer(row.case, kind="legal_worker"))
    assert applied(row, there.enforcement_clerk).state == Investigation.State.APPLIED

    elsewhere = cast(shanyang)
    row = steps.in_hand(shanyang, elsewhere)
    with pytest.raises(Refusal, match="没有设律师调查令"):
        applied(row, elsewhere.enforcement_clerk)


def test_a_lawyer_who_comes_after_filing_is_registered_with_his_application(
    execution: Execution, people: SimpleNamespace
) -> None:
    def apply(**facts: Any) -> Investigation:
        told = orders.newcomer(execution, **facts)
        by = people.enforcement_clerk
        return open_proceeding("investigation", execution.case, "apply", by=by, at=FILED, facts=told)

    own = execution.case.parties.get(role="plaintiff")
    for wrong, field in (
        ({"agent_name": ""}, "agent_name"), ({"principal": ""}, "principal"),
        ({"agent_phone": own.phone}, "agent_phone"),
    ):  # fmt: skip
        with pytest.raises(InvalidFacts) as refused:
            apply(**wrong)
        assert list(refused.value.errors) == [field]
    assert not own.agents.exists()
    row = apply()
    assert (row.agent, row.agent.party) == (own.agents.get(), own)
    assert own.changes.get().new == "周律（律师），演示律师事务所"


def test_only_the_department_of_the_matter_registers(execution: Execution, people: SimpleNamespace) -> None:
    with pytest.raises(Refusal, match="其他部门办理"):
        applied(execution, people.trial_clerk)
    assert not Investigation.objects.exists()


@pytest.mark.spec("B-3.15")
def test_what_the_law_keeps_from_agents_is_in_no_order(execution: Execution, people: SimpleNamespace) -> None:
    """A private person's deposits: taken out of the application before the order is issued."""
    row = applied(execution, people.enforcement_clerk, barred=["deposit"])
    with pytest.raises(Refusal, match="另有规定的信息") as refused:
        perform(row, "decide", by=people.enforcement_judge, at=FILED, facts=orders.ISSUED)
    assert "浙委法发〔2020〕2号" in str(refused.value.under)
    changed = {"scope": ["property"], "content": "不动产登记信息", "purpose": "查明财产", "barred": []}
    perform(row, "amend", by=people.enforcement_clerk, at=FILED, facts=changed)
    perform(row, "decide", by=people.enforcement_judge, at=FILED, facts=orders.ISSUED)
    assert row.state == Investigation.State.ISSUED


def test_the_judge_refuses_by_himself_where_nobody_says_otherwise(
    asked: Investigation, people: SimpleNamespace
) -> None:
    for wrong, field in (({"ground": ""}, "ground"), ({"why": ""}, "why"), ({"decision": ""}, "decision")):
        with pytest.raises(InvalidFacts) as refused:
            perform(asked, "decide", by=people.enforcement_judge, at=FILED, facts=orders.REFUSED | wrong)
        assert field in refused.value.errors
    perform(asked, "decide", by=people.enforcement_judge, at=FILED, facts=orders.REFUSED)
    assert (asked.state, asked.outcome) == (Investigation.State.REFUSED, "不予签发")
    assert Document.objects.get(proceeding=asked).kind == "investigation_refusal"


@pytest.mark.spec("E-3.3")
def test_in_nanzhao_a_leader_approves_each_refusal(nanzhao: Court, cast: Cast) -> None:
    people = cast(nanzhao)
    row = applied(in_nanzhao(nanzhao, people), people.enforcement_clerk)
    perform(row, "decide", by=people.enforcement_judge, at=FILED, facts=orders.REFUSED)
    assert row.state == Investigation.State.REFUSAL_PROPOSED
    assert not Document.objects.filter(proceeding=row).exists()
    assert Task.objects.get(proceeding=row, kind="investigation.approve").department.kind == "leadership"
    with pytest.raises(Denied):
        perform(row, "approve_refusal", by=people.enforcement_judge, at=FILED)

    perform(row, "return_refusal", by=people.vice_president, at=FILED, facts={"reason": "以使用为原则"})
    assert row.state == Investigation.State.APPLIED
    assert row.deadlines.filter(rule="investigation_decide", state=Deadline.State.RUNNING).count() == 1
    perform(row, "decide", by=people.enforcement_judge, at=FILED, facts=orders.REFUSED)
    perform(row, "approve_refusal", by=people.vice_president, at=FILED)
    assert (row.state, row.approved_by) == (Investigation.State.REFUSED, people.vice_president)
    assert Document.objects.get(proceeding=row).kind == "investigation_refusal"


@pytest.mark.spec("E-3.3", "E-3.4")
def test_an_execution_is_closed_only_with_an_order_or_a_leaders_exception(nanzhao: Court, cast: Cast) -> None:
    people = cast(nanzhao)
    row = in_nanzhao(nanzhao, people)
    steps.ready_to_close(row, people)
    orders.lawyer(row.case)
    day = noon(2024, 9, 30)
    judge = people.enforcement_judge
    for answer, why in (
        ("order", "没有签发过"), ("explained", "有代理律师"), ("excepted", "没有主管领导批准"), ("worker_order", "选"),
    ):  # fmt: skip
        with pytest.raises(InvalidFacts) as refused:
            perform(row, "terminate_this_time", by=judge, at=day, facts=steps.CLOSING | {"inquiry": answer})
        assert why in str(refused.value.errors["inquiry"])

    reason = {"matter": row.pk, "reason": "被执行人已被另案羁押，财产线索均已由本院查实"}
    exception = open_proceeding("investigation", row.case, "propose_exception", by=judge, at=day, facts=reason)
    with pytest.raises(InvalidFacts):
        perform(row, "terminate_this_time", by=judge, at=day, facts=steps.CLOSING | {"inquiry": "excepted"})
    perform(exception, "approve_refusal", by=people.vice_president, at=day)
    assert not Document.objects.filter(proceeding=exception).exists()  # nobody asked for anything
    perform(row, "terminate_this_time", by=judge, at=day, facts=steps.CLOSING | {"inquiry": "excepted"})
    assert row.state == "closing_proposed"


@pytest.mark.spec("E-3.4")
def test_an_order_that_was_carried_answers_for_itself(nanzhao: Court, cast: Cast) -> None:
    people = cast(nanzhao)
    row = in_nanzhao(nanzhao, people)
    steps.ready_to_close(row, people)
    order = applied(row, people.enforcement_clerk)
    perform(order, "decide", by=people.enforcement_judge, at=FILED, facts=orders.ISSUED)
    facts = steps.CLOSING | {"inquiry": "order"}
    perform(row, "terminate_this_time", by=people.enforcement_judge, at=noon(2024, 9, 30), facts=facts)
    assert row.state == "closing_proposed"


@pytest.mark.spec("E-3.3")
def test_an_exception_that_falls_leaves_the_rule(nanzhao: Court, cast: Cast, people: SimpleNamespace) -> None:
    there = cast(nanzhao)
    row = in_nanzhao(nanzhao, there)
    facts = {"matter": row.pk, "reason": "线索已查实"}
    judge = there.enforcement_judge
    exception = open_proceeding("investigation", row.case, "propose_exception", by=judge, at=FILED, facts=facts)
    perform(exception, "return_refusal", by=there.vice_president, at=FILED, facts={"reason": "应当使用"})
    assert (exception.state, exception.outcome) == (Investigation.State.WITHDRAWN, "未批准不使用")


def test_where_no_leader_is_asked_there_is_no_exception(execution: Execution, people: SimpleNamespace) -> None:
    facts = {"matter": execution.pk, "reason": "线索已查实"}
    with pytest.raises(Refusal, match="无须报批"):
        open_proceeding(
            "investigation", execution.case, "propose_exception", by=people.enforcement_judge, at=FILED, facts=facts
        )


@pytest.mark.spec("B-3.14")
def test_fifteen_days_end_on_a_saturday_and_the_paper_is_over(issued: Investigation, people: SimpleNamespace) -> None:
    """Issued on Friday, 28 June 2024; the last day is Saturday, 13 July, and does not roll."""
    with time_machine.travel(noon(2024, 7, 1), tick=False):
        render_pending()
    with time_machine.travel(noon(2024, 7, 13), tick=False):
        sweep()
        issued.refresh_from_db()
        assert (issued.state, verdict(issued)) == (Investigation.State.ISSUED, (True, "有效", ""))
    with time_machine.travel(noon(2024, 7, 14), tick=False):
        assert verdict(issued) == (False, "已过有效期", "2024-07-13")  # before anybody swept
        sweep()
    issued.refresh_from_db()
    assert issued.state == Investigation.State.EXPIRED
    assert Task.objects.get(proceeding=issued, kind="investigation.collect").state == "open"

    late = orders.returned("obtained", presented_on="2024-07-15", returned_on="2024-07-16")
    clerk, day = people.enforcement_clerk, noon(2024, 7, 16)
    with pytest.raises(InvalidFacts) as refused:
        perform(issued, "record_return", by=clerk, at=day, facts=late)
    assert "过期的调查令没有效力" in str(refused.value.errors["presented_on"])
    unused = orders.returned("unused", presented_on="", answer="", returned_on="2024-07-16")
    perform(issued, "record_return", by=clerk, at=day, facts=unused)
    assert (issued.state, issued.outcome) == (Investigation.State.RETURNED, "未使用，缴回")


@pytest.mark.spec("B-3.14")
def test_an_order_is_cancelled(issued: Investigation, people: SimpleNamespace) -> None:
    with time_machine.travel(noon(2024, 7, 2), tick=False):
        render_pending()
        reason = {"reason": "委托已经解除"}
        perform(issued, "cancel", by=people.enforcement_judge, at=noon(2024, 7, 2), facts=reason)
        assert verdict(issued) == (False, "已撤销", "2024-07-02")
    assert issued.deadlines.get(rule="investigation_valid").state == Deadline.State.MET
    assert issued.state == Investigation.State.CANCELLED


FINED = {
    "person": "", "person_name": "某市不动产登记中心", "person_kind": "legal", "person_identifier": "",
    "person_address": "某市某路8号", "measure": "fine", "ground": "inquiry", "conduct": "2024年7月5日拒绝持令人查询",
    "evidence": "律师调查令回执", "answer": "", "amount": "100000.00", "pay_by": "2024-07-31", "new_conduct": "on",
}  # fmt: skip


def declined(row: Investigation, clerk: Any, judge: Any) -> None:
    """The holder wanted officers of the court, and was ordered to help."""
    refused = orders.returned("refused", answer="称须由法院人员到场")
    perform(row, "record_return", by=clerk, at=noon(2024, 7, 8), facts=refused)
    perform(row, "order_help", by=judge, at=noon(2024, 7, 10), facts=HELP)


@pytest.mark.spec("B-3.14")
def test_a_holder_that_refuses_is_ordered_to_help_and_may_be_fined(
    issued: Investigation, execution: Execution, people: SimpleNamespace
) -> None:
    """民诉法第一百一十七条: the order to help comes first, the fine is decided in the execution."""
    clerk, judge = people.enforcement_clerk, people.enforcement_judge
    refused = orders.returned("refused", answer="称须由法院人员到场")
    perform(issued, "record_return", by=clerk, at=noon(2024, 7, 8), facts=refused)
    assert issued.state == Investigation.State.DECLINED
    assert Task.objects.get(proceeding=issued, kind="investigation.settle").assignee == judge

    settled = {"outcome": "fined", "sanction": "", "note": "仍未提供"}
    with pytest.raises(Refusal, match="尚未责令"):
        perform(issued, "settle", by=judge, at=noon(2024, 7, 10), facts=settled)
    perform(issued, "order_help", by=judge, at=noon(2024, 7, 10), facts=HELP)
    with pytest.raises(InvalidFacts) as invalid:
        perform(issued, "settle", by=judge, at=noon(2024, 7, 20), facts=settled)
    assert "sanction" in invalid.value.errors
    perform(execution, "penalise", by=judge, at=noon(2024, 7, 20), facts=FINED)
    fine = Sanction.objects.get(proceeding=execution.pk)
    with pytest.raises(InvalidFacts):
        perform(
            issued, "settle", by=judge, at=noon(2024, 7, 20), facts=settled | {"outcome": "spared", "sanction": fine.pk}
        )
    perform(issued, "settle", by=judge, at=noon(2024, 7, 20), facts=settled | {"sanction": fine.pk})
    assert (issued.state, issued.outcome, issued.fine) == ("settled", "已决定罚款", Decimal("100000.00"))


def test_in_a_suit_the_decision_is_stated(anji: Court, people: SimpleNamespace) -> None:
    clerk, judge = people.trial_clerk, people.trial_judge
    row = applied(heard(anji, people, FILED), clerk)
    perform(row, "decide", by=judge, at=FILED, facts=orders.ISSUED)
    declined(row, clerk, judge)
    fined = {"outcome": "fined", "decision_no": "（2024）浙0523司惩1号", "fine": "100000.00", "note": "仍未提供"}
    for wrong, field in (
        ({"fine": "49999.99"}, "fine"), ({"fine": "1000000.01"}, "fine"), ({"fine": ""}, "fine"),
        ({"decision_no": ""}, "decision_no"), ({"outcome": "spared"}, "decision_no"),
    ):  # fmt: skip
        with pytest.raises(InvalidFacts) as invalid:
            perform(row, "settle", by=judge, at=noon(2024, 7, 20), facts=fined | wrong)
        assert field in invalid.value.errors
    perform(row, "settle", by=judge, at=noon(2024, 7, 20), facts=fined)
    assert (row.outcome, row.fine) == ("已决定罚款", Decimal("100000.00"))


def test_who_gives_what_was_refused_is_not_fined(issued: Investigation, people: SimpleNamespace) -> None:
    declined(issued, people.enforcement_clerk, people.enforcement_judge)
    given = {"outcome": "provided", "note": "不动产登记信息表2份"}
    perform(issued, "settle", by=people.enforcement_judge, at=noon(2024, 7, 20), facts=given)
    assert (issued.state, issued.outcome, issued.fine) == ("settled", "经责令已提供", None)


@pytest.mark.parametrize("result", ["nothing", "barred"])
def test_who_has_nothing_or_may_not_tell_owes_nothing(
    result: str, issued: Investigation, people: SimpleNamespace
) -> None:
    facts = orders.returned(result, answer="没有登记记录")
    perform(issued, "record_return", by=people.enforcement_clerk, at=noon(2024, 7, 8), facts=facts)
    assert issued.state == Investigation.State.RETURNED


def test_the_slip_says_when_and_what(issued: Investigation, people: SimpleNamespace) -> None:
    for wrong, field in (
        ({"presented_on": ""}, "presented_on"), ({"answer": ""}, "answer"), ({"result": "unused"}, "presented_on"),
        ({"presented_on": "2024-06-27"}, "presented_on"), ({"returned_on": "2024-07-04"}, "returned_on"),
    ):  # fmt: skip
        facts = orders.returned("obtained", **wrong)
        with pytest.raises(InvalidFacts) as refused:
            perform(issued, "record_return", by=people.enforcement_clerk, at=noon(2024, 7, 8), facts=facts)
        assert field in refused.value.errors, wrong
    assert issued.state == Investigation.State.ISSUED


def test_an_application_is_given_up(asked: Investigation, people: SimpleNamespace) -> None:
    perform(asked, "withdraw", by=people.enforcement_clerk, at=FILED, facts={"reason": "已自行取得"})
    assert (asked.state, asked.is_closed) == (Investigation.State.WITHDRAWN, True)


OFFICERS = "enforcement_clerk enforcement_judge enforcement_judge_2"
JUDGES = "enforcement_judge enforcement_judge_2"
LEADERS = "president vice_president"
TABLE: dict[str, dict[str, str]] = {
    "applied": {"amend": OFFICERS, "decide": JUDGES, "withdraw": OFFICERS},
    "refusal_proposed": {"approve_refusal": LEADERS, "return_refusal": LEADERS},
    "issued": {"cancel": JUDGES, "record_return": OFFICERS},
    "expired": {"record_return": OFFICERS},
    "declined": {"order_help": JUDGES, "settle": JUDGES},
    "refused": {}, "withdrawn": {}, "returned": {}, "settled": {}, "cancelled": {},
}  # fmt: skip


def test_who_may_do_what_in_which_state(asked: Investigation, people: SimpleNamespace) -> None:
    found: dict[str, dict[str, str]] = {}
    for state in Investigation.State.values:
        Investigation.objects.filter(pk=asked.pk).update(state=state, handler=None)
        row = Investigation.objects.get(pk=asked.pk)
        held: dict[str, set[str]] = {}
        for post, user in vars(people).items():
            for item in offers(row, user):
                if item.in_state and not any(isinstance(refusal, Denied) for refusal in item.refusals):
                    held.setdefault(item.act.name, set()).add(post)
        found[state] = {name: " ".join(sorted(posts)) for name, posts in sorted(held.items())}
    assert found == TABLE


def test_the_page_of_the_case_offers_and_takes_it(
    execution: Execution, people: SimpleNamespace, client: Client
) -> None:
    agent = orders.lawyer(execution.case)
    client.force_login(people.enforcement_clerk, "courtflow.accounts.administrators.RoleBackend")
    address = f"/cases/{execution.case_id}/open/investigation/apply/"
    assert "被调查单位" in client.get(address).content.decode()
    with time_machine.travel(noon(2024, 7, 1), tick=False):
        assert client.post(address, orders.application(execution, agent)).status_code == 302
    assert Investigation.objects.get().holder == "某市不动产登记中心"
    page = client.get(f"/cases/{execution.case_id}/").content.decode()
    assert "周律（律师），演示律师事务所，张一的代理人" in page
    assert "证据、财产状况" in page
