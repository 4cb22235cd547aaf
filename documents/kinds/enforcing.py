"""What the papers of enforcement share: the two sides of an execution, its instrument and sums, and who signs."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from courtflow.cases.models import Party
from courtflow.law.articles import Article, ruling_citations
from documents.addressing import Addressee, Everyone, saying
from documents.drafting import Draft, instrument_facts, iso, obligation_facts, person_facts
from documents.snapshots import SignerFacts

from .urging import money_balance

APPLICANT, EXECUTED = "申请执行人", "被执行人"


def enforced(draft: Draft) -> Any:
    """The execution that the paper is about: the proceeding itself, the one objected to or joined, the debtor's."""
    proceeding = draft.proceeding
    if challenged := getattr(proceeding, "challenged", None):
        return challenged.actual
    if behind := getattr(proceeding, "enforced", None):
        return behind
    running = getattr(proceeding, "executions", None)
    return next(iter(running()), None) if running else proceeding


def own_number(draft: Draft) -> str:
    """The number that a paper carries: the matter's own, before it has one that of the execution behind it."""
    return str(draft.proceeding.number or execution_number(draft))


def ruling_number(draft: Draft) -> str:
    """The number that the act states for its ruling or decision, else that of the matter."""
    stated = draft.asked("ruling_no") or draft.asked("decision_no")
    return str(stated or own_number(draft))


def execution_number(draft: Draft) -> str:
    return str(getattr(enforced(draft), "number", None) or draft.proceeding.number or "")


def executed_parties(draft: Draft) -> list[Party]:
    """被执行人 as filed, not everybody whom the instrument obliges."""
    execution = enforced(draft)
    filed = set(execution.debtors.values_list("pk", flat=True)) if execution is not None else set()
    return [party for party in draft.parties if party.pk in filed] or draft.debtors


@saying("各被执行人")
def executed(draft: Draft) -> Sequence[Addressee]:
    return executed_parties(draft)


@saying("申请执行人和被执行人")
def both_sides(draft: Draft) -> Sequence[Addressee]:
    return [*draft.creditors_of(None), *executed_parties(draft)]


@saying("申请执行人和被执行人（同一文本）")
def one_text_for_both(draft: Draft) -> Sequence[Addressee]:
    return [Everyone([*draft.creditors_of(None), *executed_parties(draft)])]


@saying("有关的被执行人和申请执行人（同一文本）")
def debtor_and_creditors(draft: Draft) -> Sequence[Addressee]:
    """One text about one debtor: he and the creditors get it."""
    return [Everyone([*draft.creditors_of(None), *debtor_concerned(draft)])]


def debtor_concerned(draft: Draft) -> list[Party]:
    """Whom the ordering act names as debtor, or whose measure it lifts."""
    if named := draft.asked_parties("debtor"):
        return named
    measure = lifted(draft)
    return [party for party in draft.parties if measure is not None and party.pk == measure.debtor_id]


def lifted(draft: Draft) -> Any:
    """The measure that the ordering act lifts."""
    value = draft.asked("measure")
    key = value["id"] if isinstance(value, Mapping) else value
    return draft.proceeding.measures.filter(pk=key).first() if key else None


def background(draft: Draft) -> dict[str, Any]:
    """Parties, instrument, duties and dates of the execution."""
    execution, items = enforced(draft), draft.obligations
    return {
        "applicants": [person_facts(party, APPLICANT) for party in draft.creditors_of(None)],
        "executed": [person_facts(party, EXECUTED) for party in executed_parties(draft)],
        "instrument": instrument_facts(draft.instrument, None),
        "obligations": obligation_facts(items),
        "balance": money_balance(items),
        "execution_number": getattr(execution, "number", "") or "",
        "applied_on": iso(getattr(execution, "application_received_on", None)),
        "filed_on": iso(getattr(execution, "filed_on", None)),
        "officer": draft.proceeding.handler.display_name if draft.proceeding.handler else "",
    }


def no_instrument(snapshot: Mapping[str, Any]) -> list[str]:
    return [] if snapshot["instrument"] else ["没有生效法律文书，请先登记法律文书"]


def bench(names: str) -> dict[str, list[SignerFacts]]:
    """合议庭 named in words, the presiding judge first; nothing named leaves the signature of the judge in charge."""
    found = [part for part in re.split(r"[、，,；;\s]+", names) if part]
    titles = ["审判长", *["审判员"] * len(found)]
    if not found:
        return {}
    return {"signers": [{"title": title, "name": name} for title, name in zip(titles, found, strict=False)]}


def cited(*articles: Article) -> str:
    return "、".join(ruling_citations(articles))


def stated(amount: str | None) -> str | None:
    """A sum as an act states it, with two places."""
    return f"{Decimal(amount):.2f}" if amount else None


def bare(text: str) -> str:
    """Words that somebody wrote, without their last stop: the paper sets its own."""
    return text.strip().rstrip("。；;，,. ")


def lines(text: str) -> list[str]:
    """One paragraph for each line that somebody wrote."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def sum_of(rows: Sequence[Decimal]) -> str:
    return f"{sum(rows, Decimal('0.00')):.2f}"
