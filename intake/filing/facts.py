"""What is written down when a complaint is received, completed, decided."""

from __future__ import annotations

from typing import Any

from django import forms

from courtflow.cases.models import Party
from courtflow.cases.registering import PartiesField
from courtflow.cases.screening import unanswered_hits
from courtflow.flow.facts import Confirm, Day, Facts, Money, Text, YesNo
from courtflow.law.fees import FLAT, ClaimType

from .related_suits import RelatedSuitFacts

ANSWERS = [("apply", "申请保全"), ("decline", "不申请保全"), ("undecided", "尚未决定")]
# 民事诉讼法第一百二十二条、第一百二十七条
GROUNDS = [
    ("standing", "原告与本案没有直接利害关系"),
    ("defendant", "没有明确的被告"),
    ("claim", "没有具体的诉讼请求和事实、理由"),
    ("scope", "不属于人民法院受理民事诉讼的范围"),
    ("jurisdiction", "不属于本院管辖"),
    ("repeated", "重复起诉"),
    ("arbitration", "双方达成有效的书面仲裁协议"),
    ("too_early", "依法在一定期限内不得起诉"),
    ("not_corrected", "经告知未补正，仍坚持起诉"),
]


class ReceiptFacts(RelatedSuitFacts):
    """The complaint: who claims what of whom, and which notices were handed out against receipt."""

    received_on = Day(label="收到起诉材料日期", past=True, help_text="七日审查期限自次日起算")
    cause = forms.CharField(max_length=100, label="案由", help_text="如：民间借贷纠纷")
    claim = Text(label="诉讼请求")
    money_claim = YesNo(label="金钱给付纠纷")
    amount = Money(label="标的额（元）", required=False, help_text="金钱给付纠纷必填")
    parties = PartiesField()
    litigation_risk = Confirm(label="已发放诉讼风险提示书（含败诉和执行不能风险）并取得回执")
    performance_reminder = Confirm(label="已发放自动履行提示书并取得回执")
    update_duty = Confirm(label="已告知联系方式和账户变更时应及时告知法院")
    preservation_explained_on = Day(label="保全释明日期", past=True)
    preservation_answer = forms.ChoiceField(choices=ANSWERS, label="当事人对申请保全的意见")
    field_order = ("received_on", "cause", "claim", "money_claim", "amount", "related_suit", "execution_number")

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("money_claim") and facts.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", "金钱给付纠纷须填写标的额")
        return facts


class CorrectionRequestFacts(Facts):
    """What is missing, told once and in writing (登记立案规定第七条)."""

    items = Text(label="需要补正的内容", help_text="一次性全部告知")
    due_on = Day(label="指定补正的末日")
    told_in_writing = Confirm(label="已一次性书面告知")

    def clean_due_on(self) -> Any:
        due_on = self.cleaned_data["due_on"]
        if self.day and due_on <= self.day:
            raise forms.ValidationError("补正的末日须晚于告知当日，请给当事人留出时间")
        return due_on


class CorrectionReceiptFacts(Facts):
    """The papers are complete now."""

    completed_on = Day(label="材料补齐日期", past=True, help_text="七日审查期限自次日起重新计算")
    complete = Confirm(label="补正材料已逐项核对齐全")

    def clean_completed_on(self) -> Any:
        day, asked = self.cleaned_data["completed_on"], self.proceeding.correction_asked_on
        if asked and day < asked:
            raise forms.ValidationError(f"补齐日期不能早于告知补正的{asked:%Y-%m-%d}")
        return day


FEES = [
    (claim.value, claim.label)
    for claim in (
        ClaimType.PROPERTY, ClaimType.DIVORCE, ClaimType.PERSONALITY, ClaimType.LABOUR, ClaimType.OTHER,
    )
]  # fmt: skip
# 诉讼费用交纳办法第六章
RELIEFS = [("deferred", "准许缓交"), ("reduced", "准许减交"), ("exempt", "准许免交")]
NOTHING_DUE = ("deferred", "exempt")


