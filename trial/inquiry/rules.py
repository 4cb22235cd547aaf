"""T08 and T09: five days for enforcement, fifteen for the division that made the instrument. Off by default."""

from courtflow.accounts.roles import Role
from courtflow.flow.rules import Rule
from courtflow.law.articles import SHANYANG
from courtflow.law.periods import Period, Unit

OPINION = Rule(
    "inquiry_opinion", "T08", "五日内答复审判部门的征询意见函", Period(5, Unit.DAY), SHANYANG[20],
    warn=(2, 1), on_expiry="stall", alert=(Role.BUREAU_CHIEF, Role.CASE_MANAGER), enabled=False, spec=("C-20.1",),
    note="“日”为自然日（Q1）；届满不视为同意，转审判管理部门督办，裁判继续暂缓",
)  # fmt: skip
REPLY = Rule(
    "inquiry_reply", "T09", "十五日内书面答复或者裁定补正", Period(15, Unit.DAY), SHANYANG[27],
    warn=(5, 1), on_expiry="stall", alert=(Role.DIVISION_HEAD, Role.CASE_MANAGER), enabled=False, spec=("C-27.1",),
    note="未答复、逾期或者答复不明确的，由审判管理部门督促后重新起算",
)  # fmt: skip
