"""The clocks of trial: limit of hearing, complaint and defence, appeal (T40), performance, the judge's letter (T01)."""

from courtflow.accounts.roles import Role
from courtflow.cases.instruments import LIMITATION
from courtflow.flow.rules import Rule
from courtflow.law.articles import CPL, EXT, JIAMUSI, LIM, SHANYANG
from courtflow.law.exclusions import Limit
from courtflow.law.periods import Period, Roll, Unit

from .states import Procedure

__all__ = [
    "APPEAL",
    "APPEALS",
    "APPEAL_ABROAD",
    "APPEAL_RULING",
    "LIMITATION",
    "LIMITS",
    "PERFORMANCE",
    "SERVED_BY_NOTICE",
    "TRANSFER",
]

FILE_PASSED = Rule(
    "file_passed", "T—", "三日内将案卷材料移送审判庭", Period(3, Unit.DAY), LIM[7],
    warn=(1,), alert=(Role.FILING_CLERK, Role.FILING_JUDGE, Role.DIVISION_HEAD),
)  # fmt: skip
COMPLAINT_COPY = Rule(
    "complaint_copy", "T—", "五日内向被告送达起诉状副本", Period(5, Unit.DAY), CPL[128],
    warn=(2, 1), alert=(Role.TRIAL_CLERK, Role.DIVISION_HEAD), note="自立案之日的次日起算",
)  # fmt: skip
DEFENCE = Rule(
    "defence", "T—", "答辩期（十五日）", Period(15, Unit.DAY), CPL[128],
    warn=(3,), on_expiry="end_defence_period", note="自各被告收到起诉状副本之日的次日起分别计算",
)  # fmt: skip
DEFENCE_ABROAD = Rule(
    "defence_abroad", "T—", "答辩期（三十日，在国内没有住所）", Period(30, Unit.DAY), CPL[285],
    warn=(7,), on_expiry="end_defence_period",
)  # fmt: skip
# 审判期限: 庭长, 审判管理部门 and 院长 are told, for the president has to decide on an extension five days before.
OVERSEERS = (Role.DIVISION_HEAD, Role.CASE_MANAGER, Role.PRESIDENT)
KEPT_ON_CONVERSION = "自立案之日的次日起算（审限规定第八条），转换程序的仍自原立案之日起算"
ORDINARY_LIMIT = Rule(
    "trial_limit_ordinary", "T—", "审理期限（普通程序六个月）", Period(6, Unit.MONTH), CPL[152],
    warn=(30, 15, 5), alert=OVERSEERS, limit=Limit.TRIAL, note=KEPT_ON_CONVERSION,
)  # fmt: skip
SUMMARY_LIMIT = Rule(
    "trial_limit_summary", "T—", "审理期限（简易程序三个月）", Period(3, Unit.MONTH), CPL[164],
    warn=(30, 15, 5), alert=OVERSEERS, limit=Limit.TRIAL, note=KEPT_ON_CONVERSION,
)  # fmt: skip
SMALL_CLAIM_LIMIT = Rule(
    "trial_limit_small_claim", "T—", "审理期限（小额诉讼两个月）", Period(2, Unit.MONTH), CPL[168],
    warn=(15, 5), alert=OVERSEERS, limit=Limit.TRIAL, note=KEPT_ON_CONVERSION,
)  # fmt: skip
LIMITS = {
    Procedure.ORDINARY: ORDINARY_LIMIT,
    Procedure.SUMMARY: SUMMARY_LIMIT,
    Procedure.SMALL_CLAIM: SMALL_CLAIM_LIMIT,
}
LIMIT_CODES = tuple(rule.code for rule in LIMITS.values())
# The basis of this one is the last day of the limit itself, from which it counts backward.
EXTENSION_DECISION = Rule(
    "trial_extension_decision", "T—", "届满五日前决定是否延长审限", Period(-5, Unit.DAY, Roll.BACKWARD), EXT[1],
    warn=(3,), alert=(Role.PRESIDENT,), note="申请须在审限届满十五日前提出",
)  # fmt: skip
APPEAL = Rule(
    "appeal", "T40", "上诉期（判决，十五日）", Period(15, Unit.DAY), CPL[171],
    on_expiry="end_appeal_period", cap=True, note="从各方当事人各自收到之日起分别计算",
)  # fmt: skip
APPEAL_RULING = Rule(
    "appeal_ruling", "T40", "上诉期（裁定，十日）", Period(10, Unit.DAY), CPL[171, 2],
    on_expiry="end_appeal_period", cap=True,
)  # fmt: skip
APPEAL_ABROAD = Rule(
    "appeal_abroad", "T40", "上诉期（三十日，在国内没有住所）", Period(30, Unit.DAY), CPL[286],
    on_expiry="end_appeal_period", note="判决、裁定均为三十日；不能在期间内上诉的，可以申请法院准许延期",
)  # fmt: skip
APPEALS = (APPEAL, APPEAL_RULING, APPEAL_ABROAD)
# A final paper served by public notice takes effect when the notice has run its days: the basis is that very day.
SERVED_BY_NOTICE = Rule(
    "served_by_notice", "T40", "公告期满，终审文书视为送达", Period(0, Unit.DAY, Roll.NONE), CPL[95],
    on_expiry="become_effective", cap=True,
)  # fmt: skip
# The basis of these two is the last day itself, already rolled (or fixed by the instrument) when effect was computed.
PERFORMANCE = Rule(
    "performance_period", "T—", "履行期（谁审理、谁负责督促履行）", Period(0, Unit.DAY, Roll.NONE), SHANYANG[22],
    warn=(3,), on_expiry="end_performance_period", alert=(Role.TRIAL_CLERK,), cap=True, spec=("C-22.2",),
    note="各判项、各期分别届满",
)  # fmt: skip
TRANSFER = Rule(
    "transfer_letter", "T01", "履行期内移交自动履行函", Period(0, Unit.DAY, Roll.NONE), JIAMUSI["四", 1],
    warn=(3,), on_expiry="miss_letter", alert=(Role.DIVISION_HEAD,), spec=("A-4.3",),
    note="仅在进入方式为“移交函”的法院起算，判项必须写明履行时间；届满后执行服务中心可以自行启动催告",
)  # fmt: skip
