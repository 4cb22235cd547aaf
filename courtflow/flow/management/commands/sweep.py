"""`manage.py sweep`: fire every deadline that is due, without Celery."""

from typing import Any

from django.core.management.base import BaseCommand

from courtflow.flow.sweep import sweep


class Command(BaseCommand):
    help = "Fire due deadlines and send due warnings once; safe to run at any time, any number of times."

    def handle(self, *args: Any, **options: Any) -> None:
        report = sweep()
        self.stdout.write(f"期限巡查完成：届满处理{report.fired}项，预警{report.warned}项，受阻{report.failed}项")
