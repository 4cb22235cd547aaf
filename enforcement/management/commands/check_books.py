"""Says whether the ledger of case money adds up; exit code 1 and one line a difference when it does not."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from enforcement.money.ledger import LedgerEntry, faults, total


class Command(BaseCommand):
    help = "Check that every balance of the case-money ledger is the sum of its entries."

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = list(faults())
        if wrong:
            raise CommandError("\n".join(wrong))
        held = total(LedgerEntry.objects.all())
        self.stdout.write(f"案款台账共{LedgerEntry.objects.count()}笔记录，在账{held:,.2f}元，账账相符")
