"""An order of investigation as a row and its acts: it hangs on the suit or execution that it was asked for in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django_fsm import RETURN_VALUE

from courtflow.accounts.roles import Unit
from courtflow.cases.models import Agent, Proceeding, Service
from courtflow.cases.registering import add_agent
from courtflow.flow import clock
from courtflow.flow.acts import BIRTH, STAY, SYSTEM, Deed, Order, act
from courtflow.flow.perform import base_of
from courtflow.flow.rules import Start
from courtflow.law.articles import CPL, INT, NANZHAO, ZHEJIANG
from courtflow.law.periods import compute
from courtflow.policy.models import Policy
from documents import delivery

from . import facts, guards, rules, tasks
from .states import CARRIED, ENDED, State
from .tasks import JUDGES, LEADERS, OFFICERS

ORDERING = (ZHEJIANG["三", 3], NANZHAO["三", 2], CPL[67], INT[94])
REFUSING = (NANZHAO["三", 2], CPL[67], INT[95])
HELPING = (CPL[70], CPL[117])


def day_of_application(row: Any) -> Any:
    return row.applied_on


class Investigation(Proceeding):
    """律师调查令: the court's power to ask, lent to a party's agent for one question, one holder and some days."""

    KIND = "investigation"
    TITLE = "律师调查令"
    State = State
    TERMINAL = ENDED

    agent = models.ForeignKey(
        Agent, on_delete=models.PROTECT, null=True, related_name="investigations", verbose_name="申请人（持令人）"
    )
    licence = models.CharField("执业证号", max_length=40, blank=True)
    applied_on = models.DateField("申请日期", null=True)
    holder = models.CharField("被调查单位", max_length=100, blank=True)
    holder_address = models.CharField("被调查单位地址", max_length=200, blank=True)
    scope = models.JSONField("调查事项", default=list)
    content = models.TextField("申请调查的内容", blank=True)
    purpose = models.TextField("待证事实或者执行需要", blank=True)
    obstacle = models.CharField("不能自行收集的原因", max_length=8, choices=facts.OBSTACLES, blank=True)
    reason = models.TextField("原因说明", blank=True)
    barred = models.JSONField("涉及另有规定的信息", default=list)
    granted = models.TextField("准予调查的内容", blank=True)
    issued_on = models.DateField("签发日期", null=True)
    valid_until = models.DateField("有效期至", null=True)
    ground = models.CharField("不予签发的理由", max_length=10, choices=facts.GROUNDS, blank=True)
    refusal = models.TextField("不予签发、不使用的说明", blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="批准人"
    )
    presented_on = models.DateField("出示日期", null=True)
    result = models.CharField("调查结果", max_length=10, choices=facts.RESULTS, blank=True)
    answer = models.TextField("材料清单或者答复", blank=True)
    help_ordered_on = models.DateField("责令协助日期", null=True)
    fine = models.DecimalField("罚款金额", max_digits=16, decimal_places=2, null=True)
    ended_on = models.DateField("办结日期", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "律师调查令"

    @classmethod
    def home(cls, policy: Policy) -> str:
        return Unit.ENFORCEMENT

    @property
    def scope_words(self) -> str:
        return "、".join(dict(facts.SCOPES)[item] for item in self.scope)

    def told(self) -> list[tuple[str, str]]:
        agent = self.agent
        return [
            ("申请人（持令人）", f"{agent}，{agent.firm}，{agent.party.name}的代理人" if agent else ""),
            ("调查事项", self.scope_words),
            ("涉及另有规定的信息", "、".join(dict(facts.BARRED)[item] for item in self.barred)),
            ("批准人", str(self.approved_by or "")),
        ]

    def spent(self) -> tuple[str, date] | None:
        """Cancelled, presented or handed back, or past its days, which need no sweep to be over."""
        if self.state == State.CANCELLED and self.ended_on:
            return "已撤销", self.ended_on
        if used := self.presented_on or (self.ended_on if self.result else None):
            return "已使用或者缴回", used
        if self.valid_until and clock.today() > self.valid_until:
            return "已过有效期", self.valid_until
        return None

    def _belong_to(self, matter: Any, deed: Deed) -> None:
        """The department and the judge of the suit or execution decide."""
        self.origin = base_of(matter)
        self.hand_to(matter.department)
        if matter.handler is not None:
            self.assign(matter.handler, deed.at)

    # -- asked for -----------------------------------------------------------------------------------------------

    @act(
        "登记律师调查令申请", source=BIRTH, target=State.APPLIED, by=OFFICERS, under=ORDERING,
        guards=[guards.court_issues_orders, guards.agent_may_carry_an_order, guards.matter_is_ones_own],
        facts=facts.ApplicationFacts, starts=[Start(rules.DECIDE, day_of_application)], tasks=[tasks.DECIDE],
        anywhere=True, spec=["B-3.14"],
    )  # fmt: skip
    def apply(self, deed: Deed) -> None:
        self.agent = deed["agent"] or add_agent(deed["principal"], deed.facts, on=deed.on, by=deed.by)
        for name in ("licence", "applied_on", "holder", "holder_address", "obstacle", "reason"):
            setattr(self, name, deed[name])
        self._ask_for(deed)
        self._belong_to(deed["matter"], deed)

    def _ask_for(self, deed: Deed) -> None:
        self.scope, self.content, self.purpose = deed["scope"], deed["content"], deed["purpose"]
        self.barred = deed["barred"]

    @act(
        "报请不使用律师调查令", source=BIRTH, target=State.REFUSAL_PROPOSED, by=JUDGES, under=NANZHAO["三", 2],
        guards=[guards.court_issues_orders, guards.leaders_approve_exceptions, guards.matter_is_ones_own],
        facts=facts.ExceptionFacts, tasks=[tasks.APPROVE], anywhere=True, spec=["E-3.3"],
    )  # fmt: skip
    def propose_exception(self, deed: Deed) -> None:
        self.ground, self.refusal = "special", deed["reason"]
        self._belong_to(deed["matter"], deed)

    @act(
        "变更申请内容", source=State.APPLIED, target=STAY, by=OFFICERS, under=ORDERING, facts=facts.ContentFacts,
        spec=["B-3.15"],
    )  # fmt: skip
    def amend(self, deed: Deed) -> None:
        self._ask_for(deed)

    @act(
        "撤回申请", source=State.APPLIED, target=State.WITHDRAWN, by=OFFICERS, under=ORDERING,
        facts=facts.ReasonFacts, stops=[rules.DECIDE], danger=True,
    )  # fmt: skip
    def withdraw(self, deed: Deed) -> None:
        self._end("申请已撤回", deed)

    # -- decided -------------------------------------------------------------------------------------------------

    @act(
        "审查律师调查令申请", source=State.APPLIED,
        target=RETURN_VALUE(State.ISSUED, State.REFUSED, State.REFUSAL_PROPOSED), by=JUDGES, under=[*ORDERING, INT[95]],
        guards=[guards.court_issues_orders, guards.nothing_barred_by_law_is_asked], facts=facts.DecisionFacts,
        stops=[rules.DECIDE], starts=[Start(rules.VALID, when=guards.is_issued)], tasks=[tasks.APPROVE],
        orders=[Order("investigation_order", guards.is_issued), Order("investigation_refusal", guards.is_refused)],
        hint="以签发为原则；本院规定不予签发须经主管领导批准的，先报批", spec=["B-3.14", "B-3.15", "E-3.3"],
    )  # fmt: skip
    def decide(self, deed: Deed) -> str:
        if deed["decision"] == "issue":
            period = rules.VALID.for_court(self.policy).period
            self.granted, self.issued_on = deed["granted"], deed.on
            self.valid_until = compute(period, deed.on, self.court.calendar).last_day
            return str(State.ISSUED)
        self.ground, self.refusal = deed["ground"], deed["why"]
        if guards.leaders_approve_exceptions.test(self):
            return str(State.REFUSAL_PROPOSED)
        self._end("不予签发", deed)
        return str(State.REFUSED)

    @act(
        "批准不使用律师调查令", source=State.REFUSAL_PROPOSED, target=State.REFUSED, by=LEADERS,
        under=NANZHAO["三", 2], orders=[Order("investigation_refusal", guards.is_refused)], anywhere=True,
        spec=["E-3.3"],
    )  # fmt: skip
    def approve_refusal(self, deed: Deed) -> None:
        self.approved_by = deed.by
        self._end("不予签发" if self.agent_id else "经批准不使用", deed)

    @act(
        "不同意，退回", source=State.REFUSAL_PROPOSED, target=RETURN_VALUE(State.APPLIED, State.WITHDRAWN), by=LEADERS,
        under=NANZHAO["三", 2], facts=facts.ReasonFacts, starts=[Start(rules.DECIDE, when=guards.is_applied)],
        tasks=[tasks.DECIDE], anywhere=True, spec=["E-3.3"],
    )  # fmt: skip
    def return_refusal(self, deed: Deed) -> str:
        """The rule is to use the order: an application comes back to the judge, an exception of his own falls."""
        if self.agent_id:
            return str(State.APPLIED)
        self._end("未批准不使用", deed)
        return str(State.WITHDRAWN)

    # -- carried -------------------------------------------------------------------------------------------------

    @act(
        "登记调查令回执", source=CARRIED, target=RETURN_VALUE(State.RETURNED, State.DECLINED), by=OFFICERS,
        under=ORDERING, facts=facts.ReturnFacts, stops=[rules.VALID], tasks=[tasks.SETTLE], spec=["B-3.14"],
    )  # fmt: skip
    def record_return(self, deed: Deed) -> str:
        self.presented_on, self.result, self.answer = deed["presented_on"], deed["result"], deed["answer"]
        if self.presented_on:
            shown = delivery.Attempt(Service.Method.DIRECT, self.presented_on, True, "持令人出示", "律师调查令回执")
            delivery.from_act(self, "investigation_order", None, shown, deed)
        if self.result == "refused":
            return str(State.DECLINED)
        self._end(self.get_result_display(), deed)
        return str(State.RETURNED)

    @act(
        "调查令有效期届满", source=State.ISSUED, target=State.EXPIRED, by=[SYSTEM], under=ORDERING,
        tasks=[tasks.COLLECT], spec=["B-3.14"],
    )  # fmt: skip
    def expire(self, deed: Deed) -> None:
        """It still has to come back, with whatever it brought in time."""

    @act(
        "撤销律师调查令", source=State.ISSUED, target=State.CANCELLED, by=JUDGES, under=ORDERING,
        facts=facts.ReasonFacts, stops=[rules.VALID], danger=True, spec=["B-3.14"],
    )  # fmt: skip
    def cancel(self, deed: Deed) -> None:
        self._end("已撤销", deed)

    # -- refused by the holder -------------------------------------------------------------------------------------

    @act(
        "责令履行协助调查义务", source=State.DECLINED, target=STAY, by=JUDGES, under=HELPING, facts=facts.HelpFacts,
        spec=["B-3.14"],
    )  # fmt: skip
    def order_help(self, deed: Deed) -> None:
        """The event keeps when and how; the fine comes beside the order to help, not instead of it."""
        self.help_ordered_on = deed["ordered_on"]

    @act(
        "登记拒绝协助的处理结果", source=State.DECLINED, target=State.SETTLED, by=JUDGES,
        under=[CPL[117], CPL[118], CPL[119]], guards=[guards.holder_was_ordered_to_help],
        facts=facts.SettlingFacts, spec=["B-3.14"],
    )  # fmt: skip
    def settle(self, deed: Deed) -> None:
        decided = deed.get("sanction")
        self.fine = decided.amount if decided else deed.get("fine")
        self._end(dict(facts.OUTCOMES)[deed["outcome"]], deed)

    def _end(self, outcome: str, deed: Deed) -> None:
        self.outcome, self.ended_on = outcome, deed.on
