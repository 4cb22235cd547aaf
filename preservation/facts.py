"""What people write down about a preservation."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from courtflow.cases.models import Instrument, Party
from courtflow.flow.facts import Confirm, Day, Facts, Money, RowsField, Text, YesNo

from .assets import Asset, AssetKind
from .terms import BEARER_TYPES, GUARANTEES, RELEASE_GROUNDS, TYPES, WAIVERS, highest_security

RELIEF = {"pre_enforcement": "preservation.waive_pre_exec", "integrity": "preservation.integrity_relief"}


class ClueRow(forms.Form):
    """A property, or a clue to one."""

    kind = forms.ChoiceField(label="类别", choices=AssetKind.choices)
    place = forms.CharField(max_length=200, label="所在（开户行、登记机关、地址等）")
    value = Money(label="估值（元）", required=False)
    source = forms.CharField(max_length=200, label="线索来源")


class GuaranteeFields(Facts):
    """A guarantee; a liability-insurance letter names insurer, policy and amount (红河二)."""

    guarantee_kind = forms.ChoiceField(label="担保方式", choices=GUARANTEES)
    guarantee_amount = Money(label="担保金额（元）", required=False)
    guarantor = forms.CharField(max_length=200, label="担保人或保险人", required=False)
    guarantee_no = forms.CharField(max_length=100, label="保单、保函或存款凭证号", required=False)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        kind = facts.get("guarantee_kind")
        if kind and kind != "none":
            needed = ["guarantee_amount"] + (["guarantor", "guarantee_no"] if kind in BEARER_TYPES else [])
            for name in needed:
                if not facts.get(name) and name not in self.errors:
                    self.add_error(name, f"担保方式为“{dict(GUARANTEES)[kind]}”的，须填写{self.fields[name].label}")
        elif facts.get("guarantee_amount"):
            self.add_error("guarantee_kind", "已填担保金额，请选择担保方式")
        return facts

    def prepare(self, proceeding: Any) -> None:
        if not proceeding.policy.value("preservation.liability_insurance"):
            kept = [choice for choice in GUARANTEES if choice[0] != "insurance"]
            self.fields["guarantee_kind"].choices = kept  # type: ignore[attr-defined]


class ApplicationFacts(GuaranteeFields):
    """An application with property or clues (财产保全规定第一条、第十条)."""

    type = forms.ChoiceField(label="保全类型", choices=[choice for choice in TYPES if choice[0] != "ex_officio"])
    applicant = forms.ModelChoiceField(Party.objects.none(), label="申请人")
    respondents = forms.ModelMultipleChoiceField(Party.objects.none(), label="被申请人")
    amount = Money(label="请求保全数额（元）")
    received_at_hand = Confirm(label="已收到申请书和相关证据材料")
    instrument = forms.ModelChoiceField(Instrument.objects.none(), label="执行依据（执行前保全）", required=False)
    urgent = YesNo(label="情况紧急")
    reason = Text(label="申请理由及紧急情况")
    clues = RowsField(ClueRow, min_rows=1, label="被保全财产信息或线索")

    def prepare(self, proceeding: Any) -> None:
        super().prepare(proceeding)
        parties = Party.objects.filter(case_id=proceeding.case_id)
        self.fields["applicant"].queryset = parties  # type: ignore[attr-defined]
        self.fields["respondents"].queryset = parties  # type: ignore[attr-defined]
        self.fields["instrument"].queryset = Instrument.objects.filter(case_id=proceeding.case_id)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        if facts.get("applicant") in (facts.get("respondents") or []):
            self.add_error("respondents", "申请人不能同时是被申请人")
        if facts.get("type") == "pre_enforcement" and not facts.get("instrument"):
            self.add_error("instrument", "执行前保全须选择已生效的执行依据")
        if facts.get("type") in ("pre_suit", "pre_enforcement") and facts.get("urgent") is False:
            self.add_error("urgent", "诉前保全、执行前保全以情况紧急为条件；不紧急的，起诉后或者执行中再申请")
        return facts


class ExOfficioFacts(Facts):
    """Preservation of the court's own motion, with its necessity."""

    respondents = forms.ModelMultipleChoiceField(Party.objects.none(), label="被保全人")
    amount = Money(label="保全数额（元）")
    urgent = YesNo(label="情况紧急")
    reason = Text(label="依职权保全的必要性")

    def prepare(self, proceeding: Any) -> None:
        self.fields["respondents"].queryset = Party.objects.filter(case_id=proceeding.case_id)  # type: ignore[attr-defined]


