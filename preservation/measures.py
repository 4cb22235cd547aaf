"""Measures on assets and their terms: taken, renewed, lapsed (民诉法解释第四百八十五条; 财产保全规定第十八条)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import models
from django_fsm import RETURN_VALUE

from courtflow.accounts.models import Department
from courtflow.accounts.roles import Role
from courtflow.cases.models import Service
from courtflow.cases.models.numbers import issue_number
from courtflow.flow.acts import STAY, SYSTEM, Act, Deed, Order, act
from courtflow.flow.deadlines import begin
from courtflow.flow.models import Deadline, Event
from courtflow.flow.refusals import Refusal
from courtflow.flow.rules import Start
from courtflow.law.articles import CPL, INT, JIAMUSI, NANZHAO, PRES, SFK, SHANYANG
from documents import delivery

from . import facts, guards, rules
from .application import ZERO, Application, State
from .assets import Asset, AssetKind
from .tasks import (
    CENTRE,
    CONTROL,
    EXECUTOR_UNITS,
    EXECUTORS,
    FILING,
    JUDGES,
    KEEPERS,
    REMIND,
    RENEW,
    START,
    TELL_LAPSE,
    TELL_TERM,
)


def term_of(kind: str) -> Start:
    """The statutory term of an asset just brought under control; a shorter one is begun by after()."""
    return Start(AssetKind(kind).rule, lambda held: held._fresh_terms(kind))


TERM_STARTS = (
    term_of("deposit"), term_of("movable"),
    Start(rules.TERM_OTHER, lambda held: held._fresh_terms("immovable", "other")),
    Start(rules.RENEWAL, lambda held: [(row.expires_on, None) for row in held._fresh]),
)  # fmt: skip
HELD = (State.CONTROLLED, State.IN_EXECUTION)
STANDING = (State.IMPLEMENTING, *HELD)


def somebody_assists(held: Measures) -> bool:
    """A bank, a registry or somebody else must carry the measure out; what is seized on the spot needs none."""
    return any(asset.holder for asset in held._fresh)


def something_is_held(held: Measures) -> bool:
    return held.controlled().exists()


def applicant_is_told(held: Measures) -> bool:
    """财产保全规定第十八条 speaks of the applicant; a measure of the court's own motion has none."""
    return held.applicant_id is not None and held.controlled().exists()


