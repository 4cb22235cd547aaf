"""`manage.py sweep`: fire every deadline that is due, without Celery."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courtflow.flow.sweep import patrol


class Command(BaseCommand):
    help = "Fire due deadlines and send due warnings once; safe to run at any time, any number of times."

    def handle(self, *args: Any, **options: Any) -> None:
        report = patrol()
        if report.halted:
            raise CommandError(f"时钟不可信，没有处理任何期限：{report.halted}")
        self.stdout.write(f"期限巡查完成：届满处理{report.fired}项，预警{report.warned}项，受阻{report.failed}项")
