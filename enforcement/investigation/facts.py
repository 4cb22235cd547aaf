"""What is written down about an order: who asks whom for what, why he cannot get it himself, what came of it."""

from __future__ import annotations

from typing import Any

from django import forms

from courtflow.cases.models import Agent, Party, Proceeding
from courtflow.cases.registering import Phone, same_contact
from courtflow.flow.characters import Name
from courtflow.flow.facts import Day, Facts, Money, Text
from enforcement.sanctions.facts import fine_fault
from enforcement.sanctions.grounds import FINE
from enforcement.sanctions.records import Sanction

MATTERS = ("trial", "execution")
CARRIERS = [(kind.value, kind.label) for kind in (Agent.Kind.LAWYER, Agent.Kind.LEGAL_WORKER)]
SCOPES = (("evidence", "证据"), ("residence", "住所地"), ("property", "财产状况"))  # 浙江三（三）
# 民诉法解释第九十四条; its second item (secrets, privacy) is for the court itself to collect.
OBSTACLES = (
    ("kept", "证据由国家有关部门保存，申请人无权查阅调取"),
    ("other", "因其他客观原因不能自行收集"),
)
# 浙江三（三）: “法律、行政法规另有规定的除外”.
BARRED = (
    ("state_secret", "国家秘密（保守国家秘密法）"),
    ("deposit", "个人储蓄存款（商业银行法）"),
    ("communication", "通信内容和通信秘密（宪法、邮政法）"),
    ("juvenile", "封存的未成年人犯罪记录（刑事诉讼法）"),
    ("private", "商业秘密、个人隐私（民事诉讼法解释第九十四条，由人民法院调查收集）"),
    ("other", "法律、行政法规规定不得提供的其他信息"),
)
GROUNDS = (
    ("needless", "与待证事实无关联、对证明待证事实无意义或者无调查收集必要"),
    ("able", "申请人能够自行收集"),
    ("barred", "属于法律、行政法规另有规定的除外情形"),
    ("special", "其他特殊情况"),
)
RESULTS = (
    ("obtained", "已取得材料"),
    ("nothing", "被调查单位没有该材料"),
    ("barred", "被调查单位依法不得提供"),
    ("refused", "被调查单位无正当理由拒绝提供"),
    ("unused", "未使用，缴回"),
)
OUTCOMES = (("provided", "经责令已提供"), ("fined", "已决定罚款"), ("spared", "不予处罚"))


class MatterFacts(Facts):
    """The suit or execution out of which the order is asked for."""

    KINDS: tuple[str, ...] = MATTERS

    matter = forms.ModelChoiceField(Proceeding.objects.none(), label="所涉审判、执行程序")

    def prepare(self, proceeding: Any) -> None:
        super().prepare(proceeding)
        rows = proceeding.case.proceedings.open().filter(kind__in=self.KINDS).exclude(number=None)
        self.fields["matter"].queryset = rows.order_by("-opened_at")  # type: ignore[attr-defined]
        self.fields["matter"].initial = rows.order_by("-opened_at").first()


class ContentFacts(Facts):
    """What is asked for; what the law keeps from agents is marked, so that nobody overlooks it."""

    scope = forms.MultipleChoiceField(label="调查事项", choices=SCOPES, widget=forms.CheckboxSelectMultiple)
    content = Text(label="需要调查收集的具体内容", max_length=2000, help_text="写明材料名称、期间、对象，每行一项")
    purpose = Text(label="待证事实或者执行需要", max_length=1000)
    barred = forms.MultipleChoiceField(
        label="其中涉及法律、行政法规另有规定的信息", choices=BARRED, required=False,
        widget=forms.CheckboxSelectMultiple, help_text="没有的不选；选择任何一项的，须变更申请后方可签发",
    )  # fmt: skip


class AgentFacts(Facts):
    """The lawyer who asks: an agent of the case, or one whose authority is handed in with the application."""

    agent = forms.ModelChoiceField(
        Agent.objects.none(), label="申请人", required=False, help_text="已登记的代理律师、基层法律服务工作者"
    )
    principal = forms.ModelChoiceField(
        Party.objects.none(), label="委托人", required=False, help_text="以下六项只在申请人尚未登记为委托代理人时填写"
    )
    agent_kind = forms.ChoiceField(label="代理人类型", choices=[("", "—"), *CARRIERS], required=False)
    agent_name = forms.CharField(label="代理人姓名", max_length=60, required=False)
    agent_firm = forms.CharField(label="代理人单位", max_length=100, required=False)
    agent_phone = Phone(label="代理人联系电话", required=False)
    agent_address = forms.CharField(label="代理人送达地址", max_length=200, required=False)

    NEW = ("principal", "agent_kind", "agent_name", "agent_firm", "agent_phone", "agent_address")

    def prepare(self, proceeding: Any) -> None:
        super().prepare(proceeding)
        kinds = [kind for kind, _ in CARRIERS]
        rows = Agent.objects.filter(party__case=proceeding.case_id, kind__in=kinds)
        field: Any = self.fields["agent"]
        field.queryset = rows.select_related("party").order_by("party_id", "id")
        field.label_from_instance = lambda agent: f"{agent}，{agent.party.name}的代理人"
        self.fields["principal"].queryset = proceeding.case.parties.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        read = super().clean() or {}
        if read.get("agent") or "agent" in self.errors:
            return read
        for name in self.NEW:
            if not read.get(name) and name not in self.errors:
                self.add_error(name, "请选择申请人；尚未登记的，请填写委托人和代理人的各项信息")
        if (principal := read.get("principal")) and same_contact(read.get("agent_phone", ""), principal.phone):
            self.add_error("agent_phone", "与委托人的相同：不能以代理人信息代替委托人信息（山阳第六条）")
        return read


