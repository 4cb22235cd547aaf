"""诉前调解: thirty days, an agreement kept on the spot or later, or three records back to filing."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from courtflow.accounts.models import Court
from courtflow.flow.models import Deadline
from courtflow.flow.perform import perform
from courtflow.flow.refusals import InvalidFacts, Refusal
from courtflow.flow.sweep import sweep
from intake.models import Filing, Mediation
from tests.diary import noon

from .papers import FOUR_CONDITIONS, MONDAY, filed

REFERRAL = {"willing": True, "preservation": "decline", "assigned_reason": "邻里小额借款"}
AGREEMENT = {
    "signed_on": "2024-12-20", "definite": True, "no_evasion": True, "evasion_note": "债务人另案无未结债务",
    "reminder": True, "security": "无", "performed": "no", "proof": "",
    "items": [{"kind": "money", "content": "偿还借款", "amount": "100000", "due_on": "2025-01-20", "method": "转账"}],
}  # fmt: skip
RECORDS = {"parties": True, "addresses": True, "undisputed": "双方对借款金额无争议"}


@pytest.fixture
def mediation(shanyang: Court, people: SimpleNamespace) -> Mediation:
    """Referred on Monday 2 December and signed for on Tuesday."""
    filing = filed(shanyang, people.filing_clerk)
    perform(filing, "to_mediation", by=people.filing_clerk, facts=REFERRAL, at=MONDAY)
    row: Mediation = filing.case.proceedings.get(kind="mediation").actual
    perform(row, "receive", by=people.mediator, facts={"signed_on": "2024-12-03"}, at=noon(2024, 12, 3))
    return row


def assess(row: Mediation, by: Any) -> None:
    debtor = row.case.parties.get(role="defendant")
    facts = {"debtor": debtor.pk, "willingness": "good", "ability": "fair", "sincerity": "good", "basis": "流水和订单"}
    perform(row, "assess", by=by, facts=facts, at=noon(2024, 12, 10))


def filing_of(row: Mediation) -> Filing:
    return Filing.objects.get(pk=row.origin_id)


@pytest.mark.spec("A-3.3")
def test_referral_numbers_the_mediation_and_pauses_the_review(mediation: Mediation, people: SimpleNamespace) -> None:
    assert mediation.number == "（2024）豫0811诉前调1号"
    assert mediation.handler == people.mediator
    filing = filing_of(mediation)
    assert filing.state == Filing.State.MEDIATING
    assert filing.preservation_answer == "decline"
    assert not filing.deadlines.filter(rule="filing_review", state__in=Deadline.LIVE).exists()
    limit = mediation.deadlines.get(rule="mediation_limit")
    assert limit.due_on == date(2025, 1, 2)


@pytest.mark.spec("C-2.1")
def test_no_agreement_before_every_debtor_is_assessed(mediation: Mediation, people: SimpleNamespace) -> None:
    with pytest.raises(Refusal) as refused:
        perform(mediation, "agree", by=people.mediator, facts=AGREEMENT, at=noon(2024, 12, 20))
    assert refused.value.code == "every_debtor_is_assessed"
    assess(mediation, people.mediator)
    perform(mediation, "agree", by=people.mediator, facts=AGREEMENT, at=noon(2024, 12, 20))
    assert mediation.state == Mediation.State.AGREED


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"no_evasion": ""}, "no_evasion", "逐项确认"),
        ({"reminder": ""}, "reminder", "逐项确认"),
        ({"performed": "yes"}, "proof", "须登记凭证"),
        ({"items": []}, "items", "至少填写1项"),
        ({"items": [{"kind": "money", "content": "还款", "amount": "1.234", "due_on": "2025-01-20", "method": "转账"}]},
         "items", "第1项“金额（元）”"),
        ({"items": [{"kind": "money", "content": "还款", "amount": "1", "due_on": "2024-12-01", "method": "转账"}]},
         "items", "不得早于签订日期"),
        ({"security": "", "items": [{"kind": "act", "content": "修缮", "due_on": "2025-01-20", "method": "自行"}]},
         "security", "担保条款"),
    ],
)  # fmt: skip
@pytest.mark.spec("C-2.2", "C-2.3", "C-2.4", "C-3.1")
def test_an_agreement_is_definite_checked_and_reminded(
    change: dict[str, Any], field: str, said: str, mediation: Mediation, people: SimpleNamespace
) -> None:
    assess(mediation, people.mediator)
    with pytest.raises(InvalidFacts) as refused:
        perform(mediation, "agree", by=people.mediator, facts=AGREEMENT | change, at=noon(2024, 12, 20))
    assert said in " ".join(refused.value.errors[field])


@pytest.mark.spec("C-2.5")
def test_an_agreement_kept_on_the_spot_ends_the_filing(mediation: Mediation, people: SimpleNamespace) -> None:
    assess(mediation, people.mediator)
    kept = AGREEMENT | {"performed": "yes", "proof": "当场转账回单"}
    perform(mediation, "agree", by=people.mediator, facts=kept, at=noon(2024, 12, 20))
    assert mediation.state == Mediation.State.PERFORMED
    assert mediation.proof == "当场转账回单"
    assert mediation.items.get().amount == 100000
    assert filing_of(mediation).state == Filing.State.SETTLED


def test_an_agreement_kept_later_ends_the_filing(mediation: Mediation, people: SimpleNamespace) -> None:
    assess(mediation, people.mediator)
    perform(mediation, "agree", by=people.mediator, facts=AGREEMENT, at=noon(2024, 12, 20))
    assert mediation.deadlines.get(rule="joint_confirmation").due_on == date(2025, 1, 20)
    done = {"completed_on": "2025-01-15", "proof": "回单", "confirmed": True}
    perform(mediation, "confirm_performance", by=people.mediator, facts=done, at=noon(2025, 1, 15))
    assert filing_of(mediation).state == Filing.State.SETTLED


@pytest.mark.spec("C-2.7")
def test_failure_hands_three_records_back(mediation: Mediation, people: SimpleNamespace) -> None:
    perform(mediation, "fail", by=people.mediator, facts={"reason": "差距过大"}, at=noon(2024, 12, 16))
    with pytest.raises(InvalidFacts) as refused:
        perform(mediation, "hand_back", by=people.mediator, facts={}, at=noon(2024, 12, 17))
    assert set(refused.value.errors) == {"parties", "addresses", "undisputed"}

    perform(mediation, "hand_back", by=people.mediator, facts=RECORDS, at=noon(2024, 12, 17))
    filing = filing_of(mediation)
    assert filing.state == Filing.State.RECEIVED
    review = filing.deadlines.filter(rule="filing_review").latest("id")
    assert review.due_on == date(2024, 12, 24)
    with pytest.raises(Refusal, match="已经诉前调解"):
        perform(filing, "to_mediation", by=people.filing_clerk, facts=REFERRAL, at=noon(2024, 12, 17))
    perform(filing, "accept", by=people.filing_clerk, facts=FOUR_CONDITIONS, at=noon(2024, 12, 18))
    assert filing.state == Filing.State.ACCEPTED


def test_thirty_days_end_by_themselves_unless_both_want_more(mediation: Mediation, people: SimpleNamespace) -> None:
    more = {"until": "2025-01-15", "agreed": True}
    with pytest.raises(InvalidFacts):
        perform(mediation, "extend", by=people.mediator, facts=more | {"agreed": ""}, at=noon(2024, 12, 30))
    perform(mediation, "extend", by=people.mediator, facts=more, at=noon(2024, 12, 30))
    with time_machine.travel(noon(2025, 1, 15), tick=False):
        sweep()
    mediation.refresh_from_db()
    assert mediation.state == Mediation.State.MEDIATING
    with time_machine.travel(noon(2025, 1, 16), tick=False):
        sweep()
    mediation.refresh_from_db()
    assert mediation.state == Mediation.State.FAILED
    assert filing_of(mediation).state == Filing.State.MEDIATING
