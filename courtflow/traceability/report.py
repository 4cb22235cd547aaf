"""The report: what names each row of the catalogue, in declarations, in code and in tests."""

from __future__ import annotations

import ast
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from courtflow.flow import registry
from courtflow.flow.acts import acts_of
from courtflow.flow.rules import RULES
from courtflow.flow.worklist import TASK_KINDS

CATALOGUE = Path(__file__).parent / "data" / "catalogue.json"
SOURCES = ("courtflow", "intake", "trial", "enforcement", "preservation", "documents")
ROW_ID = re.compile(r"\b[A-E]-\d+\.\d+[a-z]?\b")


@dataclass
class Row:
    """One row of the catalogue and everything that names it."""

    id: str
    kind: str
    app: str
    phrase: str
    duty: str
    reason: str = ""
    declared: list[str] = field(default_factory=list)
    mentioned: list[str] = field(default_factory=list)
    tests: list[str] = field(default_factory=list)

    @property
    def status(self) -> str:
        """proven (a test names it), declared, mentioned, open, or policy (nothing to program)."""
        if self.kind == "policy-only":
            return "policy"
        for status in ("tests", "declared", "mentioned"):
            if getattr(self, status):
                return {"tests": "proven"}.get(status, status)
        return "open"


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Any]:
    """Rows and timers as copied from the specification."""
    return dict(json.loads(CATALOGUE.read_text(encoding="utf-8")))


def rows() -> list[Row]:
    """Every row of the catalogue with its traces."""
    declared, mentioned, tests = _declared(), _mentioned(), _tests()
    return [
        Row(
            row["id"], row["kind"], row["app"], row["phrase"], row["duty"], row.get("reason", ""),
            declared[row["id"]], mentioned[row["id"]], tests[row["id"]],
        )
        for row in catalogue()["rows"]
    ]  # fmt: skip


def unknown_ids() -> list[str]:
    """Row ids that acts or tests name and the catalogue does not know."""
    known = {row["id"] for row in catalogue()["rows"]} | {timer["id"] for timer in catalogue()["timers"]}
    named = set(_declared()) | set(_tests())
    return sorted(named - known)


def _declared() -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for kind, model in sorted(registry.PROCEEDINGS.items()):
        for act in acts_of(model).values():
            _note(found, act.spec, f"act {kind}.{act.name}")
            for guard in act.guards:
                _note(found, guard.spec, f"guard {guard.name}")
    for rule in RULES.values():
        _note(found, rule.spec, f"rule {rule.code} {rule.timer}")
    for task in TASK_KINDS.values():
        _note(found, task.spec, f"task {task.code}")
    for slug, kind in registry.document_kinds.items():
        _note(found, getattr(kind, "spec", ()), f"document {slug}")
    return found


def _note(found: defaultdict[str, list[str]], ids: Any, what: str) -> None:
    for row_id in ids:
        if what not in found[row_id]:
            found[row_id].append(what)


def _mentioned() -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in _files(SOURCES):
        for row_id in sorted(set(ROW_ID.findall(path.read_text(encoding="utf-8")))):
            found[row_id].append(str(path.relative_to(settings.BASE_DIR)))
    return found


def _files(folders: tuple[str, ...]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(Path(settings.BASE_DIR, folder).rglob("*.py"))


def _tests() -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in _files(("tests",)):
        name = str(path.relative_to(settings.BASE_DIR))
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                for row_id in _marks(node):
                    found[row_id].append(f"{name}::{node.name}")
    return found


def _marks(node: ast.FunctionDef | ast.ClassDef) -> Iterator[str]:
    """Ids in `@pytest.mark.spec(...)` decorators."""
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.spec":
            for argument in decorator.args:
                if isinstance(argument, ast.Constant):
                    yield str(argument.value)
