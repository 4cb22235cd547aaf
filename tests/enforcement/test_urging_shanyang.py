"""山阳第二十五条 as a diary: three working days to hand over, thirty days to urge, three more to notify filing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from courtflow.accounts.models import Court
from courtflow.cases.models import Case, Instrument, Service
from courtflow.cases.performing import recovered_in
from courtflow.flow.models import Deadline, Event, Task
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.refusals import Denied, InvalidFacts, Refusal
from courtflow.flow.sweep import sweep
from enforcement.models import Urging
from tests.diary import effective_case, noon, payment

FILED = noon(2024, 12, 2)  # a Monday


def register(case: Case, instrument: Instrument, by: Any, **fields: Any) -> Urging:
    values = {"consent": "silent", "consent_on": date(2024, 12, 1), "application_received_on": date(2024, 11, 29)}
    return open_proceeding(
        "urging", case, "register_application", by=by, at=FILED, instrument=instrument, **{**values, **fields}
    )


@pytest.fixture
def people(shanyang: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def matter(shanyang: Court) -> tuple[Case, Instrument]:
    return effective_case(shanyang)


@pytest.fixture
def urging(matter: tuple[Case, Instrument], people: SimpleNamespace) -> Urging:
    """Handed over on 4 December 2024 and accepted the same day."""
    row = register(*matter, by=people.filing_clerk)
    perform(row, "hand_over", by=people.filing_clerk, at=noon(2024, 12, 4), facts={"materials": "申请书、判决书各1份"})
    receipt = {"received_on": "2024-12-04", "complete": "on"}
    perform(row, "accept", by=people.enforcement_clerk, at=noon(2024, 12, 4), facts=receipt)
    return row


def deadline(row: Urging, rule: str) -> Deadline:
    return row.deadlines.filter(rule=rule).latest("id")


@pytest.mark.spec("C-25.3", "C-25.4")
def test_filing_numbers_the_urging_and_has_three_working_days(matter: Any, people: SimpleNamespace) -> None:
    row = register(*matter, by=people.filing_clerk)

    assert row.number == "（2024）豫0811执前督1号"
    assert row.state == Urging.State.REGISTERED
    clock = deadline(row, "hand_over")
    assert clock.due_on == date(2024, 12, 5)
    assert clock.timer == "T04"
    assert "第二十五条" in clock.article
    assert Task.objects.get(proceeding=row).deadline == clock


@pytest.mark.spec("C-25.5")
def test_thirty_days_run_from_receipt_and_do_not_roll(urging: Urging) -> None:
    clock = deadline(urging, "urging_limit")

    assert clock.started_on == date(2024, 12, 4)
    assert clock.due_on == clock.raw_on == date(2025, 1, 3)
    assert clock.cap
    assert any("不因节假日顺延" in step for step in clock.steps)
    assert deadline(urging, "hand_over").state == Deadline.State.MET


@pytest.mark.spec("C-25.8", "C-25.10")
def test_full_performance_ends_urging_well(urging: Urging, matter: Any, people: SimpleNamespace) -> None:
    with pytest.raises(Refusal, match="尚未全部履行"):
        perform(urging, "complete", by=people.enforcement_clerk, at=noon(2024, 12, 10))
    facts = payment(matter[1], "100000", date(2024, 12, 10))
    perform(urging, "pay", by=people.enforcement_clerk, at=noon(2024, 12, 10), facts=facts)

    perform(urging, "complete", by=people.enforcement_clerk, at=noon(2024, 12, 11))

    assert urging.state == Urging.State.PERFORMED
    assert deadline(urging, "urging_limit").state == Deadline.State.MET
    assert recovered_in(urging) == 100000
    open_now = set(Task.objects.filter(proceeding=urging, state="open").values_list("kind", flat=True))
    assert open_now == {"urging.certificate", "urging.archive", "urging.copy_trial", "urging.copy_filing"}


@pytest.mark.spec("C-25.11", "C-25.12")
@pytest.mark.parametrize("party", ["张一", "李二"])
def test_refusal_by_either_side_ends_it_at_once(urging: Urging, people: SimpleNamespace, party: str) -> None:
    who = urging.case.parties.get(name=party)
    facts = {"party": who.pk, "refused_on": "2024-12-06", "form": "oral", "note": "当面表示不同意继续"}
    perform(urging, "refuse", by=people.enforcement_clerk, at=noon(2024, 12, 6), facts=facts)

    assert urging.state == Urging.State.UNPERFORMED
    assert deadline(urging, "urging_limit").state == Deadline.State.MET
    assert deadline(urging, "notify_filing").due_on == date(2024, 12, 11)


@pytest.mark.spec("C-25.5", "C-25.11")
def test_expiry_fires_when_the_day_ends_with_effect_on_that_day(urging: Urging) -> None:
    with time_machine.travel(noon(2025, 1, 3), tick=False):
        sweep()
    assert deadline(urging, "urging_seven_days").state == Deadline.State.FIRED  # noted; urging goes on by consent
    assert deadline(urging, "urging_limit").state == Deadline.State.RUNNING
    with time_machine.travel(noon(2025, 1, 6), tick=False):  # the sweep comes three days late
        assert sweep().fired == 1

    urging.refresh_from_db()
    assert urging.state == Urging.State.UNPERFORMED
    assert urging.exited_on == date(2025, 1, 3)
    fired = deadline(urging, "urging_limit")
    assert fired.state == Deadline.State.FIRED
    assert deadline(urging, "notify_filing").due_on == date(2025, 1, 8)
    assert Event.objects.get(act="urging.expire").by_label == "系统"


@pytest.mark.spec("C-25.11")
def test_expiry_with_everything_paid_is_performance(urging: Urging, matter: Any, people: SimpleNamespace) -> None:
    facts = payment(matter[1], "100000", date(2024, 12, 30))
    perform(urging, "pay", by=people.enforcement_clerk, at=noon(2024, 12, 30), facts=facts)
    with time_machine.travel(noon(2025, 1, 4), tick=False):
        sweep()
    urging.refresh_from_db()
    assert urging.state == Urging.State.PERFORMED
    assert not urging.deadlines.filter(rule="notify_filing").exists()


@pytest.mark.spec("C-25.1")
def test_public_notice_keeps_a_case_out(shanyang: Court, people: SimpleNamespace) -> None:
    matter = effective_case(shanyang, method=Service.Method.PUBLIC_NOTICE)
    with pytest.raises(Refusal) as refused:
        register(*matter, by=people.filing_clerk)
    assert refused.value.code == "not_served_by_public_notice"
    assert "第二十五条" in str(refused.value.under)
    assert refused.value.remedy
    assert refused.value.ask
    assert not Urging.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.spec("C-25.1")
def test_urgent_circumstances_keep_a_case_out(matter: Any, people: SimpleNamespace) -> None:
    with pytest.raises(Refusal, match="紧急情况"):
        register(*matter, by=people.filing_clerk, urgent_reason="转移财产")


@pytest.mark.spec("C-25.2")
@pytest.mark.parametrize(
    ("answer", "enters"), [("agreed", True), ("silent", True), ("refused", False), ("not_needed", False)]
)
def test_the_creditor_is_asked_and_may_opt_out(matter: Any, people: SimpleNamespace, answer: str, enters: bool) -> None:
    if enters:
        assert register(*matter, by=people.filing_clerk, consent=answer).number
        return
    with pytest.raises(Refusal, match="不同意"):
        register(*matter, by=people.filing_clerk, consent=answer)


@pytest.mark.spec("C-25.6")
def test_the_same_instrument_is_never_urged_twice(urging: Urging, matter: Any, people: SimpleNamespace) -> None:
    with pytest.raises(Refusal, match="不得重复进入"):
        register(*matter, by=people.filing_clerk)


@pytest.mark.spec("C-25.7")
def test_a_clue_of_flight_ends_urging_at_once(urging: Urging, people: SimpleNamespace) -> None:
    facts = {"reason": "transfer", "evidence": "债务人名下车辆正在过户"}
    perform(urging, "break_off", by=people.enforcement_clerk, at=noon(2024, 12, 9), facts=facts)
    assert urging.state == Urging.State.UNPERFORMED
    assert deadline(urging, "notify_filing").due_on == date(2024, 12, 12)


def test_others_may_not(urging: Urging, people: SimpleNamespace, outsider: Any, matter: Any) -> None:
    facts = payment(matter[1], "1", date(2024, 12, 5))
    for person in (people.filing_clerk, people.trial_judge, people.president, outsider):
        with pytest.raises(Denied, match="只能由"):
            perform(urging, "pay", by=person, at=noon(2024, 12, 5), facts=facts)
    with pytest.raises(Denied):
        perform(urging, "expire", by=people.enforcement_clerk, at=noon(2025, 2, 1))
    assert not Event.objects.filter(act="urging.pay").exists()


def test_bad_facts_change_nothing(urging: Urging, people: SimpleNamespace, matter: Any) -> None:
    good = payment(matter[1], "100", date(2024, 12, 5))
    for wrong, word in (
        ({"amount": "100.123"}, "两位小数"),
        ({"amount": "100000.01"}, "超过未履行余额"),
        ({"performed_on": "2024-02-30"}, "日期不存在"),
        ({"performed_on": "2024-12-06"}, "不能晚于"),
    ):
        with pytest.raises(InvalidFacts) as refused:
            perform(urging, "pay", by=people.enforcement_clerk, at=noon(2024, 12, 5), facts=good | wrong)
        assert word in str(refused.value.errors)
    urging.refresh_from_db()
    assert urging.version == 3


def test_a_payment_waits_for_confirmation_and_may_be_taken_back(
    urging: Urging, people: SimpleNamespace, matter: Any
) -> None:
    instrument = matter[1]
    day = noon(2024, 12, 10)
    facts = payment(instrument, "60000", date(2024, 12, 10), confirmed=False)
    perform(urging, "pay", by=people.enforcement_clerk, at=day, facts=facts)
    assert instrument.balance == 100000
    row = urging.performances.get()
    said = {"performance": row.pk, "confirmed_how": "债权人电话确认笔录"}
    perform(urging, "confirm", by=people.enforcement_clerk, at=day, facts=said)
    assert Instrument.objects.get(pk=instrument.pk).balance == 40000
    taken = {"performance": row.pk, "reason": "汇款被退回"}
    perform(urging, "revoke", by=people.enforcement_clerk, at=day, facts=taken)
    assert Instrument.objects.get(pk=instrument.pk).balance == 100000
    assert urging.performances.get().revoked_reason == "汇款被退回"
