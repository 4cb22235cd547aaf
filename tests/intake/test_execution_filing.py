"""A creditor's application: five checks, refusals with their way out, urging with its seven-day mark, one number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from courtflow.accounts.models import Court
from courtflow.cases.models import Account, Case, Instrument, Performance, Service
from courtflow.flow.models import Deadline, Task
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.refusals import InvalidFacts, Refusal
from courtflow.flow.sweep import sweep
from intake.execution_filing.grounds import GROUNDS
from intake.execution_filing.models import open_application, open_external
from intake.models import ExecutionFiling
from tests.diary import effective_case, noon, payment, person

from .papers import FIVE_YES, MONDAY, application, outside

ASKED = {"asked_on": "2024-12-02", "answer": "silent", "form": "oral"}


@pytest.fixture
def judgment(shanyang: Court) -> Instrument:
    return effective_case(shanyang)[1]


def applied(instrument: Instrument, by: Any, at: Any = MONDAY, **changes: Any) -> ExecutionFiling:
    return open_application(instrument, by, application(instrument, **changes), at)


def ready(instrument: Instrument, by: Any, **changes: Any) -> ExecutionFiling:
    """Received and checked with five times yes."""
    row = applied(instrument, by, **changes)
    perform(row, "examine", by=by, facts=FIVE_YES, at=MONDAY)
    return row


def pay(instrument: Instrument, amount: str, people: SimpleNamespace) -> None:
    """Money performed before any application, entered on the trial's side of the case."""
    facts = payment(instrument, amount, date(2024, 11, 20))
    trial = open_proceeding("trial", instrument.case, "receive_file", by=people.filing_clerk, at=noon(2024, 11, 20))
    Performance.objects.create(
        obligation_id=facts["obligation"], proceeding_id=trial.pk, payer_id=facts["payer"], amount=Decimal(amount),
        performed_on=date(2024, 11, 20), channel="direct", proof="回单", confirmed=True, recorded_at=MONDAY,
    )  # fmt: skip


# -- receipt -------------------------------------------------------------------------------------------------------


@pytest.mark.spec("C-12.3", "E-4.6", "A-6.6")
def test_an_application_starts_seven_days_and_its_tasks(judgment: Instrument, people: SimpleNamespace) -> None:
    row = applied(judgment, people.filing_clerk, interest="3500.00")
    assert row.claimed_amount == Decimal("100000.00")
    assert row.case.searches.get().proceeding_id == row.pk
    assert row.interest == Decimal("3500.00")  # never part of the amount filed
    clock = row.deadlines.get(rule="execution_review")
    assert (clock.timer, clock.due_on) == ("T32", date(2024, 12, 9))
    kinds = set(Task.objects.filter(proceeding=row).values_list("kind", flat=True))
    assert kinds == {"execution_filing.review", "execution_filing.examine", "execution_filing.consent"}


@pytest.mark.spec("C-7.6")
def test_what_was_performed_before_reduces_the_claim(judgment: Instrument, people: SimpleNamespace) -> None:
    pay(judgment, "30000.00", people)
    with pytest.raises(InvalidFacts) as refused:
        applied(judgment, people.filing_clerk, performed_amount="20000")
    assert "系统已登记并确认履行30,000.00元" in refused.value.errors["performed_amount"][0]
    row = applied(judgment, people.filing_clerk, performed_amount="30000", already_performed="已还三万元")
    assert row.claimed_amount == Decimal("70000.00")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"already_performed": ""}, "请填写"),
        ({"risk_notice": ""}, "逐项确认"),
        ({"claimed": "100000.01"}, "超过文书确定数额"),
        ({"claimed": "1.005"}, "两位小数"),
        ({"interest": "-1"}, "不能为负数"),
        ({"performed_amount": "100000.01"}, "超过文书确定的"),
        ({"received_on": "2024-12-32"}, "日期不存在"),
        ({"urgent": "transfer"}, "请写明紧急情况"),
        ({"debtors": []}, "请"),
    ],
)
@pytest.mark.spec("C-12.3", "E-4.6")
def test_bad_applications_are_named_and_change_nothing(
    changes: dict[str, Any], said: str, judgment: Instrument, people: SimpleNamespace
) -> None:
    with pytest.raises(InvalidFacts) as refused:
        applied(judgment, people.filing_clerk, **changes)
    assert said in " ".join(text for texts in refused.value.errors.values() for text in texts)
    assert not ExecutionFiling.objects.exists()


