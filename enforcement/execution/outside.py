"""Matters in other places: entrusted to the court there as a rule; whoever goes himself needs leave (南召三3)."""

from __future__ import annotations

from typing import Any

from courtflow.accounts.roles import Role
from courtflow.flow.acts import STAY, Deed, act
from courtflow.flow.refusals import guard
from courtflow.flow.rules import Start
from courtflow.law.articles import CPL, ENTRUST, NANZHAO
from documents import delivery
from documents.models import Recipient

from . import outside_facts, rules, tasks
from .base import COMMAND, CONDUCT, JUDGES
from .ending import Ending
from .records import OutsideMatter
from .states import State

ENFORCED = (State.UNDER_WAY, State.SETTLED, State.SUSPENDED)
CHIEF = (Role.BUREAU_CHIEF,)
BY_LETTER = (ENTRUST[2], ENTRUST[4], NANZHAO["三", 3])
IN_PERSON = (ENTRUST[1], ENTRUST[12], NANZHAO["三", 3])


@guard(
    "未经局长审查批准，不得自行赴外地办理", under=IN_PERSON,
    remedy="先办理“报请赴外地办理事项”并经局长批准，或者委托当地法院办理", ask=Role.BUREAU_CHIEF.label, spec=("E-3.7",),
)  # fmt: skip
def trip_was_approved(execution: Any) -> bool:
    return bool(execution.outside_matters.filter(**outside_facts.TripResultFacts.offered).exists())


@guard("没有等待受托法院签收的委托事项", under=BY_LETTER, remedy="先办理“委托外地法院办理事项”")
def a_letter_awaits_its_receipt(execution: Any) -> bool:
    return bool(execution.outside_matters.filter(**outside_facts.ReceiptFacts.offered).exists())


@guard("没有尚未收到办理结果的委托事项", under=BY_LETTER, remedy="先办理“委托外地法院办理事项”")
def an_entrusted_matter_is_out(execution: Any) -> bool:
    return bool(execution.outside_matters.filter(**outside_facts.ResultFacts.offered).exists())


@guard("没有等待审批的赴外地事项", under=IN_PERSON, remedy="由承办人先办理“报请赴外地办理事项”")
def a_trip_awaits_leave(execution: Any) -> bool:
    return bool(execution.outside_matters.filter(**outside_facts.LeaveFacts.offered).exists())


def being_investigated(execution: Any) -> Any:
    """第一百三十四条 gives thirty days for an entrusted investigation alone, from receipt of the letter."""
    row = execution._acknowledged
    return row.received_on if row.matter == OutsideMatter.Matter.INVESTIGATE else None


class Outside(Ending):
    """Acts outside the court's own district."""

    class Meta:
        abstract = True

    @act(
        "委托外地法院办理事项", source=ENFORCED, target=STAY, by=[*JUDGES, *COMMAND], under=BY_LETTER,
        facts=outside_facts.EntrustFacts, orders=["entrust_letter"], tasks=[tasks.FOLLOW_ENTRUSTED], anywhere=True,
        spec=["E-3.6"],
    )  # fmt: skip
    def entrust(self, deed: Deed) -> None:
        kept = ("matter", "court", "content")
        self.outside_matters.create(entrusted=True, opened_on=deed.on, **{name: deed[name] for name in kept})

    @act(
        "登记受托法院签收", source=ENFORCED, target=STAY, by=[*CONDUCT, *COMMAND], under=[*BY_LETTER, CPL[134]],
        guards=[a_letter_awaits_its_receipt], facts=outside_facts.ReceiptFacts,
        starts=[Start(rules.ENTRUSTED_INVESTIGATION, being_investigated)], anywhere=True, spec=["E-3.6"],
    )  # fmt: skip
    def acknowledge_entrusted(self, deed: Deed) -> None:
        row: OutsideMatter = deed["outside_matter"]
        row.received_on = deed["received_on"]
        row.save(update_fields=["received_on"])
        self._acknowledged = row
        letters = Recipient.objects.filter(document__proceeding=self.pk, document__kind="entrust_letter")
        letter = letters.filter(name=row.court, served_on=None).order_by("document_id").first()
        if letter is not None:
            done = delivery.Attempt(deed["method"], deed["received_on"], True, "已签收", deed["proof"])
            delivery.store(letter, done, self, deed.by, deed.role, deed.at)

    _acknowledged: OutsideMatter

    @act(
        "登记委托事项办理结果", source=ENFORCED, target=STAY, by=[*CONDUCT, *COMMAND], under=BY_LETTER,
        guards=[an_entrusted_matter_is_out], facts=outside_facts.ResultFacts, stops=[rules.ENTRUSTED_INVESTIGATION],
        anywhere=True, spec=["E-3.6"],
    )  # fmt: skip
    def return_entrusted(self, deed: Deed) -> None:
        self._come_back(deed)

    def _come_back(self, deed: Deed) -> None:
        row: OutsideMatter = deed["outside_matter"]
        row.returned_on, row.outcome, row.result = deed["returned_on"], deed["outcome"], deed["result"]
        row.save(update_fields=["returned_on", "outcome", "result"])

    @act(
        "报请赴外地办理事项", source=ENFORCED, target=STAY, by=CONDUCT, under=IN_PERSON, facts=outside_facts.TripFacts,
        tasks=[tasks.APPROVE_TRIP], spec=["E-3.7"], hint="原则上应委托当地法院办理",
    )  # fmt: skip
    def propose_trip(self, deed: Deed) -> None:
        kept = ("matter", "place", "content", "reason", "people", "leaves_on", "high_court_leave")
        self.outside_matters.create(entrusted=False, opened_on=deed.on, **{name: deed[name] for name in kept})

    @act(
        "审批赴外地办理事项", source=ENFORCED, target=STAY, by=CHIEF, under=IN_PERSON,
        guards=[a_trip_awaits_leave], facts=outside_facts.LeaveFacts, orders=["trip_approval"], anywhere=True,
        spec=["E-3.7"],
    )  # fmt: skip
    def decide_on_trip(self, deed: Deed) -> None:
        row: OutsideMatter = deed["outside_matter"]
        row.decided_on, row.allowed, row.opinion = deed.on, deed["allowed"], deed["opinion"]
        row.save(update_fields=["decided_on", "allowed", "opinion"])

    @act(
        "登记赴外地办理结果", source=ENFORCED, target=STAY, by=CONDUCT, under=IN_PERSON, guards=[trip_was_approved],
        facts=outside_facts.TripResultFacts, spec=["E-3.7"],
    )  # fmt: skip
    def record_trip(self, deed: Deed) -> None:
        self._come_back(deed)
