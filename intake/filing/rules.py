"""The clocks of filing: seven days to decide, the period set for completing papers, three days to tell (T07)."""

from courtflow.accounts.roles import Role
from courtflow.flow.rules import Rule
from courtflow.law.articles import CPL, INT, REG, SHANYANG
from courtflow.law.periods import Period, Roll, Unit

FILING_REVIEW = Rule(
    "filing_review", "T—", "七日内决定是否立案", Period(7, Unit.DAY), CPL[126],
    warn=(3, 1), alert=(Role.FILING_CLERK, Role.FILING_JUDGE),
    note="材料需要补正的，自补齐的次日起算（民诉法解释第一百二十六条）；转诉前调解的，自调解不成移交的次日起算",
)  # fmt: skip
OBJECTION_SUIT_REVIEW = Rule(
    "objection_suit_review", "T—", "十五日内决定是否受理执行异议之诉", Period(15, Unit.DAY), INT[303],
    warn=(3, 1), alert=(Role.FILING_CLERK, Role.FILING_JUDGE),
)  # fmt: skip
SUIT_NOTICE = Rule(
    "suit_notice", "T07", "三日内将立案信息告知执行部门", Period(3, Unit.DAY), SHANYANG[8],
    warn=(1,), alert=(Role.FILING_CLERK, Role.FILING_JUDGE), enabled=False, outlives=True, spec=("C-8.2",),
    note="“日”为自然日（Q49）；推送至关联执行案件即为已告知",
)  # fmt: skip
CORRECTION = Rule(
    "filing_correction", "T—", "补正起诉材料", Period(1, Unit.DAY, Roll.NONE), REG[7],
    warn=(1,), alert=(Role.FILING_CLERK,), note="末日为法院一次性书面告知时指定的日期，至少次日",
)  # fmt: skip
