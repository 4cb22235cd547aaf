"""Cases in a few words, for tests that begin in the middle of a life."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from courtflow.accounts.models import Court
from courtflow.cases.models import Account, Address, Case, Instrument, Obligation, Party, Service
from courtflow.flow import clock
from courtflow.law.identifiers import make_id_number

BORN = date(1980, 5, 17)


def noon(year: int, month: int, day: int) -> datetime:
    """Noon of a day in Shanghai."""
    return clock.noon(date(year, month, day))


def person(case: Case, name: str, role: str, serial: int = 1) -> Party:
    """A natural person with a valid identity number, an address and an account."""
    party = Party.objects.create(
        case=case, role=role, kind=Party.Kind.NATURAL, name=name, phone=f"139{serial:08d}",
        identifier=make_id_number("410811", BORN, serial),
    )  # fmt: skip
    Address.objects.create(party=party, text=f"山阳区建设路{serial}号", source="本人提供", confirmed=True)
    Account.objects.create(
        party=party, purpose=Account.Purpose.PAYEE, holder=name, bank="演示银行山阳支行",
        number=f"62220000{serial:08d}", since=date(2020, 1, 1),
    )  # fmt: skip
    return party


def effective_case(
    court: Court,
    *,
    amount: str = "100000.00",
    effective_on: date = date(2024, 10, 30),
    due_on: date = date(2024, 11, 10),
    method: str = Service.Method.DIRECT,
    debtors: int = 1,
) -> tuple[Case, Instrument]:
    """A case with one effective judgment: 张一 is owed `amount` by 李二 (and more debtors)."""
    case = Case.objects.create(
        court=court, title="张一诉李二民间借贷纠纷", cause="民间借贷纠纷", amount=Decimal(amount),
        opened_at=clock.noon(effective_on),
    )  # fmt: skip
    creditor = person(case, "张一", Party.Role.PLAINTIFF, 1)
    owing = [
        person(case, name, Party.Role.DEFENDANT, 2 + i) for i, name in enumerate(("李二", "王三", "赵四")[:debtors])
    ]
    instrument = Instrument.objects.create(
        case=case, kind=Instrument.Kind.JUDGMENT, number=f"（2024）{court.code}民初{case.pk}号", issuer=court.name,
        made_on=date(2024, 9, 1), effective_on=effective_on,
    )  # fmt: skip
    item = Obligation.objects.create(
        instrument=instrument,
        item=1,
        kind=Obligation.Kind.MONEY,
        content="偿还借款本金",
        amount=Decimal(amount),
        due_on=due_on,
    )
    item.creditors.set([creditor])
    item.debtors.set(owing)
    for party in (creditor, *owing):
        Service.objects.create(
            instrument=instrument,
            party=party,
            method=method,
            done_on=date(2024, 10, 14),
            served_on=date(2024, 10, 14),
            proof="送达回证",
        )
    return case, instrument


def payment(instrument: Instrument, amount: str, on: date, confirmed: bool = True) -> dict[str, Any]:
    """Facts of a payment on the first item."""
    item = instrument.obligations.get(item=1)
    return {
        "obligation": item.pk, "payer": item.debtors.first().pk, "amount": amount, "performed_on": on.isoformat(),
        "channel": "direct", "proof": "银行回单", "confirmed": "yes" if confirmed else "no",
        "confirmed_how": "债权人签字" if confirmed else "",
    }  # fmt: skip
