"""Gives the application's database role what it needs and nothing that could rewrite history.

Run as the owner of the tables after every migrate. Events and anchors can be added and read, never changed
or removed: a chain of hashes proves tampering, this makes it need the owner's password first.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from psycopg2 import sql

APPEND_ONLY = ("flow.Event", "flow.Anchor", "flow.AnchorEntry", "enforcement.LedgerEntry")
READ_ONLY_TABLES = ("django_migrations",)


class Command(BaseCommand):
    help = "Grant a database role the application's rights: everything but schema changes and rewriting history."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role", help="the role in the application's DATABASE_URL")
        parser.add_argument("--migrate", action="store_true", help="first bring the schema up to date")

    def handle(self, *args: Any, role: str, migrate: bool, **options: Any) -> None:
        if migrate:
            call_command("migrate", interactive=False, stdout=self.stdout)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT rolsuper OR pg_has_role(oid, %s, 'member') FROM pg_roles WHERE rolname = %s",
                [connection.settings_dict["USER"], role],
            )
            found = cursor.fetchone()
            if found is None:
                raise CommandError(
                    f"There is no database role {role}. Create it: CREATE ROLE {role} LOGIN PASSWORD '…'"
                )
            if found[0]:
                raise CommandError(
                    f"{role} is a superuser or the owner itself: no grant can bind it. Use another role."
                )
            for statement in statements():
                cursor.execute(statement.format(role=sql.Identifier(role)))
        self.stdout.write(f"{role} may work in the database; events and anchors it may only add and read.")


def statements() -> list[sql.SQL]:
    """The rights as they shall be, whatever was granted before."""
    everything = "ALL TABLES IN SCHEMA public"
    history = ", ".join(apps.get_model(name)._meta.db_table for name in APPEND_ONLY)
    return [
        sql.SQL(text)
        for text in (
            "REVOKE CREATE ON SCHEMA public FROM PUBLIC, {role}",
            f"REVOKE ALL ON {everything} FROM PUBLIC, {{role}}",
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON {everything} TO {{role}}",
            f"REVOKE UPDATE, DELETE ON {history}, {', '.join(READ_ONLY_TABLES)} FROM {{role}}",
            f"REVOKE INSERT ON {', '.join(READ_ONLY_TABLES)} FROM {{role}}",
            "GRANT USAGE ON SCHEMA public TO {role}",
            "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}",
        )
    ]
