"""What people do with tasks: take one, give it to somebody, hand it back, tick it off. Each is an event of the case."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from . import clock
from .events import Entry, record
from .models import Event, Task
from .refusals import Denied, Refusal
from .worklist import TASK_KINDS


def claim(task: Task, by: Any) -> Task:
    """Take a task of one's own role and department that nobody has taken."""
    with transaction.atomic():
        task = _lock(task)
        if task.assignee_id == by.pk:
            return task
        role = by.role_for(task.roles, task)
        if not role:
            raise _not_yours(task, by)
        if task.state != Task.State.OPEN:
            raise Refusal(
                f"“{task.title}”已由{task.assignee}认领", remedy="需要改由您办理的，请部门负责人重新指派", code="taken"
            )
        _put(task, by)
        _record("claim", f"认领任务：{task.title}", task, by, role)
    return task


def assign(task: Task, to: Any, by: Any) -> Task:
    """Put a task on somebody's desk; for heads and the command centre."""
    with transaction.atomic():
        task = _lock(task)
        role = by.assigning_role(task)
        if not role:
            raise Denied(f"“{task.title}”只能由部门负责人或者执行指挥中心指派", ask=f"{task.department}负责人")
        if not to.is_active or not to.role_for(task.roles, task):
            raise Refusal(
                f"{to}不能办理“{task.title}”",
                remedy=f"请指派给{task.department}的{by.role_names(task.roles)}；已确定承办人的，只能由承办人办理",
                code="unfit",
            )
        if task.assignee_id != to.pk:
            _put(task, to)
            _record("assign", f"指派任务：{task.title}", task, by, role, {"to": to})
    return task


def release(task: Task, by: Any) -> Task:
    """Hand a task back to the department's queue: by him who has it, or by a head."""
    with transaction.atomic():
        task = _lock(task)
        role = by.role_for(task.roles, task) if task.assignee_id == by.pk else by.assigning_role(task)
        if not role:
            raise _not_yours(task, by)
        _put(task, None)
        _record("release", f"退回任务：{task.title}", task, by, role)
    return task


def finish(task: Task, by: Any, note: str) -> Task:
    """Tick off a task that no act completes, saying what was done."""
    with transaction.atomic():
        task = _lock(task)
        kind = TASK_KINDS.get(task.kind)
        if kind is not None and (kind.act is not None or kind.page):
            raise Refusal(
                f"“{task.title}”办理相应事项后自动办结", remedy="请在案件页“现在可以办理”中办理", code="by_act"
            )
        role = by.role_for(task.roles, task)
        if not role:
            raise _not_yours(task, by)
        if task.assignee_id not in (None, by.pk):
            raise Refusal(
                f"“{task.title}”由{task.assignee}办理", remedy="由其办结，或者由部门负责人重新指派", code="taken"
            )
        if not note.strip():
            raise Refusal("没有写明办理情况", remedy="请简要写明怎样办结", code="no_note", status=400)
        event = _record("finish", f"办结任务：{task.title}", task, by, role, {"note": note})
        task.note = note.strip()[:500]
        task.assignee = by
        task.save(update_fields=["note", "assignee"])
        task.finish(Task.State.DONE, event.at, event)
    return task


def _lock(task: Task) -> Task:
    """The case first, as perform() does, so that nobody waits for each other in a circle."""
    case_model: Any = Task._meta.get_field("case").related_model
    case_model.objects.select_for_update().get(pk=task.case_id)
    fresh = (
        Task.objects.select_for_update(of=("self",))
        .select_related("case", "proceeding", "department", "assignee")
        .get(pk=task.pk)
    )
    if fresh.state not in Task.OPEN_STATES:
        raise Refusal(
            f"“{fresh.title}”{fresh.get_state_display()}，不能再办理", remedy="刷新页面查看最新情况", code="ended"
        )
    return fresh


def _not_yours(task: Task, by: Any) -> Denied:
    who = by.role_names(task.roles)
    return Denied(f"“{task.title}”由{task.department}的{who}办理", ask=f"{task.department}的{who}")


def _put(task: Task, user: Any) -> None:
    task.assignee = user
    task.state = Task.State.CLAIMED if user else Task.State.OPEN
    task.claimed_at = clock.now() if user else None
    task.save(update_fields=["assignee", "state", "claimed_at"])


def _record(name: str, label: str, task: Task, by: Any, role: str, facts: dict[str, Any] | None = None) -> Event:
    state = task.proceeding.state
    return record(
        Entry(
            act=f"task.{name}", label=label, by=by, role=role, case=task.case, proceeding=task.proceeding,
            from_state=state, to_state=state, facts={"task": task.pk, **(facts or {})},
        )
    )  # fmt: skip
