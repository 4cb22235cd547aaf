"""Anchors: regular seals over all chains, also written outside the database, so that a cut tail shows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection, models, transaction

from . import clock
from .facts import canonical
from .models import Anchor, AnchorEntry, Event, Stream


def seal() -> Anchor | None:
    """Seal every chain that grew since the last anchor; None when nothing did. Writes one line to ANCHOR_FILE."""
    with transaction.atomic():
        _wait_for_other_seals()
        last = Anchor.objects.order_by("-number").first()
        grown = list(Stream.objects.select_for_update().filter(count__gt=models.F("anchored")).order_by("id"))
        if not grown:
            return None
        entries = [[stream.key, stream.count, stream.head] for stream in grown]
        prev_root = last.root if last else ""
        anchor = Anchor.objects.create(
            number=last.number + 1 if last else 1,
            sealed_at=clock.now(),
            events=Stream.objects.aggregate(total=models.Sum("count"))["total"],
            prev_root=prev_root,
            root=root_of(prev_root, entries),
        )
        AnchorEntry.objects.bulk_create(
            AnchorEntry(anchor=anchor, stream_key=stream.key, count=stream.count, head=stream.head) for stream in grown
        )
        Stream.objects.filter(pk__in=[stream.pk for stream in grown]).update(anchored=models.F("count"))
        write_line(anchor)
    return anchor


def _wait_for_other_seals() -> None:
    """A lock of its own: FOR UPDATE needs the right to UPDATE anchors, which the application's role lacks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [Anchor._meta.db_table])


def root_of(prev_root: str, entries: list[list[object]]) -> str:
    return hashlib.sha256((prev_root + canonical(entries)).encode()).hexdigest()


def write_line(anchor: Anchor) -> None:
    """Append the seal to the file that the court copies off this machine; a failure rolls the seal back."""
    path = Path(settings.ANCHOR_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{anchor.number} {anchor.sealed_at.isoformat()} {anchor.events} {anchor.root}\n")


def verify(file: Path | None = None) -> Iterator[str]:
    """Faults between the anchors, the chains and the file outside, in Chinese."""
    prev_root, number = "", 0
    roots: dict[int, str] = {}
    for anchor in Anchor.objects.order_by("number"):
        if anchor.number != number + 1:
            yield f"第{number + 1}号锚定缺失"
        entries = [[e.stream_key, e.count, e.head] for e in anchor.entries.order_by("id")]
        if anchor.prev_root != prev_root or root_of(prev_root, entries) != anchor.root:
            yield f"第{anchor.number}号锚定被改动"
        prev_root, number = anchor.root, anchor.number
        roots[number] = anchor.root
    yield from _verify_heads()
    yield from _verify_file(file or Path(settings.ANCHOR_FILE), roots)


def _verify_heads() -> Iterator[str]:
    for entry in AnchorEntry.objects.order_by("id").iterator():
        event = Event.objects.filter(stream__key=entry.stream_key, seq=entry.count).first()
        if event is None:
            yield f"{entry.stream_key}：已锚定的第{entry.count}号事件不存在，历史尾部被截去"
        elif event.hash != entry.head:
            yield f"{entry.stream_key}：第{entry.count}号事件与锚定值不符"


def _verify_file(path: Path, roots: dict[int, str]) -> Iterator[str]:
    if not path.exists():
        if roots:
            yield f"库外锚定文件 {path.name} 不存在，请从异机备份取回后再核对"
        return
    outside: dict[int, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split()
        if len(fields) == 4 and fields[0].isdigit():
            outside[int(fields[0])] = fields[3]
    for number, root in outside.items():
        if roots.get(number) != root:
            yield f"库外文件记载的第{number}号锚定与数据库不符，数据库中的历史已被改写或截去"
    for number in roots.keys() - outside.keys():
        yield f"第{number}号锚定不在库外文件中"


def last_head() -> tuple[int, str] | None:
    """Number and root of the newest anchor."""
    anchor = Anchor.objects.order_by("-number").first()
    return (anchor.number, anchor.root) if anchor else None
