"""Case money from the bank to the creditor: two clocks of thirty days, then two days, and a ledger that adds up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from courtflow.accounts.models import Court, User
from courtflow.cases.models import Account
from courtflow.flow.models import Deadline
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.refusals import Denied, InvalidFacts, Refusal
from courtflow.flow.sweep import sweep
from enforcement.models import CaseMoney, Execution, LedgerEntry, Unidentified
from enforcement.money.ledger import faults
from enforcement.money.register import enter
from tests.diary import effective_case, noon, payment
from tests.enforcement import money_steps as money
from tests.enforcement import steps
from tests.enforcement.steps import deadline
from tests.preservation.walk import suit

Cast = Callable[[Court], SimpleNamespace]


@pytest.fixture
def court(nanzhao: Court) -> Court:
    return money.with_account(nanzhao)


@pytest.fixture
def people(court: Court, cast: Cast) -> SimpleNamespace:
    return cast(court)


@pytest.fixture
def row(court: Court, people: SimpleNamespace) -> Execution:
    """A 首执 of 28 June 2024 in a judge's hands."""
    case, instrument = effective_case(court, **steps.EARLY)
    execution = steps.file(case, instrument, people.filing_clerk, steps.FILED)
    perform(execution, "control_first", by=people.filing_clerk, at=steps.FILED, facts=steps.RESULT)
    perform(execution, "hand_to_command", by=people.filing_clerk, at=steps.FILED)
    second = steps.RESULT | {"track": "simple", "track_reason": "标的小"}
    perform(execution, "control_again", by=people.command_staff, at=steps.FILED, facts=second)
    assigned = steps.assignment(court, people)
    perform(execution, "assign_owner", by=people.bureau_chief, at=steps.FILED, facts=assigned)
    return execution


@pytest.mark.spec("T14", "T15", "E-3.18", "E-3.19", "E-3.21", "E-4.20", "E-4.21", "C-23.4")
def test_from_the_bank_to_the_creditor(row: Execution, people: SimpleNamespace) -> None:
    """Arrived on 4 September 2024, told on the 6th: thirty days end in the National Day break and roll to 8 October."""
    sum_ = money.arrived(row.case, people, noon(2024, 9, 4))
    assert sum_.account.number == f"411321000001-{row.case_id:06d}"
    assert (sum_.handler, sum_.department) == (people.enforcement_judge, row.department)
    assert deadline(sum_, "money_arrival").due_on == date(2024, 10, 8)

    money.notify(sum_, people, noon(2024, 9, 6))
    assert (deadline(sum_, "money_notice").raw_on, deadline(sum_, "money_notice").due_on) == (
        date(2024, 10, 6),
        date(2024, 10, 8),
    )
    money.propose(sum_, people.enforcement_judge, noon(2024, 9, 9))
    perform(sum_, "approve", by=people.bureau_chief, at=noon(2024, 9, 10))
    facts = money.formalities(date(2024, 9, 12))
    perform(sum_, "complete_formalities", by=people.finance_officer, at=noon(2024, 9, 12), facts=facts)
    assert deadline(sum_, "money_formalities").due_on == date(2024, 9, 14)  # a Saturday on which people work

    perform(sum_, "pay_out", by=people.finance_officer, at=noon(2024, 9, 14), facts=money.payment(date(2024, 9, 14)))
    assert {item.state for item in sum_.deadlines.all()} == {Deadline.State.MET}
    performance = row.instrument.obligations.get().performances.get()
    assert (performance.amount, performance.performed_on) == (Decimal("60000.00"), date(2024, 9, 4))
    assert (row.balance, row.recovered) == (Decimal("40000.00"), Decimal("60000.00"))
    assert sum_.balance == 0
    assert [entry.amount for entry in sum_.entries.all()] == [Decimal("60000.00"), Decimal("-60000.00")]
    assert list(faults()) == []


