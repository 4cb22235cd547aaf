"""The history shows every changed, removed or inserted event, and a tail that was cut off."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from courtflow.flow import anchors, events
from courtflow.flow.models import AnchorEntry, Event, Stream
from tests.diary import effective_case


@pytest.fixture
def told(shanyang: Any) -> list[Event]:
    """Three events in one case's chain, one in the house's."""
    case, _ = effective_case(shanyang)
    found = [_record(case, number) for number in range(3)]
    events.record_system_event("test", {"事": "改规则"})
    return found


def _record(case: Any, number: int) -> Event:
    return events.record(events.Entry(act=f"test.{number}", label=f"第{number}步", case=case, facts={"金额": number}))


@pytest.fixture
def tampering(told: list[Event]) -> Iterator[Any]:
    """A database owner who switches the trigger off."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("flow_event", "flow_anchor", "flow_anchorentry"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield cursor


def faults() -> list[str]:
    return [*events.verify(), *anchors.verify()]


def test_a_whole_history_has_no_faults(told: list[Event], capsys: Any) -> None:
    anchors.seal()
    assert faults() == []
    call_command("verify_history")


@pytest.mark.parametrize(
    "statement",
    ["UPDATE flow_event SET label = 'x'", "DELETE FROM flow_event", "UPDATE flow_event SET hash = ''"],
)
def test_the_database_refuses_to_change_history(told: list[Event], statement: str) -> None:
    with pytest.raises(DatabaseError, match="只能追加"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_changed_event_shows(told: list[Event], tampering: Any) -> None:
    tampering.execute("UPDATE flow_event SET facts = %s WHERE id = %s", [json.dumps({"金额": 99}), told[1].pk])
    assert any("第2号事件的内容被改动" in fault for fault in faults())
    with pytest.raises(CommandError, match="历史不完整"):
        call_command("verify_history")


def test_a_changed_event_with_a_new_hash_breaks_the_next_link(told: list[Event], tampering: Any) -> None:
    event = told[1]
    event.facts = {"金额": 99}
    tampering.execute(
        "UPDATE flow_event SET facts = %s, hash = %s WHERE id = %s",
        [json.dumps(event.facts), events.digest(event.content()), event.pk],
    )
    assert any("第3号事件与前一事件不衔接" in fault for fault in faults())


def test_a_removed_event_shows(told: list[Event], tampering: Any) -> None:
    tampering.execute("DELETE FROM flow_event WHERE id = %s", [told[1].pk])
    assert any("第2号事件缺失" in fault for fault in faults())


def test_an_inserted_event_shows(told: list[Event], tampering: Any) -> None:
    forged = Event.objects.get(pk=told[2].pk)
    forged.pk, forged.seq = None, 4
    forged.save(force_insert=True)
    assert faults()


def test_a_cut_tail_shows_by_the_anchor_even_when_the_chain_is_patched(told: list[Event], tampering: Any) -> None:
    anchors.seal()
    stream = told[2].stream
    tampering.execute("DELETE FROM flow_event WHERE id = %s", [told[2].pk])
    Stream.objects.filter(pk=stream.pk).update(count=2, head=told[1].hash)
    assert list(events.verify()) == []
    assert any("历史尾部被截去" in fault for fault in anchors.verify())


def test_a_cut_anchor_shows_by_the_file_outside(told: list[Event], tampering: Any, settings: Any) -> None:
    seal = anchors.seal()
    assert seal is not None
    AnchorEntry.objects.all().delete()
    tampering.execute("DELETE FROM flow_anchor")
    assert any("第1号锚定与数据库不符" in fault for fault in anchors.verify())
    Path(settings.ANCHOR_FILE).unlink()
    assert list(anchors.verify()) == []  # without the file outside nobody could tell: that is why it leaves


def test_anchoring_nothing_new_adds_nothing(told: list[Event]) -> None:
    first = anchors.seal()
    assert first is not None
    assert first.events == 4
    assert anchors.seal() is None
    assert anchors.last_head() == (1, first.root)
