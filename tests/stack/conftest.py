"""A runtime directory of its own for every test."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from courtflow.stack.home import refuge_for
from tests.stack.watch import Stack


@pytest.fixture
def var() -> Iterator[Path]:
    """Reachable for every account, unlike pytest's own temporary directories."""
    path = Path(tempfile.mkdtemp(prefix="courtflow-test-"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path, ignore_errors=True)
    shutil.rmtree(refuge_for(path), ignore_errors=True)


@pytest.fixture
def stack(var: Path) -> Iterator[Stack]:
    one = Stack(var)
    yield one
    one.end()
