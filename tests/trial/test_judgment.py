"""A judgment from the file to full performance, across Spring Festival 2025 (山阳)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
import time_machine

from courtflow.accounts.models import Court
from courtflow.cases.models import Proceeding
from courtflow.flow.models import Deadline, Event, Notification, Task
from courtflow.flow.perform import perform
from courtflow.flow.refusals import InvalidFacts, Refusal
from courtflow.flow.sweep import sweep
from documents.models import Document
from tests.diary import noon, payment
from tests.trial.steps import clocks, filed, heard, item, judgment, served, signed
from trial.models import Trial

START = noon(2025, 1, 6)


@pytest.fixture
def people(shanyang: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def trial(shanyang: Court, people: SimpleNamespace) -> Trial:
    """Signed on 9 January; 张一 is served on the 10th, 李二 on the 15th."""
    row = heard(shanyang, people, START)
    signed(row, people, noon(2025, 1, 9), "draft_judgment", judgment(item(row)))
    served(row, people, "张一", noon(2025, 1, 10))
    served(row, people, "李二", noon(2025, 1, 15))
    return row


@pytest.fixture
def effective(trial: Trial) -> Trial:
    """Nobody has appealed by the end of 5 February."""
    with time_machine.travel(noon(2025, 2, 6), tick=False):
        sweep()
    trial.refresh_from_db()
    return trial


def test_filing_hands_over_and_the_number_is_issued(shanyang: Court, people: SimpleNamespace) -> None:
    row = filed(shanyang, people, START)
    assert row.number == "（2025）豫0811民初1号"
    assert row.department.kind == "trial"
    kinds = set(Task.objects.filter(proceeding=row).values_list("kind", flat=True))
    assert kinds == {"trial.assign", "trial.complaint"}
    assert row.case.involvements.filter(department=row.department).exists()


@pytest.mark.spec("T40")
def test_each_party_has_his_own_appeal_period(trial: Trial) -> None:
    first, second = clocks(trial, "appeal")
    assert (first.party.name, first.started_on, first.due_on) == ("张一", date(2025, 1, 10), date(2025, 1, 26))
    assert (second.party.name, second.started_on, second.due_on) == ("李二", date(2025, 1, 15), date(2025, 2, 5))
    assert second.raw_on == date(2025, 1, 30)  # in Spring Festival
    assert trial.state == Trial.State.AWAITING
    assert [due.last_day for _, due in trial.chain().opposition] == [first.due_on, second.due_on]


@pytest.mark.spec("T40", "T31", "C-22.1")
def test_the_end_of_the_last_period_brings_effect_by_itself(trial: Trial) -> None:
    with time_machine.travel(noon(2025, 1, 27), tick=False):
        assert sweep().fired == 1  # 张一's period is over, 李二's is not
    trial.refresh_from_db()
    assert trial.state == Trial.State.AWAITING
    with time_machine.travel(noon(2025, 2, 10), tick=False):  # four days late
        sweep()
    trial.refresh_from_db()
    trial.instrument.refresh_from_db()
    assert trial.state == Trial.State.PERFORMING
    assert trial.instrument.effective_on == date(2025, 2, 6)
    assert any("上诉期至2025年2月5日" in step for step in trial.instrument.effect_steps)
    assert trial.instrument.performance_ends_on == date(2025, 2, 17)  # the 16th is a Sunday
    event = Event.objects.get(act="trial.become_effective")
    assert (event.by_label, event.at) == ("系统", noon(2025, 2, 6).replace(hour=0))
    (limit,) = clocks(trial, "limitation")
    assert (limit.timer, limit.due_on, limit.outlives) == ("T31", date(2027, 2, 17), True)
    assert limit.warn == [180, 90, 30]
    duty = Task.objects.get(proceeding=trial, kind="trial.track")
    assert duty.assignee == trial.handler
    assert duty.deadline.due_on == date(2025, 2, 17)
    assert not clocks(trial, "transfer_letter")  # 山阳 does not know the letter


@pytest.mark.spec("C-22.2", "C-23.5")
def test_payment_through_the_trial_division_ends_it_well(effective: Trial, people: SimpleNamespace) -> None:
    facts = payment(effective.instrument, "100000", date(2025, 2, 11)) | {"channel": "court_account"}
    with pytest.raises(Refusal, match="尚未全部履行"):
        perform(effective, "complete", by=people.trial_judge, at=noon(2025, 2, 11))
    perform(effective, "record_performance", by=people.trial_clerk, at=noon(2025, 2, 12), facts=facts)
    perform(effective, "complete", by=people.trial_judge, at=noon(2025, 2, 12))

    assert effective.state == Trial.State.PERFORMED
    assert {row.state for row in effective.deadlines.filter(rule__in=["limitation", "performance_period"])} == {"met"}
    open_now = set(
        Task.objects.filter(proceeding=effective, state__in=["open", "claimed"]).values_list("kind", flat=True)
    )
    assert open_now == {"trial.certificate", "trial.archive"}


@pytest.mark.spec("C-23.6")
def test_the_debtor_may_have_a_certificate(effective: Trial, people: SimpleNamespace) -> None:
    facts = payment(effective.instrument, "100000", date(2025, 2, 11))
    perform(effective, "record_performance", by=people.trial_clerk, at=noon(2025, 2, 12), facts=facts)
    perform(effective, "complete", by=people.trial_judge, at=noon(2025, 2, 12))
    debtor = effective.case.parties.get(name="李二")
    asked = {"holder": debtor.pk, "applied_on": "2025-02-13", "purposes": ["tender"], "integrity_list": "yes"}
    perform(effective, "issue_certificate", by=people.trial_clerk, at=noon(2025, 2, 13), facts=asked)

    paper = Document.objects.get(kind="performance_certificate")
    assert (paper.addressee, paper.state) == (debtor, Document.State.APPROVED)
    assert paper.snapshot["purposes"] == ["招标投标"]


@pytest.mark.spec("C-23.3")
def test_who_was_deducted_from_gets_none(effective: Trial, people: SimpleNamespace) -> None:
    facts = payment(effective.instrument, "100000", date(2025, 2, 11)) | {"channel": "deduction"}
    perform(effective, "record_performance", by=people.trial_clerk, at=noon(2025, 2, 12), facts=facts)
    perform(effective, "complete", by=people.trial_judge, at=noon(2025, 2, 12))
    assert effective.outcome == "法院扣划清偿"
    assert not effective.tasks.filter(kind="trial.certificate", state__in=Task.OPEN_STATES).exists()
    debtor = effective.case.parties.get(name="李二")
    asked = {"holder": debtor.pk, "applied_on": "2025-02-13", "purposes": ["tender"], "integrity_list": "no"}
    with pytest.raises(Refusal, match="由法院扣划清偿"):
        perform(effective, "issue_certificate", by=people.trial_clerk, at=noon(2025, 2, 13), facts=asked)


@pytest.mark.spec("C-22.2")
def test_the_period_ends_unperformed_and_the_creditor_is_told(effective: Trial, people: SimpleNamespace) -> None:
    facts = payment(effective.instrument, "40000", date(2025, 2, 11))
    perform(effective, "record_performance", by=people.trial_clerk, at=noon(2025, 2, 12), facts=facts)
    with time_machine.travel(noon(2025, 2, 18), tick=False):
        sweep()
    effective.refresh_from_db()
    assert effective.state == Trial.State.UNPERFORMED
    assert Task.objects.get(proceeding=effective, kind="trial.inform_creditor").state == "open"
    assert Notification.objects.filter(user=effective.handler, text__contains="履行期").exists()
    told = {"informed_on": "2025-02-18", "way": "phone", "limitation": "on"}
    perform(effective, "inform_creditor", by=people.trial_clerk, at=noon(2025, 2, 18), facts=told)
    assert Task.objects.get(proceeding=effective, kind="trial.inform_creditor").state == "done"


def test_a_payment_in_time_recorded_late_mends_the_default(effective: Trial, people: SimpleNamespace) -> None:
    with time_machine.travel(noon(2025, 2, 18), tick=False):
        sweep()
    facts = payment(effective.instrument, "100000", date(2025, 2, 17))
    perform(effective, "record_performance", by=people.trial_clerk, at=noon(2025, 2, 19), facts=facts)
    assert effective.state == Trial.State.PERFORMING
    perform(effective, "complete", by=people.trial_judge, at=noon(2025, 2, 19))
    assert effective.state == Trial.State.PERFORMED


def test_everything_paid_at_the_end_of_the_period_is_performance(effective: Trial, people: SimpleNamespace) -> None:
    facts = payment(effective.instrument, "100000", date(2025, 2, 17))
    perform(effective, "record_performance", by=people.trial_clerk, at=noon(2025, 2, 17), facts=facts)
    with time_machine.travel(noon(2025, 2, 20), tick=False):
        sweep()
    effective.refresh_from_db()
    assert effective.state == Trial.State.PERFORMED
    assert clocks(effective, "limitation")[0].state == Deadline.State.MET
    assert clocks(effective, "performance_period")[0].state == Deadline.State.FIRED


@pytest.mark.spec("C-22.1")
def test_an_open_performance_cannot_be_archived_away(effective: Trial, people: SimpleNamespace) -> None:
    with pytest.raises(Refusal, match="履行情况未了"):
        perform(
            effective, "archive", by=people.trial_clerk, at=noon(2025, 2, 12), facts={"complete": "on", "receipt": "1"}
        )


@pytest.mark.spec("C-21.3")
def test_the_reminder_is_ordered_and_service_waits_for_it(shanyang: Court, people: SimpleNamespace) -> None:
    row = heard(shanyang, people, START)
    signed(row, people, noon(2025, 1, 9), "draft_judgment", judgment(item(row)))
    paper = Document.objects.get(kind="urging_advice")
    assert paper.addressee.name == "李二"
    with pytest.raises(InvalidFacts) as refused:
        served(row, people, "李二", noon(2025, 1, 10), enclosures=[])
    assert "enclosures" in refused.value.errors
    assert not row.instrument.services.exists()


def test_a_judgment_without_performance_ends_the_case_with_its_effect(shanyang: Court, people: SimpleNamespace) -> None:
    row = heard(shanyang, people, START)
    facts = judgment(without_performance="on", consequences="", gist="驳回原告的诉讼请求")
    signed(row, people, noon(2025, 1, 9), "draft_judgment", facts)
    for name in ("张一", "李二"):
        served(row, people, name, noon(2025, 1, 10))
    with time_machine.travel(noon(2025, 1, 27), tick=False):
        report = sweep()
    row.refresh_from_db()
    assert (row.state, row.outcome) == (Trial.State.ENDED, "裁判已生效，无给付内容")
    assert (report.fired, report.failed) == (2, 0)  # both periods end on the same day
    assert not row.deadlines.filter(state=Deadline.State.RUNNING).exists()
    perform(
        row, "archive", by=people.trial_clerk, at=noon(2025, 1, 27), facts={"complete": "on", "receipt": "归2025-1"}
    )
    assert row.is_closed


def test_service_recorded_long_after_the_fact_takes_effect_at_once(shanyang: Court, people: SimpleNamespace) -> None:
    row = heard(shanyang, people, START)
    signed(row, people, noon(2025, 1, 7), "draft_judgment", judgment(item(row)))
    for name in ("张一", "李二"):
        served(row, people, name, noon(2025, 3, 3), done_on="2025-01-10")
    assert row.state == Trial.State.PERFORMING
    assert row.instrument.effective_on == date(2025, 1, 27)
    with time_machine.travel(noon(2025, 3, 3) + timedelta(minutes=5), tick=False):
        assert sweep().failed == 0
    row.refresh_from_db()
    assert row.state == Trial.State.UNPERFORMED


@pytest.mark.spec("C-22.2")
def test_small_claims_are_final_when_the_last_party_is_served(shanyang: Court, people: SimpleNamespace) -> None:
    row = heard(shanyang, people, START, procedure="small_claim")
    signed(row, people, noon(2025, 1, 9), "draft_judgment", judgment(item(row)))
    served(row, people, "张一", noon(2025, 1, 10))
    assert row.state == Trial.State.SIGNED
    served(row, people, "李二", noon(2025, 1, 13))
    assert row.state == Trial.State.PERFORMING
    assert row.instrument.effective_on == date(2025, 1, 13)
    assert any("第一百六十五条" in step for step in row.instrument.effect_steps)
    assert not clocks(row, "appeal")


def test_a_dismissal_may_be_appealed_within_ten_days(shanyang: Court, people: SimpleNamespace) -> None:
    row = heard(shanyang, people, START)
    signed(row, people, noon(2025, 1, 9), "draft_dismissal", {"grounds": "不属于人民法院受理民事诉讼的范围"})
    for name in ("张一", "李二"):
        served(row, people, name, noon(2025, 1, 10))
    assert [clock.due_on for clock in clocks(row, "appeal_ruling")] == [date(2025, 1, 20)] * 2
    enclosed = {"urging_advice", "performance_notice"}
    assert not Document.objects.filter(kind__in=enclosed).exists(), "nothing is to be performed"


@pytest.mark.parametrize(
    ("ground", "outcome"), [("withdrawn", "裁定准许撤诉"), ("deemed", "裁定按撤诉处理"), ("terminated", "裁定终结诉讼")]
)
def test_a_suit_may_end_without_judgment(shanyang: Court, people: SimpleNamespace, ground: str, outcome: str) -> None:
    row = heard(shanyang, people, START)
    perform(row, "draft_judgment", by=people.trial_judge, at=START, facts=judgment(item(row)))
    facts = {"ground": ground, "ruled_on": "2025-01-06", "note": "双方已自行解决"}
    perform(row, "end_suit", by=people.trial_judge, at=START, facts=facts)
    assert (row.state, row.outcome) == (Trial.State.ENDED, outcome)
    assert not row.case.instruments.exists()
    kinds = Task.objects.filter(proceeding=row, state__in=["open", "claimed"]).values_list("kind", flat=True)
    assert list(kinds) == ["trial.archive"]


def test_a_small_claim_may_become_ordinary_and_is_then_appealable(shanyang: Court, people: SimpleNamespace) -> None:
    row = heard(shanyang, people, START, procedure="small_claim")
    perform(row, "convert", by=people.trial_judge, at=START, facts={"reason": "案情复杂，当事人提出异议成立"})
    signed(row, people, noon(2025, 1, 9), "draft_judgment", judgment(item(row)))
    assert row.appealable


@pytest.mark.spec("C-23.5")
def test_after_enforcement_has_begun_the_trial_takes_no_payment(effective: Trial, people: SimpleNamespace) -> None:
    Proceeding.objects.create(
        case=effective.case, court=effective.court, department=effective.department, kind="execution", state="filed",
        state_since=START, opened_at=START,
    )  # fmt: skip
    facts = payment(effective.instrument, "100000", date(2025, 2, 11))
    with pytest.raises(Refusal, match="已经进入执行程序"):
        perform(effective, "record_performance", by=people.trial_clerk, at=noon(2025, 2, 12), facts=facts)
