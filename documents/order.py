"""Ordering a paper: inside perform()'s transaction, facts are frozen into rows; nothing is rendered here.

A paper that cannot be made never stops the act: its row stands with the reason, on the case page, until somebody
completes the facts and has it drafted again.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from courtflow.cases.models import Party

from . import approval, unmade, verification
from .addressing import Addressee, Everyone
from .drafting import Draft
from .envelope import envelope
from .kinds import KINDS, Kind
from .models import Document, Recipient
from .numbering import next_number
from .snapshots import snapshot_hash


def order(slug: str, proceeding: Any, event: Any, at: datetime, by: Any) -> list[Document]:
    """One row for every addressee of the kind. The case must be locked: serials are gap-free."""
    kind = KINDS[slug]
    draft = Draft(proceeding, event, at)
    made = [_order_copy(kind, draft, to, by) for to in kind.addressees(draft)]
    approval.ask(kind, proceeding, event, made)
    if any(document.failed for document in made) or unmade.asked(proceeding, slug):
        unmade.settle(proceeding, slug, event)
    return made


def _order_copy(kind: Kind, draft: Draft, to: Addressee, by: Any) -> Document:
    draft = addressed(draft, to)
    number, serial = next_number(kind, draft)
    code = verification.new_code()
    snapshot = freeze(kind, draft, number, code)
    problems = kind.problems(snapshot)
    signature = approval.with_the_order(kind, draft, by)
    document = Document.objects.create(
        court=draft.court,
        case_id=draft.case.pk,
        proceeding_id=draft.proceeding.pk,
        addressee=draft.addressee,
        receiver=draft.receiver,
        ordered_by=draft.event,
        kind=kind.slug,
        title=kind.title,
        serial=serial,
        number=number,
        snapshot=snapshot,
        snapshot_hash=snapshot_hash(snapshot),
        error="；".join(problems),
        verification_code=code,
        ordered_at=draft.at,
        sealing=Document.Sealing.BY_HAND if kind.sealed else Document.Sealing.NONE,
        **(approval.failed() if problems else signature),
    )
    Recipient.objects.bulk_create(_recipients(document, to))
    return document


def addressed(draft: Draft, to: Addressee) -> Draft:
    """The draft of one copy; what was already read for the others is not read again."""
    if isinstance(to, Party):
        copy = replace(draft, addressee=to)
    else:
        copy = replace(draft, receiver=to if isinstance(to, str) else "")
    copy.__dict__.update({name: value for name, value in draft.__dict__.items() if name not in copy.__dict__})
    return copy


def _recipients(document: Document, to: Addressee) -> Sequence[Recipient]:
    if isinstance(to, str):
        return [Recipient(document=document, name=to)]
    parties = to.parties if isinstance(to, Everyone) else (to,)
    return [Recipient(document=document, party=party, name=party.name) for party in parties]


def freeze(kind: Kind, draft: Draft, number: str, code: str) -> dict[str, Any]:
    """The whole snapshot of one copy: the common envelope and the kind's own facts."""
    return envelope(kind, draft, number, code) | dict(kind.facts(draft))
