"""Bankruptcy as rows and acts: a lead, the parties' answers, a transfer or a petition, the ruling and what it does."""

from __future__ import annotations

from typing import Any

from django.db import models

from courtflow.accounts.models import Court
from courtflow.accounts.roles import Role, Unit
from courtflow.cases.models import Party, Proceeding, Service
from courtflow.cases.models.numbers import allot_number, issue_number
from courtflow.flow.acts import BIRTH, STAY, SYSTEM, Deed, Order, act
from courtflow.flow.rules import Start
from courtflow.law.articles import EBL, INT, JIAMUSI, SHANYANG, ZHEJIANG, ZZP
from courtflow.policy.models import Policy
from documents import delivery

from . import facts, guards, rules, tasks
from .elsewhere import executions_elsewhere, tell_executions
from .records import Answer, Consultation
from .tasks import ENFORCEMENT, FILING, FINDERS, RULERS, TRANSFERRERS

__all__ = ["Answer", "Bankruptcy", "Consultation"]

ENTRY = (guards.debtor_is_an_enterprise, guards.no_lead_is_open, guards.not_yet_accepted)


def directly_petitioned_by_creditor(bankruptcy: Any) -> bool:
    return bool(bankruptcy.by_creditor)


def petitioned_by_debtor(bankruptcy: Any) -> bool:
    return not bankruptcy.by_creditor


def found_in_enforcement(bankruptcy: Any) -> bool:
    """执转破意见第四条: only the court that enforces asks whether the parties agree to a transfer."""
    return bankruptcy.origin is not None and bankruptcy.origin.kind == "execution"


def sent_elsewhere(bankruptcy: Any) -> bool:
    return bankruptcy.receiver_id not in (None, bankruptcy.court_id)


def concerns_enforcement(bankruptcy: Any) -> bool:
    return bool(bankruptcy.executions() or bankruptcy.other_executions())


PETITION_CLOCKS = (
    Start(rules.NOTIFY_DEBTOR, lambda b: b.received_on, when=directly_petitioned_by_creditor),
    Start(rules.RULING_ON_DEBTORS_PETITION, lambda b: b.received_on, when=petitioned_by_debtor),
)
RULING_CLOCKS = (rules.TRANSFER_REVIEW, rules.RULING_AFTER_OBJECTION, rules.RULING_ON_DEBTORS_PETITION)


