"""Render all pending papers now, without Celery."""

from typing import Any

from django.core.management.base import BaseCommand

from documents.issue import render_pending
from documents.models import Document


class Command(BaseCommand):
    help = "Render every pending court paper (the Celery task documents.render_pending does the same)."

    def handle(self, *args: Any, **options: Any) -> None:
        waiting = Document.objects.filter(state=Document.State.APPROVED).count()
        if waiting:
            self.stdout.write(f"待制作文书{waiting}份，正在制作……")
        issued = render_pending()
        failed = Document.objects.filter(state=Document.State.FAILED).count()
        self.stdout.write(f"本次发出{issued}份；另有{failed}份未能制作，原因见案件页的“文书”。")
