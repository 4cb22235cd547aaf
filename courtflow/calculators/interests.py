"""迟延履行利息: general interest, the doubled part, and what each payment cleared (法释〔2014〕8号)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms

from courtflow.law import interest
from courtflow.law.articles import CC, CPL, DPI, EBL
from courtflow.law.effect import Readings, first_doubled_day
from courtflow.law.interest import DOUBLED_DAILY_RATE, Claim, Instalment, Part, Payment, Rate, Statement, settle
from courtflow.law.numerals import dated
from courtflow.law.periods import Span

from .asking import Answer, Calculator, Question
from .fields import DailyRate, Day, Row, Rows, Sum
from .periods import ExcludedRow
from .venue import Venue

_ONE_DAY = timedelta(days=1)
_ZERO = Decimal("0.00")
_ORDER_WORDS = {"费用": Part.COSTS, "利息": Part.GENERAL, "本金": Part.PRINCIPAL, "加倍部分": Part.DOUBLED}


class SpanRow(Row):
    first = Day(label="起")
    last = Day(label="止")


class RateRow(Row):
    """General interest per day on the principal, until `last` if something ends it."""

    daily = DailyRate(label="日利率")
    first = Day(label="起")
    last = Day(label="止", required=False)


class PaymentRow(Row):
    on = Day(label="履行日")
    amount = Sum(label="金额")


class DebtRow(Row):
    """One instalment: the last day for it, and how much."""

    on = Day(label="履行期末日")
    amount = Sum(label="金额")


class InterestQuestion(Question):
    aliases = {
        "from": "first",
        "to": "last",
        "until": "last",
        "span": "spans",
        "payment": "payments",
        "excluded": "exclude",
        "instalment": "instalments",
    }
    rare = ("spans", "days", "instalments", "costs", "exclude", "bankruptcy", "same_day", "costs_bear_doubled", "order")

    principal = Sum(label="金钱债务（不含一般债务利息）", required=False, help_text="含赔偿金、违约金、判定的律师费")
    due = Day(label="履行期末日", required=False, help_text="加倍部分自次日起算；已知首日的填下一项")
    first = Day(label="加倍部分首日", required=False)
    last = Day(label="计算至", required=False, help_text="当日计入；不填的计至最后一次履行之日")
    days = forms.IntegerField(label="或者天数", min_value=1, max_value=36_500, required=False)
    spans = Rows(SpanRow, label="或者逐段给出迟延履行期间", help_text="首尾两日均计入", required=False)
    instalments = Rows(DebtRow, label="分期履行的各期", example="2024-10-01:50000", required=False)
    costs = Sum(label="诉讼费等费用", required=False)
    general = Rows(
        RateRow,
        label="一般债务利息",
        help_text="日利率写 0.0005 或 0.05%，年利率除以天数写 6%/365",
        example="0.0005:2015-01-01",
        required=False,
    )
    payments = Rows(PaymentRow, label="履行、扣划", example="2015-09-01:11325", required=False)
    exclude = Rows(
        ExcludedRow, label="不计算加倍部分的期间", example="2024-03-01:2024-05-31:再审中止执行", required=False
    )
    bankruptcy = Day(label="破产受理日", required=False)
    same_day = forms.BooleanField(label="加倍利息自履行期末日当日起算（另一种读法）", required=False)
    costs_bear_doubled = forms.BooleanField(label="诉讼费等费用计入加倍部分的基数", required=False)
    order = forms.CharField(
        label="约定的抵充顺序", required=False, help_text="没有约定的：费用、利息、本金、加倍部分", max_length=60
    )

    def clean_order(self) -> tuple[Part, ...]:
        text = self.cleaned_data["order"].replace("，", ",").replace("、", ",")
        words = [word.strip() for word in text.split(",") if word.strip()]
        if not words:
            return interest.STATUTORY_ORDER
        order = tuple(Part(_ORDER_WORDS.get(word, word)) for word in words if word in {*_ORDER_WORDS, *Part})
        if len(words) != len(Part) or set(order) != set(Part):
            raise forms.ValidationError(f"须依次写明{'、'.join(_ORDER_WORDS)}各一次（或者 {','.join(Part)}）")
        return order

    def clean(self) -> dict[str, Any]:
        read = super().clean() or {}
        if self.errors:
            return read
        if bool(read["instalments"]) == (read["principal"] is not None):
            self.add_error("principal", "请填写金额；分期履行的改填各期（instalments），两者取一")
        starts = [read["due"] is not None, read["first"] is not None, bool(read["spans"])]
        if read["instalments"]:
            if any(starts):
                self.add_error("due", "分期履行的，各期自己的末日已经决定首日，不再填末日、首日或者逐段期间")
        elif sum(starts) != 1:
            self.add_error("first", "请填写加倍部分首日、履行期末日（due）或者逐段期间（spans），三者取一")
        if read["days"] and (read["last"] or not (read["due"] or read["first"])):
            self.add_error("days", "天数从首日起算，与“计算至”只填一项")
        if not any(read[name] for name in ("last", "days", "spans", "payments")):
            self.add_error("last", "请填写计算至哪一天，或者填写天数（days）、履行记录（payments）")
        return read


def accrue(read: dict[str, Any], venue: Venue) -> Answer:
    readings = Readings(
        doubled_from_next_day=not read["same_day"] and venue.readings.doubled_from_next_day,
        costs_bear_doubled=read["costs_bear_doubled"] or venue.readings.costs_bear_doubled,
    )
    claim = _claim(read, readings)
    until = _until(read, claim.doubled_from)
    payments = [Payment(row["on"], row["amount"]) for row in read["payments"]]
    stays = [Span(row["first"], row["last"], row["reason"] or "中止、暂缓执行") for row in read["exclude"]]
    excluded = [*stays, *_gaps(read["spans"])]
    statement = settle(claim, until, payments, excluded, read["bankruptcy"], read["order"])
    return _told(claim, statement, until) | {"steps": _steps(read, claim, statement, excluded, until)}


def _claim(read: dict[str, Any], readings: Readings) -> Claim:
    rest: dict[str, Any] = {
        "costs": read["costs"] or _ZERO,
        "general": tuple(Rate(row["first"], row["daily"], row["last"]) for row in read["general"]),
        "costs_bear_doubled": readings.costs_bear_doubled,
    }
    if read["instalments"]:
        parts = [Instalment(row["amount"], first_doubled_day(row["on"], readings)) for row in read["instalments"]]
        return Claim.in_instalments(parts, **rest)
    first = read["first"] or min((row["first"] for row in read["spans"]), default=None)
    return Claim(read["principal"], first or first_doubled_day(read["due"], readings), **rest)


def _until(read: dict[str, Any], first: date) -> date:
    """The last day of the account: as asked, else that of the last payment (履行完毕之日, 第三条)."""
    if read["days"]:
        return first + timedelta(days=read["days"] - 1)
    ends = [row["last"] for row in read["spans"]] or [row["on"] for row in read["payments"]]
    until: date = read["last"] or max(ends)
    starts = [first, *(row["first"] for row in read["general"])]
    if until < min(starts):
        raise ValueError("计算的末日早于首日，没有利息可以计算")
    return until


def _gaps(rows: list[dict[str, Any]]) -> list[Span]:
    """What lies between stretches given one by one does not count."""
    spans = sorted((Span(row["first"], row["last"], "迟延履行期间") for row in rows), key=lambda span: span.first)
    gaps, reached = [], spans[0].last if spans else date.min
    for span in spans[1:]:
        if span.first > reached + _ONE_DAY:
            gaps.append(Span(reached + _ONE_DAY, span.first - _ONE_DAY, "各段之间"))
        reached = max(reached, span.last)
    return gaps


def _told(claim: Claim, statement: Statement, until: date) -> Answer:
    doubled, general = statement.accrued(Part.DOUBLED), statement.accrued(Part.GENERAL)
    principal = sum((part.amount for part in claim.parts), _ZERO)
    return {
        "doubled": doubled,
        "general": general,
        "total": claim.costs + principal + general + doubled,
        "interest": general + doubled,
        "principal": principal,
        "costs": claim.costs,
        "doubled_from": claim.doubled_from,
        "until": until,
        "days": sum(line.days for line in statement.segments if line.part is Part.DOUBLED and line.instalment <= 1),
        "segments": [_segment(line) for line in statement.segments],
        "payments": [
            {"on": receipt.payment.on, "amount": receipt.payment.amount}
            | {part.value: amount for part, amount in receipt.cleared.items()}
            | {"surplus": receipt.surplus}
            for receipt in statement.receipts
        ],
        "balance": {part.value: amount for part, amount in statement.balance.items()}
        | {"total": statement.outstanding},
        "surplus": statement.surplus,
    }


def _segment(line: interest.Segment) -> Answer:
    return {
        "part": line.part.value,
        "label": line.part.label + (f"（第{line.instalment}期）" if line.instalment else ""),
        "first": line.first,
        "last": line.last,
        "days": line.days,
        "base": line.base,
        "daily": rate(line.daily),
        "amount": line.amount,
    }


def rate(daily: Decimal) -> str:
    return f"{daily.normalize():f}"


def _steps(read: dict[str, Any], claim: Claim, statement: Statement, excluded: list[Span], until: date) -> list[str]:
    steps = [
        f"加倍部分自{dated(part.doubled_from)}起算，基数{part.amount:,.2f}元（{CPL[264]}，{DPI[2]}）"
        for part in claim.parts
    ]
    steps += [f"{span.reason}：{dated(span.first)}至{dated(span.last)}不计算加倍部分（{DPI[3]}）" for span in excluded]
    if read["bankruptcy"] and read["bankruptcy"] <= until:
        steps.append(f"破产申请于{dated(read['bankruptcy'])}受理，自该日起停止计息（{EBL[46]}）")
    steps += [_line(line) for line in statement.segments]
    if statement.receipts:
        order = "、".join(part.label for part in read["order"])
        agreed = "" if read["order"] == interest.STATUTORY_ORDER else "（当事人约定）"
        steps.append(f"履行的款项依次抵充：{order}{agreed}（{DPI[4]}、{CC[561]}）")
    if early := sum((receipt.early for receipt in statement.receipts), _ZERO):
        steps.append(f"已到期的债务清偿后，余款{early:,.2f}元抵充未到期的各期（{CC[560]}）")
    return steps


def _line(line: interest.Segment) -> str:
    basis = DPI[1] if line.daily == DOUBLED_DAILY_RATE and line.part is Part.DOUBLED else "文书确定的利率"
    told = _segment(line)
    return (
        f"{told['label']}：{line.first.isoformat()}至{line.last.isoformat()}共{line.days}日，"
        f"{line.base:,.2f}元×{told['daily']}×{line.days}＝{line.amount:,.2f}元（{basis}）"
    )


def interest_headline(answer: Answer) -> list[tuple[str, str]]:
    sums = {
        "加倍部分债务利息": answer["doubled"],
        "一般债务利息": answer["general"],
        "本息费用合计": answer["total"],
        "尚未履行": answer["balance"]["total"],
    }
    return [(label, f"{amount:,.2f}元") for label, amount in sums.items()]


INTEREST = Calculator("interest", "迟延履行利息", InterestQuestion, accrue, interest_headline)
