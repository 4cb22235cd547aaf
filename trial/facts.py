"""What people write down in a trial before and after the paper itself."""

from __future__ import annotations

from typing import Any

from django import forms

from courtflow.accounts.models import Membership, User
from courtflow.accounts.roles import Role
from courtflow.cases.models import Instrument, Party, Service
from courtflow.cases.operative import ObligationsField
from courtflow.flow.facts import Confirm, Day, Facts, Text, YesNo
from courtflow.law.numbers import normalise
from documents.kinds.certificate import PURPOSES

from .records import Appeal

NO_SIGNATURE = (
    Service.Method.LEFT, Service.Method.POST_RETURNED, Service.Method.PRONOUNCED, Service.Method.PUBLIC_NOTICE
)  # fmt: skip
TRIED = ("direct", "electronic", "post", "left", "entrusted", "grid")


class OnePartyFacts(Facts):
    """Facts about one of the litigants."""

    party = forms.ModelChoiceField(Party.objects.none(), label="当事人")

    def prepare(self, proceeding: Any) -> None:
        self.fields["party"].queryset = proceeding.litigants()  # type: ignore[attr-defined]


class AssignmentFacts(Facts):
    """分案: who hears the case, in which procedure."""

    judge = forms.ModelChoiceField(User.objects.none(), label="承办法官")

    def prepare(self, proceeding: Any) -> None:
        seats = Membership.objects.current(self.day).filter(role=Role.TRIAL_JUDGE)
        here = [seat.user_id for seat in seats if seat.covers(proceeding.department)]
        self.fields["judge"].queryset = User.objects.filter(pk__in=here, is_active=True)  # type: ignore[attr-defined]


class FirstAssignmentFacts(AssignmentFacts):
    procedure = forms.ChoiceField(
        label="审理程序", choices=[("summary", "简易程序"), ("ordinary", "普通程序"), ("small_claim", "小额诉讼程序")]
    )


class ReassignmentFacts(AssignmentFacts):
    reason = forms.CharField(max_length=200, label="变更原因", help_text="如：回避、调离")


class ConversionFacts(Facts):
    """小额转简易程序, 简易、小额转普通程序 (民诉法第一百六十九条、第一百七十条)."""

    procedure = forms.ChoiceField(
        required=False, label="转为", choices=[("ordinary", "普通程序"), ("summary", "简易程序（仅小额诉讼程序可转）")],
        help_text="不选即转为普通程序",
    )  # fmt: skip
    reason = Text(label="转换理由", max_length=500)

    def clean_procedure(self) -> str:
        wanted: str = self.cleaned_data["procedure"]
        if wanted == "summary" and self.proceeding.procedure != "small_claim":
            raise forms.ValidationError("只有适用小额诉讼程序的案件可以转为简易程序")
        return wanted


class InformationFacts(OnePartyFacts):
    """The four data of one party, checked again by the division that hears the case."""

    identity = Confirm(label="身份信息已核对")
    address = Confirm(label="送达地址已核对")
    contact = Confirm(label="本人联系方式已核对，不是代理人的")
    account = Confirm(label="案款确认书（收款账户）已核对或者已说明无须填写")
    appeared = YesNo(label="是否已到庭应诉")
    address_form = YesNo(label="是否已签送达地址确认书")

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        party = facts.get("party")
        answering = party is not None and party.role in (*Party.DEBTOR_SIDE, Party.Role.THIRD)
        if answering and facts.get("appeared") and facts.get("address_form") is False:
            self.add_error("address_form", "被告、第三人到庭应诉的，应要求其准确填写送达地址确认书（山阳第十三条）")
        return facts


class InformingFacts(Facts):
    """Told during the hearing (山阳第十四条)."""

    informed_on = Day(label="告知日期", past=True)
    outcomes = Confirm(label="已告知可能出现的诉讼结果")
    consequences = Confirm(label="已告知及时、自动履行与否的不同法律后果")
    record = forms.CharField(max_length=200, label="告知笔录", help_text="如：庭审笔录第3页")


