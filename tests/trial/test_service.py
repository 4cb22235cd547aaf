"""Service and appeal: every other way before publication, each party's own clock, the second instance."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from courtflow.accounts.models import Court
from courtflow.cases.effects import line_of
from courtflow.cases.models import Proceeding
from courtflow.flow.models import Deadline, Task
from courtflow.flow.perform import perform
from courtflow.flow.refusals import InvalidFacts, Refusal
from courtflow.flow.sweep import sweep
from tests.diary import noon
from tests.trial.steps import announced, clocks, heard, item, judgment, served, signed
from trial.models import Trial

SIGNED = noon(2024, 9, 12)
REST = {"method": "public_notice", "proof": "人民法院报2024年9月13日第3版"}


@pytest.fixture
def people(jiamusi: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(jiamusi)


@pytest.fixture
def trial(jiamusi: Court, people: SimpleNamespace) -> Trial:
    """A judgment signed on 12 September 2024, in ordinary procedure."""
    row = heard(jiamusi, people, noon(2024, 8, 5))
    return signed(row, people, SIGNED, "draft_judgment", judgment(item(row)))


def swept(trial: Trial, year: int, month: int, day: int) -> Trial:
    with time_machine.travel(noon(year, month, day), tick=False):
        assert sweep().failed == 0
    trial.refresh_from_db()
    return trial


def tried(trial: Trial, people: SimpleNamespace, *methods: str) -> None:
    debtor = trial.case.parties.get(name="李二")
    for method in methods:
        facts = {
            "party": debtor.pk, "method": method, "tried_on": "2024-09-12", "result": "查无此人", "proof": "送达回证"
        }  # fmt: skip
        perform(trial, "note_attempt", by=people.trial_clerk, at=noon(2024, 9, 12), facts=facts)


@pytest.mark.spec("A-4.2")
def test_all_four_annexes_go_along(trial: Trial, people: SimpleNamespace) -> None:
    assert trial.enclosures() == ["执行流程", "执行风险提示", "强制措施", "执行不能"]
    with pytest.raises(InvalidFacts) as refused:
        served(trial, people, "李二", SIGNED, enclosures=["执行流程", "强制措施"])
    assert refused.value.errors["enclosures"] == ["尚未附齐：执行风险提示、执行不能"]
    served(trial, people, "李二", SIGNED)
    assert trial.attempts.get(succeeded=True).enclosures == trial.enclosures()


@pytest.mark.spec("E-4.17")
def test_nanzhao_encloses_its_warning(nanzhao: Court, cast: Callable[[Court], SimpleNamespace]) -> None:
    people = cast(nanzhao)
    row = heard(nanzhao, people, noon(2024, 8, 5))
    signed(row, people, SIGNED, "draft_judgment", judgment(item(row)))
    with pytest.raises(InvalidFacts):
        served(row, people, "李二", SIGNED, enclosures=["督促履行告知书"])
    served(row, people, "李二", SIGNED, enclosures=["后果警示告知书"])


@pytest.mark.spec("C-21.2", "A-4.11")
def test_the_way_of_each_service_is_kept(trial: Trial, people: SimpleNamespace) -> None:
    tried(trial, people, "post")
    served(trial, people, "李二", noon(2024, 9, 18), "grid", answers="已就利息起算日答疑")
    rows = trial.attempts.order_by("id")
    assert [(row.method, row.succeeded) for row in rows] == [("post", False), ("grid", True)]
    assert rows[1].answers == "已就利息起算日答疑"
    service = trial.instrument.services.get()
    assert (service.method, service.served_on) == ("grid", date(2024, 9, 18))


@pytest.mark.spec("A-4.12")
def test_public_notice_only_after_every_other_way(trial: Trial, people: SimpleNamespace) -> None:
    tried(trial, people, "direct", "post")
    with pytest.raises(Refusal) as refused:
        served(trial, people, "李二", noon(2024, 9, 13), **REST)
    assert refused.value.code == "other_ways_were_tried"
    tried(trial, people, "grid")  # electronic service needs a consent that 李二 never gave
    served(trial, people, "李二", noon(2024, 9, 13), **REST)
    assert trial.instrument.by_public_notice


@pytest.mark.spec("A-4.12")
def test_or_with_the_division_heads_reason(trial: Trial, people: SimpleNamespace) -> None:
    announced(trial, people, "李二", noon(2024, 9, 13))
    served(trial, people, "李二", noon(2024, 9, 13), **REST)
    approval = trial.notice_approvals.get()
    assert (approval.approved_by, approval.approved_on) == (people.division_head, date(2024, 9, 13))


@pytest.mark.spec("T40", "A-4.1")
def test_a_notice_counts_thirty_days_and_keeps_the_case_from_the_centre(trial: Trial, people: SimpleNamespace) -> None:
    served(trial, people, "张一", SIGNED)
    tried(trial, people, "direct", "post", "grid")
    served(trial, people, "李二", noon(2024, 9, 13), **REST)
    service = trial.instrument.services.get(party__name="李二")
    assert (service.done_on, service.served_on) == (date(2024, 9, 13), date(2024, 10, 13))
    assert [clock.due_on for clock in clocks(trial, "appeal")] == [date(2024, 9, 27), date(2024, 10, 28)]
    swept(trial, 2024, 10, 29)
    assert trial.instrument.effective_on == date(2024, 10, 29)
    assert not clocks(trial, "transfer_letter")
    assert not Task.objects.filter(proceeding=trial, kind="trial.letter").exists()
    letter = {"letter_no": "移1", "enclosed": "on"}
    with pytest.raises(Refusal) as refused:
        perform(trial, "transfer_to_centre", by=people.trial_judge, at=noon(2024, 10, 30), facts=letter)
    assert refused.value.code == "not_served_by_public_notice"


def test_summary_procedure_knows_no_public_notice(jiamusi: Court, people: SimpleNamespace) -> None:
    row = heard(jiamusi, people, noon(2024, 8, 5), procedure="summary")
    signed(row, people, SIGNED, "draft_judgment", judgment(item(row)))
    tried(row, people, "direct", "post", "grid")
    with pytest.raises(Refusal, match="不适用公告送达"):
        served(row, people, "李二", noon(2024, 9, 13), **REST)


def test_electronic_service_needs_consent(trial: Trial, people: SimpleNamespace) -> None:
    with pytest.raises(InvalidFacts) as refused:
        served(trial, people, "李二", SIGNED, "electronic")
    assert "没有同意电子送达" in str(refused.value.errors)


def test_nobody_is_served_twice_or_before_the_paper_was_made(trial: Trial, people: SimpleNamespace) -> None:
    with pytest.raises(InvalidFacts) as refused:
        served(trial, people, "李二", noon(2024, 9, 13), done_on="2024-09-11")
    assert "done_on" in refused.value.errors
    served(trial, people, "李二", SIGNED)
    with pytest.raises(InvalidFacts) as refused:
        served(trial, people, "李二", SIGNED)
    assert "party" in refused.value.errors


@pytest.mark.spec("T40", "T01", "A-4.3")
def test_effect_waits_for_the_end_of_national_day(trial: Trial, people: SimpleNamespace) -> None:
    """Served on 18 September: the fifteenth day is 3 October, the first working day after the holiday the 8th."""
    for name in ("张一", "李二"):
        served(trial, people, name, noon(2024, 9, 18))
    assert {clock.due_on for clock in clocks(trial, "appeal")} == {date(2024, 10, 8)}
    assert swept(trial, 2024, 10, 8).state == Trial.State.AWAITING
    assert swept(trial, 2024, 10, 9).state == Trial.State.PERFORMING
    assert trial.instrument.effective_on == date(2024, 10, 9)
    assert trial.instrument.performance_ends_on == date(2024, 10, 21)  # the 19th is a Saturday
    (letter,) = clocks(trial, "transfer_letter")
    assert (letter.timer, letter.due_on) == ("T01", date(2024, 10, 21))
    task = Task.objects.get(proceeding=trial, kind="trial.letter")
    assert (task.assignee, task.deadline) == (trial.handler, letter)
    swept(trial, 2024, 10, 22)
    letter.refresh_from_db()
    assert letter.state == Deadline.State.FIRED
    assert people.division_head.notifications.filter(text__contains="移交自动履行函").exists()


@pytest.mark.spec("A-5.8")
@pytest.mark.parametrize(("closed_at", "asked"), [(None, True), (SIGNED, False)])
def test_with_assets_still_held_the_centre_is_asked_to_mediate(
    trial: Trial, people: SimpleNamespace, closed_at: Any, asked: bool
) -> None:
    Proceeding.objects.create(
        case=trial.case, court=trial.court, department=trial.department, kind="preservation", state="controlled",
        state_since=SIGNED, opened_at=SIGNED, closed_at=closed_at,
    )  # fmt: skip
    for name in ("张一", "李二"):
        served(trial, people, name, noon(2024, 9, 18))
    swept(trial, 2024, 10, 9)
    tasks = Task.objects.filter(kind="trial.centre_mediation", department__kind="centre")
    assert tasks.exists() is asked


@pytest.mark.spec("A-4.3", "T01")
def test_the_judge_hands_over_to_the_service_centre_within_the_period(trial: Trial, people: SimpleNamespace) -> None:
    for name in ("张一", "李二"):
        served(trial, people, name, noon(2024, 9, 18))
    swept(trial, 2024, 10, 9)
    letter = {"letter_no": "（2024）移1号", "enclosed": "on"}
    perform(trial, "transfer_to_centre", by=people.trial_judge, at=noon(2024, 10, 14), facts=letter)
    assert trial.state == Trial.State.TRANSFERRED
    urging = trial.case.proceedings.get(kind="urging").actual
    assert (urging.state, urging.letter_no, urging.instrument) == ("received", "（2024）移1号", trial.instrument)
    assert urging.department.kind == "centre"
    assert clocks(trial, "transfer_letter")[0].state == Deadline.State.MET
    assert swept(trial, 2024, 10, 22).state == Trial.State.TRANSFERRED


@pytest.mark.spec("A-4.3")
def test_other_courts_know_no_letter(shanyang: Court, cast: Callable[[Court], SimpleNamespace]) -> None:
    people = cast(shanyang)
    row = heard(shanyang, people, noon(2024, 11, 4))
    signed(row, people, noon(2024, 11, 5), "draft_judgment", judgment(item(row)))
    for name in ("张一", "李二"):
        served(row, people, name, noon(2024, 11, 5))
    swept(row, 2024, 11, 21)
    letter = {"letter_no": "移1", "enclosed": "on"}
    with pytest.raises(Refusal, match="不采用移交函"):
        perform(row, "transfer_to_centre", by=people.trial_judge, at=noon(2024, 11, 22), facts=letter)


def appealed(trial: Trial, people: SimpleNamespace, name: str, on: date, at: Any) -> None:
    facts = {
        "appellant": trial.case.parties.get(name=name).pk, "filed_on": on.isoformat(), "grounds": "请求改判"
    }  # fmt: skip
    perform(trial, "appeal", by=people.trial_clerk, at=at, facts=facts)
    trial.refresh_from_db()


@pytest.mark.spec("T40")
def test_an_appeal_in_time_stops_everything(trial: Trial, people: SimpleNamespace) -> None:
    served(trial, people, "张一", noon(2024, 9, 12))
    served(trial, people, "李二", noon(2024, 9, 18))
    with pytest.raises(Refusal, match="上诉期已经届满"):  # 张一's own period ended on 27 September
        appealed(trial, people, "张一", date(2024, 9, 29), noon(2024, 9, 29))
    appealed(trial, people, "李二", date(2024, 10, 8), noon(2024, 10, 8))
    assert trial.state == Trial.State.APPEALED
    assert not trial.deadlines.filter(state=Deadline.State.RUNNING).exists()
    assert swept(trial, 2024, 10, 20).state == Trial.State.APPEALED


@pytest.mark.spec("T40")
def test_an_appeal_posted_in_time_that_arrives_late_undoes_the_effect(trial: Trial, people: SimpleNamespace) -> None:
    for name in ("张一", "李二"):
        served(trial, people, name, noon(2024, 9, 18))
    swept(trial, 2024, 10, 9)
    appealed(trial, people, "李二", date(2024, 10, 8), noon(2024, 10, 11))
    assert trial.state == Trial.State.APPEALED
    assert trial.instrument.effective_on is None
    assert trial.instrument.obligations.get().due_on is None
    assert not trial.deadlines.filter(state=Deadline.State.RUNNING).exists()


@pytest.fixture
def appeal(trial: Trial, people: SimpleNamespace) -> Trial:
    for name in ("张一", "李二"):
        served(trial, people, name, noon(2024, 9, 18))
    appealed(trial, people, "李二", date(2024, 9, 30), noon(2024, 9, 30))
    return trial


def decided(trial: Trial, people: SimpleNamespace, **changes: Any) -> None:
    facts = {"result": "upheld", "number": "(2024)黑民终 7号", "made_on": "2024-12-02", "obligations": []}
    perform(trial, "receive_final", by=people.trial_clerk, at=noon(2024, 12, 5), facts={**facts, **changes})
    trial.refresh_from_db()


def test_upheld_the_first_judgment_takes_effect_with_the_final_one(appeal: Trial, people: SimpleNamespace) -> None:
    first = appeal.instrument
    decided(appeal, people)
    assert (appeal.final.number, appeal.instrument) == ("（2024）黑民终7号", first)
    served(appeal, people, "张一", noon(2024, 12, 6))
    served(appeal, people, "李二", noon(2024, 12, 9))
    assert appeal.state == Trial.State.PERFORMING
    assert appeal.instrument.effective_on == appeal.final.effective_on == date(2024, 12, 9)
    assert appeal.instrument.performance_ends_on == date(2024, 12, 19)
    with pytest.raises(Refusal, match="不得上诉"):
        appealed(appeal, people, "李二", date(2024, 12, 10), noon(2024, 12, 10))


def test_changed_the_final_judgment_is_what_is_enforced(appeal: Trial, people: SimpleNamespace) -> None:
    with pytest.raises(InvalidFacts):
        decided(appeal, people, obligations=[item(appeal, amount="1")])  # upheld, yet with items of its own
    decided(appeal, people, result="changed", obligations=[item(appeal, amount="60000")])
    for name in ("张一", "李二"):
        served(appeal, people, name, noon(2024, 12, 9))
    assert appeal.instrument == appeal.final
    assert appeal.instrument.balance == 60000
    assert appeal.state == Trial.State.PERFORMING


def test_a_final_judgment_by_notice_takes_effect_when_the_notice_ends(appeal: Trial, people: SimpleNamespace) -> None:
    decided(appeal, people)
    served(appeal, people, "张一", noon(2024, 12, 6))
    announced(appeal, people, "李二", noon(2024, 12, 6))
    served(appeal, people, "李二", noon(2024, 12, 6), **REST)
    assert appeal.state == Trial.State.AWAITING
    assert swept(appeal, 2025, 1, 5).state == Trial.State.AWAITING
    assert swept(appeal, 2025, 1, 6).state == Trial.State.PERFORMING
    assert appeal.instrument.effective_on == date(2025, 1, 5)


def test_an_appeal_withdrawn_leaves_the_first_judgment(appeal: Trial, people: SimpleNamespace) -> None:
    decided(appeal, people, result="withdrawn")
    for name in ("张一", "李二"):
        served(appeal, people, name, noon(2024, 12, 9))
    assert appeal.final.kind == "ruling"
    assert appeal.instrument.effective_on == date(2024, 12, 9)


def test_remanded_a_new_trial_begins_with_another_judge(appeal: Trial, people: SimpleNamespace) -> None:
    facts = {"number": "（2024）黑民终7号", "made_on": "2024-12-02"}
    perform(appeal, "remand", by=people.trial_judge, at=noon(2024, 12, 5), facts=facts)
    assert appeal.is_closed
    fresh = appeal.case.proceedings.get(kind="trial", closed_at=None).actual
    assert (fresh.number, fresh.state, fresh.excluded_judge) == (
        "（2024）黑08民初2号",
        Trial.State.FILED,
        people.trial_judge,
    )
    who = {"judge": people.trial_judge.pk, "procedure": "ordinary"}
    with pytest.raises(Refusal, match="不得再行审理"):
        perform(fresh, "assign_judge", by=people.division_head, at=noon(2024, 12, 6), facts=who)
    who = {"judge": people.trial_judge_2.pk, "procedure": "ordinary"}
    perform(fresh, "assign_judge", by=people.division_head, at=noon(2024, 12, 6), facts=who)
    assert fresh.handler == people.trial_judge_2


@pytest.mark.spec("T40")
def test_a_party_without_a_domicile_has_thirty_days_to_appeal(trial: Trial, people: SimpleNamespace) -> None:
    """Served on 18 September 2024: thirty days end on 18 October; the other's fifteen on the 8th, after the holiday."""
    served(trial, people, "张一", noon(2024, 9, 18))
    served(trial, people, "李二", noon(2024, 9, 18), abroad="yes")
    assert [clock.due_on for clock in clocks(trial, "appeal")] == [date(2024, 10, 8)]
    (abroad,) = clocks(trial, "appeal_abroad")
    assert (abroad.party.name, abroad.due_on) == ("李二", date(2024, 10, 18))
    assert "第二百八十六条" in abroad.article
    points = {point.party: point for point in line_of(trial.instrument).points if point.what == "opposition"}
    assert points["李二"].on == abroad.due_on
    assert str(points["李二"].articles[0]) == abroad.article

    assert swept(trial, 2024, 10, 18).state == Trial.State.AWAITING
    late = {"appellant": trial.case.parties.get(name="张一").pk, "filed_on": "2024-10-18", "grounds": "改判"}
    with pytest.raises(Refusal) as refused:
        perform(trial, "appeal", by=people.trial_clerk, at=noon(2024, 10, 18), facts=late)
    assert refused.value.code == "appeal_is_in_time"
    assert swept(trial, 2024, 10, 19).state == Trial.State.PERFORMING
    assert trial.instrument.effective_on == date(2024, 10, 19)


