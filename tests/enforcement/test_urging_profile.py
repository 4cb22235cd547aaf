"""What a court's profile may make of urging: the demand's ceiling (Q9), who is excluded by public notice (Q18)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from courtflow.accounts.models import Court
from courtflow.cases.models import Service
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.refusals import Refusal
from courtflow.policy.models import ProfileValue
from tests.diary import effective_case, noon, payment
from tests.enforcement import money_steps


@pytest.mark.parametrize(
    ("key", "value", "fits"),
    [
        ("rule.demand", {"enabled": True, "length": 30, "unit": "day"}, True),
        ("rule.demand", {"enabled": True, "length": 31, "unit": "day"}, False),
        ("rule.demand", {"enabled": True, "length": 2, "unit": "month"}, False),
        ("pre_exec.demand_days", 30, True),
        ("pre_exec.demand_days", 31, False),
    ],
)
def test_no_demand_outlasts_thirty_days(key: str, value: object, fits: bool) -> None:
    row = ProfileValue(key=key, value=value)
    if fits:
        row.clean()
    else:
        with pytest.raises(ValidationError, match="30"):
            row.clean()


@pytest.mark.spec("A-4.1")
def test_one_debtor_served_by_notice_excludes_all_or_himself(
    shanyang: Court, cast: Callable[[Court], SimpleNamespace]
) -> None:
    people = cast(shanyang)
    case, instrument = effective_case(shanyang, debtors=2)
    lost = case.parties.get(name="王三")
    Service.objects.filter(instrument=instrument, party=lost).update(method=Service.Method.PUBLIC_NOTICE)
    fields = {"instrument": instrument, "consent": "agreed", "consent_on": date(2024, 12, 1)}
    with pytest.raises(Refusal, match="公告送达"):
        open_proceeding("urging", case, "register_application", by=people.filing_clerk, at=noon(2024, 12, 2), **fields)
    money_steps.with_account(shanyang, **{"pre_exec.public_notice_scope": "debtor"})
    row = open_proceeding(
        "urging", case, "register_application", by=people.filing_clerk, at=noon(2024, 12, 2), **fields
    )
    assert [party.name for party in row.urged()] == ["李二"]
    assert case.money_account.links.get().proceeding_id == row.pk


@pytest.mark.spec("C-23.3")
def test_who_was_deducted_from_did_not_perform_by_himself(
    shanyang: Court, cast: Callable[[Court], SimpleNamespace]
) -> None:
    people = cast(shanyang)
    case, instrument = effective_case(shanyang)
    row = open_proceeding(
        "urging", case, "register_application", by=people.filing_clerk, at=noon(2024, 12, 2), instrument=instrument,
        consent="agreed", consent_on=date(2024, 12, 1),
    )  # fmt: skip
    perform(row, "hand_over", by=people.filing_clerk, at=noon(2024, 12, 2), facts={"materials": "申请书"})
    received = {"received_on": "2024-12-02", "complete": "on"}
    perform(row, "accept", by=people.enforcement_clerk, at=noon(2024, 12, 2), facts=received)
    taken = payment(instrument, "100000", date(2024, 12, 3)) | {"channel": "deduction"}
    perform(row, "pay", by=people.enforcement_clerk, at=noon(2024, 12, 3), facts=taken)
    perform(row, "complete", by=people.enforcement_clerk, at=noon(2024, 12, 4))
    asked = {"holder": case.parties.get(name="李二").pk, "applied_on": "2024-12-05", "purposes": ["loan"]}
    with pytest.raises(Refusal, match="由法院扣划清偿"):
        perform(row, "issue_certificate", by=people.enforcement_clerk, at=noon(2024, 12, 5), facts=asked)
