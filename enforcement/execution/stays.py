"""Standing still and going on: settlement, stay, bankruptcy review; the six months run on with what was left."""

from __future__ import annotations

from typing import Any

from django_fsm import RETURN_VALUE

from courtflow.flow.acts import STAY, SYSTEM, Act, Deed, Order, act
from courtflow.flow.models import Deadline, Event
from courtflow.flow.rules import Pause, Resume, Start
from courtflow.law.articles import CPL, EBL, HONGHE, INT, SETTLE, ZZP
from courtflow.law.exclusions import BANKRUPTCY, SETTLEMENT
from courtflow.law.exclusions import STAY as STAY_OF_EXECUTION
from documents import delivery

from . import facts, rules
from .announcing import Announcing
from .base import CONDUCT, JUDGES
from .states import FILED_AND_OPEN, State

PAUSED = {State.SETTLED, State.SUSPENDED, State.BANKRUPTCY}
STOOD_STILL = (State.SETTLED, State.SUSPENDED)


def running_again(execution: Any) -> bool:
    return execution.state not in PAUSED


def two_months_floor(execution: Any) -> tuple[Any, str] | None:
    """A case that stood still at its two-month day is listed on the day it goes on."""
    day = execution.resumed_on
    return (day, f"恢复执行之日{day:%Y-%m-%d}") if day else None


# The time limit and its warning stand still and go on with what is left (执行工作规定第六十三条).
LIMITS = (rules.SIX_MONTHS, rules.CRITICAL)
# The two-month day is no limit: days of stay count, the list only waits for the case to go on.
GOES_ON = (
    Start(
        rules.TWO_MONTHS, lambda execution: execution.filed_on,
        when=lambda execution: running_again(execution) and execution.owes_measure_review(), floor=two_months_floor,
    ),
)  # fmt: skip


