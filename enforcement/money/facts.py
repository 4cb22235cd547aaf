"""What is written down about money that arrives, is held back, or goes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.db import models

from courtflow.cases.models import Instrument, Obligation, Party
from courtflow.flow.characters import Name
from courtflow.flow.facts import Confirm, Day, Facts, Money, RowsField, Text, YesNo
from courtflow.law import fees
from enforcement.execution.models import Execution

from .hosts import executions_against
from .records import Channel, PlanObjection, Share, Unidentified

ZERO = Decimal("0.00")
CHANNELS = [(value, label) for value, label in Channel.choices if value != Channel.OTHER_CASE]
# 执行款物管理规定第十条: deferral of payout, with leave of the bureau chief or the responsible leader.
DEFERRALS = (
    ("distribution", "需要进行案款分配"),
    ("frozen", "申请执行人因另案诉讼、执行或者涉嫌犯罪等原因，款项被保全或者冻结"),
    ("unclaimed", "申请执行人经通知未领取"),
    ("stayed", "案件被依法中止或者暂缓执行"),
    ("account", "收款账户有误，正在核实"),
    ("other", "有其他正当理由需要延缓发放"),
)


def parties_of(proceeding: Any) -> Any:
    return Party.objects.filter(case_id=proceeding.case_id)


def concerned_by(money: Any) -> Any:
    """各债权人和被执行人: parties of the case, and creditors of the cases that take part (民诉法解释第五百零九条)."""
    others = money.shares.exclude(target=None).values("target__instrument")
    found = Party.objects.filter(models.Q(case_id=money.case_id) | models.Q(claims__instrument__in=others))
    return Party.objects.filter(pk__in=found.values("pk"))


class ArrivalFacts(Facts):
    """One sum on the court's account, as the bank's statement has it."""

    amount = Money(label="到账金额（元）")
    payer = forms.ModelChoiceField(Party.objects.none(), label="付款的当事人", required=False)
    payer_name = Name(max_length=200, label="银行记载的付款人")
    channel = forms.ChoiceField(choices=CHANNELS, label="来款渠道")
    arrived_on = Day(label="到账日期", past=True, help_text="款项进入法院账户之日，三十日自此起算")
    bank_ref = forms.CharField(max_length=100, label="银行流水号")

    def prepare(self, proceeding: Any) -> None:
        self.fields["payer"].queryset = parties_of(proceeding)  # type: ignore[attr-defined]


class ClaimFacts(Facts):
    """认领不明款: why this money belongs to this case."""

    unidentified = forms.ModelChoiceField(Unidentified.objects.none(), label="不明款")
    payer = forms.ModelChoiceField(Party.objects.none(), label="付款的当事人", required=False)
    evidence = Text(label="认领依据", help_text="如：付款人来电核实笔录、汇款回单")

    def prepare(self, proceeding: Any) -> None:
        waiting = Unidentified.objects.waiting().filter(court=proceeding.court_id)
        self.fields["unidentified"].queryset = waiting  # type: ignore[attr-defined]
        self.fields["payer"].queryset = parties_of(proceeding)  # type: ignore[attr-defined]


class NoticeFacts(Facts):
    """The finance office's notice to whoever conducts the case."""

    notified_on = Day(label="通知承办人日期", past=True, help_text="国家规定的三十日自承办人收到通知起算")


class ReasonFacts(Facts):
    """Why something is undone or sent back."""

    reason = Text(label="理由", max_length=300)


class ShareRow(forms.Form):
    """Where a part of the money goes."""

    purpose = forms.ChoiceField(choices=Share.Purpose, label="用途")
    payee = forms.ModelChoiceField(Party.objects.none(), label="收款人", required=False)
    obligation = forms.ModelChoiceField(Obligation.objects.none(), label="判项", required=False)
    target = forms.ModelChoiceField(Execution.objects.none(), label="另案执行案件", required=False)
    amount = Money(label="金额（元）")


def conducting_execution(money: Any) -> Execution | None:
    """The execution that the money serves; None before enforcement."""
    return money.host.actual if money.host is not None and money.host.kind == Execution.KIND else None


def _owed(money: Any) -> str:
    """What is owed on the day of arrival, in the order in which a payment clears it (迟延履行利息解释第四条)."""
    host = conducting_execution(money)
    if host is None:
        return ""
    left = [f"{part.label}{rest:,.2f}元" for part, _, _, rest in host.account_on(money.arrived_on).parts if rest]
    return f"至到账日尚欠（按清偿顺序）：{'，'.join(left)}" if left else ""


