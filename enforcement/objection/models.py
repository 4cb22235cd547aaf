"""Objection as rows and acts: never a lock on the door, the objector may leave the front stage at any time (C-30.3)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django_fsm import RETURN_VALUE

from courtflow.accounts.roles import Role, Unit
from courtflow.cases.models import Party, Proceeding, Service
from courtflow.cases.models.numbers import issue_number
from courtflow.flow.acts import BIRTH, STAY, SYSTEM, Act, Deed, Order, act
from courtflow.flow.models import Event
from courtflow.flow.refusals import guard
from courtflow.flow.rules import Start
from courtflow.flow.worklist import TaskKind
from courtflow.law.articles import CPL, EXP, JIAMUSI, NANZHAO, OBJ, SHANYANG
from courtflow.law.periods import compute
from courtflow.policy.models import Policy
from documents import delivery
from documents.models import Recipient
from enforcement.sanctions.acts import contesting, ending_review, sanctioning, serving

from . import facts, rules

OFFICERS = (
    Role.ENFORCEMENT_JUDGE, Role.TEAM_LEADER, Role.ENFORCEMENT_CLERK, Role.BUREAU_CHIEF, Role.CENTRE_STAFF,
    Role.COMMAND_STAFF
)  # fmt: skip
CORRECTORS = (Role.ENFORCEMENT_JUDGE, Role.TEAM_LEADER, Role.BUREAU_CHIEF)
FILING = (Role.FILING_CLERK, Role.FILING_JUDGE)
REVIEWERS = (Role.OBJECTION_JUDGE,)
RULINGS = frozenset({"self_correct", "refuse_filing", "decide"})
COMPLETED, TERMINATED = "completed", "terminated"  # states of the kind "execution" in which enforcement has ended


REMEDY = "执行异议应在执行程序终结之前提出；对终结执行行为本身不服的，自收到终结执行裁定之日起六十日内提出"


@guard("本案没有尚未终结的执行案件", under=[EXP[5], OBJ[6]], remedy=REMEDY, ask=Role.FILING_JUDGE.label)
def enforcement_has_not_ended(objection: Any) -> bool:
    rows = objection.case.proceedings.filter(kind="execution").exclude(number=None)
    return bool(rows.exclude(state=COMPLETED).exists())


@guard(
    "执行程序已经终结，并且不是在六十日内对终结执行行为提出的异议", under=OBJ[6], remedy=REMEDY,
    ask=Role.FILING_JUDGE.label, needs_facts=True,
)  # fmt: skip
def objection_is_in_time(objection: Any, deed: Deed) -> bool:
    """法释〔2016〕3号: sixty days from receipt of the ruling; whoever got none has them from the day he knew of it."""
    execution = deed["execution"]
    if execution.state not in (COMPLETED, TERMINATED):
        return True
    if execution.state == COMPLETED or deed["nature"] != "conduct":
        return False
    rows = Recipient.objects.filter(document__kind="termination_ruling", document__proceeding=execution.pk)
    days = rows.filter(party=deed["objector"]).exclude(served_on=None).order_by("served_on")
    told = days.values_list("served_on", flat=True).first()
    if told is None:
        return True
    last = compute(rules.AFTER_TERMINATION, told, objection.court.calendar).last_day
    return bool(deed["received_on"] <= last)


def in_front_stage(objection: Any) -> bool:
    return bool(objection.state == Objection.State.FRONT_STAGE)


def lacks_papers(objection: Any) -> bool:
    return bool(objection.missing)


def is_filed(objection: Any) -> bool:
    return bool(objection.number)


def at_filing(objection: Any) -> bool:
    return bool(objection.state == Objection.State.AT_FILING)


def calls_for_a_sanction(objection: Any) -> bool:
    """The ruling says 本院另行决定予以罚款."""
    return objection.sanction not in ("", "none")


@guard(
    "未认定异议人恶意规避、拖延执行，不得以滥用异议处罚", under=[SHANYANG[31], CPL[114]],
    remedy="在异议裁定中查明并认定滥用异议妨碍执行后再处罚", ask=Role.OBJECTION_JUDGE.label, needs_facts=True,
    spec=("C-31.2",),
)  # fmt: skip
def abuse_was_found(objection: Any, deed: Deed) -> bool:
    return deed["ground"] != "abuse" or bool(objection.bad_faith)


DEFUSE = TaskKind("objection.defuse", "异议立案前化解：释法明理", OFFICERS, act="explain", when=in_front_stage)
FILE = TaskKind(
    "objection.file", "办理执行异议立案", FILING, act="file", unit=Unit.FILING, rule=rules.FILING, when=at_filing
)
TELL = TaskKind("objection.notify", "通知异议人和相关当事人", REVIEWERS, act="notify_parties", rule=rules.NOTIFY)
DECIDE = TaskKind("objection.decide", "审查执行异议并作出裁定", REVIEWERS, act="decide", rule=rules.REVIEW)
SERVE = TaskKind("objection.serve", "送达异议裁定", REVIEWERS, act="serve_ruling")
SANCTION = TaskKind(
    "objection.sanction", "对滥用异议的人作出训诫、罚款、拘留", REVIEWERS, act="penalise", when=calls_for_a_sanction,
    spec=("C-31.2",),
)  # fmt: skip
TO_FILING = (Start(rules.FILING, when=at_filing),)


class Objection(Proceeding):
    """执行异议: received by enforcement, filed by filing, reviewed by the judges of the objection group."""

    KIND = "objection"
    TITLE = "执行异议"

    class State(models.TextChoices):
        FRONT_STAGE = "front_stage", "立案前化解中"
        AT_FILING = "at_filing", "已移送待立案"
        UNDER_REVIEW = "under_review", "审查中"
        CORRECTED = "corrected", "已自行纠正"
        WITHDRAWN = "withdrawn", "已撤回"
        REFUSED = "refused", "不予受理"
        UPHELD = "upheld", "异议成立"
        DISMISSED = "dismissed", "驳回异议"

    TERMINAL = frozenset({State.CORRECTED, State.WITHDRAWN, State.REFUSED, State.UPHELD, State.DISMISSED})
    RULED = (State.REFUSED, State.UPHELD, State.DISMISSED)
    OPEN = (State.FRONT_STAGE, State.AT_FILING, State.UNDER_REVIEW)
    SANCTIONED = (State.UNDER_REVIEW, State.UPHELD, State.DISMISSED, State.WITHDRAWN)

    challenged = models.ForeignKey(
        "cases.Proceeding", on_delete=models.PROTECT, null=True, related_name="objections", verbose_name="所涉执行案件"
    )
    nature = models.CharField("异议类型", max_length=10, blank=True)
    objector = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, related_name="objections", verbose_name="异议人"
    )
    received_on = models.DateField("收到材料日", null=True)
    request = models.TextField("异议请求", blank=True)
    grounds = models.TextField("事实和理由", blank=True)
    missing = models.TextField("一次性告知补正", blank=True)
    consented = models.BooleanField("同意先行化解", default=False)
    consent_record = models.CharField("同意的记载", max_length=200, blank=True)
    front_days = models.PositiveSmallIntegerField("化解用时（日）", null=True)
    ruling_no = models.CharField("裁定文号", max_length=80, blank=True)
    authenticity = models.TextField("真实性审查意见", blank=True)
    bad_faith = models.BooleanField("恶意规避、拖延执行", null=True)
    bad_faith_reason = models.TextField("甄别理由", blank=True)
    sanction = models.CharField("处罚", max_length=12, blank=True)
    panel = models.CharField("合议庭", max_length=200, blank=True)
    ended_on = models.DateField("办结日", null=True)
    final_on = models.DateField("裁定生效日", null=True)
    contested_by = models.CharField("复议或者起诉", max_length=10, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "执行异议"

    @classmethod
    def home(cls, policy: Policy) -> str:
        return Unit.ENFORCEMENT

    @property
    def earlier(self) -> models.QuerySet[Objection]:
        """The same objector's other objections in this case, for the bad-faith assessment (A-10.4)."""
        return Objection.objects.filter(case=self.case_id, objector=self.objector_id).exclude(pk=self.pk)

    # -- receipt and front stage -------------------------------------------------------------------------------

    @act(
        "收到执行异议", source=BIRTH, target=RETURN_VALUE(State.FRONT_STAGE, State.AT_FILING), by=OFFICERS,
        under=[SHANYANG[30], OBJ[1], OBJ[2]], guards=[enforcement_has_not_ended, objection_is_in_time],
        facts=facts.ReceiptFacts, anywhere=True,
        starts=[
            Start(rules.FRONT_STAGE, lambda objection: objection.received_on, when=in_front_stage),
            Start(rules.NATIONAL_FILING, lambda objection: objection.received_on, when=in_front_stage),
            Start(rules.FILING, lambda objection: objection.received_on, when=at_filing),
        ],
        orders=[Order("objection_supplement", lacks_papers), Order("objection_transfer", at_filing)],
        tasks=[DEFUSE, FILE], spec=["C-30.1", "C-30.2", "A-10.3"],
    )  # fmt: skip
    def receive(self, deed: Deed) -> str:
        kept = ("nature", "received_on", "request", "grounds", "missing", "consent_record")
        for name in kept:
            setattr(self, name, deed[name])
        self.challenged = deed["execution"]
        self.objector = deed["objector"] or self._outsider(deed)
        self.consented = deed["consent"]
        if self.consented and self._may_be_defused():
            return str(self.State.FRONT_STAGE)
        self._to_filing()
        return str(self.State.AT_FILING)

    def _outsider(self, deed: Deed) -> Party:
        party = Party.objects.create(
            case=self.case, role=Party.Role.OUTSIDER, kind=deed["outsider_kind"], name=deed["outsider_name"],
            identifier=deed["outsider_identifier"], phone=deed["outsider_phone"],
        )  # fmt: skip
        party.addresses.create(text=deed["outsider_address"], phone=party.phone, source="异议申请书")
        return party

    def _may_be_defused(self) -> bool:
        """Only where the court has the stage, and one round only (C-30.3)."""
        rounds = self.earlier.filter(challenged=self.challenged, front_days__isnull=False)
        return bool(self.policy.value("objection.front_stage")) and not rounds.exists()

    def _to_filing(self) -> None:
        self.hand_to(self.court.unit(Unit.FILING, policy=self.policy))

    @act(
        "登记释法明理", source=State.FRONT_STAGE, target=STAY, by=OFFICERS, under=[JIAMUSI["十"], SHANYANG[30]],
        facts=facts.ExplanationFacts, orders=["explanation_record"], spec=["A-10.1"],
    )  # fmt: skip
    def explain(self, deed: Deed) -> None:
        self.explanations.create(held_on=deed["held_on"], content=deed["content"], answer=deed["answer"], by=deed.by)

    @act(
        "自行纠正", source=State.FRONT_STAGE, target=State.CORRECTED, by=CORRECTORS, under=SHANYANG[30],
        facts=facts.CorrectionFacts, stops=[rules.FRONT_STAGE, rules.NATIONAL_FILING], orders=["correction_ruling"],
        spec=["C-30.4"],
    )  # fmt: skip
    def self_correct(self, deed: Deed) -> None:
        self.ruling_no = deed["ruling_no"]
        self._leave_front_stage(deed)
        self._end("执行行为已自行纠正", deed)

    def _leave_front_stage(self, deed: Deed) -> None:
        if self.received_on:
            self.front_days = (deed.on - self.received_on).days

    def _end(self, outcome: str, deed: Deed) -> None:
        self.outcome, self.ended_on = outcome, deed.on

    @act(
        "撤回异议", source=OPEN, target=State.WITHDRAWN, by=[*OFFICERS, *FILING, *REVIEWERS],
        under=[SHANYANG[30], OBJ[11]],
        facts=facts.WithdrawalFacts, stops=[rules.FRONT_STAGE, rules.NATIONAL_FILING, rules.FILING, rules.REVIEW],
        orders=[Order("withdrawal_ruling", is_filed), Order("withdrawal_confirmation", lambda o: not is_filed(o))],
        spec=["C-30.5"],
    )  # fmt: skip
    def withdraw(self, deed: Deed) -> None:
        if self.state == self.State.FRONT_STAGE:
            self._leave_front_stage(deed)
        self.panel = deed["panel"]
        self._end("异议人撤回异议", deed)

    @act(
        "坚持异议，移送立案", source=State.FRONT_STAGE, target=State.AT_FILING, by=OFFICERS, under=SHANYANG[30],
        facts=facts.InsistenceFacts, stops=[rules.FRONT_STAGE], starts=TO_FILING, tasks=[FILE],
        orders=["objection_transfer"],
        spec=["C-30.3", "C-30.6"],
    )  # fmt: skip
    def insist(self, deed: Deed) -> None:
        self._leave_front_stage(deed)
        self._to_filing()

    @act(
        "化解期限届满，移送立案", source=State.FRONT_STAGE, target=State.AT_FILING, by=[SYSTEM], under=SHANYANG[30],
        starts=TO_FILING, tasks=[FILE], orders=["objection_transfer"], spec=["C-30.2", "C-30.6"],
    )  # fmt: skip
    def transfer(self, deed: Deed) -> None:
        self._leave_front_stage(deed)
        self._to_filing()

    # -- filing and review -------------------------------------------------------------------------------------

    @act(
        "执行异议立案", source=State.AT_FILING, target=State.UNDER_REVIEW, by=FILING,
        under=[OBJ[2], NANZHAO["一", 2, 3]],
        stops=[rules.FILING, rules.NATIONAL_FILING], starts=[rules.NOTIFY, rules.REVIEW], tasks=[TELL, DECIDE],
        orders=["objection_notice"],
        spec=["E-1.17", "C-30.6"],
    )  # fmt: skip
    def file(self, deed: Deed) -> None:
        issue_number(self, "执异", deed.on)
        self.hand_to(self.court.unit(Unit.OBJECTION, policy=self.policy))

    @act(
        "不予受理异议", source=State.AT_FILING, target=State.REFUSED, by=[Role.FILING_JUDGE],
        under=[JIAMUSI["十"], OBJ[2]],
        facts=facts.RefusalFacts, stops=[rules.FILING, rules.NATIONAL_FILING], tasks=[SERVE], danger=True,
        orders=["objection_refusal"], spec=["A-10.5"],
    )  # fmt: skip
    def refuse_filing(self, deed: Deed) -> None:
        self.ruling_no = deed["ruling_no"]
        self._end("裁定不予受理", deed)

    @act(
        "通知异议人和相关当事人", source=State.UNDER_REVIEW, target=STAY, by=REVIEWERS, under=OBJ[2],
        facts=facts.NotificationFacts, stops=[rules.NOTIFY],
    )  # fmt: skip
    def notify_parties(self, deed: Deed) -> None:
        """The facts of the event say who was told and when."""

    @act(
        "作出异议裁定", source=State.UNDER_REVIEW, target=RETURN_VALUE(State.UPHELD, State.DISMISSED), by=REVIEWERS,
        under=[CPL[236], CPL[238], SHANYANG[31]], facts=facts.DecisionFacts, stops=[rules.REVIEW],
        tasks=[SERVE, SANCTION], orders=["objection_ruling"],
        spec=["C-31.1", "C-31.2", "A-10.4"],
    )  # fmt: skip
    def decide(self, deed: Deed) -> str:
        for name in ("authenticity", "bad_faith", "bad_faith_reason", "sanction", "ruling_no", "panel"):
            setattr(self, name, deed[name])
        self.assign(deed.by, deed.at)
        upheld = deed["result"] != "dismissed"
        self._end({"upheld": "异议成立", "partly": "异议部分成立"}.get(deed["result"], "驳回异议"), deed)
        return str(self.State.UPHELD if upheld else self.State.DISMISSED)

    def after(self, act: Act, deed: Deed, event: Event) -> None:
        """A ruling without a stated number has that of its paper."""
        super().after(act, deed, event)
        paper = event.documents.order_by("id").first() if act.name in RULINGS and not self.ruling_no else None
        if paper is not None:
            self.ruling_no = paper.number
            self.save(update_fields=["ruling_no"])

    penalise = sanctioning([State.UNDER_REVIEW, State.UPHELD, State.DISMISSED], REVIEWERS, [abuse_was_found])
    serve_sanction = serving(SANCTIONED, REVIEWERS)
    contest_sanction = contesting(SANCTIONED, REVIEWERS)
    end_sanction_review = ending_review(SANCTIONED)

    # -- after the ruling --------------------------------------------------------------------------------------

    @act(
        "登记裁定送达", source=RULED, target=STAY, by=[*REVIEWERS, *FILING], under=[CPL[236], CPL[238], OBJ[2]],
        facts=facts.ServiceFacts,
        starts=[
            Start(rules.RECONSIDERATION, lambda objection: objection._just_served, when=lambda o: not o.goes_to_suit),
            Start(rules.SUIT, lambda objection: objection._just_served, when=lambda o: o.goes_to_suit),
        ],
    )  # fmt: skip
    def serve_ruling(self, deed: Deed) -> None:
        self._just_served = [(deed["served_on"], deed["party"])]
        served = delivery.Attempt(Service.Method.DIRECT, deed["served_on"], True, "已送达", deed["proof"])
        for kind in ("objection_ruling", "objection_refusal"):
            delivery.from_act(self, kind, deed["party"], served, deed)

    _just_served: Iterable[tuple[date, Party]] = ()

    @property
    def goes_to_suit(self) -> bool:
        """A ruling on the object is answered by a suit, everything else by reconsideration."""
        return self.nature == "object" and self.state != self.State.REFUSED

    @act(
        "登记复议或者起诉", source=RULED, target=STAY, by=[*REVIEWERS, *FILING], under=[CPL[236], CPL[238]],
        facts=facts.ContestFacts, stops=[rules.RECONSIDERATION, rules.SUIT],
    )  # fmt: skip
    def contest(self, deed: Deed) -> None:
        self.contested_by = deed["route"]

    @act(
        "救济期届满，裁定生效", source=RULED, target=STAY, by=[SYSTEM], under=[CPL[236], CPL[238]],
    )  # fmt: skip
    def become_final(self, deed: Deed) -> None:
        """Each party has a period of his own; the last to end counts."""
        self.final_on = deed.on


class Explanation(models.Model):
    """释法笔录 of the front stage."""

    objection = models.ForeignKey(Objection, on_delete=models.PROTECT, related_name="explanations")
    held_on = models.DateField("释法日期")
    content = models.TextField("内容")
    answer = models.TextField("异议人意见")
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", verbose_name="释法人")

    class Meta:
        verbose_name = verbose_name_plural = "释法笔录"
        ordering = ["held_on", "id"]
