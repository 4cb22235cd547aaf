"""The acts of sanctioning, declared once for every proceeding in which somebody may hinder the court.

民诉法第一百一十九条: fines and detentions by decision, approved by the president (he signs the paper); reconsideration
once, at the court above, which does not stop the decision.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from courtflow.accounts.roles import Role
from courtflow.cases.models import Service
from courtflow.cases.models.numbers import allot_number
from courtflow.flow.acts import STAY, SYSTEM, Deed, Order, act
from courtflow.flow.refusals import Guard, guard
from courtflow.flow.rules import Start
from courtflow.flow.worklist import TaskKind
from courtflow.law.articles import CPL, INT, SHANYANG
from documents import delivery
from enforcement.outsiders import person_of

from . import facts, rules
from .grounds import DETENTION, FINE, HARDER, REPRIMAND
from .records import Sanction

PAPERS = {FINE: "fine_decision", DETENTION: "detention_decision", REPRIMAND: "reprimand_record"}
OFFICERS = (Role.ENFORCEMENT_JUDGE, Role.TEAM_LEADER, Role.OBJECTION_JUDGE)


@guard("没有等待送达的罚款、拘留决定", under=CPL[119], remedy="先办理“予以训诫、罚款、拘留”，由院长签发决定书")
def a_decision_awaits_service(proceeding: Any) -> bool:
    return bool(facts.ServiceFacts.rows(proceeding).exists())


@guard("没有已经送达的罚款、拘留决定", under=CPL[119], remedy="复议自决定送达之后申请，请先登记送达")
def a_decision_was_served(proceeding: Any) -> bool:
    return bool(facts.ReviewFacts.rows(proceeding).exists())


def newest_is(*measures: str) -> Callable[[Any], bool]:
    return lambda proceeding: proceeding.sanctions.latest("id").measure in measures


SERVE = TaskKind(
    "sanction.serve", "院长签发后送达罚款、拘留决定书", OFFICERS, act="serve_sanction", when=newest_is(*HARDER)
)


def served(proceeding: Any) -> list[Any]:
    return [(row.served_on, row.person) for row in proceeding._just_served_sanctions]


def sanctioning(source: Sequence[str], by: Sequence[str], guards: Sequence[Guard] = ()) -> Callable[..., None]:
    """The act that decides on a sanction in a proceeding."""

    @act(
        "予以训诫、罚款、拘留", source=source, target=STAY, by=by,
        under=[CPL[113], CPL[114], CPL[118], CPL[119], INT[177], SHANYANG[31]], guards=guards,
        facts=facts.SanctionFacts, orders=[Order(paper, newest_is(word)) for word, paper in PAPERS.items()],
        tasks=[SERVE], danger=True, spec=["C-31.2", "B-2.17"], hint="罚款、拘留须经院长批准，由院长签发决定书",
    )  # fmt: skip
    def penalise(self: Any, deed: Deed) -> None:
        kept = ("measure", "ground", "conduct", "amount", "days")
        self.sanctions.create(
            person=person_of(self.case, deed, "妨害民事诉讼的调查笔录"),
            number=allot_number(self, "司惩", deed.on) if deed["measure"] in HARDER else "",
            decided_on=deed.on, decided_by=deed.by, **{name: deed[name] for name in kept},
        )  # fmt: skip

    return penalise


def serving(source: Sequence[str], by: Sequence[str]) -> Callable[..., None]:
    """The act that registers service of a decision; the three days of reconsideration run from it."""

    @act(
        "登记罚款、拘留决定送达", source=source, target=STAY, by=by, under=[CPL[119], INT[185]],
        guards=[a_decision_awaits_service], facts=facts.ServiceFacts, starts=[Start(rules.REVIEW, served)],
        spec=["B-2.17"],
    )  # fmt: skip
    def serve_sanction(self: Any, deed: Deed) -> None:
        row: Sanction = deed["sanction"]
        done = delivery.Attempt(Service.Method.DIRECT, deed["served_on"], True, "已送达", deed["proof"])
        delivery.from_act(self, PAPERS[row.measure], row.person, done, deed)
        row.served_on = deed["served_on"]
        row.save(update_fields=["served_on"])
        self._just_served_sanctions = [row]

    return serve_sanction


def contesting(source: Sequence[str], by: Sequence[str]) -> Callable[..., None]:
    """The act that registers reconsideration and its result."""

    @act(
        "登记处罚决定的复议", source=source, target=STAY, by=by, under=[CPL[119], INT[185]],
        guards=[a_decision_was_served], facts=facts.ReviewFacts, stops=[rules.REVIEW], spec=["B-2.17"],
    )  # fmt: skip
    def contest_sanction(self: Any, deed: Deed) -> None:
        row: Sanction = deed["sanction"]
        row.contested_on, row.review = deed["lodged_on"], deed["result"]
        row.save(update_fields=["contested_on", "review"])

    return contest_sanction


def ending_review(source: Sequence[str]) -> Callable[..., None]:
    """The end of the three days."""

    @act(
        "处罚决定复议期届满", source=source, target=STAY, by=[SYSTEM], under=[CPL[119], INT[185]],
    )  # fmt: skip
    def end_sanction_review(self: Any, deed: Deed) -> None:
        """Nothing changes: the decision has been in force since it was received."""

    return end_sanction_review
