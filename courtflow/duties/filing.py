"""Filing a duty: power, facts, frozen figures and the event, wholly or not at all."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from courtflow.flow import clock, recalendar
from courtflow.flow.facts import Facts, bind, check_days, to_json
from courtflow.flow.models import Event
from courtflow.flow.refusals import Denied, InvalidFacts, Refusal
from documents import uploads
from documents.keeping import store

from . import events
from .models import Duty
from .rules import DUTIES


def form_of(duty: Duty, data: Any = None) -> Facts:
    """The duty's own form, bound when there are data."""
    form = DUTIES[duty.rule].facts
    return form(proceeding=duty, day=clock.today()) if data is None else form(
        data, proceeding=duty, day=clock.today()
    )  # fmt: skip


def prefilled(duty: Duty) -> dict[str, Any]:
    """What the house knows: frozen once filed, counted afresh before."""
    return DUTIES[duty.rule].prefill(duty) if duty.live else duty.figures


def refusal_of(duty: Duty, by: Any) -> Refusal | None:
    """Why this person cannot file it now, or None."""
    if not duty.live:
        return Refusal(f"{duty}已于{clock.day_of(duty.filed_at or duty.due_at):%Y-%m-%d}报送", code="state",
                       remedy="已报送的内容不再改动；需要更正的，在下一期报送中说明")  # fmt: skip
    if duty.prepared_at is None:
        return Refusal(f"系统正在办理“{duty}”，尚未完成", code="unprepared", remedy="请稍后刷新页面再报送",
                       ask="系统管理员" if duty.error else "")  # fmt: skip
    if not by.role_for(duty.roles, duty):
        names = by.role_names(duty.roles)
        return Denied(f"“{duty.title}”由{duty.department}的{names}报送", ask=f"{duty.department}的{names}")
    return None


def file(duty: Duty, by: Any, facts: Any, *, upload: Any = None, at: datetime | None = None) -> Event:
    """File a duty. `facts` is a POST or a mapping, `upload` a file or None. A Refusal leaves nothing changed."""
    at = at or clock.now()
    _admit(duty, by)  # before anything that somebody sends is opened
    attached = _read(upload) if upload else None
    with transaction.atomic():
        locked = _lock(duty)
        _admit(locked, by)
        form = bind(DUTIES[locked.rule].facts, facts, proceeding=locked, day=clock.day_of(at))
        content = _clean(form)
        if attached:
            locked.attachment, locked.file_name = store(attached), attached.name
        event = _close(locked, content, at, by=by, role=by.role_for(locked.roles, locked))
    duty.__dict__.update({name: value for name, value in locked.__dict__.items() if name != "_state"})
    return event


def _admit(duty: Duty, by: Any) -> None:
    if refusal := refusal_of(duty, by):
        refusal.act_label = duty.title
        raise refusal


def _read(upload: Any) -> uploads.Upload:
    """A signed copy beside the facts: of any kind that a file may be."""
    try:
        return uploads.read(upload, uploads.EVERY)
    except ValidationError as fault:
        raise InvalidFacts({"file": [f"附件：{message}" for message in fault.messages]}) from None


def file_by_system(duty: Duty, content: dict[str, Any], at: datetime) -> Event:
    """What the system did wholly by itself."""
    return _close(_lock(duty), content, at, by=None, role="system")


def _lock(duty: Duty) -> Duty:
    rows = Duty.objects.select_related("court", "department__parent").select_for_update(of=("self",))
    return rows.get(pk=duty.pk)


def _clean(form: Facts | None) -> dict[str, Any]:
    if form is None:
        return {}
    if form.is_valid():
        check_days(form)
    if form.errors:
        raise InvalidFacts({name: [str(fault) for fault in faults] for name, faults in form.errors.items()})
    content: dict[str, Any] = to_json(form.cleaned_data)
    return content


def _close(duty: Duty, content: dict[str, Any], at: datetime, *, by: Any, role: str) -> Event:
    late = at >= duty.due_at
    duty.figures = DUTIES[duty.rule].prefill(duty)
    duty.content, duty.filed_by, duty.filed_at, duty.next_warning_at = content, by, at, None
    duty.state = Duty.State.LATE if late else Duty.State.FILED
    label = f"{'逾期' if late else '按期'}报送：{duty}"
    facts = {"content": content, "figures": duty.figures, "file": duty.attachment.sha256 if duty.attachment else ""}
    duty.event = events.record_of(duty, "file", label, by=by, role=role, at=at, facts=facts)
    duty.save(update_fields=[
        "figures", "content", "filed_by", "filed_at", "next_warning_at", "state", "event", "attachment", "file_name",
    ])  # fmt: skip
    recalendar.overtake("duty", duty.pk, duty.event)
    return duty.event
