"""System checks: fonts, the libraries that make rendering fast, and kinds that can really be made."""

from ctypes.util import find_library
from typing import Any

from django.core import checks
from django.core.checks import CheckMessage, Error, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from . import fonts
from .kinds import KINDS


@register()
def fonts_are_there(**kwargs: Any) -> list[CheckMessage]:
    return [
        Error(
            f"font of court papers is missing: {face.path.name}", hint="Restore documents/fonts.", id="documents.E001"
        )
        for face in fonts.faces()
        if not face.path.is_file()
    ]


@register()
def subsetting_is_fast(**kwargs: Any) -> list[CheckMessage]:
    """Without it WeasyPrint falls back to fontTools: seconds instead of a tenth of a second for each page."""
    if find_library("harfbuzz-subset"):
        return []
    return [
        checks.Warning(
            "libharfbuzz-subset is not installed: every notice takes seconds instead of a tenth of a second",
            hint="apt-get install libharfbuzz-subset0",
            id="documents.W001",
        )
    ]


@register()
def every_kind_has_its_template(**kwargs: Any) -> list[CheckMessage]:
    return [
        Error(f"kind {kind.slug!r} has no template {kind.template}", id="documents.E002")
        for kind in KINDS.values()
        if not _exists(kind.template)
    ]


def _exists(template: str) -> bool:
    try:
        get_template(template)
    except TemplateDoesNotExist:
        return False
    return True
