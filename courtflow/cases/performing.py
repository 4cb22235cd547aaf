"""Recording and confirming performance: shared by every proceeding in which somebody pays or acts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet

from courtflow.flow.acts import Deed
from courtflow.flow.facts import Day, Facts, Money, YesNo
from courtflow.flow.refusals import Refusal
from courtflow.law.articles import CC

from .models import Instrument, Obligation, Party, Performance

THROUGH_COURT = (Performance.Channel.COURT_ACCOUNT, Performance.Channel.DEDUCTION)


def instruments_of(proceeding: Any) -> QuerySet[Instrument]:
    """The instruments a proceeding is about: its own, or those of its case that are in effect."""
    own = getattr(proceeding, "instrument_id", None)
    rows = Instrument.objects.filter(pk=own) if own else Instrument.objects.filter(case_id=proceeding.case_id)
    return rows.prefetch_related(
        "obligations__performances", "obligations__instalments", "obligations__debtors", "services"
    )


class PerformanceFacts(Facts):
    """One performance: which item, who, how much, when, how, with which proof, and whether it is confirmed."""

    obligation = forms.ModelChoiceField(Obligation.objects.none(), label="判项")
    payer = forms.ModelChoiceField(Party.objects.none(), label="履行人")
    amount = Money(label="履行金额（元）", required=False, help_text="金钱给付必填；行为或交付留空")
    performed_on = Day(label="履行日期", past=True)
    channel = forms.ChoiceField(choices=Performance.Channel, label="履行渠道")
    proof = forms.CharField(max_length=200, label="凭证", help_text="转账回单号、收条、笔录等")
    confirmed = YesNo(label="债权人已确认或凭证已核实")
    confirmed_how = forms.CharField(
        max_length=200, label="确认方式", required=False, help_text="如：债权人签字确认、电话核实笔录"
    )

    def prepare(self, proceeding: Any) -> None:
        obligations = Obligation.objects.filter(instrument__in=instruments_of(proceeding))
        self.fields["obligation"].queryset = obligations  # type: ignore[attr-defined]
        self.fields["payer"].queryset = Party.objects.filter(case_id=proceeding.case_id)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        obligation = facts.get("obligation")
        if obligation is None:
            return facts
        if obligation.kind == Obligation.Kind.MONEY:
            self._check_money(obligation, facts)
        elif facts.get("amount"):
            self.add_error("amount", "行为或交付类判项不填金额，请在“渠道”中选“行为或交付已完成”")
        self._check_channel(facts)
        if facts.get("confirmed") and not facts.get("confirmed_how"):
            self.add_error("confirmed_how", "请写明如何确认，例如债权人签字、核对银行回单")
        return facts

    def _check_channel(self, facts: dict[str, Any]) -> None:
        """南召三5: what passes through the court is entered and paid out by the ledger alone."""
        if facts.get("channel") in THROUGH_COURT and self.proceeding.policy.value("money.ledger_only"):
            self.add_error("channel", "经法院账户的款项在案款台账中登记到账和发放，发放时自动计入履行，不在此登记")

    def _check_money(self, obligation: Obligation, facts: dict[str, Any]) -> None:
        amount = facts.get("amount")
        if amount is None:
            if "amount" not in self.errors:
                self.add_error("amount", "金钱给付须填写金额")
        elif amount > obligation.balance:
            self.add_error("amount", f"超过未履行余额{obligation.balance:,.2f}元，请核对；多付部分请另行退还债务人")


def record_performance(proceeding: Any, deed: Deed) -> Performance:
    """Store one performance of cleaned PerformanceFacts."""
    obligation = deed["obligation"]
    return Performance.objects.create(
        obligation=obligation,
        proceeding_id=proceeding.pk,
        payer=deed["payer"],
        amount=deed["amount"],
        completes=obligation.kind != Obligation.Kind.MONEY and bool(deed["confirmed"]),
        performed_on=deed["performed_on"],
        channel=deed["channel"],
        proof=deed["proof"],
        confirmed=bool(deed["confirmed"]),
        confirmed_how=deed["confirmed_how"],
        recorded_by=deed.by,
        recorded_at=deed.at,
    )


class ConfirmationFacts(Facts):
    """A recorded performance that the creditor now confirms."""

    performance = forms.ModelChoiceField(Performance.objects.none(), label="待确认的履行")
    confirmed_how = forms.CharField(max_length=200, label="确认方式")

    def prepare(self, proceeding: Any) -> None:
        rows = Performance.objects.filter(
            obligation__instrument__in=instruments_of(proceeding), confirmed=False, revoked_reason=""
        )
        self.fields["performance"].queryset = rows  # type: ignore[attr-defined]


def confirm_performance(deed: Deed) -> None:
    """Mark a performance as confirmed; from now on it reduces the balance."""
    row: Performance = deed["performance"]
    obligation = row.obligation
    if row.amount and row.amount > obligation.balance:
        raise Refusal(
            f"确认后将超过未履行余额{obligation.balance:,.2f}元",
            under=CC[557],
            remedy="核对是否重复登记，重复的请撤销其一",
        )
    row.confirmed, row.confirmed_how = True, deed["confirmed_how"]
    row.completes = obligation.kind != Obligation.Kind.MONEY
    row.save(update_fields=["confirmed", "confirmed_how", "completes"])


class RevocationFacts(Facts):
    """A performance entered by mistake, or a payment that came back."""

    performance = forms.ModelChoiceField(Performance.objects.none(), label="要撤销的履行登记")
    reason = forms.CharField(max_length=200, label="撤销原因", help_text="如：重复登记、汇款被退回")

    def prepare(self, proceeding: Any) -> None:
        rows = Performance.objects.filter(obligation__instrument__in=instruments_of(proceeding), revoked_reason="")
        self.fields["performance"].queryset = rows  # type: ignore[attr-defined]


def revoke_performance(deed: Deed) -> None:
    """Take a performance back; the row stays with its reason and the balance rises again."""
    row: Performance = deed["performance"]
    row.revoked_reason = deed["reason"]
    row.save(update_fields=["revoked_reason"])


def balance_of(proceeding: Any) -> Decimal:
    """Money still owed under the proceeding's instruments."""
    return sum((instrument.balance for instrument in instruments_of(proceeding)), Decimal("0.00"))


def fully_performed(proceeding: Any) -> bool:
    """Whether every obligation of every instrument of the proceeding is performed."""
    rows = list(instruments_of(proceeding))
    return bool(rows) and all(row.is_performed for row in rows)


def forcibly_deducted(proceeding: Any) -> bool:
    """Whether some of it was taken by the court: satisfaction, but not the debtor's own act (Q32)."""
    rows = Performance.objects.filter(
        obligation__instrument__in=instruments_of(proceeding), channel=Performance.Channel.DEDUCTION, confirmed=True
    )
    return rows.filter(revoked_reason="").exists()


def recovered_in(proceeding: Any) -> Decimal:
    """Money performed and confirmed while the proceeding had the case (C-25.10)."""
    rows = Performance.objects.filter(
        proceeding_id=proceeding.pk, confirmed=True, revoked_reason="", amount__isnull=False
    )
    return sum((row.amount for row in rows if row.amount), Decimal("0.00"))


def completed_on(proceeding: Any) -> date | None:
    """The day of the last performance, when all is performed."""
    days = [
        row.performed_on
        for instrument in instruments_of(proceeding)
        for item in instrument.obligations.all()
        for row in item.performances.all()
        if row.counts
    ]
    return max(days) if days and fully_performed(proceeding) else None