class ApplicationFacts(AgentFacts, MatterFacts, ContentFacts):
    """The lawyer, whom he wants to ask, and why he cannot get it himself."""

    licence = forms.CharField(label="执业证号", max_length=40)
    applied_on = Day(label="申请日期", past=True)
    holder = Name(label="被调查单位", max_length=100, help_text="持有证据或者掌握情况的单位全称")
    holder_address = Name(label="被调查单位地址", max_length=200, required=False)
    obstacle = forms.ChoiceField(label="不能自行收集的原因", choices=OBSTACLES)
    reason = Text(label="原因说明", max_length=1000)

    field_order = [
        "matter", "agent", *AgentFacts.NEW, "licence", "applied_on", "holder", "holder_address", "scope",
        "content", "purpose", "obstacle", "reason", "barred",
    ]  # fmt: skip


class ExceptionFacts(MatterFacts):
    """Why a lawyer's order is not used in an execution that has something to investigate (南召三2)."""

    KINDS = ("execution",)

    reason = Text(label="不使用律师调查令的特殊情况", max_length=1000)


class DecisionFacts(Facts):
    """What the order lets him collect, where the judge may narrow what was asked for; or why there is none."""

    decision = forms.ChoiceField(label="审查意见", choices=[("issue", "签发"), ("refuse", "不予签发")])
    granted = Text(
        label="准予调查收集的内容", max_length=2000, required=False, help_text="签发的填写，可以缩小申请范围，每行一项"
    )
    ground = forms.ChoiceField(label="不予签发的理由", choices=[("", "—"), *GROUNDS], required=False)
    why = Text(label="不予签发的具体说明", max_length=1000, required=False)

    def prepare(self, proceeding: Any) -> None:
        self.fields["granted"].initial = proceeding.content

    def clean(self) -> dict[str, Any]:
        read = super().clean() or {}
        wanted = {"issue": ("granted",), "refuse": ("ground", "why")}.get(read.get("decision", ""), ())
        for name in wanted:
            if not read.get(name) and name not in self.errors:
                self.add_error(name, "请选择" if name == "ground" else "请填写")
        return read


class ReasonFacts(Facts):
    reason = Text(label="理由", max_length=500)


class ReturnFacts(Facts):
    """The slip that comes back: when it was presented, and what the holder did."""

    returned_on = Day(label="缴回日期", past=True)
    presented_on = Day(label="向被调查单位出示日期", past=True, required=False, help_text="未使用的不填写")
    result = forms.ChoiceField(label="调查结果", choices=RESULTS)
    answer = Text(label="取得材料的清单或者被调查单位的答复", max_length=2000, required=False)

    def clean(self) -> dict[str, Any]:
        read = super().clean() or {}
        used, shown = read.get("result") not in (None, "unused"), read.get("presented_on")
        if used and not shown and "presented_on" not in self.errors:
            self.add_error("presented_on", "请填写出示日期")
        if used and not read.get("answer"):
            self.add_error("answer", "请填写材料清单或者对方的答复")
        if read.get("result") == "unused" and shown:
            self.add_error("presented_on", "已经出示的，调查结果不能是“未使用”")
        if shown:
            self._check_days(shown, read.get("returned_on"))
        return read

    def _check_days(self, shown: Any, returned: Any) -> None:
        row = self.proceeding
        if not row.issued_on <= shown <= row.valid_until:
            span = f"{row.issued_on:%Y-%m-%d}至{row.valid_until:%Y-%m-%d}"
            self.add_error("presented_on", f"须在有效期内出示（{span}），过期的调查令没有效力")
        if returned and returned < shown:
            self.add_error("returned_on", "缴回日期不能早于出示日期")


class HelpFacts(Facts):
    """责令履行协助义务, before any fine (民诉法第一百一十七条)."""

    ordered_on = Day(label="责令日期", past=True)
    way = Text(label="责令方式和对方答复", max_length=500)


class SettlingFacts(Facts):
    """What became of the refusal to help; an execution has fines of its own, a suit states the decision."""

    outcome = forms.ChoiceField(label="处理结果", choices=OUTCOMES)
    sanction = forms.ModelChoiceField(
        Sanction.objects.none(),
        label="罚款决定",
        required=False,
        help_text="在执行程序中以“拒绝或者妨碍人民法院调查取证”作出的",
    )
    decision_no = forms.CharField(label="罚款决定书文号", max_length=80, required=False)
    fine = Money(label="罚款金额（元）", required=False, help_text="对单位为五万元以上一百万元以下，须经院长批准")
    note = Text(label="说明", max_length=1000, help_text="已提供的写明材料清单，不予处罚的写明理由")

    def prepare(self, proceeding: Any) -> None:
        origin = proceeding.origin
        self.wanted = ("sanction",) if origin and origin.kind == "execution" else ("decision_no", "fine")
        for name in {"sanction", "decision_no", "fine"} - set(self.wanted):
            del self.fields[name]
        if "sanction" in self.fields:
            rows = Sanction.objects.filter(proceeding=origin, ground="inquiry", measure=FINE)
            self.fields["sanction"].queryset = rows.select_related("person")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        read = super().clean() or {}
        fined = read.get("outcome") == "fined"
        for name in self.wanted:
            if fined != bool(read.get(name)) and "outcome" in read and name not in self.errors:
                self.add_error(name, "罚款应当用决定书，请填写" if fined else "处理结果不是罚款的不填写")
        if read.get("fine") and (fault := fine_fault(Party.Kind.LEGAL, read["fine"])):
            self.add_error("fine", fault)
        return read
