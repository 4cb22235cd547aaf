"""Whoever tries pass-words is locked out, and nobody else: by user name and by the address our own proxy saw."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

PASSWORD = "a-pass-word-2024"


@pytest.fixture
def clerk(cast: Any, shanyang: Any) -> Any:
    user = cast(shanyang).filing_clerk
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return user


@pytest.mark.django_db
@pytest.mark.parametrize("proxies", [0, 1])
def test_one_address_that_tries_pass_words_locks_out_itself_alone(clerk: Any, settings: Any, proxies: int) -> None:
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"NUM_PROXIES": proxies}

    def log_in(address: str, word: str) -> int:
        seen = {"HTTP_X_FORWARDED_FOR": f"203.0.113.200, {address}"} if proxies else {"REMOTE_ADDR": address}
        return Client().post(reverse("login"), {"username": clerk.username, "password": word}, **seen).status_code

    for _ in range(settings.AXES_FAILURE_LIMIT):
        log_in("192.0.2.1", "wrong")
    assert log_in("192.0.2.1", PASSWORD) == 403
    assert log_in("192.0.2.2", PASSWORD) == 302
