"""How long the court weighs an application, and how long the order may be carried. No statute says either."""

from courtflow.accounts.roles import Role
from courtflow.flow.rules import Rule
from courtflow.law.articles import CPL
from courtflow.law.periods import Period, Roll, Unit
from courtflow.policy.keys import KEYS

HEADS = (Role.DIVISION_HEAD, Role.BUREAU_CHIEF)

DECIDE = Rule(
    "investigation_decide", "T—", "五日内决定是否签发律师调查令", Period(5, Unit.DAY), CPL[67],
    warn=(1,), alert=HEADS, spec=("B-3.14",), note="全国性法律没有规定，各地规定一般为五日，上线前核对本省规定",
)  # fmt: skip
VALID = Rule(
    "investigation_valid", "T—", "律师调查令的有效期", Period(KEYS["inquiry.valid_days"].default, Unit.DAY, Roll.NONE),
    CPL[67], warn=(3,), on_expiry="expire", spec=("B-3.14",), length_key="inquiry.valid_days",
    note="天数为规则档案“律师调查令的有效期”，自签发的次日起算，届满当日不因节假日顺延",
)  # fmt: skip
