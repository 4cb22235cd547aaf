"""What administrators change is dated, has a source, and stands in the history with its old and new value."""

from __future__ import annotations

import json
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from axes.models import AccessAttempt
from django.urls import reverse
from django.utils import timezone
from rest_framework.authtoken.models import Token

from courtflow.accounts.models import Court
from courtflow.flow import clock
from courtflow.flow.models import Event
from courtflow.policy.models import LocalRestDay, Profile
from tests.admin.conftest import Login


def last_change() -> Event:
    return Event.objects.filter(act__startswith="admin.").latest("id")


def court_form(court: Court, **changed: str) -> dict[str, str]:
    return {"name": court.name, "short_name": court.short_name, "address": "", "phone": "", **changed}


def test_a_court_is_changed_with_a_source_and_its_old_value_stays_on_record(
    shanyang: Court, people: SimpleNamespace, logged_in: Login
) -> None:
    browser, page = logged_in(people.system_admin), reverse("admin:accounts_court_change", args=[shanyang.pk])
    silent = browser.post(page, court_form(shanyang, phone="0391-1234567"))
    assert "change_source" in silent.context["adminform"].form.errors
    shanyang.refresh_from_db()
    assert shanyang.phone == ""
    assert not Event.objects.exists()
    sourced = browser.post(page, court_form(shanyang, phone="0391-1234567", change_source="办公室通知2024-3"))
    assert sourced.status_code == 302
    event = last_change()
    assert event.articles == ["办公室通知2024-3"]
    assert event.facts["changes"] == [{"field": "电话", "old": "", "new": "0391-1234567"}]
    history = browser.get(reverse("admin:accounts_court_history", args=[shanyang.pk])).content.decode()
    assert "办公室通知2024-3" in history
    assert "0391-1234567" in history


def test_code_and_place_of_a_court_stay_as_they_are(shanyang: Court, people: SimpleNamespace, logged_in: Login) -> None:
    page = reverse("admin:accounts_court_change", args=[shanyang.pk])
    form = court_form(shanyang, code="豫9999", level="1", change_source="无")
    logged_in(people.system_admin).post(page, form)
    shanyang.refresh_from_db()
    assert (shanyang.code, shanyang.level) == ("豫0811", 4)


def test_a_department_is_added(shanyang: Court, people: SimpleNamespace, logged_in: Login) -> None:
    form = {
        "court": shanyang.pk, "kind": "tribunal", "name": "演示人民法庭", "order": "60", "active": "on",
        "since": "2024-07-01",
        "change_source": "编办批复",
    }  # fmt: skip
    answer = logged_in(people.system_admin).post(reverse("admin:accounts_department_add"), form)
    assert answer.status_code == 302
    event = last_change()
    assert (event.act, event.label) == ("admin.add", "新增部门")
    assert {"field": "名称", "old": None, "new": "演示人民法庭"} in event.facts["changes"]


def test_a_department_is_not_added_to_another_court(
    shanyang: Court, honghe: Court, people: SimpleNamespace, logged_in: Login
) -> None:
    form = {"court": honghe.pk, "kind": "tribunal", "name": "演示人民法庭", "order": "60", "change_source": "无"}
    answer = logged_in(people.system_admin).post(reverse("admin:accounts_department_add"), form)
    assert answer.status_code == 200
    assert not honghe.departments.filter(name="演示人民法庭").exists()


def test_a_rest_day_is_entered_and_taken_back_with_a_source(
    shanyang: Court, people: SimpleNamespace, logged_in: Login
) -> None:
    browser = logged_in(people.system_admin)
    form = {"court": shanyang.pk, "day": "2024-12-20", "source": "县政府通告"}
    assert browser.post(reverse("admin:policy_localrestday_add"), form).status_code == 302
    assert shanyang.calendar.is_rest_day(date(2024, 12, 20))
    assert last_change().articles == ["县政府通告"]
    day = LocalRestDay.objects.get()
    page = reverse("admin:policy_localrestday_delete", args=[day.pk])
    assert "请写明删除的依据" in browser.post(page, {"post": "yes"}, follow=True).content.decode()
    assert LocalRestDay.objects.exists()
    assert browser.post(page, {"post": "yes", "change_source": "误录更正"}).status_code == 302
    assert not LocalRestDay.objects.exists()
    assert (last_change().act, last_change().articles) == ("admin.delete", ["误录更正"])


