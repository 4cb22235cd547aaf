"""Set-up: everything pinned, nothing done twice, every failure says what to do."""

import re
import subprocess
import sys
import tomllib

import pytest

from courtflow.stack import bootstrap
from courtflow.stack.services import ROOT


def pinned(lock: str) -> set[str]:
    lines = (ROOT / lock).read_text().splitlines()
    assert all(re.fullmatch(r"#.*|-r \S+|[\w.-]+==[\w.]+(; python_full_version < \S+)?", line) for line in lines)
    return {normal(line.partition("==")[0]) for line in lines if "==" in line}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def named(requirements: list[str]) -> set[str]:
    return {normal(re.match(r"[\w.-]+", requirement)[0]) for requirement in requirements}  # type: ignore[index]


def test_every_direct_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert named(project["project"]["dependencies"]) <= pinned("requirements.lock")
    assert named(project["dependency-groups"]["dev"]) <= pinned("requirements-dev.lock")


def test_psycopg_3_stays_out_because_django_would_prefer_it() -> None:
    assert "psycopg" not in pinned("requirements.lock") | pinned("requirements-dev.lock")


def test_a_second_set_up_does_nothing_and_says_nothing() -> None:
    command = [sys.executable, "courtflow/stack/bootstrap.py", "--dev"]
    first, again = (subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True) for _ in range(2))
    assert first.stderr == again.stderr == again.stdout == ""


def test_an_old_python_is_told_which_one_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(bootstrap.SetupError, match=r"3\.11 or newer is needed, this is 3\.9\.2"):
        bootstrap.check_python()


def test_without_root_the_exact_command_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(bootstrap, "PANGO", {"libpango-absent.so.9": "libpango-1.0-0"})
    with pytest.raises(bootstrap.SetupError) as refused:
        bootstrap.ensure_libraries()
    assert "As root, run: apt-get update && apt-get install -y --no-install-recommends libpango-1.0-0" in str(
        refused.value
    )


def test_a_missing_subsetter_alone_only_warns(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(bootstrap, "ON_CI", False)
    monkeypatch.setattr(bootstrap, "SUBSETTER", {"libharfbuzz-absent.so.9": "libharfbuzz-subset0"})
    bootstrap.ensure_libraries()
    assert "libharfbuzz-subset0" in capsys.readouterr().out


def test_a_failed_step_shows_its_last_words_and_the_advice() -> None:
    program = [sys.executable, "-c", "print('no matching distribution'); raise SystemExit(1)"]
    with pytest.raises(bootstrap.SetupError, match="check the network") as failed:
        bootstrap.run(program, "installing", "check the network")
    assert "no matching distribution" in str(failed.value)
