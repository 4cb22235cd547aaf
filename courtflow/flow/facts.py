"""Facts of an act: one Django form per act, read from a browser's POST or from JSON, described as JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet

from .characters import Printable


class Facts(Printable):
    """Base of every act's facts. `proceeding` and `day` (of the act) are at hand for choices and checks."""

    error_css_class = "is-invalid"

    def __init__(self, *args: Any, proceeding: Any = None, day: date | None = None, **kwargs: Any) -> None:
        self.proceeding = proceeding
        self.day = day
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = "请选择" if isinstance(field, forms.ChoiceField) else "请填写"
        if proceeding is not None:
            self.prepare(proceeding)

    def prepare(self, proceeding: Any) -> None:
        """Hook: narrow choices to what belongs to this proceeding."""

    def names(self) -> Iterator[str]:
        """Those that the form brings and those of the case."""
        yield from super().names()
        case = getattr(self.proceeding, "case", None)
        if case is not None:
            for names in case.parties.values_list("name", "legal_representative"):
                yield from names


class Money(forms.DecimalField):
    """Yuan with at most two decimals, positive."""

    default_error_messages = {
        "invalid": "请填写金额，例如 12000 或 12000.50",
        "max_decimal_places": "金额最多精确到分（两位小数），请更正",
        "min_value": "金额必须大于零",
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", Decimal("0.01"))
        super().__init__(max_digits=16, decimal_places=2, **kwargs)


class Day(forms.DateField):
    """A calendar day, ISO (2024-10-10) or 2024年10月10日; `past` refuses days after the act."""

    default_error_messages = {"invalid": "日期不存在或格式不对，请按 2024-10-10 的格式填写"}
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, *, past: bool = False, **kwargs: Any) -> None:
        self.past = past
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%Y年%m月%d日", "%Y/%m/%d"])
        super().__init__(**kwargs)


class Moment(forms.DateTimeField):
    """A moment in Shanghai time (2024-09-30T09:20)."""

    default_error_messages = {"invalid": "时间不存在或格式不对，请按 2024-10-10 09:30 的格式填写"}
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class Text(forms.CharField):
    """Free text of several lines."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 4000)
        super().__init__(**kwargs)


class Confirm(forms.BooleanField):
    """A statement that must be ticked; the label is the statement."""

    default_error_messages = {"required": "须逐项确认后方可办理"}


class YesNo(forms.TypedChoiceField):
    """是 or 否, never assumed."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("choices", [("yes", "是"), ("no", "否")])
        kwargs.setdefault("coerce", lambda value: value == "yes")
        kwargs.setdefault("empty_value", None)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, bool):
            value = "yes" if value else "no"
        return super().to_python(value)


class RowsWidget(forms.Widget):
    """Rows of sub-forms: POST names `<name>-<i>-<sub>`; JSON gives a list of objects."""

    template_name = "components/rows.html"
    row_form: type[forms.Form]

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[dict[str, Any]] | None:
        if name in data:
            return data[name]
        try:
            total = min(int(data.get(f"{name}-TOTAL", 0)), 500)
        except (TypeError, ValueError):
            total = 0
        rows = [self._row(data, files, f"{name}-{i}") for i in range(total)]
        return [row for row in rows if any(value not in (None, "", [], False) for value in row.values())]

    def _row(self, data: Mapping[str, Any], files: Any, prefix: str) -> dict[str, Any]:
        fields = self.row_form.base_fields
        return {sub: field.widget.value_from_datadict(data, files, f"{prefix}-{sub}") for sub, field in fields.items()}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and f"{name}-TOTAL" not in data

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows = [row for row in value or [] if isinstance(row, Mapping)]
        checked = value is not None and getattr(self, "show_errors", False)
        context["widget"].update(
            rows=[_filled(self.row_form, row, f"{name}-{i}", checked) for i, row in enumerate(rows)]
            or [self.row_form(prefix=f"{name}-0")],
            empty_form=self.row_form(prefix=f"{name}-__i__"),
            total=max(len(rows), 1),
        )
        return context


def _filled(row_form: type[forms.Form], row: Mapping[str, Any], prefix: str, checked: bool) -> forms.Form:
    if checked:
        return row_form({f"{prefix}-{key}": value for key, value in row.items()}, prefix=prefix)
    return row_form(initial=dict(row), prefix=prefix)


