"""The first administrators of a court are appointed on the server, on record, and never two offices to one person."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from courtflow.accounts.management.commands import appoint_administrator
from courtflow.accounts.models import Court, User
from courtflow.flow.models import Event


def appoint(role: str, court: str = "豫0811") -> None:
    call_command("appoint_administrator", "root", name="测试管理员", court=court, role=role, source="院务会决定")


@pytest.fixture(autouse=True)
def typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(appoint_administrator, "getpass", lambda prompt: "Chang-cheng-2024")


def test_a_security_administrator_is_appointed(shanyang: Court) -> None:
    appoint("security_admin")
    person = User.objects.get(username="root")
    assert person.has_perm("accounts.add_user")
    assert person.check_password("Chang-cheng-2024")
    assert Event.objects.get(act="accounts.appoint").articles == ["院务会决定"]


def test_not_to_two_offices_nor_in_an_unknown_court(shanyang: Court) -> None:
    appoint("security_admin")
    with pytest.raises(CommandError, match="三员分立"):
        appoint("audit_admin")
    with pytest.raises(CommandError, match="没有代字"):
        appoint("system_admin", court="豫9999")
    assert User.objects.get(username="root").memberships.count() == 1


def test_a_weak_pass_word_is_refused(shanyang: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(appoint_administrator, "getpass", lambda prompt: "123")
    with pytest.raises(CommandError):
        appoint("system_admin")
    assert not User.objects.filter(username="root").exists()
