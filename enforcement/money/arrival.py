"""Money comes in: 登记到账, 认领不明款, 通知承办人; and a mistaken entry is reversed (南召三5、四10)."""

from __future__ import annotations

from typing import Any

from courtflow.cases.models.money_accounts import bind_account
from courtflow.flow.acts import BIRTH, STAY, SYSTEM, Deed, act
from courtflow.flow.refusals import Refusal
from courtflow.flow.rules import Start
from courtflow.law.articles import KW, NANZHAO, SHANYANG

from . import facts, guards, rules, tasks
from .base import MoneyRow
from .hosts import host_of
from .ledger import LedgerEntry, post, reverse, standing
from .records import Unidentified
from .states import BEFORE_PLAN, HELD, State
from .tasks import CLAIMANTS, FINANCE

ENTRY = (guards.case_can_have_an_account, guards.somebody_conducts_the_case)
FROM_ARRIVAL = Start(rules.ARRIVAL, lambda money: money.arrived_on)


class Arrival(MoneyRow):
    """Acts up to the notice to whoever conducts the case."""

    class Meta:
        abstract = True

    @act(
        "登记到账", source=BIRTH, target=State.RECEIVED, by=FINANCE, under=[NANZHAO["三", 5], KW[10]],
        guards=[*ENTRY, guards.nobody_operates_and_approves], facts=facts.ArrivalFacts, starts=[FROM_ARRIVAL],
        tasks=[tasks.NOTIFY], anywhere=True, spec=["E-3.18", "E-3.19", "E-3.21", "E-4.20", "C-23.5"],
    )  # fmt: skip
    def receive(self, deed: Deed) -> None:
        for name in ("amount", "payer", "payer_name", "channel", "arrived_on", "bank_ref"):
            setattr(self, name, deed[name])
        self._settle_in(deed)
        self._enter(deed)

    @act(
        "认领不明款", source=BIRTH, target=State.RECEIVED, by=CLAIMANTS, under=[NANZHAO["四", 10], KW[10]],
        guards=[*ENTRY, guards.nobody_operates_and_approves], facts=facts.ClaimFacts, starts=[FROM_ARRIVAL],
        tasks=[tasks.NOTIFY], anywhere=True, spec=["E-4.20", "E-3.21"],
        hint="期限自款项进入法院账户之日起算，不因认领重新起算",
    )  # fmt: skip
    def claim(self, deed: Deed) -> None:
        """Two cases may reach for the same money: the row is locked, the second is told."""
        row = Unidentified.objects.select_for_update().get(pk=deed["unidentified"].pk)
        if row.claimed_at is not None:
            raise Refusal("该笔不明款已被认领", under=NANZHAO["四", 10], remedy="在案款台账中查看认领的案件")
        Unidentified.objects.filter(pk=row.pk).update(claimed_at=deed.at)
        self.unidentified, self.payer, self.claim_evidence = row, deed["payer"], deed["evidence"]
        for name in ("amount", "payer_name", "channel", "arrived_on", "bank_ref"):
            setattr(self, name, getattr(row, name))
        self._settle_in(deed)
        kind = LedgerEntry.Kind.CLAIMED
        LedgerEntry.objects.create(
            court_id=self.court_id, unidentified=row, kind=kind, amount=-row.amount, on=deed.on,
            counterparty=str(self.account or ""), reference=row.bank_ref, recorded_by=deed.by, recorded_at=deed.at,
        )  # fmt: skip
        self._enter(deed)

    @act(
        "自另案转入", source=BIRTH, target=State.RECEIVED, by=[SYSTEM], under=SHANYANG[9], guards=ENTRY,
        starts=[FROM_ARRIVAL], tasks=[tasks.NOTIFY], spec=["C-9.5"],
    )  # fmt: skip
    def receive_from_case(self, deed: Deed) -> None:
        self._settle_in(deed)
        self._enter(deed)

    @act(
        "退票款项回账", source=BIRTH, target=State.RECEIVED, by=[SYSTEM], under=KW[10], starts=[FROM_ARRIVAL],
        tasks=[tasks.NOTIFY],
    )  # fmt: skip
    def receive_returned(self, deed: Deed) -> None:
        self._settle_in(deed)
        self._enter(deed)

    def _settle_in(self, deed: Deed) -> None:
        """To whoever conducts the case; the finance office keeps its own acts wherever the money lies."""
        self.account = bind_account(self, deed.at)
        self._go_to(self.host or host_of(self.case), deed)

    def _go_to(self, host: Any, deed: Deed) -> None:
        self.case.admit(self.department)
        self.host_id = host.pk
        self.hand_to(host.department)
        if host.handler is not None:
            self.assign(host.handler, deed.at)

    def _enter(self, deed: Deed) -> None:
        post(
            self, LedgerEntry.Kind.ARRIVAL, self.amount, self.arrived_on or deed.on, deed,
            counterparty=self.payer_name, reference=self.bank_ref,
        )  # fmt: skip

    @act(
        "通知承办人到账", source=State.RECEIVED, target=State.NOTIFIED, by=FINANCE, under=KW[10],
        guards=[guards.nobody_operates_and_approves], facts=facts.NoticeFacts,
        starts=[Start(rules.NOTICE, lambda money: money.notified_on)], tasks=[tasks.PROPOSE], anywhere=True,
        orders=["money_arrival_notice"], spec=["E-4.20"],
    )  # fmt: skip
    def notify_handler(self, deed: Deed) -> None:
        self.notified_on = deed["notified_on"]

    @act(
        "随承办程序变更", source=HELD, target=STAY, by=[SYSTEM], under=SHANYANG[23], spec=["C-23.5"],
    )  # fmt: skip
    def follow_host(self, deed: Deed) -> None:
        """The account stays the one it was; only who conducts the case has changed (Q26)."""
        bind_account(self, deed.at)
        self._go_to(host_of(self.case), deed)

    @act(
        "冲正到账登记", source=BEFORE_PLAN, target=State.REVERSED, by=FINANCE, under=NANZHAO["三", 5],
        guards=[guards.nobody_operates_and_approves], facts=facts.ReasonFacts, anywhere=True, danger=True,
        hint="错登、错认领的款项以冲正更正；认领的不明款退回不明款名册，原到账日期不变",
    )  # fmt: skip
    def reverse(self, deed: Deed) -> None:
        self.outcome = f"冲正：{deed['reason']}"[:60]
        reverse(standing(LedgerEntry.objects.filter(money=self.pk)).get(), deed.on, deed, deed["reason"])
        if row := self.unidentified:
            taken = standing(row.entries.all()).get(kind=LedgerEntry.Kind.CLAIMED)
            reverse(taken, deed.on, deed, deed["reason"])
            Unidentified.objects.filter(pk=row.pk).update(claimed_at=None)
