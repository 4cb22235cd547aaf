"""Acting through a form: refused with reasons, kept when wrong, told what follows, never done twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courtflow.cases.models import Case, Performance
from courtflow.flow import clock
from courtflow.flow.models import Event
from courtflow.flow.perform import perform
from tests.diary import payment

Page = Callable[[Any], Client]


def version_on(html: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', html)
    assert found
    return found[1]


def test_the_case_page_says_what_can_be_done_and_why_not_the_rest(
    urging: Any, people: SimpleNamespace, page: Page
) -> None:
    html = page(people.enforcement_clerk).get(reverse("case", args=[urging.case_id])).content.decode()
    assert reverse("act", args=[urging.pk, "pay"]) in html
    assert "生效法律文书确定的义务尚未全部履行并经确认" in html  # why it cannot be closed yet
    assert "焦山法〔2024〕120号第二十五条" in html
    assert "为什么是这一天" in html
    assert html.index("执前督促办理期限（最长三十日）") < html.index("已经结束的期限")
    assert "不因节假日顺延" in html


def test_an_act_is_done_and_its_consequences_are_told(urging: Any, people: SimpleNamespace, page: Page) -> None:
    client = page(people.enforcement_clerk)
    form = client.get(reverse("act", args=[urging.pk, "pay"])).content.decode()
    instrument = urging.case.instruments.get()
    facts = payment(instrument, "40000.00", clock.today()) | {"version": version_on(form)}
    answer = client.post(reverse("act", args=[urging.pk, "pay"]), facts, follow=True)
    assert answer.redirect_chain[0][0] == f"{reverse('case', args=[urging.case_id])}#p{urging.pk}"
    html = answer.content.decode()
    assert "已办理“登记履行”" in html
    assert "60,000.00" in html  # the balance, derived


def test_what_follows_is_listed_with_dates_and_papers(
    registered: Callable[..., Any], people: SimpleNamespace, page: Page
) -> None:
    proceeding = registered()
    clerk = page(people.filing_clerk)
    clerk.post(reverse("act", args=[proceeding.pk, "hand_over"]), {"version": 1, "materials": "申请书"})
    proceeding.refresh_from_db()
    receipt = {"version": proceeding.version, "received_on": clock.today().isoformat(), "complete": "on"}
    answer = page(people.enforcement_clerk).post(reverse("act", args=[proceeding.pk, "accept"]), receipt, follow=True)
    told = answer.content.decode()
    assert "执前督促现为“督促履行中”" in told
    last = clock.today() + timedelta(days=30)
    assert f"新的期限：执前督促办理期限（最长三十日）（末日{last.year}年{last.month}月{last.day}日）" in told
    assert "新的任务：送达自动履行催告书（执行局）" in told
    assert "正在制作文书：自动履行催告书（李二）" in told


def test_wrong_facts_are_told_at_their_fields_and_change_nothing(
    urging: Any, people: SimpleNamespace, page: Page
) -> None:
    client = page(people.enforcement_clerk)
    facts = payment(urging.case.instruments.get(), "40000.123", clock.today()) | {
        "version": urging.version, "performed_on": "2024-02-30", "proof": "回单〈甲〉",
    }  # fmt: skip
    before = Event.objects.count()
    answer = client.post(reverse("act", args=[urging.pk, "pay"]), facts)
    html = answer.content.decode()
    assert answer.status_code == 400
    assert "金额最多精确到分（两位小数）" in html
    assert "日期不存在或格式不对" in html
    assert 'value="40000.123"' in html
    assert "回单〈甲〉" in html
    assert 'href="#id_amount"' in html
    assert Event.objects.count() == before
    assert not Performance.objects.exists()


def test_a_stale_form_is_refused_shows_what_happened_and_keeps_the_input(
    urging: Any, people: SimpleNamespace, page: Page
) -> None:
    client = page(people.enforcement_clerk)
    address = reverse("act", args=[urging.pk, "pay"])
    old = version_on(client.get(address).content.decode())
    instrument = urging.case.instruments.get()
    perform(urging, "pay", by=people.enforcement_clerk, facts=payment(instrument, "100.00", clock.today()))
    before = Event.objects.count()
    answer = client.post(address, payment(instrument, "200.00", clock.today()) | {"version": old})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "他人已办理了本程序的其他事项" in html
    assert "本程序最近办理的事项" in html
    assert 'value="200.00"' in html
    assert Event.objects.count() == before
    # read and sent again on purpose
    assert (
        client.post(address, payment(instrument, "200.00", clock.today()) | {"version": version_on(html)}).status_code
        == 302
    )


def test_a_form_sent_twice_is_done_once(urging: Any, people: SimpleNamespace, page: Page) -> None:
    client = page(people.enforcement_clerk)
    facts = payment(urging.case.instruments.get(), "100.00", clock.today()) | {"version": urging.version}
    address = reverse("act", args=[urging.pk, "pay"])
    assert [client.post(address, facts).status_code for _ in range(2)] == [302, 409]
    assert Performance.objects.count() == 1


@pytest.mark.parametrize("version", ["", "abc", "-1", "9" * 30])
def test_a_form_without_its_version_changes_nothing(
    urging: Any, people: SimpleNamespace, page: Page, version: str
) -> None:
    facts = payment(urging.case.instruments.get(), "100.00", clock.today()) | {"version": version}
    assert page(people.enforcement_clerk).post(reverse("act", args=[urging.pk, "pay"]), facts).status_code == 409
    assert not Performance.objects.exists()


def test_an_act_that_is_not_possible_says_why_instead_of_showing_a_form(
    urging: Any, people: SimpleNamespace, page: Page
) -> None:
    answer = page(people.filing_clerk).get(reverse("act", args=[urging.pk, "pay"]))
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "现在不能“登记履行”" in html
    assert "请联系" in html
    assert 'name="version"' not in html


def test_acts_that_do_not_exist_or_belong_to_the_system_are_not_found(
    urging: Any, people: SimpleNamespace, page: Page
) -> None:
    client = page(people.enforcement_clerk)
    for name in ("expire", "no_such_act", "save"):
        assert client.get(reverse("act", args=[urging.pk, name])).status_code == 404
    assert client.get(reverse("open_act", args=[urging.case_id, "urging", "register_application"])).status_code == 404
    assert client.get(reverse("open_act", args=[urging.case_id, "nothing", "apply"])).status_code == 404


def test_a_lost_session_leads_to_the_door_and_back_to_the_form(
    urging: Any, people: SimpleNamespace, page: Page
) -> None:
    client = page(people.enforcement_clerk)
    address = reverse("act", args=[urging.pk, "pay"])
    client.logout()
    answer = client.post(
        address, payment(urging.case.instruments.get(), "100.00", clock.today()) | {"version": urging.version}
    )
    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('login')}?next={address}"
    assert not Performance.objects.exists()


def test_a_form_without_its_token_is_refused_in_chinese(urging: Any, people: SimpleNamespace) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.enforcement_clerk)
    answer = client.post(reverse("act", args=[urging.pk, "pay"]), {"version": urging.version})
    assert answer.status_code == 403
    assert "重新" in answer.content.decode()
    assert not Performance.objects.exists()


def test_text_of_users_cannot_become_markup(urging: Any, people: SimpleNamespace, page: Page) -> None:
    client = page(people.enforcement_clerk)
    Case.objects.filter(pk=urging.case_id).update(title="<script>alert(1)</script>")
    facts = payment(urging.case.instruments.get(), "100.00", clock.today()) | {
        "version": urging.version, "proof": "<img src=x onerror=alert(1)>",
    }  # fmt: skip
    client.post(reverse("act", args=[urging.pk, "pay"]), facts)
    for name in ("case", "case_print"):
        html = client.get(reverse(name, args=[urging.case_id])).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html


def test_preservation_can_be_opened_from_the_case_page(urging: Any, people: SimpleNamespace, page: Page) -> None:
    client = page(people.filing_clerk)
    html = client.get(reverse("case", args=[urging.case_id])).content.decode()
    address = reverse("open_act", args=[urging.case_id, "preservation", "apply"])
    assert address in html
    before = Event.objects.count()
    answer = client.post(address, {"version": "0"})
    assert answer.status_code in (400, 409)
    assert Event.objects.count() == before
    assert not urging.case.proceedings.filter(kind="preservation").exists()
