"""先予执行 as rows and acts: the trial division rules, the filing division numbers it 执保, enforcement carries it out.

民诉法第一百零九条至第一百一十一条, 民诉法解释第一百六十九条至第一百七十三条, 执行工作规定第三条, 南召四4.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django_fsm import RETURN_VALUE

from courtflow.accounts.models import Department
from courtflow.accounts.roles import Unit
from courtflow.cases.models import Party, Proceeding, Service
from courtflow.cases.models.numbers import issue_number
from courtflow.flow.acts import BIRTH, STAY, SYSTEM, Act, Deed, act
from courtflow.flow.deadlines import stop_for_party
from courtflow.flow.models import Deadline, Event
from courtflow.flow.perform import perform
from courtflow.flow.rules import Start
from courtflow.law.articles import CPL, EXR, INT, NANZHAO
from courtflow.policy.models import Policy
from documents import delivery
from preservation import review_facts
from preservation.tasks import EXECUTOR_UNITS, EXECUTORS, FILING, TRIAL, TRIAL_JUDGE
from preservation.terms import GUARANTEES

from . import facts, guards, rules, tasks
from .records import AdvanceReview
from .states import GRANTED, RULED_ON, State
from .terms import GROUNDS, URGENCIES

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

ZERO = Decimal("0.00")
REFUSED = "驳回先予执行申请"
RULINGS = ("advance_ruling", "advance_refusal")
OUTCOMES = {"full": "全部先予执行", "part": "部分先予执行", "none": "未能先予执行"}


class Advance(Proceeding):
    """先予执行: one application in a suit, its ruling, and what was carried out before judgment."""

    KIND = "advance"
    TITLE = "先予执行"

    State = State
    TERMINAL = frozenset(
        {State.EXECUTED, State.UNEXECUTED, State.REJECTED, State.WITHDRAWN, State.REVOKED}
    )  # fmt: skip

    applicant = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="申请人")
    respondents = models.ManyToManyField(Party, related_name="+", verbose_name="被申请人")
    received_on = models.DateField("收到申请日期", null=True)
    ground = models.CharField("案件类型", max_length=20, choices=GROUNDS)
    urgency = models.CharField("紧急情形", max_length=20, choices=URGENCIES, blank=True)
    request = models.TextField("请求先予执行的内容")
    requested = models.DecimalField("请求先予执行金额", max_digits=16, decimal_places=2, null=True)
    reason = models.TextField("申请理由")
    guarantee_kind = models.CharField("担保方式", max_length=12, choices=GUARANTEES, default="none")
    guarantee_amount = models.DecimalField("担保金额", max_digits=16, decimal_places=2, default=ZERO)
    guarantor = models.CharField("担保人", max_length=200, blank=True)
    guarantee_no = models.CharField("保函或凭证号", max_length=100, blank=True)
    guarantee_required = models.DecimalField("责令担保金额", max_digits=16, decimal_places=2, default=ZERO)
    content = models.TextField("裁定先予执行的内容", blank=True)
    amount = models.DecimalField("裁定金额", max_digits=16, decimal_places=2, null=True)
    ruling_no = models.CharField("裁定书案号", max_length=80, blank=True)
    ruled_on = models.DateField("裁定日期", null=True)
    ruled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="裁定人"
    )
    ruling_department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="裁定部门"
    )
    materials = models.TextField("移送材料", blank=True)
    executed = models.DecimalField("执行到位金额", max_digits=16, decimal_places=2, null=True)
    executed_on = models.DateField("执行日期", null=True)

    if TYPE_CHECKING:
        reviews: RelatedManager[AdvanceReview]

    class Meta:
        verbose_name = verbose_name_plural = "先予执行"

    @classmethod
    def home(cls, policy: Policy) -> str:
        return Unit.TRIAL

    def unserved(self) -> models.QuerySet[Party]:
        """Of those whom the ruling concerns who has not got it: each service starts his own five days."""
        bound = models.Q(pk=self.applicant_id) | models.Q(pk__in=self.respondents.values("pk"))
        told = self.deadlines.filter(rule=rules.ASK_REVIEW.code).values("party")
        return self.case.parties.filter(bound).exclude(pk__in=told)

    # -- applied for and ruled on ----------------------------------------------------------------------------------

    @act(
        "申请先予执行", source=BIRTH, target=State.APPLIED, by=TRIAL, under=[CPL[109], INT[169], INT[170]],
        guards=[guards.suit_is_pending, guards.no_application_is_pending], facts=facts.ApplicationFacts,
        tasks=[tasks.REVIEW], anywhere=True, spec=["E-4.8"],
    )  # fmt: skip
    def apply(self, deed: Deed) -> None:
        for name in ("applicant", "received_on", "ground", "urgency", "request", "requested", "reason"):
            setattr(self, name, deed[name])
        self._take_guarantee(deed)
        self.respondents.set(deed["respondents"])
        trial = self.case.proceedings.filter(kind="trial", closed_at=None).latest("id")
        self.origin = trial
        self.hand_to(trial.department)
        if trial.handler:
            self.assign(trial.handler, deed.at)

    @act(
        "责令提供担保", source=State.APPLIED, target=STAY, by=TRIAL_JUDGE, under=CPL[110],
        facts=facts.SecurityOrderFacts,
    )  # fmt: skip
    def require_security(self, deed: Deed) -> None:
        """Whoever gives none has his application refused."""
        self.guarantee_required = deed["required"]

    @act(
        "登记担保", source=State.APPLIED, target=STAY, by=TRIAL, under=CPL[110], facts=facts.SecurityGivenFacts,
    )  # fmt: skip
    def give_security(self, deed: Deed) -> None:
        self._take_guarantee(deed)

    def _take_guarantee(self, deed: Deed) -> None:
        for name in ("guarantee_kind", "guarantor", "guarantee_no"):
            setattr(self, name, deed[name])
        self.guarantee_amount = deed["guarantee_amount"] or ZERO

    @act(
        "裁定先予执行", source=State.APPLIED, target=State.RULED, by=TRIAL_JUDGE,
        under=[CPL[109], CPL[110], INT[169], INT[170], NANZHAO["四", 4]],
        guards=[guards.suit_is_pending, guards.security_is_given], facts=facts.RulingFacts,
        tasks=[tasks.IMPLEMENT, tasks.SERVE], orders=["advance_ruling"], spec=["E-4.8"],
    )  # fmt: skip
    def rule(self, deed: Deed) -> None:
        self.content, self.amount = deed["content"], deed["amount"]
        self._note_ruling(deed)

    @act(
        "驳回先予执行申请", source=State.APPLIED, target=State.REFUSED, by=TRIAL_JUDGE, under=[CPL[109], CPL[110]],
        facts=facts.RefusalFacts, tasks=[tasks.SERVE], orders=["advance_refusal"], danger=True,
    )  # fmt: skip
    def refuse(self, deed: Deed) -> None:
        self._note_ruling(deed)

    def _note_ruling(self, deed: Deed) -> None:
        self.ruled_on, self.ruled_by, self.ruling_department = deed.on, deed.by, self.department
        if self.handler is None:
            self.assign(deed.by, deed.at)

    @act(
        "登记撤回先予执行申请", source=State.APPLIED, target=State.WITHDRAWN, by=TRIAL, under=CPL[13],
        facts=facts.WithdrawalFacts, danger=True,
    )  # fmt: skip
    def withdraw(self, deed: Deed) -> None:
        self.outcome = "申请人撤回"

    # -- carried out -----------------------------------------------------------------------------------------------

    @act(
        "编立执保案号并移送先予执行", source=State.RULED, target=State.TRANSFERRED, by=FILING,
        under=[EXR[3], NANZHAO["四", 4]], facts=facts.TransferFacts, tasks=[tasks.START], anywhere=True,
        spec=["E-4.8"],
    )  # fmt: skip
    def implement(self, deed: Deed) -> None:
        """The ruling keeps the suit's number; carrying it out gets its own, like a preservation's (Q52)."""
        self.materials = deed["materials"]
        issue_number(self, "执保", deed.on)
        self.hand_to(self.court.unit(EXECUTOR_UNITS[self.policy.value("preservation.executor")]))

    @act(
        "接收并开始先予执行", source=State.TRANSFERRED, target=State.EXECUTING, by=EXECUTORS, under=EXR[3],
        facts=facts.StartFacts, tasks=[tasks.EXECUTE], spec=["E-4.8"],
    )  # fmt: skip
    def start(self, deed: Deed) -> None:
        self.assign(deed.by, deed.at)

    @act(
        "报告先予执行结果", source=State.EXECUTING, target=RETURN_VALUE(State.EXECUTED, State.UNEXECUTED),
        by=EXECUTORS, under=EXR[3], facts=facts.ReportFacts, spec=["E-4.8"],
    )  # fmt: skip
    def report(self, deed: Deed) -> str:
        """Goes back to the judge who ruled, for the judgment has to reckon with it (民诉法解释第一百七十三条)."""
        self.executed, self.executed_on = deed["executed"], deed["done_on"]
        self.outcome = OUTCOMES[deed["result"]]
        self.hand_to(self.ruling_department)
        self.assign(self.ruled_by, deed.at)
        return str(State.UNEXECUTED if deed["result"] == "none" else State.EXECUTED)

    # -- served and reconsidered -------------------------------------------------------------------------------------

    @act(
        "登记先予执行裁定送达", source=RULED_ON, target=STAY, by=TRIAL, under=[CPL[87], CPL[111]],
        guards=[guards.somebody_is_unserved], facts=facts.RulingServiceFacts,
        starts=[Start(rules.ASK_REVIEW, lambda row: row._just_served)], tasks=[tasks.SERVE], anywhere=True,
    )  # fmt: skip
    def serve_ruling(self, deed: Deed) -> None:
        self._just_served = [(deed["served_on"], deed["party"])]
        served = delivery.Attempt(Service.Method.DIRECT, deed["served_on"], True, "已送达", deed["proof"])
        for kind in RULINGS:
            delivery.from_act(self, kind, deed["party"], served, deed)

    _just_served: Iterable[tuple[date, Party]] = ()

    @act(
        "登记先予执行复议申请", source=RULED_ON, target=STAY, by=TRIAL, under=[CPL[111], INT[171]],
        guards=[guards.asked_within_five_days, guards.asked_for_the_first_time], facts=review_facts.ReviewRequestFacts,
        starts=[Start(rules.DECIDE_REVIEW, lambda row: row._just_asked)], tasks=[tasks.DECIDE_REVIEW], anywhere=True,
        hint="复议期间不停止裁定的执行",
    )  # fmt: skip
    def ask_review(self, deed: Deed) -> None:
        self.reviews.create(party=deed["party"], received_on=deed["received_on"], grounds=deed["grounds"])
        self._just_asked = [(deed["received_on"], deed["party"])]

    _just_asked: Iterable[tuple[date, Party]] = ()

    @act(
        "作出先予执行复议裁定", source=RULED_ON, target=RETURN_VALUE(*GRANTED, State.REJECTED, State.REVOKED),
        by=TRIAL_JUDGE, under=[CPL[111], INT[171], INT[172]],
        guards=[guards.review_is_pending, guards.division_that_ruled_decides], facts=facts.ReviewResultFacts,
        tasks=[tasks.IMPLEMENT], orders=["advance_review"], anywhere=True, danger=True,
    )  # fmt: skip
    def decide_review(self, deed: Deed) -> str:
        row: AdvanceReview = deed["review"]
        refused = self.state == State.REFUSED
        row.result, row.reason, row.decided_on = deed["result"], deed["reason"], deed.on
        row.save(update_fields=["result", "reason", "decided_on"])
        if row.result == AdvanceReview.Result.UPHELD:
            self.outcome = REFUSED if refused else self.outcome
            return str(State.REJECTED if refused else self.state)
        if row.result == AdvanceReview.Result.REVOKED:
            self.outcome = "复议后撤销先予执行裁定"
            return str(State.REVOKED)
        self.content, self.amount = deed["operative"], deed["amount"]
        return str(State.RULED if refused else self.state)

    def _rejected(self) -> str:
        self.outcome = "驳回先予执行申请"
        return str(State.REJECTED)

    @act("先予执行复议期限届满", source=tuple(State), target=STAY, by=[SYSTEM], under=INT[171])
    def end_review_period(self, deed: Deed) -> None:
        """Each party has five days of his own."""

    @act("驳回先予执行申请的裁定不再复议", source=State.REFUSED, target=State.REJECTED, by=[SYSTEM], under=INT[171])
    def let_refusal_stand(self, deed: Deed) -> None:
        """The applicant has let his five days pass, or asked in vain."""
        self.outcome = REFUSED

    def _refusal_stands(self, deed: Deed) -> bool:
        if self.state != State.REFUSED or self.reviews.filter(decided_on=None).exists():
            return False
        own = self.deadlines.filter(rule=rules.ASK_REVIEW.code, party=self.applicant)
        return own.exists() and not own.filter(state__in=Deadline.LIVE, due_on__gt=deed.on).exists()

    def after(self, act: Act, deed: Deed, event: Event) -> None:
        super().after(act, deed, event)
        if act.name in ("rule", "refuse", "decide_review"):
            self._take_number(deed, event)
        if act.name == "ask_review":
            stop_for_party(self, rules.ASK_REVIEW, deed["party"], deed, event)
        elif act.name == "decide_review":
            stop_for_party(self, rules.DECIDE_REVIEW, deed["review"].party, deed, event)
        elif act.name == "end_review_period" and self._refusal_stands(deed):
            perform(self, "let_refusal_stand", by=SYSTEM, at=deed.at)

    def _take_number(self, deed: Deed, event: Event) -> None:
        """The number without 之一 is the judgment's: later papers cite a ruling by the number that it got."""
        paper = event.documents.first()
        if paper is None:
            return
        if event.act.endswith("decide_review"):
            AdvanceReview.objects.filter(pk=deed["review"].pk).update(ruling_no=paper.number)
            return
        self.ruling_no = paper.number
        self.save(update_fields=["ruling_no"])