class RowsField(forms.Field):
    """A list of rows, each cleaned by `row_form`; gives a list of dicts. Errors name the row."""

    def __init__(self, row_form: type[forms.Form], *, min_rows: int = 0, max_rows: int = 200, **kwargs: Any) -> None:
        self.row_form, self.min_rows, self.max_rows = row_form, min_rows, max_rows
        kwargs.setdefault("required", min_rows > 0)
        super().__init__(widget=RowsWidget(), **kwargs)
        self.widget.row_form = row_form

    def __deepcopy__(self, memo: Any) -> RowsField:
        result = super().__deepcopy__(memo)
        result.widget.row_form = self.row_form
        return result

    def clean(self, value: Any) -> list[dict[str, Any]]:
        rows = value or []
        if not isinstance(rows, list) or any(not isinstance(row, Mapping) for row in rows):
            raise ValidationError("须为列表，每项为一个对象")
        if len(rows) < self.min_rows:
            raise ValidationError(f"至少填写{self.min_rows}项")
        if len(rows) > self.max_rows:
            raise ValidationError(f"一次最多填写{self.max_rows}项，请分次办理")
        cleaned, errors = [], []
        for number, row in enumerate(rows, start=1):
            form = self.row_form(dict(row))
            if form.is_valid():
                cleaned.append(form.cleaned_data)
            else:
                errors += _row_errors(form, number)
        if errors:
            self.widget.show_errors = True
            raise ValidationError(errors)
        return cleaned


def _row_errors(form: forms.Form, number: int) -> list[str]:
    messages = []
    for name, faults in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        messages += [f"第{number}项{f'“{label}”' if label else ''}：{fault}" for fault in faults]
    return messages


def bind(form_class: type[Facts] | None, raw: Any, *, proceeding: Any, day: date) -> Facts | None:
    """The bound form of an act's facts, from a QueryDict or a plain mapping."""
    return None if form_class is None else form_class(raw or {}, proceeding=proceeding, day=day)


def check_days(form: Facts) -> None:
    """Refuse days after the act in fields declared `past=True`: nobody records what has not happened."""
    for name, field in form.fields.items():
        value = form.cleaned_data.get(name)
        if isinstance(field, Day) and field.past and value and form.day and value > form.day:
            form.add_error(name, f"{field.label or name}不能晚于{form.day:%Y-%m-%d}（办理当日），请核对")


def to_json(value: Any) -> Any:
    """Facts as JSON for the history: model rows as id and text, money and days as strings."""
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, QuerySet)):
        return [to_json(item) for item in value]
    if isinstance(value, Model):
        return {"id": value.pk, "text": str(value)}
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value


def canonical(value: Any) -> str:
    """The one text of a JSON value that hashes are taken of."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


_TYPES: tuple[tuple[type[forms.Field], dict[str, Any]], ...] = (
    (YesNo, {"type": "boolean"}),
    (forms.BooleanField, {"type": "boolean"}),
    (forms.DecimalField, {"type": "string", "format": "decimal"}),
    (forms.IntegerField, {"type": "integer"}),
    (forms.DateTimeField, {"type": "string", "format": "date-time"}),
    (forms.DateField, {"type": "string", "format": "date"}),
)


def json_schema(form: forms.Form | None) -> dict[str, Any]:
    """JSON Schema (2020-12) of an act's facts, from the same form that the browser shows."""
    if form is None:
        return {"type": "object", "properties": {}, "additionalProperties": False}
    properties = {name: _describe(field) for name, field in form.fields.items()}
    needed = [name for name, field in form.fields.items() if field.required]
    described = {"type": "object", "properties": properties, "additionalProperties": False}
    return described | ({"required": needed} if needed else {})  # OpenAPI 3.0 knows no empty list here


def _describe(field: forms.Field) -> dict[str, Any]:
    described: dict[str, Any] = {"title": str(field.label or "")}
    if field.help_text:
        described["description"] = str(field.help_text)
    if isinstance(field, RowsField):
        return described | {"type": "array", "minItems": field.min_rows, "items": json_schema(field.row_form())}
    if isinstance(field, forms.ModelMultipleChoiceField):
        return described | {"type": "array", "items": _choice(field)}
    if isinstance(field, forms.MultipleChoiceField):
        return described | {"type": "array", "items": {"type": "string", "enum": _values(field)}}
    for kind, schema in _TYPES:
        if isinstance(field, kind):
            return described | schema
    if isinstance(field, forms.ModelChoiceField):
        return described | _choice(field)
    if isinstance(field, forms.ChoiceField):
        return described | {"type": "string", "enum": _values(field)}
    limit = getattr(field, "max_length", None)
    return described | {"type": "string"} | ({"maxLength": limit} if limit else {})


def _choice(field: Any) -> dict[str, Any]:
    options = [{"const": item.pk, "title": field.label_from_instance(item)} for item in field.queryset[:200]]
    return {"type": "integer", "oneOf": options} if options else {"type": "integer"}


def _values(field: Any) -> list[str]:
    return [str(value) for value, _ in field.choices if value not in ("", None)]
