"""The embedded PostgreSQL: made once, started in the foreground, stopped by SIGINT (fast shutdown)."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path
from urllib.parse import quote

import psycopg2
from psycopg2 import sql

from .child import Child
from .errors import StackError
from .home import Home
from .lock import end_orphan
from .memory import LOOPBACK, Memory

DATABASE = "courtflow"
PORT = "postgres_port"
SUPERUSER, OWNER, APP = "postgres", "courtflow_owner", "courtflow_app"
START_LIMIT = 120  # seconds; recovery after a power cut replays the log first
# A throw-away database may be lost with the machine, so it need not wait for the disk.
CARELESS = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


def password(memory: Memory, role: str) -> str:
    return memory.secret(f"password_{role}")


def database_url(memory: Memory, role: str) -> str:
    """Where a role finds the database of a server that was started at least once."""
    secret = quote(password(memory, role), safe="")
    return f"postgresql://{role}:{secret}@{LOOPBACK}:{memory.last_port(PORT)}/{DATABASE}"


class Postgres:
    """One cluster with one database and three roles: superuser, owner (migrations), application."""

    def __init__(self, home: Home, memory: Memory, logs: Path, *, durable: bool) -> None:
        self.home, self.memory, self.logs, self.durable = home, memory, logs, durable
        self.data = home.path / "postgres"

    def start(self) -> Child:
        end_orphan(self.data / "postmaster.pid", self.data)
        if not self.data.exists():
            self._initialise()
        self._check_version()
        child = self._serve(self.memory.port(PORT))
        try:
            child.wait_until(self._answers, "starting PostgreSQL", START_LIMIT)
            self._ensure_roles()
        except BaseException:
            child.stop()
            raise
        return child

    def _initialise(self) -> None:
        """Run initdb aside and move the result into place: an interrupted run leaves nothing half made."""
        draft, secret = self.home.path / "postgres.new", self.home.path / "postgres.password"
        subprocess.run(["rm", "-rf", str(draft)], check=True)  # noqa: S607 coreutils; draft is our own path
        self.home.directory(draft.name)
        self.home.secret_file(secret, password(self.memory, SUPERUSER))
        # pg_trgm finds no Chinese under locale C.
        options = ("--locale=C.UTF-8", "--encoding=UTF8", "--auth=scram-sha-256", f"--username={SUPERUSER}")
        program = str(self.home.postgres_bin / "initdb")
        durability = () if self.durable else ("--no-sync",)
        child = self._child("initdb", [program, *options, *durability, f"--pwfile={secret}", "-D", str(draft)])
        try:
            child.finish("creating the database cluster")
        finally:
            child.stop()
            secret.unlink(missing_ok=True)
        draft.rename(self.data)

    def _check_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        program = str(self.home.postgres_bin / "postgres")
        have = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.split()[-1]
        if have.split(".")[0] != made_by:
            raise StackError(
                f"{self.data} was made by PostgreSQL {made_by}, but {have} is installed. "
                "Go back to the former requirements.lock and save the data with pg_dump (see README, Backup), "
                "then run `make clean-data` and restore it."
            )

    def _serve(self, port: int) -> Child:
        settings = (f"port={port}", f"listen_addresses={LOOPBACK}", "unix_socket_directories=")
        options = [word for setting in settings for word in ("-c", setting)]
        careless = () if self.durable else CARELESS
        program = str(self.home.postgres_bin / "postgres")
        return self._child("postgres", [program, "-D", str(self.data), *options, *careless], patience=60)

    def _child(self, name: str, command: list[str], patience: float = 20) -> Child:
        # No PG* variable of the caller may steer this server; initdb and postgres look for nothing else.
        environment = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        return Child(
            name,
            command,
            self.logs / f"{name}.log",
            environment=environment,
            directory=self.home.path,
            account=self.home.account,
            stop_signal=signal.SIGINT,
            patience=patience,
        )

    def _answers(self) -> bool:
        try:
            self._connect(SUPERUSER, "postgres").close()
        except psycopg2.OperationalError as error:
            if "password authentication failed" in str(error):
                raise StackError(
                    f"{self.data} has other passwords than {self.memory.path}: one of the two was replaced. "
                    "Restore them together, or run `make clean-data`."
                ) from error
            return False
        return True

    def _connect(self, role: str, database: str) -> psycopg2.extensions.connection:
        return psycopg2.connect(
            host=LOOPBACK,
            port=self.memory.last_port(PORT),
            user=role,
            password=password(self.memory, role),
            dbname=database,
            connect_timeout=5,
        )

    def _ensure_roles(self) -> None:
        """Make database and roles where they are missing; what the application may do, migrations' end decides."""
        connection = self._connect(SUPERUSER, "postgres")
        connection.autocommit = True  # CREATE DATABASE refuses to run in a transaction
        try:
            with connection.cursor() as cursor:
                for role in (OWNER, APP):
                    cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [role])
                    if not cursor.rowcount:
                        statement = sql.SQL("CREATE ROLE {} LOGIN PASSWORD %s").format(sql.Identifier(role))
                        cursor.execute(statement, [password(self.memory, role)])
                cursor.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE])
                if not cursor.rowcount:
                    names = sql.Identifier(DATABASE), sql.Identifier(OWNER)
                    cursor.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(*names))
        finally:
            connection.close()
