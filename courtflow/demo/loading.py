"""Loading the demo: courts, people, then case after case, each whole or not at all, so that a broken load goes on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from courtflow.accounts.loading import load_courts, load_people, load_profiles, read
from courtflow.cases.models import Case
from courtflow.duties import opening
from courtflow.flow import clock

from . import (  # noqa: F401  each module enters its stories
    advance_stories,
    bankruptcy_stories,
    closing_stories,
    execution_stories,
    hindrance_stories,
    inquiry_stories,
    investigation_stories,
    measure_stories,
    money_stories,
    objection_stories,
    preservation_stories,
    settlements,
    sharing_stories,
    suggestion_stories,
    suit_stories,
    urging_stories,
)
from .courts import house
from .diary import SOURCE, Diary
from .ledger import load_accounts
from .people import officers
from .stories import STORIES

PASSWORD = "courtflow-demo-2026"  # noqa: S105  documented: the demo holds nobody's data
RECENT = timedelta(days=25)  # whose periods' ends the demo's courts still report on
# Where the parties of each court's cases live, as identity numbers say it (GB/T 2260).
REGIONS = {"honghe": "532529", "shanyang": "410811", "nanzhao": "411321", "jiamusi": "230803", "anji": "330523"}


@dataclass(frozen=True)
class Entry:
    """One case of the plan: which story, told in which court, how many days ago (or to come)."""

    key: str
    court: str
    story: str
    days: int


def load_staff() -> None:
    """The courts with their profiles, and the people of each; running it again changes nothing."""
    courts = load_courts()
    load_profiles(courts)
    with transaction.atomic():
        load_accounts(courts)
        for number, (key, court) in enumerate(courts.items()):
            load_people(court, key, PASSWORD, officers(number))
            opening.begin(court, clock.today() - RECENT)
    list(opening.open_due(clock.now()))  # before the stories, whose own time is long past


def plan() -> Iterator[Entry]:
    """Every case of the demo."""
    for number, _ in enumerate(settlements.rows()):
        yield Entry(f"honghe-2023-{number + 1}", "honghe", settlements.settled_2023.__name__, number)
    wanted = read("demo/plan.json")
    for court in REGIONS:
        for name, days in [*wanted["everywhere"], *wanted[court]]:
            yield Entry(f"{court}-{name}-{days}", court, name, days)


def missing() -> list[Entry]:
    """Those that no earlier load has told."""
    told = set(Case.objects.filter(source=SOURCE).values_list("external_id", flat=True))
    return [entry for entry in plan() if entry.key not in told]


def tell(entry: Entry) -> None:
    """Carry one case through its acts, in one transaction."""
    court, people = house(entry.court)
    with transaction.atomic():
        STORIES[entry.story](Diary(court, people, entry.key, REGIONS[entry.court]), entry.days)
