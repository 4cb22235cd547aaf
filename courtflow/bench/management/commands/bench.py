"""`manage.py bench`: the ratios of `make bench`, measured in a scratch database that is dropped afterwards."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.test.utils import setup_test_environment

from courtflow.bench import calendars, measures

SCENES: dict[str, Callable[[int], measures.Ratio]] = {
    "act": lambda scale: measures.act(200 // scale),
    "deadlines": lambda scale: measures.deadlines(10_000 // scale),
    "list": lambda scale: measures.listing(1_000 // scale, 100_000 // scale),
    "calendar": lambda scale: calendars.working_days(5_000 // scale),
    "notice": lambda scale: measures.notice(20 // scale),
}


class Command(BaseCommand):
    help = "Measure an act, a sweep, the case list, the calendar and a notice, each as a ratio in one run."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("scene", nargs="*", choices=[*SCENES, []], help="only these")
        parser.add_argument("--scale", type=int, default=1, help="divide every amount by this, for a quick look")

    def handle(self, *args: Any, **options: Any) -> None:
        setup_test_environment(debug=False)
        logging.disable(logging.INFO)
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # the page asked for expects it
        for name in options["scene"] or SCENES:
            if self.stdout.isatty():
                self.stdout.write(f"{name} …", ending="\r")
                self.stdout.flush()
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            try:
                self.stdout.write(str(SCENES[name](options["scale"])))
            finally:
                connection.creation.destroy_test_db(self._name(), verbosity=0)

    def _name(self) -> str:
        return str(connection.settings_dict["NAME"]).removeprefix("test_")
