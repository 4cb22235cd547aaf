"""The number of a paper: its case's number with a word and a serial, or the case's number itself (案号规定)."""

from courtflow.law.numerals import chinese_number

from .drafting import Draft
from .kinds import Kind, Numbering
from .models import Document


def next_number(kind: Kind, draft: Draft) -> tuple[str, int]:
    """(number, serial). Serials count within the case, which is locked; before it has a number, within the court."""
    own = kind.case_number(draft) if kind.case_number else case_number(draft)
    if kind.numbering is Numbering.CASE:
        return _of_the_case(own, _is_the_judgments(own, draft))
    series = f"{own or _of_the_year(draft)}{kind.number_word}字第"
    serial = Document.objects.filter(number__startswith=series).count() + 1
    return f"{series}{serial}号", serial


def _is_the_judgments(number: str, draft: Draft) -> bool:
    """In a suit the number without 之一 belongs to the judgment, whenever that comes."""
    return bool(draft.case.proceedings.filter(kind="trial", number=number).exists())


def _of_the_case(number: str, taken: bool) -> tuple[str, int]:
    """A second ruling in the same case is 之一, a third 之二."""
    earlier = (
        int(taken)
        + Document.objects.filter(number=number).count()
        + Document.objects.filter(number__startswith=f"{number}之").count()
    )
    return (f"{number}之{chinese_number(earlier)}" if earlier else number), earlier + 1


def _of_the_year(draft: Draft) -> str:
    """Before anything is numbered a paper counts through its court's year, one at a time."""
    type(draft.court).objects.select_for_update(of=("self",)).get(pk=draft.court.pk)
    return f"（{draft.on.year}）{draft.court.code}"


def case_number(draft: Draft) -> str:
    return draft.proceeding.number or trial_number(draft)


def trial_number(draft: Draft) -> str:
    """The number of the trial that the paper goes back to; a matter without one (an award) has its instrument's."""
    numbered = draft.case.proceedings.filter(kind="trial").exclude(number=None).order_by("opened_at").first()
    if numbered:
        return str(numbered.number)
    return draft.instrument.number if draft.instrument else draft.proceeding.number or ""
