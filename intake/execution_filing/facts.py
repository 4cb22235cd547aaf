"""What is written down on an application for enforcement."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from courtflow.cases.bankruptcy import barred
from courtflow.cases.models import Instrument, Obligation, Party
from courtflow.cases.registering import PartiesField
from courtflow.flow import clock
from courtflow.flow.facts import Confirm, Day, Facts, Money, RowsField, Text, YesNo
from courtflow.policy.keys import KEYS

from . import grounds, situation

URGENT = [
    ("", "没有"),
    ("transfer", "转移财产"),
    ("conceal", "隐匿财产"),
    ("evade", "逃避执行"),
    ("leave", "出走下落不明"),
    ("other", "其他"),
]
ANSWERS = [("agreed", "同意"), ("refused", "明确不同意"), ("silent", "已征询未表示意见")]
FORMS = [("written", "书面"), ("oral", "口头（已记入笔录）"), ("message", "短信或者微信"), ("platform", "在线平台")]


class _NotNegative(forms.DecimalField):
    default_error_messages = {
        "max_decimal_places": "金额最多精确到分（两位小数），请更正",
        "min_value": "金额不能为负数",
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=Decimal("0"), max_digits=16, decimal_places=2, required=False, **kwargs)

    def clean(self, value: Any) -> Decimal:
        return super().clean(value) or Decimal("0.00")


class ClaimFacts(Facts):
    """What every application says, whoever made the instrument (C-7.6, C-12.3, E-4.6)."""

    received_on = Day(label="收到执行申请日期", past=True, help_text="申请执行时效和七日审查期限都以该日为准")
    already_performed = Text(label="申请前债务人已履行的情况", help_text="没有履行的写“无”")
    performed_amount = _NotNegative(label="其中已履行金额（元）")
    claimed = Money(label="申请执行标的（元）", required=False, help_text="不填即为文书确定数额减去已履行金额")
    interest = _NotNegative(label="利息（元，另行计算）")
    late_fee = _NotNegative(label="滞纳金、迟延履行金（元，另行计算）")
    court_fee = _NotNegative(label="诉讼费（元，另行计算）")
    fee_basis = Text(
        label="追缴诉讼费的依据",
        required=False,
        help_text="应交数额、交费通知的送达、交费人有无财产；申请追缴诉讼费的填写",
    )
    urgent = forms.ChoiceField(choices=URGENT, required=False, label="转移财产、逃避执行等紧急情况")
    urgent_note = Text(label="紧急情况的线索", required=False)
    risk_notice = Confirm(label="已发放执行风险提示书（提供财产线索义务和执行不能风险）并取得回执")

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("urgent") and not facts.get("urgent_note"):
            self.add_error("urgent_note", "请写明紧急情况的线索和证据")
        strict = self.proceeding is not None and self.proceeding.policy.value("filing.fee_recovery_strict")
        if strict and facts.get("court_fee") and not facts.get("fee_basis"):
            self.add_error("fee_basis", "追缴诉讼费的立案须写明应交数额、交费通知和交费人财产情况（佳木斯八）")
        return facts

    def check_claim(self, total: Decimal, recorded: Decimal, facts: dict[str, Any]) -> None:
        """The claim is at most the instrument's sum less what was performed; with fees where the court adds them."""
        performed, claimed = facts.get("performed_amount"), facts.get("claimed")
        if performed is None:
            return
        beside = situation.beside_the_claim(self.proceeding, facts)
        if performed < recorded:
            self.add_error("performed_amount", f"系统已登记并确认履行{recorded:,.2f}元，申请书所列少于该数，请核对")
        elif performed > total:
            self.add_error("performed_amount", f"超过文书确定的{total:,.2f}元，请核对")
        elif claimed and claimed > total - performed + beside:
            self.add_error(
                "claimed",
                f"超过文书确定数额减去已履行金额后的{total - performed + beside:,.2f}元；利息、诉讼费另栏填写",
            )


