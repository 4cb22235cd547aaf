"""Service on each party, appeal, effect (民诉法第八十七条至第九十五条、第一百五十八条、第一百七十一条)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from django.db.models import Max
from django_fsm import RETURN_VALUE

from courtflow.cases import instruments, performing
from courtflow.cases.models import Instrument, Party, Service
from courtflow.flow import clock
from courtflow.flow.acts import STAY, SYSTEM, Act, Deed, act
from courtflow.flow.models import Deadline, Event
from courtflow.flow.perform import open_proceeding, perform
from courtflow.flow.rules import Start, Stop
from courtflow.law.articles import CPL, INT, JIAMUSI, NANZHAO, SHANYANG
from courtflow.law.effect import Chain, InstrumentKind
from courtflow.law.numerals import dated

from . import enclosing, facts, guards, rules, tasks
from .matter import APPEAL_RULES, Matter
from .records import Appeal, ServiceAttempt
from .states import EFFECTIVE, SERVING, State
from .tasks import BENCH, JUDGE

INSTANT = timedelta(microseconds=1)
UNANSWERED = (*Deadline.COUNTING, Deadline.State.FIRED)


def is_a(kind: InstrumentKind) -> Callable[[Any], bool]:
    return lambda trial: bool(trial.law_kind == kind)


def just_served(*, abroad: bool) -> Callable[[Any], Iterable[tuple[date, Party]]]:
    """Each party's clock runs from the day on which he himself counts as served (民诉法解释第二百四十四条)."""
    return lambda trial: [(row.served_on, row.party) for row in trial._just_served if row.abroad == abroad]


def served_in_future(trial: Any) -> date | None:
    """For a paper without appeal: the day on which the last public notice ends, while that day is still to come."""
    if trial.appealable or trial.state != State.AWAITING:
        return None
    day: date = trial.chain().effective
    return day if day > trial.policy.on else None


