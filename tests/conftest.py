"""The fixed cast: five courts, their people, and an outsider who may do nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings as django_settings
from django.db import connection

from courtflow.accounts.loading import load_courts, load_people, load_profiles
from courtflow.accounts.models import Court, User
from courtflow.flow import clock

PASSWORD = "courtflow-tests-2026"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> None:
    """Between tests with real transactions the history is emptied by TRUNCATE, which production refuses."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:  # type: ignore[attr-defined]
        for table in ("flow_event", "flow_anchor", "flow_anchorentry", "enforcement_ledgerentry"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}")


@pytest.fixture(scope="session", autouse=True)
def static_root() -> None:
    """The web server's static folder exists before the first page is asked for, as `collectstatic` would leave it."""
    Path(django_settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def fast_passwords(settings: object) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def anchor_file(settings: object, tmp_path: object) -> None:
    settings.ANCHOR_FILE = tmp_path / "anchors.log"  # type: ignore[attr-defined,operator]


@pytest.fixture(autouse=True)
def files_dir(settings: object, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path / "files"  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def travelling_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python's time instead of the database's, so that time_machine moves it; tests/flow/test_clock.py has the real."""
    monkeypatch.setattr(clock, "source", lambda: datetime.now(UTC))


def _court(key: str) -> Court:
    courts = load_courts({key})
    load_profiles(courts)
    return courts[key]


@pytest.fixture
def shanyang(db: None) -> Court:
    return _court("shanyang")


@pytest.fixture
def jiamusi(db: None) -> Court:
    return _court("jiamusi")


@pytest.fixture
def honghe(db: None) -> Court:
    return _court("honghe")


@pytest.fixture
def nanzhao(db: None) -> Court:
    return _court("nanzhao")


@pytest.fixture
def anji(db: None) -> Court:
    """A basic court under 浙江, where only the province's profile speaks."""
    return _court("anji")


def invented_names() -> Iterator[str]:
    return (f"测试人员{number}" for number in count(1))


@pytest.fixture
def cast(db: None) -> Callable[[Court], SimpleNamespace]:
    """People of a court by post: cast(court).filing_clerk, .trial_judge, .trial_judge_2, .centre_staff …"""

    def people(court: Court) -> SimpleNamespace:
        return SimpleNamespace(**load_people(court, court.code, PASSWORD, invented_names()))

    return people


@pytest.fixture
def outsider(db: None) -> User:
    """An account without any role."""
    return User.objects.create_user("outsider", password=PASSWORD, display_name="无关人员")
