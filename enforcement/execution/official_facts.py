"""What is written down about debtors who are party members or public officials (浙江二（三）)."""

from __future__ import annotations

from typing import Any

from django import forms

from courtflow.cases.models import Party
from courtflow.flow.facts import Confirm, Day, Facts, Text

from .facts import DebtorFacts
from .records import OfficialReport

STANDINGS = [("member", "中共党员"), ("official", "公职人员"), ("both", "中共党员、公职人员")]
CONDUCTS = [("refuses", "拒不履行生效法律文书"), ("interferes", "非法干预执行"), ("hinders", "妨害执行")]
VIOLATIONS = [("discipline", "违反党的纪律"), ("law", "职务违法"), ("both", "违反党的纪律和职务违法")]


class OfficialFacts(DebtorFacts):
    """Base: who he is, how that is known, and what he did."""

    standing = forms.ChoiceField(label="身份", choices=STANDINGS)
    office = forms.CharField(max_length=200, label="工作单位和职务")
    checked = Text(label="身份核实的来源", max_length=200, help_text="如：信息系统自动比对、所在单位出具的证明")
    body = forms.CharField(max_length=100, label="受文单位", help_text="写明单位全称")
    deed = forms.ChoiceField(label="情形", choices=CONDUCTS)
    conduct = Text(label="有关情况", max_length=1000, help_text="写明时间、经过和已经采取的执行措施")
    enclosed = Text(label="随函附送的材料", max_length=500, help_text="每行一项")

    def prepare(self, proceeding: Any) -> None:
        people = proceeding.debtors.filter(kind=Party.Kind.NATURAL)
        self.fields["debtor"].queryset = people  # type: ignore[attr-defined]


class NoticeFacts(OfficialFacts):
    """To the personnel authority, which urges him to put it right."""


class ReferralFacts(OfficialFacts):
    """To the body of discipline and supervision, where it amounts to a violation."""

    violation = forms.ChoiceField(label="涉嫌", choices=VIOLATIONS)
    amounts = Confirm(label="经审查，有关行为涉嫌违纪违法，应当移送")


class AnswerFacts(Facts):
    """What the body answered and did."""

    report = forms.ModelChoiceField(OfficialReport.objects.none(), label="通报或者移送")
    answered_on = Day(label="答复日期", past=True)
    answer = Text(label="答复和处理结果")

    def prepare(self, proceeding: Any) -> None:
        rows = proceeding.official_reports.filter(answered_on=None).select_related("debtor")
        self.fields["report"].queryset = rows  # type: ignore[attr-defined]
