"""What people write down while urging."""

from __future__ import annotations

from typing import Any

from django import forms

from courtflow.cases.models import Party, Service
from courtflow.flow.facts import Confirm, Day, Facts, Money, RowsField, Text, YesNo


class LetterFacts(Facts):
    """移交生效民事案件自动履行函."""

    letter_no = forms.CharField(max_length=60, label="移交函编号")
    enclosed = Confirm(label="已附生效法律文书")
    note = Text(label="需要说明的情况", required=False)


class RegistrationFacts(Facts):
    """收函登记."""

    registered_on = Day(label="收件日期", past=True)
    note = Text(label="登记说明", required=False)


class HandOverFacts(Facts):
    """What goes over to enforcement."""

    materials = Text(label="移交材料清单", help_text="逐项写明材料名称与份数")


class ReceiptFacts(Facts):
    """Receipt of the materials starts the thirty days."""

    received_on = Day(label="收到材料日期", past=True, help_text="办理期限自该日起计算，最长三十日")
    complete = Confirm(label="材料与清单核对无误")


class NoticeServiceFacts(Facts):
    """Service of a demand on one debtor."""

    debtor = forms.ModelChoiceField(Party.objects.none(), label="义务人")
    method = forms.ChoiceField(
        label="送达方式",
        choices=[
            choice for choice in Service.Method.choices if choice[0] in ("direct", "electronic", "post", "left", "grid")
        ],
    )
    served_on = Day(label="送达日期", past=True)
    proof = forms.CharField(max_length=200, label="送达证明")

    def prepare(self, proceeding: Any) -> None:
        self.fields["debtor"].queryset = proceeding.urged()  # type: ignore[attr-defined]


class RefusalFacts(Facts):
    """Either side's clear statement that it does not want to go on; oral ones are written down (Q15)."""

    party = forms.ModelChoiceField(Party.objects.none(), label="表示不同意的当事人")
    refused_on = Day(label="表示日期", past=True)
    form = forms.ChoiceField(label="表示方式", choices=[("written", "书面"), ("oral", "口头（已记入笔录）")])
    note = Text(label="内容摘要")

    def prepare(self, proceeding: Any) -> None:
        self.fields["party"].queryset = Party.objects.filter(case_id=proceeding.case_id)  # type: ignore[attr-defined]


class UrgencyFacts(Facts):
    """A clue that assets are leaving (Q13)."""

    reason = forms.ChoiceField(
        label="紧急情况",
        choices=[
            ("transfer", "转移财产"),
            ("conceal", "隐匿财产"),
            ("evade", "逃避执行"),
            ("leave", "出走下落不明"),
            ("other", "其他"),
        ],
    )
    evidence = Text(label="线索与证据")


class InstalmentRow(forms.Form):
    """One instalment of a settlement."""

    due_on = Day(label="到期日")
    amount = Money(label="金额（元）")


class SettlementFacts(Facts):
    """执前和解协议 with its schedule and the time granted (宽展期)."""

    signed_on = Day(label="签订日期", past=True)
    amount = Money(label="和解金额（元）")
    instalments = RowsField(InstalmentRow, min_rows=1, label="分期履行安排")
    security = Text(label="担保条款", required=False)
    ability = Text(label="义务人履行能力与实际困难")
    genuine = Confirm(label="已核实双方意思真实、内容合法")

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        rows, amount, signed = facts.get("instalments"), facts.get("amount"), facts.get("signed_on")
        if rows and amount and sum(row["amount"] for row in rows) != amount:
            self.add_error("instalments", f"各期金额之和须等于和解金额{amount:,.2f}元")
        days = [row["due_on"] for row in rows or []]
        if days != sorted(set(days)):
            self.add_error("instalments", "各期到期日须由先到后，且不得重复")
        if signed and days and days[0] < signed:
            self.add_error("instalments", "第一期到期日不得早于签订日期")
        return facts


class VisitFacts(Facts):
    """回访: three things to learn, three risks to explain (红河 四)."""

    visited_on = Day(label="回访日期", past=True)
    living = Text(label="当事人近期生活状况")
    news = Text(label="新情况")
    problems = Text(label="新问题", required=False)
    next_step = Text(label="下一步措施")
    economic_risk = Confirm(label="已释明经济风险")
    credit_risk = Confirm(label="已释明信用风险")
    legal_risk = Confirm(label="已释明法律风险")


class DefaultFacts(Facts):
    """A settlement broken."""

    found_on = Day(label="发现日期", past=True)
    note = Text(label="违约情况")


class CertificateFacts(Facts):
    """Who asks for the certificate and what for (D-4.4)."""

    holder = forms.ModelChoiceField(Party.objects.none(), label="证明对象（义务人）")
    applied_on = Day(label="申请日期", past=True)
    purposes = forms.MultipleChoiceField(
        label="用途",
        widget=forms.CheckboxSelectMultiple,
        choices=[("approval", "行政审批"), ("tender", "招标投标"), ("credit", "信用评价"), ("loan", "金融借款")],
    )
    integrity_list = YesNo(label="同意列入诚信履行名单")

    def prepare(self, proceeding: Any) -> None:
        self.fields["holder"].queryset = proceeding.debtors()  # type: ignore[attr-defined]
        if not proceeding.policy.value("credit.positive_list"):
            del self.fields["integrity_list"]


class CreditorInformedFacts(Facts):
    """The creditor learns that he may apply for enforcement now."""

    informed_on = Day(label="告知日期", past=True)
    how = forms.CharField(max_length=200, label="告知方式")
    materials = Text(label="移交执行团队的材料清单", required=False)


class ArchiveFacts(Facts):
    """A complete dossier, by the list."""

    instrument = Confirm(label="生效法律文书")
    registration = Confirm(label="立案或收函登记材料")
    demand = Confirm(label="自动履行催告书及送达证明")
    proof = Confirm(label="履行凭证与债权人确认")
    receipt = forms.CharField(max_length=100, label="归档移交单号")
