"""执行 as a diary: 南召's staged enforcement, 终本 and revival, settlement and stay, in full performance."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from courtflow.accounts.models import Court
from courtflow.flow.models import Deadline, Task
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.refusals import Denied, InvalidFacts, Refusal
from enforcement.execution.states import State
from enforcement.models import Execution, Measure
from tests.diary import effective_case, noon, payment, person
from tests.enforcement import steps
from tests.enforcement.steps import deadline

Cast = Callable[[Court], SimpleNamespace]
FILED = noon(2024, 12, 2)  # a Monday


@pytest.mark.spec("E-3.12", "E-3.13", "E-3.14", "E-2.1", "E-3.1", "E-3.17", "E-4.6")
def test_nanzhao_from_filing_to_full_performance(nanzhao: Court, cast: Cast) -> None:
    people = cast(nanzhao)
    case, instrument = effective_case(nanzhao)

    row = steps.file(case, instrument, people.filing_clerk, FILED)
    assert row.number == "（2024）豫1321执1号"
    assert row.state == State.FILED
    assert row.claimed_amount == Decimal("100000.00")
    assert [party.name for party in row.debtors.all()] == ["李二"]
    assert deadline(row, "first_handover").due_on == date(2024, 12, 4)

    with pytest.raises(Refusal, match="尚未登记首次网络查控结果"):
        perform(row, "hand_to_command", by=people.filing_clerk, at=noon(2024, 12, 3))
    result = {"queried_on": "2024-12-03", "value": "30000", "result": "银行存款30000元"}
    perform(row, "control_first", by=people.filing_clerk, at=noon(2024, 12, 3), facts=result)
    perform(row, "hand_to_command", by=people.filing_clerk, at=noon(2024, 12, 4))
    assert row.state == State.AT_COMMAND
    assert deadline(row, "first_handover").state == Deadline.State.MET

    second = result | {"track": "complex", "track_reason": "财产不足"}
    perform(row, "control_again", by=people.command_staff, at=noon(2024, 12, 5), facts=second)
    facts = steps.assignment(nanzhao, people)
    with pytest.raises(InvalidFacts) as refused:
        perform(row, "assign_owner", by=people.command_staff, at=noon(2024, 12, 5), facts=facts | {"route": "fast"})
    assert "不足以清偿余额100,000.00元" in str(refused.value.errors["route"])
    clerk = facts | {"owner": people.enforcement_clerk.pk}
    with pytest.raises(InvalidFacts):
        perform(row, "assign_owner", by=people.command_staff, at=noon(2024, 12, 5), facts=clerk)
    perform(row, "assign_owner", by=people.command_staff, at=noon(2024, 12, 5), facts=facts)
    assert row.state == State.UNDER_WAY
    assert row.handler == people.enforcement_judge
    assert row.route == "first"
    assert deadline(row, "execution_offline").due_on == date(2025, 1, 6)  # 5 January 2025 is a Sunday

    steps.notify(row, people, noon(2024, 12, 9))
    perform(
        row,
        "pay",
        by=people.enforcement_clerk,
        at=noon(2024, 12, 20),
        facts=payment(instrument, "40000", date(2024, 12, 20)),
    )
    with pytest.raises(Refusal, match="尚未全部履行"):
        perform(row, "complete", by=people.enforcement_judge, at=noon(2024, 12, 20))
    perform(
        row,
        "pay",
        by=people.enforcement_clerk,
        at=noon(2025, 1, 3),
        facts=payment(instrument, "60000", date(2025, 1, 3)),
    )
    perform(row, "complete", by=people.enforcement_judge, at=noon(2025, 1, 3))
    assert row.state == State.COMPLETED
    assert row.recovered == Decimal("100000.00")
    assert deadline(row, "execution_six_months").state == Deadline.State.MET
    left = Task.objects.filter(proceeding=row, state__in=Task.OPEN_STATES)
    assert list(left.values_list("kind", flat=True)) == ["dossier.hand_over"]


@pytest.mark.spec("E-4.1")
def test_only_an_obligor_of_the_instrument_becomes_a_debtor(shanyang: Court, cast: Cast) -> None:
    people = cast(shanyang)
    case, instrument = effective_case(shanyang)
    guarantor = person(case, "钱五", "third", 9)

    with pytest.raises(InvalidFacts) as refused:
        steps.file(case, instrument, people.filing_clerk, FILED, facts={"debtors": [guarantor.pk]})
    assert "钱五不是生效法律文书确定的义务主体" in str(refused.value.errors)
    assert not Execution.objects.exists()


@pytest.mark.spec("C-11.1", "C-10.4", "E-4.6")
def test_one_instrument_has_one_number_and_something_must_be_owed(shanyang: Court, cast: Cast) -> None:
    people = cast(shanyang)
    case, instrument = effective_case(shanyang)
    with pytest.raises(Refusal, match="超过法律文书确定的数额"):
        steps.file(case, instrument, people.filing_clerk, FILED, claimed_amount=Decimal("100000.01"))
    row = steps.file(case, instrument, people.filing_clerk, FILED)
    with pytest.raises(Refusal, match="一份生效法律文书只编立一个执行案号"):
        steps.file(case, instrument, people.filing_clerk, FILED)
    assert row.number == "（2024）豫0811执1号"

    other, paid = effective_case(shanyang)
    item = paid.obligations.get(item=1)
    item.performances.create(
        proceeding=row, payer=item.debtors.get(), amount=item.amount, performed_on=date(2024, 12, 1), channel="direct",
        proof="回单", confirmed=True, recorded_at=FILED,
    )  # fmt: skip
    with pytest.raises(Refusal, match="已经履行完毕"):
        steps.file(other, paid, people.filing_clerk, FILED)


@pytest.mark.spec("C-25.8")
def test_a_success_of_urging_blocks_a_first_execution(shanyang: Court, cast: Cast) -> None:
    people = cast(shanyang)
    case, instrument = effective_case(shanyang)
    urging = open_proceeding(
        "urging", case, "register_application", by=people.filing_clerk, at=noon(2024, 11, 18), instrument=instrument,
        consent="silent", consent_on=date(2024, 11, 18), application_received_on=date(2024, 11, 18),
    )  # fmt: skip
    perform(urging, "hand_over", by=people.filing_clerk, at=noon(2024, 11, 19), facts={"materials": "申请书1份"})
    receipt = {"received_on": "2024-11-19", "complete": "on"}
    perform(urging, "accept", by=people.enforcement_clerk, at=noon(2024, 11, 19), facts=receipt)
    paid = payment(instrument, "100000", date(2024, 11, 25))
    perform(urging, "pay", by=people.enforcement_clerk, at=noon(2024, 11, 25), facts=paid)
    perform(urging, "complete", by=people.enforcement_clerk, at=noon(2024, 11, 25))
    # A later correction of the payment does not reopen the way while the certificate stands.
    instrument.obligations.get(item=1).performances.update(confirmed=False)

    with pytest.raises(Refusal, match="已通过执前督促自动履行完毕"):
        steps.file(case, instrument, people.filing_clerk, FILED)


@pytest.mark.spec("B-4.8")
def test_closing_this_time_waits_for_more_than_three_months(shanyang: Court, cast: Cast) -> None:
    """终本规定第一条（四）: filed on 28 June 2024, refused on 28 September, allowed from 29 September."""
    people = cast(shanyang)
    row = steps.in_hand(shanyang, people)
    steps.ready_to_close(row, people)

    with pytest.raises(Refusal, match="尚未超过三个月"):
        perform(row, "terminate_this_time", by=people.enforcement_judge, at=noon(2024, 9, 28), facts=steps.CLOSING)
    perform(row, "terminate_this_time", by=people.enforcement_judge, at=noon(2024, 9, 29), facts=steps.CLOSING)
    assert row.state == State.CLOSING_PROPOSED
    with pytest.raises(Denied):
        perform(row, "approve_closing", by=people.enforcement_judge, at=noon(2024, 9, 30))
    perform(row, "return_closing", by=people.president, at=noon(2024, 9, 29), facts={"reason": "补充线下查控"})
    assert row.state == State.UNDER_WAY
    perform(row, "terminate_this_time", by=people.enforcement_judge, at=noon(2024, 9, 30), facts=steps.CLOSING)
    perform(row, "approve_closing", by=people.president, at=noon(2024, 9, 30))
    assert row.state == State.TERMINATED_THIS_TIME
    assert row.closing_reviews.latest("id").checks["network"] is True


@pytest.mark.spec("E-3.4")
def test_nanzhao_asks_for_an_investigation_order_before_closing(nanzhao: Court, shanyang: Court, cast: Cast) -> None:
    people = cast(nanzhao)
    case, instrument = effective_case(nanzhao, **steps.EARLY)
    row = steps.file(case, instrument, people.filing_clerk, noon(2024, 6, 28))
    perform(row, "control_first", by=people.filing_clerk, at=noon(2024, 6, 28), facts=steps.RESULT)
    perform(row, "hand_to_command", by=people.filing_clerk, at=noon(2024, 6, 28))
    second = steps.RESULT | {"track": "complex", "track_reason": "无财产"}
    perform(row, "control_again", by=people.command_staff, at=noon(2024, 6, 28), facts=second)
    perform(row, "assign_owner", by=people.bureau_chief, at=noon(2024, 6, 28), facts=steps.assignment(nanzhao, people))
    steps.ready_to_close(row, people)

    with pytest.raises(InvalidFacts) as refused:
        perform(row, "terminate_this_time", by=people.enforcement_judge, at=noon(2024, 9, 30), facts=steps.CLOSING)
    assert "律师调查令" in str(refused.value.errors["inquiry"])
    explained = steps.CLOSING | {"inquiry": "explained"}
    perform(row, "terminate_this_time", by=people.enforcement_judge, at=noon(2024, 9, 30), facts=explained)
    assert row.state == State.CLOSING_PROPOSED


@pytest.mark.spec("E-4.3", "E-4.4", "E-4.5", "E-4.7", "B-4.8")
def test_revival_needs_a_verified_clue_and_the_chiefs_signature(shanyang: Court, cast: Cast) -> None:
    people = cast(shanyang)
    original = steps.closed(shanyang, people)
    assert deadline(original, "execution_requery").due_on == date(2025, 3, 31)  # 30 March 2025 is a Sunday

    clue = {"applied_on": "2024-11-04", "clue": "债务人名下新购车辆"}
    perform(original, "apply_revival", by=people.filing_clerk, at=noon(2024, 11, 4), facts=clue)
    revived = Execution.objects.get(origin_id=original.pk)
    assert revived.state == State.REVIVAL_RECEIVED
    assert revived.number is None
    with pytest.raises(Refusal, match="不得重复提出"):
        perform(original, "apply_revival", by=people.filing_clerk, at=noon(2024, 11, 4), facts=clue)

    checked = {"eligible": "on", "concrete": "on"}
    perform(revived, "forward_revival", by=people.filing_clerk, at=noon(2024, 11, 5), facts=checked)
    verified = {"found": "yes", "value": "36000.00", "opinion": "车辆属实，市价3.6万元"}
    perform(revived, "verify_clue", by=people.bureau_chief, at=noon(2024, 11, 7), facts=verified)
    with pytest.raises(Denied):
        perform(revived, "sign_revival", by=people.enforcement_judge, at=noon(2024, 11, 7))
    with pytest.raises(Refusal, match="目前为“待执行局局长签字”"):
        perform(revived, "file_revival", by=people.filing_clerk, at=noon(2024, 11, 7))
    perform(revived, "sign_revival", by=people.bureau_chief, at=noon(2024, 11, 8))
    perform(revived, "file_revival", by=people.filing_clerk, at=noon(2024, 11, 8))
    assert revived.number == "（2024）豫0811执恢1号"
    assert revived.state == State.TO_ASSIGN
    assert revived.claimed_amount == Decimal("36000.00")
    original.refresh_from_db()
    assert original.state == State.TERMINATED_THIS_TIME
    assert deadline(original, "execution_requery").state == Deadline.State.MET


@pytest.mark.spec("E-4.3", "E-4.4")
def test_nanzhao_checks_a_clue_within_two_and_three_days(nanzhao: Court, cast: Cast) -> None:
    people = cast(nanzhao)
    row = steps.file(*effective_case(nanzhao, **steps.EARLY), people.filing_clerk, noon(2024, 6, 28))
    Execution.objects.filter(pk=row.pk).update(state=State.TERMINATED_THIS_TIME, ended_on=date(2024, 9, 30))
    row.refresh_from_db()
    clue = {"applied_on": "2024-11-04", "clue": "债务人名下新购车辆"}
    perform(row, "apply_revival", by=people.filing_clerk, at=noon(2024, 11, 4), facts=clue)
    revived = Execution.objects.get(origin_id=row.pk)
    assert deadline(revived, "revival_first_check").due_on == date(2024, 11, 6)
    perform(
        revived,
        "forward_revival",
        by=people.filing_clerk,
        at=noon(2024, 11, 5),
        facts={"eligible": "on", "concrete": "on"},
    )
    assert revived.department.kind == "command"
    assert deadline(revived, "revival_clue").due_on == date(2024, 11, 8)
    assert deadline(revived, "revival_clue_national").due_on == date(2024, 11, 12)
    false = {"found": "no", "opinion": "车辆已转让"}
    perform(revived, "verify_clue", by=people.command_staff, at=noon(2024, 11, 8), facts=false)
    assert revived.state == State.REVIVAL_REFUSED


@pytest.mark.spec("C-24.3")
def test_assets_are_not_seized_beyond_the_debt(shanyang: Court, cast: Cast) -> None:
    people = cast(shanyang)
    row = steps.in_hand(shanyang, people)
    debtor = row.debtors.get()
    facts = {
        "debtor": debtor.pk, "kind": "freeze", "subject": "银行存款", "value": "100000.01", "ground": "现金最易执行",
        "ruling_no": "执1号之一", "taken_on": "2024-07-01", "expires_on": "2025-06-30",
    }  # fmt: skip
    with pytest.raises(InvalidFacts) as refused:
        perform(row, "take_asset", by=people.enforcement_judge, at=noon(2024, 7, 1), facts=facts)
    assert "不得超标的查封" in str(refused.value.errors["value"])
    perform(row, "take_asset", by=people.enforcement_judge, at=noon(2024, 7, 1), facts=facts | {"value": "100000"})
    assert row.controlled_value() == Decimal("100000.00")
    lifted = {"measure": Measure.objects.get().pk, "lifted_on": "2024-07-05", "why": "提供足额担保"}
    perform(row, "lift_measure", by=people.enforcement_judge, at=noon(2024, 7, 5), facts=lifted)
    assert row.controlled_value() == Decimal("0.00")


@pytest.mark.spec("E-3.15")
def test_a_ban_waits_until_the_period_of_the_notice_is_over(shanyang: Court, cast: Cast) -> None:
    people = cast(shanyang)
    row = steps.in_hand(shanyang, people)
    steps.notify(row, people, noon(2024, 7, 1))
    with pytest.raises(InvalidFacts) as refused:
        steps.ban(row, people, noon(2024, 7, 1))
    assert "履行期尚未届满" in str(refused.value.errors["debtor"])
    steps.ban(row, people, noon(2024, 7, 2))
    assert row.measures.get().ground.startswith("限消规定第一条")
    with pytest.raises(Refusal, match="尚未解除"):
        steps.ban(row, people, noon(2024, 7, 3))


def test_settlement_is_kept_apart_and_its_breach_goes_on(shanyang: Court, cast: Cast) -> None:
    people = cast(shanyang)
    row = steps.in_hand(shanyang, people)
    agreed = {"signed_on": "2024-07-10", "content": "三个月内分期付清", "last_due_on": "2024-10-10", "recorded": "on"}
    perform(row, "settle", by=people.enforcement_judge, at=noon(2024, 7, 10), facts=agreed)
    assert row.state == State.SETTLED
    assert deadline(row, "execution_six_months").state == Deadline.State.SUSPENDED
    paid = payment(row.instrument, "20000", date(2024, 8, 1))
    perform(row, "pay", by=people.enforcement_clerk, at=noon(2024, 8, 1), facts=paid)
    broken = {"reason": "default", "found_on": "2024-10-11", "note": "余款未付"}
    perform(row, "resume", by=people.enforcement_judge, at=noon(2024, 10, 11), facts=broken)
    assert row.state == State.UNDER_WAY
    assert row.balance == Decimal("80000.00")
    assert row.settlements.get().broken_on == date(2024, 10, 11)


def test_a_withdrawn_execution_is_filed_again_as_revival(shanyang: Court, cast: Cast) -> None:
    people = cast(shanyang)
    row = steps.in_hand(shanyang, people)
    withdrawn = {"ground": "withdrawn", "ruling_no": "执1号之二", "note": "申请人书面撤回"}
    perform(row, "terminate", by=people.enforcement_judge, at=noon(2024, 8, 1), facts=withdrawn)
    assert row.state == State.TERMINATED
    again = steps.file(row.case, row.instrument, people.filing_clerk, noon(2024, 9, 2))
    assert again.number == "（2024）豫0811执恢1号"
