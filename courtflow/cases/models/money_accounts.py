"""一案一账号: the one number under which a case receives money, from trial to enforcement (南召三5, 山阳第二十三条)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models

from courtflow.accounts.roles import Unit

from .case import Case

# Those who keep the ledger and those who watch over it read every case that has an account (南召一（一）1, 三5).
KEEPERS = (Unit.FINANCE, Unit.COMMAND)


class CaseAccount(models.Model):
    """The account of one case: bound once, with the court's account of that day; never made anew (Q26)."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="money_account", verbose_name="案件")
    holder = models.CharField("户名", max_length=200)
    bank = models.CharField("开户行", max_length=100)
    number = models.CharField("账号", max_length=60, unique=True)
    bound_at = models.DateTimeField("绑定时间")

    class Meta:
        verbose_name = verbose_name_plural = "案款账号"

    def __str__(self) -> str:
        return " ".join(part for part in (self.holder, self.bank, self.number) if part)


class AccountLink(models.Model):
    """A proceeding that works with the account of its case."""

    account = models.ForeignKey(CaseAccount, on_delete=models.PROTECT, related_name="links")
    proceeding = models.ForeignKey("cases.Proceeding", on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField("起")

    class Meta:
        verbose_name = verbose_name_plural = "案款账号关联程序"
        ordering = ["since", "id"]
        constraints = [models.UniqueConstraint(fields=["account", "proceeding"], name="account_linked_once")]


def bind_account(proceeding: Any, at: datetime) -> CaseAccount | None:
    """The account of the proceeding's case, made at its first use and linked to every later proceeding.

    None where the court has entered no account of its own. Must run inside an act: the case is locked then.
    """
    account = CaseAccount.objects.filter(case=proceeding.case_id).first() or _open(proceeding, at)
    if account is not None:
        link = AccountLink(account=account, proceeding_id=proceeding.pk, since=at)
        AccountLink.objects.bulk_create([link], ignore_conflicts=True)
    return account


def _open(proceeding: Any, at: datetime) -> CaseAccount | None:
    holder, bank, main = (proceeding.policy.value(f"court.account_{part}") for part in ("holder", "bank", "number"))
    if not main:
        return None
    for department in proceeding.court.departments.filter(kind__in=KEEPERS, active=True):
        proceeding.case.admit(department)
    return CaseAccount.objects.create(
        case_id=proceeding.case_id, holder=holder or proceeding.court.name, bank=bank,
        number=f"{main}-{proceeding.case_id:06d}", bound_at=at,
    )  # fmt: skip
