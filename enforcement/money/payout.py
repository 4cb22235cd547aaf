"""Money goes out through the ledger alone; payments come back; court fees are refunded (南召三5，诉讼费用交纳办法)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from courtflow.accounts.roles import Role
from courtflow.cases.models import Account, Performance
from courtflow.cases.performing import record_performance, revoke_performance
from courtflow.flow.acts import BIRTH, STAY, SYSTEM, Deed, act
from courtflow.flow.perform import open_proceeding
from courtflow.flow.refusals import Refusal
from courtflow.flow.rules import Start
from courtflow.law.articles import FEE, KW, NANZHAO, SHANYANG

from . import facts, guards, rules, tasks
from .ledger import LedgerEntry, post
from .planning import Planning
from .records import Channel, Share
from .states import State
from .tasks import FINANCE, REGISTRARS

ENTRY_OF = {
    Share.Purpose.FEE: LedgerEntry.Kind.TREASURY,
    Share.Purpose.OTHER_CASE: LedgerEntry.Kind.OTHER_CASE,
    Share.Purpose.RETURN: LedgerEntry.Kind.RETURN,
}


class Payout(Planning):
    """Acts by which money leaves the court."""

    class Meta:
        abstract = True

    @act(
        "发放案款", source=State.READY, target=State.PAID, by=FINANCE,
        under=[NANZHAO["三", 5], NANZHAO["四", 10], KW[10]],
        guards=[
            guards.payout_is_not_deferred, guards.ledger_covers_the_payout, guards.nobody_operates_and_approves,
        ],
        facts=facts.PayoutFacts, stops=rules.PAYOUT_CLOCKS, opens=["money"], orders=["payout_voucher"],
        anywhere=True, spec=["E-3.19", "E-3.21", "E-3.22", "E-4.21", "C-23.4"],
    )  # fmt: skip
    def pay_out(self, deed: Deed) -> None:
        self.paid_on, self.batch_no = deed["paid_on"], deed["batch_no"]
        for share in self.shares.select_related("payee", "account", "obligation", "target__case"):
            self._pay(share, deed)
        self.outcome = "已发放"

    def _pay(self, share: Share, deed: Deed) -> None:
        if share.needs_account and (share.account is None or share.account.until is not None):
            raise Refusal(
                f"{share.payee}的收款账户已停用", under=SHANYANG[6], remedy="登记新账户后，重新完备发放手续",
                ask=Role.FILING_CLERK.label,
            )  # fmt: skip
        kind = ENTRY_OF.get(Share.Purpose(share.purpose), LedgerEntry.Kind.PAYOUT)
        to = share.target.number if share.target else share.payee
        post(
            self, kind, -share.amount, deed["paid_on"], deed, share=share, counterparty=str(to or "国库"),
            reference=deed["batch_no"],
        )  # fmt: skip
        if share.purpose == Share.Purpose.PRINCIPAL:
            share.performance = self._perform(share, deed)
            share.save(update_fields=["performance"])
        elif share.target is not None:
            self._pass_on(share, deed)

    def _perform(self, share: Share, deed: Deed) -> Performance:
        """The debt is performed on the day the money reached the court, whenever it is paid on (迟延利息解释第三条)."""
        item: Any = share.obligation
        if share.amount > item.balance:
            raise Refusal(
                f"第{item.item}项未履行余额只有{item.balance:,.2f}元", under=KW[10],
                remedy="期间有其他履行登记的，重新拟定发放方案",
            )  # fmt: skip
        forced = self.channel == Channel.DEDUCTION and not self.deduction_agreed
        channel = Performance.Channel.DEDUCTION if forced else Performance.Channel.COURT_ACCOUNT
        told = {
            "obligation": item, "payer": self.payer or item.debtors.first(), "amount": share.amount,
            "performed_on": self.arrived_on, "channel": channel, "proof": f"案款发放凭证{deed['batch_no']}",
            "confirmed": True, "confirmed_how": "案款台账到账、发放记录",
        }  # fmt: skip
        return record_performance(self.host, replace(deed, facts=told))

    def _pass_on(self, share: Share, deed: Deed) -> None:
        """To the account of the other case, which pays it out by a plan of its own."""
        target: Any = share.target
        open_proceeding(
            "money", target.case, "receive_from_case", by=SYSTEM, at=deed.at, origin=self, court=self.court,
            host=target, amount=share.amount, payer_name=f"{self.account or self.case}转入"[:200],
            channel=Channel.OTHER_CASE, arrived_on=deed["paid_on"], bank_ref=deed["batch_no"],
        )  # fmt: skip

    @act(
        "登记退票", source=State.PAID, target=STAY, by=FINANCE, under=KW[10],
        guards=[guards.nobody_operates_and_approves], facts=facts.ReturnedPaymentFacts, opens=["money"],
        anywhere=True, danger=True, hint="银行退回的款项作为新的到账重新发放，对应的履行登记撤销",
    )  # fmt: skip
    def take_back(self, deed: Deed) -> None:
        share: Share = deed["share"]
        share.returned_on = deed["returned_on"]
        share.save(update_fields=["returned_on"])
        if share.performance is not None:
            told = {"performance": share.performance, "reason": f"退票：{deed['reason']}"[:200]}
            revoke_performance(replace(deed, facts=told))
        open_proceeding(
            "money", self.case, "receive_returned", by=SYSTEM, at=deed.at, origin=self, court=self.court,
            host=self.host, amount=share.amount, payer=self.payer, payer_name=self.payer_name, channel=self.channel,
            arrived_on=deed["returned_on"], bank_ref=deed["bank_ref"],
        )  # fmt: skip

    # -- court fees --------------------------------------------------------------------------------------------

    @act(
        "登记应退诉讼费", source=BIRTH, target=State.FEE_DUE, by=REGISTRARS, under=[FEE[53], SHANYANG[10]],
        guards=[guards.payee_has_a_refund_account], facts=facts.RefundFacts,
        starts=[Start(rules.FEE_REFUND, lambda money: money.instrument.effective_on)], tasks=[tasks.REFUND],
        anywhere=True, hint="退还诉讼费由综合办公室单列办理，不立执行案件",
    )  # fmt: skip
    def owe_refund(self, deed: Deed) -> None:
        self.instrument, self.payee, self.amount = deed["instrument"], deed["payee"], deed["amount"]
        self.refund_ground = deed["ground"]

    @act(
        "退还诉讼费", source=State.FEE_DUE, target=State.FEE_REFUNDED, by=FINANCE, under=FEE[53],
        guards=[guards.payee_has_a_refund_account], facts=facts.RefundPaymentFacts, stops=[rules.FEE_REFUND],
        orders=["fee_refund_notice"], anywhere=True,
    )  # fmt: skip
    def refund_fee(self, deed: Deed) -> None:
        """Fees lie on an account of their own: what goes out was first drawn from it."""
        self.paid_on, self.batch_no, self.outcome = deed["paid_on"], deed["batch_no"], "已退还"
        to = self.payee.accounts.filter(purpose=Account.Purpose.REFUND, until=None).first() if self.payee else None
        kinds = ((LedgerEntry.Kind.FEE_IN, self.amount), (LedgerEntry.Kind.FEE_OUT, -self.amount))
        for kind, amount in kinds:
            post(self, kind, amount, deed["paid_on"], deed, counterparty=str(to), reference=deed["batch_no"])

    @act(
        "撤销退费登记", source=State.FEE_DUE, target=State.REVERSED, by=REGISTRARS, under=FEE[53],
        facts=facts.ReasonFacts, anywhere=True, danger=True,
    )  # fmt: skip
    def drop_refund(self, deed: Deed) -> None:
        self.outcome = f"撤销：{deed['reason']}"[:60]
