"""What is written down about a suggestion: problem, evidence, advice; service; reply; effect."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from courtflow.accounts.models import Department
from courtflow.accounts.roles import Unit
from courtflow.cases.models import Proceeding
from courtflow.flow.facts import Day, Facts, Text
from courtflow.law.numbers import CaseNumber

ADDRESSED = (Unit.FILING, Unit.TRIAL, Unit.TRIBUNAL, Unit.COMPREHENSIVE)
GENRES = (("judicial", "司法建议（发往外单位）"), ("execution", "执行建议（发往立案、审判部门）"))
# 山阳第二十八条 names seven; 佳木斯六（一）what makes a court write to a regulator.
EXECUTION_GROUNDS = (
    ("mediation_unperformed", "调解书自动履行率过低"),
    ("no_preservation", "应采取保全措施而未采取"),
    ("weak_preservation", "保全作用发挥不足"),
    ("blind_to_execution", "立案和审判未能兼顾执行"),
    ("poor_instruments", "裁判文书质量不高"),
    ("weak_urging", "判后督促履行不力"),
    ("poor_bankruptcy_link", "“执转破”衔接不畅"),
)
JUDICIAL_GROUNDS = (
    ("loans_growing", "小额贷、金融类案件增幅过大"),
    ("other", "审判、执行中发现的其他社会治理问题"),
)
EFFECTS = (("solved", "问题已解决"), ("improved", "有所改进"), ("none", "没有效果"))
ADOPTIONS = (("adopted", "采纳"), ("partly", "部分采纳"), ("declined", "不采纳"))
GROUNDS = (("执行建议", EXECUTION_GROUNDS), ("司法建议", JUDICIAL_GROUNDS))


class TextFacts(Facts):
    """The body of the paper."""

    problem = Text(label="存在的问题")
    evidence = Text(label="数据和事实依据", help_text="写明统计期间、指标数值或者具体案件情况")
    advice = Text(label="建议")


class DraftFacts(TextFacts):
    """To whom, why, and about which cases besides this one."""

    genre = forms.ChoiceField(label="建议种类", choices=GENRES)
    ground = forms.ChoiceField(label="事由", choices=GROUNDS)
    body = forms.CharField(
        label="被建议单位", max_length=200, required=False, help_text="司法建议填写，如金融监管部门全称"
    )
    unit = forms.ModelChoiceField(
        Department.objects.none(), label="被建议部门", required=False, help_text="执行建议选择本院立案或者审判部门"
    )
    related = Text(label="关联案件的案号", required=False, help_text="每行一个，本案不必填写")

    field_order = ["genre", "ground", "body", "unit", "related", "problem", "evidence", "advice"]

    def prepare(self, proceeding: Any) -> None:
        rows = Department.objects.filter(court=proceeding.court_id, kind__in=ADDRESSED, active=True)
        self.fields["unit"].queryset = rows.order_by("order", "id")  # type: ignore[attr-defined]

    def clean_related(self) -> list[str]:
        words = [word for word in re.split(r"[\n，,；;、]+", self.cleaned_data["related"]) if word.strip()]
        numbers = list(dict.fromkeys(self._number(word) for word in words))
        known = Proceeding.objects.filter(court=self.proceeding.court_id, number__in=numbers)
        missing = set(numbers) - set(known.values_list("number", flat=True))
        if missing:
            raise forms.ValidationError(f"本院没有这些案号：{'、'.join(sorted(missing))}")
        return numbers

    def _number(self, word: str) -> str:
        try:
            return str(CaseNumber.parse(word))
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        read = super().clean() or {}
        internal = read.get("genre") == "execution"
        if internal and not read.get("unit"):
            self.add_error("unit", "执行建议须选择被建议的立案或者审判部门")
        if read.get("genre") == "judicial" and not read.get("body"):
            self.add_error("body", "司法建议须填写被建议单位")
        own = dict(EXECUTION_GROUNDS if internal else JUDICIAL_GROUNDS)
        if read.get("genre") and read.get("ground") and read["ground"] not in own:
            self.add_error("ground", "事由与建议种类不符，请重新选择")
        return read


class ReasonFacts(Facts):
    """Why a draft went back or was given up."""

    reason = Text(label="理由", max_length=500)


class ServiceFacts(Facts):
    """When and how it reached the addressee: the time for the answer runs from here."""

    served_on = Day(label="送达日期", past=True)
    method = forms.ChoiceField(
        label="送达方式", choices=[("direct", "直接送交"), ("post", "邮寄"), ("electronic", "政务网、办案系统")]
    )
    proof = forms.CharField(label="送达证明", max_length=200)


class ReplyFacts(Facts):
    """What the addressee answers and does."""

    replied_on = Day(label="回复日期", past=True)
    adopted = forms.ChoiceField(label="采纳情况", choices=ADOPTIONS)
    measures = Text(label="采取的措施", help_text="不采纳的，写明理由")
    paper = forms.CharField(label="复函文号", max_length=100, required=False)


class UrgingFacts(Facts):
    """审判管理部门 asks again, in person or in writing."""

    urged_on = Day(label="督促日期", past=True)
    way = Text(label="督促方式和对方答复", max_length=500)


class EffectFacts(Facts):
    """效果评估: not “一发了之” (佳木斯六（一）)."""

    effect = forms.ChoiceField(label="效果", choices=EFFECTS)
    evaluation = Text(label="评估意见", help_text="与建议所附的数据比较")
    evaluated_on = Day(label="评估日期", past=True)