@pytest.mark.spec("E-4.1")
def test_nobody_beyond_the_instrument_is_a_debtor(judgment: Instrument, people: SimpleNamespace) -> None:
    stranger = person(judgment.case, "钱五", "third", 9)
    with pytest.raises(InvalidFacts) as refused:
        applied(judgment, people.filing_clerk, debtors=[stranger.pk])
    assert "钱五不是生效法律文书确定的义务主体" in refused.value.errors["debtors"][0]


def test_a_late_application_is_filed_with_a_warning(shanyang: Court, people: SimpleNamespace) -> None:
    _, old = effective_case(shanyang, effective_on=date(2022, 10, 1), due_on=date(2022, 11, 10))
    row = ready(old, people.filing_clerk)
    assert "2024-11-11" in row.limitation_warning  # 10 November 2024 is a Sunday
    perform(row, "accept", by=people.filing_clerk, at=MONDAY)
    assert row.state == ExecutionFiling.State.ACCEPTED


@pytest.mark.spec("C-11.1")
def test_one_application_at_a_time(judgment: Instrument, people: SimpleNamespace) -> None:
    applied(judgment, people.filing_clerk)
    with pytest.raises(Refusal, match="不得重复登记"):
        applied(judgment, people.filing_judge)


# -- five checks ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("check", ["effective", "content", "definite", "condition", "due"])
@pytest.mark.spec("C-7.1", "C-7.2", "C-7.3", "C-7.4", "C-7.5")
def test_all_five_checks_must_be_yes(check: str, judgment: Instrument, people: SimpleNamespace) -> None:
    row = applied(judgment, people.filing_clerk)
    for facts in (None, FIVE_YES | {check: "no"}):
        if facts:
            perform(row, "examine", by=people.filing_clerk, facts=facts, at=MONDAY)
        with pytest.raises(Refusal) as refused:
            perform(row, "accept", by=people.filing_clerk, at=MONDAY)
        assert refused.value.code == "five_checks_are_passed"
    perform(row, "examine", by=people.filing_clerk, facts=FIVE_YES, at=MONDAY)
    perform(row, "accept", by=people.filing_clerk, at=MONDAY)


@pytest.mark.spec("C-7.1", "C-7.5")
def test_a_yes_against_the_rows_is_refused(shanyang: Court, people: SimpleNamespace) -> None:
    _, early = effective_case(shanyang, due_on=date(2024, 12, 2))  # due today: the period is not over
    row = applied(early, people.filing_clerk)
    with pytest.raises(InvalidFacts) as refused:
        perform(row, "examine", by=people.filing_clerk, facts=FIVE_YES, at=MONDAY)
    assert "没有已到期而未履行的判项" in refused.value.errors["due"][0]
    perform(row, "examine", by=people.filing_clerk, facts=FIVE_YES, at=noon(2024, 12, 3))

    Instrument.objects.filter(pk=early.pk).update(effective_on=None)
    with pytest.raises(InvalidFacts) as refused:
        perform(row, "examine", by=people.filing_clerk, facts=FIVE_YES, at=noon(2024, 12, 3))
    assert "生效日" in refused.value.errors["effective"][0]


# -- acceptance ----------------------------------------------------------------------------------------------------


