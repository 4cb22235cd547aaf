"""First step of every `make` command: the virtual environment, the locked packages, the system's libraries.

Standard library only and readable by an old interpreter, because it runs before anything is installed.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST_PYTHON = (3, 11)
RUNTIME_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
# WeasyPrint cannot work without the first two; without the third one notice takes seconds.
PANGO = {"libpango-1.0.so.0": "libpango-1.0-0", "libpangoft2-1.0.so.0": "libpangoft2-1.0-0"}
SUBSETTER = {"libharfbuzz-subset.so.0": "libharfbuzz-subset0"}
ON_CI = os.environ.get("CI", "").lower() in ("1", "true")
BEAT = 2  # seconds between signs of life of a long step


class SetupError(Exception):
    """A set-up step failed; the text says what to do."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--dev", action="store_true", help="also install what tests and checks need")
    options.add_argument("--browser", action="store_true", help="also see to Debian's chromium")
    wanted = options.parse_args()
    try:
        check_python()
        ensure_environment()
        install(DEV_LOCK if wanted.dev else RUNTIME_LOCK)
        ensure_libraries()
        if wanted.browser:
            ensure_browser()
    except SetupError as error:
        sys.exit(f"courtflow set-up: {error}")
    except KeyboardInterrupt:
        sys.exit("\ncourtflow set-up: interrupted; run the same command again to go on")


def check_python() -> None:
    if sys.version_info < OLDEST_PYTHON:
        have = ".".join(map(str, sys.version_info[:3]))
        raise SetupError(f"Python 3.11 or newer is needed, this is {have}. Run `make … PYTHON=/path/to/python3.11`.")


# --- virtual environment and packages


def ensure_environment() -> None:
    """Make .venv, or make it anew where its interpreter or its pip no longer answers."""
    if PYTHON.exists() and answers([str(PYTHON), "-m", "pip", "--version"]):
        return
    if importlib.util.find_spec("ensurepip") is None:
        apt_install([debian_venv_package()], "Python's venv module")
    run([sys.executable, "-m", "venv", "--clear", str(VENV)], "making the virtual environment .venv")


def debian_venv_package() -> str:
    return f"python3.{sys.version_info[1]}-venv"


def install(lock: Path) -> None:
    """Install the lock unless exactly this lock is installed already."""
    if stamp(lock).exists() and stamp(lock).read_text() == fingerprint(lock):
        return
    environment = {**os.environ, "PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    count = sum("==" in line for each in parts(lock) for line in each.read_text().splitlines())
    pip = [str(PYTHON), "-m", "pip"]
    advice = "pip needs a package index: check the network, or PIP_INDEX_URL / pip.conf for the court's mirror."
    run([*pip, "install", "--no-deps", "-r", str(lock)], f"installing {count} packages", advice, environment)
    disagree = "The lock files contradict each other; see pyproject.toml."
    run([*pip, "check"], "checking that the packages agree", disagree, environment)
    for each in parts(lock):
        stamp(each).write_text(fingerprint(each))


def parts(lock: Path) -> list[Path]:
    return [RUNTIME_LOCK] if lock == RUNTIME_LOCK else [RUNTIME_LOCK, lock]


def stamp(lock: Path) -> Path:
    return VENV / (lock.name + ".installed")


def fingerprint(lock: Path) -> str:
    return hashlib.sha256(b"".join(each.read_bytes() for each in parts(lock))).hexdigest()


# --- the system's libraries and browser


def ensure_libraries() -> None:
    missing = absent({**PANGO, **SUBSETTER})
    if not missing:
        return
    try:
        apt_install(missing, "the libraries that render notices")
    except SetupError as error:
        if ON_CI or absent(PANGO):
            raise
        say(f"warning: notices will take seconds each, not a tenth of one. {error}")


def absent(libraries: dict[str, str]) -> list[str]:
    return [package for name, package in libraries.items() if not loadable(name)]


def loadable(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def ensure_browser() -> None:
    if shutil.which("chromium"):
        return
    try:
        apt_install(["chromium"], "the browser for browser tests")
    except SetupError as error:
        if ON_CI:
            raise
        say(f"warning: browser tests will be skipped. {error}")


def apt_install(packages: list[str], purpose: str) -> None:
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    by_hand = "As root, run: apt-get update && {}".format(" ".join(command))
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise SetupError("{} missing ({}). {}".format(purpose, ", ".join(packages), by_hand))
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update"], "refreshing the list of Debian packages", by_hand, environment)
    run(command, "installing {}: {}".format(purpose, " ".join(packages)), by_hand, environment)


# --- running and showing


def answers(command: list[str]) -> bool:
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0


def run(command: list[str], purpose: str, advice: str = "", environment: dict[str, str] | None = None) -> None:
    """Run one long step, show that it lives, and on failure its last words and what to do."""
    started = time.monotonic()
    say(f"{purpose} …")
    with tempfile.TemporaryFile("a+", errors="replace") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=environment)
        while not ended(process, BEAT):
            say(f"  {time.monotonic() - started:.0f} s {last_words(output, 1).strip()[:100]}")
        if process.returncode:
            raise SetupError(f"{purpose} failed. {advice}\n{last_words(output, 15)}")


def ended(process: subprocess.Popen[bytes], seconds: float) -> bool:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def last_words(output: IO[str], lines: int) -> str:
    output.seek(0)
    return "\n".join(output.read().splitlines()[-lines:])


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    main()