@pytest.mark.spec("T14")
def test_money_that_is_not_paid_within_thirty_days_is_overdue(row: Execution, people: SimpleNamespace) -> None:
    sum_ = money.arrived(row.case, people, noon(2024, 9, 4))
    sweep(noon(2024, 10, 8))
    assert deadline(sum_, "money_arrival").state == Deadline.State.RUNNING
    sweep(noon(2024, 10, 9))
    assert deadline(sum_, "money_arrival").state == Deadline.State.OVERDUE
    told = people.bureau_chief.notifications.filter(proceeding=sum_.pk).order_by("-id")[0]
    assert "已于2024-10-08届满仍未办理" in told.text


@pytest.mark.spec("T15")
def test_the_two_days_after_complete_formalities_run_out_first(row: Execution, people: SimpleNamespace) -> None:
    sum_ = money.arrived(row.case, people, noon(2024, 9, 4))
    money.notify(sum_, people, noon(2024, 9, 4))
    money.propose(sum_, people.enforcement_judge, noon(2024, 9, 5))
    perform(sum_, "approve", by=people.bureau_chief, at=noon(2024, 9, 5))
    facts = money.formalities(date(2024, 9, 13))
    perform(sum_, "complete_formalities", by=people.finance_officer, at=noon(2024, 9, 13), facts=facts)
    clock = deadline(sum_, "money_formalities")
    assert (clock.raw_on, clock.due_on) == (date(2024, 9, 15), date(2024, 9, 18))  # Mid-Autumn, 15 to 17
    sweep(noon(2024, 9, 19))
    assert deadline(sum_, "money_formalities").state == Deadline.State.OVERDUE
    assert deadline(sum_, "money_arrival").state == Deadline.State.RUNNING


@pytest.mark.spec("E-4.20")
def test_unidentified_money_keeps_its_first_day(row: Execution, people: SimpleNamespace) -> None:
    """Q23: claimed on 20 September, its thirty days still count from 4 September."""
    line = money.arrival("5000.00", date(2024, 9, 4), bank_ref="B77")
    waiting = enter(people.finance_officer, line)
    assert isinstance(waiting, Unidentified)
    with pytest.raises(Refusal, match="已登记为不明款"):
        enter(people.finance_officer, line)
    facts = {"unidentified": waiting.pk, "evidence": "付款人来电核实"}
    claimed = open_proceeding(
        "money", row.case, "claim", by=people.enforcement_judge, at=noon(2024, 9, 20), facts=facts
    )
    assert deadline(claimed, "money_arrival").started_on == date(2024, 9, 4)
    assert claimed.balance == Decimal("5000.00")
    with pytest.raises(InvalidFacts):
        open_proceeding("money", row.case, "claim", by=people.enforcement_judge, at=noon(2024, 9, 21), facts=facts)

    perform(claimed, "reverse", by=people.finance_officer, at=noon(2024, 9, 22), facts={"reason": "认领错误"})
    waiting.refresh_from_db()
    assert waiting.claimed_at is None
    assert waiting.arrived_on == date(2024, 9, 4)
    assert list(faults()) == []


@pytest.mark.spec("E-3.19")
def test_money_is_entered_by_the_account_it_was_paid_to(row: Execution, people: SimpleNamespace) -> None:
    line = money.arrival("5000.00", date(2024, 9, 4))
    found = enter(people.finance_officer, line | {"account": row.case.money_account.number})
    assert isinstance(found, CaseMoney)
    assert found.case_id == row.case_id
    with pytest.raises(Refusal, match="本院没有账号为"):
        enter(people.finance_officer, line | {"account": "411321000001-999999"})
    with pytest.raises(Denied, match="只能由案款管理员办理"):
        enter(people.enforcement_judge, line)