@pytest.mark.spec("C-11.1", "E-4.6")
def test_acceptance_opens_one_execution(judgment: Instrument, people: SimpleNamespace) -> None:
    row = ready(judgment, people.filing_clerk)
    perform(row, "accept", by=people.filing_clerk, at=MONDAY)
    execution = judgment.case.proceedings.get(kind="execution").actual
    assert execution.number == "（2024）豫0811执1号"
    assert execution.claimed_amount == Decimal("100000.00")
    assert execution.application_received_on == date(2024, 12, 2)
    assert row.deadlines.get(rule="execution_review").state == Deadline.State.MET

    again = ready(judgment, people.filing_clerk)
    with pytest.raises(Refusal) as refused:
        perform(again, "accept", by=people.filing_clerk, at=MONDAY)
    assert refused.value.code == "instrument_has_no_execution"


@pytest.mark.spec("C-10.4")
def test_nothing_is_filed_when_nothing_is_owed(judgment: Instrument, people: SimpleNamespace) -> None:
    row = ready(judgment, people.filing_clerk)
    pay(judgment, "100000.00", people)
    with pytest.raises(Refusal) as refused:
        perform(row, "accept", by=people.filing_clerk, at=MONDAY)
    assert refused.value.code == "something_is_owed"
    assert "第十条" in str(refused.value)


@pytest.mark.spec("C-6.1")
def test_the_applicant_names_his_account(judgment: Instrument, people: SimpleNamespace) -> None:
    Account.objects.filter(party__case=judgment.case).delete()
    row = ready(judgment, people.filing_clerk)
    with pytest.raises(Refusal) as refused:
        perform(row, "accept", by=people.filing_clerk, at=MONDAY)
    assert refused.value.code == "applicant_has_payee_account"


@pytest.mark.spec("A-9.11")
def test_a_bankrupt_debtor_is_not_enforced_against(shanyang: Court, people: SimpleNamespace) -> None:
    case, instrument = effective_case(shanyang, debtors=2)
    bankrupt, solvent = instrument.obligations.get().debtors.order_by("id")
    declare_bankrupt(case, bankrupt, people)
    row = ready(instrument, people.filing_clerk)
    with pytest.raises(Refusal) as refused:
        perform(row, "accept", by=people.filing_clerk, at=MONDAY)
    assert refused.value.code == "debtors_are_not_bankrupt"
    only = {"debtors": [solvent.pk], "claimed": "", "note": "撤回对破产企业的申请"}
    perform(row, "amend", by=people.filing_clerk, facts=only, at=MONDAY)
    perform(row, "accept", by=people.filing_clerk, at=MONDAY)
    assert list(case.proceedings.get(kind="execution").actual.debtors.all()) == [solvent]


def declare_bankrupt(case: Case, party: Any, people: SimpleNamespace) -> None:
    """A bankruptcy accepted against the party; how it gets there is told elsewhere."""
    type(party).objects.filter(pk=party.pk).update(kind="legal", enterprise=True)
    party.refresh_from_db()
    lead = open_proceeding(
        "bankruptcy",
        case,
        "find_lead",
        by=people.filing_clerk,
        at=MONDAY,
        debtor=party,
        criterion="revoked",
        snapshot={},
    )
    table = type(lead)._meta.get_field("state").model
    table.objects.filter(pk=lead.pk).update(state="accepted")


@pytest.mark.spec("A-2.3")
def test_the_centre_reviews_first_in_jiamusi(jiamusi: Court, cast: Callable[[Court], SimpleNamespace]) -> None:
    staff = cast(jiamusi)
    row = ready(effective_case(jiamusi)[1], staff.filing_clerk)
    assert Task.objects.get(proceeding=row, kind="execution_filing.centre").department.kind == "centre"
    for passed in ("no", None):
        if passed:
            perform(
                row, "review_by_centre", by=staff.centre_staff, facts={"passed": "no", "opinion": "缺证明"}, at=MONDAY
            )
        with pytest.raises(Refusal) as refused:
            perform(row, "accept", by=staff.filing_clerk, at=MONDAY)
        assert refused.value.code == "centre_has_passed"
    perform(row, "review_by_centre", by=staff.centre_staff, facts={"passed": "yes", "opinion": "齐全"}, at=MONDAY)
    perform(row, "accept", by=staff.filing_clerk, at=MONDAY)
    assert row.state == ExecutionFiling.State.ACCEPTED


