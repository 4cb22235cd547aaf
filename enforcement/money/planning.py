"""How money is to be paid out: the plan, its approval, its service and objections, deferral (南召四10)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from courtflow.cases.models import Party, Service
from courtflow.flow.acts import STAY, SYSTEM, Deed, Order, act
from courtflow.flow.notices import send
from courtflow.flow.rules import Pause, Resume, Start
from courtflow.law.articles import INT, KW, NANZHAO, SHANYANG
from courtflow.law.exclusions import PAYOUT_DEFERRED
from documents import delivery

from . import facts, guards, rules, tasks
from .arrival import Arrival
from .hosts import executions_against
from .records import PlanObjection, Share
from .states import State
from .tasks import APPROVERS, FINANCE, HANDLERS

PLANNED = (State.NOTIFIED, State.PROPOSED, State.APPROVED, State.READY)


def is_distributed(money: Planning) -> bool:
    return money.distribution


class Planning(Arrival):
    """Acts between the notice and complete formalities."""

    class Meta:
        abstract = True

    @act(
        "拟定案款发放方案", source=State.NOTIFIED, target=State.PROPOSED, by=HANDLERS,
        under=[NANZHAO["四", 10], INT[506], SHANYANG[9]], facts=facts.PlanFacts, tasks=[tasks.APPROVE],
        spec=["E-4.20", "C-9.5", "C-13.1"],
    )  # fmt: skip
    def propose(self, deed: Deed) -> None:
        self.shares.all().delete()
        self.distribution = deed["way"] == "distribution"
        self.deduction_agreed = bool(deed["deduction_agreed"])
        self.basis, self.elsewhere_reason = deed["basis"], deed["elsewhere_reason"]
        kept = ("purpose", "payee", "obligation", "target", "amount")
        for row in deed["shares"]:
            self.shares.create(**{name: row[name] for name in kept})

    @act(
        "审批案款发放方案", source=State.PROPOSED, target=State.APPROVED, by=APPROVERS,
        under=[NANZHAO["四", 10], NANZHAO["一", 1, 1]],
        guards=[guards.nobody_operates_and_approves, guards.approver_answers_for_the_unit],
        tasks=[tasks.COMPLETE], orders=["money_approval", Order("distribution_plan", when=is_distributed)],
        anywhere=True, spec=["E-4.20", "E-1.4"],
    )  # fmt: skip
    def approve(self, deed: Deed) -> None:
        self.approved_on = deed.on
        self._tell_other_executions()

    def _tell_other_executions(self) -> None:
        """C-9.5: who enforces against a payee learns that he is about to be paid."""
        payees = [share.payee for share in self.shares.filter(purpose__in=Share.TO_CREDITOR).exclude(payee=None)]
        for execution in executions_against([payee for payee in payees if payee], outside=self.case):
            if execution.handler is not None:
                names = "、".join(party.name for party in execution.debtors.all())
                send([execution.handler], f"被执行人{names}将在另案领取案款，请及时提取", proceeding=execution)

    @act(
        "退回发放方案", source=State.PROPOSED, target=State.NOTIFIED, by=APPROVERS, under=NANZHAO["四", 10],
        guards=[guards.approver_answers_for_the_unit], facts=facts.ReasonFacts, tasks=[tasks.PROPOSE], anywhere=True,
    )  # fmt: skip
    def return_plan(self, deed: Deed) -> None:
        """The event keeps the reason."""

    # -- distribution ------------------------------------------------------------------------------------------

    @act(
        "登记分配方案送达", source=State.APPROVED, target=STAY, by=HANDLERS, under=INT[509],
        facts=facts.PlanServiceFacts, starts=[Start(rules.PLAN_OBJECTION, lambda money: money._just_served)],
    )  # fmt: skip
    def serve_plan(self, deed: Deed) -> None:
        self._just_served = [(deed["served_on"], deed["party"])]
        served = delivery.Attempt(Service.Method.DIRECT, deed["served_on"], True, "已送达", deed["proof"])
        delivery.from_act(self, "distribution_plan", deed["party"], served, deed)

    _just_served: Iterable[tuple[date, Party]] = ()

    @act(
        "登记分配方案异议", source=State.APPROVED, target=STAY, by=HANDLERS, under=INT[509],
        facts=facts.PlanObjectionFacts,
    )  # fmt: skip
    def object_to_plan(self, deed: Deed) -> None:
        PlanObjection.objects.create(
            money_id=self.pk, party=deed["party"], raised_on=deed["raised_on"], content=deed["content"]
        )

    @act(
        "登记异议处理结果", source=State.APPROVED, target=STAY, by=HANDLERS, under=INT[510],
        facts=facts.ObjectionResultFacts,
    )  # fmt: skip
    def settle_objection(self, deed: Deed) -> None:
        deed["objection"].settle(deed.on, deed["result"])

    @act("分配方案异议期满", source=[State.APPROVED, State.READY], target=STAY, by=[SYSTEM], under=INT[509])
    def end_plan_objection(self, deed: Deed) -> None:
        """Each party has a period of his own; what was not objected to stands."""

    @act(
        "修正分配方案", source=State.APPROVED, target=State.NOTIFIED, by=HANDLERS, under=INT[510],
        facts=facts.ReasonFacts, tasks=[tasks.PROPOSE],
    )  # fmt: skip
    def revise_plan(self, deed: Deed) -> None:
        """Approved and served anew; the event keeps the reason."""

    # -- deferral ----------------------------------------------------------------------------------------------

    @act(
        "暂缓发放案款", source=PLANNED, target=STAY, by=APPROVERS, under=KW[10],
        guards=[
            guards.payout_is_not_deferred, guards.nobody_operates_and_approves, guards.approver_answers_for_the_unit,
        ],
        facts=facts.DeferralFacts,
        pauses=[Pause(PAYOUT_DEFERRED, rules.PAYOUT_CLOCKS, first="deferred_on", note="reason")],
        orders=["money_deferral"], anywhere=True, danger=True, hint="暂缓期间不计入发放期限",
    )  # fmt: skip
    def defer(self, deed: Deed) -> None:
        self.deferred, self.deferral_ground, self.deferral_reason = True, deed["ground"], deed["reason"]

    @act(
        "恢复发放案款", source=PLANNED, target=STAY, by=APPROVERS, under=KW[10],
        guards=[
            guards.payout_is_deferred, guards.nobody_operates_and_approves, guards.approver_answers_for_the_unit,
        ],
        facts=facts.ResumptionFacts, resumes=[Resume((PAYOUT_DEFERRED,), on="resumed_on")], anywhere=True,
    )  # fmt: skip
    def resume_payout(self, deed: Deed) -> None:
        self.deferred, self.deferral_ground, self.deferral_reason = False, "", ""

    # -- formalities -------------------------------------------------------------------------------------------

    @act(
        "完备发放手续", source=State.APPROVED, target=State.READY, by=FINANCE, under=[NANZHAO["四", 10], SHANYANG[6]],
        guards=[
            guards.payout_is_not_deferred, guards.nobody_may_still_object, guards.nobody_operates_and_approves,
        ],
        facts=facts.FormalitiesFacts, starts=[Start(rules.FORMALITIES, lambda money: money.formal_on)],
        tasks=[tasks.PAY], anywhere=True, spec=["E-4.20", "E-4.21", "C-6.1"],
    )  # fmt: skip
    def complete_formalities(self, deed: Deed) -> None:
        self.formal_on, self.receipt_no = deed["completed_on"], deed["receipt_no"]
        for share in self.shares.all():
            if share.needs_account:
                share.account, share.verified_how = self._account_of(share), deed["verified_how"]
                share.save(update_fields=["account", "verified_how"])

    def _account_of(self, share: Share) -> Any:
        return share.payee.payee_account if share.payee else None
