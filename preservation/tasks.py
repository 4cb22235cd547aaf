"""Who works on a preservation, in which unit, and what waits for them."""

from __future__ import annotations

from courtflow.accounts.roles import Role, Unit
from courtflow.flow.worklist import TaskKind

from . import rules
from .guards import by_centre

FILING = (Role.FILING_CLERK, Role.FILING_JUDGE)
TRIAL = (Role.TRIAL_CLERK, Role.TRIAL_JUDGE)
CENTRE = (Role.CENTRE_STAFF, Role.CENTRE_HEAD)
ENFORCEMENT = (Role.ENFORCEMENT_CLERK, Role.ENFORCEMENT_JUDGE)
JUDGES = (Role.FILING_JUDGE, Role.TRIAL_JUDGE, Role.ENFORCEMENT_JUDGE, Role.CENTRE_HEAD)
EXECUTORS = (Role.BAILIFF, Role.TEAM_LEADER, *ENFORCEMENT, *CENTRE)
KEEPERS = (*JUDGES, Role.FILING_CLERK, Role.TRIAL_CLERK, Role.ENFORCEMENT_CLERK, Role.CENTRE_STAFF)
EXECUTOR_UNITS = {"enforcement": Unit.ENFORCEMENT, "bailiff": Unit.BAILIFF, "team": Unit.TEAM, "centre": Unit.CENTRE}
TRIAL_JUDGE = (Role.TRIAL_JUDGE,)

REVIEW = TaskKind("preservation.review", "审查保全申请并作出裁定", JUDGES, act="rule", to_handler=True)
IMPLEMENT = TaskKind(
    "preservation.implement", "编立执保案号并移送实施", FILING, act="implement", unit=Unit.FILING,
    when=lambda request: not by_centre(request), spec=("C-4.4", "E-4.8"),
)  # fmt: skip
IMPLEMENT_IN_CENTRE = TaskKind(
    "preservation.implement_in_centre", "执前保全转入实施", CENTRE, act="implement_in_centre", when=by_centre
)
START = TaskKind("preservation.start", "接收保全裁定并开始实施", EXECUTORS, act="start", rule=rules.START_MEASURES)
CONTROL = TaskKind("preservation.control", "采取保全措施并报告结果", EXECUTORS, act="report")
TELL_TERM = TaskKind(
    "preservation.tell_term", "书面告知申请人保全期限届满日", KEEPERS, act="tell_term", spec=("C-15.2",)
)
REMIND = TaskKind(
    "preservation.remind", "提醒债权人在履行期届满后五日内申请执行", KEEPERS, act="record_application",
    when=lambda held: held.awaits_application, spec=("A-3.5",),
)  # fmt: skip
RENEW = TaskKind("preservation.renew", "审查是否依职权续行保全", JUDGES, act="renew", spec=("C-15.3",))
RELEASE = TaskKind(
    "preservation.release", "审查并裁定解除保全", JUDGES, act="release", rule=rules.LIFT,
    when=lambda held: bool(held.release_ground),
)  # fmt: skip
DECIDE_REVIEW = TaskKind(
    "preservation.decide_review", "审查保全复议申请", JUDGES, act="decide_review", rule=rules.DECIDE_REVIEW
)
DEDUCT = TaskKind(
    "preservation.deduct", "按扣划裁定将保全款项划入本案案款账号", EXECUTORS, act="carry_out_deduction",
    unit=lambda held: EXECUTOR_UNITS[held.policy.value("preservation.executor")], spec=("C-23.4",),
)  # fmt: skip
SALE_FAILED = TaskKind(
    "preservation.sale_failed", "自行处置未成，依法处置查封财产", (*JUDGES, *ENFORCEMENT), spec=("C-26.1",)
)
TELL_LAPSE = TaskKind("preservation.tell_lapse", "告知申请人保全措施已失效", KEEPERS, spec=("C-15.3",))
