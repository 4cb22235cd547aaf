"""Every step of a paper's life as an event of its case, and who may take it."""

from datetime import datetime
from typing import Any

from courtflow.flow.events import Entry, record
from courtflow.flow.models import Event
from courtflow.flow.refusals import Denied

from .kinds import KINDS
from .models import Document


def role_in(by: Any, proceeding: Any, roles: tuple[str, ...], label: str) -> str:
    """The role in which this person may do it; superior courts read and never act."""
    if role := by.role_for(roles, proceeding):
        return str(role)
    holder = f"{proceeding.court.name}{proceeding.department.name}"
    raise Denied(f"“{label}”只能由{by.role_names(roles)}办理", ask=holder)


def note(
    document: Document, proceeding: Any, act: str, label: str, by: Any, role: str, reason: str = "",
    at: datetime | None = None, **facts: Any,
) -> Event:  # fmt: skip
    """Record a step; the proceeding's state does not move by it."""
    told = {"document": document.number, "title": document.title, "reason": reason} | facts
    return record(
        Entry(
            act=act,
            label=label,
            by=by,
            role=role,
            at=at,
            case=proceeding.case,
            proceeding=proceeding,
            from_state=proceeding.state,
            to_state=proceeding.state,
            articles=tuple(str(article) for article in KINDS[document.kind].basis(proceeding.policy)),
            facts=told,
        )
    )
