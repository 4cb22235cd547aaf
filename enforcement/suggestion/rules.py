"""T36: how long the addressee has to answer; first the sender reminds, then 审判管理办公室."""

from courtflow.accounts.roles import Role
from courtflow.flow.rules import Rule
from courtflow.law.articles import JIAMUSI, SHANYANG
from courtflow.law.periods import Period, Unit

SENDERS = (Role.BUREAU_CHIEF, Role.DIVISION_HEAD)

JUDICIAL_REPLY = Rule(
    "suggestion_reply_judicial", "T36", "被建议单位两个月内回复司法建议", Period(2, Unit.MONTH), JIAMUSI["六", 1],
    warn=(15, 5), on_expiry="remind", alert=SENDERS, spec=("A-6.3",), note="文件未定期限，默认两个月",
)  # fmt: skip
EXECUTION_REPLY = Rule(
    "suggestion_reply_execution", "T36", "被建议部门十五日内回复执行建议", Period(15, Unit.DAY), SHANYANG[28],
    warn=(5, 1), on_expiry="remind", alert=SENDERS, spec=("C-28.1", "A-11.8"), note="文件未定期限，默认十五日",
)  # fmt: skip
SECOND_REMINDER = Rule(
    "suggestion_second_reminder", "T36", "催促后十五日内回复，逾期转审判管理部门督促", Period(15, Unit.DAY),
    JIAMUSI["六", 1],
    warn=(5, 1), on_expiry="escalate", alert=(*SENDERS, Role.CASE_MANAGER), spec=("A-6.3", "C-28.1"),
    note="文件未定期限，默认十五日",
)  # fmt: skip