def test_a_demand_yields_to_the_application_in_jiamusi(
    jiamusi: Court, cast: Callable[[Court], SimpleNamespace]
) -> None:
    staff = cast(jiamusi)
    case, instrument = effective_case(jiamusi)
    letter = {"letter_no": "函1号", "enclosed": True}
    urging = open_proceeding(
        "urging",
        case,
        "receive_letter",
        by=staff.trial_judge,
        facts=letter,
        at=noon(2024, 11, 4),
        instrument=instrument,
    )
    register = {"registered_on": "2024-11-04"}
    perform(urging, "register", by=staff.centre_staff, facts=register, at=noon(2024, 11, 4))
    row = ready(instrument, staff.filing_clerk)
    perform(row, "review_by_centre", by=staff.centre_staff, facts={"passed": "yes", "opinion": "齐全"}, at=MONDAY)
    perform(row, "accept", by=staff.filing_clerk, at=MONDAY)
    urging.refresh_from_db()
    assert urging.state == "returned"
    assert urging.exit_reason == "债权人已申请执行"


# -- urging --------------------------------------------------------------------------------------------------------


@pytest.mark.spec("C-25.2")
def test_urging_in_shanyang_asks_first_and_respects_no(judgment: Instrument, people: SimpleNamespace) -> None:
    row = ready(judgment, people.filing_clerk)
    for answer in (None, "refused"):
        if answer:
            perform(row, "record_consent", by=people.filing_clerk, facts=ASKED | {"answer": answer}, at=MONDAY)
        with pytest.raises(Refusal) as refused:
            perform(row, "to_urging", by=people.filing_clerk, at=MONDAY)
        assert refused.value.code == "creditor_was_asked_and_did_not_refuse"
    perform(row, "record_consent", by=people.filing_clerk, facts=ASKED, at=MONDAY)
    perform(row, "to_urging", by=people.filing_clerk, at=MONDAY)
    urging = judgment.case.proceedings.get(kind="urging").actual
    assert urging.number == "（2024）豫0811执前督1号"
    assert (urging.consent, urging.application_received_on) == ("silent", date(2024, 12, 2))


@pytest.mark.spec("C-25.1")
def test_neither_public_notice_nor_urgency_goes_to_urging(shanyang: Court, people: SimpleNamespace) -> None:
    _, posted = effective_case(shanyang, method=Service.Method.PUBLIC_NOTICE)
    row = ready(posted, people.filing_clerk)
    perform(row, "record_consent", by=people.filing_clerk, facts=ASKED, at=MONDAY)
    with pytest.raises(Refusal, match="公告送达"):
        perform(row, "to_urging", by=people.filing_clerk, at=MONDAY)
    row.refresh_from_db()
    assert row.state == ExecutionFiling.State.RECEIVED

    _, other = effective_case(shanyang)
    hasty = ready(other, people.filing_clerk, urgent="transfer", urgent_note="正在过户名下房产")
    perform(hasty, "record_consent", by=people.filing_clerk, facts=ASKED, at=MONDAY)
    with pytest.raises(Refusal, match="紧急情况"):
        perform(hasty, "to_urging", by=people.filing_clerk, at=MONDAY)


