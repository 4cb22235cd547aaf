"""红河 三、四 as a diary: consent first, settlement with instalments, visits, certificate on request."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from courtflow.accounts.models import Court
from courtflow.cases.models import Case, Instrument
from courtflow.flow.models import Deadline
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.refusals import InvalidFacts, Refusal
from documents.models import Document
from enforcement.models import Urging, Visit
from tests.diary import effective_case, noon, payment

SETTLEMENT = {
    "signed_on": "2024-12-10",
    "amount": "100000",
    "instalments": [{"due_on": "2025-01-10", "amount": "60000"}, {"due_on": "2025-03-10", "amount": "40000"}],
    "ability": "每月收入8000元，母亲患病",
    "genuine": "on",
}
VISIT = {
    "living": "在工地务工", "news": "工资按月发放", "next_step": "到期前提醒",
    "economic_risk": "on", "credit_risk": "on", "legal_risk": "on",
}  # fmt: skip


@pytest.fixture
def people(honghe: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(honghe)


@pytest.fixture
def matter(honghe: Court) -> tuple[Case, Instrument]:
    return effective_case(honghe)


def refer(people: SimpleNamespace, matter: Any, consent: str = "agreed") -> Urging:
    return open_proceeding(
        "urging", matter[0], "refer", by=people.filing_clerk, at=noon(2024, 12, 2), instrument=matter[1],
        consent=consent, consent_on=date(2024, 12, 1), application_received_on=date(2024, 11, 29),
    )  # fmt: skip


@pytest.fixture
def settled(people: SimpleNamespace, matter: Any) -> Urging:
    row = refer(people, matter)
    perform(row, "register", by=people.centre_staff, at=noon(2024, 12, 3), facts={"registered_on": "2024-12-03"})
    perform(row, "settle", by=people.centre_staff, at=noon(2024, 12, 10), facts=SETTLEMENT)
    return row


@pytest.mark.spec("D-3.2")
@pytest.mark.parametrize("answer", ["silent", "refused", "not_needed"])
def test_silence_is_no_consent(people: SimpleNamespace, matter: Any, answer: str) -> None:
    with pytest.raises(Refusal, match="尚未征得申请执行人同意"):
        refer(people, matter, consent=answer)


@pytest.mark.spec("D-3.1", "D-3.3")
def test_the_settlement_centre_numbers_it_under_its_own_word(people: SimpleNamespace, matter: Any) -> None:
    row = refer(people, matter)
    assert row.department.name == "执行和解中心"
    perform(row, "register", by=people.centre_staff, at=noon(2024, 12, 3), facts={"registered_on": "2024-12-03"})
    assert row.number == "（2024）云2529执诉前调1号"
    assert row.external_sync == "yes"


@pytest.mark.spec("D-3.4", "D-4.1")
def test_each_instalment_has_its_visit(settled: Urging) -> None:
    assert settled.settlement.instalments.count() == 2
    visits = settled.deadlines.filter(rule="visit").order_by("due_on")
    assert [visit.due_on for visit in visits] == [date(2025, 1, 13), date(2025, 3, 13)]
    first = visits[0]
    assert first.warn == [6, 3]  # told three days before the instalment and on its day


@pytest.mark.spec("D-4.1", "D-4.2", "D-4.3")
def test_a_visit_is_written_down_and_answers_its_own_instalment(settled: Urging, people: SimpleNamespace) -> None:
    facts = VISIT | {"visited_on": "2025-01-09"}
    for missing in ("living", "news", "next_step", "economic_risk", "credit_risk", "legal_risk"):
        with pytest.raises(InvalidFacts):
            perform(settled, "visit", by=people.centre_staff, at=noon(2025, 1, 9), facts=facts | {missing: ""})
    perform(settled, "visit", by=people.centre_staff, at=noon(2025, 1, 9), facts=facts)
    assert Visit.objects.get().next_step == "到期前提醒"
    states = list(settled.deadlines.filter(rule="visit").order_by("due_on").values_list("state", flat=True))
    assert states == [Deadline.State.MET, Deadline.State.RUNNING]


@pytest.mark.spec("D-4.4")
def test_the_certificate_comes_on_request_with_its_purposes(
    settled: Urging, people: SimpleNamespace, matter: Any
) -> None:
    for day, amount in ((date(2025, 1, 8), "60000"), (date(2025, 3, 8), "40000")):
        facts = payment(matter[1], amount, day)
        perform(settled, "pay", by=people.centre_staff, at=noon(2025, 3, 9), facts=facts)
    perform(settled, "complete", by=people.centre_staff, at=noon(2025, 3, 9))
    assert not Document.objects.filter(kind="performance_certificate").exists()
    request = {
        "holder": settled.case.parties.get(name="李二").pk, "applied_on": "2025-03-10",
        "purposes": ["tender", "loan"], "integrity_list": "yes",
    }  # fmt: skip
    perform(settled, "issue_certificate", by=people.centre_staff, at=noon(2025, 3, 10), facts=request)
    assert Document.objects.get(kind="performance_certificate").addressee.name == "李二"


@pytest.mark.spec("D-3.4")
def test_a_broken_settlement_goes_to_filing(settled: Urging, people: SimpleNamespace) -> None:
    facts = {"found_on": "2025-01-14", "note": "第一期未付"}
    perform(settled, "default", by=people.centre_staff, at=noon(2025, 1, 14), facts=facts)
    assert settled.state == Urging.State.UNPERFORMED
    assert settled.outcome == "未按和解协议履行"


def test_instalments_must_add_up_and_follow_each_other(people: SimpleNamespace, matter: Any) -> None:
    row = refer(people, matter)
    perform(row, "register", by=people.centre_staff, at=noon(2024, 12, 3), facts={"registered_on": "2024-12-03"})
    for rows in (
        [{"due_on": "2025-01-10", "amount": "1"}],
        [{"due_on": "2025-03-10", "amount": "60000"}, {"due_on": "2025-01-10", "amount": "40000"}],
        [{"due_on": "2024-12-01", "amount": "100000"}],
    ):
        with pytest.raises(InvalidFacts):
            perform(
                row, "settle", by=people.centre_staff, at=noon(2024, 12, 10), facts=SETTLEMENT | {"instalments": rows}
            )
    assert row.state == Urging.State.URGING
