"""The benchmarks run to their end on few rows and say what they compared; how fast they are is no test's business."""

from __future__ import annotations

import pytest

from courtflow.bench import calendars, measures
from courtflow.flow.models import Deadline, Event
from documents.models import Document

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_act_leaves_its_rows_once_and_the_bare_statements_none() -> None:
    ratio = measures.act(3)
    assert Event.objects.filter(act="urging.hand_over").count() == 3
    assert ratio.ours > 0 < ratio.yardstick


def test_every_due_deadline_is_swept() -> None:
    measures.deadlines(12)
    assert set(Deadline.objects.values_list("state", flat=True)) == {"overdue"}
    assert Deadline.objects.count() == 12


def test_the_list_is_the_real_page() -> None:
    ratio = measures.listing(5, 25)
    assert "25 cases : at 5 cases" in str(ratio)


def test_the_notice_is_one_that_an_act_ordered() -> None:
    measures.notice(1)
    paper = Document.objects.get(kind="urging_notice")
    assert (paper.kind, paper.state, paper.error) == ("urging_notice", "approved", "")


def test_the_calendar_is_asked_near_and_far() -> None:
    assert "20,000th working day : the 3rd" in str(calendars.working_days(3))