class PlanFacts(Facts):
    """到账确认 and the plan: every cent of the money has its line (民诉法解释第五百零六条以下)."""

    WAYS = (("direct", "直接发放"), ("distribution", "制作分配方案（参与分配）"))

    matches = Confirm(label="已核对到账金额、付款人与本案一致")
    way = forms.ChoiceField(choices=WAYS, label="发放方式")
    shares = RowsField(ShareRow, min_rows=1, label="发放明细")
    basis = Text(label="发放（分配）依据", help_text="写明债权数额、清偿顺序；多个债权人的写明分配方法")
    deduction_agreed = YesNo(
        label="义务人书面同意以扣划的款项履行", required=False, help_text="只用于法院扣划的款项；未同意的不属于自动履行"
    )
    elsewhere_reason = Text(
        label="收款人另案为被执行人而不扣留的理由", required=False, max_length=300,
        help_text="收款人在本院另案为被执行人的，应当扣留转入另案；不扣留的写明理由（山阳第九条）",
    )  # fmt: skip

    def prepare(self, proceeding: Any) -> None:
        parties = parties_of(proceeding)
        obligations = Obligation.objects.filter(instrument__case_id=proceeding.case_id, kind=Obligation.Kind.MONEY)
        others = executions_against(parties, outside=proceeding.case)
        targets = Execution.objects.filter(pk__in=[row.pk for row in others])
        choices = {
            "payee": forms.ModelChoiceField(parties, label="收款人", required=False),
            "obligation": forms.ModelChoiceField(obligations, label="判项", required=False),
            "target": forms.ModelChoiceField(targets, label="另案执行案件", required=False),
        }
        rows: Any = self.fields["shares"]
        rows.help_text = _owed(proceeding)
        rows.row_form = rows.widget.row_form = type("CaseShareRow", (ShareRow,), choices)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        rows = facts.get("shares")
        if rows and self.proceeding is not None:
            if facts.get("way") == "direct" and self._competing(rows):
                self.add_error("way", "被执行人的其他债权人参与分配的，须制作分配方案")
            for fault in self._faults(rows):
                self.add_error("shares", fault)
            if not facts.get("elsewhere_reason"):
                for fault in self._passed_over(rows):
                    self.add_error("elsewhere_reason", fault)
        return facts

    def _faults(self, rows: list[Mapping[str, Any]]) -> Iterator[str]:
        total = sum((row["amount"] for row in rows), ZERO)
        if total != self.proceeding.amount:
            yield f"各项合计{total:,.2f}元，须等于到账金额{self.proceeding.amount:,.2f}元"
        for number, row in enumerate(rows, start=1):
            for fault in self._row_faults(row):
                yield f"第{number}项：{fault}"
        yield from self._beyond_balance(rows)
        yield from self._beyond_fee(rows)

    def _row_faults(self, row: Mapping[str, Any]) -> Iterator[str]:
        purpose, payee = row["purpose"], row["payee"]
        if purpose == Share.Purpose.OTHER_CASE:
            if row["target"] is None:
                yield "转入另案的，请选择另案执行案件"
            return
        if purpose == Share.Purpose.FEE:
            if payee is not None:
                yield "申请执行费上缴国库，不填收款人"
            return
        if payee is None:
            yield "请选择收款人"
        elif payee.payee_account is None:
            yield f"{payee.name}没有登记收款账户，请先在“变更账户”中登记"
        yield from self._obligation_faults(row)

    def _obligation_faults(self, row: Mapping[str, Any]) -> Iterator[str]:
        item, payee = row["obligation"], row["payee"]
        if row["purpose"] in (Share.Purpose.RETURN, Share.Purpose.COSTS):
            return
        if item is None:
            yield "请选择所清偿的判项"
        elif payee is not None and not item.creditors.filter(pk=payee.pk).exists():
            yield f"{payee.name}不是第{item.item}项的权利人"

    def _beyond_balance(self, rows: list[Mapping[str, Any]]) -> Iterator[str]:
        sums: dict[Obligation, Decimal] = {}
        for row in rows:
            if row["purpose"] == Share.Purpose.PRINCIPAL and row["obligation"]:
                sums[row["obligation"]] = sums.get(row["obligation"], ZERO) + row["amount"]
        for item, amount in sums.items():
            if amount > item.balance:
                yield f"第{item.item}项拟发放{amount:,.2f}元，超过未履行余额{item.balance:,.2f}元"

    def _beyond_fee(self, rows: list[Mapping[str, Any]]) -> Iterator[str]:
        """No enforcement fee before enforcement, none beyond the tariff (诉讼费用交纳办法第十四条、第二十条)."""
        charged = sum((row["amount"] for row in rows if row["purpose"] == Share.Purpose.FEE), ZERO)
        host = conducting_execution(self.proceeding)
        if charged and host is None:
            yield "尚未进入执行程序，不收取申请执行费"
        elif charged and host and charged > (most := fees.enforcement(host.claimed_amount or host.instrument.claimed)):
            yield f"申请执行费{charged:,.2f}元超过按标准应收的{most:,.2f}元"

    def _competing(self, rows: list[Mapping[str, Any]]) -> bool:
        """Whether a creditor of the same debtor in another case takes part (民诉法解释第五百零六条)."""
        own = set(
            Party.objects.filter(owes__instrument__case=self.proceeding.case_id).values_list("identifier", flat=True)
        )
        targets = [row["target"] for row in rows if row["target"]]
        return any(target.debtors.filter(identifier__in=own - {""}).exists() for target in targets)

    def _passed_over(self, rows: list[Mapping[str, Any]]) -> Iterator[str]:
        """C-9.5: a payee who is a debtor elsewhere is not paid past his own creditors without a word."""
        payees = {row["payee"] for row in rows if row["payee"] and row["purpose"] in Share.TO_CREDITOR}
        chosen = {row["target"].pk for row in rows if row["target"]}
        for execution in executions_against(payees, outside=self.proceeding.case):
            if execution.pk not in chosen:
                yield f"收款人在{execution.number}中为被执行人，请扣留转入该案，或者写明不扣留的理由"


