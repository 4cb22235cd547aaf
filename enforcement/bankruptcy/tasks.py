"""Who takes part in a bankruptcy transfer, and what it asks them to do."""

from courtflow.accounts.roles import Role, Unit
from courtflow.flow.worklist import TaskKind

from . import rules

FILING = (Role.FILING_CLERK, Role.FILING_JUDGE)
TRIAL = (Role.TRIAL_JUDGE, Role.TRIAL_CLERK)
ENFORCEMENT = (Role.ENFORCEMENT_JUDGE, Role.TEAM_LEADER, Role.ENFORCEMENT_CLERK, Role.BUREAU_CHIEF, Role.COMMAND_STAFF)
FINDERS = (*FILING, *TRIAL, *ENFORCEMENT)
TRANSFERRERS = (Role.ENFORCEMENT_JUDGE, Role.TEAM_LEADER, Role.BUREAU_CHIEF)
# Another court's ruling is entered by the enforcement side, whose department then still holds the proceeding.
RULERS = (Role.BANKRUPTCY_JUDGE, Role.ENFORCEMENT_JUDGE, Role.BUREAU_CHIEF)

ANSWERS = TaskKind(
    "bankruptcy.answers", "征询各方当事人破产意愿并登记答复", FINDERS, act="record_answer", spec=("A-9.6",)
)
SIGN = TaskKind("bankruptcy.sign", "审签移送破产审查决定", (Role.PRESIDENT,), act="sign_transfer", unit=Unit.LEADERSHIP)
TRANSFER = TaskKind("bankruptcy.transfer", "移送破产审查材料", TRANSFERRERS, act="transfer", rule=rules.SERVE_DECISION)
REGISTER = TaskKind("bankruptcy.register", "登记受移送法院收到材料", (*FILING, *ENFORCEMENT), act="register")
ASK = TaskKind("bankruptcy.ask", "函询受移送法院是否受理破产申请", ENFORCEMENT, unit=Unit.ENFORCEMENT, spec=("A-9.10",))
TELL_DEBTOR = TaskKind(
    "bankruptcy.tell_debtor", "通知债务人", (Role.BANKRUPTCY_JUDGE,), act="tell_debtor", rule=rules.NOTIFY_DEBTOR,
    when=lambda bankruptcy: bankruptcy.by_creditor,
)  # fmt: skip
HAND_OVER = TaskKind(
    "bankruptcy.hand_over", "解除保全措施，移交已控制的财产", TRANSFERRERS, act="hand_over_assets",
    unit=Unit.ENFORCEMENT,
    rule=rules.HAND_OVER_ASSETS,
)  # fmt: skip
