"""What is written down about measures against assets and persons (查扣冻规定第十九条, 限消规定, 失信规定)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from courtflow.cases.models import Party
from courtflow.flow.facts import Confirm, Day, Facts, Money, Text, YesNo
from courtflow.law.identifiers import check_id_number
from courtflow.law.periods import Period, Roll, Unit, compute

from .facts import SYSTEM_NUMBER, DebtorFacts
from .records import Measure

ADULT = 18  # 民法典第十七条
TERMS = "冻结银行存款不超过一年，查封、扣押动产不超过二年，查封不动产、冻结其他财产权不超过三年"  # 解释第四百八十五条
LONGEST = {Measure.Kind.SEIZE: 3, Measure.Kind.DISTRAIN: 2, Measure.Kind.FREEZE: 3}  # years, whatever is taken
EXTENSIONS = [("", "不延长"), ("1", "一年"), ("2", "二年"), ("3", "三年")]


class AssetMeasureFacts(DebtorFacts):
    """查封、扣押、冻结 of one asset."""

    kind = forms.ChoiceField(label="措施", choices=[(k, Measure.Kind(k).label) for k in Measure.ON_ASSETS])
    subject = forms.CharField(max_length=300, label="财产")
    value = Money(label="财产价值（元）")
    ground = Text(label="选择该财产的理由", max_length=300)
    ruling_no = forms.CharField(max_length=80, label="裁定文号", required=False, help_text=SYSTEM_NUMBER)
    taken_on = Day(label="采取日期", past=True)
    expires_on = Day(label="届满日期", help_text=TERMS)
    indivisible = Text(label="财产不可分割、超出部分无法剔除的说明", required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        self._check_amount(facts)
        taken, expires = facts.get("taken_on"), facts.get("expires_on")
        if taken and expires and expires <= taken:
            self.add_error("expires_on", "届满日期须晚于采取日期")
        elif taken and expires and expires > self._last_day(facts.get("kind"), taken):
            self.add_error("expires_on", f"期限超过法定最长期限：{TERMS}（民诉法解释第四百八十五条）")
        return facts

    def _last_day(self, kind: str | None, taken: date) -> date:
        years = LONGEST[Measure.Kind(kind)] if kind else max(LONGEST.values())
        return compute(Period(years, Unit.YEAR, Roll.NONE), taken, self.proceeding.court.calendar).last_day

    def _check_amount(self, facts: dict[str, Any]) -> None:
        value = facts.get("value")
        if value is None or facts.get("indivisible"):
            return
        total, owed = self.proceeding.controlled_value() + value, self.proceeding.balance
        if total > owed:
            self.add_error(
                "value",
                f"控制财产合计{total:,.2f}元，超过未履行余额{owed:,.2f}元，不得超标的查封；财产不可分割的请写明",
            )


class PersonMeasureFacts(DebtorFacts):
    """限制消费 or 纳入失信名单 with its statutory ground; each person is looked at for himself (Q22)."""

    BAN_GROUNDS = (("ban_unperformed", "限消规定第一条：未按执行通知书指定的期间履行"),)
    LISTING_GROUNDS = (
        ("able_but_refuses", "失信规定第一条（一）：有履行能力而拒不履行"),
        ("resists", "失信规定第一条（二）：以伪造证据、暴力、威胁等方法妨碍、抗拒执行"),
        ("evades", "失信规定第一条（三）：以虚假诉讼、隐匿、转移财产等方法规避执行"),
        ("false_report", "失信规定第一条（四）：违反财产报告制度"),
        ("breaks_ban", "失信规定第一条（五）：违反限制消费令"),
        ("breaks_settlement", "失信规定第一条（六）：无正当理由拒不履行执行和解协议"),
    )

    kind = forms.ChoiceField(label="措施", choices=[(k, Measure.Kind(k).label) for k in Measure.ON_PERSONS])
    ground = forms.ChoiceField(label="法定理由", choices=[*BAN_GROUNDS, *LISTING_GROUNDS])
    evidence = Text(label="事实和证据", max_length=200)
    decision_no = forms.CharField(
        max_length=80, label="限制消费令或者决定书文号", required=False, help_text=SYSTEM_NUMBER
    )
    extended_years = forms.ChoiceField(
        label="失信期限的延长（失信规定第二条）", choices=EXTENSIONS, required=False,
        help_text="以暴力、威胁方法妨碍、抗拒执行情节严重或者具有多项失信行为的，可以延长一至三年",
    )  # fmt: skip
    signed = Confirm(label="已报院长批准，限制消费令或者决定书由院长签发")
    no_security = Confirm(label="被执行人没有提供充分有效担保，已控制财产不足以清偿")

    expose = YesNo(label="纳入失信名单后依法公开曝光", required=False)

    def prepare(self, proceeding: Any) -> None:
        super().prepare(proceeding)
        if not proceeding.policy.value("credit.public_exposure"):
            del self.fields["expose"]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if "expose" in self.fields and facts.get("kind") == Measure.Kind.LISTING and facts.get("expose") is None:
            self.add_error("expose", "本院依法曝光失信被执行人名单，请选择是否公开曝光（红河六）")
        if facts.get("expose") and facts.get("kind") != Measure.Kind.LISTING:
            self.add_error("expose", "只有纳入失信被执行人名单的才公开曝光")
        kind, ground, debtor = facts.get("kind"), facts.get("ground"), facts.get("debtor")
        if facts.get("extended_years") and ground in (None, "able_but_refuses", *dict(self.BAN_GROUNDS)):
            self.add_error("extended_years", "只有失信规定第一条第（二）项至第（六）项的情形才有期限，可以延长")
        if kind and ground and (kind == Measure.Kind.CONSUMPTION_BAN) != (ground in dict(self.BAN_GROUNDS)):
            self.add_error("ground", "该理由不适用于所选措施")
        if debtor:
            self._check_person(kind, debtor)
        return facts

    def _check_person(self, kind: str | None, debtor: Party) -> None:
        if kind == Measure.Kind.LISTING and is_minor(debtor, self.day):
            self.add_error("debtor", f"{debtor.name}为未成年人，不得纳入失信被执行人名单（失信规定第四条）")
        notice = self.proceeding.notices.filter(debtor=debtor).order_by("perform_by").first()
        if notice is None or (self.day and notice.perform_by >= self.day):
            self.add_error("debtor", f"{debtor.name}的执行通知书指定的履行期尚未届满，不得采取该措施（限消规定第一条）")


def is_minor(party: Party, on: date | None) -> bool:
    """Whether a natural person with an identity number is not yet eighteen on a day."""
    if party.kind != Party.Kind.NATURAL or not party.identifier or on is None:
        return False
    born = check_id_number(party.identifier, on).birth_date
    return (on.year - born.year) - ((on.month, on.day) < (born.month, born.day)) < ADULT


class LiftFacts(Facts):
    """Lifting a measure."""

    REPAIR = (
        ("settled", "执行和解"),
        ("secured", "提供担保"),
        ("reported", "如实报告财产"),
        ("other", "以其他方式积极配合执行"),
    )

    measure = forms.ModelChoiceField(Measure.objects.none(), label="措施")
    lifted_on = Day(label="解除日期", past=True)
    repair = forms.ChoiceField(label="信用修复的事由", choices=[("", "不是信用修复"), *REPAIR], required=False)
    why = Text(label="解除理由", max_length=300)

    def prepare(self, proceeding: Any) -> None:
        self.fields["measure"].queryset = proceeding.measures.filter(lifted_on=None)  # type: ignore[attr-defined]
        if not proceeding.policy.value("credit.repair"):
            del self.fields["repair"]

    def clean(self) -> dict[str, Any]:
        """A listing that ends while something is owed ends by repair, on a ground (浙江三（二）)."""
        facts = super().clean() or {}
        measure = facts.get("measure")
        listed = measure is not None and measure.kind == Measure.Kind.LISTING
        if "repair" in self.fields and listed and self.proceeding.balance and not facts.get("repair"):
            self.add_error("repair", "尚未履行完毕即撤销失信名单的，须登记信用修复的事由")
        return facts


class MeasureReviewFacts(Facts):
    """Outcome of the two-month review."""

    opinion = forms.ChoiceField(label="意见", choices=[("take", "采取措施"), ("none", "不采取措施")])
    reason = Text(label="理由", help_text="采取的写明对谁采取何种措施；不采取的写明法定障碍")