@pytest.mark.spec("D-3.2")
def test_honghe_needs_a_yes(honghe: Court, cast: Callable[[Court], SimpleNamespace]) -> None:
    staff = cast(honghe)
    _, instrument = effective_case(honghe)
    row = ready(instrument, staff.filing_clerk)
    perform(row, "record_consent", by=staff.filing_clerk, facts=ASKED, at=MONDAY)
    with pytest.raises(Refusal, match="沉默不视为同意"):
        perform(row, "to_urging", by=staff.filing_clerk, at=MONDAY, facts={"fit": "yes"})
    perform(row, "record_consent", by=staff.filing_clerk, facts=ASKED | {"answer": "agreed"}, at=MONDAY)
    perform(row, "to_urging", by=staff.filing_clerk, at=MONDAY, facts={"fit": "yes"})
    assert instrument.case.proceedings.get(kind="urging").department.kind == "centre"


def test_nanzhao_does_not_urge(nanzhao: Court, cast: Callable[[Court], SimpleNamespace]) -> None:
    staff = cast(nanzhao)
    row = ready(effective_case(nanzhao)[1], staff.filing_clerk)
    with pytest.raises(Refusal) as refused:
        perform(row, "to_urging", by=staff.filing_clerk, at=MONDAY)
    assert refused.value.code == "court_urges_on_application"


@pytest.fixture
def urged(judgment: Instrument, people: SimpleNamespace) -> ExecutionFiling:
    row = ready(judgment, people.filing_clerk)
    perform(row, "record_consent", by=people.filing_clerk, facts=ASKED, at=MONDAY)
    perform(row, "to_urging", by=people.filing_clerk, at=MONDAY)
    return row


@pytest.mark.spec("C-25.6")
def test_day_seven_is_marked_while_urging_goes_on(urged: ExecutionFiling) -> None:
    mark = urged.deadlines.get(rule="application_day_seven")
    assert (mark.due_on, mark.state) == (date(2024, 12, 9), Deadline.State.RUNNING)
    with time_machine.travel(noon(2024, 12, 10), tick=False):
        sweep()
    urged.refresh_from_db()
    assert urged.day_seven_on == date(2024, 12, 9)
    assert urged.state == ExecutionFiling.State.REFERRED


@pytest.mark.spec("C-25.11")
def test_no_execution_while_urging_goes_on(urged: ExecutionFiling, people: SimpleNamespace) -> None:
    second = ready(urged.instrument, people.filing_clerk)
    with pytest.raises(Refusal) as refused:
        perform(second, "accept", by=people.filing_clerk, at=MONDAY)
    assert refused.value.code == "no_urging_under_way"


def urging_of(row: ExecutionFiling) -> Any:
    return row.case.proceedings.get(kind="urging").actual


def start_urging(row: ExecutionFiling, people: SimpleNamespace) -> Any:
    urging = urging_of(row)
    perform(urging, "hand_over", by=people.filing_clerk, facts={"materials": "申请书1份"}, at=noon(2024, 12, 3))
    receipt = {"received_on": "2024-12-04", "complete": True}
    perform(urging, "accept", by=people.enforcement_clerk, facts=receipt, at=noon(2024, 12, 4))
    return urging


@pytest.mark.spec("C-25.8", "A-4.8")
def test_no_execution_after_urging_succeeded(urged: ExecutionFiling, people: SimpleNamespace) -> None:
    urging = start_urging(urged, people)
    facts = payment(urged.instrument, "100000.00", date(2024, 12, 10))
    perform(urging, "pay", by=people.enforcement_clerk, facts=facts, at=noon(2024, 12, 10))
    perform(urging, "complete", by=people.enforcement_clerk, at=noon(2024, 12, 11))

    again = applied(urged.instrument, people.filing_clerk, noon(2024, 12, 12), performed_amount="100000")
    perform(again, "examine", by=people.filing_clerk, facts=FIVE_YES, at=noon(2024, 12, 12))
    with pytest.raises(Refusal) as refused:
        perform(again, "accept", by=people.filing_clerk, at=noon(2024, 12, 12))
    assert refused.value.code in ("something_is_owed", "urging_has_not_succeeded")
    no = {"ground": "performed", "reason": "已自动履行完毕", "told": True}
    perform(again, "refuse", by=people.filing_judge, facts=no, at=noon(2024, 12, 12))
    assert again.instead == GROUNDS["performed"].instead


