"""The figures against rows whose sums are known: 26 settlements, 17 performed, 342.6 万元 make 65.38 % (D-4.5)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courtflow.accounts.models import Court
from courtflow.cases.models import Instrument, Performance, Service
from courtflow.cases.models.proceedings import Proceeding
from courtflow.flow import clock
from courtflow.pages.templatetags.court import figure_change, figure_value
from courtflow.statistics.measure import Cell, Figure, Measure, Scope, Span, count
from courtflow.statistics.overview import BY_SLUG, overview
from enforcement.models import Execution, Settlement, Urging
from tests.diary import effective_case

Page = Callable[[Any], Client]
YEAR = Span(date(2023, 1, 1), date(2023, 12, 31))


@pytest.fixture
def people(honghe: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(honghe)


def row_of(kind: Any, instrument: Instrument, unit: str, **fields: Any) -> Any:
    """A proceeding as it stands after its acts; figures read rows and do not ask how they came about."""
    court = instrument.case.court
    state = fields.pop("state")
    opened = clock.noon(date(2023, 1, 2))
    made = kind(
        case=instrument.case, court=court, kind=kind.KIND, department=court.unit(unit), instrument=instrument,
        opened_at=opened, state_since=opened, **fields,
    )  # fmt: skip
    made.save(force_insert=True)
    Proceeding.objects.filter(pk=made.pk).update(state=state)
    return made


def settled(court: Court, amount: str, state: str, on: date = date(2023, 9, 20)) -> Settlement:
    _, instrument = effective_case(
        court, amount=amount, effective_on=on - timedelta(days=40), due_on=on - timedelta(days=10)
    )
    urging = row_of(Urging, instrument, "centre", state=state, exited_on=on)
    return Settlement.objects.create(urging=urging, signed_on=on, amount=Decimal(amount))


def paid(proceeding: Any, amount: str, on: date, confirmed: bool = True) -> None:
    item = proceeding.instrument.obligations.get()
    Performance.objects.create(
        obligation=item,
        proceeding_id=proceeding.pk,
        payer=item.debtors.first(),
        amount=Decimal(amount),
        performed_on=on,
        channel="direct",
        proof="回单",
        confirmed=confirmed,
        recorded_at=clock.noon(on),
    )


def figure(court: Court, slug: str, span: Span = YEAR) -> Figure:
    return count(BY_SLUG[slug], Scope((court.pk,), span))


@pytest.mark.spec("D-4.5", "D-3.2")
def test_the_settlements_of_honghe(honghe: Court, people: SimpleNamespace) -> None:
    for number in range(26):
        amount = "131000.00" if number < 25 else "151000.00"
        settled(honghe, amount, "archived" if number < 17 else "unperformed", date(2023, 9, 6) + timedelta(days=number))
    success = figure(honghe, "urging_success")
    assert (success.part, success.whole, success.value) == (17, 26, Decimal("0.6538"))
    assert figure_value(success) == "65.38%"
    assert figure_value(figure(honghe, "urging_amount")) == "342.6"
    september, october = Span(date(2023, 9, 1), date(2023, 9, 30)), Span(date(2023, 10, 1), date(2023, 10, 31))
    assert figure(honghe, "urging_success", september).whole + figure(honghe, "urging_success", october).whole == 26
    assert figure(honghe, "urging_success", Span(date(2022, 1, 1), date(2022, 12, 31))).value is None


@pytest.mark.spec("D-3.7", "D-4.5")
def test_the_page_shows_every_years_settlements(honghe: Court, people: SimpleNamespace, client: Client) -> None:
    for number in range(26):
        amount = "131000.00" if number < 25 else "151000.00"
        settled(honghe, amount, "archived" if number < 17 else "unperformed", date(2023, 9, 6) + timedelta(days=number))
    client.force_login(people.president)
    page = client.get("/statistics/").content.decode()
    for words in ("2023年", "342.6万元", "65.38%"):
        assert words in page


@pytest.mark.spec("C-1.1", "C-22.4", "A-5.2")
def test_performance_of_ones_own_accord_in_its_variants(honghe: Court, people: SimpleNamespace) -> None:
    instruments = [effective_case(honghe, effective_on=date(2023, 3, 1), due_on=date(2023, 3, 20))[1] for _ in range(5)]
    Instrument.objects.filter(pk__in=[instruments[0].pk, instruments[1].pk]).update(kind=Instrument.Kind.MEDIATION)
    trials = [
        row_of(Urging, instrument, "centre", state="performed", exited_on=date(2023, 3, 25))
        for instrument in instruments[2:3]
    ]
    executed = row_of(
        Execution,
        instruments[3],
        "enforcement",
        state="completed",
        filed_on=date(2023, 4, 1),
        ended_on=date(2023, 5, 1),
    )
    spontaneous = SimpleNamespace(pk=trials[0].pk, instrument=instruments[0])
    paid(spontaneous, "100000.00", date(2023, 3, 10))
    paid(trials[0], "100000.00", date(2023, 3, 24))
    paid(executed, "100000.00", date(2023, 4, 20))
    paid(SimpleNamespace(pk=executed.pk, instrument=instruments[4]), "100000.00", date(2023, 3, 9), confirmed=False)
    assert (figure(honghe, "self_performance").part, figure(honghe, "self_performance").whole) == (2, 5)
    assert figure(honghe, "self_performance_unurged").part == 1
    mediated = figure(honghe, "self_performance_mediated")
    assert (mediated.part, mediated.whole, mediated.value) == (1, 2, Decimal("0.5000"))
    assert figure(honghe, "self_performance_judged").whole == 3
    assert figure(honghe, "self_performance", Span(date(2023, 3, 21), date(2023, 12, 31))).whole == 0


def test_the_last_due_day_decides_in_which_month_an_instrument_counts(honghe: Court, people: SimpleNamespace) -> None:
    _, instrument = effective_case(honghe, effective_on=date(2023, 3, 1), due_on=date(2023, 3, 20))
    item = instrument.obligations.get()
    item.instalments.create(seq=1, due_on=date(2023, 4, 1), amount=Decimal("50000.00"))
    item.instalments.create(seq=2, due_on=date(2023, 6, 1), amount=Decimal("50000.00"))
    assert [cell.month for cell in figure(honghe, "self_performance").now] == [date(2023, 6, 1)]
    assert instrument.performance_ends_on == date(2023, 6, 1)
    type(item).objects.filter(pk=item.pk).update(accelerated_on=date(2023, 4, 15))
    assert [cell.month for cell in figure(honghe, "self_performance").now] == [date(2023, 4, 1)]


@pytest.mark.spec("C-25.10", "D-5.3", "C-34.3")
def test_money_recovered_while_urging_counts_for_enforcement(honghe: Court, people: SimpleNamespace) -> None:
    """Where the court's paper says so, as 山阳 25 does."""
    honghe.profiles.get().values.create(key="statistics.urging_recovered", value=True, article="试")
    _, failed = effective_case(honghe, effective_on=date(2023, 3, 1), due_on=date(2023, 3, 20))
    urging = row_of(Urging, failed, "centre", state="returned", exited_on=date(2023, 4, 1))
    paid(urging, "20000.00", date(2023, 3, 25))
    first = row_of(
        Execution,
        failed,
        "enforcement",
        state="terminated_this_time",
        filed_on=date(2023, 4, 2),
        ended_on=date(2023, 9, 2),
        claimed_amount=Decimal("80000.00"),
    )
    paid(first, "30000.00", date(2023, 6, 1))
    revived = row_of(
        Execution,
        failed,
        "enforcement",
        state="completed",
        revival=True,
        filed_on=date(2023, 10, 1),
        ended_on=date(2023, 10, 31),
        claimed_amount=Decimal("50000.00"),
    )
    paid(revived, "50000.00", date(2023, 10, 20))
    _, good = effective_case(honghe, effective_on=date(2023, 3, 1), due_on=date(2023, 3, 20))
    paid(row_of(Urging, good, "centre", state="archived", exited_on=date(2023, 4, 1)), "100000.00", date(2023, 3, 30))
    recovery = figure(honghe, "recovery")
    assert recovery.part == Decimal("200000.00")  # 20 + 30 + 50 + 100 thousand
    assert recovery.whole == Decimal("250000.00")  # (80 + 20) + 50 + 100 thousand
    assert figure_value(recovery) == "80.00%"
    assert figure_value(figure(honghe, "terminated")) == "50.00%"
    assert figure_value(figure(honghe, "completed")) == "50.00%"
    assert figure(honghe, "days").value == Decimal("91.5000")  # 153 and 30 days
    assert figure(honghe, "new_executions").part == 1
    assert (figure(honghe, "urging_performed").part, figure(honghe, "urging_performed").whole) == (1, 2)


