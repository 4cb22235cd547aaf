"""`manage.py anchor`: seal the history now."""

from typing import Any

from django.core.management.base import BaseCommand

from courtflow.flow import anchors


class Command(BaseCommand):
    help = "Seal all chains that grew since the last anchor and append the seal to the anchor file."

    def handle(self, *args: Any, **options: Any) -> None:
        anchor = anchors.seal()
        self.stdout.write(f"已锚定：第{anchor.number}号 {anchor.root}" if anchor else "自上次锚定以来没有新的事件")
