"""Urging as rows and acts. One life for three courts: their profiles decide which way a case may go."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import models
from django_fsm import RETURN_VALUE

from courtflow.accounts.roles import Role, Unit
from courtflow.cases.models import Instrument, Party, Proceeding, Service
from courtflow.cases.models.money_accounts import bind_account
from courtflow.cases.models.numbers import issue_number
from courtflow.cases.performing import (
    ConfirmationFacts,
    PerformanceFacts,
    RevocationFacts,
    confirm_performance,
    fully_performed,
    record_performance,
    revoke_performance,
)
from courtflow.flow.acts import BIRTH, STAY, SYSTEM, Act, Deed, act
from courtflow.flow.models import Deadline, Event
from courtflow.flow.perform import follow, open_proceeding
from courtflow.flow.rules import Start
from courtflow.law.articles import DOSSIER, EXR, HONGHE, JIAMUSI, SHANYANG
from courtflow.policy.models import Policy
from documents import archiving, delivery
from enforcement.execution.account import Account, account_of

from . import facts, guards, rules, tasks
from .records import Settlement, Visit
from .states import State
from .tasks import CERTIFICATE, FILING, OFFICERS, WHEN_FAILED, WHEN_PERFORMED, performed

PERFORMANCE_LAW = (SHANYANG[25], JIAMUSI["四", 1], HONGHE["四"])
FAILURE_LAW = (SHANYANG[25], JIAMUSI["十三"], HONGHE["三"])
UNDER_WAY = (State.URGING, State.SETTLED)
SINCE_APPLICATION = Start(rules.SEVEN_DAYS, lambda urging: urging.application_received_on)
OPEN = (State.RECEIVED, State.REGISTERED, State.HANDED_OVER, *UNDER_WAY, State.UNPERFORMED)
ENTRY = (
    guards.court_urges,
    guards.instrument_is_effective,
    guards.not_served_by_public_notice,
    guards.no_urgent_circumstances,
    guards.creditor_has_not_refused,
    guards.creditor_has_agreed,
    guards.urged_only_once,
)


class Urging(Proceeding):
    """执前督促: one per instrument, at most thirty days where the court says so, ended at once by a refusal."""

    KIND = "urging"
    TITLE = "执前督促"

    State = State
    TERMINAL = frozenset({State.RETURNED, State.ARCHIVED})

    class Consent(models.TextChoices):
        NOT_NEEDED = "not_needed", "无需征询"
        AGREED = "agreed", "同意"
        SILENT = "silent", "已征询未表示意见"
        REFUSED = "refused", "明确不同意"

    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, related_name="urgings", verbose_name="执行依据"
    )
    application_received_on = models.DateField("执行申请收到日", null=True)
    consent = models.CharField("债权人意见", max_length=12, choices=Consent, default=Consent.NOT_NEEDED)
    consent_on = models.DateField("征询日期", null=True)
    urgent_reason = models.CharField("紧急情况", max_length=200, blank=True)
    letter_no = models.CharField("移交函编号", max_length=60, blank=True)
    registered_on = models.DateField("登记日期", null=True)
    received_on = models.DateField("执行部门收到材料日", null=True)
    demand_days = models.PositiveSmallIntegerField("催告期（日）", null=True)
    exit_reason = models.CharField("终结原因", max_length=200, blank=True)
    exited_on = models.DateField("终结日期", null=True)
    materials = models.TextField("移交材料", blank=True)
    external_sync = models.CharField("录入外部办案系统", max_length=10, blank=True)
    archive_medium = models.CharField("归档方式", max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "执前督促"

    @classmethod
    def home(cls, policy: Policy) -> str:
        if policy.value("pre_exec.numbered_by") == "centre":
            return Unit.CENTRE
        return Unit.FILING

    def debtors(self) -> models.QuerySet[Party]:
        return Party.objects.filter(owes__instrument=self.instrument).distinct()

    def urged(self) -> models.QuerySet[Party]:
        """Those whom the court demands from: not those served by public notice, where it excludes them alone (Q18)."""
        if self.policy.value("pre_exec.public_notice_scope") == "instrument":
            return self.debtors()
        noticed = self.instrument.services.filter(method=Service.Method.PUBLIC_NOTICE)
        return self.debtors().exclude(pk__in=noticed.values("party"))

    def account_on(self, until: date | None = None) -> Account:
        """What is owed at the end of a day with interest, and what payments cleared."""
        return account_of(self, until)

    # -- entry -------------------------------------------------------------------------------------------------

    @act(
        "移交自动履行函", source=BIRTH, target=State.RECEIVED, by=[Role.TRIAL_JUDGE], under=JIAMUSI["四", 1],
        guards=[*ENTRY, guards.still_in_performance_period, guards.no_application_yet],
        facts=facts.LetterFacts, tasks=[tasks.REGISTER], anywhere=True,
        orders=["transfer_letter"], spec=["A-4.3"],
    )  # fmt: skip
    def receive_letter(self, deed: Deed) -> None:
        self.letter_no = deed["letter_no"]
        bind_account(self, deed.at)

    @act(
        "执行服务中心自行启动催告", source=BIRTH, target=State.RECEIVED, by=[Role.CENTRE_STAFF, Role.CENTRE_HEAD],
        under=JIAMUSI["四", 1], guards=[*ENTRY, guards.no_application_yet], tasks=[tasks.REGISTER], anywhere=True,
        spec=["A-4.3"],
    )  # fmt: skip
    def begin_unasked(self, deed: Deed) -> None:
        """The judge let the time for his letter pass (T01)."""

    @act(
        "转入执前和解", source=BIRTH, target=State.RECEIVED, by=FILING, under=HONGHE["三"], guards=ENTRY,
        starts=[SINCE_APPLICATION], tasks=[tasks.REGISTER], anywhere=True, spec=["D-3.2", "D-3.5"],
    )  # fmt: skip
    def refer(self, deed: Deed) -> None:
        bind_account(self, deed.at)

    @act(
        "编立执前督促案号", source=BIRTH, target=State.REGISTERED, by=FILING, under=SHANYANG[25], guards=ENTRY,
        starts=[rules.HAND_OVER, SINCE_APPLICATION], tasks=[tasks.HAND_OVER], anywhere=True, spec=["C-25.3", "C-25.4"],
    )  # fmt: skip
    def register_application(self, deed: Deed) -> None:
        bind_account(self, deed.at)
        self._number(deed.on)

    @act(
        "登记并编立案号", source=State.RECEIVED, target=State.URGING, by=OFFICERS[2:],
        under=[JIAMUSI["四", 1], HONGHE["三"]],
        facts=facts.RegistrationFacts, starts=[rules.SEND_DEMAND], tasks=[tasks.SERVE, tasks.SYNCHRONISE],
        orders=["urging_notice"], together=True, spec=["A-4.4", "A-4.5", "D-3.3"],
    )  # fmt: skip
    def register(self, deed: Deed) -> None:
        self.received_on = deed["registered_on"]
        self._number(deed.on)
        self.assign(deed.by, deed.at)

    def _number(self, on: date) -> None:
        issue_number(self, self.policy.value("pre_exec.case_type"), on)
        self.registered_on = on
        self.external_sync = self.policy.value("pre_exec.external_sync")
        self.demand_days = rules.DEMAND.for_court(self.policy).period.length

    @act(
        "转交执行部门", source=State.REGISTERED, target=State.HANDED_OVER, by=FILING, under=SHANYANG[25],
        facts=facts.HandOverFacts, tasks=[tasks.RECEIVE], together=True, orders=["handover_list"], spec=["C-25.4"],
    )  # fmt: skip
    def hand_over(self, deed: Deed) -> None:
        self.materials = deed["materials"]
        self.hand_to(self.court.unit(self.policy.value("pre_exec.handled_by"), policy=self.policy))

    @act(
        "接收移交", source=State.HANDED_OVER, target=State.URGING, by=OFFICERS, under=SHANYANG[25],
        guards=[guards.not_served_by_public_notice, guards.creditor_has_not_refused], facts=facts.ReceiptFacts,
        stops=[rules.HAND_OVER], starts=[Start(rules.URGING_LIMIT, lambda urging: urging.received_on)],
        tasks=[tasks.SERVE], orders=["urging_notice"], together=True, spec=["C-25.4", "C-25.5"],
    )  # fmt: skip
    def accept(self, deed: Deed) -> None:
        self.received_on = deed["received_on"]
        self.assign(deed.by, deed.at)

    # -- under way ---------------------------------------------------------------------------------------------

    @act(
        "登记催告书送达", source=UNDER_WAY, target=STAY, by=OFFICERS,
        under=[JIAMUSI["四", 1], SHANYANG[25], HONGHE["三"]],
        facts=facts.NoticeServiceFacts, stops=[rules.SEND_DEMAND],
        starts=[Start(rules.DEMAND, lambda urging: urging._just_served, floor=lambda urging: urging._own_due_day())],
        spec=["A-4.5", "A-4.6"],
    )  # fmt: skip
    def serve_notice(self, deed: Deed) -> None:
        self._just_served = [(deed["served_on"], deed["debtor"])]
        self.services.create(
            debtor=deed["debtor"], method=deed["method"], served_on=deed["served_on"], proof=deed["proof"]
        )
        served = delivery.Attempt(deed["method"], deed["served_on"], True, "已送达", deed["proof"])
        delivery.from_act(self, "urging_notice", deed["debtor"], served, deed)

    _just_served: Iterable[tuple[date, Party]] = ()

    def _own_due_day(self) -> tuple[date, str] | None:
        """A debtor is never in default before his own due day (Q9)."""
        last = self.instrument.performance_ends_on
        return (last, f"履行期末日{last:%Y-%m-%d}晚于催告期末日，以履行期末日为准") if last else None

    @act(
        "登记履行", source=UNDER_WAY, target=STAY, by=OFFICERS, under=PERFORMANCE_LAW, facts=PerformanceFacts,
        spec=["C-25.10", "A-4.6"],
    )  # fmt: skip
    def pay(self, deed: Deed) -> None:
        record_performance(self, deed)

    @act(
        "确认履行", source=UNDER_WAY, target=STAY, by=OFFICERS, under=PERFORMANCE_LAW, facts=ConfirmationFacts,
    )  # fmt: skip
    def confirm(self, deed: Deed) -> None:
        confirm_performance(deed)

    @act(
        "撤销履行登记", source=UNDER_WAY, target=STAY, by=OFFICERS, under=PERFORMANCE_LAW, facts=RevocationFacts,
        danger=True,
    )  # fmt: skip
    def revoke(self, deed: Deed) -> None:
        revoke_performance(deed)

    @act(
        "达成执前和解", source=State.URGING, target=State.SETTLED, by=OFFICERS, under=[HONGHE["三"], SHANYANG[25]],
        facts=facts.SettlementFacts,
        starts=[Start(rules.VISIT, lambda urging: [(row.due_on, None) for row in urging.settlement.instalments.all()])],
        orders=["pre_settlement"], spec=["D-3.4", "D-3.6", "D-4.1"],
    )  # fmt: skip
    def settle(self, deed: Deed) -> None:
        settlement = Settlement.objects.create(
            urging=self,
            signed_on=deed["signed_on"],
            amount=deed["amount"],
            security=deed["security"],
            ability=deed["ability"],
        )
        for seq, row in enumerate(deed["instalments"], start=1):
            settlement.instalments.create(seq=seq, due_on=row["due_on"], amount=row["amount"])

    @act(
        "登记回访", source=State.SETTLED, target=STAY,
        by=OFFICERS, under=[HONGHE["四"], SHANYANG[25]], facts=facts.VisitFacts,
        orders=["visit_record"], spec=["D-4.1", "D-4.2", "D-4.3"],
    )  # fmt: skip
    def visit(self, deed: Deed) -> None:
        kept = ("visited_on", "living", "news", "problems", "next_step")
        Visit.objects.create(settlement=self.settlement, visitor=deed.by, **{name: deed[name] for name in kept})
        self._answer_visits(deed)

    def _answer_visits(self, deed: Deed) -> None:
        """A visit answers the clocks of every instalment whose day is near or past, not those of later ones."""
        for deadline in self.deadlines.filter(rule=rules.VISIT.code, state__in=Deadline.LIVE):
            if (deadline.started_on - deed["visited_on"]).days <= deadline.length:
                deadline.end(Deadline.State.LATE if deed.at >= deadline.due_at else Deadline.State.MET, deed.at, None)

    # -- ends --------------------------------------------------------------------------------------------------

    @act(
        "确认履行完毕", source=UNDER_WAY, target=State.PERFORMED, by=OFFICERS, under=PERFORMANCE_LAW,
        guards=[guards.everything_is_performed],
        stops=[rules.URGING_LIMIT, rules.DEMAND, rules.SEND_DEMAND, rules.VISIT, rules.SEVEN_DAYS],
        orders=[CERTIFICATE], tasks=WHEN_PERFORMED, spec=["C-25.8", "A-4.6", "A-4.7", "A-4.8"],
    )  # fmt: skip
    def complete(self, deed: Deed) -> None:
        self._end("自动履行完毕", deed.on)

    @act(
        "登记不同意继续督促", source=[State.REGISTERED, State.HANDED_OVER, *UNDER_WAY], target=State.UNPERFORMED,
        by=[*OFFICERS, *FILING], under=FAILURE_LAW, facts=facts.RefusalFacts, danger=True,
        stops=[rules.HAND_OVER, rules.URGING_LIMIT, rules.DEMAND, rules.VISIT],
        starts=[Start(rules.NOTIFY_FILING, lambda urging: urging.exited_on)], tasks=WHEN_FAILED,
        spec=["C-25.11", "C-25.12"],
    )  # fmt: skip
    def refuse(self, deed: Deed) -> None:
        if deed["party"] and deed["refused_on"]:
            self._end(f"{deed['party'].name}不同意继续督促", deed["refused_on"])

    @act(
        "因紧急情况终结督促", source=UNDER_WAY, target=State.UNPERFORMED, by=OFFICERS, under=FAILURE_LAW,
        facts=facts.UrgencyFacts, danger=True, stops=[rules.URGING_LIMIT, rules.DEMAND, rules.VISIT],
        starts=[rules.NOTIFY_FILING], tasks=WHEN_FAILED, spec=["C-25.7"],
    )  # fmt: skip
    def break_off(self, deed: Deed) -> None:
        self.urgent_reason = deed["evidence"][:200]
        self._end("出现转移财产、逃避执行等紧急情况", deed.on)

    @act(
        "登记和解违约", source=State.SETTLED, target=State.UNPERFORMED, by=OFFICERS, under=[HONGHE["三"], SHANYANG[25]],
        facts=facts.DefaultFacts, danger=True, stops=[rules.VISIT, rules.URGING_LIMIT],
        starts=[rules.NOTIFY_FILING], tasks=WHEN_FAILED, spec=["D-3.4"],
    )  # fmt: skip
    def default(self, deed: Deed) -> None:
        self._end("未按和解协议履行", deed["found_on"])

    @act(
        "督促期限届满", source=UNDER_WAY, target=RETURN_VALUE(State.PERFORMED, State.UNPERFORMED), by=[SYSTEM],
        under=SHANYANG[25], stops=[rules.DEMAND, rules.VISIT],
        starts=[Start(rules.NOTIFY_FILING, when=lambda urging: urging.state == State.UNPERFORMED)],
        orders=[CERTIFICATE], tasks=[*WHEN_FAILED, *WHEN_PERFORMED], spec=["C-25.5", "C-25.11"],
    )  # fmt: skip
    def expire(self, deed: Deed) -> str:
        return self._expired("督促履行期限届满未履行完毕", deed)

    @act(
        "催告期届满", source=UNDER_WAY,
        target=RETURN_VALUE(State.URGING, State.SETTLED, State.PERFORMED, State.UNPERFORMED),
        by=[SYSTEM], under=JIAMUSI["四", 1], orders=[CERTIFICATE], tasks=[*WHEN_FAILED, *WHEN_PERFORMED],
        spec=["A-4.6"],
    )  # fmt: skip
    def expire_demand(self, deed: Deed) -> str:
        return str(self.state) if self._others_have_time(deed) else self._expired("催告期届满未履行", deed)

    def _others_have_time(self, deed: Deed) -> bool:
        """Each debtor has his own demand period; urging fails when the last one is over (Q55)."""
        running = self.deadlines.filter(rule=rules.DEMAND.code, state=Deadline.State.RUNNING, due_at__gt=deed.at)
        return running.exclude(due_on=deed.on).exists()

    def _expired(self, reason: str, deed: Deed) -> str:
        if fully_performed(self):
            self._end("自动履行完毕", deed.on)
            return str(self.State.PERFORMED)
        self._end(reason, deed.on)
        return str(self.State.UNPERFORMED)

    @act(
        "收到执行申请已满七日", source=OPEN, target=STAY, by=[SYSTEM], under=EXR[16], spec=["A-2.3"],
    )  # fmt: skip
    def pass_seven_days(self, deed: Deed) -> None:
        """Urging goes on with the creditor's consent alone; the history shows that the national day has passed."""

    def after(self, act: Act, deed: Deed, event: Event) -> None:
        """What was performed under urging is performed for the court that tried it, too."""
        super().after(act, deed, event)
        if performed(self) and act.targets:
            follow(self.case, "trial", "complete", at=deed.at)

    def _end(self, reason: str, on: date) -> None:
        self.outcome = reason[:60]
        self.exit_reason, self.exited_on = reason[:200], on

    @act(
        "通知立案部门办理首次执行立案", source=State.UNPERFORMED, target=State.RETURNED,
        by=[*OFFICERS, *FILING, SYSTEM],
        under=[SHANYANG[25], HONGHE["三"]], guards=[guards.failure_goes_to_filing], stops=[rules.NOTIFY_FILING],
        opens=["execution_filing"], orders=["filing_notice", "handover_list"], together=True,
        spec=["C-25.12", "C-25.13"],
    )  # fmt: skip
    def notify_filing(self, deed: Deed) -> None:
        """SYSTEM sends the notice itself when three working days have passed (T06)."""
        self.archive_medium = self.policy.value("archive.failure")
        open_proceeding(
            "execution_filing", self.case, "receive_from_urging", by=deed.actor, at=deed.at, origin=self,
            court=self.court, instrument=self.instrument, received_on=self.application_received_on or deed.on,
        )  # fmt: skip

    @act(
        "告知债权人可申请执行", source=State.UNPERFORMED, target=State.RETURNED, by=OFFICERS, under=JIAMUSI["十三"],
        guards=[guards.failure_goes_to_team], facts=facts.CreditorInformedFacts, stops=[rules.NOTIFY_FILING],
        orders=["handover_list"], spec=["A-13.3"],
    )  # fmt: skip
    def inform_creditor(self, deed: Deed) -> None:
        self.materials = deed["materials"] or self.materials
        self.archive_medium = self.policy.value("archive.failure")

    @act(
        "债权人已申请执行，催告终结", source=[State.RECEIVED, *UNDER_WAY], target=State.RETURNED,
        by=[*OFFICERS, SYSTEM],
        under=JIAMUSI["十三"], guards=[guards.failure_goes_to_team, guards.creditor_has_applied],
        stops=[rules.DEMAND, rules.SEND_DEMAND, rules.VISIT], spec=["A-13.3"],
    )  # fmt: skip
    def overtake(self, deed: Deed) -> None:
        """The demand neither bars nor suspends an application made after the due date (Q10)."""
        self._end("债权人已申请执行", deed.on)

    @act(
        "出具自动履行证明书", source=[State.PERFORMED, State.ARCHIVED], target=STAY, by=OFFICERS,
        under=[SHANYANG[23], HONGHE["四"], JIAMUSI["四", 1]], facts=facts.CertificateFacts,
        guards=[guards.everything_is_performed, guards.nothing_was_deducted], orders=["performance_certificate"],
        spec=["C-23.6", "D-4.4"],
    )  # fmt: skip
    def issue_certificate(self, deed: Deed) -> None:
        self.certificates.create(
            holder=deed["holder"],
            applied_on=deed["applied_on"],
            purposes=deed["purposes"],
            integrity_list=deed.get("integrity_list", False),
        )

    @act(
        "归档", source=State.PERFORMED, target=State.ARCHIVED,
        by=OFFICERS, under=[SHANYANG[25], JIAMUSI["十三"], DOSSIER[3]],
        facts=facts.ArchiveFacts, spec=["C-25.9", "A-13.1", "A-13.2"],
    )  # fmt: skip
    def archive(self, deed: Deed) -> None:
        self.archive_medium = self.policy.value("archive.success")
        archiving.archive(self, deed)
