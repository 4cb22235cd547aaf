"""三员分立: each administrator sees and does his own part, nobody is two of them, and none of them sees a case."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib import admin
from django.urls import reverse

from courtflow.accounts.administrators import POWERS, administered, appointments, conflict
from courtflow.accounts.models import Court, Membership, User
from courtflow.accounts.roles import ADMINISTRATORS, Role
from courtflow.flow.models import Event
from courtflow.flow.perform import open_proceeding
from tests.admin.conftest import Login
from tests.diary import effective_case, noon

PAGES = {
    "accounts_court": {"system_admin", "security_admin"},
    "accounts_department": {"system_admin", "security_admin"},
    "policy_localrestday": {"system_admin"},
    "policy_profile": {"system_admin"},
    "policy_holidaynotice": {"system_admin"},
    "flow_calendarmove": {"system_admin"},
    "documents_wording": {"system_admin"},
    "documents_document": {"system_admin"},
    "documents_seal": {"system_admin"},
    "flow_deadline": {"system_admin"},
    "flow_sweeprun": {"system_admin"},
    "duties_duty": {"system_admin"},
    "accounts_user": {"security_admin"},
    "accounts_membership": {"security_admin"},
    "axes_accessattempt": {"security_admin", "audit_admin"},
    "authtoken_tokenproxy": {"security_admin"},
    "flow_event": {"audit_admin"},
    "flow_anchor": {"audit_admin"},
    "cases_unmasking": {"audit_admin"},
    "cases_proceeding": {"audit_admin"},
    "axes_accesslog": {"audit_admin"},
    "axes_accessfailurelog": {"audit_admin"},
}
EVERYBODY = (*sorted(ADMINISTRATORS), "president", "case_manager", "filing_clerk", "trial_judge")


def test_the_table_names_every_page_of_the_site() -> None:
    registered = {f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry}
    assert registered == set(PAGES)


@pytest.mark.parametrize("post", EVERYBODY)
def test_each_page_opens_for_its_administrators_only(post: str, people: SimpleNamespace, logged_in: Login) -> None:
    browser = logged_in(getattr(people, post))
    for page, who in PAGES.items():
        status = browser.get(reverse(f"admin:{page}_changelist")).status_code
        expected = 200 if post in who else 403 if post in ADMINISTRATORS else 302
        assert status == expected, (page, post, status)


def test_states_and_history_can_be_changed_by_nobody(people: SimpleNamespace, rf: Any) -> None:
    for post in EVERYBODY:
        request = rf.get("/")
        request.user = getattr(people, post)
        for model, page in admin.site._registry.items():
            if model._meta.app_label in {"flow", "cases"}:
                assert not page.has_add_permission(request)
                assert not page.has_change_permission(request)
                assert not page.has_delete_permission(request)


def test_no_power_reaches_into_cases() -> None:
    for role, powers in POWERS.items():
        assert role in ADMINISTRATORS
        for power in powers:
            app, deed = power.split(".")
            assert app not in {"intake", "trial", "enforcement", "preservation"}
            if app in {"cases", "flow"}:
                assert deed.startswith("view_")


def test_is_staff_follows_from_the_role_of_today(people: SimpleNamespace, outsider: User) -> None:
    assert people.system_admin.is_staff
    assert not people.president.is_staff
    assert not outsider.is_staff
    assert not outsider.has_perm("accounts.view_user")
    post = Membership.objects.get(user=people.audit_admin)
    Membership.objects.filter(pk=post.pk).update(until=date(2024, 1, 1))
    former = User.objects.get(pk=people.audit_admin.pk)
    assert not former.is_staff
    assert not former.has_perm("flow.view_event")


def test_administrators_reach_their_own_court_and_those_below(
    people: SimpleNamespace, shanyang: Court, honghe: Court, cast: Any
) -> None:
    assert list(administered(people.system_admin)) == [shanyang]
    above = cast(shanyang.parent)
    assert set(administered(above.system_admin)) == {shanyang.parent, shanyang}
    assert honghe not in administered(above.system_admin)


def test_another_courts_rows_do_not_exist(
    people: SimpleNamespace, shanyang: Court, honghe: Court, logged_in: Login
) -> None:
    browser = logged_in(people.system_admin)
    assert honghe.name not in browser.get(reverse("admin:accounts_court_changelist")).content.decode()
    page = reverse("admin:accounts_court_change", args=[honghe.pk])
    assert browser.post(page, {"name": "改名", "change_source": "无"}).status_code == 302
    honghe.refresh_from_db()
    assert honghe.name != "改名"
    assert browser.get(reverse("admin:policy_in_force", args=[honghe.pk])).status_code == 404


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [
        (Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN, True),
        (Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN, True),
        (Role.AUDIT_ADMIN, Role.TRIAL_JUDGE, True),
        (Role.FILING_CLERK, Role.FILING_JUDGE, False),
        (Role.SYSTEM_ADMIN, Role.SYSTEM_ADMIN, False),
    ],
)
def test_nobody_holds_two_offices_that_watch_each_other(first: str, second: str, apart: bool) -> None:
    since = date(2024, 1, 1)
    assert bool(conflict([(first, since, None), (second, since, None)])) is apart
    assert not conflict([(first, since, date(2024, 6, 30)), (second, date(2024, 7, 1), None)])


def person_page(person: User, **rows: str) -> dict[str, str]:
    posts = list(person.memberships.all())
    form = {
        "username": person.username, "display_name": person.display_name, "phone": "", "is_active": "on",
        "change_source": "人事令2024-7号", "memberships-INITIAL_FORMS": str(len(posts)),
        "memberships-TOTAL_FORMS": str(len(posts) + (1 if rows else 0)),
    }  # fmt: skip
    for index, post in enumerate(posts):
        form |= {
            f"memberships-{index}-id": str(post.pk), f"memberships-{index}-user": str(person.pk),
            f"memberships-{index}-department": str(post.department_id), f"memberships-{index}-role": post.role,
            f"memberships-{index}-since": str(post.since),
        }  # fmt: skip
    return form | {f"memberships-{len(posts)}-{name}": value for name, value in rows.items()}


def test_the_security_administrator_appoints_and_the_appointment_is_an_event(
    people: SimpleNamespace, shanyang: Court, outsider: User, logged_in: Login
) -> None:
    department = shanyang.departments.get(kind="filing")
    page = reverse("admin:accounts_user_change", args=[outsider.pk])
    rows = {"department": str(department.pk), "role": "filing_clerk", "since": "2024-07-01"}
    answer = logged_in(people.security_admin).post(page, person_page(outsider, **rows))
    assert answer.status_code == 302, answer.content.decode()
    assert appointments(outsider) == [("filing_clerk", date(2024, 7, 1), None)]
    event = Event.objects.get(act="admin.change")
    assert (event.by, event.articles) == (people.security_admin, ["人事令2024-7号"])
    assert "filing_clerk" in str(event.facts["changes"])
    assert event.facts["court"]["id"] == shanyang.pk


def test_an_administrator_is_not_given_a_second_office(
    people: SimpleNamespace, shanyang: Court, logged_in: Login
) -> None:
    department = shanyang.departments.get(kind="technology")
    page = reverse("admin:accounts_user_change", args=[people.system_admin.pk])
    rows = {"department": str(department.pk), "role": "audit_admin", "since": "2024-07-01"}
    answer = logged_in(people.security_admin).post(page, person_page(people.system_admin, **rows))
    assert "三员分立" in answer.content.decode()
    assert people.system_admin.memberships.count() == 1
    assert not Event.objects.filter(act="admin.change").exists()


def test_the_security_administrator_cannot_appoint_himself(
    people: SimpleNamespace, shanyang: Court, logged_in: Login
) -> None:
    me = people.security_admin
    department = shanyang.departments.get(kind="trial")
    rows = {"department": str(department.pk), "role": "trial_judge", "since": "2024-07-01"}
    answer = logged_in(me).post(reverse("admin:accounts_user_change", args=[me.pk]), person_page(me, **rows))
    assert answer.status_code == 403
    assert me.memberships.count() == 1


def test_an_appointment_is_ended_not_rewritten(people: SimpleNamespace, shanyang: Court, logged_in: Login) -> None:
    clerk = people.filing_clerk
    form = person_page(clerk) | {"memberships-0-role": "president", "memberships-0-until": "2030-01-01"}
    answer = logged_in(people.security_admin).post(reverse("admin:accounts_user_change", args=[clerk.pk]), form)
    assert answer.status_code == 302
    post = clerk.memberships.get()
    assert (post.role, post.until) == ("filing_clerk", date(2030, 1, 1))


def test_a_new_person_and_a_reset_pass_word_are_events_without_the_pass_word(
    people: SimpleNamespace, logged_in: Login
) -> None:
    browser = logged_in(people.security_admin)
    new = {
        "username": "new_clerk", "display_name": "测试新人", "usable_password": "true", "change_source": "录用通知",
        "password1": "Chang-cheng-2024", "password2": "Chang-cheng-2024",
    }  # fmt: skip
    assert browser.post(reverse("admin:accounts_user_add"), new).status_code == 302
    person = User.objects.get(username="new_clerk")
    assert person.check_password("Chang-cheng-2024")
    reset = {"usable_password": "true", "password1": "Huang-he-2024-x", "password2": "Huang-he-2024-x"}
    assert browser.post(reverse("admin:auth_user_password_change", args=[person.pk]), reset).status_code == 302
    person.refresh_from_db()
    assert person.check_password("Huang-he-2024-x")
    events = Event.objects.filter(act__startswith="admin.").order_by("id")
    assert [event.act for event in events] == ["admin.add", "admin.change"]
    assert "2024" not in str([event.facts["changes"] for event in events])


@pytest.fixture
def case_with_history(people: SimpleNamespace, shanyang: Court) -> Any:
    case, instrument = effective_case(shanyang)
    return open_proceeding(
        "urging", case, "register_application", by=people.filing_clerk, at=noon(2024, 12, 2), instrument=instrument,
        consent="silent", consent_on=date(2024, 12, 1),
    )  # fmt: skip


def test_the_auditor_sees_that_and_who_but_not_what_of_a_case(
    case_with_history: Any, people: SimpleNamespace, logged_in: Login
) -> None:
    browser = logged_in(people.audit_admin)
    event = Event.objects.get(case=case_with_history.case)
    pages = [
        browser.get(reverse("admin:flow_event_changelist")),
        browser.get(reverse("admin:flow_event_change", args=[event.pk])),
        browser.get(reverse("admin:cases_proceeding_changelist")),
        browser.get(reverse("admin:cases_proceeding_change", args=[case_with_history.pk])),
    ]
    for page in pages:
        assert page.status_code == 200
        text = page.content.decode()
        assert case_with_history.number in text
        for name in ("张一", "李二", "民间借贷"):
            assert name not in text
    assert "案件内容不在此显示" in pages[1].content.decode()


def test_the_auditor_of_another_court_sees_none_of_it(
    case_with_history: Any, honghe: Court, cast: Any, logged_in: Login
) -> None:
    browser = logged_in(cast(honghe).audit_admin)
    for page in ("flow_event", "cases_proceeding"):
        assert case_with_history.number not in browser.get(reverse(f"admin:{page}_changelist")).content.decode()
