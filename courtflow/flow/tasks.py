"""Celery tasks of the kernel. They only ring the bell: each looks at the rows and may run twice or never."""

from __future__ import annotations

from celery import shared_task

from . import anchors
from .sweep import patrol


@shared_task(name="flow.sweep")
def sweep() -> dict[str, int | str]:
    report = patrol()
    return {"warned": report.warned, "fired": report.fired, "failed": report.failed, "halted": report.halted}


@shared_task(name="flow.anchor")
def anchor() -> int | None:
    sealed = anchors.seal()
    return sealed.number if sealed else None
