"""How a Django form field looks on a page: Tabler's classes by kind of widget, and whether it takes the full width."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

EMPTY_LABEL = "---------"  # Django's own
CHOOSE = "请选择"
LINE = 7  # as many inputs as fit beside each other


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


def assume_nothing(bound: BoundField) -> None:
    """A list of choices begins with “请选择”, so that the first of them is not taken for an answer."""
    field, widget = bound.field, bound.field.widget
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == EMPTY_LABEL:
            field.empty_label = CHOOSE
    elif (
        isinstance(field, forms.ChoiceField) and isinstance(widget, forms.Select) and not widget.allow_multiple_selected
    ):
        choices = list(widget.choices)
        if field.required and choices and choices[0][0] not in ("", None):
            widget.choices = [("", CHOOSE), *choices]


def attributes(bound: BoundField, shape: Shape) -> dict[str, Any]:
    """Attributes for `BoundField.as_widget`; Django itself adds aria-describedby and aria-invalid."""
    css = f"{shape.css} is-invalid" if bound.errors and shape.css else shape.css
    found: dict[str, Any] = {"class": css} if css else {}
    if isinstance(bound.field, forms.DecimalField):
        found["inputmode"] = "decimal"
    return found


@dataclass(frozen=True)
class Block:
    """Fields of a row that belong together; a folded one opens when something in it is filled or wrong."""

    legend: str
    fields: list[BoundField]
    folded: bool

    @property
    def open(self) -> bool:
        return not self.folded or any(bound.errors or bound.value() for bound in self.fields)


def blocks_of(row: forms.Form) -> list[Block]:
    """The blocks that the row's form declares (`blocks`), or one with all its fields."""
    declared: dict[str, Any] = getattr(row, "blocks", {"": [bound.name for bound in row.visible_fields()]})
    return [
        Block(legend.removeprefix("+"), [row[name] for name in names], legend.startswith("+"))
        for legend, names in declared.items()
    ]


def in_blocks(row: forms.Form) -> bool:
    """Whether a row has too many fields for a line of a table."""
    return hasattr(row, "blocks") or len(row.visible_fields()) > LINE