@pytest.mark.spec("C-25.12", "C-25.13")
def test_failed_urging_comes_back_with_what_it_recovered(urged: ExecutionFiling, people: SimpleNamespace) -> None:
    urging = start_urging(urged, people)
    facts = payment(urged.instrument, "40000.00", date(2024, 12, 10))
    perform(urging, "pay", by=people.enforcement_clerk, facts=facts, at=noon(2024, 12, 10))
    no = {"party": urged.applicant.pk, "refused_on": "2024-12-11", "form": "oral", "note": "要求立即执行"}
    perform(urging, "refuse", by=people.enforcement_clerk, facts=no, at=noon(2024, 12, 11))
    applied(urged.instrument, people.filing_clerk, performed_amount="40000")  # a second paper does not hold it up
    perform(urging, "notify_filing", by=people.enforcement_clerk, at=noon(2024, 12, 12))

    back = ExecutionFiling.objects.get(source="urging")
    assert back.received_on == date(2024, 12, 2)  # the application keeps its day
    assert back.claimed_amount == Decimal("60000.00")
    assert "执前督促期间到位40,000.00元" in back.already_performed
    assert back.deadlines.get(rule="execution_review").due_on == date(2024, 12, 19)
    with pytest.raises(Refusal):  # one urging per instrument
        perform(back, "to_urging", by=people.filing_clerk, at=noon(2024, 12, 13))
    perform(back, "examine", by=people.filing_clerk, facts=FIVE_YES, at=noon(2024, 12, 13))
    perform(back, "accept", by=people.filing_clerk, at=noon(2024, 12, 13))
    execution = urged.case.proceedings.get(kind="execution").actual
    assert execution.claimed_amount == Decimal("60000.00")


# -- refusals ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ground", "unit"),
    [("refund", "finance"), ("assistance", "command"), ("release", "bailiff"), ("other", None), ("unclear", None)],
)
@pytest.mark.spec("C-10.1", "C-10.2", "C-10.3", "C-10.5", "A-11.3", "A-6.6")
def test_each_refusal_names_its_way_out(
    ground: str, unit: str | None, judgment: Instrument, people: SimpleNamespace
) -> None:
    row = applied(judgment, people.filing_clerk)
    facts = {"ground": ground, "reason": "经审查不属于执行立案事项", "told": True, "instead": ""}
    if ground == "other":
        with pytest.raises(InvalidFacts) as refused:
            perform(row, "refuse", by=people.filing_judge, facts=facts, at=MONDAY)
        assert "instead" in refused.value.errors
        facts["instead"] = "由审判庭以原案号办理扣划"
    perform(row, "refuse", by=people.filing_judge, facts=facts, at=MONDAY)
    assert row.state == ExecutionFiling.State.REFUSED
    assert row.instead == (facts["instead"] or GROUNDS[ground].instead)
    assert row.instead
    routed = Task.objects.filter(proceeding=row, state=Task.State.OPEN).exclude(kind="dossier.hand_over")
    assert [task.department.kind for task in routed] == ([unit] if unit else [])


@pytest.mark.parametrize("ground", ["performed", "bankrupt"])
@pytest.mark.spec("C-10.4", "A-9.11")
def test_a_ground_that_the_rows_contradict_is_refused(
    ground: str, judgment: Instrument, people: SimpleNamespace
) -> None:
    row = applied(judgment, people.filing_clerk)
    facts = {"ground": ground, "reason": "如题", "told": True}
    with pytest.raises(InvalidFacts) as refused:
        perform(row, "refuse", by=people.filing_judge, facts=facts, at=MONDAY)
    assert "ground" in refused.value.errors


# -- instruments from outside --------------------------------------------------------------------------------------


