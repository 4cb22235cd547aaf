"""What is written down about an application to change or add a party: the application, the ruling, its service."""

from __future__ import annotations

from typing import Any

from django import forms

from courtflow.cases.models import Party
from courtflow.flow.facts import Day, Facts, Text
from enforcement.execution.models import Execution
from enforcement.outsiders import PersonFacts

from .grounds import CHANGE, CHOICES, CREDITOR, GROUNDS, MODES, SIDES, Ground
from .guards import ENDED

SYSTEM_NUMBER = "不填的，以系统生成的文书文号为准"
PANEL, PLAIN = "panel", "plain"


class ApplicationFacts(PersonFacts):
    """书面申请: on which ground, who asks, and who is to become a party (第一条、第二十八条)."""

    execution = forms.ModelChoiceField(Execution.objects.none(), label="所涉执行案件")
    ground = forms.ChoiceField(label="法定事由", choices=[("", "—"), *CHOICES])
    mode = forms.ChoiceField(label="请求", choices=MODES)
    replaced = forms.ModelChoiceField(
        Party.objects.none(), label="被替换的原当事人", required=False, help_text="变更的必选，追加的不选"
    )
    applicant = forms.ModelChoiceField(
        Party.objects.none(), label="申请人", required=False,
        help_text="变更、追加被执行人的，选择申请执行人；变更、追加申请执行人的，由该人自己申请，不选",
    )  # fmt: skip
    received_on = Day(label="收到书面申请日期", past=True, help_text="六十日的审查期限自该日起算")
    grounds = Text(label="申请的事实和理由")
    evidence = Text(label="证据材料", help_text="逐项写明，如：股东名册、验资报告、债权转让协议和书面认可")

    field_order = ["execution", "ground", "mode", "replaced", "applicant"]

    def prepare(self, proceeding: Any) -> None:
        super().prepare(proceeding)
        self.fields["person"].label = "拟变更、追加的人"
        executions = Execution.objects.filter(case_id=proceeding.case_id).exclude(number=None)
        self.fields["execution"].queryset = executions.exclude(state__in=ENDED)  # type: ignore[attr-defined]
        people = Party.objects.filter(case_id=proceeding.case_id)
        for name in ("replaced", "applicant"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        ground = GROUNDS.get(facts.get("ground") or "")
        if ground and facts.get("execution"):
            self._check_sides(ground, facts)
        return facts

    def _check_sides(self, ground: Ground, facts: dict[str, Any]) -> None:
        creditors, debtors = creditors_of(facts["execution"]), list(facts["execution"].debtors.all())
        own, replaced = (creditors if ground.side == CREDITOR else debtors), facts.get("replaced")
        if facts.get("mode") not in ground.modes:
            self.add_error("mode", f"{ground.under.short()}只规定了变更，不能追加")
        if (facts.get("mode") == CHANGE) != bool(replaced):
            self.add_error("replaced", "变更的须选择被替换的原当事人，追加的不选")
        elif replaced and replaced not in own:
            self.add_error("replaced", f"{replaced.name}不是本案{SIDES[ground.side]}")
        if facts.get("person") in own:
            self.add_error("person", f"{facts['person'].name}已经是本案{SIDES[ground.side]}")
        if ground.side == CREDITOR and facts.get("applicant"):
            self.add_error("applicant", "变更、追加申请执行人的，由权利承受人自己申请，此处不选")
        if ground.side != CREDITOR and facts.get("applicant") not in creditors:
            self.add_error("applicant", "变更、追加被执行人由申请执行人申请，请选择申请执行人")


def creditors_of(execution: Execution) -> list[Party]:
    """Who may claim what the instrument awards."""
    return list(Party.objects.filter(claims__instrument=execution.instrument_id).distinct())


class WithdrawalFacts(Facts):
    """The applicant gives his application up."""

    applied_on = Day(label="撤回申请书日期", past=True)


class DecisionFacts(Facts):
    """The ruling (第二十八条): granted or refused, how it was reviewed, and how far the new debtor answers."""

    result = forms.ChoiceField(label="审查结论", choices=[("granted", "裁定变更、追加"), ("refused", "裁定驳回申请")])
    procedure = forms.ChoiceField(
        label="审查方式",
        choices=[(PANEL, "组成合议庭审查并公开听证"), (PLAIN, "事实清楚、权利义务关系明确、争议不大，不听证")],
    )
    heard_on = Day(label="听证日期", past=True, required=False)
    panel = Text(label="合议庭成员", max_length=200, required=False, help_text="写明姓名，审判长在前，用顿号分开")
    answer = Text(label="被申请人的意见", required=False)
    findings = Text(label="查明的事实")
    reasons = Text(label="裁定理由（本院认为）")
    liability = Text(
        label="责任范围", required=False, max_length=300,
        help_text="裁定追加、变更被执行人并且责任有限的必填，如：在未缴纳出资300000元的范围内承担责任",
    )  # fmt: skip
    ruling_no = forms.CharField(max_length=80, label="裁定文号", required=False, help_text=SYSTEM_NUMBER)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("procedure") == PANEL:
            for name in ("heard_on", "panel"):
                if not facts.get(name) and name not in self.errors:
                    self.add_error(name, "组成合议庭审查并公开听证的，须填写")
        ground = self.proceeding.basis
        if facts.get("result") == "granted" and ground.bounded and not facts.get("liability"):
            self.add_error("liability", f"{ground.under.short()}：{ground.liability}，须写明具体范围")
        if facts.get("liability") and not ground.liability:
            self.add_error("liability", "该事由没有限定责任范围，此处不填")
        return facts


class ServiceFacts(Facts):
    """Service of the ruling on one party; his period runs from it."""

    party = forms.ModelChoiceField(Party.objects.none(), label="受送达人")
    served_on = Day(label="送达日期", past=True)
    proof = forms.CharField(max_length=200, label="送达证明")

    def prepare(self, proceeding: Any) -> None:
        self.fields["party"].queryset = Party.objects.filter(case_id=proceeding.case_id)  # type: ignore[attr-defined]


class ContestFacts(Facts):
    """Reconsideration or suit, whichever the ground allows."""

    party = forms.ModelChoiceField(Party.objects.none(), label="当事人")
    lodged_on = Day(label="提出日期", past=True)
    route = forms.ChoiceField(label="途径", choices=[("review", "向上一级法院申请复议"), ("suit", "提起执行异议之诉")])

    def prepare(self, proceeding: Any) -> None:
        self.fields["party"].queryset = Party.objects.filter(case_id=proceeding.case_id)  # type: ignore[attr-defined]

    def clean_route(self) -> str:
        route: str = self.cleaned_data["route"]
        if (route == "suit") != self.proceeding.goes_to_suit:
            way = "提起执行异议之诉" if self.proceeding.goes_to_suit else "向上一级人民法院申请复议"
            raise forms.ValidationError(f"依{self.proceeding.basis.under.short()}作出的裁定，不服的应当{way}")
        return route
