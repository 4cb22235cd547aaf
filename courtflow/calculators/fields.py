"""What people and programs write: dates, moments, sums, rates, and rows as one text (`2024-08-01:public_notice`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError

from courtflow.flow import facts
from courtflow.law.numerals import parse_chinese_date
from courtflow.law.periods import SHANGHAI

D = TypeVar("D", bound=date)

# Outside these years neither the statutes nor the calendar exist; the longest period added still is a date.
FIRST_YEAR, LAST_YEAR = 1950, 2150
# Other words for the two ends of a stretch and for a day, as programs write them.
ALIASES = {"from": "first", "start": "first", "to": "last", "end": "last", "date": "on", "day": "on", "due_on": "on"}


def within_reach(day: D) -> D:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(f"日期应在{FIRST_YEAR}年至{LAST_YEAR}年之间")
    return day


def say_plainly(form: forms.Form) -> None:
    """Faults in the words of this house, and which choices there are."""
    for field in form.fields.values():
        field.error_messages["required"] = "请填写"
        if words := choices_of(field):
            field.error_messages["invalid_choice"] = f"没有“%(value)s”这一种，可以是：{'、'.join(words)}"
        if isinstance(field, forms.IntegerField) and not isinstance(field, forms.DecimalField):
            field.error_messages["invalid"] = "请填写整数"


def choices_of(field: forms.Field) -> list[str]:
    """The words that a closed input takes; none for any other."""
    return [str(value) for value, _ in getattr(field, "choices", ()) if value != ""]


class Row(forms.Form):
    """One row; its faults are told with its number."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_plainly(self)


class Day(facts.Day):
    """A calendar day within the years that the calculators know, also as documents write it (二〇二四年十月十日)."""

    def to_python(self, value: Any) -> Any:
        try:
            return parse_chinese_date(value) if isinstance(value, str) else super().to_python(value)
        except ValueError:
            return super().to_python(value)

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        return within_reach(day) if day else day


class Start(forms.CharField):
    """A day, or a moment (2024-09-30T09:20) in Shanghai time unless it names its own offset."""

    default_error_messages = {
        "invalid": "日期不存在或格式不对，请按 2024-09-02 的格式填写，时刻按 2024-09-30T09:20 的格式填写"
    }
    widget = forms.TextInput(attrs={"placeholder": "2024-09-02 或 2024-09-30T09:20"})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return within_reach(self._read(text.strip())) if text else None

    def _read(self, text: str) -> date | datetime:
        try:
            return Day().to_python(text)
        except ValidationError:
            pass
        try:
            moment = datetime.fromisoformat(text) if text[4:5] == "-" and len(text) > len("2024-09-30") else None
        except ValueError:
            moment = None
        if moment is None:
            raise ValidationError(self.error_messages["invalid"])
        return moment.replace(tzinfo=SHANGHAI) if moment.tzinfo is None else moment.astimezone(SHANGHAI)


class Sum(facts.Money):
    """Yuan, nothing included."""

    default_error_messages = {
        "min_value": "金额不能为负数",
        "max_digits": "金额过大，请核对",
        "max_whole_digits": "金额过大，请核对",
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=Decimal(0), **kwargs)


class DailyRate(forms.CharField):
    """Interest per day: 0.0005, 0.05%, or a yearly rate over the days of its year, 6%/365."""

    default_error_messages = {"invalid": "利率应写作日利率 0.0005、0.05%，或者年利率除以天数 6%/365"}

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return self._read(str(text).strip()) if text else None

    def _read(self, text: str) -> Decimal:
        figure, slash, days = text.partition("/")
        percent = figure.endswith("%")
        try:
            rate = Decimal(figure.removesuffix("%")) / (100 if percent else 1)
            rate = rate / int(days) if slash else rate
        except (ArithmeticError, ValueError):
            raise ValidationError(self.error_messages["invalid"]) from None
        if not rate.is_finite() or not 0 <= rate < 1 or days not in ("", "360", "365", "366"):
            raise ValidationError(self.error_messages["invalid"])
        return rate


class RowsWidget(facts.RowsWidget):
    """Also reads repeated texts: `?served=2024-08-28&served=2024-09-02:post`."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        if name not in data:
            return super().value_from_datadict(data, files, name)
        given = data.getlist(name) if hasattr(data, "getlist") else data[name]
        return rows_of(given, tuple(self.row_form.base_fields))


class Rows(facts.RowsField):
    """Rows given as a form's table, as JSON objects or lists, or as texts with colons in the order of the fields."""

    def __init__(self, row_form: type[forms.Form], *, example: str = "", **kwargs: Any) -> None:
        self.example = example  # for programs; people have a table
        super().__init__(row_form, **kwargs)
        widget = RowsWidget()
        widget.row_form, widget.is_required = row_form, self.required
        self.widget = widget


def rows_of(given: Any, names: Sequence[str]) -> Any:
    """The rows as objects where they can be read as such; anything else is left for the field to refuse."""
    if isinstance(given, (str, Mapping)):
        given = [given]
    return [_row(item, names) for item in given if item != ""] if isinstance(given, list) else given


def _row(item: Any, names: Sequence[str]) -> Any:
    if isinstance(item, str):
        item = item.split(":", len(names) - 1)
    if isinstance(item, list):
        return dict(zip(names, item, strict=False)) if len(item) <= len(names) else item
    if isinstance(item, Mapping):
        return {name if name in names else ALIASES.get(name, name): value for name, value in item.items()}
    return item
