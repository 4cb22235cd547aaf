"""Steps of an execution in a few words, by real acts, at a court of the cast."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from courtflow.accounts.models import Court
from courtflow.cases.models import Address, Case, Instrument, Party
from courtflow.flow import clock
from courtflow.flow.models import Deadline
from courtflow.flow.perform import open_proceeding, perform
from courtflow.law.identifiers import make_credit_code
from enforcement.models import Execution
from tests.diary import effective_case, noon

FILED = noon(2024, 6, 28)
EARLY = {"effective_on": date(2024, 4, 1), "due_on": date(2024, 4, 11)}
RESULT = {"queried_on": "2024-06-28", "value": "0", "result": "未发现存款、车辆、房产"}
CLOSING = {
    "reason": "no_assets", "network": "on", "offline": "on", "unsaleable": "on", "searched": "on", "sanctioned": "on",
    "listing": "on", "creditor_told_on": "2024-09-20", "consent": "panel",
}  # fmt: skip


def file(case: Case, instrument: Instrument, by: Any, at: datetime, **more: Any) -> Execution:
    return open_proceeding(
        "execution", case, "file", by=by, at=at, instrument=instrument, application_received_on=clock.day_of(at), **more
    )


def assignment(court: Court, people: SimpleNamespace, **more: Any) -> dict[str, Any]:
    team = court.departments.get(kind="enforcement")
    return {"team": team.pk, "owner": people.enforcement_judge.pk, "route": "first"} | more


def in_hand(court: Court, people: SimpleNamespace, at: datetime = FILED, **kind: Any) -> Execution:
    """A 首执 at a court without the filing division's first query, assigned on the day of filing."""
    case, instrument = effective_case(court, **(EARLY | kind))
    row = file(case, instrument, people.filing_clerk, at)
    perform(row, "assign_owner", by=people.bureau_chief, at=at, facts=assignment(court, people))
    return row


def notify(row: Execution, people: SimpleNamespace, at: datetime) -> None:
    for debtor in row.debtors.all():
        day = clock.day_of(at)
        facts = {
            "debtor": debtor.pk, "served_on": day.isoformat(),
            "perform_by": date(day.year, day.month, day.day).isoformat(),
            "report_ordered": "yes", "proof": "送达回证",
        }  # fmt: skip
        perform(row, "notify_debtor", by=people.enforcement_judge, at=at, facts=facts)


def ban(row: Execution, people: SimpleNamespace, at: datetime) -> None:
    for debtor in row.debtors.all():
        facts = {
            "debtor": debtor.pk, "kind": "consumption_ban", "ground": "ban_unperformed", "evidence": "通知期满分文未付",
            "decision_no": "限消1号", "signed": "on", "no_security": "on",
        }  # fmt: skip
        perform(row, "restrict", by=people.bureau_chief, at=at, facts=facts)


def ready_to_close(row: Execution, people: SimpleNamespace) -> None:
    """Everything 终本规定第一条 asks for, except the three months."""
    notify(row, people, noon(2024, 7, 1))
    ban(row, people, noon(2024, 7, 20))
    perform(row, "report_offline", by=people.enforcement_judge, at=noon(2024, 7, 25), facts=RESULT)


def closed(court: Court, people: SimpleNamespace, **kind: Any) -> Execution:
    """终本 on 30 September 2024."""
    row = in_hand(court, people, **kind)
    close(row, people)
    return row


def close(row: Execution, people: SimpleNamespace) -> None:
    """Proposed on 29 September 2024 and approved the day after."""
    ready_to_close(row, people)
    perform(row, "terminate_this_time", by=people.enforcement_judge, at=noon(2024, 9, 29), facts=CLOSING)
    perform(row, "approve_closing", by=people.president, at=noon(2024, 9, 30))


def deadline(row: Any, rule: str) -> Deadline:
    return row.deadlines.filter(rule=rule).latest("id")


def enterprise(party: Party, serial: int = 1) -> Party:
    """The party as an enterprise legal person with a valid credit code and a registered address."""
    Party.objects.filter(pk=party.pk).update(
        kind=Party.Kind.LEGAL, enterprise=True, name=f"演示贸易{serial}有限公司",
        identifier=make_credit_code("410811", serial), registered_capital=Decimal("1000000.00"),
        licence_source="登记机关公示信息",
    )  # fmt: skip
    Address.objects.create(party=party, kind=Address.Kind.REGISTERED, text="山阳区工业路9号", source="营业执照")
    party.refresh_from_db()
    return party
