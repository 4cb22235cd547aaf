"""起诉状副本 to each defendant, and his time for a defence (民诉法第一百二十八条)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db import models

from courtflow.cases import instruments
from courtflow.cases.models import Party, Service
from courtflow.flow import deadlines
from courtflow.flow.acts import STAY, SYSTEM, Act, Deed, Order, act
from courtflow.flow.facts import Day, Facts, YesNo
from courtflow.flow.models import Deadline, Event
from courtflow.flow.refusals import guard
from courtflow.flow.rules import Start, Stop
from courtflow.law.articles import CPL
from documents.delivery import Attempt, along

from . import rules, tasks
from .matter import Matter
from .records import ComplaintService
from .states import CLOSING_ACTS, HEARD, SERVING, UNDER_TRIAL, State
from .tasks import BENCH

OPEN = (State.FILED, *HEARD)
# What lies in the envelope of the 起诉状副本; a remanded suit was answered once already.
ENVELOPE = ("response_notice", "performance_reminder", "address_confirmation")
ORDERS = tuple(Order(slug, lambda trial: not trial.is_remanded) for slug in ENVELOPE)
# Only a mediation document is signed for, only a judgment pronounced; every other way is open to a complaint.
METHODS = [choice for choice in Service.Method.choices if choice[0] not in ("signed", "pronounced")]


@guard("起诉状副本已经向全部被告送达", under=CPL[128], remedy="无须再送达", ask="审判庭书记员")
def somebody_is_uninformed(trial: Any) -> bool:
    return bool(trial.uninformed().exists())


@guard("没有正在等待答辩状的被告", under=CPL[128], remedy="先送达起诉状副本", ask="审判庭书记员")
def a_defence_is_awaited(trial: Any) -> bool:
    return bool(trial.complaint_services.filter(defended_on=None).exists())


class ComplaintFacts(Facts):
    """起诉状副本 served on one defendant."""

    party = forms.ModelChoiceField(Party.objects.none(), label="被告")
    method = forms.ChoiceField(label="送达方式", choices=METHODS)
    done_on = Day(past=True, label="送达日期", help_text="签收、到达、退回之日；公告填最后刊登或张贴之日")
    proof = forms.CharField(max_length=200, label="送达证明")
    abroad = YesNo(label="是否在国内没有住所", help_text="没有住所的，答辩期为三十日")

    def prepare(self, proceeding: Any) -> None:
        self.fields["party"].queryset = proceeding.uninformed()  # type: ignore[attr-defined]
        if proceeding.procedure not in ("", proceeding.Procedure.ORDINARY):
            shown = [choice for choice in METHODS if choice[0] != Service.Method.PUBLIC_NOTICE]
            self.fields["method"].choices = shown  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        party = facts.get("party")
        if party and facts.get("method") == Service.Method.ELECTRONIC and not party.electronic_service:
            self.add_error("method", f"{party.name}没有同意电子送达，请改用其他方式（民诉法第九十条）")
        return facts


class DefenceFacts(Facts):
    """答辩状."""

    service = forms.ModelChoiceField(ComplaintService.objects.none(), label="提出答辩的被告")
    received_on = Day(past=True, label="收到答辩状日期")

    def prepare(self, proceeding: Any) -> None:
        field: Any = self.fields["service"]
        field.queryset = proceeding.complaint_services.filter(defended_on=None).select_related("party")
        field.label_from_instance = lambda row: row.party.name


class Answering(Matter):
    """Each defendant has his own clock from the day on which he counts as served."""

    class Meta:
        abstract = True

    _just_informed: ComplaintService | None = None

    def uninformed(self) -> models.QuerySet[Party]:
        """Defendants on whom the complaint is still to be served."""
        answering = self.case.parties.filter(role__in=Party.DEBTOR_SIDE)
        return answering.exclude(pk__in=ComplaintService.objects.filter(trial_id=self.pk).values("party"))

    @act(
        "送达起诉状副本", source=[*OPEN], target=STAY, by=BENCH, under=[CPL[128], CPL[285]],
        guards=[somebody_is_uninformed], facts=ComplaintFacts, tasks=[tasks.COMPLAINT],
        starts=[
            Start(rules.DEFENCE, lambda trial: trial.informed_now(abroad=False)),
            Start(rules.DEFENCE_ABROAD, lambda trial: trial.informed_now(abroad=True)),
        ],
    )  # fmt: skip
    def serve_complaint(self, deed: Deed) -> None:
        party, method, done_on = deed["party"], deed["method"], deed["done_on"]
        served = instruments.service_day(
            party, method, done_on, court=self.court, policy=self.policy, abroad=deed["abroad"]
        )
        self._just_informed = ComplaintService.objects.create(
            trial_id=self.pk, party=party, method=method, done_on=done_on, served_on=served.last_day,
            abroad=deed["abroad"], proof=deed["proof"],
        )  # fmt: skip
        tried = Attempt(method, done_on, True, "随同起诉状副本送达", deed["proof"])
        along(self, ENVELOPE, party, tried, deed)

    def informed_now(self, *, abroad: bool) -> Iterable[tuple[date, Party]]:
        row = self._just_informed
        return [(row.served_on, row.party)] if row is not None and row.abroad == abroad else []

    @act(
        "收到答辩状", source=[*OPEN, State.SUSPENDED], target=STAY, by=BENCH, under=CPL[128],
        guards=[a_defence_is_awaited], facts=DefenceFacts,
    )  # fmt: skip
    def receive_defence(self, deed: Deed) -> None:
        """One that comes late is taken into the file, too."""
        row: ComplaintService = deed["service"]
        row.defended_on = deed["received_on"]
        row.save(update_fields=["defended_on"])

    @act(
        "答辩期届满", source=[*OPEN, State.SUSPENDED, *SERVING, State.APPEALED, State.ENDED], target=STAY, by=[SYSTEM],
        under=CPL[128],
    )  # fmt: skip
    def end_defence_period(self, deed: Deed) -> None:
        """A defendant who files no defence does not hold up the trial."""

    def after(self, act: Act, deed: Deed, event: Event) -> None:
        """The duty of the court is done with the last defendant; a defendant's clock ends with his defence."""
        super().after(act, deed, event)
        if act.name == "serve_complaint" and not self.uninformed().exists():
            deadlines.stop_all(self, [Stop(rules.COMPLAINT_COPY)], deed, event)
        elif act.name == "receive_defence":
            for rule in (rules.DEFENCE, rules.DEFENCE_ABROAD):
                deadlines.stop_for_party(self, rule, deed["service"].party, deed, event)
        elif act.name in CLOSING_ACTS and self.state not in UNDER_TRIAL:
            self._drop_clocks(deed, event)

    def _drop_clocks(self, deed: Deed, event: Event) -> None:
        """With the suit over nobody need be served or answer; what was late by then stays late."""
        codes = [rule.code for rule in (rules.COMPLAINT_COPY, rules.DEFENCE, rules.DEFENCE_ABROAD)]
        for deadline in self.deadlines.filter(rule__in=codes, state__in=Deadline.LIVE):
            late = deadline.answered(deed.at) == Deadline.State.LATE
            deadline.end(Deadline.State.LATE if late else Deadline.State.CANCELLED, deed.at, event)
