"""The clocks of case money: arrival (T14), the finance office's notice, complete formalities (T15), fees, plans.

Arrival and notice both run, and the earlier is shown first (decisions 5); so do T14 and T15 (Q24).
"""

from courtflow.accounts.roles import Role
from courtflow.flow.rules import Rule
from courtflow.law.articles import FEE, INT, KW, NANZHAO
from courtflow.law.exclusions import Limit
from courtflow.law.periods import Period, Unit

WATCHERS = (Role.FINANCE_OFFICER, Role.COMMAND_STAFF, Role.BUREAU_CHIEF)

ARRIVAL = Rule(
    "money_arrival", "T14", "自到账之日起三十日内发放到位", Period(30, Unit.DAY), NANZHAO["三", 5],
    warn=(10, 5, 2), alert=WATCHERS, enabled=False, limit=Limit.PAYOUT, spec=("E-3.21",),
    note="自款项进入法院账户之日起算，不明款亦同（Q23）；与国家规定自通知起算的三十日并行",
)  # fmt: skip
NOTICE = Rule(
    "money_notice", "T—", "自收到财务到账通知之日起三十日内发放", Period(30, Unit.DAY), KW[10],
    warn=(10, 5, 2), alert=(Role.ENFORCEMENT_JUDGE, *WATCHERS), limit=Limit.PAYOUT,
    note="国家规定：自财务部门的到账通知起算",
)  # fmt: skip
FORMALITIES = Rule(
    "money_formalities", "T15", "手续完备后二日内发放给权利人", Period(2, Unit.DAY), NANZHAO["四", 10],
    warn=(1, 0), alert=(Role.FINANCE_OFFICER, Role.BUREAU_CHIEF), enabled=False,
    limit=Limit.PAYOUT, spec=("E-4.21",),
    note="与到账三十日并行，先届满的为准（Q24）",
)  # fmt: skip
PLAN_OBJECTION = Rule(
    "money_plan_objection", "T—", "收到分配方案之日起十五日内提出书面异议", Period(15, Unit.DAY), INT[509],
    on_expiry="end_plan_objection",
)  # fmt: skip
FEE_REFUND = Rule(
    "money_fee_refund", "T—", "文书生效之日起十五日内退还诉讼费", Period(15, Unit.DAY), FEE[53],
    warn=(5, 2), alert=(Role.FINANCE_OFFICER, Role.CASE_MANAGER), note="单列办理，不立执行案件",
)  # fmt: skip
PAYOUT_CLOCKS = (ARRIVAL, NOTICE, FORMALITIES)
