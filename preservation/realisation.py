"""Money out of what is held: deduction under the number of the suit, sale by the owner (山阳第二十三条、第二十六条)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django_fsm import RETURN_VALUE

from courtflow.cases.models.money_accounts import bind_account
from courtflow.flow.acts import STAY, SYSTEM, Act, Deed, act
from courtflow.flow.deadlines import begin
from courtflow.flow.models import Deadline, Event
from courtflow.law.articles import PRES, SHANYANG
from courtflow.law.periods import Period, Roll, Unit

from . import guards, realisation_facts, rules
from .application import State
from .assets import Asset
from .measures import HELD, Measures
from .records import SelfSale
from .tasks import DEDUCT, EXECUTORS, JUDGES, SALE_FAILED, TRIAL_JUDGE

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

OUTCOMES = RETURN_VALUE(State.CONTROLLED, State.IN_EXECUTION, State.REALISED)


class Realisation(Measures):
    """Acts that turn what is held into money."""

    if TYPE_CHECKING:
        sales: RelatedManager[SelfSale]

    class Meta:
        abstract = True

    # -- deduction without a 首执 ---------------------------------------------------------------------------------

    @act(
        "裁定扣划", source=State.CONTROLLED, target=STAY, by=TRIAL_JUDGE, under=SHANYANG[23],
        guards=[
            guards.case_was_tried, guards.no_execution_is_filed, guards.respondents_are_not_bankrupt,
            guards.judge_tried_the_case, guards.debt_is_due, guards.cash_covers_the_debt,
        ],
        facts=realisation_facts.DeductionFacts, tasks=[DEDUCT], anywhere=True, danger=True, spec=["C-23.3", "C-23.4"],
        orders=["deduction_ruling", "deduction_transfer", "deduction_assistance"],
        hint="以原案号裁定，不立执行案件；所得不属于自动履行，不出具自动履行证明书",
    )  # fmt: skip
    def rule_deduction(self, deed: Deed) -> None:
        """The enforcement department is told to pass the money on; it reaches the case's account as case money."""
        self.instrument = deed["instrument"]
        self.deduction_ruling_no, self.deduction_amount = deed["ruling_no"], deed["amount"]
        self.deduction_applied_on = deed["applied_on"]
        bind_account(self, deed.at)

    @act(
        "登记扣划到位", source=State.CONTROLLED, target=OUTCOMES, by=EXECUTORS, under=SHANYANG[23],
        guards=[guards.deduction_is_ruled], facts=realisation_facts.DeductedFacts, anywhere=True, spec=["C-23.4"],
        hint="款项汇入本案案款账号，由案款管理员登记到账",
    )  # fmt: skip
    def carry_out_deduction(self, deed: Deed) -> str:
        for asset in deed["assets"]:
            self._realise(asset, deed)
        return self._while_something_stands("扣划完毕", State.REALISED)

    def _realise(self, asset: Asset, deed: Deed) -> None:
        self._end_clocks_of(asset, deed)
        asset.end(Asset.Status.REALISED, deed.on)

    # -- sale by the owner ---------------------------------------------------------------------------------------

    @act(
        "准许自行处置财产", source=HELD, target=STAY, by=JUDGES, under=[PRES[20], SHANYANG[26]],
        guards=[guards.something_is_controlled], facts=realisation_facts.SelfSaleFacts, orders=["self_sale_permit"],
        spec=["C-26.1"],
        hint="五项条件齐备：价款可控、限期、不损害债权人和他人利益、不解除查封、价格合理",
    )  # fmt: skip
    def permit_self_sale(self, deed: Deed) -> None:
        bind_account(self, deed.at)
        kept = ("asset", "seller", "until", "lowest", "control")
        self._fresh_sale = self.sales.create(permitted_on=deed.on, **{name: deed[name] for name in kept})

    _fresh_sale: SelfSale | None = None

    @act(
        "登记自行处置结果", source=HELD, target=OUTCOMES, by=JUDGES, under=[PRES[20], SHANYANG[26]],
        guards=[guards.something_is_being_sold], facts=realisation_facts.SoldFacts, spec=["C-26.1"],
    )  # fmt: skip
    def record_self_sale(self, deed: Deed) -> str:
        sale: SelfSale = deed["sale"]
        sale.end(deed, "变卖成交", sold_on=deed["sold_on"], price=deed["price"])
        self._end_sale_clock(sale, deed)
        self._realise(sale.asset, deed)
        return self._while_something_stands("自行处置完毕", State.REALISED)

    @act(
        "终止自行处置", source=HELD, target=STAY, by=JUDGES, under=[PRES[20], SHANYANG[26]],
        guards=[guards.something_is_being_sold], facts=realisation_facts.SaleEndedFacts, tasks=[SALE_FAILED],
        danger=True,
    )  # fmt: skip
    def end_self_sale(self, deed: Deed) -> None:
        sale: SelfSale = deed["sale"]
        sale.end(deed, deed["reason"])
        self._end_sale_clock(sale, deed)

    @act(
        "自行处置期限届满", source=HELD, target=STAY, by=[SYSTEM], under=[PRES[20], SHANYANG[26]], tasks=[SALE_FAILED],
        spec=["C-26.1"],
    )  # fmt: skip
    def expire_self_sale(self, deed: Deed) -> None:
        for sale in self.sales.filter(ended_on=None, until__lte=deed.on):
            sale.end(deed, "期限届满未成交")

    def _end_sale_clock(self, sale: SelfSale, deed: Deed) -> None:
        live = self.deadlines.filter(rule=rules.SELF_SALE.code, due_on=sale.until, state__in=Deadline.LIVE)
        if deadline := live.first():
            deadline.end(Deadline.State.MET, deed.at, None)

    def after(self, act: Act, deed: Deed, event: Event) -> None:
        """The judge sets the term, within the longest one."""
        super().after(act, deed, event)
        if self._fresh_sale is not None:
            days = (self._fresh_sale.until - deed.on).days
            begin(self, replace(rules.SELF_SALE, period=Period(days, Unit.DAY, Roll.NONE)), deed.on, event)
