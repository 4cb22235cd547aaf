"""What a dossier holds now, line by line of its volume, and what is missing."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from courtflow.cases.models import Proceeding
from courtflow.flow import clock
from courtflow.flow.facts import canonical
from documents.files import shelf
from documents.files.probe import OFFICE
from documents.kinds import KINDS, Layout
from documents.models import Delivery, Document, Dossier, Material
from documents.uploads import PDF

from . import sheets
from .volumes import ORIGIN, OTHERS, SERVICE, VOLUMES, Item, Volume


@dataclass(frozen=True)
class Entry:
    """One piece: an issued paper, a handed-in file, a proof of service, or a sheet printed from the records."""

    title: str
    on: date | None
    sha256: str
    content_type: str
    source: Any = None
    sheet: sheets.Sheet | None = None
    note: str = ""

    @property
    def electronic(self) -> bool:
        """No office program turns it into pages: it is kept beside, named by its hash."""
        return self.content_type in OFFICE

    def content(self) -> bytes:
        """The file; sheets are printed by whoever binds."""
        if isinstance(self.source, Document):
            return bytes(self.source.pdf or b"")
        return shelf.get(self.sha256)


@dataclass(frozen=True)
class Line:
    """A line of the check-list with what is there."""

    item: Item
    entries: list[Entry]
    needed: bool

    @property
    def title(self) -> str:
        return self.item.title

    @property
    def missing(self) -> bool:
        return self.needed and not self.entries


@dataclass
class Contents:
    """The dossier of one proceeding as it stands, with those that were joined to it."""

    proceeding: Any
    volume: Volume
    lines: list[Line]
    joined: list["Contents"] = field(default_factory=list)
    awaited: list[str] = field(default_factory=list)

    @property
    def entries(self) -> list[Entry]:
        own = [entry for line in self.lines for entry in line.entries]
        return own + [entry for other in self.joined for entry in other.entries]

    @property
    def missing(self) -> list[str]:
        return [line.title for line in self.lines if line.missing] + self.awaited

    @property
    def shown(self) -> list[Line]:
        """Lines that hold something or should."""
        return [line for line in self.lines if line.entries or line.needed]

    @cached_property
    def fingerprint(self) -> str:
        """Changes when anything that is bound changes."""
        said = [[entry.title, entry.sha256, entry.sheet.rows if entry.sheet else []] for entry in self.entries]
        return hashlib.sha256(canonical({"pieces": said}).encode()).hexdigest()


def contents(proceeding: Any) -> Contents:
    """Of a proceeding (as its own kind) whose kind has a volume."""
    volume, family = VOLUMES[proceeding.kind], Family(proceeding)
    found: dict[str, list[Entry]] = {item.title: [] for item in volume.lines}
    for title, entry in [*_papers(family, volume), *_materials(family, volume), *_proofs(family)]:
        found[title].append(entry)
    for item in volume.lines:
        found[item.title].sort(key=lambda entry: (entry.on or date.max, entry.title))
        if item.sheet and (sheet := sheets.make(item.sheet, family.members)):
            found[item.title].append(Entry(sheet.title, None, "", PDF, sheet=sheet))
    lines = [Line(item, found[item.title], item.needed(proceeding)) for item in volume.lines]
    return Contents(proceeding, volume, lines, *_guests(family, volume))


class Family:
    """The proceedings of a case, and which of them lie in one volume."""

    def __init__(self, proceeding: Any) -> None:
        self.proceeding = proceeding
        rows = list(proceeding.case.proceedings.order_by("opened_at", "id"))
        self.all = [row for row in rows if row.kind in VOLUMES]

    @cached_property
    def members(self) -> list[int]:
        """The proceeding itself and those whose pieces lie in its lines."""
        parts = [row.pk for row in self.all if self.home(row) == self.proceeding.pk]
        return [self.proceeding.pk, *(pk for pk in parts if pk != self.proceeding.pk)]

    def home(self, row: Proceeding) -> int:
        """Whose volume holds the pieces of a proceeding: its own, or the next one's of the kind it is part of."""
        volume = VOLUMES[row.kind]
        if not volume.is_part(row):
            return row.pk
        if volume.parts[row.state] == ORIGIN:
            return row.origin_id or row.pk
        hosts = [other for other in self.all if other.kind == volume.parts[row.state]]
        later = [other for other in hosts if other.opened_at >= row.opened_at]
        return (later[0] if later else hosts[-1]).pk if hosts else row.pk

    def keeper(self, moment: Any) -> int:
        """Whose volume holds what was handed in for the whole case: the newest proceeding's of that moment."""
        before = [row for row in self.all if row.opened_at <= moment]
        return self.home(before[-1] if before else self.all[0])


