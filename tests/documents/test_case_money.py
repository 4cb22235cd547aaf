"""案款 and the pool of 终本: each paper through the act that orders it, amounts also in capitals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from courtflow.accounts.models import Court
from courtflow.cases.models import Account
from courtflow.flow.perform import open_proceeding, perform
from documents.kinds import KINDS
from documents.models import Document
from enforcement.models import CaseMoney, Execution
from tests.diary import effective_case, noon
from tests.enforcement import money_steps as money
from tests.enforcement import steps

from .test_preservation import papers, says

pytestmark = pytest.mark.django_db
Cast = Callable[[Court], SimpleNamespace]


@pytest.fixture
def people(nanzhao: Court, cast: Cast) -> SimpleNamespace:
    return cast(money.with_account(nanzhao))


@pytest.fixture
def row(nanzhao: Court, people: SimpleNamespace) -> Execution:
    """A 首执 of 28 June 2024 in a judge's hands."""
    case, instrument = effective_case(nanzhao, **steps.EARLY)
    execution = steps.file(case, instrument, people.filing_clerk, steps.FILED)
    perform(execution, "control_first", by=people.filing_clerk, at=steps.FILED, facts=steps.RESULT)
    perform(execution, "hand_to_command", by=people.filing_clerk, at=steps.FILED)
    second = steps.RESULT | {"track": "simple", "track_reason": "标的小"}
    perform(execution, "control_again", by=people.command_staff, at=steps.FILED, facts=second)
    assigned = steps.assignment(nanzhao, people)
    perform(execution, "assign_owner", by=people.bureau_chief, at=steps.FILED, facts=assigned)
    return execution


@pytest.fixture
def arrived(row: Execution, people: SimpleNamespace) -> CaseMoney:
    sum_ = money.arrived(row.case, people, noon(2024, 9, 4))
    money.notify(sum_, people, noon(2024, 9, 6))
    return sum_


@pytest.mark.spec("E-4.20", "E-3.20")
def test_the_handlers_department_learns_of_the_money_and_of_both_clocks(
    row: Execution, arrived: CaseMoney, people: SimpleNamespace
) -> None:
    (told,) = papers(arrived, "money_arrival_notice")
    assert told.receiver == row.department.name
    assert told.number == f"{row.number}案款到账字第1号"
    says(
        told, "案款到账通知", f"承办人：{people.enforcement_judge.display_name}", "60000.00元（大写：陆万元整）",
        "李二", "转账汇款", "L0904", f"411321000001-{row.case_id:06d}", "2024年9月4日", "2024年9月6日", "2024年10月8日",
        "一案一账号",
    )  # fmt: skip


@pytest.mark.spec("E-4.20", "E-4.21", "E-3.19")
def test_approved_and_paid_with_form_and_voucher(row: Execution, arrived: CaseMoney, people: SimpleNamespace) -> None:
    money.propose(arrived, people.enforcement_judge, noon(2024, 9, 9))
    perform(arrived, "approve", by=people.bureau_chief, at=noon(2024, 9, 10))
    (form,) = papers(arrived, "money_approval")
    says(
        form, "案款发放审批表", row.number or "", "60000.00元（大写：陆万元整）", "判项金钱债务（第1项）", "张一",
        f"承办人：{people.enforcement_judge.display_name}", "2024年9月9日",
        f"审批人：{people.bureau_chief.display_name}（执行局局长）", "2024年9月10日", "清偿本金",
    )  # fmt: skip
    assert form.sealing == Document.Sealing.NONE
    assert not Document.objects.filter(kind="distribution_plan").exists()
    money.pay(arrived, people, noon(2024, 9, 12))
    own, books = papers(arrived, "payout_voucher")
    assert (own.addressee.name if own.addressee else "", books.receiver) == ("张一", "综合办公室")
    for paper in (own, books):
        says(
            paper, "案款发放凭证", "60000.00元（大写：人民币陆万元整）", "F0001", "P0001", "6222000000000001",
            "没有线下交付", people.finance_officer.display_name, "领款人（签名或者盖章）",
        )  # fmt: skip


