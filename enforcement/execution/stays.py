"""Standing still and going on: settlement, stay, bankruptcy review; the six months run on with what was left."""

from __future__ import annotations

from typing import Any

from django_fsm import RETURN_VALUE

from courtflow.flow.acts import SYSTEM, Act, Deed, act
from courtflow.flow.models import Deadline, Event
from courtflow.flow.rules import Start
from courtflow.law.articles import CPL, EBL, INT, SETTLE, ZZP

from . import facts, rules
from .base import JUDGES
from .conduct import Conduct
from .states import FILED_AND_OPEN, State

PAUSED = {State.SETTLED, State.SUSPENDED, State.BANKRUPTCY}
STOOD_STILL = (State.SETTLED, State.SUSPENDED)


def running_again(execution: Any) -> bool:
    return execution.state not in PAUSED


def two_months_floor(execution: Any) -> tuple[Any, str] | None:
    """A case that stood still at its two-month day is listed on the day it goes on."""
    day = execution.resumed_on
    return (day, f"恢复执行之日{day:%Y-%m-%d}") if day else None


# The remaining time as a new occurrence: counted from filing, days of stay left out (执行工作规定第六十三条).
GOES_ON = (
    Start(
        rules.SIX_MONTHS, lambda execution: execution.filed_on, when=running_again,
        floor=lambda execution: execution.extended_floor(), excluded=lambda execution: execution.uncounted(),
    ),
    Start(
        rules.CRITICAL, lambda execution: execution.filed_on,
        when=lambda execution: running_again(execution) and execution.critical_on is None,
        excluded=lambda execution: execution.uncounted(),
    ),
    Start(
        rules.TWO_MONTHS, lambda execution: execution.filed_on,
        when=lambda execution: running_again(execution) and execution.owes_measure_review(), floor=two_months_floor,
    ),
)  # fmt: skip
CLOCKS = (rules.SIX_MONTHS.code, rules.CRITICAL.code, rules.TWO_MONTHS.code)


class Stays(Conduct):
    """Acts that stop enforcement and let it go on."""

    class Meta:
        abstract = True

    @act(
        "达成执行和解", source=State.UNDER_WAY, target=State.SETTLED, by=JUDGES, under=[CPL[241], SETTLE[2]],
        facts=facts.SettlementFacts,
    )  # fmt: skip
    def settle(self, deed: Deed) -> None:
        kept = ("signed_on", "content", "last_due_on", "security")
        self.settlements.create(**{name: deed[name] for name in kept})
        self._stop(deed.on, "执行和解", str(SETTLE[2]))

    @act(
        "中止执行", source=State.UNDER_WAY, target=State.SUSPENDED, by=JUDGES, under=[CPL[267], CPL[269]],
        facts=facts.SuspensionFacts, danger=True,
    )  # fmt: skip
    def suspend(self, deed: Deed) -> None:
        ground = dict(facts.SuspensionFacts.GROUNDS)[deed["ground"]]
        self._stop(deed["served_on"], f"中止执行{ground}"[:100], str(CPL[267]))

    def _stop(self, first: Any, reason: str, article: str) -> None:
        self.stays.create(first=first, reason=reason, article=article)

    @act(
        "恢复执行（和解、中止后）", source=STOOD_STILL, target=State.UNDER_WAY, by=JUDGES,
        under=[CPL[241], CPL[267], INT[465], SETTLE[9]], facts=facts.ResumptionFacts, starts=GOES_ON,
    )  # fmt: skip
    def resume(self, deed: Deed) -> None:
        if self.state == State.SETTLED:
            self.settlements.filter(broken_on=None).update(broken_on=deed["found_on"])
        self._go_on(deed)

    def _go_on(self, deed: Deed) -> None:
        for stay in self.stays.filter(last=None):
            stay.end(deed.on)
        self.resumed_on = deed.on

    # -- bankruptcy --------------------------------------------------------------------------------------------

    @act(
        "因移送破产审查中止执行", source=FILED_AND_OPEN, target=RETURN_VALUE(*FILED_AND_OPEN), by=[SYSTEM],
        under=[INT[511], ZZP[8], EBL[19]], facts=facts.StayDebtorFacts, spec=["A-9.10"],
    )  # fmt: skip
    def suspend_for_bankruptcy(self, deed: Deed) -> str:
        """Only the debtor under review is spared; the case as a whole stands still when nobody else is left."""
        self.debtor_stays.get_or_create(debtor=deed["debtor"], until=None, defaults={"since": deed.on})
        if self.free_debtors() or self.state == State.BANKRUPTCY:
            return str(self.state)
        self.before_bankruptcy = str(self.state)
        if self.state not in STOOD_STILL:  # a settled or stayed case does not count its days already
            self._stop(deed.on, "移送破产审查", str(INT[511]))
        return str(State.BANKRUPTCY)

    @act(
        "破产申请未受理，恢复执行", source=FILED_AND_OPEN, target=RETURN_VALUE(*FILED_AND_OPEN), by=[SYSTEM],
        under=[INT[513], ZZP[18]], facts=facts.StayDebtorFacts, starts=GOES_ON, spec=["A-9.10"],
    )  # fmt: skip
    def resume_from_bankruptcy(self, deed: Deed) -> str:
        self.debtor_stays.filter(debtor=deed["debtor"], until=None).update(until=deed.on)
        if self.state != State.BANKRUPTCY:
            return str(self.state)
        back = self._state_to_return_to()
        if back not in PAUSED:
            self._go_on(deed)
        self.before_bankruptcy = ""
        return back

    def _state_to_return_to(self) -> str:
        """A 终本 proposal that was on its way is made anew on the facts of the day."""
        before = self.before_bankruptcy
        return str(State.UNDER_WAY) if before == State.CLOSING_PROPOSED else before

    @act(
        "被执行人宣告破产，终结对其执行", source=[*FILED_AND_OPEN, State.TERMINATED_THIS_TIME],
        target=RETURN_VALUE(*FILED_AND_OPEN, State.TERMINATED_THIS_TIME, State.TERMINATED),
        by=[SYSTEM], under=[INT[513], CPL[268]], facts=facts.StayDebtorFacts,
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

    def extended_floor(self) -> tuple[Any, str] | None:
        if self.extended_until is None:
            return None
        return self.extended_until, f"经批准延长：{self.extension_reason}"

    def owes_measure_review(self) -> bool:
        """A 首执 that was not yet on the two-month list when it stood still."""
        fired = self.deadlines.filter(rule=rules.TWO_MONTHS.code, state=Deadline.State.FIRED)
        return not self.revival and not fired.exists()

    def after(self, act: Act, deed: Deed, event: Event) -> None:
        """A stay ends the running occurrence; an extension or a new start replaces the one before."""
        live = Deadline.objects.filter(proceeding_id=self.pk, rule__in=CLOCKS, state__in=Deadline.LIVE)
        if self.state in PAUSED:
            replaced = live
        else:
            fresh = live.filter(started_by=event).values_list("rule", flat=True)
            replaced = live.filter(rule__in=list(fresh)).exclude(started_by=event)
        for deadline in replaced:
            deadline.end(Deadline.State.CANCELLED, deed.at, event)