@pytest.mark.spec("T40")
def test_he_may_appeal_when_the_others_no_longer_can(trial: Trial, people: SimpleNamespace) -> None:
    served(trial, people, "张一", noon(2024, 9, 18))
    served(trial, people, "李二", noon(2024, 9, 18), abroad="yes")
    swept(trial, 2024, 10, 16)
    facts = {"appellant": trial.case.parties.get(name="李二").pk, "filed_on": "2024-10-17", "grounds": "改判"}
    with time_machine.travel(noon(2024, 10, 17), tick=False):
        perform(trial, "appeal", by=people.trial_clerk, at=noon(2024, 10, 17), facts=facts)
    assert clocks(trial, "appeal_abroad")[0].state == Deadline.State.MET


@pytest.mark.spec("T40")
def test_a_notice_to_him_takes_sixty_days(trial: Trial, people: SimpleNamespace) -> None:
    served(trial, people, "张一", SIGNED)
    tried(trial, people, "direct", "post", "grid")
    served(trial, people, "李二", noon(2024, 9, 13), abroad="yes", **REST)
    service = trial.instrument.services.get(party__name="李二")
    assert (service.done_on, service.served_on) == (date(2024, 9, 13), date(2024, 11, 12))
    assert "第二百八十三条" in service.steps[0]
    assert clocks(trial, "appeal_abroad")[0].due_on == date(2024, 12, 12)


def test_what_was_noted_with_the_complaint_holds_where_nothing_is_said(jiamusi: Court, people: SimpleNamespace) -> None:
    row = heard(jiamusi, people, noon(2024, 8, 5))
    debtor = row.case.parties.get(name="李二")
    facts = {"party": debtor.pk, "method": "direct", "done_on": "2024-08-06", "proof": "送达回证", "abroad": "yes"}
    perform(row, "serve_complaint", by=people.trial_clerk, at=noon(2024, 8, 6), facts=facts)
    signed(row, people, SIGNED, "draft_judgment", judgment(item(row)))
    served(row, people, "张一", SIGNED)
    served(row, people, "李二", SIGNED)
    assert [clock.party.name for clock in clocks(row, "appeal_abroad")] == ["李二"]
