"""The clocks of pre-suit mediation."""

from courtflow.accounts.roles import Role
from courtflow.flow.rules import Rule
from courtflow.law.articles import CPL, INVITED
from courtflow.law.periods import Period, Roll, Unit

MEDIATION_LIMIT = Rule(
    "mediation_limit", "T—", "诉前调解期限", Period(30, Unit.DAY), INVITED[27],
    warn=(7, 3), on_expiry="expire", alert=(Role.FILING_JUDGE, Role.FILING_CLERK),
    note="自调解员签收之日的次日起算；双方当事人同意延长的不受此限",
)  # fmt: skip
EXTENSION = Rule(
    "mediation_extended", "T—", "诉前调解延长期限", Period(1, Unit.DAY, Roll.NONE), INVITED[27],
    warn=(3,), on_expiry="expire", alert=(Role.FILING_JUDGE, Role.FILING_CLERK), note="末日为双方当事人约定的日期",
)  # fmt: skip
JOINT_CONFIRMATION = Rule(
    "joint_confirmation", "T—", "共同申请司法确认", Period(30, Unit.DAY), CPL[205],
    warn=(7,), alert=(Role.FILING_JUDGE,), note="自调解协议生效之日的次日起算，由双方当事人共同提出",
)  # fmt: skip