@pytest.mark.spec("E-1.4")
def test_nobody_operates_and_approves_in_one_case(row: Execution, people: SimpleNamespace) -> None:
    """A chief who also keeps the ledger may do one of the two in a case, never both (Q25)."""
    finance = row.court.departments.get(kind="finance")
    people.bureau_chief.memberships.create(department=finance, role="finance_officer", since=date(2020, 1, 1))
    both = User.objects.get(pk=people.bureau_chief.pk)
    sum_ = open_proceeding(
        "money", row.case, "receive", by=both, at=noon(2024, 9, 4),
        facts=money.arrival("60000.00", date(2024, 9, 4)),
    )  # fmt: skip
    money.notify(sum_, people, noon(2024, 9, 6))
    money.propose(sum_, people.enforcement_judge, noon(2024, 9, 9))
    with pytest.raises(Refusal, match="不得由同一人办理"):
        perform(sum_, "approve", by=both, at=noon(2024, 9, 10))


@pytest.mark.spec("E-3.22")
def test_what_passes_through_the_court_is_paid_by_the_ledger_alone(row: Execution, people: SimpleNamespace) -> None:
    facts = payment(row.instrument, "1000.00", date(2024, 9, 4)) | {"channel": "court_account"}
    with pytest.raises(InvalidFacts) as refused:
        perform(row, "pay", by=people.enforcement_judge, at=noon(2024, 9, 4), facts=facts)
    assert "案款台账" in refused.value.errors["channel"][0]
    perform(row, "pay", by=people.enforcement_judge, at=noon(2024, 9, 4), facts=facts | {"channel": "direct"})


def test_a_plan_accounts_for_every_cent(row: Execution, people: SimpleNamespace) -> None:
    sum_ = money.arrived(row.case, people, noon(2024, 9, 4))
    money.notify(sum_, people, noon(2024, 9, 6))
    item = row.instrument.obligations.get()
    creditor, debtor = item.creditors.get(), item.debtors.get()
    share = {"purpose": "principal", "payee": creditor.pk, "obligation": item.pk, "amount": "59000.00"}
    cases = {
        "合计59,000.00元": [share],
        "不是第1项的权利人": [share | {"payee": debtor.pk, "amount": "60000.00"}],
        "超过按标准应收的1,400.00元": [
            share,
            {"purpose": "fee", "amount": "1000.00"},
            {"purpose": "fee", "amount": "1000"},
        ],
    }
    for fault, rows in cases.items():
        with pytest.raises(InvalidFacts) as refused:
            money.propose(sum_, people.enforcement_judge, noon(2024, 9, 9), *rows)
        assert fault in "；".join(refused.value.errors["shares"])
    money.propose(sum_, people.enforcement_judge, noon(2024, 9, 9), share, {"purpose": "fee", "amount": "1000.00"})
    perform(sum_, "approve", by=people.bureau_chief, at=noon(2024, 9, 10))
    money.pay(sum_, people, noon(2024, 9, 11))
    assert [entry.kind for entry in sum_.entries.all()] == ["arrival", "payout", "treasury"]
    assert row.balance == Decimal("41000.00")


def test_deferral_stops_the_clocks_and_payout(row: Execution, people: SimpleNamespace) -> None:
    """Deferred from 10 to 19 September with leave: ten days are left out, nothing is paid meanwhile."""
    sum_ = money.arrived(row.case, people, noon(2024, 9, 4))
    money.notify(sum_, people, noon(2024, 9, 4))
    facts = {"ground": "frozen", "reason": "申请执行人另案被冻结", "deferred_on": "2024-09-10"}
    perform(sum_, "defer", by=people.bureau_chief, at=noon(2024, 9, 10), facts=facts)
    assert deadline(sum_, "money_arrival").state == Deadline.State.SUSPENDED
    money.propose(sum_, people.enforcement_judge, noon(2024, 9, 11))
    perform(sum_, "approve", by=people.bureau_chief, at=noon(2024, 9, 11))
    with pytest.raises(Refusal, match="已暂缓发放"):
        money.pay(sum_, people, noon(2024, 9, 12))
    back = {"resumed_on": "2024-09-20", "reason": "另案已解除冻结"}
    perform(sum_, "resume_payout", by=people.bureau_chief, at=noon(2024, 9, 20), facts=back)
    clock = deadline(sum_, "money_arrival")
    assert (clock.raw_on, clock.state) == (date(2024, 10, 14), Deadline.State.RUNNING)
    assert any("暂缓发放案款" in step for step in clock.steps)
    money.pay(sum_, people, noon(2024, 9, 20))


