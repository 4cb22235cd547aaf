"""What the stack must remember between two starts: ports and generated secrets, in one file of mode 0600."""

from __future__ import annotations

import json
import os
import secrets
import socket
from pathlib import Path

from .errors import StackError

LOOPBACK = "127.0.0.1"


class Memory:
    """A small JSON file; every value is made on first use and kept."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._values: dict[str, str | int] = json.loads(path.read_text()) if path.exists() else {}
        except ValueError as error:
            raise StackError(
                f"{path} is damaged ({error}). Restore it from a backup, or run `make clean-data`."
            ) from error

    def secret(self, name: str) -> str:
        return str(self._values.get(name) or self._keep(name, secrets.token_urlsafe(32)))

    def port(self, name: str) -> int:
        """The remembered port, or a new one where another program has taken it meanwhile."""
        remembered = int(self._values.get(name, 0))
        return remembered if remembered and is_free(remembered) else int(self._keep(name, free_port()))

    def last_port(self, name: str) -> int:
        """The port of a server that was started before."""
        if name not in self._values:
            raise StackError("The servers have not been started yet. Run `make demo` and wait for its address.")
        return int(self._values[name])

    def _keep(self, name: str, value: str | int) -> str | int:
        self._values[name] = value
        draft = self.path.with_suffix(".new")
        draft.unlink(missing_ok=True)
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(self._values, file, indent=1)
        draft.replace(self.path)
        return value


def is_free(port: int, address: str = LOOPBACK) -> bool:
    with socket.socket() as probe:
        # As the servers themselves do: a port in TIME_WAIT is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def first_free(port: int, address: str) -> int:
    """This port, or the next free one of the fifty above it."""
    for candidate in range(port, port + 50):
        if is_free(candidate, address):
            return candidate
    raise StackError(f"No free port from {port} to {port + 49}. Set COURTFLOW_PORT to a free one.")
