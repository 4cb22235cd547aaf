"""The parts of a case's page that are about its files."""

from typing import Any

from django import template

from documents import material_views, materials
from documents.forms import MaterialForm

register = template.Library()


@register.inclusion_tag("documents/pages/material_card.html", takes_context=True)
def case_materials(context: dict[str, Any], case: Any) -> dict[str, Any]:
    """What was handed in, and the form for more."""
    user = context["request"].user
    return {
        "case": case, "rows": material_views.rows_of(case, user), "csrf_token": context.get("csrf_token"),
        "form": MaterialForm(case=case), "may_file": materials.may_file(user, case),
    }  # fmt: skip