@pytest.mark.spec("A-4.9")
def test_the_share_of_public_notices(honghe: Court, people: SimpleNamespace) -> None:
    effective_case(honghe, debtors=2)
    effective_case(honghe, method=Service.Method.PUBLIC_NOTICE)
    notice = figure(honghe, "public_notice", Span(date(2024, 10, 1), date(2024, 10, 31)))
    assert (notice.part, notice.whole, notice.value) == (2, 5, Decimal("0.4000"))


@pytest.mark.spec("D-0.1")
def test_against_the_same_period_last_year() -> None:
    def fixed(cells: dict[int, tuple[int, int]], form: str) -> Figure:
        measure = Measure(
            "x", "x", "", "", lambda scope: [Cell("甲", scope.span.first, *cells[scope.span.first.year])], form, "件"
        )
        return count(measure, Scope((1,), Span(date(2023, 1, 1), date(2023, 10, 31))))

    fewer = fixed({2023: (894, 894), 2022: (954, 954)}, "sum")
    assert figure_change(fewer) == "−6.29%"
    assert figure_change(fixed({2023: (17, 26), 2022: (1, 2)}, "share")) == "+15.38个百分点"
    assert figure_change(fixed({2023: (5, 5), 2022: (0, 0)}, "sum")) == "—"
    assert figure_change(fixed({2023: (5, 5), 2022: (0, 0)}, "share")) == "—"


