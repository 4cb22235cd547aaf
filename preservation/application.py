"""From the application to the ruling (民事诉讼法第一百零三条、第一百零四条; 财产保全规定第一条至第九条)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models

from courtflow.accounts.roles import Role, Unit
from courtflow.cases.models import Instrument, Party, Proceeding, Service
from courtflow.cases.models.numbers import issue_number
from courtflow.flow import clock
from courtflow.flow.acts import BIRTH, STAY, Deed, act
from courtflow.flow.rules import Start
from courtflow.law import fees
from courtflow.law.articles import CPL, FEE, HONGHE, INT, PRES, SHANYANG
from courtflow.policy.models import Policy
from documents import delivery

from . import facts, guards, rules
from .guards import by_centre
from .tasks import (
    CENTRE,
    ENFORCEMENT,
    FILING,
    IMPLEMENT,
    IMPLEMENT_IN_CENTRE,
    JUDGES,
    KEEPERS,
    REVIEW,
    TRIAL,
)
from .terms import GUARANTEES, RELEASE_GROUNDS, TYPES, WAIVERS, ordinary_security

ZERO = Decimal("0.00")
LIMITS = (rules.RULE_URGENTLY, rules.RULE_ORDINARILY)


class State(models.TextChoices):
    APPLIED = "applied", "审查中"
    RULED = "ruled", "已裁定待移送"
    TRANSFERRED = "transferred", "已移送待实施"
    IMPLEMENTING = "implementing", "实施中"
    CONTROLLED = "controlled", "已控制"
    IN_EXECUTION = "in_execution", "已转为执行措施"
    REJECTED = "rejected", "已驳回"
    WITHDRAWN = "withdrawn", "已撤回"
    NOTHING_FOUND = "nothing_found", "未控制到财产"
    LAPSED = "lapsed", "已失效"
    RELEASED = "released", "已解除"
    REALISED = "realised", "已扣划或者变价"


class Application(Proceeding):
    """Who asks for what against whom, with which security, and the ruling on it."""

    State = State
    TERMINAL = frozenset(
        {State.REJECTED, State.WITHDRAWN, State.NOTHING_FOUND, State.LAPSED, State.RELEASED, State.REALISED}
    )

    type = models.CharField("保全类型", max_length=20, choices=TYPES)
    applicant = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, related_name="preservations", verbose_name="申请人"
    )
    respondents = models.ManyToManyField(Party, related_name="preserved_in", verbose_name="被申请人")
    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, null=True, related_name="preservations", verbose_name="执行依据"
    )
    amount = models.DecimalField("保全数额", max_digits=16, decimal_places=2, default=ZERO)
    urgent = models.BooleanField("情况紧急", default=False)
    reason = models.TextField("理由", blank=True)
    guarantee_kind = models.CharField("担保方式", max_length=12, choices=GUARANTEES, default="none")
    guarantee_amount = models.DecimalField("担保金额", max_digits=16, decimal_places=2, default=ZERO)
    guarantor = models.CharField("担保人或保险人", max_length=200, blank=True)
    guarantee_no = models.CharField("保单、保函或凭证号", max_length=100, blank=True)
    guarantee_required = models.DecimalField("要求担保金额", max_digits=16, decimal_places=2, default=ZERO)
    guarantee_ground = models.CharField("担保数额的依据", max_length=20, choices=WAIVERS, default="ordinary")
    fee = models.DecimalField("申请保全费", max_digits=10, decimal_places=2, null=True)
    ruling_no = models.CharField("裁定书案号", max_length=80, blank=True)
    ruled_on = models.DateField("裁定日期", null=True)
    ruled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="裁定人"
    )
    ruling_department = models.ForeignKey(
        "accounts.Department", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="裁定部门"
    )
    necessity = models.TextField("必要性", blank=True)
    choice_reason = models.TextField("财产选择理由", blank=True)
    liability_told_on = models.DateField("错误保全后果告知签收日", null=True)
    renewal_told_on = models.DateField("续行事项告知签收日", null=True)
    term_told_on = models.DateField("届满日告知日", null=True)
    materials = models.TextField("移送材料", blank=True)
    external_sync = models.CharField("录入外部办案系统", max_length=10, blank=True)
    suit_filed_on = models.DateField("起诉或申请仲裁日", null=True)
    enforcement_applied_on = models.DateField("申请执行日", null=True)
    release_urgent = models.BooleanField("紧急申请解除", default=False)
    release_ground = models.CharField("解除事由", max_length=20, choices=RELEASE_GROUNDS, blank=True)

    deduction_ruling_no = models.CharField("扣划裁定文号", max_length=80, blank=True)
    deduction_amount = models.DecimalField("裁定扣划数额", max_digits=16, decimal_places=2, null=True)
    deduction_applied_on = models.DateField("债权人申请扣划日", null=True)

    assets: Any  # related managers of the concrete child
    clues: Any

    class Meta:
        abstract = True

    @classmethod
    def home(cls, policy: Policy) -> str:
        return Unit.FILING

    @property
    def ordinary_security(self) -> Decimal:
        return ordinary_security(self.type, self.amount)

    @property
    def awaits_suit(self) -> bool:
        return self.type == "pre_suit" and self.suit_filed_on is None

    @property
    def awaits_application(self) -> bool:
        return self.type == "pre_enforcement" and self.enforcement_applied_on is None

    @act(
        "申请保全", source=BIRTH, target=State.APPLIED, by=[*FILING, *TRIAL, *CENTRE, *ENFORCEMENT],
        under=[PRES[1], CPL[103], CPL[104], INT[163]], facts=facts.ApplicationFacts, anywhere=True,
        guards=[
            guards.no_suit_yet_before_suit, guards.suit_is_pending_in_suit, guards.no_execution_before_enforcement,
            guards.instrument_is_effective_before_enforcement, guards.no_live_preservation_before_enforcement,
        ],
        starts=[
            Start(rules.RULE_URGENTLY, when=lambda request: request.urgent),
            Start(rules.RULE_ORDINARILY, when=lambda request: not request.urgent),
        ],
        tasks=[REVIEW], orders=["preservation_liability"],
        spec=["A-3.2", "A-3.4", "A-3.5", "A-3.7", "C-4.3", "C-4.9", "D-2.2", "D-2.4"],
    )  # fmt: skip
    def apply(self, deed: Deed) -> None:
        for name in ("type", "applicant", "instrument", "amount", "reason"):
            setattr(self, name, deed[name])
        self._take_guarantee(deed)
        self.urgent = bool(deed["urgent"])
        waived = self.type == "pre_enforcement" and self.policy.value("preservation.waive_pre_exec")
        full = self.type == "pre_enforcement" and not waived
        self.guarantee_required = self.amount if full else self.ordinary_security
        self.guarantee_ground = "pre_enforcement" if waived else "ordinary"
        self.respondents.set(deed["respondents"])
        for row in deed["clues"]:
            self.clues.create(**row)
        self._settle_in(deed)

    @act(
        "依职权启动保全", source=BIRTH, target=State.APPLIED, by=[Role.TRIAL_JUDGE], under=[SHANYANG[15], CPL[103]],
        guards=[guards.suit_is_pending], facts=facts.ExOfficioFacts, anywhere=True,
        starts=[Start(rules.RULE_URGENTLY, when=lambda request: request.urgent)],
        tasks=[REVIEW], spec=["C-15.1"],
    )  # fmt: skip
    def begin_ex_officio(self, deed: Deed) -> None:
        self.type = "ex_officio"
        self.amount, self.urgent, self.reason = deed["amount"], bool(deed["urgent"]), deed["reason"]
        self.respondents.set(deed["respondents"])
        self._settle_in(deed)

    def _settle_in(self, deed: Deed) -> None:
        """To the body that rules: filing before suit, the trial's judge in suit, enforcement or the centre after it."""
        trial = self.case.proceedings.filter(kind="trial", closed_at=None).first()
        if self.type in ("in_suit", "ex_officio") and trial:
            self.hand_to(trial.department)
            if trial.handler:
                self.assign(trial.handler, deed.at)
        elif self.type == "pre_enforcement":
            self.hand_to(self.court.unit(Unit.CENTRE if by_centre(self) else Unit.ENFORCEMENT))
        if by_centre(self):
            self.external_sync = self.policy.value("pre_exec.external_sync")
            issue_number(self, "执前督", deed.on)
        elif self.type in ("pre_suit", "pre_enforcement"):
            issue_number(self, "财保", deed.on)

    @act(
        "确定担保要求", source=State.APPLIED, target=STAY, by=JUDGES, under=[PRES[5], PRES[9], INT[152]],
        facts=facts.SecurityFacts, stops=[rules.RULE_ORDINARILY],
        starts=[Start(rules.RULE_ORDINARILY, when=lambda request: request._waits_for_nothing())],
        spec=["A-3.7", "B-3.3"],
    )  # fmt: skip
    def set_security(self, deed: Deed) -> None:
        """Where security is needed, the five days run from its being given."""
        self.guarantee_required, self.guarantee_ground = deed["required"], deed["ground"]

    @act(
        "登记担保", source=State.APPLIED, target=STAY, by=KEEPERS, under=[PRES[5], HONGHE["二"]],
        facts=facts.GuaranteeFields, stops=[rules.RULE_ORDINARILY],
        starts=[Start(rules.RULE_ORDINARILY, when=lambda request: request._waits_for_nothing())],
        spec=["D-2.4"],
    )  # fmt: skip
    def give_guarantee(self, deed: Deed) -> None:
        self._take_guarantee(deed)

    def _take_guarantee(self, deed: Deed) -> None:
        for name in ("guarantee_kind", "guarantor", "guarantee_no"):
            setattr(self, name, deed[name])
        self.guarantee_amount = deed["guarantee_amount"] or ZERO

    def _waits_for_nothing(self) -> bool:
        return not self.urgent and self.guarantee_amount >= self.guarantee_required

    @act(
        "裁定保全", source=State.APPLIED, target=State.RULED, by=JUDGES,
        under=[SHANYANG[4], PRES[2], PRES[4], SHANYANG[15], FEE[14]], guards=[guards.guarantee_is_sufficient],
        facts=facts.RulingFacts, stops=LIMITS,
        starts=[
            Start(rules.START_AT_ONCE, when=lambda request: request.urgent),
            Start(rules.START_MEASURES, when=lambda request: not request.urgent),
        ],
        tasks=[IMPLEMENT, IMPLEMENT_IN_CENTRE], orders=["preservation_ruling"],
        spec=["C-4.2", "C-4.3", "C-4.7", "C-4.8", "C-4.9", "C-15.2", "C-15.3", "A-3.9", "A-3.10"],
    )  # fmt: skip
    def rule(self, deed: Deed) -> None:
        for name in ("amount", "necessity", "choice_reason", "liability_told_on", "renewal_told_on"):
            setattr(self, name, deed[name])
        for row in deed["assets"]:
            self.assets.create(**row)
        trial = self.case.proceedings.filter(kind="trial").first()
        self.ruling_no = self.number or (trial.number if trial else "") or ""
        self.ruled_on, self.ruled_by, self.ruling_department = deed.on, deed.by, self.department
        if self.handler is None:
            self.assign(deed.by, deed.at)
        self.fee = self._fee()
        self._note_receipt(deed)

    def _note_receipt(self, deed: Deed) -> None:
        """The applicant signed for the paper that tells what a mistaken preservation costs (山阳第四条)."""
        day = deed["liability_told_on"]
        if self.applicant is not None and day >= clock.day_of(self.opened_at):
            served = delivery.Attempt(Service.Method.DIRECT, day, True, "已送达", "申请人签收")
            delivery.from_act(self, "preservation_liability", self.applicant, served, deed)

    def _fee(self) -> Decimal:
        """By the amount preserved; none of the court's own motion, none where the court waives it (佳木斯三)."""
        waived = self.type == "pre_enforcement" and self.policy.value("preservation.pre_exec_fee_waived")
        return ZERO if waived or self.type == "ex_officio" else fees.preservation(self.amount)

    @act(
        "驳回保全申请", source=State.APPLIED, target=State.REJECTED, by=JUDGES, under=[CPL[103], CPL[104]],
        facts=facts.RejectionFacts, stops=LIMITS, orders=["preservation_refusal"], danger=True,
    )  # fmt: skip
    def reject(self, deed: Deed) -> None:
        self.outcome = "驳回保全申请"
        if self.handler is None:
            self.assign(deed.by, deed.at)

    @act(
        "登记撤回保全申请", source=[State.APPLIED, State.RULED], target=State.WITHDRAWN, by=KEEPERS, under=PRES[23],
        facts=facts.WithdrawalFacts, stops=LIMITS, danger=True,
    )  # fmt: skip
    def withdraw(self, deed: Deed) -> None:
        self.outcome = "申请人撤回"