class Measures(Application):
    """The ruling carried out, asset by asset."""

    class Meta:
        abstract = True

    _fresh: Iterable[Asset] = ()

    def controlled(self) -> models.QuerySet[Asset]:
        return self.assets.filter(status=Asset.Status.CONTROLLED)

    @property
    def controlled_value(self) -> Decimal:
        return self.controlled().aggregate(total=models.Sum("value"))["total"] or ZERO

    @property
    def controlled_cash(self) -> Decimal:
        """Deposits under control: what needs no sale."""
        cash = self.controlled().filter(kind=AssetKind.DEPOSIT)
        return cash.aggregate(total=models.Sum("value"))["total"] or ZERO

    @property
    def executing_unit(self) -> Department:
        """The department that carries rulings on preservation out (目录第21项)."""
        return self.court.unit(EXECUTOR_UNITS[self.policy.value("preservation.executor")])

    def _fresh_terms(self, *kinds: str) -> list[tuple[date, None]]:
        return [(row.counted_from, None) for row in self._fresh if row.kind in kinds and row.full_term]

    def _measures_began(self) -> date | None:
        """The first measure starts the clock of the suit; later ones do not start it again."""
        fresh = [row.starts_on for row in self._fresh if row.starts_on]
        return None if self.deadlines.filter(rule=rules.SUE.code).exists() else min(fresh, default=None)

    def _performance_ended(self) -> date | None:
        """The five days run from the end of the performance period, or from a measure taken after it."""
        fresh = [row.starts_on for row in self._fresh if row.starts_on]
        if not fresh or self.deadlines.filter(rule=rules.APPLY_ENFORCEMENT.code).exists():
            return None
        ended = self.instrument.performance_ends_on if self.instrument else None
        return max(ended, *fresh) if ended else min(fresh)

    @act(
        "编立执保案号并移送实施", source=State.RULED, target=State.TRANSFERRED, by=FILING, anywhere=True,
        under=[SHANYANG[4], NANZHAO["四", 4]], guards=[guards.filing_numbers_it], facts=facts.TransferFacts,
        tasks=[START], spec=["C-4.4", "C-4.5", "E-4.8"],
    )  # fmt: skip
    def implement(self, deed: Deed) -> None:
        """The ruling keeps its number; the implementation gets its own (Q52)."""
        self.materials = deed["materials"]
        issue_number(self, "执保", deed.on)
        self.hand_to(self.executing_unit)

    @act(
        "执前保全转入实施", source=State.RULED, target=State.TRANSFERRED, by=CENTRE, under=JIAMUSI["三"],
        guards=[guards.centre_numbers_it], facts=facts.TransferFacts, tasks=[START], spec=["A-3.8"],
    )  # fmt: skip
    def implement_in_centre(self, deed: Deed) -> None:
        self.materials = deed["materials"]

    @act(
        "接收并开始实施", source=State.TRANSFERRED, target=State.IMPLEMENTING, by=EXECUTORS,
        under=[PRES[4], SHANYANG[4]], facts=facts.StartFacts,
        stops=[rules.START_MEASURES, rules.START_AT_ONCE], tasks=[CONTROL], spec=["C-4.5"],
    )  # fmt: skip
    def start(self, deed: Deed) -> None:
        self.assign(deed.by, deed.at)

    @act(
        "登记保全措施", source=State.IMPLEMENTING, target=STAY, by=EXECUTORS, under=[SHANYANG[24], CPL[106], INT[485]],
        guards=[guards.something_is_left_to_control], facts=facts.ControlFacts,
        starts=[
            *TERM_STARTS,
            Start(rules.SUE, lambda held: held._measures_began(), lambda held: held.awaits_suit),
            Start(
                rules.APPLY_ENFORCEMENT, lambda held: held._performance_ended(), lambda held: held.awaits_application
            ),
        ],
        tasks=[TELL_TERM, REMIND], orders=[Order("preservation_assistance", when=somebody_assists)],
        spec=["C-24.2", "C-24.3", "C-15.2"],
    )  # fmt: skip
    def control(self, deed: Deed) -> None:
        asset: Asset = deed["asset"]
        self._refuse_excess(deed["value"], deed["indivisible_reason"])
        asset.value, asset.in_use = deed["value"], bool(deed["in_use"])
        asset.indivisible_reason = deed["indivisible_reason"]
        asset.holder = deed["holder"] or (asset.location if asset.kind == AssetKind.DEPOSIT else "")
        asset.begin(deed["starts_on"], asset.term_months, deed["notice_no"])
        if asset.expires_on and asset.expires_on < deed.on:
            raise Refusal("按此起始日计算，保全期限已经届满", under=INT[485], remedy="核对措施起始日")
        asset.save(update_fields=Asset.MEASURE)
        self._fresh = [asset]

    def _refuse_excess(self, value: Decimal, reason: str) -> None:
        """No measure beyond the amount, but for a thing that cannot be divided (查扣冻规定第十九条)."""
        total = self.controlled_value + value
        if total > self.amount and not reason:
            raise Refusal(
                f"控制价值合计{total:,.2f}元，超过保全数额{self.amount:,.2f}元，不得超标的查封",
                under=SHANYANG[24],
                remedy="减少控制数额；确属不可分物且无其他足额财产的，写明理由后办理",
                ask=Role.TRIAL_JUDGE.label,
                code="excess",
            )

    @act(
        "报告保全结果", source=State.IMPLEMENTING, by=EXECUTORS,
        target=RETURN_VALUE(State.CONTROLLED, State.NOTHING_FOUND), under=[PRES[2], SFK[19]], facts=facts.ReportFacts,
        orders=[Order("seizure_list", when=something_is_held), Order("preservation_term", when=applicant_is_told)],
    )  # fmt: skip
    def report(self, deed: Deed) -> str:
        """The measures taken go back to the body that ruled, which keeps their terms."""
        if not self.controlled().exists():
            self.outcome = "未控制到财产"
            return str(self.State.NOTHING_FOUND)
        if self.ruling_department:
            self.hand_to(self.ruling_department)
        if self.ruled_by:
            self.assign(self.ruled_by, deed.at)
        return str(self.State.CONTROLLED)

    @act(
        "告知保全期限届满日", source=HELD, target=STAY, by=KEEPERS,
        under=[PRES[18], SHANYANG[15]], facts=facts.TermToldFacts, spec=["C-15.2", "C-15.3"],
    )  # fmt: skip
    def tell_term(self, deed: Deed) -> None:
        self.term_told_on = deed["told_on"]
        if self.applicant is not None:
            served = delivery.Attempt(Service.Method.DIRECT, deed["told_on"], True, "已送达", deed["receipt"])
            delivery.from_act(self, "preservation_term", self.applicant, served, deed)

    @act(
        "裁定续行保全", source=HELD, target=STAY, by=JUDGES, under=[PRES[18], INT[485], SHANYANG[15]],
        guards=[guards.something_is_controlled], facts=facts.RenewalFacts, starts=TERM_STARTS, tasks=[TELL_TERM],
        orders=[
            "preservation_renewal", Order("preservation_assistance", when=somebody_assists),
            Order("preservation_term", when=applicant_is_told),
        ],
        spec=["C-15.2", "C-15.3"],
    )  # fmt: skip
    def renew(self, deed: Deed) -> None:
        asset: Asset = deed["asset"]
        self._check_renewal(asset, deed)
        self._end_clocks_of(asset, deed)
        asset.begin(deed["starts_on"], deed["term_months"], deed["notice_no"])
        asset.renewals += 1
        asset.save(update_fields=Asset.MEASURE)
        self._fresh = [asset]

    def _check_renewal(self, asset: Asset, deed: Deed) -> None:
        last = asset.renewable_until
        if not deed["ex_officio"] and deed["applied_on"] > last:
            raise Refusal(
                f"申请续行最迟应当在{last:%Y-%m-%d}提出，现已逾期", under=PRES[18], code="late_renewal",
                remedy="确有必要的，由法官依职权续行并写明理由；否则期限届满后另行申请保全", ask=Role.TRIAL_JUDGE.label,
            )  # fmt: skip
        if asset.expires_on and deed["starts_on"] > asset.expires_on:
            raise Refusal(
                f"续行措施须在原期限{asset.expires_on:%Y-%m-%d}届满前办理",
                under=INT[485],
                remedy="原措施失效后须另行申请保全",
            )

    def _end_clocks_of(self, asset: Asset, deed: Deed) -> None:
        """One term and one reminder of the old dates; assets with the same dates have clocks of their own."""
        last, old = asset.expires_on, self.deadlines.filter(state__in=Deadline.LIVE)
        if last is None:
            return
        for rows in (
            old.filter(rule=asset.term_rule.code, due_on=last),
            old.filter(rule=rules.RENEWAL.code, started_on=last),
        ):
            if deadline := rows.first():
                deadline.end(Deadline.State.MET, deed.at, None)

    @act(
        "续行申请期满未申请", source=STANDING, target=STAY, by=[SYSTEM], under=[PRES[18], SHANYANG[15]], tasks=[RENEW],
        spec=["C-15.3"],
    )  # fmt: skip
    def note_no_renewal(self, deed: Deed) -> None:
        """From now on only the court itself may renew."""

    @act(
        "保全期限届满失效", source=STANDING, by=[SYSTEM], under=[INT[485], SFK[27], SHANYANG[15]],
        target=RETURN_VALUE(State.IMPLEMENTING, State.CONTROLLED, State.IN_EXECUTION, State.LAPSED), tasks=[TELL_LAPSE],
        orders=[Order("preservation_lapse", when=lambda held: held.applicant_id is not None)],
        spec=["C-15.3"],
    )  # fmt: skip
    def lapse(self, deed: Deed) -> str:
        for asset in self.controlled().filter(expires_on__lte=deed.on):
            asset.end(Asset.Status.LAPSED, deed.on)
        return self._while_something_stands("保全期限届满失效", self.State.LAPSED)

    def _while_something_stands(self, outcome: str, end: str) -> str:
        if self.controlled().exists() or self.state == self.State.IMPLEMENTING:
            return str(self.state)
        self.outcome = outcome
        return str(end)

    def after(self, act: Act, deed: Deed, event: Event) -> None:
        for asset in self._fresh:
            if not asset.full_term:
                begin(self, asset.term_rule, asset.counted_from, event)
        if act.name == "lapse":
            self._fire_with_it(deed, event)
        elif act.name == "rule":
            self._take_number(event)

    def _take_number(self, event: Event) -> None:
        """In a suit the number without 之一 is the judgment's: later papers cite the ruling by its own."""
        paper = event.documents.filter(kind="preservation_ruling").first()
        if paper is not None:
            self.ruling_no = paper.number
            self.save(update_fields=["ruling_no"])

    def _fire_with_it(self, deed: Deed, event: Event) -> None:
        """Assets that lapse at the same instant are one event."""
        codes = [rule.code for rule in rules.TERMS]
        for deadline in self.deadlines.filter(rule__in=codes, state__in=Deadline.LIVE, due_on__lte=deed.on):
            deadline.end(Deadline.State.FIRED, deed.at, event)
