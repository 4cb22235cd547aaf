"""A new wording before it is stored: against the text that it replaces, and on a paper of a real case.

Whoever words the papers administers the system and may not read cases (三员分立): the specimen is a real paper with
every name, number and address hidden. Nothing of a preview is stored.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from difflib import SequenceMatcher
from typing import Any

from django.db.models import QuerySet

from . import masking, standard
from .kinds import KINDS
from .models import Document, Wording
from .placeholders import fill
from .press import render
from .rendering import Rendered
from .verification import masked_name
from .wording import in_force


@dataclass(frozen=True)
class Change:
    """A run of characters: "same", "old" (goes) or "new" (comes)."""

    what: str
    text: str


def replaced(wording: Wording) -> tuple[str, str]:
    """(text, where it comes from) that holds until the day on which `wording` begins."""
    found = in_force(wording.court, wording.kind, wording.valid_from - timedelta(days=1)).get(wording.slot)
    if found:
        return found.text, f"{found.court}第{found.version}版（{found.valid_from:%Y-%m-%d}起）"
    return standard.plain(KINDS[wording.kind], wording.slot), "通用文字"


def changes(old: str, new: str) -> Iterator[Change]:
    """What goes and what comes, character by character."""
    old, new = ("\n".join(text.splitlines()) for text in (old, new))
    for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield Change("same", old[i:j])
            continue
        if i < j:
            yield Change("old", old[i:j])
        if k < m:
            yield Change("new", new[k:m])


def specimens(wording: Wording, courts: QuerySet[Any]) -> QuerySet[Document]:
    """Papers that could bear the text, newest first: of its kind, in its court and those below, among `courts`."""
    rows = Document.objects.filter(
        kind=wording.kind, court__lineage__contains=[wording.court_id], court__in=courts
    ).exclude(state=Document.State.FAILED)
    return rows.defer("pdf").order_by("-id")


def sample(wording: Wording, document: Document) -> Rendered:
    """The paper with the new text, marked 草稿. Raises Unprintable."""
    facts = veiled(document)
    values = {
        "院名": facts["court"]["name"], "部门": facts["unit"]["name"], "电话": facts["unit"].get("phone", ""),
        "地址": facts["unit"].get("address", ""), "案号": facts["proceeding_number"] or facts["case_number"],
    }  # fmt: skip
    text = {"text": fill(wording.text, values), "version": 0}
    facts["wording"] = dict(facts["wording"]) | {wording.slot: text}
    return render(KINDS[wording.kind].template, facts, draft=True)


def veiled(document: Document) -> dict[str, Any]:
    """The frozen facts without anything by which somebody could be known."""
    parties = document.case.parties.all()
    names = {party.name: masked_name(party.name, party.kind == party.Kind.NATURAL) for party in parties}
    hidden = [party.identifier for party in parties] + [
        line.text for party in parties.prefetch_related("addresses") for line in party.addresses.all()
    ]
    also = [*names.items(), *((text, "＊＊＊＊") for text in hidden if text)]
    return masking.mask(document.snapshot, also=also).snapshot | {"marks": []}
