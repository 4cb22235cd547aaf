"""What an application to change or add a party asks people to do."""

from courtflow.accounts.roles import Role
from courtflow.flow.worklist import TaskKind

from . import rules

REVIEWERS = (Role.OBJECTION_JUDGE,)

DECIDE = TaskKind(
    "substitution.decide", "审查变更、追加当事人申请并作出裁定", REVIEWERS, act="decide", rule=rules.REVIEW,
    spec=("E-4.2",),
)  # fmt: skip
SERVE = TaskKind("substitution.serve", "送达变更、追加当事人裁定", REVIEWERS, act="serve_ruling")
