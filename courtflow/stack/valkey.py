"""The embedded Valkey: append-only file on disk, password, loopback only."""

from __future__ import annotations

import os
from pathlib import Path

import redis

from .child import Child
from .home import Home
from .lock import end_orphan
from .memory import LOOPBACK, Memory

PORT, PASSWORD = "valkey_port", "password_valkey"
START_LIMIT = 60  # seconds; a long append-only file is replayed first
CONFIGURATION = """\
bind {address}
port {port}
requirepass {password}
dir {data}
pidfile {data}/valkey.pid
appendonly {durable}
maxmemory-policy noeviction
daemonize no
"""


def broker_url(memory: Memory) -> str:
    """Where a server that was started at least once is found."""
    return f"redis://:{memory.secret(PASSWORD)}@{LOOPBACK}:{memory.last_port(PORT)}/0"


class Valkey:
    """Broker and cache."""

    def __init__(self, home: Home, memory: Memory, logs: Path, *, durable: bool) -> None:
        self.home, self.memory, self.logs, self.durable = home, memory, logs, durable

    def start(self) -> Child:
        data = self.home.directory("valkey")
        end_orphan(data / "valkey.pid", data)
        settings = {
            "address": LOOPBACK,
            "port": self.memory.port(PORT),
            "password": self.memory.secret(PASSWORD),
            "data": data,
            "durable": "yes" if self.durable else "no",
        }
        configuration = data / "valkey.conf"  # not the command line, which every user can read
        self.home.secret_file(configuration, CONFIGURATION.format(**settings))
        child = Child(
            "valkey",
            [str(self.home.valkey_server), str(configuration)],
            self.logs / "valkey.log",
            environment={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
            directory=data,
            account=self.home.account,
        )
        try:
            child.wait_until(self._answers, "starting Valkey", START_LIMIT)
        except BaseException:
            child.stop()
            raise
        return child

    def _answers(self) -> bool:
        try:
            return bool(redis.Redis.from_url(broker_url(self.memory), socket_timeout=2).ping())
        except redis.ConnectionError:  # also while it loads its file
            return False
