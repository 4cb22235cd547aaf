"""T32: seven days to decide on an application for enforcement, and the mark that urging does not hide."""

from courtflow.accounts.roles import Role
from courtflow.flow.rules import Rule
from courtflow.law.articles import EXR
from courtflow.law.periods import Period, Unit

EXECUTION_REVIEW = Rule(
    "execution_review", "T32", "七日内决定是否执行立案", Period(7, Unit.DAY), EXR[16],
    warn=(3, 1), alert=(Role.FILING_CLERK, Role.FILING_JUDGE, Role.CASE_MANAGER),
)  # fmt: skip
DAY_SEVEN = Rule(
    "application_day_seven", "T32", "申请执行满七日（执前督促期间照常计算）", Period(7, Unit.DAY), EXR[16],
    on_expiry="mark_day_seven", alert=(Role.FILING_JUDGE, Role.CASE_MANAGER), outlives=True, spec=("C-25.6",),
    note="执前督促依本院规定进行，国家规定的七日仍须提示，由审判管理部门监督从申请到首次执行立案的时间",
)  # fmt: skip
