"""归档: a dossier is handed over with its list, received by the archivist, kept by a department, or joined to another.

Where it goes is a matter of the court's profile. 佳木斯十三: to the court's archive, on paper; 山阳第二十五条: a
volume of enforcement's own, and what failed goes through filing into the execution's; 浙江四（四）: without paper.
"""

from calendar import monthrange
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from courtflow.accounts.roles import Role
from courtflow.cases.models import Proceeding
from courtflow.flow import clock
from courtflow.flow.acts import acts_of
from courtflow.flow.events import Entry, record
from courtflow.flow.models import Event, Task
from courtflow.flow.perform import lock
from courtflow.flow.refusals import Denied, Refusal
from courtflow.flow.worklist import open_tasks
from courtflow.law.articles import DOSSIER
from documents.kinds import Retention
from documents.models import Dossier

from . import building, tasks
from .contents import Contents, contents
from .papers import archive_papers
from .tasks import COMPLETE, HAND_OVER, JOINING, MAY_HAND_OVER, RECEIVE
from .volumes import VOLUMES, Volume

State, Medium = Dossier.State, Dossier.Medium
YEARS = {Retention.LONG: 60, Retention.SHORT: 30}  # 诉讼档案保管期限的规定第三条
PATHS = {
    "enforcement_own_volume": ("", True), "court_archive_paper": (Medium.PAPER, False),
    "paperless": (Medium.ELECTRONIC, False),
}  # fmt: skip


def keep_until(retention: Retention, closed: date) -> date | None:
    """The last day: counted from the year after closing, which is never too short; None is for ever."""
    years = YEARS.get(retention)
    return date(closed.year + years, 12, 31) if years else None


def hand_over(proceeding: Any, *, by: Any, role: str, at: datetime, slip: str) -> Dossier:
    """Inside a transaction that locked the case, by one whose power was checked: an act 归档, or the page."""
    held = contents(proceeding)
    if held.missing and proceeding.policy.value("archive.incomplete") == "refuse":
        raise Refusal(
            f"卷宗不完整，尚缺：{'、'.join(held.missing)}", under=DOSSIER[3], code="incomplete",
            remedy="在案件页“材料”中上传所缺的材料，或者办理相应事项后再归档",
        )  # fmt: skip
    dossier = building.dossier_of(proceeding)
    if dossier.state != State.COLLECTING:
        raise Refusal(f"卷宗{dossier.state_label}，无需重复移交", remedy="请刷新页面查看最新状态", code="state")
    _hand(dossier, held, by, at, slip)
    if dossier.medium != Medium.PAPER and building.current(dossier, held.fingerprint) is None:
        building.order(proceeding, by)
    facts = {"slip": slip, "medium": dossier.get_medium_display(), "missing": held.missing, "pieces": dossier.listed}
    label = "卷宗由本部门存档" if dossier.state == State.KEPT else "移交卷宗归档"
    event = _note(proceeding, "documents.dossier_handed_over", label, by, role, facts, at)
    tasks.end(proceeding, (HAND_OVER, COMPLETE, *JOINING.values()), event)
    if dossier.state == State.HANDED_OVER:
        open_tasks(proceeding, (RECEIVE,), event, [])
    return dossier


def _hand(dossier: Dossier, held: Contents, by: Any, at: datetime, slip: str) -> None:
    proceeding, volume = held.proceeding, held.volume
    medium, kept = _path(proceeding, volume)
    retention = volume.retention(proceeding)
    dossier.state = State.KEPT if kept else State.HANDED_OVER
    dossier.medium, dossier.slip, dossier.returned_reason = medium, slip, ""
    dossier.keeper = proceeding.department if kept else None
    dossier.retention = retention
    dossier.keep_until = keep_until(retention, clock.day_of(proceeding.closed_at or at))
    dossier.handed_over_by, dossier.handed_over_at = by, at
    dossier.listed = [{"title": entry.title, "sha256": entry.sha256} for entry in held.entries]
    dossier.gaps = held.missing
    dossier.save()


def _path(proceeding: Any, volume: Volume) -> tuple[str, bool]:
    """(medium, whether the department keeps it itself)."""
    usual = proceeding.policy.value("archive.medium")
    medium, kept = PATHS[proceeding.policy.value(volume.path)] if volume.path else ("", False)
    return medium or usual, kept


