"""The clocks of filing: seven days to decide, and the period the court sets for completing papers."""

from courtflow.accounts.roles import Role
from courtflow.flow.rules import Rule
from courtflow.law.articles import CPL, REG
from courtflow.law.periods import Period, Roll, Unit

FILING_REVIEW = Rule(
    "filing_review", "T—", "七日内决定是否立案", Period(7, Unit.DAY), CPL[126],
    warn=(3, 1), alert=(Role.FILING_CLERK, Role.FILING_JUDGE),
    note="材料需要补正的，自补齐的次日起算（民诉法解释第一百二十六条）；转诉前调解的，自调解不成移交的次日起算",
)  # fmt: skip
CORRECTION = Rule(
    "filing_correction", "T—", "补正起诉材料", Period(1, Unit.DAY, Roll.NONE), REG[7],
    warn=(1,), alert=(Role.FILING_CLERK,), note="末日为法院一次性书面告知时指定的日期，至少次日",
)  # fmt: skip
