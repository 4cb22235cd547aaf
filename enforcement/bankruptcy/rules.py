"""The clocks of a bankruptcy lead: T34 of a transfer, those of a direct petition, and the handing over of assets."""

from courtflow.accounts.roles import Role
from courtflow.flow.rules import Rule
from courtflow.law.articles import EBL, INT, ZZP
from courtflow.law.periods import Period, Unit

SERVE_DECISION = Rule(
    "bankruptcy_serve_decision", "T—", "五日内送达移送决定", Period(5, Unit.DAY), ZZP[7],
    warn=(1,), alert=(Role.ENFORCEMENT_JUDGE, Role.BUREAU_CHIEF),
)  # fmt: skip
TRANSFER_REVIEW = Rule(
    "bankruptcy_transfer_review", "T34", "受移送法院三十日内裁定是否受理", Period(30, Unit.DAY), INT[512],
    warn=(7, 3), on_expiry="ask_for_answer",
    alert=(Role.BANKRUPTCY_JUDGE, Role.ENFORCEMENT_JUDGE, Role.BUREAU_CHIEF), spec=("A-9.10",),
)  # fmt: skip
NOTIFY_DEBTOR = Rule(
    "bankruptcy_notify_debtor", "T—", "债权人申请的，五日内通知债务人", Period(5, Unit.DAY), EBL[10],
    warn=(1,), alert=(Role.BANKRUPTCY_JUDGE,),
)  # fmt: skip
DEBTOR_OBJECTION = Rule(
    "bankruptcy_debtor_objection", "T—", "债务人七日内提出异议", Period(7, Unit.DAY), EBL[10],
    on_expiry="end_objection",
)  # fmt: skip
RULING_AFTER_OBJECTION = Rule(
    "bankruptcy_ruling", "T—", "异议期满之日起十日内裁定是否受理", Period(10, Unit.DAY), EBL[10],
    warn=(3, 1), alert=(Role.BANKRUPTCY_JUDGE,),
)  # fmt: skip
RULING_ON_DEBTORS_PETITION = Rule(
    "bankruptcy_debtors_petition", "T—", "债务人申请的，十五日内裁定是否受理", Period(15, Unit.DAY), EBL[10],
    warn=(3, 1), alert=(Role.BANKRUPTCY_JUDGE,),
)  # fmt: skip
HAND_OVER_ASSETS = Rule(
    "bankruptcy_hand_over_assets", "T—", "七日内移交已控制的财产", Period(7, Unit.DAY), ZZP[17],
    warn=(3, 1), alert=(Role.ENFORCEMENT_JUDGE, Role.BUREAU_CHIEF),
)  # fmt: skip
RETURN_FILE = Rule(
    "bankruptcy_return_file", "T—", "七日内退回移送材料", Period(7, Unit.DAY), ZZP[18],
    warn=(3, 1), alert=(Role.BANKRUPTCY_JUDGE,), outlives=True,
)  # fmt: skip
