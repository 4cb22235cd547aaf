"""The ledger (案款台账): what came in and what went out, only ever added to; every balance is a sum of its rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import QuerySet, Sum

from courtflow.accounts.models import Court
from courtflow.cases.models import CaseAccount
from courtflow.flow import clock
from courtflow.flow.acts import Deed

from .records import Share, Unidentified
from .states import HELD, State

ZERO = Decimal("0.00")


class LedgerEntry(models.Model):
    """One movement: positive in, negative out. A database trigger refuses UPDATE and DELETE; mistakes are reversed."""

    class Kind(models.TextChoices):
        ARRIVAL = "arrival", "到账"
        UNIDENTIFIED = "unidentified", "不明款到账"
        CLAIMED = "claimed", "不明款转出至案件"
        PAYOUT = "payout", "发放"
        TREASURY = "treasury", "上缴国库"
        OTHER_CASE = "other_case", "转入另案"
        RETURN = "return", "退还付款人"
        FEE_IN = "fee_in", "诉讼费专户拨入"
        FEE_OUT = "fee_out", "退还诉讼费"
        REVERSAL = "reversal", "冲正"

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+", verbose_name="法院")
    account = models.ForeignKey(
        CaseAccount, on_delete=models.PROTECT, null=True, related_name="entries", verbose_name="案款账号"
    )
    money = models.ForeignKey(
        "enforcement.CaseMoney", on_delete=models.PROTECT, null=True, related_name="entries", verbose_name="案款"
    )
    unidentified = models.ForeignKey(
        Unidentified, on_delete=models.PROTECT, null=True, related_name="entries", verbose_name="不明款"
    )
    share = models.ForeignKey(
        Share, on_delete=models.PROTECT, null=True, related_name="entries", verbose_name="发放明细"
    )
    kind = models.CharField("类别", max_length=14, choices=Kind)
    amount = models.DecimalField("金额", max_digits=16, decimal_places=2)
    on = models.DateField("日期")
    counterparty = models.CharField("对方", max_length=300, blank=True)
    reference = models.CharField("凭证", max_length=100, blank=True)
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="reversed_by", verbose_name="冲正的记录"
    )
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField("记录时间")

    class Meta:
        verbose_name = verbose_name_plural = "案款台账"
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~models.Q(amount=0), name="entry_moves_something")]
        indexes = [models.Index(fields=["account", "id"]), models.Index(fields=["court", "on"])]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.get_kind_display()} {self.amount:,.2f}元"


def total(entries: QuerySet[LedgerEntry]) -> Decimal:
    return entries.aggregate(sum=Sum("amount"))["sum"] or ZERO


def post(money: Any, kind: str, amount: Decimal, on: date, deed: Deed, **more: Any) -> LedgerEntry:
    """Add one movement of a case's money. The case is locked by its act, so the balance cannot change meanwhile."""
    return LedgerEntry.objects.create(
        court_id=money.court_id, account_id=money.account_id, money=money, kind=kind, amount=amount, on=on,
        recorded_by=deed.by, recorded_at=clock.now(), **more,
    )  # fmt: skip


def reverse(entry: LedgerEntry, on: date, deed: Deed, reference: str) -> LedgerEntry:
    """The same movement the other way round; the mistaken row stays where it is."""
    return LedgerEntry.objects.create(
        court_id=entry.court_id, account_id=entry.account_id, money_id=entry.money_id, share_id=entry.share_id,
        unidentified_id=entry.unidentified_id, kind=LedgerEntry.Kind.REVERSAL, amount=-entry.amount, on=on,
        counterparty=entry.counterparty, reference=reference[:100], reverses=entry, recorded_by=deed.by,
        recorded_at=clock.now(),
    )  # fmt: skip


def standing(entries: QuerySet[LedgerEntry]) -> QuerySet[LedgerEntry]:
    """Movements that have not been reversed, without the reversals."""
    return entries.filter(reverses=None, reversed_by=None)


# -- the check ---------------------------------------------------------------------------------------------------


def faults(court: Court | None = None) -> Iterator[str]:
    """Where the ledger and what the acts say differ, in Chinese; nothing when the books are right."""
    within = {"court": court} if court else {}
    yield from _faults_of_money(within)
    yield from _faults_of_unidentified(within)
    yield from _faults_of_accounts(within)
    for entry in LedgerEntry.objects.filter(**within).exclude(reverses=None).select_related("reverses").iterator():
        if entry.reverses and entry.amount != -entry.reverses.amount:
            yield f"台账第{entry.pk}号冲正记录与第{entry.reverses_id}号原记录金额不等"


def _faults_of_money(within: dict[str, Any]) -> Iterator[str]:
    """What is held is still there whole; what was paid, reversed or refunded has left nothing behind."""
    model: Any = LedgerEntry._meta.get_field("money").related_model
    rows = model.objects.filter(**within).annotate(sum=Sum("entries__amount"))
    for row in rows.only("pk", "state", "amount", "case_id").iterator():
        expected = row.amount if row.state in HELD else ZERO
        if (row.sum or ZERO) != expected:
            label = State(row.state).label
            yield f"案款第{row.pk}号（{label}）台账余额为{row.sum or ZERO:,.2f}元，应为{expected:,.2f}元"


def _faults_of_unidentified(within: dict[str, Any]) -> Iterator[str]:
    for row in Unidentified.objects.filter(**within).annotate(sum=Sum("entries__amount")).iterator():
        expected = ZERO if row.claimed_at else row.amount
        if (row.sum or ZERO) != expected:
            yield f"不明款第{row.pk}号台账余额为{row.sum or ZERO:,.2f}元，应为{expected:,.2f}元"


def _faults_of_accounts(within: dict[str, Any]) -> Iterator[str]:
    rows = LedgerEntry.objects.filter(**within).exclude(account=None).order_by().values("account", "account__number")
    for row in rows.annotate(sum=Sum("amount")).filter(sum__lt=0):
        yield f"案款账号{row['account__number']}余额为负数：{row['sum']:,.2f}元"
