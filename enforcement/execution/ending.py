"""How an execution ends: 执行完毕, 终结本次执行程序, 终结执行 (执行工作规定第六十四条); and the pool of 终本."""

from __future__ import annotations

from datetime import date
from typing import Any

from courtflow.flow.acts import STAY, Deed, act
from courtflow.flow.rules import Start
from courtflow.law.articles import CPL, EXR, INT, NANZHAO, ZB
from courtflow.law.periods import Period, Unit, compute, local_day

from . import facts, guards, rules, tasks
from .base import COMMAND, CONDUCT, JUDGES, PRESIDENT
from .records import ClosingReview
from .states import State
from .stays import Stays

CONFIRMED = ("network", "offline", "unsaleable", "searched", "sanctioned", "listing")
CONDITIONS = (
    guards.more_than_three_months,
    guards.every_debtor_was_notified,
    guards.consumption_is_banned,
    guards.assets_were_queried,
)


def query_period(number: int) -> Period:
    """五年内每六个月: the tenth ends the five years; each counts from the closing, so that late ones do not drift."""
    return Period(rules.QUERY_MONTHS * number, Unit.MONTH)


def is_queried_again(execution: Any) -> bool:
    return execution.next_query is not None


QUERY_AGAIN = Start(
    rules.REQUERY, lambda execution: execution.query_from(), when=is_queried_again,
    floor=lambda execution: execution.query_floor(),
)  # fmt: skip


class Ending(Stays):
    """Acts that close an execution, and what is done in the pool."""

    class Meta:
        abstract = True

    @act(
        "执行完毕",
        source=[State.UNDER_WAY, State.SETTLED, State.SUSPENDED, State.CLOSING_PROPOSED, State.TERMINATED_THIS_TIME],
        target=State.COMPLETED, by=[*JUDGES, *COMMAND], under=EXR[64],
        guards=[guards.everything_is_performed, guards.nothing_awaits_confirmation],
        stops=[rules.SIX_MONTHS, rules.OFFLINE, rules.NOTICE, rules.REQUERY], tasks=[tasks.LIFT],
        orders=["closing_notice"],
    )  # fmt: skip
    def complete(self, deed: Deed) -> None:
        self._end("执行完毕", deed.on)

    def _end(self, outcome: str, on: date) -> None:
        self.outcome, self.ended_on = outcome[:60], on

    @act(
        "报请终结本次执行程序", source=State.UNDER_WAY, target=State.CLOSING_PROPOSED, by=JUDGES,
        under=[ZB[1], ZB[5], INT[517], NANZHAO["三", 2]], guards=CONDITIONS, facts=facts.ClosingFacts,
        tasks=[tasks.APPROVE_CLOSING], spec=["B-4.8", "E-3.4"],
    )  # fmt: skip
    def terminate_this_time(self, deed: Deed) -> None:
        checks = dict.fromkeys(CONFIRMED, True)
        checks |= {name: deed[name] for name in ("consent", "panel", "inquiry", "note")}
        checks["creditor_told_on"] = deed["creditor_told_on"].isoformat()
        self.closing_reviews.create(proposed_on=deed.on, reason=deed["reason"], checks=checks)

    @act(
        "批准终结本次执行程序", source=State.CLOSING_PROPOSED, target=State.TERMINATED_THIS_TIME, by=PRESIDENT,
        under=[INT[517], ZB[6]], guards=CONDITIONS, stops=[rules.SIX_MONTHS, rules.OFFLINE], starts=[QUERY_AGAIN],
        tasks=[tasks.REQUERY], orders=["closing_ruling"], anywhere=True, danger=True, spec=["B-4.8"],
    )  # fmt: skip
    def approve_closing(self, deed: Deed) -> None:
        review = self.closing_reviews.latest("id")
        review.approved_on = deed.on
        review.save(update_fields=["approved_on"])
        self._end(f"终结本次执行程序：{review.get_reason_display()}", deed.on)
        self.next_query = 1

    @act(
        "退回终本报批", source=State.CLOSING_PROPOSED, target=State.UNDER_WAY, by=PRESIDENT, under=INT[517],
        facts=facts.ReturnFacts, anywhere=True,
    )  # fmt: skip
    def return_closing(self, deed: Deed) -> None:
        review: ClosingReview = self.closing_reviews.latest("id")
        review.returned_why = deed["reason"]
        review.save(update_fields=["returned_why"])

    @act(
        "终结执行",
        source=[State.TO_ASSIGN, State.UNDER_WAY, State.SETTLED, State.SUSPENDED, State.BANKRUPTCY],
        target=State.TERMINATED, by=JUDGES, under=[CPL[268], CPL[269]], facts=facts.TerminationFacts,
        stops=[rules.SIX_MONTHS, rules.OFFLINE, rules.NOTICE], tasks=[tasks.LIFT],
        orders=["termination_ruling"], danger=True,
    )  # fmt: skip
    def terminate(self, deed: Deed) -> None:
        ground = dict(facts.TerminationFacts.GROUNDS)[deed["ground"]]
        self.end_ground = deed["ground"]
        self._end(f"终结执行{ground}", deed.on)

    # -- the pool ----------------------------------------------------------------------------------------------

    @act(
        "终本后查询财产", source=State.TERMINATED_THIS_TIME, target=STAY, by=[*CONDUCT, *COMMAND], under=ZB[9],
        facts=facts.RequeryFacts, stops=[rules.REQUERY], starts=[QUERY_AGAIN],
        tasks=[tasks.REQUERY, tasks.POOL_CLUE], orders=["pool_query_notice"], spec=["B-4.8"],
        hint="发现可供执行的财产的，告知申请执行人可以申请恢复执行，并将线索移交执行指挥中心",
    )  # fmt: skip
    def requery(self, deed: Deed) -> None:
        self._record_control("after_closing", deed)
        self.last_queried_on = deed["queried_on"]
        self.next_query = self._following(deed["queried_on"])
        if deed["found"]:
            self.clue = deed["result"]

    def _following(self, queried_on: date) -> int | None:
        """The query that is due next: an early one besides the half-year's own answers none; the tenth is the last."""
        number = self.next_query or 1
        if number == 1 or queried_on > self._query_day(number - 1):
            number += 1
        while number <= rules.QUERIES and self._query_day(number) <= queried_on:
            number += 1
        return number if number <= rules.QUERIES else None

    def query_from(self) -> date:
        """The day from which the next half-year counts."""
        number = self.next_query or 1
        return self._closed_on() if number == 1 else self._query_day(number - 1)

    def query_floor(self) -> tuple[date, str]:
        """After a short month the next query falls on the day that corresponds to the closing."""
        number = self.next_query or 1
        due = compute(query_period(number), self._closed_on(), self.court.calendar).last_day
        return due, f"自终本之日{self._closed_on():%Y-%m-%d}起第{number}个六个月"

    def _query_day(self, number: int) -> date:
        return local_day(compute(query_period(number), self._closed_on(), self.court.calendar).raw)

    def _closed_on(self) -> date:
        assert self.ended_on is not None  # noqa: S101  only asked in the pool, where ended_on stands
        return self.ended_on

    @act(
        "终本线索已核处", source=State.TERMINATED_THIS_TIME, target=STAY, by=COMMAND, under=ZB[9],
        facts=facts.PoolClueFacts, anywhere=True, spec=["B-4.8"],
    )  # fmt: skip
    def take_up_clue(self, deed: Deed) -> None:
        self.clue_opinion = deed["opinion"]