class DeferralFacts(Facts):
    """暂缓发放 on one of the grounds of the national rule."""

    ground = forms.ChoiceField(choices=DEFERRALS, label="暂缓事由")
    reason = Text(label="事实和理由", max_length=300)
    deferred_on = Day(label="暂缓起始日", past=True)


class ResumptionFacts(Facts):
    """The ground of the deferral is gone."""

    resumed_on = Day(label="事由消失日", past=True)
    reason = Text(label="情况说明", max_length=300)


class PlanServiceFacts(Facts):
    """Service of the plan on one claimant or debtor."""

    party = forms.ModelChoiceField(Party.objects.none(), label="受送达人")
    served_on = Day(label="送达日期", past=True)
    proof = forms.CharField(max_length=200, label="送达证明")

    def prepare(self, proceeding: Any) -> None:
        self.fields["party"].queryset = concerned_by(proceeding)  # type: ignore[attr-defined]


class PlanObjectionFacts(Facts):
    """A written objection to the plan."""

    party = forms.ModelChoiceField(Party.objects.none(), label="异议人")
    raised_on = Day(label="提出日期", past=True)
    content = Text(label="异议内容")

    def prepare(self, proceeding: Any) -> None:
        self.fields["party"].queryset = concerned_by(proceeding)  # type: ignore[attr-defined]


class ObjectionResultFacts(Facts):
    """How an objection ended."""

    objection = forms.ModelChoiceField(PlanObjection.objects.none(), label="异议")
    result = forms.CharField(
        max_length=300, label="处理结果", help_text="如：其他当事人未反对，按异议修正；异议人逾期未起诉，按原方案"
    )

    def prepare(self, proceeding: Any) -> None:
        self.fields["objection"].queryset = proceeding.plan_objections.filter(settled_on=None)  # type: ignore[attr-defined]


class FormalitiesFacts(Facts):
    """手续完备: the accounts were checked and the receipt numbers entered."""

    completed_on = Day(label="手续完备日期", past=True)
    accounts = Confirm(label="收款账户与收款人身份、确认书一致，已逐一核对")
    verified_how = forms.CharField(max_length=200, label="账户核对方式", help_text="如：核对身份证件和账户确认书原件")
    receipt_no = forms.CharField(max_length=100, label="票据号")


class PayoutFacts(Facts):
    """The payment through the system; nothing is handed over outside it."""

    paid_on = Day(label="发放日期", past=True)
    batch_no = forms.CharField(max_length=100, label="付款凭证号")
    online = Confirm(label="全部通过“一案一账号”系统转账发放，没有线下交付")


class ReturnedPaymentFacts(Facts):
    """The bank sent a payment back (退票)."""

    share = forms.ModelChoiceField(Share.objects.none(), label="被退回的款项")
    returned_on = Day(label="退回日期", past=True)
    bank_ref = forms.CharField(max_length=100, label="银行流水号")
    reason = Text(label="退回原因", max_length=300)

    def prepare(self, proceeding: Any) -> None:
        rows = proceeding.shares.exclude(purpose=Share.Purpose.OTHER_CASE).filter(returned_on=None)
        self.fields["share"].queryset = rows  # type: ignore[attr-defined]


class RefundFacts(Facts):
    """诉讼费 that the court owes back to a party."""

    instrument = forms.ModelChoiceField(Instrument.objects.none(), label="生效法律文书")
    payee = forms.ModelChoiceField(Party.objects.none(), label="退费对象")
    amount = Money(label="应退诉讼费（元）")
    ground = Text(label="退费依据", max_length=300, help_text="如：判决确定由对方负担，预交部分退还")

    def prepare(self, proceeding: Any) -> None:
        papers = Instrument.objects.filter(case_id=proceeding.case_id).exclude(effective_on=None)
        self.fields["instrument"].queryset = papers  # type: ignore[attr-defined]
        self.fields["payee"].queryset = parties_of(proceeding)  # type: ignore[attr-defined]


class RefundPaymentFacts(Facts):
    """The refund as paid."""

    paid_on = Day(label="退还日期", past=True)
    batch_no = forms.CharField(max_length=100, label="退费凭证号")