def _papers(family: Family, volume: Volume) -> list[tuple[str, Entry]]:
    rows = Document.objects.filter(proceeding__in=family.members).exclude(sha256="").without_pdf()
    return [(_line_of(row, volume).title, _paper(row)) for row in rows.order_by("ordered_at", "id")]


def _paper(row: Document) -> Entry:
    note = "" if row.is_valid else row.state_label
    title = f"{row.title}　{row.number}"
    return Entry(title, clock.day_of(row.ordered_at), row.sha256, PDF, row, note=note)


def _line_of(row: Document, volume: Volume) -> Item:
    named = next((item for item in volume.items if row.kind in item.papers), None)
    ruling = row.kind in KINDS and KINDS[row.kind].layout is Layout.RULING
    rulings = next((item for item in volume.items if item.rulings), None) if ruling else None
    return named or rulings or OTHERS


def _materials(family: Family, volume: Volume) -> list[tuple[str, Entry]]:
    rows = Material.objects.filter(case_id=family.proceeding.case_id).standing().select_related("file").order_by("id")
    mine = [row for row in rows if _belongs(row, family)]
    return [(_line_for(row, volume).title, _material(row)) for row in mine]


def _belongs(row: Material, family: Family) -> bool:
    if row.proceeding_id is None:
        return family.keeper(row.uploaded_at) == family.proceeding.pk
    return row.proceeding_id in family.members


def _line_for(row: Material, volume: Volume) -> Item:
    return next((item for item in volume.lines if row.label in item.labels), OTHERS)


def _material(row: Material) -> Entry:
    note = "附件（电子件）" if row.file.content_type in OFFICE else ""
    return Entry(row.title, clock.day_of(row.uploaded_at), row.file.sha256, row.file.content_type, row, note=note)


def _proofs(family: Family) -> list[tuple[str, Entry]]:
    rows = Delivery.objects.filter(recipient__document__proceeding__in=family.members).exclude(file=None)
    rows = rows.select_related("recipient__document", "file").defer("recipient__document__pdf")
    return [(SERVICE.title, _proof(row, row.file)) for row in rows]


def _proof(row: Delivery, file: Any) -> Entry:
    title = f"送达证明：{row.recipient.document.title}，{row.recipient.name}"
    return Entry(title, row.tried_on, file.sha256, file.content_type, row)


def _guests(family: Family, volume: Volume) -> tuple[list[Contents], list[str]]:
    """Dossiers joined to this one, and those of the case that should be and are not yet."""
    guests = [row for row in family.all if VOLUMES[row.kind].host == volume.kind]
    if not guests:
        return [], []
    gone = Dossier.objects.filter(proceeding__in=guests).exclude(state=Dossier.State.COLLECTING)
    hosts = dict(gone.values_list("proceeding", "host__proceeding"))
    joined = [contents(row.actual) for row in guests if hosts.get(row.pk) == family.proceeding.pk]
    awaited = [row for row in guests if VOLUMES[row.kind].joins(row) and row.pk not in hosts]
    return joined, [f"待并入的{VOLUMES[row.kind].title}" for row in awaited]
