"""What people write down while enforcing: filing, queries, assignment, measures, stays."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from courtflow.accounts.models import Department, Membership, User
from courtflow.accounts.roles import Role, Unit
from courtflow.cases.models import Party
from courtflow.flow.facts import Confirm, Day, Facts, Money, Text, YesNo
from courtflow.law.identifiers import check_id_number

from .guards import obligors
from .records import ClosingReview, Measure

TEAMS = (Unit.ENFORCEMENT, Unit.TEAM, Unit.COMMAND, Unit.BAILIFF, Unit.TRIBUNAL)
OWNERS = (Role.ENFORCEMENT_JUDGE, Role.TEAM_LEADER)
ADULT = 18  # 民法典第十七条


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

    told_on = Day(label="告知申请执行人日期", past=True)


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


class NoticeFacts(DebtorFacts):
    """Service of 执行通知."""

    served_on = Day(label="送达日期", past=True)
    perform_by = Day(label="通知指定的履行期末日")
    report_ordered = YesNo(label="同时责令报告财产")
    proof = forms.CharField(max_length=200, label="送达证明")

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        served, last = facts.get("served_on"), facts.get("perform_by")
        if served and last and last < served:
            self.add_error("perform_by", "履行期末日不得早于送达日期")
        return facts


class AssetMeasureFacts(DebtorFacts):
    """查封、扣押、冻结 of one asset."""

    kind = forms.ChoiceField(label="措施", choices=[(k, Measure.Kind(k).label) for k in Measure.ON_ASSETS])
    subject = forms.CharField(max_length=300, label="财产")
    value = Money(label="财产价值（元）")
    ground = Text(label="选择该财产的理由", max_length=300)
    ruling_no = forms.CharField(max_length=80, label="裁定文号")
    taken_on = Day(label="采取日期", past=True)
    expires_on = Day(label="届满日期")
    indivisible = Text(label="财产不可分割、超出部分无法剔除的说明", required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        self._check_amount(facts)
        taken, expires = facts.get("taken_on"), facts.get("expires_on")
        if taken and expires and expires <= taken:
            self.add_error("expires_on", "届满日期须晚于采取日期")
        return facts

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
    decision_no = forms.CharField(max_length=80, label="限制消费令或者决定书文号")
    signed = Confirm(label="已由院长签发")
    no_security = Confirm(label="被执行人没有提供充分有效担保，已控制财产不足以清偿")

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        kind, ground, debtor = facts.get("kind"), facts.get("ground"), facts.get("debtor")
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

    measure = forms.ModelChoiceField(Measure.objects.none(), label="措施")
    lifted_on = Day(label="解除日期", past=True)
    why = Text(label="解除理由", max_length=300)

    def prepare(self, proceeding: Any) -> None:
        self.fields["measure"].queryset = proceeding.measures.filter(lifted_on=None)  # type: ignore[attr-defined]


class MeasureReviewFacts(Facts):
    """Outcome of the two-month review."""

    opinion = forms.ChoiceField(label="意见", choices=[("take", "采取措施"), ("none", "不采取措施")])
    reason = Text(label="理由", help_text="采取的写明对谁采取何种措施；不采取的写明法定障碍")


class SettlementFacts(Facts):
    """执行和解协议."""

    signed_on = Day(label="签订日期", past=True)
    content = Text(label="协议内容")
    last_due_on = Day(label="约定履行期限最后一日")
    security = Text(label="担保条款", required=False)
    recorded = Confirm(label="协议内容已记入笔录，双方签名或者盖章")


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
    note = Text(label="情况说明")


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
    """Whose bankruptcy is under review."""


class ClosingFacts(Facts):
    """终本 proposal: each condition of 终本规定 checked and recorded."""

    INQUIRY = (
        ("order", "已使用律师调查令"),
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
    inquiry = forms.ChoiceField(label="律师调查令", choices=[("", "—"), *INQUIRY], required=False)
    note = Text(label="说明", required=False)

    def clean_inquiry(self) -> str:
        value: str = self.cleaned_data["inquiry"]
        if not value and self.proceeding.policy.value("execution.inquiry_order"):
            raise forms.ValidationError("终本结案应使用律师调查令，没有律师的应向当事人释明，请选择")
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
    ruling_no = forms.CharField(max_length=80, label="终结裁定文号")
    note = Text(label="情况说明")


class LeadFacts(DebtorFacts):
    """A bankruptcy lead met in enforcement."""

    finding = Text(
        label="发现的情况", max_length=500, help_text="写明不能清偿到期债务、资产不足或者明显缺乏清偿能力的事实"
    )
