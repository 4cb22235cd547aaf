"""The clocks of execution: T11–T13, T16–T18, T33 and the national ones beside them. Local ones are off by default."""

from courtflow.accounts.roles import Role
from courtflow.flow.rules import Rule
from courtflow.law.articles import ASSET, CPL, DL, EXR, HONGHE, INT, NANZHAO, ZB
from courtflow.law.exclusions import Limit
from courtflow.law.periods import Period, Roll, Unit

# 终本规定第一条（四）: 自执行案件立案之日起已超过三个月; 民法典第一千二百五十九条: “超过”不包括本数.
CLOSING_WAIT = Period(3, Unit.MONTH, Roll.NONE)
# 终本规定第九条: 五年内每六个月查询一次, ten queries in all.
QUERY_MONTHS = 6
QUERIES = 10

FIRST_HANDOVER = Rule(
    "first_handover", "T11", "两个工作日内将案件及首次查控结果移转执行指挥中心", Period(2, Unit.WORKDAY),
    NANZHAO["三", 5],
    warn=(0,), alert=(Role.FILING_CLERK, Role.FILING_JUDGE), spec=("E-3.13",),
    note="仅在规则档案“立案庭首次查控后移转执行指挥中心”时起算",
)  # fmt: skip
APPOINT = Rule(
    "execution_appoint", "T—", "立案后七日内确定承办人", Period(7, Unit.DAY), DL[2],
    warn=(2,), alert=(Role.BUREAU_CHIEF, Role.COMMAND_STAFF),
)  # fmt: skip
NOTICE = Rule(
    "execution_notice", "T—", "立案后十日内发出执行通知", Period(10, Unit.DAY), INT[480],
    warn=(3, 1), alert=(Role.ENFORCEMENT_JUDGE, Role.BUREAU_CHIEF),
    note="执行员自立案移送时接到申请执行书（民诉法第二百五十一条）",
)  # fmt: skip
TWO_MONTHS = Rule(
    "execution_two_months", "T12", "立案两个月仍未履行，列入限高、纳失审查", Period(2, Unit.MONTH), NANZHAO["三", 5],
    on_expiry="list_for_measures", alert=(Role.COMMAND_STAFF,), enabled=False, spec=("E-3.15",),
    note="届满产生待审查清单，不直接采取措施（Q22）",
)  # fmt: skip
OFFLINE = Rule(
    "execution_offline", "T13", "一个月内完成房产、土地线下查控", Period(1, Unit.MONTH), NANZHAO["三", 5],
    warn=(7, 3), alert=(Role.TEAM_LEADER,), enabled=False, spec=("E-3.17",),
)  # fmt: skip
FIRST_CHECK = Rule(
    "revival_first_check", "T16", "恢复执行申请初审后两日内移转执行指挥中心", Period(2, Unit.DAY), NANZHAO["四", 2],
    warn=(0,), alert=(Role.FILING_CLERK, Role.FILING_JUDGE), enabled=False, spec=("E-4.3",),
)  # fmt: skip
CLUE = Rule(
    "revival_clue", "T17", "三日内核查财产线索", Period(3, Unit.DAY), NANZHAO["四", 2],
    warn=(1,), alert=(Role.BUREAU_CHIEF, Role.COMMAND_STAFF), enabled=False, spec=("E-4.4",),
)  # fmt: skip
CLUE_NATIONAL = Rule(
    "revival_clue_national", "T—", "七日内调查核实申请执行人提供的财产线索", Period(7, Unit.DAY), ASSET[2],
    warn=(3, 1), alert=(Role.BUREAU_CHIEF,), note="情况紧急的三日；本院规定更短的从其规定",
)  # fmt: skip
CRITICAL = Rule(
    "execution_critical", "T18", "立案超五个月列为临界案件", Period(5, Unit.MONTH, Roll.NONE), NANZHAO["二", 3],
    on_expiry="become_critical", alert=(Role.BUREAU_CHIEF,), enabled=False, limit=Limit.EXECUTION, spec=("E-2.5",),
)  # fmt: skip
SIX_MONTHS = Rule(
    "execution_six_months", "T18", "执行期限（六个月）", Period(6, Unit.MONTH), EXR[63],
    warn=(30, 15, 5), alert=(Role.BUREAU_CHIEF, Role.COMMAND_STAFF), limit=Limit.EXECUTION, spec=("E-2.5",),
    note="扣除中止、和解等期间；需要延长的在届满五日前报批（执行期限规定第一条）",
)  # fmt: skip
VISIT = Rule(
    "execution_visit", "T35", "执行和解履行回访", Period(3, Unit.DAY, Roll.NONE), HONGHE["四"],
    warn=(6, 3), alert=(Role.ENFORCEMENT_JUDGE, Role.CENTRE_STAFF), enabled=False, spec=("D-4.1",),
    note="红河文件未定天数，规则档案可改，默认到期日前后各3日",
)  # fmt: skip
REQUERY = Rule(
    "execution_requery", "T33", "终本后每六个月查询一次财产", Period(6, Unit.MONTH), ZB[9],
    warn=(15, 3), alert=(Role.COMMAND_STAFF, Role.ENFORCEMENT_JUDGE), outlives=True, spec=("B-4.8",),
)  # fmt: skip
ENTRUSTED_INVESTIGATION = Rule(
    "entrusted_investigation", "T—", "受托法院收到委托书后三十日内完成调查", Period(30, Unit.DAY), CPL[134],
    warn=(5,), alert=(Role.ENFORCEMENT_JUDGE, Role.COMMAND_STAFF), outlives=True, spec=("E-3.6",),
    note="因故不能完成的，受托法院应当在该期限内函告；仅适用于委托调查，其他委托事项没有法定期限",
)  # fmt: skip
