"""待办 on the way to the archive: bind and hand over what is over, join what does not stand alone, receive what came.

佳木斯十三, 山阳第二十五条. A task opens with the act that makes it due and ends with the step that does it. Where a
kind has an act 归档 of its own, that act has its own task.
"""

from typing import Any

from courtflow.accounts.roles import Role, Unit
from courtflow.flow.acts import BIRTH
from courtflow.flow.models import Event, Task
from courtflow.flow.worklist import TaskKind, open_tasks
from documents.models import Dossier

from .volumes import VOLUMES

MAY_HAND_OVER = (
    Role.FILING_CLERK, Role.FILING_JUDGE, Role.MEDIATOR, Role.TRIAL_CLERK, Role.TRIAL_JUDGE, Role.CENTRE_STAFF,
    Role.CENTRE_HEAD, Role.ENFORCEMENT_CLERK, Role.ENFORCEMENT_JUDGE, Role.TEAM_LEADER, Role.COMMAND_STAFF,
    Role.OBJECTION_JUDGE, Role.BANKRUPTCY_JUDGE,
)  # fmt: skip
TEAM = (Role.ENFORCEMENT_JUDGE, Role.ENFORCEMENT_CLERK, Role.TEAM_LEADER)
FILING = (Role.FILING_CLERK, Role.FILING_JUDGE)
PAGE = "documents:dossier_task"

HAND_OVER = TaskKind("dossier.hand_over", "卷宗装订并移交归档", MAY_HAND_OVER, page=PAGE)
COMPLETE = TaskKind("dossier.complete", "补正档案室退回的卷宗并重新移交", MAY_HAND_OVER, page=PAGE)
RECEIVE = TaskKind(
    "dossier.receive", "核对并接收移交的卷宗", (Role.ARCHIVIST,), unit=Unit.ARCHIVE, page=PAGE, spec=("A-13.2",)
)
JOIN_VIA_FILING = TaskKind(
    "dossier.join_via_filing", "将督促、保全卷宗并入执行卷", FILING, unit=Unit.FILING, page=PAGE, spec=("C-25.13",)
)
JOIN_BY_TEAM = TaskKind(
    "dossier.join_by_team", "将督促、保全卷宗并入执行卷", TEAM, unit=Unit.ENFORCEMENT, page=PAGE, spec=("A-13.3",)
)
# By the value of the profile key that a volume names.
JOINING = {"joined_via_filing": JOIN_VIA_FILING, "joined_by_team": JOIN_BY_TEAM}
KINDS = {kind.code for kind in (HAND_OVER, COMPLETE, RECEIVE, *JOINING.values())}


def follow(proceeding: Any, event: Event) -> None:
    """What an act means for dossiers: its own proceeding may be over now, or be what others are joined to."""
    if event.from_state == event.to_state:
        return
    if proceeding.kind in VOLUMES:
        _ask(proceeding, event)
    if event.from_state == BIRTH:
        for guest in _guests_of(proceeding):
            _ask(guest, event)


def _guests_of(host: Any) -> list[Any]:
    """Proceedings of the case whose dossiers go into the volume of this one."""
    kinds = [volume for volume in VOLUMES.values() if volume.host == host.kind]
    return [
        row.actual
        for volume in kinds
        for row in host.case.proceedings.filter(kind=volume.kind, state__in=volume.joined_in)
    ]


def _ask(proceeding: Any, event: Event) -> None:
    """Open the task that is due now for the dossier of a proceeding, if any is and nobody did it before."""
    kind = due(proceeding)
    if kind and not Dossier.objects.filter(proceeding=proceeding.pk).exclude(state=Dossier.State.COLLECTING).exists():
        open_tasks(proceeding, (kind,), event, [])


def due(proceeding: Any) -> TaskKind | None:
    """What is to be done with the file of a proceeding in its state, apart from an act 归档 of its own."""
    volume = VOLUMES[proceeding.kind]
    if volume.is_part(proceeding):
        return None
    if volume.joins(proceeding):
        return JOINING[proceeding.policy.value(volume.joined_by)] if volume.host_of(proceeding) else None
    return HAND_OVER if proceeding.state in proceeding.TERMINAL else None


def end(proceeding: Any, kinds: tuple[TaskKind, ...], event: Event, state: str = Task.State.DONE) -> None:
    """Close the open tasks of some kinds: their step was taken, or has lost its object."""
    codes = [kind.code for kind in kinds]
    for task in Task.objects.filter(proceeding_id=proceeding.pk, kind__in=codes, state__in=Task.OPEN_STATES):
        task.finish(state, event.at, event)
