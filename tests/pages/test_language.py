"""How pages say dates, money and shares; every wording is read by a clerk."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
import time_machine
from django import forms
from django.template import Context, Template, TemplateSyntaxError

from courtflow.flow import clock
from courtflow.pages.charts import Chart, Series
from courtflow.pages.templatetags import court

NOON = datetime(2024, 10, 8, 12, tzinfo=clock.SHANGHAI)


@pytest.mark.parametrize(
    ("last_day", "words"),
    [
        (date(2024, 10, 6), "已逾期2天"),
        (date(2024, 10, 7), "已逾期1天"),
        (date(2024, 10, 8), "今天到期"),
        (date(2024, 10, 9), "还剩1天"),
        (date(2024, 10, 11), "还剩3天"),
    ],
)
def test_days_are_counted_in_shanghai(last_day: date, words: str) -> None:
    with time_machine.travel(NOON, tick=False):
        assert court.days_left(last_day) == words


def test_the_day_changes_at_midnight_in_shanghai_not_in_greenwich() -> None:
    with time_machine.travel(datetime(2024, 10, 8, 0, 1, tzinfo=clock.SHANGHAI), tick=False):
        assert court.days_left(date(2024, 10, 7)) == "已逾期1天"


@pytest.mark.parametrize(
    ("hours", "words"), [(5.5, "还剩5小时"), (0.5, "还剩不足1小时"), (0, "已逾期不足1小时"), (-3.2, "已逾期3小时")]
)
def test_a_period_in_hours_is_counted_in_hours(hours: float, words: str) -> None:
    with time_machine.travel(NOON, tick=False):
        due = SimpleNamespace(unit="hour", due_at=NOON + timedelta(hours=hours), due_on=NOON.date())
        assert court.days_left(due) == words


def test_a_deadline_in_days_shows_its_day_and_one_in_hours_its_minute() -> None:
    due = SimpleNamespace(unit="day", due_on=date(2024, 10, 8), due_at=datetime(2024, 10, 9, tzinfo=clock.SHANGHAI))
    assert court.due_date(due) == "2024年10月8日"
    due.unit = "hour"
    due.due_at = NOON
    assert court.due_date(due) == "2024年10月8日 12:00"


def test_money_and_shares() -> None:
    assert court.yuan(Decimal("1234567.5")) == "1,234,567.50"
    assert court.yuan(0) == "0.00"
    assert court.yuan(None) == "—"
    assert court.wan(Decimal("3426000")) == "342.6"
    assert court.wan(Decimal("3400000")) == "340"
    assert court.percent(Decimal(17) / 26) == "65.38%"
    assert court.percent(None) == "—"


def test_an_icon_outside_the_sprite_is_an_error() -> None:
    with pytest.raises(TemplateSyntaxError):
        court.icon("unicorn")


def test_a_chart_says_the_same_in_its_table() -> None:
    chart = Chart("rate", "自动履行率", ["1月", "2月"], [Series("件数", [17, None], "件")])
    html = Template("{% load court %}{% chart c %}").render(Context({"c": chart}))
    assert '"values": [17.0, null]' in html
    assert html.count('<td class="num">17</td>') == 1
    assert html.count('<td class="num">—</td>') == 1


def test_a_chart_cannot_be_left_by_a_name_that_holds_markup() -> None:
    chart = Chart("unit", "按部门", ["</script><script>alert(1)</script>"], [Series("件数", [1])])
    html = Template("{% load court %}{% chart c %}").render(Context({"c": chart}))
    assert "<script>alert" not in html


class Sample(forms.Form):
    name = forms.CharField(label="姓名", help_text="按证件填写")
    amount = forms.DecimalField(label="金额", decimal_places=2)
    checks = forms.MultipleChoiceField(label="核查", choices=[("a", "甲")], widget=forms.CheckboxSelectMultiple)


def test_the_list_of_problems_leads_to_each_field() -> None:
    form = Sample({"amount": "1.234"})
    html = Template(
        '{% load court %}{% include "components/problem.html" %}{% include "components/fields.html" %}'
    ).render(Context({"form": form}))
    for anchor in ("id_name", "id_amount", "id_checks_group"):
        assert f'href="#{anchor}"' in html
        assert f'id="{anchor}"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
