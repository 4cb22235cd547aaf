"""A filed duty in words: the labels of its form beside what was written, tables for its rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django import forms

from courtflow.duties.models import Duty
from courtflow.duties.rules import DUTIES
from courtflow.flow.facts import RowsField


@dataclass(frozen=True)
class Line:
    """One field of the form: a text, or a table whose rows are (column, text) pairs."""

    label: str
    text: str = ""
    head: list[str] = field(default_factory=list)
    rows: list[list[tuple[str, str]]] = field(default_factory=list)


def worded(duty: Duty) -> list[Line]:
    """Empty while nothing is filed; fields that a later form no longer has are left out, the row keeps them."""
    fields = DUTIES[duty.rule].facts.base_fields
    return [_line(bound, duty.content[name]) for name, bound in fields.items() if name in duty.content]


def _line(bound: Any, value: Any) -> Line:
    label = str(bound.label)
    if isinstance(bound, RowsField):
        inner = bound.row_form.base_fields
        rows = [[(str(cell.label), _text(cell, row.get(name))) for name, cell in inner.items()] for row in value or []]
        return Line(label, head=[str(column.label) for column in inner.values()], rows=rows)
    return Line(label, _text(bound, value))


def _text(bound: Any, value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(str(item["text"]) if isinstance(item, dict) else str(item) for item in value) or "（无）"
    if isinstance(bound, forms.ChoiceField) and not isinstance(bound, forms.ModelChoiceField):
        return str(dict(bound.choices).get(value, value))  # type: ignore[arg-type]
    return "—" if value in (None, "") else str(value)
