"""Finding a case by what a clerk has in hand: a number in any spelling, two characters of a name, a card."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courtflow.accounts.models import Court
from courtflow.cases.models import Party
from courtflow.cases.search import Filters, case_ids, search
from courtflow.flow import clock
from courtflow.flow.models import Deadline
from courtflow.flow.sweep import sweep

Page = Callable[[Any], Client]


def found(text: str) -> set[int]:
    return {row["case_id"] if "case_id" in row else next(iter(row.values())) for row in case_ids(text)}


@pytest.fixture
def year() -> int:
    return clock.today().year


@pytest.mark.parametrize(
    "spelling",
    [
        "（{y}）豫0811执前督1号",
        "({y})豫0811执前督1号",
        "〔{y}〕豫0811执前督1号",
        "[{y}] 豫 0811 执前督 1 号",
        "【{y}】豫０８１１执前督１号",
        "{y}豫0811执前督1",
        "豫0811执前督1号",
        "执前督1号",
        "执前督1",
        "1号",
    ],
)
def test_a_number_is_found_in_any_bracket_style_or_in_part(
    registered: Callable[..., Any], year: int, spelling: str
) -> None:
    first, second = registered(), registered()
    assert first.number == f"（{year}）豫0811执前督1号"
    assert first.case_id in found(spelling.format(y=year))
    assert second.case_id not in found(spelling.format(y=year))


def test_part_of_a_number_finds_all_that_have_it(registered: Callable[..., Any], year: int) -> None:
    cases = {registered().case_id, registered().case_id}
    for text in (f"（{year}）豫0811", "执前督", "豫0811执前督", f"{year}豫"):
        assert cases <= found(text), text
    assert found(f"（{year - 1}）豫0811") == set()


def test_an_instrument_leads_to_its_case(registered: Callable[..., Any]) -> None:
    proceeding = registered()
    number = proceeding.instrument.number
    assert found(number) == {proceeding.case_id}
    assert found(number.replace("（", "(").replace("）", ")")) == {proceeding.case_id}


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("买买提", True),
        ("阿依古丽买买", True),
        ("阿依古丽·买买提", True),
        ("依古", True),
        ("买", False),
        ("提买", False),
        ("", False),
        ("%", False),
        ("阿_古", False),
    ],
)
def test_a_name_is_found_from_two_characters(registered: Callable[..., Any], text: str, hit: bool) -> None:
    case = registered().case
    Party.objects.create(case=case, role=Party.Role.THIRD, kind=Party.Kind.NATURAL, name="阿依古丽·买买提")
    assert (case.pk in found(text)) is hit


def test_characters_must_stand_in_the_order_typed(registered: Callable[..., Any]) -> None:
    case = registered().case
    Party.objects.create(case=case, role=Party.Role.THIRD, kind=Party.Kind.LEGAL, name="山阳河山有限公司")
    assert case.pk in found("山阳河山")
    assert case.pk not in found("河山阳河")


def test_an_identity_number_is_found_exactly(registered: Callable[..., Any]) -> None:
    case = registered().case
    party = case.parties.get(name="王三") if case.parties.filter(name="王三").exists() else case.parties.last()
    assert case.pk in found(party.identifier.lower())
    assert found(party.identifier[:17]) == set()


def test_filters_ask_for_one_proceeding_that_has_everything(
    urging: Any, registered: Callable[..., Any], people: SimpleNamespace
) -> None:
    waiting = registered()
    clerk = people.filing_clerk

    def cases(**chosen: Any) -> set[int]:
        return set(search(clerk, filters=Filters(**chosen)).values_list("pk", flat=True))

    assert cases(kind="urging") == {urging.case_id, waiting.case_id}
    assert cases(kind="urging", state="urging") == {urging.case_id}
    assert cases(kind="urging", state="registered", department=urging.department) == set()
    assert cases(handler=people.enforcement_clerk) == {urging.case_id}
    assert cases(court=urging.court, cause="借贷") == {urging.case_id, waiting.case_id}
    assert cases(cause="买卖") == set()
    opened = clock.day_of(urging.case.opened_at)
    assert cases(opened_from=opened, opened_to=opened) >= {urging.case_id}
    assert cases(opened_to=opened - timedelta(days=1)) == set()


def test_urgency_finds_cases_by_their_running_deadlines(
    registered: Callable[..., Any], people: SimpleNamespace
) -> None:
    proceeding = registered(days_ago=12)
    clerk = people.filing_clerk
    assert proceeding.case in search(clerk, filters=Filters(urgency="overdue"))
    sweep()
    assert proceeding.deadlines.get(rule="hand_over").state == Deadline.State.OVERDUE
    assert proceeding.case in search(clerk, filters=Filters(urgency="overdue"))
    assert not search(clerk, filters=Filters(urgency="today")).exists()


def test_nobody_finds_what_he_may_not_see(urging: Any, people: SimpleNamespace) -> None:
    assert urging.case in search(people.enforcement_clerk, urging.number)
    for user in (people.trial_clerk, people.system_admin, people.centre_staff):
        assert not search(user, urging.number).exists()
        assert not search(user, "张一").exists()


def test_the_list_asks_the_same_number_of_questions_for_one_row_and_for_three(
    registered: Callable[..., Any], people: SimpleNamespace, page: Page
) -> None:
    client = page(people.filing_clerk)
    client.get(reverse("case_list"))

    def questions(address: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    registered()
    one = questions(reverse("case_list"))
    registered(), registered()
    assert questions(reverse("case_list")) == one
    assert questions(f"{reverse('case_list')}?q=张一&stage=urging:registered&urgency=soon") <= one


def test_the_page_keeps_what_was_asked_and_tells_what_cannot_be_read(
    registered: Callable[..., Any], people: SimpleNamespace, page: Page
) -> None:
    registered()
    client = page(people.filing_clerk)
    html = client.get(reverse("case_list"), {"q": "没有此人", "cause": "借贷"}).content.decode()
    assert "没有符合条件的案件" in html
    assert 'value="没有此人"' in html
    wrong = client.get(reverse("case_list"), {"opened_from": "2024-02-30", "stage": "nothing:at-all", "page": "x"})
    assert wrong.status_code == 200
    assert "日期不存在或格式不对" in wrong.content.decode()
    assert "张一诉李二" in wrong.content.decode()


def test_long_lists_are_paged_and_not_counted_to_the_end(
    shanyang: Court, people: SimpleNamespace, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    from courtflow.cases.models import Case
    from courtflow.pages import paging

    monkeypatch.setattr(paging, "CAP", 45)
    start = clock.noon(date(2024, 1, 1))
    Case.objects.bulk_create(
        Case(court=shanyang, title=f"案{i}", cause="借款", opened_at=start + timedelta(days=i)) for i in range(60)
    )
    client = page(people.filing_clerk)
    first = client.get(reverse("case_list"), {"cause": "借款"}).content.decode()
    assert "案59" in first
    assert "超过 45 条" in first
    assert "cause=" in first[first.index('rel="next"') :][:200]
    assert "案39" in client.get(reverse("case_list"), {"page": 2}).content.decode()
