"""People of 山阳, at whose counter most of these stories begin."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from courtflow.accounts.models import Court


@pytest.fixture
def people(shanyang: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(shanyang)
