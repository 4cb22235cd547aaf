"""A demand without performance (佳木斯十三): the creditor is told, and the material goes to the team by a list."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from courtflow.accounts.models import Court
from courtflow.flow.perform import perform
from courtflow.flow.refusals import InvalidFacts
from courtflow.flow.sweep import sweep
from documents.issue import render_pending
from documents.models import Document
from enforcement.models import Urging
from tests.diary import noon
from tests.enforcement.test_urging_jiamusi import matter_of, send_letter, serve

from .conftest import text_of

pytestmark = pytest.mark.django_db
TOLD = {"informed_on": "2024-09-29", "how": "电话告知可以申请执行"}


@pytest.fixture
def people(jiamusi: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(jiamusi)


@pytest.fixture
def failed(jiamusi: Court, people: SimpleNamespace) -> Urging:
    """Served on 10 September 2024; fifteen days later nothing has been paid."""
    row = send_letter(people, matter_of(jiamusi, debtors=1))
    perform(row, "register", by=people.centre_staff, at=noon(2024, 9, 9), facts={"registered_on": "2024-09-09"})
    serve(row, people, "李二")
    with time_machine.travel(noon(2024, 9, 26), tick=False):
        sweep()
    row.refresh_from_db()
    assert row.state == Urging.State.UNPERFORMED
    return row


def list_of(row: Any) -> Document:
    render_pending()
    return Document.objects.get(proceeding_id=row.pk, kind="handover_list")


@pytest.mark.spec("A-13.3")
def test_the_material_goes_to_the_team_by_the_list_that_was_written(failed: Urging, people: SimpleNamespace) -> None:
    facts = TOLD | {"materials": "民事判决书及生效证明一份\n催告书及送达回证一份"}
    perform(failed, "inform_creditor", by=people.centre_staff, at=noon(2024, 9, 29), facts=facts)
    paper = list_of(failed)
    text = text_of(paper)
    for field in (
        "执前督促材料移交清单", "执行实施团队：", "民事判决书及生效证明一份", "催告书及送达回证一份",
        "《自动履行催告书》", "以上共四项", "移交人（签名）", "接收人（签名）", "正本", "存根",
    ):  # fmt: skip
        assert field in text, field
    assert [row.name for row in paper.recipients.all()] == ["执行实施团队"]
    assert failed.state == Urging.State.RETURNED


@pytest.mark.spec("A-13.3")
def test_without_one_the_list_names_what_urging_received_and_made(failed: Urging, people: SimpleNamespace) -> None:
    perform(failed, "inform_creditor", by=people.centre_staff, at=noon(2024, 9, 29), facts=TOLD)
    paper = list_of(failed)
    text = text_of(paper)
    for field in (f"{failed.instrument.number}民事判决书", "《自动履行催告书》", "以上共三项"):
        assert field in text, field


@pytest.mark.spec("A-13.3")
def test_who_was_told_how_must_be_written_down(failed: Urging, people: SimpleNamespace) -> None:
    with pytest.raises(InvalidFacts) as refused:
        perform(failed, "inform_creditor", by=people.centre_staff, at=noon(2024, 9, 29), facts={"how": ""})
    assert set(refused.value.errors) == {"informed_on", "how"}
    assert not Document.objects.filter(proceeding_id=failed.pk, kind="handover_list").exists()
