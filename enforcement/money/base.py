"""The row of one sum of money and what follows from its ledger."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models

from courtflow.accounts.roles import Unit
from courtflow.cases.models import CaseAccount, Instrument, Party, Proceeding
from courtflow.policy.models import Policy

from . import states
from .facts import DEFERRALS
from .ledger import LedgerEntry, total
from .records import Channel, Unidentified

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from .records import PlanObjection, Share

ZERO = Decimal("0.00")


class MoneyRow(Proceeding):
    """One sum: what arrived when and from whom, whose case it serves, and how far its payout is."""

    if TYPE_CHECKING:
        entries: RelatedManager[LedgerEntry]
        shares: RelatedManager[Share]
        plan_objections: RelatedManager[PlanObjection]

    State = states.State
    TERMINAL = states.TERMINAL

    account = models.ForeignKey(
        CaseAccount, on_delete=models.PROTECT, null=True, related_name="money", verbose_name="案款账号"
    )
    host = models.ForeignKey(
        "cases.Proceeding", on_delete=models.PROTECT, null=True, related_name="money", verbose_name="承办程序"
    )
    amount = models.DecimalField("金额", max_digits=16, decimal_places=2, default=ZERO)
    payer = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="付款的当事人")
    payer_name = models.CharField("付款人", max_length=200, blank=True)
    channel = models.CharField("来款渠道", max_length=12, choices=Channel, blank=True)
    arrived_on = models.DateField("到账日期", null=True)
    bank_ref = models.CharField("银行流水号", max_length=100, blank=True)
    unidentified = models.ForeignKey(
        Unidentified, on_delete=models.PROTECT, null=True, related_name="claims", verbose_name="认领的不明款"
    )
    claim_evidence = models.TextField("认领依据", blank=True)
    notified_on = models.DateField("通知承办人日期", null=True)
    distribution = models.BooleanField("制作分配方案", default=False)
    basis = models.TextField("发放依据", blank=True)
    deduction_agreed = models.BooleanField("义务人同意以扣划款履行", default=False)
    elsewhere_reason = models.CharField("不扣留的理由", max_length=300, blank=True)
    approved_on = models.DateField("审批日期", null=True)
    formal_on = models.DateField("手续完备日期", null=True)
    receipt_no = models.CharField("票据号", max_length=100, blank=True)
    paid_on = models.DateField("发放日期", null=True)
    batch_no = models.CharField("付款凭证号", max_length=100, blank=True)
    deferred = models.BooleanField("暂缓发放", default=False)
    deferral_ground = models.CharField("暂缓事由", max_length=14, choices=DEFERRALS, blank=True)
    deferral_reason = models.CharField("暂缓的事实和理由", max_length=300, blank=True)
    payee = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="退费对象")
    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="退费依据的文书"
    )
    refund_ground = models.CharField("退费依据", max_length=300, blank=True)

    class Meta:
        abstract = True

    @classmethod
    def home(cls, policy: Policy) -> str:
        return Unit.FINANCE

    @property
    def balance(self) -> Decimal:
        """What the ledger still holds of this sum."""
        return total(LedgerEntry.objects.filter(money=self.pk))