class SecurityFacts(Facts):
    """How much security the court asks for, and why less than the rule."""

    required = Money(label="要求担保金额（元，不要求的填0）", min_value=Decimal("0.00"))
    ground = forms.ChoiceField(label="依据", choices=WAIVERS)
    reason = Text(label="理由")

    def prepare(self, proceeding: Any) -> None:
        """Relief that the court's own paper opens or shuts (佳木斯三, 浙江三（二）)."""
        away = {ground for ground, key in RELIEF.items() if not proceeding.policy.value(key)}
        self.fields["ground"].choices = [choice for choice in WAIVERS if choice[0] not in away]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        required, ground = facts.get("required"), facts.get("ground")
        if not self.proceeding or required is None or ground is None:
            return facts
        highest = highest_security(self.proceeding.type, self.proceeding.amount)
        if required > highest:
            self.add_error("required", f"要求的担保不得超过{highest:,.2f}元（诉讼中保全为请求数额的百分之三十）")
        if ground == "ordinary" and required < self.proceeding.ordinary_security:
            self.add_error("ground", "低于通常担保数额的，须选择酌减或者不要求担保的依据")
        if ground == "pre_enforcement" and self.proceeding.type != "pre_enforcement":
            self.add_error("ground", "本案不是执行前保全，请选择其他依据")
        return facts


class AssetRow(forms.Form):
    """The five fields of one item (山阳第四条) and its kind, which sets the longest term."""

    kind = forms.ChoiceField(label="类别", choices=AssetKind.choices)
    owner = forms.ModelChoiceField(Party.objects.none(), label="被保全人", required=False)
    name = forms.CharField(max_length=200, label="名称")
    quantity = forms.CharField(max_length=100, label="数量或者数额")
    features = forms.CharField(max_length=300, label="特征（账号、牌照、产权证号等）")
    location = forms.CharField(max_length=200, label="存放地点")
    term_months = forms.IntegerField(min_value=1, label="保全期限（月）")

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("kind") and facts.get("term_months"):
            longest = AssetKind(facts["kind"]).longest_months
            if facts["term_months"] > longest:
                self.add_error("term_months", f"{AssetKind(facts['kind']).label}的保全期限不得超过{longest}个月")
        return facts


class RulingFacts(Facts):
    """The two-point review, the items, and what the applicant was told."""

    legality = Confirm(label="合法性：主体适格、属于本院管辖、在请求范围内或与本案有关")
    necessity = Text(label="必要性：不保全可能使判决难以执行或者造成其他损害的事实")
    amount = Money(label="裁定保全数额（元）")
    assets = RowsField(AssetRow, min_rows=1, label="保全财产清单")
    choice_reason = Text(
        label="选择理由", required=False, help_text="多项财产的，说明为何选择对生产经营影响较小、便于变现的"
    )
    liability_told_on = Day(label="错误保全后果告知书签收日期", past=True, required=False)
    renewal_told_on = Day(label="续行事项及不续行后果告知书签收日期", past=True, required=False)

    def prepare(self, proceeding: Any) -> None:
        people = proceeding.respondents.all() if proceeding.pk else Party.objects.none()
        choices = {"owner": forms.ModelChoiceField(people, label="被保全人", required=False)}
        rows: Any = self.fields["assets"]
        rows.row_form = rows.widget.row_form = type("CaseAssetRow", (AssetRow,), choices)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        self._name_owners(facts.get("assets") or [])
        if self.proceeding and facts.get("amount") and facts["amount"] > self.proceeding.amount:
            self.add_error("amount", f"不得超过请求保全数额{self.proceeding.amount:,.2f}元")
        if self.proceeding and self.proceeding.applicant_id:
            for name in ("liability_told_on", "renewal_told_on"):
                if not facts.get(name) and name not in self.errors:
                    self.add_error(name, "须先告知申请人并由其签收")
        if len(facts.get("assets") or []) > 1 and not facts.get("choice_reason"):
            self.add_error("choice_reason", "有多项财产的，须说明选择理由")
        return facts

    def _name_owners(self, rows: list[dict[str, Any]]) -> None:
        """One respondent owns every item; of several each item names its own, as the ruling must."""
        people = list(self.proceeding.respondents.all()[:2]) if self.proceeding else []
        for row in rows:
            if len(people) == 1:
                row["owner"] = row["owner"] or people[0]
        if any(row["owner"] is None for row in rows):
            self.add_error("assets", "被申请人有多人的，每项财产须选择被保全人")


class RejectionFacts(Facts):
    """Why the application fails."""

    reason = Text(label="驳回理由")


class WithdrawalFacts(Facts):
    """The applicant takes his application back."""

    withdrawn_on = Day(label="撤回日期", past=True)