def act_for(proceeding: Any) -> str:
    """The act 归档 of its own that a proceeding has in this state, or an empty string."""
    act = acts_of(proceeding.model).get("archive")
    return act.name if act and proceeding.state in act.sources else ""


def finished(proceeding: Any) -> bool:
    return proceeding.is_closed or proceeding.state in VOLUMES[proceeding.kind].bound_in


def held_back(proceeding: Any) -> Refusal | None:
    """Why a dossier does not go to the archive by its page now, or None."""
    volume = VOLUMES.get(proceeding.kind)
    if volume is None or volume.is_part(proceeding):
        return Refusal(f"{proceeding.title}不单独立卷", remedy="材料随所属程序的卷宗装订移交", code="no_volume")
    if act_for(proceeding):
        return Refusal("请通过事项“归档”办理", remedy="在案件页办理“归档”", code="state")
    if not finished(proceeding):
        return Refusal("程序尚未办结，不能移交归档", remedy="办结后再移交", code="state")
    if volume.joins(proceeding) and volume.host_of(proceeding):
        return Refusal(f"{volume.title}应当并入执行卷", remedy="并卷后随执行卷移交", code="joins")
    return None


def hand_over_from_page(proceeding: Any, slip: str, by: Any) -> Dossier:
    """For proceedings without an act 归档, and those given back: what is over is handed over by its own department."""
    with transaction.atomic():
        locked = lock(proceeding.actual)
        role = by.role_for(MAY_HAND_OVER, locked)
        if not role:
            raise Denied("卷宗由承办部门移交归档", ask=f"{locked.court.name}{locked.department.name}")
        if refusal := held_back(locked):
            raise refusal
        if not slip.strip():
            raise Refusal("请填写归档移交单号", remedy="填写后再提交", code="invalid", status=400)
        now = clock.now()
        dossier = hand_over(locked, by=by, role=role, at=now, slip=slip.strip()[:100])
        archive_papers(locked, by, role, now)
    return dossier


def receive(dossier: Dossier, by: Any, *, archive_no: str, place: str, retention: str) -> Dossier:
    """The archivist's receipt; he may keep it longer than computed, never shorter."""
    with transaction.atomic():
        proceeding, role = _at_archive(dossier, by)
        row = _waiting(dossier)
        if not archive_no.strip():
            raise Refusal("请填写档号", remedy="填写后再接收", code="invalid", status=400)
        if Dossier.objects.filter(case__court=proceeding.court_id, archive_no=archive_no.strip()).exists():
            raise Refusal(f"档号{archive_no.strip()}已经使用", remedy="核对后另编档号", code="taken")
        longer = _longer(Retention(row.retention), retention)
        row.state, row.received_by, row.received_at = State.ARCHIVED, by, clock.now()
        row.archive_no, row.place, row.retention = archive_no.strip()[:60], place.strip()[:100], longer
        row.keep_until = keep_until(longer, clock.day_of(proceeding.closed_at or row.handed_over_at or clock.now()))
        row.keeper = next(held.department for held in by.current if held.role == role)
        row.save()
        facts = {"archive_no": row.archive_no, "place": row.place, "retention": longer.label, "until": row.keep_until}
        event = _note(proceeding, "documents.dossier_received", "接收卷宗归档", by, role, facts)
        tasks.end(proceeding, (RECEIVE,), event)
    return row


def _longer(computed: Retention, chosen: str) -> Retention:
    order = [Retention.SHORT, Retention.LONG, Retention.PERMANENT]
    wanted = Retention(chosen) if chosen in list(Retention) else computed
    if order.index(wanted) < order.index(computed):
        raise Refusal(
            f"保管期限不得短于{computed.label}", under=DOSSIER[3], remedy="选择相同或者更长的期限", code="short"
        )
    return wanted


def give_back(dossier: Dossier, reason: str, by: Any) -> None:
    """Not in order: back to the department, which completes it and hands it over again."""
    with transaction.atomic():
        proceeding, role = _at_archive(dossier, by)
        row = _waiting(dossier)
        if not reason.strip():
            raise Refusal("退回卷宗须写明原因", remedy="填写原因后再提交", code="invalid", status=400)
        Dossier.objects.filter(pk=row.pk).update(state=State.COLLECTING, returned_reason=reason.strip()[:300])
        facts = {"reason": reason.strip()}
        event = _note(proceeding, "documents.dossier_returned", "退回卷宗补正", by, role, facts)
        tasks.end(proceeding, (RECEIVE,), event, Task.State.CANCELLED)
        open_tasks(proceeding, (COMPLETE,), event, [])


