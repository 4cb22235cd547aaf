"""System checks: fonts, the libraries that make rendering fast, and kinds that can really be made."""

from collections.abc import Iterator
from ctypes.util import find_library
from typing import Any

from django.core import checks
from django.core.checks import CheckMessage, Error, register

from courtflow.flow.acts import acts_of

from . import fonts, standard
from .catalogue import orders_of
from .kinds import KINDS, Kind


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
        Error(f"kind {kind.slug!r} has no template {name}", id="documents.E002")
        for kind in KINDS.values()
        for name in (kind.template, *(annex.template for annex in kind.annexes if annex.template))
        if not standard.exists(name)
    ]


@register()
def every_kind_is_ordered_by_an_act(**kwargs: Any) -> list[CheckMessage]:
    """A paper that nothing makes is a shell."""
    return [
        Error(f"no act orders the kind {slug!r}", hint="orders=[...] of an act, or remove it.", id="documents.E003")
        for slug in KINDS
        if not any(orders_of(slug))
    ]


@register()
def every_service_is_registered_by_an_act_that_is_there(**kwargs: Any) -> list[CheckMessage]:
    return [
        Error(f"kind {kind.slug!r}: {model.KIND!r} has no act {kind.served_by!r}", id="documents.E005")
        for kind in KINDS.values()
        for model in {model for model, _ in orders_of(kind.slug)}
        if kind.served_by and kind.served_by not in acts_of(model)
    ]


@register()
def every_slot_has_its_standard_text(**kwargs: Any) -> list[CheckMessage]:
    """What a court may reword stands in the templates, with everything that must stay in it (山阳第五条)."""
    return [
        Error(f"kind {kind.slug!r}: {fault}", id="documents.E004")
        for kind in KINDS.values()
        for fault in _slot_faults(kind)
    ]


def _slot_faults(kind: Kind) -> Iterator[str]:
    printed = dict(standard.texts(kind))
    for slot in kind.every_slot:
        if slot.slug not in printed:
            yield f"slot {slot.slug!r} is in no template"
        yield from (
            f"slot {slot.slug!r} lacks {word!r}"
            for word in slot.must_contain
            if word not in printed.get(slot.slug, word)
        )
    for slug in printed.keys() - {slot.slug for slot in kind.every_slot}:
        yield f"template has a wording {slug!r} that is not declared"
