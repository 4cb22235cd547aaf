"""What people write down while enforcing: filing, queries, assignment, measures, stays."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from courtflow.accounts.models import Department, Membership, User
from courtflow.accounts.roles import Role, Unit
from courtflow.cases.models import Party
from courtflow.flow.facts import Confirm, Day, Facts, Money, Text, YesNo
from documents import delivery
from enforcement.investigation import use

from .guards import obligors
from .records import ClosingReview

# A public notice serves only when it has run, and is registered on the paper's page.
BY_HAND = [(way.value, way.label) for way in delivery.METHODS if way != delivery.Method.PUBLIC_NOTICE]

TEAMS = (Unit.ENFORCEMENT, Unit.TEAM, Unit.COMMAND, Unit.BAILIFF, Unit.TRIBUNAL)
OWNERS = (Role.ENFORCEMENT_JUDGE, Role.TEAM_LEADER)
SYSTEM_NUMBER = "不填的，以系统生成的文书文号为准"


class FilingFacts(Facts):
    """Against whom; without a choice everybody whom the instrument obliges."""

    debtors = forms.ModelMultipleChoiceField(
        Party.objects.none(),
        label="被执行人",
        required=False,
        help_text="只能是生效法律文书确定的义务主体；不选即为全部",
    )

    def prepare(self, proceeding: Any) -> None:
        self.fields["debtors"].queryset = Party.objects.filter(case_id=proceeding.case_id)  # type: ignore[attr-defined]

    def clean_debtors(self) -> list[Party]:
        chosen, bound = list(self.cleaned_data["debtors"]), obligors(self.proceeding)
        if strangers := [party.name for party in chosen if party not in bound]:
            names = "、".join(strangers)
            raise forms.ValidationError(
                f"{names}不是生效法律文书确定的义务主体，立案时不能登记为被执行人；需追加的，立案后由当事人申请裁定"
            )
        return chosen or bound


class RevivalFacts(Facts):
    """恢复执行申请 with the clue."""

    applied_on = Day(label="申请日期", past=True)
    clue = Text(label="财产线索", help_text="写明财产种类、所在地、权属和来源")


class FirstCheckFacts(Facts):
    """What filing looked at before passing the application on."""

    eligible = Confirm(label="申请人为原申请执行人或者其权利承受人")
    concrete = Confirm(label="线索明确具体，可以核查")


class ClueFacts(Facts):
    """线索核查意见."""

    found = YesNo(label="线索属实，有可供执行的财产")
    value = Money(label="核实的财产价值（元）", required=False)
    opinion = Text(label="核查意见")

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("found") and not facts.get("value") and "value" not in self.errors:
            self.add_error("value", "线索属实的，须填写核实的财产价值，恢复执行标的以此为限")
        return facts


class ControlFacts(Facts):
    """Result of a query."""

    queried_on = Day(label="查询日期", past=True)
    value = forms.DecimalField(label="查控到的财产价值（元）", min_value=0, max_digits=16, decimal_places=2)
    result = Text(label="查控结果", help_text="逐项写明存款、车辆、房产、股权等")


class SecondControlFacts(ControlFacts):
    """Second query with the simple/complex decision (E-3.14)."""

    track = forms.ChoiceField(label="繁简分流", choices=[("simple", "简易"), ("complex", "复杂")])
    track_reason = Text(label="分流理由")


class RequeryFacts(ControlFacts):
    """A query of the pool; the creditor learns of the result."""

    found = YesNo(label="发现可供执行的财产")
    told_on = Day(label="告知申请执行人日期", past=True)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("found") and not facts.get("value") and "value" not in self.errors:
            self.add_error("value", "发现财产的，请填写查控到的财产价值")
        return facts


class PoolClueFacts(Facts):
    """What became of a clue found in the pool."""

    opinion = Text(label="核处意见", help_text="如：已通知申请执行人申请恢复执行；财产已被他案查封，不具备处置条件")


class AssignmentFacts(Facts):
    """Which team and owner, and the rule that led there (E-3.1, Q42)."""

    RULES = (
        ("fast", "查控后可足额执行，由速执团队办理"),
        ("tribunal", "本法庭审理且被执行人在本辖区的调解案件，由法庭团队办理"),
        ("revival", "恢复执行案件，由执行指挥中心办理"),
        ("same_debtor", "同一被执行人的案件由同一团队办理"),
        ("first", "其他首次执行案件，由首执团队办理"),
        ("other", "其他，由分案人指定"),
    )

    team = forms.ModelChoiceField(Department.objects.none(), label="办理团队")
    owner = forms.ModelChoiceField(User.objects.none(), label="承办人（员额法官或者团队长）")
    route = forms.ChoiceField(label="分案依据", choices=RULES)
    reason = Text(label="分案说明", required=False)

    def prepare(self, proceeding: Any) -> None:
        self.fields["team"].queryset = proceeding.court.departments.filter(kind__in=TEAMS, active=True)  # type: ignore[attr-defined]
        holders = Membership.objects.current().filter(department__court=proceeding.court_id, role__in=OWNERS)
        self.fields["owner"].queryset = User.objects.filter(memberships__in=holders, is_active=True).distinct()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        team, owner, route = facts.get("team"), facts.get("owner"), facts.get("route")
        if team and owner and not any(m.role in OWNERS and m.covers(team) for m in owner.current):
            self.add_error("owner", f"{owner}不是{team}的员额法官或者团队长")
        if route and (fault := self.proceeding.route_fault(route, team)):
            self.add_error("route", fault)
        if team and route not in ("same_debtor", "other") and (fault := self.proceeding.fault_of_splitting(team)):
            self.add_error("team", fault)
        if route == "other" and not facts.get("reason"):
            self.add_error("reason", "由分案人指定的，须写明理由")
        return facts


class ReassignmentFacts(AssignmentFacts):
    """A change of team or owner always has its reason (E-3.11)."""

    reason = Text(label="调整理由")


class DebtorFacts(Facts):
    """Base: something about one debtor of the execution."""

    debtor = forms.ModelChoiceField(Party.objects.none(), label="被执行人")

    def prepare(self, proceeding: Any) -> None:
        self.fields["debtor"].queryset = proceeding.debtors.all()  # type: ignore[attr-defined]


class NoticeIssueFacts(Facts):
    """执行通知书 and 报告财产令: by when to perform and to report (民诉法解释第四百八十条, 财产调查规定第四条)."""

    perform_days = forms.IntegerField(
        label="指定履行期限（送达之日起几日内）", min_value=1, max_value=90, required=False, help_text="不填为立即履行"
    )
    report_days = forms.IntegerField(label="提交财产报告的期限（收到之日起几日内）", min_value=1, max_value=90)
    note = Text(label="其他需要通知的事项", required=False, max_length=500)


class StayRulingFacts(Facts):
    """裁定中止执行: the ground, before it is served."""

    ground = forms.ChoiceField(label="中止事由", choices=())
    note = Text(label="查明的事实", max_length=500)

    def prepare(self, proceeding: Any) -> None:
        self.fields["ground"].choices = SuspensionFacts.GROUNDS  # type: ignore[attr-defined]


class NoticeFacts(DebtorFacts):
    """Service of 执行通知."""

    served_on = Day(label="送达日期", past=True)
    perform_by = Day(label="通知指定的履行期末日")
    report_ordered = YesNo(label="同时责令报告财产")
    proof = forms.CharField(max_length=200, label="送达证明")
    method = forms.ChoiceField(
        label="送达方式", choices=[("", "—"), *BY_HAND], required=False,
        help_text="填写的，系统生成的执行通知书、报告财产令一并登记送达；公告送达先在文书页登记，期满后再办理",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        served, last = facts.get("served_on"), facts.get("perform_by")
        if served and last and last < served:
            self.add_error("perform_by", "履行期末日不得早于送达日期")
        return facts


class SettlementFacts(Facts):
    """执行和解协议."""

    signed_on = Day(label="签订日期", past=True)
    content = Text(label="协议内容")
    last_due_on = Day(label="约定履行期限最后一日")
    security = Text(label="担保条款", required=False)
    recorded = Confirm(label="协议内容已记入笔录，双方签名或者盖章")


class VisitFacts(Facts):
    """回访 of a settlement in execution."""

    visited_on = Day(label="回访日期", past=True)
    finding = Text(label="履行情况", help_text="已履行数额、未履行的原因和下一步安排")


class SuspensionFacts(Facts):
    """One of the grounds of 民诉法第二百六十七条."""

    GROUNDS = (
        ("deferred", "（一）申请人表示可以延期执行"),
        ("outsider", "（二）案外人对执行标的提出确有理由的异议"),
        ("death", "（三）当事人死亡，需要等待继承人继承权利或者承担义务"),
        ("dissolved", "（四）当事人终止，尚未确定权利义务承受人"),
        ("other", "（五）人民法院认为应当中止执行的其他情形"),
    )

    ground = forms.ChoiceField(label="中止事由", choices=GROUNDS)
    ruling_no = forms.CharField(max_length=80, label="中止裁定文号")
    served_on = Day(label="裁定送达日期", past=True, help_text="送达后立即生效，期限自该日停止计算")
    method = forms.ChoiceField(
        label="送达方式", choices=[("", "—"), *BY_HAND], required=False,
        help_text="填写的，系统生成的中止裁定书向尚未送达的当事人一并登记送达；公告送达先在文书页登记，期满后再办理",
    )  # fmt: skip
    proof = forms.CharField(max_length=200, label="送达证明", required=False, help_text="填写送达方式的必填")
    interest_free = YesNo(
        label="非因被执行人申请而审查执行依据，或者因再审中止", required=False,
        help_text="选“是”的，中止期间不计加倍部分债务利息（迟延履行利息解释第三条第三款）",
    )  # fmt: skip
    note = Text(label="情况说明")

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("method") and not facts.get("proof"):
            self.add_error("proof", "填写了送达方式，须写明送达证明")
        return facts


class ResumptionFacts(Facts):
    """恢复执行."""

    reason = forms.ChoiceField(
        label="恢复事由",
        choices=[
            ("default", "被执行人不履行和解协议"),
            ("fraud", "和解系受欺诈、胁迫达成"),
            ("ceased", "中止的情形消失"),
        ],
    )
    found_on = Day(label="事由发生或者发现日期", past=True)
    note = Text(label="情况说明", help_text="和解协议已履行的部分按履行登记自动扣除")


class ExtensionFacts(Facts):
    """延长执行期限 approved by the president."""

    until = Day(label="延长至")
    reason = Text(label="延长理由", max_length=100)

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if self.day and until <= self.day:
            raise forms.ValidationError("延长后的末日须晚于今日")
        return until


class StayDebtorFacts(DebtorFacts):
    """Whose bankruptcy is under review, and by which ruling that began or ended."""

    court_ruling = forms.CharField(max_length=200, label="破产案件的裁定", required=False)


class ClosingFacts(Facts):
    """终本 proposal: each condition of 终本规定 checked and recorded."""

    INQUIRY = (
        ("order", "已使用律师调查令"),
        ("worker_order", "基层法律服务工作者已持令调查"),
        ("explained", "当事人没有律师，已释明"),
        ("excepted", "特殊情况不使用，已经主管领导批准"),
    )

    reason = forms.ChoiceField(label="终本原因", choices=ClosingReview.Reason)
    network = Confirm(label="已通过网络执行查控系统查询被执行人财产")
    offline = Confirm(label="已对不动产等进行传统查控，并核实申请执行人提供的线索")
    unsaleable = Confirm(label="未发现可供执行的财产，或者发现的财产不能处置")
    searched = Confirm(label="被执行人下落不明的，已依法查找")
    sanctioned = Confirm(label="对妨害执行的，已依法采取罚款、拘留等制裁（没有妨害的亦请确认）")
    listing = Confirm(label="符合纳入失信名单情形的，已经纳入")
    creditor_told_on = Day(label="向申请执行人告知执行情况并听取意见日期", past=True)
    consent = forms.ChoiceField(
        label="程序要件", choices=[("signed", "申请执行人签字确认"), ("panel", "合议庭评议，报院长批准")]
    )
    panel = forms.CharField(
        label="合议庭成员", max_length=200, required=False, help_text="合议庭评议的，写明姓名，审判长在前，用顿号分开"
    )
    inquiry = forms.ChoiceField(label="律师调查令", choices=[("", "—"), *INQUIRY], required=False)
    note = Text(label="说明", required=False)

    def prepare(self, proceeding: Any) -> None:
        """Who carries an order differs from court to court (浙江三（三）, 南召三2)."""
        holders = proceeding.policy.value("inquiry.holders")
        barred = {"lawyer": "order", "legal_worker": "worker_order"}.items()
        unknown = {answer for holder, answer in barred if holder not in holders}
        field: Any = self.fields["inquiry"]
        field.choices = [choice for choice in field.choices if choice[0] not in unknown]

    def clean_inquiry(self) -> str:
        value: str = self.cleaned_data["inquiry"]
        if not value and self.proceeding.policy.value("execution.inquiry_order"):
            raise forms.ValidationError("终本结案应使用律师调查令，没有律师的应向当事人释明，请选择")
        if value and (fault := use.fault(value, self.proceeding)):
            raise forms.ValidationError(fault)
        return value


class ReturnFacts(Facts):
    """Why a proposal goes back."""

    reason = Text(label="退回理由", max_length=300)


class TerminationFacts(Facts):
    """One of the grounds of 民诉法第二百六十八条."""

    GROUNDS = (
        ("withdrawn", "（一）申请人撤销申请"),
        ("revoked", "（二）据以执行的法律文书被撤销"),
        ("dead", "（三）被执行人死亡，无遗产可供执行，又无义务承担人"),
        ("creditor_dead", "（四）追索赡养费、扶养费、抚养费案件的权利人死亡"),
        ("destitute", "（五）被执行人因生活困难无力偿还借款，无收入来源，又丧失劳动能力"),
        ("other", "（六）人民法院认为应当终结执行的其他情形"),
    )

    ground = forms.ChoiceField(label="终结事由", choices=GROUNDS)
    ruling_no = forms.CharField(max_length=80, label="终结裁定文号", required=False, help_text=SYSTEM_NUMBER)
    note = Text(label="情况说明")


class LeadFacts(DebtorFacts):
    """A bankruptcy lead met in enforcement."""

    finding = Text(
        label="发现的情况", max_length=500, help_text="写明不能清偿到期债务、资产不足或者明显缺乏清偿能力的事实"
    )
