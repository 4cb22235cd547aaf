"""What a trial asks people to do, and when."""

from typing import Any

from courtflow.accounts.roles import Role, Unit
from courtflow.cases.instruments import may_be_urged
from courtflow.cases.performing import forcibly_deducted
from courtflow.flow.worklist import TaskKind

from . import rules
from .states import EFFECTIVE, State

JUDGE = (Role.TRIAL_JUDGE,)
BENCH = (Role.TRIAL_JUDGE, Role.TRIAL_CLERK)


def to_be_performed(trial: Any) -> bool:
    """The paper is effective, and something is still to be done under it."""
    return bool(trial.state == State.PERFORMING)


def takes_letters(trial: Any) -> bool:
    return bool(trial.policy.value("pre_exec.entry") == "transfer_letter")


def by_letter(trial: Any) -> bool:
    """佳木斯四（一）: the judge hands over during the performance period, never after service by public notice."""
    return to_be_performed(trial) and takes_letters(trial) and may_be_urged(trial.instrument, trial.policy)


def preserved(trial: Any) -> bool:
    """佳木斯五（三）: the paper is effective, and assets are held."""
    held = trial.case.proceedings.open().filter(kind="preservation").exists()
    return to_be_performed(trial) and takes_letters(trial) and held


def letter_is_missed(trial: Any) -> bool:
    """The judge did not hand over in time, and nothing bars the centre from doing it (目录T01)."""
    return trial.state in EFFECTIVE and takes_letters(trial) and may_be_urged(trial.instrument, trial.policy)


def closed_well(trial: Any) -> bool:
    return trial.state in (State.PERFORMED, State.ENDED)


ASSIGN = TaskKind("trial.assign", "分案：确定承办法官", (Role.DIVISION_HEAD,), act="assign_judge")
DECIDE_EXTENSION = TaskKind(
    "trial.extension", "决定是否延长审限", (Role.PRESIDENT,), act="decide_extension", unit=Unit.LEADERSHIP,
    rule=rules.EXTENSION_DECISION,
)  # fmt: skip
COMPLAINT = TaskKind(
    "trial.complaint", "向被告送达起诉状副本", BENCH, act="serve_complaint", rule=rules.COMPLAINT_COPY,
    when=lambda trial: trial.uninformed().exists(),
)  # fmt: skip
HEAR = TaskKind("trial.hear", "审理并签发裁判文书或调解书", BENCH, act="sign", to_handler=True)
# Each service completes it, and opens it again while somebody is still to be served.
SERVE = TaskKind("trial.serve", "向各方当事人送达", BENCH, act="serve", when=lambda trial: trial.state == State.SIGNED)
NOTICE = TaskKind(
    "trial.notice", "审批公告送达", (Role.DIVISION_HEAD,), act="approve_notice",
    when=lambda trial: trial.open_notice_requests().exists(), spec=("A-4.12",),
)  # fmt: skip
TRACK = TaskKind(
    "trial.track", "督促并跟踪自动履行（谁审理、谁负责）", BENCH, act="complete", rule=rules.PERFORMANCE,
    to_handler=True, when=to_be_performed, spec=("C-22.1",),
)  # fmt: skip
LETTER = TaskKind(
    "trial.letter", "填写移交生效民事案件自动履行函", JUDGE, act="transfer_to_centre", rule=rules.TRANSFER,
    to_handler=True, when=by_letter, spec=("A-4.3",),
)  # fmt: skip
CENTRE_STARTS = TaskKind(
    "trial.centre_starts", "审判部门未按期移交：自行启动催告", (Role.CENTRE_STAFF, Role.CENTRE_HEAD),
    act="open_by_centre", unit=Unit.CENTRE, when=letter_is_missed, spec=("A-4.3",),
)  # fmt: skip
MEDIATE = TaskKind(
    "trial.centre_mediation", "有财产保全的生效案件：安排调解", (Role.CENTRE_STAFF, Role.CENTRE_HEAD), unit=Unit.CENTRE,
    when=preserved, spec=("A-5.8",),
)  # fmt: skip
TELL = TaskKind(
    "trial.inform_creditor", "履行期满未履行：告知债权人可以申请执行", BENCH, act="inform_creditor",
    when=lambda trial: trial.state == State.UNPERFORMED,
)  # fmt: skip
CERTIFY = TaskKind(
    "trial.certificate", "告知义务人可以申请自动履行证明书", BENCH, act="issue_certificate",
    when=lambda trial: trial.state == State.PERFORMED and not forcibly_deducted(trial), spec=("C-23.6",),
)  # fmt: skip
ARCHIVE = TaskKind("trial.archive", "卷宗装订归档", (Role.TRIAL_CLERK,), act="archive", when=closed_well)
WHEN_EFFECTIVE = (TRACK, LETTER, MEDIATE, CERTIFY, ARCHIVE)
WHEN_PERFORMED = (CERTIFY, ARCHIVE)