class ApplicationFacts(ClaimFacts):
    """强制执行申请书 on an instrument of the case, which is chosen here unless the caller has named it."""

    instrument = forms.ModelChoiceField(Instrument.objects.none(), label="执行依据")
    applicant = forms.ModelChoiceField(Party.objects.none(), label="申请执行人")
    debtors = forms.ModelMultipleChoiceField(
        Party.objects.none(), label="被执行人", help_text="只能是生效法律文书确定的义务主体"
    )
    field_order = ("instrument", "applicant", "debtors")

    def prepare(self, proceeding: Any) -> None:
        parties = Party.objects.filter(case_id=proceeding.case_id)
        self.fields["applicant"].queryset = parties.filter(claims__isnull=False).distinct()  # type: ignore[attr-defined]
        self.fields["debtors"].queryset = parties  # type: ignore[attr-defined]
        if proceeding.instrument_id:
            del self.fields["instrument"]
        else:
            rows = Instrument.objects.filter(case_id=proceeding.case_id)
            self.fields["instrument"].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        instrument = self.proceeding.instrument or facts.get("instrument")
        if instrument is None:
            return facts
        self.check_claim(instrument.claimed, instrument.performed, facts)
        if facts.get("applicant") and facts["applicant"] not in situation.creditors(instrument):
            self.add_error("applicant", f"{facts['applicant'].name}不是{instrument}确定的权利人")
        try:
            only_obligors(facts.get("debtors") or [], instrument)
        except forms.ValidationError as fault:
            self.add_error("debtors", fault)
        return facts


def only_obligors(chosen: Any, instrument: Instrument) -> list[Party]:
    """E-4.1: nobody is a debtor whom the instrument does not oblige."""
    bound = set(situation.obligors(instrument))
    if strangers := [party.name for party in chosen if party not in bound]:
        raise forms.ValidationError(
            f"{'、'.join(strangers)}不是生效法律文书确定的义务主体，立案时不能登记为被执行人；需追加的，立案后由当事人申请裁定"
        )
    return list(chosen)


class AmendmentFacts(Facts):
    """The applicant narrows his application."""

    debtors = forms.ModelMultipleChoiceField(Party.objects.none(), label="被执行人")
    claimed = Money(label="申请执行标的（元）", required=False)
    note = Text(label="变更说明")

    def prepare(self, proceeding: Any) -> None:
        rows = Party.objects.filter(case_id=proceeding.case_id)
        self.fields["debtors"].queryset = rows  # type: ignore[attr-defined]

    def clean_debtors(self) -> list[Party]:
        return only_obligors(self.cleaned_data["debtors"], self.proceeding.instrument)

    def clean_claimed(self) -> Decimal | None:
        claimed: Decimal | None = self.cleaned_data["claimed"]
        filing = self.proceeding
        limit = situation.owed(filing.instrument, filing.performed_amount)
        limit += situation.beside_the_claim(filing, vars(filing))
        if claimed and claimed > limit:
            raise forms.ValidationError(f"不能超过文书确定数额减去已履行金额后的{limit:,.2f}元")
        return claimed


class ObligationRow(forms.Form):
    """One item of an outside instrument."""

    kind = forms.ChoiceField(choices=Obligation.Kind, label="类型")
    content = Text(label="内容")
    amount = Money(label="金额（元）", required=False)
    due_on = Day(label="履行期末日", required=False)
    debtors = forms.CharField(
        max_length=300, required=False, label="义务人", help_text="多人用顿号分隔；不填为全部被申请人"
    )

    def clean(self) -> dict[str, Any]:
        row = super().clean() or {}
        if row.get("kind") == Obligation.Kind.MONEY and row.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", "金钱给付须填写金额")
        return row


OUTSIDE = (Instrument.Kind.AWARD, Instrument.Kind.NOTARIAL)
ENTRUSTED = (Instrument.Kind.JUDGMENT, Instrument.Kind.FINAL_JUDGMENT, Instrument.Kind.MEDIATION)