def test_a_returned_payment_is_new_money_and_the_debt_lives_again(row: Execution, people: SimpleNamespace) -> None:
    sum_ = money.arrived(row.case, people, noon(2024, 9, 4))
    money.notify(sum_, people, noon(2024, 9, 4))
    money.propose(sum_, people.enforcement_judge, noon(2024, 9, 5))
    perform(sum_, "approve", by=people.bureau_chief, at=noon(2024, 9, 5))
    money.pay(sum_, people, noon(2024, 9, 6))
    facts = {
        "share": sum_.shares.get().pk, "returned_on": "2024-09-09", "bank_ref": "T1", "reason": "户名不符"
    }  # fmt: skip
    perform(sum_, "take_back", by=people.finance_officer, at=noon(2024, 9, 9), facts=facts)
    assert row.balance == Decimal("100000.00")
    back = CaseMoney.objects.exclude(pk=sum_.pk).get()
    assert (back.state, back.balance) == ("received", Decimal("60000.00"))
    assert list(faults()) == []


@pytest.mark.spec("C-9.5")
def test_a_payee_who_owes_elsewhere_is_not_paid_past_his_creditors(
    court: Court, row: Execution, people: SimpleNamespace
) -> None:
    """张一 is creditor here and debtor in another execution: the money goes to that case's account."""
    creditor = row.instrument.obligations.get().creditors.get()
    other_case, other = effective_case(court, **steps.EARLY)
    owing = other.obligations.get().debtors.get()
    type(owing).objects.filter(pk=owing.pk).update(identifier=creditor.identifier)
    elsewhere = steps.file(other_case, other, people.filing_clerk, steps.FILED)

    sum_ = money.arrived(row.case, people, noon(2024, 9, 4))
    money.notify(sum_, people, noon(2024, 9, 4))
    with pytest.raises(InvalidFacts) as refused:
        money.propose(sum_, people.enforcement_judge, noon(2024, 9, 5))
    assert elsewhere.number in refused.value.errors["elsewhere_reason"][0]
    item = row.instrument.obligations.get()
    money.propose(
        sum_, people.enforcement_judge, noon(2024, 9, 5),
        {"purpose": "principal", "payee": creditor.pk, "obligation": item.pk, "amount": "20000.00"},
        {"purpose": "other_case", "target": elsewhere.pk, "amount": "40000.00"},
    )  # fmt: skip
    perform(sum_, "approve", by=people.bureau_chief, at=noon(2024, 9, 5))
    money.pay(sum_, people, noon(2024, 9, 6))
    passed = CaseMoney.objects.get(case=other_case)
    assert (passed.amount, passed.arrived_on, passed.channel) == (Decimal("40000.00"), date(2024, 9, 6), "other_case")
    assert list(faults()) == []


