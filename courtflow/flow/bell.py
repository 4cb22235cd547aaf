"""The bell: wakes a worker after an act. Losing a ring loses nothing, because the rows are the truth."""

import logging

from celery import current_app

log = logging.getLogger(__name__)


def ring(task: str = "documents.render_pending") -> None:
    """Ask a worker to do what is pending; deadlines need no ring, none is due at once."""
    try:
        current_app.send_task(task, expires=60, retry=False)
    except Exception:  # the broker may be down; the act is already committed
        log.warning("workers could not be rung; beat will wake them", exc_info=True)
