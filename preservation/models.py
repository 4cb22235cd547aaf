"""What becomes of the measures in suit and in enforcement, and their release (财产保全规定第十七条、第二十三条)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django_fsm import RETURN_VALUE

from courtflow.flow.acts import STAY, SYSTEM, Act, Deed, Order, act
from courtflow.flow.models import Event, Task
from courtflow.flow.rules import Start
from courtflow.law.articles import CPL, EBL, INT, PRES, SFK, SHANYANG

from . import facts, guards, rules
from .advance.models import Advance
from .advance.records import AdvanceReview
from .application import State
from .assets import Asset, Clue
from .measures import HELD, STANDING
from .reconsideration import Reconsideration
from .records import Review, SelfSale
from .tasks import CENTRE, ENFORCEMENT, FILING, JUDGES, KEEPERS, RELEASE

__all__ = ["Advance", "AdvanceReview", "Asset", "Clue", "Preservation", "Review", "SelfSale"]


def somebody_must_release(held: Preservation) -> bool:
    """Whoever assisted in a measure just lifted must undo it."""
    return any(asset.holder for asset in held.released)


class Preservation(Reconsideration):
    """保全: one application with its ruling and its assets; each asset has a term of its own."""

    KIND = "preservation"
    TITLE = "财产保全"

    class Meta:
        verbose_name = verbose_name_plural = "财产保全"

    @act(
        "登记起诉或申请仲裁", source=STANDING[:2], target=STAY, by=[*FILING, SYSTEM], under=[CPL[104], PRES[17]],
        guards=[guards.suit_is_awaited, guards.sued_within_thirty_days], facts=facts.SuitFacts,
        stops=[rules.SUE], anywhere=True,
    )  # fmt: skip
    def record_suit(self, deed: Deed) -> None:
        """The measures go on in the suit, their terms unchanged."""
        self.suit_filed_on = deed["filed_on"]

    @act(
        "登记债权人申请执行", source=STANDING, target=STAY, by=[*FILING, *CENTRE, *ENFORCEMENT, SYSTEM], under=INT[163],
        guards=[guards.application_is_awaited, guards.applied_within_five_days], facts=facts.EnforcementFacts,
        stops=[rules.APPLY_ENFORCEMENT], anywhere=True, spec=["A-3.5"],
    )  # fmt: skip
    def record_application(self, deed: Deed) -> None:
        self.enforcement_applied_on = deed["received_on"]

    @act(
        "转为执行措施", source=State.CONTROLLED, target=State.IN_EXECUTION, by=[*FILING, *ENFORCEMENT, SYSTEM],
        under=[INT[168], PRES[17]], guards=[guards.execution_is_filed], stops=[rules.SUE, rules.APPLY_ENFORCEMENT],
        anywhere=True,
    )  # fmt: skip
    def carry_over(self, deed: Deed) -> None:
        """No new ruling, no new term: every clock of an asset runs on."""
        execution = self.case.proceedings.filter(kind="execution").last()
        if execution:
            self.hand_to(execution.department)
            self.handler = execution.handler

    released: Sequence[Asset] = ()  # by the act under way

    # -- release -----------------------------------------------------------------------------------------------

    @act(
        "逾期未起诉，应当解除", source=STANDING, target=STAY, by=[SYSTEM], under=CPL[104], tasks=[RELEASE],
    )  # fmt: skip
    def note_no_suit(self, deed: Deed) -> None:
        self.release_ground = "unsued"

    @act(
        "逾期未申请执行，应当解除", source=STANDING, target=STAY, by=[SYSTEM], under=INT[163], tasks=[RELEASE],
        spec=["A-3.5"],
    )  # fmt: skip
    def note_no_application(self, deed: Deed) -> None:
        self.release_ground = "not_applied"

    @act(
        "收到解除保全申请", source=HELD, target=STAY, by=KEEPERS, under=PRES[23], facts=facts.ReleaseRequestFacts,
        guards=[guards.something_is_controlled],
        starts=[
            Start(rules.LIFT_URGENTLY, when=lambda held: held.release_urgent),
            Start(
                rules.LIFT, lambda held: held._asked_on,
                lambda held: not held.release_urgent,
            ),
        ],
        tasks=[RELEASE],
    )  # fmt: skip
    def request_release(self, deed: Deed) -> None:
        self.release_ground, self.release_urgent = deed["ground"], bool(deed["urgent"])
        self._asked_on = deed["received_on"]

    _asked_on: date | None = None

    @act(
        "裁定不予解除", source=HELD, target=STAY, by=JUDGES, under=PRES[23], facts=facts.ReleaseRefusalFacts,
        guards=[guards.release_is_asked], stops=[rules.LIFT, rules.LIFT_URGENTLY],
    )  # fmt: skip
    def refuse_release(self, deed: Deed) -> None:
        self.release_ground = ""

    @act(
        "裁定解除保全", source=HELD, by=JUDGES, danger=True,
        target=RETURN_VALUE(State.CONTROLLED, State.IN_EXECUTION, State.RELEASED),
        under=[SHANYANG[10], PRES[22], PRES[23], INT[166], CPL[107], EBL[19], SFK[28]],
        guards=[guards.something_is_controlled], facts=facts.ReleaseFacts, stops=[rules.LIFT, rules.LIFT_URGENTLY],
        orders=["preservation_release", Order("release_assistance", when=somebody_must_release)],
        hint="解除保全在本保全程序内办理，不立执行案件", spec=["C-10.3"],
    )  # fmt: skip
    def release(self, deed: Deed) -> str:
        self.release_ground = deed["ground"]
        self.released = list(deed["assets"] or self.controlled())
        for asset in self.released:
            self._end_clocks_of(asset, deed)
            asset.end(Asset.Status.RELEASED, deed.on)
        return self._while_something_stands("解除保全", self.State.RELEASED)

    def after(self, act: Act, deed: Deed, event: Event) -> None:
        super().after(act, deed, event)
        if act.name in ("record_suit", "record_application", "refuse_release", "release"):
            self._drop_release_task(deed, event)

    def _drop_release_task(self, deed: Deed, event: Event) -> None:
        """The reason to release is gone, or the question is decided."""
        for task in self.tasks.filter(kind=RELEASE.code, state__in=Task.OPEN_STATES):
            task.finish(Task.State.CANCELLED, deed.at, event)
