"""Facts of past acts in words: labels of the form that asked for them, Chinese dates, masked numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django import forms

from courtflow.accounts.roles import Role
from courtflow.cases.disclosure import masked
from courtflow.flow import registry
from courtflow.flow.acts import SYSTEM, acts_of
from courtflow.flow.facts import RowsField
from courtflow.flow.models import Event
from courtflow.pages.templatetags.court import cn_date, cn_datetime, yuan

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


def described(event: Event) -> list[tuple[str, str]]:
    """(label, text) of every fact of an event."""
    fields = fields_of(event.act)
    return list(_pairs(event.facts, fields))


def fields_of(act: str) -> dict[str, forms.Field]:
    """The fields that the act "kind.name" asked for; none for events that are no acts."""
    kind, _, name = act.partition(".")
    model = registry.PROCEEDINGS.get(kind)
    declared = acts_of(model).get(name) if model else None
    return dict(declared.facts.base_fields) if declared and declared.facts else {}


def _pairs(facts: Any, fields: dict[str, forms.Field]) -> Iterator[tuple[str, str]]:
    for name, value in facts.items():
        if value not in (None, "", [], {}):
            field = fields.get(name)
            yield str(field.label if field and field.label else _OTHER.get(name, name)), text_of(value, field)


# Facts of events that no form asked for.
_OTHER = {"task": "任务编号", "to": "承办人", "note": "说明", "reason": "事由", "party": "当事人", "shown": "查看内容"}


def text_of(value: Any, field: forms.Field | None = None) -> str:
    """One fact as a person reads it; numbers that identify somebody are masked."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dict):
        inner = getattr(field, "row_form", None)
        return value["text"] if set(value) == {"id", "text"} else _row(value, inner)
    if isinstance(value, list):
        return _listed(value, field)
    if isinstance(field, forms.DecimalField):
        return f"{yuan(value)}元" if getattr(field, "decimal_places", None) == 2 else str(value)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    return str(masked(dated(str(value))))


def _listed(value: list[Any], field: forms.Field | None) -> str:
    if isinstance(field, RowsField) or any(isinstance(item, dict) and "text" not in item for item in value):
        return "\n".join(f"{number}. {text_of(item, field)}" for number, item in enumerate(value, start=1))
    return "、".join(text_of(item, field) for item in value)


def _row(row: dict[str, Any], row_form: Any) -> str:
    fields = dict(row_form.base_fields) if row_form else {}
    return "，".join(f"{label}：{text}" for label, text in _pairs(row, fields))


def dated(text: str) -> str:
    """ISO days and moments in Chinese; other text as it is."""
    if _DAY.fullmatch(text):
        return cn_date(date.fromisoformat(text))
    if _MOMENT.match(text) and len(text) > len("2024-10-08T09:05"):
        return cn_datetime(datetime.fromisoformat(text))
    return text


def role_label(role: str) -> str:
    if role in ("", SYSTEM):
        return ""
    return str(Role(role).label) if role in Role.values else "管理员"
