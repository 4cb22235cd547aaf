"""Rows to measure on, written in bulk: what is timed is never how they came about."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from django.db import transaction

from courtflow.accounts.loading import load_courts, load_people, load_profiles
from courtflow.accounts.models import Court, User
from courtflow.cases.models import Case, Instrument, Involvement, Party, Proceeding
from courtflow.cases.models.parties import name_grams
from courtflow.flow import clock
from courtflow.flow.events import Entry, record
from courtflow.flow.models import Deadline
from courtflow.flow.perform import perform
from documents.models import Document
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
            case=row, kind="judgment", number=f"（2024）{where.code}民初{row.pk}号", issuer=where.name,
            made_on=date(2024, 9, 1), effective_on=date(2024, 10, 30),
        )
        for row in cases(where, number)
    )  # fmt: skip
    found = []
    for instrument in instruments:
        base = Proceeding.objects.get(case_id=instrument.case_id)
        child = Urging(proceeding_ptr=base, instrument=instrument, consent=Urging.Consent.SILENT)
        child.save_base(raw=True)  # adds the child's row beside the common row that stands already
        found.append(Urging.objects.get(pk=base.pk))
    return found


def due_deadlines(where: Court, number: int) -> None:
    """Deadlines that have run out; their expiry tells three people each."""
    rows = cases(where, number)
    with transaction.atomic():
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
                alert=["filing_clerk", "filing_judge", "case_manager"],
                started_by=event,
            )
            for base in Proceeding.objects.filter(case__in=rows).only("pk", "case_id")
        ),
        batch_size=2000,
    )


def urging_notice() -> Document:
    """The paper that an accepted urging orders: one debtor, one sum of money."""
    where, people = court()
    urging = urgings(where, 1)[0]
    _owed(urging)
    perform(urging, "hand_over", by=people["filing_clerk"], facts={"materials": "申请书1份"})
    receipt = {"received_on": clock.today().isoformat(), "complete": "on"}
    perform(urging, "accept", by=people["enforcement_clerk"], facts=receipt)
    return Document.objects.get(proceeding=urging, kind="urging_notice")


def _owed(urging: Urging) -> None:
    """What the debtor owes, where he lives, where to pay."""
    creditor, debtor = urging.case.parties.order_by("id")
    item = urging.instrument.obligations.create(
        item=1, kind="money", content="偿还借款本金", amount=Decimal(100000), due_on=date(2024, 11, 10)
    )
    item.creditors.set([creditor])
    item.debtors.set([debtor])
    debtor.addresses.create(text="山阳区建设路1号", source="本人提供", confirmed=True)
    creditor.accounts.create(
        purpose="payee", holder=creditor.name, bank="演示银行", number="6222000000000001", since=date(2020, 1, 1)
    )
