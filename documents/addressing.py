"""Who gets a paper: parties each with a copy of their own, all on one text, another department, an office outside."""

from collections.abc import Callable, Mapping, Sequence
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


Addressing = Callable[[Draft], Sequence[Addressee]]


@dataclass(frozen=True)
class Named:
    """Addressees found by a rule that can be said in words."""

    words: str
    find: Addressing

    def __call__(self, draft: Draft) -> Sequence[Addressee]:
        return self.find(draft)


def chosen(field: str) -> Addressing:
    """The parties that the ordering act names in `field`."""
    return Named("办理时指明的当事人", lambda draft: draft.asked_parties(field))


def to(*names: str) -> Addressing:
    """Departments of the court or offices outside, one copy each."""
    return Named("、".join(names), lambda draft: names)


def named_in(field: str) -> Addressing:
    """The office that the ordering act names in words in `field`."""
    return Named("办理时写明的单位", lambda draft: [str(draft.asked(field))] if draft.asked(field) else [])


COMMON: Mapping[Addressing, str] = {
    every_party: "各方当事人",
    debtors: "各义务人",
    creditors: "各权利人",
    all_on_one_text: "各方当事人（同一文本）",
}


def words_of(addressees: Addressing) -> str:
    """Who gets it, for the catalogue; a kind with a rule of its own follows the case and the ordering act."""
    return str(getattr(addressees, "words", "")) or COMMON.get(addressees, "依案情和办理事项确定")
