"""司法建议 and 执行建议 as a diary: signed, served, two months or fifteen days, reminded, answered, evaluated."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client

from courtflow.accounts.models import Court
from courtflow.flow.models import Deadline, Task
from courtflow.flow.perform import offers, open_proceeding, perform
from courtflow.flow.refusals import Denied, InvalidFacts, Refusal
from courtflow.flow.sweep import sweep
from enforcement.models import Execution, Suggestion
from tests.diary import noon
from tests.enforcement import steps

Cast = Callable[[Court], SimpleNamespace]
TEXT = {"problem": "调解书到期未履行多", "evidence": "第三季度自动履行率31.25%", "advice": "调解时核查履行能力"}
SERVED = {"served_on": "2024-12-17", "method": "direct", "proof": "签收单"}
REPLY = {"replied_on": "2025-01-10", "adopted": "adopted", "measures": "增设担保条款", "paper": ""}
EFFECT = {"effect": "improved", "evaluation": "下季度升至四成", "evaluated_on": "2025-04-20"}


@pytest.fixture
def people(shanyang: Court, cast: Cast) -> SimpleNamespace:
    return cast(shanyang)


@pytest.fixture
def execution(shanyang: Court, people: SimpleNamespace) -> Execution:
    return steps.in_hand(shanyang, people)


def drafted(execution: Execution, by: Any, **facts: Any) -> Suggestion:
    unit = execution.court.departments.get(kind="trial")
    internal = {"genre": "execution", "ground": "mediation_unperformed", "unit": unit.pk, "related": "", **TEXT}
    return open_proceeding("suggestion", execution.case, "draft", by=by, at=noon(2024, 12, 16), facts=internal | facts)


@pytest.fixture
def internal(execution: Execution, people: SimpleNamespace) -> Suggestion:
    return drafted(execution, people.enforcement_judge)


def judicial(execution: Execution, by: Any, **facts: Any) -> Suggestion:
    outside = {"genre": "judicial", "ground": "loans_growing", "body": "某市金融监督管理局", "unit": ""}
    return drafted(execution, by, **outside | facts)


def sent(row: Suggestion, people: SimpleNamespace, by: Any, signer: Any) -> Suggestion:
    perform(row, "sign", by=signer, at=noon(2024, 12, 16))
    perform(row, "serve", by=by, at=noon(2024, 12, 17), facts=SERVED)
    return row


@pytest.mark.spec("C-28.1", "A-11.8")
def test_an_execution_suggestion_from_draft_to_effect(internal: Suggestion, people: SimpleNamespace) -> None:
    assert internal.department.kind == "enforcement"
    sent(internal, people, people.enforcement_judge, people.bureau_chief)
    assert internal.number == "（2024）豫0811执建1号"
    assert internal.department.kind == "trial"
    clock = internal.deadlines.get(rule="suggestion_reply_execution")
    assert (clock.timer, clock.raw_on, clock.due_on) == ("T36", date(2025, 1, 1), date(2025, 1, 2))
    task = Task.objects.get(proceeding=internal, kind="suggestion.reply")
    assert (task.department.kind, task.deadline) == ("trial", clock)

    with pytest.raises(Denied):  # the enforcement bureau does not answer for the trial division
        perform(internal, "record_reply", by=people.enforcement_judge, at=noon(2025, 1, 10), facts=REPLY)
    in_time = REPLY | {"replied_on": "2025-01-02"}
    perform(internal, "record_reply", by=people.division_head, at=noon(2025, 1, 2), facts=in_time)
    clock.refresh_from_db()
    assert clock.state == Deadline.State.MET
    assert internal.department.kind == "enforcement"
    perform(internal, "evaluate", by=people.enforcement_judge, at=noon(2025, 4, 20), facts=EFFECT)
    assert (internal.state, internal.outcome) == (Suggestion.State.CLOSED, "有所改进")


@pytest.mark.spec("T36", "C-28.1")
def test_silence_is_reminded_of_and_then_taken_up_by_case_management(
    internal: Suggestion, people: SimpleNamespace
) -> None:
    sent(internal, people, people.enforcement_judge, people.bureau_chief)
    with time_machine.travel(noon(2025, 1, 2), tick=False):
        sweep()
    internal.refresh_from_db()
    assert internal.state == Suggestion.State.SERVED
    with time_machine.travel(noon(2025, 1, 3), tick=False):
        sweep()
        sweep()
    internal.refresh_from_db()
    assert (internal.state, internal.reminders) == (Suggestion.State.REMINDED, 1)
    second = internal.deadlines.get(rule="suggestion_second_reminder")
    assert second.due_on == date(2025, 1, 17)  # fifteen days from the second, when the first period ended

    with time_machine.travel(noon(2025, 1, 18), tick=False):
        sweep()
    internal.refresh_from_db()
    assert internal.state == Suggestion.State.ESCALATED
    assert Task.objects.get(proceeding=internal, kind="suggestion.urge").department.kind == "case_management"
    facts = {"urged_on": "2025-01-20", "way": "当面督促"}
    perform(internal, "urge", by=people.case_manager, at=noon(2025, 1, 20), facts=facts)
    perform(internal, "record_reply", by=people.trial_judge, at=noon(2025, 1, 21), facts=REPLY)
    assert (internal.state, internal.reminders) == (Suggestion.State.REPLIED, 3)


@pytest.mark.spec("T36", "A-6.2", "A-6.3")
def test_a_judicial_suggestion_has_two_months_and_a_leaders_signature(
    execution: Execution, people: SimpleNamespace
) -> None:
    row = judicial(execution, people.trial_judge, related=execution.number)
    assert (row.department.kind, row.related) == ("trial", [execution.number])
    assert Task.objects.get(proceeding=row, kind="suggestion.sign_judicial").department.kind == "leadership"
    with pytest.raises(Refusal, match="院领导签发"):
        perform(row, "sign", by=people.bureau_chief, at=noon(2024, 12, 16))
    sent(row, people, people.trial_judge, people.vice_president)
    assert row.number == "（2024）豫0811司建1号"
    clock = row.deadlines.get(rule="suggestion_reply_judicial")
    assert clock.due_on == date(2025, 2, 17)
    with time_machine.travel(noon(2025, 2, 18), tick=False):
        sweep()
    row.refresh_from_db()
    assert row.state == Suggestion.State.REMINDED
    with time_machine.travel(noon(2025, 3, 5), tick=False):
        sweep()
    row.refresh_from_db()
    assert row.state == Suggestion.State.ESCALATED
    facts = {"reason": "对方不予答复，已通报其上级主管部门"}
    perform(row, "close_unanswered", by=people.case_manager, at=noon(2025, 3, 20), facts=facts)
    assert (row.state, row.outcome) == (Suggestion.State.CLOSED, "未回复")


@pytest.mark.spec("C-28.1")
def test_only_enforcement_addresses_filing_and_trial(execution: Execution, people: SimpleNamespace) -> None:
    with pytest.raises(Refusal, match="由执行部门发出"):
        drafted(execution, people.trial_judge)
    for wrong, field in (
        ({"unit": ""}, "unit"),
        ({"ground": "loans_growing"}, "ground"),
        ({"unit": execution.court.departments.get(kind="finance").pk}, "unit"),
        ({"related": "（2024）豫0811执999号"}, "related"),
        ({"related": "乱写"}, "related"),
    ):
        with pytest.raises(InvalidFacts) as refused:
            drafted(execution, people.enforcement_judge, **wrong)
        assert field in refused.value.errors
    with pytest.raises(InvalidFacts) as refused:
        judicial(execution, people.enforcement_judge, body="")
    assert "body" in refused.value.errors
    assert not Suggestion.objects.exists()


def test_a_draft_goes_back_is_mended_or_given_up(internal: Suggestion, people: SimpleNamespace) -> None:
    perform(internal, "send_back", by=people.bureau_chief, at=noon(2024, 12, 16), facts={"reason": "数据不全"})
    assert Task.objects.filter(proceeding=internal, kind="suggestion.revise", state="open").exists()
    facts = TEXT | {"evidence": "第三、四季度数据"}
    perform(internal, "revise", by=people.enforcement_clerk, at=noon(2024, 12, 16), facts=facts)
    assert internal.evidence == "第三、四季度数据"
    perform(internal, "withdraw", by=people.enforcement_judge, at=noon(2024, 12, 17), facts={"reason": "问题已解决"})
    assert internal.state == Suggestion.State.WITHDRAWN
    left = Task.objects.filter(proceeding=internal, state__in=Task.OPEN_STATES)
    assert list(left.values_list("kind", flat=True)) == ["dossier.hand_over"]


ENFORCERS = "bureau_chief enforcement_clerk enforcement_judge enforcement_judge_2"
TRIERS = "division_head trial_judge trial_judge_2"
SIGNERS = "bureau_chief president vice_president"
TABLE: dict[str, dict[str, str]] = {
    "drafted": {"revise": ENFORCERS, "send_back": SIGNERS, "sign": SIGNERS, "withdraw": ENFORCERS},
    "signed": {"serve": ENFORCERS, "withdraw": ENFORCERS},
    "served": {"record_reply": TRIERS},
    "reminded": {"record_reply": TRIERS},
    "escalated": {"close_unanswered": "case_manager", "record_reply": TRIERS, "urge": "case_manager"},
    "replied": {"evaluate": ENFORCERS},
    "closed": {},
    "withdrawn": {},
}


def test_who_may_do_what_in_which_state(internal: Suggestion, people: SimpleNamespace) -> None:
    found: dict[str, dict[str, str]] = {}
    for state in Suggestion.State.values:
        unit = "trial" if state in Suggestion.AWAITING else "enforcement"
        department = internal.court.departments.get(kind=unit)
        Suggestion.objects.filter(pk=internal.pk).update(state=state, department=department)
        row = Suggestion.objects.get(pk=internal.pk)
        held: dict[str, set[str]] = {}
        for post, user in vars(people).items():
            for item in offers(row, user):
                if item.in_state and not any(isinstance(refusal, Denied) for refusal in item.refusals):
                    held.setdefault(item.act.name, set()).add(post)
        found[state] = {name: " ".join(sorted(posts)) for name, posts in sorted(held.items())}
    assert found == TABLE


def test_the_page_of_the_case_offers_and_takes_it(
    execution: Execution, people: SimpleNamespace, client: Client
) -> None:
    client.force_login(people.enforcement_judge, "courtflow.accounts.administrators.RoleBackend")
    address = f"/cases/{execution.case_id}/open/suggestion/draft/"
    assert "被建议部门" in client.get(address).content.decode()
    unit = execution.court.departments.get(kind="trial")
    facts = {"genre": "execution", "ground": "weak_urging", "unit": unit.pk, "body": "", "related": "", **TEXT}
    assert client.post(address, facts).status_code == 302
    row = Suggestion.objects.get()
    assert (row.state, row.ground, row.unit) == (Suggestion.State.DRAFTED, "weak_urging", unit)
