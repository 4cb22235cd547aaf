"""Who sees which page: a department sees what it handles, a stranger nothing, an administrator no case."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courtflow.accounts.loading import load_courts, load_people
from courtflow.accounts.models import User
from courtflow.cases.models import Unmasking
from courtflow.flow.models import Event

Page = Callable[[Any], Client]


def addresses(urging: Any) -> list[str]:
    """Every page that shows something of the case."""
    party = urging.case.parties.first()
    return [
        reverse("case", args=[urging.case_id]),
        reverse("case_print", args=[urging.case_id]),
        reverse("act", args=[urging.pk, "pay"]),
        reverse("open_act", args=[urging.case_id, "preservation", "apply"]),
        reverse("unmask", args=[party.pk]),
    ]


@pytest.mark.parametrize(
    "post", ["filing_clerk", "enforcement_clerk", "enforcement_judge", "case_manager", "president"]
)
def test_those_who_handle_or_oversee_the_case_read_it(
    urging: Any, people: SimpleNamespace, page: Page, post: str
) -> None:
    client = page(getattr(people, post))
    for address in addresses(urging):
        assert client.get(address).status_code in (200, 409), address
    assert urging.case.title in client.get(reverse("case_list")).content.decode()


@pytest.mark.parametrize("post", ["trial_clerk", "centre_staff", "system_admin", "security_admin", "audit_admin"])
def test_others_do_not_learn_that_the_case_exists(urging: Any, people: SimpleNamespace, page: Page, post: str) -> None:
    client = page(getattr(people, post))
    for address in addresses(urging):
        assert client.get(address).status_code == 404, address
        assert client.post(address, {}).status_code in (404, 405), address
    assert urging.case.title not in client.get(reverse("case_list")).content.decode()


def test_an_account_without_a_role_sees_no_case(urging: Any, outsider: User, page: Page) -> None:
    client = page(outsider)
    assert all(client.get(address).status_code == 404 for address in addresses(urging))
    for name in ("case_list", "dashboard", "my_tasks", "duties", "inbox", "statistics"):
        assert client.get(reverse(name)).status_code == 200
    assert client.get(reverse("import_cases")).status_code == 403
    assert client.get(reverse("new_case")).status_code == 403


def test_who_is_not_logged_in_is_sent_to_the_door_and_back(urging: Any, client: Client) -> None:
    for address in addresses(urging):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"] == f"{reverse('login')}?next={address}"


def test_a_superior_court_reads_and_cannot_act(urging: Any, page: Page) -> None:
    superior = load_people(load_courts({"jiaozuo"})["jiaozuo"], "jz", "x", (f"上级人员{i}" for i in range(99)))
    client = page(superior["superior_reader"])
    html = client.get(reverse("case", args=[urging.case_id])).content.decode()
    assert "您现在没有可以办理的事项" in html
    before = Event.objects.count()
    answer = client.post(
        reverse("act", args=[urging.pk, "break_off"]), {"version": urging.version, "reason": "transfer"}
    )
    assert answer.status_code == 403
    assert Event.objects.count() == before


def test_numbers_are_masked_until_a_reason_is_given(urging: Any, people: SimpleNamespace, page: Page) -> None:
    client = page(people.enforcement_clerk)
    party = urging.case.parties.first()
    html = client.get(reverse("case", args=[urging.case_id])).content.decode()
    assert party.identifier not in html
    assert party.phone not in html
    address = reverse("unmask", args=[party.pk])
    assert party.identifier not in client.get(address).content.decode()
    assert party.identifier not in client.post(address, {"reason": "看看"}).content.decode()
    assert not Unmasking.objects.exists()
    shown = client.post(address, {"reason": "核对送达回证上的证件号码"})
    assert party.identifier in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert Unmasking.objects.get().user == people.enforcement_clerk
    event = Event.objects.get(act="party.unmask")
    assert (event.case_id, event.facts["reason"]) == (urging.case_id, "核对送达回证上的证件号码")
    assert party.identifier not in client.get(reverse("case", args=[urging.case_id])).content.decode()


def test_home_is_the_place_of_ones_work(people: SimpleNamespace, page: Page, outsider: User) -> None:
    begins = {
        "filing_clerk": "case_list",
        "trial_judge": "case_list",
        "centre_staff": "dashboard",
        "command_staff": "dashboard",
    }
    for post, name in begins.items():
        assert page(getattr(people, post)).get(reverse("home"))["Location"] == reverse(name)
    assert page(outsider).get(reverse("home"))["Location"] == reverse("inbox")
    assert page(people.system_admin).get(reverse("home"))["Location"] in (reverse("admin:index"), reverse("inbox"))
