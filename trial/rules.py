"""The clocks of trial: each party's appeal period (T40), the performance period, the judge's letter (T01)."""

from courtflow.accounts.roles import Role
from courtflow.cases.instruments import LIMITATION
from courtflow.flow.rules import Rule
from courtflow.law.articles import CPL, JIAMUSI, SHANYANG
from courtflow.law.periods import Period, Roll, Unit

__all__ = ["APPEAL", "APPEAL_RULING", "LIMITATION", "PERFORMANCE", "SERVED_BY_NOTICE", "TRANSFER"]

APPEAL = Rule(
    "appeal", "T40", "上诉期（判决，十五日）", Period(15, Unit.DAY), CPL[171],
    on_expiry="end_appeal_period", cap=True, note="从各方当事人各自收到之日起分别计算",
)  # fmt: skip
APPEAL_RULING = Rule(
    "appeal_ruling", "T40", "上诉期（裁定，十日）", Period(10, Unit.DAY), CPL[171, 2],
    on_expiry="end_appeal_period", cap=True,
)  # fmt: skip
# A final paper served by public notice takes effect when the notice has run its days: the basis is that very day.
SERVED_BY_NOTICE = Rule(
    "served_by_notice", "T40", "公告期满，终审文书视为送达", Period(0, Unit.DAY, Roll.NONE), CPL[95],
    on_expiry="become_effective", cap=True,
)  # fmt: skip
# The basis of these two is the last day itself, already rolled (or fixed by the instrument) when effect was computed.
PERFORMANCE = Rule(
    "performance_period", "T—", "履行期（谁审理、谁负责督促履行）", Period(0, Unit.DAY, Roll.NONE), SHANYANG[22],
    warn=(3,), on_expiry="end_performance_period", alert=(Role.TRIAL_CLERK,), cap=True, spec=("C-22.2",),
    note="各判项、各期分别届满",
)  # fmt: skip
TRANSFER = Rule(
    "transfer_letter", "T01", "履行期内移交自动履行函", Period(0, Unit.DAY, Roll.NONE), JIAMUSI["四", 1],
    warn=(3,), alert=(Role.DIVISION_HEAD,), spec=("A-4.3",), note="仅在进入方式为“移交函”的法院起算",
)  # fmt: skip
