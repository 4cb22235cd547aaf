"""Papers that could not be made or were sent back: the task to have them made, open until there is one.

It stands on the desk of whoever handles the proceeding, and moves with the proceeding to another department.
"""

from typing import Any

from courtflow.flow.models import Event, Task
from courtflow.flow.worklist import open_tasks

from .kinds import KINDS
from .models import Document


def unmade(proceeding: Any, slug: str) -> list[Document]:
    """The papers of one kind that are wanting: of those to the same addressee the newest one counts."""
    rows = Document.objects.filter(proceeding_id=proceeding.pk, kind=slug).without_pdf().select_related("addressee")
    newest = {(row.addressee_id, row.receiver): row for row in rows.order_by("id")}
    return [row for row in newest.values() if row.failed]


def settle(proceeding: Any, slug: str, event: Event) -> None:
    """Open the task while papers of the kind are wanting, end it with the last of them."""
    wanting = unmade(proceeding, slug)
    for task in asked(proceeding, slug):
        if not wanting:
            task.finish(Task.State.DONE, event.at, event)
        elif _elsewhere(task, proceeding):
            task.finish(Task.State.CANCELLED, event.at, event)
    if wanting:
        open_tasks(proceeding, (KINDS[slug].redrafting,), event, [])


def _elsewhere(task: Task, proceeding: Any) -> bool:
    """The proceeding went to another department, or has somebody in charge while nobody took the task."""
    nobodys = task.assignee_id is None and proceeding.handler_id is not None
    return nobodys or task.department_id != proceeding.department_id


def asked(proceeding: Any, slug: str) -> list[Task]:
    code = KINDS[slug].redrafting.code
    return list(Task.objects.filter(proceeding_id=proceeding.pk, kind=code, state__in=Task.OPEN_STATES))
