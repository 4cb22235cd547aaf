"""The catalogue of kinds of court papers: one declaration each, registered once, ordered by acts through its slug.

When a kind is made and who drafts it is not written here: it follows from the acts that order it (documents.catalogue).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from courtflow.accounts.roles import ADMINISTRATORS, Role, Unit
from courtflow.flow import registry
from courtflow.flow.worklist import TaskKind
from courtflow.law.articles import Article, binding
from documents.addressing import Addressing
from documents.drafting import Draft

KINDS: dict[str, "Kind"] = {}

# These sign for the whole court; everybody else signs in the department that holds the proceeding.
LEADERS: Mapping[str, Unit] = {
    Role.PRESIDENT: Unit.LEADERSHIP,
    Role.VICE_PRESIDENT: Unit.LEADERSHIP,
    Role.BUREAU_CHIEF: Unit.ENFORCEMENT,
}

# Whoever works on the proceeding may have a paper made that failed or came back.
MAY_REDRAFT = tuple(role for role in Role if role not in {*ADMINISTRATORS, Role.SUPERIOR_READER})


class Layout(StrEnum):
    """How a paper ends: who signs and how the day is written.

    裁判文书 name the judges and write the day in Chinese figures, 诉讼文书 bear the court's seal on such a day
    (民事裁判文书制作规范，法〔2016〕221号); 公函 name the court and write the day in Arabic figures (GB/T 9704—2012).
    """

    RULING = "ruling"
    NOTICE = "notice"
    LETTER = "letter"

    @property
    def label(self) -> str:
        return {"ruling": "裁判文书", "notice": "诉讼文书", "letter": "公函"}[self]


class Retention(StrEnum):
    """How long the file keeps it (人民法院诉讼档案保管期限的规定第三条)."""

    PERMANENT = "permanent"
    LONG = "long"
    SHORT = "short"

    @property
    def label(self) -> str:
        return {"permanent": "永久", "long": "长期（六十年）", "short": "短期（三十年）"}[self]


class Numbering(StrEnum):
    """SERIES: the case's number and a word, 催告字第1号. CASE: the case's number itself, 之一 from the second paper on.

    Which case's number that is says Kind.case_number, where it is not the proceeding's own.

    SERIES of a matter that has no number yet runs through the court's year: （2024）豫0811风险告知字第12号.
    """

    SERIES = "series"
    CASE = "case"


class Copy(StrEnum):
    """The marks of the copies that one file holds, in this order."""

    ORIGINAL = "正本"
    DUPLICATE = "副本"
    STUB = "存根"


@dataclass(frozen=True)
class Slot:
    """A paragraph that a court may word itself; each of `must_contain` has to stay in it."""

    slug: str
    title: str
    must_contain: tuple[str, ...] = ()


@dataclass(frozen=True)
class Annex:
    """Something enclosed: printed at the end from its own template, or (without one) only named in the list.

    A slip (回执, 答复书, 送达回证) has a page to itself, to be filled in and sent back.
    """

    title: str
    template: str = ""
    slots: tuple[Slot, ...] = ()
    slip: bool = False


def nothing(draft: Draft) -> Mapping[str, Any]:
    return {}


def complete(snapshot: Mapping[str, Any]) -> list[str]:
    return []


@dataclass(frozen=True)
class Kind:
    """One kind of paper.

    `addressees(draft)` says who gets it: a Party (each his own copy), a str (a department or an office outside), or
    Everyone([...]) for one text served on several parties; its words stand in the catalogue. `facts` is the kind's own
    part of the frozen snapshot; `missing` what the paper cannot be made without, as Chinese sentences. `approver` are
    the roles that may sign it; empty where the law lets whoever performs the ordering act, or the system, send it out.
    A blind paper names neither court nor judge nor anybody of the case (documents.redaction). `served_by` is the act
    that registers its service and starts what runs from it: while that can be performed, nobody serves beside it.
    """

    slug: str
    title: str
    under: tuple[Article, ...]
    addressees: Addressing
    number_word: str = ""
    numbering: Numbering = Numbering.SERIES
    case_number: Callable[[Draft], str] | None = None
    facts: Callable[[Draft], Mapping[str, Any]] = nothing
    missing: Callable[[Mapping[str, Any]], list[str]] = complete
    approver: tuple[Role, ...] = ()
    layout: Layout = Layout.NOTICE
    sealed: bool = True
    copies: tuple[Copy, ...] = ()
    slots: tuple[Slot, ...] = ()
    annexes: tuple[Annex, ...] = ()
    retention: Retention = Retention.LONG
    public_notice: bool = False
    served_by: str = ""
    blind: bool = False
    spec: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.numbering is Numbering.SERIES) != bool(self.number_word):
            raise ValueError(f"{self.slug}: a series needs a word, a case number takes none")

    @property
    def template(self) -> str:
        return f"documents/{self.slug}.html"

    def problems(self, snapshot: Mapping[str, Any]) -> list[str]:
        """What it cannot be made without: its own facts, and for a ruling the judge who signs it."""
        nobody = ["裁判文书无人署名，请先确定承办法官"] if self.unsigned(snapshot) else []
        return [*self.missing(snapshot), *nobody]

    def unsigned(self, snapshot: Mapping[str, Any]) -> bool:
        """A ruling that no judge signs."""
        return self.layout is Layout.RULING and not snapshot["signers"]

    def basis(self, policy: Any) -> tuple[Article, ...]:
        """Its articles that hold where `policy` does: no court cites another court's paper as its own."""
        return binding(self.under, policy.sources)

    @property
    def every_slot(self) -> tuple[Slot, ...]:
        """Its own paragraphs and those of its annexes."""
        return (*self.slots, *(slot for annex in self.annexes for slot in annex.slots))

    def slot(self, slug: str) -> Slot | None:
        return next((slot for slot in self.every_slot if slot.slug == slug), None)

    @property
    def signing(self) -> TaskKind:
        """The task “签发《…》” of the approver."""
        return SIGNING[self.slug]

    @property
    def redrafting(self) -> TaskKind:
        """The task “补齐事实后重新制作《…》” of whoever handles the proceeding."""
        return REDRAFTING[self.slug]


SIGNING: dict[str, TaskKind] = {}
REDRAFTING: dict[str, TaskKind] = {}


def register(kind: Kind) -> Kind:
    """Add a kind to the catalogue; departments may bring their own in ready()."""
    if KINDS.setdefault(kind.slug, kind) is not kind:
        raise ValueError(f"two kinds of document are called {kind.slug!r}")
    registry.document_kinds[kind.slug] = kind
    REDRAFTING[kind.slug] = TaskKind(
        f"redraft.{kind.slug}",
        f"补齐事实后重新制作《{kind.title}》",
        MAY_REDRAFT,
        to_handler=True,
        page="documents:redrafting",
    )
    if kind.approver:
        SIGNING[kind.slug] = TaskKind(
            f"sign.{kind.slug}",
            f"签发《{kind.title}》",
            kind.approver,
            unit=_desk(kind.approver),
            page="documents:signing",
        )
    return kind


def _desk(approver: tuple[Role, ...]) -> Unit | None:
    """Where the task to sign waits: with the court's leaders, else (None) where the proceeding is."""
    return LEADERS[approver[0]] if all(role in LEADERS for role in approver) else None


def load() -> None:
    """Import every module beside this one, so that its kinds stand in the catalogue."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
