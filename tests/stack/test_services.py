"""Database and broker live exactly as long as their supervisor, and their data longer."""

import os
import pwd
import signal
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
import redis

from courtflow.stack.home import refuge_for
from courtflow.stack.services import ROOT
from tests.stack.watch import PATIENCE, Stack, wait_for


def ask(url: str, statement: str) -> object:
    with closing(psycopg2.connect(url)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0] if cursor.description else None  # type: ignore[index]


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_both_servers_answer_and_end_with_their_supervisor(stack: Stack, ending: signal.Signals) -> None:
    process, urls = stack.services()
    assert ask(urls["DATABASE_URL"], "SELECT current_user::text") == "courtflow_app"
    assert redis.Redis.from_url(urls["REDIS_URL"]).ping()

    process.send_signal(ending)
    words, _ = process.communicate(timeout=PATIENCE)

    assert process.returncode == 0
    assert ("nothing is left running" in words) == (ending != signal.SIGHUP)  # then the terminal is gone
    assert stack.left() == []


def test_a_killed_supervisor_leaves_no_process_and_loses_no_data(stack: Stack) -> None:
    process, urls = stack.services()
    ask(urls["COURTFLOW_OWNER_DATABASE_URL"], "CREATE TABLE kept AS SELECT '督促' AS word")
    redis.Redis.from_url(urls["REDIS_URL"]).set("kept", "督促")

    process.kill()
    process.wait()
    _, again = stack.services()  # at once, while the old servers may still be on their way out

    assert ask(again["COURTFLOW_OWNER_DATABASE_URL"], "SELECT word FROM kept") == "督促"
    assert redis.Redis.from_url(again["REDIS_URL"], decode_responses=True).get("kept") == "督促"
    assert again == urls


def test_a_killed_supervisor_takes_its_servers_along(stack: Stack) -> None:
    process, _ = stack.services()
    process.kill()
    wait_for(lambda: not stack.left(), "the servers' end")


def test_the_end_of_make_ends_the_supervisor(stack: Stack) -> None:
    launcher = (
        "import subprocess, sys;"
        "p = subprocess.Popen([sys.executable, '-m', 'courtflow.stack', 'services'], stdout=subprocess.PIPE);"
        "[p.stdout.readline() for _ in range(3)]; print('up', flush=True); p.wait()"
    )
    make = subprocess.Popen(
        [sys.executable, "-c", launcher],
        cwd=ROOT,
        env=stack.environment(MAKELEVEL="1"),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert stack.line(make) == "up"
    make.kill()
    make.communicate()
    wait_for(lambda: not stack.left(), "the end of supervisor and servers")


def test_a_second_supervisor_is_refused_and_told_what_to_do(stack: Stack) -> None:
    first, _ = stack.services()
    second = stack.start("services")
    words, _ = second.communicate(timeout=PATIENCE)
    assert second.returncode == 1
    assert f"process {first.pid}" in words
    assert "COURTFLOW_VAR" in words
    assert first.poll() is None


def test_a_server_that_dies_ends_the_rest_with_its_last_words(stack: Stack) -> None:
    process, urls = stack.services()
    redis.Redis.from_url(urls["REDIS_URL"]).shutdown(nosave=True)
    words, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert "valkey ended unexpectedly" in words
    assert "bye bye" in words  # what Valkey itself says last
    assert stack.left() == []


def test_secrets_are_readable_by_their_owner_alone_and_on_no_command_line(stack: Stack) -> None:
    _, urls = stack.services()
    memory = stack.var / "stack.json"
    assert stat.S_IMODE(memory.stat().st_mode) == 0o600
    password = urls["DATABASE_URL"].split(":")[2].split("@")[0]
    commands = [path.read_bytes().decode(errors="replace") for path in command_lines()]
    assert password in memory.read_text()
    assert not any(password in command for command in commands)
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        psycopg2.connect(urls["DATABASE_URL"].replace(password, "guess"))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has an account to drop to")
@pytest.mark.parametrize("reachable", [True, False])
def test_root_hands_the_servers_to_an_unprivileged_account(stack: Stack, reachable: bool) -> None:
    if not reachable:
        parent = stack.var
        parent.chmod(0o700)  # as /root is
        stack.var = parent / "var"
    _, urls = stack.services()
    home = stack.var if reachable else refuge_for(stack.var)
    try:
        pid = int((home / "postgres" / "postmaster.pid").read_text().split()[0])
        owner = pwd.getpwuid(Path(f"/proc/{pid}").stat().st_uid).pw_name
        assert owner in {"postgres", "nobody"}
        assert (home / "postgres").stat().st_uid == pwd.getpwnam(owner).pw_uid
        assert ask(urls["DATABASE_URL"], "SELECT 1") == 1
    finally:
        stack.end()
        assert stack.start("forget").wait(PATIENCE) == 0
    assert not home.exists() or reachable


def test_servers_named_by_the_environment_are_used_and_none_started(stack: Stack) -> None:
    given = {"DATABASE_URL": "postgresql://court@db.example/court", "REDIS_URL": "redis://broker.example/0"}
    process = stack.start("services", **given)
    lines = {stack.line(process) for _ in range(3)}
    assert {f"export {name}={value}" for name, value in given.items()} < lines
    assert not (stack.var / "postgres").exists()
    assert not (stack.var / "valkey").exists()


def command_lines() -> list[Path]:
    return [path for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()]
