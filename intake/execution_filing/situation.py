"""What the rows say about an application: due, performed, urged, filed, out of time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from courtflow.cases import limitation
from courtflow.cases.instruments import LIMITATION
from courtflow.cases.models import Instrument, Obligation, Party, Proceeding
from courtflow.law.periods import Span, compute

URGED_WITH_SUCCESS = ("performed", "archived")
URGING_OVER = ("returned", *URGED_WITH_SUCCESS)


def obligors(instrument: Instrument) -> QuerySet[Party]:
    """Everybody whom the instrument obliges."""
    return Party.objects.filter(owes__instrument=instrument).distinct()


def creditors(instrument: Instrument) -> QuerySet[Party]:
    return Party.objects.filter(claims__instrument=instrument).distinct()


def urgings(instrument: Instrument) -> QuerySet[Proceeding]:
    return Proceeding.objects.filter(kind="urging", urging__instrument=instrument)


def executions(instrument: Instrument) -> QuerySet[Proceeding]:
    """Numbered executions of the instrument that are open or in the 终本 pool."""
    rows = Proceeding.objects.filter(kind="execution", execution__instrument=instrument).exclude(number=None)
    return rows.filter(closed_at=None) | rows.filter(state="terminated_this_time")


def made_here(instrument: Instrument) -> bool:
    """Whether a trial of this court made it, so that there is a division to ask (山阳第二十七条)."""
    trial = instrument.proceeding
    return trial is not None and trial.kind == "trial"


def inquiries(instrument: Instrument) -> QuerySet[Proceeding]:
    """Questions put to the division that made the instrument, those taken back left out."""
    rows = Proceeding.objects.filter(kind="inquiry", inquiry__instrument=instrument)
    return rows.exclude(state="withdrawn")


def due_items(instrument: Instrument, on: date) -> list[Obligation]:
    """Unperformed items of which at least a part fell due before `on` (C-7.5)."""
    return [item for item in instrument.obligations.all() if not item.is_performed and _fell_due(item, instrument, on)]


def _fell_due(item: Obligation, instrument: Instrument, on: date) -> bool:
    if item.accelerated_on is None and item.instalments.exists():
        return any(row.due_on < on for row in item.overdue_instalments)
    last = item.last_due_on or instrument.effective_on
    return last is not None and last < on


def owed(instrument: Instrument, performed: Decimal) -> Decimal:
    """The instrument's sum without interest, late fee and costs, less what was performed (E-4.6, C-7.6)."""
    return max(instrument.claimed - performed, Decimal("0.00"))


def beside_the_claim(filing: Any, said: Mapping[str, Any]) -> Decimal:
    """Interest, late fee and costs where the court counts them into the claim (南召四3 keeps them outside)."""
    if filing is None or filing.policy.value("filing.fees_outside_claim"):
        return Decimal("0.00")
    return sum((said.get(name) or Decimal(0) for name in ("interest", "late_fee", "court_fee")), Decimal("0.00"))


def limitation_warning(instrument: Instrument, received_on: date, calendar: Any) -> str:
    """A warning when two years seem to be over; the court files all the same (民诉法解释第四百八十一条)."""
    start = instrument.performance_ends_on
    if start is None:
        return ""
    due = compute(LIMITATION.period, start, calendar)
    if received_on <= due.last_day:
        return ""
    return (
        f"自{start:%Y-%m-%d}起算，申请执行时效可能已于{due.last_day:%Y-%m-%d}届满（有中止、中断的除外）。"
        "不影响立案；被执行人提出时效异议的，由执行部门审查"
    )


def may_apply_again(filing: Any) -> bool:
    """Something is owed, and no other application is under review, is urged first or is enforced."""
    instrument = filing.basis
    others = Proceeding.objects.filter(kind="execution_filing", executionfiling__instrument=instrument)
    urged = urgings(instrument).filter(origin__kind="execution_filing", closed_at=None)
    under_way = others.filter(closed_at=None).exclude(pk=filing.pk) | urged
    return not (instrument.is_performed or under_way.exists() or executions(instrument).exists())


def limitation_start(filing: Any) -> date | None:
    """The application interrupted the period, which runs anew from it (执行程序解释第二十条)."""
    return limitation.start_now(filing.basis, court=filing.court, policy=filing.policy)


def limitation_spared(filing: Any) -> Sequence[Span]:
    return limitation.spared_now(filing.basis, court=filing.court, policy=filing.policy)


def helps(filing: Any, on: date) -> Iterator[tuple[str, str]]:
    """What the rows already say about the five checks, by name of the check."""
    instrument = filing.instrument
    day = instrument.effective_on
    yield "effective", f"系统计算的生效日：{day:%Y-%m-%d}" if day else "尚未计算出生效日"
    items = list(instrument.obligations.all())
    yield "content", f"已登记判项{len(items)}项，金钱给付合计{instrument.claimed:,.2f}元"
    names = "、".join(party.name for party in filing.debtors.all())
    yield "definite", f"被执行人：{names or '未登记'}；申请标的{filing.claimed_amount or Decimal(0):,.2f}元"
    ends = instrument.performance_ends_on
    fallen = len(due_items(instrument, on))
    yield "due", f"履行期末日：{f'{ends:%Y-%m-%d}' if ends else '未定'}；已到期未履行的判项{fallen}项"
