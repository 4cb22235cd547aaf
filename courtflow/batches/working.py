"""Working off waiting batches: one worker a batch, safe to die anywhere and to begin again, each case exactly once."""

from __future__ import annotations

import logging

from django.db import transaction

from courtflow.accounts.models import User
from courtflow.flow import clock
from courtflow.flow.perform import perform
from courtflow.flow.refusals import Denied, Refusal

from .alone import alone
from .models import Batch, Row

log = logging.getLogger(__name__)

LOCKS = 0x63670000  # space of our advisory locks, plus the batch's id
FAULT = "系统故障，没有办理，该案没有变化；请联系系统管理员查明原因后逐案办理"


def run_waiting(limit: int) -> int:
    """Do at most `limit` rows of the waiting batches that nobody else works on. Returns how many were tried."""
    tried = 0
    for pk in list(Batch.objects.filter(state__in=Batch.PENDING).order_by("id").values_list("pk", flat=True)):
        if tried < limit:
            tried += run(pk, limit - tried)
    return tried


def run(pk: int, limit: int) -> int:
    """Some rows of one batch; it is done when none waits."""
    with alone(LOCKS + pk) as mine:
        batch = Batch.objects.filter(pk=pk, state__in=Batch.PENDING).first() if mine else None
        if batch is None:
            return 0
        Batch.objects.filter(pk=pk).update(state=Batch.State.RUNNING)
        waiting = list(batch.rows.filter(outcome=Row.Outcome.WAITING).values_list("pk", flat=True)[:limit])
        for row in waiting:
            _one(batch, row)
        if not batch.rows.filter(outcome=Row.Outcome.WAITING).exists():
            Batch.objects.filter(pk=pk).update(state=Batch.State.DONE, ended_at=clock.now())
    return len(waiting)


def _one(batch: Batch, pk: int) -> None:
    try:
        _perform(batch, pk)
    except Refusal as refusal:
        _set(pk, Row.Outcome.REFUSED, str(refusal))
    except Exception:
        log.exception("row %s of batch %s", pk, batch.pk)
        _set(pk, Row.Outcome.FAILED, FAULT)


def _perform(batch: Batch, pk: int) -> None:
    """The act and its outcome stand or fall together: a worker that dies here leaves the row waiting and undone."""
    with transaction.atomic():
        row = Row.objects.select_for_update(of=("self",)).select_related("proceeding").get(pk=pk)
        if row.outcome != Row.Outcome.WAITING:
            return
        row.event = perform(row.proceeding, batch.act, by=_person(batch), facts=batch.facts, version=row.version)
        row.outcome = Row.Outcome.DONE
        row.save(update_fields=["event", "outcome"])


def _person(batch: Batch) -> User:
    """Who pressed, with the posts of this very moment: powers withdrawn meanwhile are gone."""
    user = User.objects.get(pk=batch.user_id)
    if not user.is_active:
        raise Denied("提交人的账号已停用", ask="部门负责人")
    return user


def _set(pk: int, outcome: str, reason: str) -> None:
    Row.objects.filter(pk=pk, outcome=Row.Outcome.WAITING).update(outcome=outcome, reason=reason)
