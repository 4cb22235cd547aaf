"""Execution filing as rows and acts (执行工作规定第十六条; 山阳第七、十、十一、二十五条; 佳木斯六（二）)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast

from django.conf import settings
from django.db import models, transaction

from courtflow.accounts.models import Court
from courtflow.accounts.roles import Role, Unit
from courtflow.cases.instruments import LIMITATION
from courtflow.cases.models import Case, Instrument, Obligation, Party, Proceeding
from courtflow.cases.performing import recovered_in
from courtflow.cases.registering import AccountChangeFacts, case_title, change_account, register_parties
from courtflow.cases.screening import search
from courtflow.flow import clock
from courtflow.flow.acts import BIRTH, STAY, SYSTEM, Act, Deed, Order, act
from courtflow.flow.models import Event
from courtflow.flow.perform import follow, open_proceeding, perform
from courtflow.flow.rules import Start, Stop
from courtflow.flow.worklist import TaskKind
from courtflow.law.articles import CPL, EXP, EXR, HONGHE, INT, JIAMUSI, LJ, NANZHAO, SHANYANG
from courtflow.policy.models import Policy
from documents.delivery import Attempt, Method, along
from intake.related import ATTACH, INTERCEPT, court_searches

from . import facts, guards, rules, situation
from .grounds import CHOICES, GROUNDS, LITIGATE, TOLD_ONLY

FILING = (Role.FILING_CLERK, Role.FILING_JUDGE)
CENTRE = (Role.CENTRE_STAFF, Role.CENTRE_HEAD)
ENFORCERS = (Role.ENFORCEMENT_JUDGE, Role.ENFORCEMENT_CLERK)
ENTITLED = (guards.five_checks_are_passed, guards.something_is_owed, guards.urging_has_not_succeeded)


def refused_as(ground: str) -> Any:
    return lambda filing: filing.refusal_ground == ground


def wants_centre(filing: Any) -> bool:
    return bool(filing.policy.value("filing.centre_review"))


def may_be_urged(filing: Any) -> bool:
    asks = filing.policy.value("pre_exec.entry") == "application" and filing.policy.value("pre_exec.case_type")
    return bool(asks) and filing.source != ExecutionFiling.Source.URGING


REVIEW = TaskKind("execution_filing.review", "审查执行立案", FILING, act="accept", rule=rules.EXECUTION_REVIEW)
CHECK = TaskKind("execution_filing.examine", "执行立案五项核查", FILING, act="examine")
ASK = TaskKind(
    "execution_filing.consent", "征询债权人是否同意执前督促", FILING, act="record_consent", when=may_be_urged,
    spec=("C-25.2",),
)  # fmt: skip
CENTRE_REVIEW = TaskKind(
    "execution_filing.centre", "首次执行立案前审核把关", CENTRE, act="review_by_centre", unit=Unit.CENTRE,
    when=wants_centre, spec=("A-2.3",),
)  # fmt: skip
AWARD_REVIEW = TaskKind(
    "execution_filing.award", "审查仲裁裁决", (Role.FILING_JUDGE,), act="review_award",
    when=lambda filing: filing.instrument.kind == Instrument.Kind.AWARD, spec=("A-6.4",),
)  # fmt: skip
REFUND = TaskKind(
    "execution_filing.refund", "办理诉讼费退费", (Role.FINANCE_OFFICER,), unit=Unit.FINANCE, when=refused_as("refund"),
    spec=("C-10.1",),
)  # fmt: skip
ASSIST = TaskKind(
    "execution_filing.assist", "办理事项委托", (Role.COMMAND_STAFF,), unit=Unit.COMMAND, when=refused_as("assistance"),
    spec=("C-10.2",),
)  # fmt: skip
RELEASE = TaskKind(
    "execution_filing.release", "在原保全案件中办理解除保全",
    (Role.BAILIFF, Role.CENTRE_STAFF, Role.ENFORCEMENT_CLERK, Role.ENFORCEMENT_JUDGE, Role.TEAM_LEADER),
    unit=lambda filing: filing.policy.value("preservation.executor"), when=refused_as("release"), spec=("C-10.3",),
)  # fmt: skip
AT_RECEIPT = (REVIEW, CHECK, ASK, CENTRE_REVIEW, AWARD_REVIEW)
# An application interrupts the two years whatever becomes of it; what ends without enforcement lets them run again.
AGAIN = Start(
    LIMITATION, situation.limitation_start, when=situation.may_apply_again, excluded=situation.limitation_spared
)  # fmt: skip
REVIEW_CLOCK = Start(rules.EXECUTION_REVIEW, lambda filing: filing.received_on)


class ExecutionFiling(Proceeding):
    """执行立案审查: an application becomes a 首执, is urged first, or is refused with what to do instead."""

    KIND = "execution_filing"
    TITLE = "执行立案审查"

    class State(models.TextChoices):
        RECEIVED = "received", "待审查"
        REFERRED = "referred", "已转执前督促"
        ACCEPTED = "accepted", "已立首次执行案件"
        REFUSED = "refused", "不予立案"
        WITHDRAWN = "withdrawn", "已撤回申请"

    TERMINAL = frozenset({State.REFERRED, State.ACCEPTED, State.REFUSED, State.WITHDRAWN})

    class Source(models.TextChoices):
        APPLICATION = "application", "债权人申请"
        EXTERNAL = "external", "外来法律文书"
        URGING = "urging", "执前督促转来"

    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, null=True, related_name="execution_filings", verbose_name="执行依据"
    )
    source = models.CharField("来源", max_length=12, choices=Source, default=Source.APPLICATION)
    applicant = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="申请执行人"
    )
    debtors = models.ManyToManyField(Party, related_name="+", verbose_name="被执行人")
    received_on = models.DateField("收到执行申请日", null=True)
    claimed_amount = models.DecimalField("申请执行标的", max_digits=16, decimal_places=2, null=True)
    performed_amount = models.DecimalField("申请前已履行金额", max_digits=16, decimal_places=2, default=Decimal("0.00"))
    already_performed = models.TextField("申请前已履行情况", blank=True)
    interest = models.DecimalField("利息", max_digits=16, decimal_places=2, default=Decimal("0.00"))
    late_fee = models.DecimalField("滞纳金、迟延履行金", max_digits=16, decimal_places=2, default=Decimal("0.00"))
    court_fee = models.DecimalField("诉讼费", max_digits=16, decimal_places=2, default=Decimal("0.00"))
    urgent = models.CharField("紧急情况", max_length=10, choices=facts.URGENT, blank=True)
    urgent_note = models.TextField("紧急情况线索", blank=True)
    limitation_warning = models.CharField("时效提示", max_length=300, blank=True)
    consent = models.CharField("债权人意见", max_length=10, choices=facts.ANSWERS, blank=True)
    consent_on = models.DateField("征询日期", null=True)
    consent_form = models.CharField("意见形式", max_length=10, choices=facts.FORMS, blank=True)
    centre_passed = models.BooleanField("执行服务中心审核通过", null=True)
    award_sound = models.BooleanField("仲裁裁决审查未发现问题", null=True)
    day_seven_on = models.DateField("满七日提示日", null=True)
    refusal_ground = models.CharField("不予立案的情形", max_length=20, choices=CHOICES, blank=True)
    reason = models.TextField("理由", blank=True)
    instead = models.TextField("应当怎样办理", blank=True)
    entrusting_court = models.CharField("委托法院", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "执行立案审查"

    @classmethod
    def home(cls, policy: Policy) -> str:
        return Unit.FILING

    @property
    def basis(self) -> Instrument:
        """The instrument, which every application has from its opening act on."""
        return cast(Instrument, self.instrument)

    @property
    def needs_ruling(self) -> bool:
        """An application for enforcement is refused by a ruling (执行工作规定第十六条, Q20)."""
        return self.refusal_ground not in TOLD_ONLY

    # -- receipt -----------------------------------------------------------------------------------------------

    @act(
        "收取执行申请", source=BIRTH, target=State.RECEIVED, by=[*FILING, *CENTRE],
        under=[EXR[18], SHANYANG[12], INT[481]],
        guards=[guards.case_has_an_instrument, guards.not_under_review_already],
        facts=facts.ApplicationFacts, starts=[REVIEW_CLOCK], stops=[Stop(LIMITATION, "case")], tasks=AT_RECEIPT,
        orders=["execution_risk", Order("settlement_consent", may_be_urged)], anywhere=True,
        spec=["C-7.6", "C-9.1", "C-12.3", "E-4.1", "E-4.6"],
        hint="时效届满只作提示，不影响收件和立案（民诉法解释第四百八十一条）",
    )  # fmt: skip
    def receive(self, deed: Deed) -> None:
        self.instrument = self.instrument or deed["instrument"]
        self.applicant = deed["applicant"]
        self.debtors.set(deed["debtors"])
        self._take_claim(deed)
        follow(self.case, "preservation", "record_application", at=deed.at, facts={"received_on": self.received_on})
        follow(self.case, "trial", "note_application", at=deed.at)

    def _take_claim(self, deed: Deed) -> None:
        """What the application says of money, urgency and what was performed before it."""
        for name in (
            "received_on", "already_performed", "performed_amount", "interest", "late_fee", "court_fee", "urgent",
            "urgent_note",
        ):  # fmt: skip
            setattr(self, name, deed[name])
        whole = situation.owed(self.basis, self.performed_amount) + situation.beside_the_claim(self, deed.facts)
        self.claimed_amount = deed["claimed"] or whole
        self._look_around(deed["received_on"], deed)

    def _look_around(self, applied_on: date, deed: Deed) -> None:
        """Related cases and limitation: both inform and neither blocks."""
        search(self, at=deed.at, by=deed.by)
        self.limitation_warning = situation.limitation_warning(self.basis, applied_on, self.court.calendar)

    @act(
        "收取外来法律文书的执行申请", source=BIRTH, target=State.RECEIVED, by=[*FILING, *CENTRE],
        under=[CPL[248], CPL[249], EXR[18], NANZHAO["一", 1]], guards=[guards.case_is_new],
        facts=facts.ExternalFacts, starts=[REVIEW_CLOCK], tasks=AT_RECEIPT,
        orders=["execution_risk"], anywhere=True, spec=["A-6.4", "C-12.3", "E-4.6"],
    )  # fmt: skip
    def receive_external(self, deed: Deed) -> None:
        """The case is new: it takes its name, parties and instrument from the application."""
        case = self.case
        case.title = case_title(deed["parties"], f"{deed['cause']}执行案", verb="申请执行")
        case.cause = deed["cause"]
        parties = register_parties(case, deed["parties"], deed["received_on"])
        self.instrument = self._store_instrument(deed, parties)
        case.amount, case.money_claim = self.basis.claimed or None, bool(self.basis.claimed)
        case.save(update_fields=["title", "cause", "amount", "money_claim"])
        self.source, self.entrusting_court = self.Source.EXTERNAL, deed["entrusting_court"]
        self.applicant = next(party for party in parties if party.role in Party.CREDITOR_SIDE)
        self.debtors.set(situation.obligors(self.basis))
        self._take_claim(deed)

    def _store_instrument(self, deed: Deed, parties: list[Party]) -> Instrument:
        instrument = Instrument.objects.create(
            case=self.case, kind=deed["instrument_kind"], number=deed["instrument_number"], issuer=deed["issuer"],
            made_on=deed["made_on"], effective_on=deed["effective_on"],
            effect_steps=[f"作出机构证明的生效日期（{deed['effect_proof']}）"],
        )  # fmt: skip
        claiming = [party for party in parties if party.role in Party.CREDITOR_SIDE]
        owing = [party for party in parties if party.role in Party.DEBTOR_SIDE]
        for number, row in enumerate(deed["obligations"], start=1):
            item = Obligation.objects.create(
                instrument=instrument, item=number, kind=row["kind"], content=row["content"], amount=row["amount"],
                due_on=row["due_on"],
            )  # fmt: skip
            item.creditors.set(claiming)
            item.debtors.set([party for party in owing if not row["debtor_names"] or party.name in row["debtor_names"]])
        return instrument

    @act(
        "接收执前督促转来的材料", source=BIRTH, target=State.RECEIVED, by=[*FILING, *CENTRE, *ENFORCERS, SYSTEM],
        under=SHANYANG[25], starts=[rules.EXECUTION_REVIEW], tasks=[REVIEW, CHECK, CENTRE_REVIEW, AWARD_REVIEW],
        anywhere=True, spec=["C-25.12", "C-25.13"],
    )  # fmt: skip
    def receive_from_urging(self, deed: Deed) -> None:
        """The application keeps its first day (民诉法第二百五十条); what urging recovered is deducted (Q16)."""
        instrument = self.basis
        self.source = self.Source.URGING
        self.applicant = situation.creditors(instrument).first()
        self.debtors.set(situation.obligors(instrument))
        self.performed_amount = instrument.performed
        self.claimed_amount = instrument.balance
        recovered = recovered_in(self.origin) if self.origin else Decimal("0.00")
        self.already_performed = (
            f"文书确定{instrument.claimed:,.2f}元，已确认履行{instrument.performed:,.2f}元，"
            f"其中执前督促期间到位{recovered:,.2f}元"
        )
        self._look_around(self.received_on or deed.on, deed)

    # -- review ------------------------------------------------------------------------------------------------

    @act(
        "征询债权人意见", source=State.RECEIVED, target=STAY, by=FILING, under=[SHANYANG[25], HONGHE["三"]],
        facts=facts.ConsentFacts, spec=["C-25.2", "D-3.2"],
    )  # fmt: skip
    def record_consent(self, deed: Deed) -> None:
        self.consent, self.consent_on, self.consent_form = deed["answer"], deed["asked_on"], deed["form"]

    @act(
        "五项核查", source=State.RECEIVED, target=STAY, by=FILING, under=[SHANYANG[7], EXR[16]], facts=facts.CheckFacts,
        spec=["C-7.1", "C-7.2", "C-7.3", "C-7.4", "C-7.5"],
    )  # fmt: skip
    def examine(self, deed: Deed) -> None:
        ExecutionCheck.objects.create(filing=self, by=deed.by, at=deed.at, **deed.facts)

    @act(
        "执行服务中心审核", source=State.RECEIVED, target=STAY, by=CENTRE, under=JIAMUSI["二"],
        guards=[guards.court_reviews_by_centre], facts=facts.CentreReviewFacts, anywhere=True, spec=["A-2.3"],
    )  # fmt: skip
    def review_by_centre(self, deed: Deed) -> None:
        self.centre_passed = deed["passed"]

    @act(
        "审查仲裁裁决", source=State.RECEIVED, target=STAY, by=[Role.FILING_JUDGE], under=[JIAMUSI["六", 2], CPL[248]],
        guards=[guards.instrument_is_an_award], facts=facts.AwardReviewFacts, spec=["A-6.4", "A-6.5"],
    )  # fmt: skip
    def review_award(self, deed: Deed) -> None:
        """The five flags are a lead for the judge, who answers for the conclusion (Q20)."""
        self.award_sound = deed["procedure_lawful"] and deed["applicant_qualified"] and not deed["flags"]

    @act(
        "变更申请内容", source=State.RECEIVED, target=STAY, by=FILING, under=[EXR[18], SHANYANG[11]],
        facts=facts.AmendmentFacts, spec=["E-4.1"],
    )  # fmt: skip
    def amend(self, deed: Deed) -> None:
        self.debtors.set(deed["debtors"])
        self.claimed_amount = deed["claimed"] or self.claimed_amount

    @act(
        "变更账户", source=State.RECEIVED, target=STAY, by=FILING, under=SHANYANG[6], facts=AccountChangeFacts,
        spec=["C-6.1", "C-6.2"],
    )  # fmt: skip
    def change_account(self, deed: Deed) -> None:
        change_account(deed.facts, on=deed.on, by=deed.by)

    # -- decisions -----------------------------------------------------------------------------------------------

    @act(
        "转入执前督促", source=State.RECEIVED, target=State.REFERRED, by=FILING, under=[SHANYANG[25], HONGHE["三"]],
        guards=[
            guards.court_urges_on_application, guards.creditor_was_asked_and_did_not_refuse,
            guards.creditor_agreed_where_needed, guards.nothing_is_urgent, *ENTITLED,
        ],
        facts=facts.ReferralFacts,
        stops=[rules.EXECUTION_REVIEW], starts=[Start(rules.DAY_SEVEN, lambda filing: filing.received_on)],
        opens=["urging"], spec=["C-25.1", "C-25.2", "C-25.3", "C-25.6", "D-3.2", "D-3.5"],
    )  # fmt: skip
    def to_urging(self, deed: Deed) -> None:
        """Numbered by filing or by the centre, as the court's profile says."""
        by_centre = self.policy.value("pre_exec.numbered_by") == "centre"
        open_proceeding(
            "urging", self.case, "refer" if by_centre else "register_application", by=deed.actor, at=deed.at,
            origin=self, instrument=self.instrument, application_received_on=self.received_on,
            consent=self.consent or "not_needed", consent_on=self.consent_on, urgent_reason=self.urgent_note[:200],
        )  # fmt: skip
        self.outcome = "转入执前督促"

    @act(
        "申请执行满七日提示", source=State.REFERRED, target=STAY, by=[SYSTEM], under=[EXR[16], LJ[3]], spec=["C-25.6"],
    )  # fmt: skip
    def mark_day_seven(self, deed: Deed) -> None:
        self.day_seven_on = deed.on

    @act(
        "首次执行立案", source=State.RECEIVED, target=State.ACCEPTED, by=FILING, under=[EXR[16], SHANYANG[11]],
        guards=[
            *ENTITLED, guards.no_urging_under_way, guards.instrument_has_no_execution, guards.debtors_are_not_bankrupt,
            guards.centre_has_passed, guards.award_is_sound, guards.applicant_has_payee_account,
        ],
        stops=[rules.EXECUTION_REVIEW], opens=["execution"], tasks=[INTERCEPT, ATTACH],
        orders=["execution_acceptance", Order("related_report", court_searches), "file_handover"],
        spec=["A-2.3", "A-4.8", "A-9.11", "C-10.4", "C-11.1", "C-25.8", "E-4.1", "E-4.6"],
    )  # fmt: skip
    def accept(self, deed: Deed) -> None:
        self._end_demand(deed)
        execution = open_proceeding(
            "execution", self.case, "file", by=deed.actor, at=deed.at, origin=self, instrument=self.instrument,
            claimed_amount=self.claimed_amount, application_received_on=self.received_on,
            entrusting_court=self.entrusting_court,
            facts={"debtors": [party.pk for party in self.debtors.all()]},
        )  # fmt: skip
        self.outcome = f"立案 {execution.number or ''}".strip()
        follow(self.case, "preservation", "carry_over", at=deed.at)

    def _end_demand(self, deed: Deed) -> None:
        """A demand that is still running yields to the application (Q10)."""
        for row in situation.urgings(self.basis).exclude(state__in=situation.URGING_OVER):
            if row.state != "unperformed":
                perform(row.actual, "overtake", by=SYSTEM, at=deed.at)

    @act(
        "不予立案", source=State.RECEIVED, target=State.REFUSED, by=[Role.FILING_JUDGE], under=[EXR[16], SHANYANG[10]],
        facts=facts.RefusalFacts, stops=[rules.EXECUTION_REVIEW], starts=[AGAIN],
        tasks=[REFUND, ASSIST, RELEASE], danger=True,
        orders=["not_filed_notice", Order("execution_refusal", lambda filing: filing.needs_ruling)],
        spec=["A-6.6", "A-11.3", "C-10.1", "C-10.2", "C-10.3", "C-10.4", "C-10.5", "A-9.11"],
    )  # fmt: skip
    def refuse(self, deed: Deed) -> None:
        self.assign(deed.by, deed.at)
        self.refusal_ground, self.reason = deed["ground"], deed["reason"]
        self.instead = deed["instead"] or self._instead_of(deed["ground"])
        self.outcome = f"不予立案：{GROUNDS[deed['ground']].label}"[:60]

    def _instead_of(self, ground: str) -> str:
        """Where the court sends what is unclear to a suit, the applicant is told of that alone (佳木斯十一（一）)."""
        litigate = ground == "unclear" and self.policy.value("instrument.unclear") == "refuse"
        return LITIGATE if litigate else GROUNDS[ground].instead

    @act(
        "撤回执行申请", source=State.RECEIVED, target=State.WITHDRAWN, by=FILING, under=[CPL[13], EXP[20]],
        facts=facts.WithdrawalFacts, stops=[rules.EXECUTION_REVIEW], starts=[AGAIN], danger=True, spec=["T31"],
    )  # fmt: skip
    def withdraw(self, deed: Deed) -> None:
        self.reason, self.outcome = deed["note"], "撤回执行申请"

    def after(self, act: Act, deed: Deed, event: Event) -> None:
        """What the applicant took at the counter against a receipt is served by the same act (山阳第十二条)."""
        super().after(act, deed, event)
        if act.name in ("receive", "receive_external"):
            handed = Attempt(Method.DIRECT, deed.on, True, "已送达", "申请执行人在立案窗口签收的回执")
            along(self, ["execution_risk"], self.applicant, handed, deed)


