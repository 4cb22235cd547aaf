"""`manage.py load_courts`: the demo courts with their departments and policy profiles."""

from typing import Any

from django.core.management.base import BaseCommand

from courtflow.accounts.loading import load_courts, load_profiles


class Command(BaseCommand):
    help = "Load the shipped courts, departments and policy profiles; running it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        courts = load_courts()
        load_profiles(courts)
        self.stdout.write(f"已载入{len(courts)}个法院及其规则档案")
