"""The clocks: sixty days for the ruling; then ten days for reconsideration or fifteen for the suit (变更追加规定)."""

from courtflow.accounts.roles import Role
from courtflow.flow.rules import Rule
from courtflow.law.articles import VAR
from courtflow.law.periods import Period, Unit

REVIEW = Rule(
    "substitution_review", "T—", "变更、追加当事人审查期限（六十日）", Period(60, Unit.DAY), VAR[28],
    warn=(15, 5, 1), alert=(Role.OBJECTION_JUDGE, Role.BUREAU_CHIEF), note="有特殊情况需要延长的，由本院院长批准",
)  # fmt: skip
RECONSIDERATION = Rule(
    "substitution_reconsideration", "T—", "对变更、追加裁定申请复议期限（十日）", Period(10, Unit.DAY), VAR[30],
    on_expiry="become_final", outlives=True,
)  # fmt: skip
SUIT = Rule(
    "substitution_suit", "T—", "对变更、追加裁定提起执行异议之诉期限（十五日）", Period(15, Unit.DAY), VAR[32],
    on_expiry="become_final", outlives=True,
)  # fmt: skip
