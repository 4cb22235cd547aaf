"""The clocks of an objection: the local fifteen days (T10) and, running beside them, the national ones (T39)."""

from courtflow.accounts.roles import Role
from courtflow.flow.rules import Rule
from courtflow.law.articles import CPL, OBJ, SHANYANG
from courtflow.law.periods import Period, Roll, Unit

# 关于对人民法院终结执行行为提出执行异议期限问题的批复（法释〔2016〕3号）.
AFTER_TERMINATION = Period(60, Unit.DAY)

FRONT_STAGE = Rule(
    "objection_front_stage", "T10", "异议立案前化解期限（最长十五日）", Period(15, Unit.DAY, Roll.NONE), SHANYANG[30],
    warn=(3, 1), on_expiry="transfer", alert=(Role.ENFORCEMENT_CLERK, Role.BUREAU_CHIEF, Role.CASE_MANAGER), cap=True,
    spec=("C-30.2", "C-30.3"), note="“最长不得超过”，不因节假日顺延，不得中止或延长；届满自动移送立案",
)  # fmt: skip
NATIONAL_FILING = Rule(
    "objection_national_filing", "T39", "国家规定：收到异议三日内立案或者裁定不予受理", Period(3, Unit.DAY), OBJ[2],
    warn=(1,), alert=(Role.FILING_JUDGE, Role.ENFORCEMENT_CLERK), cap=True,
    note="与本院十五日化解期并行显示；逾期的，异议人可以向上一级人民法院提出异议（异议复议规定第三条）",
)  # fmt: skip
FILING = Rule(
    "objection_filing", "T39", "三日内立执异案或者裁定不予受理", Period(3, Unit.DAY), OBJ[2],
    warn=(1,), alert=(Role.FILING_CLERK, Role.FILING_JUDGE),
)  # fmt: skip
NOTIFY = Rule(
    "objection_notify", "T39", "立案后三日内通知异议人和相关当事人", Period(3, Unit.DAY), OBJ[2],
    warn=(1,), alert=(Role.OBJECTION_JUDGE,),
)  # fmt: skip
REVIEW = Rule(
    "objection_review", "T39", "异议审查期限（十五日）", Period(15, Unit.DAY), CPL[236],
    warn=(5, 3, 1), alert=(Role.OBJECTION_JUDGE, Role.BUREAU_CHIEF),
)  # fmt: skip
RECONSIDERATION = Rule(
    "objection_reconsideration", "T39", "申请复议期限（十日）", Period(10, Unit.DAY), CPL[236],
    on_expiry="become_final", outlives=True,
)  # fmt: skip
SUIT = Rule(
    "objection_suit", "T39", "提起执行异议之诉期限（十五日）", Period(15, Unit.DAY), CPL[238],
    on_expiry="become_final", outlives=True,
)  # fmt: skip
