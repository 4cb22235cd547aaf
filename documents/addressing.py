"""Who gets a paper: parties each with a copy of their own, all on one text, another department, an office outside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from courtflow.cases.models import Party

from .drafting import Draft


@dataclass(frozen=True)
class Everyone:
    """One text for several, such as a ruling: it is made once and served on each."""

    parties: tuple[Party, ...]

    def __init__(self, parties: Sequence[Party]) -> None:
        object.__setattr__(self, "parties", tuple(parties))


Addressee = Party | str | Everyone


def every_party(draft: Draft) -> Sequence[Addressee]:
    """Each party gets his own copy."""
    return draft.parties


def debtors(draft: Draft) -> Sequence[Addressee]:
    """Each who owes under the instrument; without one, each on the debtor's side."""
    return draft.debtors


def creditors(draft: Draft) -> Sequence[Addressee]:
    """Each who claims under the instrument; without one, each on the creditor's side."""
    return draft.creditors_of(None)


def all_on_one_text(draft: Draft) -> Sequence[Addressee]:
    """A ruling or decision: one original, served on every party."""
    return [Everyone(draft.parties)]


def chosen(field: str) -> Callable[[Draft], Sequence[Addressee]]:
    """The parties that the ordering act names in `field`."""
    return lambda draft: draft.asked_parties(field)


def to(*names: str) -> Callable[[Draft], Sequence[Addressee]]:
    """Departments of the court or offices outside, one copy each."""
    return lambda draft: names


def named_in(field: str) -> Callable[[Draft], Sequence[Addressee]]:
    """The office that the ordering act names in words in `field`."""
    return lambda draft: [str(draft.asked(field))] if draft.asked(field) else []
