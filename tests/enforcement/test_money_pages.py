"""The ledger's page, the entry of arrivals, and the statement of account on page and REST."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courtflow.accounts.models import Court
from courtflow.cases.models import Obligation
from courtflow.flow.perform import perform
from courtflow.flow.sweep import sweep
from courtflow.law.interest import Part
from enforcement.models import CaseMoney, Execution, Unidentified
from enforcement.money.register import enter
from tests.diary import noon, payment
from tests.enforcement import money_steps as money
from tests.enforcement import steps

Cast = Callable[[Court], SimpleNamespace]


@pytest.fixture
def people(shanyang: Court, cast: Cast) -> SimpleNamespace:
    return cast(money.with_account(shanyang))


@pytest.fixture
def row(shanyang: Court, people: SimpleNamespace) -> Execution:
    """100,000 due on 11 April 2024, filed on 28 June."""
    return steps.in_hand(shanyang, people)


def page_of(client: Client, user: Any, address: str) -> str:
    client.force_login(user)
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_ledger_shows_what_waits_and_what_nobody_claimed(
    row: Execution, people: SimpleNamespace, client: Client
) -> None:
    with time_machine.travel(noon(2024, 9, 10)):
        money.arrived(row.case, people, noon(2024, 9, 4))
        enter(people.finance_officer, money.arrival("777.00", date(2024, 9, 1), bank_ref="Z9"))
        shown = page_of(client, people.finance_officer, "/money/")
        for words in ("60,000.00", "已到账待通知承办人", "登记到账"):
            assert words in shown
        assert "至今9日" in page_of(client, people.finance_officer, "/money/?stand=unidentified")
        assert "没有符合条件" in page_of(client, people.finance_officer, "/money/?stand=waiting&q=无此人")
        assert "777.00" not in page_of(client, people.trial_judge, "/money/?stand=unidentified")


def test_the_list_asks_as_many_questions_for_three_as_for_one(
    row: Execution, people: SimpleNamespace, client: Client
) -> None:
    counts = []
    for number in range(3):
        money.arrived(row.case, people, noon(2024, 9, 4 + number))
        client.force_login(people.finance_officer)
        client.get("/money/")
        with CaptureQueriesContext(connection) as caught:
            client.get("/money/")
        counts.append(len(caught))
    assert counts[0] == counts[2]


def test_an_officer_enters_a_line_of_the_statement(row: Execution, people: SimpleNamespace, client: Client) -> None:
    client.force_login(people.finance_officer)
    with time_machine.travel(noon(2024, 9, 10)):
        line = money.arrival("500.00", date(2024, 9, 9)) | {"account": row.case.money_account.number}
        assert client.post("/money/arrivals/", line | {"amount": "-1"}).status_code == 400
        assert client.post("/money/arrivals/", line | {"account": "1"}).status_code == 400
        assert not CaseMoney.objects.exists()
        assert client.post("/money/arrivals/", line).status_code == 302
        assert client.post("/money/arrivals/", line | {"account": ""}).status_code == 302
    assert CaseMoney.objects.get().amount == Decimal("500.00")
    assert Unidentified.objects.get().amount == Decimal("500.00")
    client.force_login(people.enforcement_judge)
    assert client.get("/money/arrivals/").status_code == 302


def test_arrivals_over_rest_are_entered_once(row: Execution, people: SimpleNamespace, client: Client) -> None:
    client.force_login(people.finance_officer)
    body = money.arrival("500.00", date(2024, 9, 9))
    with time_machine.travel(noon(2024, 9, 10)):
        for _ in range(2):
            answer = client.post(
                "/api/v1/money/arrivals/", body, content_type="application/json", headers={"Idempotency-Key": "k-1"}
            )
            assert answer.status_code == 201
        assert Unidentified.objects.count() == 1
        listed = client.get("/api/v1/unidentified-money/").json()["results"]
        assert [(item["amount"], item["days"]) for item in listed] == [("500.00", 1)]
        assert client.get("/api/v1/ledger/").json()["results"][0]["kind"] == "unidentified"


def test_the_account_doubles_from_the_day_after_the_last_day(row: Execution, people: SimpleNamespace) -> None:
    """Due 11 April 2024; 20,000 on 21 April, so ten days on 100,000 and ten on 80,000 until 1 May."""
    item = row.instrument.obligations.get()
    Obligation.objects.filter(pk=item.pk).update(
        interest_rate="年利率3.65%", interest_from=date(2024, 4, 2), interest_to="实际清偿之日"
    )
    perform(
        row, "pay", by=people.enforcement_judge, at=noon(2024, 6, 28),
        facts=payment(row.instrument, "20000", date(2024, 4, 21)),
    )  # fmt: skip
    account = row.account_on(date(2024, 5, 1))
    (found,) = account.items
    # 2 to 11 April 100.00, 12 to 21 April 100.00: the payment clears both before it touches the principal.
    assert found.statement.paid[Part.GENERAL] == Decimal("200.00")
    assert found.statement.paid[Part.PRINCIPAL] == Decimal("19800.00")
    doubled = [segment for segment in found.statement.segments if segment.part is Part.DOUBLED]
    assert [(s.first, s.last, s.amount) for s in doubled] == [
        (date(2024, 4, 12), date(2024, 4, 21), Decimal("175.00")),
        (date(2024, 4, 22), date(2024, 5, 1), Decimal("140.35")),
    ]
    assert account.outstanding == Decimal("80200.00") + Decimal("80.20") + Decimal("315.35")


def test_money_through_the_court_counts_from_its_arrival(row: Execution, people: SimpleNamespace) -> None:
    sum_ = money.arrived(row.case, people, noon(2024, 7, 1), amount="100000.00")
    money.notify(sum_, people, noon(2024, 7, 2))
    money.propose(sum_, people.enforcement_judge, noon(2024, 7, 3))
    perform(sum_, "approve", by=people.bureau_chief, at=noon(2024, 7, 4))
    money.pay(sum_, people, noon(2024, 7, 20))
    (found,) = row.account_on(date(2024, 8, 1)).items
    assert found.statement.balance[Part.PRINCIPAL] == 0
    assert max(segment.last for segment in found.statement.segments) == date(2024, 7, 1)


def test_a_stay_for_review_of_the_instrument_bears_no_doubled_interest(row: Execution, people: SimpleNamespace) -> None:
    stay = {
        "ground": "other", "ruling_no": "执1号之一", "served_on": "2024-07-01", "note": "再审", "interest_free": "yes"
    }  # fmt: skip
    perform(row, "suspend", by=people.enforcement_judge, at=noon(2024, 7, 1), facts=stay)
    back = {"reason": "ceased", "found_on": "2024-07-11", "note": "再审审结"}
    perform(row, "resume", by=people.enforcement_judge, at=noon(2024, 7, 11), facts=back)
    account = row.account_on(date(2024, 7, 20))
    assert [(span.first, span.last) for span in account.excluded] == [(date(2024, 7, 1), date(2024, 7, 10))]
    # 12 April to 20 July are 100 days, ten of them left out.
    assert account.items[0].statement.accrued(Part.DOUBLED) == Decimal("1575.00")


def test_page_and_rest_show_the_same_account(row: Execution, people: SimpleNamespace, client: Client) -> None:
    with time_machine.travel(noon(2024, 7, 20)):
        shown = page_of(client, people.enforcement_judge, f"/cases/{row.case_id}/")
        answer = client.get(f"/api/v1/executions/{row.pk}/account/").json()
        assert client.get(f"/api/v1/executions/{row.pk}/account/?until=x").status_code == 400
        assert client.get("/api/v1/executions/999999/account/").status_code == 404
    assert answer["outstanding"] == "101750.00"
    assert "101,750.00" in shown
    assert answer["items"][0]["balance"]["doubled"] == "1750.00"


def test_overdue_money_is_listed(row: Execution, people: SimpleNamespace, client: Client) -> None:
    sum_ = money.arrived(row.case, people, noon(2024, 9, 4))
    money.notify(sum_, people, noon(2024, 9, 4))
    sweep(noon(2024, 10, 9))
    assert "60,000.00" in page_of(client, people.bureau_chief, "/money/?stand=overdue")
