"""What README.md generates or quotes is what the code says today."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path
from textwrap import dedent

import pytest
from django.conf import settings
from django.core.management import call_command

from courtflow.flow import registry

ROOT = Path(settings.BASE_DIR)
README = (ROOT / "README.md").read_text(encoding="utf-8")
QUOTES = re.findall(r"```python\n# (\S+)\n(.*?)```", README, re.DOTALL)


def test_the_life_of_a_case_is_the_output_of_its_command() -> None:
    found = re.search(r"<!-- manage.py (lifecycle .*?) -->\n(.*?)\n<!-- end -->", README, re.DOTALL)
    assert found, "README.md names no command for the life of a case"
    command, table = found.groups()
    output = StringIO()
    call_command(*command.split(), stdout=output)
    assert table == output.getvalue().rstrip("\n"), f"run: manage.py {command}"
    assert {kind for kind in command.split() if kind in registry.PROCEEDINGS} == set(registry.PROCEEDINGS)


@pytest.mark.parametrize(("path", "quoted"), QUOTES, ids=[path for path, _ in QUOTES])
def test_the_code_it_shows_is_the_code(path: str, quoted: str) -> None:
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
    wanted = quoted.rstrip().splitlines()
    windows = (lines[start : start + len(wanted)] for start in range(len(lines)))
    assert any(dedent("\n".join(window)).splitlines() == wanted for window in windows), (
        f"README.md quotes {path} wrongly"
    )


def test_the_pictures_are_there() -> None:
    for picture in re.findall(r"!\[[^]]*\]\(([^)]+)\)", README):
        assert (ROOT / picture).read_bytes().startswith(b"\x89PNG")
