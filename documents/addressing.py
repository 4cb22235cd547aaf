"""Who gets a paper: parties each with a copy of their own, all on one text, another department, an office outside.

Whoever it is, the catalogue says it in words: a rule that cannot be said is no rule (Named).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from courtflow.cases.models import Party

from .drafting import Draft


@dataclass(frozen=True)
class Everyone:
    """One text for several, such as a ruling: it is made once and served on each."""

    parties: tuple[Party, ...]

    def __init__(self, parties: Sequence[Party]) -> None:
        object.__setattr__(self, "parties", tuple(parties))


Addressee = Party | str | Everyone
Found_co = TypeVar("Found_co", bound=Sequence[Addressee], covariant=True)


@dataclass(frozen=True)
class Named(Generic[Found_co]):
    """Addressees found by a rule, and the rule in words."""

    words: str
    find: Callable[[Draft], Found_co]

    def __post_init__(self) -> None:
        if not self.words.strip():
            raise ValueError(f"{self.find!r} does not say who gets the paper")

    def __call__(self, draft: Draft) -> Found_co:
        return self.find(draft)

    @property
    def __wrapped__(self) -> Callable[[Draft], Found_co]:
        """Whoever reads the code of an act looks through the words (inspect.unwrap)."""
        return self.find


Addressing = Named[Sequence[Addressee]]


def saying(words: str) -> Callable[[Callable[[Draft], Found_co]], Named[Found_co]]:
    """Give a finding function its words for the catalogue."""
    return lambda find: Named(words, find)


@saying("各方当事人")
def every_party(draft: Draft) -> Sequence[Party]:
    """Each party gets his own copy."""
    return draft.parties


@saying("各义务人")
def debtors(draft: Draft) -> Sequence[Party]:
    """Each who owes under the instrument; without one, each on the debtor's side."""
    return draft.debtors


@saying("各权利人")
def creditors(draft: Draft) -> Sequence[Party]:
    """Each who claims under the instrument; without one, each on the creditor's side."""
    return draft.creditors_of(None)


@saying("各方当事人（同一文本）")
def all_on_one_text(draft: Draft) -> Sequence[Addressee]:
    """A ruling or decision: one original, served on every party."""
    return [Everyone(draft.parties)]


def to(*names: str) -> Named[Sequence[str]]:
    """Departments of the court or offices outside, one copy each."""
    return Named("、".join(names), lambda draft: names)
