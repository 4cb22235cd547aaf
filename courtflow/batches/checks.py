"""System check: what is declared fit for many cases at once really says the same of all of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.checks import CheckMessage, Error, register

from courtflow.flow import registry
from courtflow.flow.acts import Act, acts_of
from courtflow.flow.facts import Money, RowsField

# A row of the case, an amount, a list or a file is never the same in two cases.
PERSONAL: tuple[type[forms.Field], ...] = (forms.ModelChoiceField, Money, RowsField, forms.FileField)


@register()
def what_is_done_together_has_no_facts_of_one_case(**kwargs: Any) -> list[CheckMessage]:
    return [
        Error(f"{kind}.{act.name} cannot be done together: {why}", id="batches.E001")
        for kind, model in registry.PROCEEDINGS.items()
        for act in acts_of(model).values()
        if act.together and (why := personal(act))
    ]


def personal(act: Act) -> str:
    """Why the act belongs to one case, or an empty string."""
    if act.danger or act.opening or not act.human:
        return "an act that opens, ends or is the system's own"
    fields = act.facts.base_fields if act.facts else {}
    found = [name for name, field in fields.items() if isinstance(field, PERSONAL)]
    return f"facts {found} are of one case" if found else ""
