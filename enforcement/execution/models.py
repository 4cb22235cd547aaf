"""The execution as one model; its acts stand in filing, conduct, stays and ending, in the order of its life."""

from datetime import date

from courtflow.flow.acts import Act, Deed
from courtflow.flow.models import Event
from courtflow.flow.perform import follow
from enforcement.sanctions.acts import contesting, ending_review, sanctioning, serving

from .account import Account, account_of
from .base import CONDUCT, JUDGES
from .officials import Officials
from .records import (
    ClosingReview,
    Control,
    DebtorNotice,
    DebtorStay,
    ExecutionSettlement,
    Measure,
    MeasureReview,
    OfficialReport,
    OutsideMatter,
)
from .states import FILED_AND_OPEN, IN_HAND, TERMINAL

__all__ = [
    "ClosingReview",
    "Control",
    "DebtorNotice",
    "DebtorStay",
    "Execution",
    "ExecutionSettlement",
    "Measure",
    "MeasureReview",
    "OfficialReport",
    "OutsideMatter",
]

TAKES_MEASURE = frozenset({"take_asset", "restrict"})
ANY_TIME = (*FILED_AND_OPEN, *sorted(TERMINAL))
CHANGES_OF_HANDS = frozenset({"file", "file_revival", "hand_to_command", "assign_owner", "reassign"})


class Execution(Officials):
    """首执 and 执恢: one open number per instrument, six months, ended in one of the ways the law names."""

    KIND = "execution"
    TITLE = "执行"

    class Meta:
        verbose_name = verbose_name_plural = "执行"

    penalise = sanctioning(IN_HAND, JUDGES)
    serve_sanction = serving(ANY_TIME, CONDUCT)
    contest_sanction = contesting(ANY_TIME, CONDUCT)
    end_sanction_review = ending_review(ANY_TIME)

    def account_on(self, until: date | None = None) -> Account:
        """What is owed at the end of a day with interest, and what payments cleared."""
        return account_of(self, until)

    def after(self, act: Act, deed: Deed, event: Event) -> None:
        """Money that waits on the case's account goes along to whoever conducts the case from now on (Q26)."""
        super().after(act, deed, event)
        if act.name in TAKES_MEASURE:
            self.take_number(event)
        if act.name in CHANGES_OF_HANDS:
            follow(self.case, "money", "follow_host", at=deed.at)
