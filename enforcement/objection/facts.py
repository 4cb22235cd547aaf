"""What is written down about an objection: papers, explanations, endings, the ruling and its service."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from courtflow.cases.models import Party, Proceeding
from courtflow.cases.models.parties import check_identifier
from courtflow.flow.characters import Name
from courtflow.flow.facts import Confirm, Day, Facts, Text, YesNo
from documents.kinds.enforcing import bench
from documents.kinds.objection import no_panel

SYSTEM_NUMBER = "不填的，以系统生成的文书文号为准"


class ReceiptFacts(Facts):
    """异议申请书 with the check-list of papers (异议复议规定第一条)."""

    execution = forms.ModelChoiceField(Proceeding.objects.none(), label="所涉执行案件")
    nature = forms.ChoiceField(
        label="异议类型",
        choices=[("conduct", "对执行行为（民诉法第二百三十六条）"), ("object", "对执行标的（民诉法第二百三十八条）")],
    )
    objector = forms.ModelChoiceField(
        Party.objects.none(), label="异议人", required=False, help_text="本案当事人在此选择"
    )
    outsider_name = Name(max_length=200, label="案外人姓名或名称", required=False)
    outsider_kind = forms.ChoiceField(label="案外人类型", choices=[("", "—"), *Party.Kind.choices], required=False)
    outsider_identifier = forms.CharField(max_length=30, label="案外人身份证号或统一社会信用代码", required=False)
    outsider_phone = forms.CharField(max_length=40, label="案外人联系电话", required=False)
    outsider_address = Name(
        max_length=200, label="案外人送达地址", required=False, help_text="异议申请书应当附送达地址"
    )
    received_on = Day(label="收到异议材料日期", past=True, help_text="化解期和立案期均自该日起算")
    request = Text(label="异议请求")
    grounds = Text(label="事实和理由")
    application = Confirm(label="有异议申请书，载明请求、事实、理由并附送达地址")
    evidence = YesNo(label="附有证据材料")
    missing = Text(label="欠缺的材料（一次性告知）", required=False)
    consent = YesNo(label="异议人同意先行化解")
    consent_record = forms.CharField(
        max_length=200, label="同意的记载", required=False, help_text="如：同意书、笔录页码"
    )

    def prepare(self, proceeding: Any) -> None:
        executions = Proceeding.objects.filter(case_id=proceeding.case_id, kind="execution").exclude(number=None)
        self.fields["execution"].queryset = executions  # type: ignore[attr-defined]
        self.fields["objector"].queryset = Party.objects.filter(case_id=proceeding.case_id)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if bool(facts.get("objector")) == bool(facts.get("outsider_name")):
            self.add_error("objector", "请选择本案当事人，或者填写案外人姓名或名称，二者填其一")
        if facts.get("outsider_name"):
            self._check_outsider(facts)
        if facts.get("consent") and not facts.get("consent_record"):
            self.add_error("consent_record", "异议人同意先行化解的，须写明同意记载于何处")
        if facts.get("evidence") is False and not facts.get("missing"):
            self.add_error("missing", "材料不齐的，须一次性写明欠缺的材料")
        return facts

    def _check_outsider(self, facts: dict[str, Any]) -> None:
        if not facts.get("outsider_address"):
            self.add_error("outsider_address", "请填写案外人的送达地址，裁定书首部应当写明")
        if not facts.get("outsider_kind"):
            self.add_error("outsider_kind", "请选择案外人类型")
            return
        try:
            check_identifier(facts["outsider_kind"], facts.get("outsider_identifier") or "")
        except ValidationError as error:
            self.add_error("outsider_identifier", error.messages[0])


class ExplanationFacts(Facts):
    """释法笔录."""

    held_on = Day(label="释法日期", past=True)
    content = Text(label="释法明理的内容")
    answer = Text(label="异议人的意见")


class CorrectionFacts(Facts):
    """The execution was wrong and is put right."""

    wrong = Text(label="确有错误的执行行为", max_length=500)
    remedy = Text(label="裁定主文", max_length=500, help_text="逐项写明撤销、变更什么")
    ruling_no = forms.CharField(max_length=80, label="更正裁定文号", required=False, help_text=SYSTEM_NUMBER)
    corrected_on = Day(label="纠正日期", past=True)


class Bench(Text):
    """合议庭成员: every one by name, for the ruling bears them."""

    def clean(self, value: Any) -> Any:
        names = super().clean(value)
        if names and (faults := no_panel(bench(names) or {"signers": []})):
            raise ValidationError(faults)
        return names


class WithdrawalFacts(Facts):
    """撤回异议: told of the consequences of abuse, and free."""

    consequences = Confirm(label="已告知滥用异议权利应承担的法律后果")
    voluntary = Confirm(label="撤回系异议人真实自愿的意思")
    applied_on = Day(label="撤回异议申请书日期", past=True)
    panel = Bench(
        label="合议庭成员", required=False, max_length=200,
        help_text="异议已立案的，由合议庭裁定：写明姓名，审判长在前，用顿号分开；尚未立案的不填",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if self.proceeding.number and not facts.get("panel"):
            self.add_error("panel", "异议已经立案，准许撤回由合议庭裁定，请写明合议庭成员")
        return facts


class InsistenceFacts(Facts):
    """He holds on to his objection."""

    stated_on = Day(label="表示坚持异议日期", past=True)
    note = Text(label="说明", required=False)


class RefusalFacts(Facts):
    """不予受理: the kinds of demand that are plainly unfounded (佳木斯十), always by ruling where he insists (Q19)."""

    ground = forms.ChoiceField(
        label="不予受理理由",
        choices=[
            ("queued_seizure", "对轮候查封、冻结提出的明显不合理诉求"),
            ("other_unreasonable", "其他明显不合理的异议诉求"),
            ("unqualified", "不符合异议受理条件"),
        ],
    )
    reason = Text(label="具体理由", max_length=500)
    explained = Confirm(label="已会同执行服务中心释法明理")
    ruling_no = forms.CharField(max_length=80, label="不予受理裁定文号", required=False, help_text=SYSTEM_NUMBER)
    told_review = Confirm(label="裁定已载明可以自送达之日起十日内申请复议")


class NotificationFacts(Facts):
    """Parties told of the filing."""

    told_on = Day(label="通知日期", past=True)
    whom = Text(label="被通知人", max_length=300)


class DecisionFacts(Facts):
    """The ruling, with the two questions the seeds ask (C-31.1, A-10.4)."""

    result = forms.ChoiceField(
        label="审查结论", choices=[("upheld", "异议成立"), ("partly", "部分成立"), ("dismissed", "驳回异议")]
    )
    authenticity = Text(label="案件事实以及法律关系真实性的审查意见")
    bad_faith = YesNo(label="系恶意规避、拖延执行")
    bad_faith_reason = Text(label="甄别理由", help_text="写明异议人此前的异议情况")
    sanction = forms.ChoiceField(
        label="对滥用异议的处罚",
        choices=[("none", "无"), ("reprimand", "训诫"), ("fine", "罚款"), ("detention", "拘留")],
    )
    ruling_no = forms.CharField(max_length=80, label="裁定文号", required=False, help_text=SYSTEM_NUMBER)
    panel = Bench(label="合议庭成员", max_length=200, help_text="写明姓名，审判长在前，用顿号分开")
    reasons = Text(label="裁定理由（本院认为）", required=False)
    operative = Text(label="裁定主文", required=False, help_text="逐项写明；驳回异议的可以不填")

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("sanction") not in (None, "none") and facts.get("bad_faith") is False:
            self.add_error("sanction", "未认定滥用异议妨碍执行的，不得处罚")
        if facts.get("result") in ("upheld", "partly") and not facts.get("operative"):
            self.add_error("operative", "异议成立或者部分成立的，须逐项写明撤销、变更或者中止执行的内容")
        return facts


class ServiceFacts(Facts):
    """Service of the ruling on one party; his period runs from it."""

    party = forms.ModelChoiceField(Party.objects.none(), label="受送达人")
    served_on = Day(label="送达日期", past=True)
    proof = forms.CharField(max_length=200, label="送达证明")

    def prepare(self, proceeding: Any) -> None:
        self.fields["party"].queryset = Party.objects.filter(case_id=proceeding.case_id)  # type: ignore[attr-defined]


class ContestFacts(Facts):
    """Reconsideration or suit."""

    party = forms.ModelChoiceField(Party.objects.none(), label="当事人")
    lodged_on = Day(label="提出日期", past=True)
    route = forms.ChoiceField(label="途径", choices=[("review", "向上一级法院申请复议"), ("suit", "提起执行异议之诉")])

    def prepare(self, proceeding: Any) -> None:
        self.fields["party"].queryset = Party.objects.filter(case_id=proceeding.case_id)  # type: ignore[attr-defined]
