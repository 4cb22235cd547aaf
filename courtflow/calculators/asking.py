"""A question, its answer, and what is wrong with a question: the same for page, REST resource and command."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField

from .fields import say_plainly
from .venue import Venue

Answer = dict[str, Any]


class BadQuestion(Exception):
    """What is wrong, by the name of the input ("" where it is not one input's fault), in Chinese."""

    def __init__(self, errors: Mapping[str, list[str]]) -> None:
        super().__init__("；".join(message for messages in errors.values() for message in messages))
        self.errors = dict(errors)


class Question(forms.Form):
    """The inputs of a calculator; `aliases` are other names under which programs give them, `rare` ones are folded."""

    aliases: ClassVar[dict[str, str]] = {}
    rare: ClassVar[tuple[str, ...]] = ()
    error_css_class = "is-invalid"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_plainly(self)

    @property
    def usual_fields(self) -> list[BoundField]:
        return [bound for bound in self.visible_fields() if bound.name not in self.rare]

    @property
    def rare_fields(self) -> list[BoundField]:
        return [self[name] for name in self.rare]

    @property
    def rare_open(self) -> bool:
        """Whether something folded away is filled or wrong."""
        return any(bound.errors or bound.value() for bound in self.rare_fields)

    @classmethod
    def unknown(cls, names: Iterable[str]) -> list[str]:
        return [name for name in names if name not in cls.base_fields and name not in cls.aliases]

    @classmethod
    def renamed(cls, given: Any) -> Any:
        """The input under its own names; repeated parameters of an address stay repeated."""
        if hasattr(given, "setlist"):
            found = given.copy()
            for alias, name in cls.aliases.items():
                if alias in found:
                    found.setlist(name, found.pop(alias))
            return found
        return {cls.aliases.get(name, name): value for name, value in given.items()}


@dataclass(frozen=True)
class Calculator:
    """`answer` takes the cleaned inputs; `headline` gives what a person reads first, each with its name."""

    slug: str
    title: str
    question: type[Question]
    answer: Callable[[dict[str, Any], Venue], Answer]
    headline: Callable[[Answer], list[tuple[str, str]]]

    def ask(self, given: Any, venue: Venue) -> Answer:
        """The answer to `given` (a mapping or the parameters of an address). BadQuestion if there is none."""
        return self.reckon(self.question(self.question.renamed(given)), venue)

    def reckon(self, form: Question, venue: Venue) -> Answer:
        """The answer to a bound form, which then holds its errors too."""
        if form.is_valid():
            try:
                return self.answer(form.cleaned_data, venue)
            except ValueError as error:
                form.add_error(None, str(error))
        errors = {name: [str(fault) for fault in faults] for name, faults in form.errors.items()}
        raise BadQuestion({"" if name == "__all__" else name: faults for name, faults in errors.items()})


def plain(value: Any) -> Any:
    """An answer as JSON: days and moments of Shanghai in ISO form, sums with two places."""
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return value
