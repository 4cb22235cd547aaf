"""Rows to measure on, written in bulk: what is timed is never how they came about."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from courtflow.accounts.loading import load_courts, load_people, load_profiles
from courtflow.accounts.models import Court, User
from courtflow.cases.models import Case, Instrument, Involvement, Party, Proceeding
from courtflow.cases.models.parties import name_grams
from courtflow.flow import clock
from courtflow.flow.events import Entry, record
from courtflow.flow.models import Deadline
from enforcement.models import Urging

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
GIVEN = "一二三四五六七八九十明华建国文武"


def court() -> tuple[Court, dict[str, User]]:
    """山阳 with its profile and people."""
    courts = load_courts({"shanyang"})
    load_profiles(courts)
    names = (f"测试人员{number}" for number in count(1))
    return courts["shanyang"], load_people(courts["shanyang"], "shanyang", "courtflow-bench", names)


def name(number: int) -> str:
    return SURNAMES[number % 16] + GIVEN[number // 16 % 16] + GIVEN[number // 256 % 16]


def cases(where: Court, number: int) -> list[Case]:
    """Cases with two parties and one urging each, oldest first."""
    start, moment = Case.objects.count(), clock.now()
    rows = Case.objects.bulk_create(
        (
            Case(
                court=where,
                title=f"{name(i)}诉{name(i * 7)}民间借贷纠纷",
                cause="民间借贷纠纷",
                amount=Decimal(1000 + i % 90000),
                opened_at=moment - timedelta(minutes=number - i),
            )
            for i in range(start, start + number)
        ),
        batch_size=2000,
    )
    sides = ((Party.Role.PLAINTIFF, 1), (Party.Role.DEFENDANT, 7))
    Party.objects.bulk_create(
        (
            Party(case=row, role=role, kind="natural", name=name(i * step), grams=name_grams(name(i * step)))
            for i, row in enumerate(rows, start)
            for role, step in sides
        ),
        batch_size=2000,
    )
    _proceedings(where, rows, start)
    return rows


def _proceedings(where: Court, rows: list[Case], start: int) -> None:
    filing, moment = where.unit("filing"), clock.now()
    Involvement.objects.bulk_create((Involvement(case=row, department=filing) for row in rows), batch_size=2000)
    Proceeding.objects.bulk_create(
        (
            Proceeding(
                case=row,
                court=where,
                kind=Urging.KIND,
                number=f"（2024）{where.code}执前督{i}号",
                state=Urging.State.REGISTERED,
                department=filing,
                opened_at=moment,
                state_since=moment,
            )
            for i, row in enumerate(rows, start + 1)
        ),
        batch_size=2000,
    )


def urgings(where: Court, number: int) -> list[Urging]:
    """Complete urgings, ready to be handed over."""
    instruments = Instrument.objects.bulk_create(
        Instrument(
            case=row, kind="judgment", number=f"依据{row.pk}", issuer=where.name,
            made_on=date(2024, 9, 1), effective_on=date(2024, 10, 30),
        )
        for row in cases(where, number)
    )  # fmt: skip
    found = []
    for instrument in instruments:
        base = Proceeding.objects.get(case_id=instrument.case_id)
        child = Urging(proceeding_ptr=base, instrument=instrument)
        child.save_base(raw=True)  # adds the child's row beside the common row that stands already
        found.append(Urging.objects.get(pk=base.pk))
    return found


def due_deadlines(where: Court, number: int) -> None:
    """Deadlines that have run out and whose expiry is an alert."""
    rows = cases(where, number)
    event = record(Entry(act="bench", label="测量", case=rows[0]))
    yesterday = clock.today() - timedelta(days=1)
    Deadline.objects.bulk_create(
        (
            Deadline(
                case_id=base.case_id,
                proceeding_id=base.pk,
                rule="hand_over",
                timer="T04",
                title="三个工作日内转交执行部门",
                article="",
                started_on=yesterday,
                length=1,
                unit="day",
                roll="none",
                raw_on=yesterday,
                due_on=yesterday,
                due_at=clock.now() - timedelta(hours=1),
                calendar_version="",
                started_by=event,
            )
            for base in Proceeding.objects.filter(case__in=rows).only("pk", "case_id")
        ),
        batch_size=2000,
    )
