"""What holds in a court on a day: every key with its value, since when, and from which document."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from . import keys
from .models import Policy, ProfileValue


@dataclass(frozen=True)
class Holding:
    """One key as it holds; `source` is None where the default does."""

    number: int
    name: str
    label: str
    value: str
    source: ProfileValue | None
    why: str = ""

    @property
    def since(self) -> date | None:
        return self.source.profile.effective_from if self.source else None


def in_force(policy: Policy, rule_titles: Mapping[str, str]) -> list[Holding]:
    """All keys in their order, then the deadline rules that a profile changes, by the titles of their codes."""
    found = [
        Holding(key.number, key.name, key.label, worded(policy.value(key.name)), policy.source(key.name), key.why)
        for key in keys.KEYS.values()
    ]
    return found + [
        Holding(0, row.key, rule_titles.get(code, code), worded(row.value), row)
        for code, row in sorted(policy.overrides().items())
    ]


def worded(value: Any) -> str:
    """A value in words for people who do not read JSON."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(str(item) for item in value) or "（无）"
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value) if value != "" else "（空）"
