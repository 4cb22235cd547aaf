"""The demo tells its cases by real acts: the plan is whole, the people are invented, seed D's figures come out."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from courtflow.accounts.loading import read
from courtflow.cases.models import Case, Party
from courtflow.cases.models.parties import check_identifier
from courtflow.demo import settlements
from courtflow.demo.loading import REGIONS, Entry, house, load_staff, missing, plan, tell
from courtflow.demo.logins import SHOWN, logins
from courtflow.demo.people import companies, officers
from courtflow.demo.stories import STORIES
from courtflow.flow.models import Deadline, Event
from courtflow.statistics.enforcing import MEASURES
from courtflow.statistics.measure import Scope, Span
from documents.models import Document


@pytest.fixture
def staff(db: None) -> None:
    """Courts and people; each test has rows of its own."""
    house.cache_clear()
    load_staff()


def test_every_story_of_the_plan_exists_and_every_story_is_told() -> None:
    entries = list(plan())
    assert {entry.story for entry in entries} == set(STORIES)
    assert len({entry.key for entry in entries}) == len(entries)
    assert {entry.court for entry in entries} == set(REGIONS)


def test_no_two_courts_share_an_officer() -> None:
    names = [name for court in range(13) for name in officers(court)]
    assert len(set(names)) == len(names)


def test_rare_characters_and_long_names_are_among_the_parties() -> None:
    assert set("喆堃䶮𬭚") <= {character for name in read("demo/people.json")["persons"] for character in name}
    assert max(len(company["name"]) for company in companies()) >= 20


# Two appeal periods of one day end together: effect at midnight is written between them.
AN_INSTANT = timedelta(milliseconds=1)
# One story of each kind of proceeding; the whole plan is told by `make demo` itself.
SAMPLE = [
    ("anji", "mediation", 12), ("shanyang", "urging", 30), ("shanyang", "objection_dismissed", 4),
    ("jiamusi", "bankruptcy_accepted", 15), ("jiamusi", "demand", 15), ("nanzhao", "revived", 5),
    ("shanyang", "preserved", 27), ("honghe", "settlement", 3), ("anji", "appealed", 5),
]  # fmt: skip


@pytest.mark.parametrize(("court", "story", "days"), SAMPLE)
def test_a_story_leaves_a_sound_case(staff: None, court: str, story: str, days: int) -> None:
    tell(Entry(f"{court}-{story}", court, story, days))
    case = Case.objects.get(external_id=f"{court}-{story}")
    for party in case.parties.all():
        check_identifier(party.kind, party.identifier)
    assert not Deadline.objects.filter(state=Deadline.State.STUCK).exists()
    assert not Document.objects.filter(state=Document.State.FAILED).exists()
    moments = list(case.events.order_by("id").values_list("at", flat=True))
    assert all(later >= earlier - AN_INSTANT for earlier, later in pairwise(moments))


def test_what_is_told_is_not_told_again(staff: None) -> None:
    before = len(missing())
    tell(missing()[-1])
    assert len(missing()) == before - 1


def test_a_case_is_told_wholly_or_not_at_all(staff: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(diary: object, days: int) -> None:
        STORIES["complaint"](diary, days)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setitem(STORIES, "broken", broken)
    with pytest.raises(KeyboardInterrupt):
        tell(Entry("shanyang-broken", "shanyang", "broken", 2))
    assert not Case.objects.exists()
    assert not Event.objects.filter(case__isnull=False).exists()


@pytest.mark.spec("D-3.2", "D-4.5")
def test_the_26_settlements_of_honghe(staff: None) -> None:
    """Seed D: 26 settlements of 342.6 万元, 17 performed in full, 65.38 %."""
    for number in range(len(settlements.rows())):
        tell(Entry(f"honghe-2023-{number + 1}", "honghe", "settled_2023", number))
    case = Case.objects.first()
    assert case is not None
    scope = Scope((case.court_id,), Span(date(2023, 9, 5), date(2023, 10, 31)))
    found = {measure.slug: measure for measure in MEASURES}
    cells = list(found["urging_success"].cells(scope))
    assert (sum(cell.part for cell in cells), sum(cell.whole for cell in cells)) == (17, 26)
    assert found["urging_success"].value(17, 26) == Decimal("0.6538")
    assert sum(cell.part for cell in found["urging_amount"].cells(scope)) == Decimal("3426000.00")


def test_everybody_shown_can_log_in(staff: None) -> None:
    shown = logins()
    assert len(shown) == len(REGIONS)
    assert all(len(rows) == len(SHOWN) for rows in shown.values())
    assert not Party.objects.exists()
