"""The application's database role works in the database but cannot rewrite its history."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from pytest_django.fixtures import Settings

from courtflow.flow import anchors
from courtflow.flow.models import Stream

HISTORY = ("flow_event", "flow_anchor", "flow_anchorentry")
ROLE = "clerkless_app"

pytestmark = pytest.mark.django_db


@pytest.fixture
def role() -> str:
    """Made in the test's transaction, so it vanishes with it."""
    execute(f"CREATE ROLE {ROLE}")
    call_command("grant_app_role", ROLE)
    return ROLE


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def acting_as(role: str) -> Iterator[None]:
    execute(f"SET LOCAL ROLE {role}")
    yield
    execute("RESET ROLE")


def refused(statement: str) -> bool:
    try:
        with transaction.atomic():
            execute(statement)
    except ProgrammingError as error:
        return "permission denied" in str(error)
    return False


@pytest.mark.parametrize("table", HISTORY)
def test_history_can_be_read_but_not_changed_or_removed(role: str, table: str) -> None:
    with acting_as(role):
        assert not refused(f"SELECT * FROM {table}")
        assert not refused(f"INSERT INTO {table} SELECT * FROM {table} WHERE false")
        assert refused(f"UPDATE {table} SET id = id")
        assert refused(f"DELETE FROM {table}")
        assert refused(f"TRUNCATE {table} CASCADE")


def test_other_tables_can_be_worked_in(role: str) -> None:
    with acting_as(role):
        assert not refused("UPDATE flow_deadline SET id = id")
        assert not refused("SELECT nextval('flow_event_id_seq')")


def test_the_schema_belongs_to_the_owner(role: str) -> None:
    with acting_as(role):
        assert refused("CREATE TABLE own (id int)")
        assert refused("DELETE FROM django_migrations")


def test_a_role_that_no_grant_can_bind_is_refused() -> None:
    execute(f"CREATE ROLE {ROLE} SUPERUSER")
    with pytest.raises(CommandError, match="no grant can bind it"):
        call_command("grant_app_role", ROLE)


def test_a_missing_role_is_named_with_the_statement_that_makes_it() -> None:
    with pytest.raises(CommandError, match="CREATE ROLE nobody_here LOGIN"):
        call_command("grant_app_role", "nobody_here")


def test_the_application_itself_can_still_seal_the_history(role: str, settings: Settings, tmp_path: Path) -> None:
    Stream.objects.create(key="山阳 1", count=1, head="0" * 64)
    settings.ANCHOR_FILE = tmp_path / "anchors.log"
    with acting_as(role):
        first = anchors.seal()
        Stream.objects.update(count=2)
        second = anchors.seal()
    assert [first.number, second.number] == [1, 2]  # type: ignore[union-attr]
