"""Throw-away servers for tests: empty at first, gone afterwards; ports and locks between neighbours."""

import os
import runpy
import socket
from pathlib import Path

import pytest

from courtflow.stack.errors import AlreadyRunning, StackError
from courtflow.stack.lock import end_orphan, sole_use
from courtflow.stack.memory import LOOPBACK, Memory, first_free
from courtflow.stack.services import ROOT, private_services, remove_abandoned
from courtflow.stack.supervisor import Supervisor
from tests.stack.watch import processes_in


def test_private_servers_leave_neither_process_nor_file(var: Path) -> None:
    with private_services(Supervisor(), var) as urls:
        assert urls.app.startswith("postgresql://postgres:")
        (directory,) = var.glob("private-*")
        assert processes_in(directory)
    assert list(var.iterdir()) == []
    assert processes_in(directory) == []


def test_what_a_killed_run_left_is_cleared_but_a_running_one_is_not(var: Path) -> None:
    dead, alive = var / "private-dead", var / "private-alive"
    dead.mkdir()
    alive.mkdir()
    with sole_use(alive):
        remove_abandoned(var)
        assert list(var.iterdir()) == [alive]


def test_one_directory_has_one_supervisor(var: Path) -> None:
    with sole_use(var), pytest.raises(AlreadyRunning, match=f"process {os.getpid()}"), sole_use(var):
        pass
    with sole_use(var):
        pass


def test_a_stale_pid_file_that_names_a_stranger_harms_nobody(var: Path) -> None:
    pid_file = var / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{var}\n")
    end_orphan(pid_file, var)
    assert not pid_file.exists()


def test_a_port_is_remembered_until_another_program_takes_it(tmp_path: Path) -> None:
    port = Memory(tmp_path / "stack.json").port("web")
    assert Memory(tmp_path / "stack.json").port("web") == port
    with socket.create_server((LOOPBACK, port)):
        assert Memory(tmp_path / "stack.json").port("web") != port


def test_a_taken_web_port_gives_the_next_free_one() -> None:
    with socket.create_server((LOOPBACK, 0)) as taken:
        port = taken.getsockname()[1]
        assert port < first_free(port, LOOPBACK) < port + 50


def test_a_damaged_memory_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "stack.json").write_text("{")
    with pytest.raises(StackError, match="make clean-data"):
        Memory(tmp_path / "stack.json")


def test_each_process_of_a_test_run_has_a_broker_database_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://:secret@broker:6379/0")
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw1")
    runpy.run_path(str(ROOT / "courtflow" / "stack" / "pytest_broker.py"))
    assert os.environ["REDIS_URL"] == "redis://:secret@broker:6379/2"
