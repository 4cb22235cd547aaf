"""An inquiry as rows and acts. The letter to enforcement stands in a case of its own, without names (C-20.3, Q37)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django_fsm import RETURN_VALUE

from courtflow.accounts.models import Department
from courtflow.accounts.roles import Role, Unit
from courtflow.cases.models import Instrument, Proceeding
from courtflow.cases.models.numbers import issue_number
from courtflow.flow.acts import BIRTH, SYSTEM, Act, Deed, Order, act
from courtflow.flow.models import Event
from courtflow.flow.rules import Start
from courtflow.law.articles import CPL, SHANYANG
from courtflow.policy.models import Policy
from documents.models import Document

from . import facts, guards, rules, tasks
from .seal import tell_the_asker
from .states import UNANSWERED, Direction, State
from .tasks import ASKERS, DIVISION, ENFORCERS, asks_enforcement, asks_the_division

CLOCKS = (rules.OPINION, rules.REPLY)
CORRECTED = "裁定补正"
SETTLED = {"adopted": "已采纳", "declined": "未采纳"}


def is_answered(inquiry: Any) -> bool:
    return bool(inquiry.state == State.ANSWERED)


def is_corrected(inquiry: Any) -> bool:
    return bool(inquiry.outcome == CORRECTED)


class Inquiry(Proceeding):
    """征询: asked in writing, answered in writing; silence is no consent and no answer."""

    KIND = "inquiry"
    TITLE = "征询"

    State = State
    Direction = Direction
    TERMINAL = frozenset({State.CLOSED, State.WITHDRAWN})

    direction = models.CharField("征询种类", max_length=10, choices=Direction)
    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, null=True, related_name="inquiries", verbose_name="法律文书"
    )
    asking = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="征询部门"
    )
    asker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="征询人"
    )
    question = models.TextField("征询事项")
    answer = models.TextField("答复", blank=True)
    answered_on = models.DateField("答复日期", null=True)
    ruling_no = models.CharField("补正裁定案号", max_length=80, blank=True)
    ruled_on = models.DateField("补正裁定日期", null=True)
    urgings = models.PositiveSmallIntegerField("督办次数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "征询"

    @classmethod
    def home(cls, policy: Policy) -> str:
        return Unit.TRIAL

    # -- asked ---------------------------------------------------------------------------------------------------

    @act(
        "收到征询意见函", source=BIRTH, target=State.AWAITING, by=[SYSTEM], under=SHANYANG[20], starts=[rules.OPINION],
        orders=["opinion_letter"], tasks=[tasks.OPINE], spec=["C-20.1", "C-20.3"],
    )  # fmt: skip
    def receive_letter(self, deed: Deed) -> None:
        """Sent by the system, so that no judge's name stands in the history that enforcement reads."""
        issue_number(self, "征询", deed.on)

    @act(
        "书面征询审判部门", source=BIRTH, target=State.AWAITING, by=ASKERS, under=SHANYANG[27],
        guards=[guards.court_inquires, guards.instrument_is_of_this_court, guards.not_asked_already],
        facts=facts.AskingFacts, starts=[rules.REPLY], orders=["clarity_letter"], tasks=[tasks.ANSWER], anywhere=True,
        spec=["C-27.1"],
    )  # fmt: skip
    def ask(self, deed: Deed) -> None:
        """Goes to the division that made the instrument, and to its judge while he still has the case."""
        self.direction = Direction.CLARITY
        self.instrument, self.question = deed["instrument"], deed["question"]
        here = (held.department for held in deed.by.current if held.department.court_id == self.court_id)
        self.asking, self.asker = next(here), deed.by
        trial: Any = deed["instrument"].proceeding
        self.hand_to(trial.department)
        if trial.handler is not None and trial.handler.role_for([Role.TRIAL_JUDGE], self):
            self.assign(trial.handler, deed.at, capacity="答复人")

    # -- answered ------------------------------------------------------------------------------------------------

    @act(
        "答复征询意见", source=UNANSWERED, target=State.ANSWERED, by=ENFORCERS, under=SHANYANG[20],
        guards=[guards.enforcement_is_asked], facts=facts.OpinionFacts, stops=CLOCKS, orders=["opinion_reply"],
        spec=["C-20.1", "C-20.3"],
    )  # fmt: skip
    def give_opinion(self, deed: Deed) -> None:
        self.answer, self.answered_on = deed["opinion"], deed.on

    @act(
        "答复征询或者裁定补正", source=UNANSWERED, target=RETURN_VALUE(State.ANSWERED, State.CLOSED), by=DIVISION,
        under=[SHANYANG[27], CPL[157]], guards=[guards.the_division_is_asked], facts=facts.ReplyFacts, stops=CLOCKS,
        orders=[Order("clarity_reply", is_answered), Order("clarifying_ruling", is_corrected)], tasks=[tasks.READ],
        spec=["C-27.1"],
    )  # fmt: skip
    def reply(self, deed: Deed) -> str:
        """A ruling makes the instrument clear by itself; an answer still has to be found clear."""
        self.answer, self.answered_on = deed["answer"], deed.on
        if deed["form"] == "reply":
            return str(State.ANSWERED)
        self.outcome, self.ruled_on = CORRECTED, deed.on
        return str(State.CLOSED)

    @act(
        "答复明确，办结征询", source=State.ANSWERED, target=State.CLOSED, by=ASKERS, under=SHANYANG[27],
        guards=[guards.the_division_is_asked, guards.asking_unit_acts], facts=facts.ClosingFacts, anywhere=True,
        spec=["C-27.1"],
    )  # fmt: skip
    def close(self, deed: Deed) -> None:
        self.outcome = "答复明确"

    @act(
        "审判部门处理征询意见", source=State.ANSWERED, target=State.CLOSED, by=[SYSTEM], under=SHANYANG[20],
        facts=facts.OutcomeFacts,
    )  # fmt: skip
    def settle(self, deed: Deed) -> None:
        self.outcome = SETTLED[deed["outcome"]]

    # -- not answered, or not clearly ------------------------------------------------------------------------------

    @act(
        "征询逾期未答复", source=State.AWAITING, target=State.STALLED, by=[SYSTEM], under=[SHANYANG[20], SHANYANG[27]],
        tasks=[tasks.URGE], spec=["C-20.2", "C-27.2"],
    )  # fmt: skip
    def stall(self, deed: Deed) -> None:
        """No deemed consent: the question stays open, and case management urges."""

    @act(
        "答复不明确，商请督促", source=State.ANSWERED, target=State.STALLED, by=ASKERS, under=SHANYANG[27],
        guards=[guards.the_division_is_asked, guards.asking_unit_acts], facts=facts.UnclearFacts, tasks=[tasks.URGE],
        anywhere=True, spec=["C-27.2"],
    )  # fmt: skip
    def find_unclear(self, deed: Deed) -> None:
        """The history keeps the answer that was none, and why."""

    @act(
        "督促答复", source=State.STALLED, target=State.AWAITING, by=[Role.CASE_MANAGER], under=SHANYANG[27],
        facts=facts.UrgingFacts, tasks=[tasks.OPINE, tasks.ANSWER],
        starts=[Start(rules.OPINION, when=asks_enforcement), Start(rules.REPLY, when=asks_the_division)],
        anywhere=True, spec=["C-27.2"],
    )  # fmt: skip
    def urge(self, deed: Deed) -> None:
        self.urgings += 1

    @act(
        "撤回征询", source=[*UNANSWERED, State.ANSWERED], target=State.WITHDRAWN, by=ASKERS, under=SHANYANG[27],
        guards=[guards.the_division_is_asked, guards.asking_unit_acts], facts=facts.WithdrawalFacts, stops=CLOCKS,
        anywhere=True, danger=True,
    )  # fmt: skip
    def withdraw(self, deed: Deed) -> None:
        self.outcome = "已撤回"

    @act(
        "审判部门撤回征询意见函", source=UNANSWERED, target=State.WITHDRAWN, by=[SYSTEM], under=SHANYANG[20],
        stops=CLOCKS,
    )  # fmt: skip
    def take_back(self, deed: Deed) -> None:
        """Why, stands on the side of the trial."""
        self.outcome = "审判部门已撤回"

    def after(self, act: Act, deed: Deed, event: Event) -> None:
        """Trial hears of what became of its letter."""
        super().after(act, deed, event)
        if act.name == "reply" and is_corrected(self):
            self._note_ruling(event)
        if asks_enforcement(self) and act.name in ("give_opinion", "stall"):
            tell_the_asker(self, act.name, deed.at)

    def _note_ruling(self, event: Event) -> None:
        """The ruling has the number under which it was ordered: 之一 of the suit's own."""
        self.ruling_no = Document.objects.get(ordered_by=event, kind="clarifying_ruling").number
        self.save(update_fields=["ruling_no"])