class ExternalFacts(ClaimFacts):
    """An award or a notarised instrument: the case begins with the application."""

    cause = forms.CharField(max_length=100, label="案由")
    parties = PartiesField()
    entrusting_court = forms.CharField(max_length=100, required=False, label="委托法院", help_text="全案委托执行的填写")
    instrument_kind = forms.ChoiceField(
        label="文书种类",
        choices=[(kind.value, kind.label) for kind in (*OUTSIDE, *ENTRUSTED)],
    )
    instrument_number = forms.CharField(max_length=80, label="文书编号")
    issuer = forms.CharField(max_length=100, label="作出机构")
    made_on = Day(label="作出日期", past=True)
    effective_on = Day(label="生效日期", past=True)
    effect_proof = forms.CharField(max_length=200, label="生效证明")
    obligations = RowsField(ObligationRow, min_rows=1, label="给付内容")

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        if facts.get("instrument_kind") in ENTRUSTED and not facts.get("entrusting_court"):
            self.add_error("entrusting_court", "以其他法院的裁判文书申请执行而由本院全案受托的，须填写委托法院")
        made, effective = facts.get("made_on"), facts.get("effective_on")
        if made and effective and effective < made:
            self.add_error("effective_on", "生效日期不能早于作出日期")
        if facts.get("parties") and facts.get("obligations"):
            total = sum((row["amount"] or Decimal(0) for row in facts["obligations"]), Decimal("0.00"))
            self.check_claim(total, Decimal("0.00"), facts)
            self._check_names(facts)
        return facts

    def _check_names(self, facts: dict[str, Any]) -> None:
        known = {row["name"] for row in facts["parties"] if row["role"] in Party.DEBTOR_SIDE}
        for number, row in enumerate(facts["obligations"], start=1):
            row["debtor_names"] = [name for name in row["debtors"].replace("，", "、").split("、") if name]
            if unknown := [name for name in row["debtor_names"] if name not in known]:
                self.add_error("obligations", f"第{number}项“义务人”：{'、'.join(unknown)}没有登记为被申请人")


class ConsentFacts(Facts):
    """The creditor was asked whether he agrees to urging (C-25.2, D-3.2)."""

    asked_on = Day(label="征询日期", past=True)
    answer = forms.ChoiceField(choices=ANSWERS, label="债权人意见")
    form = forms.ChoiceField(choices=FORMS, label="意见形式")
    note = Text(label="记录", required=False)


class ReferralFacts(Facts):
    """Whether the matter is fit for mediation, in courts that leave out what is not (D-3.5)."""

    fit = YesNo(label="适宜执前和解、调解")
    fit_reason = Text(label="判断的依据", required=False)

    def prepare(self, proceeding: Any) -> None:
        if "unfit_for_mediation" not in proceeding.policy.value("pre_exec.exclusions"):
            del self.fields["fit"], self.fields["fit_reason"]

    def clean_fit(self) -> bool:
        fit: bool = self.cleaned_data["fit"]
        if not fit:
            raise forms.ValidationError("不宜调解、和解的，不得转入执前督促；审查首次执行立案（红河三）")
        return fit


class CheckFacts(Facts):
    """The five checks (山阳第七条); each shows what the rows already say."""

    effective = YesNo(label="一、法律文书已经生效")
    content = YesNo(label="二、具有给付内容")
    definite = YesNo(label="三、执行标的和被执行人明确")
    condition = YesNo(label="四、所附执行条件已经成就（没有附条件的选“是”）")
    due = YesNo(label="五、履行期限已经届满")
    evidence = Text(label="核查依据", help_text="生效证明、条件成就的证据等")

    def prepare(self, proceeding: Any) -> None:
        for name, text in situation.helps(proceeding, self.day or clock.today()):
            self.fields[name].help_text = text

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        instrument, day = self.proceeding.instrument, self.day or clock.today()
        effective = instrument.effective_on
        if facts.get("effective") and not (effective and effective <= day):
            self.add_error("effective", "系统没有计算出已到的生效日，不能选“是”；请先登记全部当事人的送达")
        if facts.get("content") and not instrument.obligations.exists():
            self.add_error("content", "没有登记任何判项，不能选“是”")
        if facts.get("due") and not instrument.is_performed and not situation.due_items(instrument, day):
            self.add_error("due", "没有已到期而未履行的判项，不能选“是”")
        return facts


