"""Celery only rings the bell: the pending rows are the truth."""

from celery import shared_task

from .issue import render_pending as render_all


@shared_task(name="documents.render_pending")
def render_pending() -> int:
    return render_all()