@pytest.mark.spec("A-6.4", "A-6.5")
def test_an_award_is_reviewed_by_a_judge_before_filing(shanyang: Court, people: SimpleNamespace) -> None:
    row = open_external(shanyang, people.filing_clerk, outside(), MONDAY)
    assert row.case.title == "张一申请执行李二借款合同纠纷执行案"
    assert row.claimed_amount == Decimal("75000.00")
    assert [party.name for party in row.debtors.all()] == ["李二"]
    perform(row, "examine", by=people.filing_clerk, facts=FIVE_YES, at=MONDAY)
    with pytest.raises(Refusal) as refused:
        perform(row, "accept", by=people.filing_clerk, at=MONDAY)
    assert refused.value.code == "award_is_sound"

    review = {"procedure_lawful": "yes", "applicant_qualified": "yes", "flags": ["upfront_interest"], "evidence": ""}
    with pytest.raises(InvalidFacts):
        perform(row, "review_award", by=people.filing_judge, facts=review, at=MONDAY)
    perform(row, "review_award", by=people.filing_judge, facts=review | {"evidence": "转账少付"}, at=MONDAY)
    assert row.award_sound is False
    perform(row, "review_award", by=people.filing_judge, facts=review | {"flags": []}, at=MONDAY)
    perform(row, "accept", by=people.filing_clerk, at=MONDAY)
    assert row.case.proceedings.get(kind="execution").number == "（2024）豫0811执1号"


def test_a_notarised_instrument_needs_no_award_review(shanyang: Court, people: SimpleNamespace) -> None:
    row = open_external(shanyang, people.filing_clerk, outside(instrument_kind="notarial"), MONDAY)
    with pytest.raises(Refusal, match="不是仲裁裁决"):
        perform(row, "review_award", by=people.filing_judge, facts={}, at=MONDAY)
    perform(row, "examine", by=people.filing_clerk, facts=FIVE_YES, at=MONDAY)
    perform(row, "accept", by=people.filing_clerk, at=MONDAY)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"effective_on": "2024-09-01"}, "effective_on"),
        ({"performed_amount": "80000.01"}, "performed_amount"),
        ({"obligations": [{"kind": "money", "content": "还款", "amount": ""}]}, "obligations"),
        ({"obligations": [{"kind": "money", "content": "还款", "amount": "1", "debtors": "孙六"}]}, "obligations"),
    ],
)
def test_bad_outside_papers_leave_no_case(
    changes: dict[str, Any], field: str, shanyang: Court, people: SimpleNamespace
) -> None:
    with pytest.raises(InvalidFacts) as refused:
        open_external(shanyang, people.filing_clerk, outside(**changes), MONDAY)
    assert field in refused.value.errors
    assert not Case.objects.exists()


def test_at_the_counter_the_clerk_chooses_the_instrument(judgment: Instrument, people: SimpleNamespace) -> None:
    case = judgment.case
    with pytest.raises(InvalidFacts) as refused:
        open_proceeding(
            "execution_filing", case, "receive", by=people.filing_clerk, facts=application(judgment), at=MONDAY
        )
    assert "instrument" in refused.value.errors
    facts = application(judgment) | {"instrument": judgment.pk}
    row = open_proceeding("execution_filing", case, "receive", by=people.filing_clerk, facts=facts, at=MONDAY)
    assert row.instrument == judgment
    with pytest.raises(Refusal, match="不得重复登记"):
        open_proceeding("execution_filing", case, "receive", by=people.filing_clerk, facts=facts, at=MONDAY)


def test_an_outside_instrument_never_enters_a_standing_case(judgment: Instrument, people: SimpleNamespace) -> None:
    title = judgment.case.title
    with pytest.raises(Refusal, match="另立新案"):
        open_proceeding(
            "execution_filing", judgment.case, "receive_external", by=people.filing_clerk, facts=outside(), at=MONDAY
        )
    judgment.case.refresh_from_db()
    assert judgment.case.title == title
