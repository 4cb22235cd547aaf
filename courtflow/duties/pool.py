"""筛查终本案件库: enterprises whose enforcement stands in 终本 are screened; hits become leads (山阳第二十九条)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from courtflow.cases import screening
from courtflow.cases.models import Party, Proceeding
from courtflow.flow import clock
from courtflow.flow.acts import SYSTEM
from courtflow.flow.perform import open_proceeding
from courtflow.flow.refusals import Refusal

from .models import Duty

NO_ASSETS = "no_assets"  # the reason of a 终本 that shows want of ability, and not an asset nobody can sell
BLANK = {"year": None, "count": None, "total": None, "number": "", "court": "", "on": None, "finding": ""}


@dataclass
class Outcome:
    """What one screen found; numbers and names as the page shows them."""

    screened: int = 0
    leads: list[dict[str, str]] = field(default_factory=list)
    questions: list[dict[str, str]] = field(default_factory=list)
    refused: list[dict[str, str]] = field(default_factory=list)


def screen(duty: Duty, at: datetime) -> dict[str, Any] | None:
    """Screen the court's pool, a case at a time. Nothing left for a person: the content that files the duty."""
    outcome = Outcome()
    for execution in _pool(duty):
        _screen_one(execution, at, outcome)
    leads = Proceeding.objects.filter(kind="bankruptcy", origin__in=_terminated(duty), opened_at__gte=duty.opened_at)
    for lead in leads.select_related("origin").order_by("id"):  # also those of a try that broke off half-way
        number = lead.origin.number if lead.origin else None
        outcome.leads.append({"number": number or "", "debtor": lead.actual.debtor.name})
    duty.result = vars(outcome)
    if outcome.questions or outcome.refused:
        return None
    return {
        "answers": f"系统筛查终本案件{outcome.screened}件，提出破产线索{len(outcome.leads)}条，没有须人工核对的事项"
    }


def _terminated(duty: Duty) -> Any:
    return Proceeding.objects.filter(court=duty.court_id, kind="execution", state=screening.TERMINATED)


def _pool(duty: Duty) -> Iterator[Proceeding]:
    """Executions in 终本 by the end of the period with an enterprise that was not told in this case yet."""
    legal = Party.objects.filter(enterprise=True, kind=Party.Kind.LEGAL)
    rows = _terminated(duty).filter(state_since__lt=clock.day_end(duty.last_on), execution__debtors__in=legal)
    yield from rows.select_related("case", "court").distinct().order_by("id").iterator(chunk_size=200)


def _screen_one(execution: Proceeding, at: datetime, outcome: Outcome) -> None:
    actual = execution.actual
    debtors = actual.debtors.filter(enterprise=True, kind=Party.Kind.LEGAL)
    fresh = [debtor for debtor in debtors if not screening.is_told(debtor)]
    outcome.screened += 1
    if not fresh:
        return
    actual.policy = actual.court.policy(clock.day_of(at))
    with transaction.atomic():
        found = screening.search(actual, at=at, by=None)
        for debtor in fresh:
            _follow(actual, debtor, found, at, outcome)
    mine = {debtor.pk for debtor in fresh}
    for row in found.checks:
        if row["party"] in mine:
            asked = {"number": str(actual.number), "debtor": row["name"], "question": row["question"]}
            outcome.questions.append(asked)


def _follow(execution: Any, debtor: Party, found: Any, at: datetime, outcome: Outcome) -> None:
    """A hit opens a lead as the system's act; where a guard says no, a person reads why."""
    hit: dict[str, Any] = next((row for row in found.hits if row["party"] == debtor.pk), {})
    criteria = [*hit.get("criteria", []), *_own_closing(execution)]
    if not criteria:
        return
    base = {"party": debtor.pk, "screened_at": at.isoformat(), "screening_id": str(found.pk)}
    snapshot = base | {"scope": found.result["scope"], "report_number": str(found)} | hit | {"criteria": criteria}
    try:
        with transaction.atomic():
            open_proceeding(
                "bankruptcy", execution.case, "find_lead", by=SYSTEM, at=at, origin=execution, court=execution.court,
                debtor=debtor, criterion=criteria[0]["code"], snapshot=snapshot,
            )  # fmt: skip
    except Refusal as refusal:
        said = {"number": str(execution.number), "debtor": debtor.name, "reason": str(refusal)}
        outcome.refused.append(said)


def _own_closing(execution: Any) -> list[dict[str, Any]]:
    """终本 for want of ability in this very case, where the court's criteria count it; the search sees others only."""
    if "terminated" not in execution.policy.value("bankruptcy.criteria"):
        return []
    review = execution.closing_reviews.exclude(approved_on=None).order_by("id").last()
    if review is None or review.reason != NO_ASSETS:
        return []
    since = clock.day_of(execution.state_since).isoformat()
    said = {"code": "terminated", "number": execution.number, "court": execution.court.name, "on": since}
    return [BLANK | said]
