"""Celery tasks of enforcement."""

from __future__ import annotations

from celery import shared_task

from .money.upkeep import check_books as check


@shared_task(name="enforcement.check_books")
def check_books() -> dict[str, list[str]]:
    return check()