class TransferFacts(Facts):
    """移送单 to the executing unit."""

    materials = Text(label="移送材料清单", help_text="保全裁定、送达回证、财产线索等，逐项写明份数")


class StartFacts(Facts):
    """Receipt by the executing unit."""

    received_on = Day(label="收到移送材料日期", past=True)


class ControlFacts(Facts):
    """One measure taken, as the 协助执行通知书 or the seizure record has it."""

    asset = forms.ModelChoiceField(Asset.objects.none(), label="财产")
    starts_on = Day(label="措施起始日", past=True)
    value = Money(label="控制价值（元）")
    holder = forms.CharField(
        max_length=200, label="协助执行单位（人）", required=False,
        help_text="银行、登记机关、股权所在公司等；冻结存款留空的为开户行；当场查封、扣押的留空",
    )  # fmt: skip
    notice_no = forms.CharField(max_length=100, label="协助执行通知书文号或查封清单号")
    indivisible_reason = forms.CharField(
        max_length=300, label="价值超过保全数额的理由", required=False, help_text="仅限不可分物且无其他足额财产时填写"
    )
    in_use = YesNo(label="允许被保全人继续使用（灵活查封）", required=False)

    def prepare(self, proceeding: Any) -> None:
        self.fields["asset"].queryset = proceeding.assets.filter(status=Asset.Status.ORDERED)  # type: ignore[attr-defined]


class ReportFacts(Facts):
    """The executing unit reports the result to the body that ruled."""

    result = Text(label="实施结果", help_text="已控制的财产，未能控制的财产及原因")


class TermToldFacts(Facts):
    """Written notice of the exact last day (财产保全规定第十八条)."""

    told_on = Day(label="告知日期", past=True)
    receipt = forms.CharField(max_length=200, label="签收或送达凭证")


class RenewalFacts(Facts):
    """A new term for one asset."""

    asset = forms.ModelChoiceField(Asset.objects.none(), label="财产")
    applied_on = Day(label="申请续行日期", past=True, required=False, help_text="依职权续行的留空")
    ex_officio = YesNo(label="依职权续行")
    necessity = Text(label="续行理由")
    starts_on = Day(label="续行措施起始日", past=True)
    term_months = forms.IntegerField(min_value=1, label="续行期限（月）")
    notice_no = forms.CharField(max_length=100, label="协助执行通知书文号")

    def prepare(self, proceeding: Any) -> None:
        self.fields["asset"].queryset = proceeding.controlled()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        asset = facts.get("asset")
        if asset and facts.get("term_months"):
            longest = AssetKind(asset.kind).longest_months
            if facts["term_months"] > longest:
                self.add_error("term_months", f"{asset.get_kind_display()}的续行期限不得超过{longest}个月")
        if facts.get("ex_officio") is False and not facts.get("applied_on") and "applied_on" not in self.errors:
            self.add_error("applied_on", "依申请续行的，须填写申请日期")
        return facts


class SuitFacts(Facts):
    """The suit or arbitration that a pre-suit measure needs."""

    filed_on = Day(label="起诉或申请仲裁日期", past=True)
    number = forms.CharField(max_length=80, label="立案或仲裁案号", required=False)


class EnforcementFacts(Facts):
    """The creditor has applied for enforcement."""

    received_on = Day(label="收到执行申请日期", past=True)


class ReleaseRequestFacts(Facts):
    """Somebody asks for release."""

    party = forms.ModelChoiceField(Party.objects.none(), label="申请解除的人")
    received_on = Day(label="收到日期", past=True)
    ground = forms.ChoiceField(label="事由", choices=RELEASE_GROUNDS)
    urgent = YesNo(label="情况紧急")
    note = Text(label="内容", required=False)

    def prepare(self, proceeding: Any) -> None:
        self.fields["party"].queryset = Party.objects.filter(case_id=proceeding.case_id)  # type: ignore[attr-defined]


class ReleaseFacts(Facts):
    """A ruling that lifts measures, all or some."""

    ground = forms.ChoiceField(label="事由", choices=RELEASE_GROUNDS)
    assets = forms.ModelMultipleChoiceField(Asset.objects.none(), label="解除的财产（留空为全部）", required=False)
    security = Text(label="被保全人提供的担保", required=False)
    note = Text(label="理由")

    def prepare(self, proceeding: Any) -> None:
        self.fields["assets"].queryset = proceeding.controlled()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("ground") == "security" and not facts.get("security"):
            self.add_error("security", "以提供担保为由解除的，须写明担保的种类、数额及其充分有效")
        return facts


class ReleaseRefusalFacts(Facts):
    """Why the measures stay."""

    reason = Text(label="不予解除的理由")
