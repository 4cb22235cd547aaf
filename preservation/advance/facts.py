"""What people write down about an advance execution."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from courtflow.cases.models import Party
from courtflow.flow.facts import Confirm, Day, Facts, Money, Text
from preservation import review_facts
from preservation.facts import GuaranteeFields

from .records import AdvanceReview
from .terms import GROUNDS, RESULTS, SECURITIES, URGENCIES

PAID = ("full", "part")


class SecurityGivenFacts(GuaranteeFields):
    """Security; insurance against a mistaken preservation is none here."""

    def prepare(self, proceeding: Any) -> None:
        self.fields["guarantee_kind"].choices = SECURITIES  # type: ignore[attr-defined]
        self.fields["guarantor"].label = "担保人"
        self.fields["guarantee_no"].label = "保函或存款凭证号"


class ApplicationFacts(SecurityGivenFacts):
    """先予执行申请书: only upon application (民诉法第一百零九条)."""

    field_order = (
        "applicant", "respondents", "received_on", "ground", "urgency", "requested", "request", "reason",
    )  # fmt: skip

    applicant = forms.ModelChoiceField(Party.objects.none(), label="申请人")
    respondents = forms.ModelMultipleChoiceField(Party.objects.none(), label="被申请人")
    received_on = Day(label="收到申请日期", past=True)
    ground = forms.ChoiceField(label="案件类型", choices=GROUNDS)
    urgency = forms.ChoiceField(label="情况紧急的情形", choices=[("", "—"), *URGENCIES], required=False)
    request = Text(label="请求先予执行的内容", max_length=1000)
    requested = Money(label="请求先予执行的金额（元）", required=False, help_text="请求停止侵害、制止行为等的不填")
    reason = Text(label="申请理由", help_text="不先予执行将如何影响生活或者生产经营")

    def prepare(self, proceeding: Any) -> None:
        super().prepare(proceeding)
        parties = Party.objects.filter(case_id=proceeding.case_id)
        self.fields["applicant"].queryset = parties.filter(role__in=Party.CREDITOR_SIDE)  # type: ignore[attr-defined]
        self.fields["respondents"].queryset = parties.filter(role__in=Party.DEBTOR_SIDE)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        if facts.get("ground") == "urgent" and not facts.get("urgency"):
            self.add_error("urgency", "因情况紧急申请的，须选择紧急的情形（民诉法解释第一百七十条）")
        elif facts.get("ground") and facts["ground"] != "urgent" and facts.get("urgency"):
            self.add_error("urgency", "只有因情况紧急申请的才填")
        claimed = self.proceeding.case.amount if self.proceeding else None
        if claimed is not None and facts.get("requested") and facts["requested"] > claimed:
            self.add_error("requested", f"先予执行限于诉讼请求的范围，不得超过{claimed:,.2f}元")
        return facts


class SecurityOrderFacts(Facts):
    """责令提供担保."""

    required = Money(label="责令提供担保的金额（元，不再要求的填0）", min_value=Decimal("0.00"))
    note = Text(label="理由", max_length=500)


class RulingFacts(Facts):
    """The conditions of 民诉法第一百一十条 and the bounds of 民诉法解释第一百六十九条."""

    clear = Confirm(label="当事人之间权利义务关系明确")
    hardship = Text(label="不先予执行将严重影响申请人生活或者生产经营的事实", max_length=2000)
    ability = Text(label="被申请人有履行能力的事实", max_length=1000)
    within = Confirm(label="限于当事人诉讼请求的范围，并以当事人的生活、生产经营的急需为限")
    content = Text(label="裁定先予执行的内容", help_text="裁定主文，一项一行：由谁、何时、向谁给付什么或者做什么")
    amount = Money(label="其中金额（元）", required=False)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        asked = self.proceeding.requested if self.proceeding else None
        if facts.get("amount") and asked is None:
            self.add_error("amount", "申请人没有请求先予执行金钱")
        elif facts.get("amount") and facts["amount"] > asked:
            self.add_error("amount", f"不得超过请求先予执行的金额{asked:,.2f}元")
        elif asked is not None and not facts.get("amount") and "amount" not in self.errors:
            self.add_error("amount", "请求先予执行金钱的，须填写裁定的金额")
        return facts


class RulingServiceFacts(review_facts.RulingServiceFacts):
    """Service of the ruling on one of those who have not got it yet."""

    def prepare(self, proceeding: Any) -> None:
        self.fields["party"].queryset = proceeding.unserved()  # type: ignore[attr-defined]


class RefusalFacts(Facts):
    """驳回先予执行申请."""

    reason = Text(label="驳回理由", max_length=2000)


class WithdrawalFacts(Facts):
    """The applicant takes his application back."""

    withdrawn_on = Day(label="撤回日期", past=True)


class TransferFacts(Facts):
    """移送单 to the executing unit."""

    materials = Text(label="移送材料清单", help_text="先予执行裁定、送达回证、担保材料等，逐项写明份数")


class StartFacts(Facts):
    """Receipt by the executing unit."""

    received_on = Day(label="收到移送材料日期", past=True)


class ReportFacts(Facts):
    """What was carried out, and what the applicant received."""

    result = forms.ChoiceField(label="执行结果", choices=RESULTS)
    executed = Money(label="执行到位金额（元）", required=False)
    done_on = Day(label="执行完毕或者终止日期", past=True)
    detail = Text(label="执行经过", max_length=2000)
    proof = forms.CharField(max_length=200, label="交付凭证", required=False, help_text="收据、银行回单、交接笔录等")

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        ordered = self.proceeding.amount if self.proceeding else None
        if facts.get("result") in PAID:
            if not facts.get("proof"):
                self.add_error("proof", "已经执行的，须填写交付凭证")
            if ordered is not None and not facts.get("executed") and "executed" not in self.errors:
                self.add_error("executed", "裁定给付金钱的，须填写执行到位的金额")
        elif facts.get("executed"):
            self.add_error("executed", "未能执行的，不填金额")
        if facts.get("executed") and (ordered is None or facts["executed"] > ordered):
            self.add_error("executed", f"不得超过裁定先予执行的金额{ordered or 0:,.2f}元")
        return facts


class ReviewResultFacts(Facts):
    """How the same court decided upon reconsideration."""

    review = forms.ModelChoiceField(AdvanceReview.objects.none(), label="复议申请")
    result = forms.ChoiceField(label="结果", choices=AdvanceReview.Result)
    reason = Text(label="裁定理由")
    operative = Text(label="变更后的先予执行内容", required=False, help_text="变更原裁定的必填，一项一行")
    amount = Money(label="变更后的金额（元）", required=False)

    def prepare(self, proceeding: Any) -> None:
        self.fields["review"].queryset = proceeding.reviews.filter(decided_on=None)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        changed = facts.get("result") == AdvanceReview.Result.CHANGED
        if changed and not facts.get("operative"):
            self.add_error("operative", "变更原裁定的，须写明变更后的先予执行内容")
        if not changed and (facts.get("operative") or facts.get("amount")):
            self.add_error("operative", "只有变更原裁定的才填")
        asked = self.proceeding.requested if self.proceeding else None
        if facts.get("amount") and (asked is None or facts["amount"] > asked):
            self.add_error("amount", f"不得超过请求先予执行的金额{asked or 0:,.2f}元")
        refused = self.proceeding is not None and self.proceeding.state == self.proceeding.State.REFUSED
        if refused and facts.get("result") == AdvanceReview.Result.REVOKED:
            self.add_error("result", "驳回申请的裁定不当的，请选择“变更原裁定”并写明先予执行的内容")
        return facts
