"""What an act has led to, in one message: state, new dates, tasks, papers, proceedings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from courtflow.cases.models import Proceeding
from courtflow.flow.models import Deadline, Event, Task
from courtflow.pages.templatetags.court import due_date
from documents.models import Document


def told(event: Event) -> str:
    """“已办理…”, and what follows from it."""
    proceeding: Any = event.proceeding
    now = f"，{proceeding.title}现为“{proceeding.state_label}”" if event.from_state != event.to_state else ""
    return f"已办理“{event.label}”{now}。" + "".join(f"{part}。" for part in _parts(event))


def _parts(event: Event) -> Iterator[str]:
    deadlines = Deadline.objects.filter(started_by=event).order_by("due_at")
    if dates := "、".join(f"{item.title}（末日{due_date(item)}）" for item in deadlines):
        yield f"新的期限：{dates}"
    tasks = Task.objects.filter(opened_by=event).select_related("department")
    if todo := "、".join(f"{task.title}（{task.department}）" for task in tasks):
        yield f"新的任务：{todo}"
    papers = Document.objects.filter(ordered_by=event).without_pdf().select_related("addressee")
    if titles := "、".join(f"{paper.title}{f'（{paper.addressee}）' if paper.addressee else ''}" for paper in papers):
        yield f"正在制作文书：{titles}"
    opened = Proceeding.objects.filter(origin=event.proceeding_id, opened_at=event.at)
    if begun := "、".join(f"{row.title}{row.number or ''}" for row in opened):
        yield f"已开启：{begun}"
