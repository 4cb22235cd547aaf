"""Celery only rings: the waiting rows are the truth."""

import logging

from celery import current_app, shared_task

from .running import run_waiting

log = logging.getLogger(__name__)


@shared_task(name="importing.run_waiting")
def run_waiting_batches() -> int:
    return run_waiting()


def ring() -> None:
    """Wake a worker; beat does it anyway within half a minute."""
    try:
        current_app.send_task("importing.run_waiting", expires=60, retry=False)
    except Exception:  # the broker may be down; the batch waits in the database
        log.warning("workers could not be rung; beat will wake them", exc_info=True)