@pytest.mark.spec("E-4.20")
def test_a_plan_of_distribution_goes_to_every_creditor_and_the_debtor(
    nanzhao: Court, row: Execution, arrived: CaseMoney, people: SimpleNamespace
) -> None:
    other_case, other = effective_case(nanzhao, **steps.EARLY)
    steps.file(other_case, other, people.filing_clerk, steps.FILED)
    target = Execution.objects.get(case=other_case)
    rival = other.obligations.get().creditors.get()
    type(rival).objects.filter(pk=rival.pk).update(name="某小额贷款有限责任公司")
    item = row.instrument.obligations.get()
    rows = (
        {"purpose": "principal", "payee": item.creditors.get().pk, "obligation": item.pk, "amount": "30000.00"},
        {"purpose": "other_case", "target": target.pk, "amount": "30000.00"},
    )
    told: dict[str, Any] = {"way": "distribution", "basis": "两笔普通债权各十万元，按比例各分配三万元"}
    money.propose(arrived, people.enforcement_judge, noon(2024, 9, 9), *rows, **told)
    perform(arrived, "approve", by=people.bureau_chief, at=noon(2024, 9, 10))
    (plan,) = papers(arrived, "distribution_plan")
    assert plan.number == row.number or plan.number.startswith(f"{row.number}之")
    assert {one.name for one in plan.recipients.all()} == {"张一", "某小额贷款有限责任公司", "李二"}
    says(
        plan, "执行款分配方案", "申请执行人：张一", "申请参与分配的债权人：某小额贷款有限责任公司", "30.00%",
        "被执行人：李二", "60000.00元（大写：陆万元整）",
        "按比例各分配三万元", target.number or "", "30000.00元", "十五日内向本院提出书面异议", "第五百零九条", "审判员",
        "合计60000.00元",
    )  # fmt: skip
    served = {"party": rival.pk, "served_on": "2024-09-11", "proof": "送达回证"}
    perform(arrived, "serve_plan", by=people.enforcement_judge, at=noon(2024, 9, 11), facts=served)
    assert str(plan.recipients.get(party=rival).served_on) == "2024-09-11"


def test_deferral_is_approved_on_a_form(arrived: CaseMoney, people: SimpleNamespace) -> None:
    facts = {"ground": "account", "reason": "收款人账户已注销，正在核实", "deferred_on": "2024-09-09"}
    perform(arrived, "defer", by=people.bureau_chief, at=noon(2024, 9, 9), facts=facts)
    (form,) = papers(arrived, "money_deferral")
    says(
        form, "案款暂缓发放审批表", "收款账户有误，正在核实", "收款人账户已注销", "2024年9月9日",
        people.bureau_chief.display_name, "第十条",
    )  # fmt: skip


def test_a_refund_of_fees_is_told_to_the_payee(row: Execution, people: SimpleNamespace) -> None:
    creditor = row.instrument.obligations.get().creditors.get()
    Account.objects.create(
        party=creditor, purpose="refund", holder="张一", bank="演示银行", number="62220001", since=date(2024, 1, 1)
    )
    facts = {"instrument": row.instrument_id, "payee": creditor.pk, "amount": "2300.00", "ground": "由被告负担"}
    line = open_proceeding("money", row.case, "owe_refund", by=people.trial_clerk, at=noon(2024, 4, 2), facts=facts)
    paid = {"paid_on": "2024-04-10", "batch_no": "S1"}
    perform(line, "refund_fee", by=people.finance_officer, at=noon(2024, 4, 10), facts=paid)
    (told,) = papers(line, "fee_refund_notice")
    says(
        told, "诉讼费退费通知书", "张一：", "2300.00元（大写：贰仟叁佰元整）", "由被告负担", "62220001", "S1",
        "第五十三条", "诉讼费用清单",
    )  # fmt: skip


@pytest.mark.spec("B-4.8")
def test_the_creditor_learns_what_each_query_of_the_pool_found(shanyang: Court, cast: Cast) -> None:
    people = cast(shanyang)
    row = steps.closed(shanyang, people)  # 30 September 2024
    facts = {
        "queried_on": "2025-03-28",
        "value": "0",
        "result": "未发现可供执行的财产",
        "told_on": "2025-03-28",
        "found": "no",
    }
    perform(row, "requery", by=people.enforcement_judge, at=noon(2025, 3, 28), facts=facts)
    (told,) = papers(row, "pool_query_notice")
    says(
        told, "终本后财产查询结果告知书", "张一：", "2024年9月30日终结本次执行程序", "2025年3月28日",
        "未发现可供执行的财产", "不迟于2025年9月30日", "不受申请执行时效期间的限制", "送达回执",
    )  # fmt: skip


def test_a_voucher_without_an_account_says_so() -> None:
    kind = KINDS["payout_voucher"]
    share = {"to": "张一", "to_creditor": True, "number": ""}
    assert kind.missing({"shares": [share]}) == ["张一没有收款账户，发放凭证应当写明收款账户"]