class AcceptanceFacts(Facts):
    """The four conditions of a suit (民事诉讼法第一百二十二条), the risk assessment (山阳第十二条) and the fee."""

    standing = Confirm(label="原告与本案有直接利害关系")
    defendant = Confirm(label="有明确的被告")
    claim = Confirm(label="有具体的诉讼请求和事实、理由")
    jurisdiction = Confirm(label="属于民事诉讼受案范围和本院管辖")
    risk_level = forms.ChoiceField(choices=[("low", "低"), ("medium", "中"), ("high", "高")], label="诉讼风险评估")
    risk_note = Text(label="评估说明", required=False, help_text="评估为中、高的须写明理由")
    fee_type = forms.ChoiceField(
        choices=[("", "金钱给付纠纷按财产案件，其他按非财产案件"), *FEES], required=False, label="案件受理费类别"
    )
    fee_fixed = Money(
        label="本省确定的每件标准（元）", required=False, help_text="离婚、人格权和其他非财产案件填写，用于交费通知"
    )
    fee_relief = forms.ChoiceField(choices=[("", "没有"), *RELIEFS], required=False, label="缓交、减交、免交")
    fee_reduced = Money(label="减交后应预交（元）", required=False, help_text="准许减交的必填")

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("risk_level") in ("medium", "high") and not facts.get("risk_note"):
            self.add_error("risk_note", "评估为中、高风险的，须写明理由")
        if facts.get("fee_relief") == "reduced" and facts.get("fee_reduced") is None:
            self.add_error("fee_reduced", "准许减交的，须填写减交后应预交的数额")
        self._check_fee(facts)
        return facts

    def _check_fee(self, facts: dict[str, Any]) -> None:
        """The statute's own limits, said before a notice asks for anything else."""
        kind, fixed = facts.get("fee_type"), facts.get("fee_fixed")
        if fixed is None or "fee_type" in self.errors:
            return
        money = self.proceeding is not None and self.proceeding.case.money_claim
        claim = ClaimType(kind or (ClaimType.PROPERTY if money else ClaimType.OTHER))
        if claim not in FLAT:
            self.add_error("fee_fixed", f"{claim.label}按标的额计算，不填每件标准")
            return
        try:
            FLAT[claim].check(fixed)
        except ValueError as fault:
            self.add_error("fee_fixed", str(fault))


class RefusalFacts(Facts):
    """裁定不予受理: on which ground, why, and that it may be appealed."""

    ground = forms.ChoiceField(choices=GROUNDS, label="不予受理的情形")
    reason = Text(label="理由")
    appeal_told = Confirm(label="裁定已写明可以在十日内上诉")


class ReturnFacts(Facts):
    """退回诉状并记录在册."""

    note = Text(label="退回情况记录")


class WithdrawalFacts(Facts):
    """The plaintiff takes the complaint back before acceptance."""

    applied_on = Day(label="申请日期", past=True)
    note = Text(label="撤回的说明", required=False)


class MediationReferralFacts(Facts):
    """Both sides are willing, and preservation was thought of before it is too late (A-3.3)."""

    willing = Confirm(label="当事人没有拒绝诉前调解")
    preservation = forms.ChoiceField(choices=ANSWERS, label="引导申请诉前保全的结果")
    assigned_reason = Text(label="适宜调解的理由", required=False)
    mediator = forms.CharField(
        max_length=100, required=False, label="委派的调解组织或者调解员", help_text="不填的委派本院特邀调解员"
    )


class PreservationFacts(Facts):
    """财产保全释明 with the answer."""

    explained_on = Day(label="释明日期", past=True)
    answer = forms.ChoiceField(choices=ANSWERS, label="当事人意见")
    note = Text(label="释明内容与财产线索", required=False)


class _HitFacts(Facts):
    debtor = forms.ModelChoiceField(Party.objects.none(), label="企业")

    def prepare(self, proceeding: Any) -> None:
        found = [party.pk for party in unanswered_hits(proceeding.case)]
        self.fields["debtor"].queryset = Party.objects.filter(pk__in=found)  # type: ignore[attr-defined]


class BankruptcyNoticeFacts(_HitFacts):
    """The parties are told of the bankruptcy lead and of the risks (A-9.5, A-9.6)."""

    risk_explained = Confirm(label="已告知当事人审判、执行风险，引导提出破产申请")


class DismissalFacts(_HitFacts):
    """No lead is dropped without a reason."""

    reason = forms.CharField(max_length=400, label="不发送告知书的理由", widget=forms.Textarea(attrs={"rows": 3}))


class EnterpriseFacts(Facts):
    """What the company register says; the search is then made again."""

    party = forms.ModelChoiceField(Party.objects.none(), label="企业")
    registered_capital = Money(label="注册资本（元）", required=False)
    licence_revoked_on = Day(label="营业执照吊销日期", past=True, required=False)
    zombie_confirmed = forms.BooleanField(label="经核查认定为僵尸企业", required=False)
    source = forms.CharField(max_length=100, label="登记信息来源", help_text="如：国家企业信用信息公示系统，查询日期")

    def prepare(self, proceeding: Any) -> None:
        rows = Party.objects.filter(case_id=proceeding.case_id, kind=Party.Kind.LEGAL, enterprise=True)
        self.fields["party"].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        party, revoked = facts.get("party"), facts.get("licence_revoked_on")
        if party and facts.get("zombie_confirmed") and not (revoked or party.licence_revoked_on):
            self.add_error("zombie_confirmed", "营业执照未被吊销的，不能认定为僵尸企业；请先填写吊销日期")
        return facts
