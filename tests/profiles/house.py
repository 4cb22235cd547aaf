"""Rows 32, 33, 35: what is counted, what is reported, and which law a paper was made under."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from courtflow.cases.models import Performance, Proceeding
from courtflow.duties.models import Duty
from courtflow.duties.opening import open_due
from courtflow.policy.inforce import caution
from courtflow.statistics.measure import Scope, Span, count
from courtflow.statistics.overview import BY_SLUG
from enforcement.models import Execution, Urging
from tests.diary import effective_case, noon

from .differing import Stage, differs

YEAR = Span(date(2024, 1, 1), date(2024, 12, 31))


def figure(stage: Stage, slug: str) -> str:
    return str(count(BY_SLUG[slug], Scope((stage.court.pk,), YEAR)).value)


def ended(stage: Stage, model: Any, instrument: Any, **fields: Any) -> Any:
    row = model(
        case=instrument.case, court=stage.court, kind=model.KIND, department=stage.court.unit("enforcement"),
        opened_at=noon(2024, 3, 1), state_since=noon(2024, 6, 1), closed_at=noon(2024, 6, 1), instrument=instrument,
        **fields,
    )  # fmt: skip
    row.save(force_insert=True)
    return row


def paid(row: Any, amount: str) -> None:
    item = row.instrument.obligations.get(item=1)
    Performance.objects.create(
        obligation=item, proceeding_id=row.pk, payer=item.debtors.first(), amount=Decimal(amount),
        performed_on=date(2024, 5, 1), channel="direct", proof="回单", confirmed=True, recorded_at=noon(2024, 5, 1),
    )  # fmt: skip


@differs("statistics.urging_recovered", (False, "0.3000"), (True, "0.4400"), spec=("C-25.10",))
def what_urging_brought_in_counts_or_not(stage: Stage) -> Any:
    instrument = effective_case(stage.court)[1]
    paid(ended(stage, Urging, instrument, state="returned", exited_on=date(2024, 4, 1)), "20000.00")
    first = ended(
        stage, Execution, instrument, state="terminated", filed_on=date(2024, 4, 2), ended_on=date(2024, 6, 1),
        claimed_amount=Decimal("80000.00"),
    )  # fmt: skip
    paid(first, "24000.00")
    return figure(stage, "recovery")


@differs(
    "workload.counted", ([], "1"), (["urging"], "2"), (["self_performed"], "2.5"),
    base={"workload.credit_percent": 150}, spec=("D-5.1", "A-12.1"),
)  # fmt: skip
def work_before_enforcement_counts_or_not(stage: Stage) -> Any:
    return busy(stage)


@differs(
    "workload.credit_percent", (50, "1.5"), (100, "2"), base={"workload.counted": ["self_performed"]}, spec=("A-12.1",)
)
def a_suit_performed_by_itself_brings_its_credit(stage: Stage) -> Any:
    return busy(stage)


def busy(stage: Stage) -> str:
    """One suit that was performed by itself, and one urging."""
    instrument = effective_case(stage.court)[1]
    ended(stage, Urging, instrument, state="archived", exited_on=date(2024, 6, 1))
    Proceeding(
        case=instrument.case, court=stage.court, kind="trial", department=stage.court.unit("trial"), state="archived",
        outcome="自动履行完毕", opened_at=noon(2024, 3, 1), state_since=noon(2024, 6, 1), closed_at=noon(2024, 6, 1),
    ).save(force_insert=True)  # fmt: skip
    return str(Decimal(figure(stage, "workload")).normalize())


@differs("law.base", ("current", False), ("before_civil_code", True), ("cpl_2021", True), spec=("B-0.1", "E-0.1"))
def an_old_paper_comes_with_a_caution(stage: Stage) -> Any:
    return bool(caution(stage.court.policy()))


def owed(code: str, at: datetime) -> Callable[[Stage], bool]:
    """Whether the court owes this duty for the period that has just ended."""

    def scene(stage: Stage) -> bool:
        list(open_due(at))
        return Duty.objects.filter(court=stage.court, rule=code).exists()

    scene.__name__ = code
    return scene


NEW_YEAR = noon(2025, 1, 2)
for _code, _rhythm, _at, _spec in (
    ("urging_report", "quarter", NEW_YEAR, "C-22.3"),
    ("coordination_check", "half_year", NEW_YEAR, "C-34.1"),
    ("weekly_meeting", "week", NEW_YEAR, "E-2.4"),
    ("weekly_bulletin", "week", NEW_YEAR, "E-2.7"),
    ("appraisal", "quarter", NEW_YEAR, "E-2.8"),
    ("rotation", "year", noon(2024, 10, 2), "E-2.3"),
    ("integrity_list", "month", NEW_YEAR, "A-4.13"),
    ("terminated_screen", "quarter", NEW_YEAR, "C-29.1"),
    ("quality_bulletin", "quarter", NEW_YEAR, "D-5.5"),
    ("warning_prints", "quarter", NEW_YEAR, "E-4.18"),
):
    differs(f"duty.{_code}", ("", False), (_rhythm, True), spec=(_spec,))(owed(f"duty_{_code}", _at))