class CentreReviewFacts(Facts):
    """执行服务中心审核把关 (A-2.3)."""

    passed = YesNo(label="审核通过")
    opinion = Text(label="审核意见")


FLAGS = (
    ("illegal_lending", "违法放贷"),
    ("relending", "非法转贷"),
    ("disguised_interest", "以咨询服务费等变相收取高额利息"),
    ("upfront_interest", "收取“砍头息”"),
    ("mandatory_rule", "违反法律强制性规定的其他情形"),
)


class AwardReviewFacts(Facts):
    """Review of an award by a judge: two questions and five flags, each flag with its evidence (A-6.4, A-6.5, Q20)."""

    procedure_lawful = YesNo(label="仲裁程序合法")
    applicant_qualified = YesNo(label="申请人主体适格")
    flags = forms.MultipleChoiceField(
        choices=FLAGS, required=False, widget=forms.CheckboxSelectMultiple, label="存在的情形"
    )
    evidence = Text(label="证据与裁决是否支持", required=False, help_text="有任何一种情形的必填")

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("flags") and not facts.get("evidence"):
            self.add_error("evidence", "有上列情形的，须写明证据以及裁决是否支持了该部分请求")
        return facts


class RefusalFacts(Facts):
    """Why not, and what instead."""

    ground = forms.ChoiceField(choices=grounds.CHOICES, label="不予立案的情形")
    reason = Text(label="理由")
    instead = Text(label="应当怎样办理", required=False, help_text="“其他”情形必填；其他情形不填即按规定的去向")
    told = Confirm(label="告知书或者裁定已写明理由和救济途径")

    def prepare(self, proceeding: Any) -> None:
        """Matters that this court does not leave to another procedure are no grounds here."""
        unfiled = proceeding.policy.value("filing.unfiled_matters")
        away = set(KEYS["filing.unfiled_matters"].choices) - set(unfiled)
        self.fields["ground"].choices = [  # type: ignore[attr-defined]
            choice for choice in grounds.CHOICES if choice[0] not in away
        ]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        instrument, ground = self.proceeding.instrument, facts.get("ground")
        if ground == "other" and not facts.get("instead"):
            self.add_error("instead", "请写明由哪个部门、以什么方式办理")
        if ground == "performed" and not (instrument.is_performed or _urged_with_success(instrument)):
            self.add_error("ground", f"系统登记的余额为{instrument.balance:,.2f}元，尚未履行完毕；先登记并确认履行")
        if ground == "bankrupt" and not barred(self.proceeding.debtors.all()):
            self.add_error("ground", "没有查到被执行人已受理的破产案件，请核对")
        if ground == "unclear":
            self._check_inquiry(instrument)
        return facts

    def _check_inquiry(self, instrument: Instrument) -> None:
        """山阳第二十七条: first ask the division that made it; 佳木斯十一（一） refuses at once."""
        asks = self.proceeding.policy.value("instrument.unclear") == "inquire" and situation.made_here(instrument)
        if asks and not situation.inquiries(instrument).exists():
            self.add_error("ground", "执行内容不明确的，应先书面征询作出文书的审判部门；请先办理“书面征询审判部门”")


def _urged_with_success(instrument: Instrument) -> bool:
    return situation.urgings(instrument).filter(state__in=situation.URGED_WITH_SUCCESS).exists()


class WithdrawalFacts(Facts):
    """The creditor takes his application back."""

    applied_on = Day(label="申请日期", past=True)
    note = Text(label="撤回的说明", required=False)
