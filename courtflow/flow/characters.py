"""Characters that no court paper can show, refused where they are typed.

What stands in an event stays there: a paper ordered with such a character could never be made. A name is taken as it
is, for people have the names they have; its paper says what is missing until the court adds a font.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms

from . import registry

# Controls, marks of direction, halves of characters: they print nothing, hide or turn round what is printed.
INVISIBLE = {"Cc", "Cf", "Cs"}
NAMED = 10


class Name(forms.CharField):
    """The name of a person, a firm or a place, with whatever characters it has."""


class Printable(forms.Form):
    """A form whose texts may stand on a court paper."""

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        for name, field in self.fields.items():
            if wrong := list(self._characters_missing(field, self.cleaned_data.get(name))):
                self.add_error(name, wrong)

    def _characters_missing(self, field: forms.Field, value: Any) -> Iterator[str]:
        for where, part, text in _texts(field, value):
            wrong = [char for char in registry.unprintable(text) if _invisible(char) or not self._named(char, part)]
            if wrong:
                yield where + refusal(wrong)

    def _named(self, char: str, field: forms.Field) -> bool:
        """Part of a name: then any text about its bearer may hold it too."""
        return isinstance(field, Name) or any(char in name for name in self.names())

    def names(self) -> Iterator[str]:
        """The names that the form itself brings."""
        for name, field in self.fields.items():
            for _, part, text in _texts(field, self.cleaned_data.get(name)):
                if isinstance(part, Name):
                    yield text


def _texts(field: forms.Field, value: Any) -> Iterator[tuple[str, forms.Field, str]]:
    """(第1项“名称”：, its field, the text) of everything written in a field or in its rows."""
    if isinstance(value, str):
        yield "", field, value
    elif isinstance(value, list) and hasattr(field, "row_form"):
        for number, row in enumerate(value, start=1):
            yield from _in_row(field.row_form, row, number)


def _in_row(row_form: Any, row: Mapping[str, Any], number: int) -> Iterator[tuple[str, forms.Field, str]]:
    for name, field in row_form.base_fields.items():
        if isinstance(row.get(name), str):
            yield f"第{number}项“{field.label}”：", field, row[name]


def refusal(wrong: list[str]) -> str:
    """What is wrong with a text, in Chinese, naming the characters."""
    listed = "、".join(_shown(char) for char in wrong[:NAMED]) + ("等" if len(wrong) > NAMED else "")
    return f"含有文书无法打印的字符：{listed}。请删去，或者改用通用规范汉字"


def _shown(char: str) -> str:
    seen = "" if unicodedata.category(char).startswith("C") else f"“{char}”"
    return f"{seen}（U+{ord(char):04X}）"


def _invisible(char: str) -> bool:
    return unicodedata.category(char) in INVISIBLE
