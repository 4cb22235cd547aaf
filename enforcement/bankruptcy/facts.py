"""What is written down on the way into bankruptcy."""

from __future__ import annotations

from typing import Any

from django import forms

from courtflow.accounts.models import Court
from courtflow.cases.models import Party
from courtflow.flow.facts import Confirm, Day, Facts, Text, YesNo
from courtflow.law.numbers import CaseNumber


class DismissalFacts(Facts):
    """A hit is never put away without a reason (A-9.5)."""

    reason = Text(label="排除线索的理由", max_length=500, help_text="写明核对了什么、为何不符合破产情形")


class AnswerFacts(Facts):
    """回执: what one party answers to the notice."""

    party = forms.ModelChoiceField(Party.objects.none(), label="当事人")
    answer = forms.ChoiceField(
        label="答复", choices=[("apply", "申请破产"), ("consent", "同意移送破产审查"), ("decline", "不申请、不同意")]
    )
    written = YesNo(label="书面答复")
    answered_on = Day(label="答复日期", past=True)
    note = Text(label="说明", required=False, max_length=500)

    def prepare(self, proceeding: Any) -> None:
        self.fields["party"].queryset = Party.objects.filter(case_id=proceeding.case_id)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        in_writing = self.proceeding.policy.value("bankruptcy.consent") == "written"
        if in_writing and facts.get("answer") == "consent" and facts.get("written") is False:
            self.add_error("written", "本院只登记当事人的书面同意（山阳第二十九条）")
        return facts


class ConsultationFacts(Facts):
    """会商 of the enforcement and the bankruptcy unit (A-9.8)."""

    held_on = Day(label="会商日期", past=True)
    units = forms.CharField(max_length=200, label="参加部门和人员")
    conclusion = Text(label="会商意见")


class ProposalFacts(Facts):
    """承办人意见 and 合议庭评议 (ZZP 5), with the conditions of ZZP 2."""

    opinion = Text(label="承办人审查意见")
    cannot_pay = Confirm(label="不能清偿到期债务")
    insolvency = forms.ChoiceField(
        label="破产原因", choices=[("insolvent", "资产不足以清偿全部债务"), ("unable", "明显缺乏清偿能力")]
    )
    panel_on = Day(label="合议庭评议日期", past=True)
    receiver = forms.ModelChoiceField(
        Court.objects.none(), label="受移送法院", help_text="被执行人住所地，以中级人民法院管辖为原则"
    )

    def prepare(self, proceeding: Any) -> None:
        self.fields["receiver"].queryset = Court.objects.filter(pk__in=proceeding.court.lineage)  # type: ignore[attr-defined]


class ReturnFacts(Facts):
    """Why the president did not sign."""

    reason = Text(label="退回理由", max_length=500)


class TransferFacts(Facts):
    """Papers of a transfer (ZZP 10)."""

    decision = Confirm(label="移送决定书")
    consent = Confirm(label="当事人书面同意材料")
    instrument = Confirm(label="执行依据和执行过程材料")
    assets = Confirm(label="财产查控清单和已知债权情况")
    identity = Confirm(label="被执行人主体资格证明")
    told_courts = Confirm(label="已书面通知所有已知执行法院")
    sent_on = Day(label="移送日期", past=True)


class DecisionServiceFacts(Facts):
    """Service of the transfer decision on both sides."""

    served_on = Day(label="送达日期", past=True)
    proof = forms.CharField(max_length=200, label="送达证明")


class ReceiptFacts(Facts):
    """The receiving court's receipt and number."""

    received_on = Day(label="受移送法院收到材料日期", past=True)
    number = forms.CharField(
        max_length=60, label="受移送法院的破申案号", required=False, help_text="本院受理的由系统编号，不填"
    )

    def clean_number(self) -> str:
        value: str = self.cleaned_data["number"]
        own = self.proceeding.receiver_id in (None, self.proceeding.court_id)
        if not own and not value:
            raise forms.ValidationError("由其他法院审查的，请填写该院编立的破申案号")
        if own and value:
            raise forms.ValidationError("由本院审查的，破申案号由系统编立，不得填写")
        return _normal(value) if value else ""


def _normal(value: str) -> str:
    try:
        return str(CaseNumber.parse(value))
    except ValueError as error:
        raise forms.ValidationError(str(error)) from error


class PetitionFacts(Facts):
    """破产申请书 by a party itself."""

    applicant = forms.ModelChoiceField(Party.objects.none(), label="申请人")
    procedure = forms.ChoiceField(
        label="申请事项",
        choices=[("liquidation", "破产清算"), ("reorganisation", "重整"), ("composition", "和解")],
    )
    received_on = Day(label="收到申请日期", past=True)
    papers = Confirm(label="已提交破产申请书和有关证据（债务人另附财产状况说明、债务清册、债权清册等）")

    def prepare(self, proceeding: Any) -> None:
        self.fields["applicant"].queryset = Party.objects.filter(case_id=proceeding.case_id)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        applicant = facts.get("applicant")
        if applicant and applicant.pk != self.proceeding.debtor_id and facts.get("procedure") == "composition":
            self.add_error("procedure", "和解只能由债务人申请；债权人可以申请重整或者破产清算")
        return facts


class DebtorToldFacts(Facts):
    """The debtor learns of a creditor's petition."""

    told_on = Day(label="通知债务人日期", past=True)
    proof = forms.CharField(max_length=200, label="送达证明")


class ObjectionFacts(Facts):
    """What the debtor says to it."""

    objected_on = Day(label="异议日期", past=True)
    content = Text(label="异议内容")


class RulingFacts(Facts):
    """A ruling of the bankruptcy court."""

    ruling_no = forms.CharField(max_length=80, label="裁定文号")
    ruled_on = Day(label="裁定日期", past=True)
    reason = Text(label="裁定理由", max_length=1000)


class ConclusionFacts(RulingFacts):
    """How the accepted procedure ended without declaration."""

    WAYS = (("reorganised", "批准重整计划"), ("composed", "认可和解协议"), ("settled", "债务已清偿或者达成协议"))

    way = forms.ChoiceField(label="终结方式", choices=WAYS)
