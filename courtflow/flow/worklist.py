"""Tasks (待办): opened by acts, completed by the act they ask for, cancelled when that act can no longer come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .models import Event, Task
from .rules import Rule

TASK_KINDS: dict[str, TaskKind] = {}


@dataclass(frozen=True)
class TaskKind:
    """A kind of task.

    `act` names the act that completes it, `page` the page that does, by the task's pk (neither: somebody ticks it off);
    `unit` the kind of department whose queue it enters, or how a proceeding tells it (None: the proceeding's own);
    `roles` who may claim it; `rule` the deadline that the task must meet; `to_handler` puts it straight on the desk of
    the handler; `when(proceeding)` says whether it is opened at all.
    """

    code: str
    title: str
    roles: tuple[str, ...]
    act: str | None = None
    unit: str | Callable[[Any], str] | None = None
    rule: Rule | None = None
    to_handler: bool = False
    when: Callable[[Any], bool] | None = None
    page: str = ""
    spec: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.code in TASK_KINDS and TASK_KINDS[self.code].title != self.title:
            raise ValueError(f"two kinds of task are called {self.code}")
        TASK_KINDS.setdefault(self.code, self)


def open_tasks(proceeding: Any, kinds: tuple[TaskKind, ...], event: Event, deadlines: list[Any]) -> None:
    """Open one task per kind; a task of the same kind still open is not doubled."""
    by_rule = {deadline.rule: deadline for deadline in deadlines}
    for kind in kinds:
        if kind.when is not None and not kind.when(proceeding):
            continue
        if Task.objects.filter(proceeding_id=proceeding.pk, kind=kind.code, state__in=Task.OPEN_STATES).exists():
            continue
        handler = proceeding.handler if kind.to_handler else None
        unit = kind.unit(proceeding) if callable(kind.unit) else kind.unit
        department = proceeding.court.unit(unit, policy=proceeding.policy) if unit else proceeding.department
        proceeding.case.admit(department)  # who has a task in a case must be able to read it
        Task.objects.create(
            case_id=proceeding.case_id,
            proceeding_id=proceeding.pk,
            kind=kind.code,
            title=kind.title,
            court_id=proceeding.court_id,
            department=department,
            roles=list(kind.roles),
            deadline=by_rule.get(kind.rule.code) if kind.rule else None,
            opened_by=event,
            opened_at=event.at,
            assignee=handler,
            state=Task.State.CLAIMED if handler else Task.State.OPEN,
            claimed_at=event.at if handler else None,
        )


def settle_tasks(proceeding: Any, act_name: str, reachable: frozenset[str], event: Event) -> None:
    """Complete the tasks this act answers, cancel those whose act cannot be reached any more."""
    for task in Task.objects.filter(proceeding_id=proceeding.pk, state__in=Task.OPEN_STATES):
        kind = TASK_KINDS.get(task.kind)
        if kind is None or kind.act is None:
            continue
        if kind.act == act_name:
            task.finish(Task.State.DONE, event.at, event)
        elif kind.act not in reachable:
            task.finish(Task.State.CANCELLED, event.at, event)