def test_a_distribution_waits_until_nobody_may_object(court: Court, row: Execution, people: SimpleNamespace) -> None:
    debtor = row.debtors.get()
    other_case, other = effective_case(court, **steps.EARLY)
    steps.file(other_case, other, people.filing_clerk, steps.FILED)  # the same 李二 by his number
    assert other.obligations.get().debtors.get().identifier == debtor.identifier
    target = Execution.objects.get(case=other_case)
    sum_ = money.arrived(row.case, people, noon(2024, 9, 4))
    money.notify(sum_, people, noon(2024, 9, 4))
    item = row.instrument.obligations.get()
    rows = (
        {"purpose": "principal", "payee": item.creditors.get().pk, "obligation": item.pk, "amount": "30000.00"},
        {"purpose": "other_case", "target": target.pk, "amount": "30000.00"},
    )
    with pytest.raises(InvalidFacts) as refused:
        money.propose(sum_, people.enforcement_judge, noon(2024, 9, 5), *rows)
    assert "须制作分配方案" in refused.value.errors["way"][0]
    money.propose(sum_, people.enforcement_judge, noon(2024, 9, 5), *rows, way="distribution")
    perform(sum_, "approve", by=people.bureau_chief, at=noon(2024, 9, 5))
    with pytest.raises(Refusal, match="尚未送达全部当事人"):
        money.pay(sum_, people, noon(2024, 9, 6))
    told = {"party": item.creditors.get().pk, "served_on": "2024-09-06", "proof": "送达回证"}
    perform(sum_, "serve_plan", by=people.enforcement_judge, at=noon(2024, 9, 6), facts=told)
    assert deadline(sum_, "money_plan_objection").due_on == date(2024, 9, 23)  # the 21st is a Saturday
    with pytest.raises(Refusal, match="异议期未满"):
        money.pay(sum_, people, noon(2024, 9, 20))
    sweep(noon(2024, 9, 24))
    money.pay(sum_, people, noon(2024, 9, 24))
    assert sum_.state == "paid"


@pytest.mark.spec("C-23.5")
def test_before_enforcement_the_trial_division_has_the_money(court: Court, people: SimpleNamespace) -> None:
    """Q26: one account for the case; when enforcement begins the money and the account go along with it."""
    case, instrument = effective_case(court, **steps.EARLY)
    tried = suit(case, people)
    sum_ = money.arrived(case, people, noon(2024, 6, 3))
    assert (sum_.host_id, sum_.handler) == (tried.pk, people.trial_judge)
    number = sum_.account.number
    execution = steps.file(case, instrument, people.filing_clerk, steps.FILED)
    sum_.refresh_from_db()
    assert sum_.host_id == execution.pk
    assert sum_.account.number == number
    assert sum_.account.links.filter(proceeding=execution.pk).exists()


def test_a_court_fee_is_refunded_on_a_line_of_its_own(row: Execution, people: SimpleNamespace) -> None:
    """诉讼费用交纳办法第五十三条: fifteen days from effect (1 April 2024), no execution case."""
    creditor = row.instrument.obligations.get().creditors.get()
    facts = {"instrument": row.instrument_id, "payee": creditor.pk, "amount": "2300.00", "ground": "由被告负担"}
    at = noon(2024, 4, 2)
    with pytest.raises(Refusal, match="退费账户"):
        open_proceeding("money", row.case, "owe_refund", by=people.trial_clerk, at=at, facts=facts)
    Account.objects.create(
        party=creditor, purpose="refund", holder="张一", bank="演示银行", number="62220001", since=date(2024, 1, 1)
    )
    line = open_proceeding("money", row.case, "owe_refund", by=people.trial_clerk, at=at, facts=facts)
    assert deadline(line, "money_fee_refund").due_on == date(2024, 4, 16)
    paid = {"paid_on": "2024-04-10", "batch_no": "S1"}
    perform(line, "refund_fee", by=people.finance_officer, at=noon(2024, 4, 10), facts=paid)
    assert line.state == "fee_refunded"
    assert Execution.objects.filter(case=row.case).count() == 1
    assert list(faults()) == []


def test_the_ledger_is_only_added_to(
    row: Execution, people: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    sum_ = money.arrived(row.case, people, noon(2024, 9, 4))
    entry = sum_.entries.get()
    with pytest.raises(DatabaseError, match="只能追加"), transaction.atomic():
        LedgerEntry.objects.filter(pk=entry.pk).update(amount=1)
    with pytest.raises(DatabaseError, match="只能追加"), transaction.atomic():
        entry.delete()
    call_command("check_books")
    assert "账账相符" in capsys.readouterr().out
    with connection.cursor() as cursor:
        cursor.execute("UPDATE enforcement_casemoney SET amount = 1 WHERE proceeding_ptr_id = %s", [sum_.pk])
    assert any("台账余额为60,000.00元，应为1.00元" in fault for fault in faults())
