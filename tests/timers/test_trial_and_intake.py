"""The clocks of filing and trial, one row each: what starts it, its raw and its legal last day, what its end does.

Every row crosses a real holiday. On the last day nothing happens; the first sweep of the day after does what the row
says, with effect at the end of the last day.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from courtflow.accounts.models import Court, User
from courtflow.flow import clock
from courtflow.flow.models import Deadline, Notification, Task
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.rules import RULES
from courtflow.flow.sweep import sweep
from intake.execution_filing.models import open_application
from tests.diary import effective_case, noon
from tests.intake.papers import FOUR_CONDITIONS, application
from tests.intake.papers import filed as complaint_received
from tests.trial.steps import filed, heard, item, judgment, served, signed

QUESTION = "拟判令限期恢复通行，应否写明宽度"


@dataclass(frozen=True)
class Clock:
    """`begin` performs the starting act and returns the proceeding; `after` looks at what the end has done."""

    timer: str
    rule: str
    court: str
    begin: Callable[[Court, Any], Any]
    raw: date
    due: date
    state: str
    after: Callable[[Any, Any], None]
    told: tuple[str, ...] = ()
    party: str = ""


# -- what starts them ----------------------------------------------------------------------------------------------


def complaint(court: Court, people: Any) -> Any:
    at = noon(2024, 9, 24)
    return complaint_received(court, people.filing_clerk, at, preservation_explained_on="2024-09-24")


def correction(court: Court, people: Any) -> Any:
    filing = complaint_received(court, people.filing_clerk, noon(2024, 12, 2))
    facts = {"items": "补交借条原件", "due_on": "2024-12-12", "told_in_writing": True}
    perform(filing, "request_correction", by=people.filing_clerk, at=noon(2024, 12, 3), facts=facts)
    return filing


def related_suit(court: Court, people: Any) -> Any:
    more = {"related_suit": "parties", "execution_number": "（2019）豫0811执77号"}
    at = noon(2025, 1, 22)
    filing = complaint_received(court, people.filing_clerk, at, preservation_explained_on="2025-01-22", **more)
    perform(filing, "accept", by=people.filing_judge, facts=FOUR_CONDITIONS, at=noon(2025, 1, 26))
    return filing


def objection_suit(court: Court, people: Any) -> Any:
    more = {"related_suit": "objection", "execution_number": "（2019）豫0811执77号"}
    at = noon(2024, 12, 17)
    return complaint_received(court, people.filing_clerk, at, preservation_explained_on="2024-12-17", **more)


def mediation(court: Court, people: Any) -> Any:
    filing = complaint_received(court, people.filing_clerk, noon(2024, 9, 2), preservation_explained_on="2024-09-02")
    facts = {"willing": True, "preservation": "decline"}
    perform(filing, "to_mediation", by=people.filing_clerk, facts=facts, at=noon(2024, 9, 2))
    row = filing.case.proceedings.get(kind="mediation").actual
    perform(row, "receive", by=people.mediator, at=noon(2024, 9, 4), facts={"signed_on": "2024-09-04"})
    return row


def execution_application(court: Court, people: Any) -> Any:
    _, instrument = effective_case(court, effective_on=date(2024, 8, 1), due_on=date(2024, 8, 12))
    facts = application(instrument, received_on="2024-09-24")
    return open_application(instrument, people.filing_clerk, facts, noon(2024, 9, 24))


def suit(court: Court, people: Any) -> Any:
    return filed(court, people, noon(2024, 9, 12))


def suit_before_holiday(court: Court, people: Any) -> Any:
    return filed(court, people, noon(2024, 9, 30))


def complaint_served(court: Court, people: Any) -> Any:
    return _complaint_served(court, people, noon(2024, 9, 18), "no")


def complaint_served_abroad(court: Court, people: Any) -> Any:
    return _complaint_served(court, people, noon(2024, 9, 3), "yes")


def _complaint_served(court: Court, people: Any, at: datetime, abroad: str) -> Any:
    row = filed(court, people, noon(2024, 9, 2))
    facts = {
        "party": row.case.parties.get(name="李二").pk, "method": "direct", "done_on": at.date().isoformat(),
        "proof": "送达回证", "abroad": abroad,
    }  # fmt: skip
    perform(row, "serve_complaint", by=people.trial_clerk, at=at, facts=facts)
    return row


def hearing(procedure: str, *filed_on: int) -> Callable[[Court, Any], Any]:
    return lambda court, people: heard(court, people, noon(*filed_on), procedure=procedure)


def extension_asked(court: Court, people: Any) -> Any:
    row = heard(court, people, noon(2024, 4, 1))
    facts = {"months": 3, "reason": "案情疑难"}
    perform(row, "request_extension", by=people.trial_judge, at=noon(2024, 9, 20), facts=facts)
    return row


def letter_to_enforcement(court: Court, people: Any) -> Any:
    row = heard(court, people, noon(2024, 12, 2))
    facts = {"purpose": "wording", "question": QUESTION, "redacted": "on"}
    perform(row, "consult", by=people.trial_judge, at=noon(2024, 12, 27), facts=facts)
    return row.consultations.get().inquiry


def question_to_the_division(court: Court, people: Any) -> Any:
    row = _judged(court, people, noon(2024, 11, 4), noon(2024, 12, 4), noon(2024, 12, 5))
    _sweep(date(2024, 12, 23))
    row.refresh_from_db()
    facts = {"instrument": row.instrument.pk, "question": "第一项的标准不明确", "written": "on"}
    at = noon(2025, 1, 13)
    return open_proceeding("inquiry", row.case, "ask", by=people.enforcement_judge, at=at, facts=facts)


def _judged(
    court: Court, people: Any, heard_at: datetime, signed_at: datetime, *served_at: datetime, **terms: Any
) -> Any:
    row = heard(court, people, heard_at)
    signed(row, people, signed_at, "draft_judgment", judgment(item(row, **terms)))
    days = served_at if len(served_at) > 1 else served_at * 2
    for name, at in zip(("张一", "李二"), days, strict=True):
        served(row, people, name, at)
    return row


def judgment_served(court: Court, people: Any) -> Any:
    """Chain C1: served on 28 August and 2 September 2024."""
    return _judged(court, people, noon(2024, 8, 5), noon(2024, 8, 27), noon(2024, 8, 28), noon(2024, 9, 2))


def ruling_served(court: Court, people: Any) -> Any:
    row = heard(court, people, noon(2024, 8, 5))
    signed(row, people, noon(2024, 9, 20), "draft_dismissal", {"grounds": "不属于受案范围"})
    for name in ("张一", "李二"):
        served(row, people, name, noon(2024, 9, 24))
    return row


def judgment_effective(court: Court, people: Any) -> Any:
    """Effective on 19 September 2024; to be performed by 3 October, a holiday that the paper itself names."""
    row = _judged(
        court, people, noon(2024, 8, 5), noon(2024, 8, 27), noon(2024, 8, 28), noon(2024, 9, 2), due_days="",
        due_on="2024-10-03",
    )  # fmt: skip
    _sweep(date(2024, 9, 19))
    row.refresh_from_db()
    return row


# -- what their end does -------------------------------------------------------------------------------------------


def nothing_else(row: Any, people: Any) -> None:
    row.refresh_from_db()
    assert not row.is_closed


def in_state(state: str) -> Callable[[Any, Any], None]:
    def look(row: Any, people: Any) -> None:
        row.refresh_from_db()
        assert row.state == state

    return look


def centre_may_begin(row: Any, people: Any) -> None:
    """T01: the centre opens the demand by itself; the judge's letter comes too late."""
    task = Task.objects.get(proceeding=row, kind="trial.centre_starts")
    assert (task.department.kind, task.state) == ("centre", "open")
    row.refresh_from_db()
    perform(row, "open_by_centre", by=people.centre_staff, at=noon(2024, 10, 8))
    assert row.state == "transferred"
    assert row.case.proceedings.get(kind="urging").state == "received"
    task.refresh_from_db()
    assert task.state == "done"


