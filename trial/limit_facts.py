"""What is written down when the limit of hearing stands still, goes on or is prolonged."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms

from courtflow.flow.facts import Day, Facts, Text, YesNo
from courtflow.flow.models import Deadline
from documents.kinds.suit import STAY_GROUNDS

from . import rules

ASKED_BEFORE = timedelta(days=15)  # 延长审限规定第一条: 届满十五日前


def running_limit(trial: Any) -> Deadline | None:
    found: Deadline | None = trial.deadlines.filter(rule__in=rules.LIMIT_CODES, state__in=Deadline.LIVE).last()
    return found


class SinceFacts(Facts):
    """Since when days do not count."""

    since = Day(past=True, label="开始日期", help_text="自该日起不计入审限")
    note = Text(label="事由", max_length=300)


class EndedFacts(Facts):
    """Until when."""

    ended_on = Day(past=True, label="结束日期", help_text="自该日起继续计算审限")
    note = Text(required=False, label="说明", max_length=300)


class NoticeFacts(Facts):
    """公告: known beforehand how long."""

    published_on = Day(past=True, label="公告日期", help_text="最后刊登或张贴之日")
    days = forms.IntegerField(min_value=1, max_value=365, label="公告期间（日）", help_text="公告送达为三十日")
    note = forms.CharField(max_length=300, label="公告事项和刊登媒体")


class StayFacts(SinceFacts):
    """裁定中止诉讼 (民诉法第一百五十三条)."""

    ground = forms.ChoiceField(label="中止的情形", choices=STAY_GROUNDS)
    note = Text(label="查明的事实", max_length=300, help_text="写入裁定书，如：被告李二于2024年9月1日死亡。")
    field_order = ("ground", "since", "note")


class JurisdictionFacts(EndedFacts):
    result = forms.ChoiceField(
        label="审查结果",
        choices=[("dismissed", "异议不成立，裁定驳回"), ("upheld", "异议成立，裁定移送有管辖权的法院")],
    )
    ruling_no = forms.CharField(max_length=80, label="裁定案号")
    field_order = ("result", "ruling_no", "ended_on", "note")


class ExtensionFacts(Facts):
    """申请延长审限: fifteen days before the limit is reached, with circumstances and reasons."""

    months = forms.IntegerField(min_value=1, max_value=12, label="申请延长（个月）")
    reason = Text(label="案件情况和延长理由", max_length=1000)
    late_reason = Text(required=False, max_length=500, label="未在届满十五日前申请的原因")

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        limit = running_limit(self.proceeding)
        if limit is None:
            raise forms.ValidationError("审理期限没有在计算中，无须申请延长")
        last = limit.due_on - ASKED_BEFORE
        if self.day and self.day > last and not facts.get("late_reason"):
            self.add_error("late_reason", f"应在{last:%Y-%m-%d}前申请（审限{limit.due_on:%Y-%m-%d}届满），请写明原因")
        return facts


class DecisionFacts(Facts):
    """The president's yes or no, or the answer of the court above that he hands on."""

    granted = YesNo(label="是否批准")
    months = forms.IntegerField(required=False, min_value=1, max_value=12, label="批准延长（个月）")
    document_no = forms.CharField(
        required=False, max_length=80, label="上级人民法院批复文号", help_text="超出本院院长批准权限的必填"
    )
    reason = Text(required=False, label="不予批准的理由", max_length=500)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("granted") and not facts.get("months") and "months" not in self.errors:
            self.add_error("months", "批准延长的，须填写延长几个月")
        if facts.get("granted") is False and not facts.get("reason"):
            self.add_error("reason", "不予批准的，须写明理由")
        return facts
