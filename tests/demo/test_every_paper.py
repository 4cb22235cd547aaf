"""Every kind of paper, ordered by its real act in a story of the demo and set in type: words, pages, no flaws."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import time_machine

from courtflow.demo.loading import house, load_staff, plan, tell
from courtflow.flow import clock
from documents.kinds import KINDS
from documents.models import Document
from documents.rendering import render
from tests.documents.conftest import page_texts, words

# Told on one day, so that names, sums and dates, and with them the pages, are the same whenever the test runs.
TODAY = datetime(2026, 11, 20, 10, tzinfo=clock.SHANGHAI)
# Cases of the plan that together order every kind.
BEARERS = {
    "honghe-2023-12", "honghe-2023-14", "shanyang-application_refused-10", "shanyang-clarified-3",
    "shanyang-complaint_refused-20", "shanyang-deposit_deducted-2", "shanyang-fee_refunded-2",
    "shanyang-objection-12", "shanyang-objection_corrected-7", "shanyang-objection_dismissed-4",
    "shanyang-objection_given_up-8", "shanyang-objection_refused-3", "shanyang-objection_withdrawn-6",
    "shanyang-opinion_adopted-2", "shanyang-preservation_disputed-5", "shanyang-related_suit-1",
    "shanyang-suggestions-12", "shanyang-suit_prolonged-3", "jiamusi-bankruptcy_declared-6",
    "jiamusi-bankruptcy_refused-9", "jiamusi-suit_announced-10", "honghe-mediation_performed-15",
    "nanzhao-distribution-4", "nanzhao-execution_completed-12", "nanzhao-money_deferred-5",
    "nanzhao-preservation_lapsed-5", "nanzhao-preservation_refused-3", "nanzhao-preservation_released-10",
    "nanzhao-revival_refused-4", "anji-bankruptcy_review-40", "anji-correcting-2", "anji-credit_repaired-6",
    "anji-revived-5", "anji-official_reported-3", "nanzhao-advance_executed-4", "nanzhao-investigated-5",
    "nanzhao-shareholder_added-6", "shanyang-objection_abused-4",
}  # fmt: skip
# What a template prints of a fact that is not there, and punctuation that meets where one was empty.
FLAWS = re.compile(r"None|nan|\{\{|\{%|\[\]|（）|《》|“”|，，|。。|、、|；；|，。|、。|；。|，；|：。|元元|年年|号号")
# Letters that tell nobody whose case it is, and what the parties agree on before a mediator.
NO_COURTS_OWN = {"mediation_agreement", *(slug for slug, kind in KINDS.items() if kind.blind)}
PAGES = json.loads((Path(__file__).parent / "pages.json").read_text("utf-8"))


@pytest.fixture
def papers(db: None) -> Iterator[dict[str, Document]]:
    """The newest paper of every kind that the stories order."""
    house.cache_clear()
    with time_machine.travel(TODAY, tick=False):
        load_staff()
        bearers = [entry for entry in plan() if entry.key in BEARERS]
        assert {entry.key for entry in bearers} == BEARERS
        for entry in bearers:
            tell(entry)
        rows = Document.objects.exclude(state=Document.State.FAILED).order_by("id")
        yield {row.kind: row for row in rows}


def test_every_kind_of_paper_is_told_of_and_can_be_set(papers: dict[str, Document]) -> None:
    assert set(KINDS) - set(papers) == set(), "a kind whose act no story performs"
    found = {}
    for slug, paper in papers.items():
        made = render(KINDS[slug].template, paper.snapshot)
        pages = page_texts(made.pdf)
        text = words(pages)
        assert KINDS[slug].title in text, slug
        assert paper.number in text, slug
        assert slug in NO_COURTS_OWN or paper.court.name in text, slug
        assert not FLAWS.search(text), f"{slug}: {FLAWS.findall(text)}"
        assert all(words([page]) for page in pages), f"{slug}: an empty page"
        found[slug] = made.pages
    assert found == PAGES, "a paper that has gained or lost a page wants to be looked at (make notices)"
