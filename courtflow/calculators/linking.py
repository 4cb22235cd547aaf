"""A question as a short address, and as the lines that stand above its answer on paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import forms

from courtflow.law.numerals import arabic_date

from .asking import Question
from .fields import Rows
from .periods import said


def in_full(given: Mapping[str, Any]) -> bool:
    """Whether a browser's form wrote the address, with every empty input and a name for each cell."""
    return any(name.endswith("-TOTAL") for name in given) or any(value == "" for value in given.values())


def short(question: type[Question], given: Any) -> str:
    """The same question with only what was filled in, each row as one text."""
    form = question(given)
    return urlencode([pair for name in form.fields for pair in _pairs(form, name)], safe=":,/%")


def _pairs(form: Question, name: str) -> Iterator[tuple[str, str]]:
    field = form.fields[name]
    value = field.widget.value_from_datadict(form.data, {}, name)
    if isinstance(field, Rows):
        names = list(field.row_form.base_fields)
        for row in value if isinstance(value, list) else []:
            if isinstance(row, Mapping):
                yield name, _row_text([row.get(sub) for sub in names])
    elif value not in (None, "", False):
        yield name, "1" if value is True else str(value)


def _row_text(cells: list[Any]) -> str:
    """Cells in their order; the colon that parts them is written full-width inside one."""
    texts = ["" if cell in (None, False) else "1" if cell is True else str(cell).replace(":", "：") for cell in cells]
    return ":".join(texts).rstrip(":")


def asked(form: Question) -> list[tuple[str, str]]:
    """What was asked, by the labels of the inputs, for a printed answer."""
    given = [name for name in form.fields if any(_pairs(form, name))]
    return [(str(form.fields[name].label), _said(form.fields[name], form.cleaned_data[name])) for name in given]


def _said(field: forms.Field, value: Any) -> str:
    if value in (None, "", False, []):
        return ""
    if isinstance(field, Rows):
        return "；".join("，".join(filter(None, _cells(field, row))) for row in value)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(str(value), value))  # type: ignore[arg-type]
    if isinstance(value, Decimal):
        return f"{value:,f}"
    if isinstance(value, tuple):
        return "、".join(getattr(item, "label", str(item)) for item in value)
    return "是" if value is True else said(value) if isinstance(value, date) else str(value)


def _cells(field: Rows, row: Mapping[str, Any]) -> Iterator[str]:
    for name, sub in field.row_form.base_fields.items():
        value = row.get(name)
        if isinstance(sub, forms.BooleanField):
            yield str(sub.label) if value else ""
        else:
            yield arabic_date(value) if isinstance(value, date) else _said(sub, value)
