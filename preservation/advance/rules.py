"""The clocks of advance execution: reconsideration (民诉法解释第一百七十一条); the ruling itself has no period."""

from courtflow.flow.rules import Rule
from courtflow.law.articles import INT
from courtflow.law.periods import Period, Unit
from preservation.rules import LEADERS

ASK_REVIEW = Rule(
    "advance_ask_review", "T—", "收到先予执行裁定之日起五日内申请复议", Period(5, Unit.DAY), INT[171],
    on_expiry="end_review_period", outlives=True, note="自各方当事人各自收到之日的次日起分别计算",
)  # fmt: skip
DECIDE_REVIEW = Rule(
    "advance_decide_review", "T—", "收到先予执行复议申请后十日内审查", Period(10, Unit.DAY), INT[171],
    warn=(3, 1), alert=LEADERS, outlives=True, note="复议期间不停止裁定的执行（民诉法第一百一十一条）",
)  # fmt: skip
