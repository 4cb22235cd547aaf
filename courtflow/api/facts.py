"""JSON facts of an act before its form reads them: the form itself was made for text and trusts its types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms

from courtflow.flow.facts import RowsField, YesNo
from courtflow.flow.refusals import InvalidFacts

_DECIMALS = (forms.DecimalField, forms.FloatField)
_NUMBERS = (*_DECIMALS, forms.IntegerField, forms.ModelChoiceField)
_LISTS = (forms.MultipleChoiceField, forms.ModelMultipleChoiceField)


def check_types(form: forms.Form | None, facts: Any) -> None:
    """InvalidFacts when the content is no object, names unknown facts or gives them in a wrong JSON type."""
    if not isinstance(facts, Mapping):
        raise InvalidFacts({"": ["内容须为一个 JSON 对象，各项事实为其成员"]})
    fields = form.fields if form is not None else {}
    errors = dict(_faults(fields, facts))
    if errors:
        raise InvalidFacts(errors)


def _faults(fields: Mapping[str, forms.Field], facts: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for name, value in facts.items():
        if name not in fields:
            yield name, ["没有这一项，请对照 acts 中的 schema"]
        elif value is not None and (fault := _fault(fields[name], value)):
            yield name, [fault]


def _fault(field: forms.Field, value: Any) -> str:
    if isinstance(field, RowsField):
        return _rows_fault(field, value)
    if isinstance(field, _LISTS):
        fits = isinstance(value, list) and all(_is_scalar(item) for item in value)
        return "" if fits else "须为列表，每项为文字或编号"
    if isinstance(field, (YesNo, forms.BooleanField, forms.NullBooleanField)):
        return "" if isinstance(value, bool) else "须为 true 或 false"
    if isinstance(field, _NUMBERS):
        fits = _is_scalar(value) or (isinstance(field, _DECIMALS) and isinstance(value, Decimal))
        return "" if fits else "须为数字"
    return "" if isinstance(value, str) else "须为文字（JSON 字符串）"


def _is_scalar(value: Any) -> bool:
    """Text or a whole number; true and false are numbers to Python only."""
    return isinstance(value, (str, int)) and not isinstance(value, bool)


def _rows_fault(field: RowsField, value: Any) -> str:
    if not isinstance(value, list) or any(not isinstance(row, Mapping) for row in value):
        return "须为列表，每项为一个对象"
    fields = field.row_form.base_fields
    for number, row in enumerate(value[: field.max_rows], start=1):
        for name, faults in _faults(fields, row):
            return f"第{number}项的 {name}：{faults[0]}"
    return ""