class Bankruptcy(Proceeding):
    """执破衔接: one per debtor and case; only a ruling accepts or refuses, enforcement follows it."""

    KIND = "bankruptcy"
    TITLE = "执破衔接"

    class State(models.TextChoices):
        NOTIFIED = "notified", "已告知待答复"
        DISMISSED = "dismissed", "线索已排除"
        DECLINED = "declined", "当事人均不申请"
        PROPOSED = "proposed", "移送待院长签署"
        DECIDED = "decided", "已决定移送"
        TRANSFERRED = "transferred", "已移送待收件"
        UNDER_REVIEW = "under_review", "破产申请审查中"
        ACCEPTED = "accepted", "已受理破产申请"
        DECLARED = "declared", "已宣告破产"
        REFUSED = "refused", "不予受理或者驳回"
        CONCLUDED = "concluded", "破产程序已终结"

    TERMINAL = frozenset({State.DISMISSED, State.DECLINED, State.DECLARED, State.REFUSED, State.CONCLUDED})

    class Criterion(models.TextChoices):
        CLAIMS = "claims", "同一年度金钱给付纠纷达到件数且总额超过注册资本"
        TERMINATED = "terminated", "因无履行能力而终结本次执行程序"
        REVOKED = "revoked", "营业执照吊销，属僵尸企业"
        MANY_OPEN = "many_open", "有大量作为义务人的未结案件"
        ENFORCEMENT = "enforcement", "执行中发现不能清偿到期债务"
        PETITION = "petition", "当事人直接申请"

    debtor = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="bankruptcies", verbose_name="债务人")
    criterion = models.CharField("线索情形", max_length=20, choices=Criterion, default=Criterion.PETITION)
    snapshot = models.JSONField("筛查快照", default=dict)
    dismissal = models.CharField("排除理由", max_length=500, blank=True)
    opinion = models.TextField("审查意见", blank=True)
    insolvency = models.CharField("破产原因", max_length=12, blank=True)
    panel_on = models.DateField("合议庭评议日期", null=True)
    receiver = models.ForeignKey(Court, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="审查法院")
    signed_on = models.DateField("院长签署日期", null=True)
    transferred_on = models.DateField("移送日期", null=True)
    received_on = models.DateField("审查法院收到材料日", null=True)
    applicant = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, related_name="petitions", verbose_name="破产申请人"
    )
    procedure = models.CharField("申请事项", max_length=16, blank=True)
    debtor_told_on = models.DateField("通知债务人日期", null=True)
    debtors_objection = models.TextField("债务人异议", blank=True)
    bankruptcy_number = models.CharField("破产案号", max_length=60, blank=True)
    ruling_no = models.CharField("裁定文号", max_length=80, blank=True)
    ruled_on = models.DateField("裁定日期", null=True)
    ruling_reason = models.CharField("裁定理由", max_length=1000, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "执破衔接"

    @classmethod
    def home(cls, policy: Policy) -> str:
        return Unit.ENFORCEMENT

    @property
    def by_creditor(self) -> bool:
        return self.applicant_id is not None and self.applicant_id != self.debtor_id

    def latest_answers(self) -> list[Answer]:
        """The last word of each party who answered."""
        return list({row.party_id: row for row in self.answers.order_by("answered_on", "id")}.values())

    def executions(self) -> list[Any]:
        """Numbered executions against this debtor in the case that have not ended, as their own kind."""
        rows = self.case.proceedings.filter(kind="execution", execution__debtors=self.debtor_id).exclude(number=None)
        return [row.actual for row in rows.exclude(state__in=guards.ENDED)]

    def other_executions(self) -> list[tuple[Any, Party]]:
        """Those against the same enterprise in other cases, of this court and of others, with its row in each case."""
        return executions_elsewhere(self.debtor, self.case_id)

    # -- lead --------------------------------------------------------------------------------------------------

    @act(
        "发现破产线索", source=BIRTH, target=State.NOTIFIED, by=[*FINDERS, SYSTEM],
        under=[JIAMUSI["九", 1], SHANYANG[29]],
        guards=ENTRY, orders=["bankruptcy_notice", Order("transfer_consent", found_in_enforcement)],
        tasks=[tasks.ANSWERS], anywhere=True,
        spec=["A-9.1", "A-9.5", "C-29.1", "B-3.17"],
    )  # fmt: skip
    def find_lead(self, deed: Deed) -> None:
        """The notice goes to each party at once; the lead stays with the department that found it."""
        if self.origin is not None:
            self.hand_to(self.origin.department)

    @act(
        "排除破产线索", source=State.NOTIFIED, target=State.DISMISSED, by=FINDERS, under=JIAMUSI["九", 1],
        facts=facts.DismissalFacts, anywhere=True, danger=True, spec=["A-9.5"],
    )  # fmt: skip
    def dismiss_lead(self, deed: Deed) -> None:
        self.dismissal, self.outcome = deed["reason"], "线索已排除"

    @act(
        "登记当事人答复", source=State.NOTIFIED, target=STAY, by=FINDERS, under=[JIAMUSI["九", 1], ZZP[4]],
        facts=facts.AnswerFacts, anywhere=True, spec=["A-9.6", "A-9.9", "C-9.2", "C-29.2"],
    )  # fmt: skip
    def record_answer(self, deed: Deed) -> None:
        kept = ("party", "answer", "written", "answered_on", "note")
        self.answers.create(**{name: deed[name] for name in kept})

    @act(
        "登记会商", source=State.NOTIFIED, target=STAY, by=[*ENFORCEMENT, Role.BANKRUPTCY_JUDGE],
        under=JIAMUSI["九", 2],
        facts=facts.ConsultationFacts, anywhere=True, spec=["A-9.8"],
    )  # fmt: skip
    def consult(self, deed: Deed) -> None:
        """Both units see the debtor's data from now on (A-9.8)."""
        self.case.admit(self.court.unit(Unit.BANKRUPTCY, policy=self.policy))
        self.consultations.create(held_on=deed["held_on"], units=deed["units"], conclusion=deed["conclusion"])

    @act(
        "当事人均不申请，检索情况随卷移交", source=State.NOTIFIED, target=State.DECLINED, by=FINDERS, under=SHANYANG[9],
        guards=[guards.nobody_wants_it], anywhere=True, spec=["C-9.3"],
    )  # fmt: skip
    def close_lead(self, deed: Deed) -> None:
        self.outcome = "当事人均不申请破产"

    # -- transfer from enforcement -----------------------------------------------------------------------------

    @act(
        "报请移送破产审查", source=State.NOTIFIED, target=State.PROPOSED, by=TRANSFERRERS,
        under=[ZZP[2], ZZP[5], INT[511]],
        guards=[
            guards.debtor_is_an_enterprise, guards.debtor_is_being_enforced, guards.somebody_consents_in_writing,
            guards.not_refused_before, guards.not_yet_accepted,
        ],
        facts=facts.ProposalFacts, tasks=[tasks.SIGN], anywhere=True, spec=["C-29.2", "A-9.10"],
    )  # fmt: skip
    def propose_transfer(self, deed: Deed) -> None:
        for name in ("opinion", "insolvency", "panel_on", "receiver"):
            setattr(self, name, deed[name])

    @act(
        "签署移送决定", source=State.PROPOSED, target=State.DECIDED, by=[Role.PRESIDENT], under=ZZP[5],
        guards=[guards.somebody_consents_in_writing], starts=[rules.SERVE_DECISION], tasks=[tasks.TRANSFER],
        orders=["bankruptcy_transfer_decision"],
        anywhere=True,
        spec=["A-9.10"],
    )  # fmt: skip
    def sign_transfer(self, deed: Deed) -> None:
        self.signed_on = deed.on
        self.hand_to(self.court.unit(Unit.ENFORCEMENT, policy=self.policy))

    @act(
        "退回移送报请", source=State.PROPOSED, target=State.NOTIFIED, by=[Role.PRESIDENT], under=ZZP[5],
        facts=facts.ReturnFacts, anywhere=True,
    )  # fmt: skip
    def return_proposal(self, deed: Deed) -> None:
        self.opinion = f"{self.opinion}\n院长退回：{deed['reason']}"

    @act(
        "登记移送决定送达", source=[State.DECIDED, State.TRANSFERRED], target=STAY, by=ENFORCEMENT, under=ZZP[7],
        facts=facts.DecisionServiceFacts, stops=[rules.SERVE_DECISION], anywhere=True,
    )  # fmt: skip
    def serve_decision(self, deed: Deed) -> None:
        served = delivery.Attempt(Service.Method.DIRECT, deed["served_on"], True, "已送达", deed["proof"])
        for party in self.case.parties.all():
            delivery.from_act(self, "bankruptcy_transfer_decision", party, served, deed)

    @act(
        "移送材料并中止执行", source=State.DECIDED, target=State.TRANSFERRED, by=TRANSFERRERS,
        under=[INT[511], ZZP[8], ZZP[10]], facts=facts.TransferFacts, tasks=[tasks.REGISTER], anywhere=True,
        orders=["bankruptcy_file_letter", "bankruptcy_stay_letter"],
        danger=True,
        spec=["A-9.10"], hint="查封、扣押、冻结在受理前不解除，期限届满前应当续行（执转破指导意见第九条）",
    )  # fmt: skip
    def transfer(self, deed: Deed) -> None:
        self.transferred_on = deed["sent_on"]
        self._tell_executions("suspend_for_bankruptcy", deed)

    def _tell_executions(self, act_name: str, deed: Deed) -> None:
        """All executions against him stand still or go on (企业破产法第十九条); in other courts their people are told.

        Those in the pool of 终本 already stand still; only a declaration of bankruptcy ends them too.
        """
        tell_executions([(row, self.debtor) for row in self.executions()], act_name, deed, self)
        tell_executions(self.other_executions(), act_name, deed, self)

    @act(
        "登记审查法院收件立案", source=State.TRANSFERRED, target=State.UNDER_REVIEW,
        by=[*FILING, *ENFORCEMENT, Role.BANKRUPTCY_JUDGE], under=[INT[512], ZZP[13]], facts=facts.ReceiptFacts,
        anywhere=True,
        starts=[Start(rules.TRANSFER_REVIEW, lambda bankruptcy: bankruptcy.received_on)], spec=["A-9.10"],
    )  # fmt: skip
    def register(self, deed: Deed) -> None:
        self.received_on = deed["received_on"]
        if deed["number"]:
            self.number = deed["number"]
        else:
            self._review_here(deed)

    def _review_here(self, deed: Deed) -> None:
        issue_number(self, "破申", deed.on)
        self.receiver = self.court
        self.hand_to(self.court.unit(Unit.BANKRUPTCY, policy=self.policy))

    @act(
        "受移送法院逾期未裁定，函询结果", source=State.UNDER_REVIEW, target=STAY, by=[SYSTEM], under=INT[512],
        tasks=[tasks.ASK], orders=[Order("bankruptcy_result_inquiry", sent_elsewhere)], spec=["A-9.10"],
    )  # fmt: skip
    def ask_for_answer(self, deed: Deed) -> None:
        """The period binds the other court; this one can only ask."""

    # -- direct petition ---------------------------------------------------------------------------------------

    @act(
        "收到破产申请", source=BIRTH, target=State.UNDER_REVIEW, by=FILING, under=[EBL[7], EBL[10], ZHEJIANG["三", 4]],
        guards=ENTRY, facts=facts.PetitionFacts, starts=PETITION_CLOCKS, tasks=[tasks.TELL_DEBTOR], anywhere=True,
        spec=["B-3.17"],
    )  # fmt: skip
    def receive_petition(self, deed: Deed) -> None:
        self._petition(deed)

    @act(
        "当事人申请破产", source=State.NOTIFIED, target=State.UNDER_REVIEW, by=FILING,
        under=[EBL[7], EBL[10], SHANYANG[9]],
        guards=[guards.debtor_is_an_enterprise, guards.not_yet_accepted], facts=facts.PetitionFacts,
        starts=PETITION_CLOCKS,
        tasks=[tasks.TELL_DEBTOR], anywhere=True, spec=["B-3.17", "C-9.2"],
    )  # fmt: skip
    def petition(self, deed: Deed) -> None:
        self._petition(deed)

    def _petition(self, deed: Deed) -> None:
        self.applicant, self.procedure, self.received_on = deed["applicant"], deed["procedure"], deed["received_on"]
        self._review_here(deed)

    @act(
        "通知债务人", source=State.UNDER_REVIEW, target=STAY, by=[Role.BANKRUPTCY_JUDGE], under=EBL[10],
        facts=facts.DebtorToldFacts, stops=[rules.NOTIFY_DEBTOR],
        starts=[Start(rules.DEBTOR_OBJECTION, lambda b: b.debtor_told_on, when=directly_petitioned_by_creditor)],
    )  # fmt: skip
    def tell_debtor(self, deed: Deed) -> None:
        self.debtor_told_on = deed["told_on"]

    @act(
        "登记债务人异议", source=State.UNDER_REVIEW, target=STAY, by=[Role.BANKRUPTCY_JUDGE], under=EBL[10],
        facts=facts.ObjectionFacts,
    )  # fmt: skip
    def object(self, deed: Deed) -> None:
        self.debtors_objection = f"{deed['objected_on']:%Y-%m-%d} {deed['content']}"

    @act(
        "债务人异议期满", source=State.UNDER_REVIEW, target=STAY, by=[SYSTEM], under=EBL[10],
        starts=[rules.RULING_AFTER_OBJECTION],
    )  # fmt: skip
    def end_objection(self, deed: Deed) -> None:
        """The ten days for the ruling begin."""

    # -- ruling ------------------------------------------------------------------------------------------------

    @act(
        "裁定受理破产申请", source=State.UNDER_REVIEW, target=State.ACCEPTED, by=RULERS,
        under=[EBL[19], INT[513], ZZP[16]],
        guards=[guards.debtor_was_heard], facts=facts.RulingFacts, stops=RULING_CLOCKS,
        starts=[Start(rules.HAND_OVER_ASSETS, lambda bankruptcy: bankruptcy.ruled_on)], tasks=[tasks.HAND_OVER],
        orders=[Order("bankruptcy_acceptance_letter", concerns_enforcement)], danger=True,
        spec=["A-9.10", "A-9.11"], hint="受理后不得再对该债务人立首次执行或者恢复执行案件",
    )  # fmt: skip
    def accept(self, deed: Deed) -> None:
        self._rule(deed, "受理破产申请")
        if self.receiver_id == self.court_id:  # the review was 破申; the bankruptcy itself is 破 (法〔2016〕237号)
            self.bankruptcy_number = allot_number(self, "破", deed.on)
        self._tell_executions("suspend_for_bankruptcy", deed)

    def _rule(self, deed: Deed, outcome: str) -> None:
        self.ruling_no, self.ruled_on, self.ruling_reason = deed["ruling_no"], deed["ruled_on"], deed["reason"]
        self.outcome = outcome

    @act(
        "登记财产移交", source=State.ACCEPTED, target=STAY, by=TRANSFERRERS, under=[ZZP[16], ZZP[17]],
        facts=facts.DecisionServiceFacts, stops=[rules.HAND_OVER_ASSETS], anywhere=True,
    )  # fmt: skip
    def hand_over_assets(self, deed: Deed) -> None:
        """The event keeps day and receipt."""

    @act(
        "裁定不予受理或者驳回申请", source=[State.UNDER_REVIEW, State.ACCEPTED], target=State.REFUSED, by=RULERS,
        under=[EBL[12], INT[513], ZZP[18]], facts=facts.RulingFacts, stops=RULING_CLOCKS,
        starts=[Start(rules.RETURN_FILE, lambda b: b.ruled_on, when=lambda b: b.transferred_on is not None)],
        orders=[Order("bankruptcy_refusal_letter", lambda b: b.transferred_on is not None)], danger=True,
        spec=["A-9.10"],
    )  # fmt: skip
    def refuse(self, deed: Deed) -> None:
        self._rule(deed, "不予受理或者驳回破产申请")
        self._tell_executions("resume_from_bankruptcy", deed)

    @act(
        "登记材料退回", source=State.REFUSED, target=STAY, by=[*RULERS, *FILING], under=ZZP[18],
        facts=facts.DecisionServiceFacts, stops=[rules.RETURN_FILE], anywhere=True,
    )  # fmt: skip
    def return_file(self, deed: Deed) -> None:
        """The event keeps day and receipt."""

    @act(
        "宣告破产", source=State.ACCEPTED, target=State.DECLARED, by=RULERS, under=[INT[513], EBL[19]],
        facts=facts.RulingFacts, danger=True, spec=["C-29.4"],
    )  # fmt: skip
    def declare(self, deed: Deed) -> None:
        self._rule(deed, "宣告破产")
        self._tell_executions("terminate_for_bankruptcy", deed)

    @act(
        "重整、和解或者其他方式终结", source=State.ACCEPTED, target=State.CONCLUDED, by=RULERS, under=EBL[7],
        facts=facts.ConclusionFacts, spec=["C-29.3"],
    )  # fmt: skip
    def conclude(self, deed: Deed) -> None:
        self._rule(deed, dict(facts.ConclusionFacts.WAYS)[deed["way"]])