def case_management_urges(row: Any, people: Any) -> None:
    in_state("stalled")(row, people)
    assert Task.objects.get(proceeding=row, kind="inquiry.urge").department.kind == "case_management"
    assert not Task.objects.filter(proceeding=row, kind__in=["inquiry.opinion", "inquiry.reply"], state="done").exists()


def effective_next_day(row: Any, people: Any) -> None:
    row.refresh_from_db()
    row.instrument.refresh_from_db()
    assert (row.state, row.instrument.effective_on) == ("performing", date(2024, 9, 19))


def ended(row: Any, people: Any) -> None:
    row.refresh_from_db()
    assert row.state == "ended"


ROWS = (
    Clock("T—", "filing_review", "shanyang", complaint, date(2024, 10, 1), date(2024, 10, 8), "overdue", nothing_else,
          ("filing_clerk", "filing_judge")),
    Clock("T—", "objection_suit_review", "shanyang", objection_suit, date(2025, 1, 1), date(2025, 1, 2), "overdue",
          nothing_else, ("filing_clerk", "filing_judge")),
    Clock("T—", "filing_correction", "shanyang", correction, date(2024, 12, 4), date(2024, 12, 12), "overdue",
          nothing_else, ("filing_clerk",)),
    Clock("T07", "suit_notice", "shanyang", related_suit, date(2025, 1, 29), date(2025, 2, 5), "overdue",
          lambda row, people: None, ("filing_clerk", "filing_judge")),
    Clock("T—", "mediation_limit", "shanyang", mediation, date(2024, 10, 4), date(2024, 10, 8), "fired",
          in_state("failed"), ("filing_clerk", "filing_judge")),
    Clock("T32", "execution_review", "shanyang", execution_application, date(2024, 10, 1), date(2024, 10, 8), "overdue",
          nothing_else, ("filing_clerk", "filing_judge", "case_manager")),
    Clock("T—", "file_passed", "shanyang", suit_before_holiday, date(2024, 10, 3), date(2024, 10, 8), "overdue",
          nothing_else, ("filing_clerk", "filing_judge", "division_head")),
    Clock("T—", "complaint_copy", "shanyang", suit, date(2024, 9, 17), date(2024, 9, 18), "overdue", nothing_else,
          ("trial_clerk", "division_head")),
    Clock("T—", "defence", "shanyang", complaint_served, date(2024, 10, 3), date(2024, 10, 8), "fired", nothing_else),
    Clock("T—", "defence_abroad", "shanyang", complaint_served_abroad, date(2024, 10, 3), date(2024, 10, 8), "fired",
          nothing_else),
    Clock("T—", "trial_limit_ordinary", "shanyang", hearing("ordinary", 2024, 4, 1), date(2024, 10, 1),
          date(2024, 10, 8), "overdue", in_state("hearing"), ("division_head", "case_manager", "president")),
    Clock("T—", "trial_limit_summary", "shanyang", hearing("summary", 2024, 7, 1), date(2024, 10, 1),
          date(2024, 10, 8), "overdue", in_state("hearing"), ("division_head", "case_manager", "president")),
    Clock("T—", "trial_limit_small_claim", "shanyang", hearing("small_claim", 2024, 8, 1), date(2024, 10, 1),
          date(2024, 10, 8), "overdue", in_state("hearing"), ("division_head", "case_manager", "president")),
    Clock("T—", "trial_extension_decision", "shanyang", extension_asked, date(2024, 10, 3), date(2024, 9, 30),
          "overdue", in_state("hearing"), ("president",)),
    Clock("T08", "inquiry_opinion", "shanyang", letter_to_enforcement, date(2025, 1, 1), date(2025, 1, 2), "fired",
          case_management_urges, ("bureau_chief", "case_manager")),
    Clock("T09", "inquiry_reply", "shanyang", question_to_the_division, date(2025, 1, 28), date(2025, 2, 5), "fired",
          case_management_urges, ("trial_judge", "division_head", "case_manager")),
    Clock("T40", "appeal", "shanyang", judgment_served, date(2024, 9, 17), date(2024, 9, 18), "fired",
          effective_next_day, party="李二"),
    Clock("T40", "appeal_ruling", "shanyang", ruling_served, date(2024, 10, 4), date(2024, 10, 8), "fired", ended,
          party="李二"),
    Clock("T—", "performance_period", "shanyang", judgment_effective, date(2024, 10, 3), date(2024, 10, 3), "fired",
          in_state("unperformed"), ("trial_clerk",)),
    Clock("T01", "transfer_letter", "jiamusi", judgment_effective, date(2024, 10, 3), date(2024, 10, 3), "fired",
          centre_may_begin, ("trial_judge", "division_head")),
    Clock("T31", "limitation", "shanyang", judgment_effective, date(2026, 10, 3), date(2026, 10, 8), "overdue",
          in_state("unperformed"), ("trial_clerk",)),
)  # fmt: skip


