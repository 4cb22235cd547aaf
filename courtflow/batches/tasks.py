"""Celery only rings: waiting rows are the truth. A task does a slice and rings for the next, as no task runs long."""

import logging

from celery import current_app, shared_task

from . import bundling, working

log = logging.getLogger(__name__)

SLICE = 100  # acts a task; a few seconds


@shared_task(name="batches.run_waiting")
def run_waiting() -> int:
    tried = working.run_waiting(SLICE)
    if tried == SLICE:
        ring()
    else:
        bundling.make_waiting()
    bundling.expire()
    return tried


def ring() -> None:
    """Wake a worker; beat does it anyway within half a minute."""
    try:
        current_app.send_task("batches.run_waiting", expires=60, retry=False)
    except Exception:  # the broker may be down; the batch waits in the database
        log.warning("workers could not be rung; beat will wake them", exc_info=True)
