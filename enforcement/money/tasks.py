"""Who works on case money, and what it asks them to do."""

from courtflow.accounts.roles import COMMANDED, Role, Unit
from courtflow.flow.worklist import TaskKind

from . import rules

FINANCE = (Role.FINANCE_OFFICER,)
HANDLERS = (
    Role.ENFORCEMENT_JUDGE, Role.TEAM_LEADER, Role.ENFORCEMENT_CLERK, Role.TRIAL_JUDGE, Role.TRIAL_CLERK,
    Role.CENTRE_STAFF, Role.CENTRE_HEAD,
)  # fmt: skip
CLAIMANTS = (*FINANCE, Role.ENFORCEMENT_JUDGE, Role.TEAM_LEADER, Role.ENFORCEMENT_CLERK, Role.COMMAND_STAFF)
APPROVERS = (Role.BUREAU_CHIEF, Role.DIVISION_HEAD, Role.VICE_PRESIDENT)
REGISTRARS = (Role.TRIAL_CLERK, Role.TRIAL_JUDGE, Role.FILING_CLERK, Role.FILING_JUDGE)

NOTIFY = TaskKind(
    "money.notify", "将到账情况通知承办人", FINANCE, act="notify_handler", unit=Unit.FINANCE, rule=rules.ARRIVAL,
    spec=("E-4.20",),
)  # fmt: skip
PROPOSE = TaskKind(
    "money.propose", "核对到账并拟定案款发放（分配）方案", HANDLERS, act="propose", rule=rules.NOTICE, to_handler=True,
    spec=("E-4.20", "C-23.5"),
)  # fmt: skip
APPROVE = TaskKind(
    "money.approve", "审批案款发放（分配）方案", APPROVERS, act="approve",
    unit=lambda money: Unit.ENFORCEMENT if money.department.kind in COMMANDED else "",
    spec=("E-4.20",),
)  # fmt: skip
COMPLETE = TaskKind(
    "money.complete_formalities", "核对收款账户、补记票据号，完备发放手续", FINANCE, act="complete_formalities",
    unit=Unit.FINANCE, spec=("E-4.20", "C-6.1"),
)  # fmt: skip
PAY = TaskKind(
    "money.pay_out", "发放案款", FINANCE, act="pay_out", unit=Unit.FINANCE, rule=rules.FORMALITIES, spec=("E-4.21",)
)
REFUND = TaskKind("money.refund_fee", "退还诉讼费", FINANCE, act="refund_fee", unit=Unit.FINANCE, rule=rules.FEE_REFUND)