def test_leap_days_and_months_of_a_span() -> None:
    assert Span(date(2024, 2, 29), date(2024, 3, 31)).last_year == Span(date(2023, 2, 28), date(2023, 3, 31))
    assert Span(date(2023, 11, 30), date(2024, 2, 1)).months == [
        date(2023, 11, 1), date(2023, 12, 1), date(2024, 1, 1), date(2024, 2, 1),
    ]  # fmt: skip
    with pytest.raises(ValueError, match="止日"):
        Span(date(2024, 1, 2), date(2024, 1, 1))


def test_the_page_the_table_and_the_export_say_the_same(honghe: Court, people: SimpleNamespace, page: Page) -> None:
    settled(honghe, "3426000.00", "performed")
    settled(honghe, "1000.00", "unperformed")
    client = page(people.bureau_chief)
    asked = {"first": "2023-01-01", "last": "2023-12-31"}
    html = client.get(reverse("statistics"), asked).content.decode()
    assert "50.00%" in html
    assert "342.7" in html  # 342.6 and 0.1 万元
    assert "D-4.5，Q34" in html
    assert "期间内签订的执前和解件数" in html
    answer = client.get(reverse("statistics_csv"), asked)
    text = answer.content.decode("utf-8-sig")
    assert answer.content[:3] == b"\xef\xbb\xbf"
    rows = {tuple(row[:3]): row for row in csv.reader(io.StringIO(text))}
    assert rows["执前督促成功率", "全部", "全部"][3:6] == ["1", "2", "50.00%"]
    assert rows["执前督促成功率", "执行和解中心", "2023-09"][3:6] == ["1", "2", "50.00%"]


def test_wrong_periods_are_told_and_this_year_is_shown(honghe: Court, people: SimpleNamespace, page: Page) -> None:
    client = page(people.bureau_chief)
    with time_machine.travel(clock.noon(date(2024, 10, 8)), tick=False):
        client = page(people.bureau_chief)
        html = client.get(reverse("statistics"), {"first": "2024-05-01", "last": "2024-04-01"}).content.decode()
        assert "止日不能早于起日" in html
        assert "2024年1月1日至2024年10月8日" in html
        assert "请缩短期间" in client.get(reverse("statistics"), {"first": "1990-01-01"}).content.decode()
        assert client.get(reverse("statistics"), {"first": "昨天", "department": "x"}).status_code == 200


def test_figures_of_another_court_are_not_read(
    honghe: Court, shanyang: Court, people: SimpleNamespace, page: Page
) -> None:
    settled(shanyang, "1000.00", "performed")
    asked = {"first": "2023-01-01", "last": "2023-12-31", "court": shanyang.pk}
    text = page(people.bureau_chief).get(reverse("statistics_csv"), asked).content.decode("utf-8-sig")
    assert "执前督促成功率,全部,全部,0,0,," in text


def test_the_number_of_questions_does_not_grow_with_the_rows(honghe: Court, people: SimpleNamespace) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            overview(Scope((honghe.pk,), YEAR))
        return len(asked)

    settled(honghe, "1000.00", "performed")
    one = questions()
    settled(honghe, "2000.00", "archived")
    settled(honghe, "3000.00", "unperformed")
    assert questions() == one