class Stays(Announcing):
    """Acts that stop enforcement and let it go on."""

    class Meta:
        abstract = True

    @act(
        "达成执行和解", source=State.UNDER_WAY, target=State.SETTLED, by=JUDGES, under=[CPL[241], SETTLE[2]],
        facts=facts.SettlementFacts, pauses=[Pause(SETTLEMENT, LIMITS)],
        starts=[Start(rules.VISIT, lambda execution: execution.settlements.latest("id").last_due_on)],
        orders=["stay_ruling"],
    )  # fmt: skip
    def settle(self, deed: Deed) -> None:
        kept = ("signed_on", "content", "last_due_on", "security")
        self.settlements.create(**{name: deed[name] for name in kept})

    @act(
        "裁定中止执行", source=State.UNDER_WAY, target=STAY, by=JUDGES, under=[CPL[267], CPL[269]],
        facts=facts.StayRulingFacts, orders=["stay_ruling"],
        hint="裁定送达当事人后立即生效；送达后办理“中止执行”",
    )  # fmt: skip
    def rule_on_stay(self, deed: Deed) -> None:
        """The ruling is made; enforcement stands still from the day on which it is served."""

    @act(
        "中止执行", source=State.UNDER_WAY, target=State.SUSPENDED, by=JUDGES, under=[CPL[267], CPL[269]],
        facts=facts.SuspensionFacts, danger=True,
        pauses=[Pause(STAY_OF_EXECUTION, LIMITS, first="served_on", note="note")],
    )  # fmt: skip
    def suspend(self, deed: Deed) -> None:
        """The ground and the ruling stand in the event, the days in the exclusion; the paper is served by the way."""
        if deed["method"]:
            served = delivery.Attempt(deed["method"], deed["served_on"], True, "已送达", deed["proof"])
            for party in self.case.parties.all():
                delivery.from_act(self, "stay_ruling", party, served, deed)

    @act(
        "登记和解回访", source=State.SETTLED, target=STAY, by=CONDUCT, under=HONGHE["四"], facts=facts.VisitFacts,
        stops=[rules.VISIT], orders=["visit_record"], spec=["D-4.1"],
    )  # fmt: skip
    def visit_settlement(self, deed: Deed) -> None:
        """The event keeps what was found."""

    @act(
        "恢复执行（和解、中止后）", source=STOOD_STILL, target=State.UNDER_WAY, by=JUDGES,
        under=[CPL[241], CPL[267], INT[465], SETTLE[9]], facts=facts.ResumptionFacts, starts=GOES_ON,
        stops=[rules.VISIT], resumes=[Resume((SETTLEMENT, STAY_OF_EXECUTION))], orders=["resumption_notice"],
    )  # fmt: skip
    def resume(self, deed: Deed) -> None:
        if self.state == State.SETTLED:
            self.settlements.filter(broken_on=None).update(broken_on=deed["found_on"])
        self.resumed_on = deed.on

    # -- bankruptcy --------------------------------------------------------------------------------------------

    @act(
        "因移送破产审查中止执行", source=FILED_AND_OPEN, target=RETURN_VALUE(*FILED_AND_OPEN), by=[SYSTEM],
        under=[INT[511], ZZP[8], EBL[19]], facts=facts.StayDebtorFacts, spec=["A-9.10"],
        orders=[Order("stay_ruling", lambda execution: execution._newly_stayed)],
        pauses=[Pause(BANKRUPTCY, LIMITS, when=lambda execution, _: execution.state == State.BANKRUPTCY)],
    )  # fmt: skip
    def suspend_for_bankruptcy(self, deed: Deed) -> str:
        """Only the debtor under review is spared; the case as a whole stands still when nobody else is left."""
        _, self._newly_stayed = self.debtor_stays.get_or_create(
            debtor=deed["debtor"], until=None, defaults={"since": deed.on}
        )
        if self.free_debtors() or self.state == State.BANKRUPTCY:
            return str(self.state)
        self.before_bankruptcy = str(self.state)
        return str(State.BANKRUPTCY)

    _newly_stayed = False  # a second letter about the same debtor stays nothing anew

    @act(
        "破产申请未受理，恢复执行", source=FILED_AND_OPEN, target=RETURN_VALUE(*FILED_AND_OPEN), by=[SYSTEM],
        under=[INT[513], ZZP[18]], facts=facts.StayDebtorFacts, starts=GOES_ON, spec=["A-9.10"],
        orders=["resumption_notice"],
        resumes=[Resume((BANKRUPTCY,), when=lambda execution, _: execution.state != State.BANKRUPTCY)],
    )  # fmt: skip
    def resume_from_bankruptcy(self, deed: Deed) -> str:
        self.debtor_stays.filter(debtor=deed["debtor"], until=None).update(until=deed.on)
        if self.state != State.BANKRUPTCY:
            return str(self.state)
        back = self._state_to_return_to()
        if back not in PAUSED:
            self.resumed_on = deed.on
        self.before_bankruptcy = ""
        return back

    def _state_to_return_to(self) -> str:
        """A 终本 proposal that was on its way is made anew on the facts of the day."""
        before = self.before_bankruptcy
        return str(State.UNDER_WAY) if before == State.CLOSING_PROPOSED else before

    @act(
        "被执行人宣告破产，终结对其执行", source=[*FILED_AND_OPEN, State.TERMINATED_THIS_TIME],
        target=RETURN_VALUE(*FILED_AND_OPEN, State.TERMINATED_THIS_TIME, State.TERMINATED),
        by=[SYSTEM], under=[INT[513], CPL[268]], facts=facts.StayDebtorFacts, orders=["termination_ruling"],
    )  # fmt: skip
    def terminate_for_bankruptcy(self, deed: Deed) -> str:
        self.debtor_stays.get_or_create(debtor=deed["debtor"], until=None, defaults={"since": deed.on})
        self.debtor_stays.filter(debtor=deed["debtor"], until=None).update(declared=True)
        declared = self.debtor_stays.filter(declared=True).values("debtor")
        if self.debtors.exclude(pk__in=declared).exists():
            return str(self.state)
        for query in self.deadlines.filter(rule=rules.REQUERY.code, state__in=Deadline.LIVE):
            query.end(Deadline.State.CANCELLED, deed.at, None)
        self.outcome, self.ended_on = "被执行人被宣告破产，终结执行", deed.on
        return str(State.TERMINATED)

    # -- clocks ------------------------------------------------------------------------------------------------

    def owes_measure_review(self) -> bool:
        """A 首执 that was not yet on the two-month list when it stood still."""
        fired = self.deadlines.filter(rule=rules.TWO_MONTHS.code, state=Deadline.State.FIRED)
        return not self.revival and not fired.exists()

    def after(self, act: Act, deed: Deed, event: Event) -> None:
        """While the case stands still it is not due for the list; a new start replaces the one before."""
        live = Deadline.objects.filter(proceeding_id=self.pk, rule=rules.TWO_MONTHS.code, state__in=Deadline.LIVE)
        started_now = live.filter(started_by=event).exists()
        if self.state in PAUSED or started_now:
            for deadline in live.exclude(started_by=event):
                deadline.end(Deadline.State.CANCELLED, deed.at, event)
