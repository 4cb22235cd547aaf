"""Writing and verifying the history: one hash chain per case, one for the house."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from . import clock
from .facts import canonical, to_json
from .models import Event, Stream

HOUSE = "house"


@dataclass(frozen=True)
class Entry:
    """What an event says, before it has its place in the chain."""

    act: str
    label: str
    by: Any = None
    role: str = "system"
    at: datetime | None = None
    case: Any = None
    proceeding: Any = None
    from_state: str = ""
    to_state: str = ""
    articles: tuple[str, ...] = ()
    facts: Any = None


def record(entry: Entry) -> Event:
    """Append an event to the chain of its case (or of the house). Must run inside a transaction."""
    key = f"case:{entry.case.pk}" if entry.case is not None else HOUSE
    stream = _locked(key)
    moment = clock.now()
    event = Event(
        stream=stream,
        seq=stream.count + 1,
        case_id=entry.case.pk if entry.case is not None else None,
        proceeding_id=entry.proceeding.pk if entry.proceeding is not None else None,
        act=entry.act,
        label=entry.label,
        by=entry.by,
        by_label=str(entry.by) if entry.by is not None else "系统",
        role=entry.role,
        at=entry.at or moment,
        recorded_at=moment,
        from_state=entry.from_state,
        to_state=entry.to_state,
        articles=list(entry.articles),
        facts=to_json(entry.facts or {}),
        prev_hash=stream.head,
    )
    event.hash = digest(event.content())
    event.save(force_insert=True)
    stream.count, stream.head = event.seq, event.hash
    stream.save(update_fields=["count", "head"])
    return event


def record_system_event(
    kind: str, facts: dict[str, Any], by: Any = None, *, label: str = "", source: str = ""
) -> Event:
    """An event of the house: a change of profile, calendar, wording, role, an unmasking without a case."""
    with transaction.atomic():
        return record(
            Entry(
                act=kind,
                label=label or kind,
                by=by,
                role="admin" if by else "system",
                facts=facts,
                articles=(source,) if source else (),
            )
        )


def _locked(key: str) -> Stream:
    stream = Stream.objects.select_for_update().filter(key=key).first()
    if stream is None:
        Stream.objects.bulk_create([Stream(key=key)], ignore_conflicts=True)
        stream = Stream.objects.select_for_update().get(key=key)
    return stream


def digest(content: dict[str, Any]) -> str:
    """SHA-256 over the canonical text of an event's content."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def verify(key: str | None = None) -> Iterator[str]:
    """Faults found in the chains, in Chinese; nothing when the history is whole."""
    streams = Stream.objects.filter(key=key) if key else Stream.objects.all()
    for pk in streams.order_by("id").values_list("pk", flat=True):
        with transaction.atomic():  # the lock keeps the chain from growing while it is read
            yield from list(_verify_stream(Stream.objects.select_for_update().get(pk=pk)))


def _verify_stream(stream: Stream) -> Iterator[str]:
    previous, expected = "", 1
    for event in stream.events.order_by("seq").select_related("stream").iterator(chunk_size=500):
        if event.seq != expected:
            yield f"{stream.key}：第{expected}号事件缺失或被删除（下一事件为第{event.seq}号）"
            expected = event.seq
        if event.prev_hash != previous:
            yield f"{stream.key}：第{event.seq}号事件与前一事件不衔接，其前有事件被删除、插入或改动"
        if digest(event.content()) != event.hash:
            yield f"{stream.key}：第{event.seq}号事件的内容被改动"
        previous, expected = event.hash, event.seq + 1
    if expected - 1 != stream.count or previous != stream.head:
        yield f"{stream.key}：链头登记为第{stream.count}号，实际止于第{expected - 1}号，尾部被删除或插入"