class ExecutionCheck(models.Model):
    """五项核查: one row per check made, the newest counts."""

    filing = models.ForeignKey(ExecutionFiling, on_delete=models.PROTECT, related_name="checks")
    effective = models.BooleanField("已经生效")
    content = models.BooleanField("具有给付内容")
    definite = models.BooleanField("标的和被执行人明确")
    condition = models.BooleanField("条件已经成就")
    due = models.BooleanField("履行期限已经届满")
    evidence = models.TextField("核查依据")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("核查时间")

    class Meta:
        verbose_name = verbose_name_plural = "执行立案核查"
        ordering = ["at", "id"]

    @property
    def passed(self) -> bool:
        return all((self.effective, self.content, self.definite, self.condition, self.due))


def open_application(
    instrument: Instrument, by: Any, facts: Mapping[str, Any], at: datetime | None = None
) -> ExecutionFiling:
    """Receive a creditor's application on an instrument of a known case; raises what perform() raises."""
    filing: ExecutionFiling = open_proceeding(
        "execution_filing", instrument.case, "receive", by=by, facts=facts, at=at, instrument=instrument
    )
    return filing


def open_external(
    court: Court,
    by: Any,
    facts: Mapping[str, Any],
    at: datetime | None = None,
    *,
    source: str = "窗口登记",
    external_id: str = "",
) -> ExecutionFiling:
    """Create the case, its parties and the outside instrument with the application, in one transaction."""
    at = at or clock.now()
    with transaction.atomic():
        case = Case.objects.create(
            court=court, title="执行申请（登记中）", cause="", opened_at=at, source=source, external_id=external_id
        )
        filing: ExecutionFiling = open_proceeding(
            "execution_filing", case, "receive_external", by=by, facts=facts, at=at
        )
        filing.case.refresh_from_db()
    return filing