class EndFacts(Facts):
    """The suit ends without a judgment."""

    ground = forms.ChoiceField(
        label="结案方式",
        choices=[("withdrawn", "裁定准许撤诉"), ("deemed", "裁定按撤诉处理"), ("terminated", "裁定终结诉讼")],
    )
    ruled_on = Day(label="裁定日期", past=True)
    note = Text(label="事实和理由", max_length=1000)


class SigningFacts(Facts):
    """签发."""

    made_on = Day(label="文书落款日期", past=True)
    schedule = forms.BooleanField(
        required=False, label="主文概括叙明，另附判项详细清单", help_text="系统按判项制作《判项详细清单》，随文书送达"
    )
    schedule_note = Text(
        required=False, max_length=2000, label="附图、照片、视频目录和四至",
        help_text="每行一项：照片、视频、现场示意图的名称和份数，四至方位（山阳第十八条）",
    )  # fmt: skip
    execution_notice = forms.BooleanField(
        required=False, label="主文已写入执行通知条款（执行通知前置）", help_text="附录将载明该条款为执行通知"
    )

    def prepare(self, proceeding: Any) -> None:
        """Only what the court's own paper knows, and only where something is to be performed."""
        ordered = proceeding.instrument is not None and proceeding.instrument.obligations.exists()
        if not ordered:
            del self.fields["schedule"], self.fields["schedule_note"]
        if not ordered or "JIAMUSI" not in proceeding.policy.sources:
            del self.fields["execution_notice"]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("schedule_note") and not facts.get("schedule"):
            self.add_error("schedule", "填写了附图、照片或者四至的，须勾选另附判项详细清单")
        return facts


class RetractionFacts(OnePartyFacts):
    """A party goes back on the agreement before signing for the document."""

    said_on = Day(label="反悔日期", past=True)
    note = Text(label="内容摘要", max_length=1000)


class UnservedPartyFacts(OnePartyFacts):
    """Facts about a party on whom the paper is still to be served."""

    def prepare(self, proceeding: Any) -> None:
        self.fields["party"].queryset = proceeding.unserved()  # type: ignore[attr-defined]


class AttemptFacts(UnservedPartyFacts):
    """A try at service that failed."""

    method = forms.ChoiceField(label="送达方式", choices=[c for c in Service.Method.choices if c[0] in TRIED])
    tried_on = Day(label="日期", past=True)
    result = forms.CharField(max_length=300, label="未送达的原因")
    proof = forms.CharField(max_length=200, label="证明材料")


def noted_abroad(trial: Any, party: Party) -> bool:
    """Without a domicile in the country, as the approval of a notice or the service of the complaint noted it."""
    approved = trial.notice_approvals.filter(party=party).last()
    if approved is not None:
        return bool(approved.abroad)
    return bool(trial.complaint_services.filter(party=party, abroad=True).exists())


class ServiceFacts(UnservedPartyFacts):
    """Service on one party, with what goes along with the paper."""

    method = forms.ChoiceField(label="送达方式", choices=Service.Method)
    done_on = Day(label="送达日期", past=True, help_text="签收、到达、退回或者宣判之日；公告填最后刊登或张贴之日")
    proof = forms.CharField(max_length=200, label="送达证明", help_text="送达回证、回执号；公告送达填刊登媒体和版面")
    enclosures = forms.MultipleChoiceField(
        required=False, label="已一并送达", widget=forms.CheckboxSelectMultiple, help_text="须全部附齐，方可登记为送达"
    )
    answers = Text(required=False, label="判后答疑和释明情况")
    abroad = YesNo(
        required=False, label="是否在国内没有住所",
        help_text="没有住所的，上诉期为三十日，公告期为六十日；不填的，按公告送达审批和送达起诉状副本时的登记",
    )  # fmt: skip

    def prepare(self, proceeding: Any) -> None:
        super().prepare(proceeding)
        names = proceeding.enclosures()
        self.fields["enclosures"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]
        self.fields["enclosures"].required = bool(names)
        mediated = proceeding.paper is not None and proceeding.paper.kind == Instrument.Kind.MEDIATION
        barred = NO_SIGNATURE if mediated else (Service.Method.SIGNED,)
        self.fields["method"].choices = [c for c in Service.Method.choices if c[0] not in barred]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if self.proceeding is not None and "enclosures" in facts:
            missing = [name for name in self.proceeding.enclosures() if name not in facts["enclosures"]]
            if missing:
                self.add_error("enclosures", f"尚未附齐：{'、'.join(missing)}")
        party = facts.get("party")
        if party and facts.get("abroad") is None and self.proceeding is not None:
            facts["abroad"] = noted_abroad(self.proceeding, party)
        if party and facts.get("method") == Service.Method.ELECTRONIC and not party.electronic_service:
            self.add_error("method", f"{party.name}没有同意电子送达，请改用其他方式（民诉法第九十条）")
        paper = self.proceeding.paper if self.proceeding is not None else None
        if paper and facts.get("done_on") and facts["done_on"] < paper.made_on:
            self.add_error("done_on", f"不能早于文书落款日期{paper.made_on:%Y-%m-%d}")
        return facts


