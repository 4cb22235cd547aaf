"""复议 against a fine or a detention: three days from receipt of the decision (民诉法解释第一百八十五条)."""

from courtflow.flow.rules import Rule
from courtflow.law.articles import INT
from courtflow.law.periods import Period, Unit

REVIEW = Rule(
    "sanction_review", "T—", "对罚款、拘留决定申请复议期限（三日）", Period(3, Unit.DAY), INT[185],
    on_expiry="end_sanction_review", outlives=True, note="复议期间不停止决定的执行（民诉法第一百一十九条）",
)  # fmt: skip
