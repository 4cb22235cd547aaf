"""Cash held is deducted without a 首执; an owner sells under the court's eye; a ruling is reconsidered once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from courtflow.accounts.models import Court
from courtflow.flow.models import Deadline, Task
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.refusals import InvalidFacts, Refusal
from courtflow.flow.sweep import sweep
from preservation.models import Preservation
from tests.diary import noon
from tests.enforcement import money_steps
from tests.preservation import walk

Cast = Callable[[Court], SimpleNamespace]


@pytest.fixture
def people(nanzhao: Court, cast: Cast) -> SimpleNamespace:
    return cast(money_steps.with_account(nanzhao))


@pytest.fixture
def held(nanzhao: Court, people: SimpleNamespace) -> Preservation:
    """100,000 frozen on 9 October 2024 for a judgment over 100,000 due on 10 November, tried by the trial judge."""
    case, _ = walk.matter(nanzhao)
    row = walk.pre_suit_until(nanzhao, people, "controlled", case)
    walk.suit(case, people)
    return row


def deduction(held: Preservation, **changes: Any) -> dict[str, Any]:
    return {
        "instrument": held.case.instruments.get().pk, "applied_on": "2024-11-12", "amount": "100000.00",
        "ruling_no": "（2024）豫0811民初1号之一", "undisputed": "on", **changes,
    }  # fmt: skip


@pytest.mark.spec("C-23.3", "C-23.4")
def test_cash_is_deducted_under_the_suits_number(held: Preservation, people: SimpleNamespace) -> None:
    early = deduction(held, applied_on="2024-11-10")
    with pytest.raises(Refusal, match="履行期限尚未届满"):
        perform(held, "rule_deduction", by=people.trial_judge, at=noon(2024, 11, 10), facts=early)
    short = deduction(held, amount="99999.00")
    with pytest.raises(Refusal, match="不足以清偿全部债务"):
        perform(held, "rule_deduction", by=people.trial_judge, at=noon(2024, 11, 12), facts=short)
    with pytest.raises(Refusal, match="由审理本案的法官"):
        perform(held, "rule_deduction", by=people.trial_judge_2, at=noon(2024, 11, 12), facts=deduction(held))
    perform(held, "rule_deduction", by=people.trial_judge, at=noon(2024, 11, 12), facts=deduction(held))
    task = held.tasks.get(kind="preservation.deduct", state=Task.State.OPEN)
    assert task.department.kind == "team"

    done = {"assets": [held.assets.get().pk], "done_on": "2024-11-13", "proof": "扣划回执"}
    perform(held, "carry_out_deduction", by=people.bailiff, at=noon(2024, 11, 13), facts=done)
    assert (held.state, held.outcome) == ("realised", "扣划完毕")
    assert not held.deadlines.filter(state__in=Deadline.LIVE).exists()

    money = money_steps.arrived(
        held.case, people, noon(2024, 11, 13), amount="100000.00", channel="deduction", bank_ref="K1"
    )
    assert money.handler == people.trial_judge
    money_steps.notify(money, people, noon(2024, 11, 13))
    money_steps.propose(money, people.trial_judge, noon(2024, 11, 14))
    perform(money, "approve", by=people.division_head, at=noon(2024, 11, 14))
    money_steps.pay(money, people, noon(2024, 11, 15))
    instrument = held.case.instruments.get()
    assert instrument.is_performed
    assert instrument.obligations.get().performances.get().channel == "deduction"
    assert not held.case.proceedings.filter(kind="execution").exists()


def test_nothing_is_deducted_once_enforcement_is_applied_for(held: Preservation, people: SimpleNamespace) -> None:
    instrument = held.case.instruments.get()
    open_proceeding(
        "execution", held.case, "file", by=people.filing_clerk, at=noon(2024, 11, 12), instrument=instrument,
        application_received_on=date(2024, 11, 12),
    )  # fmt: skip
    with pytest.raises(Refusal, match="由执行部门扣划"):
        perform(held, "rule_deduction", by=people.trial_judge, at=noon(2024, 11, 12), facts=deduction(held))


def sale(held: Preservation, **changes: Any) -> dict[str, Any]:
    return {
        "asset": held.assets.get().pk, "seller": held.respondents.get().pk, "until": "2024-12-09",
        "lowest": "90000.00", "control": "买受人直接汇入案款账号", "harmless": "on", "kept": "on", "fair": "on",
        **changes,
    }  # fmt: skip


@pytest.mark.spec("C-26.1")
def test_an_owner_sells_within_the_term_and_not_below_the_price(held: Preservation, people: SimpleNamespace) -> None:
    too_long = sale(held, until="2024-12-11")
    with pytest.raises(InvalidFacts) as refused:
        perform(held, "permit_self_sale", by=people.filing_judge, at=noon(2024, 10, 11), facts=too_long)
    assert "最长不超过60日" in refused.value.errors["until"][0]
    perform(held, "permit_self_sale", by=people.filing_judge, at=noon(2024, 10, 11), facts=sale(held))
    clock = held.deadlines.get(rule="preserve_self_sale")
    assert (clock.due_on, clock.cap) == (date(2024, 12, 9), True)
    sold = {"sale": held.sales.get().pk, "sold_on": "2024-11-20", "price": "80000.00", "paid_in": "on"}
    with pytest.raises(InvalidFacts):
        perform(held, "record_self_sale", by=people.filing_judge, at=noon(2024, 11, 20), facts=sold)
    perform(held, "record_self_sale", by=people.filing_judge, at=noon(2024, 11, 20), facts=sold | {"price": "95000.00"})
    assert (held.state, held.sales.get().price) == ("realised", Decimal("95000.00"))


def test_leave_to_sell_ends_with_its_term(held: Preservation, people: SimpleNamespace) -> None:
    """Until 1 December 2024, a Sunday: a term that the court set does not roll."""
    perform(
        held, "permit_self_sale", by=people.filing_judge, at=noon(2024, 10, 11), facts=sale(held, until="2024-12-01")
    )
    sweep(noon(2024, 12, 2))
    held.refresh_from_db()
    assert held.sales.get().ended_why == "期限届满未成交"
    assert held.sales.get().ended_on == date(2024, 12, 1)
    assert held.tasks.filter(kind="preservation.sale_failed", state=Task.State.OPEN).exists()
    assert held.state == "controlled"


def test_a_ruling_is_reconsidered_once_within_five_days(held: Preservation, people: SimpleNamespace) -> None:
    """Served on 11 October 2024: the five days end on 16 October; asked on the 15th, decided by the 25th."""
    debtor = held.respondents.get()
    told = {"party": debtor.pk, "served_on": "2024-10-11", "proof": "送达回证"}
    perform(held, "serve_ruling", by=people.filing_judge, at=noon(2024, 10, 11), facts=told)
    assert held.deadlines.get(rule="preserve_ask_review").due_on == date(2024, 10, 16)
    asked = {"party": debtor.pk, "received_on": "2024-10-17", "grounds": "保全错误"}
    with pytest.raises(Refusal, match="超过五日期限"):
        perform(held, "ask_review", by=people.filing_judge, at=noon(2024, 10, 17), facts=asked)
    asked |= {"received_on": "2024-10-15"}
    perform(held, "ask_review", by=people.filing_judge, at=noon(2024, 10, 15), facts=asked)
    assert held.deadlines.get(rule="preserve_decide_review").due_on == date(2024, 10, 25)
    with pytest.raises(Refusal, match="以一次为限"):
        perform(held, "ask_review", by=people.filing_judge, at=noon(2024, 10, 16), facts=asked)
    assert held.state == "controlled"  # nothing is stayed

    decided = {"review": held.reviews.get().pk, "result": "revoked", "ruling_no": "财保1号之一", "reason": "不符合条件"}
    perform(held, "decide_review", by=people.filing_judge, at=noon(2024, 10, 24), facts=decided)
    assert held.deadlines.get(rule="preserve_decide_review").state == Deadline.State.MET
    assert held.release_ground == "mistaken"
    assert held.tasks.filter(kind="preservation.release", state=Task.State.OPEN).exists()