def profile_form(court: Court, begins: date, **more: str) -> dict[str, Any]:
    return {
        "court": court.pk, "document_no": "豫0811法〔2027〕1号", "title": "关于催告期的规定",
        "effective_from": begins.isoformat(), "effective_to": "", "legal_base": "", "change_source": "审委会纪要",
        "values-TOTAL_FORMS": "0", "values-INITIAL_FORMS": "0", **more,
    }  # fmt: skip


def test_a_new_profile_is_an_event_and_leads_to_its_values(
    shanyang: Court, people: SimpleNamespace, logged_in: Login
) -> None:
    begins = clock.today() + timedelta(days=30)
    browser = logged_in(people.system_admin)
    answer = browser.post(reverse("admin:policy_profile_add"), profile_form(shanyang, begins))
    assert answer.status_code == 302, answer.content.decode()
    assert last_change().articles == ["审委会纪要"]
    profile = Profile.objects.get(document_no="豫0811法〔2027〕1号")
    page = browser.get(reverse("admin:policy_profile_change", args=[profile.pk])).content.decode()
    assert f"?document={profile.pk}" in page


def test_a_profile_in_force_is_ended_but_never_rewritten(
    shanyang: Court, people: SimpleNamespace, logged_in: Login
) -> None:
    profile = shanyang.profiles.get()
    row = profile.values.get(key="pre_exec.case_type")
    form = {
        "effective_to": "", "change_source": "审委会纪要", "title": "改名", "values-TOTAL_FORMS": "1",
        "values-INITIAL_FORMS": "1", "values-0-id": row.pk, "values-0-profile": profile.pk, "values-0-key": row.key,
        "values-0-value": json.dumps("执诉前调"), "values-0-article": "第一条", "values-0-DELETE": "on",
    }  # fmt: skip
    browser, page = logged_in(people.system_admin), reverse("admin:policy_profile_change", args=[profile.pk])
    browser.post(page, form)
    assert shanyang.policy().value("pre_exec.case_type") == "执前督"
    assert shanyang.profiles.get().title == profile.title
    past = browser.post(page, form | {"effective_to": "2020-01-01"})
    assert "不得早于今天" in past.content.decode()
    end = clock.today() + timedelta(days=60)
    assert browser.post(page, form | {"effective_to": end.isoformat()}).status_code == 302
    assert last_change().facts["changes"] == [{"field": "失效日期", "old": None, "new": end.isoformat()}]


def test_what_holds_today_is_shown_with_its_document_and_day(
    shanyang: Court, people: SimpleNamespace, logged_in: Login
) -> None:
    page = logged_in(people.system_admin).get(reverse("admin:policy_in_force", args=[shanyang.pk])).content.decode()
    profile = shanyang.profiles.get()
    assert profile.document_no in page
    assert profile.effective_from.isoformat() in page
    assert "执前督促办理期限" in page
    assert "默认" in page


def test_a_lock_is_lifted_and_a_token_revoked_as_events(people: SimpleNamespace, logged_in: Login) -> None:
    lock = AccessAttempt.objects.create(
        username=people.filing_clerk.username, ip_address="10.1.2.3", failures_since_start=8,
        attempt_time=timezone.now(), get_data="", post_data="",
    )  # fmt: skip
    token = Token.objects.create(user=people.filing_clerk)
    browser = logged_in(people.security_admin)
    assert token.key not in browser.get(reverse("admin:authtoken_tokenproxy_changelist")).content.decode()
    for page, number in (("axes_accessattempt", lock.pk), ("authtoken_tokenproxy", token.user_id)):
        done = browser.post(reverse(f"admin:{page}_delete", args=[number]), {"post": "yes"})
        assert done.status_code == 302
    assert not AccessAttempt.objects.exists()
    assert not Token.objects.exists()
    lifted = list(Event.objects.filter(act="admin.lift").order_by("id"))
    assert people.filing_clerk.username in lifted[0].facts["changes"][0]["old"]
    assert token.key not in str([event.facts for event in lifted])