def _at_archive(dossier: Dossier, by: Any) -> tuple[Any, str]:
    proceeding = lock(dossier.proceeding.actual)
    role = by.role_for((Role.ARCHIVIST,), proceeding, anywhere=True)
    if not role:
        raise Denied("卷宗由档案员接收", ask=f"{proceeding.court.name}档案室")
    return proceeding, str(role)


def _waiting(dossier: Dossier) -> Dossier:
    row = Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
    if row.state != State.HANDED_OVER:
        raise Refusal(f"卷宗{row.state_label}，不在待接收之列", remedy="请刷新页面查看最新状态", code="state")
    return row


def join(proceeding: Any, by: Any) -> Dossier:
    """Bring a dossier that does not stand alone into the one it belongs to (佳木斯十三, 山阳第二十五条)."""
    with transaction.atomic():
        locked = lock(proceeding.actual)
        volume = VOLUMES.get(locked.kind)
        if volume is None or not volume.joins(locked):
            raise Refusal(f"{locked.title}单独立卷，不并入他卷", remedy="办结后按单独立卷归档", code="state")
        joiners = JOINING[locked.policy.value(volume.joined_by)].roles
        role = by.role_for(joiners, locked, anywhere=True)
        if not role:
            raise Denied(f"并卷由{by.role_names(joiners)}办理", ask=locked.court.name)
        host = volume.host_of(locked)
        if host is None:
            raise Refusal("本案尚无执行案件，没有可以并入的卷宗", remedy="执行案件立案后再并卷", code="no_host")
        return _joined(locked, host, by, str(role))


def _joined(guest: Any, host: Proceeding, by: Any, role: str) -> Dossier:
    own, other = building.dossier_of(guest), building.dossier_of(host)
    if own.state != State.COLLECTING or other.state != State.COLLECTING:
        raise Refusal("卷宗已经移交或者归档，不能并卷", remedy="请档案室退回后再并卷", code="state")
    own.state, own.host, own.handed_over_by, own.handed_over_at = State.JOINED, other, by, clock.now()
    own.listed = [{"title": entry.title, "sha256": entry.sha256} for entry in contents(guest).entries]
    own.save()
    facts = {"host": str(host), "pieces": own.listed}
    event = _note(guest, "documents.dossier_joined", f"并入{VOLUMES[host.kind].title}", by, role, facts)
    tasks.end(guest, tuple(JOINING.values()), event)
    return own


def months_before(day: date, months: int) -> datetime:
    """The beginning of the corresponding day, or of the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return clock.day_start(date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])))


def due(user: Any, months: int) -> Any:
    """Proceedings that this person may see, over for so many months, whose dossiers nobody has handed over."""
    before = months_before(clock.today(), months)
    over = Q(closed_at__lte=before)
    for volume in VOLUMES.values():
        over |= Q(kind=volume.kind, state__in=volume.bound_in, state_since__lte=before)
    rows = with_volume(Proceeding.objects.visible_to(user)).filter(over)
    return rows.exclude(dossier__state__in=[State.HANDED_OVER, *Dossier.ENDED])


def due_for(user: Any) -> Any:
    """The same after the months that the person's own court gives."""
    return due(user, months_of(user))


def months_of(user: Any) -> int:
    return int(user.court.policy().value("archive.after_months")) if user.court else 0


def with_volume(rows: Any) -> Any:
    """Those of some proceedings that have a volume of their own."""
    parts = Q()
    for volume in VOLUMES.values():
        parts |= Q(kind=volume.kind, state__in=volume.parts)
    return rows.filter(kind__in=VOLUMES).exclude(parts)


def _note(
    proceeding: Any, act: str, label: str, by: Any, role: str, facts: dict[str, Any], at: datetime | None = None
) -> Event:
    return record(
        Entry(
            act=act,
            label=label,
            by=by,
            role=role,
            at=at,
            case=proceeding.case,
            proceeding=proceeding,
            from_state=proceeding.state,
            to_state=proceeding.state,
            articles=(str(DOSSIER[3]),),
            facts=facts,
        )
    )
