"""The right to apply for enforcement, through all that interrupted or suspended it (民事诉讼法第二百五十条)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from courtflow.flow import clock, registry
from courtflow.flow.acts import Deed
from courtflow.flow.facts import Day, Facts
from courtflow.law.limitation import Course, Ground, Happening, run
from courtflow.law.periods import Span
from courtflow.policy.models import Policy

from .instruments import LIMITATION, last_term
from .models import Instrument, LimitationEvent

APPLICATIONS = "execution_filing"  # the kind of proceeding that a creditor's application begins
_TOLD = [ground for ground in Ground if ground is not Ground.APPLICATION]  # an application has an act of its own


class LimitationFacts(Facts):
    """What interrupted or suspended the period, when, and how it is known."""

    ground = forms.ChoiceField(label="事由", choices=[(ground.value, ground.label) for ground in _TOLD])
    on = Day(label="发生日期", past=True, help_text="提出要求、同意履行、达成和解之日；障碍为开始之日")
    until = Day(
        label="截止日期", required=False,
        help_text="和解填约定履行期限的最后一日（民诉法解释第四百六十六条）；障碍填消除之日；其他不填",
    )  # fmt: skip
    proof = forms.CharField(max_length=200, label="凭证", help_text="催告函及回执、承诺书、和解协议、证明材料等")

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        ground, on, until = facts.get("ground"), facts.get("on"), facts.get("until")
        if ground in (Ground.DEMAND, Ground.ACKNOWLEDGEMENT) and until:
            self.add_error("until", "该事由自发生之日起重新计算，不填截止日期")
        if ground == Ground.OBSTACLE and not until and "until" not in self.errors:
            self.add_error("until", "障碍消除后登记，须填写消除之日（执行程序解释第十九条）")
        if ground == Ground.OBSTACLE and until and until > clock.today():
            self.add_error("until", "障碍尚未消除的，消除后再登记")
        if on and until and until < on:
            self.add_error("until", "截止日期不得早于发生日期")
        return facts


def record(proceeding: Any, instrument: Instrument, deed: Deed) -> LimitationEvent:
    """Store what happened, of cleaned LimitationFacts."""
    return LimitationEvent.objects.create(
        instrument=instrument, proceeding_id=proceeding.pk, ground=deed["ground"], on=deed["on"],
        until=deed.get("until"), proof=deed["proof"], recorded_by=deed.by, recorded_at=deed.at,
    )  # fmt: skip


def course(instrument: Instrument, *, court: Any, policy: Policy, start: date | None = None) -> Course | None:
    """The period from the last performance day to now; None while nothing has become due to be enforced."""
    start = start or last_term(instrument)
    if start is None:
        return None
    period = LIMITATION.for_court(policy).period
    return run(start, period, _happenings(instrument), court.calendar)


def start_now(instrument: Instrument, *, court: Any, policy: Policy) -> date | None:
    """The day from which the period that holds now is counted."""
    found = course(instrument, court=court, policy=policy)
    return found.now.start if found else None


def spared_now(instrument: Instrument, *, court: Any, policy: Policy) -> Sequence[Span]:
    """The days of obstacles that the period that holds now leaves out."""
    found = course(instrument, court=court, policy=policy)
    return found.now.spans if found else ()


def _happenings(instrument: Instrument) -> list[Happening]:
    told = [row.happening for row in instrument.limitation_events.all()]
    applications = registry.proceeding_class(APPLICATIONS).objects.filter(case=instrument.case, instrument=instrument)
    days = set(applications.exclude(received_on=None).values_list("received_on", flat=True))
    return told + [Happening(Ground.APPLICATION, day) for day in sorted(days)]
