"""What is written down about matters in other places: the entrusting, its result, the leave to go there oneself."""

from __future__ import annotations

from typing import Any

from django import forms

from courtflow.flow.facts import Confirm, Day, Facts, Text, YesNo

from .records import OutsideMatter

WAYS = [("electronic", "执行指挥中心综合管理平台"), ("post", "邮寄"), ("direct", "直接送交")]


class EntrustFacts(Facts):
    """One of five kinds of matter, entrusted to the court of the place (委托执行规定第二条、第四条)."""

    matter = forms.ChoiceField(label="委托事项", choices=OutsideMatter.Matter)
    court = forms.CharField(max_length=100, label="受托法院", help_text="写明法院全称")
    content = Text(label="委托办理的具体内容", max_length=1000, help_text="写明被查询、查封、送达的人和财产")
    demand = Text(label="办理要求", max_length=500, required=False)
    enclosed = Text(label="随函附送的材料", max_length=500, help_text="每行一项，如：执行裁定书、协助执行通知书")
    by_platform = Confirm(label="已通过执行指挥中心综合管理平台办理委托手续")


class OutsideFacts(Facts):
    """Base: something about one matter; which ones are offered each form says itself."""

    outside_matter = forms.ModelChoiceField(OutsideMatter.objects.none(), label="外地事项")
    offered: dict[str, Any] = {}

    def prepare(self, proceeding: Any) -> None:
        self.fields["outside_matter"].queryset = proceeding.outside_matters.filter(**self.offered)  # type: ignore[attr-defined]


class ReceiptFacts(OutsideFacts):
    """回执: the court of the place has the letter."""

    offered = {"entrusted": True, "received_on": None, "returned_on": None}

    received_on = Day(label="受托法院签收日期", past=True)
    method = forms.ChoiceField(label="送交方式", choices=WAYS)
    proof = forms.CharField(max_length=200, label="回执或者平台记录")


class ResultFacts(OutsideFacts):
    """What came of it."""

    offered = {"entrusted": True, "returned_on": None}

    returned_on = Day(label="收到办理结果日期", past=True)
    outcome = forms.ChoiceField(label="办理结果", choices=OutsideMatter.Outcome)
    result = Text(label="结果说明", help_text="未能办理的，写明受托法院说明的原因")


class TripFacts(Facts):
    """Why this court wants to go there itself (南召三3); into another province only with leave of the high court."""

    matter = forms.ChoiceField(label="办理事项", choices=OutsideMatter.Matter)
    place = forms.CharField(max_length=200, label="办理地点")
    content = Text(label="办理的具体内容", max_length=1000)
    reason = Text(label="不委托当地法院办理的理由", max_length=500)
    people = Text(label="拟派人员", max_length=200, help_text="不少于两人，用顿号分开")
    leaves_on = Day(label="拟出发日期")
    other_province = YesNo(label="办理地点在其他省、自治区、直辖市")
    high_court_leave = forms.CharField(
        max_length=100, label="高级人民法院批准文号", required=False, help_text="赴其他省执行案件的须经高级人民法院批准"
    )

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("other_province") and not facts.get("high_court_leave"):
            self.add_error(
                "high_court_leave",
                "赴其他省执行的，须先经所在辖区高级人民法院批准（委托执行规定第一条）",
            )
        return facts


class LeaveFacts(OutsideFacts):
    """The bureau chief examines and decides."""

    offered = {"entrusted": False, "decided_on": None}

    allowed = YesNo(label="批准赴外地办理")
    opinion = Text(label="审批意见", max_length=300)


class TripResultFacts(ResultFacts):
    """What was done there, with leave."""

    offered = {"entrusted": False, "allowed": True, "returned_on": None}

    returned_on = Day(label="办结日期", past=True)
