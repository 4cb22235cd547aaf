"""The finance office's day: what the bank's statement shows goes to the case whose account was named, or waits here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import IntegrityError, transaction

from courtflow.accounts.models import Court
from courtflow.accounts.roles import Role
from courtflow.cases.models import CaseAccount
from courtflow.flow import clock
from courtflow.flow.characters import Name
from courtflow.flow.events import record_system_event
from courtflow.flow.facts import Day, Facts, Money, check_days
from courtflow.flow.perform import open_proceeding
from courtflow.flow.refusals import Denied, InvalidFacts, Refusal
from courtflow.law.articles import NANZHAO

from .facts import CHANNELS
from .ledger import LedgerEntry
from .models import CaseMoney
from .records import Unidentified


class StatementFacts(Facts):
    """One line of the bank's statement."""

    account = forms.CharField(
        max_length=60, label="案款账号", required=False, help_text="汇款未注明案款账号的留空，登记为不明款"
    )
    amount = Money(label="到账金额（元）")
    payer_name = Name(max_length=200, label="银行记载的付款人")
    channel = forms.ChoiceField(choices=CHANNELS, label="来款渠道")
    arrived_on = Day(label="到账日期", past=True)
    bank_ref = forms.CharField(max_length=100, label="银行流水号")
    remark = forms.CharField(max_length=300, label="附言", required=False)


def court_of_officer(user: Any) -> Court | None:
    """The court whose money this person keeps; None for everybody else."""
    return next((m.department.court for m in user.current if m.role == Role.FINANCE_OFFICER), None)


def enter(user: Any, facts: Any) -> CaseMoney | Unidentified:
    """Enter one arrival by the account it was paid to. Raises Denied, InvalidFacts, or what perform() raises."""
    court = court_of_officer(user)
    if court is None:
        raise Denied("“登记到账”只能由案款管理员办理", under=NANZHAO["三", 5], ask=Role.FINANCE_OFFICER.label)
    told = _read(facts)
    account = _account(court, told["account"])
    if account is None:
        return _keep(court, user, told)
    named = {name: told[name] for name in ("amount", "payer_name", "channel", "arrived_on", "bank_ref")}
    row: CaseMoney = open_proceeding("money", account.case, "receive", by=user, facts=named, court=court)
    return row


def _read(facts: Any) -> dict[str, Any]:
    form = StatementFacts(facts or {}, day=clock.today())
    if form.is_valid():
        check_days(form)
    if form.errors:
        raise InvalidFacts({name: [str(e) for e in errors] for name, errors in form.errors.items()})
    return form.cleaned_data


def _account(court: Court, number: str) -> CaseAccount | None:
    if not number.strip():
        return None
    found = CaseAccount.objects.filter(case__court=court, number=number.strip()).select_related("case").first()
    if found is None:
        raise Refusal(
            f"本院没有账号为“{number.strip()}”的案款账号", under=NANZHAO["三", 5], code="no_account", status=400,
            remedy="核对账号；银行未注明案款账号的留空，登记为不明款",
        )  # fmt: skip
    return found


def _keep(court: Court, user: Any, told: dict[str, Any]) -> Unidentified:
    """不明款: the first day stays, whoever claims it later (Q23)."""
    kept = {name: told[name] for name in ("amount", "payer_name", "channel", "arrived_on", "bank_ref", "remark")}
    try:
        with transaction.atomic():
            row = Unidentified.objects.create(court=court, registered_by=user, registered_at=clock.now(), **kept)
            LedgerEntry.objects.create(
                court=court, unidentified=row, kind=LedgerEntry.Kind.UNIDENTIFIED, amount=row.amount,
                on=row.arrived_on, counterparty=row.payer_name, reference=row.bank_ref, recorded_by=user,
                recorded_at=row.registered_at,
            )  # fmt: skip
            record_system_event(
                "money.unidentified", {"id": row.pk, "court": court.pk, **told}, by=user, label="登记不明款",
                source=str(NANZHAO["四", 10]),
            )  # fmt: skip
    except IntegrityError as error:
        raise Refusal(
            f"银行流水号{told['bank_ref']}已登记为不明款", under=NANZHAO["四", 10], code="twice", status=409,
            remedy="核对是否重复登记",
        ) from error  # fmt: skip
    return row
