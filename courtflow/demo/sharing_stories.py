"""参与分配: the assets of a person do not suffice, and another creditor with a case of his own takes part."""

from __future__ import annotations

from typing import Any

from enforcement.money.facts import concerned_by

from . import ledger, suits
from .diary import Diary
from .execution_stories import conduct, file_on
from .stories import story

SAME_PERSON = ("name", "identifier", "phone")


def another_creditor(diary: Diary, days: int) -> Any:
    """His execution against the same debtor, filed `days` ago."""
    beside = Diary(diary.court, diary.people, f"{diary.key}-beside", diary.cast.region)
    debtor = {name: getattr(diary.debtors[0], name) for name in SAME_PERSON}
    instrument = suits.owed(beside, diary.ago(days + 5), company=False, **debtor)
    return conduct(beside, file_on(beside, instrument, diary.ago(days)), diary.ago(days - 1))


@story
def distribution(diary: Diary, days: int) -> None:
    """The plan was approved and served on everybody `days` ago: fifteen days to object."""
    instrument = suits.owed(diary, diary.ago(days + 45), company=False)
    conduct(diary, file_on(diary, instrument, diary.ago(days + 40)), diary.ago(days + 39))
    other = another_creditor(diary, days + 30)
    money = ledger.receive(diary, diary.share(4), diary.ago(days + 8))
    money = ledger.tell(diary, money, diary.ago(days + 7))
    day = diary.ago(days)
    money = ledger.distribute(diary, money, other, day)
    for party in concerned_by(money):
        money = diary.do(
            money, "serve_plan", "enforcement_judge", day, party=party.pk, served_on=day.isoformat(), proof="送达回证"
        )
    diary.until(diary.today)
