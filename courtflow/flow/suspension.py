"""Suspension and extension of running clocks: days left out and time added, each on an article and by an approver.

Nothing is changed in place: the running occurrence ends as recomputed and a new one is written, whose steps name the
exclusion or the extension. While an exclusion lasts the new occurrence stands still. A hard cap allows neither.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from courtflow.law.articles import Article
from courtflow.law.exclusions import GROUNDS, Ground

from . import registry
from .acts import Act, Deed
from .deadlines import succeed
from .models import Deadline, Event, Exclusion, Extension
from .refusals import Refusal
from .rules import RULES, Extend, Pause, Told


def apply(proceeding: Any, act: Act, deed: Deed, event: Event) -> None:
    """What an act declares: first what goes on, then what stands still, then what gets more time."""
    for resume in act.resumes:
        if resume.when is None or resume.when(proceeding, deed):
            resume_clocks(proceeding, resume.grounds, _day(resume.on, proceeding, deed), event)
    for pause in act.pauses:
        if pause.when is None or pause.when(proceeding, deed):
            _pause(proceeding, pause, deed, event)
    for extend in act.extends:
        _extend(proceeding, extend, deed, event)


def _pause(proceeding: Any, pause: Pause, deed: Deed, event: Event) -> None:
    ground = pause.ground if isinstance(pause.ground, Ground) else GROUNDS[deed[pause.ground]]
    pause_clocks(
        proceeding,
        ground,
        tuple(rule.code for rule in pause.rules),
        _day(pause.first, proceeding, deed),
        event,
        last=_told(pause.last, proceeding, deed),
        approver=_approver(pause.approver, proceeding, deed),
        note=str(_told(pause.note, proceeding, deed) or ""),
    )


def pause_clocks(
    proceeding: Any,
    ground: Ground,
    rules: tuple[str, ...],
    first: date,
    event: Event,
    *,
    approver: str,
    last: date | None = None,
    note: str = "",
) -> Exclusion | None:
    """Leave out days from `first`, until `last` or until an act resumes. None where they are left out already.

    Refusal for a clock that is a hard cap, and for a last day before the first.
    """
    if last is not None and last < first:
        raise Refusal("扣除期间的止日早于起日", remedy="请核对起止日期", code="invalid", status=400)
    clocks = list(_clocks(proceeding, rules))
    for deadline in clocks:
        _refuse_cap(deadline, f"因{ground.label}中止")
    if last is None and proceeding.exclusions.filter(ground=ground.code, last=None).exists():
        return None
    exclusion = Exclusion.objects.create(
        proceeding_id=proceeding.pk, ground=ground.code, rules=list(rules), first=first, last=last,
        article=str(ground.under), approver=approver[:100], note=note[:300], opened_by=event,
        closed_by=event if last else None,
    )  # fmt: skip
    for deadline in clocks:
        if first <= deadline.due_on:  # what has run out before does not come back
            recompute(deadline, event, proceeding)
    return exclusion


def resume_clocks(proceeding: Any, grounds: tuple[Ground, ...], on: date, event: Event) -> None:
    """Let the clocks go on that stood still on one of `grounds`: the day before `on` is the last that is left out."""
    codes = [ground.code for ground in grounds]
    ended = list(proceeding.exclusions.filter(ground__in=codes, last=None))
    for exclusion in ended:
        exclusion.last, exclusion.closed_by = on - timedelta(days=1), event
        exclusion.save(update_fields=["last", "closed_by"])
    rules = tuple({rule for exclusion in ended for rule in exclusion.rules})
    for deadline in _clocks(proceeding, rules).filter(state=Deadline.State.SUSPENDED):
        recompute(deadline, event, proceeding)


def _extend(proceeding: Any, extend: Extend, deed: Deed, event: Event) -> None:
    length = extend.length if isinstance(extend.length, int) else _told(extend.length, proceeding, deed)
    clocks = _clocks(proceeding, (extend.rule.code,))
    if extend.party is not None:
        clocks = clocks.filter(party=_told(extend.party, proceeding, deed))
    if not clocks:
        raise Refusal(
            f"“{extend.rule.title}”没有在计算中，不能延长", under=extend.rule.under, code="not_running",
            remedy="请核对期限是否已经届满或者办结",
        )  # fmt: skip
    for deadline in clocks:
        extend_clock(
            deadline, event, proceeding, length=length, unit=extend.unit,
            until=_told(extend.until, proceeding, deed), reason=str(_told(extend.reason, proceeding, deed) or ""),
            approver=_approver(extend.approver, proceeding, deed), article=deed.act.under[0],
        )  # fmt: skip


def extend_clock(
    deadline: Deadline,
    event: Event,
    proceeding: Any,
    *,
    reason: str,
    approver: str,
    article: Article,
    length: int | None = None,
    unit: str = "day",
    until: date | None = None,
) -> Deadline:
    """Add time to one running clock: `length` in `unit`, or up to the day `until`. Refusal for a hard cap."""
    _refuse_cap(deadline, "延长")
    if until is not None and until <= deadline.due_on:
        raise Refusal(
            f"延长后的末日须晚于现在的末日{deadline.due_on:%Y-%m-%d}", under=article, code="invalid", status=400,
            remedy="请核对延长至哪一日",
        )  # fmt: skip
    Extension.objects.create(
        deadline_id=deadline.origin_id or deadline.pk, length=None if until else length, unit="" if until else unit,
        until=until, article=str(article), approver=approver[:100], reason=reason[:300], event=event,
    )  # fmt: skip
    return recompute(deadline, event, proceeding)


def recompute(deadline: Deadline, event: Event, proceeding: Any) -> Deadline:
    """Write the next occurrence of a clock from everything that is stored about it."""
    exclusions = Exclusion.objects.filter(proceeding=deadline.proceeding_id, rules__contains=[deadline.rule])
    extensions = Extension.objects.filter(deadline=deadline.origin_id or deadline.pk)
    return succeed(deadline, event, proceeding.court.calendar, exclusions, extensions)


def _clocks(proceeding: Any, rules: tuple[str, ...]) -> Any:
    return Deadline.objects.filter(proceeding_id=proceeding.pk, rule__in=rules, state__in=Deadline.LIVE)


def _refuse_cap(deadline: Deadline, what: str) -> None:
    if deadline.cap:
        raise Refusal(
            f"“{deadline.title}”为最长期限，不得{what}", under=RULES[deadline.rule].under, code="cap",
            remedy="在期限内办结，或者届满后按程序转出",
        )  # fmt: skip


def _told(told: Told | None, proceeding: Any, deed: Deed) -> Any:
    return deed.get(told) if isinstance(told, str) else told(proceeding, deed) if told else None


def _day(told: Told | None, proceeding: Any, deed: Deed) -> date:
    return _told(told, proceeding, deed) or deed.on


def _approver(told: Told | None, proceeding: Any, deed: Deed) -> str:
    """Who approved: whom the facts name, or who performs the act in his role."""
    if named := _told(told, proceeding, deed):
        return str(named)
    return f"{registry.roles[deed.role]}{deed.by}" if deed.by is not None else "系统"
