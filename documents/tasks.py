"""Celery only rings the bell: the pending rows are the truth."""

from celery import shared_task

from courtflow.flow import bell

from .dossier.building import TASK, build_waiting
from .issue import render_pending as render_all

# A few papers a task, so that a sweep never waits long behind a heap of them.
BATCH = 20


@shared_task(name="documents.render_pending")
def render_pending() -> int:
    issued = render_all(BATCH)
    if issued == BATCH:
        bell.ring()
    return issued


@shared_task(name=TASK)
def build_dossiers() -> int:
    """One at a time: a thick one takes a minute, and papers must not wait behind several."""
    made = build_waiting(1)
    if made:
        bell.ring(TASK)
    return made
