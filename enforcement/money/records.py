"""What is kept of case money beside its state: money without a case, the shares of a plan, the objections to it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models

from courtflow.accounts.models import Court
from courtflow.accounts.roles import Role
from courtflow.cases.models import Account, Obligation, Party, Performance
from courtflow.flow import clock

# Who reads the court's list of money without a case: those who keep it, those who may know whose it is, the leaders.
READERS = frozenset(
    {
        Role.FINANCE_OFFICER,
        Role.COMMAND_STAFF,
        Role.BUREAU_CHIEF,
        Role.ENFORCEMENT_JUDGE,
        Role.ENFORCEMENT_CLERK,
        Role.TEAM_LEADER,
        Role.VICE_PRESIDENT,
        Role.PRESIDENT,
    }
)


class Channel(models.TextChoices):
    """How money reached the court's account."""

    TRANSFER = "transfer", "转账汇款"
    DEDUCTION = "deduction", "法院扣划"
    AUCTION = "auction", "拍卖变卖价款"
    COUNTER = "counter", "窗口缴存"
    OTHER_CASE = "other_case", "自另案案款转入"


class UnidentifiedQuerySet(models.QuerySet["Unidentified"]):
    def visible_to(self, user: Any) -> UnidentifiedQuerySet:
        """Those of the courts in which the person has one of the reading roles."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(court__in={held.department.court_id for held in user.current if held.role in READERS})

    def waiting(self) -> UnidentifiedQuerySet:
        return self.filter(claimed_at=None)


class Unidentified(models.Model):
    """不明款: money that nobody has ascribed to a case yet; its clock counts from this arrival (Q23)."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+", verbose_name="法院")
    amount = models.DecimalField("金额", max_digits=16, decimal_places=2)
    payer_name = models.CharField("付款人", max_length=200)
    channel = models.CharField("来款渠道", max_length=12, choices=Channel)
    arrived_on = models.DateField("到账日期")
    bank_ref = models.CharField("银行流水号", max_length=100)
    remark = models.CharField("附言", max_length=300, blank=True)
    registered_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField("登记时间")
    claimed_at = models.DateTimeField("认领时间", null=True)

    objects = UnidentifiedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "不明款"
        ordering = ["arrived_on", "id"]
        constraints = [models.UniqueConstraint(fields=["court", "bank_ref"], name="unidentified_once")]

    def __str__(self) -> str:
        return f"{self.arrived_on:%Y-%m-%d} {self.payer_name} {self.amount:,.2f}元（{self.bank_ref}）"

    @property
    def days(self) -> int:
        """Whole days since the money reached the account."""
        return (clock.today() - self.arrived_on).days


class Share(models.Model):
    """One line of a plan: how much of the money goes where."""

    class Purpose(models.TextChoices):
        PRINCIPAL = "principal", "判项金钱债务"
        INTEREST = "interest", "一般债务利息"
        DOUBLED = "doubled", "加倍部分债务利息"
        COSTS = "costs", "权利人垫付的诉讼费用"
        FEE = "fee", "申请执行费（上缴国库）"
        OTHER_CASE = "other_case", "转入另案（扣留或者参与分配）"
        RETURN = "return", "退还付款人"

    TO_CREDITOR = (Purpose.PRINCIPAL, Purpose.INTEREST, Purpose.DOUBLED, Purpose.COSTS)

    money = models.ForeignKey("enforcement.CaseMoney", on_delete=models.PROTECT, related_name="shares")
    purpose = models.CharField("用途", max_length=12, choices=Purpose)
    payee = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="收款人")
    obligation = models.ForeignKey(
        Obligation, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="判项"
    )
    target = models.ForeignKey(
        "enforcement.Execution", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="另案执行案件"
    )
    amount = models.DecimalField("金额", max_digits=16, decimal_places=2)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="收款账户")
    verified_how = models.CharField("账户核对方式", max_length=200, blank=True)
    performance = models.ForeignKey(Performance, on_delete=models.PROTECT, null=True, related_name="+")
    returned_on = models.DateField("退票日期", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "发放明细"
        ordering = ["id"]

    def __str__(self) -> str:
        to = self.target or self.payee or ""
        return f"{self.get_purpose_display()} {to} {self.amount:,.2f}元"

    @property
    def needs_account(self) -> bool:
        return self.payee_id is not None and self.target_id is None


class PlanObjection(models.Model):
    """A written objection to a plan of distribution (民诉法解释第五百零九条); the plan waits until it is settled."""

    money = models.ForeignKey("enforcement.CaseMoney", on_delete=models.PROTECT, related_name="plan_objections")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name="异议人")
    raised_on = models.DateField("提出日期")
    content = models.TextField("异议内容")
    settled_on = models.DateField("处理日期", null=True)
    result = models.CharField("处理结果", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "分配方案异议"
        ordering = ["raised_on", "id"]

    def settle(self, on: date, result: str) -> None:
        self.settled_on, self.result = on, result
        self.save(update_fields=["settled_on", "result"])
