"""The clocks of urging: T02–T06 and the visits T35. Defaults are off where only one court's document knows them."""

from courtflow.accounts.roles import Role
from courtflow.flow.rules import Rule
from courtflow.law.articles import EXR, HONGHE, JIAMUSI, SHANYANG
from courtflow.law.periods import Period, Roll, Unit

SEND_DEMAND = Rule(
    "send_demand", "T02", "登记后即时发出自动履行催告书", Period(1, Unit.WORKDAY), JIAMUSI["四", 1],
    alert=(Role.CENTRE_HEAD,), enabled=False, spec=("A-4.5",), note="“即时”无数字，规则档案可改，默认1个工作日",
)  # fmt: skip
DEMAND = Rule(
    "demand", "T03", "催告期", Period(15, Unit.DAY), JIAMUSI["四", 1],
    warn=(3,), on_expiry="expire_demand", alert=(Role.CENTRE_STAFF,), enabled=False, spec=("A-4.6",),
    length_key="pre_exec.demand_days", note="佳木斯文件未定天数（Q9），规则档案可改，默认15日",
)  # fmt: skip
HAND_OVER = Rule(
    "hand_over", "T04", "三个工作日内转交执行部门", Period(3, Unit.WORKDAY), SHANYANG[25],
    warn=(1,), alert=(Role.FILING_CLERK, Role.FILING_JUDGE, Role.CASE_MANAGER), enabled=False, spec=("C-25.4",),
)  # fmt: skip
URGING_LIMIT = Rule(
    "urging_limit", "T05", "执前督促办理期限（最长三十日）", Period(30, Unit.DAY, Roll.NONE), SHANYANG[25],
    warn=(7, 3, 1), on_expiry="expire", alert=(Role.ENFORCEMENT_CLERK, Role.BUREAU_CHIEF), cap=True, enabled=False,
    spec=("C-25.5",), note="“最长不得超过”，不因节假日顺延，不得中止或延长",
)  # fmt: skip
NOTIFY_FILING = Rule(
    "notify_filing", "T06", "三个工作日内通知立案部门办理首次执行立案", Period(3, Unit.WORKDAY), SHANYANG[25],
    warn=(1,), on_expiry="notify_filing", alert=(Role.BUREAU_CHIEF, Role.FILING_JUDGE), enabled=False,
    spec=("C-25.12",),
)  # fmt: skip
SEVEN_DAYS = Rule(
    "urging_seven_days", "T32", "国家规定：收到执行申请七日内立案或者裁定不予受理", Period(7, Unit.DAY), EXR[16],
    warn=(2,), on_expiry="pass_seven_days", alert=(Role.FILING_JUDGE, Role.ENFORCEMENT_CLERK), cap=True,
    note="与本院执前督促期限并行显示；届满仍在督促的，提示须有债权人同意的记载，债权人不同意的立即转执行立案",
)  # fmt: skip
VISIT = Rule(
    "visit", "T35", "和解履行回访", Period(3, Unit.DAY, Roll.NONE), HONGHE["四"],
    warn=(6, 3), alert=(Role.CENTRE_STAFF,), enabled=False, spec=("D-4.1",),
    note="红河文件未定天数，规则档案可改，默认到期日前后各3日",
)  # fmt: skip
