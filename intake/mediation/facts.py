"""What the mediator writes down."""

from __future__ import annotations

from typing import Any

from django import forms

from courtflow.cases.models import Obligation, Party
from courtflow.flow.facts import Confirm, Day, Facts, Money, RowsField, Text, YesNo

GRADES = [("good", "好"), ("fair", "一般"), ("poor", "差")]


class ReferralFacts(Facts):
    """Whom the court assigns and why the matter is fit; the filing passes on what it was told."""

    reason = Text(label="适宜调解的理由", required=False)
    mediator = forms.CharField(max_length=100, required=False, label="委派的调解组织或者调解员")


class AssignmentFacts(Facts):
    """The mediator signs for the papers; thirty days run from then."""

    signed_on = Day(label="调解员签收日期", past=True)


class AssessmentFacts(Facts):
    """The debtor's willingness, ability and sincerity (C-2.1)."""

    debtor = forms.ModelChoiceField(Party.objects.none(), label="债务人")
    willingness = forms.ChoiceField(choices=GRADES, label="实际履行意愿")
    ability = forms.ChoiceField(choices=GRADES, label="履行能力")
    sincerity = forms.ChoiceField(choices=GRADES, label="诚意")
    basis = Text(label="评估依据", help_text="收入、资产、其他债务和以往履行情况")

    def prepare(self, proceeding: Any) -> None:
        rows = Party.objects.filter(case_id=proceeding.case_id, role__in=Party.DEBTOR_SIDE)
        self.fields["debtor"].queryset = rows  # type: ignore[attr-defined]


class ExtensionFacts(Facts):
    """Both sides want to go on."""

    until = Day(label="约定延长至")
    agreed = Confirm(label="双方当事人均同意延长")

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if self.day and until <= self.day:
            raise forms.ValidationError("延长后的末日须晚于今日")
        return until


class AgreementRow(forms.Form):
    """One promise with its term, manner and amount (C-2.2)."""

    kind = forms.ChoiceField(choices=Obligation.Kind, label="类型")
    content = Text(label="内容")
    amount = Money(label="金额（元）", required=False)
    due_on = Day(label="履行期末日")
    method = forms.CharField(max_length=300, label="履行方式")

    def clean(self) -> dict[str, Any]:
        row = super().clean() or {}
        money = row.get("kind") == Obligation.Kind.MONEY
        if money and row.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", "金钱给付须写明金额")
        if not money and row.get("amount"):
            self.add_error("amount", "行为或交付不填金额")
        return row


class AgreementFacts(Facts):
    """诉前调解协议: definite, checked against evasion, with the reminder given and security thought of."""

    signed_on = Day(label="签订日期", past=True)
    items = RowsField(AgreementRow, min_rows=1, label="协议内容")
    definite = Confirm(label="履行期限、方式和金额明确具体，具有可执行性")
    no_evasion = Confirm(label="已核对债务人的其他债务，不存在借调解逃避履行法律义务的情形")
    evasion_note = Text(label="核对情况")
    reminder = Confirm(label="调解员已提示和告知自动履行")
    security = Text(
        label="担保履行条款或者保证金", required=False, help_text="分期或者行为履行的，应引导设立；没有设立的写明情况"
    )
    performed = YesNo(label="已当场全部履行")
    proof = forms.CharField(max_length=200, label="当场履行的凭证", required=False)

    def prepare(self, proceeding: Any) -> None:
        self.fields["no_evasion"].help_text = proceeding.other_debts

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        rows, signed = facts.get("items") or [], facts.get("signed_on")
        if facts.get("performed") and not facts.get("proof"):
            self.add_error("proof", "当场履行的，须登记凭证")
        if signed and any(row["due_on"] < signed for row in rows):
            self.add_error("items", "履行期末日不得早于签订日期")
        later = len(rows) > 1 or any(row["kind"] == Obligation.Kind.ACT for row in rows)
        if later and facts.get("performed") is False and not facts.get("security"):
            self.add_error(
                "security", "分期履行或者行为履行的，须记录引导设立担保条款或者交纳保证金的情况（山阳第三条）"
            )
        return facts


class PerformedFacts(Facts):
    """The agreement was kept."""

    completed_on = Day(label="履行完毕日期", past=True)
    proof = forms.CharField(max_length=200, label="凭证")
    confirmed = Confirm(label="权利人已确认全部履行")


class FailureFacts(Facts):
    """No agreement."""

    reason = Text(label="未达成协议的原因")


class HandBackFacts(Facts):
    """The three records that go into the suit (C-2.7)."""

    parties = Confirm(label="已收集并核对当事人信息")
    addresses = Confirm(label="已确认当事人送达地址")
    undisputed = Text(label="无争议事实记载", help_text="没有的写“无”")
