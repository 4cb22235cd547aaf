"""Dossiers are made by workers: a waiting row is claimed, bound outside any transaction, and kept with its hash."""

import logging
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Q

from courtflow.flow import bell, clock
from courtflow.flow.events import Entry, record
from courtflow.flow.perform import lock
from courtflow.flow.refusals import Refusal
from documents import materials
from documents.files import shelf
from documents.keeping import store
from documents.models import Dossier, DossierBuild
from documents.rendering import Unprintable
from documents.uploads import PDF, Upload

from .contents import contents
from .cover import particulars
from .making import Bound, Unbindable, bind
from .volumes import VOLUMES

log = logging.getLogger(__name__)

TASK = "documents.build_dossiers"
LEASE = timedelta(minutes=15)  # longer than binding and its sheets may take together
MOST_ATTEMPTS = 3
State = DossierBuild.State


def dossier_of(proceeding: Any) -> Dossier:
    """The row of a proceeding, begun when somebody first asks for it. The case is locked."""
    if proceeding.kind not in VOLUMES:
        raise Refusal(f"{proceeding.title}不单独立卷", remedy="材料随所属程序的卷宗装订", code="no_volume")
    return Dossier.objects.get_or_create(proceeding_id=proceeding.pk, defaults={"case_id": proceeding.case_id})[0]


def request(proceeding: Any, by: Any) -> DossierBuild:
    """Ask for a PDF of the dossier as it stands now; while one is under way, that one is the answer."""
    with transaction.atomic():
        locked = lock(proceeding.actual)
        materials.role_for(by, locked.case)
        return order(locked, by)


def order(proceeding: Any, by: Any) -> DossierBuild:
    """The same inside a transaction that has locked the case and checked the power."""
    dossier = dossier_of(proceeding)
    waiting = dossier.builds.filter(state=State.WAITING).first()
    if waiting:
        return waiting
    newest = dossier.builds.aggregate(newest=Max("version"))["newest"] or 0
    build = DossierBuild.objects.create(dossier=dossier, version=newest + 1, requested_by=by, requested_at=clock.now())
    transaction.on_commit(lambda: bell.ring(TASK))
    return build


def build_waiting(limit: int | None = None) -> int:
    """Bind what waits until nothing is left (or `limit` were tried). Returns how many were made."""
    made = tried = 0
    while (limit is None or tried < limit) and (build := claim()):
        tried += 1
        made += _make(build)
    return made


def claim() -> DossierBuild | None:
    """Take the oldest unfinished build that nobody holds. Two workers never get the same one."""
    now = clock.now()
    free = Q(lease_until=None) | Q(lease_until__lt=now)
    with transaction.atomic():
        rows = DossierBuild.objects.select_for_update(of=("self",), skip_locked=True)
        build = rows.filter(free, state__in=[State.WAITING, State.RUNNING]).order_by("id").first()
        if build is None:
            return None
        if build.attempts >= MOST_ATTEMPTS:
            _fail(build, "装订程序三次中断，请联系系统管理员查明原因后重新制作")
            return None
        build.lease_until, build.attempts, build.state, build.done = now + LEASE, build.attempts + 1, State.RUNNING, 0
        build.save(update_fields=["lease_until", "attempts", "state", "done"])
    return build


def _make(build: DossierBuild) -> bool:
    dossier = Dossier.objects.select_related("proceeding").get(pk=build.dossier_id)
    proceeding = dossier.proceeding.actual
    try:
        held = contents(proceeding)
        _mine(build).update(total=sum(not entry.electronic for entry in held.entries))
        bound = bind(held, particulars(dossier, proceeding), lambda done: _tell(build, done))
    except (Unbindable, Unprintable, shelf.Damaged) as verdict:
        _fail(build, str(verdict))
        return False
    except Exception:
        log.exception("dossier build %s could not be made", build.pk)
        _fail(build, "制作程序出错，详情见系统日志；请联系系统管理员处理后重新制作")
        return False
    return _keep(build, proceeding, bound)


def _tell(build: DossierBuild, done: int) -> None:
    _mine(build).update(done=done)


def _mine(build: DossierBuild) -> Any:
    """The row as this worker claimed it: nobody claimed it since."""
    return DossierBuild.objects.filter(pk=build.pk, state=State.RUNNING, attempts=build.attempts)


def _fail(build: DossierBuild, reason: str) -> None:
    DossierBuild.objects.filter(pk=build.pk, attempts=build.attempts).update(
        state=State.FAILED, error=reason, lease_until=None
    )


def _keep(build: DossierBuild, proceeding: Any, bound: Bound) -> bool:
    with transaction.atomic():
        locked = lock(proceeding)
        sha256 = shelf.put(bound.content)
        file = store(Upload("", PDF, bound.content, sha256, bound.pages))
        kept = _mine(build).update(
            state=State.BUILT, file=file, pages=bound.pages, fingerprint=bound.fingerprint, built_at=clock.now(),
            lease_until=None, error="",
        )  # fmt: skip
        if kept:
            record(
                Entry(
                    act="documents.dossier_built",
                    label="制成电子卷宗",
                    case=locked.case,
                    proceeding=locked,
                    from_state=locked.state,
                    to_state=locked.state,
                    facts={"version": build.version, "pages": bound.pages, "sha256": sha256},
                )
            )
    return bool(kept)


def current(dossier: Dossier | None, fingerprint: str) -> DossierBuild | None:
    """The newest build that shows the contents as they are."""
    if dossier is None:
        return None
    return dossier.builds.filter(state=State.BUILT, fingerprint=fingerprint).select_related("file").first()
