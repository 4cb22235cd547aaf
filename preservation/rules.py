"""The clocks of preservation: T24–T30."""

from courtflow.accounts.roles import Role
from courtflow.flow.rules import Rule
from courtflow.law.articles import CPL, INT, PRES
from courtflow.law.periods import Period, Roll, Unit
from courtflow.policy.keys import KEYS

LEADERS = (Role.DIVISION_HEAD, Role.VICE_PRESIDENT)
EXECUTORS_HEADS = (Role.BUREAU_CHIEF, Role.CENTRE_HEAD, Role.TEAM_LEADER)

RULE_URGENTLY = Rule(
    "preserve_urgent", "T24", "四十八小时内作出保全裁定", Period(48, Unit.HOUR), CPL[104],
    alert=LEADERS, spec=("C-4.3", "A-3.4"), note="自受理申请的次时起算，不因节假日顺延",
)  # fmt: skip
RULE_ORDINARILY = Rule(
    "preserve_ordinary", "T26", "五日内作出保全裁定", Period(5, Unit.DAY), PRES[4],
    warn=(1,), alert=LEADERS, spec=("A-3.4",),
)  # fmt: skip
START_MEASURES = Rule(
    "preserve_start", "T26", "五日内开始实施保全", Period(5, Unit.DAY), PRES[4], warn=(1,), alert=EXECUTORS_HEADS
)
START_AT_ONCE = Rule(
    "preserve_start_at_once", "T24", "立即开始实施保全", Period(0, Unit.DAY, Roll.NONE), PRES[4], alert=EXECUTORS_HEADS,
    note="“立即”按裁定当日掌握",
)  # fmt: skip
SUE = Rule(
    "preserve_sue", "T25", "采取措施后三十日内起诉或申请仲裁", Period(30, Unit.DAY), CPL[104],
    warn=(7, 3), on_expiry="note_no_suit", alert=(Role.FILING_JUDGE,),
)  # fmt: skip
TERM_DEPOSIT = Rule(
    "preserve_term_deposit", "T27", "存款冻结期限（最长一年）", Period(1, Unit.YEAR, Roll.NONE), INT[485],
    warn=(30, 15, 8), on_expiry="lapse", cap=True, spec=("C-15.2",), note="届满不续行即失效，不因节假日顺延",
)  # fmt: skip
TERM_MOVABLE = Rule(
    "preserve_term_movable", "T27", "动产查封扣押期限（最长两年）", Period(2, Unit.YEAR, Roll.NONE), INT[485],
    warn=(30, 15, 8), on_expiry="lapse", cap=True, spec=("C-15.2",), note="届满不续行即失效，不因节假日顺延",
)  # fmt: skip
TERM_OTHER = Rule(
    "preserve_term_other", "T27", "不动产、其他财产权查封冻结期限（最长三年）", Period(3, Unit.YEAR, Roll.NONE),
    INT[485], warn=(30, 15, 8), on_expiry="lapse", cap=True, spec=("C-15.2",), note="届满不续行即失效，不因节假日顺延",
)  # fmt: skip
TERMS = (TERM_DEPOSIT, TERM_MOVABLE, TERM_OTHER)
RENEWAL = Rule(
    "preserve_renewal", "T28", "申请续行保全的最后一日", Period(-7, Unit.DAY, Roll.BACKWARD), PRES[18],
    warn=(23, 8, 1), on_expiry="note_no_renewal", spec=("C-15.2",), note="期限届满七日前；遇休假日提前至此前的工作日",
)  # fmt: skip
APPLY_ENFORCEMENT = Rule(
    "preserve_apply", "T29", "履行期届满后五日内申请执行", Period(5, Unit.DAY), INT[163],
    warn=(3, 1), on_expiry="note_no_application", alert=(Role.CENTRE_STAFF, Role.FILING_JUDGE), spec=("A-3.5",),
)  # fmt: skip
LIFT = Rule("preserve_lift", "T30", "五日内裁定是否解除保全", Period(5, Unit.DAY), PRES[23], warn=(1,), alert=LEADERS)
LIFT_URGENTLY = Rule(
    "preserve_lift_urgent", "T30", "四十八小时内裁定是否解除保全", Period(48, Unit.HOUR), PRES[23], alert=LEADERS
)
ASK_REVIEW = Rule(
    "preserve_ask_review", "T—", "收到保全裁定之日起五日内申请复议", Period(5, Unit.DAY), PRES[25],
    on_expiry="end_review_period", outlives=True,
)  # fmt: skip
DECIDE_REVIEW = Rule(
    "preserve_decide_review", "T—", "收到复议申请后十日内审查", Period(10, Unit.DAY), PRES[25],
    warn=(3, 1), alert=LEADERS, outlives=True, note="复议期间不停止裁定的执行（民诉法第一百一十一条）",
)  # fmt: skip
SELF_SALE = Rule(
    "preserve_self_sale", "T—", "自行处置财产的期限",
    Period(KEYS["self_sale.longest_days"].default, Unit.DAY, Roll.NONE), PRES[20],
    warn=(10, 3), on_expiry="expire_self_sale", alert=LEADERS, cap=True, spec=("C-26.1",),
    length_key="self_sale.longest_days", note="由法官确定，最长天数为规则档案“被执行人自行变卖查封财产的最长期限”",
)  # fmt: skip