class Serving(Matter):
    """Each party is served in his own way and has his own time to appeal; the last one decides on effect."""

    class Meta:
        abstract = True

    _just_served: Iterable[Service] = ()

    @act(
        "登记未能送达", source=State.SIGNED, target=STAY, by=BENCH, under=[CPL[88], JIAMUSI["四", 2]],
        facts=facts.AttemptFacts, spec=["A-4.11"],
    )  # fmt: skip
    def note_attempt(self, deed: Deed) -> None:
        names = ("party", "method", "tried_on", "result", "proof")
        ServiceAttempt.objects.create(
            trial_id=self.pk, instrument_id=self.paper_id, succeeded=False, **{name: deed[name] for name in names}
        )

    @act(
        "补制随附材料", source=State.SIGNED, target=STAY, by=BENCH, under=enclosing.RULES,
        guards=[enclosing.an_enclosure_is_lacking], orders=enclosing.SUPPLY,
        hint="签发以后本院规则要求增加随附材料，或者原材料已经撤销的，在此补制",
    )  # fmt: skip
    def supply_enclosures(self, deed: Deed) -> None:
        """Service waits for them."""

    @act(
        "登记送达", source=State.SIGNED, target=RETURN_VALUE(State.SIGNED, State.AWAITING), by=BENCH,
        under=[CPL[87], SHANYANG[21], JIAMUSI["四", 1], NANZHAO["四", 8], CPL[283], CPL[286]],
        guards=[guards.public_notice_is_allowed, guards.other_ways_were_tried, enclosing.enclosures_are_made],
        facts=facts.ServiceFacts,
        starts=[
            *(Start(rule, just_served(abroad=False), when=is_a(kind)) for kind, rule in APPEAL_RULES.items()),
            Start(rules.APPEAL_ABROAD, just_served(abroad=True), when=lambda trial: trial.appealable),
            Start(rules.SERVED_BY_NOTICE, served_in_future),
        ],
        tasks=[tasks.SERVE],
        spec=["A-4.2", "C-21.2", "C-21.3", "E-4.17", "A-4.11", "T40"],
    )  # fmt: skip
    def serve(self, deed: Deed) -> str:
        paper: Any = self.paper
        party, method, on = deed["party"], deed["method"], deed["done_on"]
        row = instruments.serve(
            paper, party, method, on, deed["proof"], court=self.court, policy=self.policy, abroad=deed["abroad"]
        )
        ServiceAttempt.objects.create(
            trial_id=self.pk, instrument=paper, party=party, method=method, tried_on=on, succeeded=True,
            result="已送达", proof=deed["proof"], enclosures=deed["enclosures"], answers=deed["answers"],
        )  # fmt: skip
        enclosing.serve_along(self, deed)
        self._just_served = [row]
        return State.SIGNED if self.unserved().exists() else State.AWAITING

    @act(
        "签收前反悔", source=State.SIGNED, target=State.HEARING, by=BENCH, under=CPL[102],
        guards=[guards.paper_is_a_mediation], facts=facts.RetractionFacts, tasks=[tasks.HEAR], danger=True,
    )  # fmt: skip
    def retract(self, deed: Deed) -> None:
        """The document stays in the file without effect; judgment follows."""
        self.instrument = None

    # -- effect ------------------------------------------------------------------------------------------------

    @act(
        "上诉期届满", source=[*SERVING, *EFFECTIVE, State.TRANSFERRED, State.PERFORMED, State.ENDED], target=STAY,
        by=[SYSTEM], under=[CPL[171], INT[244]], spec=["T40"],
    )  # fmt: skip
    def end_appeal_period(self, deed: Deed) -> None:
        """One party's period is over; only when it was the last one does the paper take effect (see `after`)."""

    @act(
        "裁判文书生效", source=State.AWAITING, target=RETURN_VALUE(State.PERFORMING, State.PERFORMED, State.ENDED),
        by=[SYSTEM], under=[CPL[158], INT[149]],
        starts=[
            Start(rules.PERFORMANCE, lambda trial: [(day, None) for day in instruments.due_days(trial.instrument)],
                  when=tasks.to_be_performed),
            Start(rules.TRANSFER, lambda trial: trial.instrument.performance_ends_on, when=tasks.by_letter),
            Start(rules.LIMITATION, lambda trial: instruments.last_term(trial.instrument), when=tasks.to_be_performed),
        ],
        tasks=tasks.WHEN_EFFECTIVE, spec=["T40", "T01", "T31", "C-22.1", "A-5.8"],
    )  # fmt: skip
    def become_effective(self, deed: Deed) -> str:
        instrument: Any = self.instrument
        chain = self._told()
        instruments.take_effect(instrument, chain, court=self.court)
        if self.final is not None and self.final != instrument:
            self.final.effective_on, self.final.effect_steps = chain.effective, list(chain.steps)
            self.final.save(update_fields=["effective_on", "effect_steps"])
        if not instrument.obligations.exists():
            self.outcome = "裁判已生效，无给付内容"
            return State.ENDED
        if performing.fully_performed(self):
            self.outcome = "自动履行完毕"
            return State.PERFORMED
        return State.PERFORMING

    def after(self, act: Act, deed: Deed, event: Event) -> None:
        """The last signature, or the end of the last appeal period, makes the paper effective at that very moment."""
        if act.name not in ("serve", "end_appeal_period") or self.state != State.AWAITING:
            return
        begins = datetime.combine(self._effect_day(), time(), clock.SHANGHAI)
        if begins <= deed.at + INSTANT:
            perform(self, "become_effective", by=SYSTEM, at=max(deed.at, begins))

    def _effect_day(self) -> date:
        """The day after the last clock to appeal; a changed calendar that nobody has confirmed moves it no more than it
        moves the clock."""
        clocks = self.deadlines.filter(rule__in=[rule.code for rule in rules.APPEALS], state__in=UNANSWERED)
        last = clocks.aggregate(last=Max("due_on"))["last"] if self.appealable else None
        return last + timedelta(days=1) if last else self.chain().effective

    def _told(self) -> Chain:
        """The chain from the effective day on which the clocks ran out."""
        chain, day = self.chain(), self._effect_day()
        if chain.effective == day:
            return chain
        proof = f"各方上诉期已按登记的末日届满，{dated(day)}生效（{CPL[158]}）"
        paper, kind = cast(Instrument, self.instrument), cast(InstrumentKind, self.law_kind)
        return instruments.reckon_from(paper, day, proof, kind, court=self.court, policy=self.policy)

    # -- appeal ------------------------------------------------------------------------------------------------

    @act(
        "登记上诉", source=[*SERVING, *EFFECTIVE], target=State.APPEALED, by=BENCH, under=[CPL[171], CPL[173]],
        guards=[guards.appeal_lies, guards.appeal_is_in_time], facts=facts.AppealFacts, danger=True,
        stops=[*rules.APPEALS, rules.PERFORMANCE, rules.TRANSFER, Stop(rules.LIMITATION)], spec=["T40"],
    )  # fmt: skip
    def appeal(self, deed: Deed) -> None:
        """One posted in time may reach the court after the period; then there was no effect (民诉法第八十五条)."""
        if self.state in EFFECTIVE and self.instrument is not None:
            instruments.take_back_effect(self.instrument)
        Appeal.objects.create(
            trial_id=self.pk, appellant=deed["appellant"], filed_on=deed["filed_on"], received_on=deed.on,
            grounds=deed["grounds"],
        )  # fmt: skip

    @act(
        "收到二审裁判文书", source=State.APPEALED, target=State.SIGNED, by=BENCH, under=[CPL[182], CPL[180]],
        facts=facts.FinalFacts, orders=enclosing.ORDERS, tasks=[tasks.SERVE],
    )  # fmt: skip
    def receive_final(self, deed: Deed) -> None:
        """The final paper is served like the first one; where it changes the judgment it is also what is enforced."""
        withdrawn = deed["result"] == Appeal.Result.WITHDRAWN
        self.final = Instrument.objects.create(
            case=self.case, proceeding_id=self.pk, number=deed["number"], made_on=deed["made_on"],
            kind=Instrument.Kind.RULING if withdrawn else Instrument.Kind.FINAL_JUDGMENT,
            issuer=self.court.parent.name if self.court.parent else self.court.name,
            court_account=deed["court_account"],
        )  # fmt: skip
        if deed["result"] == Appeal.Result.CHANGED:
            instruments.create_obligations(self.final, deed["obligations"])
            self.instrument = self.final
        self._note_result(deed["result"], deed)

    @act(
        "登记发回重审", source=State.APPEALED, target=State.REMANDED, by=JUDGE, under=[CPL[177], CPL[41]],
        facts=facts.DecisionFacts, opens=["trial"], danger=True,
    )  # fmt: skip
    def remand(self, deed: Deed) -> None:
        """A new trial under a new number and another judge."""
        self._note_result(Appeal.Result.REMANDED, deed)
        self.outcome = "发回重审"
        open_proceeding(
            "trial", self.case, "receive_file", by=SYSTEM, at=deed.at, origin=self, court=self.court,
            department=self.department, excluded_judge=self.handler,
        )  # fmt: skip

    def _note_result(self, result: str, deed: Deed) -> None:
        open_ones = Appeal.objects.filter(trial_id=self.pk, result="")
        open_ones.update(result=result, number=deed["number"], decided_on=deed["made_on"])
