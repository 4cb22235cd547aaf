"""What is filed for each duty: one form each, for the browser and for JSON."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from courtflow.accounts.models import Membership, User
from courtflow.accounts.roles import COMMANDED
from courtflow.flow.facts import Confirm, Day, Facts, RowsField, Text
from courtflow.law.numbers import CaseNumber

SHARE = 10  # per cent: 南召纪要二2, 轮岗人员不超过执行干警总人数的10%


def enforcers(court: Any) -> QuerySet[User]:
    """Everybody who serves in enforcement today (执行干警)."""
    held = Membership.objects.current().filter(department__court=court, department__kind__in=COMMANDED)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("display_name", "id")


def most_rotated(staff: int) -> int:
    """At most ten per cent, in whole heads, so rounded down (Q5)."""
    return staff * SHARE // 100


class CaseRow(forms.Form):
    """A row about one case."""

    number = forms.CharField(label="案号", max_length=60)

    def clean_number(self) -> str:
        try:
            return str(CaseNumber.parse(self.cleaned_data["number"]))
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class UrgingReportFacts(Facts):
    """督促履行情况季报 (山阳第二十二条)."""

    measures = Text(label="督促履行的做法")
    problems = Text(label="存在的问题和建议", required=False)
    checked = Confirm(label="已核对系统生成的自动履行数据")


class FindingRow(CaseRow):
    origin = forms.ChoiceField(
        label="原因环节", choices=[("filing", "立案"), ("trial", "审判"), ("enforcement", "执行")]
    )
    finding = forms.CharField(label="发现的问题", max_length=500)
    remedy = forms.CharField(label="整改要求和期限", max_length=500, required=False)


class CheckFacts(Facts):
    """抽查报告 (山阳第三十四条): a sample, with findings by where they come from."""

    checked_on = Day(label="抽查日期", past=True)
    sampled = forms.IntegerField(label="抽查件数", min_value=1)
    findings = RowsField(FindingRow, label="发现的问题")
    conclusion = Text(label="抽查结论")

    def clean(self) -> dict[str, Any]:
        read = super().clean() or {}
        if read.get("sampled") and len(read.get("findings") or []) > read["sampled"]:
            self.add_error("sampled", "发现问题的案件多于抽查件数，请核对")
        return read


class PlanRow(CaseRow):
    plan = forms.CharField(label="执行方案", max_length=500)
    supervisor = forms.CharField(label="督促推进人", max_length=50)
    due_on = Day(label="完成期限")


class MeetingFacts(Facts):
    """会议纪要 (南召纪要二3)."""

    held_on = Day(label="会议日期", past=True)
    host = forms.CharField(label="主持人", max_length=50, help_text="执行局局长主持")
    leaders = forms.CharField(label="参加的主管院领导", max_length=200)
    judges = Text(label="参加的员额法官、团队长", max_length=500)
    plans = RowsField(PlanRow, label="讨论的案件和确定的执行方案", min_rows=0)
    minutes = Text(label="会议纪要")

    def clean_held_on(self) -> Any:
        held, duty = self.cleaned_data["held_on"], self.proceeding
        if held < duty.first_on or held > duty.due_on:
            raise forms.ValidationError(f"例会应在{duty.period}召开，最迟不晚于{duty.due_on:%Y-%m-%d}")
        return held


class BulletinFacts(Facts):
    """通报: the figures are the house's, the comment somebody's."""

    comment = Text(label="点评")
    sent_on = Day(label="发出日期", past=True)
    recipients = forms.CharField(label="通报范围", max_length=200)


class AppraisalRow(forms.Form):
    name = forms.CharField(label="被考核人", max_length=50)
    grade = forms.ChoiceField(
        label="等次", choices=[("excellent", "优秀"), ("good", "良好"), ("fair", "合格"), ("poor", "不合格")]
    )
    reward = forms.CharField(label="奖惩措施", max_length=200, required=False)


class AppraisalFacts(Facts):
    """考核表 (南召纪要二4)."""

    rows = RowsField(AppraisalRow, label="考核结果", min_rows=1)
    remarks = Text(label="说明", required=False)


class RotationFacts(Facts):
    """轮岗方案 (南召纪要二2): never more than ten per cent of those who enforce."""

    people = forms.ModelMultipleChoiceField(User.objects.none(), label="轮岗人员", required=False)
    begins_on = Day(label="轮岗开始日期", required=False)
    approved_on = Day(label="方案批准日期", past=True)
    note = Text(label="方案说明", help_text="没有人员轮岗的，写明理由")

    def prepare(self, proceeding: Any) -> None:
        self.fields["people"].queryset = enforcers(proceeding.court_id)  # type: ignore[attr-defined]

    def clean_people(self) -> Any:
        chosen, staff = self.cleaned_data["people"], enforcers(self.proceeding.court_id).count()
        if len(chosen) > most_rotated(staff):
            raise forms.ValidationError(
                f"轮岗人员不得超过执行干警总人数的{SHARE}%：现有{staff}人，最多{most_rotated(staff)}人（南召纪要二2）"
            )
        return chosen

    def clean(self) -> dict[str, Any]:
        read = super().clean() or {}
        if read.get("people") and not read.get("begins_on"):
            self.add_error("begins_on", "请填写轮岗开始日期")
        begins, duty = read.get("begins_on"), self.proceeding
        if begins and not duty.started_on < begins <= duty.last_on:
            self.add_error("begins_on", f"{duty.period}的轮岗应于第四季度进行，请核对日期")
        return read


class PushFacts(Facts):
    """名单已推送 (佳木斯四（三）): to each of the four kinds of body, with its receipt."""

    market_on = Day(label="推送市场监管部门日期", past=True)
    tax_on = Day(label="推送税务部门日期", past=True)
    finance_on = Day(label="推送金融管理部门日期", past=True)
    credit_on = Day(label="推送信用信息部门日期", past=True)
    receipts = Text(label="回执或者推送方式", max_length=500)
    checked = Confirm(label="推送的是本页下载的名单，未作改动")


class ScreenFacts(Facts):
    """What a person found out about what the screen could not decide."""

    answers = Text(
        label="逐项核对情况", help_text="对“须人工核对”的每一项写明核对结果；符合条件的，在案件中发现破产线索"
    )
