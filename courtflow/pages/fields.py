"""How a Django form field looks on a page: Tabler's classes by kind of widget, and whether it takes the full width."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField


@dataclass(frozen=True)
class Shape:
    """`kind`: line (label above), tick (label beside), group and line-group (legend above several inputs)."""

    kind: str
    css: str
    wide: bool = False
    suffix: str = ""


def shape_of(bound: BoundField) -> Shape:
    widget = bound.field.widget
    if getattr(widget, "row_form", None) is not None:
        return Shape("group", "", wide=True)
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        several = isinstance(widget, forms.CheckboxSelectMultiple)
        return Shape("group" if several else "line-group", "", wide=several)
    if isinstance(widget, forms.CheckboxInput):
        return Shape("tick", "", wide=True)
    if isinstance(widget, forms.Select):
        return Shape("line", "form-select")
    if isinstance(widget, forms.Textarea):
        return Shape("line", "form-control", wide=True)
    if isinstance(bound.field, forms.DecimalField) and bound.field.decimal_places == 2:
        return Shape("line", "form-control", suffix="元")
    return Shape("line", "form-control", wide=isinstance(widget, forms.FileInput))


def attributes(bound: BoundField, shape: Shape) -> dict[str, Any]:
    """Attributes for `BoundField.as_widget`; Django itself adds aria-describedby and aria-invalid."""
    css = f"{shape.css} is-invalid" if bound.errors and shape.css else shape.css
    found: dict[str, Any] = {"class": css} if css else {}
    if isinstance(bound.field, forms.DecimalField):
        found["inputmode"] = "decimal"
    return found
