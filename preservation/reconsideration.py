"""复议 of a ruling on preservation: within five days, once, decided in ten; nothing is stayed (保全规定第二十五条)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from courtflow.cases.models import Party, Service
from courtflow.flow.acts import STAY, SYSTEM, Act, Deed, act
from courtflow.flow.deadlines import stop_for_party
from courtflow.flow.models import Event
from courtflow.flow.rules import Start
from courtflow.law.articles import CPL, INT, PRES
from documents import delivery

from . import guards, review_facts, rules
from .application import State
from .realisation import Realisation
from .records import Review
from .tasks import DECIDE_REVIEW, JUDGES, KEEPERS, RELEASE

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

RULED_ON = (
    State.RULED, State.TRANSFERRED, State.IMPLEMENTING, State.CONTROLLED, State.IN_EXECUTION, State.REJECTED,
)  # fmt: skip


class Reconsideration(Realisation):
    """Service of the ruling and what a party may do against it."""

    if TYPE_CHECKING:
        reviews: RelatedManager[Review]

    class Meta:
        abstract = True

    @act(
        "登记保全裁定送达", source=RULED_ON, target=STAY, by=KEEPERS, under=[CPL[111], PRES[25]],
        facts=review_facts.RulingServiceFacts, starts=[Start(rules.ASK_REVIEW, lambda held: held._just_served)],
    )  # fmt: skip
    def serve_ruling(self, deed: Deed) -> None:
        self._just_served = [(deed["served_on"], deed["party"])]
        served = delivery.Attempt(Service.Method.DIRECT, deed["served_on"], True, "已送达", deed["proof"])
        for kind in ("preservation_ruling", "preservation_refusal"):
            delivery.from_act(self, kind, deed["party"], served, deed)

    _just_served: Iterable[tuple[date, Party]] = ()

    @act(
        "登记复议申请", source=RULED_ON, target=STAY, by=KEEPERS, under=[CPL[111], INT[171], PRES[25]],
        guards=[guards.asked_within_five_days, guards.asked_for_the_first_time], facts=review_facts.ReviewRequestFacts,
        starts=[Start(rules.DECIDE_REVIEW, lambda held: held._just_asked)], tasks=[DECIDE_REVIEW],
        hint="复议期间不停止裁定的执行",
    )  # fmt: skip
    def ask_review(self, deed: Deed) -> None:
        self.reviews.create(party=deed["party"], received_on=deed["received_on"], grounds=deed["grounds"])
        self._just_asked = [(deed["received_on"], deed["party"])]

    _just_asked: Iterable[tuple[date, Party]] = ()

    @act(
        "作出复议裁定", source=RULED_ON, target=STAY, by=JUDGES, under=[INT[171], PRES[25]],
        guards=[guards.review_is_pending], facts=review_facts.ReviewResultFacts, tasks=[RELEASE],
        orders=["preservation_review"], danger=True,
    )  # fmt: skip
    def decide_review(self, deed: Deed) -> None:
        row: Review = deed["review"]
        for name in ("result", "ruling_no", "reason"):
            setattr(row, name, deed[name])
        row.decided_on = deed.on
        row.save(update_fields=["result", "ruling_no", "reason", "decided_on"])
        if row.result == Review.Result.REVOKED and self.controlled().exists():
            self.release_ground = "mistaken"

    @act("保全复议期限届满", source=tuple(State), target=STAY, by=[SYSTEM], under=PRES[25])
    def end_review_period(self, deed: Deed) -> None:
        """Each party has five days of his own."""

    def after(self, act: Act, deed: Deed, event: Event) -> None:
        super().after(act, deed, event)
        if act.name == "ask_review":
            stop_for_party(self, rules.ASK_REVIEW, deed["party"], deed, event)
        elif act.name == "decide_review":
            stop_for_party(self, rules.DECIDE_REVIEW, deed["review"].party, deed, event)
