"""Events of duties: they hang on no case, so they stand in the chain of the house."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from courtflow.flow.events import Entry, record
from courtflow.flow.models import Event

from .models import Duty


def record_of(
    duty: Duty, name: str, label: str, *, by: Any = None, role: str = "system", at: datetime | None = None,
    facts: dict[str, Any] | None = None,
) -> Event:  # fmt: skip
    """One event about a duty; must run inside a transaction."""
    said = {"court": duty.court, "department": duty.department, "duty": duty, "rule": duty.rule, **(facts or {})}
    return record(Entry(act=f"duty.{name}", label=label[:100], by=by, role=role, at=at, articles=(duty.article,),
                        facts=said))  # fmt: skip
