"""The sweep: fires what is due, warns of what will be; safe to run late, twice, or in ten copies."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any

from django.db import transaction

from courtflow.law.periods import Unit

from . import clock, registry, watch
from .acts import SYSTEM
from .deadlines import next_warning
from .models import Deadline, SweepRun
from .notices import notify, notify_all
from .perform import perform
from .refusals import Refusal

log = logging.getLogger(__name__)

BATCH = 200
MAX_ATTEMPTS = 5  # tries before a row is set aside for a person; a technical limit, not a legal one
FIRST_RETRY = timedelta(minutes=1)


@dataclass
class Report:
    """What one pass did; `halted` says why it did nothing."""

    warned: int = 0
    fired: int = 0
    failed: int = 0
    busy: int = 0
    halted: str = ""

    def count(self, outcomes: Iterable[str]) -> None:
        for outcome in filter(None, outcomes):
            setattr(self, outcome, getattr(self, outcome) + 1)


def patrol() -> Report:
    """Sweep, unless the clock cannot be trusted: then nothing is fired and everybody is told."""
    reading = watch.read()
    if why := watch.fault(reading):
        log.critical("the clock cannot be trusted, nothing is fired: %s", why)
        watch.halt(reading, why)
        return Report(halted=why)
    if abs(reading.drift) > watch.DRIFT_WORTH_TELLING:
        log.warning("this machine's clock and the database's are %s apart", reading.drift)
    return sweep()


def sweep(at: datetime | None = None) -> Report:
    """Warn and fire everything due by `at` (default: now), in the order of the legal moments.

    One transaction per deadline that acts; those that only tell people share one, because they touch nothing else.
    The report speaks of deadlines; what else is swept for is counted in the SweepRun.
    """
    reading = watch.read()
    at = at or reading.at
    run = SweepRun.objects.create(started_at=reading.at, **reading.fields())
    report = Report()
    _fire_due(at, report)
    for pks in _warnable(at):
        report.count(_warn(pk, at) for pk in pks)
    beside = Report()
    for sweeper in registry.sweepers:
        beside.count(_run(sweeper, at))
    SweepRun.objects.filter(pk=run.pk).update(
        ended_at=clock.now(), warned=report.warned + beside.warned, fired=report.fired + beside.fired,
        failed=report.failed + beside.failed,
    )  # fmt: skip
    return report


def _run(sweeper: Callable[[datetime], Iterable[str]], at: datetime) -> Iterable[str]:
    """One of the registered sweepers; its fault is told in the log and keeps nobody else from running."""
    try:
        return list(sweeper(at))
    except Exception:
        log.exception("%s could not sweep", sweeper.__module__)
        return ["failed"]


def _fire_due(at: datetime, report: Report) -> None:
    """Fire in order of the legal moments, also what an act starts that fell due in the meantime (after an outage).

    Nothing in a case is fired past an earlier deadline of it that somebody else is at: the next round takes it up.
    """
    left: set[int] = set()
    busy_cases: set[int] = set()
    running = Deadline.objects.filter(state=Deadline.State.RUNNING, due_at__lte=at).exclude(retry_at__gt=at)
    ordered = running.order_by("due_at", "id").values_list("pk", "case_id", "on_expiry")
    while batch := list(ordered.exclude(pk__in=left).exclude(case_id__in=busy_cases)[:BATCH]):
        if telling := [pk for pk, _, _ in takewhile(lambda row: not row[2], batch)]:
            report.count(_tell_all(telling, at))
            left.update(running.filter(pk__in=telling).values_list("pk", flat=True))
            continue
        pk, case, _ = batch[0]
        outcome = _fire(pk, at)
        report.count([outcome])
        if outcome == "busy":
            busy_cases.add(case)
        elif outcome == "failed":
            left.add(pk)


def _warnable(at: datetime) -> Iterator[list[int]]:
    """Those to be warned of, in batches; one that somebody is at is not tried again in this pass."""
    seen: set[int] = set()
    rows = Deadline.objects.filter(state=Deadline.State.RUNNING, next_warning_at__lte=at)
    ordered = rows.order_by("next_warning_at", "id").values_list("pk", flat=True)
    while fresh := list(ordered.exclude(pk__in=seen)[:BATCH]):
        seen.update(fresh)
        yield fresh


def _claim(pk: int) -> Deadline | None:
    """Lock one running row, or None when another copy or a person's act is at it.

    People lock the case first and its deadlines later; the sweep comes the other way round, so it never waits for a
    case while it holds a deadline: a case in use is left to the next round.
    """
    deadline = Deadline.objects.select_for_update(skip_locked=True).filter(pk=pk, state=Deadline.State.RUNNING).first()
    if deadline is None:
        return None
    case_model: Any = Deadline._meta.get_field("case").related_model
    if not case_model.objects.select_for_update(skip_locked=True).filter(pk=deadline.case_id).exists():
        return None
    return deadline


def _tell_all(pks: list[int], at: datetime) -> Iterator[str]:
    """Mark as overdue what nobody did in time; should one row refuse, each is tried by itself."""
    try:
        with transaction.atomic():
            mine = _claim_all(pks, at)
            Deadline.objects.filter(pk__in=[row.pk for row in mine]).update(
                state=Deadline.State.OVERDUE, next_warning_at=None
            )
            notify_all(mine, _overdue)
    except Exception:
        log.warning("%s deadlines could not be told of together", len(pks), exc_info=True)
        yield from (_fire(pk, at) for pk in pks)
    else:
        yield from ["fired"] * len(mine)
        yield from ["busy"] * (len(pks) - len(mine))


def _claim_all(pks: list[int], at: datetime) -> list[Deadline]:
    """Like _claim, for many: those that nobody is at."""
    rows = Deadline.objects.select_for_update(skip_locked=True, of=("self",)).select_related("proceeding")
    free = list(rows.filter(pk__in=pks, state=Deadline.State.RUNNING, due_at__lte=at))
    cases = set(_cases().filter(pk__in={row.case_id for row in free}).values_list("pk", flat=True))
    return [row for row in free if row.case_id in cases]


def _cases() -> Any:
    """Cases that nobody is acting in, to be locked."""
    model: Any = Deadline._meta.get_field("case").related_model
    return model.objects.select_for_update(skip_locked=True)


def _overdue(deadline: Deadline) -> str:
    return f"“{deadline.title}”已于{deadline.due_on:%Y-%m-%d}届满仍未办理，请立即处理"


def _fire(pk: int, at: datetime) -> str:
    with transaction.atomic():
        deadline = _claim(pk)
        if deadline is None:
            return "busy"
        if deadline.due_at > at:  # recomputed since it was listed
            return ""
        try:
            with transaction.atomic():
                _expire(deadline)
        except Exception as error:  # one poisoned row is set aside visibly and blocks nobody
            _set_aside(deadline, error, at)
            return "failed"
    return "fired"


def _expire(deadline: Deadline) -> None:
    if not deadline.on_expiry:
        Deadline.objects.filter(pk=deadline.pk).update(state=Deadline.State.OVERDUE, next_warning_at=None)
        notify(deadline, _overdue(deadline))
        return
    effect = legal_moment(deadline)
    event = perform(_proceeding(deadline), deadline.on_expiry, by=SYSTEM, at=effect)
    Deadline.objects.filter(pk=deadline.pk).update(
        state=Deadline.State.FIRED, ended_at=effect, ended_by=event, next_warning_at=None, error=""
    )
    notify(deadline, f"“{deadline.title}”已于{deadline.due_on:%Y-%m-%d}届满，系统已办理：{event.label}")


def legal_moment(deadline: Deadline) -> datetime:
    """Expiry takes effect when the period ends: the last instant of its last day, or the exact hour."""
    return deadline.due_at if deadline.unit == Unit.HOUR else deadline.due_at - timedelta(microseconds=1)


def _proceeding(deadline: Deadline) -> Any:
    base = deadline.proceeding
    return registry.proceeding_class(base.kind).objects.get(pk=base.pk)


def _set_aside(deadline: Deadline, error: Exception, at: datetime) -> None:
    log.error("deadline %s could not be fired", deadline.pk, exc_info=not isinstance(error, Refusal))
    attempts = deadline.attempts + 1
    stuck = attempts >= MAX_ATTEMPTS
    Deadline.objects.filter(pk=deadline.pk).update(
        attempts=attempts,
        error=str(error)[:2000],
        retry_at=None if stuck else at + FIRST_RETRY * 2**attempts,
        state=Deadline.State.STUCK if stuck else Deadline.State.RUNNING,
    )
    if stuck:
        notify(deadline, f"“{deadline.title}”届满后系统多次办理未成，请人工处理：{error}"[:500])


def _warn(pk: int, at: datetime) -> str:
    with transaction.atomic():
        deadline = _claim(pk)
        if deadline is None or deadline.next_warning_at is None or deadline.next_warning_at > at:
            return ""
        days = (deadline.due_on - clock.day_of(at)).days
        notify(deadline, f"“{deadline.title}”还有{days}天届满（末日{deadline.due_on:%Y-%m-%d}）")
        deadline.next_warning_at = next_warning(deadline, at)
        deadline.save(update_fields=["next_warning_at"])
    return "warned"