def _sweep(day: date, at: time = time(0, 5)) -> None:
    with time_machine.travel(datetime.combine(day, at, clock.SHANGHAI), tick=False):
        assert sweep().failed == 0


@pytest.mark.spec("T01", "T07", "T08", "T09", "T31", "T32", "T40")
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.rule)
def test_a_clock_starts_ends_and_acts(
    row: Clock, request: pytest.FixtureRequest, cast: Callable[[Court], SimpleNamespace]
) -> None:
    court: Court = request.getfixturevalue(row.court)
    people = cast(court)
    proceeding = row.begin(court, people)
    running = proceeding.deadlines.filter(rule=row.rule, state=Deadline.State.RUNNING)
    deadline = (running.filter(party__name=row.party) if row.party else running).latest("id")
    rule = RULES[row.rule]
    assert (deadline.timer, deadline.raw_on, deadline.due_on) == (row.timer, row.raw, row.due)
    assert (deadline.article, deadline.steps != []) == (str(rule.under), True)

    _sweep(row.due, time(23, 59))
    deadline.refresh_from_db()
    assert deadline.state == Deadline.State.RUNNING, "the last day belongs to whoever has to act"
    _sweep(row.due + timedelta(days=1))
    deadline.refresh_from_db()
    assert deadline.state == row.state
    if row.state == "fired":
        assert deadline.ended_by.at == deadline.due_at - timedelta(microseconds=1)
        assert deadline.ended_by.act == f"{proceeding.kind}.{rule.on_expiry}"
    told = Notification.objects.filter(deadline=deadline, text__contains=deadline.title).values("user")
    assert {user.pk for user in _posts(people, row.told)} <= {entry["user"] for entry in told}
    row.after(proceeding, people)


def _posts(people: Any, names: tuple[str, ...]) -> list[User]:
    return [getattr(people, name) for name in names]


def test_the_table_has_every_clock_of_filing_and_trial() -> None:
    """A rule that filing or trial declares and no row exercises would go unnoticed."""
    from intake.execution_filing import rules as execution_filing
    from intake.filing import rules as filing
    from intake.mediation import rules as pre_suit
    from trial import rules as trial
    from trial.inquiry import rules as inquiry

    declared = {
        value.code
        for module in (execution_filing, filing, pre_suit, trial, inquiry)
        for value in vars(module).values()
        if type(value).__name__ == "Rule"
    }
    elsewhere = {
        "application_day_seven",  # tests/intake/test_execution_filing.py
        "mediation_extended", "joint_confirmation",  # tests/intake/test_mediation.py
        "served_by_notice", "appeal_abroad",  # tests/trial/test_service.py
    }  # fmt: skip
    assert declared - elsewhere == {row.rule for row in ROWS}