class AppealFacts(Facts):
    """An appeal as it reaches this court (民诉法第一百七十三条)."""

    appellant = forms.ModelChoiceField(Party.objects.none(), label="上诉人")
    filed_on = Day(label="上诉日期", past=True, help_text="递交上诉状之日；邮寄的为交邮之日")
    grounds = Text(label="上诉请求", max_length=2000)

    def prepare(self, proceeding: Any) -> None:
        self.fields["appellant"].queryset = proceeding.litigants()  # type: ignore[attr-defined]


class DecisionFacts(Facts):
    """What the higher court decided."""

    number = forms.CharField(max_length=80, label="二审案号")
    made_on = Day(label="二审文书日期", past=True)

    def clean_number(self) -> str:
        return normalise(self.cleaned_data["number"])


class FinalFacts(DecisionFacts):
    """A final judgment, or a ruling that lets the appeal be withdrawn."""

    result = forms.ChoiceField(
        label="二审结果", choices=[c for c in Appeal.Result.choices if c[0] != Appeal.Result.REMANDED]
    )
    obligations = ObligationsField(label="改判后的判项", help_text="仅改判时填写全部判项；没有给付内容的不填")
    court_account = forms.CharField(required=False, max_length=200, label="主文载明的案款账户")

    def prepare(self, proceeding: Any) -> None:
        self.fields["obligations"].choose_from(proceeding.litigants())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("obligations") and facts.get("result") != Appeal.Result.CHANGED:
            self.add_error("obligations", "维持原判或者撤回上诉的，执行依据仍是一审文书，不填判项")
        return facts


class LetterFacts(Facts):
    """移交生效民事案件自动履行函."""

    letter_no = forms.CharField(max_length=60, label="移交函编号")
    enclosed = Confirm(label="已附生效法律文书")


class CreditorFacts(Facts):
    """Telling the creditor what he may do now."""

    informed_on = Day(label="告知日期", past=True)
    way = forms.ChoiceField(
        label="告知方式", choices=[("phone", "电话"), ("message", "短信"), ("written", "书面"), ("oral", "当面")]
    )
    limitation = Confirm(label="已告知可以申请执行及二年申请执行期间的末日")


class CertificateFacts(Facts):
    """The debtor's application for a certificate (山阳第二十三条)."""

    holder = forms.ModelChoiceField(Party.objects.none(), label="证明对象（义务人）")
    applied_on = Day(label="申请日期", past=True)
    purposes = forms.MultipleChoiceField(
        label="用途", widget=forms.CheckboxSelectMultiple, choices=list(PURPOSES.items())
    )
    integrity_list = YesNo(label="同意列入诚信履行名单")

    def prepare(self, proceeding: Any) -> None:
        owing = Party.objects.filter(owes__instrument=proceeding.instrument).distinct()
        self.fields["holder"].queryset = owing  # type: ignore[attr-defined]
        if not proceeding.policy.value("credit.positive_list"):
            del self.fields["integrity_list"]


class ArchiveFacts(Facts):
    """归档."""

    complete = Confirm(label="卷宗材料齐全，已装订")
    receipt = forms.CharField(max_length=100, label="归档移交单号")
