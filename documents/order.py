"""Ordering a paper: inside perform()'s transaction, facts are frozen into pending rows; nothing is rendered here.

A paper that cannot be made never stops the act: its row stands with the reason, on the case page, until somebody
completes the facts and has it drafted again.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from courtflow.flow.facts import canonical

from . import verification
from .drafting import Draft, court_facts, person_facts, unit_facts
from .kinds import KINDS, Kind
from .models import Document
from .wording import frozen

HOURS = "工作日办公时间"


def order(slug: str, proceeding: Any, event: Any, at: datetime, by: Any) -> list[Document]:
    """One pending paper for every addressee of the kind. The case must be locked: serials are gap-free."""
    kind = KINDS[slug]
    draft = Draft(proceeding, event, at)
    return [_order_copy(kind, replace(draft, addressee=party)) for party in kind.addressees(draft)]


def _order_copy(kind: Kind, draft: Draft) -> Document:
    series = f"{draft.proceeding.number or trial_number(draft)}{kind.number_word}字第"
    serial = Document.objects.filter(number__startswith=series).count() + 1
    code, number = verification.new_code(), f"{series}{serial}号"
    snapshot = freeze(kind, draft, number, code)
    problems = kind.missing(snapshot)
    return Document.objects.create(
        court=draft.court,
        case_id=draft.case.pk,
        proceeding_id=draft.proceeding.pk,
        addressee=draft.addressee,
        ordered_by=draft.event,
        kind=kind.slug,
        title=kind.title,
        serial=serial,
        number=number,
        snapshot=snapshot,
        snapshot_hash=snapshot_hash(snapshot),
        state=Document.State.FAILED if problems else Document.State.PENDING,
        error="；".join(problems),
        verification_code=code,
        ordered_at=draft.at,
    )


def freeze(kind: Kind, draft: Draft, number: str, code: str) -> dict[str, Any]:
    """The whole snapshot of one copy: the common envelope and the kind's own facts."""
    unit = unit_facts(draft, HOURS)
    values = {
        "院名": draft.court.name,
        "部门": unit["name"],
        "电话": unit["phone"],
        "地址": unit["address"],
        "案号": draft.proceeding.number or trial_number(draft),
    }
    role = "义务人" if draft.addressee in draft.debtors else ""
    envelope = {
        "kind": kind.slug,
        "title": kind.title,
        "number": number,
        "date": draft.on.isoformat(),
        "court": court_facts(draft.court),
        "unit": unit,
        "addressee": person_facts(draft.addressee, role) if draft.addressee else None,
        "case_number": trial_number(draft),
        "proceeding_number": draft.proceeding.number or "",
        "proceeding_kind": draft.proceeding.title,
        "cause": draft.case.cause,
        "verification_code": code,
        "verification_url": verification.url(code),
        "verification_site": verification.site(),
        "wording": frozen(draft.court, kind.slug, draft.on, values),
    }
    return envelope | dict(kind.facts(draft))


def trial_number(draft: Draft) -> str:
    """The number of the trial that the paper goes back to; a matter without one (an award) has its instrument's."""
    numbered = draft.case.proceedings.filter(kind="trial").exclude(number=None).order_by("opened_at").first()
    if numbered:
        return numbered.number
    return draft.instrument.number if draft.instrument else draft.proceeding.number or ""


def snapshot_hash(snapshot: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(snapshot).encode()).hexdigest()
