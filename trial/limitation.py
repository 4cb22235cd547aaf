"""申请执行时效: what befalls the two years until the creditor applies (执行程序解释第十九条、第二十条)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from courtflow.cases import limitation
from courtflow.flow.acts import STAY, Deed, act
from courtflow.flow.models import Deadline
from courtflow.flow.refusals import Refusal, guard
from courtflow.flow.rules import Start, Stop
from courtflow.law.articles import CPL, EXP
from courtflow.law.numerals import dated
from courtflow.law.periods import Span

from . import rules
from .matter import Matter
from .states import EFFECTIVE, State
from .tasks import BENCH


@guard(
    "申请执行的期间没有在计算：尚未生效、已经履行完毕，或者债权人已经申请执行",
    under=CPL[250],
    remedy="已经申请执行的，由执行部门登记；撤回申请后恢复计算的，再行登记",
)
def limitation_is_running(trial: Any) -> bool:
    """The clock may hang on an application that was withdrawn or refused."""
    return bool(trial.case.deadlines.filter(rule=rules.LIMITATION.code, state__in=Deadline.LIVE).exists())


class Limitation(Matter):
    """The clock T31 while the case is still with the bench."""

    class Meta:
        abstract = True

    @property
    def effect_is_open(self) -> bool:
        """An appeal is pending: whether the paper takes effect, the court above will say."""
        return self.state in (State.APPEALED, State.REMANDED)

    @act(
        "登记申请执行时效的中断、中止", source=[*EFFECTIVE, State.TRANSFERRED], target=STAY, by=BENCH,
        under=[EXP[20], EXP[19]], guards=[limitation_is_running], facts=limitation.LimitationFacts,
        stops=[Stop(rules.LIMITATION, "case")],
        starts=[Start(rules.LIMITATION, lambda trial: trial.limitation_start(),
                      excluded=lambda trial: trial.limitation_spared())],
        spec=["T31"], hint="提出要求、同意履行、达成和解的，期间重新计算；最后六个月内有障碍的，消除后继续计算",
    )  # fmt: skip
    def note_limitation(self, deed: Deed) -> None:
        """The old occurrence ends, and the new one counts from what happened; what changes nothing is not recorded."""
        instrument: Any = self.instrument
        row = limitation.record(self, instrument, deed)
        found = limitation.course(instrument, court=self.court, policy=self.policy)
        idle = dict(found.idle) if found else {}
        if reason := idle.get(row.happening):
            raise Refusal(
                f"{dated(row.on)}的“{row.happening.ground.label}”不影响申请执行的期间：{reason}",
                under=row.happening.ground.article,
                remedy="核对事由和日期；确有其他中断、中止事由的，按该事由登记",
            )

    def limitation_start(self) -> date | None:
        return limitation.start_now(self._owed, court=self.court, policy=self.policy)

    def limitation_spared(self) -> Sequence[Span]:
        return limitation.spared_now(self._owed, court=self.court, policy=self.policy)

    @property
    def _owed(self) -> Any:
        return self.instrument
