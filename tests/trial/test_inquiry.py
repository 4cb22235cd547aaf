"""征询 both ways: the blind letter to enforcement before judgment, and the question about an unclear instrument."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from threading import Event as Moment
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client

from courtflow.accounts.models import Court, User
from courtflow.accounts.roles import Role
from courtflow.cases.models import Case
from courtflow.flow.acts import BIRTH, SYSTEM, acts_of
from courtflow.flow.models import Event, Task
from courtflow.flow.perform import open_proceeding, perform, power, wrong_state
from courtflow.flow.refusals import Denied, InvalidFacts, Refusal, Stale
from courtflow.flow.sweep import sweep
from tests.diary import noon, person
from tests.trial.steps import clocks, heard, item, judgment, served, signed
from trial.inquiry.redaction import findings
from trial.models import Inquiry, Trial

FRIDAY = noon(2024, 12, 27)
OPENING = {"kind": "preservation", "act": "apply", "facts": {}}
QUESTION = "拟判令被告限期拆除围墙并恢复通行，应否写明恢复通行的宽度和验收方式"
ENFORCERS = "enforcement_judge bureau_chief"
ASKERS = f"{ENFORCERS} enforcement_clerk filing_judge centre_staff centre_head"
DIVISION = "trial_judge trial_clerk division_head"

# act: (states, posts that hold the power while the proceeding stands in the department that is asked)
OPINION: dict[str, tuple[str, str]] = {
    "receive_letter": (BIRTH, "system"),
    "ask": (BIRTH, ASKERS),
    "give_opinion": ("awaiting stalled", ENFORCERS),
    "reply": ("awaiting stalled", ""),
    "close": ("answered", ASKERS),
    "settle": ("answered", "system"),
    "stall": ("awaiting", "system"),
    "find_unclear": ("answered", ASKERS),
    "urge": ("stalled", "case_manager"),
    "withdraw": ("awaiting stalled answered", ASKERS),
    "take_back": ("awaiting stalled", "system"),
}
CLARITY = OPINION | {"give_opinion": ("awaiting stalled", ""), "reply": ("awaiting stalled", DIVISION)}
POSTS = [role.value for role in Role if role not in (Role.TEAM_LEADER, Role.SUPERIOR_READER)]


@pytest.fixture
def people(shanyang: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def trial(shanyang: Court, people: SimpleNamespace) -> Trial:
    """A judgment is drafted; how to word it is disputed."""
    row = heard(shanyang, people, noon(2024, 12, 2))
    perform(row, "draft_judgment", by=people.trial_judge, at=noon(2024, 12, 26), facts=judgment(item(row)))
    row.refresh_from_db()
    return row


def asked(trial: Trial, people: SimpleNamespace, at: Any = FRIDAY, **changes: str) -> Inquiry:
    facts = {"purpose": "wording", "question": QUESTION, "redacted": "on"} | changes
    perform(trial, "consult", by=people.trial_judge, at=at, facts=facts)
    return Inquiry.objects.latest("id")


def answered(inquiry: Inquiry, people: SimpleNamespace, at: Any = None) -> None:
    facts = {"opinion": "写明宽度不少于三米，由双方现场验收", "written": "on"}
    perform(inquiry, "give_opinion", by=people.enforcement_judge, at=at or noon(2024, 12, 30), facts=facts)


def sign(trial: Trial, people: SimpleNamespace, at: Any) -> None:
    perform(trial, "sign", by=people.trial_judge, at=at, facts={"made_on": at.date().isoformat()})


@pytest.mark.spec("C-20.1", "C-20.2", "T08")
def test_the_judge_asks_waits_and_adopts(trial: Trial, people: SimpleNamespace) -> None:
    inquiry = asked(trial, people)
    (clock,) = inquiry.deadlines.all()
    assert (clock.timer, clock.raw_on, clock.due_on) == ("T08", date(2025, 1, 1), date(2025, 1, 2))
    assert Task.objects.get(proceeding=inquiry, kind="inquiry.opinion").department.kind == "enforcement"
    with pytest.raises(Refusal) as refused:
        sign(trial, people, noon(2024, 12, 27))
    assert refused.value.code == "no_opinion_is_awaited"
    assert "暂缓作出裁判" in refused.value.reason

    answered(inquiry, people)
    assert (inquiry.state, Event.objects.get(act="trial.receive_opinion").by_label) == ("answered", "系统")
    assert Task.objects.get(proceeding=trial, kind="trial.weigh_opinion").assignee == people.trial_judge
    with pytest.raises(Refusal) as refused:
        sign(trial, people, noon(2024, 12, 30))
    assert refused.value.code == "opinions_are_weighed"

    letter = trial.consultations.get()
    facts = {"consultation": letter.pk, "adopted": "yes", "major_difference": "no"}
    perform(trial, "weigh_opinion", by=people.trial_judge, at=noon(2024, 12, 31), facts=facts)
    inquiry.refresh_from_db()
    assert (inquiry.state, inquiry.outcome) == ("closed", "已采纳")
    sign(trial, people, noon(2024, 12, 31))
    assert trial.state == Trial.State.SIGNED


def test_what_is_not_adopted_needs_a_reason(trial: Trial, people: SimpleNamespace) -> None:
    answered(asked(trial, people), people)
    facts = {"consultation": trial.consultations.get().pk, "adopted": "no", "major_difference": "no"}
    with pytest.raises(InvalidFacts) as refused:
        perform(trial, "weigh_opinion", by=people.trial_judge, at=noon(2024, 12, 31), facts=facts)
    assert "须写明理由" in str(refused.value.errors)


@pytest.mark.spec("C-20.5")
def test_a_major_difference_goes_to_the_committee(trial: Trial, people: SimpleNamespace) -> None:
    answered(asked(trial, people, purpose="refusal_crime"), people)
    letter = trial.consultations.get()
    facts = {"consultation": letter.pk, "adopted": "no", "reason": "另有见解", "major_difference": "yes"}
    perform(trial, "weigh_opinion", by=people.trial_judge, at=noon(2024, 12, 31), facts=facts)
    with pytest.raises(Refusal) as refused:
        sign(trial, people, noon(2024, 12, 31))
    assert refused.value.code == "differences_are_discussed"
    minutes = {
        "consultation": letter.pk, "minutes_no": "审委会〔2025〕1号", "held_on": "2025-01-03", "conclusion": "同意判决",
    }  # fmt: skip
    perform(trial, "record_committee", by=people.trial_judge, at=noon(2025, 1, 3), facts=minutes)
    sign(trial, people, noon(2025, 1, 3))
    assert trial.state == Trial.State.SIGNED


@pytest.mark.spec("C-20.2", "T08")
def test_silence_is_no_consent(trial: Trial, people: SimpleNamespace) -> None:
    inquiry = asked(trial, people)
    with time_machine.travel(noon(2025, 1, 3), tick=False):
        assert sweep().failed == 0
    inquiry.refresh_from_db()
    assert inquiry.state == "stalled"
    assert Task.objects.get(proceeding=inquiry, kind="inquiry.urge").department.kind == "case_management"
    assert people.trial_judge.notifications.filter(text__contains="逾期未答复").exists()
    with pytest.raises(Refusal) as refused:
        sign(trial, people, noon(2025, 1, 3))
    assert refused.value.code == "no_opinion_is_awaited"
    perform(inquiry, "urge", by=people.case_manager, at=noon(2025, 1, 3), facts={"note": "请三日内答复"})
    assert [row.due_on for row in inquiry.deadlines.order_by("id")] == [date(2025, 1, 2), date(2025, 1, 8)]
    answered(inquiry, people, noon(2025, 1, 6))
    assert inquiry.state == "answered"


@pytest.mark.spec("C-20.3")
def test_whoever_answers_cannot_follow_the_letter_back(trial: Trial, people: SimpleNamespace) -> None:
    inquiry = asked(trial, people)
    assert inquiry.number == "（2024）豫0811征询1号"
    assert inquiry.case_id != trial.case_id
    assert inquiry.origin_id is None
    officer: User = people.enforcement_judge
    assert not Case.objects.visible_to(officer).filter(pk=trial.case_id).exists()
    assert Case.objects.visible_to(officer).get() == inquiry.case
    assert not Case.objects.visible_to(people.trial_judge_2).filter(pk=inquiry.case_id).exists()

    browser = Client()
    browser.force_login(officer)
    page = browser.get(f"/cases/{inquiry.case_id}/").content.decode()
    api = browser.get(f"/api/v1/proceedings/{inquiry.pk}/").content.decode()
    assert QUESTION in page
    for absent in ("申请保全", "起草建议", 'id="openings"', 'id="parties"'):
        assert absent not in page, absent
    refused = browser.get(f"/cases/{inquiry.case_id}/open/preservation/apply/", follow=True)
    assert "案件须有当事人" in refused.content.decode()
    asked_for = browser.post(f"/api/v1/cases/{inquiry.case_id}/proceedings/", OPENING, content_type="application/json")
    assert (asked_for.status_code, asked_for.json()["code"]) == (409, "no_parties")
    for secret in ("张一", "李二", "民初", "测试人员4", people.trial_judge.display_name, trial.case.title):
        assert secret not in page, secret
        assert secret not in api, secret
    assert browser.get(f"/cases/{trial.case_id}/").status_code == 404
    assert browser.get(f"/api/v1/cases/{trial.case_id}/").status_code == 404
    assert {event.by_label for event in inquiry.events.all()} == {"系统"}


@pytest.mark.spec("C-20.3")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("原告张一主张", "当事人名称“张一”"),
        ("（2024）豫0811民初1号案", "案号"),
        ("参照(2021) 豫0811民初3378号判决", "案号"),
        ("〔2014〕山民初字第5号判决", "案号"),
        ("其身份证号为11010119900307451X", "证件号码"),
        ("联系电话13900000001", "电话号码"),
        ("汇入6222000011110001账户", "银行账号"),
        ("住山阳区建设路1号", "地址"),
        ("位于解放路街道和平街28号的围墙", "地址"),
        ("焦作市山阳区人民法院", "法院名称"),
        ("中站区人民法院", "法院名称"),
    ],
)
def test_the_scanner_finds(text: str, found: str, trial: Trial, people: SimpleNamespace) -> None:
    assert any(found in line for line in findings(text, trial.case)), findings(text, trial.case)
    with pytest.raises(InvalidFacts) as refused:
        asked(trial, people, question=f"{QUESTION}。{text}")
    assert "请隐去" in str(refused.value.errors["question"])
    assert not Inquiry.objects.exists()


@pytest.mark.spec("C-20.3")
def test_names_of_judges_and_short_names_of_companies_are_found(trial: Trial, people: SimpleNamespace) -> None:
    person(trial.case, "焦作云台建材有限公司", "third", 9)
    assert any("法院人员" in line for line in findings(f"{people.trial_judge.display_name}认为", trial.case))
    assert any("焦作云台建材" in line for line in findings("焦作云台建材交付货物", trial.case))
    assert findings(QUESTION, trial.case) == []


def test_the_judge_is_told_when_five_days_would_cross_the_limit(shanyang: Court, people: SimpleNamespace) -> None:
    """Q38: time of consultation is not excluded; the limit of a small claim filed on 28 October ends on 30 December."""
    row = heard(shanyang, people, noon(2024, 10, 28), procedure="small_claim")
    facts = {"purpose": "wording", "question": QUESTION, "redacted": "on"}
    with pytest.raises(InvalidFacts) as refused:
        perform(row, "consult", by=people.trial_judge, at=FRIDAY, facts=facts)
    assert list(refused.value.errors) == ["limit_noted"]
    perform(row, "consult", by=people.trial_judge, at=FRIDAY, facts=facts | {"limit_noted": "on"})
    (limit,) = clocks(row, "trial_limit_small_claim")
    assert limit.due_on == date(2024, 12, 30)  # the 28th is a Saturday


def test_a_suit_that_ends_takes_its_letter_back(trial: Trial, people: SimpleNamespace) -> None:
    inquiry = asked(trial, people)
    facts = {"ground": "withdrawn", "ruled_on": "2024-12-30", "note": "原告撤诉"}
    perform(trial, "end_suit", by=people.trial_judge, at=noon(2024, 12, 30), facts=facts)
    inquiry.refresh_from_db()
    assert inquiry.state == "withdrawn"
    with pytest.raises(Refusal):
        answered(inquiry, people)


def test_only_the_system_takes_a_letter_back_from_enforcement(trial: Trial, people: SimpleNamespace) -> None:
    inquiry = asked(trial, people)
    with pytest.raises(Refusal) as refused:
        perform(inquiry, "withdraw", by=people.enforcement_judge, at=FRIDAY, facts={"reason": "不想答复"})
    assert refused.value.code == "the_division_is_asked"
    facts = {"consultation": trial.consultations.get().pk, "reason": "争议已经解决"}
    perform(trial, "take_back_letter", by=people.trial_judge, at=FRIDAY, facts=facts)
    sign(trial, people, FRIDAY)
    assert trial.state == Trial.State.SIGNED


def test_of_two_answers_only_the_first_counts(trial: Trial, people: SimpleNamespace) -> None:
    inquiry = asked(trial, people)
    seen, second = inquiry.version, Inquiry.objects.get(pk=inquiry.pk)
    answered(inquiry, people)
    with pytest.raises(Refusal):
        answered(second, people)
    with pytest.raises(Stale):
        perform(second, "settle", by=SYSTEM, at=FRIDAY, facts={"outcome": "adopted"}, version=seen)
    assert Event.objects.filter(act="trial.receive_opinion").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_trial_does_not_wait_for_whoever_is_answering(trial: Trial, people: SimpleNamespace) -> None:
    """Whoever answers holds the letter and waits for the trial; if the trial waited, too, neither would ever end."""
    inquiry = asked(trial, people)
    held, done = Moment(), Moment()

    def answering() -> None:
        try:
            with transaction.atomic():
                Case.objects.select_for_update().get(pk=inquiry.case_id)
                held.set()
                done.wait(20)
        finally:
            connection.close()

    officer = Thread(target=answering)
    officer.start()
    assert held.wait(20)
    facts = {"consultation": trial.consultations.get().pk, "reason": "争议已经解决"}
    with pytest.raises(Refusal) as refused:
        perform(trial, "take_back_letter", by=people.trial_judge, at=FRIDAY, facts=facts)
    done.set()
    officer.join()
    assert refused.value.code == "busy"
    assert trial.consultations.get().withdrawn_on is None
    perform(trial, "take_back_letter", by=people.trial_judge, at=FRIDAY, facts=facts)
    inquiry.refresh_from_db()
    assert inquiry.state == "withdrawn"


# -- enforcement asks -------------------------------------------------------------------------------------------------


@pytest.fixture
def effective(shanyang: Court, people: SimpleNamespace) -> Trial:
    """A judgment effective on 21 December 2024."""
    row = heard(shanyang, people, noon(2024, 11, 4))
    signed(row, people, noon(2024, 12, 4), "draft_judgment", judgment(item(row)))
    for name in ("张一", "李二"):
        served(row, people, name, noon(2024, 12, 5))
    with time_machine.travel(noon(2024, 12, 23), tick=False):
        sweep()
    row.refresh_from_db()
    assert row.instrument.effective_on == date(2024, 12, 21)
    return row


def inquired(trial: Trial, people: SimpleNamespace, at: Any = None) -> Inquiry:
    facts = {"instrument": trial.instrument.pk, "question": "第一项“恢复原状”的标准不明确", "written": "on"}
    row = open_proceeding(
        "inquiry", trial.case, "ask", by=people.enforcement_judge, at=at or noon(2025, 1, 13), facts=facts
    )
    assert isinstance(row, Inquiry)
    return row


@pytest.mark.spec("C-27.1", "T09")
def test_enforcement_asks_and_the_division_answers(effective: Trial, people: SimpleNamespace) -> None:
    inquiry = inquired(effective, people)
    (clock,) = inquiry.deadlines.all()
    assert (clock.timer, clock.raw_on, clock.due_on) == ("T09", date(2025, 1, 28), date(2025, 2, 5))
    assert (inquiry.department.kind, inquiry.handler) == ("trial", people.trial_judge)
    with pytest.raises(Refusal) as refused:
        inquired(effective, people)
    assert refused.value.code == "not_asked_already"
    facts = {"form": "reply", "answer": "以判决前的宽度三米为准"}
    with pytest.raises(Denied):
        perform(inquiry, "reply", by=people.trial_judge_2, at=noon(2025, 1, 20), facts=facts)
    perform(inquiry, "reply", by=people.trial_judge, at=noon(2025, 1, 20), facts=facts)
    assert inquiry.state == "answered"
    done = {"conclusion": "按三米宽度执行"}
    with pytest.raises(Refusal) as refused:
        perform(inquiry, "close", by=people.filing_judge, at=noon(2025, 1, 21), facts=done)
    assert refused.value.code == "asking_unit_acts"
    perform(inquiry, "close", by=people.enforcement_judge, at=noon(2025, 1, 21), facts=done)
    assert (inquiry.state, inquiry.outcome) == ("closed", "答复明确")


@pytest.mark.spec("C-27.1")
def test_a_ruling_that_corrects_ends_the_question(effective: Trial, people: SimpleNamespace) -> None:
    inquiry = inquired(effective, people)
    facts = {"form": "ruling", "answer": "第一项补正为……"}
    with pytest.raises(InvalidFacts) as refused:
        perform(inquiry, "reply", by=people.trial_judge, at=noon(2025, 1, 20), facts=facts)
    assert set(refused.value.errors) == {"reason"}
    facts |= {"reason": "主文第一项漏写宽度，属于笔误"}
    perform(inquiry, "reply", by=people.trial_judge, at=noon(2025, 1, 20), facts=facts)
    assert (inquiry.state, inquiry.outcome) == ("closed", "裁定补正")
    assert (inquiry.ruling_no, inquiry.ruled_on) == (f"{effective.number}之一", date(2025, 1, 20))
    assert not Task.objects.filter(proceeding=inquiry, state__in=Task.OPEN_STATES).exists()


@pytest.mark.spec("C-27.2", "T09")
def test_late_and_unclear_answers_are_urged(effective: Trial, people: SimpleNamespace) -> None:
    inquiry = inquired(effective, people)
    with time_machine.travel(noon(2025, 2, 6), tick=False):
        sweep()
    inquiry.refresh_from_db()
    assert inquiry.state == "stalled"
    assert Task.objects.get(proceeding=inquiry, kind="inquiry.urge", state="open").department.kind == "case_management"
    perform(inquiry, "urge", by=people.case_manager, at=noon(2025, 2, 6), facts={"note": "限期答复"})
    assert inquiry.deadlines.latest("id").due_on == date(2025, 2, 21)
    vague = {"form": "reply", "answer": "请按判决内容执行"}
    perform(inquiry, "reply", by=people.trial_judge, at=noon(2025, 2, 10), facts=vague)
    unclear = {"reason": "没有说明宽度"}
    perform(inquiry, "find_unclear", by=people.enforcement_judge, at=noon(2025, 2, 11), facts=unclear)
    assert (inquiry.state, inquiry.urgings) == ("stalled", 1)
    perform(inquiry, "urge", by=people.case_manager, at=noon(2025, 2, 12), facts={"note": "请明确答复宽度"})
    assert inquiry.deadlines.latest("id").due_on == date(2025, 2, 27)


@pytest.mark.spec("A-11.3")
def test_jiamusi_does_not_ask(jiamusi: Court, cast: Callable[[Court], SimpleNamespace]) -> None:
    staff = cast(jiamusi)
    row = heard(jiamusi, staff, noon(2024, 11, 4))
    signed(row, staff, noon(2024, 12, 4), "draft_judgment", judgment(item(row)))
    for name in ("张一", "李二"):
        served(row, staff, name, noon(2024, 12, 5))
    with time_machine.travel(noon(2024, 12, 23), tick=False):
        sweep()
    row.refresh_from_db()
    with pytest.raises(Refusal) as refused:
        inquired(row, staff)
    assert refused.value.code == "court_inquires"
    assert "不予立案" in refused.value.remedy


# -- state × role × act ------------------------------------------------------------------------------------------------


def standing(direction: str, trial: Trial, effective: Trial, people: SimpleNamespace) -> Inquiry:
    return asked(trial, people) if direction == "opinion" else inquired(effective, people)


@pytest.mark.parametrize("table", [OPINION, CLARITY], ids=["opinion", "clarity"])
def test_the_table_names_every_act(table: dict[str, tuple[str, str]]) -> None:
    assert set(table) == set(acts_of(Inquiry))


@pytest.mark.parametrize("direction", ["opinion", "clarity"])
def test_who_may_do_what(
    direction: str, trial: Trial, effective: Trial, people: SimpleNamespace, outsider: User
) -> None:
    row = standing(direction, trial, effective, people)
    table = OPINION if direction == "opinion" else CLARITY
    everybody: dict[str, Any] = {post: getattr(people, post) for post in POSTS}
    everybody |= {"system": SYSTEM, "outsider": outsider}
    for state in (BIRTH, *Inquiry.State.values):
        type(row)._meta.get_field("state").model.objects.filter(pk=row.pk).update(state=state)
        row = Inquiry.objects.get(pk=row.pk)
        for name, act in acts_of(Inquiry).items():
            states, posts = table[name]
            assert (wrong_state(row, act) is None) == (state in (states.split() or [BIRTH])), (state, name)
            may = {post for post, user in everybody.items() if power(row, act, user)[1] is None}
            assert may == set(posts.split()), (state, name)
