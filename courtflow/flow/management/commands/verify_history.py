"""`manage.py verify_history`: find any changed, removed or inserted event."""

from itertools import chain
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from courtflow.flow import anchors, events


class Command(BaseCommand):
    help = "Recompute every hash chain, compare it with the anchors and with the anchor file outside the database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--case", type=int, help="only the chain of this case id")
        parser.add_argument("--anchors", type=Path, help="anchor file brought back from another machine")

    def handle(self, *args: Any, **options: Any) -> None:
        key = f"case:{options['case']}" if options["case"] else None
        found = events.verify(key) if key else chain(events.verify(), anchors.verify(options["anchors"]))
        faults = list(found)
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"历史不完整：发现{len(faults)}处问题")
        head = anchors.last_head()
        self.stdout.write(f"历史完整；最近一次锚定：{f'第{head[0]}号 {head[1]}' if head else '尚无'}")
