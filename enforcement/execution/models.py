"""The execution as one model; its acts stand in filing, conduct, stays and ending, in the order of its life."""

from .ending import Ending
from .records import (
    ClosingReview,
    Control,
    DebtorNotice,
    DebtorStay,
    ExecutionSettlement,
    Measure,
    MeasureReview,
    Stay,
)

__all__ = [
    "ClosingReview",
    "Control",
    "DebtorNotice",
    "DebtorStay",
    "Execution",
    "ExecutionSettlement",
    "Measure",
    "MeasureReview",
    "Stay",
]


class Execution(Ending):
    """首执 and 执恢: one open number per instrument, six months, ended in one of the ways the law names."""

    KIND = "execution"
    TITLE = "执行"

    class Meta:
        verbose_name = verbose_name_plural = "执行"
